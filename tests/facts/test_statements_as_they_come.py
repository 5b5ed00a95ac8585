"""Turns of phrase met in press as it comes: breakdowns, sizes, glosses, times held, names again."""

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
            "군은 45개 일자리 창출 기업에 총 90억 원을 지원했다.",
            {"45개": ("companies_supported", "actual"), "90억 원": ("budget", "actual")},
        ),
        (
            "4억달러(약 5600억원) 이상의 상담실적과 70만달러(약 9억원) 이상의 현장계약을 냈다.",
            {
                "4억달러": ("consultation_value", "actual"),
                "70만달러": ("export_contracts", "actual"),
            },
        ),
        (
            "도는 올해 총 11회에 걸쳐 84개사를 파견할 계획으로, 지난해(9회 71개사)보다 많다.",
            {"11회": ("events", "planned"), "9회": ("events", "actual")},
        ),
        (
            "지난달까지 812개 기업에 3150억원이 나갔다.",
            {"812개": ("companies_supported", "actual")},
        ),
        (
            "센터는 지금까지 약 320개의 로컬 창업기업을 배출했다.",
            {"약 320개": ("startups_founded", "actual")},
        ),
        (
            "신기술 창업으로 벤처기업 6개사가 문을 연 데 이어 하반기에도 늘어날 예정이다.",
            {"6개사": ("startups_founded", "actual")},
        ),
        (
            "군은 공모에서 관내 기업 5곳이 선정됨에 따라 1억8천만원을 지원한다고 밝혔다.",
            {"5곳": ("companies_selected", "actual"), "1억8천만원": ("budget", "planned")},
        ),
        (
            "시는 지난 6일 대상기업 23곳을 선정해 모두 14억 원을 지원한다고 밝혔다.",
            {"23곳": ("companies_selected", "actual"), "14억 원": ("budget", "planned")},
        ),
        (
            "도는 상인 400명에게 촬영과 진행을 가르칠 계획이다.",
            {"400명": ("people_trained", "planned")},
        ),
        (
            "도는 방문 상담에서 총 640건, 9000만달러 규모의 수출상담을 주선했다.",
            {"640건": ("consultations", "actual"), "9000만달러": ("consultation_value", "actual")},
        ),
        (
            "기업은 유형에 따라 5000만~1억5000만원을 지원받을 수 있다.",
            {"5000만~1억5000만원": ("award_max", "planned")},
        ),
        (
            "시는 재난지원금으로 9800만 원을 추가로 반영했다.",
            {"9800만 원": ("budget", "actual")},
        ),
        (
            "이번 공고는 1300개 기업이 그 대상이다.",
            {"1300개": ("companies_supported", "planned")},
        ),
        (
            "센터는 올해 목표를 보육기업 수 120개, 투자유치 60억원으로 잡았다.",
            {
                "120개": ("companies_supported", "target"),
                "60억원": ("investment_attracted", "target"),
            },
        ),
        (
            "심사 결과 180개 기업을 지원 대상으로 선정했다.",
            {"180개": ("companies_selected", "actual")},
        ),
        (
            "공모에서 신규 9개, 재지정 8개, 고도화 7개 기업이 선정됐다.",
            {
                "9개": ("companies_selected", "actual"),
                "8개": ("companies_selected", "actual"),
                "7개": ("companies_selected", "actual"),
            },
        ),
        (
            "올해 72개소의 마을기업을 새로 지원했다.",
            {"72개소": ("companies_supported", "actual")},
        ),
        (
            "지정되는 기업은 2천만 원의 사업비를 지원받을 수 있다.",
            {"2천만 원": ("award_max", "planned")},
        ),
        (
            "등록 특허가 38건이고, 매출의 9%를 해마다 연구에 쓴다.",
            {"38건": ("patents", "actual")},
        ),
        (
            "일반형은 최대 3천만원, 고도화형은 8천만원 한도다.",
            {"8천만원 한도": ("award_max", "actual")},
        ),
        (
            "투자를 받은 기업은 63개사이고 그 액수는 3,290억원이다.",
            {"3,290억원": ("investment_attracted", "actual")},
        ),
        (
            "기금은 상반기 총 보증 11조원을 지원해 연간계획 대비 60%를 공급했다고 전했다.",
            {"11조원": ("guarantees", "actual"), "60%": ("achievement_rate", "actual")},
        ),
        (
            "기금이 올해 기술보증을 1조5000억원 증액해 총 27조5000억원을 공급한다.",
            {"27조5000억원": ("guarantees", "planned")},
        ),
        (
            "박람회에 38개 기업이 참여한 가운데 2,000여명의 구직자가 행사장을 찾았다.",
            {"38개": ("companies_participating", "actual"), "2,000여명": ("attendees", "actual")},
        ),
        (
            "교육부는 학교당 24억~56억원을, 전문대는 4억~8억원을 차등 지원한다.",
            {"24억~56억원": ("award_max", "planned"), "4억~8억원": ("award_max", "planned")},
        ),
        (
            "수출보험 한도도 업체당 8천만원에서 1억원으로 늘린다.",
            {"8천만원": ("award_max", "actual"), "1억원": ("award_max", "planned")},
        ),
        (
            "특구는 투자유치 183억원, 해외 진출 등의 성과를 창출할 수 있었다.",
            {"183억원": ("investment_attracted", "actual")},
        ),
        (
            "재단은 멘토링, 후속 투자연계 등을 위해 기관당 3억~4억원의 운영비를 지원한다.",
            {"3억~4억원": ("award_max", "planned")},
        ),
        (
            "뽑힌 창업팀은 창업자금(7000만원)과 육성자금(연 3억원)을 지원받는다.",
            {"7000만원": ("award_max", "planned"), "3억원": ("award_max", "planned")},
        ),
        (
            "구는 심의를 거쳐 입주기업 19곳을 최종 선정했다.",
            {"19곳": ("companies_selected", "actual")},
        ),
        (
            "현장에서는 초기기업 10개사의 피칭이 열렸다.",
            {"10개사": ("companies_participating", "actual")},
        ),
        (
            "내년 연구 자금을 올해 4600억원보다 900억원이 증가한 5500억원으로 늘린다.",
            {"4600억원": ("budget", "actual"), "5500억원": ("budget", "planned")},
        ),
        (
            "이들은 45개의 유망 정보 통신기술 스타트업들을 키웠다.",
            {"45개": ("companies_supported", "actual")},
        ),
        (
            "청년 사업체는 전체 중 31%인 49개소가 선정됐다.",
            {"49개소": ("companies_supported", "actual")},
        ),
        (
            "올해는 지원 규모를 지난해 1천개사에서 2만개로 늘렸다.",
            {
                "1천개사": ("companies_supported", "actual"),
                "2만개": ("companies_supported", "actual"),
            },
        ),
        (
            "역량이 부족한 2천개사엔 전담 판매자가 상품 등록을 대행한다.",
            {"2천개사": ("companies_supported", "planned")},
        ),
        (
            "나무공방은 백화점과 연간 8천만원어치를 대기로 약속했다.",
            {"8천만원": ("contract_value", "actual")},
        ),
    ],
)
def test_the_words_around_a_figure_say_what_it_is(
    text: str, expected: dict[str, tuple[str, str]]
) -> None:
    found = told(text)
    assert {quote: found.get(quote) for quote in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "지원금액 1억원당 3명을 고용한 것으로 나타났다.",
        "5~9인을 고용 창출한 업체가 가장 많았다.",
        "지원 물량 2400개 가운데 상생형(700개)을 뺀 나머지를 고른다.",
        "바이어들은 하루에 9건의 상담을 소화했다.",
        "놀이 기업 대부분이 '매출 5억원 이하, 종업원 5명 이하'인 영세기업이다.",
        "30인 이상 고용한 업체가 많았다.",
        "이달 현재 640개 로봇기업이 공급기업으로 등록했다.",
        "작품이 팔리면 원금의 10%를 성공부담금으로 더 낸다.",
        "기업별 평균 고용창출 인원은 13명이다.",
        "시는 임대료를 제곱미터당 월 5천원에서 3천원으로 낮췄다.",
        "조합은 시내 학교 34곳에 비누를 납품했다.",
    ],
)
def test_sizes_parts_left_out_and_what_firms_pay_are_no_claims(text: str) -> None:
    assert claims(text) == []


