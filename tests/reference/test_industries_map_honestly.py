"""KSIC codes and the words that mean them; words that mean nothing certain map onto nothing."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul.reference import industries

LISTED = st.sampled_from([code for code in industries.industries() if not code.isalpha()])


def test_the_divisions_of_the_standard_are_complete():
    divisions = [code for code in industries.industries() if len(code) == 2]
    assert len(divisions) == 77
    assert len([code for code in industries.industries() if code.isalpha()]) == 21


@given(LISTED)
def test_every_class_has_its_division_and_section(code: str):
    assert code[:2] in industries.industries()
    assert industries.section_of(code) == industries.industries()[code].section
    assert industries.matches([code[:2]], code)
    assert industries.matches([industries.section_of(code)], code)


@pytest.mark.parametrize(
    ("written", "code"),
    [("C26110", "26110"), ("c 26.110", "26110"), ("62010", "62010"), ("J", "J"), ("62", "62")],
)
def test_codes_are_read_however_they_are_written(written: str, code: str):
    assert industries.normalise(written) == code


@pytest.mark.parametrize("written", ["", "J26110", "9", "620101", "00", "제조업", "04"])
def test_what_is_no_code_is_none(written: str):
    assert industries.normalise(written) is None


@pytest.mark.parametrize(
    ("word", "inside", "outside"),
    [
        ("제조업", "10110", "62010"),
        ("정보통신업", "62010", "26110"),
        ("음식점업", "56111", "55101"),
        ("도매 및 소매업", "47111", "49301"),
        ("건설업", "42110", "68121"),
        ("숙박업", "55101", "56111"),
        ("도·소매업", "46102", "10110"),
        ("소프트웨어", "58222", "59111"),
        ("SW", "62010", "26410"),
    ],
)
def test_words_mean_the_classes_they_should(word: str, inside: str, outside: str):
    prefixes = industries.from_word(word)
    assert industries.matches(prefixes, inside)
    assert not industries.matches(prefixes, outside)


@pytest.mark.parametrize(
    "word",
    ["지식서비스업", "기술창업", "미래산업", "바이오헬스", "전략산업", "유망업종", "업종", ""],
)
def test_words_without_a_class_of_their_own_are_not_mapped(word: str):
    assert industries.from_word(word) is None


def test_industries_of_listed_companies_are_found_by_their_names(real_data):
    rows = csv.DictReader((real_data / "companies" / "krx-listed.csv").open(encoding="utf-8"))
    names = [row["Industry"] for row in rows if row["Industry"]]
    found = sum(industries.from_word(name) is not None for name in names)
    assert found / len(names) > 0.99


def test_every_word_leads_to_listed_prefixes():
    for word, prefixes in industries.words().items():
        assert prefixes, word
        assert all(industries.normalise(prefix) for prefix in prefixes), word


def test_a_group_lies_in_its_division_and_has_a_code_of_its_own():
    rows = list(industries.industries().values())
    assert len({row.code for row in rows}) == len(rows)
    assert len([row for row in rows if len(row.code) == 3]) > 220


def test_the_nearest_listed_name_is_given():
    assert industries.name_of("62010") == "컴퓨터 프로그래밍 서비스업"
    assert industries.name_of("13213") == "직물 직조 및 직물제품 제조업"
    assert industries.name_of("없음") is None
