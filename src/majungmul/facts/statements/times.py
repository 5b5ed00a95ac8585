"""When a claim holds: 올해, 최근 5년간, 2015년부터, 8월부터 이달까지, told from publication."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from majungmul.terms import StatementPeriod

from . import stretches
from .time_words import MENTION, SHIFT, kind

_NEAR = 6
_PARTS = ("month", "month_first", "month_word", "half", "until")
_LATE = 10  # from this month on the new year is the next
_SAME_STRETCH = re.compile(r"\ ?(?:같은\ ?기간|동기|같은\ ?달)")
# "2022년 도입된 사업은", "완공 예정인 센터에", "(2024년 10월 발표)": of another thing.
_FOUNDED = re.compile(
    r"(?:에|\ [0-9]{1,2}월)?\ (?:[가-힣]{1,6}\ )?"
    r"(?:(?:완공|준공|개소|개관|출범|설립|창립|도입|신설|제정|개교)(?:\ 예정인|하는|[한된할될])"
    r"|문을\ [연열])\ (?![0-9])|(?:에)?\ (?:발표|공개|발간)\)"
)
_GOING_ON = re.compile(
    r"\ (?:[가-힣]{1,6}\ )?[가-힣]{1,5}고\ 있는\ "
)  # 지난해부터 진행하고 있는 과제에
_UNTIL_NOW = re.compile(
    r"(?:\ ?부터|[^.,0-9]{0,14}(?:뒤|이후|후|부터))\ (?:현재|지금|최근|이달|올해|지난달)까지"
)


class Mention(NamedTuple):
    """A time word at `[start, end)` and the days it means. `since` opens at an unsaid day."""

    start: int
    end: int
    period: StatementPeriod
    kind: str


def mentions(
    sentence: str, published: date | None, earlier: Mention | None = None, year: int | None = None
) -> list[Mention]:
    """Every time word of a sentence whose days can be told, in order.

    `지난해 같은 기간` is the stretch told last, else `earlier`, moved to that year. `같은 해` is
    the year printed last, else `year`.
    """
    found: list[Mention] = []
    for match in MENTION.finditer(sentence):
        if match["year"]:
            year = _printed_year(match)
        if match["same"]:
            period = stretches.years(year, year) if year else None
        elif match["ago"]:
            period = _ago(match["ago"], found[-1] if found else earlier, published)
        else:
            period = _period(match, published)
        if period is None or _is_of_another(match, sentence):
            continue
        if match["relative"] == "전년" and period.start and period.end:
            period = _year_before(found[-1] if found else earlier, period)
        if _SAME_STRETCH.match(sentence, match.end()):
            period = _moved((found[-1] if found else earlier), period)
        found.append(Mention(match.start(), match.end(), period, kind(match)))
    return _stretches(sentence, found, published)


def _is_of_another(match: re.Match[str], sentence: str) -> bool:
    """Whether a year only says when something else began or was published."""
    if match["from"] and _GOING_ON.match(sentence, match.end()):
        return True
    dated = match["year"] or match["month"] or match["relative"] == "내년"
    return bool(dated) and _FOUNDED.match(sentence, match.end()) is not None


def _ago(count: str, told: Mention | None, today: date | None) -> StatementPeriod | None:
    """`1년 전의 8156억 원`: so many years before the year told last."""
    last = told.period.end if told and told.period.end else today
    first = last.year - (int(count) if count.isdigit() else 1) if last else None
    return stretches.years(first, first) if first else None


def _year_before(stretch: Mention | None, year: StatementPeriod) -> StatementPeriod:
    """`전년` is the year before that which was told last; `year` where none before it was."""
    if stretch is None or not (stretch.period.end and year.end):
        return year
    return _moved_to(year, stretch.period.end.year - 1)


def _moved(stretch: Mention | None, year: StatementPeriod) -> StatementPeriod:
    """The days of `stretch` in another year: those of `year` where it has no two ends."""
    if stretch is None or not (stretch.period.start and stretch.period.end and year.end):
        return year
    return _moved_to(stretch.period, year.end.year)


def _moved_to(stretch: StatementPeriod, year: int) -> StatementPeriod:
    """The days of `stretch`, which has two ends, where it ends in `year`."""
    assert stretch.start is not None
    assert stretch.end is not None
    months = 12 * (stretch.end.year - year)
    return StatementPeriod(
        stretches.months_back(stretch.start, months), stretches.months_back(stretch.end, months)
    )


def _stretches(sentence: str, found: list[Mention], published: date | None) -> list[Mention]:
    """`2020년부터 지난해까지`, `3월 문을 연 뒤 지금까지` are one stretch each."""
    merged: list[Mention] = []
    for mention in found:
        until_now = _UNTIL_NOW.match(sentence, mention.end)
        if until_now and mention.period.start and published:
            period = StatementPeriod(mention.period.start, published)
            mention = Mention(mention.start, until_now.end(), period, "last")
        before = merged[-1] if merged else None
        if before and _narrows(mention, before):
            if mention.kind == "month_word" and sentence.startswith("까지", mention.end):
                whole = StatementPeriod(before.period.start, mention.period.end)
                mention = mention._replace(period=whole)
            merged[-1] = mention._replace(start=before.start)
            continue
        if (
            before is not None
            and (before.kind == "from" or sentence.startswith("부터 ", before.end))
            and mention.start - before.end <= 3
            and (mention.kind == "until" or sentence.startswith("까지", mention.end))
        ):
            period = StatementPeriod(before.period.start, mention.period.end)
            merged[-1] = Mention(before.start, mention.end, period, "last")
        else:
            merged.append(mention)
    return merged


def _narrows(mention: Mention, before: Mention) -> bool:
    """Whether a month or half follows the year it is of: `올해 들어 7월까지`."""
    if before.kind not in ("relative", "year") or mention.kind not in _PARTS:
        return False
    inner, outer = mention.period, before.period
    if mention.start - before.end > _NEAR or not (inner.end and outer.start and outer.end):
        return False
    return outer.start <= inner.end < outer.end


def _period(match: re.Match[str], published: date | None) -> StatementPeriod | None:
    if match["year"]:
        return _by_year(match, published)
    if published is None:
        return None
    year = published.year
    if match["relative"]:
        return _relative(match, published)
    if match["year_end"]:
        return StatementPeriod(None, date(year, 12, 31))
    if match["last"]:
        count = int(match["years"])
        if match["unit"] in ("년", "개년"):
            return (
                stretches.years(year - count, year)
                if count >= 10
                else stretches.years(year - count, year - 1)
            )
        return StatementPeriod(stretches.months_back(published, count), published)
    if match["running"]:
        return stretches.years(year - int(match["running"]), year)
    if match["next"]:
        return stretches.years(year, year + int(match["next_years"]) - 1)
    if match["month_word"]:
        shift = {"이": 0, "지": -1, "다": 1, "내": 1}[match["month_word"][0]]
        return stretches.month(stretches.months_back(published.replace(day=1), -shift))
    if match["month"]:
        return _printed_month(match, published)
    if match["month_first"]:
        opens, closes = int(match["month_first"]), int(match["month_last"])
        return stretches.span(published.year, min(opens, closes), closes)
    if match["half"]:
        return stretches.part(year, match["half"])
    if match["day_from"]:
        first = _month_of(match["day_month"], published)
        if not match["day_month"] and match[0].startswith("지난") and _is_ahead(match, published):
            first = stretches.months_back(first, 1)
        if match["day_count"]:
            return stretches.run(first, int(match["day_from"]), match["day_count"])
        last = _month_of(match["day_month_to"], published) if match["day_month_to"] else first
        return stretches.days(first, int(match["day_from"]), last, int(match["day_to"]))
    if match["day"]:
        return _day(match["day"], published)
    return None


def _printed_year(match: re.Match[str]) -> int:
    return int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)


def _by_year(match: re.Match[str], published: date | None) -> StatementPeriod:
    year = _printed_year(match)
    if match["year_until"]:
        until = int(match["year_until"])
        return stretches.years(year, until + 2000 if until < 100 else until)
    if match["year_to"] and match["year_years"]:
        return stretches.years(year - int(match["year_years"]) + 1, year)
    if match["year_years"]:
        return stretches.years(year, year + int(match["year_years"]) - 1)
    if match["year_part"]:
        part = stretches.part(year, match["year_part"])
        return _until(part, published) if match["year_to"] else part
    if match["year_from"]:
        return StatementPeriod(date(year, 1, 1), published)
    if match["year_to"]:
        return StatementPeriod(None, date(year, 12, 31))
    return stretches.years(year, year)


def _relative(match: re.Match[str], published: date) -> StatementPeriod:
    year = published.year + SHIFT[match["relative"].replace(" ", "")]
    year += match["relative"] == "새해" and published.month >= _LATE
    if match["back_years"]:
        return stretches.years(year - int(match["back_years"]) + 1, year)
    if match["relative_years"]:
        return stretches.years(year, year + int(match["relative_years"]) - 1)
    if match["to"]:
        if not match["part"]:
            return StatementPeriod(None, date(year, 12, 31))
        return _until(stretches.part(year, match["part"]), published)
    return stretches.part(year, match["part"]) if match["part"] else stretches.years(year, year)


def _until(part: StatementPeriod, published: date | None) -> StatementPeriod:
    """`올해 4월까지`: what was counted runs from January, what is to come has its end alone."""
    if part.end is None or published is None or part.end.replace(day=1) > published:
        return StatementPeriod(None, part.end)
    return StatementPeriod(date(part.end.year, 1, 1), part.end)


def _printed_month(match: re.Match[str], published: date) -> StatementPeriod:
    month = int(match["month"])
    if match["past"] and month > published.month:
        published = published.replace(year=published.year - 1, month=12, day=31)
    if match["month_until"]:
        return _until(stretches.span(published.year, month, month), published)
    last = int(match["month_to"] or month)
    if match["month_now"]:
        last = max(month, published.month)
    return stretches.span(published.year, month, max(month, last))


def _month_of(written: str | None, published: date) -> date:
    """The first day of the month that `written` names; that of publication where it names none."""
    this = published.replace(day=1)
    if written is None or written == "이달":
        return this
    if written.isdigit():
        return this.replace(month=int(written))
    return stretches.months_back(this, 1 if written == "지난달" else -1)


def _is_ahead(match: re.Match[str], published: date) -> bool:
    return int(match["day_from"]) > published.day


def _day(written: str, published: date) -> StatementPeriod | None:
    digits = re.search(r"[0-9]+", written)
    if written in ("이날", "오늘") or digits is None:
        day = published - timedelta(days=written == "어제")
        return StatementPeriod(day, day)
    number = int(digits[0])
    month = published.replace(day=1)
    if written.startswith("지난") and number > published.day:
        month = stretches.months_back(month, 1)
    try:
        day = month.replace(day=number)
    except ValueError:
        return None
    return StatementPeriod(day, day)
