"""What the readers of the field families understood of a clause, and the words they left over."""

from __future__ import annotations

import re

from majungmul.terms import Unread

from . import residue
from .ages import business_age, ceo_age, pre_founder, running
from .exclusions import exclusions
from .figures import figures
from .hits import Clause, Hit, Reader, reference_days
from .kinds import certificates, entities, sizes
from .places import places
from .trades import trades

READERS: tuple[Reader, ...] = (
    reference_days,
    places,
    business_age,
    running,
    pre_founder,
    ceo_age,
    sizes,
    entities,
    certificates,
    figures,
    trades,
    exclusions,
)
# what these read has a number in it
_NUMBERED = {business_age, running, figures}
_WORDED = tuple(reader for reader in READERS if reader not in _NUMBERED)
_DIGIT = re.compile(r"\d")
GROUND = "exclusion"
NEGATION = re.compile(
    r"않(?:은|는|아야|고|을|음|으며|습)|불인정|없(?:는|어야|음|을|고|이|거|다|습)|아닌|아닐|아님|아니(?:한|하|어야"
    r"|며)|제외|불가|불허|미(?:해당|보유|포함|가입|소재|등록)|금지|못한|안\s?된|빠[지진집짐]|뺌|배제"
)
# … 기업은 제외, … 자는 신청할 수 없습니다: the whole clause names who may not apply
SHUT = re.compile(
    r"\s?(?:기업|업체|자|사람|곳|경우|사업자|팀|단체)?\s?(?:은|는|에는)?\s?(?:신청|지원|참여|참가|응모|입주)?\s?(?:이|을)?"
    r"\s?(?:대상에서\s?)?(?:제외|불가|할\s?수\s?없|하지\s?않|빠[지진집짐]|뺌|배제)"
    r"(?:함|됨|한다|된다|합니다|됩니다|다|음|습니다|는다|니다|대상)?(?:\s?\([^()]{0,24}\))?[.)\s]{0,3}$"
)
_RANKED = re.compile(r"\([^()]{0,60}(?:우대|가점|무관|불문)[^()]{0,40}\)")
# (설립 1년 미만도 가능): lets in more, and narrows nothing
_TOO = re.compile(
    r"\([^()]{0,30}\d\s?(?:년|개월|명|인|세|억|만)[^()]{0,12}도\s?(?:신청|지원|참여)?\s?(?:이\s?)?(?:가능|인정|허용|포함|됨|됩|된)[^()]{0,10}\)"
)
# 누구나(개인 또는 팀): how anybody may come, not who
# 법인(농업회사법인을 포함한다): what the word before takes in
_TAKES_IN = re.compile(r"(?<=법인)\s?\([^()]{0,60}포함[^()]{0,6}\)")
_ANYBODY = re.compile(r"(?<=누구나)\s?\([^()]{0,60}\)")


def hits_in(clause: Clause) -> list[Hit]:
    """What the readers understood, in order and disjoint: the weightier, then the longer wins."""
    bracketed = clause.text.find("(", clause.start, clause.end) >= 0
    loose = [
        match.span()
        for words in (_RANKED, _TOO, _ANYBODY, _TAKES_IN)
        if bracketed
        for match in words.finditer(clause.text, clause.start, clause.end)
    ]
    numbered = _DIGIT.search(clause.text, clause.start, clause.end) is not None
    found = [
        hit
        for reader in (READERS if numbered else _WORDED)
        for hit in reader(clause)
        if not any(a <= hit.start and hit.end <= b for a, b in loose)
    ]
    found.sort(key=lambda hit: (-hit.weight, hit.start - hit.end, hit.start))
    kept: list[Hit] = []
    for hit in found:
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def unread(clause: Clause) -> Unread:
    return Unread(clause.quote, clause.span(clause.start, clause.end))


def left_over(clause: Clause, start: int, end: int) -> Unread | None:
    found = residue.content(clause.text, start, end)
    if found is None:
        return None
    span = clause.span(*found)
    return Unread(span.quote, span)