def test_each_rate_of_a_row_is_of_the_word_before_it() -> None:
    found = told("납기준수 15.5%, 매출증가 7.7%, 산업재해 감소 18.3%의 효과가 있었다.")
    assert found.get("7.7%") == ("revenue_growth", "actual")
    assert "15.5%" not in found


def test_shares_of_the_chosen_are_chosen() -> None:
    text = (
        "시는 최종 240개사를 선정했다. 이번에 선정된 기업 중에서는 기계 제조업이 135개사(56.3%)로"
        " 가장 많았으며 금속가공 65개사(27.1%), 식품 40개사(16.7%) 순이었다."
    )
    assert {c.measure for c in claims(text)} == {"companies_selected"}
    assert len(claims(text)) == 4


def test_what_a_sum_is_raised_to_is_of_the_coming_year() -> None:
    text = "도는 내년에 행사 예산을 올해 12억원에서 20억원으로 늘릴 계획이다."
    years = {c.quantity.span.quote: c.period and c.period.end for c in claims(text)}
    assert years == {"12억원": date(2025, 12, 31), "20억원": date(2026, 12, 31)}


def test_an_article_that_quotes_nobody_makes_claims_too() -> None:
    text = (
        "가람광역시가 해외 시장개척단 참가 기업을 모집한다.\n"
        "이 사업은 현지 바이어와 만나는 상담회를 열어 수출 성과를 내는 데 초점을 맞췄다. "
        "참가 기업은 누리집을 통해 모집하며 사전 마케팅을 거쳐 현지로 떠난다. "
        "가람시는 상담장 마련과 통역을 돕는다. 돌아온 뒤에도 전문가가 곁에 붙는다. "
        "가람시는 지난해 개척단을 통해 상담 1,137건의 실적을 거뒀다.\n"
    )
    assert [c.measure for c in claims(text)] == ["consultations"]


