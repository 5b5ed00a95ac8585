"""The kernel in plain NumPy: the fallback where Numba is not installed, and its oracle.

Bitmaps are `[literal, row]` bits packed into uint64 words, row r in bit r % 64 of word r // 64.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .compiler import AND, AND_TOP, LOAD, OR, OR_TOP, CompiledRules, Programs
from .encode import BLOCK, Encoded

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


def literal_bitmaps(rules: CompiledRules, encoded: Encoded, block: int) -> Words:
    """The literals' bitmaps of rows block × BLOCK … of the batch."""
    rows = slice(block * BLOCK, (block + 1) * BLOCK)
    bits = np.zeros((len(rules.literals), BLOCK), bool)
    for number, literal in enumerate(rules.literals):
        if literal.coding >= 0:
            count = rules.codings[literal.coding].count
            table = np.array([literal.codes >> code & 1 for code in range(count)], bool)
            for wide, row in encoded.slots[literal.coding]:
                bits[number] |= table[(encoded.wide if wide else encoded.narrow)[row, rows]]
        if literal.inverted:
            bits[number] = ~bits[number]
    return np.packbits(bits, axis=1, bitorder="little").view(np.uint64)


def run(programs: Programs, number: int, bitmaps: Words) -> Words:
    """The bitmap of one expression."""
    stack: list[Words] = []
    for step in programs.code[programs.starts[number] : programs.starts[number + 1]].tolist():
        op, operand = step & 7, bitmaps[step >> 3]
        if op == LOAD:
            stack.append(operand)
        elif op in (AND, OR):
            stack[-1] = stack[-1] & operand if op == AND else stack[-1] | operand
        elif op in (AND_TOP, OR_TOP):
            top = stack.pop()
            stack[-1] = stack[-1] & top if op == AND_TOP else stack[-1] | top
    return stack[0]


def bitmaps(
    rules: CompiledRules, encoded: Encoded, members: Members, pool: object = None
) -> tuple[Words, Words]:
    """For every call its surely and its possibly eligible rows: two `[call, word]` arrays."""
    calls, blocks = len(rules.keys), blocks_of(encoded)
    sure = np.zeros((calls, blocks * WORDS), np.uint64)
    possible = np.zeros_like(sure)
    for block in range(blocks):
        literals = literal_bitmaps(rules, encoded, block)
        span = slice(block * WORDS, (block + 1) * WORDS)
        for call in range(calls):
            sure[call, span] = run(rules.sure, call, literals)
            possible[call, span] = run(rules.possible, call, literals)
    live = clearing(calls, blocks * WORDS, encoded.rows, members)
    return sure & live, possible & live


def counts(
    rules: CompiledRules, encoded: Encoded, members: Members, pool: object = None
) -> tuple[Counts, Counts]:
    """How many rows are surely, and how many possibly, eligible for each call."""
    sure, possible = bitmaps(rules, encoded, members)
    return popcount(sure), popcount(possible)


def lists(
    rules: CompiledRules, encoded: Encoded, members: Members, pool: object = None
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """For every row the calls it is surely eligible for: offsets (rows + 1) and call numbers."""
    sure, _ = bitmaps(rules, encoded, members)
    bits = np.unpackbits(sure.view(np.uint8), axis=1, bitorder="little")[:, : encoded.rows]
    rows, calls = np.nonzero(bits.T)
    offsets = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=encoded.rows))))
    return offsets.astype(np.int64), calls.astype(np.int32)


def near_misses(
    rules: CompiledRules, encoded: Encoded, members: Members, pool: object = None
) -> Counts:
    """For every clause of every call, the rows for which it alone is false."""
    found = np.zeros(len(rules.clauses.starts) - 1, np.int64)
    starts = rules.clause_starts
    blocks = blocks_of(encoded)
    live = clearing(len(rules.keys), blocks * WORDS, encoded.rows, members)
    for block in range(blocks):
        literals = literal_bitmaps(rules, encoded, block)
        for call in range(len(rules.keys)):
            span = range(starts[call], starts[call + 1])
            false = np.array([~run(rules.clauses, clause, literals) for clause in span])
            once = np.zeros(WORDS, np.uint64)
            twice = np.zeros(WORDS, np.uint64)
            for one in false:
                twice |= once & one
                once |= one
            once &= ~twice & live[call, block * WORDS : (block + 1) * WORDS]
            found[starts[call] : starts[call + 1]] += popcount(false & once)
    return found


def blocks_of(encoded: Encoded) -> int:
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
