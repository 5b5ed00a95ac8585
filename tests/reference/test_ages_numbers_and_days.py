"""Business age, registration numbers, holidays, and the version of the lists."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul.reference import ages, brn, calendar, version

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("founded", "on", "years"),
    [
        (date(2019, 3, 5), date(2026, 3, 4), 6),
        (date(2019, 3, 5), date(2026, 3, 5), 7),
        (date(2020, 2, 29), date(2027, 2, 28), 6),
        (date(2020, 2, 29), date(2027, 3, 1), 7),
        (date(2020, 2, 29), date(2028, 2, 29), 8),
        (date(2026, 5, 1), date(2026, 4, 30), -1),
    ],
)
def test_a_year_is_full_on_the_anniversary(founded: date, on: date, years: int):
    assert ages.business_age(founded, on) == years


@given(DAYS, st.integers(0, 90))
def test_the_anniversary_is_the_first_day_on_which_the_years_are_full(since: date, years: int):
    day = ages.anniversary(since, years)
    assert ages.full_years(since, day) == years
    assert ages.full_years(since, date.fromordinal(day.toordinal() - 1)) == years - 1


@given(st.from_regex(r"\A[0-9]{9}\Z"))
def test_exactly_one_check_digit_fits(first_nine: str):
    fitting = [digit for digit in "0123456789" if brn.is_valid(first_nine + digit)]
    assert fitting == [brn.check_digit(first_nine)]


@given(st.from_regex(r"\A[0-9]{9}\Z"), st.integers(0, 7), st.integers(1, 9))
def test_a_digit_mistyped_before_the_last_two_is_noticed(first_nine, position, shift):
    number = first_nine + brn.check_digit(first_nine)
    wrong = str((int(number[position]) + shift) % 10)
    assert not brn.is_valid(number[:position] + wrong + number[position + 1 :])


def test_numbers_are_read_with_and_without_hyphens():
    assert brn.is_valid("124-81-00998")  # a large listed maker of electronics, public knowledge
    assert brn.normalise("124-81-00998") == "1248100998"
    assert brn.formatted("1248100998") == "124-81-00998"
    assert brn.formatted("모름") == "모름"


@pytest.mark.parametrize(
    "text", ["", "12345", "124-81-00999", "１２４８１００９９８", "abcdefghij"]
)
def test_what_is_no_number_is_not_valid(text: str):
    assert not brn.is_valid(text)


def test_holidays_include_moving_feasts_and_substitutes():
    assert calendar.is_holiday(date(2026, 2, 17)), "설날"
    assert calendar.is_holiday(date(2026, 3, 2)), "the day after a 1 March that was a Sunday"
    assert calendar.is_holiday(date(2026, 11, 23)) is None


def test_the_version_names_the_data_as_they_are():
    assert version.digest() == version.DATA_SHA256, (
        "the lists changed: run python -m majungmul.reference and store what it prints"
    )


def test_importing_the_room_reads_no_file_and_nothing_heavy():
    script = (
        "import sys, majungmul.reference.regions, majungmul.reference.calendar;"
        "import majungmul.reference.vocabulary as v, majungmul.reference.sizes;"
        "assert 'holidays' not in sys.modules and 'django' not in sys.modules;"
        "assert not v._load.cache_info().currsize;"
        "assert not majungmul.reference.regions.all_regions.cache_info().currsize"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
