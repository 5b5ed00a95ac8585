"""A date or time of day at one place, as printed: nothing is filled in here.

2026. 4. 17.(금) 18:00    '26.4.6.    2026년 4월 30일(목) 오후 3시    2025-02-03    20250203
4. 30.(목)    5월 1일    9.30    '25. 3월    2026년 상반기    2025년    31.(금)
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from .numerals import native

_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
_DATE = re.compile(
    rf"""(?:
      (?P<compact>(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?![0-9])
    | (?P<y1>(?:19|20)[0-9]{{2}}|2[0-9](?=/[01][0-9]/[0-3][0-9]))(?P<s1>[-/])
      (?P<m1>{_M})(?P=s1)(?P<d1>{_D})
    | (?P<y2>(?:19|20)[0-9]{{2}}|[0-9]{{2}})\ ?\.\ {{0,2}}(?P<m2>{_M})
      \ ?\.\ {{0,2}}(?P<d2>{_D})(?!\ ?[:시])\.?
    | (?P<y3>(?:19|20)[0-9]{{2}}|[0-9]{{2}})(?:\ ?년도?\ {{0,2}}|\ ?\.\ {{0,2}})
      (?P<m3>{_M})\ ?월
      (?:\ {{0,2}}(?P<d3>{_D})\ ?(?:일|(?=[~-]\ ?[0-9]{{1,2}}\ ?일))
      |\ ?(?P<week3>첫째|둘째|셋째|넷째|다섯째|마지막|[1-5])\ ?주(?![간년기일0-9])차?
      |(?P<part3>\ ?(?:초순|중순|하순|말|초)))?
    | (?P<y4>(?:19|20)[0-9]{{2}}|[0-9]{{2}})(?:\ ?년도?|\.)?\ ?
      (?P<half>상반기|하반기|[1-4]\ ?분기|上|下)
    | (?P<y5>(?:19|20)[0-9]{{2}})\ ?\.\ {{0,2}}(?P<m5>{_M})(?![0-9])\.?
    | (?P<m6>{_M})\ ?월(?!간)(?:은(?=\ ?[0-9]))?\ {{0,2}}
      (?:(?P<d6>{_D})\ ?(?:일|(?=[~-]\ ?[0-9]{{1,2}}\ ?일))
      |(?P<week6>첫째|둘째|셋째|넷째|다섯째|마지막|[1-5])\ ?주(?![간년기일0-9])차?
      |(?P<part6>초순|중순|하순|말|초))?
    | (?P<y7>(?:19|20)[0-9]{{2}}|[0-9]{{2}}(?=년|\ ?[~)]|\ ?/\ ?[^0-9\ ]))
      (?:\ ?년도?|(?=\ ?[~/)]))
    | (?P<m8>{_M})(?P<s8>[./])\ ?(?P<d8>{_D})
      (?![0-9]|\ ?월|\ ?[%억만천조배점명원:]|\ ?[0-9](?!시|[0-9]시|:|[0-9]:)|[.][0-9])\.?
    | (?P<d9>{_D})\ ?(?:일(?!간|\ 간|\ ?이[내상후전]|\ ?안에
      |\ ?전(?:까지|에|부터|\ |$))|\.(?=\ ?\())
    )""",
    re.VERBOSE,
)
_WEEKDAY = re.compile(
    r"\ ?(?:\(\ ?([월화수목금토일])(?:요일)?(?=[\ ),.:0-9])[\ ,.]{0,2}\)?"
    r"|([월화수목금토일])(?:요일|\.|(?=\ (?:[0-9]|오[전후]))))\.?"
)
_TIME = re.compile(
    r"""[\ ,(T]{0,3}(?:(오전|오후|낮|밤|저녁|아침)\ ?)?
    (?: ([01]?[0-9]|2[0-4])\ ?:\ ?([0-5][0-9])(?:\ ?:\ ?[0-5][0-9])?(?![0-9:])(?:\ ?시(?=\ |까|$))?
      | ([01]?[0-9]|2[0-4]|열\ ?[한두]|[한두세네열]|다섯|여섯|일곱|여덟|아홉)
        \ ?시(?:\ ?([0-5]?[0-9])\ ?분|\ ?(반))?
        (?=$|[\ 까~부이전()·,.\]\n한|/;<에의로은는정마다입임쯤])
      | (정오|자정) )\)?""",
    re.VERBOSE,
)
_LEAP = 2024
_SPOKEN = re.compile(
    r"(이달|이번\ 달|다음\ ?달|내달|올해|올|내년|금년|(?<![가-힣])연(?=말))"
    r"\ ?(말일?|초순|초|중순|하순|상반기|하반기)"
)
_MONTH_BEFORE = re.compile(r"[0-9]월\ ?$")
_SPACED = re.compile(r"[0-9]{1,2}\.\ [0-9]{1,2}\.")  # nobody writes a decimal like this
_HALVES = {"상반기": (1, 6), "上": (1, 6), "하반기": (7, 12), "下": (7, 12)}
_PARTS = {
    "초": (1, 10),
    "초순": (1, 10),
    "중순": (11, 20),
    "하순": (21, 31),
    "말": (21, 31),
    "말일": (21, 31),
}
_WEEKDAYS = "월화수목금토일"
LAST_WEEK = 9
_WEEKS = {"첫째": 1, "둘째": 2, "셋째": 3, "넷째": 4, "다섯째": 5, "마지막": LAST_WEEK}


class Moment(NamedTuple):
    """A printed date. A part that is not printed is None; `hour` 24 is midnight at its end.

    `months` spans a half-year or quarter, `days` a third of a month (초순, 말); `week` is counted
    from 1, `LAST_WEEK` is the month's last. `weak` marks digits that are a date only in the right
    company (`9.30`, `4/8`, `31.(금)`).
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None
    hour: int | None = None
    minute: int = 0
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    weak: bool = False
    week: int | None = None

    @property
    def full(self) -> bool:
        """Whether year, month and day are all printed."""
        return None not in (self.year, self.month, self.day)


