"""For an officer drafting a call: how many firms qualify, and which clause removes how many.

Everything is asked of the bulk matcher as if it were so many calls: the rule's first clause, the
first two, …, the whole rule without one of them, and each region, size and age with and without the
rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from majungmul.reference import regions, sizes
from majungmul.terms import All, Any, InSet, Not, Range, Rule

from . import korean
from .bulk_match import Engine, match
from .calls import Call
from .compiler import CompiledRules, clauses, compile_rules
from .encode import columns_needed
from .explanation import leaves
from .pieces import located, pieces_of, read_piece

AGES = ((None, 3), (3, 7), (7, 10), (10, None))  # above, and up to and including, so many years


@dataclass(frozen=True, slots=True)
class Step:
    """One clause: what is left when it is added to those before it, and what is left without it.

    `eligible` and `unknown` are firms that meet all clauses up to this one, surely or perhaps.
    `alone_removes` are those that would be possible if only this clause were dropped.
    """

    text: str
    eligible: int
    unknown: int
    ineligible: int
    alone_removes: int


@dataclass(frozen=True, slots=True)
class Share:
    """Firms known to be of one region, size or age, and how many of them surely qualify."""

    firms: int
    eligible: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """`steps` in the order of the rule. `by_region` and `by_size` go by code; `by_age` by years
    since founding (`-3`, `3-7`, `7-10`, `10-`: above the first, up to the second)."""

    companies: int
    steps: tuple[Step, ...]
    by_region: dict[str, Share]
    by_size: dict[str, Share]
    by_age: dict[str, Share]

    @property
    def hardest(self) -> Step | None:
        """The clause that alone removes most."""
        return max(self.steps, key=lambda step: step.alone_removes, default=None)


def funnel(
    rule: Rule,
    companies: str | Path | Iterable[pa.RecordBatch],
    on: date,
    notice: date | None = None,
    closing: date | None = None,
    engine: Engine = "auto",
) -> Funnel:
    """Count the firms of a Parquet file (or of batches) as each clause of `rule` is added."""
    parts = list(clauses(rule))
    asked = list(_questions(rule, parts, on))
    calls = [Call(key, question, notice or on, closing) for key, question in asked]
    rules = compile_rules(calls, on)
    total, sums = 0, None
    for batch in _batches(companies, rules):
        counted = match(batch, rules, engine=engine)
        total += batch.num_rows
        sums = counted if sums is None else _plus(sums, counted)
    found = {} if sums is None else {row["call"]: row for row in sums.to_pylist()}
    return Funnel(
        companies=total,
        steps=tuple(_step(number, part, parts, found) for number, part in enumerate(parts)),
        by_region=_shares("region", found),
        by_size=_shares("size", found),
        by_age=_shares("age", found),
    )


def describe(rule: Rule) -> str:
    """A clause in Korean: `창업 7년 이내여야 함`; alternatives are joined by `또는`."""
    match rule:
        case Any(parts):
            return " 또는 ".join(describe(part) for part in parts)
        case All(parts):
            return " 그리고 ".join(describe(part) for part in parts)
        case Not(Any() | All() as part):
            return f"({describe(part)})이 아니어야 함"
    (leaf, negated), *_ = leaves(rule)
    return korean.requirement(leaf, negated)


def _questions(rule: Rule, parts: list[Rule], on: date) -> Iterator[tuple[str, Rule]]:
    for number in range(len(parts)):
        yield f"first:{number}", All(tuple(parts[: number + 1]))
        yield f"without:{number}", All(tuple(parts[:number] + parts[number + 1 :]))
    for name, group in _groups(on):
        yield f"all:{name}", group
        yield f"of:{name}", All((rule, group))


def _groups(on: date) -> Iterator[tuple[str, Rule]]:
    for region in regions.provinces():
        yield f"region:{region.code}", InSet("region", (region.code,), "headquarters")
    for size in sizes.CLASSES:
        yield f"size:{size}", InSet("size_class", (size,))
    for low, high in AGES:
        least, most = (None if end is None else Decimal(end) for end in (low, high))
        age = Range("business_age_years", least, most, False, True, on.isoformat())
        yield f"age:{'' if low is None else low}-{'' if high is None else high}", age


def _step(number: int, part: Rule, parts: list[Rule], found: dict[str, dict[str, int]]) -> Step:
    none = {"eligible": 0, "unknown": 0, "ineligible": 0}
    row = found.get(f"first:{number}", none)
    whole = found.get(f"first:{len(parts) - 1}", none)
    without = found.get(f"without:{number}", none)
    removed = whole["ineligible"] - without["ineligible"]
    return Step(describe(part), row["eligible"], row["unknown"], row["ineligible"], removed)


def _shares(kind: str, found: dict[str, dict[str, int]]) -> dict[str, Share]:
    head = f"all:{kind}:"
    codes = [key.removeprefix(head) for key in found if key.startswith(head)]
    return {
        code: Share(found[head + code]["eligible"], found[f"of:{kind}:{code}"]["eligible"])
        for code in codes
    }


def _batches(
    companies: str | Path | Iterable[pa.RecordBatch], rules: CompiledRules
) -> Iterable[pa.RecordBatch]:
    if not isinstance(companies, str | Path):
        return companies
    system, _ = located(companies)
    needed = columns_needed(rules)
    return (batch for piece in pieces_of(companies) for batch in read_piece(system, piece, needed))


def _plus(one: pa.RecordBatch, other: pa.RecordBatch) -> pa.RecordBatch:
    added = [pc.add(one.column(k), other.column(k)) for k in range(1, one.num_columns)]
    return pa.RecordBatch.from_arrays([one.column(0), *added], one.schema.names)
