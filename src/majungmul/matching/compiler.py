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

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal as Text

from majungmul.terms import All, Any, Condition, Has, Not, Rule

from .calls import Call
from .codings import Coding, Paths, Sets, coding_name, coding_of
from .days import Days
from .programs import EVERYTHING, NOTHING, Graph, Ints, Plan, Programs, starts_of


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
    flat = [part for own in each for part in own]
    plan = Plan(maker.graph, [*sure, *possible], flat)
    return CompiledRules(
        keys=tuple(call.key for call in listed),
        on=on,
        codings=tuple(maker.codings.values()),
        atoms=tuple(Atom(*maker.graph.args[atom]) for atom in plan.atoms),
        derived=plan.derived(),
        sure=plan.programs(sure),
        possible=plan.programs(possible),
        clauses=plan.programs(flat),
        clause_starts=starts_of(len(own) for own in each),
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
        self.graph = Graph()
        self._sets: dict[tuple[int, Days], Sets] = {}
        self._known: dict[tuple[str, int, bool], int] = {}

    def program(self, node: Node | Leaf, days: Days, *, sure: bool) -> int:
        """A whole rule: places first, being the most selective; exclusions gathered into one
        part, since notices repeat the same few of them and so share it."""
        graph, gate = self.graph, self.gate(node, days, sure=sure)
        if graph.ops[gate] != "and":
            return gate
        names = {part: self._name(part) for part in graph.args[gate]}
        gathered = sorted(part for part in names if names[part].startswith("exclusion_"))
        if len(gathered) < 2:
            gathered = []
        rest = [part for part in names if part not in gathered]
        rest.sort(key=lambda part: names[part] not in ("headquarters", "places"))
        if not gathered:
            return graph.add("and", rest)
        joined = graph.add("and", gathered)
        return graph.add("and", (*rest, joined)) if rest else joined

    def _name(self, part: int) -> str:
        """The coding that the part looks at, by its first atom."""
        while self.graph.ops[part] != "atom":
            part = self.graph.args[part][0]
        return self._names[self.graph.args[part][0]]

    def gate(self, node: Node | Leaf, days: Days, *, sure: bool) -> int:
        if isinstance(node, Leaf):
            return self._leaf(node, days, sure)
        return self.graph.joined(node.op, [self.gate(part, days, sure=sure) for part in node.parts])

    def _want(self, condition: Condition, days: Days) -> None:
        name = coding_name(condition, days)
        if not name:
            return
        if name not in self.codings:
            coding = coding_of(condition, days)
            assert coding is not None
            self.codings[name] = coding
        self.codings[name].want(condition, days)

    def _leaf(self, leaf: Leaf, days: Days, sure: bool) -> int:
        name = coding_name(leaf.condition, days)
        if not name:
            return NOTHING if sure else EVERYTHING
        asked = id(leaf.condition), days
        if asked not in self._sets:
            self._sets[asked] = self.codings[name].sets(leaf.condition, days)
        surely, possibly = self._sets[asked]
        codes = surely if sure is not leaf.negated else possibly
        key = name, codes, leaf.negated
        if key not in self._known:
            self._known[key] = self._set(name, codes, leaf.negated)
        return self._known[key]

    def _set(self, name: str, codes: int, negated: bool) -> int:
        """The companies with a code in the set; under a NOT, those with none in it."""
        coding = self.codings[name]
        everything = (1 << coding.count) - 1
        several = isinstance(coding, Paths)  # values a company: complementing codes will not do
        if negated and not several:
            codes = everything & ~codes
        if codes == everything and not several:
            return EVERYTHING
        number = self._numbers[name]
        atoms = [self.graph.add("atom", (number, low, high)) for low, high in _runs(codes)]
        found = self.graph.joined("or", atoms)
        if not (negated and several):
            return found
        return EVERYTHING if found == NOTHING else self.graph.add("not", (found,))


def _runs(codes: int) -> Iterator[tuple[int, int]]:
    """The set as runs of codes, each [start, end)."""
    bits = "0" + bin(codes)[:1:-1] + "0"
    edges = [k - 1 for k in range(1, len(bits)) if bits[k] != bits[k - 1]]
    yield from zip(edges[::2], edges[1::2], strict=True)


def _leaves(node: Node | Leaf) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    else:
        for part in node.parts:
            yield from _leaves(part)
