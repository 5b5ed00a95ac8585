"""Support a company was already awarded, held against the calls it looks at now.

Only awards of the ledger count, found by the company's registration number. What a call says
against duplicates is a condition of its rule (`duplicate_support`); where it says nothing, earlier
support of the same programme is only pointed out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from majungmul.matching import Call, Conflict, Limit, Support, conflicts
from majungmul.terms import Company, Has, conditions

from .models import Award, Opportunity
from .verdicts import call_of

BARRED = "duplicate_support"


@dataclass(frozen=True, slots=True)
class Earlier:
    """An award by the same programme as a call's. `conflict` where the call bars duplicates."""

    award: Award
    conflict: Conflict | None


def earlier_support(
    company: Company, calls: Collection[Opportunity]
) -> dict[int, tuple[Earlier, ...]]:
    """For each call (by key) of a programme that supported the company before, those awards."""
    programs = {row.program_id for row in calls if row.program_id}
    if not company.brn or not programs:
        return {}
    rows = Award.objects.filter(company__brn=company.brn, opportunity__program__in=programs)
    awards = list(rows.select_related("opportunity").order_by("awarded_on", "pk"))
    found = {row.pk: tuple(_earlier(row, awards)) for row in calls if row.program_id}
    return {pk: own for pk, own in found.items() if own}


def _earlier(row: Opportunity, awards: Collection[Award]) -> Iterator[Earlier]:
    same = [award for award in awards if award.opportunity.program_id == row.program_id]
    limits = [Limit("same_program")] if same and bars_duplicates(call_of(row)) else []
    asked = Support(str(row.uuid), str(row.program_id), start=row.opens)
    for award in same:
        held = Support(award.opportunity.title, str(row.program_id), start=award.awarded_on)
        broken = conflicts(asked, [held], limits)
        yield Earlier(award, broken[0] if broken else None)


def bars_duplicates(call: Call) -> bool:
    """Whether the call says that what was supported already is not supported again."""
    return any(
        isinstance(leaf, Has) and leaf.field == "exclusion" and BARRED in leaf.values
        for leaf in conditions(call.rule)
    )