def test_what_a_name_is_shortened_to_stands_for_it() -> None:
    text = (
        "한빛창업사관학교(이하 사관학교)가 300명의 창업가를 배출했다. "
        "사관학교는 창업청이 지원하고 나루진흥공단이 운영하고 있다.\n"
        "1기부터 5기까지 1215명이 졸업해 총 7210억원의 매출을 올렸다.\n"
    )
    names = {c.subject.name for c in claims(text) if c.subject}
    assert names == {"한빛창업사관학교"}


def test_a_city_is_named_by_its_subject_particle_too() -> None:
    found = claims("전주시가 올해 소상공인 지원에 30억 원을 투입한다.")
    assert [c.subject.name for c in found if c.subject] == ["전주시"]


@pytest.mark.parametrize("year", ["올한해", "올 한해", "올한 해", "올 한 해", "올해", "금년"])
def test_this_year_is_read_however_it_is_spaced(year: str) -> None:
    [found] = claims(f"시는 {year} 59개 기업을 지원했다.")
    assert found.period == StatementPeriod(date(2025, 1, 1), date(2025, 12, 31))


def test_bare_sums_under_a_plan_are_planned() -> None:
    text = (
        "도는 육성자금 4438억 원을 지원한다고 5일 밝혔다.\n"
        "경영자금 2388억 원, 시설자금 1911억 원, 특별자금 잔여분 139억 원이다.\n"
    )
    assert {c.status for c in claims(text)} == {"planned"}
    assert len(claims(text)) == 4


