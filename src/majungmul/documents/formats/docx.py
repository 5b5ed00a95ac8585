"""DOCX through python-docx: paragraphs and tables in the order of the body."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from majungmul.documents.archives import check_zip
from majungmul.documents.assemble import from_builder
from majungmul.documents.builder import RawCell, TextBuilder, raised
from majungmul.documents.errors import Unreadable
from majungmul.documents.model import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RAISED = f"{_W}rPr/{_W}vertAlign[@{_W}val='superscript']"
_PRINTED = {
    f"{_W}t": "",
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}


def read(data: bytes, name: str) -> Document:
    check_zip(data, name)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        builder = TextBuilder()
        _Reader(builder, document).read(document.element.body)
    except Unreadable:
        raise
    except Exception as error:  # python-docx raises KeyError, ValueError, lxml's own and more
        raise Unreadable(name, "damaged", format="DOCX") from error
    return from_builder(builder, name=name, format="docx", data=data)


class _Reader:
    """Adds the content of one document to a builder."""

    def __init__(self, builder: TextBuilder, document: Any) -> None:
        self.builder = builder
        self.document = document
        self.list_styles = {
            style.style_id for style in document.styles if (style.name or "").startswith("List")
        }

    def read(self, body: Any) -> None:
        """Paragraphs and tables in order, those in content controls and text boxes too."""
        from docx.table import Table

        for element in body:
            if element.tag == f"{_W}p":
                self.builder.lines(self._mark(element) + _text(element))
                for box in element.iter(f"{_W}txbxContent"):
                    if next(box.iterancestors(_FALLBACK), None) is None:
                        self.read(box)
            elif element.tag == f"{_W}tbl":
                self._table(Table(element, self.document))
            elif element.tag == f"{_W}sdt":
                for content in element.iterchildren(f"{_W}sdtContent"):
                    self.read(content)

    def _mark(self, paragraph: Any) -> str:
        """The dash that Word draws before a list's item and does not write."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is None or style.get(f"{_W}val") not in self.list_styles:
            return ""
        return "- " if _text(paragraph).strip() else ""

    def _table(self, table: Any) -> None:
        """A table, and after it those in its cells."""
        self.builder.table(list(_rows(table)))
        for cell in dict.fromkeys(cell._tc for row in table.rows for cell in row.cells):
            for nested in cell.iterchildren(f"{_W}tbl"):
                self._table(type(table)(nested, self.document))


def _text(paragraph: Any) -> str:
    """All runs of a paragraph, those inserted by a reviewer or held in a form field too."""
    parts: list[str] = []
    for node in paragraph.iter(*_PRINTED):
        if next(node.iterancestors(f"{_W}p"), None) is paragraph:
            text = node.text or "" if node.tag == f"{_W}t" else _PRINTED[node.tag]
            is_raised = node.getparent().find(_RAISED) is not None
            parts.append(raised(parts[-1], text) if is_raised and parts else text)
    return "".join(parts)


def _rows(table: Any) -> Iterator[list[RawCell]]:
    """A merged cell appears in python-docx once for every place it covers: it is kept once."""
    places: dict[Any, list[tuple[int, int]]] = {}
    cells: dict[Any, Any] = {}
    for index, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            places.setdefault(cell._tc, []).append((index, column))
            cells[cell._tc] = cell
    by_row: dict[int, list[RawCell]] = {}
    for key, covered in places.items():
        row, column = covered[0]
        last_row, last_column = covered[-1]
        text = "\n".join(_text(paragraph._p) for paragraph in cells[key].paragraphs)
        made = RawCell(text, row, column, last_row - row + 1, last_column - column + 1)
        by_row.setdefault(row, []).append(made)
    for row in sorted(by_row):
        yield by_row[row]
