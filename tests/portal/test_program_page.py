"""A programme over the years."""

from __future__ import annotations

import re
from datetime import date

from django.test import Client
from django.utils import timezone


def test_a_programme_that_recurs_says_when_it_may_open_next(client: Client, store_call):
    year = timezone.localdate().year
    for number, opened in enumerate((date(year - 1, 2, 12), date(year, 2, 20))):
        call = store_call(
            f"Y{number}",
            title=f"{opened.year}년 전북 시제품 제작 지원사업 공고",
            published=opened,
            opens=opened,
            closes=opened.replace(month=3),
        )
    call.refresh_from_db()
    html = client.get(f"/programs/{call.program.uuid}/").content.decode()
    told = re.search(r'<strong class="num">([^<]*)</strong>', html)
    assert told
    assert f"{year + 1}. 2. 12." in told[1]
    assert f"{year + 1}. 2. 20." in told[1]
    assert "발표된 일정이 아닙니다" in html


def test_a_programme_seen_once_foretells_nothing(client: Client, call):
    html = client.get(f"/programs/{call.program.uuid}/").content.decode()
    assert "다음 공고 예상" not in html
    assert call.title in html
