"""The tables of the bundle: their columns, and the rows of the ledger that fill them.

Samples are never published. Personal data never leaves: contact fields have no column here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from majungmul.ledger.models import Document, Opportunity, Organization, Program, Statement

AMOUNT = pa.decimal128(24, 4)
Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """One resource of the bundle. `describe` is its description in Korean."""

    name: str
    describe: str
    schema: pa.Schema
    rows: Callable[[bool], Iterator[Row]]


def _visible(queryset: Any, samples: bool) -> Any:
    return queryset if samples else queryset.filter(is_sample=False)


def _organizations(samples: bool) -> Iterator[Row]:
    for item in _visible(Organization.objects.order_by("uuid"), samples).iterator():
        yield {"id": str(item.uuid), "name": item.name, "kind": item.kind, "region": item.region}


def _programs(samples: bool) -> Iterator[Row]:
    rows = _visible(Program.objects.select_related("funder", "operator").order_by("uuid"), samples)
    for item in rows.iterator():
        yield {
            "id": str(item.uuid),
            "name": item.name,
            "funder_id": _uuid(item.funder),
            "operator_id": _uuid(item.operator),
        }


def _opportunities(samples: bool) -> Iterator[Row]:
    rows = Opportunity.objects.select_related("program", "source", "same_as").order_by("uuid")
    for item in _visible(rows, samples).iterator():
        yield {
            "id": str(item.uuid),
            "program_id": _uuid(item.program),
            "source": item.source.slug,
            "source_key": item.source_key,
            "kind": item.kind,
            "same_as_id": _uuid(item.same_as),
            "withdrawn_at": item.withdrawn_at,
            "title": item.title,
            "field": item.field,
            "regions": item.regions,
            "published": item.published,
            "opens": item.opens,
            "closes_at": item.closes_at,
            "end_kind": item.end_kind,
            "award_max": item.award_max,
            "award_currency": item.award_currency,
            "selected_count": item.selected_count,
            "total_budget": item.total_budget,
            "url": item.url,
        }


def _documents(samples: bool) -> Iterator[Row]:
    rows = Document.objects.select_related("opportunity").defer("text", "packed_reading", "tables")
    for item in _visible(rows.order_by("uuid"), samples).iterator():
        yield {
            "id": str(item.uuid),
            "opportunity_id": _uuid(item.opportunity),
            "role": item.role,
            "title": item.title,
            "url": item.url,
            "sha256": item.sha256,
            "published": item.published,
        }


def _statements(samples: bool) -> Iterator[Row]:
    """What texts say now: a figure that was corrected since would dispute its own correction."""
    rows = Statement.objects.filter(document__current=True).order_by("uuid")
    rows = rows.select_related("document", "organization", "program")
    if not samples:
        rows = rows.filter(document__is_sample=False)
    for item in rows.defer("document__text", "document__packed_reading").iterator():
        subject = item.program or item.organization
        start, end = item.period_start, item.period_end
        yield {
            "id": str(item.uuid),
            "document_id": str(item.document.uuid),
            "start": item.start,
            "end": item.end,
            "quote": item.quote,
            "measure": item.measure,
            "value": item.value,
            "upper": item.upper,
            "unit": item.unit,
            "bound": item.bound,
            "subject": _uuid(subject) or item.subject_name or str(item.document.uuid),
            "subject_name": item.subject_name,
            "program_id": _uuid(item.program),
            "organization_id": _uuid(item.organization),
            "period_start": start,
            "period_end": end,
            "year": start.year if start and end and start.year == end.year else None,
            "place": item.place or None,
            "status": item.status,
            "confidence": item.confidence,
        }


def _uuid(item: Any) -> str | None:
    return str(item.uuid) if item is not None else None


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()))


TEXT, DAY, COUNT = pa.string(), pa.date32(), pa.int64()
MOMENT = pa.timestamp("s", tz="UTC")

TABLES = (
    Table(
        "organizations",
        "기관·기업",
        _schema(id=TEXT, name=TEXT, kind=TEXT, region=TEXT),
        _organizations,
    ),
    Table(
        "programs",
        "지원사업",
        _schema(id=TEXT, name=TEXT, funder_id=TEXT, operator_id=TEXT),
        _programs,
    ),
    Table(
        "opportunities",
        "공고",
        _schema(
            id=TEXT,
            program_id=TEXT,
            source=TEXT,
            source_key=TEXT,
            kind=TEXT,
            same_as_id=TEXT,
            withdrawn_at=MOMENT,
            title=TEXT,
            field=TEXT,
            regions=pa.list_(TEXT),
            published=DAY,
            opens=DAY,
            closes_at=MOMENT,
            end_kind=TEXT,
            award_max=AMOUNT,
            award_currency=TEXT,
            selected_count=COUNT,
            total_budget=AMOUNT,
            url=TEXT,
        ),
        _opportunities,
    ),
    Table(
        "documents",
        "문서",
        _schema(
            id=TEXT,
            opportunity_id=TEXT,
            role=TEXT,
            title=TEXT,
            url=TEXT,
            sha256=TEXT,
            published=DAY,
        ),
        _documents,
    ),
    Table(
        "statements",
        "진술: 출처가 말한 것. 참이라는 뜻이 아니다",
        _schema(
            id=TEXT,
            document_id=TEXT,
            start=COUNT,
            end=COUNT,
            quote=TEXT,
            measure=TEXT,
            value=AMOUNT,
            upper=AMOUNT,
            unit=TEXT,
            bound=TEXT,
            subject=TEXT,
            subject_name=TEXT,
            program_id=TEXT,
            organization_id=TEXT,
            period_start=DAY,
            period_end=DAY,
            year=COUNT,
            place=TEXT,
            status=TEXT,
            confidence=pa.float64(),
        ),
        _statements,
    ),
)
