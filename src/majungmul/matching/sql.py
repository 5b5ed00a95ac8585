"""The same rules as SQL, for DuckDB: a third witness beside the interpreter and the kernel.

SQL's own logic is Kleene's, with NULL for unknown, so a rule becomes one nullable expression. It
shares only the paths of places and industries and the size classes (`prepared`) with the others;
dates are counted by the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import pyarrow as pa

from majungmul.terms import All, Company, Condition, Has, InSet, Not, Range, Rule
from majungmul.terms import Any as AnyOf

from .calls import Call
from .codings import law_version
from .columns import Batch
from .days import Days
from .known import Path, industry_path, possible_sizes, region_path

TRUE, FALSE, UNKNOWN = "TRUE", "FALSE", "CAST(NULL AS BOOLEAN)"


def prepared(batch: Batch, calls: Iterable[Call], on: date) -> pa.Table:
    """`batch` with the columns the SQL looks at: paths, and possible size classes by law."""
    table = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
    rows = {name: table.column(name).to_pylist() for name in _SOURCES if name in table.schema.names}
    count = table.num_rows
    regions = rows.get("region", [None] * count)
    sites = rows.get("sites", [None] * count)
    trades = rows.get("industries", [None] * count)
    added = {
        "region_path": [code and _text(region_path(code)) for code in regions],
        "site_paths": [_paths(codes, region_path) for codes in sites],
        "industry_paths": [_paths(codes, industry_path) for codes in trades],
    }
    for law_day in {law_version(call.days(on).law_day) for call in calls}:
        added[_sizes_column(law_day)] = [
            sorted(_possible({name: rows[name][k] for name in rows}, law_day)) for k in range(count)
        ]
    for name, values in added.items():
        kind = pa.string() if name == "region_path" else pa.list_(pa.string())
        table = table.append_column(name, pa.array(values, kind))
    return table


def rule_sql(rule: Rule, days: Days, columns: Sequence[str]) -> str:
    """The rule as a nullable expression over a `prepared` table that has these columns."""
    match rule:
        case All(parts):
            return _joined([rule_sql(part, days, columns) for part in parts], "AND", TRUE)
        case AnyOf(parts):
            return _joined([rule_sql(part, days, columns) for part in parts], "OR", FALSE)
        case Not(part):
            return f"(NOT {rule_sql(part, days, columns)})"
        case _:
            return _leaf(rule, days, columns)


_SOURCES = ("region", "sites", "industries", "size_class", "revenue_krw", "employees")


def _leaf(leaf: Condition, days: Days, columns: Sequence[str]) -> str:
    match leaf:
        case InSet("region", values, basis):
            wanted = [_text(region_path(value)) for value in values]
            return _any(_place(path, basis) for path in wanted)
        case InSet("industry", values):
            wanted = [_text(industry_path(value)) for value in values]
            return _any(_listed("industry_paths", path, UNKNOWN) for path in wanted)
        case InSet("size_class", values):
            own = _sizes_column(law_version(days.law_day))
            inside = f"[{', '.join(map(_quoted, values))}]::VARCHAR[]"
            return (
                f"(CASE WHEN list_has_all({inside}, {own}) THEN TRUE"
                f" WHEN list_has_any({inside}, {own}) THEN NULL ELSE FALSE END)"
            )
        case InSet("entity_type", values):
            return _any(f"entity_type = {_quoted(value)}" for value in values)
        case Range("business_age_years"):
            return _business_age(leaf, days)
        case Range("ceo_age"):
            day = days.resolve(leaf.as_of)
            return UNKNOWN if day is None else _between(leaf, _age(day))
        case Range("employees" | "revenue_krw" | "export_usd" | "investment_krw"):
            return _between(leaf, leaf.field)
        case Has("certificate" | "exclusion", values):
            names = [f"{leaf.field}_{value}" for value in values]
            return _any(name if name in columns else UNKNOWN for name in names)
        case Has("pre_founder"):
            return "coalesce(pre_founder, CASE WHEN founded IS NOT NULL THEN FALSE END)"
    return UNKNOWN


def _place(wanted: str, basis: str) -> str:
    if not wanted:
        return UNKNOWN
    home = _lies("region_path", wanted)
    if basis == "headquarters":
        return home
    return f"({home} OR {_listed('site_paths', wanted, UNKNOWN if basis == 'site' else FALSE)})"


def _lies(path: str, wanted: str) -> str:
    return (
        f"(CASE WHEN {path} IS NULL THEN NULL WHEN {_within(path, wanted)} THEN TRUE"
        f" WHEN {_above(path, wanted)} THEN NULL ELSE FALSE END)"
    )


def _listed(column: str, wanted: str, missing: str) -> str:
    if not wanted:
        return UNKNOWN
    return (
        f"(CASE WHEN {column} IS NULL THEN {missing}"
        f" WHEN len(list_filter({column}, lambda p: {_within('p', wanted)})) > 0 THEN TRUE"
        f" WHEN len(list_filter({column}, lambda p: {_above('p', wanted)})) > 0"
        f" THEN NULL ELSE FALSE END)"
    )


def _within(path: str, wanted: str) -> str:
    return f"({path} = {_quoted(wanted)} OR starts_with({path}, {_quoted(wanted + '/')}))"


def _above(path: str, wanted: str) -> str:
    return f"({path} = '' OR starts_with({_quoted(wanted)}, {path} || '/'))"


def _business_age(leaf: Range, days: Days) -> str:
    day = days.resolve(leaf.as_of)
    tests = [] if day else [UNKNOWN]
    for end, sign, inclusive in (
        (leaf.min, "<", leaf.min_inclusive),
        (leaf.max, ">", leaf.max_inclusive),
    ):
        if end is not None and day:
            months, rest = divmod(end * 12, 1)
            reached = f"CAST(founded + INTERVAL {int(months)} MONTH AS DATE) + {round(rest * 30)}"
            tests.append(f"{reached} {sign}{'=' if inclusive else ''} DATE '{day}'")
    holds = _joined([*tests, "(founded IS NOT NULL OR NULL)"], "AND", TRUE)
    return f"(CASE WHEN pre_founder THEN FALSE WHEN founded IS NULL THEN NULL ELSE {holds} END)"


def _age(day: date) -> str:
    return (
        f"({day.year} - year(ceo_born)"
        f" - CAST(strftime(ceo_born, '%m%d') > '{day:%m%d}' AS INTEGER))"
    )


def _between(leaf: Range, value: str) -> str:
    tests = [f"({value} IS NOT NULL OR NULL)"]
    if leaf.min is not None:
        tests.append(f"{value} {'>=' if leaf.min_inclusive else '>'} {leaf.min}")
    if leaf.max is not None:
        tests.append(f"{value} {'<=' if leaf.max_inclusive else '<'} {leaf.max}")
    return _joined(tests, "AND", TRUE)


def _any(tests: Iterable[str]) -> str:
    return _joined(list(tests), "OR", FALSE)


def _joined(parts: list[str], word: str, empty: str) -> str:
    return f"({f' {word} '.join(parts)})" if parts else empty


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _text(path: Path) -> str:
    return "/".join(path)


def _paths(codes: Iterable[str] | None, path: Any) -> list[str] | None:
    return None if codes is None else [_text(path(code)) for code in codes]


def _sizes_column(law_day: date) -> str:
    return f"sizes_{law_day:%Y%m%d}"


def _possible(row: dict[str, Any], law_day: date) -> frozenset[str]:
    stated, trades = row.get("size_class"), row.get("industries")
    return _possible_sizes(
        stated,
        tuple(trades) if trades else None,
        row.get("revenue_krw"),
        row.get("employees"),
        law_day,
    )


@lru_cache(maxsize=1 << 16)
def _possible_sizes(
    stated: str | None,
    trades: tuple[str, ...] | None,
    revenue: int | None,
    employees: int | None,
    law_day: date,
) -> frozenset[str]:
    company = replace(Company(), size_class=stated, industries=trades, employees=employees)
    return possible_sizes(replace(company, revenue_krw=revenue), law_day)  # type: ignore[arg-type]
