"""The heads of a cell of a call's table: one that was read, or of pipes, tabs or wide blanks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from majungmul.documents.model import Cell, Table

_ROWS = 30  # how far up the head of a column is looked for
_LONGEST_ROW, _LONGEST_HEAD, _ABOVE = 4000, 40, 200
# what divides the cells of a row that has no pipes
_GAP = re.compile(r"\t+| {3,}(?=\S)")
_FEWEST_GAPS = 2
_FIGURE = re.compile(r"\d\s?(?:%|[억천백만]+\s?원|원|명|개)")
_FOLLOWS = re.compile(r"(?:다음과|아래와)\s?같[가-힣]{1,3}\W*$|[:：]$")  # a table without a header
_RULE = frozenset("-: ")


class Heads(NamedTuple):
    """What heads a cell: its row, its column, and the line of text right above its table.

    `table` is where that table starts, which tells one table from another.
    """

    row: str = ""
    column: str = ""
    above: str = ""
    table: int = -1


class Tables:
    """The tables of one text, those without lines and pipes too."""

    def __init__(self, text: str, tables: Sequence[Table] = ()) -> None:
        self.text = text
        self._tables = sorted(tables, key=lambda table: table.start)
        self._starts = [table.start for table in self._tables]

    def heads(self, start: int) -> Heads | None:
        """The heads of the cell in which `start` stands; None where it stands in no table."""
        index = bisect_right(self._starts, start) - 1
        if index >= 0 and start < self._tables[index].end:
            table = self._tables[index]
            found = _in_grid(table, start)
            if found is not None:
                above = _line_above(self.text, table.start)
                return found._replace(above=above, table=table.start)
        return _in_lines(self.text, start)


def _in_grid(table: Table, start: int) -> Heads | None:
    index = bisect_right(table.rows, start, key=_opens_at) - 1
    own = (
        next((c for c in table.rows[index] if c.start <= start < c.end), None)
        if table.rows
        else None
    )
    if own is None:
        return None
    near = table.rows[max(0, index - _ROWS) : index + 1]
    left = (cell for cells in reversed(near) for cell in cells if _is_left_of(cell, own))
    row = next((cell.text for cell in left if cell.text.strip()), "")
    column: list[str] = []
    for cell in _over(table, own):
        if cell.text.strip() and cell.text not in column:
            column.append(cell.text)
        if len(column) == max(1, table.header_rows):
            break
    return Heads(_head(row), "".join(map(_head, column)))


def _opens_at(cells: Sequence[Cell]) -> int:
    return cells[0].start if cells else 0


def _is_left_of(cell: Cell, own: Cell) -> bool:
    """Whether `cell`, a merged one of a row above too, heads the row of `own`."""
    return cell.column < own.column and cell.row <= own.row < cell.row + cell.rowspan


def _over(table: Table, own: Cell) -> Iterator[Cell]:
    """The cells above `own` in its column, the topmost first; none that covers the whole width."""
    for cells in table.rows:
        if not cells or cells[0].row >= own.row:
            return
        if len(cells) > 1:
            yield from (c for c in cells if c.column <= own.column < c.column + c.colspan)


def _in_lines(text: str, start: int) -> Heads | None:
    first = text.rfind("\n", 0, start) + 1
    if start - first > _LONGEST_ROW:
        return None
    end = text.find("\n", start)
    cells = row_cells(text[first : end if end >= 0 else len(text)][:_LONGEST_ROW])
    if len(cells) < 2:
        return None
    index = len(row_cells(text[first:start] + "x")) - 1
    row = next((cell for cell in cells[:index] if cell.strip()), "")
    column = ""
    for _ in range(_ROWS):
        if first == 0:
            break
        line = text.rfind("\n", 0, first - 1) + 1
        higher = row_cells(text[line : first - 1][:_LONGEST_ROW])
        if len(higher) < 2:
            break
        # A merged cell most often stands at the left: cells answer one another from the right.
        at = index + len(higher) - len(cells)
        head = higher[at].strip() if 0 <= at < len(higher) else ""
        if set(head) - _RULE and not _FIGURE.search(head):
            column = head
        first = line
    above = _line_above(text, first)
    if not column and _FOLLOWS.search(above):
        column = above
    return Heads(_head(row), _head(column), above, first)


def row_cells(line: str) -> list[str]:
    """The cells of a line; a line that is no row of a table is one cell."""
    if "|" in line or "│" in line:
        return line.replace("│", "|").split("|")
    cells = _GAP.split(line.strip())
    return cells if "\t" in line.strip() or len(cells) > _FEWEST_GAPS else [line]


def _line_above(text: str, start: int) -> str:
    lines = text[max(0, start - _ABOVE) : start].rstrip().rsplit("\n", 1)
    return lines[-1].strip()


def _head(cell: str) -> str:
    """A cell's words without blanks; none where it is too long to be a head."""
    words = squeezed(cell.replace("<br>", ""))
    return words if len(words) <= _LONGEST_HEAD else ""


def squeezed(words: str) -> str:
    """`words` without blanks, because printed labels are spaced out at will (사 업 예 산)."""
    return re.sub(r"[\s\u200b]+", "", words)
