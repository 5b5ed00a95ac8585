"""What an article claims: whose figure, of what, when, where, done or planned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from majungmul.documents import Document
from majungmul.facts.scan.scanner import Scan
from majungmul.terms import Quantity, Span, Statement

from . import measuring, others, outright, status
from .context import Context
from .press import Article, article
from .sentences import Sentence, sentences

_KINDS = frozenset(["money", "count", "percent", "point"])
_LEAST, _WEAK, _SURE = 0.5, 0.62, 0.75
_REACHED = frozenset(["companies_selected", "companies_supported"])
_SMALL, _MANY = 10, 1000
_LENT = frozenset(["loans", "guarantees", "fund_size"])
_TOLD = 0.5  # what a headline alone has to tell
_UNSAID = outright.Measured("", 0.0)


class Told(NamedTuple):
    """A statement with the role of the line it stands in."""

    statement: Statement
    role: str
    bare: bool = False  # whether the line says nothing by a verb


def statements_of(
    document: Document, scan: Scan, published: date | None, own: Article | None = None
) -> list[Statement]:
    """The claims of `document` about its own matter, each figure once."""
    told = list(_tell(scan, own or article(document), published))
    return _once(told)


def _tell(scan: Scan, own: Article, published: date | None) -> Iterator[Told]:
    starts = [quantity.span.start for quantity in scan.quantities]
    context, background = Context(scan, published), -1
    for sentence in sentences(scan.folded, own):
        first = bisect_left(starts, sentence.start)
        last = bisect_left(starts, sentence.end, first)
        here = [q for q in scan.quantities[first:last] if _is_figure(q)]
        context.enter(sentence)
        strangers = others.strangers_from(sentence.text)
        if strangers is None and context.speakers.place and others.is_of_all(sentence.text):
            strangers = 0
        if strangers is not None:
            # what follows a claim of its own goes on about that: `일자리가 생겨 실업률이 낮아졌다`
            own_first = any(q.span.start < sentence.start + strangers for q in here)
            background = background if own_first else sentence.paragraph
        elif background == sentence.paragraph and not context.speakers.named:
            continue  # a sentence that goes on about them
        if strangers is not None:
            here = [q for q in here if q.span.start <= sentence.start + strangers]
        for quantity, measured in _measured(sentence, here, context):
            unsaid = measured.confidence < _LEAST  # another place may tell what it is
            said = None if unsaid else context.state(sentence, quantity, measured)
            told = said or Statement(quantity, "", confidence=0.0)
            yield Told(told, sentence.role, status.is_bare(sentence.text))


def _is_figure(quantity: Quantity) -> bool:
    """Whether a quantity may be claimed: counts in native words (`두 곳`) are told by the way."""
    if quantity.kind not in _KINDS:
        return False
    return quantity.kind != "count" or any(map(str.isdigit, quantity.span.quote))


def _measured(
    sentence: Sentence, here: list[Quantity], context: Context
) -> Iterator[tuple[Quantity, outright.Measured]]:
    """The figures of a sentence that the article claims, with what they measure."""
    if not here:
        return
    found = measuring.measures(sentence.text, sentence.start, here)
    for quantity, measured in zip(here, found, strict=True):
        told = context.carry_on(sentence, quantity, measured)
        own = sentence.role == "head" or context.speakers.is_of_firm
        if told is None:
            yield quantity, _UNSAID
        if told is None or not told.measure:
            continue
        start, end = quantity.span.start - sentence.start, quantity.span.end - sentence.start
        if not others.is_other(sentence.text, start, end, quantity, told.measure, own):
            yield quantity, told


def _once(told: list[Told]) -> list[Statement]:
    """One statement for each figure: the body's, with headline and captions as further places.

    A caption says nothing that is not told elsewhere.
    """
    order = {"body": 0, "head": 1, "caption": 2}
    kept: dict[tuple[object, ...], tuple[Statement, list[Span]]] = {}
    near: dict[tuple[object, ...], tuple[object, ...]] = {}  # by what a headline leaves of a figure
    bodies = (one.statement for one in told if one.role == "body" and one.statement.measure)
    lead = next((statement.status for statement in bodies), None)
    for statement, role, bare in sorted(told, key=lambda item: (order[item.role], item.bare)):
        quantity = statement.quantity
        key = _key(statement, kept)
        short = (quantity.value, quantity.upper, quantity.kind)
        cut = (_cut(quantity.value), quantity.unit)
        if role == "head" and key not in kept:
            key = near.get(short, near.get(cut, near.get((quantity.value, "about"), key)))
        if key in kept:
            first, also = kept[key]
            also.append(quantity.span)
            if first.confidence < _WEAK and statement.confidence >= _SURE:
                sure = statement.measure, statement.confidence
                first = replace(first, measure=sure[0], confidence=sure[1])
            elif first.period is None and statement.measure == first.measure:
                first = replace(first, period=statement.period)
            kept[key] = (first, also)
        elif role != "caption" and statement.confidence >= (_TOLD if role == "head" else _LEAST):
            if role == "head" and bare and lead and statement.status == "actual":
                lead_on = "planned" if lead == "target" else lead
                statement = replace(
                    statement, status=lead_on
                )  # `… 50억 원 투입`: the body says when
            kept[key] = (statement, [])
            near.setdefault(short, key)
            near.setdefault(cut, key)
            if quantity.kind == "money":  # 40억 of 39억 2200만 원
                near.setdefault((_rounded(quantity.value), "about"), key)
            if quantity.value >= _MANY:  # 1만4000명 of 1만3759명
                near.setdefault((_rounded(quantity.value, 2), "about"), key)
    once = (replace(statement, also=tuple(also)) for statement, also in kept.values())
    return sorted(once, key=lambda statement: statement.quantity.span.start)


def _key(
    statement: Statement, kept: Mapping[tuple[object, ...], tuple[Statement, list[Span]]]
) -> tuple[object, ...]:
    """What tells a figure from others: its value, and where two are surely of two things, these."""
    quantity = statement.quantity
    key = (quantity.value, quantity.upper, quantity.unit)
    small = quantity.kind == "count" and quantity.value < _SMALL  # these recur by chance
    first = kept.get(key)
    another = first is not None and first[0].measure != statement.measure
    if first is not None and statement.measure == "budget" and first[0].measure in _LENT:
        another = False  # what is put in to be lent is told once
    if (
        first is not None
        and quantity.kind == "count"
        and quantity.value % 10
        and quantity.value > _MANY
    ):
        another = False  # such a number does not recur by chance
    if first is not None and {statement.measure, first[0].measure} <= _REACHED:
        another = False  # the firms chosen are those supported
    if small or (another and statement.confidence >= _SURE):
        return (*key, statement.measure)
    return key


def _rounded(value: Decimal, digits: int = 1) -> Decimal:
    """`value` rounded to its first digit, or its first two."""
    scale = value.adjusted() - digits + 1 if value else 0
    return Decimal(round(value.scaleb(-scale))).scaleb(scale)


def _cut(value: Decimal) -> Decimal:
    """`value` cut down to its first two digits: what a headline leaves of it."""
    place = Decimal(10) ** max(0, value.adjusted() - 1) if value else Decimal(1)
    return value // place * place
