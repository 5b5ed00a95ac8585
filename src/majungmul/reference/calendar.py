"""Public holidays of Korea."""

from __future__ import annotations

from datetime import date
from functools import cache


def is_holiday(day: date) -> str | None:
    """The Korean name of the public holiday (substitute days included), or None."""
    return _year(day.year).get(day)


@cache
def _year(year: int) -> dict[date, str]:
    import holidays  # heavy: only when a calendar is asked for

    return dict(holidays.country_holidays("KR", years=year, language="ko"))
