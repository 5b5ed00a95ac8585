"""`majungmul sync` and `sources` as an operator meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import Run, environment

from majungmul import samples, sources
from majungmul.cli import collecting


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    _, source = samples.paths().payloads[1]
    path = tmp_path / "bizinfo.json"
    text = samples.render(source.read_text(encoding="utf-8"), date.today())
    path.write_text(text, encoding="utf-8")
    return path


def counts(output: str) -> dict[str, int]:
    return json.loads(output)


def test_loading_the_same_file_again_changes_nothing_and_says_so(run: Run, payload: Path) -> None:
    first = counts(run("sync", "bizinfo", "--from", payload, "--format", "json").stdout)
    again = counts(run("sync", "bizinfo", "--from", payload, "--format", "json").stdout)

    assert (first["new"], first["failed"]) == (40, 0)
    assert (again["new"], again["changed"], again["withdrawn"]) == (0, 0, 0)
    assert again["unchanged"] == 40
    assert "바뀐 것이 없습니다" in run("sync", "bizinfo", "--from", payload).stdout


@pytest.mark.parametrize(
    "body",
    ["", "not json", "<html>login</html>", '{"reqErr": "등록되지 않은 인증키입니다."}', "[1, 2"],
)
def test_a_payload_that_is_none_is_refused_in_one_sentence(
    run: Run, tmp_path: Path, body: str
) -> None:
    (tmp_path / "bad.json").write_text(body, encoding="utf-8")

    done = run("sync", "bizinfo", "--from", "bad.json")

    assert done.returncode == 1
    assert done.stderr.startswith("bad.json: ")
    assert len(done.stderr.splitlines()) == 1
    assert "Error" not in done.stderr


def test_a_row_without_an_id_is_named_and_the_others_are_stored(run: Run, tmp_path: Path) -> None:
    rows = {
        "jsonArray": [{"pblancNm": "번호 없는 공고"}, {"pblancId": "PBLN_1", "pblancNm": "공고"}]
    }
    (tmp_path / "rows.json").write_text(json.dumps(rows), encoding="utf-8")

    done = run("sync", "bizinfo", "--from", "rows.json", "--format", "json")

    assert done.returncode == 1
    assert (counts(done.stdout)["new"], counts(done.stdout)["failed"]) == (1, 1)
    assert sum("식별 번호가 없어" in line for line in done.stderr.splitlines()) == 1


def test_a_field_that_the_source_renamed_is_named_in_the_users_language(
    run: Run, tmp_path: Path
) -> None:
    row = {
        "pblancId": "PBLN_1", "pblancNm": "다솔 지원사업 공고", "jrsdInsttNm": "경기도",
        "pldirSportRealmLclasCodeNm": "기술", "termOfReceipt": "2031-05-01 ~ 2031-07-31",
    }  # fmt: skip
    (tmp_path / "rows.json").write_text(json.dumps({"jsonArray": [row]}), encoding="utf-8")

    for language, missing, unknown in (
        ("ko", "항목 reqstBeginEndDe이(가) 없습니다.", "모르는 항목 termOfReceipt"),
        ("en", "The field reqstBeginEndDe is missing.", "The unknown fields termOfReceipt came."),
    ):
        done = run("sync", "bizinfo", "--from", "rows.json", MAJUNGMUL_LANG=language)
        assert missing in done.stderr
        assert unknown in done.stderr
        assert done.returncode == 0


def test_a_missing_key_says_which_variable_to_set(run: Run) -> None:
    done = run("sync", "bizinfo")

    assert done.returncode == 1
    assert "BIZINFO_KEY" in done.stderr


@pytest.mark.parametrize("arguments", [["nope"], [], ["bizinfo", "--from", "missing.json"]])
def test_wrong_usage_has_status_2(run: Run, arguments: list[str]) -> None:
    done = run("sync", *arguments)

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="file size limits are POSIX")
def test_a_full_disk_is_said_and_leaves_a_ledger_that_goes_on(
    run: Run, tmp_path: Path, payload: Path
) -> None:
    assert run("migrate").returncode == 0
    command = f"ulimit -f 200; exec {sys.executable} -m majungmul sync bizinfo --from {payload}"

    full = subprocess.run(
        ["bash", "-c", f"trap '' XFSZ; {command}"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
    )
    after = counts(run("sync", "bizinfo", "--from", payload, "--format", "json").stdout)

    assert full.returncode == 1
    assert len(full.stderr.splitlines()) == 1
    assert "Traceback" not in full.stderr
    assert after["new"] + after["unchanged"] == 40


def test_sources_are_listed_with_their_health(run: Run) -> None:
    rows = [json.loads(line) for line in run("sources", "--format", "json").stdout.splitlines()]

    assert {"bizinfo", "kstartup"} <= {row["slug"] for row in rows}
    assert all(row["state"] == "never" for row in rows)


def test_the_ledger_of_a_day_before_the_first_notice_is_empty(run: Run, payload: Path) -> None:
    run("sync", "bizinfo", "--from", payload)

    before = run("history", "--on", "2020-03-03")
    today = run("history", "--format", "json")

    assert before.stdout.startswith("2020-03-03: 알던 공고 0건")
    rows = [json.loads(line) for line in today.stdout.splitlines()]
    assert len(rows) == 40
    assert {row["version"] for row in rows} == {1}
    assert all(row["fields"]["title"] for row in rows)


def test_a_day_that_is_none_is_refused(run: Run) -> None:
    done = run("history", "--on", "2999-03-03")
    assert done.returncode == 2
    assert "아직 오지 않았습니다" in done.stderr
    done = run("history", "--on", "3월 3일")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_source_without_its_key_or_folder_is_off_and_not_failed(run: Run) -> None:
    done = run("sync", "bizinfo")
    health = [json.loads(line) for line in run("sources", "--format", "json").stdout.splitlines()]

    assert done.returncode == 1
    states = {row["slug"]: (row["state"], row["key_missing"]) for row in health}
    assert states["bizinfo"] == ("off", True)
    assert states["folder"] == ("never", True)
    assert states["ntis"] == states["iris"] == ("never", False)


def test_all_passes_over_each_source_for_its_own_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known = {slug: sources.get(slug) for slug in ("bizinfo", "kstartup", "ntis")}
    monkeypatch.delenv("BIZINFO_KEY", raising=False)
    monkeypatch.delenv("DATA_GO_KR_KEY", raising=False)
    monkeypatch.setenv("MAJUNGMUL_LANG", "en")
    monkeypatch.setattr(sources, "all", lambda: known)
    monkeypatch.setattr(collecting, "need_ledger", lambda: None)
    assert collecting.sync(all_=True) == 0
    assert capsys.readouterr().err.splitlines() == [
        "bizinfo, kstartup: Not collected, for its key or folder is missing."
        " Load recorded files with --from.",
        "ntis: The robots.txt of NTIS forbids collecting. Load a recorded file with --from.",
    ]
