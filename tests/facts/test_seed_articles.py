"""Five real articles beside the checkout, with the figures a careful reader takes from them."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from majungmul import documents, facts
from majungmul.terms import Reading

# Two of the articles carry no date of their own.
PUBLISHED = {"etnews-2020-jica.txt": date(2020, 10, 1), "news1-2023-nipa.txt": date(2023, 1, 18)}


@pytest.fixture(scope="module")
def seeds(real_data: Path) -> list[tuple[dict[str, Any], Reading]]:
    root = real_data.parent
    readings: dict[str, Reading] = {}
    rows = []
    for line in (root / "gold" / "seeds.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        name = row["doc"]
        if name not in readings:
            document = documents.read(root / "seeds" / name)
            readings[name] = facts.read(document, PUBLISHED.get(name))
        rows.append((row, readings[name]))
    return rows


def test_every_figure_is_found_with_value_unit_and_bound(
    seeds: list[tuple[dict[str, Any], Reading]],
) -> None:
    missed = []
    for row, reading in seeds:
        found = {quantity.span.start: quantity for quantity in reading.quantities}.get(row["start"])
        if found is None or (found.span.quote, found.value, found.unit, found.bound) != (
            row["quote"], abs(Decimal(row["value"])), row["unit"], row["bound"],
        ):  # fmt: skip  # a cut is negative as a claim only
            missed.append(row["context"])
    assert missed == []


def test_every_figure_becomes_a_claim_of_its_measure(
    seeds: list[tuple[dict[str, Any], Reading]],
) -> None:
    missed = []
    for row, reading in seeds:
        claims = [
            claim
            for claim in reading.statements
            if row["start"] in (claim.quantity.span.start, *(span.start for span in claim.also))
        ]
        if [claim.measure for claim in claims] != [row["measure"]]:
            missed.append(row["context"])
    assert missed == []


def test_nothing_is_taken_from_sidebars_comment_boxes_and_footers(
    seeds: list[tuple[dict[str, Any], Reading]],
) -> None:
    last = {row["doc"]: 0 for row, _ in seeds}
    for row, _ in seeds:
        last[row["doc"]] = max(last[row["doc"]], row["end"])
    for row, reading in seeds:
        assert all(q.span.end <= last[row["doc"]] + 200 for q in reading.quantities)


def test_most_claims_are_of_the_subject_that_a_reader_names(
    seeds: list[tuple[dict[str, Any], Reading]],
) -> None:
    close = 0
    for row, reading in seeds:
        claim = next(
            claim
            for claim in reading.statements
            if row["start"] in (claim.quantity.span.start, *(span.start for span in claim.also))
        )
        close += _alike(row["subject"], claim.subject.name if claim.subject else "") >= 0.5
    assert close >= 36  # of 48; a reader's names are not always those of the text


def _alike(one: str, other: str) -> float:
    """The share of pairs of letters that two names have in common."""
    first, second = _pairs(one), _pairs(other)
    return 2 * len(first & second) / max(1, len(first) + len(second))


def _pairs(name: str) -> set[str]:
    plain = re.sub(r"\(NIPA\)|[^가-힣A-Za-z0-9]", "", name)
    plain = plain.replace("과기정통부", "과학기술정보통신부")
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
