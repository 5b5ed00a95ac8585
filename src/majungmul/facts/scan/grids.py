"""Bare numbers in the cells of a table, under a unit that its caption or a column's head names."""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from majungmul.documents.model import Cell, Table
from majungmul.facts.tables import Amount, firmer
from majungmul.terms import Quantity, Span

from .amounts import whole_amount
from .binding import read_after, read_before
from .folding import fold
from .nouns import noun_unit
from .numerals import number

_FIGURE = re.compile(
    r"[ \n]*((?:총|각|최대|최소|약|최고)?[ ]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]{1,4})?"
    r"(?=[ \n]*(?:이내|이하|미만|한도|내외|이상|안팎|정도|가량)?[ \n]*\*{0,3}[ \n]*$)"
)
_HEAD_UNIT = re.compile(
    r"[(\[]\ ?(?:단위\ ?[:,]?\ ?)?((?:백만|천만|십억|천|백|만|억|조)?\ ?(?:원|달러|불)"
    r"|억|명|개사|개소|개국|개|팀|곳|건|종|편|회|점|시간|개월|ha|톤|㎡|㎥|%)\ ?[)\]]"
)
# A column of these is not in the table's money, whatever its caption says.
_OTHER_COLUMN = re.compile(
    r"(?:수|과제|대상|번|번호|기간|개월|연도|년도|연차|비율|율|률|인원|횟수|구분|순위|점수|배점|코드|쪽|페이지|No\.?)"
    r"\ ?(?:\([^)]*\))?$"
    r"|^(?:연번|순번|No|NO|#|구분|비고|단계|차수|기준|일정|일시|일자)"
)
_MONEY_COLUMN = re.compile(
    r"금액|예산|비용|[가-힣]비(?:\ ?총액)?(?:\ |$|\()|지원금|보조금|출연금|부담금|한도|규모|사업비"
    r"|연구비|단가|총액|자금|융자|매출|[가-힣]액(?:\ |$|\()|상금"
    r"|국비|지방비|자부담|현금|현물|합계|소계|(?:^|\ )계$|차년도|'[0-9]{2}|20[0-9]{2}"
)
_CAPTION = re.compile(
    r"단위\s?[:：]?\s?(?:[가-힣]{1,3}\s?[,·/]\s?){0,2}((?:백만|천만|십억|천|백|만|억|조)?\s?(?:원|달러|불)|억)"
)
_UNITS = re.compile(r"단위\s?[:：]?\s?([^()\[\]\n|]{3,40})[)\]]")
# What a column's head says that it counts, where a caption names several units.
_SUITS = {
    "company": re.compile(r"기업|업체|회사|개사|점포|사업장"),
    "person": re.compile(r"인원|고용|채용|명|수료|취업|교육생|참가자"),
    "case": re.compile(r"건수|건|횟수"),
    "percent": re.compile(r"[율률]|%|비중"),
    "KRW": re.compile(r"액|매출|예산|사업비|투자|금"),
}
_NUMBER_OF = re.compile(r"([가-힣]{2,6})\ ?수(?:\ |\(|$)")
_CAPTION_REST, _MANY_ROWS = 30, 200
_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")


class Head(NamedTuple):
    """A column: the unit its head names, whether that calls it money, or something else."""

    unit: Amount | None = None
    money: bool = False
    other: bool = False


_FEW, _MILLION, _ABOVE = 5, 10**6, 60
_NO_HEAD = Head()


def grid_figures(text: str, tables: Iterable[Table] = ()) -> list[Quantity]:
    """The figures of all tables whose unit is told, in order of appearance.

    Beside `tables`, rows of bare text (`국비 | 지방비`) under a line that tells their unit count
    as a table.
    """
    tables = list(tables)
    known = sorted((table.start, table.end) for table in tables)
    tables += [table for table in _bare_tables(text) if not _covered(known, table)]
    tables.sort(key=lambda table: table.start)
    return [figure for table in tables for figure in _of_table(text, table)]


def counted_by_heads(quantities: Sequence[Quantity], tables: Iterable[Table]) -> list[Quantity]:
    """`quantities` in which a bare 개 counts what its column's head does: `과제 수` over `6개`."""
    starts = [quantity.span.start for quantity in quantities]
    found = list(quantities)
    for table in tables:
        heads = {
            cell.column: unit
            for cells in table.rows[: max(1, table.header_rows)]
            for cell in cells
            if (named := _NUMBER_OF.search(_plain(cell))) and (unit := noun_unit(named[1]))
        }
        if not heads:
            continue
        for cell in (cell for cells in table.rows for cell in cells if cell.column in heads):
            for at in range(bisect_left(starts, cell.start), bisect_left(starts, cell.end)):
                if found[at].unit in ("case", "item") and "개" in found[at].span.quote:
                    found[at] = replace(found[at], unit=heads[cell.column])
    return found


def _covered(known: list[tuple[int, int]], table: Table) -> bool:
    at = bisect(known, (table.end, 0))
    return any(end > table.start for _, end in known[max(0, at - 2) : at])


