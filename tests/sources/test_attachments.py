"""Files that hang on a notice."""

from __future__ import annotations

import pytest
from tests.sources import server as bad
from tests.sources.server import Reply, Server

from majungmul.sources import Attachment, Raw, SourceError, attachments
from majungmul.sources.bizinfo import SOURCE
from majungmul.sources.web import Web

RAW = Raw("PBLN_1", b"{}")


def fetch(web: Web, url: str, name: str = "공고문.hwp") -> attachments.File:
    return attachments.fetch(SOURCE, RAW, Attachment(name, url), web)


def test_a_file_is_fetched(server: Server, web: Web) -> None:
    url = server.on("/file", Reply(b"\xd0\xcf\x11\xe0"))
    assert fetch(web, url) == attachments.File("공고문.hwp", b"\xd0\xcf\x11\xe0")


@pytest.mark.parametrize(
    "header",
    [
        "attachment; filename*=UTF-8''%EA%B3%B5%EA%B3%A0.hwpx",
        'attachment; filename="%EA%B3%B5%EA%B3%A0.hwpx"',
        'attachment; filename="{}"'.format("공고.hwpx".encode().decode("latin-1")),
        "attachment;filename={};".format("공고.hwpx".encode("cp949").decode("latin-1")),
        'attachment; filename="..\\\\..\\\\공고.hwpx"'.encode().decode("latin-1"),
    ],
)
def test_a_name_without_suffix_is_completed_from_the_head(
    server: Server, web: Web, header: str
) -> None:
    url = server.on("/file", Reply(b"PK\x03\x04", headers={"Content-Disposition": header}))
    assert fetch(web, url, "첨부파일").name == "공고.hwpx"


def test_a_page_instead_of_a_file_is_said(server: Server, web: Web) -> None:
    url = server.on("/file", Reply(b"\n<!DOCTYPE html><html><body>login</body></html>"))
    with pytest.raises(SourceError, match="웹 페이지"):
        fetch(web, url)
    assert fetch(web, url, "안내.html").body


@pytest.mark.parametrize(
    ("behaviour", "word"),
    [(Reply(b""), "빈 파일"), (bad.truncated, "끊겼"), (Reply(b"", 404), "HTTP 404")],
)
def test_what_cannot_be_had_is_said(server: Server, web: Web, behaviour: object, word: str) -> None:
    with pytest.raises(SourceError, match=word):
        fetch(web, server.on("/file", behaviour))


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "part:0", "ftp://a.kr/x", "", "http://[bad", "http://", "http://a:b"],
)
def test_only_the_web_is_asked(web: Web, url: str) -> None:
    with pytest.raises(SourceError, match="https 주소"):
        fetch(web, url)
