"""Three lists joined by 서비스ID: what the service is, its detail, whom it supports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from majungmul.sources import dates, paging
from majungmul.sources.items import ItemSource
from majungmul.sources.payload import Item
from majungmul.sources.row import Row
from majungmul.sources.types import Failure, Notice, Raw, SourceError
from majungmul.sources.web import Ask

from . import mapping

PAGE = 500


class Gov24(ItemSource):
    slug = "gov24"
    name = "보조금24"
    key_variable = "DATA_GO_KR_KEY"
    ignored = mapping.IGNORED
    base = "https://api.odcloud.kr/api/gov24/v3"

    def key(self, row: Row) -> str:
        return row.raw("서비스ID", "SVC_ID")

    def unwrap(self, item: Item) -> Item:
        """Dumps may hold the three parts of a service beside each other."""
        if "list" not in item:
            return item
        whole: dict[str, object] = {}
        for part in ("list", "detail", "conditions"):
            inner = item.get(part)
            if isinstance(inner, dict):
                whole |= {name: value for name, value in inner.items() if value not in (None, "")}
        return whole

    def notice(self, key: str, row: Row) -> Notice:
        return mapping.notice(key, row)

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        """Services for businesses; with `since`, those registered or changed since.

        Detail and conditions are read whole first: one request a service would be ten thousand.
        """
        secrets = {"serviceKey": self.secret()}
        changed = {"cond[수정일시::GTE]": f"{dates.compact(since)}000000"} if since else {}
        details: dict[str, Item] = {}
        conditions: dict[str, Item] = {}
        yield from self._gather(details, "serviceDetail", changed, secrets)
        yield from self._gather(conditions, "supportConditions", {}, secrets)
        for place, found in self._pages("serviceList", changed, secrets, cursor):
            joined: list[Item | Failure] = []
            for item in found:
                if isinstance(item, Failure):
                    joined.append(item)
                elif mapping.for_business(Row(item)):
                    key = self.key(Row(item))
                    joined.append(_join(item, details.get(key), conditions.get(key)))
            yield from self.take(joined, place)

    def _gather(
        self,
        into: dict[str, Item],
        name: str,
        params: Mapping[str, str],
        secrets: Mapping[str, str],
    ) -> Iterator[Failure]:
        """Reads one list whole. Half of it would take words out of notices that nobody changed:
        raises SourceError when it breaks off."""
        for _, found in self._pages(name, params, secrets, None):
            for item in found:
                if isinstance(item, Failure) and item.cut:
                    raise SourceError(f"{name}: {item.reason}", retry=True)
                if isinstance(item, Failure):
                    yield Failure("", f"{name}: {item.reason}", item.where)
                elif key := self.key(Row(item)):
                    into[key] = item

    def _pages(
        self,
        name: str,
        params: Mapping[str, str],
        secrets: Mapping[str, str],
        cursor: str | None,
    ) -> Iterator[tuple[str, list[Item | Failure]]]:
        def ask(page: int) -> Ask:
            numbers = {"page": str(page), "perPage": str(PAGE), "returnType": "JSON"}
            return Ask(f"{self._base}/{name}", {**numbers, **params}, secrets)

        try:
            yield from paging.walk(lambda number: self.web.page(ask(number)), PAGE, cursor)
        except SourceError as error:
            reason = f"{name}: {error.reason}"
            raise SourceError(reason, retry=error.retry, after=error.after) from None


def _join(item: Item, detail: Item | None, conditions: Item | None) -> Item:
    """One item of three; views and other counters are dropped, the detail's fuller text wins."""
    whole = {name: value for name, value in item.items() if name != "조회수"}
    for part in (detail, conditions):
        whole |= {name: value for name, value in (part or {}).items() if value not in (None, "")}
    return whole
