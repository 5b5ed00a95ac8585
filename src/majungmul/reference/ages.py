"""Ages of firms and people, in whole years."""

from __future__ import annotations

from datetime import date


def full_years(since: date, on: date) -> int:
    """Whole years from `since` to `on`; negative before it.

    The year is full on the anniversary. Someone born, or a firm founded, on 29 February completes
    the year at the end of February in a common year, that is on 1 March (민법 제160조).
    """
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def business_age(founded: date, on: date) -> int:
    """업력 in full years on the day `on`: `7년 이내` means founded within seven years of it."""
    return full_years(founded, on)


def anniversary(since: date, years: int) -> date:
    """The day on which `years` are full (1 March for a 29 February in a common year)."""
    try:
        return since.replace(year=since.year + years)
    except ValueError:
        return date(since.year + years, 3, 1)
