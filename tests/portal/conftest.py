"""A few calls and an article, stored through the ledger's own door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from majungmul import documents
from majungmul.ledger import ingest
from majungmul.ledger.models import Document, Opportunity
from majungmul.sources import Notice, Section

TODAY = timezone.localdate()


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


def store(
    key: str = "A1", seen: datetime | None = None, sample: bool = False, **changes: object
) -> Opportunity:
    """`notice` stored and read; the same key again makes a new version."""
    made = notice(key, **changes)
    ingest.store(made, f"{made!r}".encode(), seen or timezone.now(), is_sample=sample)
    return Opportunity.objects.get(source_key=key)


def article_text() -> str:
    return (
        "전주 소프트웨어 지원사업 성과\n\n"
        "전북테크노파크는 지난해 소프트웨어 지원사업으로 기업 24개사를 지원해 "
        "신규 고용 57명을 만들었다고 밝혔다. 올해 예산은 약 36억 원이다.\n"
    )


@pytest.fixture
def store_call(db: None) -> Callable[..., Opportunity]:
    return store


@pytest.fixture
def call(db: None) -> Opportunity:
    """One open call of Jeonbuk with a rule of several clauses, one of them unread."""
    return store()


@pytest.fixture
def article(db: None) -> Document:
    """A press text with three figures."""
    read = documents.plain(article_text(), "article.txt")
    return ingest.store_document(read, role="press", published=TODAY)


@pytest.fixture
def many_calls(db: None) -> list[Opportunity]:
    """45 open calls: three pages."""
    return [store(f"M{n}", title=f"전북 기업 지원 {n}차 공고") for n in range(45)]


@pytest.fixture(autouse=True)
def static_files_as_they_are(settings: Any) -> None:
    """Pages are tested without collecting static files first."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def jeonju() -> bytes:
    """A ten-person software firm in Jeonju, as a profile file."""
    return (
        'name = "한벗소프트"\nregion = "전북 전주시 덕진구"\nfounded = 2023-03-02\n'
        'industries = ["62"]\nemployees = 10\nsize_class = "small"\n'
    ).encode()


@pytest.fixture
def as_jeonju(client: Client, jeonju: bytes, db: None) -> Client:
    """A visitor whose company is in the session."""
    file = SimpleUploadedFile("company.toml", jeonju)
    client.post("/company/upload/", {"file": file})
    return client
