"""A title taken apart: what is the programme, what only says which call of it this is."""

from __future__ import annotations

from datetime import date

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


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("[강원] 솔내시 2031년 3차 판로 지원사업 참여 점포 모집 변경 공고", "솔내시 판로 지원사업"),
        ("2031년 도약 장려금 참여기업 및 참여자 모집 공고", "도약 장려금"),
        ("2031년도 해오름공동연구사업 신규과제 3차공모", "해오름공동연구사업 신규과제"),
        ("2031년 나래 지원사업 모집 재공고(누리 생태계 조성)", "나래 지원사업 (누리 생태계 조성)"),
        ("나래 지원사업(2031년 소공인 통합 공고)", "나래 지원사업(소공인 통합 공고)"),
        ("2031 나래 멘토링 (1회차) 참가기업 모집(~4.29)", "나래 멘토링"),
        ("2031년 중ㆍ소 기업 사회보험료 지원 공고", "중·소 기업 사회보험료 지원"),
        ("2031년 솔빛 제조 도입기업 모집 추가 상시 공고", "솔빛 제조"),
        ("2031년 모범 일꾼 포상 신청·접수 공고", "모범 일꾼 포상"),
        ("솔빛 장학 요강 공고(접수기간: 2031. 3. 7. ~ 2031. 3. 9.)", "솔빛 장학 요강"),
    ],
)
def test_the_shown_name_is_whole_and_without_the_words_around_it(title, name):
    assert titles.parse(title).name == name


@pytest.mark.parametrize(
    ("title", "rounds"),
    [
        ("2031년 2차 배터리 전시회 참가기업 모집", ()),
        ("2031년 2차전지 소재 지원", ()),
        ("2031년 4차산업 인재 지원", ()),
        ("2031년 7ㆍ8월 나래 이벤트", ("7·8월",)),
        ("2031년 2차시 나래 투자 설명회", ("2차시",)),
        ("신규과제 제2차 공모", ("2차",)),
        ("신규과제 2차 공모", ("2차",)),
    ],
)
def test_a_round_is_told_from_a_name_that_begins_like_one(title, rounds):
    assert titles.parse(title).rounds == rounds


def test_dots_between_words_part_no_programme_from_itself():
    dotted = {titles.parse(f"2031년 국내{dot}외 나래 지원사업").program for dot in "·ㆍ‧・"}
    assert dotted == {"국내외나래지원사업"}


@given(st.text(alphabet="나래참여기업모집공고 ()·및2차", min_size=1, max_size=40))
def test_a_name_is_never_empty_and_is_taken_apart_only_once(title):
    found = titles.parse(title)
    assert found.name
    assert titles.parse(found.name).name


def test_the_year_a_title_names_comes_before_that_of_the_day_it_was_met():
    met = date(2032, 3, 1)
    assert titles.year_of("2030년 나래 지원사업", met) == 2030
    assert titles.year_of("나래 지원사업", met) == 2032
