"""From a company's facts to small codes: what the bulk matcher compares instead of values.

Every threshold and code that any rule mentions is collected first; then each column has as few
codes as the rules can tell apart. A condition becomes two sets of codes, *surely true* and
*possibly true*, each an int whose bit k stands for code k. Multi-valued facts (industries, places)
use one code table for all their values; a condition holds if any value's code is in the set.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from math import ceil, floor
from typing import Protocol

from majungmul.reference import ages, sizes
from majungmul.terms import Condition, Has, InSet, Range

from .days import Days, plus_years
from .known import Path, industry_path, region_path

MISSING = 0

EPOCH = date(1970, 1, 1).toordinal()
NO_LOW, NO_HIGH = -(1 << 62), 1 << 62

Sets = tuple[int, int]  # surely, possibly


class Coding(Protocol):
    """One group of columns that share a code table."""

    name: str

    def want(self, leaf: Condition, days: Days) -> None:
        """Note what `leaf` has to tell apart."""

    def freeze(self) -> None:
        """Give out the codes; no `want` after this."""

    def sets(self, leaf: Condition, days: Days) -> Sets:
        """The codes for which the leaf is surely and possibly true."""

    @property
    def count(self) -> int:
        """How many codes there are."""


@dataclass(slots=True)
class Flags:
    """Yes, no or not known: certificates, exclusions, being yet to found."""

    name: str
    count: int = 3
    NO = 1
    YES = 2

    def want(self, leaf: Condition, days: Days) -> None:
        return

    def freeze(self) -> None:
        return

    def sets(self, leaf: Condition, days: Days) -> Sets:
        return 1 << self.YES, 1 << self.YES | 1 << MISSING


@dataclass(slots=True)
class Words:
    """One of a few words; those that no rule mentions share a code."""

    name: str
    codes: dict[str, int] = field(default_factory=dict)
    OTHER = 1

    @property
    def count(self) -> int:
        return len(self.codes) + 2

    def want(self, leaf: Condition, days: Days) -> None:
        assert isinstance(leaf, InSet)
        for value in leaf.values:
            self.codes.setdefault(value, len(self.codes) + 2)

    def freeze(self) -> None:
        return

    def sets(self, leaf: Condition, days: Days) -> Sets:
        assert isinstance(leaf, InSet)
        surely = sum(1 << self.codes[value] for value in set(leaf.values))
        return surely, surely | 1 << MISSING if surely else 0

    def code(self, value: str | None) -> int:
        return MISSING if value is None else self.codes.get(value, self.OTHER)


@dataclass(slots=True)
class Sizes:
    """The code is a set of possible size classes, one bit for each of `reference.sizes.CLASSES`.

    One coding for every state of the law that some call needs. A class outside the list (which a
    profile should not hold) is bit 5.
    """

    name: str
    law_day: date
    count: int = 64
    ALL = (1 << len(sizes.CLASSES)) - 1

    def want(self, leaf: Condition, days: Days) -> None:
        return

    def freeze(self) -> None:
        return

    def sets(self, leaf: Condition, days: Days) -> Sets:
        assert isinstance(leaf, InSet)
        wanted = self.mask(leaf.values)
        surely = sum(1 << code for code in range(1, 64) if not code & ~wanted)
        possibly = sum(1 << code for code in range(1, 64) if code & wanted)
        return surely, possibly

    @staticmethod
    def mask(values: Iterable[str]) -> int:
        known = {name: 1 << bit for bit, name in enumerate(sizes.CLASSES)}
        return sum({known.get(value, 1 << 5) for value in values})


@dataclass(slots=True)
class Bands:
    """Whole numbers (days since 1970 for dates), cut where some rule has an end.

    Codes: 0 not known, 1 no such number (a person yet to found has no business age), then one for
    each band from the lowest.
    """

    name: str
    interval: Callable[[Range, Days], tuple[int, int] | None]
    cuts: list[int] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)
    NONE = 1
    FIRST = 2

    @property
    def count(self) -> int:
        return len(self.cuts) + 1 + self.FIRST

    def want(self, leaf: Condition, days: Days) -> None:
        assert isinstance(leaf, Range)
        low, high = self.interval(leaf, days) or (NO_LOW, NO_HIGH)
        self._seen |= {end for end in (low, high + 1) if NO_LOW < end < NO_HIGH}

    def freeze(self) -> None:
        self.cuts = sorted(self._seen)

    def sets(self, leaf: Condition, days: Days) -> Sets:
        assert isinstance(leaf, Range)
        found = self.interval(leaf, days)
        if found is None:  # the day it counts on is not known
            return 0, _run(self.FIRST, self.count) | 1 << MISSING
        low, high = found
        first = self.FIRST + (0 if low <= NO_LOW else bisect_left(self.cuts, low) + 1)
        last = self.FIRST + (
            len(self.cuts) if high >= NO_HIGH else bisect_left(self.cuts, high + 1)
        )
        surely = _run(first, last + 1) if low <= high else 0
        return surely, surely | 1 << MISSING


@dataclass(slots=True)
class Paths:
    """Places and industries, in the order of a walk down the tree of every code a rule names.

    A node that has nodes below it has two codes: *exactly this* (too coarse to say more) and *in
    here but in none of those below*. So "lies in" is one run of codes, and "may lie in" is that
    run and the exact codes of what lies above. Codes 0 to 2: not known, sites not listed (matters
    where a rule asks for a site), no further value.
    """

    name: str
    path: Callable[[str], Path]
    exact: dict[Path, int] = field(default_factory=dict)
    beyond: dict[Path, int] = field(default_factory=dict)
    _nodes: set[Path] = field(default_factory=lambda: {()})
    UNLISTED = 1
    ABSENT = 2

    @property
    def count(self) -> int:
        return self.beyond[()] + 1

    def want(self, leaf: Condition, days: Days) -> None:
        assert isinstance(leaf, InSet)
        for value in leaf.values:
            path = self.path(value)
            self._nodes.update(path[:end] for end in range(1, len(path) + 1))

    def freeze(self) -> None:
        below: dict[Path, list[Path]] = {}
        for node in sorted(self._nodes):
            if node:
                below.setdefault(node[:-1], []).append(node)
        self._number((), self.ABSENT + 1, below)

    def sets(self, leaf: Condition, days: Days) -> Sets:
        assert isinstance(leaf, InSet)
        surely, possibly = 0, 1 << MISSING
        if leaf.basis == "site":
            possibly |= 1 << self.UNLISTED
        for value in leaf.values:
            path = self.path(value)
            if not path:  # a code of the rule that nobody can place
                possibly = (1 << self.count) - 1
                continue
            surely |= _run(self.exact[path], self.beyond[path] + 1)
            for end in range(len(path)):
                possibly |= 1 << self.exact[path[:end]]
        return surely, surely | possibly if leaf.values else 0

    def code(self, value: str | None) -> int:
        if not value:
            return MISSING
        path = self.path(value)
        known = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in self.exact)
        return self.exact[known] if len(known) == len(path) else self.beyond[known]

    def _number(self, node: Path, code: int, below: dict[Path, list[Path]]) -> int:
        """Number the subtree from `code` on; the next free code."""
        self.exact[node] = code
        children = below.get(node, [])
        code += bool(children)
        for child in children:
            code = self._number(child, code, below)
        self.beyond[node] = code
        return code + 1


def coding_of(leaf: Condition, days: Days) -> Coding | None:
    """A new coding for the leaf's field; None where the leaf is unknown for everybody."""
    match leaf:
        case InSet("region"):
            return Paths(coding_name(leaf, days), region_path)
        case InSet("industry"):
            return Paths(coding_name(leaf, days), industry_path)
        case InSet("size_class"):
            return Sizes(coding_name(leaf, days), law_version(days.law_day))
        case InSet("entity_type"):
            return Words(coding_name(leaf, days))
        case Range("business_age_years"):
            return Bands(coding_name(leaf, days), founded_between)
        case Range("ceo_age"):
            return Bands(coding_name(leaf, days), born_between)
        case Range("employees" | "revenue_krw" | "export_usd" | "investment_krw"):
            return Bands(coding_name(leaf, days), whole_between)
        case Has("pre_founder" | "certificate" | "exclusion"):
            return Flags(coding_name(leaf, days))
        case _:
            return None


