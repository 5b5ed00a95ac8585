"""How the reading child and its parent speak: frames of JSON behind a four-byte length.

JSON and not pickle: the child has touched hostile files, so nothing it sends may run. What comes
back is rebuilt field by field; an offset outside the text is an error, not an index.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO, get_args

from .errors import Unreadable
from .model import Attachment, Block, BlockKind, Cell, Document, Table

MAX_FRAME = 1 << 28
_LENGTH = struct.Struct(">I")
_KINDS: frozenset[str] = frozenset(get_args(BlockKind))


class BrokenWire(Exception):  # noqa: N818 - what happened, not an error of ours
    """The other side is gone, or what it sent makes no sense."""


def send(stream: BinaryIO, message: Mapping[str, Any], payload: bytes = b"") -> None:
    """One frame, with raw bytes after it where the message has a `size`."""
    # Lone surrogates, which hostile text may hold, survive as escapes.
    body = json.dumps(message, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTH.pack(len(body)) + body + payload)
    stream.flush()


def receive(stream: BinaryIO) -> dict[str, Any] | None:
    """The next frame; None where the stream has ended between frames."""
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise BrokenWire("cut")
    (length,) = _LENGTH.unpack(head)
    if length > MAX_FRAME:
        raise BrokenWire("too long")
    try:
        message = json.loads(read_exactly(stream, length))
    except ValueError as error:
        raise BrokenWire("no JSON") from error
    if not isinstance(message, dict):
        raise BrokenWire("no object")
    return message


def read_exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise BrokenWire("cut")
    return data


def pack(result: Document | Unreadable) -> dict[str, Any]:
    """A result as JSON. Cells leave out their text: it stands in the document's."""
    if isinstance(result, Unreadable):
        return {"unreadable": [result.name, result.code, result.details]}
    return {
        "name": result.name,
        "format": result.format,
        "title": result.title,
        "sha256": result.sha256,
        "text": result.text,
        "published": result.published.isoformat() if result.published else None,
        "blocks": [
            [block.start, block.end, block.kind, block.level, block.marker, block.label]
            for block in result.blocks
        ],
        "tables": [_pack_table(table) for table in result.tables],
        "attachments": [[item.name, item.url] for item in result.attachments],
        "links": [[item.name, item.url] for item in result.links],
        "warnings": list(result.warnings),
    }


def unpack(message: Mapping[str, Any]) -> Document | Unreadable:
    """The inverse of `pack`. Raises BrokenWire for anything that is not a sound result."""
    try:
        if "unreadable" in message:
            name, code, details = message["unreadable"]
            return Unreadable(str(name), str(code), **{str(k): str(v) for k, v in details.items()})
        return _document(message)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenWire(f"no result ({error})") from error


def _document(message: Mapping[str, Any]) -> Document:
    text = str(message["text"])
    published = message["published"]
    return Document(
        name=str(message["name"]),
        format=str(message["format"]),
        title=str(message["title"]),
        sha256=str(message["sha256"]),
        text=text,
        published=date.fromisoformat(published) if published else None,
        blocks=tuple(_block(row, len(text)) for row in message["blocks"]),
        tables=tuple(_table(row, text) for row in message["tables"]),
        attachments=tuple(Attachment(str(name), str(url)) for name, url in message["attachments"]),
        links=tuple(Attachment(str(name), str(url)) for name, url in message["links"]),
        warnings=tuple(map(str, message["warnings"])),
    )


def _block(row: Sequence[Any], length: int) -> Block:
    start, end, kind, level, marker, label = row
    if kind not in _KINDS:
        raise ValueError(kind)
    place = None if label is None else _range(label[0], label[1], length)
    return Block(*_range(start, end, length), kind, int(level), str(marker), place)


def _pack_table(table: Table) -> list[Any]:
    rows = [
        [[cell.start, cell.end, cell.row, cell.column, cell.rowspan, cell.colspan] for cell in row]
        for row in table.rows
    ]
    return [table.start, table.end, rows, table.caption, table.unit, table.header_rows]


def _table(row: Sequence[Any], text: str) -> Table:
    start, end, rows, caption, unit, header_rows = row
    return Table(
        *_range(start, end, len(text)),
        tuple(tuple(_cell(cell, text) for cell in cells) for cells in rows),
        str(caption),
        str(unit),
        int(header_rows),
    )


def _cell(row: Sequence[Any], text: str) -> Cell:
    start, end = _range(row[0], row[1], len(text))
    return Cell(start, end, text[start:end], *map(int, row[2:6]))


def _range(start: Any, end: Any, length: int) -> tuple[int, int]:
    if not 0 <= int(start) <= int(end) <= length:
        raise ValueError(f"[{start}, {end}) is not within {length}")
    return int(start), int(end)
