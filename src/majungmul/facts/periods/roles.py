"""What a period is for: told by its label, its row, its sentence, or the heading above it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from majungmul.terms import Period, PeriodRole

from . import endings, english
from .windows import Window, line_start

_NEAR, _REACH, _LONGEST_LABEL, _ROWS = 24, 500, 45, 8
_NEXT_CELL = re.compile(r"[ ~까지)]{0,6}\|([^|\n]{1,40})")
_HANGUL = re.compile(r"[가-힣]")
_OWN_LABEL = re.compile(r"(?:^|[^가-힣 ] ?|  )([가-힣][가-힣 ·]{1,11})\)?\s?[:|]\s?'?$")
_STEP = re.compile(r"[가-힣]\s?\($")  # 만나서 이야기를 들은 다음(9월 15일)
# 언제 신청하나, Q6. 언제까지 내면 되나요?
_ASKED_WHEN = re.compile(
    r"언제(?:까지|부터)?\s[^\n]{0,10}?(?:신청|접수|응모|모집|내[나면야]|보내|받[나는])"
    r"|결과[가는를은]\s[^\n]{0,6}언제"
)
_ACTOR = re.compile(r"(?:기업|업체|팀|[업대당]자|곳|사람|청년)[은는]\s?$")
_BARE_LABEL = re.compile(
    r"[^가-힣\n]{0,8}(?:[가-힣]\.\s)?[(\[]?"
    r"(?:기\s?간|일\s?시|일\s?정|기\s?한|시\s?기|일\s?자|날\s?짜|때)[)\]]?\s?:?\s?'?"
)
# ② 예비창업자, and of a chain of steps the next one: ) → 위원회 심의(
_LISTED = re.compile(r"[\s,/·;)]{0,4}(?:[①-⑳]|\(?[가-하]\))")
_LISTED_SIGN = re.compile(r"(?:[-*+]\s+)(?=[^\w\s])")  # a converter's dash before the printed sign
_NEXT_STEP = re.compile(r"[\s)까지.]{0,6}[,/→⇒·]\s?[가-힣 ·]{2,14}\s?[:(]?\s?'?")
_ROUND = re.compile(r"^[0-9]차\s?")
_FORMER = re.compile(r"\s*(?:당초|기존|종전|현행|(?:변경|정정|수정|바로잡기)\s?전)")
_STRETCH = re.compile(r"(?:신청|접수|모집|공모)\s?(?:기간|기한)")
_NEXT_PLACE = re.compile(r"\s?(?:[가-힣]{2,6}\s?)[/,]\s?")  # 14:00 대전 / 11. 20.
_COURSES = frozenset(
    ("협약", "협약체결", "협약 체결", "교육", "사업수행", "사업 수행", "입주", "개강")
)
_TOPIC = 30
_OPENERS = (":", ")", "]", "|", "-", "~", "은", "는", "(")


class Heading(NamedTuple):
    """A line that is a label alone: `□ 신청기간`."""

    start: int
    end: int
    role: PeriodRole
    closes: bool = False
    opens: bool = False


class Roles:
    """The roles of the windows of one text."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.headings = list(_headings(folded))
        self.starts = [heading.start for heading in self.headings]

    def of(
        self, window: Window, before: str, tail: str, previous: Period | None
    ) -> PeriodRole | None:
        """The role, or None where nothing tells one. `before` is the line up to the window."""
        told = (
            endings.labelled_role(before)
            or endings.spoken_role(tail)
            or endings.topic_role(before)
            or english.role(before)
        )
        if told is None and "|" in before:
            told = self._of_column(window.start)
        if told is None and previous is not None:
            told = self._as_before(window.start, previous, window.until)
        if told is None and not _HANGUL.search(before):
            told = self._of_next_cell(window.end)
        lone = window.first is window.last
        near = (
            before[-_NEAR:] if not lone or before.rstrip(" '").endswith(_OPENERS) else before[-6:]
        )
        if not lone and _ACTOR.search(before):
            near = ""  # "평가를 거쳐 뽑힌 팀은 5월부터": what went before is done
        loose = endings.loose_role(near)
        heading = self._of_heading(window.start, before, lone)
        if told is None and _BARE_LABEL.fullmatch(before):
            heading = self._of_topic(window.start) or heading
        if sum(map(bool, map(_HANGUL.search, before.split("|")))) > 1:
            loose, heading = heading, loose  # of a row's many cells none is its label
        if loose == "program" and heading == "application":
            loose = None  # a part of the call, listed under its application period
        day = lone and window.first is not None and window.first.day is not None
        step = lone and window.first is not None and window.first.year is None
        step = step and tail.startswith(")") and _STEP.search(before) is not None
        named: PeriodRole | None = "other" if day and (step or _own_label(before)) else None
        return (
            told
            or loose
            or heading
            or (self._of_topic(window.start) if not lone and not _HANGUL.search(before) else None)
            or named
            or (endings.done_role(tail) if day or not lone else None)
        )

    def under_heading(self, start: int, before: str, lone: bool = True) -> PeriodRole | None:
        """The role of the heading (where `lone`, right) above words that tell a period."""
        return None if _HANGUL.search(before) else self._of_heading(start, before, lone)

    def is_former(self, start: int) -> bool:
        """Whether the head of the column says that it was so before a change: `당초`."""
        return any(_FORMER.match(head) for head in self._heads_above(start))

    def closes_row(self, start: int) -> bool:
        """Whether the first cell of the row calls its dates last days: `| 접수 마감 | …`."""
        line = line_start(self.folded, start, far=True)
        cells = [cell for cell in self.folded[line:start].split("|")[:-1] if cell.strip()]
        return bool(cells) and endings.is_deadline(cells[0])

    def closes_column(self, start: int) -> bool:
        """Whether a lone date stands where its column's head names a stretch: `신청기간`."""
        return any(_STRETCH.search(head) for head in self._heads_above(start))

    def closes_above(self, start: int, before: str) -> bool:
        """Whether the heading right above calls a bare date the last day: `마감일자`."""
        heading = self._right_above(start, before)
        return heading is not None and heading.closes

    def opens_above(self, start: int, before: str) -> bool:
        """Whether the heading right above calls a bare date the first day: `접수시작일`."""
        heading = self._right_above(start, before)
        return heading is not None and heading.opens

    def _right_above(self, start: int, before: str) -> Heading | None:
        index = bisect_left(self.starts, start) - 1
        if index < 0 or before.strip():
            return None
        heading = self.headings[index]
        return None if self.folded[heading.end : start].strip() else heading

    def _as_before(self, start: int, previous: Period, until: bool) -> PeriodRole | None:
        """Further cells of a row, or rounds of a list, are for what the first one was for."""
        between = self.folded[previous.span.end : start]
        if len(between) > 30:
            return None
        if between.strip() in ("→", "⇒", "->", "에서") or endings.NEXT_ROUND.fullmatch(between):
            return previous.role
        if "\n" in between or endings.loose_role(between) or endings.labelled_role(between):
            return None
        if "|" in between and previous.role == "other" and self.is_former(previous.span.start):
            return None if self.is_former(start) else "application"
        if "|" in between or _LISTED.match(between):
            return previous.role
        if until and previous.role == "application" and "," in between:
            return previous.role  # 온라인은 …까지, 우편은 …까지
        listed = _NEXT_STEP.fullmatch(between) or _NEXT_PLACE.fullmatch(between)
        return "other" if previous.role == "other" and listed else None

    def _of_column(self, start: int) -> PeriodRole | None:
        """The head of the column in which the window stands: the first row of its table."""
        return next(filter(None, map(_cell_role, self._heads_above(start))), None)

    def _heads_above(self, start: int) -> Iterator[str]:
        """The cells above in the same column, the nearest first."""
        line = line_start(self.folded, start, far=True)
        column = self.folded.count("|", line, start)
        for _ in range(_ROWS):
            if line == 0:
                return
            above = line_start(self.folded, line - 1, far=True)
            row = self.folded[above : line - 1]
            if row.count("|") < column:
                return
            yield row.split("|")[column]
            line = above

    def _of_next_cell(self, end: int) -> PeriodRole | None:
        """`6. 13.(금) 18:00 | 계획서 접수`: a timetable tells the date first."""
        cell = _NEXT_CELL.match(self.folded, end)
        return _cell_role(cell[1]) if cell else None

    def _of_topic(self, start: int) -> PeriodRole | None:
        """Of `□ 접수` the lines below it: `○ 기간: 11. 9. ~ 11. 20.`."""
        line = line_start(self.folded, start, far=True)
        own = _marker(self.folded[line:start][:8])
        for _ in range(_ROWS):
            above = self.folded.rfind("\n", max(0, line - 1 - _REACH), max(0, line - 1)) + 1
            text = self.folded[above : max(0, line - 1)]
            line = above
            if not text.strip() or (own and _marker(text) == own):
                if not line:
                    return None
                continue
            return endings.loose_role(text) if len(text) <= _TOPIC else None
        return None

    def _of_heading(self, start: int, before: str, lone: bool) -> PeriodRole | None:
        index = bisect_left(self.starts, start) - 1
        if index < 0 or start - self.headings[index].end > _REACH:
            return None
        heading = self.headings[index]
        between = self.folded[heading.end : start].split("\n")
        if lone and (len([line for line in between if line.strip()]) > 1 or _HANGUL.search(before)):
            return None
        sign = _marker(self.folded[heading.start : heading.end])
        closed = any(sign and _marker(line) == sign for line in between[1:])
        return None if closed else heading.role


