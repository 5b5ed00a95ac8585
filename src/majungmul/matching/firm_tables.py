"""An agency's list of firms (CSV, XLSX, Parquet) in, firm × call with reasons out.

Columns are found by their names (창업일, 소재지, 매출액(백만원) … see `data/facts.toml`); a TOML
file says what others mean:

    [columns]
    "등기한 날" = "founded"
    "인증현황" = "certificates"
    "담당부서" = ""              # not a fact about the firm

A row with a value that cannot be read is reported, not judged; the other rows are. Certificates
that no list knows are named once and left aside: no call can ask for them.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from majungmul.reference import CODES_VERSION, vocabulary
from majungmul.terms import Company

from . import profile_values
from .calls import Call, rule_digest
from .docket import Docket
from .explanation import sentence
from .firm_rows import Row, read_rows
from .labels import Language
from .profiles import BadProfileError, fact_of, read_company

_NOTE = re.compile(r"\s*[(\[（]([^)\]）]*)[)\]）]\s*$")
_UNITS = {
    "조원": "조",
    "억원": "억",
    "천만원": "천만",
    "백만원": "백만",
    "만원": "만",
    "천원": "천",
}
_BARE = re.compile(r"[\d,]+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Firm:
    """One row: its number in the file, and what was read of it.

    `problems` are clauses in Korean; a firm that has any is not judged.
    """

    row: int
    company: Company
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FirmTable:
    """The firms of a file; `ignored` are columns that name no fact, `unlisted` certificates that
    no list knows, with how many firms hold each."""

    firms: tuple[Firm, ...]
    ignored: tuple[str, ...]
    unlisted: Mapping[str, int]

    @property
    def good(self) -> tuple[Firm, ...]:
        return tuple(firm for firm in self.firms if not firm.problems)

    @property
    def bad(self) -> tuple[Firm, ...]:
        return tuple(firm for firm in self.firms if firm.problems)


def read_firms(path: Path, columns: Mapping[str, str] | None = None) -> FirmTable:
    """Read a list of firms; `columns` maps headings to facts, beside those known by name.

    Raises BadProfileError (one Korean sentence) where the file cannot be read at all, or where
    no column names a fact.
    """
    headings, rows = read_rows(path, lambda cell: cell in (columns or {}) or bool(_fact(cell)))
    return understood(headings, rows, columns, path.name)


def understood(
    headings: Sequence[str],
    rows: Iterable[Row],
    columns: Mapping[str, str] | None = None,
    name: str = "",
) -> FirmTable:
    """The firms of rows read before. Raises BadProfileError where no column names a fact."""
    meaning = suggest_columns(headings) | dict(columns or {})
    if not any(meaning.get(heading) for heading in headings):
        raise BadProfileError(
            ("아는 열이 없어요. 첫 줄에 소재지, 창업일 같은 열 이름을 적거나 --columns를 주세요",),
            name,
        )
    unlisted: Counter[str] = Counter()
    firms = tuple(_firm(row, meaning, unlisted) for row in rows)
    ignored = tuple(heading for heading in headings if not meaning.get(heading))
    return FirmTable(firms, ignored, dict(unlisted.most_common()))


def suggest_columns(headings: Iterable[str]) -> dict[str, str]:
    """Heading → fact for those known by name; empty for the others, for a person to fill in.

    Of two columns for one fact the first counts.
    """
    found: dict[str, str] = {}
    for heading in headings:
        fact = _fact(heading)
        found[heading] = "" if fact in found.values() else fact
    return found


def columns_from_toml(path: Path) -> dict[str, str]:
    """The `[columns]` table of a mapping file; raises BadProfileError naming what is wrong."""
    try:
        data = tomllib.loads(path.read_text("utf-8-sig")).get("columns", {})
        meaning = {str(heading): str(name) for heading, name in data.items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError) as error:
        raise BadProfileError((f"열 대응표를 읽을 수 없어요({error})",), path.name) from error
    wrong = [name for name in meaning.values() if name and fact_of(name) != name]
    if wrong:
        raise BadProfileError((f"열 대응표에 모르는 항목이 있어요: {', '.join(wrong)}",), path.name)
    return meaning


def judge_firms(
    table: FirmTable, calls: Sequence[Call], on: date, language: Language = "ko"
) -> Iterator[dict[str, Any]]:
    """A row for every firm that could be read and every call: verdict, reasons, what is missing."""
    docket = Docket(calls, on)
    digests = [rule_digest(call.rule) for call in calls]
    for firm in table.good:
        judged = docket.judge(firm.company)
        for place, call in enumerate(calls):
            verdict = judged.verdict(place)
            yield {
                "row": firm.row,
                "name": firm.company.name,
                "brn": firm.company.brn,
                "call": call.key,
                "verdict": verdict.name,
                "reasons": [sentence(reason, language) for reason in verdict.reasons],
                "missing": list(verdict.missing),
                "rule_digest": digests[place],
                "codes_version": CODES_VERSION,
            }


def _fact(heading: str) -> str:
    """The fact a heading names, with or without a remark in brackets; empty for none."""
    return fact_of(heading) or fact_of(_NOTE.sub("", heading)) or ""


def _firm(row: Row, meaning: Mapping[str, str], unlisted: Counter[str]) -> Firm:
    facts: dict[str, Any] = {}
    for heading, value in row.cells.items():
        fact = meaning.get(heading)
        if not fact or profile_values.is_blank(value):
            continue
        if fact == "certificates" and isinstance(value, str):
            value = _listed(value, unlisted)
        facts.setdefault(fact, _in_unit(heading, value))
    company, problems = read_company(facts)
    return Firm(row.number, company, problems)


def _listed(value: str, unlisted: Counter[str]) -> list[str]:
    """The certificates of a cell that the reference lists."""
    words = profile_values.several(value, lambda part: str(part).strip())
    known = [word for word in words if vocabulary.certificates().find(word)]
    unlisted.update(word for word in words if word not in known)
    return known


def _in_unit(heading: str, value: Any) -> Any:
    """A bare number under `매출액(백만원)`, with its unit."""
    note = _NOTE.search(heading)
    unit = _UNITS.get("".join(note[1].removeprefix("단위").split()).lstrip(":")) if note else None
    if unit is None or not _BARE.fullmatch(str(value).strip()):
        return value
    return f"{value}{unit}"
