"""The editable tables of the grammar, loaded once and laid out for looking up."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, cast

from majungmul.terms import Bound, QuantityKind


class Unit(NamedTuple):
    """A counter as printed, and what a number before it is. `generic` asks the nouns around."""

    written: str
    kind: QuantityKind
    unit: str
    generic: bool = False


class Amount(NamedTuple):
    """A numeral with its counter, before the words around it are read."""

    start: int
    end: int
    value: Decimal
    unit: Unit
    more: bool = False  # 여: and some more


class Nouns(NamedTuple):
    """Last syllables of the names of countable things → unit."""

    unit: dict[str, str]
    weak: frozenset[str]
    stop: frozenset[str]
    longest: int


class Bounds(NamedTuple):
    """Words before, after and further on → bound ("" when the word only belongs to the quote)."""

    before: dict[str, str]
    after: dict[str, str]
    later: dict[str, str]


def load(name: str) -> dict[str, Any]:
    """The TOML table `data/<name>.toml` of this room."""
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


@cache
def counters() -> dict[str, tuple[Unit, ...]]:
    """Counters by their first character, the longest first."""
    units: dict[str, list[Unit]] = {}
    for kind, by_unit in load("counters").items():
        for name, written in by_unit.items():
            for word in written:
                generic = kind == "generic"
                entry = Unit(word, "count" if generic else cast(QuantityKind, kind), name, generic)
                units.setdefault(word[0], []).append(entry)
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry.written)))
        for first, entries in units.items()
    }


@cache
def nouns() -> Nouns:
    """The things a generic counter counts."""
    table = load("nouns")
    unit = {noun: name for name, words in table["unit"].items() for noun in words}
    return Nouns(
        unit,
        frozenset(table["weak"]),
        frozenset(table["stop"]["words"]),
        max(len(noun) for noun in unit),
    )


@cache
def bounds() -> Bounds:
    """How firmly a number stands."""
    table = load("bounds")
    return Bounds(table["before"], table["after"], table["later"])


def firmer(first: Bound, second: Bound) -> Bound:
    """The bound that wins when two are said of one number: a limit before 약, 약 before exact."""
    order: dict[Bound, int] = {"exact": 0, "about": 1, "at_least": 2, "at_most": 2, "range": 3}
    return second if order[second] > order[first] else first
