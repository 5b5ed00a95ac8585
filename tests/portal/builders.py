"""A few calls, a sample company and an article, stored through the ledger's own door."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from majungmul import documents
from majungmul.ledger import ingest
from majungmul.ledger.models import Opportunity
from majungmul.sources import Notice, Section

TODAY = date.today()


def notice(key: str = "A1", **changes: object) -> Notice:
    """A call for young software firms of Jeonbuk that ends in ten days."""
    base = Notice(
        source="bizinfo",
        key=key,
        title="전북 소프트웨어기업 시제품 제작 지원사업 공고",
        funder="전북특별자치도",
        operator="전북테크노파크",
        url="https://www.example.go.kr/notice/1",
        field="technology",
        regions=("52",),
        nationwide=False,
        published=TODAY - timedelta(days=5),
        opens=TODAY - timedelta(days=4),
        closes=TODAY + timedelta(days=10),
        period_text=f"{TODAY - timedelta(days=4)} ~ {TODAY + timedelta(days=10)}",
        sections=(
            Section("사업 개요", "도내 소프트웨어기업의 시제품 제작 비용을 돕습니다."),
            Section(
                "신청 자격",
                "- 전북특별자치도에 본사를 둔 중소기업\n"
                "- 공고일 기준 창업 7년 이내 기업\n"
                "- 위원회가 정하는 지역 기여 계획을 낸 기업",
            ),
            Section("제외 대상", "- 국세 또는 지방세를 체납 중인 기업"),
            Section(
                "지원 내용", "- 기업당 최대 3,000만 원, 총 사업비의 70% 이내\n- 12개사 내외 선정"
            ),
        ),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def call(
    key: str = "A1", seen: datetime | None = None, sample: bool = False, **changes: object
) -> Opportunity:
    """`notice` stored and read."""
    made = notice(key, **changes)
    ingest.store(made, f"{made!r}".encode(), seen or timezone.now(), is_sample=sample)
    return Opportunity.objects.get(source_key=key)


def article() -> object:
    """A press text with figures."""
    return ingest.store_document(
        documents.plain(
            "전주 소프트웨어 지원사업 성과\n\n"
            "전북테크노파크는 지난해 소프트웨어 지원사업으로 기업 24개사를 지원해 "
            "신규 고용 57명을 만들었다고 밝혔다. 올해 예산은 약 36억 원이다.\n",
            "article.txt",
        ),
        role="press",
    )
