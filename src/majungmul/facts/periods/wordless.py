"""Periods told in words alone: 상시, 예산 소진 시까지, 추후 공지, 공고일부터 30일."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from majungmul.facts.scan.scanner import Scan
from majungmul.terms import Period, Span

from . import calendar, endings, no_period
from .roles import Roles
from .sequences import SOONER
from .windows import from_notice_before

_BEFORE, _AFTER = 70, 70
_BELOW = re.compile(r"(?:아래|다음)(?:와|과)?\s?(?:같이)?\s?$")
_SHORT = 120
_REMARK = re.compile(r"\s{0,4}(?:[※*(]|([-·ㆍ○]))")
_REMARKED = 14
_ROUNDS_FOLLOW = re.compile(r"\s?\([0-9]차")  # 상시(1차 마감 4. 30.)
_HANGUL_FIRST = re.compile(r"[가-힣]")
_ROUND_LABEL = re.compile(r"(?:[0-9]차|[상하]반기|[1-4]분기)\s?:?\s?$")
_APPLIES = re.compile(r"\s?(?:접수|모집|신청)")
# ◦ (전문상담) 공고일로부터
_OWN_LABEL = re.compile(r"\([^()\n]{1,16}\)|공고일?(?:로?부터|\s?~)|[가-힣0-9 ]{1,8}\s?:")


def wordless(scan: Scan, roles: Roles, found: list[Period], published: date | None) -> list[Period]:
    """Periods told without a date: `상시`, `예산 소진 시까지`, `추후 공지`, `공고일부터 30일`."""
    folded, told, reach = scan.folded, [], 0
    short = len(folded) <= _SHORT and "\n" not in folded
    starts = [period.span.start for period in found]
    for word in endings.wordless(folded):
        before_rounds = _ROUNDS_FOLLOW.match(folded, word.end()) is not None
        near = not before_rounds and _told_near(found, starts, folded, word.start())
        if word.start() < reach or near:
            continue
        start, stop = _line(folded, word.start())
        before = folded[start : word.start()]
        if before.rstrip().endswith(("기간 내", "기간내")) or no_period.is_next_call(before):
            continue
        if short and "공고" not in before and endings.loose_role(before) == "other":
            continue
        if _adds(folded, start, found, word):
            continue
        if _BELOW.search(before):
            continue  # "시기가 아래와 같이 상이": the dates follow
        round_of = _is_next_round(found, folded, start, before)
        if not (short or round_of or _is_told(folded, roles, word, before, stop)):
            continue
        reach = stop
        told.append(_wordless_period(scan, word, stop, published))
    return [period for period in told if period is not None]


def _is_next_round(found: Sequence[Period], folded: str, start: int, before: str) -> bool:
    """Whether the line goes on with the rounds of the one above: `3차 : 추후 공고`."""
    index = bisect(found, start, key=_opens_at) - 1
    if index < 0 or not _ROUND_LABEL.search(before):
        return False
    return not folded[found[index].span.end : start].strip()


def _line_above(folded: str, word: re.Match[str]) -> str:
    line = max(0, folded.rfind("\n", max(0, word.start() - _BEFORE), word.start()))
    return folded[folded.rfind("\n", max(0, line - _BEFORE), line) + 1 : line]


def _is_told(folded: str, roles: Roles, word: re.Match[str], before: str, stop: int) -> bool:
    """Whether label, heading or the words themselves say that they end an application."""
    if _labelled(before):
        role = endings.labelled_role(before)
        ends = word.lastgroup in SOONER or _APPLIES.match(folded, word.end(), stop)
        if role == "application" or (role in ("program", None) and ends):
            return True
    if _HANGUL_FIRST.match(before) and endings.labelled_role(_line_above(folded, word)) == (
        "application"
    ):
        return True  # the label stands in the line that runs on
    own = _OWN_LABEL.sub("", before)
    return roles.under_heading(word.start(), own, own == before) == "application"


def _adds(folded: str, start: int, found: list[Period], word: re.Match[str]) -> bool:
    """A remark below an application period (`※ 예산 소진 시 조기 마감`) ends that one."""
    index = bisect(found, start, key=_opens_at) - 1
    remark = _REMARK.match(folded, start)
    if index < 0 or word.lastgroup not in SOONER:
        return False
    if remark is None and "조기" not in folded[word.end() : word.end() + _REMARKED]:
        return False
    if remark and remark[1] and word.start() - start > _REMARKED:
        return False
    above = found[index]
    if above.role != "application" and word.lastgroup != "until_funds":
        return False
    if above.role == "other" or folded.count("\n", above.span.end, start) > (2 if remark else 3):
        return False
    if start - above.span.end > _SHORT or folded[start - 1 : start] not in ("\n", ""):
        return False
    if above.end_kind == "date":
        found[index] = replace(above, end_kind=SOONER[word.lastgroup])
    return True


def _opens_at(period: Period) -> int:
    return period.span.start


def _wordless_period(
    scan: Scan, word: re.Match[str], stop: int, published: date | None
) -> Period | None:
    start, notes = word.start(), endings.notes(scan.folded[word.start() : stop])
    if counted := endings.after_notice(scan.folded[start:stop]):
        note = f"공고일부터 {counted[1]}{counted[2]}"
        span = _span(scan, start, start + counted.end())
        opens = calendar.opening(published, None)
        return Period(span, "application", opens, None, "after_notice", note)
    kind = endings.end_kind(scan.folded[start:stop])
    if kind is None and word.lastgroup == "repeated":
        kind = "rolling"
    if kind is None:
        return None
    end = endings.until_words_end(scan.folded, start, stop) or word.end()
    opens = None
    if (from_notice := from_notice_before(scan.folded, start)) is not None:
        start, opens = from_notice, calendar.opening(published, None)
        notes.insert(0, "공고일부터")
    return Period(_span(scan, start, end), "application", opens, None, kind, "; ".join(notes))


def _told_near(found: Sequence[Period], starts: Sequence[int], folded: str, at: int) -> bool:
    """Whether a dated period on the same line already says how it ends."""
    index = bisect(starts, at + _BEFORE)
    return any(
        period.span.start - _BEFORE <= at < period.span.end + _AFTER
        and _one_line(folded, period.span.start, at)
        for period in found[max(0, index - 3) : index]
    )


def _one_line(folded: str, first: int, second: int) -> bool:
    low, high = sorted((first, second))
    return "\n" not in folded[low:high]


def _line(folded: str, at: int) -> tuple[int, int]:
    start = max(folded.rfind("\n", max(0, at - _BEFORE), at) + 1, at - _BEFORE, 0)
    end = folded.find("\n", at, at + _AFTER)
    return start, end if end >= 0 else min(len(folded), at + _AFTER)


def _labelled(before: str) -> bool:
    return len(before) <= 30 and endings.words().label.search(before) is not None


def _span(scan: Scan, start: int, end: int) -> Span:
    return Span(start, end, scan.text[start:end])
