"""Texts made to hurt: nothing raises, nothing runs away, nothing is read that is not there."""

from __future__ import annotations

from datetime import date

import pytest

from majungmul import documents, facts
from majungmul.facts.scan.scanner import scan

SIZE = 8_000
PIECES = (
    "1", "1,", "1.", "1억", "1억 ", "1 ", "2025.", "2025. 1. 1.~", "'25.", "(1", "억", "만원",
    "일이삼", "열 ", "가나 ", "((1", "약 1",
    "1개 ", "상시 ", "공고일", "접수기간 ", "12.31.(월) ", "18:00", "'가 ", "「가", "㈜",
    "올해 ", "했다. ", "한다", "| 1 |\n", "-1", "1원이상",
    "매출 1% 증가 ", "단위: 원\n|1\n", "매년 1명 ", "\n", "\0", "\u200b1", "𝟙", "１", "가1개",
    "백만원1", "공고일부터 1", "1차 ",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_repeated_endlessly_is_read_to_its_end(piece: str) -> None:
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    reading = facts.read(documents.plain(text), date(2025, 3, 1))
    for fact in (*reading.quantities, *reading.periods):
        assert fact.span.quote == text[fact.span.start : fact.span.end]


def test_the_work_grows_with_the_text_and_not_faster() -> None:
    piece = (
        "지난해 30개사에 12억원을 지원했다. 접수기간 : 2025. 3. 4. ~ 4. 1. 18:00까지"
        " (총사업비의 70% 이내)\n"
    )
    once, many = scan(piece * 10), scan(piece * 1000)
    assert len(many.quantities) == 100 * len(once.quantities)
    assert len(many.moments) == 100 * len(once.moments)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "가", "1", "'", "~", "원", "제"])
def test_hardly_any_text_says_nothing(text: str) -> None:
    reading = facts.read(documents.plain(text))
    assert (reading.quantities, reading.periods, reading.statements) == ((), (), ())


def test_a_number_beyond_reason_is_still_a_number() -> None:
    (found,) = facts.quantities("999,999,999,999,999,999조 원")
    assert found.value == 999_999_999_999_999_999 * 10**12


def test_dates_at_the_edge_of_the_calendar_do_no_harm() -> None:
    text = "접수기간 : 1900. 1. 1. ~ 2099. 12. 31. / 접수기간 : 2024. 2. 29. ~ 2. 30."
    assert facts.periods(text, date(2000, 1, 1)) is not None


def test_the_package_keeps_its_functions_when_modules_of_the_same_name_are_loaded() -> None:
    facts.read(documents.plain("수출 지원사업 모집 공고\n신청기간 : 2026. 4. 1. ~ 4. 30."))
    for function in (facts.rule, facts.opportunity, facts.periods, facts.statements):
        assert callable(function)
