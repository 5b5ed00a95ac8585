"""Grounds for exclusion: 국세 체납, 휴ㆍ폐업, 참여제한 …, as words of `exclusions.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from majungmul.facts import gates
from majungmul.terms import Has

from .hits import Clause, Hit


@cache
def grounds() -> dict[str, list[str]]:
    """The wordings of each ground, by its code in the reference list."""
    source = files(__package__) / "exclusions.toml"
    return tomllib.loads(source.read_text("utf-8"))


@cache
def _pattern() -> re.Pattern[str]:
    return gates.gated(grounds())


def exclusions(clause: Clause) -> Iterator[Hit]:
    """Each ground named in the clause as `exclusion has`; the caller says whether it shuts out."""
    for match in _pattern().finditer(clause.text, clause.start, clause.end):
        end = match.end() - (len(match[0]) - len(match[0].rstrip()))
        start = _word_start(clause, match.start())
        rule = Has("exclusion", (gates.name_of(match),), clause.span(start, end))
        yield Hit(start, end, rule, head=True, weight=1)


def _word_start(clause: Clause, at: int) -> int:
    """Where the word begins that a ground ends: (산업안전보건)법을 위반한."""
    while at > clause.start and "가" <= clause.text[at - 1] <= "힣":
        at -= 1
    return at


def names_ground(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` names a ground at all."""
    return _pattern().search(text, start, end) is not None


# what a firm is or has been, not what it did in a call it was chosen for
_STANDING = {
    "tax_arrears", "insurance_arrears", "credit_default", "closed_business", "sanctioned",
    "seizure", "duplicate_support", "insolvency", "impaired_capital", "wage_arrears",
    "restricted_industry",
}  # fmt: skip


def names_standing(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` names a ground that a firm is under before it applies."""
    return any(gates.name_of(match) in _STANDING for match in _pattern().finditer(text, start, end))


def begins_with_grounds(text: str, start: int, end: int) -> bool:
    """Whether a list of two grounds or more stands at the head of `text[start:end]`."""
    first = _pattern().match(text, start, end) or _pattern().match(text, start + 1, end)
    return first is not None and _pattern().search(text, first.end(), end) is not None
