"""The same rules in the words of other engines.

`translate` walks a rule; a `Dialect` says how each kind of condition is put. All get the same flat
table (`flat`): paths of places and industries, one size class, days as numbers since 1970. Age
limits are given as first and last day, so that no engine has to count years.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any as Value

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from majungmul.matching import Call
from majungmul.matching.codings import (
    NO_HIGH,
    NO_LOW,
    born_between,
    founded_between,
    law_version,
    whole_between,
)
from majungmul.matching.days import Days
from majungmul.matching.known import industry_path, region_path
from majungmul.matching.sql import prepared
from majungmul.terms import All, Any, Has, InSet, Not, Range, Rule


def flat(batch: pa.RecordBatch, calls: list[Call], on: date) -> pa.Table:
    """`batch` with one column per plain fact, as every peer takes it."""
    table = prepared(batch, calls, on)
    sizes = table.column(f"sizes_{law_version(on):%Y%m%d}").to_pylist()
    one = [found[0] if len(found) == 1 else None for found in sizes]
    table = table.append_column("size", pa.array(one, pa.string()))
    for name, source in (("founded_day", "founded"), ("born_day", "ceo_born")):
        table = table.append_column(name, table.column(source).cast(pa.int32()))
    founded = pc.if_else(pc.is_valid(table.column("founded")), False, pa.scalar(None, pa.bool_()))
    place = table.schema.get_field_index("pre_founder")
    yet = pc.coalesce(table.column("pre_founder"), founded)
    return table.set_column(place, "pre_founder", yet)


class Dialect(ABC):
    """How one engine puts each condition; the result is whatever the engine evaluates."""

    @abstractmethod
    def both(self, parts: list[Value]) -> Value: ...
    @abstractmethod
    def either(self, parts: list[Value]) -> Value: ...
    @abstractmethod
    def opposite(self, part: Value) -> Value: ...
    @abstractmethod
    def place(self, wanted: str, sites: str) -> Value: ...
    @abstractmethod
    def industry(self, wanted: str) -> Value: ...
    @abstractmethod
    def word(self, column: str, values: tuple[str, ...]) -> Value: ...
    @abstractmethod
    def between(self, column: str, low: int | None, high: int | None) -> Value: ...
    @abstractmethod
    def flag(self, column: str) -> Value: ...
    @abstractmethod
    def unread(self) -> Value: ...


def translate(rule: Rule, days: Days, to: Dialect) -> Value:
    """The rule in the dialect."""
    match rule:
        case All(parts):
            return to.both([translate(part, days, to) for part in parts])
        case Any(parts):
            return to.either([translate(part, days, to) for part in parts])
        case Not(part):
            return to.opposite(translate(part, days, to))
        case InSet("region", values, basis):
            return to.either([to.place("/".join(region_path(v)), basis) for v in values])
        case InSet("industry", values):
            return to.either([to.industry("/".join(industry_path(v))) for v in values])
        case InSet("size_class", values):
            return to.word("size", values)
        case InSet(field, values):
            return to.word(field, values)
        case Range("business_age_years"):
            ends = _ends(founded_between(rule, days))
            young = to.opposite(to.flag("pre_founder"))
            return to.both([young, to.between("founded_day", *ends)])
        case Range("ceo_age"):
            return to.between("born_day", *_ends(born_between(rule, days)))
        case Range(field):
            return to.between(field, *_ends(whole_between(rule, days)))
        case Has("pre_founder"):
            return to.flag("pre_founder")
        case Has(field, values):
            return to.either([to.flag(f"{field}_{value}") for value in values])
    return to.unread()


def _ends(found: tuple[int, int] | None) -> tuple[int | None, int | None]:
    assert found is not None  # every generated call has its days
    low, high = found
    return (None if low <= NO_LOW else low, None if high >= NO_HIGH else high)


class Polars(Dialect):
    """Nullable expressions; Polars' logic is Kleene's."""

    def __init__(self) -> None:
        import polars

        self.pl = polars

    def both(self, parts: list[Value]) -> Value:
        return reduce(and_, parts) if parts else self.pl.lit(True)

    def either(self, parts: list[Value]) -> Value:
        return reduce(or_, parts) if parts else self.pl.lit(False)

    def opposite(self, part: Value) -> Value:
        return ~part

    def place(self, wanted: str, sites: str) -> Value:
        home = self._lies(self.pl.col("region_path"), wanted)
        if sites == "headquarters":
            return home
        missing = None if sites == "site" else False
        return home | self._listed("site_paths", wanted, missing)

    def industry(self, wanted: str) -> Value:
        return self._listed("industry_paths", wanted, None)

    def word(self, column: str, values: tuple[str, ...]) -> Value:
        if column != "size":
            return self.pl.col(column).is_in(values)
        return self.pl.col("size").is_in(values)

    def between(self, column: str, low: int | None, high: int | None) -> Value:
        tests = [self.pl.col(column).is_not_null() | self.pl.lit(None)]
        tests += [self.pl.col(column) >= low] if low is not None else []
        tests += [self.pl.col(column) <= high] if high is not None else []
        return self.both(tests)

    def flag(self, column: str) -> Value:
        return self.pl.col(column)

    def unread(self) -> Value:
        return self.pl.lit(None, self.pl.Boolean)

    def _within(self, path: Value, wanted: str) -> Value:
        return (path == wanted) | path.str.starts_with(f"{wanted}/")

    def _above(self, path: Value, wanted: str) -> Value:
        return self.pl.lit(wanted).str.starts_with(path + "/")

    def _lies(self, path: Value, wanted: str) -> Value:
        coarse = self.pl.when(self._above(path, wanted)).then(None).otherwise(False)
        return self._within(path, wanted) | coarse

    def _listed(self, column: str, wanted: str, missing: bool | None) -> Value:
        codes, one = self.pl.col(column), self.pl.element()
        within = codes.list.eval(self._within(one, wanted)).list.any()
        above = codes.list.eval(self._above(one, wanted)).list.any()
        kept = self.pl.lit(missing, self.pl.Boolean)
        answer = self.pl.when(within).then(True).when(above).then(None).otherwise(False)
        return self.pl.when(codes.is_null()).then(kept).otherwise(answer)


class Zen(Dialect):
    """Expressions of the ZEN language; a missing fact is null in the context."""

    def both(self, parts: list[Value]) -> Value:
        return f"({' and '.join(parts)})" if parts else "true"

    def either(self, parts: list[Value]) -> Value:
        return f"({' or '.join(parts)})" if parts else "false"

    def opposite(self, part: Value) -> Value:
        return f"not ({part})"

    def place(self, wanted: str, sites: str) -> Value:
        return self._begins("region_path", wanted)

    def industry(self, wanted: str) -> Value:
        return self._begins("industry_path", wanted)

    def word(self, column: str, values: tuple[str, ...]) -> Value:
        return f"({column} in [{', '.join(repr(value) for value in values)}])".replace("'", '"')

    def between(self, column: str, low: int | None, high: int | None) -> Value:
        tests = [f"{column} >= {low}"] if low is not None else []
        tests += [f"{column} <= {high}"] if high is not None else []
        return self.both(tests)

    def flag(self, column: str) -> Value:
        return f"({column} == true)"

    def unread(self) -> Value:
        return "true"

    def _begins(self, column: str, wanted: str) -> str:
        return f'({column} != null and startsWith({column} + "/", "{wanted}/"))'


class Arrays(Dialect):
    """NumPy formulas for OpenFisca: two values, and a default for what is missing."""

    def both(self, parts: list[Value]) -> Value:
        return lambda get: np.logical_and.reduce([part(get) for part in parts])

    def either(self, parts: list[Value]) -> Value:
        return lambda get: np.logical_or.reduce([part(get) for part in parts])

    def opposite(self, part: Value) -> Value:
        return lambda get: ~part(get)

    def place(self, wanted: str, sites: str) -> Value:
        return lambda get: np.char.startswith(get("region_path").astype(str), wanted)

    def industry(self, wanted: str) -> Value:
        return lambda get: np.char.startswith(get("industry_path").astype(str), wanted)

    def word(self, column: str, values: tuple[str, ...]) -> Value:
        return lambda get: np.isin(get(column).astype(str), values)

    def between(self, column: str, low: int | None, high: int | None) -> Value:
        least, most = (NO_LOW if low is None else low), (NO_HIGH if high is None else high)
        return lambda get: (get(column) >= least) & (get(column) <= most)

    def flag(self, column: str) -> Value:
        return lambda get: get(column)

    def unread(self) -> Value:
        return lambda get: np.ones(len(get("region_path")), bool)
