"""`majungmul work`: what is done by timetable, done at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

from majungmul import sources
from majungmul.cli import working
from majungmul.ledger import attachments, rereading, sync
from majungmul.ledger.counts import Counts
from majungmul.sources import SourceError

SILENT = "제때 답이 오지 않았습니다. 잠시 뒤 다시 시도하세요."


def test_without_a_name_it_shows_what_there_is_and_when(run: Run) -> None:
    done = run("work")
    assert done.returncode == 0
    for name in ("sync", "attachments", "reread", "verdicts", "duplicates", "retention"):
        assert name in done.stdout


@pytest.mark.parametrize(
    ("name", "korean", "english"),
    [
        ("duplicates", "다른 공고에 묶인 공고 0건.", "0 calls stand behind another."),
        ("reread", "문서 0건을 다시 읽었습니다.", "0 texts read again, 0 failed, 0 left."),
        ("attachments", "첨부 0개를 읽었습니다.", "0 attachments read, 0 failed, 0 left."),
        ("retention", "보관 기간을 정하지 않아", "No retention time is set"),
    ],
)
def test_work_says_what_it_did_in_the_users_language(
    run: Run, name: str, korean: str, english: str
) -> None:
    assert korean in run("work", name).stdout
    assert english in run("work", name, MAJUNGMUL_LANG="en").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fly"], "있는 것: sync, attachments"),
        (["duplicates", "--again"], "attachments와 함께"),
        (["attachments", "--source", "nowhere"], "'nowhere'"),
    ],
)
def test_wrong_use_is_one_sentence(run: Run, arguments: list[str], said: str) -> None:
    done = run("work", *arguments)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert said in done.stderr


def test_a_timetable_that_cannot_be_read_is_said_before_the_worker_starts(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "schedule.toml").write_text('[[job]]\nname = "mine"\n', "utf-8")
    for command in (["worker"], ["work"]):
        done = run(*command)
        assert done.returncode in (1, 2)
        assert "name, cron, work" in done.stderr
    assert "✗ Timetable: Every [[job]]" in run("doctor", MAJUNGMUL_LANG="en").stdout


@pytest.mark.django_db
def test_what_could_not_be_collected_is_said_in_the_users_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(slug: str) -> Counts:
        if slug == "dead":
            raise SourceError(SILENT)
        return Counts(new=1, failed=2 if slug == "torn" else 0)

    monkeypatch.setenv("MAJUNGMUL_LANG", "en")
    monkeypatch.setattr(sync, "run", run)
    monkeypatch.setattr(sources, "all", lambda: {"dead": object(), "torn": object()})
    assert working.work("sync") == 1
    said = capsys.readouterr()
    assert said.out == "Sources: 1 collected, 1 failed.\n"
    assert said.err == "dead: no answer in time. Try again later.\ntorn: 2 could not be stored.\n"
    monkeypatch.setattr(sources, "all", lambda: {"well": object()})
    assert working.work("sync") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.django_db
def test_files_that_could_not_be_read_are_said_in_the_users_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = attachments.Done(read=1, errors=[SILENT] * 2)
    monkeypatch.setenv("MAJUNGMUL_LANG", "en")
    monkeypatch.setattr(attachments, "read_pending", lambda **_: failed)
    assert working.work("attachments") == 0  # they are tried again in a day
    said = capsys.readouterr()
    assert said.out == "1 attachments read, 2 failed, 0 left.\n"
    assert said.err == "attachments: no answer in time. Try again later.\n"


@pytest.mark.django_db
def test_texts_that_could_not_be_read_again_are_named_and_fail_the_work(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = rereading.Done(1, 1, 1, errors=["다솔 공고: 다시 읽지 못했습니다(KeyError)."])
    monkeypatch.setenv("MAJUNGMUL_LANG", "en")
    monkeypatch.setattr(rereading, "read_again", lambda *_: failed)
    assert working.work("reread") == 1
    said = capsys.readouterr()
    assert said.err == "다솔 공고: could not be read again (KeyError).\n"
    monkeypatch.setattr(rereading, "read_again", lambda *_: rereading.Done(1))
    assert working.work("reread") == 0
