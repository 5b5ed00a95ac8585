"""From a printed date to a day: missing years, and what the calendar says against the print."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from majungmul.facts.scan.dates import LAST_WEEK, Moment
from majungmul.terms import SEOUL

_WEEKDAYS = "월화수목금토일"
_NEXT_MONTH = ("다음 달", "다음달", "내달")
_THIS_MONTH = ("이달", "이번 달", "지난", "지난달")
_YEARS = {"내년": 1, "올해": 0, "금년": 0, "지난해": -1, "작년": -1}
# A closing printed without its year may lie a month back; it lies in the next year when that is
# within seven months, and is that of a round now past when it is not.
_LATEST_BACK, _YEAR, _FAR = timedelta(days=31), timedelta(days=365), timedelta(days=214)


def first_day(moment: Moment, year: int) -> date | None:
    """The first day that `moment` may mean in `year`."""
    if moment.week is not None:
        return _of_week(moment, year, 0)
    month = moment.months[0] if moment.months else moment.month or 1
    day = moment.day or (moment.days[0] if moment.days else 1)
    return _date(year, month, day)


def last_day(moment: Moment, year: int) -> date | None:
    """The last day that `moment` may mean in `year`."""
    if moment.week is not None:
        return _of_week(moment, year, 6)
    month = moment.months[1] if moment.months else moment.month or 12
    day = moment.day or min(
        moment.days[1] if moment.days else 31, monthrange(max(1, min(year, 9999)), month)[1]
    )
    return _date(year, month, day)


def _of_week(moment: Moment, year: int, weekday: int) -> date | None:
    """A day of `3월 첫째 주`, the printed weekday before `weekday`; Monday is 0.

    A week belongs to the month of its Thursday (KS X ISO 8601).
    """
    first = _date(year, moment.month or 1, 1)
    if first is None or moment.week is None:
        return None
    monday = first + timedelta(days=(3 - first.weekday()) % 7 - 3)
    weeks = moment.week - 1
    if moment.week == LAST_WEEK:
        final = monthrange(first.year, first.month)[1]
        weeks = (final - 1 - (monday - first).days - 3) // 7
    return monday + timedelta(
        weeks=weeks, days=weekday if moment.weekday is None else moment.weekday
    )


def placed(moment: Moment, before: str, published: date | None, end: bool = False) -> Moment:
    """A date whose month or year is told from the day of publication: 오는 30일, 내년 1월.

    The `end` of a stretch is placed only where words say so: else it goes by its start.
    """
    if published is None:
        return moment
    words = before.rstrip()
    if moment.year is None and (moment.month or moment.months):
        shift = next((n for word, n in _YEARS.items() if words.endswith(word)), None)
        return moment if shift is None else moment._replace(year=published.year + shift)
    if moment.month is not None or moment.months or moment.day is None:
        return moment
    if end and not words.endswith(_NEXT_MONTH + _THIS_MONTH):
        return moment
    later = words.endswith(_NEXT_MONTH) or (
        not words.endswith(_THIS_MONTH) and moment.day < published.day
    )
    index = published.year * 12 + published.month - 1 + later
    return moment._replace(year=index // 12, month=index % 12 + 1)


def days(
    start: Moment | None, end: Moment | None, anchor: date | None, running: int | None
) -> tuple[date | None, date | None]:
    """The days of a window whose years may be missing.

    A missing year is that of the other end, else the one in which the end falls next after
    `anchor` (the day of publication), else the year the text last named. An end before its start
    lies in the next year.
    """
    if end is not None and start is not None and end.month is None and end.months is None:
        end = end._replace(month=start.month, months=start.months if not end.day else None)
    start_year, end_year = start and start.year, end and end.year
    if start_year is None and end_year is None:
        return _by_anchor(start, end, anchor, running)
    first = first_day(start, start_year or end_year or 0) if start else None
    last = last_day(end, end_year or start_year or 0) if end else None
    if first and last and start and end and last < first:
        if end_year is None:
            last = last_day(end, first.year + 1)
        elif start_year is None:
            first = first_day(start, last.year - 1)
    return first, last


def _by_anchor(
    start: Moment | None, end: Moment | None, anchor: date | None, running: int | None
) -> tuple[date | None, date | None]:
    year = anchor.year if anchor else running
    if year is None:
        return None, None
    first = first_day(start, year) if start else None
    last = last_day(end, year) if end else None
    if first and last and end and last < first:
        last = last_day(end, year + 1)
    closing = last or first
    if anchor and closing and anchor - closing > _LATEST_BACK and closing + _YEAR < anchor + _FAR:
        first = first_day(start, first.year + 1) if start and first else None
        last = last_day(end, last.year + 1) if end and last else None
    return first, last


def not_before(
    day: date, moment: Moment | None, first: date | None, last: date | None
) -> tuple[date | None, date | None]:
    """The days of a later step of one line: without a printed year none comes before `day`."""
    if moment is None or moment.year is not None or first is None or (last or first) >= day:
        return first, last
    return _date(first.year + 1, first.month, first.day), last and _date(
        last.year + 1, last.month, last.day
    )


def opening(day: date | None, moment: Moment | None) -> datetime | None:
    """The instant at which a period opens; midnight where no hour is printed."""
    return _at(day, moment, time(0, 0))


def closing(day: date | None, moment: Moment | None) -> datetime | None:
    """The last instant of a period; 23:59 where no hour, or 24:00, is printed."""
    return _at(day, moment, time(23, 59))


def _at(day: date | None, moment: Moment | None, otherwise: time) -> datetime | None:
    if day is None:
        return None
    at = otherwise
    if moment is not None and moment.hour is not None:
        at = time(23, 59) if moment.hour == 24 else time(moment.hour, moment.minute)
    return datetime.combine(day, at, SEOUL)


def weekday_note(day: date | None, moment: Moment | None) -> str | None:
    """Says so where the printed weekday is not that of the day."""
    if day is None or moment is None or moment.weekday in (None, day.weekday()):
        return None
    return f"요일 표기가 날짜와 다름({day.isoformat()}은 {_WEEKDAYS[day.weekday()]}요일)"


def closed_day_note(day: date) -> str | None:
    """Says so where an application closes on a public holiday or at a weekend."""
    from majungmul.reference.calendar import is_holiday

    if holiday := is_holiday(day):
        return f"마감일이 공휴일({holiday})"
    return f"마감일이 {_WEEKDAYS[day.weekday()]}요일" if day.weekday() >= 5 else None


def length_note(first: date | None, last: date | None, printed: int | None) -> str | None:
    """Says so where `(19일간)` is neither the inclusive count nor the difference of the days."""
    if first is None or last is None or printed is None:
        return None
    between = (last - first).days
    if printed in (between, between + 1):
        return None
    return f"표기된 {printed}일이 날짜({between + 1}일)와 다름"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
