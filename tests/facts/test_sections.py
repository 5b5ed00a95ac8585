"""The parts of a call: headings however they are printed, and the lines under them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from majungmul.facts.notice.lines import lines
from majungmul.facts.notice.sections import notice_end, sections


def parts(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for section in sections(text):
        quotes = [text[line.start : line.end] for line in section.lines]
        found.setdefault(section.role, []).extend(quotes)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "□ 신청자격\n ○ 강원 소재 기업\n□ 지원내용\n ○ 상담",
        "□ 신청자격 : 강원 소재 기업\n□ 지원내용 : 상담",
        "2. 지원대상\n 가. 강원 소재 기업\n3. 지원내용\n 가. 상담",
        "○ (모집대상) 강원 소재 기업\n○ (지원내용) 상담",
        "[참가자격]\n강원 소재 기업\n[지원내용]\n상담",
        "<신청 자격 및 요건>\n- 강원 소재 기업\n<지원 내용>\n- 상담",
        "지원대상\n강원 소재 기업\n\n지원내용\n상담",
        "|지원대상|강원 소재 기업|\n|지원내용|상담|",
        "### □ 지원 대상\n\n- ◦ 강원 소재 기업\n\n### □ 지원 내용\n\n- ◦ 상담",
        "Ⅱ. 신청대상\n  ① 강원 소재 기업\nⅢ. 신청방법\n  ① 방문",
        "□ 지원대상 강원 소재 기업\n□ 지원내용 상담",
        "□ 지원대상<br>- 강원 소재 기업<br>□ 지원내용<br>- 상담",
        "q 지원대상 : 강원 소재 기업\nq 지원내용 : 상담",
        "Q1. 누가 신청할 수 있나요?\nA1. 강원 소재 기업\nQ2. 무엇을 지원하나요?\nA2. 상담",
        "Q. 어떤 기업이 참여하나요? A. 강원 소재 기업\nQ. 어떻게 내나요? A. 방문",
        "○ 누구를 찾나\n   강원 소재 기업\n○ 무엇을 주나\n   상담",
        "누가 받을 수 있나요?\n강원 소재 기업\n얼마나 받나요?\n백만원",
        "제2장 신청 자격\n 2.1 강원 소재 기업\n제3장 신청 방법\n 3.1 방문",
        "제3조(신청자격) ① 강원 소재 기업\n제4조(지원내용) ① 상담",
        "1. 사업 내용 및 신청 자격\n 강원 소재 기업\n2. 지원내용\n 상담",
        "4-1. 신청자격\n- 강원 소재 기업\n4-2. 신청방법\n- 방문",
    ],
)
def test_an_eligibility_part_is_found_in_every_outline(text: str) -> None:
    assert parts(text)["eligibility"] == ["강원 소재 기업"]


@pytest.mark.parametrize(
    "heading",
    [
        "신청 제외 대상",
        "지원제외",
        "참여 제한",
        "제외대상",
        "지원 제외 업종",
        "신청제한 사항",
        "결격사유",
        "사전지원제외",
    ],
)
def test_exclusion_headings_are_their_own_part(heading: str) -> None:
    text = f"□ 지원대상\n - 소상공인\n□ {heading}\n - 휴업 중인 자\n□ 문의처\n - 담당 부서"
    assert parts(text)["eligibility"] == ["소상공인"]
    assert parts(text)["exclusion"] == ["휴업 중인 자"]


@pytest.mark.parametrize(
    "heading",
    [
        "지원대상 과제",
        "지원대상 품목",
        "제출대상",
        "평가대상",
        "지원내용",
        "우대사항",
        "교육내용",
        "정산 대상 항목",
    ],
)
def test_headings_of_other_things_ask_nothing_of_the_applicant(heading: str) -> None:
    assert "eligibility" not in parts(f"□ {heading}\n - 강원 소재 기업\n")


def test_preferences_are_kept_apart() -> None:
    text = "□ 신청자격\n - 소상공인\n□ 우대사항\n - 여성기업\n"
    assert parts(text) == {"eligibility": ["소상공인"], "preference": ["여성기업"]}


def test_a_nested_heading_takes_its_own_lines_out() -> None:
    text = "□ 신청자격\n ○ 소상공인\n ○ 제출서류\n  - 사업자등록증\n ○ 제외대상\n  - 휴업자\n□ 문의"
    assert parts(text)["eligibility"] == ["소상공인"]
    assert parts(text)["exclusion"] == ["휴업자"]


def test_structured_labels_name_their_field() -> None:
    text = "지원대상\n소상공인\n\n업력\n예비창업자, 3년미만\n\n지역\n전북\n\n지원내용\n상담"
    keys = {s.key: [text[a.start : a.end] for a in s.lines] for s in sections(text) if s.key}
    assert keys == {"business_age": ["예비창업자, 3년미만"], "region": ["전북"]}


def test_a_label_with_its_words_on_one_line_is_a_field_only_outside_a_part() -> None:
    text = "업력 : 7년미만\n신청자격\n소상공인\n지역 : 전북\n"
    assert parts(text) == {"label": ["7년미만"], "eligibility": ["소상공인", "지역 : 전북"]}


def test_forms_behind_the_notice_are_left_out() -> None:
    notice = "□ 신청자격\n - 소상공인\n" + "□ 안내\n - 자세히 적은 설명입니다.\n" * 40
    form = "[서식 1]\n□ 신청자격\n - 여기에 적으십시오\n"
    assert parts(notice + form)["eligibility"] == ["소상공인"]
    assert notice_end(notice + form) == len(notice)


def test_the_next_attachment_is_read_again() -> None:
    first = "□ 안내\n - 자세히 적은 설명입니다.\n" * 40 + "[서식 1]\n칸\n"
    second = "### 첨부: 공고문.md\n\n□ 신청자격\n - 소상공인\n"
    assert parts(first + second)["eligibility"] == ["소상공인"]


def test_rows_that_name_columns_are_no_headings() -> None:
    text = "□ 신청자격\n|구분|지원대상|지원내용|\n|---|---|---|\n|일반|소상공인|상담|\n□ 문의"
    assert parts(text)["eligibility"] == ["일반", "소상공인"]


def test_a_sentence_that_a_page_broke_is_one_line() -> None:
    text = "□ 신청자격\n - 강원에서 산림을 가꾸는\n소상공인\n - 예비창업자\n□ 문의"
    assert parts(text)["eligibility"] == ["강원에서 산림을 가꾸는\n소상공인", "예비창업자"]


def test_every_line_lies_in_the_text_and_lines_do_not_overlap() -> None:
    text = "# 제목\n\n|가|나<br>다|\n - 라  \n※ 마\n\u200b바"
    found = list(lines(text))
    assert [text[line.start : line.end] for line in found] == [
        "제목", "가", "나", "다", "라", "마", "바",
    ]  # fmt: skip
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "question",
    ["누가 신청할 수 없나요?", "어떤 기업이 제외되나요?", "신청할 수 없는 경우가 있나요?"],
)
def test_a_question_after_those_who_are_out_heads_an_exclusion(question: str) -> None:
    assert parts(f"Q. {question}\nA. 휴업 중인 업체\nQ. 언제 내나요?\nA. 3월") == {
        "exclusion": ["휴업 중인 업체"],
        "other": ["3월"],
    }


def test_a_list_within_a_paragraph_is_one_line_for_each_member() -> None:
    text = (
        "다음의 기업, (가) 휴업 중인 기업, (나) 부도가 난 기업은 뺀다. 다만 (나)의 경우는 아니다."
    )
    quotes = [text[line.start : line.end] for line in lines(text)]
    assert quotes == [
        "다음의 기업",
        "휴업 중인 기업",
        "부도가 난 기업은 뺀다. 다만 (나)의 경우는 아니다.",
    ]


@pytest.mark.parametrize("text", ["3.5 억원 이상", "4.1 까지 접수", "(가) 하나뿐인 목록"])
def test_a_figure_or_a_single_letter_begins_no_list(text: str) -> None:
    assert [line.marker for line in lines(text)] in ([""], ["letterp"])


def test_a_caution_that_shuts_out_is_an_exclusion_and_the_others_are_not() -> None:
    text = (
        "1. 신청자격\n - 강원 소재 기업\n2. 유의사항\n - 양식은 바꾸지 않는다.\n"
        " - 휴업 중인 업체는 신청할 수 없습니다.\n"
        " - 선정된 뒤 폐업한 기업은 참여할 수 없습니다.\n3. 문의"
    )
    assert parts(text)["exclusion"] == ["휴업 중인 업체는 신청할 수 없습니다."]
    assert len(parts(text)["other"]) == 2
