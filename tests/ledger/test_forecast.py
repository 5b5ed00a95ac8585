"""When a program opens next is told from its past, as a range with its basis, or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from majungmul.ledger import ingest
from majungmul.ledger.forecast import Opening, _announced, forecast, foretell
from majungmul.ledger.models import Program

NAME = "{}년 바다누리 바우처 모집 공고"


def years(*days: date):
    return [(NAME.format(day.year), on_day(day)) for day in days]


def on_day(day: date) -> Opening:
    return Opening(day, day)


def test_three_years_give_a_range_and_its_basis():
    (told,) = foretell(
        years(date(2024, 2, 12), date(2025, 2, 20), date(2026, 2, 16)), date(2026, 11, 1)
    )
    assert (told.earliest, told.latest) == (date(2027, 2, 12), date(2027, 2, 20))
    assert "최근 3년" in told.sentence
    assert "2월 12일~20일" in told.sentence
    assert told.basis[0] == on_day(date(2026, 2, 16))


def test_one_year_foretells_nothing():
    assert foretell(years(date(2026, 2, 16)), date(2026, 11, 1)) == []


def test_rounds_are_told_apart():
    calls = [
        (f"{year}년 바다누리 바우처 {name} 모집 공고", on_day(date(year, month, 10)))
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
    days = {2024: date(2024, 1, 5), 2025: date(2024, 12, 28), 2026: date(2025, 12, 30)}
    calls = [(NAME.format(year), on_day(day)) for year, day in days.items()]
    (told,) = foretell(calls, date(2026, 11, 1))
    assert (told.earliest, told.latest) == (date(2026, 12, 28), date(2027, 1, 5))
    assert "최근 3년" in told.sentence
    assert "12월 28일~1월 5일" in told.sentence
    assert foretell(calls, date(2027, 3, 1)) == []


def test_a_number_that_counts_on_is_no_round_of_its_year():
    for mark in ("회", "기", "차"):
        first = 50 if mark == "차" else 7
        calls = [
            (f"제{first + place}{mark} 바다누리 {year}", on_day(date(year, 5, 3 + place)))
            for place, year in enumerate((2024, 2025, 2026))
        ]
        (told,) = foretell(calls, date(2026, 11, 1))
        assert (told.round, len(told.basis)) == ("", 3)


def test_a_year_that_was_left_out_does_not_end_a_program():
    (told,) = foretell(years(date(2023, 5, 1), date(2024, 5, 9)), date(2026, 2, 1))
    assert (told.earliest, told.latest) == (date(2026, 5, 1), date(2026, 5, 9))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("공고 시기 ’31.2월", date(2031, 2, 1), date(2031, 2, 28)),
        ("공고 시기 31. 2~3 월 예정", date(2031, 2, 1), date(2031, 3, 31)),
        ("공고 시기 `31.3월‘31.8월", date(2031, 3, 1), date(2031, 3, 31)),
        ("공고 시기 ‘30.12월", date(2030, 12, 1), date(2030, 12, 31)),
    ],
)
def test_the_months_of_the_yearly_table_are_read(text, first, last):
    assert _announced(text) == Opening(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "공고 시기 연중수시",
        "공고 시기 ’31.상반기",
        "공고 시기 ’31.13월",
        "2031.02.01 ~ 2031.03.01",
    ],
)
def test_what_names_no_month_foretells_nothing(text):
    assert _announced(text) is None


def test_planned_months_stand_in_for_years_without_a_call():
    planned = [("바다누리 바우처", _announced(f"공고 시기 {year}.2~3월")) for year in (24, 25)]
    (told,) = foretell([], date(2025, 11, 1), planned)
    assert (told.earliest, told.latest) == (date(2026, 2, 1), date(2026, 3, 31))
    assert "열렸거나 열 예정이었습니다" in told.sentence
    (told,) = foretell(years(date(2025, 3, 9)), date(2025, 11, 1), planned)
    assert [one.planned for one in told.basis] == [False, True]
    assert told.basis[0] == on_day(date(2025, 3, 9))


@pytest.mark.django_db
def test_a_programme_of_the_yearly_table_is_foretold_on_its_page(make_notice, client):
    year = timezone.localdate().year
    for past in (year - 1, year):
        table = make_notice(
            f"{past}:바다누리 바우처", "바다누리 바우처", kind="other", source="kstartup-programs",
            published=None, opens=None, closes=None,
            period_text=f"공고 시기 ’{past % 100}.12월",
        )  # fmt: skip
        ingest.store(table, str(past).encode())
    program = Program.objects.get()
    (told,) = forecast(program, date(year, 6, 1))
    assert (told.earliest.month, told.latest.month) == (12, 12)
    page = client.get(f"/programs/{program.uuid}/").content.decode()
    assert f"{year}. 12. 공고 예정" in page
