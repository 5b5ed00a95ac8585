"""Order comes from where glyphs stand, not from the order in which they were written."""

from __future__ import annotations

import pytest

from majungmul import documents


def read(data: bytes) -> documents.Document:
    return documents.read_bytes(data, "공고.pdf")


def test_text_comes_out_line_by_line(make) -> None:
    text = read(
        make.pdf([make.lines(["지원 대상 안내문", "○ 도내 제조업 기업", "○ 상시근로자 5명 이상"])])
    ).text
    assert text.splitlines() == ["지원 대상 안내문", "○ 도내 제조업 기업", "○ 상시근로자 5명 이상"]


def test_runs_written_out_of_order_are_put_in_place(make) -> None:
    """Digits first, words after: the text layer would say `2031 79 년도 까지`."""
    page = [
        (70, 700, 10, "2031"),
        (120, 700, 10, "79"),
        (90, 700, 10, "년도"),
        (130, 700, 10, "건까지"),
        (70, 660, 10, "신청서를 우편으로 보낸다"),
    ]
    document = read(make.pdf([page]))
    assert document.text.splitlines()[0] == "2031년도 79건까지"
    assert document.warnings == ()


def test_a_wrapped_line_joins_its_paragraph_and_a_marker_opens_a_new_one(make) -> None:
    full = "가" * 41
    lines = [full, "나머지 문장이 여기에서 끝난다", "○ 다음 항목의 내용이다"]
    page = [(70, 780 - 15 * number, 11, text) for number, text in enumerate(lines)]
    text = read(make.pdf([page])).text
    assert text.splitlines() == [f"{full} 나머지 문장이 여기에서 끝난다", "○ 다음 항목의 내용이다"]


def test_a_ruled_table_keeps_rows_cells_and_spans(make) -> None:
    rules = make.grid([70, 200, 400], [700, 670, 640])
    page = [
        *make.lines(["접수 일정은 아래 표와 같다"]),
        (80, 680, 10, "구분"),
        (210, 680, 10, "접수 마감"),
        (80, 650, 10, "1차"),
        (210, 650, 10, "3월 말"),
    ]
    document = read(make.pdf([page], [rules]))
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["구분", "접수 마감"],
        ["1차", "3월 말"],
    ]
    assert "1차 | 3월 말" in document.text
    assert table.header_rows == 1


def test_a_table_without_outer_sides_keeps_its_first_column(make) -> None:
    rules = make.grid([70, 200, 400], [700, 670, 640], sides=False)
    page = [
        *make.lines(["접수 일정은 아래 표와 같다"]),
        (80, 680, 10, "구분"),
        (210, 680, 10, "접수 마감"),
        (80, 650, 10, "1차"),
        (210, 650, 10, "3월 말"),
    ]
    (table,) = read(make.pdf([page], [rules])).tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["구분", "접수 마감"],
        ["1차", "3월 말"],
    ]


def test_a_table_over_a_page_break_is_one_table_with_one_header(make) -> None:
    grids = [make.grid([70, 200, 400], [120, 90, 60]), make.grid([70, 200, 400], [800, 770, 740])]
    first = [
        *make.lines(["분야별 지원 규모는 다음 표와 같다"]),
        *[
            (80, 100, 10, "분야"),
            (210, 100, 10, "과제 수"),
            (80, 70, 10, "기계"),
            (210, 70, 10, "4"),
        ],
        (290, 30, 9, "- 1 -"),
    ]
    second = [
        *[
            (80, 780, 10, "분야"),
            (210, 780, 10, "과제 수"),
            (80, 750, 10, "화학"),
            (210, 750, 10, "6"),
        ],
        *make.lines(["세부 사항은 담당 부서에 문의한다"], top=600),
        (290, 30, 9, "- 2 -"),
    ]
    document = read(make.pdf([first, second], grids))
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["분야", "과제 수"],
        ["기계", "4"],
        ["화학", "6"],
    ]
    assert [cell.row for row in table.rows for cell in row] == [0, 0, 1, 1, 2, 2]


def test_two_columns_are_read_one_after_the_other(make) -> None:
    left = [f"왼쪽 단의 {number}번째 줄은 여기까지" for number in range(1, 13)]
    right = [f"오른쪽 단 {number}번째 줄은 여기까지" for number in range(1, 13)]
    page = make.lines(left, x=50, size=10) + make.lines(right, x=330, top=775, size=10)
    text = read(make.pdf([page])).text
    assert text.index(left[-1]) < text.index(right[0])


def test_page_numbers_and_running_heads_are_boilerplate(make) -> None:
    pages = [
        [
            (70, 810, 9, "기업 성장 사업 안내서"),
            *make.lines([f"{number}번째 쪽의 본문이 이어진다"], top=700),
            (290, 30, 9, f"- {number} -"),
        ]
        for number in range(1, 6)
    ]
    document = read(make.pdf(pages))
    dropped = {document.text[b.start : b.end] for b in document.blocks if b.kind == "boilerplate"}
    assert dropped == {"기업 성장 사업 안내서", *(f"- {number} -" for number in range(1, 6))}
    assert all("본문" in document.text[start:end] for start, end in document.body)


def test_a_page_without_text_is_no_document(make) -> None:
    with pytest.raises(documents.Unreadable) as caught:
        read(make.pdf([[]]))
    assert caught.value.code == "no_text"


def test_text_that_stays_out_of_order_is_warned_of(make) -> None:
    page = make.lines(["접수 마감은 2031 4 28 년 월 일", "신청서를 우편으로 보낸다"])
    document = read(make.pdf([page]))
    assert any("글자 순서가 뒤섞인 PDF" in warning for warning in document.warnings)


def test_signs_that_are_drawn_leave_a_mark_and_a_warning(make) -> None:
    page = [
        (70, 700 - 40 * line, 10, text)
        for line, text in enumerate(["최대", "기업", "지원", "이내"])
    ]
    page += [(110, 700 - 40 * line, 10, "억원까지") for line in range(4)]
    drawn = [(96, 699 - 40 * line) for line in range(4)]
    document = read(make.pdf([page], drawn=drawn))
    assert document.text.splitlines()[0].replace(" ", "") == "최대\ufffc억원까지"
    assert any("그림으로 되어" in warning for warning in document.warnings)