def test_what_a_field_of_the_budget_grew_by_is_a_change() -> None:
    text = "내년 예산은 6093억원이다. 연구와 지역 지원도 각각 60억원과 58억원이 늘었다."
    found = {c.quantity.span.quote: c.measure for c in claims(text)}
    assert found == {"6093억원": "budget", "60억원": "budget_change", "58억원": "budget_change"}


def test_sums_supplied_go_on_with_what_was_told() -> None:
    text = "기금이 올해 18조원의 보증을 공급한다. 창업에 7조원, 연구에 2조원 등을 공급할 예정이다."
    assert {c.measure for c in claims(text)} == {"guarantees"}


def test_each_good_is_told_of_as_the_whole_was() -> None:
    text = "농식품 수출액이 80억달러로 4% 증가했다. 라면이 7억달러로 14.5% 늘었다."
    assert [c.measure for c in claims(text)] == [
        "export_value",
        "export_growth",
        "export_value",
        "export_growth",
    ]


def test_the_day_a_body_reports_is_not_that_of_a_visit() -> None:
    text = "17일 나루시에 따르면 올해 박람회는 총 9회로 방문객은 1만1,300여명에 달했다."
    days = [c.period for c in claims(text) if c.measure == "attendees"]
    assert days == [StatementPeriod(date(2025, 1, 1), date(2025, 12, 31))]


def test_a_breakdown_reaches_back_to_the_firms_supported() -> None:
    text = (
        "진흥원은 올해 545개 일자리 창출 기업에 총 2370억원을 지원했다.\n"
        "진흥원은 상반기에 심사 기준을 고쳐 금리를 낮췄다.\n"
        "지역별로는 경기가 126개 업체(431억원), 인천 28개 업체(101억원)다.\n"
        "사업별로는 개발사업화자금이 80개 업체 264억원이다.\n"
    )
    found = {c.quantity.span.quote: c.measure for c in claims(text)}
    assert {found[quote] for quote in ("545개", "126개", "28개")} == {"companies_supported"}
    assert {found[quote] for quote in ("2370억원", "431억원", "264억원")} == {"budget"}


def test_sentences_broken_for_a_screen_are_read_whole() -> None:
    text = (
        "가람시는 2조 34억 원 규모의\n내년도 예산을 편성해 시의회에\n제출했습니다.\n"
        "이는 올해 본예산보다 4.3% 늘어난\n것으로, 시는 지방채를\n내지 않기로 했습니다.\n"
    )
    [found] = claims(text)
    assert (found.measure, found.status) == ("budget", "planned")
    assert found.period == StatementPeriod(date(2026, 1, 1), date(2026, 12, 31))


def test_a_headline_may_round_what_is_counted() -> None:
    text = (
        "창업사관학교 10년, 일자리 1만4000개 만들었다\n\n김가람 기자\n\n"
        "문을 연 지 10년이 된 창업사관학교의 졸업생이 4798명, 이들이 만든 일자리가 1만3759개다. "
        '시는 26일 기념식을 열었다고 밝혔다. 원장은 "4798명의 청년을 키웠다"고 밝혔다.\n'
    )
    assert sorted(int(c.quantity.value) for c in claims(text)) == [4798, 13759]


def test_firms_at_home_are_no_countries() -> None:
    [found] = facts.quantities("458개 국내 기업과 만났다.")
    assert found.unit == "company"


def test_firms_of_a_list_are_called_by_their_bare_names() -> None:
    text = (
        "세종시는 누리바이오·솔빛테크 등 4개 기업과 투자협약을 맺었다.\n"
        "솔빛테크는 30억원을 들여 공장을 짓는다.\n"
    )
    [found] = claims(text)
    assert found.subject is not None
    assert found.subject.name == "솔빛테크"


def test_some_firms_are_counted_without_a_counter() -> None:
    [found] = facts.quantities("국내 240여 수산식품기업과 마주 앉는다.")
    assert (found.span.quote, found.unit, found.bound) == ("240여", "company", "at_least")
