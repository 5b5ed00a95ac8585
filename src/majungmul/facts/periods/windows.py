"""Which printed dates belong together: `4. 9.(목) ~ 5. 7.(목) 18:00까지` is one window."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from majungmul.facts.scan.dates import Moment, time_at, with_hour
from majungmul.facts.scan.scanner import Scan

from . import endings

_SOON = r"(?:(?:내년|올해|같은\s?해|이듬해|다음\s?달|내달|이달|같은\s?달|오는)\s)?"
_JOIN = re.compile(
    r"\s?(?:\([^()\n]{0,12}\)\s?)?(?:부터|에서)?[\s,]{0,3}(?:~|-)(?:\s|<br>){0,3}"
    rf"(?:'\s?)?{_SOON}$"
    rf"|\)?\s?(?:부터|에서)\s{{1,2}}{_SOON}$"
    rf"|\s?(?:에|부터)?\s?(?:시작|개시|오픈|열)[가-힣]{{0,4}},?\s{_SOON}$"
)
_OPEN_END = re.compile(r" ?이후|[ ,]{0,3}(?:부터|~|-(?=\s?[0-9가-힣]))")
_SHORT_END = re.compile(
    r"\s?~\s?([0-9]{1,2})(?=\s?일?\s?까지|\s?[,)]|\s?\.?\s?(?:$|[\n|)/]|<br|\([월화수목금토일]\)|[0-9]{1,2}:)|\.)"
)
_SHORT_START = re.compile(
    r"(?<![0-9])(?<![0-9]\.)(?:'?(?:20)?([0-9]{2})[.년]\s?)?([1-9]|1[0-2])\s?[~-]\s?$"
)
_REFERENCE = re.compile(
    r"[\s)]{0,3}(?:기준|현재|자로(?!\s(?:[가-힣]{2,4}[을를이가]\s)?(?:마감|종료|시작))"
    r"|이전|시행|개정|제정|발행)"
)
_FROM_NOTICE = re.compile(
    r"공고(?:문|일|\s?시|\s?당일|\s?가\s?(?:난|나간|된)\s?날|\s?한\s?날)?(?:\s?게시일?|\s?개시일?|\s?시작일?)?"
    r"(?:\s?다음\s?날|\s?익일)?\s?(?:로?부터|이?후|~|-)"
    r"(?:\s?[0-9]{1,3}\s?일(?:간|\s?이내)?\s?\()?[\s~-]{0,3}$"
)
_TO = re.compile(r"(?:^|[\s:)\]|(.<>])~\s{0,2}$")
_UNTIL = re.compile(
    r"[ ,]{0,2}\)? ?(?:접수|신청|모집|제출|응모|공모)? ?(?:마감|종료)(?!일|\s?당일|\s?시[각간])"
    r"|[\s,]{0,2}\)?\s?(?:이?전?\s?까지|(?:접수|신청|제출)\s?분\s?까지|限|한(?=$|[\s)])(?!\s[달해주])"
    r"|(?:에는?|\s?자로)\s?(?:[가-힣]{2,4}[을를이가]\s)?(?:마감|끝|종료|닫|마[치친칩])|이\s(?:마감|마지막)"
    r"|(?:우편\s?)?(?:소인|도착|도달)\s?분?\s?(?:까지|에\s?한))"
)
_COUNT_THEN_TIME = re.compile(r"\s?\(\s?[0-9]{1,3}\s?일간?\s?\)\s?")
_ROUND = re.compile(r"[1-9]차\)?\s?:?\s?$")
_NAMES_DAY = re.compile(
    r"(?:마감|기한|시한|발표|결과|시작|개강|개막|접수|신청|모집|공모|심사|평가|설명회|면접)"
    r"(?:일|기간|일시|기한)?(?:은|는|\s?:)\s?$"
)
_ENDS_DAY = re.compile(r"\s?(?:이고|이며|이다|입니다|에|로|부터|[,.)]|$|\n)")
_AFTER_LABEL = re.compile(r"[가-힣)]\s?[:|(]\s?$|마감일?\s$")
_DAILY_HOURS = re.compile(r"\s?[~-]\s?[0-9]{1,2}\s?(?::[0-9]{2}|시)")
_COUNTED = re.compile(r"(?:최대|최장|약|총|연속|연간)\s?$")
SAME_MONTH = ("같은 달 ", "같은달 ")
_SAID_BETWEEN = (" 사이", "사이", " 중에", ")사이", ") 사이")
_RELATIVE = ("오는 ", "다음 달 ", "다음달 ", "내달 ", "이달 ", "이번 달 ")
_BEFORE, _FAR = 70, 600
_LISTED = 24


_LAST_DAY = re.compile(
    r"\)?(?:은|는|에는)\s"
    r"|\s?(?:[가-힣]{1,4}며|[가-힣]{1,3}고|이되)\s(?:(?:마감일|마감\s?당일|마지막\s?날|최종일|종료일)[은는에의\s]{0,4})?"
    r"|(?:\s?\(\s?[0-9]{1,3}\s?일간?\s?\))?[\s(※*,.·ㆍ○-]{0,8}(?:단,?\s?)?"
    r"(?:마감일|마감\s?당일|마지막\s?날|최종일|종료일|마감\s?시[간각]|접수\s?마감)[은는에의\s:]{0,4}|\s"
)


# told further down: 마감일 16:00까지 제출, 마감 시각은 모두 18:00
_CLOSING_HOUR = re.compile(
    r"(?:마감일|마감\s?당일|마감\s?시[각간]|접수\s?마감)(?:은|는|에는|의)?\s?:?\s?(?:모두\s)?"
    r"(?=(?:오[전후]\s?)?[0-9]{1,2}\s?[:시])"
    r"|[\s(*※,.](?=[0-9]{1,2}(?::[0-5][0-9]|\s?시)\s?이후[^.\n]{0,14}불가)"
)
_LATER = 220


class Window(NamedTuple):
    """Two printed dates that belong together; one of them may be missing."""

    start: int
    end: int
    first: Moment | None
    last: Moment | None
    from_notice: bool = False
    until: bool = False
    limit: int = 0  # where the next date stands, or the text ends


def windows(scan: Scan) -> Iterator[Window]:
    """Every window of a text, in order."""
    folded, index, previous = scan.folded, 0, -_FAR
    moments = scan.moments if "같은" not in folded else _in_same_month(folded, scan.moments)
    while index < len(moments):
        joined = _joined(scan, *moments[index : index + 2])
        window = joined or _single(folded, moments[index], previous)
        if window and not joined and _REFERENCE.match(folded, window.end):
            window = None
        index += 2 if joined else 1
        if window:
            previous = window.end
            limit = moments[index].start if index < len(moments) else len(folded)
            yield window._replace(limit=limit)


def _in_same_month(folded: str, moments: Sequence[Moment]) -> list[Moment]:
    """5월 12일 … 같은 달 19일: a day without a month gets that of the date before it."""
    found: list[Moment] = []
    for moment in moments:
        if found and moment.month is None and folded.endswith(SAME_MONTH, 0, moment.start):
            moment = moment._replace(year=found[-1].year, month=found[-1].month, weak=False)
        found.append(moment)
    return found


def _joined(scan: Scan, first: Moment, last: Moment | None = None) -> Window | None:
    """The window of two dates with a range sign between them."""
    folded = scan.folded
    if last is None or last.start - first.end >= 30:
        return None
    if not _JOIN.fullmatch(folded, first.end, last.start):
        return None
    last = _with_late_time(folded, last)
    if last.hour is not None and _DAILY_HOURS.match(folded, last.end):
        last = last._replace(hour=None, minute=0)  # 9. 1. ~ 9. 4., 10:00~17:00
    until = _UNTIL.match(folded, last.end)
    between = folded[first.end : last.start]
    if first.weak and last.weak and not ("부터" in between and until) and _bare(scan, first, last):
        return None
    said_between = folded.startswith(_SAID_BETWEEN, last.end)
    if "에서" in between and "~" not in between and not (until or said_between):
        return None
    end = until.end() if until else last.end
    return Window(first.start, end, first, last, until=until is not None)


def from_notice_before(folded: str, at: int) -> int | None:
    """Where `공고일 ~` starts that stands right before `at`."""
    found = _FROM_NOTICE.search(folded, max(0, at - 30), at)
    return found.start() if found else None


def with_late_hour(folded: str, window: Window) -> Window:
    """An end without an hour takes that of its last day, told behind it or on the next line."""
    last = window.last
    if last is None or last.hour is not None or last.day is None:
        return window
    told = _LAST_DAY.match(folded, window.end)
    hour = time_at(folded, told.end()) if told else None
    if hour is None and (further := _CLOSING_HOUR.search(folded, window.end, window.end + _LATER)):
        hour = time_at(folded, further.end()) if further.end() <= window.limit else None
    return window._replace(last=last._replace(hour=hour[0], minute=hour[1])) if hour else window


def _with_late_time(folded: str, moment: Moment) -> Moment:
    """`4월 30일(목)(30일간) 15시까지`: the hour stands behind the count of days."""
    counted = _COUNT_THEN_TIME.match(folded, moment.end) if moment.hour is None else None
    late = time_at(folded, counted.end()) if counted else None
    if late is None:
        return moment
    return moment._replace(hour=late[0], minute=late[1], end=late[2])


def _bare(scan: Scan, first: Moment, last: Moment) -> bool:
    """Two pairs of digits are dates only behind a label, with an hour or dotted: `4.6.~4.24.`."""
    before = scan.folded[line_start(scan.folded, first.start) : first.start]
    return (
        first.weekday is None
        and last.hour is None
        and not (scan.folded[first.end - 1] == "." == scan.folded[last.end - 1])
        and (endings.labelled_role(before) or endings.loose_role(before[-24:])) is None
        and not _ROUND.search(before)
    )


def _single(folded: str, moment: Moment, previous: int) -> Window | None:
    before = folded[max(0, moment.start - 30) : moment.start]
    from_notice = _FROM_NOTICE.search(before)
    to = from_notice or _TO.search(before)
    until = _UNTIL.match(folded, moment.end)
    if to:
        start = moment.start - len(before) + to.start()
        start += len(to[0]) - len(to[0].lstrip(" :)]|(.<>\n"))
        end = until.end() if until else moment.end
        return Window(start, end, None, moment, from_notice is not None, True)
    if short := _short_end(folded, moment):
        until = _UNTIL.match(folded, short.end)
        return Window(moment.start, until.end() if until else short.end, moment, short)
    if moment.month is None and _COUNTED.search(before):
        return None  # 최대 7일까지
    told = moment.month is None and (
        before.endswith(_RELATIVE) or _is_named_day(folded, moment, before)
    )
    if moment.weak and moment.weekday is None and moment.hour is None and not (until or told):
        labelled = folded[moment.end - 1] == "." and _AFTER_LABEL.search(before) is not None
        near = moment.start - previous <= _LISTED
        listed = labelled or (near and "\n" not in folded[previous : moment.start])
        if not listed or not (labelled or endings.loose_role(before[-6:])):
            return None
    if until:
        return Window(moment.start, until.end(), None, moment, until=True)
    if opened := _OPEN_END.match(folded, moment.end):
        return _opened(folded, moment, opened.end())
    if moment.day is None and (start_month := _SHORT_START.search(before)):
        year = 2000 + int(start_month[1]) if start_month[1] else moment.year
        first = moment._replace(month=int(start_month[2]), year=year)
        return Window(moment.start - len(before) + start_month.start(), moment.end, first, moment)
    return Window(moment.start, moment.end, moment, moment)


def _is_named_day(folded: str, moment: Moment, before: str) -> bool:
    """`마감은 20일이고`: words say what the day is for, though its month is left out."""
    return _NAMES_DAY.search(before) is not None and _ENDS_DAY.match(folded, moment.end) is not None


def _opened(folded: str, moment: Moment, end: int) -> Window:
    """A start whose end is told in words, or by an hour of the same day (`14:00~17:00`)."""
    same_day = time_at(folded, end) if moment.hour is not None else None
    if same_day is None:
        return Window(moment.start, end, moment, None)
    hour, minute, end = same_day
    return Window(
        moment.start, end, moment, moment._replace(hour=hour, minute=minute, weekday=None)
    )


def _short_end(folded: str, moment: Moment) -> Moment | None:
    """`2026. 5. 14. ~ 16.` ends on a day of the same month, `2026. 4. ~ 12.` in a month."""
    found = _SHORT_END.match(folded, moment.end)
    if found is None or moment.month is None:
        return None
    number = int(found[1])
    if number < 1 or number > (31 if moment.day else 12) or number < (moment.day or moment.month):
        return None
    end = found.end() + folded.startswith(("일", "."), found.end())
    if moment.day is None:
        return moment._replace(month=number, end=end, weekday=None)
    return with_hour(folded, moment._replace(day=number, end=end, hour=None))


def line_start(folded: str, at: int, far: bool = False) -> int:
    """Where the line of `at` starts, no further back than a label stands (unless `far`)."""
    floor = max(0, at - (_FAR if far else _BEFORE))
    return max(folded.rfind("\n", floor, at) + 1, floor)
