"""Dates and the words between them → periods, with role, missing years and how they end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from majungmul.terms import EndKind, Period, PeriodRole, Span

from . import calendar, endings
from .dates import Moment, time_at
from .scanner import Scan

_JOIN = re.compile(
    r"\s?(?:\([^()\n]{0,12}\)\s?)?(?:부터|에서)?[\s,]{0,3}(?:~|-)\s{0,3}(?:'\s?)?$"
    r"|\s?부터\s{1,2}(?:내년\s|올해\s|다음\s?달\s|이달\s|같은\s?달\s)?$"
)
_OPEN_END = re.compile(r"[\s,]{0,3}(?:부터|이후|~|-)")
_TO = re.compile(
    r"(?:^|[\s:)\]|(.])~\s{0,2}$|공고일(?:로?부터)?\s?[~-]?\s{0,2}$|공고일(?:로?부터)?\s?~\s{0,2}$"
)
_FROM_NOTICE = re.compile(r"공고일(?:로?부터)?\s?[~-]?\s{0,2}$")
_UNTIL = re.compile(r"[\s,]{0,2}\)?\s?(?:까지|限|한(?=$|[\s)])|마감|이내|이전)")
_COUNT = re.compile(r"[,\s]{0,3}\(\s?([0-9]{1,3})\s?일간?\s?\)")
_COUNT_THEN_TIME = re.compile(r"\s?\(\s?[0-9]{1,3}\s?일간?\s?\)\s?")
_ROUND = re.compile(r"([1-9][0-9]?)차(?:\s?(?:모집|접수|신청|공모))?[^0-9\n]{0,12}$")
_SEGMENT_END = re.compile(r"[\n|]|<br|[□○◦❍▢■●ㅇ•▪]|\s[mqo]\s|(?:^|\s)-\s(?=[가-힣(])")
_LINE_STARTS = "\n|>"
_BEFORE, _AFTER = 70, 70
_SHORT = 120


class Window(NamedTuple):
    """Two printed dates that belong together; one of them may be missing."""

    start: int
    end: int
    first: Moment | None
    last: Moment | None
    from_notice: bool = False
    until: bool = False


def periods_of(scan: Scan, published: date | None) -> tuple[list[Period], list[str]]:
    """Every period of the scanned text, in order, and warnings about what was not read."""
    found: list[Period] = []
    warnings: list[str] = []
    running = next((moment.year for moment in scan.moments if moment.year), None)
    previous: Period | None = None
    for window in _windows(scan):
        for moment in (window.first, window.last):
            running = (moment.year if moment else None) or running
        around = scan.folded[_segment_start(scan.folded, window.start) : window.end]
        if endings.scrambled(around):
            warnings.append(
                f"글자 순서가 뒤섞인 기간 표기는 읽지 않았습니다: {around.strip()[:60]}"
            )
        elif period := _period(scan, window, published, running, previous):
            found.append(period)
            previous = period
    found += _wordless(scan, found, published)
    found.sort(key=lambda period: period.span.start)
    return _changed(scan.folded, found), warnings


def _windows(scan: Scan) -> Iterator[Window]:
    folded, moments, skip = scan.folded, scan.moments, False
    for index, moment in enumerate(moments):
        if skip:
            skip = False
            continue
        following = moments[index + 1] if index + 1 < len(moments) else None
        if following and following.start - moment.end < 30:
            between = folded[moment.end : following.start]
            if _JOIN.fullmatch(between) and not (
                moment.weak and following.weak and _bare(scan, moment)
            ):
                skip = True
                following = _with_late_time(folded, following)
                until = _UNTIL.match(folded, following.end)
                yield Window(
                    moment.start, until.end() if until else following.end, moment, following,
                    until=until is not None,
                )  # fmt: skip
                continue
        if window := _single(folded, moment):
            yield window


def _with_late_time(folded: str, moment: Moment) -> Moment:
    """`4월 30일(목)(30일간) 15시까지`: the hour stands behind the count of days."""
    counted = _COUNT_THEN_TIME.match(folded, moment.end) if moment.hour is None else None
    late = time_at(folded, counted.end()) if counted else None
    if late is None:
        return moment
    return moment._replace(hour=late[0], minute=late[1], end=late[2])


def _bare(scan: Scan, moment: Moment) -> bool:
    """Two pairs of digits are dates only behind a label."""
    before = scan.folded[_segment_start(scan.folded, moment.start) : moment.start]
    return moment.weekday is None and endings.role(before, "") is None


def _single(folded: str, moment: Moment) -> Window | None:
    before = folded[max(0, moment.start - 16) : moment.start]
    to = _TO.search(before)
    until = _UNTIL.match(folded, moment.end)
    if to:
        start = moment.start - len(before) + to.start()
        start += len(to[0]) - len(to[0].lstrip(" :)]|(.\n"))
        end = until.end() if until else moment.end
        from_notice = _FROM_NOTICE.search(before) is not None
        return Window(start, end, None, moment, from_notice, True)
    if moment.weak and moment.weekday is None and not until:
        return None
    if until:
        return Window(moment.start, until.end(), None, moment, until=True)
    opened = _OPEN_END.match(folded, moment.end)
    if opened:
        same_day = time_at(folded, opened.end()) if moment.hour is not None else None
        if same_day:
            hour, minute, end = same_day
            last = moment._replace(hour=hour, minute=minute, weekday=None)
            return Window(moment.start, end, moment, last)
        return Window(moment.start, opened.end(), moment, None)
    return Window(moment.start, moment.end, moment, moment)


def _segment_start(folded: str, at: int) -> int:
    floor = max(0, at - _BEFORE)
    return max(folded.rfind("\n", floor, at) + 1, floor)


def _before(folded: str, at: int, previous_end: int) -> str:
    """The words before a period: its line, or the line above where its own says nothing."""
    start = max(_segment_start(folded, at), min(previous_end, at))
    line = folded[start:at]
    if start == 0 or folded[start - 1] != "\n" or any("가" <= sign <= "힣" for sign in line):
        return line
    above = folded[max(0, start - 60) : start].rstrip(" \n|-~:")
    return above[above.rfind("\n") + 1 :] + " " + line


def _tail(folded: str, end: int, limit: int) -> str:
    tail = folded[end : min(end + _AFTER, limit)]
    stop = _SEGMENT_END.search(tail)
    return tail[: stop.start()] if stop else tail


def _period(
    scan: Scan, window: Window, published: date | None, running: int | None, previous: Period | None
) -> Period | None:
    folded = scan.folded
    before = _before(folded, window.start, previous.span.end if previous else 0)
    limit = next((m.start for m in scan.moments if m.start >= window.end), len(folded))
    tail = _tail(folded, window.end, limit)
    role = endings.role(before, tail[:40]) or _role_in_row(folded, window.start, before, previous)
    lone = window.first is window.last
    if lone and endings.is_deadline(before):
        window = window._replace(first=None)
    if role is None and (lone or not (window.until or window.last)):
        return None
    if lone and window.first and window.first.day is None:
        return None
    kind: EndKind = endings.end_kind(tail) or "date"
    if kind == "to_be_announced" and window.last is not None:
        kind = "date"
    if kind != "date" and window.last and window.last.month is None and not window.last.months:
        window = window._replace(last=None)  # "~ 2026년 예산 소진 시까지"
    if window.last is None and kind != "date":
        window = window._replace(
            end=endings.until_words_end(folded, window.end, window.end + len(tail)) or window.end
        )
    first, last = calendar.days(window.first, window.last, published, running)
    start = calendar.opening(first, window.first)
    end = calendar.closing(last, window.last)
    if window.from_notice and published:
        start = calendar.opening(published, None)
    if start and end and end < start:
        return None
    quote = Span(window.start, window.end, scan.text[window.start : window.end])
    notes = _notes(window, first, last, before, tail, role or "other", kind)
    return Period(quote, role or "other", start, end, kind, "; ".join(notes))


def _role_in_row(
    folded: str, start: int, before: str, previous: Period | None
) -> PeriodRole | None:
    """Further cells of a row, or dates of a list, are for what the first one was for."""
    if previous is None or start - previous.span.end > 30:
        return None
    between = folded[previous.span.end : start]
    return previous.role if "|" in between and "\n" not in between else None


def _notes(
    window: Window,
    first: date | None,
    last: date | None,
    before: str,
    tail: str,
    role: PeriodRole,
    kind: EndKind,
) -> list[str]:
    counted = _COUNT.match(tail)
    told: list[str | None] = []
    if (number := _ROUND.search(before[-24:])) is not None:
        told.append(f"{number[1]}차")
    if first is None and last is None:
        told.append("연도 미상")
    if window.from_notice:
        told.append("공고일부터")
    if window.last and window.last.hour is None and role == "application":
        told.append("시각 미상")
    if window.last and window.last.hour == 24:
        told.append("24:00까지로 표기됨")
    if any(m and m.day is None and (m.month or m.months) for m in (window.first, window.last)):
        told.append("일 미상")
    told.append(calendar.weekday_note(first, window.first))
    if window.last is not window.first:
        told.append(calendar.weekday_note(last, window.last))
    told.append(calendar.length_note(first, last, int(counted[1]) if counted else None))
    if role == "application" and last is not None and window.last is not None:
        told.append(calendar.closed_day_note(last))
    told += endings.notes(
        f"{before[-16:]} {tail}" if kind != "date" else f"{before[-16:]} {tail[:30]}"
    )
    return [note for note in dict.fromkeys(told) if note]


def _wordless(scan: Scan, found: Sequence[Period], published: date | None) -> list[Period]:
    """Periods told without a date: `상시`, `예산 소진 시까지`, `추후 공지`, `공고일부터 30일`."""
    folded, told = scan.folded, []
    taken = [(period.span.start, period.span.end + _AFTER) for period in found]
    reach = 0
    for word in endings.words().ending.finditer(folded):
        if word.start() < reach or any(
            s - _BEFORE <= word.start() < e and _one_line(folded, s, word.start())
            for s, e in _near(taken, word.start())
        ):
            continue
        line = _line(folded, word.start())
        reach = line[1]
        before = folded[line[0] : word.start()]
        role = endings.role(before, "")
        short = len(folded) <= _SHORT and "\n" not in folded
        if not short and (role != "application" or not _labelled(before)):
            continue
        kind = endings.end_kind(folded[word.start() : line[1]])
        if kind is None:
            continue
        start = word.start()
        end = endings.until_words_end(folded, start, line[1]) or word.end()
        quote = scan.text[start:end]
        span = Span(start, start + len(quote), quote)
        notes = endings.notes(folded[start : line[1]])
        told.append(Period(span, role or "application", None, None, kind, "; ".join(notes)))
    return told


def _near(taken: Sequence[tuple[int, int]], at: int) -> Iterator[tuple[int, int]]:
    from bisect import bisect

    index = bisect(taken, (at + _BEFORE, 0))
    yield from taken[max(0, index - 3) : index + 1]


def _one_line(folded: str, first: int, second: int) -> bool:
    low, high = sorted((first, second))
    return "\n" not in folded[low:high]


def _line(folded: str, at: int) -> tuple[int, int]:
    start = max(folded.rfind("\n", max(0, at - _BEFORE), at) + 1, at - _BEFORE, 0)
    end = folded.find("\n", at, at + _AFTER)
    return start, end if end >= 0 else min(len(folded), at + _AFTER)


def _labelled(before: str) -> bool:
    return len(before) <= 30 and endings.words().label.search(before) is not None


def _changed(folded: str, found: list[Period]) -> list[Period]:
    """Of `당초 … → 변경 …` the changed period is in force; the old one becomes `other`."""
    table = endings.words()
    for index in range(1, len(found)):
        old, new = found[index - 1], found[index]
        between = folded[old.span.end : new.span.start]
        if len(between) > 60 or old.role != "application" or not table.after.search(between):
            continue
        before = folded[max(0, old.span.start - 40) : old.span.start]
        line_break = "\n" in between
        if table.before.search(before) or "→" in between or ("연장" in between and line_break):
            note = "; ".join(filter(None, (old.note, "변경 전 기간")))
            found[index - 1] = Period(old.span, "other", old.start, old.end, old.end_kind, note)
            if new.role != "application":
                found[index] = Period(
                    new.span, "application", new.start, new.end, new.end_kind, new.note
                )
    return found
