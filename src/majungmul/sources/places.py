"""Which provinces a source's words mean: short and long names, title prefixes, codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from majungmul.reference import regions

_PREFIX = re.compile(r"\s*[\[(【]([^\])】]{2,60})[\])】]")
_JOINTS = re.compile(r"[\s,ㆍ·・/|&+]+")


@dataclass(frozen=True, slots=True)
class Regions:
    """Province codes in ascending order, or the whole country; `nationwide` None: not said."""

    codes: tuple[str, ...] = ()
    nationwide: bool | None = None

    def __bool__(self) -> bool:
        return self.nationwide is not None

    def __str__(self) -> str:
        """How a line of text says it: `전국`, or the provinces' short names; "" when not said."""
        if self.nationwide:
            return "전국"
        return ", ".join(region.short for code in self.codes if (region := regions.get(code)))


def of(codes: Iterable[str]) -> Regions:
    """Regions of province codes; all provinces together are the whole country."""
    found = tuple(sorted(set(codes)))
    if len(found) == len(regions.provinces()):
        return Regions((), True)
    return Regions(found, False) if found else Regions()


def from_names(names: Iterable[str]) -> Regions:
    """Of names, each a province, a group of provinces, or the country; others are passed over."""
    return of(code for name in names for code in _codes(name))


def from_hashtags(tags: Iterable[str]) -> Regions:
    """Of bizinfo's tags: short names only, for a long one among them is an agency's."""
    short = {region.short: (region.code,) for region in regions.provinces()}
    merged = {name: regions.macro(name) or () for name in ("전국", "전남광주")}
    return of(code for tag in tags for code in (short | merged).get(tag, ()))


def from_title(title: str) -> Regions:
    """Of a prefix such as `[경기]` or `[서울ㆍ인천ㆍ경기]`, if every word in it is a place."""
    match = _PREFIX.match(title)
    names = [name for name in _JOINTS.split(match[1]) if name] if match else []
    return from_names(names) if all(_codes(name) for name in names) else Regions()


def from_codes(codes: Iterable[str]) -> Regions:
    """Of administrative codes of 2, 4 or 10 digits, old or new; `1000…` is the country."""
    heads = [code.strip()[:2] for code in codes]
    if "10" in heads:
        return Regions((), True)
    return of(code for head in heads if (code := regions.canonical(head)))


def _codes(name: str) -> tuple[str, ...]:
    name = "".join(name.split())
    return _provinces().get(name) or regions.macro(name) or ()


@cache
def _provinces() -> Mapping[str, tuple[str, ...]]:
    return {
        name: (province.code,)
        for province in regions.provinces()
        for name in (province.name, province.short, *province.aliases)
    }
