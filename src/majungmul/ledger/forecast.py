"""When a program will open next, told from when it opened before. A range and its basis."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from . import titles
from .models import Opportunity, Program

FEWEST = 2  # years
MOST_YEARS = 5
MOST_ROUNDS = 12  # of one year
_COUNTED = re.compile(r"(\d+)(회|회차|기|차)")
LATE = timedelta(days=30)  # after the latest day there ever was, nothing is foretold


@dataclass(frozen=True, slots=True)
class Forecast:
    """The next opening lies in `[earliest, latest]`, if the year goes as those of `basis` did.

    `basis` are the days on which the editions of the same round opened, newest first.
    """

    round: str
    earliest: date
    latest: date
    basis: tuple[date, ...]

    @property
    def sentence(self) -> str:
        low, high = self.earliest, self.latest
        span = f"{low.month}월 {low.day}일"
        if high != low:
            span += f"~{high.month}월 {high.day}일" if high.month != low.month else f"~{high.day}일"
        years = ", ".join(f"{day:%Y-%m-%d}" for day in self.basis)
        name = f"{self.round} " if self.round else ""
        return f"최근 {len(self.basis)}년 동안 {name}공고가 {span} 사이에 열렸습니다({years})."


def forecast(program: Program, on: date) -> list[Forecast]:
    """One forecast for each round that opened in at least two years; none for what is open now."""
    calls = Opportunity.objects.filter(program=program, same_as=None, amends=None)
    rows = calls.values_list("title", "opens", "published")
    return foretell(((title, opens or published) for title, opens, published in rows), on)


def foretell(calls: Iterable[tuple[str, date | None]], on: date) -> list[Forecast]:
    """The same from (title, day of opening) alone."""
    rounds: dict[str, dict[int, date]] = {}
    for title, day in calls:
        if day is not None:
            parsed = titles.parse(title)
            editions = rounds.setdefault(" ".join(_rounds_of_a_year(parsed)), {})
            edition = _edition(parsed, day)
            editions[edition] = min(day, editions.get(edition, day))
    found = [
        told
        for name, editions in sorted(rounds.items())
        if len(editions) >= FEWEST and (told := _told(name, editions, on))
    ]
    return sorted(found, key=lambda told: told.earliest)


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


def _told(name: str, editions: dict[int, date], on: date) -> Forecast | None:
    """For the edition that comes next; for the one after where a year was left out."""
    basis = sorted(editions.items(), reverse=True)[:MOST_YEARS]
    newest = basis[0][0]
    for edition in (newest + 1, newest + 2):
        days = sorted(_moved(day, edition - year) for year, day in basis)
        late = days[-1] + LATE < on
        if not late and (edition == newest + 1 or edition == on.year):
            return Forecast(name, days[0], days[-1], tuple(day for _, day in basis))
    return None


def _moved(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)
