"""A list's order cut into slices that the index knows as words: months, and sizes of sums.

Slices of one order hold every call exactly once, and every call of a slice stands before every
call of the next. A day beyond the first or last month counts as that month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from django.db.models import Subquery

from majungmul.ledger.models import Opportunity
from majungmul.terms import SEOUL

FIRST_YEAR, LAST_YEAR = 1990, 2100
LAST_MONTH = (LAST_YEAR - FIRST_YEAR) * 12
_TAGS = {"ends_at": "e", "listed_on": "n", "amount_order": "a"}
COLUMNS = tuple(_TAGS)


def words(call: Opportunity) -> list[str]:
    """The slice a call is in, in every order there is."""
    return [f"{tag}{_place(getattr(call, column))}" for column, tag in _TAGS.items()]


def groups(
    order: str, since: datetime | None = None, until: datetime | None = None
) -> Iterator[Sequence[str]]:
    """Words of slices in the order (`ends_at`, `-listed_on` …), ever more of them together.

    `since` and `until` leave out what surely holds nothing between them.
    """
    column = order.removeprefix("-")
    lowest, highest = _ends(column)
    if since is not None:
        lowest = max(lowest, _place(since))
    if until is not None:
        highest = min(highest, _place(until))
    places = list(range(lowest, highest + 1))
    if order.startswith("-"):
        places.reverse()
    start, size = 0, 1
    while start < len(places):
        yield [f"{_TAGS[column]}{place}" for place in places[start : start + size]]
        start, size = start + size, size * 2


def bounds(order: str, word: str) -> dict[str, object]:
    """What a slice's rows hold in the column of the order, as a filter."""
    column, place = order.removeprefix("-"), int(word[1:])
    begin, end = _border(column, place), _border(column, place + 1)
    inside: dict[str, object] = {}
    if place:
        inside[f"{column}__gte"] = begin
    if place < LAST_MONTH:
        inside[f"{column}__lt"] = end
    return inside


def _border(column: str, place: int) -> date | datetime | int:
    if column == "amount_order":
        return 1 << place >> 1
    day = date(FIRST_YEAR + place // 12, place % 12 + 1, 1)
    return day if column == "listed_on" else datetime.combine(day, time.min, SEOUL)


def _ends(column: str) -> tuple[int, int]:
    highest = Opportunity.objects.order_by(f"-{column}").values(column)[:1]
    both = Opportunity.objects.order_by(column).values_list(column, Subquery(highest))[:1]
    return next(((_place(first), _place(last)) for first, last in both), (0, -1))


def _place(value: date | datetime | int) -> int:
    if isinstance(value, int):
        return max(value, 0).bit_length()
    day = value.astimezone(SEOUL).date() if isinstance(value, datetime) else value
    return min(max((day.year - FIRST_YEAR) * 12 + day.month - 1, 0), LAST_MONTH)
