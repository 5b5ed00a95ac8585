"""Many calls' rules → tables and flat programs that the kernel runs.

Three-valued logic is two-valued logic twice: what is *surely* true and what is *possibly* true.
NOT is pushed to the leaves, where it swaps the two and complements them; AND and OR then act on
each separately. What the kernel computes for a block of companies are rows of bits:

    0, 1           no company, every company
    atoms          one run of codes of one coding
    derived rows   sets of several runs, and every part that more than one rule uses
    programs       each call's surely and possibly eligible companies
"""

from __future__ import annotations

from collections import Counter
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

# Steps of a program: operation + 8 × row. FIRST is a LOAD after which nothing can bring back what
# is not in its row, so the kernel may stop at an empty one.
LOAD, AND, OR, AND_TOP, OR_TOP, INVERT, FIRST = range(7)
NOTHING, EVERYTHING = 0, 1

Ints: TypeAlias = npt.NDArray[np.int32]
Op: TypeAlias = Text["and", "or", "not"]


@dataclass(frozen=True, slots=True)
class Atom:
    """The companies with a value whose code lies in [low, high) of the coding."""

    coding: int
    low: int
    high: int


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
    """An operation on rows and on other gates."""

    op: Op
    parts: tuple[Gate | Atom | int, ...]


Part: TypeAlias = Gate | Atom | int


@dataclass(frozen=True, slots=True)
class Programs:
    """Bytecode of several expressions: `code[starts[k]:starts[k + 1]]`."""

    code: Ints
    starts: Ints


@dataclass(frozen=True, slots=True)
class CompiledRules:
    """Everything `match` needs of the calls. Picklable; a few hundred kilobytes for thousands.

    Row 2 + k is atom k; after the atoms come the derived rows, each computed from those before
    it. `clauses` are the possible-programs of each call's clauses (the parts of its outermost
    All); `clause_starts[k]:clause_starts[k + 1]` are those of call k. `depth` is the room the
    programs need.
    """

    keys: tuple[str, ...]
    on: date
    codings: tuple[Coding, ...]
    atoms: tuple[Atom, ...]
    derived: Programs
    sure: Programs
    possible: Programs
    clauses: Programs
    clause_starts: Ints
    depth: int

    @property
    def rows(self) -> int:
        return 2 + len(self.atoms) + len(self.derived.starts) - 1


