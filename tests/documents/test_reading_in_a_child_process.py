"""A child that dies, hangs or eats memory costs one file; the batch goes on."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul import documents
from majungmul.documents import child, wire

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="stops processes by signal")


@pytest.fixture
def folder(tmp_path: Path, make) -> Path:
    (tmp_path / "1.txt").write_text("1. 지원대상\n○ 도내 기업", encoding="utf-8")
    (tmp_path / "2.hwpx").write_bytes(make.hwpx())
    (tmp_path / "3.pdf").write_bytes(make.pdf([make.lines(["신청 방법을 안내한다"])]))
    (tmp_path / "4.docx").write_bytes(make.docx())
    (tmp_path / "5.hwp").write_bytes(b"")
    (tmp_path / "6.zip").write_bytes(make.zip({"가.txt": "하나".encode(), "나.txt": "둘".encode()}))
    (tmp_path / "7.json").write_text('[{"제목": "첫째"}, {"제목": "둘째"}]', encoding="utf-8")
    return tmp_path


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def pid(reader: documents.Reader) -> int:
    process = reader._children[0]._process
    assert process is not None
    return process.pid


@pytest.mark.parametrize("workers", [1, 2])
def test_results_are_those_of_reading_here(folder: Path, workers: int) -> None:
    here = [item for path in files(folder) for item in documents.read_all(path)]
    with documents.Reader(workers=workers) as reader:
        assert list(reader.read_many(files(folder))) == here
    assert len(here) == 9


def test_bytes_are_read_as_files_are(make) -> None:
    data = make.hwpx()
    with documents.Reader() as reader:
        assert reader.read_bytes(data, "가.hwpx") == [documents.read_bytes(data, "가.hwpx")]
        (large,) = documents.Reader(documents.Limits(bytes=3)).read_bytes(b"text", "가.txt")
    assert isinstance(large, documents.Unreadable)
    assert large.code == "too_big"


@needs_posix
def test_a_killed_child_is_replaced(folder: Path) -> None:
    with documents.Reader() as reader:
        before = reader.read(folder / "1.txt")
        os.kill(pid(reader), signal.SIGKILL)
        assert reader.read(folder / "1.txt") == before


@needs_posix
def test_a_child_killed_at_work_costs_nothing_when_the_file_is_sound(folder: Path) -> None:
    with documents.Reader() as reader:
        before = reader.read(folder / "1.txt")
        old = pid(reader)
        os.kill(old, signal.SIGSTOP)
        threading.Timer(0.1, os.kill, (old, signal.SIGKILL)).start()
        assert reader.read(folder / "1.txt") == before
        assert pid(reader) != old


@needs_posix
def test_a_child_that_does_not_answer_is_ended_and_the_next_file_is_read(folder: Path) -> None:
    with documents.Reader(documents.Limits(seconds=2)) as reader:
        sound = reader.read(folder / "1.txt")
        os.kill(pid(reader), signal.SIGSTOP)
        late, after = reader.read_many([folder / "2.hwpx", folder / "1.txt"])
    assert isinstance(late, documents.Unreadable)
    assert late.code == "time"
    assert "2초" in late.reason
    assert [after] == sound


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory limits hold on Linux")
def test_a_file_that_needs_too_much_memory_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "큰글.txt").write_bytes(b"- a b\n" * 500_000)
    (tmp_path / "작은글.txt").write_text("지원대상", encoding="utf-8")
    with documents.Reader(documents.Limits(memory_mb=72)) as reader:
        large, small = reader.read_many([tmp_path / "큰글.txt", tmp_path / "작은글.txt"])
    assert isinstance(large, documents.Unreadable)
    assert large.code == "memory"
    assert isinstance(small, documents.Document)


def test_answers_that_nobody_took_do_not_meet_the_next_question(folder: Path) -> None:
    with documents.Reader() as reader:
        answers = reader.read_many([folder / "6.zip"])
        next(answers)
        answers.close()
        (document,) = reader.read(folder / "1.txt")
    assert document.name == "1.txt"


def test_the_child_does_not_learn_the_parents_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_GO_KR_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://someone:secret@host/name")
    assert "secret" not in " ".join(child._environment().values())


def test_a_module_lying_beside_the_notice_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = "import pathlib; pathlib.Path('sprung').touch()"
    for name in ("lxml", "json", "docx", "zipfile"):
        (tmp_path / f"{name}.py").write_text(trap, encoding="utf-8")
    (tmp_path / "a.html").write_text("<p>기업 30곳을 지원한다</p>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    with documents.Reader() as reader:
        [document] = reader.read_many(["a.html"])

    assert "30곳" in document.text
    assert not (tmp_path / "sprung").exists()


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "관.txt")
    with documents.Reader() as reader:
        missing, pipe = reader.read_many([tmp_path / "없음.pdf", tmp_path / "관.txt"])
    assert [missing.code, pipe.code] == ["missing", "denied"]


@given(st.text(max_size=200))
def test_a_document_survives_the_wire(text: str) -> None:
    document = documents.plain(f"□ 표\n| {text} | 1 |\n", "이름")
    assert wire.unpack(wire.pack(document)) == document


@pytest.mark.parametrize(
    "change",
    [
        {"blocks": [[0, 999, "item", 1, "", None]]},
        {"blocks": [[3, 1, "item", 1, "", None]]},
        {"blocks": [[0, 1, "surprise", 1, "", None]]},
        {"tables": [[0, 1, [[[-5, 1, 0, 0, 1, 1]]], "", "", 0]]},
        {"published": "2031-13-40"},
        {"text": None, "tables": 7},
    ],
)
def test_an_unsound_answer_is_refused(change: dict[str, object]) -> None:
    message = {**wire.pack(documents.plain("지원대상")), **change}
    with pytest.raises(wire.BrokenWire):
        wire.unpack(message)
