"""Expected against found: a match says everything the gold says; more than gold is an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from .gold import Item

SKIP = {"quote", "nth", "on", "may"}
Fact = Mapping[str, Any]


@dataclass
class Score:
    """Counts over many items."""

    right: int = 0
    missed: int = 0
    extra: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: Score) -> None:
        self.right += other.right
        self.missed += other.missed
        self.extra += other.extra


@dataclass(frozen=True)
class Judged:
    """One item: its counts, and the facts missed and wrongly found, to be looked at."""

    score: Score
    missed: list[Fact]
    extra: list[Fact]


def judge(item: Item, kind: str, found: Iterable[Fact]) -> Judged:
    """Pair what the gold expects of `item` with what was found, each at most once.

    What the gold marks `may` is neither asked for nor an error."""
    rest = list(found)
    missed: list[Fact] = []
    right = 0
    for expected in sorted(item.expect[kind], key=_slack):
        hit = next((fact for fact in rest if agrees(expected, fact, item.text)), None)
        if hit is not None:
            rest.remove(hit)
        if expected.get("may"):
            continue
        if hit is None:
            missed.append(expected)
        else:
            right += 1
    return Judged(Score(right, len(missed), len(rest)), missed, rest)


def _slack(expected: Fact) -> tuple[bool, int]:
    """What asks for most chooses first; what may be found takes what is left."""
    return bool(expected.get("may")), -len(expected)


def agrees(expected: Fact, fact: Fact, text: str) -> bool:
    """Whether `fact` stands where `expected` does and says all that `expected` says."""
    if "quote" in expected and not _overlaps(expected, fact, text):
        return False
    if "on" in expected and not _on(expected["on"], fact):
        return False
    return all(_same(value, fact.get(key)) for key, value in expected.items() if key not in SKIP)


def _on(day: str, fact: Fact) -> bool:
    """Whether the period is of this one day: it starts or ends on it and reaches no further."""
    sides = {str(side)[:10] for side in (fact.get("start"), fact.get("end")) if side}
    return sides == {day}


def _overlaps(expected: Fact, fact: Fact, text: str) -> bool:
    start = -1
    for _ in range(expected.get("nth", 1)):
        start = text.index(expected["quote"], start + 1)
    end = start + len(expected["quote"])
    places = [fact.get("span", fact), *fact.get("also", ())]
    return any(place["start"] < end and start < place["end"] for place in places)


def _same(expected: Any, value: Any) -> bool:
    if isinstance(expected, list) and isinstance(value, list):
        return sorted(map(str, expected)) == sorted(map(str, value))
    if isinstance(expected, dict) and isinstance(value, Mapping):
        return all(_same(part, value.get(key)) for key, part in expected.items())
    if expected == value:
        return True
    try:
        return Decimal(str(expected)) == Decimal(str(value))
    except InvalidOperation:
        return False
