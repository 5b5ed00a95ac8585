"""Rows of calls for content makers that others listed from 한국콘텐츠진흥원."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from majungmul.sources import dates, sections, titles
from majungmul.sources.items import ItemSource
from majungmul.sources.payload import Item
from majungmul.sources.row import Row
from majungmul.sources.types import Failure, Notice, Raw, SourceError

_PAGE = "https://www.kocca.kr/kocca/pims/view.do?intcNo={}&menuNo=204104"


class Kocca(ItemSource):
    slug = "kocca"
    name = "한국콘텐츠진흥원"
    files_only = (
        "한국콘텐츠진흥원은 robots.txt로 목록의 자동 수집을 금지합니다."
        " 받아 둔 파일을 --from으로 실으세요."
    )
    ignored = frozenset({"views", "href", "_source_page"})

    def key(self, row: Row) -> str:
        return row.raw("intcNo")

    def unwrap(self, item: Item) -> Item:
        """The list's own row inside a collector's."""
        inner = item.get("structured")
        return inner if isinstance(inner, dict) else item

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        raise SourceError(self.files_only)

    def notice(self, key: str, row: Row) -> Notice:
        """Title, kind of call and days, years in two digits; texts are on the calls' own pages."""
        title, period = row.line("title"), row.line("period", expected=True)
        window = dates.window(period)
        return Notice(
            source=self.slug,
            key=key,
            title=title,
            kind=titles.kind(title),
            operator=self.name,
            url=_PAGE.format(key),
            published=dates.day(row.raw("registDate", expected=True)),
            opens=window.opens,
            closes=window.closes,
            closes_time=window.closes_time,
            end_kind=window.end_kind,
            period_text=period,
            sections=sections.sections([(sections.SUMMARY, title), (sections.PERIOD, period)]),
            tags=tuple(filter(None, (row.line("type"),))),
            warnings=tuple(row.warnings),
        )
