"""The headings under which structured fields become text that a reader can read."""

from __future__ import annotations

from collections.abc import Iterable

from .types import Section

SUMMARY = "사업개요"
BODY = "공고내용"
ELIGIBILITY = "지원대상"
EXCLUSION = "신청 제외 대상"
BUSINESS_AGE = "업력"
AGE = "대상 연령"
REGION = "지역"
APPLICANT = "신청 대상 구분"
SIZE = "기업 규모"
REVENUE = "매출액"
EMPLOYEES = "상시근로자 수"
CERTIFICATE = "필요 인증"
INDUSTRY = "업종"
SELECTION = "선정기준"
SUPPORT = "지원내용"
AMOUNT = "지원금액"
PREFERENCE = "우대사항"
PERIOD = "신청기간"
METHOD = "신청방법"
PAPERS = "제출서류"

HEADINGS = (
    SUMMARY,
    BODY,
    ELIGIBILITY,
    EXCLUSION,
    BUSINESS_AGE,
    AGE,
    REGION,
    APPLICANT,
    SIZE,
    REVENUE,
    EMPLOYEES,
    CERTIFICATE,
    INDUSTRY,
    SELECTION,
    SUPPORT,
    AMOUNT,
    PREFERENCE,
    PERIOD,
    METHOD,
    PAPERS,
)


def sections(parts: Iterable[tuple[str, str]]) -> tuple[Section, ...]:
    """The filled parts in the order of `HEADINGS`; parts under one heading are joined by lines."""
    texts: dict[str, list[str]] = {}
    for heading, text in parts:
        if text and text not in texts.setdefault(heading, []):
            texts[heading].append(text)
    return tuple(
        Section(heading, "\n".join(texts[heading])) for heading in HEADINGS if texts.get(heading)
    )
