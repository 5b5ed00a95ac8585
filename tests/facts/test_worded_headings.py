"""Headings that are phrases or questions say by their shape whom a part speaks of."""

from __future__ import annotations

import pytest

from majungmul.facts.notice.headings import role_of, squeezed
from majungmul.facts.notice.sections import sections


@pytest.mark.parametrize(
    "heading",
    [
        "함께할 기업", "모집하는 기업", "참가부문과 자격", "신청자의 자격", "신청유형과 요건",
        "대상은요?",
        "이런 분을 기다립니다", "찾고 있는 기업", "어떤 가게가 신청하나",
        "누구에게 주나", "신청하려면 갖출 것",
        "무대에 설 수 있는 사람", "지원을 받는 사람",
        "입주할 수 있는 기업의 조건", "사업 참여 조건", "응모할 수 있는 사람",
    ],
)  # fmt: skip
def test_a_phrase_that_names_who_is_looked_for_heads_an_eligibility_part(heading: str) -> None:
    assert role_of(squeezed(heading)) == "eligibility"


@pytest.mark.parametrize(
    "heading",
    [
        "신청을 받지 않는 경우", "지원에서 제외", "참가할 수 없는 분", "이런 곳은 제외",
        "함께하지 못하는 곳",
        "받지 않는 업종", "자격이 없는 사람", "대상이 아닌 업체", "신청이 안 되는 경우는요?",
        "지원의 배제",
        "지원불가 대상은 다음과 같음", "돕지 않는 업체", "이런 분은 신청하실 수 없어요",
        "누가 신청할 수 없나",
    ],
)  # fmt: skip
def test_a_phrase_that_shuts_out_heads_an_exclusion_part(heading: str) -> None:
    assert role_of(squeezed(heading)) == "exclusion"


@pytest.mark.parametrize(
    "heading", ["누가 심사하나요", "누가 뽑나", "지원금을 받을 수 없는 경우", "무엇을 지원하나"]
)
def test_a_question_about_something_else_heads_no_such_part(heading: str) -> None:
    assert role_of(squeezed(heading)) not in ("eligibility", "exclusion")


def test_an_item_worded_like_a_heading_stays_in_its_list() -> None:
    text = "□ 지원 제외\n ○ 휴업 중인 업체\n ○ 대출을 받을 수 없는 업체\n ○ 세금을 밀린 업체\n"
    (only,) = sections(text)
    assert len(only.lines) == 3


def test_the_first_item_worded_like_a_heading_stays_in_its_list() -> None:
    text = "□ 지원 제외\n ○ 대출을 받을 수 없는 업체\n □ 지원내용\n ○ 상담\n"
    assert [text[line.start : line.end] for line in sections(text)[0].lines] == [
        "대출을 받을 수 없는 업체"
    ]
