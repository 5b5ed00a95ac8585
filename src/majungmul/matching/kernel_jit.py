# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202
"""The compiled inner loops of `kernel_numba`. Numba gives these functions their types.

Everywhere `t` are the arrays of `kernel_numba.tables`, `m_at` and `m` those of `Members`, and
`narrow` and `wide` those of `Encoded`; programs come as their code and where each starts.
"""

from __future__ import annotations

import numba as nb
import numpy as np
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

# The same as encode.BLOCK, but written here: the compiled code on disk is thrown away when this
# file changes, not when another does.
BLOCK = 8192
W = BLOCK // 64


def _in_run(width):
    """An intrinsic: which of 64 codes of `width` bits lie in [low, low + span), as a word.

    One vector compare whose 64 bits are the answer; LLVM splits it as the processor needs.
    """

    @intrinsic
    def in_run(typing, array, start, low, span):
        signature = types.uint64(array, types.int64, types.int64, types.int64)

        def codegen(context, builder, signature, args):
            array_type = signature.args[0]
            data = context.make_array(array_type)(context, builder, args[0]).data
            lane = ir.IntType(width)
            vector = ir.VectorType(lane, 64)
            where = builder.bitcast(builder.gep(data, [args[1]]), vector.as_pointer())
            codes = builder.load(where, align=1)

            def everywhere(value):
                one = builder.insert_element(
                    ir.Constant(vector, ir.Undefined),
                    builder.trunc(value, lane),
                    ir.Constant(ir.IntType(32), 0),
                )
                zeros = ir.Constant(ir.VectorType(ir.IntType(32), 64), [0] * 64)
                return builder.shuffle_vector(one, ir.Constant(vector, ir.Undefined), zeros)

            moved = builder.sub(codes, everywhere(args[2]))
            inside = builder.icmp_unsigned("<", moved, everywhere(args[3]))
            return builder.bitcast(inside, ir.IntType(64))

        return signature, codegen

    return in_run


_in_run_8 = _in_run(8)
_in_run_16 = _in_run(16)


_jit = nb.njit(nogil=True, cache=True, boundscheck=False, error_model="numpy")


@_jit
def _run(code, begin, end, rows, stack):
    """Evaluate one program; the answer is the lowest row of the stack."""
    top = -1
    step = begin
    while step < end:
        op = code[step] & 7
        operand = rows[code[step] >> 3]
        step += 1
        if op == 7:
            other = rows[code[step]]
            step += 1
            for word in range(W):
                stack[top, word] &= operand[word] | other[word]
        elif op == 1:
            for word in range(W):
                stack[top, word] &= operand[word]
        elif op == 2:
            for word in range(W):
                stack[top, word] |= operand[word]
        elif op == 3:
            top -= 1
            for word in range(W):
                stack[top, word] &= stack[top + 1, word]
        elif op == 4:
            top -= 1
            for word in range(W):
                stack[top, word] |= stack[top + 1, word]
        elif op == 5:
            for word in range(W):
                stack[top, word] = ~stack[top, word]
        else:
            top += 1
            for word in range(W):
                stack[top, word] = operand[word]


@_jit
def _zones(block, codes, zones):
    """Lowest and highest code of each column in the block."""
    first = block * BLOCK
    for column in range(len(codes)):
        low = high = codes[column, first]
        for row in range(first, first + BLOCK):
            low = min(low, codes[column, row])
            high = max(high, codes[column, row])
        zones[column, 0] = low
        zones[column, 1] = high


@_jit
def _fill(block, narrow, wide, t, rows, alive, stack, zones8, zones16):
    """The atoms' and derived rows of one block; `alive` says which have any company."""
    at, run_wide, column, low, span, derived, derived_at = t
    first = block * BLOCK
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
                    bits = _in_run_16(codes16, first + word * 64, low[run], span[run])
                    row[word] = row[word] | bits if touched else bits
            else:
                codes8 = narrow[column[run]]
                for word in range(W):
                    bits = _in_run_8(codes8, first + word * 64, low[run], span[run])
                    row[word] = row[word] | bits if touched else bits
            touched = True
        if not touched:
            row[:] = np.uint64(0)
        alive[atom + 2] = touched
    base = len(at) + 1
    for number in range(len(derived_at) - 1):
        _run(derived, derived_at[number], derived_at[number + 1], rows, stack)
        some = np.uint64(0)
        for word in range(W):
            rows[base + number, word] = stack[0, word]
            some |= stack[0, word]
        alive[base + number] = some != 0


