"""What changed between two matchings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from majungmul.terms.verdicts import VerdictName


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A call whose verdict is another than before; None where it was not, or no longer is, open."""

    call: str
    before: VerdictName | None
    after: VerdictName | None


@dataclass(frozen=True, slots=True)
class ListChange:
    """A company's list of eligible calls: those that came and those that went, sorted."""

    company: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def verdict_changes(
    before: Mapping[str, VerdictName], after: Mapping[str, VerdictName]
) -> tuple[VerdictChange, ...]:
    """The calls whose verdict changed, in the order of their keys."""
    return tuple(
        VerdictChange(call, before.get(call), after.get(call))
        for call in sorted(before.keys() | after.keys())
        if before.get(call) != after.get(call)
    )


def list_changes(
    before: Mapping[str, Iterable[str]], after: Mapping[str, Iterable[str]]
) -> tuple[ListChange, ...]:
    """The companies whose list of calls changed; one without a list has an empty one."""
    found = []
    for company in sorted(before.keys() | after.keys()):
        old, new = set(before.get(company, ())), set(after.get(company, ()))
        if old != new:
            gained, lost = tuple(sorted(new - old)), tuple(sorted(old - new))
            found.append(ListChange(company, gained, lost))
    return tuple(found)
