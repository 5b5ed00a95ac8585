"""Clauses joined in one sentence, headings that name a party twice, lines behind a list."""

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
    return written(rule(Call(text)))


def asked(line: str) -> str:
    return read(f"□ 지원대상\n- {line}\n")


def test_a_predicate_that_must_hold_closes_what_it_asks() -> None:
    said = asked("만 60세 이상이거나 장애인기업의 대표여야 하며, 창업 3년을 넘기지 않아야 한다.")
    assert said == "all(any(ceo_age[60..], certificate[disabled_owned]), business_age_years[..3])"


def test_what_is_asked_and_who_is_out_stand_in_one_sentence() -> None:
    said = asked("공장등록증을 가진 기업에 한하며, 휴업 중인 기업은 신청할 수 없음")
    assert said == "all(certificate[factory_registration], not(exclusion[closed_business]))"


def test_in_this_case_adds_to_what_was_asked_or_frees_of_it() -> None:
    more = asked("벤처기업 또는 사회적기업이다. 이 경우 상시근로자가 5인 이상이어야 한다.")
    assert more.startswith("all(certificate[venture,social_enterprise]")
    assert "employees[5..]" in more
    free = read(
        "□ 지원대상\n- 소상공인\n□ 제외대상\n- 자본이 전액 잠식된 경우. "
        "이 경우 창업 3년 미만 기업에는 적용하지 아니함\n"
    )
    assert "any(not(exclusion[impaired_capital]), ?이 경우" in free


def test_a_heading_names_the_party_twice() -> None:
    text = (
        "3) 주관기관(공급기업)의 자격 — 다음을 모두 갖출 것\n   - 국내에 본사를 둔 중소기업\n"
        "4) 참여기관(수요처)의 자격\n   - 로봇을 쓸 병원\n5) 일정\n"
    )
    assert "size_class[micro,small,medium]" in read(text)
    assert "medical" not in read(text)
    wanted = "□ 시공업체(공급기업)의 자격 : 업력 2년 이상\n□ 신청업체(수요기업)의 자격 : 소상공인\n"
    assert read(wanted) == "size_class[micro]"


def test_a_heading_keeps_its_long_brackets() -> None:
    said = read("III. 지원 제외(접수 마감일 기준, 주관·공동 모두 적용)\n  ◦ 부도 상태인 경우\n")
    assert "not(exclusion[insolvency])" in said


def test_a_bare_line_behind_a_list_is_no_member_of_it() -> None:
    said = read(
        "○ 누가 신청하나\n  대구에 본점을 둔 기업 가운데 다음 중 하나를 갖춘 기업\n"
        "   - 직접생산확인증명서를 가진 기업\n   - 특허를 등록한 기업\n"
        "  설립한 지 1년이 넘어야 합니다.\n○ 무엇을 돕나\n  컨설팅\n"
    )
    assert said == (
        "all(region[27]@headquarters, any(certificate[direct_production], "
        "?특허를 등록한 기업?), business_age_years(1..])"
    )


def test_short_titles_with_lists_of_their_own_are_several() -> None:
    said = read(
        "◇ 누가 들어올 수 있나요\n  사무실(A동)\n   → 업력 7년 이내 기업\n"
        "  실험실(B동)\n   → 기업부설연구소가 있는 중소기업\n◇ 비용\n  무료\n"
    )
    assert said.startswith("any(all(")


def told(sentence: str) -> str:
    return read(
        f"2026 판로 지원사업 모집 공고\n\n참가 기업을 모집합니다. {sentence}\n"
        "접수는 5월 6일부터 5월 9일까지입니다.\n"
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("부산에 사업장을 둔 소상공인에 한한다.", "region[26]@site, size_class[micro]"),
        ("제주에 본점이 있고 직원이 5명 이상인 기업이면 됩니다.", "employees[5..]"),
        ("이 사업은 창업 3년 이상 7년 이하 기업을 위한 것입니다.", "business_age_years[3..7]"),
        ("신청은 강원도에 사업장을 둔 여성기업만 받습니다.", "certificate[women_owned]"),
        ("대상은 전남에서 김을 가공하는 소기업이다.", "size_class[micro,small]"),
        ("사업자등록을 하고 6개월이 지나야 합니다.", "business_age_years[0.5..]"),
        ("참가 자격은 대구 소재 중소기업에 주어진다.", "region[27], size_class"),
        ("공고일 현재 광주에 주소를 둔 사람을 대상으로 한다.", "region[29]"),
        ("세금을 밀린 업체는 빠집니다.", "not(exclusion[tax_arrears])"),
        ("휴업 중인 가게는 올해 쉬어 가셔야 합니다.", "not(exclusion[closed_business])"),
        ("거짓 서류를 내서 제재를 받고 있는 기업도 안 됩니다.", "not(exclusion[sanctioned])"),
        ("대기업의 계열사는 받지 않습니다.", "not(exclusion[large_affiliate])"),
        ("매출이 50억원을 넘는 기업은 신청하지 못한다.", "revenue_krw[..5000000000]"),
        ("체납 중이면 곤란합니다.", "not(exclusion[tax_arrears])"),
    ],
)
def test_a_call_tells_in_sentences_who_may_apply(sentence: str, expected: str) -> None:
    assert expected in told(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "선정된 기업은 협약을 맺어야 한다.",
        "지원금은 소상공인에게 세 번에 나누어 준다.",
        "심사에서 70점을 넘지 못한 기업은 제외한다.",
    ],
)
def test_what_comes_later_is_not_asked(sentence: str) -> None:
    said = told(sentence)
    assert "size_class" not in said
    assert "exclusion" not in said


