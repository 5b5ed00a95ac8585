"""Rows of the ledger made from prepared notices. Runs inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from majungmul import documents, facts
from majungmul.documents import Document as ReadDocument
from majungmul.matching import rule_digest
from majungmul.terms import Reading, rule_to_json
from majungmul.terms import Statement as ReadStatement

from . import amendments, payloads
from .masking import mask
from .models import (
    Attachment,
    Budget,
    Document,
    EligibilityRule,
    Opportunity,
    OpportunityRegion,
    OpportunityVersion,
    Source,
    Statement,
)
from .organizations import Names
from .prepare import Prepared, region_codes, rule_counts
from .programs import Programs
from .search import index
from .texts import summary_of

MOST_DIGITS = 10**20
Read = tuple[Document, Reading, Opportunity | None]


def write_new(source: Source, items: Sequence[Prepared], seen_at: datetime) -> list[Opportunity]:
    """Opportunities that the ledger has not met, with version 1, document, facts and index."""
    if not items:
        return []
    names, programs = Names(), Programs()
    bodies = payloads.keep((item.received.body for item in items), seen_at)
    rows = [Opportunity(source=source, source_key=item.received.notice.key) for item in items]
    for row, item in zip(rows, items, strict=True):
        fill(row, item, names, programs, seen_at)
        row.first_seen = seen_at
    Opportunity.objects.bulk_create(rows)
    texts = write_documents(list(zip(rows, items, strict=True)))
    OpportunityVersion.objects.bulk_create(
        OpportunityVersion(
            opportunity=row,
            number=1,
            payload_id=bodies[payloads.digest(item.received.body)],
            document=text,
            digest=item.received.digest,
            state=item.received.state,
            seen_at=seen_at,
        )
        for row, item, text in zip(rows, items, texts, strict=True)
    )
    write_lists(list(zip(rows, items, strict=True)))
    amendments.link(rows)
    return rows


def write_documents(pairs: Sequence[tuple[Opportunity, Prepared]]) -> list[Document]:
    """The texts of notices with their facts, and the spans of each call pointed at its text."""
    texts = [
        document_row(
            item.document,
            item.reading,
            row,
            Document.Role.NOTICE,
            row.url,
            row.published,
            row.is_sample,
        )
        for row, item in pairs
    ]
    Document.objects.bulk_create(texts)
    for (row, item), text in zip(pairs, texts, strict=True):
        row.spans = {
            name: {"document": str(text.uuid), **span.to_json()}
            for name, span in item.summary.spans.items()
        }
    Opportunity.objects.bulk_update([row for row, _ in pairs], ["spans"])
    write_facts(
        [(text, item.reading, row) for text, (row, item) in zip(texts, pairs, strict=True)], Names()
    )
    return texts


def write_lists(pairs: Sequence[tuple[Opportunity, Prepared]]) -> None:
    """What hangs on a call: its regions, its attachments and its place in the search index."""
    regions = [
        (row, code) for row, _ in pairs for code in region_codes(row.regions, row.nationwide)
    ]
    OpportunityRegion.objects.bulk_create(
        OpportunityRegion(opportunity=row, code=code) for row, code in regions
    )
    write_attachments(pairs)
    index.put(
        [
            index.Entry(
                row.pk,
                row.search_revision,
                row.title,
                item.received.text,
                index.tags_of(row, region_codes(row.regions, row.nationwide)),
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
    Attachment.objects.bulk_create(
        Attachment(opportunity=row, name=name, url=url)
        for row, name, url in named
        if (row.pk, name, url) not in known
    )


def fill(
    row: Opportunity, item: Prepared, names: Names, programs: Programs, seen_at: datetime
) -> None:
    """Sets every column that follows from the notice; saves nothing."""
    notice, state = item.received.notice, item.received.state
    row.is_sample = row.source.is_sample
    row.funder = names.resolve(notice.funder, row.is_sample)
    row.operator = names.resolve(notice.operator, row.is_sample)
    row.program = programs.resolve(
        state["title"], notice.program, row.funder, row.operator, row.is_sample
    )
    row.kind = notice.kind
    row.title = state["title"][:500]
    row.summary = summary_of(notice)
    row.url, row.apply_url = notice.url[:1000], notice.apply_url[:1000]
    row.field = notice.field[:30]
    row.regions, row.nationwide = list(state["regions"]), notice.nationwide
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


def write_facts(read: Sequence[Read], names: Names) -> None:
    """Rules, statements and budgets of texts just written."""
    write_rules([(text, reading, row) for text, reading, row in read if row is not None])
    Statement.objects.bulk_create(
        statement_row(text, statement, row, names)
        for text, reading, row in read
        for statement in reading.statements
        if _storable(statement)
    )
    Budget.objects.bulk_create(
        budget for text, reading, row in read if (budget := _budget(text, reading, row))
    )


def write_rules(read: Sequence[tuple[Document, Reading, Opportunity]]) -> None:
    """The rule each notice gives; an attachment speaks only where the notice itself does not."""
    rows = []
    for text, reading, opportunity in read:
        if reading.rule is None:
            continue
        current = EligibilityRule.objects.filter(opportunity=opportunity, current=True)
        if text.role != Document.Role.NOTICE and current.exists():
            continue
        if opportunity.version > 1 or text.role != Document.Role.NOTICE:
            current.update(current=False)
        typed, unread = rule_counts(reading.rule)
        rows.append(
            EligibilityRule(
                opportunity=opportunity,
                document=text,
                tree=rule_to_json(reading.rule),
                digest=rule_digest(reading.rule),
                reader_version=text.reader_version,
                typed=typed,
                unread=unread,
                made_at=opportunity.last_seen,
            )
        )
    EligibilityRule.objects.bulk_create(rows)


def statement_row(
    text: Document, statement: ReadStatement, row: Opportunity | None, names: Names
) -> Statement:
    quantity, subject, period = statement.quantity, statement.subject, statement.period
    about_program = subject is None or subject.kind == "program"
    return Statement(
        document=text,
        start=quantity.span.start,
        end=quantity.span.end,
        quote=quantity.span.quote,
        measure=statement.measure,
        kind=quantity.kind,
        value=quantity.value,
        upper=quantity.upper,
        unit=quantity.unit[:20],
        bound=quantity.bound,
        subject_name=subject.name[:300] if subject else "",
        subject_kind=subject.kind if subject else "",
        subject_start=subject.span.start if subject else None,
        subject_end=subject.span.end if subject else None,
        organization=names.known(subject.name) if subject and not about_program else None,
        program=row.program if row and about_program else None,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        place=statement.place or "",
        status=statement.status,
        confidence=statement.confidence,
        also=[span.to_json() for span in statement.also],
    )


def _storable(statement: ReadStatement) -> bool:
    numbers = (statement.quantity.value, statement.quantity.upper)
    return all(number is None or abs(number) < MOST_DIGITS for number in numbers)


def _budget(text: Document, reading: Reading, row: Opportunity | None) -> Budget | None:
    """The whole sum of a call, where its text prints one."""
    read = reading.opportunity
    if row is None or row.program_id is None or read is None or read.total_budget is None:
        return None
    span = read.spans.get("total_budget")
    if span is None or not 0 <= read.total_budget.amount < MOST_DIGITS // 100:
        return None
    return Budget(
        program_id=row.program_id,
        opportunity=row,
        document=text,
        start=span.start,
        end=span.end,
        quote=span.quote,
        year=row.listed_on.year,
        amount=read.total_budget.amount,
        currency=read.total_budget.currency,
    )
