"""What a call says in short: the source's own fields first, the text where those are silent.

Where both speak and differ the source's field stands, and a warning says what the text has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from majungmul.sources import Notice
from majungmul.terms import SEOUL, Money, Opportunity, Reading, Span

NO_END = datetime(9999, 12, 1, tzinfo=SEOUL)
LISTED_WITHOUT_END = timedelta(days=365)
LASTING = ("rolling", "until_funds", "until_filled")
MOST_MONEY = Decimal(10) ** 18


@dataclass(slots=True)
class Summary:
    """Values for the columns of an opportunity; `spans` without the document they point into."""

    values: dict[str, Any]
    spans: dict[str, Span] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def summarize(notice: Notice, reading: Reading, seen_at: datetime) -> Summary:
    read = reading.opportunity
    spans = dict(read.spans) if read else {}
    warnings: list[str] = []
    opens = _either("접수 시작일", notice.opens, read.opens if read else None, warnings)
    closes = _either("마감일", notice.closes, read.closes if read else None, warnings)
    for name, value, kept in (
        ("opens", read.opens if read else None, opens),
        ("closes", read.closes if read else None, closes),
    ):
        if value != kept:
            spans.pop(name, None)
    hour = notice.closes_time or (read.closes_time if read and read.closes == closes else None)
    end_kind = notice.end_kind or ("date" if closes else (read.end_kind if read else None)) or ""
    award = _award(notice.award_max, read.award_max if read else None, spans, warnings)
    budget = _sum(read.total_budget if read else None)
    rate = read.support_rate_max if read else None
    closes_at = _moment(closes, hour)
    published = notice.published or reading.published
    values = {
        "opens": opens,
        "closes_at": closes_at,
        "closes_hour_known": bool(closes and hour),
        "end_kind": end_kind,
        "published": published,
        "listed_on": published or seen_at.astimezone(SEOUL).date(),
        "ends_at": _ends_at(closes_at, end_kind, published, seen_at),
        "award_max": award.amount if award else None,
        "award_currency": award.currency if award else "KRW",
        "amount_order": _won(award) if award else 0,
        "support_rate_max": rate if rate is not None and rate < 10_000 else None,
        "selected_count": _count(read.selected_count if read else None),
        "total_budget": budget.amount if budget else None,
        "budget_currency": budget.currency if budget else "KRW",
    }
    return Summary(values, spans, warnings)


# What an attachment may give where the notice is silent: the field whose evidence it is, and the
# columns that go with it, the first of them empty when there is a gap.
GAPS = {
    "award_max": ("award_max", "award_currency", "amount_order"),
    "support_rate_max": ("support_rate_max",),
    "selected_count": ("selected_count",),
    "total_budget": ("total_budget", "budget_currency"),
    "opens": ("opens",),
    "closes": ("closes_at", "closes_hour_known", "end_kind", "ends_at"),
}


def gaps_filled(row: Any, reading: Reading) -> dict[str, Span]:
    """Fills what a call's row lacks from an attachment's reading; returns the evidence of it.

    Dates only where the notice prints no period at all: an attachment holds forms and examples
    whose dates mean other things.
    """
    read = reading.opportunity
    if read is None:
        return {}
    given = _given(read)
    if row.period_text:
        given = {name: values for name, values in given.items() if name not in ("opens", "closes")}
    spans: dict[str, Span] = {}
    for name, values in given.items():
        if getattr(row, GAPS[name][0]) is None and name in read.spans:
            for column, value in zip(GAPS[name], values, strict=True):
                setattr(row, column, value)
            spans[name] = read.spans[name]
    return spans


def _given(read: Opportunity) -> dict[str, tuple[Any, ...]]:
    """What a reading gives, as values for the columns of `GAPS`."""
    award, budget = _sum(read.award_max), _sum(read.total_budget)
    closes = _moment(read.closes, read.closes_time)
    found: dict[str, tuple[Any, ...] | None] = {
        "award_max": award and (award.amount, award.currency, _won(award)),
        "support_rate_max": read.support_rate_max and (read.support_rate_max,),
        "selected_count": _count(read.selected_count) and (read.selected_count,),
        "total_budget": budget and (budget.amount, budget.currency),
        "opens": read.opens and (read.opens,),
        "closes": closes and (closes, bool(read.closes_time), "date", closes),
    }
    return {name: values for name, values in found.items() if values}


def _won(money: Money) -> int:
    return int(money.amount) if money.currency == "KRW" else 0


def _either(label: str, given: date | None, read: date | None, warnings: list[str]) -> date | None:
    if given and read and given != read:
        warnings.append(
            f"{label}: 출처에는 {given}, 본문에는 {read}로 적혀 있어 출처를 따랐습니다."
        )
    return given or read


def _award(
    given: Money | None, read: Money | None, spans: dict[str, Span], warnings: list[str]
) -> Money | None:
    given, read = _sum(given), _sum(read)
    if given and given != read:
        spans.pop("award_max", None)
        if read:
            warnings.append(
                f"최대 지원금: 출처에는 {given.amount:,} {given.currency}, 본문에는"
                f" {read.amount:,} {read.currency}로 적혀 있어 출처를 따랐습니다."
            )
    return given or read


def _sum(money: Money | None) -> Money | None:
    """Whole units that fit the column; a sum beyond all reason is no sum."""
    if money is None or not 0 <= money.amount < MOST_MONEY:
        return None
    return Money(money.amount.quantize(Decimal(1)), money.currency)


def _count(number: int | None) -> int | None:
    return number if number is not None and 0 <= number < 2**31 else None


def _moment(day: date | None, hour: str | None) -> datetime | None:
    """The last minute that counts: the printed hour, else 23:59 of the day."""
    if day is None:
        return None
    if hour == "24:00" or hour is None:
        return datetime.combine(day, time(23, 59), SEOUL)
    return datetime.combine(day, time.fromisoformat(hour), SEOUL)


def _ends_at(
    closes_at: datetime | None, end_kind: str, published: date | None, seen_at: datetime
) -> datetime:
    """Until when a list shows the call as open.

    A call that says no end at all is shown for a year after it was published: nobody takes it
    off the list, and a call of years ago is not open.
    """
    if closes_at:
        return closes_at
    if end_kind in LASTING:
        return NO_END
    begun = datetime.combine(published, time.min, SEOUL) if published else seen_at
    return begun + LISTED_WITHOUT_END
