"""Which programme a call belongs to: the funder's, by its name without year, round and tail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import titles
from .models import Organization, Program


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
    made = [_program(item) for item in wanted]
    keys = {program.key for program in made}
    found = {row.key: row for row in Program.objects.filter(key__in=keys)}
    missing = {program.key: program for program in made if program.key not in found}
    if missing:
        Program.objects.bulk_create(missing.values(), ignore_conflicts=True)
        found |= {row.key: row for row in Program.objects.filter(key__in=missing)}
    return [found[program.key] for program in made]


def _program(item: Wanted) -> Program:
    parts = titles.parse(item.named or item.title)
    owner = item.funder or item.operator
    place = f"{'s' if item.is_sample else ''}{owner.pk if owner else 0}"
    return Program(
        key=f"{place}:{parts.program}"[:300],
        name=parts.name[:300],
        funder=item.funder,
        operator=item.operator,
        is_sample=item.is_sample,
    )
