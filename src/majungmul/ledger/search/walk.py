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
DENSE = 0.3


@dataclass(frozen=True, slots=True)
class Walk:
    """What is walked: `rows` in the `order` of two columns, for `terms`; `tags` are those of the
    rows' filters that the index can apply."""

    rows: QuerySet[Opportunity]
    order: tuple[str, str]
    terms: lookup.Terms
    tags: Sequence[Sequence[str]]
    since: datetime | None = None
    until: datetime | None = None

    def first(self, enough: int, in_title: bool = False) -> list[int]:
        """The first `enough` matches."""
        if self._is_dense(in_title):
            return self._looked_at(self.rows, enough, in_title)
        hits: list[int] = []
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
                inside = slices.bounds(self.order[0], group[0])
                hits += self._looked_at(self.rows.filter(**inside), enough - len(hits), in_title)
        return hits[:enough]

    def _is_dense(self, in_title: bool) -> bool:
        """Whether looking at rows in turn fills a page before the index is asked twice."""
        pairs = list(self._pairs(self.rows)[:SHORTEST])
        return len(lookup.matching(self.terms, pairs, in_title)) > len(pairs) * DENSE

    def _in_order(self, listed: dict[int, int]) -> Iterator[int]:
        pairs = self._pairs(self.rows.filter(pk__in=listed))
        return (pk for pk, revision in pairs if lookup.is_current(listed[pk], revision))

    def _looked_at(self, rows: QuerySet[Opportunity], enough: int, in_title: bool) -> list[int]:
        hits: list[int] = []
        place, stretch = 0, SHORTEST
        while len(hits) < enough:
            pairs = list(self._pairs(rows)[place : place + stretch])
            matching = lookup.matching(self.terms, pairs, in_title)
            hits += [pk for pk, _ in pairs if pk in matching]
            if len(pairs) < stretch:
                break
            place, stretch = place + stretch, min(2 * stretch, LONGEST)
        return hits

    def _pairs(self, rows: QuerySet[Opportunity]) -> QuerySet[Opportunity, tuple[int, int]]:
        return rows.order_by(*self.order).values_list("pk", "search_revision")
