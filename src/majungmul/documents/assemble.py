"""From text to Document: the steps that every format shares."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from .attachments import named_attachments
from .builder import TextBuilder
from .errors import Unreadable
from .model import Attachment, BlockKind, Document, Table
from .outline import outline
from .press import is_press, mark_furniture
from .titles import published, title


def assemble(
    text: str,
    *,
    name: str,
    format: str,
    data: bytes | None = None,
    kinds: Mapping[int, BlockKind] | None = None,
    tables: Iterable[Table] = (),
    **known: object,
) -> Document:
    """A Document of `text`. `known` overrides what would be worked out (title, published …)."""
    blocks = outline(text, kinds)
    article = is_press(text)
    if article:
        blocks = mark_furniture(text, blocks)
    raw = text.encode("utf-8", "surrogatepass") if data is None else data
    fields = {key: value for key, value in known.items() if value}
    fields.setdefault("title", title(text, blocks, article))
    fields.setdefault("published", published(text, blocks))
    fields.setdefault("attachments", named_attachments(text, blocks))
    return Document(
        name=name,
        format=format,
        sha256=hashlib.sha256(raw).hexdigest(),
        text=text,
        blocks=blocks,
        tables=tuple(tables),
        **fields,  # type: ignore[arg-type]
    )


def from_builder(
    builder: TextBuilder, *, name: str, format: str, data: bytes, **known: object
) -> Document:
    """A Document of what a format's reader has built. Raises Unreadable where that is nothing."""
    if not builder.text.strip():
        raise Unreadable(name, "no_text")
    return assemble(
        builder.text,
        name=name,
        format=format,
        data=data,
        kinds=builder.kinds,
        tables=builder.tables,
        **known,
    )


__all__ = ["Attachment", "assemble", "from_builder"]
