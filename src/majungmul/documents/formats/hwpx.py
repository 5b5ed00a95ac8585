"""HWPX: unhwp's model for the body, the file's own XML for the captions that unhwp drops."""

from __future__ import annotations

import re
import zipfile
from collections import deque
from collections.abc import Iterator
from typing import Any

from majungmul.documents.archives import check_zip, member
from majungmul.documents.assemble import from_builder
from majungmul.documents.builder import TextBuilder
from majungmul.documents.errors import Unreadable
from majungmul.documents.model import Document
from majungmul.documents.xmlsafe import parse_xml

from . import hwp

_PARAGRAPH = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
_SECTION = re.compile(r"Contents/section(\d+)\.xml")
_KEY_LENGTH = 60

# How a table is known in both readings: its number of rows and the text of its first full cell.
Key = tuple[int, str]


def read(data: bytes, name: str) -> Document:
    archive = check_zip(data, name)
    captions = _captions(archive, name)
    model = hwp.parse(data, name, "HWPX")
    builder = TextBuilder()
    for section in model["sections"]:
        hwp.blocks(builder, section["content"], _Captions(captions))
    return from_builder(
        builder, name=name, format="hwpx", data=data, warnings=hwp.skipped_warnings(model)
    )


class _Captions:
    """Gives each table its caption: tables that look alike take theirs in the file's order."""

    def __init__(self, known: dict[Key, deque[str]]) -> None:
        self._known = known

    def __call__(self, node: hwp.Node) -> str:
        waiting = self._known.get(_model_key(node))
        return waiting.popleft() if waiting else ""


def _captions(archive: zipfile.ZipFile, name: str) -> dict[Key, deque[str]]:
    """The captions of tables, empty ones too where a table that looks the same has one.

    Reading the XML first also refuses what must not reach a parser without limits.
    """
    found: dict[Key, deque[str]] = {}
    for root in _sections(archive, name):
        for table in root.iter(f"{_PARAGRAPH}tbl"):
            caption = table.find(f"{_PARAGRAPH}caption")
            text = "" if caption is None else _text(caption)
            found.setdefault(_xml_key(table), deque()).append(text)
    return found


def _sections(archive: zipfile.ZipFile, name: str) -> Iterator[Any]:
    """The sections in order; every other XML member is only looked through for danger."""
    numbered = []
    for info in archive.infolist():
        if info.filename.endswith((".xml", ".hpf")):
            root = parse_xml(member(archive, info, name), name, "HWPX")
            if (
                "manifest" in info.filename
                and next(root.iter("{*}encryption-data"), None) is not None
            ):
                raise Unreadable(name, "encrypted")
            if match := _SECTION.fullmatch(info.filename):
                numbered.append((int(match[1]), root))
    for _, root in sorted(numbered, key=lambda pair: pair[0]):
        yield root


def _xml_key(table: Any) -> Key:
    rows = table.findall(f"{_PARAGRAPH}tr")
    cells = (_text(cell) for row in rows for cell in row.findall(f"{_PARAGRAPH}tc"))
    return len(rows), next((_squeezed(text) for text in cells if text), "")


def _model_key(node: hwp.Node) -> Key:
    cells = (
        "".join(hwp.inline(paragraph) for paragraph in cell["content"])
        for row in node["rows"]
        for cell in row["cells"]
    )
    return len(node["rows"]), next((_squeezed(text) for text in cells if text.strip()), "")


def _squeezed(text: str) -> str:
    return "".join(text.split())[:_KEY_LENGTH]


def _text(element: Any) -> str:
    """The text of an element's own paragraphs, those of tables within it left out."""
    parts = []
    for part in element.iter(f"{_PARAGRAPH}t"):
        inner = next(part.iterancestors(f"{_PARAGRAPH}tbl", f"{_PARAGRAPH}caption"), None)
        own = (
            element
            if element.tag.endswith("caption")
            else next(element.iterancestors(f"{_PARAGRAPH}tbl"), None)
        )
        if inner is own:
            parts.append("".join(part.itertext()))
    return "".join(parts).strip()
