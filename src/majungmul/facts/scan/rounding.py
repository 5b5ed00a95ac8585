"""What a figure takes from others of its text: roundness, or the thing that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from majungmul.terms import Quantity

_SCALE_WORDS = ("규모", " 규모")


def rounded(folded: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """`quantities` with `about` for a 규모 figure of one digit that a finer figure rounds to.

    규모 alone says nothing of firmness: `4600억 원 규모` is as exact as any other print.
    """
    digits = {
        (quantity.unit, _head(quantity.value))
        for quantity in quantities
        if quantity.upper is None and not _round(quantity.value)
    }
    return [
        replace(quantity, bound="about")
        if quantity.bound == "exact"
        and _round(quantity.value)
        and folded.startswith(_SCALE_WORDS, quantity.span.end)
        and (quantity.unit, _head(quantity.value)) in digits
        else quantity
        for quantity in quantities
    ]


def _head(value: Decimal) -> tuple[str, int]:
    """The first digit and its place: what a number is cut down to."""
    written = str(abs(int(value)))
    return written[0], len(written)


def _round(value: Decimal) -> bool:
    return not str(abs(int(value)))[1:].strip("0")


def same_places(quantities: Sequence[Quantity]) -> list[Quantity]:
    """`quantities` in which a bare 곳 counts what the last 곳 counted: 기업 120곳 … 이 중 23곳."""
    told, last = [], ""
    for quantity in quantities:
        if quantity.kind == "count" and "곳" in quantity.span.quote:
            if quantity.unit == "case" and last:
                quantity = replace(quantity, unit=last)
            last = quantity.unit if quantity.unit != "case" else last
        told.append(quantity)
    return told
