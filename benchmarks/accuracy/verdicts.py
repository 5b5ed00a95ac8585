"""Wrong verdicts: what a wrongly read condition does to the firms that ask.

A leaf that is not in the gold, or one of the gold that was not read, misleads only where it turns
an answer: beside a clause that stayed unread the answer is *unknown* anyway. So the rule as read
and the same rule put right are both asked by a panel of firms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from majungmul.matching import evaluate
from majungmul.reference import vocabulary
from majungmul.terms import All, Company, Has, InSet, Not, Rule, Truth, Unread
from majungmul.terms import Any as AnyOf
from majungmul.terms.rules import rule_from_json, rule_to_json

Fact = Mapping[str, Any]

FIRMS = 200
TODAY = date(2026, 11, 1)
OPEN_FOR = timedelta(days=30)
UNREAD = Unread("")


@dataclass
class Verdicts:
    """Counts over (text, firm) pairs: all, those answered yes or no, and the wrong of these."""

    pairs: int = 0
    eligible: int = 0
    ineligible: int = 0
    wrong_eligible: int = 0
    wrong_ineligible: int = 0

    @property
    def answered(self) -> int:
        return self.eligible + self.ineligible

    @property
    def wrong(self) -> int:
        return self.wrong_eligible + self.wrong_ineligible

    @property
    def share(self) -> float:
        """Wrong answers of all that said eligible or ineligible."""
        return self.wrong / self.answered if self.answered else 0.0

    def add(self, other: Verdicts) -> None:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    def count(self, said: Truth, due: Truth) -> None:
        """One pair: what was answered and what the answer should have been."""
        self.pairs += 1
        if said is Truth.TRUE:
            self.eligible += 1
            self.wrong_eligible += due is not said
        elif said is Truth.FALSE:
            self.ineligible += 1
            self.wrong_ineligible += due is not said


def ask(
    rule: Rule | None, missed: list[Fact], extra: list[Fact], published: date | None
) -> Verdicts:
    """Every firm of the panel asks `rule`; another answer than that of the rule put right is wrong.

    Half of the firms are moved to the place that the rule asks for, if it asks for one. A text of
    which no rule was read answers nothing.
    """
    read = rule or UNREAD
    right = put_right(read, missed, extra) if missed or extra else read
    place = _place(right)
    notice = published or TODAY
    counts = Verdicts()
    for number, firm in enumerate(panel()):
        asking = replace(firm, region=place) if place and number % 2 else firm
        said = evaluate(read, asking, notice, notice, notice + OPEN_FOR)
        due = said if right is read else evaluate(right, asking, notice, notice, notice + OPEN_FOR)
        counts.count(said, due)
    return counts


def put_right(rule: Rule, missed: Iterable[Fact], extra: Iterable[Fact]) -> Rule:
    """`rule` without what the gold does not say, and with what it says besides.

    Where a missed alternative belongs the gold does not tell: it makes the answer unknown.
    """
    wrong = {(fact["field"], fact.get("start"), value) for fact in extra for value in _said(fact)}
    left = _without(rule, wrong)
    parts = [left] if left is not None else []
    for fact in missed:
        leaf = rule_from_json(
            {key: fact[key] for key in fact if key not in ("not", "any", "quote")}
        )
        if fact.get("any"):
            leaf = Unread(str(fact))
        parts.append(Not(leaf) if fact.get("not") else leaf)
    return All(tuple(parts))


def _without(rule: Rule, wrong: set[tuple[Any, ...]]) -> Rule | None:
    """`rule` less the leaves of `wrong`: (field, start of the clause, value or None)."""
    match rule:
        case All(parts) | AnyOf(parts):
            left = [part for part in (_without(part, wrong) for part in parts) if part is not None]
            return type(rule)(tuple(left)) if left else None
        case Not(part):
            inner = _without(part, wrong)
            return None if inner is None else Not(inner)
        case Unread():
            return rule
    said = rule_to_json(rule)
    kept = tuple(v for v in _said(said) if (said["field"], said.get("start"), v) not in wrong)
    if not kept:
        return None
    return replace(rule, values=kept) if isinstance(rule, InSet | Has) else rule


def _said(fact: Fact) -> tuple[str | None, ...]:
    return tuple(fact["value"]) if "value" in fact else (None,)


def _place(rule: Rule) -> str | None:
    """A place that the rule asks for, so that half of the panel can lie there."""
    match rule:
        case All(parts) | AnyOf(parts):
            return next((place for place in map(_place, parts) if place), None)
        case InSet("region", values):
            return values[0]
    return None


@cache
def panel() -> tuple[Company, ...]:
    """Firms of a synthetic population of which every fact is known: only the text is in doubt."""
    from benchmarks.matching.population import batch

    rows = (row for row in batch(FIRMS * 20, seed=7).to_pylist() if _whole(row))
    firms = tuple(_firm(row) for row, _ in zip(rows, range(FIRMS), strict=False))
    assert len(firms) == FIRMS
    return firms


def _whole(row: Mapping[str, Any]) -> bool:
    return all(
        value is not None
        for name, value in row.items()
        if not name.startswith(("certificate_", "exclusion_", "pre_founder", "sites"))
    )


def _firm(row: Mapping[str, Any]) -> Company:
    facts = {
        name: value
        for name, value in row.items()
        if not name.startswith(("certificate_", "exclusion_"))
    }
    certificates = {
        code: bool(row.get(f"certificate_{code}")) for code in vocabulary.certificates()
    }
    exclusions = {code: bool(row.get(f"exclusion_{code}")) for code in vocabulary.exclusions()}
    return Company(
        **{
            **facts,
            "pre_founder": False,
            "sites": tuple(row["sites"] or ()),
            "industries": tuple(row["industries"]),
        },
        certificates=certificates,
        exclusions=exclusions,
    )
