"""A figure under `(단위: 백만원)` is worth a million times what is printed."""

from __future__ import annotations

import pytest

from majungmul import documents
from majungmul.documents.units import money_unit


@pytest.mark.parametrize(
    ("caption", "unit"),
    [
        ("(단위: 백만원)", "백만원"),
        ("< 분야별 한도 > (단위 : 백만 원)", "백만원"),
        ("(단위: 개, 백만원)", "백만원"),
        ("(단위 : 억원, 개)", "억원"),
        ("[단위：천원]", "천원"),
        ("(단 위 : 명, 십억원)", "십억원"),
        ("(단위: 천불)", "천불"),
        ("(단위: 원)", "원"),
        ("(단위: 억)", "억"),
        ("(단위: 명)", "명"),
        ("(단위: 개사)", "개사"),
        ("분야별 지원 한도 100만원", ""),
    ],
)
def test_the_unit_is_taken_from_the_caption(caption: str, unit: str) -> None:
    assert money_unit(caption) == unit


def test_rows_without_outer_pipes_keep_their_first_column() -> None:
    text = "(단위 : 백만원)\n구분 | 과제 수 | 예산\n세라믹 | 4 | 3,200\n금속 | 3 | 1,800\n"
    (table,) = documents.plain(text).tables
    assert [cell.text for cell in table.rows[1]] == ["세라믹", "4", "3,200"]
    assert table.unit == "백만원"
    assert all(text[cell.start : cell.end] == cell.text for row in table.rows for cell in row)


def test_a_lone_line_with_a_pipe_is_no_table() -> None:
    assert documents.plain("문의 | 사업화지원팀\n끝.\n").tables == ()
