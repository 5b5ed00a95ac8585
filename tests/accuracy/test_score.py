"""The scorer is strict where it must be, and calls equal rules equal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.accuracy import gold
from benchmarks.accuracy.leaves import leaves
from benchmarks.accuracy.score import judge

from majungmul.terms import All, Has, InSet, Not, Rule, Unread
from majungmul.terms import Any as AnyOf

SMALL = InSet("size_class", ("micro", "small"))
VENTURE, LAB = Has("certificate", ("venture",)), Has("certificate", ("lab",))
TAXES, CLOSED = Has("exclusion", ("tax_arrears",)), Has("exclusion", ("closed_business",))


def item(folder: Path, **row: Any) -> gold.Item:
    """One expression as the scorer reads it from a file."""
    (folder / "expressions").mkdir()
    line = json.dumps({"id": "x", "split": "dev", **row}, ensure_ascii=False)
    (folder / "expressions" / "x.jsonl").write_text(line, encoding="utf-8")
    return gold.items(folder)[0]


def condition(folder: Path, expected: list[dict[str, Any]], rule: Rule) -> tuple[int, int, int]:
    row = item(folder, kind="condition", text="", expect=expected)
    score = judge(row, "condition", leaves(rule)).score
    return score.right, score.missed, score.extra


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AnyOf((VENTURE, LAB)), Has("certificate", ("venture", "lab"))),
        (Not(AnyOf((TAXES, CLOSED))), All((Not(TAXES), Not(CLOSED)))),
        (Not(Has("exclusion", ("tax_arrears", "closed_business"))), All((Not(TAXES), Not(CLOSED)))),
        (All((SMALL, VENTURE, SMALL)), All((SMALL, VENTURE))),
        (AnyOf((SMALL,)), SMALL),
    ],
)
def test_equal_rules_have_equal_leaves(one: Rule, other: Rule) -> None:
    def said(rule: Rule) -> list[str]:
        return sorted(
            json.dumps({**leaf, "value": sorted(leaf["value"])}, sort_keys=True)
            for leaf in leaves(rule)
        )

    assert said(one) == said(other)


def test_a_condition_the_wrong_way_round_is_wrong(tmp_path: Path) -> None:
    expected = [{"field": "certificate", "op": "has", "value": ["venture"]}]
    assert condition(tmp_path, expected, Not(VENTURE)) == (0, 1, 1)


def test_a_must_in_place_of_a_choice_is_wrong(tmp_path: Path) -> None:
    expected = [{"field": "certificate", "op": "has", "value": ["venture"], "any": True}]
    assert condition(tmp_path, expected, VENTURE) == (0, 1, 1)


def test_a_choice_beside_an_unread_clause_is_a_choice(tmp_path: Path) -> None:
    expected = [{"field": "certificate", "op": "has", "value": ["venture"], "any": True}]
    assert condition(tmp_path, expected, AnyOf((VENTURE, Unread("…")))) == (1, 0, 0)


def test_a_bound_the_gold_does_not_know_is_wrong(tmp_path: Path) -> None:
    expected = [{"field": "employees", "op": "range", "max": "10", "max_inclusive": True}]
    row = item(tmp_path, kind="condition", text="", expect=expected)
    found = [{**row.expect["condition"][0], "min": "5"}]
    assert judge(row, "condition", found).score.right == 0


def test_what_may_be_found_counts_neither_way(tmp_path: Path) -> None:
    expected = [{"quote": "두 차례", "value": "2", "bound": "exact", "may": True}]
    row = item(tmp_path, kind="quantity", text="두 차례", expect=expected)
    found = [{"start": 0, "end": 4, "value": "2", "bound": "exact"}]
    for facts in ([], found):
        score = judge(row, "quantity", facts).score
        assert (score.right, score.missed, score.extra) == (0, 0, 0)


@pytest.mark.parametrize(
    ("start", "end", "right"),
    [
        ("2026-06-12T00:00+09:00", None, 1),
        (None, "2026-06-12T23:59+09:00", 1),
        ("2026-06-12T00:00+09:00", "2026-06-14T23:59+09:00", 0),
        (None, None, 0),
    ],
)
def test_a_single_day_may_be_the_start_or_the_end_and_reaches_no_further(
    tmp_path: Path, start: str | None, end: str | None, right: int
) -> None:
    row = item(tmp_path, kind="period", text="", expect=[{"role": "other", "on": "2026-06-12"}])
    found = [{"role": "other", "start": start, "end": end}]
    assert judge(row, "period", found).score.right == right


def test_a_place_is_told_by_which_of_its_repetitions_is_meant(tmp_path: Path) -> None:
    expected = [{"quote": "5개", "nth": 2, "value": "5"}]
    row = item(tmp_path, kind="quantity", text="5개와 5개", expect=expected)
    first, second = ({"start": at, "end": at + 2, "value": "5"} for at in (0, 4))
    assert judge(row, "quantity", [first]).score.right == 0
    assert judge(row, "quantity", [second]).score.right == 1
