"""Forms of Korean press: whose rate it is, held beside what, carried on from where, of whom."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul import documents, facts
from majungmul.terms import Statement

TODAY = date(2025, 6, 18)


def claims(text: str, published: date = TODAY) -> list[Statement]:
    return facts.statements(documents.plain(text), published)


def measured(text: str) -> list[tuple[str, str]]:
    return [(claim.quantity.span.quote, claim.measure) for claim in claims(text)]


def dated(text: str) -> list[tuple[str, str, str]]:
    return [
        (
            claim.quantity.span.quote,
            str(claim.period.start or "") if claim.period else "",
            str(claim.period.end or "") if claim.period else "",
        )
        for claim in claims(text)
    ]


def named(text: str) -> list[str]:
    return [claim.subject.name if claim.subject else "" for claim in claims(text)]


def test_one_verb_moves_every_rate_of_a_row() -> None:
    text = "참여기업의 매출은 전년 대비 14.2%, 수출은 9.1% 늘었다. 고용 인원은 5.5% 증가했다."
    assert measured(text) == [
        ("14.2%", "revenue_growth"), ("9.1%", "export_growth"), ("5.5%", "employment_growth"),
    ]  # fmt: skip


def test_each_of_a_row_moves_by_its_own_noun() -> None:
    assert measured("수혜기업은 매출 8.4%, 임금 6.1%씩 늘었다.") == [("8.4%", "revenue_growth")]
    assert measured("지원기업은 35% 이상의 매출 성장을 기록했다.") == [
        ("35% 이상", "revenue_growth")
    ]


def test_by_how_much_a_budget_moved_stands_before_what_it_came_to() -> None:
    assert measured("내년 로봇 사업에 216억원 늘어난 894억원을 편성했다.") == [
        ("216억원", "budget_change"), ("894억원", "budget"),
    ]  # fmt: skip
    assert measured("창업기업에는 912억원 늘어난 5518억원의 보증이 돌아갔다.") == [
        ("5518억원", "guarantees")
    ]


def test_an_aside_does_not_hide_the_aim() -> None:
    aim = claims("내년에 매출 900억 원(2023년 700억 원)에 이르는 것이 목표다.")[0]
    assert aim.status == "target"


def test_the_year_is_not_what_moved() -> None:
    assert measured("지원기업의 고용은 2023년 4.1%, 2024년에는 6.8% 증가했다.")[-1] == (
        "6.8%", "employment_growth",
    )  # fmt: skip


@pytest.mark.parametrize("text", [
    "전체 중소기업의 매출 증가율은 3.1%였다.",
    "5년 생존율은 일반 창업기업 31.4%보다 높다.",
    "지원기업이 대기업(1.9%)을 앞섰다.",
    "응답자의 88.5%가 사업에 다시 참여하겠다고 답했다.",
    "입주기업 가운데 6개사가 이미 문을 닫았다.",
    "연 매출 500억 원이 넘는 로봇 기업을 찾았다.",
    "직원 11명인 이 회사는 지난봄 시를 떠났다.",
    "고용은 기업마다 2.4명 늘었다.",
    "선정된 기업은 3천만 원에서 최대 1억 원까지 받을 수 있다고 했으나 늦어졌다.",
    "관련 통계를 보면 로봇 수출액은 400억 달러다.",
    "국내 재활용 시장은 9조원으로 추산된다.",
    "자부담은 80만원이다.",
    "과제마다 돌아간 돈은 2억 원 꼴이다.",
    "특구 다섯 곳은 투자 실적이 100억원에도 못 미쳤다.",
    "미국의 올해 우주 예산은 730억 달러다.",
    "전주시는 실적을 밝혔다. 전국 17개 신용보증재단의 보증 공급은 모두 6조원으로 집계됐다.",
    "지역 중소기업 연구원은 전국 소상공인 폐업률을 10.5%로 추정한다.",
])  # fmt: skip
def test_figures_held_beside_the_matter_are_no_claims(text: str) -> None:
    assert [claim.measure for claim in claims(text) if claim.measure != "award_max"] == []


def test_a_member_of_a_council_speaks_of_sums_on_record_not_of_trifles() -> None:
    text = '한가람 의원은 "센터에 국비 31억원이 들었는데 담당 직원은 1명뿐"이라고 따졌다.'
    assert measured(text) == [("31억원", "budget")]


def test_conditions_put_as_figures_are_no_claims() -> None:
    text = "수출액이 50만 달러 이상이고 매출 증가율이 10% 이상인 기업 12개사를 뽑았다."
    assert measured(text) == [("12개사", "companies_selected")]


def test_a_time_in_brackets_stays_with_the_figure_in_them() -> None:
    text = "도의 내년 예산은 창업에 52억원(2024년 41억원), 수출에 30억원이다."
    assert dated(text)[0] == ("52억원", "2026-01-01", "2026-12-31")
    assert dated(text)[1] == ("41억원", "2024-01-01", "2024-12-31")


def test_what_a_year_is_held_against_is_not_when_it_was() -> None:
    assert dated("센터 예산은 올해 101억원보다 30억원 늘어난 131억원이다.")[-1] == (
        "131억원", "2026-01-01", "2026-12-31",
    )  # fmt: skip
    same = "사업은 지난해와 동일하게 45억원을 투입한다. 이와 별도로 기업 29개사를 지원한다."
    assert dated(same)[-1][1:] == ("", "")


@pytest.mark.parametrize(("text", "first", "last"), [
    ("올 들어 이달까지 기업 40곳을 지원했다.", "2025-01-01", "2025-06-30"),
    ("지난 25일부터 3일간 연 상담회에 기업 40곳이 참가했다.", "2025-05-25", "2025-05-27"),
    ("이달부터 9월까지 기업 40곳을 지원한다.", "2025-06-01", "2025-09-30"),
    ("지난 해 기업 40곳을 지원했다.", "2024-01-01", "2024-12-31"),
    ("연내 기업 40곳을 지원한다.", "2025-01-01", "2025-12-31"),
    ("2022년까지 5년간 기업 40곳을 지원했다.", "2018-01-01", "2022-12-31"),
])  # fmt: skip
def test_stretches_as_the_press_writes_them(text: str, first: str, last: str) -> None:
    assert dated(text)[0][1:] == (first, last)


def test_the_year_of_a_founding_is_not_that_of_a_figure() -> None:
    assert dated("2016년 설립된 센터가 기업 40곳을 지원했다.") == [("40곳", "", "")]


def test_what_was_done_until_this_year_is_done() -> None:
    (claim,) = claims("시는 올해까지 기업 593개사를 지원했다.")
    assert claim.status == "actual"
    (claim,) = claims("시는 2028년까지 기업 593개사를 육성한다.")
    assert claim.status == "target"


def test_polite_endings_tell_the_tense_too() -> None:
    told = [
        claim.status for claim in claims("올해 40개사를 선정합니다. 지난해 30개사를 선정했습니다.")
    ]
    assert told == ["planned", "actual"]


def test_a_draft_of_next_years_budget_is_planned_to_its_last_line() -> None:
    text = (
        "내년 기업지원 예산이 410억원으로 편성된다.\n\n"
        "일반회계는 230억원이고 기금은 180억원 규모로 확정됐다.\n"
    )
    assert {claim.status for claim in claims(text)} == {"planned"}


def test_items_of_a_list_are_done_unless_their_heading_plans() -> None:
    text = (
        "상반기 가람진흥원 실적\n\n1. 기업 지원\n ○ 기업 93개사 지원 (목표 150개사의 62%)\n"
        "2. 하반기 계획\n ○ 기업 40개사 지원\n진흥원은 12일 이같이 밝혔다.\n"
    )
    assert [(c.quantity.span.quote, c.measure, c.status) for c in claims(text)] == [
        ("93개사", "companies_supported", "actual"),
        ("150개사", "companies_supported", "target"),
        ("62%", "achievement_rate", "actual"),
        ("40개사", "companies_supported", "planned"),
    ]


def test_bare_sums_go_on_with_what_their_paragraph_measures() -> None:
    text = "입주기업의 매출은 900억원이다. 본관이 500억원, 별관이 250억원, 연구동이 150억원 순이다."
    assert {measure for _, measure in measured(text)} == {"revenue"}
    given = "입주기업의 매출은 900억원이다. 시는 20억원을 들여 별관을 짓는다."
    assert measured(given)[-1] == ("20억원", "budget")


def test_a_sentence_without_figures_says_what_the_next_one_counts() -> None:
    text = "시가 12일 실적을 밝혔다. 특허도 꾸준하다. 지난해 국내 84건, 해외 31건을 마쳤다."
    assert measured(text) == [("84건", "patents"), ("31건", "patents")]


def test_the_verb_that_governs_a_figure_says_what_it_is() -> None:
    assert measured("센터는 전시회에 12개사를 지원하여 상담을 도왔다.") == [
        ("12개사", "companies_supported")
    ]
    assert measured("402개사가 몰려 260개사가 뽑혔다.")[-1] == ("260개사", "companies_selected")
    assert measured("입주기업 94개사가 시제품 제작을 지원받았다.") == [
        ("94개사", "companies_supported")
    ]


def test_what_was_nurtured_was_supported_and_what_will_be_is_chosen() -> None:
    assert measured("센터는 지난해 창업기업 70개사를 육성했다.") == [
        ("70개사", "companies_supported")
    ]
    assert measured("센터는 내년 창업기업 70개사를 육성한다.") == [("70개사", "companies_selected")]


def test_no_word_is_read_into_another() -> None:
    assert measured("센터가 낸 등록 특허가 38건이다.") == [("38건", "patents")]
    assert measured("도는 수출기업 지원 예산으로 745억 원을 편성했다.") == [("745억 원", "budget")]
    assert measured("도는 올해 투자유치 34건의 성과를 냈다.") == []


def test_a_fund_is_gathered_unless_something_is_built() -> None:
    assert measured("도는 투자조합 4호를 220억원 규모로 조성한다.")[-1] == ("220억원", "fund_size")
    assert measured("도는 150억원을 들여 센터를 조성한다.") == [("150억원", "budget")]


def test_a_caption_may_name_several_units() -> None:
    text = (
        "진흥원은 12일 입주기업 현황을 밝혔다.\n\n(단위: 개사, 명, 억원)\n"
        "센터 | 입주기업 | 고용인원 | 매출액\n본관 | 72 | 318 | 204\n별관 | 41 | 406 | 697\n"
    )
    told = [(str(c.quantity.value), c.quantity.unit, c.measure) for c in claims(text)]
    assert told == [
        ("72", "company", "companies_resident"), ("318", "person", "jobs_maintained"),
        ("20400000000", "KRW", "revenue"),
        ("41", "company", "companies_resident"), ("406", "person", "jobs_maintained"),
        ("69700000000", "KRW", "revenue"),
    ]  # fmt: skip


def test_a_list_of_programmes_is_one_subject() -> None:
    text = "시는 올해 로봇산업진흥사업과 드론클러스터 등 4개 사업에 30억원을 지원했다."
    assert named(text)[-1] == "로봇산업진흥사업과 드론클러스터 등 4개 사업"


def test_a_sum_is_of_what_it_is_for() -> None:
    text = "가람진흥원은 올해 로봇 분야에 30억원, 드론 분야에 20억원을 투입한다."
    assert named(text) == ["가람진흥원 로봇 분야", "가람진흥원 드론 분야"]
    assert named("시는 로봇 실증 사업(30억원)을 새로 벌인다.") == ["로봇 실증 사업"]


def test_a_means_or_a_purpose_names_the_programme_where_no_name_does() -> None:
    assert named("어르신 건강관리 서비스로 주민 2만 명의 건강관리를 도왔다.") == [
        "어르신 건강관리 서비스"
    ]
    assert named("정부는 로봇산업 육성을 위해 30억원을 투입한다.") == ["로봇산업 육성"]


def test_a_short_name_stands_for_the_whole_one_told_before() -> None:
    text = (
        "가람진흥원은 '2025 로봇 창업 워크숍'을 열었다. 워크숍에는 60명이 참석했다.\n\n"
        "진흥원은 올해 기업 40곳을 지원했다."
    )
    assert named(text) == ["2025 로봇 창업 워크숍", "가람진흥원"]


def test_an_event_without_a_name_is_its_hosts() -> None:
    text = "가람시는 11일 간담회를 개최했다. 이번 간담회에는 기업인 20여 명이 참석했다."
    assert named(text) == ["가람시 간담회"]


def test_some_programme_is_no_name() -> None:
    text = "가람진흥원은 맞춤형 프로그램을 통해 기업 40곳을 지원했다."
    assert named(text) == ["가람진흥원"]


def test_a_firm_told_as_an_example_is_the_subject() -> None:
    text = "하늘로봇(대표 김하늘)은 센터의 지원으로 매출 30억원을 올렸다."
    assert named(text) == ["하늘로봇"]


PIECES = [
    *(
        "지난 31일부터 5일간 ",
        "99년 전의 ",
        "한 해 전 ",
        "이달까지 ",
        "올 들어 ",
        "0월 ",
        "전년(",
        "내년 ",
    ),
    *(
        "개소 이후 약 50년간 ",
        "지난해 같은 기간 ",
        "보다 ",
        "에서 ",
        "9999년까지 ",
        "사흘간 ",
        "매년 ",
    ),
    *(
        "3억원",
        "12개사",
        "2.3%",
        " 늘었다. ",
        "를 지원했다. ",
        ")",
        "지원사업",
        "바우처",
        "등 5개 사업",
    ),
    *(
        "(단위: 명, 개)",
        "\n구분 | 가 | 나\nㄱ | 3 | 4\n",
        "워크숍에서 ",
        "진흥원은 ",
        "에 ",
        "(",
        '"',
    ),
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.one_of(st.none(), st.dates()),
)
def test_no_heap_of_such_pieces_is_more_than_it_can_bear(text: str, published: date | None) -> None:
    document = documents.plain(f"시는 실적을 밝혔다. {text}")
    for claim in facts.statements(document, published):
        assert document.text[claim.quantity.span.start : claim.quantity.span.end]
        if claim.period and claim.period.start and claim.period.end:
            assert claim.period.start <= claim.period.end
