"""Dates and the words between them → periods, with role, missing years and how they end."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from majungmul.facts.scan import dates
from majungmul.facts.scan.folding import unspaced
from majungmul.facts.scan.scanner import Scan
from majungmul.terms import EndKind, Period, PeriodRole, Span

from . import calendar, endings, english, no_period, sequences
from .roles import Roles
from .windows import Window, line_start, windows, with_late_hour
from .wordless import wordless

_COUNT = re.compile(r"[,\s]{0,3}\(\s?([0-9]{1,3})\s?일간?\s?\)")
_REPEATED = re.compile(r"(매월|매달|매주|매분기|매 분기|매년|격월|[홀짝]수\s?달)[^0-9\n~:,)]{0,6}$")
_ROUND = re.compile(r"([1-9][0-9]?)차(?:\s?(?:모집|접수|신청|공모))?[^0-9\n]{0,12}$")
_SEGMENT_END = re.compile(
    r"[\n|]|<br(?!>(?:<br>)?\s?[※*(])|[□○◦❍▢■●ㅇ•▪]|\s[mqo]\s|(?:^|\s)-\s(?=[가-힣(])"
)
_AFTER = 70
_LASTS = re.compile(
    r"\s?(?:(?:에\s|부터\s|자로\s)?(?:[가-힣]{2,4}[을를이가]\s)?(?:시작|개강|개시|개막)[가-힣]{0,3},?\s)?"
    r"(?:총\s?|약\s)?(?:([0-9]{1,3}|[한두석넉])\s?(일|주|개월|달)(?:일?간|\s?동안)"
    r"|(이틀|사흘|나흘|닷새|일주일|열흘|보름)\s?(?:간|동안))"
)
_OF_AN_APPLICANT = re.compile(r"\s?(?:중|에|의|말|기준)?\s?(?:수출|매출|고용|채용|실적|영업|판매)")
_PLANNED = re.compile(r"\s?예상|\s?(?:중|경|께)?에?\s?(?:[가-힣]{2,6}\s){0,2}[가-힣]{1,4}\s예정")
_COUNTED = {"한": 1, "두": 2, "석": 3, "넉": 4}
_SPOKEN_DAYS = {"이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "일주일": 7, "열흘": 10, "보름": 15}


def periods_of(scan: Scan, published: date | None) -> tuple[list[Period], list[str]]:
    """Every period of the scanned text, in order, and warnings about what was not read."""
    found: list[Period] = []
    warnings: list[str] = []
    running = next((moment.year for moment in scan.moments if moment.year), None)
    previous: Period | None = None
    roles = Roles(scan.folded)
    if published is not None and (told := dates.spoken(scan.folded, published)):
        scan = scan._replace(moments=tuple(sorted((*scan.moments, *told), key=_place)))
    if foreign := english.moments(scan.folded):
        scan = scan._replace(moments=_without_overlaps(scan.moments, foreign))
    for window in windows(scan):
        for moment in (window.first, window.last):
            running = (moment.year if moment else None) or running
        around = scan.folded[line_start(scan.folded, window.start) : window.end]
        if endings.scrambled(around):
            warnings.append(
                f"글자 순서가 뒤섞인 기간 표기는 읽지 않았습니다: {around.strip()[:60]}"
            )
        elif period := _period(scan, roles, window, published, running, previous):
            found.append(period)
            previous = period
    found = sequences.joined(scan.text, scan.folded, found)
    found += wordless(scan, roles, found, published)
    found.sort(key=lambda period: period.span.start)
    found = sequences.closed_by_words(scan.folded, found)
    return sequences.changed(scan.folded, found), warnings


def _without_overlaps(
    printed: tuple[dates.Moment, ...], foreign: list[dates.Moment]
) -> tuple[dates.Moment, ...]:
    """The dates of the text in order; of two at one place the English one."""
    taken = {at for moment in foreign for at in range(moment.start, moment.end)}
    kept = [moment for moment in printed if moment.start not in taken]
    return tuple(sorted((*kept, *foreign), key=_place))


# … 받습니다. 5월 12일; but the sentence of 접수기간은 다음과 같습니다. goes on
_SENTENCE_ENDED = re.compile(r".*(?<!같)(?<!같습니)[다요]\.\s")


def _before(folded: str, at: int, previous_end: int) -> str:
    """The words before a period, in its sentence."""
    words = folded[max(line_start(folded, at), min(previous_end, at)) : at]
    ended = _SENTENCE_ENDED.match(words)
    return unspaced(words[ended.end() :] if ended else words)


def _goes_on(between: str) -> bool:
    return "\n" not in between and _SENTENCE_ENDED.match(between) is None


def _tail(folded: str, end: int, limit: int) -> str:
    tail = folded[end : min(end + _AFTER, limit)]
    stop = _SEGMENT_END.search(tail)
    return tail[: stop.start()] if stop else tail


def _period(
    scan: Scan,
    roles: Roles,
    window: Window,
    published: date | None,
    running: int | None,
    previous: Period | None,
) -> Period | None:
    folded = scan.folded
    before = _before(folded, window.start, previous.span.end if previous else 0)
    tail = _tail(folded, window.end, window.limit)
    role = roles.of(window, before, tail, previous)
    if role is None and window.until:
        role = endings.loose_role(folded[window.start : window.end])
    window = _placed(folded, window, published)
    lone = window.first is window.last
    quoted = folded[window.start : window.end]
    if role is None and endings.end_kind(tail) in ("until_funds", "until_filled"):
        role = "application"  # nothing else runs until the money or the places are gone
    if role is None and (lone or not (window.until or window.last)):
        return None
    if _years_only(window) and (lone or not endings.names_purpose(before)):
        return None
    if no_period.runs_from(before) or (lone and no_period.is_reporting(tail)):
        return None
    if not lone and window.first and window.last and no_period.bounds_a_condition(before, tail):
        return None
    vague = lone and window.first is not None and window.first.day is None
    if vague and no_period.is_modifier(before, folded[window.end : window.end + _AFTER]):
        return None
    if window.first and not window.last and no_period.is_since(quoted, before, tail):
        return None
    if vague and no_period.dates_a_figure(before, tail):
        return None
    if vague and (_OF_AN_APPLICANT.match(tail) or no_period.is_next_call(before)):
        return None
    if vague and (endings.is_announced(before) or endings.is_announced(tail[:20])):
        span = _span(scan, window.start, window.end)
        return Period(span, role or "other", None, None, "to_be_announced", "예정 시기만 표기됨")
    if vague and _PLANNED.match(tail):
        return None  # "본 공모는 2027년 3월에 시작할 예정": another notice will tell
    if vague and role == "application" and _timetabled(before, tail):
        role = "other"
    in_row = "|" in folded[max(0, window.start - 40) : window.start]
    hour = window.first is not None and window.first.hour is not None
    closes = in_row and lone and roles.closes_row(window.start)
    closes = closes or (in_row and lone and hour and roles.closes_column(window.start))
    role = "application" if closes and role == "other" else role
    if in_row and role == "application" and roles.is_former(window.start):
        role = "other"
    if closes:
        window = window._replace(first=None)
    elif lone and (endings.opens(before, tail, role) or roles.opens_above(window.start, before)):
        window, lone = window._replace(last=None), False
    elif lone and (
        endings.is_deadline(before)
        or english.is_deadline(before)
        or roles.closes_above(window.start, before)
    ):
        window = window._replace(first=None)
    if repeated := _REPEATED.search(before):
        note = f"{repeated[1]} {scan.text[window.start : window.end]}"
        ends = endings.end_kind(tail) if role == "application" else None
        until: EndKind = sequences.SOONER.get(ends, "rolling")
        return Period(
            _span(scan, window.start, window.end), role or "other", None, None, until, note
        )
    kind: EndKind = endings.end_kind(tail) or endings.kind_before(before, role) or "date"
    if role == "application":
        window = with_late_hour(folded, window)
    if kind == "to_be_announced" and window.last is not None:
        kind = "date"
    if kind != "date" and window.last and window.last.month is None and not window.last.months:
        window = window._replace(last=None)  # "~ 2026년 예산 소진 시까지"
    if (
        window.first
        and window.first.day
        and window.last
        and _years_only(window._replace(first=None))
    ):
        return None  # "1일 ~ 2026년 O월": a form to fill in
    if window.last is None and kind != "date":
        window = window._replace(
            end=endings.until_words_end(folded, window.end, window.end + len(tail)) or window.end
        )
    first, last = calendar.days(window.first, window.last, published, running)
    if previous and previous.start and _goes_on(folded[previous.span.end : window.start]):
        first, last = calendar.not_before(previous.start.date(), window.first, first, last)
    start = calendar.opening(first, window.first)
    if first and window.last is None and (lasts := _LASTS.match(folded, window.end)):
        last = _lasting(first, lasts)
    end = calendar.closing(last, window.last)
    if window.from_notice and published:
        next_day = any(w in folded[window.start : window.end] for w in ("다음", "익일"))
        start = calendar.opening(published + timedelta(days=next_day), None)
    if start and end and end < start:
        return None
    quote = _span(scan, window.start, window.end)
    said = folded[max(window.start, window.end - 12) : window.end] + tail
    notes = _notes(window, first, last, before, said, role or "other", kind)
    return Period(quote, role or "other", start, end, kind, "; ".join(notes))


def _timetabled(before: str, tail: str) -> bool:
    """`접수(2월) → 평가(3월)`: a month in a timetable is no deadline."""
    return "|" in before + tail or before.rstrip(" '").endswith("(")


def _lasting(first: date, lasts: re.Match[str]) -> date:
    """The last day of a stretch, the first included: `11. 9.부터 2주간`."""
    if lasts[3]:
        return first + timedelta(days=_SPOKEN_DAYS[lasts[3]] - 1)
    count, unit = _COUNTED.get(lasts[1]) or int(lasts[1]), lasts[2]
    if unit in ("일", "주"):
        return first + timedelta(days=count * (7 if unit == "주" else 1) - 1)
    index = first.year * 12 + first.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1])) - timedelta(days=1)


def _years_only(window: Window) -> bool:
    told = [moment for moment in (window.first, window.last) if moment is not None]
    return not any(moment.month or moment.months or moment.day for moment in told)


def _placed(folded: str, window: Window, published: date | None) -> Window:
    """Dates told from the day of publication get their month or year (오는 30일, 내년 1월)."""
    first, last = window.first, window.last
    if first is not None:
        start = calendar.placed(first, folded[max(0, first.start - 8) : first.start], published)
        if first is last:
            return window._replace(first=start, last=start)
        window = window._replace(first=start)
    if last is not None:
        before = folded[max(0, last.start - 8) : last.start]
        window = window._replace(
            last=calendar.placed(last, before, published, end=first is not None)
        )
    return window


def _span(scan: Scan, start: int, end: int) -> Span:
    return Span(start, end, scan.text[start:end])


def _notes(
    window: Window,
    first: date | None,
    last: date | None,
    before: str,
    said: str,
    role: PeriodRole,
    kind: EndKind,
) -> list[str]:
    counted = _COUNT.search(said[:30])
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
        f"{before[-16:]} {said}" if kind != "date" else f"{before[-16:]} {said[:42]}"
    )
    return [note for note in dict.fromkeys(told) if note]


def _place(moment: dates.Moment) -> int:
    return moment.start
