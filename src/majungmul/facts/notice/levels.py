"""The outline of a call: which parts are open where a line stands, told by the marks in force."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .headings import Role
from .lines import Line


@dataclass(slots=True)
class Section:
    """A heading and the lines under it. `key` is the field of a structured label, else empty.

    `row` is that of a heading in a table which another part holds; it is the head of that row only.
    `marker` is the heading's own.
    """

    role: Role
    heading: str
    start: int
    end: int
    key: str = ""
    lines: list[Line] = field(default_factory=list)
    row: int = -1
    cell: bool = False
    marker: str = ""


# marks of chapters, and signs of which a list may have any
OUTER = ("chapter", "roman", "number", "pair", "letter")
DASHES = (*"-–—―‐−※", "*", "**", "†")
Stack = list[tuple[str, Section | None]]  # marks in force, each with the part it heads


def drop_items(stack: Stack) -> None:
    """A heading with a marker of its own ends the list under the heading before it."""
    if any(section for _, section in stack):
        while stack and stack[-1][1] is None:
            stack.pop()


def innermost(stack: Stack) -> Section | None:
    """The part that is open at last."""
    for _, section in reversed(stack):
        if section is not None:
            return section
    return None


def leave_row(stack: Stack, line: Line) -> None:
    """The head of a row inside another part says nothing of the rows below it."""
    for index, (_, section) in enumerate(stack):
        if section is not None and section.row not in (-1, line.row):
            del stack[index:]
            return


_FIRST = re.compile(r"(?:(?<!\d)1\s?[.)]|①|❶|(?<![가-힣])가\s?[.)]|㉠)[ \t]*$")


def begins_list(text: str, stack: Stack, line: Line) -> bool:
    """1. … or □ … right under a heading of another mark: its first item, whatever lists of that
    mark stood before."""
    if not line.marker or not stack:
        return False
    mark, section = stack[-1]
    empty = section is not None and not section.lines and mark != line.marker
    if line.marker not in _COUNTED_ALL:
        return empty
    if _FIRST.search(text, max(0, line.start - 8), line.start) is None:
        return False
    return empty or _is_introduced(text, stack, line)


def pop(text: str, stack: Stack, line: Line, heading: bool) -> None:
    """Leave the outline levels that `line` closes."""
    if not line.marker and not heading:
        return
    for index in range(len(stack) - 1, -1, -1):
        marker, section = stack[index]
        if marker != line.marker:
            continue
        if section and not section.cell and not line.marker and is_in_columns(text, line):
            return  # the head of a row or column says nothing of the part its table stands in
        if section is not None and not section.lines and not heading:
            return  # a heading whose first item wears the heading's own marker
        deeper = section and indent(text, line.start) > indent(text, section.start)
        if deeper and not heading and line.marker in _COUNTED_BY:
            return  # 4. 지원 제외, below it further in 1. 2. 3.
        del stack[index:]
        return


def is_in_columns(text: str, line: Line) -> bool:
    """Whether the line is a cell of a row that has others."""
    if line.row < 0:
        return False
    end = text.find("\n", line.end)
    return text.count("|", line.row, end if end >= 0 else len(text)) > 2


_INTRODUCES = re.compile(
    r"(?:다음|아래|하기|각\s?호|각\s?목)[^\n]{0,40}$|\bfollowing\b[^\n]{0,60}$"
)


def _is_introduced(text: str, stack: Stack, line: Line) -> bool:
    """다음 각 호에 해당하는 기업, and below it 1. …: what the line above announces."""
    section = innermost(stack)
    last = section.lines[-1] if section and section.lines else None
    if last is None or line.marker == last.marker or line.start - last.end > 20:
        return False
    return _INTRODUCES.search(text, max(last.start, last.end - 100), last.end) is not None


_COUNTED_BY = ("number", "paren", "letter")
# marks that go on counting from one item to the next
_COUNTED_ALL = (
    *OUTER,
    *_COUNTED_BY,
    "article",
    "decimal",
    "question",
    "native",
    "letterp",
    "ring",
)


def indent(text: str, at: int) -> int:
    """How far in the line begins that `at` stands in."""
    begin = text.rfind("\n", 0, at) + 1
    line = text[begin:at]
    return len(line) - len(line.lstrip(" \t"))
