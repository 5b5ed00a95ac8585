"""Claims told without a plain verb of their own: together with others, ahead, in rows, as parts."""

from __future__ import annotations

from datetime import date

import pytest

from majungmul import documents, facts
from majungmul.terms import Statement, StatementPeriod

DAY = date(2025, 5, 20)


def claims(text: str) -> list[Statement]:
    return facts.statements(documents.plain(text), DAY)


def told(text: str) -> dict[str, tuple[str, str]]:
    return {c.quantity.span.quote: (c.measure, c.status) for c in claims(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "행사에는 도내 80개 기업과 일본, 태국 등 4개국 35명의 구매자들이 참가했다.",
            {
                "80개": ("companies_participating", "actual"),
                "35명": ("participants", "actual"),
            },
        ),
        (
            "공단은 900억 원 규모의 지역펀드를 굴릴 운용사 6개사를 선정했다.",
            {"900억 원": ("fund_size", "planned"), "6개사": ("companies_selected", "actual")},
        ),
        (
            "대상자는 지난해 10월 선정한 31명 외에 19명을 더 뽑는다.",
            {"31명": ("people_served", "actual"), "19명": ("people_served", "planned")},
        ),
        (
            "이날 행사에서는 스타트업 11곳이 사례를 발표했다.",
            {"11곳": ("companies_participating", "actual")},
        ),
        (
            "군은 공동 판매장 개설에 9억 원을 할당했다.",
            {"9억 원": ("budget", "actual")},
        ),
        (
            "군은 교육 인원을 올해 620명에서 내년 700명으로 13% 늘렸다.",
            {"620명": ("people_trained", "actual"), "700명": ("people_trained", "planned")},
        ),
        (
            "원은 2026년 수출 지원성과 3천억 원, 투자유치 400억 원, 매출 900억 원을 목표로 한다.",
            {
                "3천억 원": ("export_value", "target"),
                "400억 원": ("investment_attracted", "target"),
                "900억 원": ("revenue", "target"),
            },
        ),
        (
            "조사 결과 입주기업의 매출 및 인건비 상승률은 21% 이상 높았다.",
            {"21% 이상": ("revenue_growth", "actual")},
        ),
        (
            "청년창업팀 700곳을 키우려던 계획은 지금까지 812곳이 창업에 성공했다.",
            {"812곳": ("startups_founded", "actual")},
        ),
        (
            "센터는 340개의 창업기업과 510개의 중소기업을 집중 지원했다.",
            {
                "340개": ("companies_supported", "actual"),
                "510개": ("companies_supported", "actual"),
            },
        ),
        (
            "군은 올해 청년근로자 260명을 대상으로 6개 상담사업을 추진할 예정이다.",
            {"260명": ("people_served", "planned")},
        ),
        (
            "센터가 보육한 창업기업에서 약 74억원의 매출 증가가 있었다.",
            {"약 74억원": ("revenue", "actual")},
        ),
        (
            "분야별로 최대 900만 원을 지원한다. 총 지원 규모는 41개 기업에 3억 1천만 원이다.",
            {"41개": ("companies_supported", "planned"), "3억 1천만 원": ("budget", "planned")},
        ),
        (
            "채용은 2배가량(31→64명)으로 늘었다.",
            {"64명": ("new_hires", "actual")},
        ),
        (
            "설명회에는 도내 180여 업체 대표가 참석한 가운데 성과가 발표됐다.",
            {"180여 업체": ("companies_participating", "actual")},
        ),
        (
            "하노이에서는 41건에 320만달러, 다낭에서는 37건에 280만달러의 상담을 진행했다.",
            {"41건": ("consultations", "actual"), "37건": ("consultations", "actual")},
        ),
        (
            "상반기 보증 3조2000억원을 달성해 연간 계획대비 58%를 공급했다.",
            {"3조2000억원": ("guarantees", "actual"), "58%": ("achievement_rate", "actual")},
        ),
        (
            "내년에는 특례보증 출연금으로 각각 70억원, 30억원을 편성했다.",
            {"70억원": ("budget", "planned"), "30억원": ("budget", "planned")},
        ),
        (
            "보증 4조원을 지원했다. 신보가 공급한 1조1천억원은 창업기업 등에 지원됐다.",
            {"1조1천억원": ("guarantees", "actual")},
        ),
        (
            "취업대상자 가운데 88%(412명)가 취업에 성공했다.",
            {"412명": ("people_placed", "actual")},
        ),
        (
            "도는 참여기업 44곳을 최종 선정하고, 본격 지원에 나선다고 밝혔다.",
            {"44곳": ("companies_selected", "actual")},
        ),
        (
            "지원기업은 평균 매출상승률 19%와 11.4%의 고용증가를 보였다.",
            {"19%": ("revenue_growth", "actual"), "11.4%": ("employment_growth", "actual")},
        ),
        (
            "센터에서는 지난해 38% 증가한 912억의 매출액을 기록했다.",
            {"38%": ("revenue_growth", "actual"), "912억": ("revenue", "actual")},
        ),
        (
            "그동안 예비창업자 640명이 지원프로그램을 통해 창업에 성공했다.",
            {"640명": ("startups_founded", "actual")},
        ),
        (
            "거점센터로 지정되면 육성에 필요한 운영비로 1억2000만원 내외가 지원된다.",
            {"1억2000만원 내외": ("award_max", "planned")},
        ),
        (
            "시에는 지금까지 58개소의 창업지원시설이 조성됐다.",
            {"58개소": ("complexes", "actual")},
        ),
        (
            "정부가 올해 수산물 수출액 31억 달러 달성에 도전한다.",
            {"31억 달러": ("export_value", "target")},
        ),
        (
            "센터는 최근 3년간 1,480개사의 기술, 수출 등 분야별 성과를 발표했다.",
            {"1,480개사": ("companies_supported", "actual")},
        ),
        (
            "수혜기업은 사업 이후 매출액이 평균 17% 내외로 증가했다.",
            {"17% 내외": ("revenue_growth", "actual")},
        ),
        (
            "이들 기업의 매출액과 고용은 각각 26%, 14% 증가했다.",
            {"26%": ("revenue_growth", "actual"), "14%": ("employment_growth", "actual")},
        ),
        (
            "정부가 대학생 창업 팀 240곳을 뽑아 상금과 자문을 제공한다.",
            {"240곳": ("companies_selected", "planned")},
        ),
        (
            "지난해에는 관광기업 33개를 발굴하는 등 목표대비 두 배 가까이 성과를 거뒀다.",
            {"33개": ("companies_selected", "actual")},
        ),
        (
            "2년 동안 스타트업 펀드를 새로 조성해 총 1480억원의 투자기반을 마련했다.",
            {"1480억원": ("fund_size", "actual")},
        ),
        (
            "공단은 시설자금(40억원 한도), 운전자금(6억원 한도) 융자를 실시한다.",
            {"40억원 한도": ("award_max", "planned"), "6억원 한도": ("award_max", "planned")},
        ),
        (
            "도는 무역협회 등과 24회에 걸쳐 상담회를 열었다.",
            {"24회": ("events", "actual")},
        ),
    ],
)
def test_what_is_done_ahead_or_together_is_told_of_each(
    text: str, expected: dict[str, tuple[str, str]]
) -> None:
    found = told(text)
    assert {quote: found.get(quote) for quote in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "수료생 3천 명 가운데 62%인 1860명은 사무직에 취업했다.",
        "참여 기업에는 국내외 전문가 120여 명의 자문이 더해졌다.",
        "이는 최근 기업당 평균 계약액 31만달러보다 높은 수준이다.",
        "청년몰은 점포 20개 이상이 입점해 있고 쉼터를 갖춘 곳이다.",
        "길잡이는 36명의 조달청 직원들로 구성됐다.",
        "사업을 추진한 결과 31억원의 효과가 발생했다.",
        "취업자의 81%가 정규직인 것으로 나타났다.",
        "취업자 중 174명(22%)은 대기업에서 일한다.",
        "생존율은 국내 전체 신생기업의 3년 생존율인 44%보다 높았다.",
        "지원 결과 매출증가 6.4%, 산업재해 감소 15.2%의 효과가 있었다.",
    ],
)
def test_parts_means_and_helpers_are_no_claims(text: str) -> None:
    quotes = set(told(text))
    assert not quotes & {
        *("62%", "120여 명", "31만달러", "15.2%", "31억원", "81%", "22%", "44%"),
        *("20개 이상", "36명"),
    }


