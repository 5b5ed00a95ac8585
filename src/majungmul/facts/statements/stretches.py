"""Stretches of whole days: years, halves, quarters, months, so many days from one on."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from majungmul.terms import StatementPeriod

_COUNTED = {"이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5}


def _within(year: int) -> int:
    """The nearest year that a date can have: `99년 전` of a misprinted day is no reason to fail."""
    return min(max(year, MINYEAR), MAXYEAR)


def years(first: int, last: int) -> StatementPeriod:
    """From the first day of a year to the last of another."""
    return StatementPeriod(date(_within(first), 1, 1), date(_within(last), 12, 31))


def span(year: int, first: int, last: int) -> StatementPeriod:
    """From the first day of a month to the last of another, by their numbers."""
    year = _within(year)
    return StatementPeriod(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def month(day: date) -> StatementPeriod:
    """The month that holds `day`."""
    return span(day.year, day.month, day.month)


def part(year: int, written: str) -> StatementPeriod:
    """`상반기`, `3분기` or `7월` of a year."""
    written = written.replace(" ", "")
    if written.endswith("월"):
        number = min(12, max(1, int(written[:-1])))
        return span(year, number, number)
    if written.endswith("분기"):
        quarter = int(written[0])
        return span(year, 3 * quarter - 2, 3 * quarter)
    return span(year, 1, 6) if written == "상반기" else span(year, 7, 12)


def months_back(day: date, months: int) -> date:
    """The same day so many months before; the last of a month that is too short."""
    year, number = divmod(day.year * 12 + day.month - 1 - months, 12)
    year = _within(year)
    return date(year, number + 1, min(day.day, monthrange(year, number + 1)[1]))


def days(first: date, day: int, last: date, last_day: int) -> StatementPeriod | None:
    """From a day of the month `first` to one of `last`; None where there are no such days."""
    try:
        opens, closes = first.replace(day=day), last.replace(day=last_day)
    except ValueError:
        return None
    return StatementPeriod(opens, closes) if opens <= closes else None


def run(first: date, day: int, count: str) -> StatementPeriod | None:
    """`25일부터 3일간`: so many days from one of the month `first` on."""
    last = int(count[:-1]) if count[:-1].isdigit() else _COUNTED[count]
    try:
        opens = first.replace(day=day)
        return StatementPeriod(opens, opens + timedelta(days=last - 1))
    except (ValueError, OverflowError):
        return None
