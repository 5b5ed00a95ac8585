"""Many calls' rules → tables and flat programs that the kernel runs.

Three-valued logic is two-valued logic twice: what is *surely* true and what is *possibly* true.
NOT is pushed to the leaves, where it swaps the two and complements them; AND and OR then act on
each separately. Leaves with equal sets of codes become one literal, however many calls use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal as Text
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from majungmul.terms import All, Any, Condition, Has, Not, Rule

from .calls import Call
from .codings import Coding, Paths, coding_name, coding_of
from .days import Days

LOAD, AND, OR, AND_TOP, OR_TOP = range(5)
NOTHING, EVERYTHING = 0, 1  # the first two literals

Ints: TypeAlias = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Literal:
    """A set of codes of one coding: true where any of the row's codes is in it (or none is)."""

    coding: int
    codes: int
    inverted: bool = False

    def runs(self) -> tuple[tuple[int, int], ...]:
        """The set as runs of codes, each [start, end)."""
        bits = bin(self.codes)[:1:-1] + "0"
        edges = [k for k in range(len(bits)) if (bits[k] != (bits[k - 1] if k else "0"))]
        return tuple(zip(edges[::2], edges[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class Leaf:
    condition: Condition
    negated: bool


@dataclass(frozen=True, slots=True)
class Node:
    """AND or OR of what lies below, without NOT."""

    op: Text["and", "or"]
    parts: tuple[Node | Leaf, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """A node whose leaves are literals."""

    op: Text["and", "or"]
    parts: tuple[Gate | int, ...]


@dataclass(frozen=True, slots=True)
class Programs:
    """Bytecode of several expressions: `code[starts[k]:starts[k + 1]]`; op + 8 × literal."""

    code: Ints
    starts: Ints
    depth: int


@dataclass(frozen=True, slots=True)
class CompiledRules:
    """Everything `match` needs of the calls. Picklable; a few hundred kilobytes for thousands.

    `clauses` are the possible-programs of each call's clauses (the parts of its outermost All);
    `clause_starts[k]:clause_starts[k + 1]` are those of call k.
    """

    keys: tuple[str, ...]
    on: date
    codings: tuple[Coding, ...]
    literals: tuple[Literal, ...]
    sure: Programs
    possible: Programs
    clauses: Programs
    clause_starts: Ints


def compile_rules(calls: Iterable[Call], on: date) -> CompiledRules:
    """Compile `calls` as asked on the day `on`; ages become fixed cut-off dates.

    A rule that counts as of `today` has to be compiled anew each day.
    """
    listed = tuple(calls)
    days = [call.days(on) for call in listed]
    trees = [_push(call.rule, False) for call in listed]
    parts = [[_push(part, False) for part in clauses(call.rule)] for call in listed]
    maker = _Maker(list(zip(trees, days, strict=True)))
    paired = list(zip(trees, days, strict=True))
    sure = [maker.gate(tree, day, sure=True) for tree, day in paired]
    possible = [maker.gate(tree, day, sure=False) for tree, day in paired]
    each = [
        [maker.gate(part, day, sure=False) for part in own]
        for own, day in zip(parts, days, strict=True)
    ]
    return CompiledRules(
        keys=tuple(call.key for call in listed),
        on=on,
        codings=tuple(maker.codings.values()),
        literals=tuple(maker.literals),
        sure=_assemble(sure),
        possible=_assemble(possible),
        clauses=_assemble([gate for own in each for gate in own]),
        clause_starts=_starts(len(own) for own in each),
    )


def clauses(rule: Rule) -> Iterator[Rule]:
    """The parts of the outermost All, nested ones opened; the rule itself where it is no All."""
    if isinstance(rule, All) and rule.rules:
        for part in rule.rules:
            yield from clauses(part)
    else:
        yield rule


def _push(rule: Rule, negated: bool) -> Node | Leaf:
    """The rule without NOT above a leaf, and without leaves of several flags."""
    match rule:
        case Not(part):
            return _push(part, not negated)
        case All(parts) | Any(parts):
            op: Text["and", "or"] = "and" if isinstance(rule, All) is not negated else "or"
            return Node(op, tuple(_push(part, negated) for part in parts))
        case Has("certificate" | "exclusion", values):
            each = tuple(Leaf(Has(rule.field, (value,)), negated) for value in values)
            return Node("and" if negated else "or", each)
        case _:
            return Leaf(rule, negated)


class _Maker:
    """Turns leaves into literals, giving equal sets one number."""

    def __init__(self, trees: Sequence[tuple[Node | Leaf, Days]]) -> None:
        self.codings: dict[str, Coding] = {}
        for tree, days in trees:
            for leaf in _leaves(tree):
                self._want(leaf.condition, days)
        for coding in self.codings.values():
            coding.freeze()
        self._numbers = {name: number for number, name in enumerate(self.codings)}
        self.literals: list[Literal] = [Literal(-1, 0), Literal(-1, 0, True)]
        self._known: dict[Literal, int] = {}

    def gate(self, node: Node | Leaf, days: Days, *, sure: bool) -> Gate | int:
        if isinstance(node, Leaf):
            return self._literal(node, days, sure)
        parts = dict.fromkeys(self.gate(part, days, sure=sure) for part in node.parts)
        end, rest = (NOTHING, EVERYTHING) if node.op == "and" else (EVERYTHING, NOTHING)
        if end in parts:
            return end
        parts.pop(rest, None)
        flat = dict.fromkeys(
            inner
            for part in parts
            for inner in (part.parts if isinstance(part, Gate) and part.op == node.op else (part,))
        )
        if not flat:
            return rest
        return next(iter(flat)) if len(flat) == 1 else Gate(node.op, tuple(flat))

    def _want(self, condition: Condition, days: Days) -> None:
        name = coding_name(condition, days)
        if not name:
            return
        if name not in self.codings:
            coding = coding_of(condition, days)
            assert coding is not None
            self.codings[name] = coding
        self.codings[name].want(condition, days)

    def _literal(self, leaf: Leaf, days: Days, sure: bool) -> int:
        name = coding_name(leaf.condition, days)
        if not name:
            return NOTHING if sure else EVERYTHING
        coding = self.codings[name]
        surely, possibly = coding.sets(leaf.condition, days)
        codes = surely if sure is not leaf.negated else possibly
        everything = (1 << coding.count) - 1
        if not codes:
            return EVERYTHING if leaf.negated else NOTHING
        if isinstance(coding, Paths):  # several values a row: the complement is "no value in it"
            return self._number(Literal(self._numbers[name], codes, leaf.negated))
        codes = everything & ~codes if leaf.negated else codes
        if codes in (0, everything):
            return EVERYTHING if codes else NOTHING
        return self._number(Literal(self._numbers[name], codes))

    def _number(self, literal: Literal) -> int:
        if literal not in self._known:
            self._known[literal] = len(self.literals)
            self.literals.append(literal)
        return self._known[literal]


def _leaves(node: Node | Leaf) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    else:
        for part in node.parts:
            yield from _leaves(part)


def _assemble(gates: Sequence[Gate | int]) -> Programs:
    programs = [list(_emit(gate)) for gate in gates]
    flat = [step for program in programs for step in program]
    depth = max((_depth(gate) for gate in gates), default=1)
    return Programs(np.array(flat, np.int32), _starts(len(p) for p in programs), depth)


def _emit(gate: Gate | int) -> Iterator[int]:
    """Postfix: a literal is loaded or joined to the top of the stack, a gate is joined."""
    if isinstance(gate, int):
        yield LOAD + 8 * gate
        return
    join, join_top = (AND, AND_TOP) if gate.op == "and" else (OR, OR_TOP)
    literals = [part for part in gate.parts if isinstance(part, int)]
    nested = [part for part in gate.parts if not isinstance(part, int)]
    if literals:
        yield LOAD + 8 * literals[0]
        for literal in literals[1:]:
            yield join + 8 * literal
    for number, part in enumerate(nested):
        yield from _emit(part)
        if literals or number:
            yield join_top


def _depth(gate: Gate | int) -> int:
    if isinstance(gate, int):
        return 1
    return 1 + max(_depth(part) for part in gate.parts)


def _starts(lengths: Iterable[int]) -> Ints:
    return np.concatenate(([0], np.cumsum(list(lengths), dtype=np.int32))).astype(np.int32)
