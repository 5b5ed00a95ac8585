"""Grounds for exclusion as conditions on whoever applies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from majungmul.facts.notice import grounds
from majungmul.terms import Has, Not

from .hits import Clause, Hit

# 국세와 지방세를 모두 납부한: the ground, denied by what was done instead
_PAID = re.compile(
    r"(?:국세|지방세|세금)(?:\s?(?:[·ㆍ,/]|와|과|및|나)\s?(?:국세|지방세))?(?:을|를)?\s?"
    r"(?:(?:모두|전액|성실히|다)\s)?(?:완납|납부)\s?(?:하고|하였으며|하였고|했으며|한|를\s마친|완료한)(?=[\s,])"
)


def exclusions(clause: Clause) -> Iterator[Hit]:
    """Each ground named in the clause as `exclusion has`; the caller says whether it shuts out."""
    for match in grounds.pattern().finditer(clause.text, clause.start, clause.end):
        end = match.end() - (len(match[0]) - len(match[0].rstrip()))
        start = _word_start(clause, match.start())
        rule = Has("exclusion", (str(match.lastgroup),), clause.span(start, end))
        yield Hit(start, end, rule, head=True, weight=1)
    for match in _PAID.finditer(clause.text, clause.start, clause.end):
        none = Not(Has("exclusion", ("tax_arrears",), clause.span(*match.span())))
        yield Hit(match.start(), match.end(), none, weight=2)


def _word_start(clause: Clause, at: int) -> int:
    """Where the word begins that a ground ends: (산업안전보건)법을 위반한."""
    while at > clause.start and "가" <= clause.text[at - 1] <= "힣":
        at -= 1
    return at
