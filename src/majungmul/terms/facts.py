"""What a document says: spans, quantities, periods, statements and the summary of a call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

QuantityKind = Literal["money", "count", "percent", "point", "duration", "other"]
Bound = Literal["exact", "about", "at_least", "at_most", "range"]
PeriodRole = Literal["application", "program", "award", "other"]
EndKind = Literal[
    "date", "until_funds", "until_filled", "rolling", "to_be_announced", "after_notice"
]
Status = Literal["actual", "planned", "target"]
SubjectKind = Literal["program", "organization"]


@dataclass(frozen=True, slots=True)
class Span:
    """`[start, end)` in Unicode code points of a document's text; `quote == text[start:end]`."""

    start: int
    end: int
    quote: str

    def to_json(self) -> dict[str, object]:
        return {"start": self.start, "end": self.end, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with unit, bound and span. Money is in whole units of its currency, never float.

    `unit` is an ISO 4217 code for money, else a word of the controlled list in
    `reference/units.toml`. A range has `upper`; every other bound has none.
    """

    span: Span
    kind: QuantityKind
    value: Decimal
    unit: str
    bound: Bound = "exact"
    upper: Decimal | None = None

    def to_json(self) -> dict[str, object]:
        return {
            **self.span.to_json(),
            "kind": self.kind,
            "value": plain(self.value),
            "upper": None if self.upper is None else plain(self.upper),
            "unit": self.unit,
            "bound": self.bound,
        }


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, open or closed, in Asia/Seoul.

    `start` and `end` are aware datetimes; `end` is inclusive. A date printed without an hour ends
    at 23:59 and `note` says that the hour is unknown. `end_kind` other than `date` leaves `end`
    empty unless the text also prints an outer limit.
    """

    span: Span
    role: PeriodRole
    start: datetime | None
    end: datetime | None
    end_kind: EndKind = "date"
    note: str = ""

    def to_json(self) -> dict[str, object]:
        """`start` and `end` are moments here, so where it stands in the text is under `span`."""
        return {
            "quote": self.span.quote,
            "span": self.span.to_json(),
            "role": self.role,
            "start": _minute(self.start),
            "end": _minute(self.end),
            "end_kind": self.end_kind,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a statement is about: a programme or an organisation, as the text names it."""

    span: Span
    name: str
    kind: SubjectKind

    def to_json(self) -> dict[str, object]:
        return {**self.span.to_json(), "name": self.name, "kind": self.kind}


@dataclass(frozen=True, slots=True)
class StatementPeriod:
    """Whole days, both ends inclusive; an open side is None."""

    start: date | None
    end: date | None

    def to_json(self) -> dict[str, object]:
        return {
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source says, not what is true. `also` holds further places that say the same."""

    quantity: Quantity
    measure: str
    subject: Subject | None = None
    period: StatementPeriod | None = None
    place: str | None = None
    status: Status = "actual"
    confidence: float = 1.0
    also: tuple[Span, ...] = ()

    def to_json(self) -> dict[str, object]:
        return {
            "quantity": self.quantity.to_json(),
            "measure": self.measure,
            "subject": self.subject.to_json() if self.subject else None,
            "period": self.period.to_json() if self.period else None,
            "place": self.place,
            "status": self.status,
            "confidence": self.confidence,
            "also": [span.to_json() for span in self.also],
        }


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole units of an ISO 4217 currency."""

    amount: Decimal
    currency: str = "KRW"

    def to_json(self) -> dict[str, str]:
        return {"amount": plain(self.amount), "currency": self.currency}


@dataclass(frozen=True, slots=True)
class Opportunity:
    """What a call says of itself in short. `spans` names the evidence of each filled field."""

    title: str
    opens: date | None = None
    closes: date | None = None
    closes_time: str | None = None
    end_kind: EndKind | None = None
    award_max: Money | None = None
    support_rate_max: Decimal | None = None
    selected_count: int | None = None
    total_budget: Money | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        rate = self.support_rate_max
        return {
            "title": self.title,
            "opens": self.opens.isoformat() if self.opens else None,
            "closes": self.closes.isoformat() if self.closes else None,
            "closes_time": self.closes_time,
            "end_kind": self.end_kind,
            "award_max": self.award_max.to_json() if self.award_max else None,
            "support_rate_max": None if rate is None else plain(rate),
            "selected_count": self.selected_count,
            "total_budget": self.total_budget.to_json() if self.total_budget else None,
            "spans": {name: span.to_json() for name, span in self.spans.items()},
        }


def plain(number: Decimal) -> str:
    """A decimal without exponent or trailing zeros: `43600000000`, `1.7`."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _minute(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None