def _bare_tables(text: str) -> Iterator[Table]:
    reach = 0
    for told in _CAPTION.finditer(text):
        start = text.find("\n", told.end(), told.end() + _CAPTION_REST) + 1
        if not start or start < reach:
            continue
        rows: list[tuple[Cell, ...]] = []
        reach = start
        while len(rows) < _MANY_ROWS:
            stop = text.find("\n", reach)
            line = text[reach : stop if stop >= 0 else len(text)]
            if "|" not in line:
                break
            rows.append(_cells(line, reach, len(rows)))
            reach += len(line) + 1
        if len(rows) > 1:
            yield Table(start, min(reach, len(text)), tuple(rows), unit=told[1])


def _cells(line: str, start: int, row: int) -> tuple[Cell, ...]:
    cells, at = [], start
    for column, part in enumerate(line.split("|")):
        cells.append(Cell(at, at + len(part), part, row, column))
        at += len(part) + 1
    return tuple(cells)


def _of_table(text: str, table: Table) -> Iterator[Quantity]:
    told = _unit(table.unit)
    if told is not None and told.unit.kind != "money":
        told = None
    heads = _of_several(_heads(table), table, _several(text, table))
    labels = (_HEAD_UNIT.search(_plain(cells[0])) for cells in table.rows if cells)
    if told is None and not any(head.unit for head in heads.values()) and not any(labels):
        return
    for cells in table.rows[max(1, table.header_rows) :]:
        named = _HEAD_UNIT.search(_plain(cells[0])) if cells else None
        row_unit = _unit(named[1]) if named else None
        for cell in cells:
            head = heads.get(cell.column, _NO_HEAD)
            sure = head.money or "," in cell.text
            unit = row_unit or head.unit or (told if sure and not head.other else None)
            if unit and (figure := _figure(text, cell, unit)):
                yield figure


def _heads(table: Table) -> dict[int, Head]:
    """What the first rows say of each column."""
    heads: dict[int, Head] = {}
    for cells in table.rows[: max(1, table.header_rows)]:
        for cell in cells:
            plain = _plain(cell)
            named = _HEAD_UNIT.search(plain)
            above = heads.get(cell.column, _NO_HEAD)
            head = Head(
                above.unit or (_unit(named[1]) if named else None),
                above.money or _MONEY_COLUMN.search(plain) is not None,
                above.other or _OTHER_COLUMN.search(plain) is not None,
            )
            heads.update(dict.fromkeys(range(cell.column, cell.column + cell.colspan), head))
    return heads


def _several(text: str, table: Table) -> list[Amount]:
    """`(단위: 개사, 명, 억원)`: the units of a caption that names more than one."""
    above = text[max(0, table.start - _ABOVE) : table.start]
    captions = [*_UNITS.findall(above), *_UNITS.findall(table.caption)]
    named = [_unit(part) for part in re.split(r"[,·/、]", captions[-1])] if captions else []
    units = [unit for unit in named if unit is not None]
    return units if len(units) > 1 and len(units) == len(named) else []


def _of_several(heads: dict[int, Head], table: Table, units: list[Amount]) -> dict[int, Head]:
    """`heads` with the units of a caption: one for each column, else as their names suit."""
    if not units:
        return heads
    names = {cell.column: _plain(cell) for cell in table.rows[0]}
    columns = sorted(names)[1:]
    given = dict(zip(columns, units, strict=True)) if len(columns) == len(units) else {}
    told = {}
    for column, name in names.items():
        fits = (unit for unit in units if _suits(unit, name))
        unit = heads[column].unit or given.get(column) or next(fits, None)
        told[column] = heads[column]._replace(unit=unit if column in columns else None)
    return {**heads, **told}


def _suits(unit: Amount, name: str) -> bool:
    pattern = _SUITS.get(unit.unit.unit)
    return pattern is not None and pattern.search(name) is not None


def _plain(cell: Cell) -> str:
    return fold(" ".join(cell.text.split()))


def _unit(written: str) -> Amount | None:
    return whole_amount("1" + fold("".join(written.split()))) if written else None


def _figure(text: str, cell: Cell, unit: Amount) -> Quantity | None:
    printed = fold(text[cell.start : cell.end])
    found = _FIGURE.match(printed)
    if found is None:
        return None
    written = found[2] + (found[3] or "")
    if _YEAR.match(written) or (
        written.isdigit() and int(written) < _FEW and 1 < unit.value <= _MILLION
    ):
        return None  # a year, or a count that stands in a column of sums
    first, before = read_before(printed, found.start(2))
    last, after = read_after(printed, found.end())
    start, end = cell.start + first, cell.start + last
    value = number(written) * unit.value
    whole = number(str(value)) if value == int(value) else value.normalize()
    bound = firmer(before, after)
    name = "case" if unit.unit.generic else unit.unit.unit
    return Quantity(Span(start, end, text[start:end]), unit.unit.kind, whole, name, bound)