def coding_name(leaf: Condition, days: Days) -> str:
    """Leaves with the same name share a coding; empty for one that is unknown for everybody."""
    match leaf:
        case InSet("region", _, basis):
            return "headquarters" if basis == "headquarters" else "places"
        case InSet("size_class"):
            return f"size_class@{law_version(days.law_day)}"
        case InSet("industry" | "entity_type") | Range(
            "business_age_years"
            | "ceo_age"
            | "employees"
            | "revenue_krw"
            | "export_usd"
            | "investment_krw"
        ):
            return leaf.field
        case Has("pre_founder"):
            return "pre_founder"
        case Has("certificate" | "exclusion", values):
            return f"{leaf.field}_{values[0]}"
        case _:
            return ""


def asks(leaf: Condition, days: Days) -> object:
    """What tells the leaf from others of the same coding: equal ones have equal sets of codes."""
    match leaf:
        case InSet(_, values, basis):
            return values, basis
        case Range("business_age_years"):
            return founded_between(leaf, days)
        case Range("ceo_age"):
            return born_between(leaf, days)
        case Range():
            return whole_between(leaf, days)
        case _:
            return None


@lru_cache(maxsize=1024)
def law_version(day: date) -> date:
    """The last day on or before `day` from which the size ceilings changed."""
    rows = sizes.all_ceilings()
    ends = {row.valid_to + timedelta(days=1) for row in rows if row.valid_to}
    changes = {row.valid_from for row in rows} | ends | {date.min}
    return max(change for change in changes if change <= day)


