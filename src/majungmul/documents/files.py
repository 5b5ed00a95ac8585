"""From a path or bytes to Documents, in this process."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from .detect import detect
from .errors import Unreadable
from .formats import reader
from .formats.text import wrap
from .model import Document

MAX_BYTES = 200 * 1024 * 1024


def read(path: str | Path, max_bytes: int = MAX_BYTES) -> Document:
    """One file as one Document. Raises Unreadable with a sentence for people.

    A zip or a list of rows has several documents: `read_all` gives them; here a list of rows is
    one text, and a zip with one readable file is that file.
    """
    path = Path(path)
    return read_bytes(load(path, max_bytes), path.name)


def read_bytes(data: bytes, name: str) -> Document:
    """As `read`, from bytes; `name` decides the format only where the content does not."""
    format = detect(data, name)
    if format == "zip":
        return _single(data, name)
    return reader(format)(data, name)


def read_all(path: str | Path, max_bytes: int = MAX_BYTES) -> Iterator[Document | Unreadable]:
    """Every document in a file: members of a zip, rows of a payload, or the one it is.

    Never raises Unreadable: what cannot be read comes back in its place.
    """
    path = Path(path)
    try:
        data = load(path, max_bytes)
    except Unreadable as error:
        yield error
        return
    yield from read_bytes_all(data, path.name)


def read_bytes_all(data: bytes, name: str) -> Iterator[Document | Unreadable]:
    """As `read_all`, from bytes."""
    try:
        format = detect(data, name)
        if format == "zip":
            from .formats.bundle import members

            yield from members(data, name, read_bytes_all)
        elif format == "json":
            from .formats.payload import read_rows

            yield from read_rows(data, name)
        else:
            yield reader(format)(data, name)
    except Unreadable as error:
        yield error


def plain(text: str, name: str = "") -> Document:
    """Text that is already text (an API's body, a paragraph) as a Document, unchanged."""
    return wrap(text, name)


def markup_text(markup: str) -> str:
    """The text of a fragment of HTML, a line for each block, entities resolved."""
    from .formats.html import plain_text

    return plain_text(markup)


def load(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file, refused before reading when there are too many."""
    try:
        status = path.stat()
        size = status.st_size
        if not stat.S_ISREG(status.st_mode):  # a pipe or a device may never end
            raise Unreadable(path.name, "denied", detail="not a regular file")
        if size > max_bytes:
            raise Unreadable(path.name, "too_big", size=size >> 20, limit=max_bytes >> 20)
        with path.open("rb") as file:
            data = file.read(size + 1)
            if len(data) > size:  # it grows while it is read
                data += file.read(max_bytes + 1 - len(data))
    except FileNotFoundError as error:
        raise Unreadable(path.name, "missing") from error
    except OSError as error:
        raise Unreadable(path.name, "denied", detail=error.strerror) from error
    if len(data) > max_bytes:
        raise Unreadable(path.name, "too_big", size=len(data) >> 20, limit=max_bytes >> 20)
    return data


def _single(data: bytes, name: str) -> Document:
    found = list(read_bytes_all(data, name))
    documents = [item for item in found if isinstance(item, Document)]
    if len(documents) == 1:
        return documents[0]
    first = next((item for item in found if isinstance(item, Unreadable)), None)
    if not documents and first is not None:
        raise first
    raise Unreadable(name, "many", count=len(documents))
