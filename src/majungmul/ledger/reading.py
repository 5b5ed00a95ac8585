"""A text read: the only place where the ledger calls the reader."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from majungmul import documents, facts
from majungmul.documents import Document
from majungmul.terms import Reading

log = logging.getLogger(__name__)
MANY = 20_000  # objects between two looks for rings, while texts are read in numbers
_USUAL = gc.get_threshold()


@contextmanager
def many_texts() -> Iterator[None]:
    """While the block runs, Python seldom looks for rings of objects.

    Reading a text makes thousands of small objects that form none: looking every seven hundred of
    them takes a twentieth of the time of taking notices in. It holds for the whole process; of two
    blocks at once, the first to end ends it for both, which costs time only.
    """
    gc.set_threshold(MANY, *_USUAL[1:])
    try:
        yield
    finally:
        gc.set_threshold(*_USUAL)


def read_text(
    text: str, name: str, published: date | None, home_region: str | None = None
) -> tuple[Document, Reading]:
    """`text` with its outline and what it says.

    A text that breaks the reader is kept, with a warning, rather than lost.
    """
    document = documents.plain(text, name)
    return document, read_document(document, published, home_region)


def read_document(
    document: Document, published: date | None, home_region: str | None = None
) -> Reading:
    try:
        return facts.read(document, published, home_region)
    except Exception as error:
        log.error("the reader failed on %s: %r", document.name, error)
        return Reading(
            title=document.title,
            published=published,
            warnings=(
                "본문을 해석하지 못했습니다. 원문은 보관했고 판독기를 고치면 다시 읽습니다.",
            ),
        )
