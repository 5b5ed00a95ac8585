"""Which word governs a figure where several stand near it."""

from __future__ import annotations

from datetime import date

import pytest

from majungmul import documents, facts
from majungmul.facts.statements import status
from majungmul.terms import Statement

TODAY = date(2025, 6, 18)


def claims(text: str) -> list[Statement]:
    return facts.statements(documents.plain(text), TODAY)


def measured(text: str) -> list[tuple[str, str]]:
    return [(claim.quantity.span.quote, claim.measure) for claim in claims(text)]


def told(text: str) -> list[tuple[str, str]]:
    return [(claim.quantity.span.quote, claim.status) for claim in claims(text)]


def test_those_who_got_so_many_services_were_supported() -> None:
    text = "지난해 이 사업에 900개 기업이 참여했고, 이 가운데 310개사가 840건의 연계 지원을 받았다."
    assert measured(text)[:2] == [
        ("900개", "companies_participating"), ("310개사", "companies_supported"),
    ]  # fmt: skip


def test_those_on_whom_a_budget_is_spent_are_supported() -> None:
    text = "시는 올해 도자 공방 120개사의 가마를 바꾸는 데 예산 45억원을 투입한다고 밝혔다."
    assert ("120개사", "companies_supported") in measured(text)


def test_a_word_in_brackets_is_of_the_figure_in_them() -> None:
    text = "벤처펀드는 지난해 6개, 880억원(도비 70억원) 규모로 결성됐다."
    assert measured(text)[-2:] == [("880억원", "fund_size"), ("70억원", "budget")]


def test_a_number_within_a_name_is_no_figure_in_the_way() -> None:
    text = "센터를 거쳐 창업에 성공한 1인 창조기업은 지난해 14개다."
    assert measured(text) == [("14개", "startups_founded")]


@pytest.mark.parametrize("text", [
    "추경 예산 380억원이 의회 문턱을 넘음에 따라 도는 출자사업에 나선다.",
    "추경 예산 380억원이 의회를 통과하면서 도는 출자사업에 나선다.",
    "올해 두 차례 모집에서 선정된 380개 기업은 다음 달 현장 점검을 받을 예정이다.",
    "올해 선정된 380개 기업은 다음 달 현장 점검을 받을 예정이다.",
])  # fmt: skip
def test_what_was_granted_or_picked_stays_done_whatever_comes_next(text: str) -> None:
    assert [status for _, status in told(text)] == ["actual"]


@pytest.mark.parametrize("text", [
    "센터는 38개사를 도와 불량을 줄이고 작업 속도를 24% 높이는 성과를 거뒀다.",
    "마을이 거둔 포도는 지난해 7억원어치였다.",
    "회사는 2021년 연구개발비 3억원과 장비를 지원받아 시제품을 다듬었다.",
    "전시장에는 부스 240개가 들어섰다.",
])  # fmt: skip
def test_what_is_only_guessed_from_afar_is_no_claim(text: str) -> None:
    assert [claim for claim in measured(text) if claim[0] != "38개사"] == []


def test_two_figures_that_agree_are_no_guess() -> None:
    text = "센터는 특허 27건을 출원하고 이 중 9건을 등록했다."
    assert measured(text) == [("27건", "patents"), ("9건", "patents")]


def test_what_a_sum_led_to_says_of_what_it_is_a_change() -> None:
    budget = "어촌 예산은 86억원 불어난 3900억원이고, 양식은 올해보다 12억원(3%) 많은 402억원이다."
    assert measured(budget) == [
        ("86억원", "budget_change"), ("3900억원", "budget"),
        ("12억원", "budget_change"), ("402억원", "budget"),
    ]  # fmt: skip
    loans = "창업기업에는 지난해보다 41억원(7.1%) 늘어난 620억원의 보증을 내줬다."
    assert measured(loans) == [("620억원", "guarantees")]


def test_what_rose_is_the_sum_told_before() -> None:
    text = "재단은 보증 900억원을 공급했으며, 이 중 80.0%인 720억원이 지난해보다 55억원 늘었다."
    assert measured(text) == [("900억원", "guarantees"), ("720억원", "guarantees")]


def test_the_name_of_an_office_tells_nothing_of_its_sums() -> None:
    text = "신규보증만 보면 한빛보증기금은 지난 1분기에 총 435억원을 공급했다."
    assert measured(text) == [("435억원", "guarantees")]


def test_beside_a_target_stands_what_was() -> None:
    text = "내년에 수출액 148억 달러(2023년 119억 달러)에 이르는 것이 목표다."
    assert told(text) == [("148억 달러", "target"), ("119억 달러", "actual")]


def test_firms_beside_a_sum_in_the_brackets_of_a_programme_are_supported() -> None:
    text = "내년에 그림책 제작 지원(40개사, 36억 원, 신규)을 새로 편다."
    assert measured(text) == [("40개사", "companies_supported"), ("36억 원", "budget")]


def test_a_fund_is_of_the_size_before_its_name_and_its_stakes_are_no_budget() -> None:
    assert measured("시는 민간 투자를 끌어낼 700억원 규모의 바다펀드를 만든다.") == [
        ("700억원", "fund_size")
    ]
    assert measured("창업펀드는 지난달까지 27개사에 318억원을 투자했다.")[1:] == []


def test_places_that_opened_are_no_firms_that_were_founded() -> None:
    assert (
        measured("그해 도가 순천과 나주 등 4곳을 터로 골랐고 이 도시들은 차례로 문을 열었다.") == []
    )


def test_an_estimate_of_a_market_is_of_nobody() -> None:
    assert measured("국토부가 추산한 국내 드론 시장은 2035년 26조원이다.") == []


def test_to_be_something_is_nothing_done() -> None:
    assert not status.is_done(" 업체와 구직자 6명이다.")
    assert status.is_done(" 업체를 뽑았다.")


@pytest.mark.parametrize("text", [
    "기술 규제를 푼 특구가 전국에 걸쳐 문을 열었다. 특구로 이전한 기업은 모두 138건이다.",
    "바우처의 자부담률은 10%에서 30%로 올린다.",
    "지난해 서비스 공급업체 281개가 새로 들어왔다.",
])  # fmt: skip
def test_moves_own_shares_and_suppliers_are_no_outcome(text: str) -> None:
    assert measured(text) == []