def test_a_headline_that_rounds_a_sum_up_tells_it_once() -> None:
    text = (
        "한빛군 수출기업에 50억 투입\n\n"
        "한빛군이 관내 기업의 해외 진출을 돕고자 올해 48억7200만원을 투입한다고 3일 밝혔다.\n"
    )
    assert [c.quantity.span.quote for c in claims(text)] == ["48억7200만원"]


def test_the_days_of_an_event_are_not_those_of_what_follows() -> None:
    text = (
        "군은 올해 수출기업 90곳을 돕는다. 첫 사업은 다음달 2일부터 5일까지 열리는 박람회다.\n"
        "수출 초보기업에는 7억3000만원을 지원한다.\n"
    )
    period = next(c.period for c in claims(text) if c.quantity.span.quote == "7억3000만원")
    assert period == StatementPeriod(date(2025, 1, 1), date(2025, 12, 31))


def test_a_sum_of_the_whole_year_is_of_the_year() -> None:
    text = "기금은 올해 하반기 보증 2000억원을 더 공급해 연간 9조1000억원을 운용한다고 밝혔다."
    period = next(c.period for c in claims(text) if c.quantity.span.quote == "9조1000억원")
    assert period == StatementPeriod(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "참가기업들의 상담건수는 812건으로 액수는 940만 달러에 이른다.",
            {"940만 달러": ("consultation_value", "actual")},
        ),
        (
            "보증 한도는 6억원이며 보증료는 도가 낸다.",
            {"6억원": ("award_max", "planned")},
        ),
        (
            "센터는 입주기업들이 34억 원의 신규 투자 유치에 성공했다고 밝혔다.",
            {"34억 원": ("investment_attracted", "actual")},
        ),
        (
            "한빛상공회의소 청년지원단은 올해 기업 45개사를 지원했다.",
            {"45개사": ("companies_supported", "actual")},
        ),
    ],
)
def test_limits_and_what_counts_came_to(text: str, expected: dict[str, tuple[str, str]]) -> None:
    found = told(text)
    assert {quote: found.get(quote) for quote in expected} == expected


