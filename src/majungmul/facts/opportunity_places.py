"""Where a figure of a call stands: the words around it and the heads of its table cell.

All words are given without blanks, because printed labels are spaced out at will (사 업 예 산).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from majungmul.terms import Quantity

_BEFORE, _AFTER, _FAR = 90, 40, 360
_ROWS = 30  # how far up the head of a column is looked for
_ABOVE = 160  # how far up a bare heading is looked for
_BARE = re.compile(
    r"[^가-힣\n]{0,8}(?:[가-하]\s?[.)]\s?)?([가-힣][가-힣 ·ㆍ()]{1,18})[:：\])】>]{0,2}\s*"
)
_FORMER = re.compile(
    r"(?:\((?:당초|기존|종전)\))?(?:최대|약|총)?\d[\d,.조억천백만]*원?\)?(?:→|⇒|➡|->)(?:\(?변경\)?)?$"
)
_PART = re.compile(r"\n|<br\s?/?>|\|")


class Place(NamedTuple):
    """`before` and `after` end with the line or cell; `row` and `column` head the cell.

    Outside tables `row` is the bare heading above the line, if there is one.
    `line` is what stands before the figure on its whole line, other cells included.
    """

    quantity: Quantity
    before: str
    after: str
    line: str = ""
    row: str = ""
    column: str = ""

    @property
    def quote(self) -> str:
        return self.quantity.span.quote


def place(text: str, quantity: Quantity) -> Place:
    """The words around a figure of `text`."""
    start, end = quantity.span.start, quantity.span.end
    left = max(text.rfind("\n", max(0, start - _FAR), start) + 1, start - _FAR)
    line, rest = text[left:start], text[end : end + _AFTER].split("\n", maxsplit=1)[0]
    before = squeezed(_PART.split(line)[-1][-_BEFORE:])
    after = squeezed(_PART.split(rest, maxsplit=1)[0])
    whole = squeezed(line[-_BEFORE:])
    if "|" not in line and " | " not in rest:
        return Place(quantity, _FORMER.sub("", before), after, whole, _above(text, left))
    return Place(quantity, before, after, whole, *heads(text, start))


def _above(text: str, start: int) -> str:
    """The nearest line above that holds a heading alone."""
    for line in reversed(text[max(0, start - _ABOVE) : start].split("\n")[1:]):
        match = _BARE.fullmatch(line)
        if match:
            return squeezed(match[1])
    return ""


def squeezed(words: str) -> str:
    return re.sub(r"[\s\u200b]+", "", words)


def heads(text: str, start: int) -> tuple[str, str]:
    """The head of the row and of the column of the cell in which `start` stands."""
    first = text.rfind("\n", 0, start) + 1
    if start - first > 4000:
        return "", ""
    before = text[first:start]
    index = before.count("|")
    row = next((cell for cell in before.split("|")[:-1] if cell.strip()), "")
    column = ""
    for _ in range(_ROWS):
        if first == 0:
            break
        above = text.rfind("\n", 0, first - 1) + 1
        cells = text[above : min(first, above + 4000)].split("|")
        if len(cells) < 2:
            break
        if index < len(cells) and set(cells[index].strip()) - set("-: "):
            column = cells[index]
        first = above
    return _head(row), _head(column)


def _head(cell: str) -> str:
    """A cell's words; none where it is too long to be a head."""
    words = squeezed(cell.replace("<br>", ""))
    return words if len(words) <= 40 else ""


def top(quantity: Quantity) -> Decimal:
    """The upper end of a range, else the value."""
    return quantity.upper if quantity.upper is not None else quantity.value
