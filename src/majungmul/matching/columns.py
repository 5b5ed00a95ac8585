"""Arrow arrays → NumPy arrays of codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from .codings import MISSING, Bands, Flags

Batch = Any  # pyarrow.RecordBatch or Table: the same reading side


class BadColumnError(pa.ArrowInvalid):  # type: ignore[misc]  # PyArrow has no types
    """A column of a type that cannot be its fact: one Korean clause, the column's name in front."""


def column_of(batch: Batch, name: str) -> pa.Array:
    """One contiguous array; all null where the batch has no such column."""
    if name not in batch.schema.names:
        return pa.nulls(batch.num_rows)
    found = batch.column(name)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def looked_up(array: pa.Array, code: Callable[[str | None], int]) -> npt.NDArray[Any]:
    """Codes of strings: each distinct one is looked up once."""
    if pa.types.is_null(array.type):
        return np.full(len(array), code(None), np.uint16)
    words = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    if not (pa.types.is_string(words) or pa.types.is_large_string(words)):
        raise BadColumnError(f"글자여야 할 열이 {array.type}입니다")
    coded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    table = np.array([code(value) for value in (*coded.dictionary.to_pylist(), None)], np.uint16)
    indices = coded.indices.fill_null(len(coded.dictionary)).to_numpy(zero_copy_only=False)
    codes: npt.NDArray[Any] = table[indices]
    return codes


def listed(
    array: pa.Array, code: Callable[[str | None], int], absent: int, missing: int
) -> list[npt.NDArray[Any]]:
    """Lists of strings as one column per place in the list, as many as the longest has."""
    if not pa.types.is_list(array.type) and not pa.types.is_large_list(array.type):
        codes = looked_up(array, code)
        return [np.where(codes == MISSING, missing, codes)]
    values = looked_up(array.values, code)
    ends = array.offsets.to_numpy()
    starts, lengths = ends[:-1], np.diff(ends)
    known = _valid(array).view(bool)
    lengths = np.where(known, lengths, 0)
    columns = [np.full(len(array), absent, np.uint16)]
    if len(values):
        np.copyto(columns[0], values[np.minimum(starts, len(values) - 1)], where=lengths > 0)
    columns[0][~known] = missing
    for place in range(1, int(lengths.max(initial=0))):
        columns.append(np.full(len(array), absent, np.uint16))
        has = np.flatnonzero(lengths > place)
        columns[place][has] = values[starts[has] + place]
    return columns


def flag_codes(array: pa.Array) -> npt.NDArray[np.uint8]:
    """0 not known, 1 no, 2 yes."""
    if pa.types.is_null(array.type):
        return np.zeros(len(array), np.uint8)
    if not pa.types.is_boolean(array.type):
        raise BadColumnError(f"참·거짓이어야 할 열이 {array.type}입니다")
    _, bits = array.buffers()
    values = _bits(bits, array.offset, len(array))
    known = _valid(array)
    return (values + np.uint8(Flags.NO)) * known


def _valid(array: pa.Array) -> npt.NDArray[np.uint8]:
    mask = array.buffers()[0]
    if mask is None:
        return np.ones(len(array), np.uint8)
    return _bits(mask, array.offset, len(array))


def _bits(buffer: Any, offset: int, length: int) -> npt.NDArray[np.uint8]:
    """Arrow's bits as bytes of 0 and 1."""
    packed = np.frombuffer(buffer, np.uint8)[offset // 8 : (offset + length + 7) // 8]
    bits = np.unpackbits(packed, bitorder="little")
    return bits[offset % 8 : offset % 8 + length]


def band_codes(array: pa.Array, cuts: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
    """0 not known, else `Bands.FIRST` and how many cuts the number has reached."""
    if pa.types.is_null(array.type):
        return np.zeros(len(array), np.uint16)
    values, known = whole_numbers(array)
    return bands_of(values, known, cuts)


def bands_of(
    values: npt.NDArray[Any], known: npt.NDArray[np.uint8], cuts: npt.NDArray[np.int64]
) -> npt.NDArray[np.uint16]:
    """Few cuts are counted one by one; many near each other (days) are looked up in a table."""
    codes: npt.NDArray[np.uint16]
    if len(cuts) <= 12:
        reached = np.full(len(values), Bands.FIRST, np.uint8)
        for cut in cuts:
            reached += values >= cut
        return (reached * known).astype(np.uint16)
    if cuts[-1] - cuts[0] < 1 << 17:
        low, high = int(cuts[0]) - 1, int(cuts[-1]) + 1
        table = np.searchsorted(cuts, np.arange(low, high + 1), side="right").astype(np.uint16)
        codes = table[np.clip(values, low, high) - low]
    else:
        codes = np.searchsorted(cuts, values, side="right").astype(np.uint16)
    codes += np.uint16(Bands.FIRST)
    codes *= known
    return codes


def whole_numbers(array: pa.Array) -> tuple[npt.NDArray[Any], npt.NDArray[np.uint8]]:
    """Dates as days since 1970, numbers rounded down, and which are known.

    Raises BadColumnError where the column holds neither.
    """
    if pa.types.is_timestamp(array.type) or pa.types.is_date64(array.type):
        array = array.cast(pa.date32(), safe=False)
    if pa.types.is_date32(array.type):
        array = array.cast(pa.int32())
    elif pa.types.is_floating(array.type) or pa.types.is_decimal(array.type):
        if pa.types.is_floating(array.type):
            array = pc.if_else(pc.is_finite(array), array, None)
        array = pc.floor(array).cast(pa.int64())
    elif not pa.types.is_integer(array.type):
        raise BadColumnError(f"날짜나 숫자여야 할 열이 {array.type}입니다")
    known = _valid(array)
    return array.fill_null(0).to_numpy(zero_copy_only=False), known
