"""A batch of companies → code columns, as one `CompiledRules` tells values apart.

The columns of a batch bear the names of `terms.Company`'s fields; certificates and exclusions are
`certificate_<code>` and `exclusion_<code>` (bool, null for not known); `industries` and `sites`
are lists of strings (`industries` may be a plain string column). A column that is absent is
unknown for every row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from majungmul.reference import sizes
from majungmul.terms import Company

from .codings import MISSING, Bands, Coding, Flags, Paths, Sizes, Words
from .compiler import CompiledRules

Codes = npt.NDArray[np.uint16]
Batch = Any  # pyarrow.RecordBatch or Table: the same reading side

BLOCK = 8192  # rows the kernel takes at a time; code columns are padded to a multiple of it


@dataclass(frozen=True, slots=True)
class Encoded:
    """The code columns of one batch. `slots[k]` are those of coding k: (wide?, row of the array).

    `narrow` (uint8) holds columns of up to 256 codes, `wide` (uint16) the others; both have
    one row per column and are zero beyond `rows`.
    """

    rows: int
    narrow: npt.NDArray[np.uint8]
    wide: npt.NDArray[np.uint16]
    slots: tuple[tuple[tuple[bool, int], ...], ...]

    def column(self, coding: int, slot: int) -> npt.NDArray[Any]:
        wide, row = self.slots[coding][slot]
        return (self.wide if wide else self.narrow)[row, : self.rows]


SCHEMA = pa.schema(
    [
        ("founded", pa.date32()),
        ("pre_founder", pa.bool_()),
        ("region", pa.string()),
        ("sites", pa.list_(pa.string())),
        ("size_class", pa.string()),
        ("industries", pa.list_(pa.string())),
        ("entity_type", pa.string()),
        ("ceo_born", pa.date32()),
        ("employees", pa.int64()),
        ("revenue_krw", pa.int64()),
        ("export_usd", pa.int64()),
        ("investment_krw", pa.int64()),
    ]
)


def columns_needed(rules: CompiledRules) -> tuple[str, ...]:
    """Names of the batch columns that `rules` look at."""
    wanted: dict[str, None] = {}
    for coding in rules.codings:
        wanted |= dict.fromkeys(_columns_of(coding))
    return tuple(wanted)


def companies_to_batch(companies: Iterable[Company]) -> pa.RecordBatch:
    """Companies as a batch; flags that no company knows have no column."""
    rows = list(companies)
    arrays = [pa.array([_cell(row, name) for row in rows], kind) for name, kind in _fields()]
    names = list(SCHEMA.names)
    for field, column in (("certificates", "certificate"), ("exclusions", "exclusion")):
        for code in sorted({code for row in rows for code in getattr(row, field)}):
            names.append(f"{column}_{code}")
            arrays.append(pa.array([getattr(row, field).get(code) for row in rows], pa.bool_()))
    return pa.RecordBatch.from_arrays(arrays, names)


def companies_from_batch(batch: Batch) -> list[Company]:
    """The inverse of `companies_to_batch`."""
    return [_company(row) for row in batch.to_pylist()]


def encode(batch: Batch, rules: CompiledRules) -> Encoded:
    """The code columns of `batch` for `rules`."""
    groups = [_columns(coding, batch) for coding in rules.codings]
    padded = -(-max(batch.num_rows, 1) // BLOCK) * BLOCK
    flat = [
        (codes, coding.count > 256)
        for group, coding in zip(groups, rules.codings, strict=True)
        for codes in group
    ]
    narrow = np.zeros((sum(not wide for _, wide in flat), padded), np.uint8)
    wide_ones = np.zeros((sum(wide for _, wide in flat), padded), np.uint16)
    slots: list[tuple[tuple[bool, int], ...]] = []
    row = {False: 0, True: 0}
    for group, coding in zip(groups, rules.codings, strict=True):
        wide = coding.count > 256
        own = []
        for codes in group:
            (wide_ones if wide else narrow)[row[wide], : batch.num_rows] = codes
            own.append((wide, row[wide]))
            row[wide] += 1
        slots.append(tuple(own))
    return Encoded(batch.num_rows, narrow, wide_ones, tuple(slots))


def _fields() -> Iterable[tuple[str, Any]]:
    return ((field.name, field.type) for field in SCHEMA)


def _cell(company: Company, name: str) -> object:
    value = getattr(company, name)
    return int(value) if isinstance(value, Decimal) else value


def _company(row: dict[str, Any]) -> Company:
    facts: dict[str, Any] = {"certificates": {}, "exclusions": {}}
    for name, value in row.items():
        field, _, code = name.partition("_")
        if value is None:
            continue
        if field in ("certificate", "exclusion"):
            facts[f"{field}s"][code] = value
        elif name in SCHEMA.names:
            facts[name] = tuple(value) if isinstance(value, list) else value
    for name in ("revenue_krw", "export_usd", "investment_krw"):
        if name in facts:
            facts[name] = Decimal(facts[name])
    return Company(**facts)


def _columns_of(coding: Coding) -> tuple[str, ...]:
    match coding.name:
        case "headquarters":
            return ("region",)
        case "places":
            return ("region", "sites")
        case "business_age_years":
            return ("founded", "pre_founder")
        case "pre_founder":
            return ("pre_founder", "founded")
        case "ceo_age":
            return ("ceo_born",)
        case "industry":
            return ("industries",)
        case name if name.startswith("size_class@"):
            return ("size_class", "industries", "revenue_krw", "employees")
        case name:
            return (name,)


def _columns(coding: Coding, batch: Batch) -> list[npt.NDArray[Any]]:
    match coding:
        case Paths():
            return _paths(coding, batch)
        case Words():
            return [_looked_up(_column(batch, coding.name), coding.code)]
        case Sizes():
            return [_sizes(coding, batch)]
        case Bands():
            return [_bands(coding, batch)]
        case _:
            return [_flags(coding, batch)]


def _column(batch: Batch, name: str) -> pa.Array:
    """One contiguous array; all null where the batch has no such column."""
    if name not in batch.schema.names:
        return pa.nulls(batch.num_rows)
    found = batch.column(name)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _paths(coding: Paths, batch: Batch) -> list[npt.NDArray[Any]]:
    if coding.name == "industry":
        return _listed(_column(batch, "industries"), coding.code, coding.ABSENT, MISSING)
    home = _looked_up(_column(batch, "region"), coding.code)
    if coding.name == "headquarters":
        return [home]
    return [home, *_listed(_column(batch, "sites"), coding.code, coding.ABSENT, coding.UNLISTED)]


def _looked_up(array: pa.Array, code: Callable[[str | None], int]) -> npt.NDArray[Any]:
    """Codes of strings: each distinct one is looked up once."""
    if pa.types.is_null(array.type):
        return np.full(len(array), code(None), np.uint16)
    coded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    table = np.array([code(value) for value in (*coded.dictionary.to_pylist(), None)], np.uint16)
    indices = coded.indices.fill_null(len(coded.dictionary)).to_numpy(zero_copy_only=False)
    codes: npt.NDArray[Any] = table[indices]
    return codes


def _listed(
    array: pa.Array, code: Callable[[str | None], int], absent: int, missing: int
) -> list[npt.NDArray[Any]]:
    """Lists of strings as one column per place in the list, as many as the longest has."""
    if not pa.types.is_list(array.type) and not pa.types.is_large_list(array.type):
        codes = _looked_up(array, code)
        return [np.where(codes == MISSING, missing, codes)]
    lengths = pc.list_value_length(array).fill_null(-1).to_numpy(zero_copy_only=False)
    values = _looked_up(array.flatten(), code)
    starts = np.cumsum(np.maximum(lengths, 0)) - np.maximum(lengths, 0)
    columns = []
    for place in range(max(int(lengths.max(initial=1)), 1)):
        column = np.full(len(array), absent, np.uint16)
        has = lengths > place
        column[has] = values[starts[has] + place]
        columns.append(column)
    columns[0][lengths < 0] = missing
    return columns


def _flags(coding: Coding, batch: Batch) -> npt.NDArray[Any]:
    codes = flag_codes(_column(batch, coding.name))
    if coding.name == "pre_founder":
        founded = _column(batch, "founded").is_valid().to_numpy(zero_copy_only=False)
        codes[(codes == MISSING) & founded] = Flags.NO
    return codes


def flag_codes(array: pa.Array) -> npt.NDArray[np.uint8]:
    """0 not known, 1 no, 2 yes."""
    if pa.types.is_null(array.type):
        return np.zeros(len(array), np.uint8)
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


def _bands(coding: Bands, batch: Batch) -> npt.NDArray[Any]:
    source = {"business_age_years": "founded", "ceo_age": "ceo_born"}.get(coding.name, coding.name)
    codes = band_codes(_column(batch, source), np.array(coding.cuts, np.int64))
    if coding.name == "business_age_years":
        codes[flag_codes(_column(batch, "pre_founder")) == Flags.YES] = Bands.NONE
    return codes


def band_codes(array: pa.Array, cuts: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
    """0 not known, else `Bands.FIRST` and how many cuts the number has reached."""
    if pa.types.is_null(array.type):
        return np.zeros(len(array), np.uint16)
    values, known = whole_numbers(array)
    codes: npt.NDArray[np.uint16] = np.searchsorted(cuts, values, side="right").astype(np.uint16)
    codes += np.uint16(Bands.FIRST)
    codes *= known
    return codes


def whole_numbers(array: pa.Array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Dates as days since 1970, numbers rounded down, and which are known."""
    if pa.types.is_date32(array.type):
        array = array.cast(pa.int32())
    elif not pa.types.is_integer(array.type):
        array = pc.floor(array).cast(pa.int64())
    known = _valid(array)
    return array.fill_null(0).to_numpy(zero_copy_only=False), known


