"""Programmes have no number: their year, name and operator tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from majungmul.sources import payload, sections, urls
from majungmul.sources.items import ItemSource
from majungmul.sources.payload import Item
from majungmul.sources.row import Row
from majungmul.sources.types import Failure, Notice, Raw
from majungmul.sources.web import Ask

PAGE = 100
ANNOUNCED = "공고 시기"

_BULLET = re.compile(r"\A[\sㆍ·•◇○-]+")
_DEPARTMENT = re.compile(r"\s*\(.*\Z", re.DOTALL)
_YEAR = re.compile(r"\d{4}")

TITLE = ("supt_biz_titl_nm", "title")


class KStartupPrograms(ItemSource):
    slug = "kstartup-programs"
    name = "K-Startup 통합공고"
    key_variable = "DATA_GO_KR_KEY"
    ignored = frozenset(
        {
            *("id", "biz_category_cd", "section", "type", "no", "pub_month", "note"),
            *("apply_start", "apply_end", "amount_min", "amount_max", "budget_eok"),  # guesses
        }
    )
    base = "https://apis.data.go.kr/B552735/kisedKstartupService01/getBusinessInformation01"

    def key(self, row: Row) -> str:
        year = _YEAR.search(row.raw("biz_yr", "year"))
        title = _title(row)
        if not year or not title:
            return ""
        named = (year[0], title, _name(row, "ministry"), _name(row, "operator"))
        return ":".join("".join(part.split()) for part in named if part)[:120]

    def recorded(self, data: bytes) -> Iterable[Item | Failure]:
        """A recorded answer or the yearly table, whose headings of groups are no programmes."""
        for item in payload.recorded(data):
            if isinstance(item, Failure) or not _is_heading(Row(item)):
                yield item

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        """All programmes; with `since`, those of that year and later."""
        secrets = {"ServiceKey": self.secret()}

        def ask(page: int) -> Ask:
            numbers = {"page": str(page), "perPage": str(PAGE), "returnType": "json"}
            return Ask(self._base, numbers, secrets)

        yield from self.walk(ask, PAGE, cursor, lambda row: _recent(row, since))

    def notice(self, key: str, row: Row) -> Notice:
        """A programme is no call: no period, and a budget instead of an award.

        Its `period_text` is when its call is to be announced, as the yearly table prints it.
        """
        announced = "".join(row.line("notice_raw").split())
        return Notice(
            source=self.slug,
            key=key,
            title=" ".join(filter(None, (_year(row), _title(row)))),
            kind="other",
            funder=_name(row, "ministry"),
            operator=_name(row, "operator"),
            program=_title(row),
            url=urls.web(row.line("Detl_pg_url", "detl_pg_url")),
            field="startup",
            period_text=f"{ANNOUNCED} {announced}" if announced else "",
            sections=sections.sections(
                (
                    (sections.SUMMARY, row.text("supt_biz_intrd_info", "summary")),
                    (sections.SUMMARY, row.text("supt_biz_chrct")),
                    (sections.ELIGIBILITY, row.text("biz_supt_trgt_info", "target")),
                    (sections.SUPPORT, row.text("biz_supt_ctnt", "support")),
                    (sections.AMOUNT, row.text("biz_supt_bdgt_info") or _budget(row)),
                )
            ),
            warnings=tuple(row.warnings),
        )


def _year(row: Row) -> str:
    """`2031년`: which year's row it is, for the programme's name alone is the same every year."""
    year = _YEAR.search(row.raw("biz_yr", "year"))
    return f"{year[0]}년" if year else ""


def _title(row: Row) -> str:
    return _BULLET.sub("", row.line(*TITLE))


def _name(row: Row, *names: str) -> str:
    """An organisation without its department; the table breaks words where its cells did."""
    return "".join(_DEPARTMENT.sub("", row.line(*names)).split())


def _budget(row: Row) -> str:
    """The programme's budget, printed in 억원 in the table."""
    text = row.raw("budget_eok")
    try:
        return f"예산: {Decimal(text).normalize():f}억원" if text else ""
    except InvalidOperation:
        return f"예산: {text}"


def _is_heading(row: Row) -> bool:
    return not row.line(*TITLE) and row.raw("no").startswith("◇")


def _recent(row: Row, since: date | None) -> bool:
    year = _YEAR.search(row.raw("biz_yr"))
    return since is None or not year or int(year[0]) >= since.year