def _own_label(before: str) -> bool:
    """Whether a day stands behind a label of its own, whatever that names: `개점 : 12. 10.`."""
    label = _OWN_LABEL.search(before)
    return label is not None and not any(word in label[1] for word in endings.words().nameless)


def _cell_role(cell: str) -> PeriodRole | None:
    """What a cell's words say. Without a label, 연구 or 사업 is no purpose but a name."""
    loose = endings.loose_role(cell)
    if _ROUND.sub("", cell.strip(" *\u200b")) in _COURSES:
        return "program"
    return endings.labelled_role(cell) or (loose if loose != "program" else None)


def _headings(folded: str) -> list[Heading]:
    found: list[Heading] = []
    reach = 0
    for hit in endings.words().head.finditer(folded):
        if hit.start() < reach:
            continue
        floor = max(0, hit.start() - _LONGEST_LABEL)
        start = folded.rfind("\n", floor, hit.start()) + 1
        end = folded.find("\n", hit.end(), hit.end() + _LONGEST_LABEL)
        if end < 0 and len(folded) - hit.end() <= _LONGEST_LABEL:
            end = len(folded)
        reach = max(end, hit.end())
        if end < 0 or (start == 0 and floor > 0) or end - start > _LONGEST_LABEL:
            continue
        line = folded[start:end]
        if "|" not in line and (role := endings.labelled_role(line)):
            found.append(
                Heading(start, end, role, endings.is_deadline(line), endings.is_first_day(line))
            )
    return sorted((*found, *_questions(folded)))


def _questions(folded: str) -> Iterator[Heading]:
    """Headings that ask when to apply."""
    for hit in _ASKED_WHEN.finditer(folded):
        start = folded.rfind("\n", 0, hit.start()) + 1
        end = folded.find("\n", hit.end(), hit.end() + _LONGEST_LABEL)
        if end >= 0 and end - start <= _LONGEST_LABEL:
            yield Heading(start, end, "other" if "결과" in hit[0] else "application")


def _marker(line: str) -> str:
    """The kind of sign that opens a line: `0` for any number, else the sign itself, or none."""
    line = line.lstrip()
    first = _LISTED_SIGN.sub("", line)[:1] or line[:1]
    if first.isdigit():
        return "0"
    return "" if not first or "가" <= first <= "힣" or first.isalnum() else first
