"""The kernel in plain NumPy: the fallback where Numba is not installed, and its oracle.

Bits are packed into uint64 words: company c of a batch is bit c % 64 of word c // 64.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .compiler import CompiledRules
from .encode import BLOCK, Encoded
from .programs import AND, AND_EITHER, AND_TOP, FIRST, INVERT, LOAD, OR, Programs

Words = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]
WORDS = BLOCK // 64


@dataclass(frozen=True, slots=True)
class Members:
    """Rows of each call that are cleared at the end: `rows[starts[k]:starts[k + 1]]`, sorted."""

    starts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]

    @staticmethod
    def none(calls: int) -> Members:
        return Members(np.zeros(calls + 1, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True, slots=True)
class Lists:
    """Row k is surely eligible for the calls `calls[offsets[k]:offsets[k + 1]]`; sums by call."""

    offsets: npt.NDArray[np.int64]
    calls: npt.NDArray[np.int32]
    sure: Counts
    possible: Counts


def rows_of(rules: CompiledRules, encoded: Encoded, block: int) -> Words:
    """The atoms' and derived rows for companies block × BLOCK … of the batch."""
    span = slice(block * BLOCK, (block + 1) * BLOCK)
    found = np.zeros((rules.rows, WORDS), np.uint64)
    found[1] = ~np.uint64(0)
    for number, atom in enumerate(rules.atoms):
        bits = np.zeros(BLOCK, bool)
        for wide, column in encoded.slots[atom.coding]:
            codes = (encoded.wide if wide else encoded.narrow)[column, span]
            bits |= (codes >= atom.low) & (codes < atom.high)
        found[2 + number] = np.packbits(bits, bitorder="little").view(np.uint64)
    first = 2 + len(rules.atoms)
    for number in range(rules.rows - first):
        found[first + number] = run(rules.derived, number, found)
    return found


def run(programs: Programs, number: int, rows: Words) -> Words:
    """The bits of one expression."""
    stack: list[Words] = []
    steps = iter(programs.code[programs.starts[number] : programs.starts[number + 1]].tolist())
    for step in steps:
        op, operand = step & 7, rows[step >> 3]
        if op in (LOAD, FIRST):
            stack.append(operand)
        elif op in (AND, OR):
            stack[-1] = stack[-1] & operand if op == AND else stack[-1] | operand
        elif op == AND_EITHER:
            stack[-1] = stack[-1] & (operand | rows[next(steps)])
        elif op == INVERT:
            stack[-1] = ~stack[-1]
        else:
            top = stack.pop()
            stack[-1] = stack[-1] & top if op == AND_TOP else stack[-1] | top
    return stack[0]


def bitmaps(
    rules: CompiledRules, encoded: Encoded, members: Members, pool: object = None
) -> tuple[Words, Words]:
    """For every call its surely and its possibly eligible rows: two `[call, word]` arrays."""
    calls, blocks = len(rules.keys), padded_blocks(encoded)
    sure = np.zeros((calls, blocks * WORDS), np.uint64)
    possible = np.zeros_like(sure)
    for block in range(blocks):
        rows = rows_of(rules, encoded, block)
        span = slice(block * WORDS, (block + 1) * WORDS)
        for call in range(calls):
            sure[call, span] = run(rules.sure, call, rows)
            possible[call, span] = run(rules.possible, call, rows)
    live = clearing(calls, blocks * WORDS, encoded.rows, members)
    return sure & live, possible & live


def counts(
    rules: CompiledRules, encoded: Encoded, members: Members, pool: object = None
) -> tuple[Counts, Counts]:
    """How many rows are surely, and how many possibly, eligible for each call."""
    sure, possible = bitmaps(rules, encoded, members)
    return popcount(sure), popcount(possible)


def lists(rules: CompiledRules, encoded: Encoded, members: Members, pool: object = None) -> Lists:
    """For every row the calls it is surely eligible for, and `counts` beside."""
    sure, possible = bitmaps(rules, encoded, members)
    bits = np.unpackbits(sure.view(np.uint8), axis=1, bitorder="little")[:, : encoded.rows]
    companies, calls = np.nonzero(bits.T)
    offsets = np.concatenate(([0], np.cumsum(np.bincount(companies, minlength=encoded.rows))))
    return Lists(
        offsets.astype(np.int64), calls.astype(np.int32), popcount(sure), popcount(possible)
    )


def near_misses(
    rules: CompiledRules, encoded: Encoded, members: Members, pool: object = None
) -> Counts:
    """For every clause of every call, the rows for which it alone is false."""
    found = np.zeros(len(rules.clauses.starts) - 1, np.int64)
    starts = rules.clause_starts
    blocks = padded_blocks(encoded)
    live = clearing(len(rules.keys), blocks * WORDS, encoded.rows, members)
    for block in range(blocks):
        rows = rows_of(rules, encoded, block)
        for call in range(len(rules.keys)):
            span = range(starts[call], starts[call + 1])
            false = np.array([~run(rules.clauses, clause, rows) for clause in span])
            once = np.zeros(WORDS, np.uint64)
            twice = np.zeros(WORDS, np.uint64)
            for one in false:
                twice |= once & one
                once |= one
            once &= ~twice & live[call, block * WORDS : (block + 1) * WORDS]
            found[starts[call] : starts[call + 1]] += popcount(false & once)
    return found


def padded_blocks(encoded: Encoded) -> int:
    return int(encoded.narrow.shape[1]) // BLOCK


def clearing(calls: int, words: int, rows: int, members: Members) -> Words:
    """Ones for the rows that count: within the batch and not already supported by the call."""
    bits = np.zeros((calls, words * 64), bool)
    bits[:, :rows] = True
    for call in range(calls):
        bits[call, members.rows[members.starts[call] : members.starts[call + 1]]] = False
    return np.packbits(bits, axis=1, bitorder="little").view(np.uint64)


def popcount(words: Words) -> Counts:
    """Bits set in each row of words."""
    total: Counts = np.bitwise_count(words).sum(axis=1, dtype=np.int64)
    return total
