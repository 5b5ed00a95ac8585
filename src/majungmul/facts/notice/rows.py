"""The lines of the notice itself, the rows of its tables among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import attrgetter

from . import annexes
from .headings import Role, role_of, squeezed, words
from .lines import Line, cells_in, lines

_ATTACHED = "첨부: "  # how a joined text names the file that follows


def notice_lines(text: str) -> Iterator[Line]:
    """The lines of the notice itself.

    Left out are the parts behind the first form (서식, 별지 …) of each attachment, which repeat
    headings without saying anything, and the rows that name the columns of a table; the cells
    below them carry the names as their topics.
    """
    form = False
    columns: dict[int, str] = {}
    left_out: set[int] = set()
    for row, group in groupby(lines(text), key=attrgetter("row")):
        found = list(group)
        if row < 0:
            columns, left_out = {}, set()
        elif _names_columns(text, found):
            columns = {_column(text, line): text[line.start : line.end] for line in found}
            head = _who_by_row(text, found)
            left_out = _told_elsewhere(columns) if head else set()
            if not form and head:
                # what the rows under it say, each of its own kind
                yield head._replace(row=-1, marker="|" if len(found) > 2 else "")
            continue
        if row >= 0 and len(found) > 1 and any(_is_score(text, line) for line in found):
            continue
        for line in found:
            if left_out and _column(text, line) in left_out:
                continue
            quote = text[line.start : line.end]
            if quote.startswith(_ATTACHED):
                form = False
            elif (begin := annexes.conditions_at(text, line)) is not None:
                form = False
                yield line._replace(start=begin, marker="")
            elif (
                line.start > 600
                and len(quote) <= 40
                and annexes.begins_form(text, line, len(found))
            ):
                form = True
            elif not form:
                yield line._replace(topic=columns.get(_column(text, line), "")) if columns else line


_SCORE = re.compile(r"(?:각\s?)?[+△-]?\d{1,3}(?:\.\d)?\s?점(?:\s?이내)?")


def _is_score(text: str, line: Line) -> bool:
    """20점, in a cell: the row says what is given points for, not what is asked."""
    last = text[line.end - 1]
    return last in "점내" and _SCORE.fullmatch(text, line.start, line.end) is not None


def _column(text: str, line: Line) -> int:
    return cells_in(text, line.row, line.start)


def _who_by_row(text: str, row: list[Line]) -> Line | None:
    """구분 | 지원대상 | 한도: the head of the column that says of the kind, which the first cell of
    each row below names, who may apply."""
    asks = [line for line in row[1:] if _role(text[line.start : line.end]) == "eligibility"]
    whole = len(row) == 2 or _whole_rows(text, row[0])
    return asks[0] if len(asks) == 1 and whole else None


def _whole_rows(text: str, line: Line) -> bool:
    """Whether the row below has as many cells: no cell of the table goes over several lines."""
    ends = [line.row - 1]
    for _ in range(2):
        ends.append(text.find("\n", ends[-1] + 1))
    if min(ends[1:]) < 0:
        return False
    head, below = (cells_in(text, *pair) for pair in pairwise(ends))
    return head == below


def _told_elsewhere(columns: dict[int, str]) -> set[int]:
    """The columns beside a kind and who of it may apply that say neither who is out."""
    first = min(columns)
    return {
        at
        for at, label in columns.items()
        if at != first and _role(label) not in ("eligibility", "exclusion", "preference", "party")
    }


def _role(words: str) -> Role | None:
    label = squeezed(_ASIDE.sub("", words))
    return role_of(label) if label != "대상" else None  # 항목 | 대상 | 한도: whom an item is for


_ASIDE = re.compile(r"\s?\([^()]{0,12}\)$")  # 신청자격(유형별)


def _names_columns(text: str, row: list[Line]) -> bool:
    quotes = [text[line.start : line.end] for line in row]
    if len(quotes) < 2 or any(len(quote) > 14 for quote in quotes):
        return False
    labels = [squeezed(_ASIDE.sub("", quote)) for quote in quotes]
    known = sum(role_of(it) is not None or it in words()["kinds"] for it in labels)
    # 자금 | 누가 | 얼마까지: one of several columns says who
    return known >= 2 or (len(row) > 2 and any(_role(it) == "eligibility" for it in labels[1:]))
