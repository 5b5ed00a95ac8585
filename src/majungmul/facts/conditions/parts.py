"""Several eligibility parts of one text as one rule.

They add up where they speak of different things, or one says the other in short. Where they ask
for the same thing differently they are of several tracks or programmes: what all of them ask is
asked; of the rest who meets none is out, but nobody is surely in.
"""

from __future__ import annotations

from collections.abc import Sequence

from majungmul.reference import regions
from majungmul.terms import All, Has, InSet, Not, Range, Rule, Unread
from majungmul.terms import Any as AnyOf

from .trees import (
    all_of,
    any_of,
    contradictory,
    factored,
    meaning,
    positive_fields,
    turned,
    wanted,
)

SEVERAL = "신청 자격이 여러 곳에 서로 다르게 적혀 있습니다."
_MANY = 4  # as many parts that ask for different things are those of as many programmes

Leaf = InSet | Has | Range


def together(rules: Sequence[Rule]) -> Rule | None:
    """The rule of a text of which `rules` are the eligibility parts."""
    asking = [rule for rule in rules if any(wanted(rule))]
    leaves = [list(wanted(rule)) for rule in asking]
    pairs = ((one, other) for i, one in enumerate(leaves) for other in leaves[:i])
    both = all_of(rules)
    differ = any(not _agree(one, other) for one, other in pairs)
    if not differ and not contradictory(both) and len(_distinct(leaves)) < _MANY:
        return both
    if len(asking) < 2:
        return both
    shared, rest = factored(asking)
    others = [rule for rule in rules if not any(wanted(rule))]
    return all_of((*shared, rest, Unread(SEVERAL), *others))


def _agree(one: list[Leaf], other: list[Leaf]) -> bool:
    """Whether two parts can be asked of one applicant as saying one thing in two ways."""
    mine, yours = {meaning(leaf) for leaf in one}, {meaning(leaf) for leaf in other}
    if mine <= yours or yours <= mine:
        return True
    fields = {leaf.field for leaf in one} & {leaf.field for leaf in other}
    return all(_same(field, one, other) for field in fields)


def _same(field: str, one: list[Leaf], other: list[Leaf]) -> bool:
    mine = [leaf for leaf in one if leaf.field == field]
    yours = [leaf for leaf in other if leaf.field == field]
    if {meaning(leaf) for leaf in mine} == {meaning(leaf) for leaf in yours}:
        return True
    if field != "region":
        return False
    here, there = _places(mine), _places(yours)
    return _within(here, there) or _within(there, here)


def _places(leaves: list[Leaf]) -> set[str]:
    return {code for leaf in leaves if isinstance(leaf, InSet) for code in leaf.values}


def _within(inner: set[str], outer: set[str]) -> bool:
    return all(any(regions.contains(out, code) for out in outer) for code in inner)


def _distinct(leaves: list[list[Leaf]]) -> list[frozenset[object]]:
    """What each part asks, without those that another says too."""
    asked = {frozenset(meaning(leaf) for leaf in part) for part in leaves}
    return [one for one in asked if not any(one < other for other in asked)]


def aged(rule: Rule | None) -> Rule | None:
    """Firms older than seven years are out: where no founders to be are asked for, that asks for
    firms of seven years at most."""
    if rule is None or "pre_founder" in set(positive_fields(rule)):
        return rule
    match rule:
        case All(rules) | AnyOf(rules):
            parts = [aged(part) for part in rules]
            if all(new is old for new, old in zip(parts, rules, strict=True)):
                return rule  # as mostly; joining anew compares every part with every other
            return all_of(parts) if isinstance(rule, All) else any_of(parts)
        case Not(Range("business_age_years") as part) if (part.min is None) != (part.max is None):
            return turned(part)
    return rule
