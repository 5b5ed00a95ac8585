"""Dates that are no period of a call: a programme's name, an applicant's past, another call."""

from __future__ import annotations

import re

from . import endings

_REPORTING = re.compile(
    r"\ ?(?:오전|오후)?\ ?(?:밝혔|전했|말했|알렸|발표했|설명했|공고했|보도|공포)"
)
_MODIFIES = re.compile(
    r"(?:\([0-9]{1,3}차\))?\s[「『\"'(]?(?!한\s?달|중(?:\s|$|[),])|경|예정|말|초|내\s|이내|에\s)[가-힣A-Za-z]"
)
_NAMES_ROUND = re.compile(r"\)\s?'?[0-9]")
_LABEL_SIGN = re.compile(r"[:|(]\s?'?$")
_CONDITION = re.compile(
    r"(?:기준\s?[:(]?|[0-9]\s?년\*?\s?(?:이내)?\s?\("
    r"|(?:전년도?|직전\s?(?:사업)?\s?연도|(?:당해|회계|사업)\s?연도)\s?\("
    r"|(?:창업|설립|출생|개업|사업자\s?등록|법인\s?등록|업력)[가-힣]{0,6}\s?[:(])\s?'?$"
)
_CONDITION_AFTER = re.compile(r"\)?\s?(?:이내|출생|사이에?\s(?:창업|설립|출생|태어))")
_FIGURE_BEFORE = re.compile(r"[0-9]\s?[가-힣%]{1,3}\($")
_MAY_APPLY = re.compile(r"\s?(?:부터\s)?(?:[가-힣]{1,6}\s)?(?:신청|접수|모집|제출|시작|오픈)")
_NEXT_CALL = re.compile(
    r"(?:[2-9]차|다음|차기|추가|차년도)\s?(?:모집|공모|신청|접수|공고)[은는]?\s?[^.\n]{0,10}$"
)


def is_modifier(before: str, tail: str) -> bool:
    """Whether a month or half-year only names what follows: `2026년 하반기 참여기업 모집`."""
    if before.endswith("(") and _NAMES_ROUND.match(tail):
        return True  # (1분기) 3. 3. ~ 4. 1.
    return _MODIFIES.match(tail) is not None and not _LABEL_SIGN.search(before)


def dates_a_figure(before: str, tail: str) -> bool:
    """Whether a month in brackets only says as of when: `수행기관 1,846개사(2025년 12월 말)`."""
    return _FIGURE_BEFORE.search(before) is not None and tail.startswith(")")


def is_next_call(before: str) -> bool:
    """Whether the words speak of a call to come: `2차 모집은 6월 중 공고 예정`."""
    return _NEXT_CALL.search(before) is not None


def bounds_a_condition(before: str, tail: str) -> bool:
    """Whether two dates bound what an applicant did: `창업 7년 이내(2019. 3. 2. ~ 2026. 3. 1.)`."""
    return _CONDITION.search(before) is not None or _CONDITION_AFTER.match(tail) is not None


def is_since(quote: str, before: str, tail: str) -> bool:
    """Whether `이후` dates an applicant's own past: `2025. 1. 1. 이후 자녀를 낳은`."""
    if not quote.endswith("이후"):
        return False
    return endings.labelled_role(before) is None and not _MAY_APPLY.match(tail)


def runs_from(before: str) -> bool:
    """Whether a day is counted from another that is not printed: `익월 15일까지`."""
    before = before.rstrip()
    return before.endswith(("익월", "다음 월", "당월", "해당 월")) or (
        re.search(r"달의\s다음\s?달$", before) is not None
    )


def is_reporting(tail: str) -> bool:
    """Whether somebody said so on that day: `4일 밝혔다`."""
    return _REPORTING.match(tail) is not None
