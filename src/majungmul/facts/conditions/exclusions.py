"""Grounds for exclusion as conditions on whoever applies."""

from __future__ import annotations

from collections.abc import Iterator

from majungmul.facts.notice import grounds
from majungmul.terms import Has

from .hits import Clause, Hit


def exclusions(clause: Clause) -> Iterator[Hit]:
    """Each ground named in the clause as `exclusion has`; the caller says whether it shuts out."""
    for match in grounds.pattern().finditer(clause.text, clause.start, clause.end):
        end = match.end() - (len(match[0]) - len(match[0].rstrip()))
        start = _word_start(clause, match.start())
        rule = Has("exclusion", (str(match.lastgroup),), clause.span(start, end))
        yield Hit(start, end, rule, head=True, weight=1)


def _word_start(clause: Clause, at: int) -> int:
    """Where the word begins that a ground ends: (산업안전보건)법을 위반한."""
    while at > clause.start and "가" <= clause.text[at - 1] <= "힣":
        at -= 1
    return at
