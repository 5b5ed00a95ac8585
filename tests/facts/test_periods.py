"""Periods as notices print them, with what is missing, wrong or contradictory in them."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from majungmul import documents, facts
from majungmul.terms import Period

EXPECTED = tomllib.loads(Path(__file__).with_name("periods.toml").read_text("utf-8"))


def minute(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""


def plainly(period: Period) -> list[str]:
    return [period.role, minute(period.start), minute(period.end), period.end_kind]


@pytest.mark.parametrize("row", EXPECTED["rows"], ids=lambda row: row[0])
def test_it_reads_role_and_ends(row: list[Any]) -> None:
    text, published, *expected = row
    found = facts.periods(text, date.fromisoformat(published) if published else None)
    assert [plainly(period) for period in found] == [entry[:4] for entry in expected]
    for period, entry in zip(found, expected, strict=True):
        assert entry[4] in period.note
        assert period.span.quote == text[period.span.start : period.span.end]


@pytest.mark.parametrize("text", EXPECTED["nothing"])
def test_it_leaves_alone_what_is_no_period(text: str) -> None:
    assert [plainly(period) for period in facts.periods(text, date(2026, 4, 1))] == []


@pytest.mark.parametrize("text", EXPECTED["scrambled"])
def test_a_scrambled_text_layer_is_reported_and_not_guessed(text: str) -> None:
    reading = facts.read(documents.plain(text))
    assert reading.periods == ()
    assert "뒤섞인" in reading.warnings[0]


def test_moments_are_those_of_seoul() -> None:
    (period,) = facts.periods("접수기간 : 2026. 4. 9. ~ 5. 7. 18:00까지")
    assert period.to_json()["end"] == "2026-05-07T18:00+09:00"


def test_a_missing_year_without_any_year_to_go_by_leaves_the_ends_open() -> None:
    (period,) = facts.periods("접수기간 : 4. 9.(목) ~ 5. 7.(목)")
    assert (period.start, period.end) == (None, None)
    assert "연도 미상" in period.note


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert facts.periods("접수기간 : 2025. 2. 30. ~ 2025. 2. 31.") == []


def test_an_extended_period_replaces_the_one_above_it() -> None:
    text = (
        "접수기간 : ’25. 1. 31.(금) ~ 2. 26.(수) 16시까지\n"
        "→ 연장접수기간 : ’25. 2. 27.(목) ~ 3. 5.(수) 16시까지"
    )
    old, new = facts.periods(text)
    assert (old.role, new.role) == ("other", "application")
