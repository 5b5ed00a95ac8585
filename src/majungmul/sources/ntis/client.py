"""Rows of R&D calls that others listed from NTIS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from majungmul.sources import dates, periods, sections, titles, urls
from majungmul.sources.items import ItemSource
from majungmul.sources.row import Row
from majungmul.sources.types import Failure, Notice, Raw, SourceError

_YEAR = re.compile(r"\s*_\s*(?=\(\d{4}\))")


class Ntis(ItemSource):
    slug = "ntis"
    name = "NTIS 국가R&D통합공고"
    files_only = "NTIS는 robots.txt로 자동 수집을 금지합니다. 받아 둔 파일을 --from으로 실으세요."
    ignored = frozenset(
        {
            *("id", "status", "scrapedAt", "announcementType"),
            *("targetType", "eligibilityCriteria", "budgetAmount"),  # guesses of the listing tool
        }
    )

    def key(self, row: Row) -> str:
        return row.raw("roRndUid")

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        raise SourceError(self.files_only)

    def notice(self, key: str, row: Row) -> Notice:
        """Title, days and address. Guesses of the listing tool are left where they are.

        Its times are UTC: a deadline of 15:00Z is the next *day* in Seoul, the hour unknown.
        """
        title = row.line("title")
        period = periods.of(row, (), ("deadline",), expected=True)
        window = period.window
        return Notice(
            source=self.slug,
            key=key,
            title=title,
            kind=titles.kind(title),
            program=_program(title),
            url=urls.web(row.raw("url")),
            field="technology",
            published=dates.day(row.raw("publishedAt")),
            closes=window.closes,
            closes_time=window.closes_time,
            end_kind=window.end_kind,
            period_text=period.text,
            sections=sections.sections([(sections.SUMMARY, title), (sections.PERIOD, period.line)]),
            warnings=tuple(row.warnings),
        )


def _program(title: str) -> str:
    """The programme before `_(2025)…`, where a title names both it and one of its tasks."""
    parts = _YEAR.split(title, maxsplit=1)
    return parts[0].strip() if len(parts) > 1 else ""
