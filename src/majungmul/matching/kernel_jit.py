# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202
"""The compiled inner loops of `kernel_numba`. Numba gives these functions their types.

Everywhere `t` are the arrays of `kernel_numba.tables`, `m_at` and `m` those of `Members`, and
`narrow` and `wide` those of `Encoded`; programs come as their code and where each starts. Sums
are kept in `PARTS` words each, which the caller adds up.

The compiled code on disk is thrown away when this file changes, not when `kernel_lanes` does: so
this file names the state of that one, and a test holds it to it.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from .kernel_lanes import (
    BLOCK,
    W,
    both,
    either,
    in_run_8,
    in_run_16,
    inverted,
    load,
    lowest,
    nothing,
    some,
    store,
    tally,
)

LANES = "ec4be718e665"  # begins the SHA-256 of kernel_lanes.py
NEAR = 8  # words on a cache line

_jit = nb.njit(nogil=True, cache=True, boundscheck=False, error_model="numpy")


@_jit
def _run(code, begin, end, rows, stack):
    """The row that one program gives; `stack` is its room."""
    top = 0
    row = load(rows, code[begin] >> 3)
    step = begin + 1
    while step < end:
        op = code[step] & 7
        operand = code[step] >> 3
        step += 1
        while op == 1:
            row = both(row, load(rows, operand))
            if step == end:
                return row
            op = code[step] & 7
            operand = code[step] >> 3
            step += 1
        if op == 7:
            row = both(row, either(load(rows, operand), load(rows, code[step])))
            step += 1
        elif op == 2:
            row = either(row, load(rows, operand))
        elif op == 3:
            top -= 1
            row = both(row, load(stack, top))
        elif op == 4:
            top -= 1
            row = either(row, load(stack, top))
        elif op == 5:
            row = inverted(row)
        else:
            store(stack, top, row)
            top += 1
            row = load(rows, operand)
    return row


@_jit
def _zones(block, codes, zones):
    """Lowest and highest code of each column in the block."""
    for column in range(len(codes)):
        own = codes[column, block * BLOCK : (block + 1) * BLOCK]
        low, high = own[0], own[0]
        for code in own:
            low = code if code < low else low
            high = code if code > high else high
        zones[column, 0] = low
        zones[column, 1] = high


@_jit
def _fill(block, total, narrow, wide, t, rows, alive, stack, zones8, zones16):
    """The atoms' and derived rows of one block; `alive` says which have any company.

    Row 1, every company, has those of the batch: the last block may not be full.
    """
    at, run_wide, column, low, span, derived, derived_at = t
    first = block * BLOCK
    for word in range(W):
        left = min(max(total - first - word * 64, 0), 64)
        full = ~np.uint64(0)
        rows[1, word] = full if left == 64 else (np.uint64(1) << np.uint64(left)) - np.uint64(1)
    _zones(block, narrow, zones8)
    _zones(block, wide, zones16)
    for atom in range(len(at) - 1):
        row = rows[atom + 2]
        touched = False
        for run in range(at[atom], at[atom + 1]):
            zone = zones16[column[run]] if run_wide[run] else zones8[column[run]]
            if zone[1] < low[run] or zone[0] >= low[run] + span[run]:
                continue
            if run_wide[run]:
                codes16 = wide[column[run]]
                for word in range(W):
                    bits = in_run_16(codes16, first + word * 64, low[run], span[run])
                    row[word] = row[word] | bits if touched else bits
            else:
                codes8 = narrow[column[run]]
                for word in range(W):
                    bits = in_run_8(codes8, first + word * 64, low[run], span[run])
                    row[word] = row[word] | bits if touched else bits
            touched = True
        if not touched:
            store(rows, atom + 2, nothing())
        alive[atom + 2] = touched
    base = len(at) + 1
    for number in range(len(derived_at) - 1):
        found = _run(derived, derived_at[number], derived_at[number + 1], rows, stack)
        store(rows, base + number, found)
        alive[base + number] = some(found)


@_jit
def _rows(count):
    """So many rows of zeros, the first of them on a cache line."""
    raw = np.zeros(count * W + 8, np.uint64)
    first = (64 - raw.ctypes.data % 64) // 8 % 8
    return raw[first : first + count * W].reshape(count, W)


@_jit
def _workspace(rows, depth):
    """Rows (the first two are none and all), which are alive, and a stack."""
    alive = np.zeros(rows, np.bool_)
    alive[1] = True
    return _rows(rows), alive, _rows(depth)


@_jit
def _idle(step, alive):
    """Whether a program that begins with `step` has no company left to ask about."""
    return step & 7 == 6 and not alive[step >> 3]


@_jit
def _counted(block, members, begin, end, row, rows, stack):
    """The row without companies beyond the batch and those already supported."""
    row = both(row, load(rows, 1))
    if begin == end:
        return row
    first = block * BLOCK
    at = begin + np.searchsorted(members[begin:end], first)
    if at < end and members[at] < first + BLOCK:
        store(stack, 0, row)
        while at < end and members[at] < first + BLOCK:
            place = members[at] - first
            stack[0, place >> 6] &= ~(np.uint64(1) << np.uint64(place & 63))
            at += 1
        row = load(stack, 0)
    return row


@_jit
def counts(
    blocks, rows, narrow, wide, t, depth, sure, sure_at, possible, possible_at, m_at, m, out
):
    """Adds to out[0] and out[1] the surely and the possibly eligible companies of each call."""
    bits, alive, stack = _workspace(len(t[0]) + len(t[6]), depth)
    zones8, zones16 = np.empty((len(narrow), 2), np.int64), np.empty((len(wide), 2), np.int64)
    for block in range(blocks[0], blocks[1]):
        _fill(block, rows, narrow, wide, t, bits, alive, stack, zones8, zones16)
        for call in range(len(sure_at) - 1):
            if _idle(possible[possible_at[call]], alive):
                continue
            maybe = _run(possible, possible_at[call], possible_at[call + 1], bits, stack)
            maybe = _counted(block, m, m_at[call], m_at[call + 1], maybe, bits, stack)
            tally(out[1], call, maybe)
            if _idle(sure[sure_at[call]], alive):
                continue
            surely = _run(sure, sure_at[call], sure_at[call + 1], bits, stack)
            surely = _counted(block, m, m_at[call], m_at[call + 1], surely, bits, stack)
            tally(out[0], call, surely)


@_jit
def bitmaps(
    blocks, rows, narrow, wide, t, depth, sure, sure_at, possible, possible_at, m_at, m, out
):
    """Writes to out[0] and out[1] the bits of each call's companies."""
    bits, alive, stack = _workspace(len(t[0]) + len(t[6]), depth)
    zones8, zones16 = np.empty((len(narrow), 2), np.int64), np.empty((len(wide), 2), np.int64)
    for block in range(blocks[0], blocks[1]):
        _fill(block, rows, narrow, wide, t, bits, alive, stack, zones8, zones16)
        for call in range(len(sure_at) - 1):
            surely = _run(sure, sure_at[call], sure_at[call + 1], bits, stack)
            surely = _counted(block, m, m_at[call], m_at[call + 1], surely, bits, stack)
            store(stack, 0, surely)
            out[0, call, block * W : (block + 1) * W] = stack[0]
            maybe = _run(possible, possible_at[call], possible_at[call + 1], bits, stack)
            maybe = _counted(block, m, m_at[call], m_at[call + 1], maybe, bits, stack)
            store(stack, 0, maybe)
            out[1, call, block * W : (block + 1) * W] = stack[0]


