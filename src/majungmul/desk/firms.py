"""A table of firms, as an office keeps it, to count a draft against."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from majungmul.matching import read_company
from majungmul.terms import Company

MOST_ROWS = 20_000
MOST_ROWS_OF_A_STRANGER = 2_000
LARGEST_FILE = 20 * 1024 * 1024  # bytes
VALUE_SHOWN = " (지금 값"  # how a problem of `read_company` begins to quote the value


@dataclass(frozen=True, slots=True)
class Firms:
    """Companies read from a file, and a sentence for each kind of value that could not be."""

    companies: tuple[Company, ...]
    problems: tuple[str, ...] = ()


class UnreadableFileError(ValueError):
    """A file that holds no table of firms: one sentence for the reader."""


def firms_from_csv(data: bytes, most_rows: int = MOST_ROWS) -> Firms:
    """A table of firms, one a row, columns named as in a profile (`region`, `소재지` …).

    A value that cannot be read is a fact that is not known, and is said. Raises
    UnreadableFileError where the file as a whole is no such table.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableFileError(_("파일이 너무 큽니다(20 MB까지). 나누어 올려 주세요."))
    reader = csv.DictReader(io.StringIO(_decode(data), newline=""), restkey="")
    companies: list[Company] = []
    troubles: Counter[str] = Counter()
    try:
        for row in islice(reader, most_rows):
            company, problems = read_company({key: row[key] for key in row if key})
            companies.append(company)
            troubles.update(problem.partition(VALUE_SHOWN)[0] for problem in problems)
    except csv.Error:
        troubles[_("표가 중간에 깨져 그 앞까지만 읽었습니다.")] += 1
    if not any(company != Company() for company in companies):
        raise UnreadableFileError(
            _("읽을 수 있는 기업이 없습니다. 첫 줄에 소재지, 창업일 같은 열 이름을 적어 주세요.")
        )
    if next(reader, None) is not None:
        troubles[_("%s줄까지만 읽었습니다.") % most_rows] += 1
    said = (
        _("%(what)s – %(n)s줄") % {"what": what, "n": n} for what, n in troubles.most_common(10)
    )
    return Firms(tuple(companies), tuple(said))


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(_("글자를 읽을 수 없습니다. UTF-8로 저장해 주세요."))
