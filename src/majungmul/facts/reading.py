"""Everything a document says, from one pass over its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from majungmul.terms import Opportunity, Period, Quantity, Reading, Rule, Statement

from .periods.grammar import periods_of
from .scan.scanner import Scan, scan

if TYPE_CHECKING:
    from majungmul.documents import Document
    from majungmul.documents.model import Table

VERSION = "5"
_WARNINGS = 5
_PLAIN = re.compile(r"[가-힣](?<!니)다[.](?=\s|$)")  # the style of reports: 했다, 한다, 이다
_HEAD, _LEAST_PLAIN, _LONGEST_SENTENCE = 4000, 3, 140
_REPORTED = (
    *("밝혔다", "전했다", "말했다", "발표했다", "설명했다", "토로했다", "덧붙였다"),
    *("나타났다", "확인됐다", "집계됐다"),
)


def quantities(text: str) -> list[Quantity]:
    """Every quantity of `text`, in order, none overlapping another."""
    return list(_with_grids(scan(text)).quantities)


def periods(text: str, published: date | None = None) -> list[Period]:
    """Every period of `text`, in order. Missing years are told from `published`."""
    return periods_of(scan(text), published)[0]


def statements(document: Document, published: date | None = None) -> list[Statement]:
    """What `document` claims of its own matter. 올해 counts from `published`.

    A call claims nothing, unless it is told as a report.
    """
    from .notice.calls import is_call

    if is_call(document) and not _is_report(document.text):
        return []
    from .statements.claims import statements_of

    scanned = _with_grids(scan(document.text), document.tables)
    return statements_of(document, scanned, published or document.published)


def rule(
    document: Document, published: date | None = None, home_region: str | None = None
) -> Rule | None:
    """Who may apply, as a rule; None where the text says nothing of it."""
    from .conditions.rule import rule as read_rule

    return read_rule(document, published or document.published, home_region=home_region)


def opportunity(document: Document, published: date | None = None) -> Opportunity | None:
    """The call in short; None where `document` is no call."""
    return read(document, published).opportunity


def read(
    document: Document, published: date | None = None, home_region: str | None = None
) -> Reading:
    """Everything at once: the digits of the text are scanned a single time.

    `home_region` is the code of the region whose office publishes the text (see `rule`).
    """
    from .notice.calls import is_call

    published = published or document.published
    scanned = _with_grids(scan(document.text), document.tables)
    found, warnings = periods_of(scanned, published)
    warnings += [_torn_warning(document.text, at) for at in scanned.torn[:_WARNINGS]]
    parts = _call if is_call(document) else _claims
    return replace(
        parts(document, scanned, found, published, home_region),
        title=document.title,
        published=published,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _call(
    document: Document,
    scanned: Scan,
    found: list[Period],
    published: date | None,
    home_region: str | None,
) -> Reading:
    """A call says who may apply and until when. A report of a call also makes claims."""
    from .conditions.rule import rule as read_rule
    from .opportunity.summary import opportunity as summarize

    told: tuple[Statement, ...] = ()
    if _is_report(document.text):
        told = _claims(document, scanned, found, published, home_region).statements
    return Reading(
        title="",
        published=None,
        quantities=scanned.quantities,
        periods=tuple(found),
        statements=told,
        rule=read_rule(document, published, home_region=home_region),
        opportunity=summarize(document, scanned.quantities, tuple(found), known_call=True),
    )


def _is_report(text: str) -> bool:
    """Whether somebody is reported to have said it, or all is told in plain sentences."""
    if any(word in text for word in _REPORTED):
        return True
    head = text[:_HEAD]
    plain = len(_PLAIN.findall(head))
    return plain >= _LEAST_PLAIN and plain * _LONGEST_SENTENCE >= len(head)


def _claims(
    document: Document,
    scanned: Scan,
    found: list[Period],
    published: date | None,
    _home_region: str | None,
) -> Reading:
    """An article or report makes claims; other stories on its page are not its own."""
    from .statements.claims import statements_of
    from .statements.press import article

    own = article(document)
    told = own.lines  # an opinion piece has none: it claims nothing, but its figures stand there
    return Reading(
        title="",
        published=None,
        quantities=tuple(q for q in scanned.quantities if not told or own.role_at(q.span.start)),
        periods=tuple(p for p in found if not told or own.role_at(p.span.start)),
        statements=tuple(statements_of(document, scanned, published, own)),
    )


def _with_grids(scanned: Scan, tables: Sequence[Table] = ()) -> Scan:
    """The scan with the figures of tables, whose unit stands in a caption or a head."""
    if not tables and "단위" not in scanned.text:
        return scanned
    from .scan.grids import counted_by_heads, grid_figures

    taken = {quantity.span.start for quantity in scanned.quantities}
    more = [q for q in grid_figures(scanned.text, tables) if q.span.start not in taken]
    counted = counted_by_heads(scanned.quantities, tables)
    figures = sorted((*counted, *more), key=lambda quantity: quantity.span.start)
    return scanned._replace(quantities=tuple(figures))


def _torn_warning(text: str, at: int) -> str:
    around = " ".join(text[max(0, at - 16) : at + 12].split())
    return f"단위 뒤에 숫자가 붙어 있어 읽지 않았습니다(글자 순서가 뒤섞인 PDF일 수 있음): {around}"
