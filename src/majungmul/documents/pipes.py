"""Tables drawn with pipes, as Markdown made from notices has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .builder import header_guess
from .model import Cell, Table
from .units import money_unit

_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"[\s|:\-]+")


def pipe_tables(text: str) -> tuple[Table, ...]:
    """Runs of lines `| a | b |` as tables; a rule of dashes under the first row makes it a header.

    Cells keep their text as printed, `<br>` too, so that offsets stay those of the text.
    """
    if "|" not in text:
        return ()
    return tuple(_table(text, run) for run in _runs(text))


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Rows with nothing but a line break between them."""
    run: list[re.Match[str]] = []
    for match in _ROW.finditer(text):
        if run and text[run[-1].end() : match.start()].strip("\r") != "\n":
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


def _cells(match: re.Match[str], row: int) -> tuple[Cell, ...]:
    cells = []
    inner_start = match.start() + match[0].index("|") + 1
    inner_end = match.start() + match[0].rindex("|")
    at = inner_start
    for column, part in enumerate(match.string[inner_start:inner_end].split("|")):
        clean = part.strip()
        start = at + len(part) - len(part.lstrip()) if clean else at
        cells.append(Cell(start, start + len(clean), clean, row, column))
        at += len(part) + 1
    return tuple(cells)


def _line_before(text: str, at: int) -> str:
    lines = text[max(0, at - 200) : at].rstrip().splitlines()
    return lines[-1].strip() if lines else ""
