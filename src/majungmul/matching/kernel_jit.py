# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202
"""The compiled inner loops of `kernel_numba`. Numba gives these functions their types.

Everywhere `t` are the arrays of `kernel_numba.Tables`, `m_at` and `m` those of `Members`, and
`narrow` and `wide` those of `Encoded`; programs come as their code and where each starts.
"""

from __future__ import annotations

import numba as nb
import numpy as np
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

from .encode import BLOCK

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
def _fill(block, narrow, wide, starts, run_wide, column, low, span, inverted, bitmaps):
    """Every literal's bitmap for one block of rows."""
    first = block * BLOCK
    for literal in range(len(starts) - 1):
        flip = np.uint64(0xFFFFFFFFFFFFFFFF) if inverted[literal] else np.uint64(0)
        row = bitmaps[literal]
        begin, end = starts[literal], starts[literal + 1]
        if begin == end:
            for word in range(W):
                row[word] = flip
            continue
        for run in range(begin, end):
            if run_wide[run]:
                codes16 = wide[column[run]]
                for word in range(W):
                    bits = _in_run_16(codes16, first + word * 64, low[run], span[run])
                    row[word] = bits if run == begin else row[word] | bits
            else:
                codes8 = narrow[column[run]]
                for word in range(W):
                    bits = _in_run_8(codes8, first + word * 64, low[run], span[run])
                    row[word] = bits if run == begin else row[word] | bits
        if inverted[literal]:
            for word in range(W):
                row[word] ^= flip


@_jit
def _run(code, begin, end, bitmaps, stack):
    """Evaluate one program; the answer is the lowest row of the stack."""
    top = -1
    for step in range(begin, end):
        op = code[step] & 7
        operand = bitmaps[code[step] >> 3]
        if op == 0:
            top += 1
            for word in range(W):
                stack[top, word] = operand[word]
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
        else:
            top -= 1
            for word in range(W):
                stack[top, word] |= stack[top + 1, word]


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
def counts(blocks, rows, narrow, wide, t, sure, sure_at, possible, possible_at, m_at, m, out):
    bitmaps = np.empty((len(t[0]) - 1, W), np.uint64)
    stack = np.empty((16, W), np.uint64)
    for block in range(blocks[0], blocks[1]):
        _fill(block, narrow, wide, t[0], t[1], t[2], t[3], t[4], t[5], bitmaps)
        for call in range(len(sure_at) - 1):
            _run(possible, possible_at[call], possible_at[call + 1], bitmaps, stack)
            _clear(block, rows, m, m_at[call], m_at[call + 1], stack[0])
            maybe = _popcount(stack[0])
            if maybe == 0:
                continue
            out[1, call] += maybe
            begin, end = sure_at[call], sure_at[call + 1]
            if end == begin + 1 and sure[begin] == 0:
                continue
            _run(sure, begin, end, bitmaps, stack)
            _clear(block, rows, m, m_at[call], m_at[call + 1], stack[0])
            out[0, call] += _popcount(stack[0])


@_jit
def bitmaps(blocks, rows, narrow, wide, t, sure, sure_at, possible, possible_at, m_at, m, out):
    bitmaps = np.empty((len(t[0]) - 1, W), np.uint64)
    stack = np.empty((16, W), np.uint64)
    for block in range(blocks[0], blocks[1]):
        _fill(block, narrow, wide, t[0], t[1], t[2], t[3], t[4], t[5], bitmaps)
        for call in range(len(sure_at) - 1):
            _run(sure, sure_at[call], sure_at[call + 1], bitmaps, stack)
            _clear(block, rows, m, m_at[call], m_at[call + 1], stack[0])
            out[0, call, block * W : (block + 1) * W] = stack[0]
            _run(possible, possible_at[call], possible_at[call + 1], bitmaps, stack)
            _clear(block, rows, m, m_at[call], m_at[call + 1], stack[0])
            out[1, call, block * W : (block + 1) * W] = stack[0]


@_jit
def lists(blocks, rows, narrow, wide, t, sure, sure_at, m_at, m, offsets, room):
    """Calls of each row of these blocks, row after row; `offsets` gets the number of each row."""
    bitmaps = np.empty((len(t[0]) - 1, W), np.uint64)
    stack = np.empty((16, W), np.uint64)
    calls = len(sure_at) - 1
    kept = np.empty((calls, W), np.uint64)
    found = np.empty(calls, np.int32)
    at = np.empty(BLOCK + 1, np.int64)
    out = np.empty(room, np.int32)
    size = 0
    for block in range(blocks[0], blocks[1]):
        _fill(block, narrow, wide, t[0], t[1], t[2], t[3], t[4], t[5], bitmaps)
        at[:] = 0
        number = 0
        for call in range(calls):
            begin, end = sure_at[call], sure_at[call + 1]
            if end == begin + 1 and sure[begin] == 0:
                continue
            _run(sure, begin, end, bitmaps, stack)
            _clear(block, rows, m, m_at[call], m_at[call + 1], stack[0])
            if _popcount(stack[0]) == 0:
                continue
            found[number] = call
            for word in range(W):
                bits = stack[0, word]
                kept[number, word] = bits
                while bits:
                    at[word * 64 + _lowest(bits) + 1] += 1
                    bits &= bits - np.uint64(1)
            number += 1
        at[0] = size
        for row in range(BLOCK):
            at[row + 1] += at[row]
        if at[BLOCK] > len(out):
            larger = np.empty(max(2 * len(out), at[BLOCK]), np.int32)
            larger[:size] = out[:size]
            out = larger
        size = at[BLOCK]
        last = min(rows - block * BLOCK, BLOCK)
        for row in range(last):
            offsets[block * BLOCK + row] = at[row + 1] - at[row]
        for listed in range(number):
            for word in range(W):
                bits = kept[listed, word]
                while bits:
                    row = word * 64 + _lowest(bits)
                    out[at[row]] = found[listed]
                    at[row] += 1
                    bits &= bits - np.uint64(1)
    return out[:size]


@_jit
def near(blocks, rows, narrow, wide, t, code, starts, clause_at, m_at, m, widest, out):
    bitmaps = np.empty((len(t[0]) - 1, W), np.uint64)
    stack = np.empty((16, W), np.uint64)
    false = np.empty((widest, W), np.uint64)
    once = np.empty(W, np.uint64)
    twice = np.empty(W, np.uint64)
    for block in range(blocks[0], blocks[1]):
        _fill(block, narrow, wide, t[0], t[1], t[2], t[3], t[4], t[5], bitmaps)
        for call in range(len(clause_at) - 1):
            once[:] = np.uint64(0)
            twice[:] = np.uint64(0)
            first = clause_at[call]
            for clause in range(first, clause_at[call + 1]):
                begin, end = starts[clause], starts[clause + 1]
                if end == begin + 1:  # one literal: no need of the stack
                    held = bitmaps[code[begin] >> 3]
                else:
                    _run(code, begin, end, bitmaps, stack)
                    held = stack[0]
                no = false[clause - first]
                for word in range(W):
                    bits = ~held[word]
                    no[word] = bits
                    twice[word] |= once[word] & bits
                    once[word] |= bits
            for word in range(W):
                once[word] &= ~twice[word]
            _clear(block, rows, m, m_at[call], m_at[call + 1], once)
            if _popcount(once) == 0:
                continue
            for clause in range(first, clause_at[call + 1]):
                total = np.uint64(0)
                no = false[clause - first]
                for word in range(W):
                    total += _ones(no[word] & once[word])
                out[clause] += np.int64(total)
