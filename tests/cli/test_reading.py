"""`majungmul read` as its user meets it: contract JSON, pipes, bad files, exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Run, environment

ARTICLE = """전북도, 지역 기업 지원 성과 발표

입력 2025-03-04 09:00

전북특별자치도는 지난해 소프트웨어 기업 48곳에 총 12억 5천만 원을 지원했다고 4일 밝혔다.
도는 올해 접수를 4월 1일부터 4월 18일 18:00까지 받는다.
"""


def rows(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_pipe_gets_one_json_object_a_document_and_nothing_else(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE, encoding="cp949")

    done = run("read", "a.txt", "b.txt")

    first, second = rows(done.stdout)
    assert done.returncode == 0
    assert done.stderr == ""
    assert first["published"] == "2025-03-04"
    assert first["characters"] == "text offsets count Unicode code points"
    assert {q["value"] for q in first["quantities"]} >= {"48", "1250000000"}
    assert first["quantities"] == second["quantities"]


def test_offsets_of_a_text_file_point_into_the_file_itself(run: Run, tmp_path: Path) -> None:
    text = ARTICLE.replace("\n", "\r\n")
    (tmp_path / "a.txt").write_bytes(text.encode())

    [document] = rows(run("read", "a.txt").stdout)

    assert document["text_length"] == len(text)
    spans = [*document["quantities"], *(period["span"] for period in document["periods"])]
    assert document["periods"]
    for span in spans:
        assert text[span["start"] : span["end"]] == span["quote"]
    printed = run("read", "--text", "a.txt").stdout
    assert printed.splitlines() == text.splitlines()


def test_a_bad_file_is_named_in_one_sentence_and_the_rest_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.hwp").write_bytes(b"")
    (tmp_path / "locked.pdf").write_bytes(b"SCDSA00" + bytes(100))

    done = run("read", ".")

    assert done.returncode == 1
    assert [Path(str(row["path"])).name for row in rows(done.stdout)] == ["good.txt"]
    complaints = done.stderr.splitlines()
    assert len(complaints) == 2
    assert "empty.hwp" in complaints[0]
    assert "locked.pdf" in complaints[1]
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_said_to_be_missing(run: Run) -> None:
    done = run("read", "nowhere.txt")

    assert done.returncode == 1
    assert "nowhere.txt" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_with_nothing_to_read_says_what_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    done = run("read", "empty")

    assert done.returncode == 1
    assert ".hwpx" in done.stderr


def test_the_day_of_publication_can_be_given(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("올해 기업 30곳을 지원했다.", encoding="utf-8")

    [document] = rows(run("read", "a.txt", "--published", "2019-05-01").stdout)

    assert document["published"] == "2019-05-01"


def test_the_html_page_marks_every_fact_at_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE + "<b>&", encoding="utf-8")

    page = run("read", "a.txt", "--format", "html").stdout
    [document] = rows(run("read", "a.txt").stdout)

    for quantity in document["quantities"]:
        place = f"s{quantity['start']}-{quantity['end']}"
        assert f'id="{place}"' in page
        assert f'href="#{place}"' in page
    assert "&lt;b&gt;&amp;" in page


def test_wrong_usage_is_one_sentence_and_status_2(run: Run) -> None:
    for arguments in (["read"], ["read", "--colour", "x"], ["frobnicate"]):
        done = run(*arguments)

        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert "Traceback" not in done.stderr


def test_help_of_every_command_has_a_purpose_and_an_example(run: Run) -> None:
    listing = run("--help").stdout
    commands = [
        line.split()[0] for line in listing.split("Commands:")[1].splitlines() if line.strip()
    ]

    assert len(commands) >= 14
    for command in commands:
        assert f"예: majungmul {command}" in run(command, "--help").stdout


def test_a_second_reader_needs_an_address(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("가람진흥원은 24개사를 도왔다.", encoding="utf-8")
    done = run("read", "a.txt", "--assist")
    assert done.returncode == 2
    assert "MAJUNGMUL_LLM_URL" in done.stderr


def test_a_second_reader_that_is_away_costs_no_fact(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("openai")
    text = "가람진흥원은 지난해 24개사를 지원했다고 밝혔다."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    alone = json.loads(run("read", "a.txt", "--format", "json").stdout)
    away = {"MAJUNGMUL_LLM_URL": "http://127.0.0.1:9/v1", "MAJUNGMUL_LLM_MODEL": "small"}
    done = subprocess.run(
        [sys.executable, "-m", "majungmul", "read", "a.txt", "--format", "json", "--assist"],
        cwd=tmp_path,
        env={**environment(tmp_path), **away},
        capture_output=True,
        text=True,
        timeout=120,
    )
    both = json.loads(done.stdout)
    assert both["statements"] == alone["statements"]
    assert len(both["warnings"]) == len(alone["warnings"]) + 1
