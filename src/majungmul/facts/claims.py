"""What an article claims: whose figure, of what, when, where, done or planned."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from majungmul.documents import Document
from majungmul.terms import Quantity, Span, Statement, StatementPeriod

from . import measuring, others, status, subjects, times
from .press import Article, article
from .scanner import Scan
from .sentences import Sentence, sentences

_KINDS = frozenset(["money", "count", "percent", "point"])
_LEAST = 0.35
_SMALL = 10
_MEANS = frozenset(["budget", "award_max", "support_rate", "interest_rate"])
_OF_A_DAY = frozenset(["attendees"])
_COMPARED = re.compile(
    r"\s?(?:같은\s?기간|동기|본예산|예산|실적|같은\s?달)?\s?(?:보다|대비|에\s?비해|과\s?비교|에\s?비교|\s대비)"
)
_SAME_DAY = ("이날", "같은 날")
_ADNOMINAL = re.compile(r"[이가을를]?\ ?[가-힣]{1,5}[된한인던]\ $")


class Told(NamedTuple):
    """A statement with the role of the line it stands in."""

    statement: Statement
    role: str


def statements_of(
    document: Document, scan: Scan, published: date | None, own: Article | None = None
) -> list[Statement]:
    """The claims of `document` about its own matter, each figure once."""
    told = list(_tell(scan, own or article(document), published))
    return _once(told)


def _tell(scan: Scan, own: Article, published: date | None) -> Iterator[Told]:
    starts = [quantity.span.start for quantity in scan.quantities]
    context = _Context(scan, published)
    for sentence in sentences(scan.folded, own):
        first = bisect_left(starts, sentence.start)
        here = []
        while first < len(starts) and starts[first] < sentence.end:
            if scan.quantities[first].kind in _KINDS:
                here.append(scan.quantities[first])
            first += 1
        context.enter(sentence)
        if not here:
            continue
        for quantity, measured in zip(
            here, measuring.measures(sentence.text, sentence.start, here), strict=True
        ):
            if (
                measured is not None
                and measured.confidence >= _LEAST
                and not others.is_other(
                    sentence.text,
                    quantity.span.start - sentence.start,
                    quantity.span.end - sentence.start,
                    quantity,
                    measured.measure,
                )
            ):
                yield Told(context.state(sentence, quantity, measured), sentence.role)


def _is_ahead(period: StatementPeriod | None, today: date | None) -> bool:
    """Whether the whole period lies after the day of publication."""
    if period is None or today is None or period.end is None or period.end <= today:
        return False
    return period.start is None or period.start > today


class _Context:
    """What earlier sentences leave to later ones: the subject, the place, the time."""

    def __init__(self, scan: Scan, published: date | None) -> None:
        self.scan, self.published = scan, published
        self.main: subjects.Named | None = None
        self.named: list[subjects.Named] = []
        self.carried: subjects.Named | None = None
        self.place: str | None = None
        self.paragraph = -1
        self.times: list[times.Mention] = []
        self.time: times.Mention | None = None  # of the paragraph, or a stretch that goes on
        self.fresh = False  # whether that time was told in this paragraph
        self.day: times.Mention | None = None
        self.headline: times.Mention | None = None
        self.compared: times.Mention | None = None  # 전년보다: what a figure is held against

    def enter(self, sentence: Sentence) -> None:
        if self.times:
            self.time, self.fresh = self.times[-1], True
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
            self.fresh = False
        if self.named:
            self.carried = self.named[-1]
        self.named = subjects.find(self.scan.text, self.scan.folded, sentence.start, sentence.end)
        if self.main is None:
            self.main = next((n for n in self.named if n.subject.kind == "organization"), None)
        self.place = self.place or next((n.place for n in self.named if n.place), None)
        self.times, self.compared = [], None
        for mention in times.mentions(sentence.text, self.published):
            if mention.kind == "day":
                again = sentence.text.startswith(_SAME_DAY, mention.start)
                self.day = self.day if again and self.day else mention
            elif not _COMPARED.match(sentence.text, mention.end):
                self.times.append(mention)
                if sentence.role == "head" and self.headline is None:
                    self.headline = mention
            else:
                self.compared = mention

    def state(
        self, sentence: Sentence, quantity: Quantity, measured: measuring.Measured
    ) -> Statement:
        start, end = quantity.span.start - sentence.start, quantity.span.end - sentence.start
        if measuring.is_fall(sentence.text, end, measured.measure):
            quantity = replace(quantity, value=-quantity.value)
        period = self._period(sentence, start, end, quantity, measured.measure)
        today = self.published
        ahead = _is_ahead(period, today)
        means = measured.measure in _MEANS
        told = status.status(sentence.text, start, end, ahead, means)
        if ahead and not self.times and not self.fresh:
            # a coming year that an earlier paragraph spoke of is not that of a thing done
            told = status.status(sentence.text, start, end, False, means)
            period = None if told == "actual" else period
        named = self._subject(quantity.span.start)
        return Statement(
            quantity,
            measured.measure,
            named.subject if named else None,
            period,
            (named.place if named else None) or self.place,
            told,
            measured.confidence,
        )

    def _period(
        self, sentence: Sentence, start: int, end: int, quantity: Quantity, measure: str
    ) -> StatementPeriod | None:
        if measure in _OF_A_DAY and self.day:
            return self.day.period
        here = self.times
        near = [*here, *([self.compared] if self.compared else [])]
        if measure == "budget_change" and (here or self.compared):
            return _hull([mention.period for mention in near])
        behind = next((m for m in near if 0 <= m.start - end <= 14), None)
        if behind and _ADNOMINAL.match(sentence.text[end : behind.start]):
            return behind.period
        told = next((m for m in reversed(here) if m.start < start or m.kind == "day_from"), None)
        if told and measure.endswith("_growth"):
            told = max((m for m in here if m.start < start), key=_last_day, default=told)
        if quantity.span.quote.startswith("매"):
            if told is None:
                return None
            return StatementPeriod(told.period.start, None) if told.kind == "from" else told.period
        chosen = told or self.time or self.headline
        return chosen.period if chosen else None

    def _subject(self, start: int) -> subjects.Named | None:
        before = [named for named in self.named if named.subject.span.start < start]
        programs = [named for named in before if named.subject.kind == "program"]
        if programs:
            return programs[-1]
        return before[0] if before else self.carried or self.main


def _last_day(mention: times.Mention) -> date:
    return mention.period.end or date.min


def _hull(periods: list[StatementPeriod]) -> StatementPeriod:
    starts = [period.start for period in periods if period.start]
    ends = [period.end for period in periods if period.end]
    return StatementPeriod(min(starts, default=None), max(ends, default=None))


def _once(told: list[Told]) -> list[Statement]:
    """One statement for each figure: the body's, with headline and captions as further places."""
    order = {"body": 0, "head": 1, "caption": 2}
    kept: dict[tuple[object, ...], tuple[Statement, list[Span]]] = {}
    for statement, _ in sorted(told, key=lambda item: order[item.role]):
        quantity = statement.quantity
        key: tuple[object, ...] = (quantity.value, quantity.upper, quantity.unit)
        if quantity.kind == "count" and quantity.value < _SMALL:
            key = (*key, statement.measure)  # small numbers recur by chance
        if key in kept:
            kept[key][1].append(quantity.span)
        else:
            kept[key] = (statement, [])
    once = (replace(statement, also=tuple(also)) for statement, also in kept.values())
    return sorted(once, key=lambda statement: statement.quantity.span.start)
