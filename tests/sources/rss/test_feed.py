"""Feeds in all their forms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.sources.helpers import lines
from tests.sources.server import Reply, Server

from majungmul.sources import Failure, Raw, SourceError, described
from majungmul.sources.rss import Feed
from majungmul.sources.web import Answer, Web

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>새싹</title>
<item><title>[경남] 새싹기업 모집</title><link>https://a.kr/view?nttId=7&amp;page=1</link>
<guid isPermaLink="false">board-7</guid><pubDate>Thu, 30 Apr 2026 16:00:00 GMT</pubDate>
<description>&lt;p&gt;새싹기업을 모집합니다.&lt;/p&gt;</description>
<enclosure url="https://a.kr/file/1.hwp" type="application/x-hwp" length="1"/></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>새싹</title>
<entry><id>tag:a.kr,2026:7</id><title>[경남] 새싹기업 모집</title>
<link rel="alternate" href="https://a.kr/view?nttId=7&amp;page=1"/>
<link rel="enclosure" title="1.hwp" href="https://a.kr/file/1.hwp"/>
<published>2026-05-01T01:00:00+09:00</published>
<content type="html">&lt;p&gt;새싹기업을 모집합니다.&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<item rdf:about="https://a.kr/7"><title>[경남] 새싹기업 모집</title>
<link>https://a.kr/view?nttId=7&amp;page=1</link><dc:date>2026-05-01</dc:date>
<description>새싹기업을 모집합니다.</description></item></rdf:RDF>"""


def feed(server: Server, web: Web, **more: object) -> Feed:
    basics = {"slug": "sprout", "kind": "rss", "name": "새싹", "url": f"{server.url}/rss"}
    return Feed(described.read({**basics, **more}), web)


@pytest.mark.parametrize(("text", "files"), [(RSS, 1), (ATOM, 1), (RDF, 0)])
def test_every_form_gives_the_same_notice(server: Server, web: Web, text: str, files: int) -> None:
    server.on("/rss", Reply(text.encode()))
    source = feed(server, web, key="nttId=([0-9]+)")
    (raw,) = source.fetch()
    assert isinstance(raw, Raw)
    found = source.map(raw)
    assert (found.source, found.key, found.title) == ("sprout", "7", "[경남] 새싹기업 모집")
    assert found.url == "https://a.kr/view?nttId=7&page=1"
    assert found.published == date(2026, 5, 1), "16:00 GMT is the next day in Seoul"
    assert found.regions == ("48",)
    assert lines(found)["공고내용"] == "새싹기업을 모집합니다."
    assert [file.name for file in found.attachments] == ["1.hwp"] * files


def test_without_a_pattern_the_entrys_own_id_is_the_key(server: Server, web: Web) -> None:
    server.on("/rss", Reply(RSS.encode()))
    assert [raw.key for raw in feed(server, web).fetch()] == ["board-7"]


def test_an_entry_without_key_is_a_failure(server: Server, web: Web) -> None:
    server.on("/rss", Reply(RSS.encode()))
    (failure,) = feed(server, web, key="articleNo=([0-9]+)").fetch()
    assert isinstance(failure, Failure)


def test_since_leaves_older_entries_out(server: Server, web: Web) -> None:
    server.on("/rss", Reply(RSS.encode()))
    assert list(feed(server, web).fetch(since=date(2026, 5, 2))) == []
    assert len(list(feed(server, web).fetch(since=date(2026, 5, 1)))) == 1


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"<html><body>moved</body></html>", "웹 페이지"),
        (b"<response><item/></response>", "RSS나 Atom이 아닙니다"),
        (RSS.encode()[:300], "온전한"),
        (b"", "비어"),
        (b'{"not": "xml"}', "온전한"),
    ],
)
def test_what_is_no_feed_is_said(server: Server, web: Web, body: bytes, word: str) -> None:
    server.on("/rss", Reply(body))
    with pytest.raises(SourceError, match=word):
        list(feed(server, web).fetch())


def test_a_declaration_that_lies_about_the_charset(server: Server, web: Web) -> None:
    lie = RSS.replace('encoding="utf-8"', 'encoding="euc-kr"')
    for data in (lie.encode(), lie.encode("cp949"), RSS.encode("cp949")):
        server.on("/rss", Reply(data))
        (raw,) = feed(server, web).fetch()
        assert isinstance(raw, Raw)
        assert feed(server, web).map(raw).title == "[경남] 새싹기업 모집"


def test_an_unchanged_feed_is_not_sent_again(server: Server) -> None:
    cache: dict[str, Answer] = {}
    web = Web(allow={"127.0.0.1"}, pause=0, cache=cache)
    server.on("/rss", Reply(RSS.encode(), headers={"ETag": '"1"'}), Reply(status=304))
    first = list(feed(server, web).fetch())
    assert list(feed(server, web).fetch()) == first
    assert server.asked[-1].headers["If-None-Match"] == '"1"'


def test_a_saved_feed_can_be_loaded(server: Server, web: Web, tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(ATOM, "utf-8")
    assert [raw.key for raw in feed(server, web).load(file)] == ["tag:a.kr,2026:7"]
