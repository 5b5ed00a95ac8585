"""Industries that a notice asks for: 제조업을 영위하는, 제조 중소기업, 정보통신업 소상공인.

Only what stands alone is read. In a list (제조업, 지식서비스업 영위 기업) one unknown name would
shut out whoever is of it, so lists stay unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from majungmul.reference import industries
from majungmul.terms import InSet

from .hits import Clause, Hit

FIELD = "industry"
_FIRM = r"(?:소상공인|중소|중견|소기업|기업|업체|사업자|법인|사업장)"
_DOING = re.compile(
    rf"체(?![가-힣])|\s?(?:을|를)?\s?(?:주\s?업(?:종)?으로\s?)?(?:하는\s|영위|운영|경영(?!\s?(?:정보|체)))"
    rf"|\s{_FIRM}|\s?\)"
)
_MAKING = re.compile(
    rf"(?<![가-힣·ㆍ,/])제조(?=\s?{_FIRM})|(?<=중소)\s?제조\s?(?=기업|업체)"
    rf"|(?<=중견)\s?제조\s?(?=기업|업체)"
)
_LISTED = re.compile(r"(?:[,·ㆍ‧/]|및|또는|와|과|등)\s?$")
_GOES_ON = re.compile(r"\s?(?:[,·ㆍ‧/]|및|또는|와\s|과\s)")


@cache
def _names() -> re.Pattern[str]:
    words = [word for word in industries.surface_words() if word.endswith("업")]
    return re.compile("(?<![가-힣])(?:" + "|".join(map(re.escape, words)) + ")")


def trades(clause: Clause) -> Iterator[Hit]:
    """Each industry that stands alone beside an applicant or a verb of doing it: `industry`."""
    text = clause.text
    for match in _names().finditer(text, clause.start, clause.end):
        doing = _DOING.match(text, match.end(), clause.end)
        codes = industries.from_word(match[0])
        if codes and doing and not _in_list(clause, match.start(), match.end()):
            firm = 1 if text.startswith("체", match.end()) else 0
            yield _hit(clause, match.start(), match.end() + firm, codes)
    for match in _MAKING.finditer(text, clause.start, clause.end):
        if not _in_list(clause, match.start(), match.end()):
            yield _hit(clause, match.start(), match.end(), industries.prefixes("C"))


def _in_list(clause: Clause, start: int, end: int) -> bool:
    left = clause.text[max(clause.start, start - 8) : start]
    if _LISTED.search(left) or _GOES_ON.match(clause.text, end, clause.end):
        return True
    opening = clause.text.rfind("(", clause.start, start)
    closing = clause.text.find(")", opening) if opening >= 0 else -1
    return closing >= end and "," in clause.text[opening:closing]


def _hit(clause: Clause, start: int, end: int, codes: tuple[str, ...]) -> Hit:
    while clause.text[start].isspace():
        start += 1
    while clause.text[end - 1].isspace():
        end -= 1
    return Hit(start, end, InSet(FIELD, codes, span=clause.span(start, end)))
