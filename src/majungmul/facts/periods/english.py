"""Dates and labels of English notices: `Application Period: January 20, 2025 – 24 Feb 2025`."""

from __future__ import annotations

import re
from datetime import date

from majungmul.facts.scan.dates import Moment, time_at
from majungmul.terms import PeriodRole

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_DATE = re.compile(
    rf"\b(?:{_MONTH}\ (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\ (?P<year>20[0-9]{{2}})(?![0-9])"
    rf"|(?<![0-9.])(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?\ {_MONTH.replace('month', 'month2')},?"
    r"\ (?P<year2>20[0-9]{2})(?![0-9])"
    r"|(?P<day3>[0-3]?[0-9])\.(?P<month3>[01]?[0-9])\.(?P<year3>20[0-9]{2})(?![0-9.]))"
)
_WEEKDAY = re.compile(rf",?\ ?\(?({'|'.join(_WEEKDAYS)})[a-z]{{0,6}}\)?")
_UNTIL = re.compile(r",?\ (?:until|by|at)(?=\ [0-9])")
_HALF_DAY = re.compile(r"[\ ,(]{0,3}(1[0-2]|0?[1-9])(?::([0-5][0-9]))?\ ?([AaPp])\.?\ ?[Mm]\b\.?")
_LABEL = re.compile(
    r"(?i)(?:(application|submission|registration|proposal|call\ opening|opening|closing)"
    r"|(result|evaluation|review|notification)"
    r"|(project|agreement|research|programme?))s?\b[^.\n]{0,40}$"
    r"|(deadline|due\ date)[^.\n]{0,40}$"
)
_DEADLINE = re.compile(r"(?i)(?:deadline|due\ date|closing\ date|no\ later\ than)[^.\n]{0,40}$")
_ROLES: tuple[PeriodRole, ...] = ("application", "other", "program", "application")


def moments(folded: str) -> list[Moment]:
    """Every English date of the text that is one of the calendar."""
    if "eadline" not in folded and not any(month in folded for month in _MONTHS):
        return []
    return [moment for found in _DATE.finditer(folded) if (moment := _moment(folded, found))]


def role(before: str) -> PeriodRole | None:
    """What the label before a date says it is for."""
    label = _LABEL.search(before)
    return _ROLES[label.lastindex - 1] if label and label.lastindex else None


def is_deadline(before: str) -> bool:
    """Whether the label calls the date the last day."""
    return _DEADLINE.search(before) is not None


def _moment(folded: str, found: re.Match[str]) -> Moment | None:
    day, year = (
        found[f"{name}"] or found[f"{name}2"] or found[f"{name}3"] for name in ("day", "year")
    )
    named = found["month"] or found["month2"]
    month = _MONTHS.index(named) + 1 if named else int(found["month3"])
    try:
        date(int(year), month, int(day))
    except ValueError:
        return None
    end, weekday = found.end(), None
    if told := _WEEKDAY.match(folded, end):
        weekday, end = _WEEKDAYS.index(told[1]), told.end()
    if until := _UNTIL.match(folded, end):
        end = until.end()
    hour, minute, end = _time(folded, end)
    return Moment(found.start(), end, int(year), month, int(day), weekday, hour, minute)


def _time(folded: str, start: int) -> tuple[int | None, int, int]:
    """The hour, minute and end of a time told at `start`: `18:00`, `6:00 PM`, `6 p.m.`."""
    half_day = _HALF_DAY.match(folded, start)
    if half_day is not None:
        hour = int(half_day[1]) % 12 + 12 * (half_day[3] in "Pp")
        return hour, int(half_day[2] or 0), half_day.end()
    return time_at(folded, start) or (None, 0, start)
