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

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal as Text

from majungmul.terms import All, Any, Condition, Has, Not, Rule

from .calls import Call
from .codings import Coding, Paths, asks, coding_name, coding_of
from .days import Days
from .programs import EVERYTHING, NOTHING, Graph, Ints, Plan, Programs, starts_of


@dataclass(frozen=True, slots=True)
class Atom:
    """The companies with a value whose code lies in [low, high) of the coding."""

    coding: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A condition on its days. Those that ask the same are one leaf, so that `is` tells them."""

    coding: Coding | None
    condition: Condition
    days: Days
    negated: bool


@dataclass(frozen=True, slots=True, eq=False)
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
    trees = Trees()
    parts = [[trees.of(part, call.days(on)) for part in clauses(call.rule)] for call in listed]
    maker = _Maker(trees.codings)
    each = [[maker.pair(part) for part in own] for own in parts]
    sure = [maker.whole(pair[0] for pair in own) for own in each]
    possible = [maker.whole(pair[1] for pair in own) for own in each]
    flat = [pair[1] for own in each for pair in own]
    plan = Plan(maker.graph, [*sure, *possible], flat)
    return CompiledRules(
        keys=tuple(call.key for call in listed),
        on=on,
        codings=tuple(trees.codings.values()),
        atoms=tuple(Atom(*maker.graph.args[atom]) for atom in plan.atoms),
        derived=plan.derived(),
        sure=plan.programs(sure),
        possible=plan.programs(possible),
        clauses=plan.programs(flat),
        clause_starts=starts_of(len(own) for own in parts),
        depth=plan.depth,
    )


def clauses(rule: Rule) -> Iterator[Rule]:
    """The parts of the outermost All, nested ones opened; the rule itself where it is no All."""
    if isinstance(rule, All) and rule.rules:
        for part in rule.rules:
            yield from clauses(part)
    else:
        yield rule


class Trees:
    """Rules without NOT above a leaf, and the codings of their leaves."""

    def __init__(self) -> None:
        self.codings: dict[str, Coding] = {}
        self._leaves: dict[object, Leaf] = {}

    def of(self, rule: Rule, days: Days, negated: bool = False) -> Node | Leaf:
        """The rule with NOT pushed to its leaves, none of which asks for several flags."""
        match rule:
            case Not(part):
                return self.of(part, days, not negated)
            case All(parts) | Any(parts):
                op: Text["and", "or"] = "and" if isinstance(rule, All) is not negated else "or"
                return Node(op, tuple([self.of(part, days, negated) for part in parts]))
            case Has("certificate" | "exclusion" as field, values) if len(values) != 1:
                each = tuple([self._leaf(Has(field, (value,)), days, negated) for value in values])
                return Node("and" if negated else "or", each)
        return self._leaf(rule, days, negated)

    def _leaf(self, condition: Condition, days: Days, negated: bool) -> Leaf:
        name = coding_name(condition, days)
        key = name, asks(condition, days), negated
        found = self._leaves.get(key)
        if found is None:
            if name and name not in self.codings:
                coding = coding_of(condition, days)
                assert coding is not None
                self.codings[name] = coding
            found = Leaf(self.codings.get(name), condition, days, negated)
            if found.coding:
                found.coding.want(condition, days)
            self._leaves[key] = found
        return found


class _Maker:
    """Turns trees into gates over atoms, each into a pair: *surely* and *possibly*."""

    def __init__(self, codings: Mapping[str, Coding]) -> None:
        for coding in codings.values():
            coding.freeze()
        self._names = list(codings)
        self._numbers = {name: number for number, name in enumerate(self._names)}
        self.graph = Graph()
        self._pairs: dict[Leaf, tuple[int, int]] = {}
        self._known: dict[tuple[str, int, bool], int] = {}

    def pair(self, node: Node | Leaf) -> tuple[int, int]:
        """The gates of what is surely and of what is possibly true."""
        if isinstance(node, Node):
            each = [self.pair(part) for part in node.parts]
            surely = self.graph.joined(node.op, [one[0] for one in each])
            return surely, self.graph.joined(node.op, [one[1] for one in each])
        if node not in self._pairs:
            self._pairs[node] = self._leaf(node)
        return self._pairs[node]

    def whole(self, parts: Iterable[int]) -> int:
        """A whole rule: places first, being the most selective; exclusions gathered into one
        part, since notices repeat the same few of them and so share it."""
        graph, gate = self.graph, self.graph.joined("and", parts)
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

    def _leaf(self, leaf: Leaf) -> tuple[int, int]:
        if leaf.coding is None:
            return NOTHING, EVERYTHING
        surely, possibly = leaf.coding.sets(leaf.condition, leaf.days)
        if leaf.negated:
            surely, possibly = possibly, surely
        return self._row(leaf, surely), self._row(leaf, possibly)

    def _row(self, leaf: Leaf, codes: int) -> int:
        assert leaf.coding is not None
        key = leaf.coding.name, codes, leaf.negated
        if key not in self._known:
            self._known[key] = self._set(leaf.coding, codes, leaf.negated)
        return self._known[key]

    def _set(self, coding: Coding, codes: int, negated: bool) -> int:
        """The companies with a code in the set; under a NOT, those with none in it."""
        everything = (1 << coding.count) - 1
        several = isinstance(coding, Paths)  # values a company: complementing codes will not do
        if negated and not several:
            codes = everything & ~codes
        if codes == everything and not several:
            return EVERYTHING
        number = self._numbers[coding.name]
        atoms = [self.graph.add("atom", (number, low, high)) for low, high in _runs(codes)]
        found = self.graph.joined("or", atoms)
        if not (negated and several):
            return found
        return EVERYTHING if found == NOTHING else self.graph.add("not", (found,))


def _runs(codes: int) -> Iterator[tuple[int, int]]:
    """The set as runs of codes, each [start, end)."""
    start = 0
    while codes:
        clear = (codes & -codes).bit_length() - 1
        codes >>= clear
        length = (~codes & (codes + 1)).bit_length() - 1
        codes >>= length
        start += clear + length
        yield start - length, start
