"""PDF: pdfium's glyphs in the order people read them, with ruled tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress

from majungmul.documents.assemble import from_builder
from majungmul.documents.builder import RawCell, TextBuilder
from majungmul.documents.errors import Unreadable, sentence
from majungmul.documents.model import Document
from majungmul.documents.pdf.columns import gutter, reading_order
from majungmul.documents.pdf.glyphs import PICTURE, Glyph, Page, read_page
from majungmul.documents.pdf.grid import Grid, cuts_words, grids, split_glyphs
from majungmul.documents.pdf.lines import (
    Line,
    line,
    line_ends_are_words,
    lines,
    paragraphs,
    rows,
)

_MAX_PAGES = 2_000
_FEW = 40  # characters on a page that is a picture of text
_STAND_INS = 4
_MARGIN = 0.1  # of the page: where running heads and page numbers stand
_SCRAMBLED = re.compile(r"20\d\d \d{1,2} (?:\d{1,2} )?년(?: 월)?|\d \d{1,2} 년 월|\d \d 월 일")


@dataclass
class _Table:
    grid: Grid
    cells: list[list[Line]]


@dataclass
class _Sheet:
    """One page or one column of it, its lines and tables in reading order."""

    page: Page
    number: int
    parts: list[Line | _Table]
    characters: int


def read(data: bytes, name: str) -> Document:
    pages = enumerate(_pages(data, name), 1)
    sheets = [sheet for number, page in pages for sheet in _sheets(page, number)]
    scanned = [sheet.number for sheet in sheets if _is_scan(sheet)]
    if not any(sheet.characters for sheet in sheets) or len(scanned) * 2 > len(sheets):
        raise Unreadable(
            name, "needs_ocr" if scanned else "no_text", pages=sheets[-1].number if sheets else 0
        )
    builder = TextBuilder()
    _Writer(builder, sheets).write()
    return from_builder(
        builder, name=name, format="pdf", data=data, warnings=_warnings(builder, sheets, scanned)
    )


def _pages(data: bytes, name: str) -> Iterator[Page]:
    """The pages of the file. A page that cannot be read is an empty one."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = "encrypted" if "password" in str(error).lower() else "damaged"
        raise Unreadable(name, code, format="PDF") from error
    try:
        for number in range(min(len(pdf), _MAX_PAGES)):
            try:
                page = pdf[number]
            except pypdfium2.PdfiumError:
                yield Page(1.0, 1.0)
                continue
            yield read_page(page)
            page.close()
    finally:
        pdf.close()


def _sheets(page: Page, number: int) -> Iterator[_Sheet]:
    """The page, or its two columns one after the other."""
    tables = grids(page.rules, page.width, page.height)
    cut = gutter(page, tables)
    if cut is None:
        yield _sheet(page, number, page.glyphs, tables)
        return
    for is_left in (True, False):
        yield _sheet(
            page,
            number,
            [glyph for glyph in page.glyphs if (glyph.left < cut) == is_left],
            [grid for grid in tables if (grid.box[0] < cut) == is_left],
        )


def _sheet(page: Page, number: int, glyphs: list[Glyph], tables: list[Grid]) -> _Sheet:
    outside, inside = split_glyphs(glyphs, tables)
    sound = [not cuts_words(*pair) for pair in zip(tables, inside, strict=True)]
    if not all(sound):
        tables = list(compress(tables, sound))
        outside, inside = split_glyphs(glyphs, tables)
    ordered = [made for row in reading_order(rows(outside)) if (made := line(row)) is not None]
    waiting = [
        _Table(grid, [lines(own) for own in cells])
        for grid, cells in zip(tables, inside, strict=True)
    ]
    parts: list[Line | _Table] = []
    for item in ordered:
        while waiting and waiting[0].grid.box[1] < item.top:
            parts.append(waiting.pop(0))
        parts.append(item)
    parts.extend(waiting)
    characters = sum(1 for glyph in glyphs if glyph.text.strip() and glyph.text != PICTURE)
    return _Sheet(page, number, parts, characters)


def _is_scan(sheet: _Sheet) -> bool:
    """A picture over most of the page, and hardly any text."""
    few = sheet.characters < _FEW
    return few and (sheet.page.pictures > 0.3 or sheet.page.stand_ins > sheet.characters)


