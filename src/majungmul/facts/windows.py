"""Which printed dates belong together: `4. 9.(목) ~ 5. 7.(목) 18:00까지` is one window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from . import endings
from .dates import Moment, time_at
from .scanner import Scan

_JOIN = re.compile(
    r"\s?(?:\([^()\n]{0,12}\)\s?)?(?:부터|에서)?[\s,]{0,3}(?:~|-)\s{0,3}(?:'\s?)?$"
    r"|\s?부터\s{1,2}(?:내년\s|올해\s|다음\s?달\s|이달\s|같은\s?달\s)?$"
)
_OPEN_END = re.compile(r"[\s,]{0,3}(?:부터|이후|~|-)")
_TO = re.compile(
    r"(?:^|[\s:)\]|(.])~\s{0,2}$|공고(?:일|\s?후)(?:로?부터)?\s?[~-]?\s{0,2}$|공고(?:일|\s?후)(?:로?부터)?\s?~\s{0,2}$"
)
_FROM_NOTICE = re.compile(r"공고(?:일|\s?후)(?:로?부터)?\s?[~-]?\s{0,2}$")
_UNTIL = re.compile(r"[\s,]{0,2}\)?\s?(?:까지|限|한(?=$|[\s)])|마감|이내|이전)")
_COUNT_THEN_TIME = re.compile(r"\s?\(\s?[0-9]{1,3}\s?일간?\s?\)\s?")
_BEFORE, _FAR = 70, 600


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
    folded, moments, index = scan.folded, scan.moments, 0
    while index < len(moments):
        joined = _joined(scan, *moments[index : index + 2])
        window = joined or _single(folded, moments[index])
        index += 2 if joined else 1
        if window:
            limit = moments[index].start if index < len(moments) else len(folded)
            yield window._replace(limit=limit)


def _joined(scan: Scan, first: Moment, last: Moment | None = None) -> Window | None:
    """The window of two dates with a range sign between them."""
    folded = scan.folded
    if last is None or last.start - first.end >= 30:
        return None
    if not _JOIN.fullmatch(folded, first.end, last.start):
        return None
    if first.weak and last.weak and _bare(scan, first):
        return None
    last = _with_late_time(folded, last)
    until = _UNTIL.match(folded, last.end)
    end = until.end() if until else last.end
    return Window(first.start, end, first, last, until=until is not None)


def _with_late_time(folded: str, moment: Moment) -> Moment:
    """`4월 30일(목)(30일간) 15시까지`: the hour stands behind the count of days."""
    counted = _COUNT_THEN_TIME.match(folded, moment.end) if moment.hour is None else None
    late = time_at(folded, counted.end()) if counted else None
    if late is None:
        return moment
    return moment._replace(hour=late[0], minute=late[1], end=late[2])


def _bare(scan: Scan, moment: Moment) -> bool:
    """Two pairs of digits are dates only behind a label."""
    before = scan.folded[line_start(scan.folded, moment.start) : moment.start]
    return (
        moment.weekday is None
        and (endings.labelled_role(before) or endings.loose_role(before[-24:])) is None
    )


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
    if moment.weak and moment.weekday is None and moment.hour is None and not until:
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


def line_start(folded: str, at: int, far: bool = False) -> int:
    """Where the line of `at` starts, no further back than a label stands (unless `far`)."""
    floor = max(0, at - (_FAR if far else _BEFORE))
    return max(folded.rfind("\n", floor, at) + 1, floor)