def _sizes(coding: Sizes, batch: Batch) -> npt.NDArray[Any]:
    codes = _looked_up(_column(batch, "size_class"), lambda size: _stated(size))
    open_rows = np.flatnonzero(codes == MISSING)
    if open_rows.size:
        taken = pa.array(open_rows)
        rest = {
            name: _column(batch, name).take(taken)
            for name in ("industries", "revenue_krw", "employees")
        }
        codes[open_rows] = derived_sizes(coding, **rest)
    return codes


def _stated(size: str | None) -> int:
    return MISSING if size is None else Sizes.mask((size,))


def derived_sizes(
    coding: Sizes, industries: pa.Array, revenue_krw: pa.Array, employees: pa.Array
) -> npt.NDArray[np.uint16]:
    """The set of possible classes by the law of the coding's day, a mask per row.

    The law's table is asked once for each combination that it can tell apart, not once per row.
    """
    rows = sizes.all_ceilings()
    money = sorted({limit + 1 for row in rows for limit in (row.small_max, row.medium_max)})
    staff = list(sizes.employee_limits())
    kinds: list[str | None] = [None]  # an industry for each row of the law's table
    revenue = band_codes(revenue_krw, np.array(money, np.int64)).astype(np.int64)
    people = band_codes(employees, np.array(staff, np.int64))
    total = np.zeros(len(revenue), np.uint16)
    columns = _listed(industries, lambda code: _kind(code, coding.law_day, kinds), _NONE, 0)
    columns[0][columns[0] == _NONE] = 0  # an empty list says as little as none
    for column in columns:
        keys = (column.astype(np.int64) * 64 + revenue) * 64 + people  # at most 64 bands of either
        table = np.zeros(int(keys.max(initial=0)) + 1, np.uint16)
        table[keys] = 1
        for key in np.flatnonzero(table).tolist():
            if key >> 12 != _NONE:
                known = _value(key >> 6 & 63, money), _value(key & 63, staff)
                answer = sizes.size_class(kinds[key >> 12], *known, on=coding.law_day)
                table[key] = Sizes.mask(answer.possible)
        table[_NONE << 12 :] = 0
        total |= table[keys]
    return total


_NONE = 255  # far above the number of rows in the law's table


def _kind(code: str | None, law_day: date, kinds: list[str | None]) -> int:
    """The number of the law's row for an industry, noting new ones in `kinds`."""
    ceiling = sizes.ceiling_of(code, law_day) if code else None
    kind = ceiling.prefix if ceiling else code
    if kind not in kinds:
        kinds.append(kind)
    return kinds.index(kind)


def _value(band: int, cuts: list[int]) -> int | None:
    """Some number in the band."""
    if band == MISSING:
        return None
    reached = band - Bands.FIRST
    return cuts[reached - 1] if reached else 0
