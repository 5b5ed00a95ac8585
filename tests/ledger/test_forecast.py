"""When a program opens next is told from its past, as a range with its basis, or not at all."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from majungmul.ledger.forecast import foretell

NAME = "{}년 바다누리 바우처 모집 공고"


def years(*days: date):
    return [(NAME.format(day.year), day) for day in days]


def test_three_years_give_a_range_and_its_basis():
    (told,) = foretell(
        years(date(2024, 2, 12), date(2025, 2, 20), date(2026, 2, 16)), date(2026, 11, 1)
    )
    assert (told.earliest, told.latest) == (date(2027, 2, 12), date(2027, 2, 20))
    assert "최근 3년" in told.sentence
    assert "2월 12일~20일" in told.sentence
    assert told.basis[0] == date(2026, 2, 16)


def test_one_year_foretells_nothing():
    assert foretell(years(date(2026, 2, 16)), date(2026, 11, 1)) == []


def test_rounds_are_told_apart():
    calls = [
        (f"{year}년 바다누리 바우처 {name} 모집 공고", date(year, month, 10))
        for year in (2025, 2026)
        for name, month in (("1차", 2), ("2차", 7))
    ]
    told = foretell(calls, date(2026, 11, 1))
    assert [(t.round, t.earliest.month) for t in told] == [("1차", 2), ("2차", 7)]


def test_this_year_is_still_awaited_until_it_is_plainly_late():
    past = years(date(2024, 3, 1), date(2025, 3, 5))
    assert foretell(past, date(2026, 2, 1))[0].earliest == date(2026, 3, 1)
    assert foretell(past, date(2026, 6, 1)) == []


def test_a_program_given_up_foretells_nothing():
    assert foretell(years(date(2019, 3, 1), date(2020, 3, 5)), date(2026, 2, 1)) == []


@given(
    st.lists(st.dates(date(2020, 1, 1), date(2026, 12, 31)), max_size=8),
    st.dates(date(2020, 1, 1), date(2027, 12, 31)),
)
def test_no_history_breaks_it_and_every_range_is_one(days, on):
    for told in foretell(years(*days), on):
        assert told.earliest <= told.latest
        assert len(told.basis) >= 2


def test_what_is_called_in_december_is_next_years_edition():
    calls = [(NAME.format(2024), date(2024, 1, 5)), (NAME.format(2025), date(2024, 12, 28)),
             (NAME.format(2026), date(2025, 12, 30))]  # fmt: skip
    (told,) = foretell(calls, date(2026, 11, 1))
    assert (told.earliest, told.latest) == (date(2026, 12, 28), date(2027, 1, 5))
    assert "최근 3년" in told.sentence
    assert "12월 28일~1월 5일" in told.sentence
    assert foretell(calls, date(2027, 3, 1)) == []


def test_a_number_that_counts_on_is_no_round_of_its_year():
    for mark in ("회", "기", "차"):
        first = 50 if mark == "차" else 7
        calls = [
            (f"제{first + place}{mark} 바다누리 {year}", date(year, 5, 3 + place))
            for place, year in enumerate((2024, 2025, 2026))
        ]
        (told,) = foretell(calls, date(2026, 11, 1))
        assert (told.round, len(told.basis)) == ("", 3)


def test_a_year_that_was_left_out_does_not_end_a_program():
    (told,) = foretell(years(date(2023, 5, 1), date(2024, 5, 9)), date(2026, 2, 1))
    assert (told.earliest, told.latest) == (date(2026, 5, 1), date(2026, 5, 9))