@_jit
def _workspace(rows, depth):
    """Rows (the first two are none and all), which are alive, and a stack."""
    bits = np.zeros((rows, W), np.uint64)
    bits[1] = ~np.uint64(0)
    alive = np.zeros(rows, np.bool_)
    alive[1] = True
    return bits, alive, np.empty((depth, W), np.uint64)


@_jit
def _idle(step, alive):
    """Whether a program that begins with `step` has no company left to ask about."""
    return step & 7 == 6 and not alive[step >> 3]


@_jit
def _clear(block, rows, members, begin, end, bits):
    """Take out the rows beyond the batch and those already supported."""
    first = block * BLOCK
    if first + BLOCK > rows:
        for word in range(W):
            left = rows - first - word * 64
            if left <= 0:
                bits[word] = np.uint64(0)
            elif left < 64:
                bits[word] &= (np.uint64(1) << np.uint64(left)) - np.uint64(1)
    if begin < end:
        at = begin + np.searchsorted(members[begin:end], first)
        while at < end and members[at] < first + BLOCK:
            row = members[at] - first
            bits[row >> 6] &= ~(np.uint64(1) << np.uint64(row & 63))
            at += 1


@intrinsic
def _ones(typing, word):
    """How many bits are set."""

    def codegen(context, builder, signature, args):
        return builder.ctpop(args[0])

    return types.uint64(types.uint64), codegen


