"""Days on which ages open and close doors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor
from typing import TypeGuard

from majungmul.reference import ages
from majungmul.terms import Company, Condition, Range
from majungmul.terms.verdicts import VerdictName

from .calls import Call
from .days import Days, plus_years
from .explanation import NAMES, leaves
from .interpreter import leaf_truth, truth_of

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """From `day` on the verdict is `after`; `condition` is the clause that turned.

    `this_call` says that the call itself turns, because its rule counts as of today; otherwise
    its own day is fixed and it is the next call with the same rule that the turn is about.
    """

    call: str
    day: date
    before: VerdictName
    after: VerdictName
    condition: Range
    this_call: bool


def expiring(company: Company, calls: Iterable[Call], on: date, until: date) -> tuple[Turn, ...]:
    """Which verdicts will turn after `on` and by `until`, and when, the earliest first."""
    found = (turn for call in calls for turn in _turns(call, company, on, until))
    return tuple(sorted(found, key=lambda turn: (turn.day, turn.call)))


def window(condition: Range, company: Company) -> tuple[date | None, date | None]:
    """First and last day on which an age condition holds; None for an open end.

    Raises ValueError when the company's date is not known or the field is no age.
    """
    if condition.field == "business_age_years" and company.founded and not company.pre_founder:
        return _business_window(condition, company.founded)
    if condition.field == "ceo_age" and company.ceo_born:
        return _ceo_window(condition, company.ceo_born)
    raise ValueError(f"no age to count: {condition.field}")


def turns_between(condition: Condition, company: Company, on: date, until: date) -> bool:
    """Whether an age that counts on the call's own days is reached or passed in these days."""
    return _ages(condition, company) and any(
        on < day <= until for day in _edges(condition, company)
    )


def _turns(call: Call, company: Company, on: date, until: date) -> Iterator[Turn]:
    days = sorted({day for leaf in _aging(call, company) for day in _edges(leaf, company)})
    day_before = on
    for day in (day for day in days if on < day <= until):
        before = truth_of(call.rule, company, call.days_if_issued(day_before))
        after = truth_of(call.rule, company, call.days_if_issued(day))
        if before is not after:
            leaf = _turned(call, company, day)
            yield Turn(call.key, day, NAMES[before], NAMES[after], leaf, leaf.as_of == "today")
        day_before = day


def _aging(call: Call, company: Company) -> Iterator[Range]:
    for leaf, _ in leaves(call.rule):
        if _ages(leaf, company):
            yield leaf


def _ages(leaf: Condition, company: Company) -> TypeGuard[Range]:
    if not isinstance(leaf, Range) or leaf.as_of not in ("notice", "closing", "today"):
        return False
    if leaf.field == "business_age_years":
        return company.founded is not None and not company.pre_founder
    return leaf.field == "ceo_age" and company.ceo_born is not None


def _edges(condition: Range, company: Company) -> Iterator[date]:
    first, last = window(condition, company)
    if first:
        yield first
    if last:
        yield last + _ONE_DAY


def _turned(call: Call, company: Company, day: date) -> Range:
    yesterday = day - _ONE_DAY
    return next(
        leaf
        for leaf in _aging(call, company)
        if leaf_truth(leaf, company, Days(day, day, day))
        is not leaf_truth(leaf, company, Days(yesterday, yesterday, yesterday))
    )


def _business_window(condition: Range, founded: date) -> tuple[date | None, date | None]:
    first = last = None
    if condition.min is not None:
        first = plus_years(founded, condition.min)
        first += _ONE_DAY * (not condition.min_inclusive)
    if condition.max is not None:
        last = plus_years(founded, condition.max)
        last -= _ONE_DAY * (not condition.max_inclusive)
    return first, last


def _ceo_window(condition: Range, born: date) -> tuple[date | None, date | None]:
    first = last = None
    if condition.min is not None:
        low = ceil(condition.min) if condition.min_inclusive else floor(condition.min) + 1
        first = ages.anniversary(born, low)
    if condition.max is not None:
        high = floor(condition.max) if condition.max_inclusive else ceil(condition.max) - 1
        last = ages.anniversary(born, high + 1) - _ONE_DAY
    return first, last
