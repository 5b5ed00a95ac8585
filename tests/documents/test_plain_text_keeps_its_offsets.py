"""Text goes through unchanged, and every offset points where it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul import documents

SIGNS = ["1. ", "가. ", "□ ", "○ ", "- ", "※ ", "(1) ", "① ", "| a | b |", "", "[지원대상] ", "# "]
lines = st.builds(
    "{}{}".format,
    st.sampled_from(SIGNS),
    st.text(alphabet="가나 12.억원|:-<>[]()\t　", max_size=30),
)
texts = st.lists(lines, max_size=30).flatmap(
    lambda parts: st.sampled_from(["\n", "\r\n", "\n\n"]).map(lambda end: end.join(parts))
)


@given(texts)
def test_blocks_are_the_lines_in_order_and_disjoint(text: str) -> None:
    document = documents.plain(text)
    assert document.text == text
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        assert not text[at : block.start].strip(" \t\r\n\u3000")
        assert "\n" not in text[block.start : block.end]
        if block.label:
            assert block.start <= block.label[0] < block.label[1] <= block.end
        at = block.end
    assert not text[at:].strip(" \t\r\n\u3000")


@given(texts)
def test_cells_hold_the_text_at_their_place(text: str) -> None:
    for table in documents.plain(text).tables:
        for row in table.rows:
            for cell in row:
                assert text[cell.start : cell.end] == cell.text


@given(st.text(max_size=400))
def test_any_text_at_all_is_read_in_order(text: str) -> None:
    document = documents.plain(text)
    assert document.text == text
    starts = [block.start for block in document.blocks]
    assert starts == sorted(starts)
    for section in document.sections():
        assert 0 <= section.heading_start <= section.start <= section.end <= len(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_text_file_is_its_content_decoded(encoding: str) -> None:
    text = "지원대상\r\n  ○ 창업 7년 이내 기업\r\n\r\n끝"
    assert documents.read_bytes(text.encode(encoding), "공고.txt").text == text


def test_bytes_that_fit_no_encoding_are_read_with_a_warning() -> None:
    document = documents.read_bytes(
        "지원 대상은 중소기업이다".encode("cp949") + b"\xff\xff\x81", "a.txt"
    )
    assert "지원 대상은 중소기업이다" in document.text
    assert document.warnings
