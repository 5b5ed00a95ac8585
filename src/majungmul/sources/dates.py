"""Days, moments and printed application periods, in all the forms that the sources use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from majungmul.terms import SEOUL, EndKind

# A closing this far away means "always" (2032-12-31 is what K-Startup's form offers for it).
_FOREVER = timedelta(days=5 * 366)
_PSEUDO_ALWAYS = frozenset({date(2032, 12, 31), date(2099, 12, 31), date(9999, 12, 31)})

_DAY = re.compile(
    r"(?<!\d)(?P<year>\d{4}|\d{2})\s*[-./년]\s*(?P<month>\d{1,2})\s*[-./월]\s*(?P<day>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<y8>(?:19|20|99)\d{2})(?P<m8>\d{2})(?P<d8>\d{2})"
    r"(?:(?P<h8>\d{2})(?P<i8>\d{2})(?:\d{2})?)?(?!\d)"
)
_CLOCK = re.compile(
    r"(?:[ T일.,]|\([월화수목금토일]\))*(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?(?P<zone>Z)?|시(?!간))"
)
_SHORT_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[-./월]\s*(\d{1,2})(?!\d)")
_TILDE = re.compile(r"[~∼〜～]|부터|\s[-–—]\s")

# In this order: the first that is found decides.
_END_WORDS: tuple[tuple[EndKind, re.Pattern[str]], ...] = (
    ("until_funds", re.compile(r"(?:예산|자금|재원|한도|사업비)\S{0,3}\s*소진|소진\s*시")),
    (
        "until_filled",
        re.compile(r"모집\s*(?:완료|마감)\s*시|충족\s*시|선착순|정원\s*(?:마감|충족)"),
    ),
    ("to_be_announced", re.compile(r"추후|별도\s*(?:공고|공지|안내)|미정")),
    ("after_notice", re.compile(r"공고일?(?:로|으로)?부터\s*\d+\s*일")),
    ("rolling", re.compile(r"상시|연중|수시")),
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in Seoul and, where it was printed, the hour."""

    day: date
    time: time | None = None

    def aware(self) -> datetime:
        return datetime.combine(self.day, self.time or time(), SEOUL)


@dataclass(frozen=True, slots=True)
class Window:
    """An application period as far as its text says. All None: not known, which is not open."""

    opens: date | None = None
    closes: date | None = None
    closes_time: str | None = None
    end_kind: EndKind | None = None


def today() -> date:
    """The day in Seoul."""
    return datetime.now(SEOUL).date()


def moments(text: str) -> list[Moment]:
    """Every date in `text`, in order; impossible ones (2월 30일) are left out."""
    found = []
    for match in _DAY.finditer(text):
        moment = _moment(match, _CLOCK.match(text, match.end()))
        if moment:
            found.append(moment)
    return found


def compact(day: date) -> str:
    """`YYYYMMDD`, as most query fields want it."""
    return day.strftime("%Y%m%d")


def day(text: str) -> date | None:
    """The first date in `text`."""
    found = moments(text)
    return found[0].day if found else None


def moment(text: str) -> datetime | None:
    """The first date in `text` as an aware datetime; midnight in Seoul when no hour is printed."""
    found = moments(text)
    return found[0].aware() if found else None


def window(text: str) -> Window:
    """The period that `text` prints: two dates, one with words, or words alone."""
    word = next((kind for kind, pattern in _END_WORDS if pattern.search(text)), None)
    mark = _TILDE.search(text)
    if mark is None:
        found = moments(text)
        return between(None, found[0]) if found else Window(end_kind=word)
    left, right = moments(text[: mark.start()]), moments(text[mark.end() :])
    opens = left[0].day if left else None
    closes = right[0] if right else _short(text[mark.end() :], opens)
    return between(opens, closes) if closes else Window(opens=opens, end_kind=word)


def between(opens: date | None, closes: Moment | None) -> Window:
    """The period between two known ends; a closing that stands for "always" is none."""
    if closes is None:
        return Window(opens=opens)
    if closes.day in _PSEUDO_ALWAYS or (opens and closes.day - opens > _FOREVER):
        return Window(opens=opens, end_kind="rolling")
    hour = closes.time.strftime("%H:%M") if closes.time and closes.time != time() else None
    return Window(opens, closes.day, hour, "date")


def _moment(match: re.Match[str], clock: re.Match[str] | None) -> Moment | None:
    year, month, number = (match["year"], match["month"], match["day"])
    if match["y8"]:
        year, month, number = match["y8"], match["m8"], match["d8"]
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(number))
        hour = _time(match, clock)
    except ValueError:
        return None
    if clock and clock["zone"] and hour:
        local = datetime.combine(found, hour, ZoneInfo("UTC")).astimezone(SEOUL)
        return Moment(local.date(), local.time())
    return Moment(found, hour)


def _short(text: str, opens: date | None) -> Moment | None:
    """A closing printed without its year: that of the opening, or the one after."""
    match = _SHORT_DAY.search(text)
    if not match or not opens:
        return None
    try:
        found = date(opens.year, int(match[1]), int(match[2]))
        later = found if found >= opens else found.replace(year=opens.year + 1)
        return Moment(later, _clock(_CLOCK.match(text, match.end())))
    except ValueError:
        return None


def _time(match: re.Match[str], clock: re.Match[str] | None) -> time | None:
    if match["h8"]:
        return time(int(match["h8"]), int(match["i8"]))
    return _clock(clock)


def _clock(clock: re.Match[str] | None) -> time | None:
    if clock is None:
        return None
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    return time(23, 59) if (hour, minute) == (24, 0) else time(hour, minute)
