"""What the ledger's tests share: a notice to vary, and lists of notices as a source sends them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from majungmul.sources import Notice, Section

SEOUL = ZoneInfo("Asia/Seoul")
TODAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=SEOUL)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def make_notice() -> Callable[..., Notice]:
    """A whole notice; every field may be given another value."""

    def make(key: str = "N1", title: str = "2026년 바다누리 바우처 참여기업 모집 공고", **changes):
        fields = {
            "source": "bizinfo",
            "key": key,
            "title": title,
            "funder": "중소벤처기업부",
            "operator": "다솔정보산업진흥원",
            "url": "https://example.org/1",
            "field": "startup",
            "regions": ("50",),
            "nationwide": False,
            "published": TODAY - timedelta(days=3),
            "opens": TODAY - timedelta(days=3),
            "closes": TODAY + timedelta(days=20),
            "period_text": "2026-05-01 ~ 2026-05-24",
            "sections": (
                Section("사업개요", "제주에 있는 기업이 만든 소프트웨어를 다듬도록 돕습니다."),
                Section("지원대상", "공고일 기준 창업 7년 이내인 중소기업"),
                Section("지원내용", "기업당 최대 2,000만 원을 지원합니다."),
            ),
        }
        return Notice(**{**fields, **changes})

    return make


@pytest.fixture
def write_list(tmp_path: Path) -> Callable[..., Path]:
    """A recorded answer of 기업마당 that was taken at a moment; rows are (key, title, end)."""

    def write(moment: datetime, rows: list[tuple[str, str, date | str]], **extra: str) -> Path:
        items = [
            {
                "pblancId": f"PBLN_{key:>015}",
                "pblancNm": title,
                "jrsdInsttNm": "중소벤처기업부",
                "excInsttNm": "다솔정보산업진흥원",
                "bsnsSumryCn": f"<p>{title} 신청을 받습니다.</p><p>☞ 제주에 있는 중소기업</p>",
                "pldirSportRealmLclasCodeNm": "창업",
                "reqstBeginEndDe": f"2026-04-01 ~ {end}" if isinstance(end, date) else end,
                "hashtags": "창업,제주,2026",
                "creatPnttm": "2026-04-01 09:00:00",
                **extra,
            }
            for key, title, end in rows
        ]
        path = tmp_path / f"list-{moment:%Y%m%dT%H%M}.json"
        path.write_text(json.dumps({"jsonArray": items}, ensure_ascii=False), "utf-8")
        return path

    return write
