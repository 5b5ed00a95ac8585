"""What an article claims: whose figure, of what, when, where, done or planned."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from majungmul.documents import Document
from majungmul.terms import Quantity, Span, Statement, StatementPeriod, Status

from . import measuring, others, status, subjects, times
from .press import Article, article
from .scanner import Scan
from .sentences import Sentence, sentences

_KINDS = frozenset(["money", "count", "percent", "point"])
_LEAST, _WEAK = 0.35, 0.62
_SMALL = 10
_MEANS = frozenset(["budget", "award_max", "support_rate", "interest_rate"])
_OF_A_DAY = frozenset(["attendees"])
_AGAINST = re.compile(
    r"(?:\ ?[가-힣]{1,6})?\ ?[0-9][0-9,.만억조천\ ]*[가-힣]{0,4}"
    r"(?:보다|\ ?대비|에\ 비해|과\ 비교|에서\ )"
)
_SHARES = re.compile(
    r"(?:분야|부문|항목|사업|세부|재원|용도|단계|유형)(?:별로?|적으로)|이\ (?:가운데|중)"
)
_IN_ALL = re.compile(r"(?:등|순)이다[.\"]?\s*$")
_SET = re.compile(r"[^,.]{0,12}(?:잡았|정했|짰|책정|편성|배정|반영|담았|담겼)")
_SAME = re.compile(r"이는\ |당초\ |[^.]{0,12}목표")
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
        self.beside: list[times.Mention] = []  # 지난해 415억 원보다: the time of that figure alone
        self.last: dict[str, Statement] = {}  # the latest of each unit that is no comparison

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
        self.times, self.compared, self.beside = [], None, []
        for mention in times.mentions(sentence.text, self.published):
            if mention.kind == "day":
                again = sentence.text.startswith(_SAME_DAY, mention.start)
                self.day = self.day if again and self.day else mention
            elif _AGAINST.match(sentence.text, mention.end):
                self.beside.append(mention)
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
        last = self.last.get(quantity.unit)
        if last and measured.confidence < _WEAK and _SAME.match(sentence.text):
            measured = measured._replace(measure=last.measure)
        if measuring.is_fall(sentence.text, end, measured.measure):
            quantity = replace(quantity, value=-quantity.value)
        period = self._period(sentence, start, end, quantity, measured.measure)
        today = self.published
        ahead = _is_ahead(period, today)
        means = measured.measure in _MEANS
        told = status.status(sentence.text, start, end, ahead, means)
        if ahead and not self.times and not self.fresh and not _SET.match(sentence.text, end):
            # a coming year that an earlier paragraph spoke of is not that of a thing done
            told = status.status(sentence.text, start, end, False, means)
            period = None if told == "actual" else period
        if measured.measure == "budget_change":
            told = _of_change(period, last, today, told)
        if last and measured.measure in _MEANS and not self.times and _is_share(sentence.text):
            told, period = last.status, last.period
        named = self._subject(quantity.span.start)
        stated = Statement(
            quantity,
            measured.measure,
            named.subject if named else None,
            period,
            (named.place if named else None) or self.place,
            told,
            measured.confidence,
        )
        compared = sentence.text.startswith(("보다", "에서", " 대비"), end)
        if not compared and measured.measure != "budget_change":
            self.last[quantity.unit] = last if last and _is_share(sentence.text) else stated
        return stated

    def _period(
        self, sentence: Sentence, start: int, end: int, quantity: Quantity, measure: str
    ) -> StatementPeriod | None:
        if measure in _OF_A_DAY and self.day:
            return self.day.period
        here = sorted([*self.times, *self.beside]) if self.beside else self.times
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
        if told in self.beside and not _AGAINST.match(sentence.text, told.end, end + 6):
            told = next((m for m in reversed(self.times) if m.start < start), None)
        chosen = told or self.time or self.headline
        return chosen.period if chosen else None

    def _subject(self, start: int) -> subjects.Named | None:
        before = [named for named in self.named if named.subject.span.start < start]
        programs = [named for named in before if named.subject.kind == "program"]
        if programs:
            return programs[-1]
        return before[0] if before else self.carried or self.main


def _of_change(
    period: StatementPeriod | None, last: Statement | None, today: date | None, told: Status
) -> Status:
    """The status of a change of a budget: that of the budget it leads to."""
    if period and period.end and today and period.end.year > today.year:
        return "planned"
    return last.status or told if last and last.measure == "budget" else told


def _is_share(sentence: str) -> bool:
    """Whether a sentence divides the sum told before it: `분야별로는 …`, `… 등이다`."""
    return _SHARES.match(sentence.lstrip()) is not None or _IN_ALL.search(sentence) is not None


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
    finer: dict[tuple[object, ...], tuple[object, ...]] = {}  # a figure cut down to two digits
    for statement, role in sorted(told, key=lambda item: order[item.role]):
        quantity = statement.quantity
        key: tuple[object, ...] = (quantity.value, quantity.upper, quantity.unit)
        if quantity.kind == "count" and quantity.value < _SMALL:
            key = (*key, statement.measure)  # small numbers recur by chance
        if role == "head" and key not in kept:
            key = finer.get((_cut(quantity.value), quantity.unit, statement.measure), key)
        if key in kept:
            kept[key][1].append(quantity.span)
        else:
            kept[key] = (statement, [])
            finer.setdefault((_cut(quantity.value), quantity.unit, statement.measure), key)
    once = (replace(statement, also=tuple(also)) for statement, also in kept.values())
    return sorted(once, key=lambda statement: statement.quantity.span.start)


def _cut(value: Decimal) -> Decimal:
    """`value` cut down to its first two digits: what a headline leaves of it."""
    place = Decimal(10) ** max(0, value.adjusted() - 1) if value else Decimal(1)
    return value // place * place
