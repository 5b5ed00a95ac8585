"""The science ministry's board through data.go.kr: no period, calls and results mixed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from majungmul.sources import dates, paging, sections, titles, urls
from majungmul.sources.items import ItemSource
from majungmul.sources.row import Row
from majungmul.sources.types import Attachment, Failure, Notice, Raw
from majungmul.sources.web import Ask

PAGE = 10  # whatever number of rows is asked for

# One document comes in several formats; the one that is read best stays.
_BEST = (".hwpx", ".hwp", ".pdf", ".docx", ".odt")


class Msit(ItemSource):
    slug = "msit"
    name = "과학기술정보통신부"
    key_variable = "DATA_GO_KR_KEY"
    ignored = frozenset({"managerName", "managerTel"})  # persons
    base = "https://apis.data.go.kr/1721000/msitannouncementinfo/businessAnnouncMentList"

    def key(self, row: Row) -> str:
        return urls.field(row.raw("viewUrl"), "nttSeqNo")

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        """All entries, newest first; with `since`, until a whole page is older than that day."""
        secrets = {"serviceKey": self.secret()}

        def ask(page: int) -> Ask:
            return Ask(self._base, {"pageNo": str(page), "numOfRows": str(PAGE)}, secrets)

        pages = paging.walk(lambda number: self.web.page(ask(number)), PAGE, cursor)
        for place, found in pages:
            wanted = [x for x in found if isinstance(x, Failure) or _posted(Row(x), since)]
            yield from self.take(wanted, place)
            if not wanted:
                return

    def notice(self, key: str, row: Row) -> Notice:
        """Neither period nor body: both stand in the attached files only."""
        title = row.line("subject")
        return Notice(
            source=self.slug,
            key=key,
            title=title,
            kind=titles.kind(title),
            funder=self.name,
            url=urls.web(row.raw("viewUrl")),
            field="technology",
            published=dates.day(row.raw("pressDt", expected=True)),
            sections=sections.sections([(sections.SUMMARY, title)]),
            attachments=_files(row),
            contact=row.line("deptName"),
            warnings=tuple(row.warnings),
        )


def _posted(row: Row, since: date | None) -> bool:
    posted = dates.day(row.raw("pressDt"))
    return since is None or posted is None or posted >= since


def _files(row: Row) -> tuple[Attachment, ...]:
    """Each document once, in the best of its formats, in the order of the list."""
    chosen: dict[str, Attachment] = {}
    for group in row.rows("files"):
        for file in group.rows("file"):
            found = Attachment(file.line("fileName"), urls.web(file.raw("fileUrl")))
            stem = PurePosixPath(found.name).stem
            if found.url and (stem not in chosen or _rank(found) < _rank(chosen[stem])):
                chosen[stem] = found
    return tuple(chosen.values())


def _rank(file: Attachment) -> int:
    suffix = PurePosixPath(file.name).suffix.lower()
    return _BEST.index(suffix) if suffix in _BEST else len(_BEST)
