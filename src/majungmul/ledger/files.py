"""A notice or an article that came as a file: every fact points into the file's own text."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from majungmul.documents import Document as ReadDocument
from majungmul.sources import Notice

from . import ingest, writing
from .models import Document, Opportunity
from .prepare import Prepared, Received
from .reading import read_document
from .states import digest_of, state_of
from .summaries import summarize

SOURCE = "files"


def store_file(
    document: ReadDocument, body: bytes, seen_at: datetime | None = None, is_sample: bool = False
) -> Opportunity | Document:
    """Writes a file: a call becomes an opportunity, anything else a document on its own.

    The same bytes are one notice, however often and under whatever name they come.
    """
    seen_at = seen_at or timezone.now()
    masked = writing.masked(document)
    reading = read_document(masked, masked.published)
    if reading.opportunity is None:
        return ingest.store_document(
            document, role=Document.Role.PRESS, reading=reading, is_sample=is_sample
        )
    title = reading.opportunity.title or reading.title or document.name
    notice = Notice(source=SOURCE, key=document.sha256, title=title, published=reading.published)
    state = state_of(notice)
    received = Received(notice, body, state, masked.text, digest_of(state, masked.text))
    source = ingest.source_row(SOURCE, is_sample)
    prepared = Prepared(received, masked, reading, summarize(notice, reading, seen_at))
    ingest.write_prepared(source, [received], {notice.key: prepared}, seen_at)
    return Opportunity.objects.get(source=source, source_key=notice.key)
