"""A title taken apart: what is the programme, what only says which call of it this is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul.ledger import titles


@pytest.mark.parametrize(
    ("title", "year", "rounds", "amendment"),
    [
        (
            "[부산] 2026년 제2차 바다누리 바우처 참여기업 모집 공고(연장)",
            2026,
            ("2차",),
            "extension",
        ),
        ("2025년도 바다누리 바우처 하반기 재공고", 2025, ("하반기",), "repeat"),
        ("바다누리 바우처 모집 공고", None, (), ""),
        ("(정정공고) '26년 바다누리 바우처 3기 모집", 2026, ("3기",), "correction"),
        ("2026년 바다누리 바우처 모집 취소 공고", 2026, (), "cancellation"),
    ],
)
def test_year_round_and_amendment_are_told_from_the_name(title, year, rounds, amendment):
    found = titles.parse(title)
    assert found.program == "바다누리바우처"
    assert (found.year, found.rounds, found.amendment) == (year, rounds, amendment)


def test_words_of_change_inside_a_name_are_no_amendment():
    assert titles.parse("2026년 사업 변경 컨설팅 지원사업 공고").amendment == ""
    assert titles.parse("2026년 건강수명연장 기술 개발사업").amendment == ""


def test_the_shown_name_keeps_its_blanks():
    assert titles.parse("2026년 바다누리 바우처 참여기업 모집 공고").name == "바다누리 바우처"


@given(st.text(max_size=80))
def test_no_title_breaks_it(title):
    found = titles.parse(title)
    assert found.program == titles.fold(found.program)
