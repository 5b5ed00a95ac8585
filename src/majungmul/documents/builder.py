"""Builds a Document's text line by line, keeping where every cell of a table stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .model import BlockKind, Cell, Table
from .units import money_unit

SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell before it has a place in the text."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


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
        for line in text.splitlines() or [""]:
            clean = line.rstrip()
            if kind is not None and clean:
                self.kinds[self.length] = kind
            if clean:
                self._before = clean
            self._add(clean + "\n")

    def caption(self, text: str) -> None:
        """A table's caption: a line of its own, and the name of the next table."""
        self.lines(text, "caption")
        self._caption = " ".join(text.split())

    def table(self, rows: Iterable[Sequence[RawCell]], header_rows: int = 0) -> None:
        """One line for each row, cells joined by ` | `.

        A cell of several paragraphs keeps its line breaks, so its row goes over several lines. A
        table of a single cell is a frame round text, not a table. Empty rows are left out.
        """
        kept = [row for row in rows if any(cell.text.strip() for cell in row)]
        if not kept:
            return
        if len(kept) == 1 and len(kept[0]) == 1:
            self.lines(kept[0][0].text)
            return
        start = self.length
        placed = tuple(self._row(row) for row in kept)
        unit = money_unit(self._caption) or money_unit(self._before)
        self.tables.append(Table(start, self.length - 1, placed, self._caption, unit, header_rows))
        self._caption = self._before = ""

    def _row(self, row: Sequence[RawCell]) -> tuple[Cell, ...]:
        self.kinds[self.length] = "table_row"
        placed = []
        for index, cell in enumerate(row):
            if index:
                self._add(SEPARATOR)
            text = "\n".join(line.strip() for line in cell.text.splitlines() if line.strip())
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
