"""Answers kept between runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.server import Reply, Server

from majungmul.sources import kept as module
from majungmul.sources.kept import KeptAnswers
from majungmul.sources.web import Answer, Ask, Web

URL = "https://a.kr/rss"


def stored(body: bytes = b"line one\nline two", url: str = URL) -> Answer:
    return Answer(url, body, "utf-8", "", '"v1"')


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path / "web")
    kept[URL] = stored()
    again = KeptAnswers(tmp_path / "web")
    assert again[URL] == stored()
    assert (list(again), len(again)) == ([URL], 1)
    del again[URL]
    assert URL not in kept


@pytest.mark.parametrize("damage", [b"", b"{}", b"not json\nbody", b"\xff\xfe", b"[1]\nbody"])
def test_a_damaged_entry_is_no_entry(tmp_path: Path, damage: bytes) -> None:
    kept = KeptAnswers(tmp_path)
    kept[URL] = stored()
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)
    assert URL not in kept
    assert list(kept) == []


def test_a_cut_entry_is_no_entry(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path)
    kept[URL] = stored()
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert URL not in kept


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    kept = KeptAnswers(blocked)
    kept[URL] = stored()
    assert URL not in kept
    with pytest.raises(KeyError):
        del kept[URL]


def test_large_answers_and_old_ones_are_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_ENTRIES", 3)
    monkeypatch.setattr(module, "MOST_BYTES", 20)
    kept = KeptAnswers(tmp_path)
    kept[URL] = stored(b"x" * 21)
    assert len(kept) == 0
    for number in range(5):
        kept[f"{URL}{number}"] = stored(b"x", f"{URL}{number}")
    assert len(kept) == 3


def test_the_next_run_asks_whether_anything_changed(tmp_path: Path, server: Server) -> None:
    url = server.on("/rss", Reply(b"<rss/>", headers={"ETag": '"v1"'}), Reply(status=304))
    for _ in range(2):
        web = Web(allow={"127.0.0.1"}, pause=0, cache=KeptAnswers(tmp_path))
        assert web.get(Ask(url)).body == b"<rss/>"
    assert server.asked[-1].headers["If-None-Match"] == '"v1"'
