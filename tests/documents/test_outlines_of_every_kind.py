"""Every document orders its signs its own way; a section knows its heading."""

from __future__ import annotations

import pytest

from majungmul import documents
from majungmul.documents.markers import marker, ordinal


def shape(text: str) -> list[tuple[str, int, str]]:
    document = documents.plain(text)
    return [(b.kind, b.level, text[b.start : b.end]) for b in document.blocks]


def section(text: str, heading: str) -> str:
    """The text under the first section of that heading."""
    for found in documents.plain(text).sections():
        if found.heading == heading:
            return text[found.start : found.end].strip(" :：)]\n")
    raise AssertionError(
        f"no section {heading}: {[s.heading for s in documents.plain(text).sections()]}"
    )


def test_numbers_squares_circles_and_dashes() -> None:
    text = (
        "1. 사업 개요\n□ 지원 대상\n ○ 제조업을 하는 기업\n  - 공장 등록을 마친 곳\n"
        " ○ 창업한 지 3년이 지난 기업\n□ 지원 내용\n2. 신청 방법"
    )
    assert [level for _, level, _ in shape(text)] == [1, 2, 3, 4, 3, 2, 1]
    assert [kind for kind, *_ in shape(text)[:4]] == ["heading", "heading", "item", "item"]


def test_the_same_signs_in_another_order() -> None:
    text = (
        "□ 신청 자격\n 가. 도내 기업\n  1) 본사가 있을 것\n  2) 공장이 있을 것\n"
        " 나. 예비창업자\n□ 제출 서류"
    )
    assert [level for _, level, _ in shape(text)] == [1, 2, 3, 3, 2, 1]


def test_a_row_that_starts_again_is_nested_and_the_outer_row_goes_on() -> None:
    text = "1. 개요\n○ 다음 각 호의 기업\n1. 제조업\n2. 정보통신업\n○ 그 밖의 기업\n2. 지원 내용"
    assert [level for _, level, _ in shape(text)] == [1, 2, 3, 3, 2, 1]


@pytest.mark.parametrize(
    ("line", "name", "number"),
    [
        ("Ⅲ. 추진 일정", "roman", 3),
        ("3. 신청", "number", 3),
        ("나. 자격", "letter", 2),
        ("4) 서류", "number)", 4),
        ("다) 서류", "letter)", 3),
        ("(5) 기타", "(number)", 5),
        ("⑥ 여섯째", "circled", 6),
        ("❷ 둘째", "circled", 2),
        ("㉢ 셋째", "circled-letter", 3),
        ("제12조(지원) 기업을 지원한다", "article", 12),
        ("2-1. 세부 사업", "numbers", 1),
        ("☞ 참고하세요", "hand", 0),
        ("※ 단, 예산에 따라 바뀐다", "note", 0),
        ("*본사 기준", "note", 0),
        ("ㅇ 항목", "circle", 0),
        ("m 항목", "circle", 0),
        ("q 항목", "square", 0),
        ("ü 항목", "tick", 0),
        ("\uf0a7 항목", "small-square", 0),
        ("\U000f02b1 항목", "circled", 1),
        ("-  항목", "dash", 0),
        ("붙임 2. 서식", "annex", 0),
        ("◦ 항목", "small-circle", 0),
        ("· 항목", "dot", 0),
        ("▪ 항목", "small-square", 0),
    ],
)
def test_the_signs_that_open_a_line(line: str, name: str, number: int) -> None:
    found = marker(line)
    assert found is not None
    assert (found.name, ordinal(found)) == (name, number)


@pytest.mark.parametrize(
    "line",
    [
        "2031. 4. 2.(수)부터 받는다",
        "4. 2.(수) 18:00까지",
        "31. 4. 2. ~ 5. 7.",
        "1.7:1의 경쟁률",
        "-5% 줄었다",
        "3월 2일까지",
        "가격은 따로 정한다",
        "model 이름",
        "12,000원을 낸다",
        "<b>굵게</b> 쓴 글은 제목이 아니라 본문의 일부로서 이어진다",
    ],
)
def test_what_looks_like_a_sign_and_is_none(line: str) -> None:
    (block,) = documents.plain(line).blocks
    assert block.kind == "paragraph"
    assert block.marker == ""


def test_a_label_before_a_colon_or_in_brackets_heads_its_text() -> None:
    text = "□ (규모(2차)) 40개 과제\n○ 신청기간 : 5월 2일부터\n▪ [우대] 여성기업\n□ 문의"
    assert section(text, "규모(2차)") == "40개 과제\n○ 신청기간 : 5월 2일부터\n▪ [우대] 여성기업"
    assert section(text, "신청기간").startswith("5월 2일부터")
    assert section(text, "우대") == "여성기업"


def test_headings_without_a_sign_are_known_by_their_words() -> None:
    text = (
        "지원대상\n도내 기업으로서 업력이 3년을 넘은 곳\n\n"
        "신청 방법 및 제출서류\n전자우편으로 낸다\n"
    )
    assert section(text, "지원대상") == "도내 기업으로서 업력이 3년을 넘은 곳"
    assert section(text, "신청 방법 및 제출서류") == "전자우편으로 낸다"


