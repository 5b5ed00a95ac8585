"""What an article claims: measure, time, place, done or planned; and what is not its own."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from majungmul import documents, facts
from majungmul.reference import vocabulary
from majungmul.terms import Statement

EXPECTED = tomllib.loads(Path(__file__).with_name("statements.toml").read_text("utf-8"))

ARTICLE = """\
가람시, 올해 로봇기업 48곳에 72억원 지원

홍길동 기자
입력 2025-03-12 10:30
  • 글자크기 설정

가람시가 지역 로봇산업을 키우기 위해 올해 로봇기업 48곳에 72억원을 지원한다고 12일 밝혔다. \
시는 이를 위해 한국로봇진흥재단과 협약을 맺었다.

▲ 가람시 로봇기업 지원 현장에서 관계자 130명이 사진을 찍고 있다

지난해 이 사업에 참여한 35개사의 매출은 평균 17% 늘었고 모두 210명을 새로 채용했다. \
만족도 조사에서는 91점을 받았다.

시 관계자는 "로봇기업 48곳이 지역 경제를 이끌 것"이라고 말했다.

[저작권자ⓒ 가람일보. 무단전재-재배포 금지]

댓글 0
0 / 300

많이 본 기사

나루군, 학생 20명에 장학금 2천만원 전달
나루군은 11일 지역 학생 20명에게 장학금 2천만원을 전달했다고 밝혔다.
"""


def claims(text: str, published: date | None = date(2025, 3, 12)) -> list[Statement]:
    return facts.statements(documents.plain(text), published)


def plainly(statement: Statement) -> list[str]:
    period = statement.period
    return [
        statement.quantity.span.quote,
        statement.measure,
        statement.status,
        str(period.start or "") if period else "",
        str(period.end or "") if period else "",
        statement.place or "",
    ]


@pytest.mark.parametrize("row", EXPECTED["rows"], ids=lambda row: row[0][:40])
def test_it_tells_measure_status_time_and_place(row: list[Any]) -> None:
    text, published, *expected = row
    assert [plainly(claim) for claim in claims(text, date.fromisoformat(published))] == expected


def test_an_article_claims_only_what_is_its_own() -> None:
    reading = facts.read(documents.plain(ARTICLE))
    own_end = ARTICLE.index("[저작권자")
    assert reading.published == date(2025, 3, 12)
    assert all(claim.quantity.span.start < own_end for claim in reading.statements)
    assert {claim.quantity.value for claim in reading.statements} >= {
        Decimal(48), Decimal(7_200_000_000), Decimal(35), Decimal(17), Decimal(210), Decimal(91),
    }  # fmt: skip


def test_a_repeated_figure_is_one_claim_with_all_its_places() -> None:
    (claim,) = [c for c in claims(ARTICLE) if c.quantity.value == 48]
    assert ARTICLE[claim.quantity.span.end :].lstrip().startswith("에 72억원을 지원한다고")
    assert len(claim.also) == 2
    assert all(ARTICLE[span.start : span.end] == span.quote for span in claim.also)


def test_what_grew_by_less_is_negative() -> None:
    (claim,) = claims("수혜기업의 매출이 12.7% 감소했다.")
    assert (claim.measure, claim.quantity.value) == ("revenue_growth", Decimal("-12.7"))


def test_a_cut_of_a_budget_is_negative_and_spans_both_years() -> None:
    (_, claim) = claims("올해 예산은 전년보다 1000억원 가량 감액됐다. 올해 예산은 8100억원이다.")[
        ::-1
    ]
    assert claim.measure == "budget_change"
    assert claim.quantity.value == Decimal(-100_000_000_000)
    assert claim.period is not None
    assert (claim.period.start, claim.period.end) == (date(2024, 1, 1), date(2025, 12, 31))


def test_this_year_stays_unsaid_where_the_day_of_publication_is_not_known() -> None:
    (claim,) = claims("올해 30개사를 선정했다.", None)
    assert claim.period is None


def test_a_yearly_figure_opens_with_its_first_year() -> None:
    (claim,) = claims("2015년부터 강소기업을 매년 5개씩 선정해 지원하고 있다.")
    assert claim.measure == "companies_selected_per_year"
    assert claim.period is not None
    assert (claim.period.start, claim.period.end) == (date(2015, 1, 1), None)


def test_a_programme_in_quotes_is_the_subject() -> None:
    (claim,) = claims("시는 ‘청년 창업 도약 프로그램’으로 30개사를 선정했다.")
    assert claim.subject is not None
    assert (claim.subject.name, claim.subject.kind) == ("청년 창업 도약 프로그램", "program")


def test_a_call_makes_no_claims() -> None:
    text = (
        "2026년 수출 지원사업 참여기업 모집 공고\n"
        "□ 신청기간 : 2026. 4. 1. ~ 4. 30. 18:00\n"
        "□ 지원규모 : 30개사, 총 5억원\n"
    )
    assert facts.read(documents.plain(text)).statements == ()


def test_every_measure_is_of_the_reference_list() -> None:
    known = set(vocabulary.measures())
    for row in EXPECTED["rows"]:
        assert {claim.measure for claim in claims(row[0])} <= known


def test_a_text_without_figures_claims_nothing() -> None:
    assert claims("시는 올해도 지역 기업을 돕겠다고 밝혔다.") == []


def test_a_customer_in_quotes_does_not_speak_for_the_programme() -> None:
    assert (
        claims('한 상인은 "주문이 하루 30건에서 110건으로 늘어 매출 400만 원을 올렸다"고 말했다.')
        == []
    )
    (claim,) = claims('진흥원 관계자는 "올해 예산을 105억원으로 늘리겠다"고 말했다.')
    assert (claim.measure, claim.status) == ("budget", "planned")


def test_a_coming_year_told_above_is_not_that_of_a_thing_done() -> None:
    text = "시는 내년 예산으로 105억원을 편성할 계획이다.\n\n만족도 조사에서는 93.1점을 받았다."
    _, claim = claims(text)
    assert (claim.status, claim.period) == ("actual", None)
