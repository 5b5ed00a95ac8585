"""Tables whose rows name a kind each and who of it may apply; bounds in plain words."""

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


ROWS = """2. 모집개요
{0} 구분 {0} 신청할 수 있는 기업 {0} 지원한도 {0}
{0} 새싹 {0} 예비사회적기업, 마을기업 {0} 2천만원 {0}
{0} 열매 {0} 매출 10억원 이상 사회적기업 {0} 7천만원 {0}
  가. 본사가 충청북도에 있어야 한다.
3. 제외
  가. 휴업 중인 기업
"""


@pytest.mark.parametrize("sign", ["|", "│", "┃", "｜"])
def test_rows_of_kinds_are_alternatives_and_what_stands_below_is_asked_of_all(sign: str) -> None:
    assert read(ROWS.format(sign)) == (
        "all(region[43]@headquarters, any(all(?새싹?, "
        "certificate[pre_social_enterprise,village_company]), "
        "all(?열매?, revenue_krw[1000000000..], certificate[social_enterprise])), "
        "not(exclusion[closed_business]))"
    )


def test_a_column_of_who_is_found_among_others() -> None:
    said = read(
        "■ 자금\n| 자금 | 누가 | 얼마까지 |\n| 운전 | 소상공인 | 3억원 |\n"
        "| 시설 | 업력 3년 이상인 소기업 | 8억원 |\n■ 신청\n - 은행\n"
    )
    assert "any(all(?운전?, size_class[micro])" in said
    assert "business_age_years[3..]" in said
    assert "3억원" not in said


def test_what_all_rows_ask_is_asked_of_all() -> None:
    said = read(
        "□ 지원내용\n| 유형 | 신청자격 | 지원금 |\n| 입문형 | 창업 3년 이내 소상공인 | 1천만원 |\n"
        "| 성장형 | 창업 3년 초과 소상공인 | 2천만원 |\n"
    )
    assert said.startswith("all(size_class[micro], any(")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("근로자 수가 10명을 초과하며 부산에 있는", "employees(10..]"),
        ("매출액이 10억원을 초과하고 100억원에 미달하는", "revenue_krw(1000000000..10000000000)"),
        ("종업원 수가 20명에서 300명 사이인", "employees[20..300]"),
        ("매출 1억원~10억원인", "revenue_krw[100000000..1000000000]"),
        ("전년도 매출이 5억원을 밑도는", "revenue_krw[..500000000)"),
        ("업력 2년에 이르지 못한", "business_age_years[..2)"),
        ("설립한 지 만 1년을 채운", "business_age_years[1..]"),
        ("직원을 5명 넘게 둔", "employees(5..]"),
    ],
)
def test_a_bound_is_read_in_plain_words(words: str, expected: str) -> None:
    assert expected in read(f"□ 지원대상\n- {words} 기업\n")


def test_what_does_not_count_shuts_nobody_out() -> None:
    said = read("□ 지원대상\n- 상근 임직원 2인 이상(대표자 제외)\n")
    assert "employees[2..]" in said


def test_what_is_absent_is_told_by_a_noun_of_its_own() -> None:
    said = read("□ 지원대상\n- 전년도 수출액이 10만불 이하인 기업 또는 수출 실적이 없는 기업\n")
    assert said == "any(export_usd[..100000], ?수출 실적이 없는 기업?)"


def test_what_is_asked_of_some_only_leaves_the_others_free() -> None:
    said = read("□ 지원대상\n- 창업 3년 미만인 기업은 상시근로자가 2명 이상이어야 합니다\n")
    assert said.startswith("any(business_age_years[3..], employees[2..]")


def test_what_is_chosen_from_stands_beside_what_is_asked_of_all() -> None:
    said = read(
        "○ 대상 : 아래를 갖춘 기업\n\n  구분   내용\n  필수   세종시에 본점 소재\n"
        "  필수   직원 수 3명 이상\n  선택   매출 3억원 이상\n  선택   벤처기업\n\n"
        "○ 제외 : 휴업 기업\n"
    )
    assert "region[36]@headquarters, employees[3..]" in said
    assert "any(revenue_krw[300000000..], certificate[venture])" in said


def test_a_line_apart_behind_named_kinds_is_said_of_all() -> None:
    said = read(
        "#공모대상\n  [예비] 예비창업자\n  [초기] 창업 1년 이상 3년 이하\n\n"
        "  ✓ 법인, 개인사업자 모두 응모할 수 있습니다.\n#혜택\n  지원금\n"
    )
    assert said.startswith("all(entity_type[company,sole_proprietor]")


def test_a_line_that_looks_for_several_kinds_heads_them() -> None:
    said = read(
        "▣ 함께할 곳을 두 갈래로 나누어 찾습니다.\n\n[새싹 갈래] 10팀\n - 예비창업자\n\n"
        "[줄기 갈래] 8개사\n - 창업한 지 3년을 넘기고 7년을 넘기지 않은 소기업\n\n"
        "▣ 지원 배제\n ▸ 휴업 중인 자\n"
    )
    assert "pre_founder[yes]" in said
    assert "business_age_years(3..7]" in said


def test_the_lead_of_several_applies() -> None:
    said = read("□ 컨소시엄 요건\n - 주관 : 대전 소재 중소기업\n - 참여 : 병원 1곳 이상\n")
    assert said.startswith("all(region[30], size_class[micro,small,medium]")
    assert "medical" not in said


def test_one_heading_in_each_of_several_kinds_asks_for_alternatives() -> None:
    said = read(
        "2. 지원유형\n (1) 단독형\n   - 지원한도 : 1억원\n   - 자격 : 업력 3년 이상 소기업\n"
        " (2) 협력형\n   - 지원한도 : 3억원\n   - 자격 : 대학과 함께 신청하는 팀\n"
        "3. 공통 자격\n - 부산에 본사를 둔 법인\n"
    )
    assert "any(all(business_age_years[3..], size_class[micro,small])" in said
    assert "region[26]@headquarters" in said


def test_a_row_named_for_who_is_out_shuts_out() -> None:
    said = read(
        "| 항목 | 요건 |\n|---|---|\n| 소재지 | 대전 또는 세종 |\n| 업력 | 7년 이하 |\n"
        "| 제외 | 휴·폐업, 체납 |\n"
    )
    assert said == (
        "all(region[30,36], business_age_years[..7], not(exclusion[closed_business]), "
        "not(exclusion[tax_arrears]))"
    )


def test_whom_an_item_of_the_help_is_for_asks_nothing_of_applicants() -> None:
    said = read(
        "2. 신청 자격\n- 인천에 본점을 둔 소상공인\n3. 고른 뒤의 도움\n"
        "항목 | 대상 | 한도\n간판 | 고른 곳 모두 | 50만원\n저울 | 40개 점포 | 90만원\n"
    )
    assert said == "all(region[28]@headquarters, size_class[micro])"
