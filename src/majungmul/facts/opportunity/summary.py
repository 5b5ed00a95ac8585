"""Text of a call → its summary: until when, how much at most, how many, each with its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

from majungmul.facts.notice.calls import HasText, is_call
from majungmul.facts.notice.sections import notice_end, sections
from majungmul.terms import Money, Opportunity, Period, Quantity, Span

from . import amounts, rates
from .counts import count as selected
from .heads import Tables
from .periods import FORMER_COLUMN, application, has_hour
from .places import place, top

if TYPE_CHECKING:
    from majungmul.documents.model import Table


class HasTables(HasText, Protocol):
    """What is needed of a document."""

    @property
    def tables(self) -> Sequence[Table]: ...


def opportunity(
    document: HasTables,
    quantities: Sequence[Quantity] = (),
    periods: Sequence[Period] = (),
    known_call: bool = False,
) -> Opportunity | None:
    """The summary of a call from what was already read of its text; None when it is no call
    (which is not asked again of a `known_call`).

    Every filled field has its span in `spans`. A rate is told by the share that an applicant bears
    where the text prints no other. Sums are as printed: never multiplied by months,
    never a programme's total, an example or an amount that the text says was replaced.
    """
    if not known_call and not is_call(document):
        return None
    text = document.text
    tables = Tables(text, document.tables)
    faq = _QUESTIONS.search(text)
    end = min(notice_end(text), faq.start() if faq and faq.start() > _TITLE_ENDS else len(text))
    inside = [q for q in quantities if q.span.end <= end]
    spans: dict[str, Span] = {}
    period = application(document.title, tables, periods, end)
    opens = closes = time = None
    if period is not None:
        opens = period.start.date() if period.start else None
        closes = period.end.date() if period.end else None
        if period.end and has_hour(period):
            time = period.end.strftime("%H:%M")
        for name, value in (("opens", opens), ("closes", closes), ("closes_time", time)):
            if value is not None:
                spans[name] = period.span
        spans["end_kind"] = period.span
    # line by line: other columns of a table tell what those get who are asked for in one
    asked = sorted(
        (line.start, line.end)
        for s in sections(text)
        if s.role in _ASKING and not _ALSO_GIVES.search(s.heading)
        for line in s.lines
    )
    places = [
        place(text, q, tables)
        for q in inside[:_FIGURES]
        if q.kind in ("money", "percent") or (q.kind == "count" and q.bound != "at_least")
    ]
    places = [p for p in places if not FORMER_COLUMN.search(p.column)]
    given = [
        p
        for p in places
        if amounts.is_limits_column(p.column)
        or amounts.is_given_to_each(p)
        or not _is_within(asked, p.quantity.span.start)
    ]
    free = {id(p) for p in given}
    beyond = (q for q in quantities if q.span.start > end and q.kind == "money")
    award = amounts.award(given, [place(text, q, tables) for q in islice(beyond, _FIGURES)])
    budget = amounts.budget(places)
    rate = rates.rate([p for p in places if id(p) in free or p.after.startswith("지원")])
    own = rates.own_share(places) if rate is None else None
    count = selected(tables, end, places, given)
    found = {
        "award_max": award,
        "total_budget": budget,
        "support_rate_max": rate or own,
        "selected_count": count,
    }
    for name, quantity in found.items():
        if quantity is not None:
            spans[name] = quantity.span
    return Opportunity(
        title=document.title,
        opens=opens,
        closes=closes,
        closes_time=time,
        end_kind=period.end_kind if period else None,
        award_max=_money(award),
        support_rate_max=_share(rate, own),
        selected_count=int(top(count)) if count else None,
        total_budget=_money(budget),
        spans=spans,
    )


def _is_within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether one of the ordered, disjoint `spans` holds `at`."""
    index = bisect_right(spans, at, key=itemgetter(0)) - 1
    return index >= 0 and at < spans[index][1]


def _share(rate: Quantity | None, own: Quantity | None) -> Decimal | None:
    """The share that is paid: as printed, else what an applicant's own share leaves."""
    if rate is not None:
        return top(rate)
    return None if own is None else 100 - own.value


def _money(quantity: Quantity | None) -> Money | None:
    return Money(top(quantity), quantity.unit) if quantity else None


_QUESTIONS = re.compile(
    r"(?m)^[^가-힣\nA-Za-z]{0,10}(?:자주\s?(?:묻는|하는|받는)\s?(?:질문|물음)|FAQ|Q\s?&\s?A|질의\s?응답)[^\n]{0,16}$"
)
_TITLE_ENDS = 200  # questions announced further up are the notice itself
_ASKING = ("eligibility", "exclusion", "preference")
_ALSO_GIVES = re.compile(
    r"한도|지원\s?(?:내용|금액|규모|조건)|혜택|(?:과|와|및|·)\s?지원\s?(?:$|내용|사항)|사업\s?(?:내용|개요)"
)
_FIGURES = 3_000  # of a text that was written to be read the call's own stand among the first
