"""What a command says when it was called wrongly: one sentence in the user's language, status 2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from majungmul import settings
from majungmul.cli.main import run as command

KOREAN = re.compile(r"[가-힣]")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["nothing"], "nothing"),
        (["read"], "PATH"),
        (["read", "--colour"], "--colour"),
        (["read", "x.txt", "--published", "2020-13-01"], "2020-13-01"),
        (["read", "x.txt", "--format", "xml"], "xml"),
        (["up", "--port", "0"], "--port"),
        (["up", "--port"], "--port"),
        (["samples", "load", "more"], "more"),
        (["verdict", "x"], "ID"),
    ],
)
def test_a_wrong_command_line_is_said_in_korean_and_names_what_is_wrong(
    arguments: list[str],
    named: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MAJUNGMUL_LANG", "ko")

    status = command(arguments)

    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    [line] = said.err.splitlines()
    assert named in line
    assert not re.search(r"[A-Za-z]{4,} [a-z]{2,} ", line), line
    assert KOREAN.search(line)


def test_a_wrong_command_line_is_said_in_english_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAJUNGMUL_LANG", "en")

    assert command(["nothing"]) == 2
    assert not KOREAN.search(capsys.readouterr().err)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("backup", "nowhere/copy"), 2),
        (("restore", "nowhere"), 2),
        (("restore", "copy"), 2),
        (("restore", "copy", "--yes"), 1),
    ],
)
def test_a_copy_that_cannot_be_made_or_used_is_said_in_one_sentence(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], status: int
) -> None:
    (tmp_path / "copy").write_text("no copy", encoding="utf-8")

    done = run(*arguments)

    assert (done.returncode, done.stdout) == (status, "")
    assert len(done.stderr.splitlines()) == 1
    assert arguments[1] in done.stderr or "--yes" in done.stderr


@pytest.mark.parametrize("value", ["soon", "-3", "1.5"])
def test_a_setting_that_is_no_number_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("MAJUNGMUL_RETENTION_DAYS", value)

    with pytest.raises(ValueError, match="MAJUNGMUL_RETENTION_DAYS"):
        settings._whole_number("MAJUNGMUL_RETENTION_DAYS")
