"""The K-Startup API and the dumps made of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from majungmul.sources import dates
from majungmul.sources.items import ItemSource
from majungmul.sources.payload import Item
from majungmul.sources.row import Row
from majungmul.sources.types import Failure, Notice, Raw
from majungmul.sources.web import Ask

from . import mapping

PAGE = 100


class KStartup(ItemSource):
    slug = "kstartup"
    name = "K-Startup"
    key_variable = "DATA_GO_KR_KEY"
    ignored = mapping.IGNORED
    base = "https://apis.data.go.kr/B552735/kisedKstartupService01"

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
        """All notices, closed ones too; with `since`, those not closed before that day.

        The API tells no day of change. It is asked to filter and not trusted to have done it.
        """
        secrets = {"ServiceKey": self.secret()}
        wanted = {"cond[pbanc_rcpt_end_dt::GTE]": dates.compact(since)} if since else {}

        def ask(page: int) -> Ask:
            numbers = {"page": str(page), "perPage": str(PAGE), "returnType": "json"}
            return Ask(f"{self._base}/getAnnouncementInformation01", numbers | wanted, secrets)

        yield from self.walk(ask, PAGE, cursor, lambda row: mapping.open_on(row, since))
