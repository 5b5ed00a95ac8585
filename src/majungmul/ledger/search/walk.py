"""Matches in a list's own order, as many as a page needs, where all of them would be too many.

The index is asked for one group of slices after the other (`slices`). A single slice that still
holds too many matches is dense, so that its rows are quickly found by looking at them in turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from majungmul.ledger.models import Opportunity

from . import lookup, slices

SHORTEST, LONGEST = 40, 400  # rows looked at in one go
DENSE = 0.3  # of them match: then the next ones are looked at, too
NO_END = 10**12


@dataclass(frozen=True, slots=True)
class Walk:
    """What is walked: `rows` in the `order` of two columns, for `terms`; `tags` are those of the
    rows' filters that the index can apply, `narrow` says that these leave few of the rows."""

    rows: QuerySet[Opportunity]
    order: tuple[str, str]
    terms: lookup.Terms
    tags: Sequence[Sequence[str]]
    since: datetime | None = None
    until: datetime | None = None
    narrow: bool = False

    def first(self, enough: int, in_title: bool = False) -> list[int]:
        """The first `enough` matches."""
        everything = self._between()
        hits: list[int] = []
        if not self.narrow:
            hits = self._looked_at(everything, SHORTEST, in_title, most=SHORTEST)
            if len(hits) > SHORTEST * DENSE:
                return self._looked_at(everything, enough, in_title)
        hits = []
        groups = slices.groups(self.order[0], self.since, self.until)
        stack = [list(group) for group in reversed(list(groups))]
        while stack and len(hits) < enough:
            group = stack.pop()
            listed = lookup.listed(self.terms, [*self.tags, group], in_title)
            if listed is not None:
                hits += self._in_order(listed)
            elif len(group) > 1:
                half = len(group) // 2
                stack += [group[half:], group[:half]]
            else:
                inside = everything.filter(**slices.bounds(self.order[0], group[0]))
                hits += self._looked_at(inside, enough - len(hits), in_title)
        return hits[:enough]

    def _between(self) -> QuerySet[Opportunity]:
        """Every row in which the list may begin and end."""
        rows = Opportunity.objects.all()
        rows = rows if self.since is None else rows.filter(ends_at__gte=self.since)
        return rows if self.until is None else rows.filter(ends_at__lt=self.until)

    def _in_order(self, listed: dict[int, int]) -> Iterator[int]:
        rows = lookup.among(self.rows, listed).order_by(*self.order)
        pairs = rows.values_list("pk", "search_revision")
        return (pk for pk, revision in pairs if lookup.is_current(listed[pk], revision))

    def _looked_at(
        self, rows: QuerySet[Opportunity], enough: int, in_title: bool, most: int = NO_END
    ) -> list[int]:
        """Matches among the first `most` of `rows`, which are taken along the order's own index:
        with the filters in one question, a planner likes to sort all they leave."""
        hits: list[int] = []
        ordered = rows.order_by(*self.order).values_list("pk", flat=True)
        place, stretch = 0, SHORTEST
        while len(hits) < enough and place < most:
            keys = list(ordered[place : place + stretch])
            passing = lookup.among(self.rows, keys).order_by(*self.order)
            pairs = list(passing.values_list("pk", "search_revision"))
            matching = lookup.matching(self.terms, pairs, in_title)
            hits += [pk for pk, _ in pairs if pk in matching]
            if len(keys) < stretch:
                break
            place, stretch = place + stretch, min(2 * stretch, LONGEST)
        return hits
