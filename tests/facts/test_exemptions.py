"""Whom a condition is not asked of stands beside it as another way; the doubt stays."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from majungmul.facts.conditions.notation import written
from majungmul.facts.conditions.rule import rule


@dataclass
class Call:
    text: str
    title: str = "소상공인 판로 지원사업 참여기업 모집 공고"


def read(text: str) -> str:
    return written(rule(Call(f"□ 지원대상\n{text}\n")))


@pytest.mark.parametrize(
    ("text", "kept", "beside"),
    [
        (
            "- 상시근로자 200명 미만일 것. 다만, 중견기업은 이 호를 적용하지 아니한다.",
            "any(employees[..200)",
            "size_class[mid]",
        ),
        (
            "- 상시근로자 5명 이상인 기업\n- 예비사회적기업은 근로자 수를 따지지 않음",
            "any(employees[5..]",
            "certificate[pre_social_enterprise]",
        ),
        (
            "- 업력 2년 이상인 기업\n  ※ 이노비즈 인증기업의 경우 1년 이상이면 신청할 수 있음",
            "any(business_age_years[2..]",
            "all(certificate[innobiz], business_age_years[1..]",
        ),
        (
            "- 사업자등록을 한 지 2년이 경과할 것. 다만, 마을기업은 6개월로 한다.",
            "any(business_age_years[2..]",
            "all(certificate[village_company], business_age_years[0.5..]",
        ),
        (
            "- 매출액 2억원 이상(업력 3년 미만인 기업과 벤처기업은 매출액을 따지지 아니함)",
            "any(revenue_krw[200000000..]",
            "any(business_age_years[..3), certificate[venture])",
        ),
        (
            "- 피보험자 수 5인 이상인 기업\n  · 5인 미만 기업 중 벤처기업은 예외적으로 참여 가능",
            "any(employees[5..]",
            "certificate[venture]",
        ),
        (
            "- 매출액 3억원 이상(설립 3년 이내 기업이 누적 투자 5억원 이상을 받았으면 "
            "갖춘 것으로 봄)",
            "any(revenue_krw[300000000..]",
            "business_age_years[..3], investment_krw[500000000..]",
        ),
        (
            "- 업력 2년 이상(단, 벤처기업은 1년 이상)",
            "any(business_age_years[2..]",
            "all(certificate[venture], business_age_years[1..]",
        ),
        (
            "- 상시근로자 10명 이상. 단, 사회적기업은 5명 이상",
            "any(employees[10..]",
            "all(certificate[social_enterprise], employees[5..]",
        ),
        (
            "- 업력 7년(여성기업은 10년) 이내인 기업",
            "any(business_age_years[..7]",
            "all(certificate[women_owned], business_age_years[..10]",
        ),
    ],
)
def test_the_exempted_stand_beside_what_is_not_asked_of_them(
    text: str, kept: str, beside: str
) -> None:
    said = read(text)
    assert kept in said
    assert beside in said
    assert "?" in said


def test_what_others_get_opens_nothing() -> None:
    said = read("- 대전 소재 중소기업\n  ※ 벤처기업은 자부담을 면제함")
    assert said.startswith("all(region[30], size_class[micro,small,medium]")
    assert "any(" not in said


def test_an_exemption_leaves_the_other_conditions_in_force() -> None:
    said = read("- 부산 소재 제조업을 하는 중소기업\n  ※ 벤처기업은 업종을 따지지 않음")
    assert said.startswith("all(region[26], any(industry[")
    assert said.endswith("size_class[micro,small,medium])")
