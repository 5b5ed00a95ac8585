"""A text with what was found in it marked: in colour on a terminal, or as one HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from majungmul.terms.marking import marked

from .output import console, say

if TYPE_CHECKING:
    from majungmul.documents import Document
    from majungmul.terms import Condition, Quantity, Reading, Span


class Fact(NamedTuple):
    """One line of the table of facts: where it stands, what kind it is, what it says."""

    span: Span
    kind: str
    says: str


COLOURS = {"quantity": "yellow", "period": "cyan", "condition": "green", "unread": "red"}
NAMES = {
    "quantity": ("수량", "quantity"),
    "period": ("기간", "period"),
    "condition": ("요건", "condition"),
    "unread": ("읽지 못한 요건", "unread"),
}


def facts(reading: Reading) -> list[Fact]:
    """Every fact with a place, in order of the text; a statement shows beside its quantity."""
    return sorted(_facts(reading), key=lambda fact: (fact.span.start, fact.span.end))


def _facts(reading: Reading) -> Iterator[Fact]:
    from majungmul.terms import Unread, conditions

    claims = {statement.quantity.span: statement for statement in reading.statements}
    for quantity in reading.quantities:
        statement = claims.get(quantity.span)
        claim = f" · {statement.measure} ({statement.status})" if statement else ""
        yield Fact(quantity.span, "quantity", _quantity(quantity) + claim)
    for period in reading.periods:
        ends = [
            f"{moment:%Y-%m-%d %H:%M}" if moment else "" for moment in (period.start, period.end)
        ]
        says = f"{period.role} {ends[0]} ~ {ends[1]} {period.end_kind} {period.note}".strip()
        yield Fact(period.span, "period", says)
    for condition in conditions(reading.rule) if reading.rule is not None else ():
        if condition.span is not None:
            kind = "unread" if isinstance(condition, Unread) else "condition"
            yield Fact(condition.span, kind, _condition(condition))


def _quantity(quantity: Quantity) -> str:
    value = (
        f"{quantity.value:,f}".rstrip("0").rstrip(".")
        if quantity.value % 1
        else f"{quantity.value:,.0f}"
    )
    upper = f" ~ {quantity.upper:,.0f}" if quantity.upper is not None else ""
    return f"{value}{upper} {quantity.unit} ({quantity.bound})"


def _condition(condition: Condition) -> str:
    from majungmul.terms import rule_to_json

    body = rule_to_json(condition)
    keep = (body.get("field"), body.get("op"), body.get("value"), body.get("min"), body.get("max"))
    return " ".join(str(part) for part in keep if part not in (None, []))


def print_marked(document: Document, reading: Reading) -> None:
    """The text in colour and a table of facts, on stdout."""
    from rich.rule import Rule as Line
    from rich.table import Table
    from rich.text import Text

    out = console()
    out.print(Line(Text(reading.title or document.name)))
    text = Text(document.text)
    found = facts(reading)
    for fact in found:
        text.stylize(f"bold {COLOURS[fact.kind]}", fact.span.start, fact.span.end)
    out.print(text)
    table = Table()
    for heading in (
        say("위치", "at"),
        say("갈래", "kind"),
        say("문구", "quote"),
        say("뜻", "reads"),
    ):
        table.add_column(heading)
    for fact in found:
        quote = " ".join(fact.span.quote.split())
        table.add_row(
            f"{fact.span.start}–{fact.span.end}",
            Text(say(*NAMES[fact.kind]), style=COLOURS[fact.kind]),
            Text(quote if len(quote) <= 60 else quote[:59] + "…"),
            Text(fact.says),
        )
    out.print(table)
    for warning in (*document.warnings, *reading.warnings):
        out.print(Text(f"! {warning}", style="yellow"))


STYLE = """
:root{color-scheme:light dark}
body{font:17px/1.7 "Pretendard GOV",Pretendard,"Noto Sans KR",system-ui,sans-serif;margin:0;
display:grid;grid-template-columns:minmax(0,3fr) minmax(20rem,2fr)}
main,aside{padding:1.5rem;height:100vh;overflow:auto;box-sizing:border-box}
pre{white-space:pre-wrap;font:inherit}mark{border-radius:3px;padding:0 .1em;color:#111}
.quantity{background:#ffe58f}.period{background:#9fe6f5}.condition{background:#b7eb8f}
.unread{background:#ffb3ad}mark:target{outline:3px solid #1d56bc}
table{border-collapse:collapse;width:100%}
td,th{text-align:left;padding:.3rem;border-bottom:1px solid}
@media(max-width:60rem){body{display:block}main,aside{height:auto}}
"""


def html_page(document: Document, reading: Reading) -> str:
    """One self-contained page on which each fact of the table points at its place in the text."""
    found = facts(reading)
    rows = "".join(
        f'<tr><td><a href="#s{fact.span.start}-{fact.span.end}">{escape(fact.span.quote)}</a></td>'
        f"<td>{escape(say(*NAMES[fact.kind]))}</td><td>{escape(fact.says)}</td></tr>"
        for fact in found
    )
    marks = (
        (at.start, at.end, f'class="{kind}" id="s{at.start}-{at.end}"')
        for at, kind, _ in {fact.span: fact for fact in reversed(found)}.values()
    )
    text = marked(document.text, marks)
    title = escape(reading.title or document.name)
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in (say("문구", "Quote"), say("갈래", "Kind"), say("뜻", "Reads"))
    )
    warnings = "".join(f"<p>⚠ {escape(w)}</p>" for w in (*document.warnings, *reading.warnings))
    return (
        f'<!doctype html><html lang="{say("ko", "en")}"><meta charset="utf-8">'
        f"<title>{title}</title>"
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
        f"<main><h1>{title}</h1><pre>{text}</pre></main>"
        f"<aside><h2>{say('읽은 것', 'Facts')}</h2>{warnings}"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></aside></html>\n"
    )
