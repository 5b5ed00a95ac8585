"""The API takes a window of days and no page; long spans are asked for month by month."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

from majungmul.sources import dates, payload
from majungmul.sources.items import ItemSource
from majungmul.sources.row import Row
from majungmul.sources.types import Failure, Notice, Raw, SourceError
from majungmul.sources.web import Answer, Ask

from . import mapping

WINDOW = timedelta(days=30)
SPAN = timedelta(days=365)  # how far back a first run goes


class Smes24(ItemSource):
    slug = "smes24"
    name = "중소벤처24"
    key_variable = "SMES_TOKEN"
    whole = False
    ignored = mapping.IGNORED
    base = "https://www.smes.go.kr/fnct/apiReqst/extPblancInfo"

    def key(self, row: Row) -> str:
        return row.raw("pblancSeq")

    def notice(self, key: str, row: Row) -> Notice:
        return mapping.notice(key, row)

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        """Notices since a day, by default the last year. The cursor is a window's first day."""
        secrets = {"token": self.secret()}
        today = self._today()
        start = _cursor(cursor) if cursor else (since or today - SPAN)
        while start <= today:
            end = min(start + WINDOW, today)
            window = {"strDt": dates.compact(start), "endDt": dates.compact(end), "html": "no"}
            found = self.web.read(Ask(self._base, window, secrets), _page)
            yield from self.take([*found.failures, *found.items], start.isoformat())
            start = end + timedelta(days=1)


def _page(answer: Answer) -> payload.Page:
    """The items; `resultCd` other than 0 is an error in an answer's dress."""
    text = payload.text_of(answer.body, answer.charset)
    if text.startswith("{"):
        try:
            head = json.loads(text)
        except (ValueError, RecursionError):
            head = {}  # `payload.page` says what is wrong
        code = str(head.get("resultCd", "0")).strip()
        if code != "0":
            say = mapping.codes()["result"].get(code)
            raise SourceError(
                say or f"중소벤처24가 알 수 없는 오류를 알렸습니다({code}).", retry=code == "99"
            )
    return payload.page(answer.body, answer.charset)


def _cursor(cursor: str) -> date:
    try:
        return date.fromisoformat(cursor)
    except ValueError:
        raise SourceError("이어받을 위치를 알 수 없습니다. 처음부터 다시 받으세요.") from None
