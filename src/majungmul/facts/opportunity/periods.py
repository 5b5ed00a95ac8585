"""When a call is open: which of its periods is the application's, and what its parts tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from majungmul.facts.scan.folding import unspaced
from majungmul.terms import Period

from .heads import Tables


def application(title: str, tables: Tables, periods: Sequence[Period], end: int) -> Period | None:
    """When to apply, of all `periods` of a text whose notice ends at `end`; None where it tells
    nothing. What is told in parts is put together."""
    periods = [period for period in periods if not _YEAR_ALONE.fullmatch(period.span.quote)]
    inside = [period for period in periods if period.span.start < end]
    chosen = (
        _application(title, tables, inside)
        or _application(title, tables, periods)
        or _unlabelled(tables.text, inside)
    )
    return None if chosen is None else _dated(_completed(chosen, periods), periods)


def _application(title: str, tables: Tables, periods: Iterable[Period]) -> Period | None:
    """The application period in force.

    One that a label names (접수기간 before 모집기간 before 공모기간) comes before one that only
    looks like it, and a changed or extended one before the original.
    """
    text = tables.text
    asked = [p for p in periods if p.role == "application"]
    # what is over in one place is over wherever its days are printed
    over = {_days(p) for p in asked if p.end and _is_former(tables, p)}
    ranked = [
        (_rank(text, p), i, p)
        for i, p in enumerate(asked)
        if not _is_past(title, p) and not _is_former(tables, p) and _days(p) not in over
    ]
    sure = [entry for entry in ranked if entry[0] < _UNNAMED]
    if sure:
        best = min(sure)[2]
        return _first_round(best, [p for _, _, p in ranked]) or best
    # A heading or the head of a column further up may have told that this is when to apply.
    open_ones = [p for _, _, p in ranked if _is_window(text, p)]
    open_ones.sort(key=lambda p: p.start is None and p.end is None)
    called = (p for p in open_ones if _is_asked(text, p) and p.end_kind != "to_be_announced")
    told = (p for p in open_ones if p.end and "일 미상" not in p.note)
    return next(called, None) or next(told, None) or next(iter(open_ones), None)


def _days(period: Period) -> tuple[date | None, date | None]:
    start, end = period.start, period.end
    return start.date() if start else None, end.date() if end else None


def _completed(period: Period, periods: Sequence[Period]) -> Period:
    """A period told in parts: opening, closing or hour stand elsewhere, or in the next sentence."""
    others = [p for p in periods if p is not period and p.role == "application"]
    if period.start and period.end and period.start.date() == period.end.date():
        for later in others:
            near = 0 < later.span.start - period.span.end <= _NEXT_SENTENCE
            if near and later.start is None and later.end and later.end > period.start:
                return replace(later, start=period.start)  # 접수일자 …, 접수마감일자 …
    if period.end is not None:
        same = [p for p in others if p.end and p.end.date() == period.end.date()]
        start = period.start or next((p.start for p in same if p.start), None)
        if not has_hour(period) and (timed := next((p for p in same if has_hour(p)), None)):
            period = replace(period, end=timed.end, note=timed.note)
        if start is not None and start <= (period.end or start):
            return replace(period, start=start)
    if period.start is None and period.end is None and period.end_kind in _WHILE_IT_LASTS:
        opening = [p for p in others if p.start and not p.end]
        return replace(period, start=opening[0].start) if len(opening) == 1 else period
    for other in others:
        first, second = sorted((period, other), key=lambda p: p.span.start)
        near = 0 <= second.span.start - first.span.end <= _NEXT_SENTENCE
        if near and first.start and not first.end and second.end and not second.start:
            kind = first.end_kind if first.end_kind != "date" else second.end_kind
            return replace(second, start=first.start, end_kind=kind)
    return period


def _dated(period: Period, periods: Sequence[Period]) -> Period:
    """Where applications end with the money, the programme's own days are when to apply."""
    if period.start or period.end or period.end_kind not in _WHILE_IT_LASTS:
        return period
    lasting = (
        p
        for p in periods
        if p.role == "program" and p.start and p.end and p.end_kind in _WHILE_IT_LASTS
    )
    found = next(lasting, None)
    return period if found is None else replace(found, end_kind=period.end_kind)


def has_hour(period: Period) -> bool:
    """Whether the hour of the end is printed; an end without one is told as 23:59."""
    if period.end is None or "시각 미상" in period.note:
        return False
    told = _LAST_MINUTE.search(period.span.quote) or "24:00" in period.note
    return bool(told) or (period.end.hour, period.end.minute) != (23, 59)


def _first_round(period: Period, others: Sequence[Period]) -> Period | None:
    """Of `상시(1차 모집기간: …)` the round that stands beside it."""
    if period.start or period.end or period.end_kind != "rolling":
        return None
    beside = (p for p in others if 0 < p.span.start - period.span.end <= _BESIDE and p.end)
    return next(beside, None)


def _unlabelled(text: str, periods: Iterable[Period]) -> Period | None:
    """A period that only what stands around it, or how it ends, tells to be that of the call."""
    told = (p for p in periods if p.role == "other" and _is_among_steps(text, p))
    ending = (p for p in periods if p.end_kind in ("until_funds", "until_filled"))
    called = (p for p in periods if p.role == "other" and p.end and _is_of_call(text, p))
    return next(told, None) or next(ending, None) or next(called, None)