@intrinsic
def _lowest(typing, word):
    """The place of the lowest bit set; the word is not zero."""

    def codegen(context, builder, signature, args):
        return builder.cttz(args[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(types.uint64), codegen


@_jit
def _popcount(bits):
    total = np.uint64(0)
    for word in range(W):
        total += _ones(bits[word])
    return np.int64(total)


@_jit
def counts(
    blocks, rows, narrow, wide, t, depth, sure, sure_at, possible, possible_at, m_at, m, out
):
    """Adds to out[0] and out[1] the surely and the possibly eligible companies of each call."""
    bits, alive, stack = _workspace(len(t[0]) + len(t[6]), depth)
    zones8, zones16 = np.empty((len(narrow), 2), np.int64), np.empty((len(wide), 2), np.int64)
    for block in range(blocks[0], blocks[1]):
        _fill(block, narrow, wide, t, bits, alive, stack, zones8, zones16)
        for call in range(len(sure_at) - 1):
            if _idle(possible[possible_at[call]], alive):
                continue
            _run(possible, possible_at[call], possible_at[call + 1], bits, stack)
            _clear(block, rows, m, m_at[call], m_at[call + 1], stack[0])
            maybe = _popcount(stack[0])
            if maybe == 0 or _idle(sure[sure_at[call]], alive):
                out[1, call] += maybe
                continue
            out[1, call] += maybe
            _run(sure, sure_at[call], sure_at[call + 1], bits, stack)
            _clear(block, rows, m, m_at[call], m_at[call + 1], stack[0])
            out[0, call] += _popcount(stack[0])


@_jit
def bitmaps(
    blocks, rows, narrow, wide, t, depth, sure, sure_at, possible, possible_at, m_at, m, out
):
    """Writes to out[0] and out[1] the bits of each call's companies."""
    bits, alive, stack = _workspace(len(t[0]) + len(t[6]), depth)
    zones8, zones16 = np.empty((len(narrow), 2), np.int64), np.empty((len(wide), 2), np.int64)
    for block in range(blocks[0], blocks[1]):
        _fill(block, narrow, wide, t, bits, alive, stack, zones8, zones16)
        for call in range(len(sure_at) - 1):
            _run(sure, sure_at[call], sure_at[call + 1], bits, stack)
            _clear(block, rows, m, m_at[call], m_at[call + 1], stack[0])
            out[0, call, block * W : (block + 1) * W] = stack[0]
            _run(possible, possible_at[call], possible_at[call + 1], bits, stack)
            _clear(block, rows, m, m_at[call], m_at[call + 1], stack[0])
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
def _deal(number, found, kept, at, out):
    """Put each call's number where its companies' lists stand."""
    for listed in range(number):
        for word in range(W):
            left = kept[listed, word]
            while left:
                company = word * 64 + _lowest(left)
                out[at[company]] = found[listed]
                at[company] += 1
                left &= left - np.uint64(1)


@_jit
def lists(blocks, rows, narrow, wide, t, depth, sure, sure_at, m_at, m, lengths, room):
    """The calls of each company of these blocks, company after company; `lengths` how many."""
    bits, alive, stack = _workspace(len(t[0]) + len(t[6]), depth)
    zones8, zones16 = np.empty((len(narrow), 2), np.int64), np.empty((len(wide), 2), np.int64)
    calls = len(sure_at) - 1
    kept, found = np.empty((calls, W), np.uint64), np.empty(calls, np.int32)
    at = np.empty(BLOCK + 1, np.int64)
    out, size = np.empty(room, np.int32), 0
    for block in range(blocks[0], blocks[1]):
        _fill(block, narrow, wide, t, bits, alive, stack, zones8, zones16)
        at[:] = 0
        number = 0
        for call in range(calls):
            if _idle(sure[sure_at[call]], alive):
                continue
            _run(sure, sure_at[call], sure_at[call + 1], bits, stack)
            _clear(block, rows, m, m_at[call], m_at[call + 1], stack[0])
            if _popcount(stack[0]) == 0:
                continue
            found[number] = call
            for word in range(W):
                left = stack[0, word]
                kept[number, word] = left
                while left:
                    at[word * 64 + _lowest(left) + 1] += 1
                    left &= left - np.uint64(1)
            number += 1
        out = _roomy(out, size, size + at.sum())
        last = min(rows - block * BLOCK, BLOCK)
        lengths[block * BLOCK : block * BLOCK + last] = at[1 : last + 1]
        at[0] = size
        for company in range(BLOCK):
            at[company + 1] += at[company]
        size = at[BLOCK]
        _deal(number, found, kept, at, out)
    return out[:size]


@_jit
def _clause(code, starts, clause, bits, stack, room):
    """The companies for which the clause may hold: its row, or what its program puts in `room`."""
    begin, end = starts[clause], starts[clause + 1]
    if end == begin + 1:
        return bits[code[begin] >> 3]
    _run(code, begin, end, bits, stack)
    room[:] = stack[0]
    return room


@_jit
def near(blocks, rows, narrow, wide, t, depth, code, starts, clause_at, m_at, m, widest, out):
    """Adds to `out` the companies that each clause alone shuts out."""
    bits, alive, stack = _workspace(len(t[0]) + len(t[6]), depth)
    zones8, zones16 = np.empty((len(narrow), 2), np.int64), np.empty((len(wide), 2), np.int64)
    held = np.empty((widest, W), np.uint64)
    once, twice = np.empty(W, np.uint64), np.empty(W, np.uint64)
    for block in range(blocks[0], blocks[1]):
        _fill(block, narrow, wide, t, bits, alive, stack, zones8, zones16)
        for call in range(len(clause_at) - 1):
            once[:] = np.uint64(0)
            twice[:] = np.uint64(0)
            first = clause_at[call]
            for clause in range(first, clause_at[call + 1]):
                row = _clause(code, starts, clause, bits, stack, held[clause - first])
                for word in range(W):
                    no = ~row[word]
                    twice[word] |= once[word] & no
                    once[word] |= no
            for word in range(W):
                once[word] &= ~twice[word]
            _clear(block, rows, m, m_at[call], m_at[call + 1], once)
            if _popcount(once) == 0:
                continue
            for clause in range(first, clause_at[call + 1]):
                begin = starts[clause]
                single = starts[clause + 1] == begin + 1
                row = bits[code[begin] >> 3] if single else held[clause - first]
                total = np.uint64(0)
                for word in range(W):
                    total += _ones(~row[word] & once[word])
                out[clause] += np.int64(total)
