"""From a ledger to figures on the command line: publish, measure, check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from tests.cli.conftest import Run


@pytest.fixture
def bundle(run: Run, tmp_path: Path) -> Path:
    """A published bundle of the samples."""
    assert run("samples", "load").returncode == 0
    done = run("publish", tmp_path / "bundle", "--samples", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["statements"] > 0
    return tmp_path / "bundle"


def lines(done: CompletedProcess[str]) -> Iterator[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return map(json.loads, done.stdout.splitlines())


def test_a_published_bundle_is_measured_and_checked(run: Run, bundle: Path) -> None:
    options = ("--bundle", bundle, "--format", "json")

    rows = list(lines(run("measure", "budget", "--by", "year,status", *options)))

    assert rows
    assert all(row["unit"] == "KRW" and str(row["low"]).isdecimal() for row in rows)
    assert all(int(row["low"]) <= int(row["high"]) for row in rows)
    assert all(row["low"] != row["high"] for row in lines(run("check", *options)))


def test_samples_are_no_figures(run: Run) -> None:
    assert run("samples", "load").returncode == 0

    done = run("measure", "budget", "--format", "json")

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("measure", "colour"),
        ("measure", "budget", "--by", "colour"),
        ("measure", "budget", "--bundle", "nowhere"),
    ],
)
def test_what_cannot_be_measured_is_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_that_is_no_bundle_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "draft.txt").write_text("mine", encoding="utf-8")

    done = run("publish", tmp_path / "thesis")

    assert done.returncode == 1
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["draft.txt"]