def _is_of_call(text: str, period: Period) -> bool:
    """Where nothing says when to apply, it is as long as the call stands: `공고기한`."""
    before = text[max(0, period.span.start - 30) : period.span.start]
    return re.search(rf"공고\s?{_TIME}{_BEHIND}", before) is not None


def _is_among_steps(text: str, period: Period) -> bool:
    start, end = period.span.start, period.span.end
    before = text[max(0, start - 90) : start]
    own = before.rsplit("\n", 1)[-1]
    if not _BARE_TIME.search(own) or not _is_window(text, period):
        return False
    around = before.rsplit("\n", 2)[-2:-1] + text[end : end + 60].split("\n")[1:2]
    return any(_STEPS.search(line) for line in around)


def _is_past(title: str, period: Period) -> bool:
    """Of years before the one in the title: a misread year, or the period of something else."""
    year = re.search(r"20\d\d", title)
    moment = period.start or period.end
    return bool(year and moment and moment.year < int(year[0]) - 1)


def _is_former(tables: Tables, period: Period) -> bool:
    """Whether it was so before a change: by the words before it, or the head of its column."""
    start = period.span.start
    if _FORMER.search(tables.text[max(0, start - 16) : start]):
        return True
    heads = tables.heads(start)
    return heads is not None and (
        FORMER_COLUMN.search(heads.column) is not None or _OVER.search(heads.row) is not None
    )


def _rank(text: str, period: Period) -> int:
    before = unspaced(text[max(0, period.span.start - 48) : period.span.start])
    if _CHANGED.search(before):
        return 0
    for rank, pattern in enumerate(_PERIOD_LABELS, start=1):
        if pattern.search(before):
            return rank if period.end or period.end_kind != "date" else rank + _HALF
    return _UNNAMED


def _is_asked(text: str, period: Period) -> bool:
    """Whether the same line speaks of applying before it names the period."""
    line = text[text.rfind("\n", 0, period.span.start) + 1 : period.span.start][-60:]
    return re.search(r"신청|접수|모집|공모|응모|제출", line) is not None


def _is_window(text: str, period: Period) -> bool:
    """Not a day that merely stands there, such as the date of a signature."""
    start, end = period.start, period.end
    if period.end_kind != "date" or not start or not end or start.date() != end.date():
        return True
    return re.match(r".{0,6}(?:까지|마감)", text[period.span.end :][:12]) is not None


_BARE_TIME = re.compile(
    r"^\W*(?:[가-하]\.\s?)?(?:기\s{0,4}간|기\s{0,4}한|언제까지|마\s{0,4}감)\s?[:：]\s*$"
)
_LAST_MINUTE = re.compile(r"23\s?[:시]\s?59|24\s?[:시]|자정|12\s?시")
_STEPS = re.compile(
    r"^\W*(?:\d{1,2}\.\s?)?(?:신청|접수|모집|응모)(?:\s?(?:및|·|방법|안내|접수|신청)|\s*$)"
    r"|방\s{0,4}법\s?[:：][^\n]{0,30}(?:신청|접수|제출)"
)
_WHILE_IT_LASTS = ("until_funds", "until_filled", "rolling")
_UNNAMED, _HALF, _NEXT_SENTENCE, _BESIDE = 20, 10, 90, 16
_JOINT = r"(?:\s?[·ㆍ‧/,및]{1,2}\s?(?:신청|접수|제출|모집|마감))?"
_TIME = r"\s?(?:기간|기한|마감일?|일정|일시|시작|마감|일자)"
_BEHIND = r"\s?[)\]】>}]?\s?(?:\([^()\n]{0,14}\)\s?)?[:：|]?(?:[\s|*#○◦□\-:：(<>'’‘`]|<br>){0,14}$"
_PERIOD_LABELS = (
    re.compile(rf"(?:신\s?청|접\s?수)\s?(?:서|서류)?{_JOINT}{_TIME}{_BEHIND}"),
    re.compile(rf"(?:모\s?집|응모|참가|참여){_JOINT}{_TIME}{_BEHIND}"),
    re.compile(rf"(?:공모|공고){_JOINT}{_TIME}{_BEHIND}"),
    re.compile(r"(?:신청|접수)[ \t:：|(]{0,6}\Z"),
    re.compile(rf"제\s?출\s?(?:서|서류)?{_JOINT}{_TIME}{_BEHIND}"),
)
_CHANGED = re.compile(
    r"(?:(?:연장|변경)\s?(?:된|후|접수|신청|공고|기간)[^\n]{0,12}|\d[^\n→⇒➡]{0,24}[→⇒➡]"
    r"|(?:연장|변경)\s?[:：)])\s?[^\n\d]{0,8}$"
)
_YEAR_ALONE = re.compile(r"\W*20\d\d\s?년\s?(?:도)?\s?(?:부터|이후)?\W*")  # 2026년부터 신청 가능
# what was so before, and what is asked before the call
_OVER = re.compile(r"\((?:접수|모집)?(?:완료|종료|마감)\)")
_FORMER = re.compile(r"(?:기존|당초|변경\s?전|종전|수요\s?조사)\s?[)\]:：(]{0,2}\s?[’'‘`]?$")
FORMER_COLUMN = re.compile(r"^\W*(?:당초|기존|종전|현행|(?:변경|정정|수정|바로잡기)전)")
