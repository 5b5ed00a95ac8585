"""Everything a document says, from one pass over its text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from majungmul.terms import Opportunity, Period, Quantity, Reading, Rule, Statement

from .periods import periods_of
from .scanner import scan

if TYPE_CHECKING:
    from majungmul.documents import Document

VERSION = "1"
_WARNINGS = 5


def quantities(text: str) -> list[Quantity]:
    """Every quantity of `text`, in order, none overlapping another."""
    return list(scan(text).quantities)


def periods(text: str, published: date | None = None) -> list[Period]:
    """Every period of `text`, in order. Missing years are told from `published`."""
    return periods_of(scan(text), published)[0]


def statements(document: Document, published: date | None = None) -> list[Statement]:
    """What `document` claims of its own matter. 올해 counts from `published`."""
    from .statements import statements_of

    return statements_of(document, scan(document.text), published or document.published)


def rule(
    document: Document, published: date | None = None, home_region: str | None = None
) -> Rule | None:
    """Who may apply, as a rule; None where the text says nothing of it."""
    from .rule import rule as read_rule

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
    from .press import article
    from .statements import statements_of

    published = published or document.published
    scanned = scan(document.text)
    found, warnings = periods_of(scanned, published)
    warnings += [_torn_warning(document.text, at) for at in scanned.torn[:_WARNINGS]]
    own = article(document)
    figures = scanned.quantities
    if own.pressed:
        figures = tuple(q for q in figures if own.role_at(q.span.start))
        found = [period for period in found if own.role_at(period.span.start)]
    read_rule, call = _call(document, published, home_region, figures, tuple(found))
    return Reading(
        title=document.title,
        published=published,
        quantities=figures,
        periods=tuple(found),
        statements=() if call else tuple(statements_of(document, scanned, published, own)),
        rule=read_rule,
        opportunity=call,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _torn_warning(text: str, at: int) -> str:
    around = " ".join(text[max(0, at - 16) : at + 12].split())
    return f"단위 뒤에 숫자가 붙어 있어 읽지 않았습니다(글자 순서가 뒤섞인 PDF일 수 있음): {around}"


def _call(
    document: Document,
    published: date | None,
    figures: tuple[Quantity, ...],
    found: tuple[Period, ...],
) -> tuple[Rule | None, Opportunity | None]:
    """Rule and summary, for a document that looks like a call."""
    from .opportunity import is_call
    from .opportunity import opportunity as summarize
    from .rule import rule as read_rule

    if not is_call(document):
        return None, None
    return read_rule(document, published), summarize(document, published, figures, found)
