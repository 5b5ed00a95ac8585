"""The K-Startup API and the dumps made of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from majungmul.sources.items import ItemSource
from majungmul.sources.payload import Item
from majungmul.sources.row import Row
from majungmul.sources.types import Failure, Notice, Raw, SourceError

from . import mapping


class KStartup(ItemSource):
    slug = "kstartup"
    name = "K-Startup"

    def key(self, row: Row) -> str:
        return mapping.key(row)

    def unwrap(self, item: Item) -> Item:
        """A collector's row: its own few columns beside what it kept of the API's item."""
        if "structured" not in item:
            return item
        inner = item["structured"]
        outer = {name: value for name, value in item.items() if name in mapping.COLLECTOR}
        return {**outer, **(inner if isinstance(inner, dict) else {})}

    def notice(self, key: str, row: Row) -> Notice:
        return mapping.notice(key, row)

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        raise SourceError("not yet")
        yield
