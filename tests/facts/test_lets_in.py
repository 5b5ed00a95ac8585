"""What lets applicants in is never read as a condition that keeps them out."""

from __future__ import annotations

from datetime import date

import pytest

from majungmul import documents, facts
from majungmul.facts.conditions.notation import written
from majungmul.terms import Range, conditions

BANDS = "1년미만, 2년미만, 3년미만, 5년미만, 7년미만, 10년미만"


def rule(text: str, published: date | None = None) -> str:
    return written(facts.rule(documents.plain(text), published))


def test_a_form_with_every_age_ticked_says_nobody_is_too_old() -> None:
    assert rule(f"지원대상\n소상공인\n\n업력\n{BANDS}") == (
        f"all(size_class[micro], any(business_age_years[..10), ?{BANDS}?))"
    )


def test_a_label_of_fewer_ages_bounds_them() -> None:
    assert "?" not in rule("지원대상\n소상공인\n\n업력\n1년미만, 3년미만")


def test_those_who_have_not_founded_stand_beside_an_age_when_label_and_call_name_them() -> None:
    text = (
        "청년 (예비)창업 지원\n지원대상\n창업 3년 이내 기업\n\n업력\n예비창업자, 1년미만, 3년미만"
    )
    assert "any(business_age_years[..3], pre_founder[yes])" in rule(text)


def test_a_label_alone_lets_in_nobody_whom_the_words_do_not_name() -> None:
    text = "도약 지원\n지원대상\n창업 3년 이내 기업\n\n업력\n예비창업자, 1년미만, 3년미만"
    assert "pre_founder" not in rule(text)


@pytest.mark.parametrize(
    "text",
    [
        "신청자격\n1. 업력 7년 이내일 것\n2. 제1호에도 불구하고 신산업은 업력 10년까지 인정한다",
        "신청자격\n㉠ 업력 7년 이내일 것\n㉡ ㉠에도 불구하고 백년가게는 업력을 따지지 않음",
    ],
)
def test_an_item_that_sets_another_aside_opens_it(text: str) -> None:
    assert "any(business_age_years[..7]" in rule(text)


def test_a_bracket_that_lets_in_the_young_asks_no_age() -> None:
    text = "신청자격 : 청송군에 공장이 있는 법인(설립 1년 미만도 가능)"
    assert "business_age_years" not in rule(text)


def test_an_intro_on_the_line_of_the_first_holds_for_those_below() -> None:
    text = """신청자격
- 아래 3가지 중 1가지 요건에 해당 공장등록증을 보유한 중소기업
- 벤처기업 확인을 받은 기업
"""
    first = "all(certificate[factory_registration], size_class[micro,small,medium])"
    assert rule(text) == f"any({first}, certificate[venture])"


@pytest.mark.parametrize(
    ("published", "day"),
    [(date(2026, 4, 29), "2026-03-30"), (date(2026, 3, 30), "notice"), (None, "notice")],
)
def test_a_printed_day_of_the_notice_counts_where_the_source_gives_another(
    published: date | None, day: str
) -> None:
    text = "신청자격 : 공고일 기준(2026. 3. 30.) 창업 3년 이내 기업"
    found = facts.rule(documents.plain(text), published)
    ages = [leaf for leaf in conditions(found) if isinstance(leaf, Range)] if found else []
    assert [age.as_of for age in ages] == [day]


def test_a_penalty_for_giving_up_is_no_ground() -> None:
    text = "지원제외 : 사업 중도포기에 따라 생긴 위약금을 신청한 경우"
    assert "reporting_default" not in rule(text)


def test_a_note_for_some_only_narrows_and_opens_nothing() -> None:
    text = "지원대상\n☞ 전북에 공장이 있는 중견기업\n※ 법인사업자만 신청가능"
    assert rule(text) == "all(region[52]@site, size_class[mid], entity_type[company])"


def test_a_note_says_what_of_the_firm_stands_in_the_place() -> None:
    text = "지원대상\n○ 군산시 소재* 중소기업\n* 군산시에 본사를 둔 기업"
    assert "region[52130]@headquarters" in rule(text)
    assert "region[52130]," not in rule(text)
