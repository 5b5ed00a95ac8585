"""Lists as live sources serve them, page by page, and a server that may refuse one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any

from django.utils import timezone
from tests.sources.server import Asked, Reply, Server, as_json

from majungmul.sources.smes24 import client as smes24

SIZE, PAGES = 5, 12
KEYS = {"BIZINFO_KEY": "k", "DATA_GO_KR_KEY": "k", "SMES_TOKEN": "k"}
NUMBERS = range(SIZE * PAGES)
TODAY = timezone.localdate()
END = TODAY + timedelta(days=30)


@dataclass
class Live:
    """A list on a server: what page `trouble` answers at first, and which pages were asked for."""

    source: Any
    path: str
    server: Server
    page_of: Callable[[Asked], int]
    answer: Callable[[int], Reply]
    trouble: int = 0
    numbers: range = NUMBERS

    def reply(self, asked: Asked) -> Reply:
        if self.page_of(asked) == self.trouble:
            return Reply(b"not today", 403)
        return self.answer(self.page_of(asked))

    @property
    def pages(self) -> list[int]:
        return [self.page_of(a) for a in self.server.asked if a.path == self.path]


def paged(name: str) -> Callable[[Asked], int]:
    return lambda asked: int(asked.query.get(name, 1))


def rows_of(page: int) -> list[int]:
    return list(NUMBERS[(page - 1) * SIZE : page * SIZE])


def bizinfo_page(page: int) -> Reply:
    rows = [
        {
            "pblancId": f"PBLN_{n:015}",
            "pblancNm": f"{n}번째 이음 지원사업 공고",
            "reqstBeginEndDe": f"2026-01-01 ~ {END}",
            "totCnt": len(NUMBERS),
        }
        for n in rows_of(page)
    ]
    return as_json({"jsonArray": rows})


def gateway_page(**fields: str) -> Callable[[int], Reply]:
    def page(number: int) -> Reply:
        rows = [
            {name: value.format(n=n, key=f"{n:012}") for name, value in fields.items()}
            for n in rows_of(number)
        ]
        return as_json({"matchCount": len(NUMBERS), "totalCount": len(NUMBERS), "data": rows})

    return page


def xml_page(item: str) -> Callable[[int], Reply]:
    def page(number: int) -> Reply:
        rows = "".join(item.format(n=n) for n in rows_of(number))
        return Reply(
            f"<response><header><resultCode>00</resultCode></header><body><items>{rows}</items>"
            f"<totalCount>{len(NUMBERS)}</totalCount></body></response>".encode()
        )

    return page


def window_page(number: int) -> Reply:
    rows = [{"pblancSeq": n, "pblancNm": f"{n}번째 자금 공고"} for n in rows_of(number)]
    return as_json({"resultCd": "0", "data": rows})


def board_page(number: int) -> Reply:
    rows = "".join(
        f"<li><strong class=\"title\"><a onclick=\"f_view('{n:06}','1')\">"
        f"{escape(f'{n}번째 과제 공모')}</a></strong></li>"
        for n in rows_of(number)
    )
    page = (
        f'<html><body><div class="biz_announce"><ul class="dbody">{rows}</ul></div></body></html>'
    )
    return Reply(page.encode())


def window_of(asked: Asked) -> int:
    start = asked.query["strDt"]
    begun = date(int(start[:4]), int(start[4:6]), int(start[6:]))
    return (begun - (TODAY - smes24.SPAN)).days // (smes24.WINDOW.days + 1) + 1
