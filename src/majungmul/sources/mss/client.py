"""The ministry's list of calls: XML whatever is asked for, 100 requests a day on a trial key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from majungmul.sources import periods, sections, titles, urls
from majungmul.sources.items import ItemSource
from majungmul.sources.places import from_title
from majungmul.sources.row import Row
from majungmul.sources.types import Attachment, Failure, Notice, Raw
from majungmul.sources.web import Ask

PAGE = 500  # few requests a day, and the service takes pages of two thousand


class Mss(ItemSource):
    slug = "mss"
    name = "중소벤처기업부"
    key_variable = "DATA_GO_KR_KEY"
    ignored = frozenset({"writerName", "writerPhone", "writerEmail"})  # persons
    base = "https://apis.data.go.kr/1421000/mssBizService_v2/getbizList_v2"

    def key(self, row: Row) -> str:
        return row.raw("itemId")

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        """All notices, or those registered since a day. Changes of older ones are not told."""
        secrets = {"serviceKey": self.secret()}
        window = (
            {"startDate": since.isoformat(), "endDate": self._today().isoformat()} if since else {}
        )

        def ask(page: int) -> Ask:
            numbers = {"pageNo": str(page), "numOfRows": str(PAGE)}
            return Ask(self._base, numbers | window, secrets)

        yield from self.walk(ask, PAGE, cursor)

    def notice(self, key: str, row: Row) -> Notice:
        """The API tells no day of publication and no eligibility apart from the body."""
        title = row.line("title")
        period = periods.of(row, ("applicationStartDate",), ("applicationEndDate",))
        window = period.window
        where = from_title(title)
        return Notice(
            source=self.slug,
            key=key,
            title=title,
            kind=titles.kind(title),
            funder=self.name,
            url=urls.web(row.raw("viewUrl")),
            regions=where.codes,
            nationwide=where.nationwide,
            opens=window.opens,
            closes=window.closes,
            closes_time=window.closes_time,
            end_kind=window.end_kind,
            period_text=period.text,
            sections=sections.sections(
                (
                    (sections.BODY, row.text("dataContents", expected=True)),
                    (sections.REGION, str(where)),
                    (sections.PERIOD, period.line),
                )
            ),
            attachments=_files(row),
            contact=row.line("writerPosition"),
            warnings=tuple(row.warnings),
        )


def _files(row: Row) -> tuple[Attachment, ...]:
    """Names and addresses stand beside each other, repeated; their order pairs them."""
    pairs = zip_longest(row.all("fileName"), row.all("fileUrl"), fillvalue="")
    return tuple(
        Attachment(name or address.rsplit("/", 1)[-1], address)
        for name, url in pairs
        if (address := urls.web(url))
    )
