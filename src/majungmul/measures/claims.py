"""From claims to figures, honestly.

Sources repeat one another and contradict one another. Claims about the same subject, period and
unit are one *case*. A case on which all sources agree has one value; where they differ it has a
low and a high, and a figure over many cases carries both ends. Nothing is averaged away. Only
documents can dispute one another: two numbers in one text are two things it tells of.

A claim whose period nobody knows can be compared with no other: it is a case of its own, stands in
rows of its own (`dated` is False), and is never summed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import ibis

from .bundle import Bundle

AXES = ("year", "region", "program")
DIMENSIONS = (*AXES, "status")
CASE = ("subject", "period_start", "period_end", "unit", "status", *AXES, "dated", "undated")


def compute(
    bundle: Bundle,
    measure: str,
    by: Sequence[str] = (),
    additive: Collection[str] = AXES,
    status: str | None = None,
) -> list[dict[str, Any]]:
    """Rows of `measure`, one per combination of `by`, `dated` and unit, ordered by them.

    Each row has the keys of `by`, `dated`, `unit`, `low` and `high` (Decimal; equal where sources
    agree), `cases` (subjects × periods), `statements`, and `disputed` (cases where sources differ).
    `additive` names the axes over which the measure may be summed (reference/measures.toml). When
    every axis that `by` leaves out is among them, `low` and `high` are sums over the cases; else
    they are the least and the greatest case, and `summed` is False.
    Raises ValueError for a dimension that is not in DIMENSIONS.
    """
    if unknown := [name for name in by if name not in DIMENSIONS]:
        raise ValueError(f"{', '.join(unknown)}: {', '.join(DIMENSIONS)}")
    cases = _cases(bundle, measure, status)
    keys = [*by, "dated", "unit"]
    adds_up = set(AXES) - set(by) <= set(additive)
    figures = cases.group_by(keys).aggregate(
        least=cases.low.min(),
        greatest=cases.high.max(),
        low=cases.low.sum(),
        high=cases.high.sum(),
        cases=cases.count(),
        statements=cases.statements.sum(),
        disputed=_disputed(cases).sum(),
    )
    rows = figures.order_by([*by, ibis.desc("dated"), "unit"]).to_pyarrow().to_pylist()
    return [_figure(row, adds_up) for row in rows]


def _figure(row: dict[str, Any], adds_up: bool) -> dict[str, Any]:
    """The row with its sums, or with its least and greatest case where sums mean nothing."""
    least, greatest = row.pop("least"), row.pop("greatest")
    summed = adds_up and row["dated"]
    return (
        row | {"summed": summed}
        if summed
        else row | {"low": least, "high": greatest, "summed": False}
    )


def disputes(bundle: Bundle) -> list[dict[str, Any]]:
    """Every case on which documents differ: its subject by name, its ends, how many say so."""
    cases = _group(_claims(bundle), ["measure", *CASE])
    rows: list[dict[str, Any]] = (
        cases.filter(_disputed(cases) & cases.dated)
        .order_by(["measure", "subject", "period_start"])
        .to_pyarrow()
        .to_pylist()
    )
    return rows


def _cases(bundle: Bundle, measure: str, status: str | None) -> Any:
    claims = _claims(bundle)
    claims = claims.filter(claims.measure == measure)
    if status is not None:
        claims = claims.filter(claims.status == status)
    return _group(claims, list(CASE))


def _group(claims: Any, keys: list[str]) -> Any:
    return claims.group_by(keys).aggregate(
        subject_name=claims.subject_name.max(),
        low=claims.value.min(),
        high=claims.high.max(),
        statements=claims.count(),
        documents=claims.document.nunique(),
    )


def _disputed(cases: Any) -> Any:
    return (cases.low != cases.high) & (cases.documents > 1)


def _claims(bundle: Bundle) -> Any:
    statements, programs = bundle.statements, bundle.programs
    named = statements.left_join(programs, statements.program_id == programs.id)
    dated = statements.period_start.notnull() | statements.period_end.notnull()
    return named.select(
        dated=dated,
        undated=ibis.cases((dated, ""), else_=statements.id),
        measure=statements.measure,
        document=statements.document_id,
        subject=statements.subject,
        subject_name=statements.subject_name.nullif("").coalesce(programs.name, statements.subject),
        period_start=statements.period_start,
        period_end=statements.period_end,
        unit=statements.unit,
        status=statements.status,
        year=statements.year,
        region=statements.place,
        program=programs.name,
        value=statements.value,
        high=statements.upper.fill_null(statements.value),
    )
