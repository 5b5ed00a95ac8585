"""Annexes of a notice: which of them say who may apply, and lines that only point at one."""

from __future__ import annotations

import re

from .composed import composed_role
from .headings import role_of, squeezed
from .lines import Line

_NAME = re.compile(
    r"[\[(<【]?\s*(?:별표|별지|별첨|붙임|첨부|참고)\s*(?:제?\s?\d{1,2}(?:-\d)?(?:호)?|[①-⑳])\s?[.:]?\s?[\])>】]?"
    r"\s?[.:]?\s?(?P<title>[^\n|]{2,60})$"
)
_BEGINS = "[(<【별붙첨참"
_FORM_BEGINS = _BEGINS + "서자FQ질"
_WHO = ("eligibility", "exclusion")
_NOTE = re.compile(r"\s?\([^()]{0,20}\)$")
_WORDS = 3  # of a title, from its end: … 사전 지원 제외 기준
# [참고 2]의 …, … 참조: the annex is spoken of
_POINTS = re.compile(
    r"[\[(<【]?\s*(?:서\s?식|별지|별첨|붙임|첨부|참고)[^\])>】]{0,30}[\])>】]\s?(?:의|에|을|를|과|와|은|는|에서)\s?(?=[가-힣\s])"
    r"|[^\n]*(?:참고|참조|확인|경우)\.?\s?$"
)
_FORM = re.compile(
    r"[\[(<【]?\s*(?:서\s?식|별지|별첨|붙임|첨부|참고)\s*(?:서식)?\s*(?:제?\s?\d|[①-⑳])"
)
_QUESTIONS = re.compile(r"(?:자주\s?묻는\s?질문|FAQ|Q\s?&\s?A|질의\s?응답)")
_NOTES = ("※", "*", "**")
_ATTACHMENT = r"[\[(<【]?\s?(?:서식|별지|별첨|붙임|첨부)\s?\d{1,2}(?:-\d)?\s?[\])>】.]\s?[가-힣]"
_NEXT_FORM = re.compile(rf"\s{{1,4}}{_ATTACHMENT}")
_LAST_FORM = re.compile(rf"(?<=\n)[ \t]{{0,8}}{_ATTACHMENT}[^\n]{{0,60}}\n\s{{0,12}}$")


def begins_form(text: str, line: Line, cells: int) -> bool:
    """Whether a form begins here: told by a line or by a cell that is alone in its row, which is
    neither a note nor one of a list of attachments, nor numbered in a table."""
    if (line.row >= 0 and (cells > 1 or line.marker)) or line.marker in _NOTES:
        return False
    if text[line.start] not in _FORM_BEGINS or not (
        _FORM.match(text, line.start, line.end) or _QUESTIONS.match(text, line.start, line.end)
    ):
        return False
    return (
        not is_pointer(text, line)
        and _NEXT_FORM.match(text, line.end) is None
        and _LAST_FORM.search(text, max(0, line.start - 100), line.start) is None
    )


def conditions_at(text: str, line: Line) -> int | None:
    """Where the heading begins in [붙임 2] … 지원제외 조건, an annex on who may apply or not;
    None for any other line. Lists of trades are left to the ground that names them.
    """
    named = _NAME.match(text, line.start, line.end) if text[line.start] in _BEGINS else None
    if named is None:
        return None
    title = _NOTE.sub("", named["title"])
    starts = [word.start() for word in re.finditer(r"\S+", title)][-_WORDS:]
    for start in reversed(starts):
        if _says_who(squeezed(title[start:])):
            return named.start("title") + start
    return None


def _says_who(label: str) -> bool:
    if len(label) < 3 or label.endswith("업종"):
        return False
    role = role_of(label)
    return (role if role in _WHO else composed_role(label)) in _WHO


_SCHEDULE = re.compile(r"[\[(<【]\s?별표\s?\d{0,2}(?:의\s?\d)?\s?[\])>】]\s?[^\n|]{2,40}$")


def begins_schedule(text: str, line: Line) -> bool:
    """[별표 2] 평가기준, alone on its line: another part of the notice begins."""
    if line.row >= 0 or text[line.start] not in _BEGINS:
        return False
    schedule = _SCHEDULE.match(text, line.start, line.end)
    return schedule is not None and not is_pointer(text, line)


def is_pointer(text: str, line: Line) -> bool:
    """Whether the line speaks of an annex, and does not begin one."""
    printed = text.rfind("\n", 0, line.start) + 1
    noted = "* " in text[printed : line.start] and text[line.start] in "[(<【"
    return noted or _POINTS.match(text, line.start, line.end) is not None
