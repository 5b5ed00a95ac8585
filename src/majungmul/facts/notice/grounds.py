"""Grounds for exclusion: 국세 체납, 휴ㆍ폐업, 참여제한 …, as words of `data/grounds.toml`."""

from __future__ import annotations

from functools import cache

from majungmul.facts.tables import load

from .gates import Gated


@cache
def grounds() -> dict[str, list[str]]:
    """The wordings of each ground, by its code in the reference list."""
    return load("grounds")


@cache
def pattern() -> Gated:
    """Every wording of every ground; `lastgroup` of a match is the ground."""
    return Gated(grounds())


def names_ground(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` names a ground at all."""
    return pattern().search(text, start, end) is not None


# what a firm is or has been, not what it did in a call it was chosen for
_STANDING = {
    "tax_arrears", "insurance_arrears", "credit_default", "closed_business", "sanctioned",
    "seizure", "duplicate_support", "insolvency", "impaired_capital", "wage_arrears",
    "restricted_industry",
}  # fmt: skip


def names_standing(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` names a ground that a firm is under before it applies."""
    return any(match.lastgroup in _STANDING for match in pattern().finditer(text, start, end))


def begins_with_grounds(text: str, start: int, end: int) -> bool:
    """Whether a list of two grounds or more stands at the head of `text[start:end]`."""
    first = pattern().match(text, start, end) or pattern().match(text, start + 1, end)
    return first is not None and pattern().search(text, first.end(), end) is not None
