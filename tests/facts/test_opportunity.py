"""The summary of a call: until when, how much at most, how many, each with its sentence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from majungmul import documents, facts
from majungmul.facts.opportunity import is_call, opportunity
from majungmul.terms import Opportunity

HEAD = "2026년 나루시 판로 지원사업 참여기업 모집 공고\n\n□ 신청방법 : 누리집 접수\n"


def call(body: str, published: date | None = date(2026, 3, 2)) -> Opportunity:
    found = facts.opportunity(documents.plain(HEAD + body, "공고.txt"), published)
    assert found is not None
    return found


def amount(body: str) -> int | None:
    found = call(body).award_max
    return int(found.amount) if found else None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("□ 지원내용 : 기업당 최대 3천만원 지원\n", 30_000_000),
        ("□ 지원금액 : 업체별 2,000만원 이내\n", 20_000_000),
        ("□ 융자한도 : 기업당 5억원 이내(운전자금 2억원)\n", 500_000_000),
        ("□ 지원내용 : (일반형) 최대 1천만원, (도약형) 최대 4천만원\n", 40_000_000),
        ("□ 지원내용 : 월 최대 50만원을 6개월간 지원\n", 500_000),
        ("□ 지원한도 : (2025년) 최대 300만원 → (2026년) 최대 500만원\n", 5_000_000),
        ("□ 총 사업비 : 30억원\n□ 지원내용 : 과제당 1억원 이내\n", 100_000_000),
        ("□ 예산 : 12억원\n□ 지원내용 : 상담\n", None),
        ("□ 지원규모 : 총 150억원 이내\n□ 지원내용 : 보증\n", None),
        ("□ 신청자격 : 매출액 120억원 이하 기업\n□ 지원내용 : 상담\n", None),
        ("□ 지원내용 : 상담\n※ (예시) 최대 7천만원을 받는 경우\n", None),
        ("□ 자부담 : 최대 200만원 이내\n", None),
        ("□ 사업규모 : 2개 과제, 총 8억원 이내 지원\n", None),
        ("□ 지원규모 : 7개 과제, 과제당 4천만원 이내\n", 40_000_000),
    ],
)
def test_award_max_is_the_largest_sum_one_applicant_can_get(
    body: str, expected: int | None
) -> None:
    assert amount(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("□ 지원내용 : 총사업비의 70% 이내 지원\n", 70),
        ("□ 지원내용 : 소요비용의 50~80% 이내 지원\n", 80),
        ("□ 지원내용 : 부스비의 90% 지원\n", 90),
        ("□ 우대 : 가점 5% 부여\n", None),
        ("□ 조건 : 금리 연 2% 이내\n", None),
        ("□ 기술료 : 지원금의 10% 이내 징수\n", None),
        ("□ 자부담 : 총사업비의 30% 이상 자부담\n", None),
    ],
)
def test_support_rate_max(body: str, expected: int | None) -> None:
    rate = call(body).support_rate_max
    assert (int(rate) if rate is not None else None) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("□ 선정규모 : 20개사 내외\n", 20),
        ("□ 모집규모 : 총 30개 기업\n", 30),
        ("□ 지원내용 : 15개사를 선정하여 지원\n", 15),
        ("□ 실적 : 2019년 ~ 2025년 총 300개사 선정\n", None),
        ("□ 신청자격 : 3개사 이상의 컨소시엄\n", None),
    ],
)
def test_selected_count(body: str, expected: int | None) -> None:
    assert call(body).selected_count == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("□ 사업예산 : 총 12억원\n", 1_200_000_000),
        ("□ 융자규모 : 500억원\n", 50_000_000_000),
        ("□ 지원내용 : 기업당 3억원 이내\n", None),
        ("□ 과제 구성 : 총사업비 1억원(정부지원금 7천만원)\n", None),
    ],
)
def test_total_budget(body: str, expected: int | None) -> None:
    found = call(body).total_budget
    assert (int(found.amount) if found else None) == expected


def test_the_application_period_is_the_one_that_is_called_so() -> None:
    found = call(
        "□ 사업기간 : 2026. 5. 1. ~ 2026. 12. 31.\n"
        "□ 신청기간 : 2026. 3. 3.(화) ~ 2026. 3. 20.(금) 18:00까지\n"
        "2026년 3월 2일\n나루시장\n"
    )
    assert (found.opens, found.closes) == (date(2026, 3, 3), date(2026, 3, 20))
    assert (found.closes_time, found.end_kind) == ("18:00", "date")


def test_an_unknown_hour_stays_unknown() -> None:
    found = call("□ 접수기간 : 2026. 3. 3. ~ 2026. 3. 20.\n")
    assert found.closes == date(2026, 3, 20)
    assert found.closes_time is None


def test_until_the_money_runs_out() -> None:
    found = call("□ 신청기간 : 2026. 3. 3. ~ 예산 소진 시까지\n")
    assert (found.opens, found.closes) == (date(2026, 3, 3), None)
    assert found.end_kind == "until_funds"


def test_the_day_of_the_signature_is_no_deadline() -> None:
    found = call("2026년 3월 2일\n나루시장\n\n□ 지원내용 : 상담\n")
    assert (found.opens, found.closes, found.end_kind) == (None, None, None)


def test_a_period_of_years_before_the_title_is_of_something_else() -> None:
    found = call("□ 신청기간 : 2023. 3. 3. ~ 2023. 3. 20.\n")
    assert found.closes is None


def test_every_filled_field_has_its_quote() -> None:
    body = (
        "□ 신청기간 : 2026. 3. 3. ~ 2026. 3. 20.\n□ 지원내용 : 기업당 최대 3천만원\n"
        "□ 선정규모 : 5개사\n"
    )
    found = call(body)
    filled = {
        name
        for name in ("opens", "closes", "closes_time", "end_kind", "award_max", "selected_count")
        if getattr(found, name) is not None
    }
    assert filled <= set(found.spans)
    for span in found.spans.values():
        assert span.quote == (HEAD + body)[span.start : span.end]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("2026년 창업 지원사업 참여기업 모집 공고", "□ 신청기간 : 3월", True),
        ("2026년 창업 지원사업 선정 결과 공고", "□ 선정기업 : 5개사", False),
        (
            "나루시, 창업기업 지원 늘린다",
            "나루시가 5일 밝혔다. 홍길동 기자 = 무단 전재 금지",
            False,
        ),
        ("나루 지역 소식", "지난해 기업 30곳이 늘었다.", False),
    ],
)
def test_calls_are_told_from_results_and_press(title: str, text: str, expected: bool) -> None:
    document = documents.plain(f"{title}\n\n{text}\n", "글.txt")
    assert is_call(document) is expected
    assert (facts.opportunity(document) is not None) is expected


def test_real_calls_close_when_their_source_says(real_data: Path) -> None:
    """Notices composed from a source print its own dates: the summary must give them back."""
    from majungmul import sources

    source = sources.all()["kstartup"]
    wrong = []
    for raw in source.load(real_data / "kstartup" / "2026-04.jsonl"):
        if not isinstance(raw, sources.Raw):
            continue
        notice = source.map(raw)
        found = facts.opportunity(documents.plain(f"{notice.title}\n{notice.text}", "공고.txt"))
        if found and notice.closes and found.closes not in (None, notice.closes):
            wrong.append((notice.key, found.closes, notice.closes))
    assert wrong == []


def test_real_attachments_are_summarised_without_a_crash(real_data: Path) -> None:
    filled = 0
    for line in (real_data / "notices" / "text.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        document = documents.plain(row["title"] + "\n" + row["text"], "공고.md")
        text = document.text
        found = opportunity(document, None, facts.quantities(text), facts.periods(text))
        filled += found is not None and found.closes is not None
    assert filled > 70
