"""What `/api/v1` answers. Money is a decimal string of whole units; days are in Asia/Seoul."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from ninja import Field, Schema
from pydantic import PlainSerializer

from majungmul.ledger import search
from majungmul.ledger.models import Opportunity, Statement
from majungmul.ledger.verdicts import CallVerdict

Amount = Annotated[
    Decimal, PlainSerializer(lambda value: f"{value.normalize():f}", return_type=str)
]


class Ref(Schema):
    """A thing of the ledger by name; ask for it under its own address."""

    id: UUID = Field(alias="uuid")
    name: str


class OpportunityOut(Schema):
    id: UUID = Field(alias="uuid")
    title: str
    summary: str
    status: str
    source: str
    source_key: str
    url: str
    apply_url: str
    program: Ref | None
    funder: Ref | None
    operator: Ref | None
    field: str
    regions: list[str]
    nationwide: bool | None
    published: date | None
    opens: date | None
    closes_at: datetime | None
    closes_hour_known: bool
    end_kind: str
    award_max: Amount | None
    award_currency: str
    support_rate_max: Amount | None
    selected_count: int | None
    total_budget: Amount | None
    first_seen: datetime
    last_seen: datetime
    is_sample: bool

    @staticmethod
    def resolve_status(call: Opportunity) -> str:
        return search.status_of(call, timezone.now())

    @staticmethod
    def resolve_source(call: Opportunity) -> str:
        return call.source.slug


class DocumentRef(Schema):
    id: UUID = Field(alias="uuid")
    title: str
    role: str
    format: str
    sha256: str


class OpportunityDetail(OpportunityOut):
    spans: dict[str, Any]
    rule: dict[str, Any] | None
    documents: list[DocumentRef]

    @staticmethod
    def resolve_rule(call: Opportunity) -> dict[str, Any] | None:
        rule = call.rules.filter(current=True).first()
        return rule.tree if rule else None

    @staticmethod
    def resolve_documents(call: Opportunity) -> list[Any]:
        return list(call.documents.filter(current=True))


class DocumentOut(DocumentRef):
    published: date | None
    url: str
    text: str
    reading: dict[str, Any]
    warnings: list[str]


class Page(Schema):
    """`total` rows in all; `items` are those of `page`."""

    total: int
    page: int
    page_size: int
    items: list[OpportunityOut]


class SpanOut(Schema):
    document: UUID
    start: int
    end: int
    quote: str


class StatementOut(Schema):
    id: UUID = Field(alias="uuid")
    measure: str
    value: Amount
    upper: Amount | None
    unit: str
    bound: str
    subject: str = Field(alias="subject_name")
    period_start: date | None
    period_end: date | None
    place: str
    status: str
    confidence: float
    evidence: SpanOut

    @staticmethod
    def resolve_evidence(row: Statement) -> dict[str, Any]:
        place = {"start": row.start, "end": row.end, "quote": row.quote}
        return {"document": row.document.uuid, **place}


class ReasonOut(Schema):
    condition: dict[str, Any]
    holds: str
    negated: bool
    sentence: str
    sentence_en: str
    company_value: str | None
    ask: str | None


class VerdictOut(Schema):
    opportunity: Ref
    url: str
    closes_at: datetime | None
    verdict: str
    on: date
    reasons: list[ReasonOut]
    missing: list[str]

    @classmethod
    def of(cls, item: CallVerdict) -> dict[str, Any]:
        call = item.opportunity
        name = {"uuid": call.uuid, "name": call.title}
        return {
            "opportunity": name,
            "url": call.url,
            "closes_at": call.closes_at,
            **item.verdict.to_json(),
        }
