"""Ages to the day, as the Civil Act counts them, and the days that rules name.

A period of years ends on the day of the same date (민법 제160조 ②); where the last month lacks that
day, on its last day (③). The first day is not counted for a firm (제157조) but is for a person's
age (제158조): so seven years from 2020-02-29 end on 2027-02-28, while somebody born on 2004-02-29
turns 19 on 2023-03-01 (`reference.ages`).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Days:
    """The days a rule may refer to: the day asked about, and the call's own two."""

    on: date
    notice: date | None = None
    closing: date | None = None

    @property
    def law_day(self) -> date:
        """The day whose law decides what a 중소기업 is: the notice's, else the day asked about."""
        return self.notice or self.on

    def resolve(self, as_of: str) -> date | None:
        """The day that `as_of` names (`notice`, `closing`, `today` or ISO); None if not known."""
        match as_of:
            case "notice":
                return self.notice
            case "closing":
                return self.closing
            case "today":
                return self.on
        try:
            return date.fromisoformat(as_of)
        except ValueError:
            return None


def plus_years(day: date, years: Decimal | int) -> date:
    """The last day of `years` from `day`; a fraction counts in months, then in 30ths of one.

    Stops at the calendar's ends instead of raising.
    """
    months = Decimal(years) * 12
    try:
        return plus_months(day, int(months)) + timedelta(days=round(months % 1 * 30))
    except (OverflowError, ValueError):
        return date.max if months > 0 else date.min


def plus_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def elapsed(start: date, end: date) -> tuple[int, int, int]:
    """Whole years, months and days from `start` to `end`; negative years before the start."""
    if end < start:
        years, months, days = elapsed(end, start)
        return -years, -months, -days
    months = (end.year - start.year) * 12 + end.month - start.month
    if plus_months(start, months) > end:
        months -= 1
    return months // 12, months % 12, (end - plus_months(start, months)).days
