"""Which of the times that an article tells belongs to a figure."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from majungmul.terms import Quantity, StatementPeriod

from . import stretches, times
from .sentences import Sentence

_OF_A_DAY = frozenset(["attendees"])
_AGAINST = re.compile(
    r"도?(?:\ ?(?!지난해|올해|작년|내년)[가-힣]{1,6})?"
    r"\ ?(?:\((?:[가-힣]{2,4}\ )?)?[0-9][0-9,.:대만억조천\ ]*[가-힣]{0,4}(?:\)\ ?)?"
    r"(?:보다|\ ?대비|에\ 비해|[과와]\ 비교|[과와에]\ 견"
    r"|에서(?=\ (?:[가-힣]{1,6}\ )?(?:약\ )?[0-9]))"
)
_COMPARED = re.compile(
    r"\s?(?:같은\s?기간|동기|본예산|예산|같은\s?달|(?:[가-힣A-Za-z]{1,8}\s){0,4}(?:실적|수준|기록))?\s?"
    r"(?:보다|대비|에\s?비해|과\s?비교|에\s?비교|[과와]\s(?:같은|동일|비슷|마찬가지)|[과와에]\s견|\s대비|의\s[0-9.]+배)"
)
_FAR = 30
_BUDGET_OF = re.compile(r"\ ?(?:도\ )?(?:본예산|예산안|예산|추경)에")
_YEARLY = re.compile(r"연간\ (?:약\ |총\ )?$")
_REPORTED = re.compile(
    r"\ (?:[가-힣A-Za-z·]{1,12}\ ){0,2}[가-힣A-Za-z·()]{1,16}(?:에|의\ 집계에)\ 따르면"
)
_SAME_DAY = ("이날", "같은 날")
_ADNOMINAL = re.compile(r"[이가을를]?\ ?[가-힣]{1,5}[된한인던]\ $|\ ?규모의\ $")


class Dated(NamedTuple):
    """The days of a figure, and whether its sentence, or its paragraph before it, tells them."""

    period: StatementPeriod | None
    here: bool


class Clock:
    """The times told so far, and those of the sentence at hand."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.times: list[times.Mention] = []
        self.compared: times.Mention | None = None  # 전년보다: what a figure is held against
        self.beside: list[times.Mention] = []  # 지난해 415억 원보다: the time of that figure alone
        self._paragraph, self._text = -1, ""
        self._time: times.Mention | None = None  # of the paragraph, or a stretch that goes on
        self._stretch: times.Mention | None = None  # the last that is more than some days
        self._fresh = False  # whether that time was told in this paragraph
        self._day: times.Mention | None = None
        self._year: int | None = None  # the last that is printed in digits
        self._headline: times.Mention | None = None

    def enter(self, sentence: Sentence) -> None:
        """Take in the times of `sentence`."""
        told = [m for m in self.times if _bracket(self._text, m) is None]
        if told:
            self._time, self._fresh = told[-1], True
            self._stretch = next((m for m in reversed(told) if m.kind != "day_from"), self._stretch)
        self._text = sentence.text
        if sentence.paragraph != self._paragraph:
            self._paragraph = sentence.paragraph
            self._fresh = False
            if self._time and self._time.kind == "day_from":
                self._time = self._stretch  # the days of an event are not those of what follows
        self.times, self.compared, self.beside = [], None, []
        for mention in times.mentions(sentence.text, self.published, self._time, self._year):
            self._sort(sentence, mention)

    def _sort(self, sentence: Sentence, mention: times.Mention) -> None:
        text = sentence.text
        if mention.kind == "year" and mention.period.end:
            self._year = (mention.period.start or mention.period.end).year
        if mention.kind == "day" and _REPORTED.match(text, mention.end):
            return  # 17일 시에 따르면: when it was said
        if mention.kind == "day":
            again = text.startswith(_SAME_DAY, mention.start)
            self._day = self._day if again and self._day else mention
        elif _AGAINST.match(text, mention.end):
            self.beside.append(mention)
        elif not _COMPARED.match(text, mention.end):
            self.times.append(mention)
            if sentence.role == "head" and self._headline is None:
                self._headline = mention
        else:
            self.compared = mention

    def period(self, text: str, start: int, end: int, quantity: Quantity, measure: str) -> Dated:
        """The days of the figure at `[start, end)` of the sentence `text`."""
        if self.compared and self.compared.start < start and text.startswith("에서", end):
            return Dated(self.compared.period, True)  # 지난해와 견주면 231개사에서 53개사 늘었고
        own = self._own(text, start, end, quantity, measure)
        if own is not None:
            return Dated(own, True)
        if quantity.span.quote.startswith("매"):
            return Dated(None, False)
        chosen = self._time or self._headline
        return Dated(chosen.period, self._fresh) if chosen else Dated(None, False)

    def _year_after(self, start: int) -> StatementPeriod | None:
        """`올해 101억 원보다 늘어난 132억 원`: a sum held against a year's is the next year's."""
        held = [m for m in (*self.beside, self.compared) if m and m.end < start]
        year = _next_year(held[-1].period) if held else None
        if year is None or year.start is None:
            return None
        opens = year.start
        later = any(m.period.end and m.period.end >= opens for m in self.times)
        return None if later else year

    def _own(
        self, text: str, start: int, end: int, quantity: Quantity, measure: str
    ) -> StatementPeriod | None:
        """The days that the sentence itself tells of the figure."""
        if measure in _OF_A_DAY and self._day:
            return self._day.period
        here = sorted([*self.times, *self.beside]) if self.beside else self.times
        here = [mention for mention in here if reaches(text, mention, start)]
        near = [*here, *([self.compared] if self.compared else [])]
        if measure == "budget_change" and (self.compared or not self.times) and near:
            return _hull([mention.period for mention in near])
        behind = next((m for m in near if 0 <= m.start - end <= 14), None)
        if behind and _ADNOMINAL.match(text[end : behind.start]):
            return behind.period
        told = next((m for m in reversed(here) if m.start < start or m.kind == "day_from"), None)
        if told and measure.endswith("_growth"):
            told = max(
                (m for m in here if m in self.times and m.start < start),
                key=_last_day,
                default=None,
            )
        if quantity.span.quote.startswith("매"):
            if told is None:
                return None
            return StatementPeriod(told.period.start, None) if told.kind == "from" else told.period
        if told in self.beside and not _is_of(text, told, start):
            if year := self._year_after(start):
                return year
            told = next((m for m in reversed(here) if m in self.times and m.start < start), None)
        if told is None and measure == "budget" and (year := self._year_after(start)):
            return year
        if told and _YEARLY.search(text, max(0, start - 6), start):
            return _whole_year(told.period)  # 하반기 보증을 늘려 연간 20조원을
        told = told or next((m for m in self.times if _is_end_of(text, end, m)), None)
        return told.period if told else None


