"""The bizinfo API and the dumps made of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from majungmul.sources.items import ItemSource
from majungmul.sources.payload import Item
from majungmul.sources.row import Row
from majungmul.sources.types import Failure, Notice, Raw, SourceError

from . import mapping


class Bizinfo(ItemSource):
    slug = "bizinfo"
    name = "기업마당"

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
        raise SourceError("not yet")
        yield