def moment_at(folded: str, start: int) -> Moment | None:
    """The date whose digits begin at `start`, with the weekday and time behind it."""
    found = _DATE.match(folded, start)
    if found is None:
        return None
    printed = _parts(found.groupdict(), found[0])
    apostrophe = folded[start - 1 : start] == "'"
    if not _plausible(folded, found, printed, apostrophe):
        return None
    end = found.end() - len(found[0]) + len(found[0].rstrip())
    moment = printed._replace(start=start - 1 if apostrophe else start, end=end)
    if moment.day is not None or moment.week is not None:
        moment = with_hour(folded, moment)
    if moment.weekday is None and moment.hour is None and found["d9"] and "." in found[0]:
        return None
    return moment._replace(weak=moment.weak and moment.weekday is None)


def spoken(folded: str, published: date) -> list[Moment]:
    """Dates without a digit, told from the day of publication: 이달 말, 다음 달 초, 올해 말."""
    return [_spoken(found, published) for found in _SPOKEN.finditer(folded)]


def _spoken(found: re.Match[str], published: date) -> Moment:
    named, part = found[1], found[2]
    index = published.year * 12 + published.month - 1
    months = None
    if named in ("이달", "이번 달", "다음 달", "다음달", "내달"):
        index += named not in ("이달", "이번 달")
    else:
        index = (published.year + (named == "내년")) * 12 + (0 if part == "초" else 11)
        months = _HALVES.get(part)
    year, month = index // 12, index % 12 + 1
    return Moment(
        found.start(), found.end(), year, None if months else month, None,
        months=months, days=_PARTS.get(part), weak=True,
    )  # fmt: skip


def time_at(folded: str, start: int) -> tuple[int, int, int] | None:
    """Hour, minute and end of a time of day printed at `start`."""
    hour, minute, end = _time(folded, start)
    return None if hour is None else (hour, minute, end)


