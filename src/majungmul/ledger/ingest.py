"""The door into the ledger: notices and documents are written here, each whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from django.utils import timezone

from majungmul.documents import Document as ReadDocument
from majungmul.sources import Notice
from majungmul.terms import Reading

from . import changes, evidence, locks, rules, writing
from .models import Document, Opportunity, Source
from .organizations import Names
from .prepare import Prepared, Received, prepare, receive
from .reading import many_texts, read_document

Outcome = Literal["new", "changed", "unchanged"]


def store(
    notice: Notice, raw_bytes: bytes, seen_at: datetime | None = None, is_sample: bool = False
) -> Outcome:
    """Writes one notice in one transaction, and says what it was."""
    return store_many([(notice, raw_bytes)], seen_at, is_sample)[0]


def store_many(
    items: Sequence[tuple[Notice, bytes]],
    seen_at: datetime | None = None,
    is_sample: bool = False,
) -> list[Outcome]:
    """Writes notices of one source in one transaction: all of them or, on an error, none."""
    if not items:
        return []
    seen_at = seen_at or timezone.now()
    source = source_row(items[0][0].source, is_sample)
    received = [receive(notice, body) for notice, body in items]
    return write(source, received, seen_at)


def write(
    source: Source, received: Sequence[Received], seen_at: datetime, confirms: bool = True
) -> list[Outcome]:
    """The same for notices already masked and digested. Reads before the transaction begins.

    `confirms`: what is unchanged was seen at `seen_at`, which a list of unknown age cannot say.
    """
    known = stored_digests(source, [item.notice.key for item in received])
    with many_texts():
        fresh = {
            item.notice.key: prepare(item, seen_at)
            for item in received
            if known.get(item.notice.key) != item.digest
        }
        return write_prepared(source, received, fresh, seen_at, confirms)


def write_prepared(
    source: Source,
    received: Sequence[Received],
    fresh: dict[str, Prepared],
    seen_at: datetime,
    confirms: bool = True,
) -> list[Outcome]:
    """Writes what was read; of `received`, those that are not `fresh` are only noted as seen."""
    with locks.writing():
        there = Opportunity.objects.filter(source=source, source_key__in=fresh)
        rows = dict(there.values_list("source_key", "pk"))
        new = [prepared for key, prepared in fresh.items() if key not in rows]
        writing.write_new(source, new, seen_at)
        changed = changes.write_changed([(pk, fresh[key]) for key, pk in rows.items()], seen_at)
        if confirms:
            touch(source, [r.notice.key for r in received if r.notice.key not in fresh], seen_at)
    outcomes: dict[str, Outcome] = dict.fromkeys((p.received.notice.key for p in new), "new")
    outcomes |= {key: "changed" for key, pk in rows.items() if pk in changed}
    return [outcomes.get(item.notice.key, "unchanged") for item in received]


def touch(source: Source, keys: Sequence[str], seen_at: datetime) -> None:
    """Notes that these notices are still on the list."""
    if keys:
        rows = Opportunity.objects.filter(source=source, source_key__in=keys)
        rows.filter(last_seen__lt=seen_at).update(last_seen=seen_at)


def stored_digests(source: Source, keys: Sequence[str]) -> dict[str, str]:
    rows = Opportunity.objects.filter(source=source, source_key__in=keys)
    return dict(rows.values_list("source_key", "digest"))


FILES = {"files": "올린 파일"}  # what no source brought


def source_row(slug: str, is_sample: bool = False) -> Source:
    """The row of a source, made when it is first met; samples have rows of their own."""
    from majungmul import sources

    known = sources.all().get(slug)
    name = known.name if known else FILES.get(slug, slug)
    if is_sample:
        slug, name = f"sample-{slug}", f"{name} (표본)"
    row, _ = Source.objects.get_or_create(
        slug=slug, defaults={"name": name[:100], "is_sample": is_sample}
    )
    return row


def store_document(
    document: ReadDocument,
    opportunity: Opportunity | None = None,
    role: str = Document.Role.ATTACHMENT,
    url: str = "",
    published: date | None = None,
    reading: Reading | None = None,
    is_sample: bool = False,
) -> Document:
    """Writes a file or an article that was read, with everything it says.

    The same bytes for the same call (or for none) are stored once: a repeat gives the row there is.
    """
    have = Document.objects.filter(
        sha256=document.sha256, opportunity=opportunity, role=role, current=True
    ).first()
    if have is not None:
        return have
    masked = writing.masked(document)
    published = published or masked.published
    reading = reading if masked is document and reading else read_document(masked, published)
    with locks.writing():
        row = writing.document_row(masked, reading, opportunity, role, url, published, is_sample)
        row.save()
        evidence.write_facts([(row, reading, opportunity)], Names())
        if opportunity is not None:
            rules.settle([opportunity.pk])
    return row
