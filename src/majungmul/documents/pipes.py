"""Tables drawn with pipes, as Markdown made from notices has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .builder import header_guess
from .model import Cell, Table
from .units import money_unit

# with outer pipes, or cells with a blank on both sides of each pipe (`구분 | 예산 | 기간`)
_ROW = re.compile(r"^[ \t]*(?:\|.*\||[^|\n]{1,200}(?: \|(?: [^|\n]*)?){1,40})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"[\s|:\-]+")


def pipe_tables(text: str) -> tuple[Table, ...]:
    """Runs of lines `| a | b |` as tables; a rule of dashes under the first row makes it a header.

    Cells keep their text as printed, `<br>` too, so that offsets stay those of the text.
    """
    if "|" not in text:
        return ()
    return tuple(_table(text, run) for run in _runs(text) if _is_table(run))


def _outer(row: re.Match[str]) -> bool:
    return row[0].lstrip().startswith("|")


def _is_table(run: list[re.Match[str]]) -> bool:
    """Rows without outer pipes are a table only together, and of as many cells."""
    if _outer(run[0]):
        return True
    return len(run) > 1 and len({row[0].count("|") for row in run}) == 1


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Rows with nothing but a line break between them."""
    run: list[re.Match[str]] = []
    for match in _ROW.finditer(text):
        gap = run and text[run[-1].end() : match.start()].strip("\r") != "\n"
        if gap or (run and _outer(run[-1]) != _outer(match)):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _table(text: str, run: list[re.Match[str]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    header_rows = 0
    for match in run:
        if _RULE.fullmatch(match[0]) and "-" in match[0]:
            header_rows = header_rows or len(rows)
        else:
            rows.append(_cells(match, len(rows)))
    start = run[0].start()
    before = _line_before(text, start)
    unit = money_unit(before)
    header = header_rows or (header_guess(rows) if rows else 0)
    return Table(start, run[-1].end(), tuple(rows), before if unit else "", unit, header)


def _cells(match: re.Match[str], number: int) -> tuple[Cell, ...]:
    cells = []
    row = match[0]
    inner_start, inner_end = match.start(), match.end()
    if _outer(match):
        inner_start, inner_end = match.start() + row.index("|") + 1, match.start() + row.rindex("|")
    at = inner_start
    for column, part in enumerate(match.string[inner_start:inner_end].split("|")):
        clean = part.strip()
        start = at + len(part) - len(part.lstrip()) if clean else at
        cells.append(Cell(start, start + len(clean), clean, number, column))
        at += len(part) + 1
    return tuple(cells)


def _line_before(text: str, at: int) -> str:
    lines = text[max(0, at - 200) : at].rstrip().splitlines()
    return lines[-1].strip() if lines else ""
