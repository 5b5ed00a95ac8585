"""A text with its outline, its tables and what hangs on it.

All offsets are `[start, end)` in Unicode code points of `Document.text`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "table_row", "caption", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Block:
    """One line that is not blank, without the white space around it.

    Blocks are in order and disjoint, and every line that is not blank has exactly one (or several,
    where Markdown holds an outline in one line, its points divided by `<br>`). `level` is
    the depth in the document's own outline (1 is outermost; 0 is text outside any outline).
    `marker` is the sign that opened the line (`1.`, `가.`, `□`), and `label` the heading part of a
    heading: the words after the marker, up to a colon where the text goes on after it.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    marker: str = ""
    label: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` stands at `[start, end)`. A merged cell is printed once and spans what it covers."""

    start: int
    end: int
    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. `unit` is what a caption near it says of its figures (`백만원`), or empty.

    `header_rows` is a guess: how many first rows name the columns.
    """

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    unit: str = ""
    header_rows: int = 0

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place, merged ones too."""
        for cells in reversed(self.rows[: row + 1]):
            for cell in cells:
                if (
                    cell.row <= row < cell.row + cell.rowspan
                    and cell.column <= column < cell.column + cell.colspan
                ):
                    return cell
        return None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or page that the document names; `url` is empty where only the name is printed."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the text under it: `[start, end)` begins after the heading's label."""

    heading: str
    level: int
    start: int
    end: int
    marker: str = ""
    heading_start: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of one file.

    `format` is the file's real format (`hwpx`, `pdf` …), whatever its name says; `sha256` is that
    of the bytes; `published` is only what the document itself says. `warnings` are sentences for
    people, in Korean.
    """

    name: str
    format: str
    title: str
    sha256: str
    text: str
    published: date | None = None
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    links: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def body(self) -> tuple[tuple[int, int], ...]:
        """The ranges that belong to the document itself: everything but boilerplate."""
        ranges: list[tuple[int, int]] = []
        fresh = True
        for block in self.blocks:
            if block.kind == "boilerplate":
                fresh = True
            elif fresh:
                ranges.append((block.start, block.end))
                fresh = False
            else:
                ranges[-1] = (ranges[-1][0], block.end)
        return tuple(ranges)

    def block_at(self, offset: int) -> Block | None:
        """The block that holds `offset`, or None in the white space between blocks."""
        index = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        if index >= 0 and offset < self.blocks[index].end:
            return self.blocks[index]
        return None

    def sections(self) -> Iterator[Section]:
        """Every heading with its text, in order; a section holds its subsections."""
        from .sections import sections

        return sections(self)

    def section_path(self, offset: int) -> tuple[Section, ...]:
        """The sections around `offset`, outermost first."""
        return tuple(
            section for section in self.sections() if section.heading_start <= offset < section.end
        )
