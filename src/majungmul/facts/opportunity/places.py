"""Where a figure of a call stands: the words around it and the heads of its table cell.

All words are given without blanks, because printed labels are spaced out at will (사 업 예 산).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from majungmul.terms import Quantity

from .heads import Tables, row_cells, squeezed

_BEFORE, _AFTER, _FAR = 90, 40, 360
_LABELLED = 16  # how long what stands between a label and its figure may be
_ABOVE = 160  # how far up a bare heading is looked for
_BARE = re.compile(
    r"[^가-힣\n]{0,8}(?:[가-하]\s?[.)]\s?)?([가-힣][가-힣 ·ㆍ()]{1,18})[:：\])】>]{0,2}\s*"
)
_FORMER = re.compile(
    r"(?:\((?:당초|기존|종전)\))?(?:최대|약|총)?\d[\d,.조억천백만]*원?\)?(?:→|⇒|➡|->)(?:\(?변경\)?)?$"
)
_PART = re.compile(r"\n|<br\s?/?>|[|│]")
_EXAMPLE = "예시"


class Place(NamedTuple):
    """`before` and `after` end with the line or cell; `row` and `column` head the cell.

    Outside tables `row` is the bare heading above the line, if there is one.
    `line` is what stands before the figure on its whole line, other cells included, and 예시 where
    the line above its table calls that an example.
    """

    quantity: Quantity
    before: str
    after: str
    line: str = ""
    row: str = ""
    column: str = ""
    table: int = -1

    @property
    def quote(self) -> str:
        return self.quantity.span.quote


def place(text: str, quantity: Quantity, tables: Tables) -> Place:
    """The words around a figure of `text`."""
    start, end = quantity.span.start, quantity.span.end
    left = max(text.rfind("\n", max(0, start - _FAR), start) + 1, start - _FAR)
    line, rest = text[left:start], text[end : end + _AFTER].split("\n", maxsplit=1)[0]
    heads = tables.heads(start)
    own, behind = _own_part(line), _PART.split(rest, maxsplit=1)[0]
    if heads is not None and not re.search(r"[|│]", line + rest):
        own, behind = row_cells(line + "x")[-1][:-1], row_cells("x" + rest)[0][1:]
    before, after = squeezed(own[-_BEFORE:]), squeezed(behind)
    whole = squeezed(line[-_BEFORE:])
    if heads is None:
        return Place(quantity, _FORMER.sub("", before), after, whole, _above(text, left))
    if _EXAMPLE in heads.above:
        whole = _EXAMPLE + whole
    return Place(quantity, before, after, whole, heads.row, heads.column, heads.table)


def _own_part(line: str) -> str:
    """The part of a line that ends with the figure, with a label that was put on its own line."""
    parts = _PART.split(line)
    label = next((part for part in reversed(parts[:-1]) if part.strip()), "")
    own = parts[-1]
    if "<br" in line and len(own) <= _LABELLED and label.rstrip().endswith((":", "：")):
        return label + own
    return own


def _above(text: str, start: int) -> str:
    """The nearest line above that holds a heading alone."""
    for line in reversed(text[max(0, start - _ABOVE) : start].split("\n")[1:]):
        match = _BARE.fullmatch(line)
        if match:
            return squeezed(match[1])
    return ""


def top(quantity: Quantity) -> Decimal:
    """The upper end of a range, else the value."""
    return quantity.upper if quantity.upper is not None else quantity.value