def founded_between(condition: Range, days: Days) -> tuple[int, int] | None:
    """First and last founding day (days since 1970) for which the age holds; None: day unknown.

    Later founding never makes a firm older, so both ends are found by bisection.
    """
    day = days.resolve(condition.as_of)
    if day is None:
        return None
    low, high = NO_LOW, NO_HIGH
    if condition.max is not None:
        low = _first_founded(condition.max, day, condition.max_inclusive)
    if condition.min is not None:
        high = _first_founded(condition.min, day, not condition.min_inclusive) - 1
    return low, high


@lru_cache(maxsize=65536)
def _first_founded(years: object, day: date, inclusive: bool) -> int:
    """The earliest founding day whose `years` end on or after `day` (after it: not inclusive)."""

    def reaches(ordinal: int) -> bool:
        end = plus_years(date.fromordinal(ordinal), years)  # type: ignore[arg-type]
        return end >= day if inclusive else end > day

    last = date.max.toordinal()
    return bisect_left(range(1, last + 1), True, key=reaches) + 1 - EPOCH


def born_between(condition: Range, days: Days) -> tuple[int, int] | None:
    """First and last birthday for which the completed years lie in the range."""
    day = days.resolve(condition.as_of)
    if day is None:
        return None
    youngest, oldest = whole_between(condition, days)
    low, high = NO_LOW, NO_HIGH
    if oldest < NO_HIGH:
        low = _first_born(min(oldest + 1, 9999), day)
    if youngest > NO_LOW:
        high = _first_born(youngest, day) - 1
    return low, high


@lru_cache(maxsize=65536)
def _first_born(years: int, day: date) -> int:
    """The earliest birthday of somebody younger than `years` on `day`."""

    def younger(ordinal: int) -> bool:
        return ages.full_years(date.fromordinal(ordinal), day) < years

    last = date.max.toordinal()
    return bisect_left(range(1, last + 1), True, key=younger) + 1 - EPOCH


def whole_between(condition: Range, days: Days) -> tuple[int, int]:
    """The least and the greatest whole number in the range."""
    low, high = NO_LOW, NO_HIGH
    if condition.min is not None:
        low = ceil(condition.min)
        low += low == condition.min and not condition.min_inclusive
    if condition.max is not None:
        high = floor(condition.max)
        high -= high == condition.max and not condition.max_inclusive
    return low, high


def _run(start: int, end: int) -> int:
    """Bits start … end - 1."""
    return (1 << end) - (1 << start) if end > start else 0
