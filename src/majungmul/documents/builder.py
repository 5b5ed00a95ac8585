"""Builds a Document's text line by line, keeping where every cell of a table stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .markers import marker
from .model import BlockKind, Cell, Table
from .units import money_unit

SEPARATOR = " | "
# Hancom's own code points for signs that Unicode has.
_PRINTED = {0xF0854: "『", 0xF0855: "』", 0x00: " "}
_CAPTION = re.compile(r"^[<〈【\[《].{2,60}[>〉】\]》]$|\(\s*단\s*위|^[<〈【\[]?\s*표\s*\d")
_LONG_CELL = 60
_MAX_SPAN = 500
_MAX_TAKEN = 100_000  # places: a table that claims more is hostile, not large
_MAX_BAR = 60
_LONG_HEADER = 30
# Figures of data; a year or a number in a column's name (`2025년 예산`, `1단계`) is none.
_FIGURE = re.compile(
    r"\d[\d,.]*\s*(?:억|만|백만|천만|천|원|%|명|개사|개월|점)|\d{1,3},\d{3}|\d{1,2}[.]\s?\d{1,2}[.]|^[\d.,~-]+$"
)
_NUMBER = re.compile(
    r"[(<\[]?(?:\d{1,2}|[Ⅰ-Ⅻ]|[IVX]{1,4}|[가-하]|[①-⑳]|(?:붙임|별첨|별표|참고|첨부)\s*\d{0,2}(?:-\d)?)[.)>\]]?"
)


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell before it has a place in the text."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


def placed_rows(rows: Iterable[Iterable[tuple[str, int, int]]]) -> Iterator[list[RawCell]]:
    """Cells given as (text, rows down, columns across), each in the column it really stands in:
    places taken by merged cells above are passed over."""
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        cells, column = [], 0
        for text, down, across in row:
            while (index, column) in taken:
                column += 1
            down, across = min(max(down, 1), _MAX_SPAN), min(max(across, 1), _MAX_SPAN)
            if down > 1 and len(taken) < _MAX_TAKEN:
                taken.update((index + r, column + c) for r in range(down) for c in range(across))
            cells.append(RawCell(text, index, column, down, across))
            column += across
        yield cells


def raised(before: str, text: str) -> str:
    """A raised run after the text before it: a footnote's number must not run into a figure.

    `120` with a raised `1)` becomes `120 1)`, not `1201)`.
    """
    return f" {text}" if before[-1:].isdigit() and text[:1].isdigit() else text


class TextBuilder:
    """Collects lines and tables; offsets are final as soon as a line is added."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.kinds: dict[int, BlockKind] = {}
        self.tables: list[Table] = []
        self._caption = ""
        self._before = ""

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def lines(self, text: str, kind: BlockKind | None = None) -> None:
        """Add the lines of `text`, trailing blanks taken off. `kind` fixes the kind of each."""
        for line in text.translate(_PRINTED).splitlines() or [""]:
            clean = line.rstrip()
            if kind is not None and clean:
                self.kinds[self.length] = kind
            if clean:
                self._before = clean.strip()
            self._add(clean + "\n")

    def caption(self, text: str) -> None:
        """A table's caption: a line of its own, and the name of the next table."""
        self.lines(text, "caption")
        self._caption = " ".join(text.split())

    def table(self, rows: Iterable[Sequence[RawCell]], header_rows: int = 0) -> None:
        """One line for each row, cells joined by ` | `.

        A cell that holds a list keeps its line breaks, so its row goes over several lines. Empty
        rows are left out. What only looks like a table becomes lines: a frame round text, and a
        bar of one row that shows a heading (`Ⅰ | 사업개요`).
        """
        kept = [row for row in rows if any(cell.text.strip() for cell in row)]
        if not kept:
            return
        if len(kept) == 1 and (bar := _bar(kept[0])) is not None:
            text, is_heading = bar
            self.lines(text, "heading" if is_heading else None)
            return
        start = self.length
        placed = tuple(self._row(row) for row in kept)
        caption = self._caption or (self._before if _CAPTION.search(self._before) else "")
        unit = money_unit(caption) or money_unit(self._before)
        header = header_rows or header_guess(placed)
        self.tables.append(Table(start, self.length - 1, placed, caption, unit, header))
        self._caption = self._before = ""

    def _row(self, row: Sequence[RawCell]) -> tuple[Cell, ...]:
        self.kinds[self.length] = "table_row"
        placed = []
        for index, cell in enumerate(row):
            if index:
                self._add(SEPARATOR)
            text = _cell_text(cell.text)
            start = self.length
            self._add(text)
            self._mark_lines(start, text)
            placed.append(
                Cell(start, self.length, text, cell.row, cell.column, cell.rowspan, cell.colspan)
            )
        self._add("\n")
        return tuple(placed)

    def _mark_lines(self, start: int, text: str) -> None:
        """Every further line of a cell is part of the table, too."""
        at = text.find("\n")
        while at >= 0:
            self.kinds[start + at + 1] = "table_row"
            at = text.find("\n", at + 1)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)


def _cell_text(text: str) -> str:
    """A list or long text keeps its lines; a label wrapped to fit its cell is one line."""
    lines = [line.strip() for line in text.translate(_PRINTED).splitlines() if line.strip()]
    is_list = any(marker(line) for line in lines[1:]) or sum(map(len, lines)) > _LONG_CELL
    return ("\n" if is_list else " ").join(lines)


def _bar(row: Sequence[RawCell]) -> tuple[str, bool] | None:
    """The text of a one-row table that is no table, and whether it is a heading."""
    filled = [cell.text.strip() for cell in row if cell.text.strip()]
    if len(filled) == 1:
        text = filled[0]
        return text, len(row) > 1 and "\n" not in text and len(text) <= _MAX_BAR
    if len(filled) == 2 and _NUMBER.fullmatch(filled[0]) and len(filled[1]) <= _MAX_BAR:
        return " ".join(" ".join(filled).split()), True
    return None


def header_guess(rows: Sequence[Sequence[Cell]]) -> int:
    """How many first rows name the columns: short words without figures, over at least one row.

    A cell of the first row that is split below it (`지원규모` over `연간`, `기간`) takes the rows
    under it into the header.
    """
    first = [cell for cell in rows[0] if cell.text]
    if len(rows) < 2 or len(first) < 2:
        return 0
    if any(len(cell.text) > _LONG_HEADER or _FIGURE.search(cell.text) for cell in first):
        return 0
    deepest = max(cell.rowspan for cell in rows[0])
    has_split = any(cell.colspan > 1 and cell.rowspan < deepest for cell in rows[0])
    return min(deepest, len(rows) - 1) if has_split else 1
