"""When a program will open next, told from when it opened before. A range and its basis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from . import titles
from .models import Opportunity, Program

FEWEST = 2  # years
MOST_YEARS = 5
LATE = timedelta(days=30)  # after the latest day there ever was, nothing is foretold


@dataclass(frozen=True, slots=True)
class Forecast:
    """The next opening lies in `[earliest, latest]`, if the year goes as those of `basis` did.

    `basis` are the days on which calls of the same round opened, newest first.
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
            years = rounds.setdefault(" ".join(titles.parse(title).rounds), {})
            years[day.year] = min(day, years.get(day.year, day))
    found = [
        told
        for name, years in sorted(rounds.items())
        if len(years) >= FEWEST and (told := _told(name, years, on))
    ]
    return sorted(found, key=lambda told: told.earliest)


def _told(name: str, years: dict[int, date], on: date) -> Forecast | None:
    basis = sorted(years.values(), reverse=True)[:MOST_YEARS]
    if on.year - basis[0].year > FEWEST:
        return None  # given up
    year = on.year + 1 if basis[0].year == on.year else on.year
    days = sorted(_in_year(day, year) for day in basis)
    if days[-1] + LATE < on:
        return None
    return Forecast(name, days[0], days[-1], tuple(basis))


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 2, 28)
