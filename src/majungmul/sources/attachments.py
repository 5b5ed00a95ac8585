"""Fetching what hangs on a notice: over the web, out of a mail, from a watched folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from .text import decode
from .types import Attachment, Raw, Source, SourceError
from .web import Answer, Ask, Web, shared

MOST_BYTES = 100 * 1024 * 1024
_NAME = re.compile(r"filename\*?\s*=\s*(?:(?P<charset>[\w-]+)'[\w-]*')?\"?(?P<name>[^\";]+)", re.I)
_PAGES = (b"<!doctype html", b"<html", b"<script")


@runtime_checkable
class OwnFiles(Protocol):
    """A source whose attachments are not on the web: mails, watched folders."""

    def open(self, raw: Raw, attachment: Attachment) -> bytes: ...


@dataclass(frozen=True, slots=True)
class File:
    """A fetched attachment; `name` has the suffix by which its format is known."""

    name: str
    body: bytes


def fetch(source: Source, raw: Raw, attachment: Attachment, web: Web | None = None) -> File:
    """The file itself: from the source where it keeps its own files, else from the web.

    Raises SourceError.
    """
    if isinstance(source, OwnFiles):
        return File(attachment.name, source.open(raw, attachment))
    ask = Ask(attachment.url, size=MOST_BYTES)
    answer = (web or shared()).get(ask)
    name = attachment.name if Path(attachment.name).suffix else _named(answer) or attachment.name
    if not answer.body:
        raise SourceError(f"{name}: 빈 파일이 왔습니다. 원문에서 확인하세요.", retry=True)
    wants_page = Path(name).suffix.lower() in {".html", ".htm"}
    if not wants_page and answer.body[:200].lstrip().lower().startswith(_PAGES):
        raise SourceError(
            f"{name}: 파일 대신 웹 페이지(로그인·오류 안내)가 왔습니다. 원문에서 확인하세요."
        )
    return File(name, answer.body)


def _named(answer: Answer) -> str:
    """The name in the answer's head, in whichever of the charsets in use, else in its address."""
    match = _NAME.search(answer.disposition)
    if not match:
        return Path(unquote(urlsplit(answer.url).path)).name
    text = match["name"].strip()
    try:
        data = unquote_to_bytes(text) if "%" in text else text.encode("latin-1")
    except UnicodeEncodeError:
        return _base(text)  # already read as UTF-8
    try:
        return _base(decode(data, match["charset"]))
    except ValueError:
        return ""


def _base(name: str) -> str:
    return Path(name.replace("\\", "/")).name
