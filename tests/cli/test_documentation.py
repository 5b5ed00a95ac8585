"""The commands that the documentation shows, run as they stand there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import environment

from majungmul import samples

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "README.ko.md", *(ROOT / "docs").glob("*.md")])
LASTING = ("majungmul up", "majungmul worker", "curl ")  # run until stopped: tested on their own


def commands(page: Path) -> Iterator[str]:
    for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        for line in block.splitlines():
            command = line.split(" # ")[0].strip()
            if command.startswith("majungmul") and not command.startswith(LASTING):
                yield command


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the documentation speaks of."""
    tmp_path = tmp_path_factory.mktemp("desk")
    found = samples.paths()
    notice = next(path for path in found.files if path.suffix == ".hwpx")
    shutil.copy(notice, tmp_path / "notice.hwpx")
    shutil.copy(found.companies[0], tmp_path / "company.toml")
    (tmp_path / "press").mkdir()
    for path in found.files:
        if path.suffix == ".txt":
            shutil.copy(path, tmp_path / "press")
    slug, payload = found.payloads[1]
    text = samples.render(payload.read_text(encoding="utf-8"), date.today())
    (tmp_path / f"{slug}.json").write_text(text, encoding="utf-8")
    _companies(tmp_path / "companies.parquet")
    rule = {"field": "region", "op": "in", "value": ["52"]}
    (tmp_path / "rule.json").write_text(json.dumps(rule), encoding="utf-8")
    (tmp_path / "firms.csv").write_text("회사,어디\n가람,전북 전주시\n", encoding="utf-8")
    columns = '[columns]\n"회사" = "name"\n"어디" = "region"\n'
    (tmp_path / "columns.toml").write_text(columns, encoding="utf-8")
    return tmp_path


def _companies(path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"name": ["가", "나"], "region": ["52", None]}), path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_shown_works(page: Path, desk: Path) -> None:
    for command in commands(page):
        done = subprocess.run(
            command,
            shell=True,
            cwd=desk,
            env=environment(desk),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


def test_every_command_of_the_program_is_shown_somewhere() -> None:
    listing = subprocess.run(
        ["majungmul", "--help"], env=environment(ROOT), capture_output=True, text=True, check=True
    ).stdout
    names = {line.split()[0] for line in listing.split("Commands:")[1].splitlines() if line.strip()}
    shown = " ".join(page.read_text(encoding="utf-8") for page in PAGES)

    assert {name for name in names if f"majungmul {name}" not in shown} == set()


def test_every_setting_is_documented() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    settings = set(re.findall(r"\bMAJUNGMUL_[A-Z_]+[A-Z]\b", code)) - {"MAJUNGMUL_LOCAL"}  # our own
    table = (ROOT / "docs" / "operating.md").read_text("utf-8")

    assert {name for name in settings if f"`{name}`" not in table} == set()
