"""Rules as a set of typed leaves in one form, so that equal rules compare equal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from majungmul.terms import All, Has, InSet, Not, Rule, Unread, rule_to_json
from majungmul.terms import Any as AnyOf

Fact = dict[str, Any]
PLACE = ("start", "end", "quote")


def leaves(rule: Rule) -> list[Fact]:
    """The typed leaves of a rule. `not` says under an odd number of negations; `any` that the
    leaf is one of several alternatives."""
    return unique(_leaves(rule, negated=False, choice=False))


def unique(facts: Iterable[Mapping[str, Any]]) -> list[Fact]:
    """Each leaf once, wherever the text repeats it, one value at a time where it is negated:
    "neither a nor b" is "not a" and "not b"."""
    seen: dict[str, Fact] = {}
    for fact in facts:
        for leaf in _one_by_one(_whole(fact)):
            said = {key: value for key, value in leaf.items() if key not in PLACE}
            seen.setdefault(json.dumps(said, sort_keys=True, ensure_ascii=False), leaf)
    return list(seen.values())


def _leaves(rule: Rule, negated: bool, choice: bool) -> Iterator[Fact]:
    if isinstance(rule, All | AnyOf):
        parts = _merged(rule.rules) if isinstance(rule, AnyOf) else list(rule.rules)
        choosing = isinstance(rule, AnyOf) and len(parts) > 1
        for part in parts:
            yield from _leaves(part, negated, choice or choosing)
    elif isinstance(rule, Not):
        yield from _leaves(rule.rule, not negated, choice)
    elif not isinstance(rule, Unread):
        yield {**rule_to_json(rule), "not": negated, "any": choice}


def _merged(parts: Iterable[Rule]) -> list[Rule]:
    """Alternatives with those on one field as one leaf: "a or b" of a field is "in [a, b]"."""
    merged: dict[object, Rule] = {}
    for number, part in enumerate(parts):
        key: object = number
        if isinstance(part, InSet | Has):
            key = (type(part), part.field, getattr(part, "basis", None))
        old = merged.get(key)
        if isinstance(old, InSet) and isinstance(part, InSet):
            values = tuple(dict.fromkeys(old.values + part.values))
            merged[key] = InSet(old.field, values, old.basis, old.span)
        elif isinstance(old, Has) and isinstance(part, Has):
            values = tuple(dict.fromkeys(old.values + part.values))
            merged[key] = Has(old.field, values, old.span)
        else:
            merged[key] = part
    return list(merged.values())


def _whole(fact: Mapping[str, Any]) -> Fact:
    """The leaf with everything it says by saying nothing: no bound, not negated, no choice."""
    leaf: Fact = {"not": False, "any": False, **fact}
    if leaf["not"]:
        leaf["any"] = False  # one ground of several still shuts out by itself
    if leaf["op"] == "range":
        for bound in ("min", "max"):
            leaf.setdefault(bound, None)
            if leaf[bound] is None:
                leaf.pop(f"{bound}_inclusive", None)
            else:
                leaf.setdefault(f"{bound}_inclusive", True)
    return leaf


def _one_by_one(leaf: Fact) -> list[Fact]:
    if not leaf["not"] or leaf["op"] == "range":
        return [leaf]
    return [{**leaf, "value": [value]} for value in leaf["value"]]
