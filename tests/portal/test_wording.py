"""Sums, counts and days as a reader writes them, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from majungmul.portal import charts, deadlines, labels, wording
from majungmul.portal.diffs import compare
from majungmul.reference import industries

UNITS = {"조": 10**12, "억": 10**8, "만": 10**4}


@pytest.mark.parametrize(
    ("amount", "korean", "english"),
    [
        (0, "0 원", "₩0"),
        (9_999, "9,999 원", "₩9,999"),
        (120_000_000, "1억 2,000만 원", "₩120,000,000"),
        (2_950_000_000_000, "2조 9,500억 원", "₩2,950,000,000,000"),
        (123_456_789, "1억 2,345만 6,789 원", "₩123,456,789"),
    ],
)
def test_sums_are_grouped_as_readers_group_them(amount: int, korean: str, english: str):
    with override("ko"):
        assert wording.money(amount) == korean
    with override("en"):
        assert wording.money(amount) == english


@settings(deadline=None, max_examples=100)
@given(st.integers(-(10**17), 10**17))
def test_a_korean_number_means_what_it_was(number: int):
    text = wording.korean_number(number)
    total = 0
    for part in text.lstrip("-").replace(",", "").split():
        total += int(part.rstrip("조억만")) * UNITS.get(part[-1], 1)
    assert (-total if text.startswith("-") else total) == number


def test_quantities_keep_their_bound_and_range():
    with override("ko"):
        assert wording.quantity("2000000000", "KRW", "about") == "약 20억 원"
        assert wording.quantity("30", "company", "at_least") == "30개사 이상"
        assert wording.quantity("10", "percent", "range", "15.5") == "10~15.5%"
        assert wording.quantity("1500000", "USD") == "USD 1,500,000"
    with override("en"):
        assert wording.quantity("2000000000", "KRW", "at_most") == "at most ₩2,000,000,000"


def test_days_and_moments_are_of_seoul():
    late = datetime(2026, 4, 30, 15, 0, tzinfo=UTC)
    with override("ko"):
        assert wording.day(late) == "2026. 5. 1.(금)"
        assert wording.moment(late) == "2026. 5. 1.(금) 00:00"
        assert wording.day(None) == ""
    with override("en"):
        assert wording.day(date(2026, 5, 1)) == "1 May 2026 (Fri)"


def test_the_deadline_counts_days_as_a_calendar_does(call):
    end = call.closes_at
    with override("ko"):
        assert deadlines.deadline(call, end - timedelta(hours=1)).badge == "오늘 마감"
        assert deadlines.deadline(call, end - timedelta(days=1)).badge == "D-1"
        assert deadlines.deadline(call, end - timedelta(days=1)).state == "closing"
        assert deadlines.deadline(call, end + timedelta(minutes=1)).badge == "마감"
        assert deadlines.deadline(call, end - timedelta(days=60)).badge == "접수 예정"


def test_a_closing_day_that_is_a_day_off_is_flagged():
    with override("ko"):
        assert deadlines.day_off(date(2026, 3, 1)) == "삼일절"
        assert deadlines.day_off(date(2026, 11, 21)) == "토요일"
        assert deadlines.day_off(date(2026, 11, 23)) == ""


TEXTS = st.text(st.sampled_from("가나 다\n12"), max_size=60)


@settings(deadline=None, max_examples=100)
@given(TEXTS, TEXTS)
def test_a_diff_gives_both_texts_back(old: str, new: str):
    left, right = compare(old, new)
    assert "".join(piece.text for piece in left) == old
    assert "".join(piece.text for piece in right) == new
    assert [p.text for p in left if not p.changed] == [p.text for p in right if not p.changed]


def test_a_figure_is_drawn_with_a_mark_for_every_statement():
    points = tuple(
        charts.Point(year, value, status)
        for year, value, status in (
            (2024, 10.0, "actual"),
            (2025, 20.0, "actual"),
            (2026, 5.0, "target"),
        )
    )
    names = (("actual", "실적"), ("planned", "계획"), ("target", "목표"))
    for theme in ("light", "dark"):
        svg = charts.statements_by_year(points, "예산", names, theme)  # type: ignore[arg-type]
        assert svg.startswith("<svg")
        assert "<script" not in svg
        assert "목표" in svg
        assert svg.count('aria-roledescription="point"') == 3


def test_large_sums_on_an_axis_are_said_as_their_reader_counts():
    points = tuple(charts.Point(2024 + n, n * 1.6e9, "actual") for n in range(4))
    names = (("actual", "실적"), ("planned", "계획"), ("target", "목표"))
    korean, english = (
        charts.statements_by_year(points, "예산", names, "light", language)
        for language in ("ko", "en")
    )
    assert re.search(r">\d+억<", korean)
    assert re.search(r">\d+B<", english)
    assert not re.search(r">[\d.]+G<", korean + english)


def test_shares_and_plain_numbers():
    assert wording.plain(Decimal("1200.50")) == "1,200.5"
    assert wording.plain(Decimal("1E+3")) == "1,000"


def test_the_classes_of_a_whole_section_are_said_by_its_name():
    makers = industries.prefixes("C")
    assert labels.industry_list(makers) == "제조업 (C)"
    assert labels.industry_list(["62", *makers]).startswith("제조업 (C), 컴퓨터")


def test_a_section_with_a_class_left_out_is_said_class_by_class():
    makers = industries.prefixes("C")[1:]
    said = labels.industry_list(makers)
    assert "(C)" not in said
    assert all(f"({code})" in said for code in makers)


def test_a_class_that_nobody_knows_stays_as_it_is():
    assert labels.industry_list(["XX", "620101"]).startswith("XX, ")
