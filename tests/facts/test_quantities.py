"""Amounts as notices and press print them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from majungmul import documents, facts
from majungmul.facts.tables import counters
from majungmul.reference import vocabulary
from majungmul.terms import Quantity

EXPECTED = tomllib.loads(Path(__file__).with_name("quantities.toml").read_text("utf-8"))
ROWS = [row for name in ("amounts", "bounds", "things") for row in EXPECTED[name]]


def plainly(found: list[Quantity]) -> list[list[str]]:
    return [
        [
            quantity.span.quote,
            f"{quantity.value:f}" + (f"~{quantity.upper:f}" if quantity.upper is not None else ""),
            quantity.unit,
            quantity.bound,
        ]
        for quantity in found
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_it_reads_value_unit_and_bound(row: list[Any]) -> None:
    text, *expected = row
    assert plainly(facts.quantities(text)) == expected


@pytest.mark.parametrize("text", EXPECTED["nothing"])
def test_it_leaves_alone_what_is_no_quantity(text: str) -> None:
    assert plainly(facts.quantities(text)) == []


def test_a_round_figure_of_scale_is_about_where_the_text_prints_the_exact_one() -> None:
    text = (
        "기관은 8000억원 규모로 54개 사업을 한다. 예산은 총 8182억원 규모다. "
        "펀드는 4600억원 규모다."
    )
    bounds = [q.bound for q in facts.quantities(text) if q.unit == "KRW"]
    assert bounds == ["about", "exact", "exact"]


def test_digits_behind_their_unit_are_reported_and_not_guessed() -> None:
    reading = facts.read(documents.plain("연차별 연구비\n백만원50 백만원100 백만원100"))
    assert reading.quantities == ()
    assert "숫자" in reading.warnings[0]


def test_bare_numbers_take_the_unit_above_their_table() -> None:
    text = (
        "(단위: 백만원)\n"
        "| 구분 | 국비 | 지방비 | 과제수 |\n"
        "| --- | --- | --- | --- |\n"
        "| 시제품 | 1,200 | 300 | 12 |\n"
    )
    found = facts.read(documents.plain(text)).quantities
    assert [(q.span.quote, q.value, q.unit) for q in found] == [
        ("1,200", Decimal(1_200_000_000), "KRW"),
        ("300", Decimal(300_000_000), "KRW"),
    ]


def test_a_column_names_its_own_unit() -> None:
    text = "| 분야 | 지원금(천원) | 모집(개사) |\n| --- | --- | --- |\n| 수출 | 30,000 | 15 |\n"
    found = facts.read(documents.plain(text)).quantities
    assert (Decimal(30_000_000), "KRW") in [(q.value, q.unit) for q in found]


def test_values_are_decimals_and_money_is_whole() -> None:
    for quantity in facts.quantities("0.1억원 3.75억원 0.0001억원 33.3%"):
        assert isinstance(quantity.value, Decimal)
        if quantity.kind == "money":
            assert quantity.value == int(quantity.value)


def test_every_unit_of_the_grammar_is_one_of_the_list() -> None:
    entries = [entry for listed in counters().values() for entry in listed]
    written = {entry.unit for entry in entries if not entry.generic}
    assert written <= set(vocabulary.units())


def test_a_bare_counter_counts_what_its_column_is_headed_by() -> None:
    text = "구분 | 과제 수 | 지원금\n가형 | 6개 내외 | 3억원\n나형 | 5개 내외 | 2억원\n"
    found = facts.read(documents.plain(text)).quantities
    assert [q.unit for q in found if q.kind == "count"] == ["project", "project"]


def test_figures_of_an_opinion_piece_stand_though_it_claims_nothing() -> None:
    text = "[기고] 숫자 너머\n\n나루 연구위원\n\n지난해 새로 연 가게는 118만여 곳이다.\n"
    reading = facts.read(documents.plain(text))
    assert [q.value for q in reading.quantities] == [1_180_000]
    assert reading.statements == ()
