"""Laws that hold for every amount, every date and every text."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from majungmul import documents, facts
from majungmul.facts.scan import numerals
from majungmul.facts.scan.folding import fold
from majungmul.terms import Span


def plain(won: int) -> str:
    return f"{won}원"


def grouped(won: int) -> str:
    return f"{won:,} 원"


def millions(won: int) -> str:
    return f"{Decimal(won) / 10**6:,f}백만원" if won % 100 == 0 else plain(won)


def mixed(won: int) -> str:
    parts = []
    for scale, sign in ((10**12, "조"), (10**8, "억"), (10**4, "만")):
        part, won = divmod(won, scale)
        if part:
            parts.append(f"{part}{sign}")
    if won or not parts:
        parts.append(f"{won}")
    return " ".join(parts) + "원"


def hangul(won: int) -> str:
    digits, small = " 일이삼사오육칠팔구", ("", "십", "백", "천")
    groups, scales = [], ("", "만", "억", "조")
    for scale in scales:
        won, group = divmod(won, 10**4)
        written = "".join(
            digits[int(digit)] + small[place]
            for place, digit in zip(range(3, -1, -1), f"{group:04d}", strict=True)
            if digit != "0"
        )
        if written:
            groups.append(written + scale)
    return "".join(reversed(groups)) + "원"


@given(st.integers(1, 10**15), st.sampled_from([plain, grouped, mixed]))
def test_an_amount_reads_back_however_it_is_written(won: int, style) -> None:
    written = style(won)
    (found,) = facts.quantities(f"지원금 {written}을 준다")
    assert (found.value, found.unit) == (won, "KRW")
    assert found.span.quote == written


@given(st.integers(1, 10**10).map(lambda n: n * 100))
def test_millions_of_won_read_back(won: int) -> None:
    (found,) = facts.quantities(f"예산 {millions(won)}")
    assert found.value == won


@given(st.integers(11, 10**13))
def test_hangul_numerals_read_back(won: int) -> None:
    assert numerals.number(hangul(won)) == won


@given(
    st.integers(1, 9999),
    st.sampled_from(
        [
            ("약 ", "", "about"),
            ("", " 이상", "at_least"),
            ("최대 ", " 이내", "at_most"),
            ("", "", "exact"),
        ]
    ),
)
def test_bound_words_belong_to_the_quote(count: int, bound: tuple[str, str, str]) -> None:
    before, after, name = bound
    written = f"{before}{count}개사{after}"
    (found,) = facts.quantities(f"모집 {written} 선정")
    assert (found.bound, found.span.quote) == (name, written)


STYLES = (
    "{0.year}. {0.month}. {0.day}.",
    "{0.year}.{0.month:02d}.{0.day:02d}",
    "{0.year}년 {0.month}월 {0.day}일",
    "{0:%Y-%m-%d}",
    "’{0:%y}. {0.month}. {0.day}.",
    "`{0:%y}.{0.month}.{0.day}.({1})",
    "{0.year}. {0.month}. {0.day}({1})",
)


@given(
    st.dates(date(2011, 1, 1), date(2048, 1, 1)),
    st.integers(0, 400),
    st.sampled_from(STYLES),
    st.sampled_from(["~", " ~ ", "∼", " ～ ", " – ", "˜"]),
    st.integers(0, 23),
)
def test_a_period_reads_back_however_it_is_written(
    first: date, length: int, style: str, tilde: str, hour: int
) -> None:
    last = first + timedelta(days=length)
    days = "월화수목금토일"
    written = [style.format(day, days[day.weekday()]) for day in (first, last)]
    text = f"접수기간 : {written[0]}{tilde}{written[1]} {hour}:30까지"
    (found,) = facts.periods(text)
    assert found.start is not None
    assert found.end is not None
    assert (found.start.date(), found.end.date()) == (first, last)
    assert (found.end.hour, found.end.minute) == (hour, 30)
    assert found.role == "application"
    assert "요일" not in found.note.replace("토요일", "").replace("일요일", "")


WORDS = """
2025. 3. 12.(수) ~ 18:00까지 약 20억 원 이상 여 개사 기업 사업 예산 소진 시까지 접수기간 :
백만원 ( ) % 제5조 ’26. 올해 지난해 밝혔다. 했다. 지원한다 목표 1,500 , . - / ' | <br> 0 9 10 100
만 억 조 천 명 곳 건 점 대 1 년 월 일 시 분 최대 이내 총 (단위: 백만원) 선착순 상시 공고일부터
30일 ㈜가온 진흥원 「가 사업」
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", " "])
SOUP = st.lists(PIECES | st.text(max_size=3), max_size=60).map("".join)


def spans(reading) -> list[Span]:
    found = [fact.span for fact in (*reading.quantities, *reading.periods)]
    for statement in reading.statements:
        found += [statement.quantity.span, *statement.also]
        if statement.subject:
            found.append(statement.subject.span)
    return found


@given(SOUP)
@settings(max_examples=300)
def test_every_quote_stands_where_its_span_says(text: str) -> None:
    reading = facts.read(documents.plain(text), date(2025, 6, 1))
    for span in spans(reading):
        assert span.quote == text[span.start : span.end]
        assert span.quote


@given(SOUP)
def test_quantities_are_in_order_and_do_not_overlap(text: str) -> None:
    found = facts.quantities(text)
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start


@given(SOUP, st.text(st.sampled_from("가나다라 .\n"), max_size=40))
def test_text_put_in_front_only_shifts_what_is_found(text: str, front: str) -> None:
    front += "\n\n\n"
    alone = facts.quantities("\n\n\n" + text)
    shifted = facts.quantities(front + text)
    assert [(q.value, q.unit, q.bound, q.span.start - len(front)) for q in shifted] == [
        (q.value, q.unit, q.bound, q.span.start - 3) for q in alone
    ]


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert [m.start() for m in re.finditer("[가-힣]", folded)] == [
        m.start() for m in re.finditer("[가-힣]", text)
    ]


@given(SOUP)
def test_the_same_text_always_reads_the_same(text: str) -> None:
    document = documents.plain(text)
    assert facts.read(document) == facts.read(document)
