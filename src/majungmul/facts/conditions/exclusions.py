"""Grounds for exclusion: 국세 체납, 휴ㆍ폐업, 참여제한 …, as words of `exclusions.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from majungmul.terms import Has

from .hits import Clause, Hit


@cache
def grounds() -> dict[str, list[str]]:
    """The wordings of each ground, by its code in the reference list."""
    source = files(__package__) / "exclusions.toml"
    return tomllib.loads(source.read_text("utf-8"))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{code}>{'|'.join(w)})" for code, w in grounds().items()))


def exclusions(clause: Clause) -> Iterator[Hit]:
    """Each ground named in the clause as `exclusion has`; the caller says whether it shuts out."""
    for match in _pattern().finditer(clause.text, clause.start, clause.end):
        end = match.end() - (len(match[0]) - len(match[0].rstrip()))
        span = clause.span(match.start(), end)
        rule = Has("exclusion", (str(match.lastgroup),), span)
        yield Hit(match.start(), end, rule, head=True, weight=1)


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
    return any(match.lastgroup in _STANDING for match in _pattern().finditer(text, start, end))


def begins_with_grounds(text: str, start: int, end: int) -> bool:
    """Whether a list of two grounds or more stands at the head of `text[start:end]`."""
    found = list(_pattern().finditer(text, start, end))
    return len(found) > 1 and found[0].start() <= start + 1
