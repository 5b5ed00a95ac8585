"""Rows of the ledger made from prepared notices. Runs inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from majungmul import documents, facts
from majungmul.documents import Document as ReadDocument
from majungmul.terms import Reading

from . import amendments, bulk, evidence, payloads, programs, rules
from .masking import mask
from .models import (
    Attachment,
    Document,
    Opportunity,
    OpportunityVersion,
    Source,
)
from .organizations import Names
from .prepare import Prepared, region_codes
from .search import index
from .texts import summary_of


def write_new(source: Source, items: Sequence[Prepared], seen_at: datetime) -> list[Opportunity]:
    """Opportunities that the ledger has not met, with version 1, document, facts and index."""
    if not items:
        return []
    bodies = payloads.keep((item.received.body for item in items), seen_at)
    rows = [Opportunity(source=source, source_key=item.received.notice.key) for item in items]
    pairs = list(zip(rows, items, strict=True))
    link_bodies(pairs)
    for row, item in pairs:
        fill(row, item, seen_at)
        row.first_seen = row.changed_at = seen_at
    bulk.give_keys(rows)
    texts = [notice_document(row, item) for row, item in pairs]
    bulk.insert(rows)
    write_documents(texts, pairs)
    bulk.insert(
        OpportunityVersion(
            opportunity=row,
            number=1,
            payload_id=bodies[payloads.digest(item.received.body)],
            document=text,
            digest=item.received.digest,
            state=item.received.state,
            seen_at=seen_at,
        )
        for (row, item), text in zip(pairs, texts, strict=True)
    )
    write_lists(pairs)
    rules.settle_new(
        (row, text, item.reading.rule) for (row, item), text in zip(pairs, texts, strict=True)
    )
    amendments.link(rows)
    return rows


def notice_document(row: Opportunity, item: Prepared) -> Document:
    """The text of a notice, unsaved, with the spans of its call pointed at it."""
    text = document_row(
        item.document,
        item.reading,
        row,
        Document.Role.NOTICE,
        row.url,
        row.published,
        row.is_sample,
    )
    point_spans(row, item, text)
    return text


def point_spans(row: Opportunity, item: Prepared, text: Document) -> None:
    row.spans = {
        name: {"document": str(text.uuid), **span.to_json()}
        for name, span in item.summary.spans.items()
    }


def write_documents(
    texts: Sequence[Document], pairs: Sequence[tuple[Opportunity, Prepared]]
) -> None:
    """Saves the texts of calls already saved, with the facts read in them."""
    bulk.give_keys(texts)
    bulk.insert(texts)
    evidence.write_facts(
        [(text, item.reading, row) for text, (row, item) in zip(texts, pairs, strict=True)], Names()
    )


def write_lists(pairs: Sequence[tuple[Opportunity, Prepared]]) -> None:
    """What hangs on a call: its attachments and its place in the index."""
    write_attachments(pairs)
    write_index(pairs)


def write_index(pairs: Sequence[tuple[Opportunity, Prepared]]) -> None:
    """The search index of these calls, under their present revision."""
    files: dict[int, list[str]] = {}
    rows = [row.pk for row, _ in pairs if row.version > 1]
    read = Document.objects.filter(
        opportunity__in=rows, role=Document.Role.ATTACHMENT, current=True
    )
    for pk, text in read.order_by("pk").values_list("opportunity_id", "text"):
        files.setdefault(pk, []).append(text)
    index.put(
        [
            index.Entry(
                row.pk,
                row.search_revision,
                row.title,
                "\n".join([item.received.text, *files.get(row.pk, ())]),
                index.tags_of(row),
            )
            for row, item in pairs
        ]
    )


def write_attachments(pairs: Sequence[tuple[Opportunity, Prepared]]) -> None:
    """The files that the notices name; one that was fetched keeps its document."""
    known = set(
        Attachment.objects.filter(
            opportunity__in=[row for row, _ in pairs if row.version > 1]
        ).values_list("opportunity_id", "name", "url")
    )
    named = [
        (row, file.name[:500], file.url[:1000])
        for row, item in pairs
        for file in item.received.notice.attachments
    ]
    bulk.insert(
        Attachment(opportunity=row, name=name, url=url)
        for row, name, url in named
        if (row.pk, name, url) not in known
    )


def link_bodies(pairs: Sequence[tuple[Opportunity, Prepared]]) -> None:
    """Sets funder, operator and programme of unsaved rows, in a few queries for all of them."""
    names = Names()
    notices = [item.received.notice for _, item in pairs]
    names.preload(name for notice in notices for name in (notice.funder, notice.operator))
    wanted = []
    for (row, item), notice in zip(pairs, notices, strict=True):
        row.is_sample = row.source.is_sample
        row.funder = names.resolve(notice.funder, row.is_sample)
        row.operator = names.resolve(notice.operator, row.is_sample)
        title = item.received.state["title"]
        wanted.append(
            programs.Wanted(title, notice.program, row.funder, row.operator, row.is_sample)
        )
    for (row, _), program in zip(pairs, programs.resolve(wanted), strict=True):
        row.program = program


def fill(row: Opportunity, item: Prepared, seen_at: datetime) -> None:
    """Sets every column that follows from the notice alone; saves nothing."""
    notice, state = item.received.notice, item.received.state
    row.kind = notice.kind
    row.title = state["title"][:500]
    row.summary = summary_of(notice)
    row.url, row.apply_url = notice.url[:1000], notice.apply_url[:1000]
    row.field = notice.field[:30]
    row.regions, row.nationwide = list(state["regions"]), notice.nationwide
    row.places = ",".join(region_codes(row.regions, row.nationwide))
    row.period_text = state["period_text"]
    row.tags = state["tags"]
    row.digest = item.received.digest
    row.last_seen = seen_at
    row.withdrawn_at = row.left_list_at = None
    for name, value in item.summary.values.items():
        setattr(row, name, value)
    row.warnings = [*item.summary.warnings, *item.reading.warnings]


def document_row(
    document: ReadDocument,
    reading: Reading,
    opportunity: Opportunity | None,
    role: str,
    url: str,
    published: date | None,
    is_sample: bool,
) -> Document:
    row = Document(
        opportunity=opportunity,
        role=role,
        title=(document.title or document.name)[:500],
        format=document.format[:10],
        url=url[:1000],
        sha256=document.sha256,
        text=document.text,
        tables=[
            {"start": t.start, "end": t.end, "caption": t.caption, "unit": t.unit}
            for t in document.tables
        ],
        published=published,
        reader_version=facts.VERSION[:20],
        warnings=[*document.warnings, *reading.warnings],
        is_sample=is_sample,
    )
    row.reading = reading.to_json()
    return row


def masked(document: ReadDocument) -> ReadDocument:
    """The document itself, or one over the masked text where there was something to mask."""
    text = mask(document.text).replace("\x00", "")
    if text == document.text:
        return document
    plain = documents.plain(text, document.name)
    return replace(
        plain,
        format=document.format,
        title=mask(document.title),
        sha256=document.sha256,
        published=document.published,
        warnings=document.warnings,
    )
