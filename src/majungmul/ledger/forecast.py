"""When a program will open next, told from when it opened before. A range and its basis."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from . import titles
from .models import Opportunity, Program

FEWEST = 2  # years
MOST_YEARS = 5
MOST_ROUNDS = 12  # of one year
_COUNTED = re.compile(r"(\d+)(회|회차|기|차)")
_MONTHS = re.compile(r"^공고시기\D{0,2}(\d\d)[.](\d{1,2})(?:[~∼〜-](\d{1,2}))?월")
LATE = timedelta(days=30)  # after the latest day there ever was, nothing is foretold


@dataclass(frozen=True, slots=True)
class Opening:
    """When a call opened, on one day; or the months in which it was to be announced."""

    first: date
    last: date

    @property
    def planned(self) -> bool:
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class Forecast:
    """The next opening lies in `[earliest, latest]`, if the year goes as those of `basis` did.

    `basis` says when the editions of the same round opened, newest first.
    """

    round: str
    earliest: date
    latest: date
    basis: tuple[Opening, ...]

    @property
    def sentence(self) -> str:
        low, high = self.earliest, self.latest
        span = f"{low.month}월 {low.day}일"
        if high != low:
            span += f"~{high.month}월 {high.day}일" if high.month != low.month else f"~{high.day}일"
        days = (
            f"{one.first:%Y-%m-%d}~{one.last:%m-%d} 예정"
            if one.planned
            else f"{one.first:%Y-%m-%d}"
            for one in self.basis
        )
        name = f"{self.round} " if self.round else ""
        how = "열렸거나 열 예정이었습니다" if any(o.planned for o in self.basis) else "열렸습니다"
        return f"최근 {len(self.basis)}년 동안 {name}공고가 {span} 사이에 {how}({', '.join(days)})."


def forecast(program: Program, on: date) -> list[Forecast]:
    """One forecast for each round that opened in at least two years; none for what is open now.

    A year without a call of its own is told by the yearly table of programmes, to the month.
    """
    rows = Opportunity.objects.filter(program=program, same_as=None, amends=None)
    listed = rows.values_list("title", "kind", "opens", "published", "period_text")
    calls, planned = [], []
    for title, kind, opens, published, text in listed:
        day = opens or published
        if kind == Opportunity.Kind.CALL and day:
            calls.append((title, Opening(day, day)))
        elif kind == Opportunity.Kind.OTHER and (months := _announced(text)):
            planned.append((title, months))
    return foretell(calls, on, planned)


def foretell(
    calls: Iterable[tuple[str, Opening]],
    on: date,
    planned: Iterable[tuple[str, Opening]] = (),
) -> list[Forecast]:
    """The same from titles and openings alone; `planned` only where a year has no call."""
    rounds: dict[str, dict[int, Opening]] = {}
    for title, opening in calls:
        name, edition = _place(title, opening)
        editions = rounds.setdefault(name, {})
        editions[edition] = min(opening, editions.get(edition, opening), key=_first)
    for title, opening in planned:
        name, edition = _place(title, opening)
        rounds.setdefault(name, {}).setdefault(edition, opening)
    found = [
        told
        for name, editions in sorted(rounds.items())
        if len(editions) >= FEWEST and (told := _told(name, editions, on))
    ]
    return sorted(found, key=lambda told: told.earliest)


def _first(opening: Opening) -> date:
    return opening.first


def _place(title: str, opening: Opening) -> tuple[str, int]:
    """The round and the year that a call is for."""
    parsed = titles.parse(title)
    return " ".join(_rounds_of_a_year(parsed)), _edition(parsed, opening.first)


def _announced(text: str) -> Opening | None:
    """The months in `공고 시기 ’31.2~3월`; the first of several, None where none is named."""
    found = _MONTHS.search("".join(text.split()))
    if not found:
        return None
    year, low = 2000 + int(found[1]), int(found[2])
    high = int(found[3] or low)
    if not 1 <= low <= high <= 12:
        return None
    return Opening(date(year, low, 1), date(year, high, monthrange(year, high)[1]))


def _edition(title: titles.Title, day: date) -> int:
    """The year that a call is for: what is called in December is often next year's."""
    return title.year if title.year and abs(title.year - day.year) <= 1 else day.year


def _rounds_of_a_year(title: titles.Title) -> list[str]:
    """The round marks without those that count on from year to year (제12회, 7기, 52차)."""
    return [
        mark
        for mark in title.rounds
        if not (found := _COUNTED.fullmatch(mark))
        or (found[2] == "차" and int(found[1]) <= MOST_ROUNDS)
    ]


def _told(name: str, editions: dict[int, Opening], on: date) -> Forecast | None:
    """For the edition that comes next; for the one after where a year was left out."""
    basis = sorted(editions.items(), reverse=True)[:MOST_YEARS]
    newest = basis[0][0]
    for edition in (newest + 1, newest + 2):
        low = min(_moved(one.first, edition - year) for year, one in basis)
        high = max(_moved(one.last, edition - year) for year, one in basis)
        late = high + LATE < on
        if not late and (edition == newest + 1 or edition == on.year):
            return Forecast(name, low, high, tuple(one for _, one in basis))
    return None


def _moved(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)
