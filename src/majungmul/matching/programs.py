"""Expressions over rows of bits, and the flat programs they become.

Expressions are kept in one graph in which equal parts are one node, so that whatever several rules
share is seen, and computed once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal as Text
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

# Steps of a program: operation + 8 × row. FIRST is a LOAD after which nothing can bring back what
# is not in its row, so the kernel may stop at an empty one. AND_EITHER is followed by a second row,
# alone: the top of the stack is joined with what either row has.
LOAD, AND, OR, AND_TOP, OR_TOP, INVERT, FIRST, AND_EITHER = range(8)
NOTHING, EVERYTHING = 0, 1

# An OR of two rows costs about a third of a step more than one row where it is used, and three
# steps once where it gets a row of its own.
WORTH_A_ROW = 8

Ints: TypeAlias = npt.NDArray[np.int32]
Op: TypeAlias = Text["and", "or", "not", "atom"]


@dataclass(frozen=True, slots=True)
class Programs:
    """Bytecode of several expressions: `code[starts[k]:starts[k + 1]]`."""

    code: Ints
    starts: Ints


@dataclass(slots=True)
class Graph:
    """Nodes by number: 0 no company, 1 every company, the others an operation on earlier nodes.

    The arguments of an atom are not nodes: its coding, first code and end code.
    """

    ops: list[Op] = field(default_factory=lambda: ["atom", "atom"])
    args: list[tuple[int, ...]] = field(default_factory=lambda: [(), ()])
    _known: dict[tuple[Op, tuple[int, ...]], int] = field(default_factory=dict)

    def add(self, op: Op, args: Sequence[int]) -> int:
        """The node for this operation, new or known; one part alone is that part."""
        if op in ("and", "or") and len(args) == 1:
            return args[0]
        key = op, tuple(args)
        if key not in self._known:
            self._known[key] = len(self.ops)
            self.ops.append(op)
            self.args.append(key[1])
        return self._known[key]

    def joined(self, op: Text["and", "or"], parts: Iterable[int]) -> int:
        """AND or OR with constants folded and nesting of the same kind opened."""
        end, rest = (NOTHING, EVERYTHING) if op == "and" else (EVERYTHING, NOTHING)
        flat: dict[int, None] = {}
        for part in parts:
            if part == end:
                return end
            if part != rest:
                flat |= dict.fromkeys(self.args[part] if self.ops[part] == op else (part,))
        return self.add(op, tuple(flat)) if flat else rest

    def parts(self, node: int) -> tuple[int, ...]:
        """The nodes that `node` is made of; none for an atom."""
        return () if self.ops[node] == "atom" else self.args[node]


class Plan:
    """Numbers the rows: atoms, then every gate that is used more than once or is a set of codes.

    `programs` are the nodes that are run for counting; `further` ones share what those share.
    """

    def __init__(self, graph: Graph, programs: Sequence[int], further: Sequence[int]) -> None:
        self._graph = graph
        uses: Counter[int] = Counter(programs)
        wanted = sorted(_below(graph, (*programs, *further)) - {NOTHING, EVERYTHING})
        for node in wanted:
            uses.update(graph.parts(node))
        self.atoms = [node for node in wanted if graph.ops[node] == "atom"]
        self._rows = {NOTHING: NOTHING, EVERYTHING: EVERYTHING}
        self._rows |= {atom: 2 + k for k, atom in enumerate(self.atoms)}
        # parts have lower numbers than what is made of them
        self._shared: list[int] = []
        ready = set(self.atoms)
        for node in wanted:
            if graph.ops[node] == "atom":
                continue
            pair = graph.ops[node] == "or" and len(graph.args[node]) == 2
            if pair and ready.issuperset(graph.args[node]):
                worth = uses[node] >= WORTH_A_ROW
            else:
                worth = uses[node] > 1 or self._is_set(node)
            if worth:
                self._shared.append(node)
                ready.add(node)
        depths = {NOTHING: 1, EVERYTHING: 1}
        for node in wanted:
            depths[node] = 1 + max((depths[part] for part in graph.parts(node)), default=0)
        self.depth = max(depths.values())

    def derived(self) -> Programs:
        """The shared gates, each from rows that come before it; numbers them on the way."""
        code: list[list[int]] = []
        for gate in self._shared:
            code.append([])
            self._emit(gate, code[-1])
            self._rows[gate] = len(self._rows)
        return _assembled(code)

    def programs(self, nodes: Sequence[int]) -> Programs:
        """A program for each node; `derived` has to come first."""
        return _assembled([self._program(node) for node in nodes])

    def _program(self, node: int) -> list[int]:
        steps: list[int] = []
        self._emit(node, steps)
        if node in self._rows or self._graph.ops[node] == "and":
            steps[0] += FIRST - LOAD
        return steps

    def _emit(self, node: int, steps: list[int]) -> None:
        """Postfix: a row is loaded or joined to the top of the stack, a gate pushed and joined."""
        if node in self._rows:
            steps.append(LOAD + 8 * self._rows[node])
            return
        op, parts = self._graph.ops[node], self._graph.args[node]
        if op == "not":
            self._emit(parts[0], steps)
            steps.append(INVERT)
            return
        join, join_top = (AND, AND_TOP) if op == "and" else (OR, OR_TOP)
        rows = [self._rows[part] for part in parts if part in self._rows]
        steps += [join + 8 * row for row in rows]
        if rows:
            steps[-len(rows)] += LOAD - join
        begun = bool(rows)
        for part in parts:
            if part in self._rows:
                continue
            pair = [self._rows.get(inner) for inner in self._graph.args[part]]
            ors = self._graph.ops[part] == "or" and len(pair) == 2 and None not in pair
            if ors and join == AND and begun:
                steps += [AND_EITHER + 8 * (pair[0] or 0), pair[1] or 0]
                continue
            self._emit(part, steps)
            if begun:
                steps.append(join_top)
            begun = True

    def _is_set(self, node: int) -> bool:
        """Whether the node only joins atoms."""
        graph = self._graph
        return graph.ops[node] == "or" and all(
            graph.ops[part] == "atom" for part in graph.args[node]
        )


def _below(graph: Graph, nodes: Iterable[int]) -> set[int]:
    """The nodes and all that they are made of."""
    found: set[int] = set()
    open_nodes = list(nodes)
    while open_nodes:
        node = open_nodes.pop()
        if node not in found:
            found.add(node)
            open_nodes += graph.parts(node)
    return found


def _assembled(programs: Sequence[Sequence[int]]) -> Programs:
    flat = [step for program in programs for step in program]
    return Programs(np.array(flat, np.int32), starts_of(len(program) for program in programs))


def starts_of(lengths: Iterable[int]) -> Ints:
    """0 and the running total."""
    return np.concatenate(([0], np.cumsum(list(lengths), dtype=np.int32))).astype(np.int32)
