"""The bizinfo API and the dumps made of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from majungmul.sources.items import ItemSource
from majungmul.sources.payload import Item
from majungmul.sources.row import Row
from majungmul.sources.types import Failure, Notice, Raw
from majungmul.sources.web import Ask

from . import mapping

PAGE = 100


class Bizinfo(ItemSource):
    slug = "bizinfo"
    name = "기업마당"
    key_variable = "BIZINFO_KEY"
    ignored = mapping.IGNORED
    base = "https://www.bizinfo.go.kr/uss/rss/bizinfoApi.do"

    def key(self, row: Row) -> str:
        return mapping.key(row)

    def unwrap(self, item: Item) -> Item:
        inner = item.get("structured")
        return inner if isinstance(inner, dict) else item

    def notice(self, key: str, row: Row) -> Notice:
        return mapping.notice(key, row)

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        """All open notices; `since` is applied here, because the API has no such field."""
        secrets = {"crtfcKey": self.secret()}

        def ask(page: int) -> Ask:
            numbers = {"pageUnit": str(PAGE), "pageIndex": str(page)}
            return Ask(self._base, {"dataType": "json", **numbers}, secrets)

        yield from self.walk(ask, PAGE, cursor, lambda row: mapping.touched(row, since))
