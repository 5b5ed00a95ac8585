"""Plain text and Markdown: the file's content, decoded, unchanged."""

from __future__ import annotations

from majungmul.documents.assemble import assemble
from majungmul.documents.encoding import decode
from majungmul.documents.errors import Unreadable, sentence
from majungmul.documents.model import Document
from majungmul.documents.pipes import pipe_tables


def read(data: bytes, name: str) -> Document:
    text, encoding, certain = decode(data)
    if not text.strip():
        raise Unreadable(name, "no_text")
    warnings = () if certain else (sentence("undecodable", detail=encoding),)
    format = "md" if name.lower().endswith((".md", ".markdown")) else "txt"
    return wrap(text, name, format, data, warnings)


def wrap(
    text: str,
    name: str,
    format: str = "txt",
    data: bytes | None = None,
    warnings: tuple[str, ...] = (),
) -> Document:
    """A Document of text that is already text; offsets point into `text` itself."""
    return assemble(
        text, name=name, format=format, data=data, tables=pipe_tables(text), warnings=warnings
    )
