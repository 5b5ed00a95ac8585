"""From claims to figures, honestly.

Sources repeat one another and contradict one another. Claims about the same subject, period and
unit are one *case*. A case on which all sources agree has one value; where they differ it has a
low and a high, and a figure over many cases carries both ends. Nothing is averaged away.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from .bundle import Bundle

AXES = ("year", "region", "program")
DIMENSIONS = (*AXES, "status")
CASE = ("subject", "period_start", "period_end", "unit", "status", "year", "region", "program")


def compute(
    bundle: Bundle,
    measure: str,
    by: Sequence[str] = (),
    additive: Collection[str] = AXES,
    status: str | None = None,
) -> list[dict[str, Any]]:
    """Rows of `measure`, one per combination of `by` and unit, ordered by them.

    Each row has the keys of `by`, `unit`, `low` and `high` (Decimal; equal where sources agree),
    `cases` (subjects × periods), `statements`, and `disputed` (cases on which sources differ).
    `additive` names the axes over which the measure may be summed (reference/measures.toml). When
    every axis that `by` leaves out is among them, `low` and `high` are sums over the cases; else
    they are the least and the greatest case, and `summed` is False.
    Raises ValueError for a dimension that is not in DIMENSIONS.
    """
    if unknown := [name for name in by if name not in DIMENSIONS]:
        raise ValueError(f"{', '.join(unknown)}: {', '.join(DIMENSIONS)}")
    cases = _cases(bundle, measure, status)
    keys = [*by, "unit"]
    summed = set(AXES) - set(by) <= set(additive)
    low = cases.low.sum() if summed else cases.low.min()
    high = cases.high.sum() if summed else cases.high.max()
    figures = cases.group_by(keys).aggregate(
        low=low,
        high=high,
        cases=cases.count(),
        statements=cases.statements.sum(),
        disputed=(cases.low != cases.high).sum(),
    )
    rows = figures.order_by(keys).to_pyarrow().to_pylist()
    return [{**row, "summed": summed} for row in rows]


def disputes(bundle: Bundle) -> list[dict[str, Any]]:
    """Every case on which sources differ: its claims' ends and the statements to open."""
    statements = _claims(bundle)
    cases = _group(statements, ["measure", *CASE])
    rows: list[dict[str, Any]] = (
        cases.filter(cases.low != cases.high)
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
        low=claims.value.min(),
        high=claims.high.max(),
        statements=claims.count(),
    )


def _claims(bundle: Bundle) -> Any:
    statements, programs = bundle.statements, bundle.programs
    named = statements.left_join(programs, statements.program_id == programs.id)
    return named.select(
        measure=statements.measure,
        subject=statements.subject,
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
