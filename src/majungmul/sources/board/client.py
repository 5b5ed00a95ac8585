"""A board: pages of rows, each row leading to a page with a body and files. robots.txt obeyed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml.html import HtmlElement

from majungmul.sources import described, html, payload, urls
from majungmul.sources.described import Description
from majungmul.sources.items import ItemSource
from majungmul.sources.payload import Item
from majungmul.sources.row import Row
from majungmul.sources.types import Failure, Notice, Raw, SourceError
from majungmul.sources.web import Ask

FIELDS = (
    *("list.url", "list.first", "list.pages", "list.rows", "list.title", "list.link", "list.key"),
    *("list.published", "list.period", "list.funder", "list.operator"),
    *("detail.url", "detail.body", "detail.files"),
)
MOST_PAGES = 200
MOST_BROKEN = 5  # detail pages in a row that fail before the board counts as down


@dataclass(frozen=True, slots=True)
class _Row:
    item: dict[str, object]
    key: str


class Board(ItemSource):
    """A source made of a description. `fetch` reads the newest pages, as many as it names."""

    whole = False

    def __init__(self, about: Description, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about.only(*FIELDS)
        self.about = about
        self.slug = about.slug
        self.name = about.name

    def key(self, row: Row) -> str:
        return row.raw("key")

    def notice(self, key: str, row: Row) -> Notice:
        return described.notice(self.about, key, row)

    def recorded(self, data: bytes) -> Iterable[Item | Failure]:
        """Recorded items, or a saved page of the list (its rows without their bodies)."""
        if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return payload.recorded(data)
        rows = self._rows(data, None, self.about.text("list", "url", default=""))
        return [row if isinstance(row, Failure) else row.item for row in rows]

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        """Rows of the list with their detail pages, until the list ends or gets older than `since`.

        The cursor is a page number. Pinned rows that every page repeats are taken once.
        """
        seen: set[str] = set()
        broken = 0
        for number in self._numbers(cursor):
            rows = self._page(number)
            fresh = [r for r in rows if isinstance(r, Failure) or r.key not in seen]
            if not fresh:
                return
            recent = [r for r in fresh if isinstance(r, Failure) or described.recent(r.item, since)]
            for row in recent:
                if isinstance(row, Failure):
                    yield row
                    continue
                seen.add(row.key)
                found = self._whole(row)
                broken = broken + 1 if isinstance(found, Failure) else 0
                if broken >= MOST_BROKEN:
                    raise SourceError(
                        f"상세 페이지 {MOST_BROKEN}개를 잇달아 읽지 못해 멈추었습니다. "
                        f"마지막 이유: {found}"
                    )
                yield from self.take([found], str(number))
            if not recent:
                return
        if self.whole:
            what = "적어 둔 쪽을 다 읽어도 목록이 끝나지 않습니다. list.pages를 늘리세요."
            yield Failure("", what, cut=True)

    def _numbers(self, cursor: str | None) -> range:
        table = self.about.table("list")
        first, pages = table.get("first", 1), table.get("pages", 3)
        if not isinstance(first, int) or not isinstance(pages, int) or not 0 < pages <= MOST_PAGES:
            raise SourceError(f"{self.slug}: list.first와 list.pages는 수여야 합니다(200쪽까지).")
        if cursor is not None and not cursor.isdecimal():
            raise SourceError("이어받을 위치를 알 수 없습니다. 처음부터 다시 받으세요.")
        return range(int(cursor) if cursor else first, first + pages)

    def _page(self, number: int) -> list[_Row | Failure]:
        url = self.about.text("list", "url").replace("{page}", str(number))
        rows = self.web.read(
            Ask(url, robots=True), lambda answer: self._rows(answer.body, answer.charset, url)
        )
        if not rows and number == self.about.table("list").get("first", 1):
            raise SourceError(
                f"{self.slug}: 목록에서 공고를 하나도 찾지 못했습니다. "
                "사이트가 바뀌었으면 list.rows를 고치세요."
            )
        return rows

    def _rows(self, data: bytes, charset: str | None, url: str) -> list[_Row | Failure]:
        page = html.parse(data, charset)
        rows = html.select(page, self.about.text("list", "rows"))
        return [self._row(row, number, url) for number, row in enumerate(rows, 1)]

    def _row(self, row: HtmlElement, number: int, url: str) -> _Row | Failure:
        title = html.first(row, self.about.text("list", "title"))
        link = self.about.text("list", "link", default="")
        address = html.href(html.first(row, link) if link else title, url)
        pattern = self.about.pattern("list", "key")
        match = pattern.search(html.source(row)) if pattern else None
        if not match:
            reason = "공고 번호를 찾지 못했습니다. 설명 파일의 list.key를 확인하세요."
            return Failure("", reason, f"{number}번째 줄")
        key = match[1].strip()
        detail = self.about.text("detail", "url", default="").replace("{key}", key)
        item: dict[str, object] = {
            "key": key,
            "title": html.text(title),
            "url": detail or address,
        }
        for name in ("published", "period", "funder", "operator"):
            selector = self.about.text("list", name, default="")
            if selector:
                item[name] = html.text(html.first(row, selector))
        return _Row(item, key)

    def _whole(self, row: _Row) -> Item | Failure:
        """The row with the body and the files of its own page, when the description has any."""
        body, files = (self.about.text("detail", name, default="") for name in ("body", "files"))
        url = urls.web(str(row.item["url"]))
        if not url or not (body or files):
            return row.item
        try:
            page = self.web.read(
                Ask(url, robots=True), lambda answer: html.parse(answer.body, answer.charset)
            )
            found = html.first(page, body)
            if body and found is None:
                raise SourceError(
                    "본문을 찾지 못했습니다. 사이트가 바뀌었으면 detail.body를 고치세요."
                )
            links = html.select(page, files)
        except SourceError as error:
            return Failure(row.key, error.reason)
        named = [{"name": html.text(a), "url": html.href(a, url)} for a in links]
        return {
            **row.item,
            "body": html.source(found),
            "files": [file for file in named if file["url"]],
        }