def test_so_many_in_each_district_are_no_sum() -> None:
    assert "2곳" not in told("군은 읍면별로 2곳씩 쉼터를 조성했다고 밝혔다.")
    assert "5개사" in " ".join(told("군은 해마다 5개사씩 선정해 지원한다고 밝혔다."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "도는 시제품 제작비의 60%를 최대 800만원까지 지원한다.",
            {"60%": ("support_rate", "planned"), "최대 800만원": ("award_max", "planned")},
        ),
        (
            "시는 예비창업자에게 사업화 자금 500만∼2,000만원을 지원한다.",
            {"500만∼2,000만원": ("award_max", "planned")},
        ),
        (
            "도는 수출 실적과 관계없이 한 기업에 최대 7000만원을 지원한다.",
            {"최대 7000만원": ("award_max", "planned")},
        ),
        (
            "한빛시 기업 12개사가 글로벌 강소기업으로 지정됐다.",
            {"12개사": ("companies_selected", "actual")},
        ),
        (
            "이번 공모에는 스타트업 ㈜가람 등 8곳이 선정됐다.",
            {"8곳": ("companies_selected", "actual")},
        ),
        (
            "군은 내년 예산을 240억원으로 편성했다. 이는 올해보다 12% 늘어난 규모다.",
            {"240억원": ("budget", "planned"), "12%": ("budget_change", "planned")},
        ),
    ],
)
def test_what_each_gets_and_who_was_named(text: str, expected: dict[str, tuple[str, str]]) -> None:
    found = told(text)
    assert {quote: found.get(quote) for quote in expected} == expected


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("올해로 15회를 맞은 창업경진대회가 시청에서 열렸다.", "15회"),
        ("평가 상위 5팀에게는 상금을 준다.", "5팀"),
        ("센터는 전국 19개 테크노파크 경영평가에서 최우수 등급을 받았다.", "19개"),
        ("회사는 누적 매출 300억원을 눈앞에 두고 있다.", "300억원"),
        ("지원 대상은 전년도 매출액이 50억원 이하인 업체다.", "50억원 이하"),
        ("지난해 수출액은 38억 달러였다. 이는 전년보다 9% 늘어난 규모다.", "9%"),
    ],
)
def test_who_may_apply_and_what_is_in_sight_are_no_claims(text: str, quote: str) -> None:
    assert quote not in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "지난해 도내 예비사회적기업은 모두 24개가 지정됐다.",
            {"24개": ("companies_selected", "actual")},
        ),
        (
            "도는 스마트팜 기업을 공모해 신청한 곳 가운데 17곳을 지원했다.",
            {"17곳": ("companies_supported", "actual")},
        ),
        (
            "지역 창작자 기업 6개사도 설명회에 참여해 제품을 알렸다.",
            {"6개사": ("companies_participating", "actual")},
        ),
        (
            "한빛시는 내년 5,120억원을 집행할 계획이다.",
            {"5,120억원": ("budget", "planned")},
        ),
    ],
)
def test_places_whose_noun_stands_apart(text: str, expected: dict[str, tuple[str, str]]) -> None:
    found = told(text)
    assert {quote: found.get(quote) for quote in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '시는 "담보가 없는 소상공인을 도우려 올해 예산 18억원을 투입한다"고 밝혔다.',
            {"18억원": ("budget", "planned")},
        ),
        (
            "지원 대상은 관내 소상공인으로 업체당 보증한도는 4천만원 이내이다.",
            {"4천만원 이내": ("award_max", "actual")},
        ),
        (
            "센터는 지난해 31건의 기업 지원사업을 추진하여 성장을 도왔다.",
            {"31건": ("programs", "actual")},
        ),
        (
            "가람과 누리 등 3개사가 정부의 투자 연계 프로그램(TIPS) 일반 분야에 최종 선정됐다.",
            {"3개사": ("companies_selected", "actual")},
        ),
    ],
)
def test_the_city_itself_is_quoted(text: str, expected: dict[str, tuple[str, str]]) -> None:
    found = told(text)
    assert {quote: found.get(quote) for quote in expected} == expected
