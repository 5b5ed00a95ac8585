"""When a call is open and what it gives, where its file tells of several rounds."""

from __future__ import annotations

from datetime import date

from majungmul import documents, facts
from majungmul.terms import Opportunity

PUBLISHED = date(2025, 4, 22)


def _read(text: str) -> Opportunity:
    found = facts.opportunity(documents.plain(text), PUBLISHED)
    assert found is not None
    return found


def test_a_round_that_is_over_is_over_wherever_its_days_are_printed() -> None:
    found = _read(
        "2025년 기술개발사업 시행계획 공고\n\n구분 | 과제 | 신청·접수\n"
        "상반기 (1차) (완료) | 전략형 | 2월 3일 ~ 2월 17일\n"
        "하반기 (2차) (시행) | 전략형 | 5월 8일 ~ 5월 21일\n\n"
        "□ 접수기간\n- 1차 : 2025년 2월 3일 ~ 2월 17일, 18:00까지\n"
        "- 2차 : 2025년 5월 8일 ~ 5월 21일, 18:00까지\n"
    )
    assert found.opens == date(2025, 5, 8)
    assert found.closes == date(2025, 5, 21)


def test_a_year_alone_opens_no_call() -> None:
    found = _read(
        "2025년 창업 지원 공고\n\n지원대상\n- 창업기업\n\n신청기간\n- 상시 접수\n\n"
        "※ 올해 뽑힌 기업은 2026년부터 신청 가능\n"
    )
    assert found.opens is None


def test_the_sum_behind_the_longest_term_is_the_limit() -> None:
    found = _read(
        "2025년 도전과제 공고\n\n□ 지원내용\n- 출연 : 최대 3년(36개월), 20억원\n\n"
        "신청기간 : 5. 1. ~ 5. 30.\n"
    )
    assert found.award_max is not None
    assert found.award_max.amount == 2_000_000_000


def test_a_column_beside_who_may_apply_tells_what_they_get() -> None:
    found = _read(
        "2025년 연구거점 신규과제 공모\n\n□ 지원계획\n\n"
        "유형 | 지원대상 | 지원규모 (과제당/연) | 과제수\n"
        "거점형 | 대학 부설연구소 | 8억원 이내 | 8과제 이내\n"
        "연합형 | 연구소 연합 | 20억원 이내 | 2과제 이내\n\n신청기간 : 5. 1. ~ 5. 30.\n"
    )
    assert found.award_max is not None
    assert found.award_max.amount == 2_000_000_000


def test_how_many_each_takes_is_not_added_to_how_many_are_taken() -> None:
    found = _read(
        "2025년 소재 개발 공고\n\n- (지원규모) 신규 주제 2개, 주제당 1개 연구단 선정\n\n"
        "신청기간 : 5. 1. ~ 5. 30.\n"
    )
    assert found.selected_count == 2


def test_what_each_gets_is_told_among_who_may_apply_too() -> None:
    found = _read(
        "2025년 창업 사다리 모집\n\n▣ 함께할 곳을 두 갈래로 나누어 찾습니다.\n\n"
        "[줄기 갈래] 8개사 · 회사당 4,000만원까지\n- 창업 3년 이내인 소기업\n\n"
        "[열매 갈래] 4개사 · 회사당 9,000만원까지\n- 창업 7년 이내인 중소기업\n\n"
        "신청 : 5. 1. ~ 5. 30.\n"
    )
    assert found.award_max is not None
    assert found.award_max.amount == 90_000_000
