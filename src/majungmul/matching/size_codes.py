"""Size classes of many companies at once, where a profile does not state one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from majungmul.reference import sizes

from .codings import MISSING, Bands, Sizes
from .columns import Batch, bands_of, column_of, listed, looked_up, whole_numbers


def size_codes(coding: Sizes, batch: Batch) -> npt.NDArray[Any]:
    """The stated class, or the set of those that the law leaves possible."""
    codes = looked_up(column_of(batch, "size_class"), lambda size: _stated(size))
    rows = np.flatnonzero(codes == MISSING)
    if rows.size:
        facts = {name: column_of(batch, name).take(pa.array(rows)) for name in _DECIDING}
        codes[rows] = _derived_sizes(coding, facts)
    return codes


_DECIDING = ("industries", "revenue_krw", "employees")


def _stated(size: str | None) -> int:
    return MISSING if size is None else Sizes.mask((size,))


def _derived_sizes(coding: Sizes, facts: Mapping[str, pa.Array]) -> npt.NDArray[np.uint16]:
    """The set of possible classes by the law of the coding's day, a mask per row.

    The law's table is asked once for each combination that it can tell apart, not once per row.
    """
    limits = sizes.all_ceilings()
    money = sorted({limit + 1 for row in limits for limit in (row.small_max, row.medium_max)})
    staff = list(sizes.employee_limits())
    kinds: list[str | None] = [None]  # an industry for each row of the law's table
    revenue = _some_bands(facts["revenue_krw"], money)
    people = _some_bands(facts["employees"], staff)
    total = np.zeros(len(revenue), np.uint16)
    trades = facts["industries"]
    columns = listed(trades, lambda code: _kind(code, coding.law_day, kinds), _NONE, 0)
    columns[0][columns[0] == _NONE] = 0  # an empty list says as little as none
    none = len(kinds)
    for column in columns:
        column[column == _NONE] = none
        keys = (column.astype(np.int64) * 64 + revenue) * 64 + people  # at most 64 bands of either
        table = np.zeros(int(keys.max(initial=0)) + 1, np.uint16)
        table[keys] = 1
        for key in np.flatnonzero(table).tolist():
            if key >> 12 != none:
                known = _value(key >> 6 & 63, money), _value(key & 63, staff)
                table[key] = _possible(kinds[key >> 12], *known, coding.law_day)
        table[none << 12 :] = 0
        total |= table[keys]
    return total


def _some_bands(array: pa.Array, cuts: list[int]) -> npt.NDArray[np.int64]:
    if pa.types.is_null(array.type):
        return np.zeros(len(array), np.int64)
    values, known = whole_numbers(array)
    return bands_of(values, known, np.array(cuts, np.int64)).astype(np.int64)


_NONE = 255  # far above the number of rows in the law's table


def _kind(code: str | None, law_day: date, kinds: list[str | None]) -> int:
    """The number of the law's row for an industry, noting new ones in `kinds`."""
    kind = _row_of_law(code, law_day) if code else None
    if kind not in kinds:
        kinds.append(kind)
    return kinds.index(kind)


@lru_cache(maxsize=1 << 14)
def _row_of_law(code: str, law_day: date) -> str:
    ceiling = sizes.ceiling_of(code, law_day)
    return ceiling.prefix if ceiling else code


@lru_cache(maxsize=1 << 16)
def _possible(kind: str | None, revenue: int | None, employees: int | None, law_day: date) -> int:
    return Sizes.mask(sizes.size_class(kind, revenue, employees, law_day).possible)


def _value(band: int, cuts: list[int]) -> int | None:
    """Some number in the band."""
    if band == MISSING:
        return None
    reached = band - Bands.FIRST
    return cuts[reached - 1] if reached else 0
