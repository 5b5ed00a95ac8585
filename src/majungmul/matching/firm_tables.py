"""An agency's list of firms (CSV, XLSX, Parquet) in, firm × call with reasons out.

Columns are found by their names (창업일, 소재지, 매출액 … see `data/facts.toml`); a TOML file says
what others mean:

    [columns]
    "설립연월일(등기)" = "founded"
    "인증현황" = "certificates"
    "담당부서" = ""              # not a fact about the firm

A row with a value that cannot be read is reported, not judged; the other rows are.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from majungmul.terms import Company

from .calls import Call, verdict_for
from .explanation import sentence
from .labels import Language
from .profiles import BadProfileError, fact_of, read_company


@dataclass(frozen=True, slots=True)
class Firm:
    """One row: its number in the file (the heading is row 1), and what was read of it.

    `problems` are clauses in Korean; a firm that has any is not judged.
    """

    row: int
    company: Company
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FirmTable:
    """The firms of a file; `ignored` are columns that name no fact."""

    firms: tuple[Firm, ...]
    ignored: tuple[str, ...]

    @property
    def bad(self) -> tuple[Firm, ...]:
        return tuple(firm for firm in self.firms if firm.problems)


def read_firms(path: Path, columns: Mapping[str, str] | None = None) -> FirmTable:
    """Read a list of firms; `columns` maps headings to facts, beside those known by name.

    Raises BadProfileError (one Korean sentence) where the file cannot be read at all.
    """
    rows = list(_rows(path))
    headings = list(dict.fromkeys(heading for _, row in rows for heading in row))
    meaning = suggest_columns(headings) | dict(columns or {})
    firms = tuple(_firm(number, row, meaning) for number, row in rows if any(row.values()))
    return FirmTable(firms, tuple(heading for heading in headings if not meaning.get(heading)))


def suggest_columns(headings: Iterable[str]) -> dict[str, str]:
    """Heading → fact for those known by name; empty for the others, for a person to fill in."""
    return {heading: fact_of(heading) or "" for heading in headings}


def columns_from_toml(path: Path) -> dict[str, str]:
    """The `[columns]` table of a mapping file; raises BadProfileError naming what is wrong."""
    try:
        data = tomllib.loads(path.read_text("utf-8-sig")).get("columns", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadProfileError((f"열 대응표를 읽을 수 없어요({error})",), path.name) from error
    wrong = [name for name in data.values() if name and fact_of(str(name)) != name]
    if wrong:
        raise BadProfileError((f"열 대응표에 모르는 항목이 있어요: {', '.join(wrong)}",), path.name)
    return {str(heading): str(name) for heading, name in data.items()}


def judge_firms(
    table: FirmTable, calls: Sequence[Call], on: date, language: Language = "ko"
) -> Iterator[dict[str, Any]]:
    """A row for every firm that could be read and every call: verdict, reasons, what is missing."""
    for firm in table.firms:
        if firm.problems:
            continue
        for call in calls:
            verdict, stamp = verdict_for(call, firm.company, on)
            yield {
                "row": firm.row,
                "name": firm.company.name,
                "brn": firm.company.brn,
                "call": call.key,
                "verdict": verdict.name,
                "reasons": [sentence(reason, language) for reason in verdict.reasons],
                "missing": list(verdict.missing),
                "rule_digest": stamp.rule_digest,
                "codes_version": stamp.codes_version,
            }


def _firm(number: int, row: Mapping[str, Any], meaning: Mapping[str, str]) -> Firm:
    facts: dict[str, Any] = {}
    for heading, value in row.items():
        if meaning.get(heading):
            facts.setdefault(meaning[heading], value)
    company, problems = read_company(facts)
    return Firm(number, company, problems)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        match path.suffix.lower():
            case ".csv" | ".tsv" | ".txt":
                yield from _csv(path)
            case ".xlsx":
                yield from _xlsx(path)
            case ".parquet":
                yield from enumerate(pq.read_table(path).to_pylist(), start=2)
            case _:
                raise BadProfileError(("CSV, XLSX, Parquet 파일로 주세요",), path.name)
    except BadProfileError:
        raise
    except Exception as error:  # whatever a broken file makes its reader say
        raise BadProfileError((f"파일을 읽을 수 없어요({error})",), path.name) from error


def _csv(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    body = path.read_bytes()
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp949")
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter="\t" if "\t" in first else ",")
    for row in reader:
        yield reader.line_num, {k: v for k, v in row.items() if k and isinstance(v, str)}


def _xlsx(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    from openpyxl import load_workbook

    sheet = load_workbook(path, read_only=True, data_only=True).active
    headings: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if not headings:
            headings = [str(cell).strip() for cell in cells] if any(cells) else []
            continue
        yield number, {h: v for h, v in zip(headings, cells, strict=False) if h != "None"}
