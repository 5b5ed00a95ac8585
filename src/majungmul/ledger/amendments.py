"""Notices that amend others: 정정, 연장, 취소 and 재공고 are linked to what they amend."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from . import titles
from .models import Opportunity

LOOK_BACK = timedelta(days=400)


def link(rows: Iterable[Opportunity]) -> int:
    """Links those rows whose title says that they amend an earlier call; returns how many.

    The original is the newest earlier call of the same program whose year and round agree, which
    no later notice of the same kind amends already.
    """
    linked = []
    for row in rows:
        own = titles.parse(row.title)
        if own.amendment and row.amends_id is None and (found := _original(row, own)):
            row.amends, row.amend_kind = found, own.amendment
            linked.append(row)
    Opportunity.objects.bulk_update(linked, ["amends", "amend_kind"], batch_size=500)
    return len(linked)


def _original(row: Opportunity, own: titles.Title) -> Opportunity | None:
    earlier = Opportunity.objects.filter(
        program_id=row.program_id,
        kind=row.kind,
        listed_on__lte=row.listed_on,
        listed_on__gte=row.listed_on - LOOK_BACK,
    ).exclude(pk=row.pk)
    for candidate in earlier.order_by("-listed_on", "-pk")[:20]:
        other = titles.parse(candidate.title)
        if (other.year, other.rounds) == (own.year, own.rounds) and other.marks == own.marks:
            same_day = candidate.listed_on == row.listed_on
            if candidate.amends_id != row.pk and not (same_day and other.amendment):
                return candidate
    return None
