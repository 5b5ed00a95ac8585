"""The kernel in Numba (the `bulk` extra): the same answers as `kernel_numpy`, many times faster.

A block of rows at a time, small enough for the processor's own memory: first every literal's
bitmap, 64 rows to a word, by comparing code columns with runs of codes; then every call's flat
program over those bitmaps. Blocks are independent, so threads share them; the loops let go of
Python's lock, and are compiled once and kept on disk.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

import numpy as np
import numpy.typing as npt

from . import encode, kernel_jit
from .compiler import CompiledRules
from .encode import Encoded
from .kernel_lanes import BLOCK, PARTS
from .kernel_numpy import WORDS, Counts, Lists, Members, padded_blocks

_compiled: Any = kernel_jit  # Numba's dispatchers have no types of their own
assert encode.BLOCK % BLOCK == 0


def tables(rules: CompiledRules, encoded: Encoded) -> tuple[npt.NDArray[Any], ...]:
    """The rows as flat arrays.

    Atom k is joined from runs `[0][k]:[0][k + 1]`, one for each code column of its coding: wide or
    not, which column, first code, how many. The last two are the derived rows' programs.
    """
    starts, runs = [0], list[tuple[bool, int, int, int]]()
    for atom in rules.atoms:
        size = atom.high - atom.low
        runs += [(wide, column, atom.low, size) for wide, column in encoded.slots[atom.coding]]
        starts.append(len(runs))
    flat = np.array(runs, np.int64).reshape(-1, 4)
    return (
        np.array(starts, np.int32),
        flat[:, 0].astype(np.bool_),
        flat[:, 1].astype(np.int32),
        flat[:, 2].copy(),
        flat[:, 3].copy(),
        rules.derived.code,
        rules.derived.starts,
    )


def counts(
    rules: CompiledRules, encoded: Encoded, members: Members, pool: Executor | None = None
) -> tuple[Counts, Counts]:
    """As `kernel_numpy.counts`, the blocks shared among the pool's threads."""

    def task(share: tuple[int, int]) -> Counts:
        out = np.zeros((2, len(rules.keys), PARTS), np.int64)
        _compiled.counts(share, *_inputs(rules, encoded, members), out)
        both: Counts = out.sum(axis=2)
        return both

    sure, possible = sum(_spread(task, encoded, pool))
    return sure, possible


def bitmaps(
    rules: CompiledRules, encoded: Encoded, members: Members, pool: Executor | None = None
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """As `kernel_numpy.bitmaps`."""
    out = np.zeros((2, len(rules.keys), padded_blocks(encoded) * WORDS), np.uint64)

    def task(share: tuple[int, int]) -> None:
        _compiled.bitmaps(share, *_inputs(rules, encoded, members), out)

    _spread(task, encoded, pool)
    return out[0], out[1]


def lists(
    rules: CompiledRules, encoded: Encoded, members: Members, pool: Executor | None = None
) -> Lists:
    """As `kernel_numpy.lists`."""
    lengths = np.zeros(encoded.rows, np.int64)

    def task(share: tuple[int, int]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        out = np.zeros((2, len(rules.keys), PARTS), np.int64)
        room = (share[1] - share[0]) * BLOCK * 4
        inputs = _inputs(rules, encoded, members)
        found = _compiled.lists(share, *inputs, out, lengths, room)
        return found, out.sum(axis=2)

    parts, sums = zip(*_spread(task, encoded, pool), strict=True)
    sure, possible = sum(sums)
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    return Lists(offsets, np.concatenate(parts), sure, possible)


def near_misses(
    rules: CompiledRules, encoded: Encoded, members: Members, pool: Executor | None = None
) -> Counts:
    """As `kernel_numpy.near_misses`."""
    widest = int(np.diff(rules.clause_starts).max(initial=1))
    programs = rules.clauses.code, rules.clauses.starts, rules.clause_starts

    def task(share: tuple[int, int]) -> Counts:
        out = np.zeros((len(rules.clauses.starts) - 1, PARTS), np.int64)
        inputs = _columns(rules, encoded)
        _compiled.near(share, *inputs, *programs, members.starts, members.rows, widest, out)
        summed: Counts = out.sum(axis=1)
        return summed

    total: Counts = sum(_spread(task, encoded, pool))
    return total


def _spread(
    task: Callable[[tuple[int, int]], Any], encoded: Encoded, pool: Executor | None
) -> list[Any]:
    """Run the task on every share of the blocks; results in the order of the rows."""
    blocks = -(-encoded.rows // BLOCK)
    threads = getattr(pool, "_max_workers", 1) if pool else 1
    shares = [(blocks * k // threads, blocks * (k + 1) // threads) for k in range(threads)]
    return list(pool.map(task, shares)) if pool else [task(shares[0])]


def _inputs(rules: CompiledRules, encoded: Encoded, members: Members) -> tuple[Any, ...]:
    sure, possible = rules.sure, rules.possible
    programs = sure.code, sure.starts, possible.code, possible.starts
    return *_columns(rules, encoded), *programs, members.starts, members.rows


def _columns(rules: CompiledRules, encoded: Encoded) -> tuple[Any, ...]:
    given = tables(rules, encoded)
    return encoded.rows, encoded.narrow, encoded.wide, given, rules.depth
