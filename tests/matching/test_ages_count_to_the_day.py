"""Business age and a person's age on the days around an anniversary, 29 February included."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul.matching import evaluate
from majungmul.matching.days import elapsed, plus_months, plus_years
from majungmul.terms import Company, Range, Truth

ON = date(2026, 6, 1)


def business(founded: date, notice: date | None, **ends: object) -> Truth:
    numbers = {k: Decimal(v) if isinstance(v, str) else v for k, v in ends.items()}
    rule = Range("business_age_years", **numbers)
    return evaluate(rule, Company(founded=founded), ON, notice)


def representative(born: date, notice: date, **ends: object) -> Truth:
    numbers = {k: Decimal(v) if isinstance(v, str) else v for k, v in ends.items()}
    return evaluate(Range("ceo_age", **numbers), Company(ceo_born=born), ON, notice)


@pytest.mark.parametrize(
    ("notice", "inclusive", "expected"),
    [
        (date(2026, 3, 1), True, Truth.TRUE),
        (date(2026, 3, 2), True, Truth.TRUE),
        (date(2026, 3, 3), True, Truth.FALSE),
        (date(2026, 3, 1), False, Truth.TRUE),
        (date(2026, 3, 2), False, Truth.FALSE),
    ],
)
def test_within_seven_years_includes_the_last_day_and_less_than_does_not(
    notice, inclusive, expected
):
    assert business(date(2019, 3, 2), notice, max="7", max_inclusive=inclusive) is expected


@pytest.mark.parametrize(
    ("notice", "expected"),
    [(date(2027, 2, 28), Truth.TRUE), (date(2027, 3, 1), Truth.FALSE)],
)
def test_years_from_a_leap_day_end_on_the_last_of_february(notice, expected):
    assert business(date(2020, 2, 29), notice, max="7") is expected


@pytest.mark.parametrize(
    ("notice", "expected"),
    [(date(2023, 2, 27), Truth.FALSE), (date(2023, 2, 28), Truth.TRUE)],
)
def test_three_years_from_a_leap_day_are_reached_on_the_last_of_february(notice, expected):
    assert business(date(2020, 2, 29), notice, min="3") is expected


def test_half_a_year_is_six_months():
    assert business(date(2025, 8, 31), date(2026, 2, 28), max="0.5") is Truth.TRUE
    assert business(date(2025, 8, 31), date(2026, 3, 1), max="0.5") is Truth.FALSE


@pytest.mark.parametrize(
    ("notice", "expected"),
    [(date(2026, 2, 28), Truth.FALSE), (date(2026, 3, 1), Truth.TRUE)],
)
def test_somebody_born_on_a_leap_day_turns_on_the_first_of_march(notice, expected):
    assert representative(date(2004, 2, 29), notice, min="22") is expected


def test_at_most_39_years_lasts_until_the_day_before_the_40th_birthday():
    assert representative(date(1986, 5, 2), date(2026, 5, 1), max="39") is Truth.TRUE
    assert representative(date(1986, 5, 2), date(2026, 5, 2), max="39") is Truth.FALSE


def test_an_age_on_a_day_that_is_not_known_is_unknown():
    assert business(date(2020, 1, 1), None, max="7") is Truth.UNKNOWN


def test_the_closing_date_and_a_printed_date_are_used_where_the_rule_says_so():
    firm = Company(founded=date(2019, 3, 2))
    closing = Range("business_age_years", max=Decimal(7), as_of="closing")
    printed = Range("business_age_years", max=Decimal(7), as_of="2026-01-01")
    assert evaluate(closing, firm, ON, date(2026, 3, 1), date(2026, 4, 1)) is Truth.FALSE
    assert evaluate(printed, firm, ON, date(2026, 4, 1)) is Truth.TRUE


def test_who_is_yet_to_found_has_no_business_age():
    rule = Range("business_age_years", max=Decimal(7))
    assert evaluate(rule, Company(pre_founder=True), ON) is Truth.FALSE
    assert evaluate(rule, Company(), ON, ON) is Truth.UNKNOWN


def test_ages_beyond_the_calendar_do_not_raise():
    assert business(date(2020, 1, 1), ON, max="9999") is Truth.TRUE
    assert business(date(2020, 1, 1), ON, min="9999") is Truth.FALSE


calendar = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(calendar, calendar)
def test_elapsed_time_adds_up_to_the_end(start, end):
    start, end = sorted((start, end))
    years, months, days = elapsed(start, end)
    assert (plus_months(start, years * 12 + months) - start).days + days == (end - start).days
    assert 0 <= months < 12
    assert 0 <= days < 31


@given(calendar, calendar, st.integers(0, 60))
def test_later_founding_never_ends_earlier(one, other, years):
    one, other = sorted((one, other))
    assert plus_years(one, years) <= plus_years(other, years)
