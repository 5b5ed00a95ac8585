"""Which programme a call belongs to: the funder's, by its name without year, round and tail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import titles
from .models import Budget, Opportunity, Organization, Program, Statement


@dataclass(frozen=True, slots=True)
class Wanted:
    """What tells a call's programme; `named` is its name where the source gives one."""

    title: str
    named: str
    funder: Organization | None
    operator: Organization | None
    is_sample: bool = False


def resolve(wanted: Sequence[Wanted]) -> list[Program]:
    """The programme of each call, made where it was never met: three queries for all of them."""
    keys = [_key(item) for item in wanted]
    found = {row.key: row for row in Program.objects.filter(key__in=set(keys))}
    missing = {key: item for key, item in zip(keys, wanted, strict=True) if key not in found}
    if missing:
        made = (_program(key, missing[key]) for key in sorted(missing))
        Program.objects.bulk_create(made, ignore_conflicts=True)
        found |= {row.key: row for row in Program.objects.filter(key__in=missing)}
    return [found[key] for key in keys]


def move(call: Opportunity, before: int | None) -> None:
    """Takes what hangs on a call, whose programme was `before` (its key), to the one it has now.

    A programme that nothing hangs on any more goes. One whose newest call this is takes its name,
    for the taking apart of titles may have learned something.
    """
    now = call.program
    if now is None:
        return
    about = Statement.objects.filter(document__opportunity=call, program__isnull=False)
    about.exclude(program=now).update(program=now)
    Budget.objects.filter(opportunity=call).exclude(program=now).update(program=now)
    if before not in (None, now.pk):
        bare = {"opportunities": None, "budgets": None, "statement": None, "program": None}
        Program.objects.filter(pk=before, **bare).delete()
    title = titles.parse(call.title)
    newer = now.opportunities.filter(listed_on__gt=call.listed_on)
    if now.key.partition(":")[2] == title.program[:300] and not newer.exists():
        Program.objects.filter(pk=now.pk).exclude(name=title.name[:300]).update(
            name=title.name[:300]
        )


def _key(item: Wanted) -> str:
    owner = item.funder or item.operator
    place = f"{'s' if item.is_sample else ''}{owner.pk if owner else 0}"
    return f"{place}:{titles.parse(item.named or item.title).program}"[:300]


def _program(key: str, item: Wanted) -> Program:
    return Program(
        key=key,
        name=titles.parse(item.named or item.title).name[:300],
        funder=item.funder,
        operator=item.operator,
        is_sample=item.is_sample,
    )
