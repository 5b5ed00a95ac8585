"""Who may apply as calls tell it: in lists, in repeated parts, in sentences and in answers."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from majungmul.facts.conditions.notation import written
from majungmul.facts.conditions.parts import SEVERAL
from majungmul.facts.conditions.rule import ONLY_TOLD, rule


@dataclass
class Call:
    text: str
    title: str = "소상공인 판로 지원사업 참여기업 모집 공고"


def read(text: str) -> str:
    return written(rule(Call(text)))


SHOPS = "□ 지원대상\n- 소상공인\n"


def test_each_known_trade_of_a_list_is_out_by_itself() -> None:
    said = read(f"{SHOPS}□ 제외대상\n- 금융 및 보험업, 숙박 및 음식점업, 꽃집\n")
    assert "not(industry[64,65,66]), not(industry[55,56])" in said
    assert "?금융 및 보험업, 숙박 및 음식점업, 꽃집?" in said


def test_a_half_of_a_name_is_no_trade() -> None:
    assert "industry" not in read(f"{SHOPS}□ 제외대상\n- 숙박ㆍ음식점업\n")


def test_each_member_of_a_list_is_read_by_itself() -> None:
    said = read(f"{SHOPS}□ 제외대상\n- 대기업, 휴업 중인 기업, 부산에 본사가 있는 기업\n")
    for part in ("size_class[large]", "exclusion[closed_business]", "region[26]@headquarters"):
        assert f"not({part})" in said


def test_firms_too_old_are_asked_to_be_younger_unless_founders_are_asked_for() -> None:
    barred = "□ 제외대상\n- 업력 10년 초과 기업\n"
    assert read(SHOPS + barred) == "all(size_class[micro], business_age_years[..10])"
    said = read(f"□ 지원대상\n- 예비창업자 또는 소상공인\n{barred}")
    assert said.endswith("not(business_age_years(10..]))")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("세금을 체납한 기업은 심사에서 제외함", "tax_arrears"),
        ("휴업 중인 업체는 신청할 수 없습니다.", "closed_business"),
        (
            "참여제한, 의무사항 불이행, 중복성 등 제외요건에 해당될 경우 지원대상에서 제외",
            "sanctioned",
        ),
        ("국세 또는 지방세 체납이 없어야 함", "tax_arrears"),
    ],
)
def test_who_is_shut_out_is_heard_under_any_heading(line: str, expected: str) -> None:
    assert f"not(exclusion[{expected}])" in read(f"{SHOPS}□ 심사방법\n- {line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "서류를 늦게 낸 기업은 신청할 수 없음",
        "사업을 중도에 포기한 기업은 다음 해 참여할 수 없음",
        "결과보고서를 내지 않은 기업은 앞으로 2년 동안 참가할 수 없습니다.",
    ],
)
def test_what_becomes_of_those_chosen_shuts_nobody_out(line: str) -> None:
    assert read(f"{SHOPS}□ 심사방법\n- {line}\n") == "size_class[micro]"


def test_a_condition_that_shuts_out_sets_a_bound() -> None:
    text = "□ 지원대상\n- 사업을 시작한 지 3년이 지났다면 신청할 수 없습니다.\n"
    assert read(text) == "business_age_years[..3]"


def test_what_an_applicant_must_not_be_is_never_asked_for() -> None:
    assert read("□ 지원대상\n- 대기업이 아닐 것\n") == "not(size_class[large])"


def test_head_office_and_site_are_both_asked_for_where_both_are_named() -> None:
    said = read("□ 지원대상\n- 광주에 본사와 공장을 모두 둔 소상공인\n")
    assert said == "all(region[29]@headquarters, region[29]@site, size_class[micro])"


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("경남 남부권(진주시, 사천시) 소재 소상공인", "48170,48240"),
        ("강릉시에서 가게를 운영하는 소상공인", "51150"),
        ("속초시 중 한 곳에서 3년 이상 영업한 소상공인", "51210"),
    ],
)
def test_places_in_which_business_is_done(line: str, codes: str) -> None:
    assert f"region[{codes}]" in read(f"□ 지원대상\n- {line}\n")


def test_inside_and_outside_of_a_place_is_anywhere() -> None:
    assert "region" not in read("□ 지원대상\n- 제주 지역 내·외 소상공인\n")


@pytest.mark.parametrize(
    "line",
    [
        "- 소상공인 20개사 내외",
        "- 소상공인\n※ 예산이 소진되면 접수를 마칩니다",
        "- 소상공인\n※ 접수 마감 후에는 고칠 수 없음",
    ],
)
def test_words_that_ask_nothing_vanish(line: str) -> None:
    assert read(f"□ 지원대상\n{line}\n") == "size_class[micro]"


@pytest.mark.parametrize(
    "line", ["- 서류를 내지 않은 기업", "- 기타 지원이 부적합하다고 판단되는 기업"]
)
def test_papers_and_discretion_shut_nobody_out(line: str) -> None:
    assert read(f"{SHOPS}□ 제외대상\n{line}\n") == "size_class[micro]"


def test_tracks_in_brackets_stand_side_by_side_beside_what_is_common() -> None:
    text = (
        "□ 지원대상\n[새싹 부문] 아래를 모두 갖춘 기업\n - 업력 2년 이내\n - 소상공인\n"
        "[나무 부문] 아래를 모두 갖춘 기업\n - 업력 2년 초과 7년 이내\n"
        "[두 부문 공통] 전남에 본점이 있는 기업\n"
    )
    said = read(text)
    assert said.startswith("all(region[46]@headquarters, ")
    assert "any(all(business_age_years[..2], size_class[micro]), business_age_years(2..7])" in said


def test_a_part_that_says_more_narrows_one_that_says_it_in_short() -> None:
    text = (
        "1. 개요\n - 지원대상 : 부산 소재 중소기업\n"
        "2. 신청자격\n - 부산에 공장이 있는 중소기업 중 업력 3년 이상 기업\n"
    )
    size = "size_class[micro,small,medium]"
    assert read(text) == f"all(region[26], {size}, region[26]@site, business_age_years[3..])"


def test_parts_of_several_tracks_share_what_all_of_them_ask() -> None:
    text = (
        "1. 지원대상\n - 부산 소재 소상공인 중 업력 3년 이내 기업\n"
        "2. 성장 지원대상\n - 부산 소재 소상공인 중 업력 7년 이내 기업\n"
    )
    either = "any(business_age_years[..3], business_age_years[..7])"
    assert read(text) == f"all(region[26], size_class[micro], {either}, ?{SEVERAL}?)"


def test_a_note_says_what_a_word_means() -> None:
    text = (
        "□ 지원대상\n- 예비창업자 및 울산 소재 창업기업*\n"
        " * 공고일 기준 업력 5년 이내 창업자를 의미함\n"
    )
    assert read(text) == "any(pre_founder[yes], all(region[31], business_age_years[..5]))"


def test_a_list_belongs_to_the_heading_it_is_indented_under() -> None:
    text = (
        "3. 지원 제외\n  아래 가운데 하나에 해당하면 제외함\n"
        "    1. 국세를 체납한 기업\n    2. 휴업 중인 기업\n4. 지원대상\n  - 소상공인\n"
    )
    barred = "not(exclusion[tax_arrears]), not(exclusion[closed_business])"
    assert read(text) == f"all(size_class[micro], {barred})"


def test_an_exception_with_members_below_is_another_way_in() -> None:
    text = (
        "□ 지원대상\n☞ 창업 10년 이내 소상공인. 다만, 아래 업체는 업력과 관계없이 신청 가능\n"
        "  - 여성기업, 장애인기업\n"
    )
    said = read(text)
    assert "any(business_age_years[..10], certificate[women_owned,disabled_owned]" in said
    assert "size_class[micro]" in said


def test_every_answer_may_say_who_may_apply() -> None:
    text = (
        "가게 도움 안내 (공고 제2026-3호)\n"
        "Q1. 누가 신청할 수 있나요?\nA1. 여수시에 사업장을 둔 소상공인입니다.\n"
        "Q2. 오래된 가게도 되나요?\nA2. 업력이 5년을 넘는 기업은 신청할 수 없습니다.\n"
        "Q3. 세금이 밀렸습니다.\nA3. 국세가 밀려 있으면 안 됩니다.\n"
        "Q4. 신청기간은 언제인가요?\nA4. 2026년 5월 1일부터 5월 20일까지 접수합니다.\n"
    )
    said = read(text)
    for part in ("region[46130]@site", "business_age_years[..5]", "not(exclusion[tax_arrears])"):
        assert part in said


def test_sentences_without_a_heading_are_read_and_doubted() -> None:
    text = (
        "우리 재단은 목포시에 사업장을 두고 문을 연 지 1년이 넘은 소상공인을 모집합니다. "
        "임금을 체불한 사업주는 신청할 수 없습니다. 신청은 5월 1일부터 5월 20일까지 받습니다."
    )
    said = read(text)
    for part in ("region[46110]@site", "business_age_years(1..]", "not(exclusion[wage_arrears])"):
        assert part in said
    assert ONLY_TOLD in said


@pytest.mark.parametrize(
    "line",
    [
        "공공연구기관이 개발한 기술을 넘겨받은 예비창업자",
        "정부, 지자체 등에서 교육을 마친 예비창업자",
    ],
)
def test_whose_work_or_programme_it_is_does_not_apply(line: str) -> None:
    assert "entity_type" not in read(f"□ 지원대상\n- {line}\n")


@pytest.mark.parametrize(
    ("ground", "code"),
    [
        ("국세를 밀린 채 내지 아니한 자", "tax_arrears"),
        ("지방세를 밀린 사람(방학 중이면 증명서를 내지 않아도 됨)", "tax_arrears"),
        ("소송을 당하여 아직 판결이 나지 않은 업체", "litigation"),
        ("보증사고가 해소되지 않은 업체", "guarantee_accident"),
    ],
)
def test_a_ground_that_still_holds_is_one(ground: str, code: str) -> None:
    assert f"not(exclusion[{code}])" in read(f"{SHOPS}□ 제외대상\n- {ground}\n")


@pytest.mark.parametrize(
    "line",
    [
        "사업자등록이 없는 사람",
        "창업을 준비하는 사람",
        "창업을 준비하고 있거나 창업 3년 이내인 기업",
        "예비 재창업자",
    ],
)
def test_founders_to_be_by_other_names(line: str) -> None:
    assert "pre_founder[yes]" in read(f"□ 지원대상\n- {line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "중견기업으로 클 수 있는 중소기업에 자동화 설비 구축 지원",
        "HACCP 인증 진단과 취득 지원 신청 방법 이메일 접수",
    ],
)
def test_what_one_gets_is_not_what_one_must_be(line: str) -> None:
    assert read(f"□ 지원대상\n- {line}\n") == f"?{line}?"


def test_sentences_of_a_line_are_read_one_by_one() -> None:
    said = read("□ 지원대상\n- 강원 소재 소상공인. 나이와 경력을 따지지 않습니다.\n")
    assert said.startswith("all(region[51], size_class[micro], ?")


@pytest.mark.parametrize(
    "line",
    [
        "사회적기업과 여성기업을 먼저 뽑습니다.",
        "벤처기업은 심사에서 점수를 더 줍니다.",
        "업력은 묻지 않습니다.",
        "업종을 가리지 않음",
    ],
)
def test_who_comes_first_and_what_is_not_asked_about_are_no_requirement(line: str) -> None:
    assert read(f"{SHOPS}- {line}\n") == "size_class[micro]"


def test_a_part_called_who_may_not_shuts_out_every_line_of_it() -> None:
    said = read(
        f"{SHOPS}안 되는 경우\n- 폐업했거나 쉬고 있는 가게\n- 가족을 점원으로 쓰려는 가게\n"
    )
    assert "not(exclusion[closed_business])" in said
    assert "?가족을 점원으로 쓰려는 가게?" in said


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("다른 회사에 상시 근무하는 대표자", "employed_elsewhere"),
        ("신청서에 거짓을 적은 적이 있는 경우", "fraud"),
        ("다른 기관의 바우처를 쓰고 있는 기업", "duplicate_support"),
        ("2025년에 이 이용권을 받은 기업", "duplicate_support"),
        ("입찰참가자격 제한을 받고 있는 기업", "sanctioned"),
        ("정부 사업에서 참여가 막힌 기업", "sanctioned"),
        ("직원 월급을 주지 않은 사업주", "wage_arrears"),
        ("세금 체납, 휴업, 부도 기업", "closed_business"),
        ("최근 3년 안에 협약이 해지된 기업", "reporting_default"),
        ("환수 결정을 받고도 갚지 않은 업체", "refund_unpaid"),
        ("대기업 계열로 지배를 받는 기업", "large_affiliate"),
        ("상표를 두고 다툼(소송)이 있는 기업", "litigation"),
        ("창업지원에서 빠지는 업종을 하는 자", "restricted_industry"),
        # what is denied before the ground is of something else
        ("아직 갚지 않은 구상채무가 있는 자", "guarantee_accident"),
        ("채무조정을 시작하지 않은 채무불이행자", "credit_default"),
        ("세금을 내지 않아 통장을 쓸 수 없는 업체", "tax_arrears"),
    ],
)
def test_a_ground_is_known_in_plain_words(line: str, expected: str) -> None:
    assert f"not(exclusion[{expected}])" in read(f"{SHOPS}□ 제외대상\n- {line}\n")


@pytest.mark.parametrize(
    "line", ["최근 1년 안에 투자금을 받은 기업", "보험금을 받은 기업", "지원받은 이력이 없는 팀"]
)
def test_money_of_another_kind_and_what_is_absent_are_no_ground(line: str) -> None:
    assert "exclusion" not in read(f"{SHOPS}□ 제외대상\n- {line}\n")