def _whole_year(stretch: StatementPeriod) -> StatementPeriod:
    day = stretch.end or stretch.start
    return stretches.years(day.year, day.year) if day else stretch


def _next_year(stretch: StatementPeriod) -> StatementPeriod | None:
    if not (stretch.start and stretch.end and stretch.start.year == stretch.end.year):
        return None
    year = stretch.end.year + 1
    return stretches.years(year, year)


def _bracket(text: str, mention: times.Mention) -> tuple[int, int] | None:
    """The brackets that hold a time with a figure of its own: `4447억원(2017년 4190억)`."""
    close, open_ = text.find(")", mention.end), text.rfind("(", 0, mention.start)
    if close < 0 or open_ < 0 or ")" in text[open_ : mention.start]:
        return None
    return (open_, close) if re.search("[0-9]", text[mention.end : close]) else None


def reaches(text: str, mention: times.Mention, start: int) -> bool:
    """Whether a time may be that of the figure at `start`: one in brackets stays in them."""
    bracket = _bracket(text, mention)
    return bracket is None or bracket[0] < start < bracket[1]


def _is_of(text: str, mention: times.Mention, start: int) -> bool:
    """Whether a time is told beside the figure at `start`, not beside one before it."""
    beside = _AGAINST.match(text, mention.end)
    return beside is not None and start < beside.end()


def _is_end_of(text: str, end: int, mention: times.Mention) -> bool:
    """`펀드를 2027년까지 조성한다`, `내년 본예산에 담았다`: the time may stand behind."""
    if text.startswith("에서", end):
        return False  # 현재 15곳에서 2030년까지 22곳으로
    between = text[end : mention.start] if end <= mention.start <= end + _FAR else "0"
    if re.search(r"[0-9.,]", between):
        return False
    return mention.kind == "until" or _BUDGET_OF.match(text, mention.end) is not None


def _last_day(mention: times.Mention) -> date:
    return mention.period.end or date.min


def _hull(periods: list[StatementPeriod]) -> StatementPeriod:
    starts = [period.start for period in periods if period.start]
    ends = [period.end for period in periods if period.end]
    return StatementPeriod(min(starts, default=None), max(ends, default=None))
