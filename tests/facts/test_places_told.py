"""Where the applicant must stand, in the many ways in which calls say it."""

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
    return written(rule(Call(text), home_region="48"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("본점과 공장이 모두 김해시에 있는", "region[48250]@headquarters, region[48250]@site"),
        ("강릉시, 동해시 가운데 한 곳에 본사나 공장, 창고를 둔", "region[51150,51170]"),
        ("주된 사무소가 광주이며 직원이 있는", "region[29]@headquarters"),
        ("중구(인천)에서 음식점을 하는", "region[28110]"),
        ("통영시에 1년 이상 사업자등록을 유지한", "region[48220], ?1년 이상?"),
        ("도내에 물류창고와 공장을 둔", "region[48]@site"),
        ("우리 군에 사업장을 둔", "region[48]@site"),
        ("전북 익산시에 뿌리를 둔", "region[52140]"),
        ("전라남도에 살고 있거나 사업장을 둔", "region[46]"),
    ],
)
def test_a_place_is_read_in_whatever_way_one_stands_there(line: str, expected: str) -> None:
    assert expected in read(f"□ 지원대상\n- {line} 소상공인\n")


def test_outside_of_the_capital_region_is_any_of_the_other_provinces() -> None:
    others = "region[26,27,29,30,31,36,43,44,46,47,48,50,51,52]"
    for words in ("수도권이 아닌 지역에 공장을 둔", "수도권 밖에 공장이 있는"):
        assert f"{others}@site" in read(f"□ 지원대상\n- {words} 소상공인\n")


@pytest.mark.parametrize(
    "line",
    [
        "강원 영월군에 사업장이 있거나 옮겨 올 기업",
        "포항시에 공장이 있는 기업(선정 후 3개월 안에 둘 기업을 포함)",
        "부산에 공장을 두었거나 협약 후 석 달 안에 부산에 공장을 세울 기업",
    ],
)
def test_who_will_come_may_apply_beside_who_is_there(line: str) -> None:
    said = read(f"□ 지원대상\n- {line}\n")
    assert "any(region[" in said


def test_what_need_not_be_so_asks_nothing() -> None:
    said = read("□ 지원대상\n- 본사는 서울에 있더라도 공장이 충북에 있으면 신청할 수 있다\n")
    assert said.startswith("all(region[43]@site")
    assert "11" not in said


def test_lines_of_the_same_mark_that_name_what_is_asked_go_on_with_the_part() -> None:
    said = read(
        "□ 지원대상 : 중소기업\n□ 본사 소재지 : 대구·경북\n□ 상시근로자 : 5인 이상\n"
        "□ 지원규모 : 20개사\n"
    )
    assert said == (
        "all(size_class[micro,small,medium], region[27,47]@headquarters, employees[5..])"
    )


def test_a_heading_that_asks_for_places_says_what_its_bare_names_are() -> None:
    said = read("□ 대상지역 : 충북, 충남\n□ 대상기업 : 소상공인\n")
    assert said == "all(region[43,44], size_class[micro])"


def test_what_another_body_must_be_is_not_asked_of_the_applicant() -> None:
    assert "university" not in read("□ 지원대상\n- 기술을 내놓은 기관이 대학일 것\n")
