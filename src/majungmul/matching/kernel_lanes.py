# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202
"""A row of bits held in the processor's vector registers, as a type that Numba can compile.

`Lanes` is one block's row: `BLOCK` companies, a bit each. A whole conjunction is joined in
registers and only its answer, or its number of bits, is written. LLVM splits the vector into as
many registers as the processor's own width needs.
"""

from __future__ import annotations

from llvmlite import ir
from numba.core import types
from numba.core.extending import intrinsic, models, register_model

BLOCK = 4096  # companies in a row
W = BLOCK // 64
PARTS = 8  # words that the count of one row is kept in


class Lanes(types.Type):
    def __init__(self) -> None:
        super().__init__(name=f"Lanes({W})")


lanes = Lanes()
_WORD = ir.IntType(64)
_VECTOR = ir.VectorType(_WORD, W)


@register_model(Lanes)
class _LanesModel(models.PrimitiveModel):
    def __init__(self, manager, kind) -> None:
        super().__init__(manager, kind, _VECTOR)


def _place(context, builder, array_type, array, start):
    """The address of word `start` of a contiguous array of words."""
    data = context.make_array(array_type)(context, builder, array).data
    return builder.gep(data, [start])


@intrinsic
def load(typing, rows, number):
    """Row `number`; the rows begin on a cache line."""

    def codegen(context, builder, signature, args):
        start = builder.mul(args[1], ir.Constant(_WORD, W))
        where = _place(context, builder, signature.args[0], args[0], start)
        return builder.load(builder.bitcast(where, _VECTOR.as_pointer()), align=64)

    return lanes(rows, types.int64), codegen


@intrinsic
def store(typing, rows, number, row):
    """Write a row; the rows begin on a cache line."""

    def codegen(context, builder, signature, args):
        start = builder.mul(args[1], ir.Constant(_WORD, W))
        where = _place(context, builder, signature.args[0], args[0], start)
        builder.store(args[2], builder.bitcast(where, _VECTOR.as_pointer()), align=64)
        return context.get_dummy_value()

    return types.void(rows, types.int64, lanes), codegen


def _joining(name):
    @intrinsic
    def join(typing, one, other):
        def codegen(context, builder, signature, args):
            return getattr(builder, name)(*args)

        return lanes(lanes, lanes), codegen

    return join


both = _joining("and_")
either = _joining("or_")


@intrinsic
def inverted(typing, row):
    def codegen(context, builder, signature, args):
        return builder.not_(args[0])

    return lanes(lanes), codegen


@intrinsic
def nothing(typing):
    """No company."""

    def codegen(context, builder, signature, args):
        return ir.Constant(_VECTOR, None)

    return lanes(), codegen


def _called(builder, name, kind, returns, value):
    """One of LLVM's own functions on a vector."""
    found = builder.module.globals.get(name)
    if found is None:
        found = ir.Function(builder.module, ir.FunctionType(returns, [kind]), name)
    return builder.call(found, [value])


@intrinsic
def some(typing, row):
    """Whether any bit is set."""

    def codegen(context, builder, signature, args):
        name = f"llvm.vector.reduce.or.v{W}i64"
        word = _called(builder, name, _VECTOR, _WORD, args[0])
        return builder.icmp_unsigned("!=", word, ir.Constant(_WORD, 0))

    return types.boolean(lanes), codegen


@intrinsic
def tally(typing, sums, number, row):
    """Add the bits of a row to the words of `sums[number]`, whose total is the number of bits."""

    def codegen(context, builder, signature, args):
        ones = _called(builder, f"llvm.ctpop.v{W}i64", _VECTOR, _VECTOR, args[2])
        pieces = [_slice(builder, ones, first) for first in range(0, W, PARTS)]
        while len(pieces) > 1:
            pieces = [builder.add(*pieces[k : k + 2]) for k in range(0, len(pieces), 2)]
        start = builder.mul(args[1], ir.Constant(_WORD, PARTS))
        where = _place(context, builder, signature.args[0], args[0], start)
        where = builder.bitcast(where, ir.VectorType(_WORD, PARTS).as_pointer())
        builder.store(builder.add(builder.load(where, align=8), pieces[0]), where, align=8)
        return context.get_dummy_value()

    return types.void(sums, types.int64, lanes), codegen


def _slice(builder, vector, first):
    places = [ir.Constant(ir.IntType(32), first + k) for k in range(PARTS)]
    mask = ir.Constant(ir.VectorType(ir.IntType(32), PARTS), places)
    return builder.shuffle_vector(vector, ir.Constant(_VECTOR, ir.Undefined), mask)


def _in_run(width):
    """An intrinsic: which of 64 codes of `width` bits lie in [low, low + span), as a word.

    One vector compare whose 64 bits are the answer; LLVM splits it as the processor needs.
    """

    @intrinsic
    def in_run(typing, array, start, low, span):
        signature = types.uint64(array, types.int64, types.int64, types.int64)

        def codegen(context, builder, signature, args):
            lane = ir.IntType(width)
            vector = ir.VectorType(lane, 64)
            where = _place(context, builder, signature.args[0], args[0], args[1])
            codes = builder.load(builder.bitcast(where, vector.as_pointer()), align=1)

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
            return builder.bitcast(inside, _WORD)

        return signature, codegen

    return in_run


in_run_8 = _in_run(8)
in_run_16 = _in_run(16)


@intrinsic
def lowest(typing, word):
    """The place of the lowest bit set; the word is not zero."""

    def codegen(context, builder, signature, args):
        return builder.cttz(args[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(types.uint64), codegen