def compile_rules(calls: Iterable[Call], on: date) -> CompiledRules:
    """Compile `calls` as asked on the day `on`; ages become fixed cut-off dates.

    A rule that counts as of `today` has to be compiled anew each day.
    """
    listed = tuple(calls)
    days = [call.days(on) for call in listed]
    trees = [_push(call.rule, False) for call in listed]
    parts = [[_push(part, False) for part in clauses(call.rule)] for call in listed]
    paired = list(zip(trees, days, strict=True))
    maker = _Maker(paired)
    sure = [maker.program(tree, day, sure=True) for tree, day in paired]
    possible = [maker.program(tree, day, sure=False) for tree, day in paired]
    each = [
        [maker.gate(part, day, sure=False) for part in own]
        for own, day in zip(parts, days, strict=True)
    ]
    plan = _Plan([*sure, *possible], [part for own in each for part in own])
    return CompiledRules(
        keys=tuple(call.key for call in listed),
        on=on,
        codings=tuple(maker.codings.values()),
        atoms=plan.atoms,
        derived=plan.derived(),
        sure=plan.programs(sure),
        possible=plan.programs(possible),
        clauses=plan.programs([part for own in each for part in own]),
        clause_starts=_starts(len(own) for own in each),
        depth=plan.depth,
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
    """Turns rules into gates over atoms."""

    def __init__(self, trees: Sequence[tuple[Node | Leaf, Days]]) -> None:
        self.codings: dict[str, Coding] = {}
        for tree, days in trees:
            for leaf in _leaves(tree):
                self._want(leaf.condition, days)
        for coding in self.codings.values():
            coding.freeze()
        self._names = list(self.codings)
        self._numbers = {name: number for number, name in enumerate(self._names)}
        self._known: dict[tuple[str, int, bool], Part] = {}

    def program(self, node: Node | Leaf, days: Days, *, sure: bool) -> Part:
        """A whole rule: places first, being the most selective; exclusions gathered into one
        part, since notices repeat the same few of them and so share it."""
        gate = self.gate(node, days, sure=sure)
        if not isinstance(gate, Gate) or gate.op != "and":
            return gate
        names = {part: self._name(part) for part in gate.parts}
        gathered = [part for part in gate.parts if names[part].startswith("exclusion_")]
        if len(gathered) < 2:
            gathered = []
        rest = [part for part in gate.parts if part not in gathered]
        rest.sort(key=lambda part: names[part] not in ("headquarters", "places"))
        joined = [Gate("and", tuple(sorted(gathered, key=str)))] if gathered else []
        return Gate("and", (*rest, *joined)) if rest else joined[0]

    def _name(self, part: Part) -> str:
        """The coding that the part looks at, by its first atom."""
        while isinstance(part, Gate):
            part = part.parts[0]
        return "" if isinstance(part, int) else self._names[part.coding]

    def gate(self, node: Node | Leaf, days: Days, *, sure: bool) -> Part:
        if isinstance(node, Leaf):
            return self._leaf(node, days, sure)
        parts = [self.gate(part, days, sure=sure) for part in node.parts]
        return _joined(node.op, parts)

    def _want(self, condition: Condition, days: Days) -> None:
        name = coding_name(condition, days)
        if not name:
            return
        if name not in self.codings:
            coding = coding_of(condition, days)
            assert coding is not None
            self.codings[name] = coding
        self.codings[name].want(condition, days)

    def _leaf(self, leaf: Leaf, days: Days, sure: bool) -> Part:
        name = coding_name(leaf.condition, days)
        if not name:
            return NOTHING if sure else EVERYTHING
        surely, possibly = self.codings[name].sets(leaf.condition, days)
        codes = surely if sure is not leaf.negated else possibly
        key = name, codes, leaf.negated
        if key not in self._known:
            self._known[key] = self._set(name, codes, leaf.negated)
        return self._known[key]

    def _set(self, name: str, codes: int, negated: bool) -> Part:
        """The companies with a code in the set; under a NOT, those with none in it."""
        coding = self.codings[name]
        everything = (1 << coding.count) - 1
        several = isinstance(coding, Paths)  # values a company: complementing codes will not do
        if negated and not several:
            codes = everything & ~codes
        if codes == everything and not several:
            return EVERYTHING
        atoms = [Atom(self._numbers[name], low, high) for low, high in _runs(codes)]
        found = _joined("or", atoms)
        if not (negated and several):
            return found
        return EVERYTHING if found == NOTHING else Gate("not", (found,))


class _Plan:
    """Numbers the rows: atoms, then every gate that is used more than once."""

    def __init__(self, programs: Sequence[Part], further: Sequence[Part]) -> None:
        uses: Counter[Part] = Counter()
        for part in programs:
            _count(part, uses)
        for part in set(further) - uses.keys():
            _count(part, uses)
        self.atoms = tuple(part for part in uses if isinstance(part, Atom))
        self._rows: dict[Part, int] = {atom: 2 + k for k, atom in enumerate(self.atoms)}
        self._shared = [p for p in uses if isinstance(p, Gate) and (uses[p] > 1 or _is_set(p))]
        self._shared.sort(key=_depth)
        self.depth = max((_depth(part) for part in (*programs, *further)), default=1)

    def derived(self) -> Programs:
        """The shared gates, each from rows that come before it; numbers them on the way."""
        code = []
        for gate in self._shared:
            code.append(list(self._emit(gate)))
            self._rows[gate] = 2 + len(self._rows)
        return _assembled(code)

    def programs(self, parts: Sequence[Part]) -> Programs:
        return _assembled([self._program(part) for part in parts])

    def _program(self, part: Part) -> list[int]:
        steps = list(self._emit(part))
        if not isinstance(part, Gate) or part in self._rows or part.op == "and":
            steps[0] += FIRST - LOAD
        return steps

    def _emit(self, part: Part) -> Iterator[int]:
        """Postfix: a row is loaded or joined to the top of the stack, a gate pushed and joined."""
        row = part if isinstance(part, int) else self._rows.get(part)
        if row is not None:
            yield LOAD + 8 * row
            return
        assert isinstance(part, Gate)
        if part.op == "not":
            yield from self._emit(part.parts[0])
            yield INVERT
            return
        join, join_top = (AND, AND_TOP) if part.op == "and" else (OR, OR_TOP)
        rows = [self._rows[p] for p in part.parts if p in self._rows]
        nested = [p for p in part.parts if p not in self._rows]
        for number, one in enumerate(rows):
            yield (join if number else LOAD) + 8 * one
        for number, gate in enumerate(nested):
            yield from self._emit(gate)
            if rows or number:
                yield join_top


def _joined(op: Text["and", "or"], parts: Iterable[Part]) -> Part:
    """AND or OR with constants folded and nesting of the same kind opened."""
    end, rest = (NOTHING, EVERYTHING) if op == "and" else (EVERYTHING, NOTHING)
    flat: dict[Part, None] = {}
    for part in parts:
        if part == end:
            return end
        if part != rest:
            inner = part.parts if isinstance(part, Gate) and part.op == op else (part,)
            flat |= dict.fromkeys(inner)
    if not flat:
        return rest
    return next(iter(flat)) if len(flat) == 1 else Gate(op, tuple(flat))


def _runs(codes: int) -> Iterator[tuple[int, int]]:
    """The set as runs of codes, each [start, end)."""
    bits = "0" + bin(codes)[:1:-1] + "0"
    edges = [k - 1 for k in range(1, len(bits)) if bits[k] != bits[k - 1]]
    yield from zip(edges[::2], edges[1::2], strict=True)


def _count(part: Part, uses: Counter[Part]) -> None:
    uses[part] += 1
    if isinstance(part, Gate) and uses[part] == 1:
        for inner in part.parts:
            _count(inner, uses)


def _is_set(gate: Gate) -> bool:
    """Whether the gate only joins atoms of one coding."""
    return all(isinstance(part, Atom) for part in gate.parts) and gate.op == "or"


def _leaves(node: Node | Leaf) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    else:
        for part in node.parts:
            yield from _leaves(part)


def _depth(part: Part) -> int:
    if not isinstance(part, Gate):
        return 1
    return 1 + max(_depth(inner) for inner in part.parts)


def _assembled(programs: Sequence[Sequence[int]]) -> Programs:
    flat = [step for program in programs for step in program]
    return Programs(np.array(flat, np.int32), _starts(len(program) for program in programs))


def _starts(lengths: Iterable[int]) -> Ints:
    return np.concatenate(([0], np.cumsum(list(lengths), dtype=np.int32))).astype(np.int32)
