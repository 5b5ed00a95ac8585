"""Duplicate support: what a company was already awarded may keep it from another call.

The limits are data that a call or a funder states; the awards come from the ledger. Nothing is
guessed: an award whose period is not known gives *unknown*, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from majungmul.terms import Truth

from .days import plus_years

LimitKind = Literal["same_program", "same_cost", "at_a_time"]


@dataclass(frozen=True, slots=True)
class Support:
    """Support a company got or asks for: its programme, cost items, and days from and to."""

    key: str
    program: str
    costs: frozenset[str] = frozenset()
    start: date | None = None
    end: date | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A rule against duplicates.

    `same_program`: not twice, within `years` of the earlier start where given. `same_cost`: not
    the same cost item at the same time. `at_a_time`: at most `count` of one `group` (empty: of
    all) running together.
    """

    kind: LimitKind
    years: int | None = None
    count: int = 1
    group: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A limit that the asked support breaks (TRUE) or may break (UNKNOWN), and by what."""

    limit: Limit
    truth: Truth
    because: tuple[str, ...]
    sentence: str


def conflicts(
    asked: Support, awarded: Iterable[Support], limits: Iterable[Limit]
) -> tuple[Conflict, ...]:
    """Every limit that `asked` breaks or may break beside what was `awarded`."""
    earlier = tuple(support for support in awarded if support.key != asked.key)
    found = (_against(limit, asked, earlier) for limit in limits)
    return tuple(conflict for conflict in found if conflict is not None)


def _against(limit: Limit, asked: Support, earlier: tuple[Support, ...]) -> Conflict | None:
    judged = [(support, _counts(limit, asked, support)) for support in earlier]
    sure = tuple(support.key for support, truth in judged if truth is Truth.TRUE)
    maybe = tuple(support.key for support, truth in judged if truth is Truth.UNKNOWN)
    room = limit.count if limit.kind == "at_a_time" else 1
    if len(sure) >= room:
        return Conflict(limit, Truth.TRUE, sure, _sentence(limit, sure, True))
    if len(sure) + len(maybe) >= room:
        both = sure + maybe
        return Conflict(limit, Truth.UNKNOWN, both, _sentence(limit, both, False))
    return None


def _counts(limit: Limit, asked: Support, earlier: Support) -> Truth:
    """Whether the earlier support counts towards the limit."""
    match limit.kind:
        case "same_program":
            if earlier.program != asked.program:
                return Truth.FALSE
            return _recent(limit.years, asked, earlier)
        case "same_cost":
            if not asked.costs or not earlier.costs:
                return Truth.UNKNOWN & overlap(asked, earlier)
            shared = Truth.TRUE if asked.costs & earlier.costs else Truth.FALSE
            return shared & overlap(asked, earlier)
        case "at_a_time":
            within = not limit.group or limit.group == earlier.group
            return overlap(asked, earlier) if within else Truth.FALSE


def overlap(one: Support, other: Support) -> Truth:
    """Whether the two run on a common day; unknown where an end is not known and matters."""
    if one.end and other.start and one.end < other.start:
        return Truth.FALSE
    if other.end and one.start and other.end < one.start:
        return Truth.FALSE
    known = one.start and one.end and other.start and other.end
    return Truth.TRUE if known else Truth.UNKNOWN


def _recent(years: int | None, asked: Support, earlier: Support) -> Truth:
    if years is None:
        return Truth.TRUE
    if asked.start is None or earlier.start is None:
        return Truth.UNKNOWN
    return Truth.TRUE if asked.start <= plus_years(earlier.start, years) else Truth.FALSE


def _sentence(limit: Limit, because: tuple[str, ...], sure: bool) -> str:
    within = f"{limit.years}년 안에 " if limit.years else "이미 "
    said, asked = {
        "same_program": (
            f"같은 사업의 지원을 {within}받았습니다",
            f"같은 사업의 지원을 {within}받았는지",
        ),
        "same_cost": (
            "같은 비목의 지원이 같은 기간에 겹칩니다",
            "같은 비목의 지원이 같은 기간에 겹치는지",
        ),
        "at_a_time": (
            f"동시에 받을 수 있는 {limit.count}건이 이미 찼습니다",
            f"동시에 받을 수 있는 {limit.count}건이 이미 찼는지",
        ),
    }[limit.kind]
    names = ", ".join(because)
    return f"{said}({names})." if sure else f"{asked} 확인해 주세요({names})."
