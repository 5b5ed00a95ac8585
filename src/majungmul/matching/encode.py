"""A batch of companies → code columns, as one `CompiledRules` tells values apart.

The columns of a batch bear the names of `terms.Company`'s fields; certificates and exclusions are
`certificate_<code>` and `exclusion_<code>` (bool, null for not known); `industries` and `sites`
are lists of strings (`industries` may be a plain string column). A column that is absent is
unknown for every row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from majungmul.terms import Company

from .codings import MISSING, Bands, Coding, Flags, Paths, Sizes, Words
from .columns import BadColumnError, Batch, band_codes, column_of, flag_codes, listed, looked_up
from .compiler import CompiledRules
from .size_codes import size_codes

Codes = npt.NDArray[np.uint16]

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


FLAG_COLUMNS = ("certificate_", "exclusion_")  # followed by a code


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
    """The code columns of `batch` for `rules`.

    Raises BadColumnError, naming the column, where one has a type that its fact cannot have.
    """
    groups = [_columns_named(coding, batch) for coding in rules.codings]
    wide = [coding.count > 256 for coding in rules.codings]
    room = {False: 0, True: 0}
    slots = []
    for own, is_wide in zip(groups, wide, strict=True):
        slots.append(tuple((is_wide, room[is_wide] + place) for place in range(len(own))))
        room[is_wide] += len(own)
    padded = -(-max(batch.num_rows, 1) // BLOCK) * BLOCK
    arrays = {
        False: np.empty((room[False], padded), np.uint8),
        True: np.empty((room[True], padded), np.uint16),
    }
    for own, places in zip(groups, slots, strict=True):
        for codes, (is_wide, row) in zip(own, places, strict=True):
            arrays[is_wide][row, : batch.num_rows] = codes
    for array in arrays.values():
        array[:, batch.num_rows :] = MISSING
    return Encoded(batch.num_rows, arrays[False], arrays[True], tuple(slots))


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


def _columns_named(coding: Coding, batch: Batch) -> list[npt.NDArray[Any]]:
    try:
        return _columns(coding, batch)
    except BadColumnError as error:
        names = "·".join(name for name in _columns_of(coding) if name in batch.schema.names)
        raise BadColumnError(f"{names}: {error}.") from error


def _columns(coding: Coding, batch: Batch) -> list[npt.NDArray[Any]]:
    match coding:
        case Paths():
            return _paths(coding, batch)
        case Words():
            return [looked_up(column_of(batch, coding.name), coding.code)]
        case Sizes():
            return [size_codes(coding, batch)]
        case Bands():
            return [_bands(coding, batch)]
        case _:
            return [_flags(coding, batch)]


def _paths(coding: Paths, batch: Batch) -> list[npt.NDArray[Any]]:
    if coding.name == "industry":
        return listed(column_of(batch, "industries"), coding.code, coding.ABSENT, MISSING)
    home = looked_up(column_of(batch, "region"), coding.code)
    if coding.name == "headquarters":
        return [home]
    return [home, *listed(column_of(batch, "sites"), coding.code, coding.ABSENT, coding.UNLISTED)]


def _flags(coding: Coding, batch: Batch) -> npt.NDArray[Any]:
    codes = flag_codes(column_of(batch, coding.name))
    if coding.name == "pre_founder":
        founded = column_of(batch, "founded").is_valid().to_numpy(zero_copy_only=False)
        codes[(codes == MISSING) & founded] = Flags.NO
    return codes


def _bands(coding: Bands, batch: Batch) -> npt.NDArray[Any]:
    source = {"business_age_years": "founded", "ceo_age": "ceo_born"}.get(coding.name, coding.name)
    codes = band_codes(column_of(batch, source), np.array(coding.cuts, np.int64))
    if coding.name == "business_age_years":
        codes[flag_codes(column_of(batch, "pre_founder")) == Flags.YES] = Bands.NONE
    return codes
