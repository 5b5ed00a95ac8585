"""Ages of firms and people, in whole years, and the age groups that the law names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """Full years, both ends inclusive; `law` is the article that says so."""

    word: str
    min: int | None
    max: int | None
    law: str


YOUTH = AgeGroup("청년", 19, 34, "청년기본법 제3조제1호")
YOUTH_FOUNDER = AgeGroup("청년창업", None, 39, "중소기업창업 지원법")
MIDDLE_AGED_FOUNDER = AgeGroup("중장년", 40, None, "중소기업창업 지원법")


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
