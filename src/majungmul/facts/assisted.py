"""A language model as a second reader of claims: it points, the grammar reads.

Off unless asked for; whoever asks brings the way to ask (`Ask`). The model is given the text and
may only say where a figure stands and what it measures. The figure itself is read by our own
scanner from the text, so no number comes from the model; a claim whose quote does not stand in
the text, holds no figure or several, or names a measure the list does not know or the unit does
not fit, is thrown away.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from majungmul.reference import vocabulary
from majungmul.terms import Quantity, Span, Statement, StatementPeriod, Subject

from .reading import quantities

if TYPE_CHECKING:
    from majungmul.documents import Document

CONFIDENCE = 0.5  # of a claim that the grammar did not find itself
LONGEST = 24_000  # characters sent at once
STATUSES = ("actual", "planned", "target")
KINDS = ("program", "organization")

Ask = Callable[[str, str], str]  # (instructions, text) -> the model's answer


class AssistantError(Exception):
    """The model could not be asked; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Added:
    """The claims that stood the test, and how many were thrown away."""

    statements: tuple[Statement, ...]
    refused: int


def statements(
    document: Document, published: date | None, known: Iterable[Statement], ask: Ask
) -> Added:
    """Claims of `document` beyond those `known`. Raises AssistantError from `ask`."""
    text = document.text[:LONGEST]
    figures = quantities(text)
    taken = {s.quantity.span.start for s in known}
    found: dict[int, Statement] = {}
    refused = 0
    for claim in _claims(ask(instructions(published), text)):
        statement = checked(claim, text, figures)
        if statement is None:
            refused += 1
        elif statement.quantity.span.start not in taken:
            found.setdefault(statement.quantity.span.start, statement)
    return Added(tuple(found[start] for start in sorted(found)), refused)


def checked(claim: Mapping[str, Any], text: str, figures: Iterable[Quantity]) -> Statement | None:
    """The claim as a statement where everything it says of the text is so; else None."""
    span = _standing(claim.get("quote"), text)
    measure = vocabulary.measures().get(str(claim.get("measure")))
    if span is None or measure is None or claim.get("status") not in STATUSES:
        return None
    named = [f for f in figures if f.span.start < span.end and span.start < f.span.end]
    if len(named) != 1 or named[0].unit not in measure.extra["units"]:
        return None
    return Statement(
        named[0],
        measure.code,
        subject=_subject(claim.get("subject"), text),
        period=_period(claim.get("period")),
        status=claim["status"],
        confidence=CONFIDENCE,
    )


def instructions(published: date | None) -> str:
    """What the model is told: the shape of its answer and the measures there are."""
    measures = "\n".join(f"- {item.code}: {item.ko}" for item in vocabulary.measures().values())
    day = published.isoformat() if published else "모름"
    told = (files("majungmul.facts") / "data" / "assisted.txt").read_text("utf-8")
    return f"{told}발행일: {day}\n지표:\n{measures}\n"


def _claims(answer: str) -> Iterator[Mapping[str, Any]]:
    """The claims of an answer; whatever is none of the shape asked for is an empty claim."""
    try:
        told = json.loads(answer)
    except ValueError:
        yield {}
        return
    rows = told.get("claims") if isinstance(told, dict) else None
    for row in rows if isinstance(rows, list) else [{}]:
        yield row if isinstance(row, dict) else {}


def _standing(quote: object, text: str) -> Span | None:
    """Where the quote stands, once and only once."""
    if not isinstance(quote, str) or not quote.strip() or text.count(quote) != 1:
        return None
    start = text.index(quote)
    return Span(start, start + len(quote), quote)


def _subject(told: object, text: str) -> Subject | None:
    if not isinstance(told, dict) or told.get("kind") not in KINDS:
        return None
    quote = told.get("quote")
    if not isinstance(quote, str) or not quote.strip() or (start := text.find(quote)) < 0:
        return None
    return Subject(Span(start, start + len(quote), quote), quote, told["kind"])


def _period(told: object) -> StatementPeriod | None:
    """A period, where both days are days and in order."""
    if not isinstance(told, dict):
        return None
    try:
        start, end = (date.fromisoformat(str(told[side])) for side in ("start", "end"))
    except (KeyError, ValueError):
        return None
    return StatementPeriod(start, end) if start <= end else None