class _Writer:
    """Writes the pages one after the other; a table that goes on over the page is one table."""

    def __init__(self, builder: TextBuilder, sheets: list[_Sheet]) -> None:
        self.builder = builder
        self.sheets = sheets
        self.furniture = _furniture(sheets)
        self.words_end = line_ends_are_words(map(_own_lines, sheets))
        self.open_table: tuple[Grid, list[list[RawCell]]] | None = None
        self.held_back: list[str] = []

    def write(self) -> None:
        for sheet in self.sheets:
            self._sheet(sheet)
        self._close_table()

    def _sheet(self, sheet: _Sheet) -> None:
        left, right = _edges(sheet)
        run: list[Line] = []
        for part in sheet.parts:
            if isinstance(part, _Table):
                self._lines(run, left, right)
                run = []
                self._table(part)
            elif _masked(part.text) in self.furniture:
                self._lines(run, left, right)
                run = []
                self.held_back.append(part.text)
            else:
                run.append(part)
        self._lines(run, left, right)

    def _lines(self, run: list[Line], left: float, right: float) -> None:
        if not run:
            return
        self._close_table()
        for text in paragraphs(run, left, right, self.words_end):
            self.builder.lines(text)

    def _table(self, table: _Table) -> None:
        made = list(_raw_rows(table, self.words_end))
        if self.open_table is not None and _goes_on(self.open_table[0], table.grid):
            _, rows_before = self.open_table
            if made and rows_before and _texts(made[0]) == _texts(rows_before[0]):
                made = made[1:]
            below = max(cell.row + 1 for row in rows_before for cell in row)
            down = below - made[0][0].row if made else 0
            made = [[_moved(cell, down) for cell in row] for row in made]
            self.open_table = (table.grid, rows_before + made)
        else:
            self._close_table()
            self.open_table = (table.grid, made) if made else None

    def _close_table(self) -> None:
        if self.open_table is not None:
            self.builder.table(self.open_table[1])
            self.open_table = None
        for text in self.held_back:
            self.builder.lines(text, "boilerplate")
        self.held_back = []


def _raw_rows(table: _Table, words_end: bool) -> Iterator[list[RawCell]]:
    by_row: dict[int, list[RawCell]] = {}
    for (box, row, column, down, across), cell_lines in zip(
        table.grid.cells, table.cells, strict=True
    ):
        text = "\n".join(paragraphs(cell_lines, box[0], box[2] - 2, words_end))
        by_row.setdefault(row, []).append(RawCell(text, row, column, down, across))
    for row in sorted(by_row):
        yield by_row[row]


def _goes_on(before: Grid, after: Grid) -> bool:
    """The same columns: a table over a page break."""
    return len(before.columns) == len(after.columns) and all(
        abs(one - other) < 4 for one, other in zip(before.columns, after.columns, strict=True)
    )


def _texts(row: list[RawCell]) -> list[str]:
    return [cell.text for cell in row]


def _moved(cell: RawCell, rows_down: int) -> RawCell:
    return RawCell(cell.text, cell.row + rows_down, cell.column, cell.rowspan, cell.colspan)


def _own_lines(sheet: _Sheet) -> list[Line]:
    return [part for part in sheet.parts if isinstance(part, Line)]


def _edges(sheet: _Sheet) -> tuple[float, float]:
    """Where lines of this page begin, and where full ones end."""
    own = _own_lines(sheet)
    if not own:
        return 0.0, sheet.page.width
    ends = sorted((item.right for item in own), reverse=True)
    return min(item.left for item in own), ends[min(len(ends) // 10, 3)]


def _furniture(sheets: list[_Sheet]) -> set[str]:
    """What stands at the top or the foot of page after page, numbers aside."""
    counts: Counter[str] = Counter()
    for sheet in sheets:
        margin = _MARGIN * sheet.page.height
        counts.update(
            {
                _masked(item.text)
                for item in _own_lines(sheet)
                if item.bottom < margin or item.top > sheet.page.height - margin
            }
        )
    least = max(3, len(sheets) // 2)
    return {text for text, count in counts.items() if count >= least and len(text) <= 80} | {
        "- # -"
    }


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _warnings(builder: TextBuilder, sheets: list[_Sheet], scanned: list[int]) -> tuple[str, ...]:
    found = []
    if _SCRAMBLED.search(builder.text):
        found.append(sentence("scrambled"))
    if builder.text.count(PICTURE) >= _STAND_INS:
        found.append(sentence("holes"))
    if scanned:
        found.append(sentence("partly_scanned", pages=", ".join(map(str, scanned[:20]))))
    return tuple(found)