def test_paragraphs_of_an_api_body() -> None:
    text = "☞ 도내 기업의 판로를 돕는다\n☞ 지원대상\n- 식품 제조기업\n☞ 지원내용\n- 전시회 참가비"
    assert section(text, "지원대상") == "- 식품 제조기업"


def test_markdown_made_from_a_notice() -> None:
    text = (
        "### 첨부: 공고문.md\n\n# 판로 지원 공고\n\n### □ 신청자격\n\n- ○ 식품 제조기업\n\n"
        "**□ 지원내용**\n\n| 구분 | 한도 |\n|---|---|\n| 전시 | 700만원<br>이내 |\n\n"
        "### 첨부: 서식.md\n\n끝"
    )
    document = documents.plain(text)
    assert section(text, "신청자격") == "- ○ 식품 제조기업"
    assert [s.heading for s in document.section_path(text.index("○ 식품"))] == [
        "첨부",
        "판로 지원 공고",
        "신청자격",
    ]
    (table,) = document.tables
    assert table.header_rows == 1
    assert [cell.text for cell in table.rows[1]] == ["전시", "700만원<br>이내"]
    assert [item.name for item in document.attachments] == ["공고문.md", "서식.md"]


def test_a_row_of_a_table_is_headed_by_its_first_cell() -> None:
    text = "| 신청자격 | 도내 식품기업 |\n| 신청기간 | 5월 2일까지 |\n"
    assert section(text, "신청자격") == "| 도내 식품기업"


def test_an_outline_squeezed_into_one_cell_is_an_outline() -> None:
    text = "|1. 신청자격<br><br>□ (대상) 도내 기업<br>○ 예비창업자|\n|---|\n\n2. 기타"
    assert section(text, "대상") == "도내 기업<br>○ 예비창업자|\n|---|"
    assert [block.level for block in documents.plain(text).blocks][:3] == [1, 2, 3]


def test_a_dash_put_before_the_printed_sign_is_passed_over() -> None:
    text = "- 3. 신청자격\n- - 도내 기업\n- 가. 지원내용 : 전시회\n- ❍ 문의처"
    signs = [block.marker for block in documents.plain(text).blocks]
    assert signs == ["3.", "-", "가.", "❍"]


def test_a_note_does_not_end_the_section_it_belongs_to() -> None:
    text = "□ 신청자격\n ○ 도내 기업\n ※ 본사 기준\n ○ 예비창업자\n□ 일정"
    assert section(text, "신청자격") == "○ 도내 기업\n ※ 본사 기준\n ○ 예비창업자"


def test_the_work_grows_with_the_length_of_the_text() -> None:
    """Counted in calls, not seconds: twice the lines, twice the work."""
    import sys

    def calls(text: str) -> int:
        count = 0

        def trace(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event in {"call", "c_call"}

        sys.setprofile(trace)
        try:
            documents.plain(text)
        finally:
            sys.setprofile(None)
        return count

    page = (
        "1. 개요\n□ 대상\n○ 도내 기업\n- 공장\n가. 나\n① 다\n※ 라\n문장이 이어진다\n| 가 | 나 |\n"
    )
    one, two = calls(page * 200), calls(page * 400)
    assert two < 2.1 * one


def test_the_title_skips_the_number_above_it_and_joins_two_lines() -> None:
    text = (
        "어느도 공고 제2031-17호\n2031년 식품기업 판로 지원사업\n참여기업 모집 공고\n\n도내 기업을"
    )
    assert documents.plain("어느부 공고 제2031-3호 판로 지원 공고").title == "판로 지원 공고"
    assert documents.plain(text).title == "2031년 식품기업 판로 지원사업 참여기업 모집 공고"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("기사승인 : 2031-05-06 10:00\n본문", "2031-05-06"),
        ("  • 승인 2031.05.06 16:25\n본문", "2031-05-06"),
        ("입력 2031년 5월 6일\n본문", "2031-05-06"),
        ("공고문\n\n2031. 5. 6.\n\n어느도지사", "2031-05-06"),
        ("공고문\n2031년 5월 6일 (화)\n어느도지사", "2031-05-06"),
        ("## 공고문\n##### 2031. 5. 6. 어 느 도 경 제 진 흥 원 장\n본문", "2031-05-06"),
        ("공고문\n2031년 5월 6일 (재)나루일자리재단 이사장\n본문", "2031-05-06"),
        ("공고문\n2031. 5. 6. 공장을 둔 기업의 성장\n본문", "None"),
        ("6일 도청은 밝혔다.", "None"),
        ("신청기간: 2031. 5. 6. ~ 5. 9.", "None"),
        ("입력 2031-13-45", "None"),
    ],
)
def test_the_day_of_publication_is_only_what_the_text_says(text: str, day: str) -> None:
    assert str(documents.plain(text).published) == day
