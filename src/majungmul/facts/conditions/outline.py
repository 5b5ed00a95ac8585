"""The lines of a section as a tree: items with the lines under them and the notes behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from majungmul.facts.notice.lines import CELLS, Line, cells_in

from . import heads
from .notes import is_note, of_all

INTRO = re.compile(
    r"(?:다음|아래|하기|다음과\s?같은|아래와\s?같은)\s?(?:의|은|는)?\s?(?:각\s?(?:호|목|항)"
    r"|요건|조건|자격|기준|항목|세부|사항|내용)?[^.\n]{0,24}?(?:하나|모두|충족|해당|부합|만족"
    r"|갖춘|요건|조건)[^.\n]{0,16}?(?=\s|$|\))"
)
_SUBJECTS = (
    (
        re.compile(r"\d\s?년(?:\s?(?:이내|까지|이하|미만)|\))"),
        re.compile(r"업력|창업|\d\s?년\s?(?:이내|이하|미만|이상|초과)"),
    ),
    (
        re.compile(r"관외|타\s?지역|이전|전입|소재"),
        re.compile(r"소재|본사|본점|사업장|관내|도내|지역\s?(?:내|기업)"),
    ),
    (re.compile(r"\d\s?세|연령|나이"), re.compile(r"\d\s?세|연령|청년")),
)
_SENTENCE = re.compile(
    r"(?<=[다음함)])\.\s+|(?<=[가-힣]{2})\.\s+(?!다만|이\s경우)(?=[가-힣]{2})|\s※\s?|\s\*{1,2}\s(?=[가-힣(])|(?<!또는)(?<!혹은)(?<!및)\s(?=[①-⑳])"
    r"|;\s|\s-\s(?=[가-힣(「｢])|\s[○●□■▪]\s"
)


_APART = re.compile(r"\n[ \t]*\n")


@dataclass(slots=True)
class Item:
    """A line with the lines under it and the notes behind it."""

    line: Line
    children: list[Item] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    asides: list[Item] = field(
        default_factory=list
    )  # 다만, 아래의 하나에 해당하면 …, with its lines
    names: bool = False  # a table cell with more cells behind it in its row


def items(text: str, lines: list[Line]) -> list[Item]:
    """The outermost items of a section; 단/다만 lines and ※ notes hang on the item before them."""
    roots: list[Item] = []
    path: list[Item] = []
    seen: list[Item] = []
    depth: int | None = None
    for line in lines:
        if not line.marker and line.row < 0 and heads.is_bracketed(text, line):
            # [A 트랙] … [B 트랙]: side by side, whatever list stands between them
            depth = line.depth if depth is None else depth
            line = line._replace(depth=depth)
        if is_note(text, line) and path:
            target = _target(text, seen, line)
            if INTRO.search(text, line.start, line.end) is None:
                target.notes.append(line)
                continue
            item = Item(line)
            target.asides.append(item)
            while path and path[-1].line.depth >= line.depth:
                path.pop()
            path.append(item)
            continue
        if of_all(text, line):
            path.clear()
        item = Item(line)
        seen.append(item)
        if line.row >= 0 and path and path[-1].line.row == line.row:
            # the cells behind the first of a row say more of what the first names
            first = next(it for it in path if it.line.row == line.row)
            if cells_in(text, first.line.end, line.start):
                _add_cell(text, first, seen, path, item)
                continue
        if path and _behind_names(text, roots, path[0], line):
            path.clear()
        while path and (path[-1].line.depth >= line.depth or _behind_table(text, path[-1], line)):
            path.pop()
        (path[-1].children if path else roots).append(item)
        path.append(item)
    return roots


def _behind_names(text: str, roots: list[Item], item: Item, line: Line) -> bool:
    """Whether a marked line stands apart behind [A 트랙] … [B 트랙] … that say all on their own
    lines: it is said of all of them."""
    named = [root for root in roots if heads.is_bracketed(text, root.line)]
    if not line.marker or len(named) < 2 or item is not named[-1]:
        return False
    if any(root.children or root.notes for root in named):
        return False
    return _APART.search(text, item.line.end, line.start) is not None


def _behind_table(text: str, item: Item, line: Line) -> bool:
    """Whether a line stands below a table of ruled rows that `item` is in: it is no part of it."""
    row = item.line.row
    return line.row < 0 <= row and text[row : row + 24].lstrip()[:1] in tuple(CELLS)


def _add_cell(text: str, first: Item, seen: list[Item], path: list[Item], item: Item) -> None:
    """Hang a line of a later cell of a row on the cell that names the row, or on its own list."""
    start = path.index(first) + 1
    if not cells_in(text, seen[-2].line.end, item.line.start):
        while len(path) > start and path[-1].line.depth >= item.line.depth:
            path.pop()
        path[-1].children.append(item)
        path.append(item)
        return
    first.names = True
    seen[-2].names = seen[-2].names or not seen[-2].line.topic
    if heads.is_dimension(quote_of(text, first)):
        item.line = item.line._replace(topic=quote_of(text, first))
    first.children.append(item)
    path[start:] = [item]


def _target(text: str, seen: list[Item], note: Line) -> Item:
    """The item that a note is about: the last one that speaks of the same thing, else the last."""
    for subject, said in _SUBJECTS:
        if subject.search(text, note.start, note.end):
            for item in reversed(seen):
                if said.search(text, item.line.start, item.line.end):
                    return item
    return seen[-1]


def quote_of(text: str, item: Item) -> str:
    return text[item.line.start : item.line.end]


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a line, without the blanks around them."""
    at = start
    for match in _SENTENCE.finditer(text, start, end):
        yield from _stripped(text, at, match.start())
        at = match.end()
    yield from _stripped(text, at, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    if start < end:
        yield start, end
