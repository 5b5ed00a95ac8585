"""Building rule trees: flat, without empty or repeated parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from majungmul.terms import All, Has, InSet, Not, Range, Rule, Unread
from majungmul.terms import Any as AnyOf

# fields that narrow who is meant; the others name kinds of applicants
MODIFIERS = {
    "region",
    "business_age_years",
    "ceo_age",
    "employees",
    "revenue_krw",
    "export_usd",
    "investment_krw",
}


_AGES = ("business_age_years",)


def all_of(rules: Iterable[Rule | None]) -> Rule | None:
    """All of the rules; nested Alls are flattened, equal conditions said once, None is left out."""
    return _joined(All, rules)


def any_of(rules: Iterable[Rule | None]) -> Rule | None:
    """Any of the rules, flattened; codes of one field are put together (중소·중견기업)."""
    return _joined(AnyOf, rules)


def _joined(kind: type[All] | type[AnyOf], rules: Iterable[Rule | None]) -> Rule | None:
    parts: list[Rule] = []
    for rule in rules:
        if isinstance(rule, kind):
            parts += rule.rules
        elif rule is not None:
            parts.append(rule)
    if len({(type(part), getattr(part, "field", None)) for part in parts}) < len(parts):
        once: dict[object, Rule] = {}
        for part in parts:
            once.setdefault(meaning(part), part)
        parts = list(once.values())
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def meaning(rule: Rule) -> object:
    """What a rule says, its spans aside; unread clauses are only equal when they read the same."""
    match rule:
        case All(rules) | AnyOf(rules):
            return type(rule).__name__, frozenset(meaning(part) for part in rules)
        case Not(part):
            return "not", meaning(part)
        case Unread(text, _):
            return "unread", " ".join(text.split())
        case InSet(field, values, basis):
            return "in", field, basis, tuple(sorted(values))
        case Has(field, values):
            return "has", field, tuple(sorted(values))
        case Range(field, low, high, low_in, high_in, as_of):
            return "range", field, low, high, low_in, high_in, as_of


def negated(rule: Rule) -> Rule:
    """The rule's opposite. An unread clause stays as it is: unknown either way.

    Not more than a sum is at most that sum; only the age of a firm keeps its Not, which those who
    have not founded yet do not meet either way.
    """
    match rule:
        case Not(part):
            return part
        case Unread():
            return rule
        case Range() if rule.field not in _AGES and (rule.min is None) != (rule.max is None):
            return turned(rule)
    return Not(rule)


def turned(bound: Range) -> Range:
    """What lies on the other side of a single bound."""
    return replace(
        bound,
        min=bound.max,
        max=bound.min,
        min_inclusive=bound.max is None or not bound.max_inclusive,
        max_inclusive=bound.min is None or not bound.min_inclusive,
    )


def positive_fields(rule: Rule | None) -> Iterator[str]:
    """Fields that the rule asks for, those under a Not left out."""
    return (leaf.field for leaf in wanted(rule))


def wanted(rule: Rule | None) -> Iterator[InSet | Has | Range]:
    """The typed conditions that the rule asks for, those under a Not left out."""
    match rule:
        case All(rules) | AnyOf(rules):
            for part in rules:
                yield from wanted(part)
        case InSet() | Has() | Range():
            yield rule


def has_unread(rule: Rule | None) -> bool:
    match rule:
        case All(rules) | AnyOf(rules):
            return any(has_unread(part) for part in rules)
        case Not(part):
            return has_unread(part)
    return isinstance(rule, Unread)


def contradictory(rule: Rule | None) -> bool:
    """Whether some All in the rule asks for what no applicant can be, a sign of a misreading.

    Two bounds that leave nothing between them, kinds that exclude each other, a pre-founder with
    a business age, or a condition beside its own opposite.
    """
    match rule:
        case All(rules):
            asked = [part for part in rules if isinstance(part, InSet | Has | Range)]
            denied = {meaning(part.rule) for part in rules if isinstance(part, Not)}
            if any(meaning(part) in denied for part in asked) or _impossible(asked):
                return True
            return any(contradictory(part) for part in rules)
        case AnyOf(rules):
            return any(contradictory(part) for part in rules)
    return False


def _impossible(asked: list[InSet | Has | Range]) -> bool:
    fields = {part.field for part in asked}
    if {"pre_founder", "business_age_years"} <= fields:
        return True
    for field in fields:
        ranges = [part for part in asked if isinstance(part, Range) and part.field == field]
        lows = [part.min for part in ranges if part.min is not None]
        highs = [part.max for part in ranges if part.max is not None]
        if lows and highs and (max(lows) > min(highs) or _no_room(ranges)):
            return True
        sets = [part for part in asked if isinstance(part, InSet) and part.field == field]
        if any(not _meet(one, other) for one, other in pairwise(sets)):
            return True
    return False


def _no_room(ranges: list[Range]) -> bool:
    """5 or more, and less than 5: one number at which only one of two bounds is reached."""
    low = max(part.min for part in ranges if part.min is not None)
    high = min(part.max for part in ranges if part.max is not None)
    reached = all(part.min_inclusive for part in ranges if part.min == low) and all(
        part.max_inclusive for part in ranges if part.max == high
    )
    return low == high and not reached


def _meet(one: InSet, other: InSet) -> bool:
    return any(a.startswith(b) or b.startswith(a) for a in one.values for b in other.values)


def factored(rules: Sequence[Rule]) -> tuple[list[Rule], Rule | None]:
    """What each of several alternatives asks, and the alternatives without it; None where one of
    them asks for nothing else."""
    shared = [leaf for leaf in _conjuncts(rules[0]) if _in_all(leaf, rules)]
    keys = {meaning(leaf) for leaf in shared}
    rest = [_without(rule, keys) for rule in rules]
    return list(shared), None if None in rest else any_of(rest)


def _conjuncts(rule: Rule) -> list[InSet | Has | Range]:
    parts = rule.rules if isinstance(rule, All) else (rule,)
    return [part for part in parts if isinstance(part, InSet | Has | Range)]


def _in_all(leaf: Rule, rules: Sequence[Rule]) -> bool:
    key = meaning(leaf)
    return all(key in map(meaning, _conjuncts(rule)) for rule in rules)


def _without(rule: Rule, keys: set[object]) -> Rule | None:
    parts = rule.rules if isinstance(rule, All) else (rule,)
    return all_of(part for part in parts if meaning(part) not in keys)
