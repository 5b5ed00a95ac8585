"""CSV, XLSX and Parquet files as rows of cells, headings found where the table begins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from .profiles import BadProfileError

TITLE_ROWS = 10  # rows that may stand above the headings: a title, a date, a blank


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by heading. `number` is the row's in the file, the first being 1."""

    number: int
    cells: dict[str, Any]


def read_rows(path: Path, is_heading: Callable[[str], bool]) -> tuple[list[str], list[Row]]:
    """The headings of the file's table and its rows, blank ones left out.

    The headings are the first row of which `is_heading` knows most cells, among the first few.
    Raises BadProfileError (one Korean sentence) where the file cannot be read.
    """
    try:
        if path.suffix.lower() == ".parquet":
            return _parquet(path)
        cells = list(_lines(path))
    except BadProfileError:
        raise
    except FileNotFoundError as error:
        raise BadProfileError(("파일이 없어요. 경로를 확인해 주세요",), path.name) from error
    except Exception as error:  # whatever a broken file makes its reader say
        raise BadProfileError((f"파일을 읽을 수 없어요({error})",), path.name) from error
    filled = [(number, line) for number, line in cells if any(_text(cell) for cell in line)]
    if not filled:
        raise BadProfileError(("빈 파일이에요. 첫 줄에 열 이름을 적어 주세요",), path.name)
    first = max(
        range(min(len(filled), TITLE_ROWS)),
        key=lambda k: (sum(is_heading(_text(cell)) for cell in filled[k][1]), -k),
    )
    headings = _distinct(_text(cell) for cell in filled[first][1])
    rows = [
        Row(number, {h: v for h, v in zip(headings, line, strict=False) if h})
        for number, line in filled[first + 1 :]
    ]
    return [heading for heading in headings if heading], rows


def _parquet(path: Path) -> tuple[list[str], list[Row]]:
    table = pq.read_table(path)
    rows = [Row(number, cells) for number, cells in enumerate(table.to_pylist(), start=1)]
    return list(table.schema.names), [row for row in rows if any(row.cells.values())]


def _lines(path: Path) -> Iterator[tuple[int, list[Any]]]:
    match path.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            yield from _csv(path)
        case ".xlsx":
            yield from _xlsx(path)
        case _:
            raise BadProfileError(("CSV, XLSX, Parquet 파일로 주세요",), path.name)


def _csv(path: Path) -> Iterator[tuple[int, list[Any]]]:
    body = path.read_bytes()
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp949")
    head = "\n".join(islice(io.StringIO(text), TITLE_ROWS))
    delimiter = max(",\t;|", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begun = 1
    for line in reader:
        yield begun, list(line)
        begun = reader.line_num + 1


def _xlsx(path: Path) -> Iterator[tuple[int, list[Any]]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for number, line in enumerate(book.active.iter_rows(values_only=True), start=1):
            yield number, list(line)
    finally:
        book.close()


def _text(cell: object) -> str:
    return "" if cell is None else re.sub(r"\s+", " ", str(cell)).strip()


def _distinct(headings: Iterable[str]) -> list[str]:
    """Headings that occur twice get a number, so that no column hides another."""
    seen: dict[str, int] = {}
    found = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        found.append(f"{heading} ({seen[heading]})" if heading and seen[heading] > 1 else heading)
    return found
