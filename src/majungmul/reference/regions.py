"""Provinces, cities, counties and districts by 행정표준코드 (the head of the legal-dong code).

Two digits are a province, five a 시·군·구; a 일반구 has its 시 as parent. Codes are today's:
강원 is 51 and 전북 52; what they were before is understood everywhere and answered with today's.
광주 (29) and 전남 (46), merged in July 2026, stay apart here, since notices go on naming them
apart; the merged codes (12…) are understood as well. Districts that were split or joined that
month keep their row, with the last day they were in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from ._files import table, toml


@dataclass(frozen=True, slots=True)
class Region:
    """One place. `en` is its name in Roman letters, `short` the one without 시·군 or 특별자치도;
    `bare` says whether that short name means nothing else in running text (부여, 장수 and 공주
    do). Dates are None where the place has stood since before the period that notices cover."""

    code: str
    name: str
    short: str
    aliases: tuple[str, ...]
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    iso: str | None
    bare: bool
    en: str


@dataclass(frozen=True, slots=True)
class OtherCode:
    """A code that this list answers with `code`: given up after the day `until`, or, where
    `until` is None, in force beside it."""

    other: str
    code: str
    until: date | None
    note: str


def get(code: str) -> Region | None:
    """The region with this code of today or of before; None when there is none."""
    today = canonical(code)
    return _by_code()[today] if today else None


@cache
def all_regions() -> tuple[Region, ...]:
    """Every region of today: 17 provinces, each followed by what lies in it."""
    return tuple(_region(row) for row in table("regions"))


@cache
def provinces() -> tuple[Region, ...]:
    """The 17 provinces (시·도) in the order of the official list."""
    return tuple(region for region in all_regions() if region.parent is None)


@cache
def other_codes() -> tuple[OtherCode, ...]:
    """Codes of before, and those of the merged 전남광주, with what they are here."""
    return tuple(
        OtherCode(row["other"], row["code"], _day(row["until"]), row["note"])
        for row in table("regions_other_codes")
    )


def canonical(code: str) -> str | None:
    """Today's code for a code of today or of before (`45111` → `52111`); None when unknown.

    Ten-digit legal-dong codes are cut to their city. `12` alone means two provinces here and is
    not answered: see `macro`.
    """
    code = code.strip()
    if len(code) == 10 and code.isdigit():
        code = code[:2] if code[2:] == "0" * 8 else code[:5]
    if code in _by_code():
        return code
    for entry in other_codes():
        if code == entry.other:
            return entry.code
    for entry in other_codes():  # a province that changed its number took its cities along
        if len(entry.other) == 2 and len(code) == 5 and code.startswith(entry.other):
            moved = entry.code + code[2:]
            return moved if moved in _by_code() else None
    return None


def ancestors(code: str) -> tuple[str, ...]:
    """The code itself and all that contain it, innermost first; empty when unknown."""
    region = get(code)
    chain = []
    while region:
        chain.append(region.code)
        region = _by_code()[region.parent] if region.parent else None
    return tuple(chain)


def contains(outer: str, inner: str) -> bool:
    """Whether `inner` lies in `outer` (or is it), old codes and 일반구 included."""
    return canonical(outer) in ancestors(inner)


def iso(code: str) -> str | None:
    """ISO 3166-2 code of the province that `code` lies in: `52111` → `KR-45`."""
    chain = ancestors(code)
    return _by_code()[chain[-1]].iso if chain else None


def from_iso(iso_code: str) -> str | None:
    """The province code for an ISO 3166-2 code: `KR-45` → `52`."""
    return next((region.code for region in provinces() if region.iso == iso_code), None)


def full_name(code: str, language: str = "ko") -> str | None:
    """`전북특별자치도 전주시 완산구`, `Wansan-gu, Jeonju-si, Jeonbuk`; None when unknown."""
    places = [_by_code()[part] for part in ancestors(code)]
    if language == "en":
        return ", ".join(dict.fromkeys(place.en for place in places)) or None
    return " ".join(dict.fromkeys(place.name for place in reversed(places))) or None


@cache
def names() -> Mapping[str, tuple[str, ...]]:
    """Every surface form that may stand alone in running text → the codes it can mean.

    중구 means six places, 광주 (bare) the metropolis only, 고성군 two. Macro words are not here.
    """
    found: dict[str, list[str]] = {}
    for region in all_regions():
        if not _is_its_province(region):
            short = (region.short,) if region.bare and region.short else ()
            for form in (region.name, *short, *region.aliases):
                found.setdefault(form, []).append(region.code)
    return {form: tuple(codes) for form, codes in found.items()}


def named(name: str, within: str | None = None) -> tuple[Region, ...]:
    """All regions of that name: full, short or alias; several when the name is ambiguous.

    `within` (a code) keeps those inside it. `광주` is both the metropolis and 경기도 광주시.
    """
    hits = _by_name().get(" ".join(name.split()), ())
    return tuple(region for region in hits if within is None or contains(within, region.code))


@cache
def macros() -> Mapping[str, tuple[str, ...]]:
    """Words for several provinces → their codes: 수도권, 비수도권, 호남권, 전국 …"""
    codes = {region.short: region.code for region in provinces()}
    lists: dict[str, list[str]] = toml("regions_macro")["macro"]
    found = {
        word: tuple(sorted(codes[short] for short in shorts)) for word, shorts in lists.items()
    }
    everywhere = tuple(sorted(codes.values()))
    found["전국"] = everywhere
    outside = tuple(code for code in everywhere if code not in found["수도권"])
    return found | {"비수도권": outside}


def macro(word: str) -> tuple[str, ...] | None:
    """Province codes of a macro word; None when it is none."""
    return macros().get(word.replace(" ", ""))


def region_of_address(address: str) -> str | None:
    """The innermost region an address names, by its first words; None when it names none.

    An address without its province counts when its first word is one place only. A macro word in
    front (전남광주통합특별시 순천시) narrows what follows.
    """
    words = re.sub(r"^\s*[(\[]?\d{5,6}[)\]]?\s*", "", address).replace(",", " ").split()[:5]
    wide = macro(words[0]) if words else None
    found: str | None = None
    for word in words[1:] if wide else words:
        here = [region for region in named(word, within=found) if region.code != found]
        if wide:
            here = [region for region in here if region.code[:2] in wide]
        if found is None:  # 광주 in front of an address is the metropolis
            here = [region for region in here if region.parent is None] or here
        if len(here) != 1:
            break
        found = here[0].code
    return found


def _region(row: Mapping[str, str]) -> Region:
    return Region(
        code=row["code"],
        name=row["name"],
        short=row["short"],
        aliases=tuple(filter(None, row["aliases"].split(";"))),
        parent=row["parent"] or None,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        iso=row["iso"] or None,
        bare=row["bare"] == "y",
        en=row["en"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _by_code() -> Mapping[str, Region]:
    return {region.code: region for region in all_regions()}


@cache
def _by_name() -> Mapping[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = {}
    for region in all_regions():
        if not _is_its_province(region):
            full = full_name(region.code) or ""
            for form in {region.name, region.short, *region.aliases, full} - {""}:
                found.setdefault(form, []).append(region)
    return {form: tuple(regions) for form, regions in found.items()}


def _is_its_province(region: Region) -> bool:
    """세종 is a province and its only city: by name it is the province."""
    return region.parent is not None and _by_code()[region.parent].name == region.name


def codes_of(words: Iterable[str]) -> tuple[str, ...]:
    """Codes of names and macro words that mean exactly one thing; others are left out."""
    found: set[str] = set()
    for word in words:
        hits = named(word)
        if wide := macro(word):
            found.update(wide)
        elif len(hits) == 1:
            found.add(hits[0].code)
    return tuple(sorted(found))
