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
    assert all(quantity.span.start < own_end for quantity in reading.quantities)
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


def measured(text: str, published: date = date(2025, 3, 12)) -> list[tuple[str, str]]:
    return [(claim.quantity.span.quote, claim.measure) for claim in claims(text, published)]


@pytest.mark.parametrize(
    "verb", ["뽑는다", "뽑았다", "뽑기로 했다", "골라낸다", "골랐다", "추렸다"]
)
def test_a_verb_tells_the_measure_in_any_form(verb: str) -> None:
    assert measured(f"시는 유망기업 40곳을 {verb}.") == [("40곳", "companies_selected")]


def test_what_is_done_goes_before_who_is_counted() -> None:
    told = measured("센터는 재직자 340명을 가르쳤고 구직자 120명을 지역 기업에 연결했다.")
    assert told == [("340명", "people_trained"), ("120명", "people_placed")]


@pytest.mark.parametrize("text", [
    "시 대표단은 현지 바이어 40개사와 만났다.",
    "시는 기업 30여 곳을 상대로 설명회를 열었다.",
    "심사위원 9명이 평가를 맡았다.",
    "지난해 국내 로봇산업 매출은 5조 원이었다.",
    "로봇 시장은 올해 3조 원 규모로 커질 전망이다.",
    "가람연구원은 도내 인력이 3천 명 모자란다고 분석했다.",
    "지원을 받지 않은 기업의 생존율은 31%에 머물렀다.",
    "연 매출 30억원 이하 소상공인을 대상으로 한다.",
    "업체당 월평균 매출은 1,200만원이다.",
    "임대료는 월 20만원이다.",
    "대상을 받은 팀은 상금 500만원을 탔다.",
    "불량률은 12% 줄었다.",
    "2016년 창업 당시 직원은 4명이었다.",
    "설문에 답한 기업 85개사 가운데 절반이 인력난을 들었다.",
    "매출 20억원 이하, 상시근로자 10인 이하여야 한다.",
    "인증을 받는 데 평균 900만원이 든다.",
    "생산유발 효과는 2조원으로 추산된다.",
    "경쟁 도시는 같은 사업에 300억원을 쓴다.",
    "국내 조선업 종사자는 8만 명이다.",
    "만족도는 지난해보다 2.1점 올랐다.",
    "매출의 70%는 해외에서 나온다.",
    "상담회를 두 차례 더 열었다.",
    '한 주민은 "올해 30만원을 아꼈다"고 했다.',
])  # fmt: skip
def test_figures_of_others_prices_and_steps_are_no_claims(text: str) -> None:
    assert measured(text) == []


def test_an_interview_is_with_the_one_who_answers() -> None:
    text = (
        "한가람 나루진흥원장을 12일 만났다. 다음은 일문일답.\n\n"
        "- 지난해 성과는.\n"
        '"지난해 90개사를 도왔고 이들이 140명을 새로 채용했다. 매출은 12% 늘었다."\n\n'
        "- 입주 현황은.\n"
        '"64개사다."\n'
    )
    assert measured(text) == [
        ("90개사", "companies_supported"), ("140명", "new_hires"), ("12%", "revenue_growth"),
        ("64개사", "companies_resident"),
    ]  # fmt: skip


def test_a_column_is_read_by_its_head() -> None:
    text = (
        "가람도는 12일 실적을 내놨다. 시군마다 여러 기업이 도움을 받은 것으로 나타났다.\n\n"
        "시군 | 지원기업 | 신규고용 | 집행액\n"
        "가람 | 27개사 | 46명 | 812백만원\n"
        "나루 | 22개사 | 31명 | 640백만원\n"
    )
    assert [measure for _, measure in measured(text)] == [
        "companies_supported", "new_hires", "subsidy_paid",
    ] * 2  # fmt: skip


def test_a_list_is_no_caption() -> None:
    text = "눈에 띄는 결과는 다음과 같다고 시가 밝혔다.\n▲ 특허 출원 71건\n▲ 기술이전 7건\n"
    assert measured(text) == [("71건", "patents"), ("7건", "technology_transfers")]


def test_an_opinion_claims_nothing() -> None:
    text = "[기고] 지원의 온도\n\n나는 올해 예산 30억원이 기업 40곳을 살렸다고 믿는다고 밝혔다.\n"
    assert claims(text) == []


def test_the_sentence_after_compares_with_the_one_before() -> None:
    text = "시는 상반기에 구직자 820명의 취업을 연계했다. 이는 지난해 같은 기간 655명보다 25% 많다."
    before = claims(text)[1]
    assert (before.quantity.span.quote, before.measure) == ("655명", "people_placed")
    assert before.period is not None
    assert (before.period.start, before.period.end) == (date(2024, 1, 1), date(2024, 6, 30))


def test_what_somebody_will_reach_is_aimed_at_and_what_they_will_do_is_planned() -> None:
    reach, do = claims('시장은 "일자리 500개를 만들고 기업 40곳을 뽑겠다"고 말했다.')
    assert (reach.status, do.status) == ("target", "planned")


def test_only_the_clause_of_a_figure_makes_it_an_aim() -> None:
    now, aim = claims("취업률은 지난해 64%였는데 75%까지 끌어올리는 게 목표다.")
    assert (now.status, aim.status) == ("actual", "target")
    reached, aim = claims("만족도는 93점으로 목표치인 85점을 웃돌았다.")
    assert (reached.status, aim.status) == ("actual", "target")
    first, last = claims(
        "내년에 기업 35개사를 지원하고, 2030년까지 기업 200개사를 육성할 계획이다."
    )
    assert (first.status, last.status) == ("planned", "target")


def test_a_body_above_is_not_the_one_that_speaks() -> None:
    (claim,) = claims("과학기술정보통신부 산하 나루진흥원이 기업 40곳을 뽑았다.")
    assert claim.subject is not None
    assert claim.subject.name == "나루진흥원"
