"""DOCX through python-docx: paragraphs and tables in the order of the body."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from majungmul.documents.archives import check_zip
from majungmul.documents.assemble import from_builder
from majungmul.documents.builder import RawCell, TextBuilder
from majungmul.documents.errors import Unreadable
from majungmul.documents.model import Document


def read(data: bytes, name: str) -> Document:
    check_zip(data, name)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        builder = TextBuilder()
        _blocks(builder, document)
    except Unreadable:
        raise
    except Exception as error:  # python-docx raises KeyError, ValueError, lxml's own and more
        raise Unreadable(name, "damaged", format="DOCX") from error
    return from_builder(builder, name=name, format="docx", data=data)


def _blocks(builder: TextBuilder, container: Any) -> None:
    from docx.table import Table

    for block in container.iter_inner_content():
        if isinstance(block, Table):
            builder.table(list(_rows(block)))
            for nested in _nested(block):
                builder.table(list(_rows(nested)))
        else:
            builder.lines(_text(block))


def _text(paragraph: Any) -> str:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    text: str = paragraph.text
    if style.startswith("List") and text.strip():
        return f"- {text}"
    return text


def _rows(table: Any) -> Iterator[list[RawCell]]:
    """A merged cell appears in python-docx once for every place it covers: it is kept once."""
    seen: dict[Any, RawCell] = {}
    for index, row in enumerate(table.rows):
        cells = []
        for column, cell in enumerate(row.cells):
            if cell._tc not in seen:
                text = "\n".join(paragraph.text for paragraph in cell.paragraphs)
                seen[cell._tc] = RawCell(text, index, column)
                cells.append(seen[cell._tc])
        yield cells


def _nested(table: Any) -> Iterator[Any]:
    seen = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                yield from cell.tables