def test_what_stands_behind_the_last_of_several_verbs_is_asked_of_all() -> None:
    said = asked("이노비즈 인증을 받았거나 매출액이 20억원 이상인 부산 소재 중소기업")
    assert said.startswith("all(region[26], size_class[micro,small,medium], any(")
    apart = asked("소상공인이거나 업력 3년 이내인 중소기업")
    assert apart.startswith("any(size_class[micro], all(")


def test_there_in_one_way_or_the_other() -> None:
    said = asked("경북에 본사가 있거나 공장을 둔 소상공인")
    assert said == "all(region[47], size_class[micro])"


def test_a_sentence_that_frees_some_is_heard_beside_the_others() -> None:
    said = told(
        "피보험자가 3명 이상인 중소기업이 신청할 수 있습니다. 사회적기업은 피보험자가 3명이 되지 "
        "않아도 신청하실 수 있습니다."
    )
    assert "any(employees[3..], all(certificate[social_enterprise]," in said


def test_who_is_out_of_one_of_several_may_only_be_out_of_that() -> None:
    said = told("매출이 4억원을 넘는 가게는 새 맛 갈래에 신청할 수 없습니다.")
    assert "any(revenue_krw[..400000000], ?매출이" in said


def test_a_kind_denied_in_brackets_is_out() -> None:
    said = asked("법인을 세운 뒤 3년이 지난 곳 (개인사업자는 받지 않음)")
    assert said == "all(business_age_years[3..], not(entity_type[sole_proprietor]))"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "벤처확인을 받은 기업이거나 소부장 전문기업 확인서를 가진 기업",
            "certificate[venture,materials_parts]",
        ),
        ("수출 실적이 1만 달러 이상이지만 5만 달러에는 못 미치는 기업", "export_usd[10000..50000)"),
        (
            "국세와 지방세를 모두 납부한 소상공인",
            "all(not(exclusion[tax_arrears]), size_class[micro])",
        ),
        (
            "본사가 전북에 있고 상장하지 않은 소상공인",
            "all(region[52]@headquarters, size_class[micro], ?상장하지 않은?)",
        ),
        ("매출 평균이 10억 원을 넘는 기업", "revenue_krw(1000000000..]"),
        (
            "본사 또는 주 사업장이 대구광역시 안에 있는 소기업",
            "all(region[27], size_class[micro,small])",
        ),
    ],
)
def test_a_clause_reads_the_same_in_other_words(line: str, expected: str) -> None:
    assert asked(line) == expected


def test_two_kinds_are_shut_out_in_one_sentence() -> None:
    said = told("국세를 체납한 자는 신청할 수 없으며, 휴업 신고를 한 가게도 받지 않습니다.")
    assert "not(exclusion[tax_arrears]), not(exclusion[closed_business])" in said


def test_whoever_can_apply_is_told_as_the_subject() -> None:
    said = told("신청할 수 있는 가게는 남원시에 사업장을 둔 소상공인입니다.")
    assert "region[52190]@site, size_class[micro]" in said


def test_what_is_said_of_both_is_asked_of_both() -> None:
    said = asked("법인과 개인사업자 모두 상시근로자 5인 이상이어야 함")
    assert said == "all(entity_type[company,sole_proprietor], employees[5..])"


def test_some_of_several_is_left_open() -> None:
    said = read(
        "□ 지원대상\n 1) 창업 3년 이내 기업\n 2) 특허 보유 기업\n 3) 부산 소재 기업\n"
        " ※ 1)~3) 중 2개 이상 충족\n"
    )
    assert said.startswith("all(any(business_age_years[..3]")
    assert "중 2개 이상 충족?" in said


def test_a_kind_by_its_bare_name_beside_a_size_may_be_one_of_several() -> None:
    said = read("□ 지원대상\n - 부산 소재 소상공인\n - 사회적기업\n□ 지원내용\n - 상담\n")
    assert said.startswith("any(all(region[26], size_class[micro], certificate[")
    held = read("□ 지원대상\n - 소상공인\n - 사회적기업 인증 기업\n□ 지원내용\n - 상담\n")
    assert held.startswith("all(")