def with_hour(folded: str, moment: Moment) -> Moment:
    """The moment with the weekday and time printed behind it."""
    named = _WEEKDAY.match(folded, moment.end)
    end = named.end() if named else moment.end
    weekday = _WEEKDAYS.index(named[1] or named[2]) if named else None
    hour, minute, end = _time(folded, end)
    return moment._replace(weekday=weekday, hour=hour, minute=minute, end=end)


def _parts(groups: dict[str, str | None], written: str) -> Moment:
    compact = groups["compact"]
    if compact:
        return Moment(0, 0, int(compact[:4]), int(compact[4:6]), int(compact[6:]))
    year = next((groups[f"y{n}"] for n in (1, 2, 3, 4, 5, 7) if groups[f"y{n}"]), None)
    month = next((groups[f"m{n}"] for n in (1, 2, 3, 5, 6, 8) if groups[f"m{n}"]), None)
    day = next((groups[f"d{n}"] for n in (1, 2, 3, 6, 8, 9) if groups[f"d{n}"]), None)
    half, part = groups["half"], groups["part3"] or groups["part6"]
    week = groups["week3"] or groups["week6"]
    months = None
    if half:
        quarter = int(half[0]) if half[0].isdigit() else 0
        months = (3 * quarter - 2, 3 * quarter) if quarter else _HALVES[half]
    number = int(year) if year else None
    if number is not None and number < 100:
        number += 2000
    return Moment(
        0, 0, number, int(month) if month else None, int(day) if day else None,
        months=months, days=_PARTS[part.strip()] if part else None,
        weak=bool(groups["m8"] or groups["d9"]) and not _SPACED.fullmatch(written),
        week=None if week is None else int(week) if week.isdigit() else _WEEKS[week],
    )  # fmt: skip


def _plausible(folded: str, found: re.Match[str], printed: Moment, apostrophe: bool) -> bool:
    year, month, day = printed.year, printed.month, printed.day
    before = folded[found.start() - 1 : found.start()]
    if before and not apostrophe and ((before.isascii() and before.isalnum()) or before in "-/."):
        # "5.1", "2025-04", a page of a site; a dash that joins two dates is another matter
        joins = found["y1"] or found["y2"] or found["m6"]
        if before != "-" or (folded[found.start() - 2].isalnum() and not joins):
            return False
    if before == "·" and folded[found.start() - 2].isdigit():
        return False  # 1·4·7·10월
    if before == "제" or (
        found["d9"] and _MONTH_BEFORE.search(folded, max(0, found.start() - 4), found.start())
    ):
        return False
    written = next((found[f"y{n}"] for n in (1, 2, 3, 4, 7) if found[f"y{n}"]), "0000")
    short_year = year is not None and len(written) == 2
    if short_year and found["y7"] and not apostrophe:
        return False
    if short_year and not apostrophe and not 2010 <= (year or 0) <= 2049:
        return False
    if apostrophe and year is None:
        return False
    if month and day:
        try:
            date(year or _LEAP, month, day)
        except ValueError:
            return False
    return True


def _time(folded: str, end: int) -> tuple[int | None, int, int]:
    found = _TIME.match(folded, end)
    if found is None:
        return None, 0, end
    half_day, clock, minutes, spoken, spoken_minutes, half_past, named = found.groups()
    if spoken and not spoken.isdigit() and not half_day:
        return None, 0, end  # 두 시 may be the first word of anything
    hour = 12 if named == "정오" else 24 if named == "자정" else _hour(clock or spoken)
    minute = 30 if half_past else int(minutes or spoken_minutes or 0)
    if (
        half_day in ("오후", "밤", "저녁", "낮")
        and hour < 12
        and not (half_day == "낮" and hour > 9)
    ):
        hour += 12
    if half_day == "밤" and hour == 12:
        hour = 24
    if half_day == "오전" and hour == 12:
        hour = 0
    close = found.end()
    if found[0].endswith(")") and "(" not in found[0]:
        close -= 1
    if minute and hour == 24:
        return None, 0, end
    return hour, minute, close


def _hour(written: str) -> int:
    return int(written) if written.isdigit() else int(native(written.replace(" ", "")))
