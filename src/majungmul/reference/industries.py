"""한국표준산업분류 (KSIC, 10th revision): classes, and the words of notices that mean them.

Codes are written without the section letter, as companies hold them (`62010`); a rule's prefix
`62` covers them. The 11th revision (in force since 2024-07-01) kept the two-digit divisions, so
prefixes of that length hold in both; deeper ones are those of the 10th.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ._files import table, toml


@dataclass(frozen=True, slots=True)
class Industry:
    """A section (`J`), a division (`62`), a group (`620`) or a class that notices name."""

    code: str
    name: str
    section: str


@cache
def industries() -> Mapping[str, Industry]:
    """Every listed class by its code; sections by their letter."""
    return {row["code"]: Industry(**row) for row in table("industries")}


def normalise(code: str) -> str | None:
    """`C26`, `C 26110`, `26.110` → digits without the letter; a bare section letter stays.

    None when it is no code of a listed division.
    """
    bare = re.sub(r"[\s.\-]", "", code).upper()
    if bare in industries() and bare.isalpha():
        return bare
    digits = bare[1:] if bare[:1].isalpha() else bare
    if not digits.isdigit() or not 2 <= len(digits) <= 5 or digits[:2] not in industries():
        return None
    section = industries()[digits[:2]].section
    return None if bare[:1].isalpha() and bare[0] != section else digits


def prefixes(section: str) -> tuple[str, ...]:
    """The two-digit divisions of a section letter: `J` → 58 … 63."""
    return tuple(
        item.code
        for item in industries().values()
        if item.section == section and len(item.code) == 2
    )


def section_of(code: str) -> str | None:
    """The section letter of a code: `62010` → `J`."""
    digits = normalise(code)
    if digits is None:
        return None
    return digits if digits.isalpha() else industries()[digits[:2]].section


def name_of(code: str) -> str | None:
    """The name of the class or of the nearest listed one above it."""
    digits = normalise(code)
    while digits:
        if digits in industries():
            return industries()[digits].name
        digits = digits[:-1]
    return None


def matches(prefix_list: Iterable[str], code: str) -> bool:
    """Whether a company's `code` falls under one of the prefixes (a section letter counts)."""
    digits = normalise(code)
    return digits is not None and any(
        digits.startswith(prefixes(p) if p.isalpha() else p) for p in prefix_list
    )


def from_word(word: str) -> tuple[str, ...] | None:
    """KSIC prefixes a word of a notice means; None when it means none for certain."""
    return words().get(_fold(word))


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """Folded words (no blanks, no 등) → prefixes; names of classes included."""
    found: dict[str, tuple[str, ...]] = {}
    for item in industries().values():
        wide = prefixes(item.code) if item.code.isalpha() else (item.code,)
        found.setdefault(_fold(item.name), wide)  # 수도업 is division 36 before it is group 360
    listed: dict[str, list[str]] = toml("industry_words")["words"]
    return found | {_fold(word): tuple(codes) for word, codes in listed.items()}


@cache
def surface_words() -> tuple[str, ...]:
    """Every listed word as printed, longest first, for building a scanner."""
    listed = [*toml("industry_words")["words"], *(item.name for item in industries().values())]
    return tuple(sorted(set(listed), key=lambda word: (-len(word), word)))


def _fold(word: str) -> str:
    return re.sub(r"[\s·ㆍ‧・,;]|등$", "", word.strip()).casefold()