@_jit
def _roomy(out, used, wanted):
    """An array that holds `wanted`, with what is used so far."""
    if wanted <= len(out):
        return out
    larger = np.empty(max(2 * len(out), wanted), out.dtype)
    larger[:used] = out[:used]
    return larger


@_jit
def _lengths(number, kept, at):
    """at[c + 1]: how many of the rows have company c; so many words at a time that the companies'
    places stay near."""
    at[:] = 0
    for first in range(0, W, NEAR):
        for listed in range(number):
            for word in range(first, first + NEAR):
                left = kept[listed, word]
                while left:
                    at[word * 64 + lowest(left) + 1] += 1
                    left &= left - np.uint64(1)


@_jit
def _deal(number, found, kept, at, out):
    """Put each call's number where its companies' lists stand."""
    for first in range(0, W, NEAR):
        for listed in range(number):
            call = found[listed]
            for word in range(first, first + NEAR):
                left = kept[listed, word]
                while left:
                    company = word * 64 + lowest(left)
                    out[at[company]] = call
                    at[company] += 1
                    left &= left - np.uint64(1)


@_jit
def lists(
    blocks, rows, narrow, wide, t, depth, sure, sure_at, possible, possible_at, m_at, m, out,
    lengths, room,
):  # fmt: skip
    """The calls of each company of these blocks, company after company; `lengths` how many.

    Adds to `out` what `counts` does, in the same words: a function that gave the row back would
    write it out first, and take a quarter longer.
    """
    bits, alive, stack = _workspace(len(t[0]) + len(t[6]), depth)
    zones8, zones16 = np.empty((len(narrow), 2), np.int64), np.empty((len(wide), 2), np.int64)
    calls = len(sure_at) - 1
    kept, found = _rows(calls), np.empty(calls, np.int32)
    at = np.empty(BLOCK + 1, np.int64)
    dealt, size = np.empty(room, np.int32), 0
    for block in range(blocks[0], blocks[1]):
        _fill(block, rows, narrow, wide, t, bits, alive, stack, zones8, zones16)
        number = 0
        for call in range(calls):
            if _idle(possible[possible_at[call]], alive):
                continue
            maybe = _run(possible, possible_at[call], possible_at[call + 1], bits, stack)
            maybe = _counted(block, m, m_at[call], m_at[call + 1], maybe, bits, stack)
            tally(out[1], call, maybe)
            if _idle(sure[sure_at[call]], alive):
                continue
            surely = _run(sure, sure_at[call], sure_at[call + 1], bits, stack)
            surely = _counted(block, m, m_at[call], m_at[call + 1], surely, bits, stack)
            if not some(surely):
                continue
            tally(out[0], call, surely)
            found[number] = call
            store(kept, number, surely)
            number += 1
        _lengths(number, kept, at)
        dealt = _roomy(dealt, size, size + at.sum())
        last = min(rows - block * BLOCK, BLOCK)
        lengths[block * BLOCK : block * BLOCK + last] = at[1 : last + 1]
        at[0] = size
        for company in range(BLOCK):
            at[company + 1] += at[company]
        size = at[BLOCK]
        _deal(number, found, kept, at, dealt)
    return dealt[:size]


@_jit
def near(blocks, rows, narrow, wide, t, depth, code, starts, clause_at, m_at, m, widest, out):
    """Adds to `out` the companies that each clause alone shuts out."""
    bits, alive, stack = _workspace(len(t[0]) + len(t[6]), depth)
    zones8, zones16 = np.empty((len(narrow), 2), np.int64), np.empty((len(wide), 2), np.int64)
    held = _rows(widest)
    for block in range(blocks[0], blocks[1]):
        _fill(block, rows, narrow, wide, t, bits, alive, stack, zones8, zones16)
        for call in range(len(clause_at) - 1):
            first, last = clause_at[call], clause_at[call + 1]
            once, twice = nothing(), nothing()
            for clause in range(first, last):
                no = inverted(_run(code, starts[clause], starts[clause + 1], bits, stack))
                store(held, clause - first, no)
                twice = either(twice, both(once, no))
                once = either(once, no)
            once = both(once, inverted(twice))
            once = _counted(block, m, m_at[call], m_at[call + 1], once, bits, stack)
            if some(once):
                for clause in range(first, last):
                    tally(out, clause, both(load(held, clause - first), once))
