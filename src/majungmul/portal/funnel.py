"""Reverse matching for a draft call: how many firms stay as each clause is added."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.utils.translation import gettext as _

from majungmul.matching import evaluate, read_company
from majungmul.terms import All, Company, Rule, Truth

MOST_ROWS = 20_000
LARGEST_FILE = 20 * 1024 * 1024  # bytes
VALUE_SHOWN = " (지금 값"  # how a problem of `read_company` begins to quote the value


@dataclass(frozen=True, slots=True)
class Step:
    """The draft up to and with one clause: firms that qualify, may qualify and do not.

    `alone` is how many this clause shuts out by itself, whatever the others say.
    """

    rule: Rule
    yes: int
    unknown: int
    no: int
    alone: int


@dataclass(frozen=True, slots=True)
class Firms:
    """Companies read from a file, and a sentence for each kind of value that could not be."""

    companies: tuple[Company, ...]
    problems: tuple[str, ...] = ()


class UnreadableFileError(ValueError):
    """A file that holds no table of firms: one sentence for the reader."""


def funnel(clauses: Sequence[Rule], companies: Sequence[Company], on: date) -> tuple[Step, ...]:
    """One step per clause, in the order given. A call drafted on `on` is announced that day."""
    steps = []
    for last in range(1, len(clauses) + 1):
        drafted = All(tuple(clauses[:last]))
        counts = Counter(evaluate(drafted, firm, on, notice=on, closing=on) for firm in companies)
        alone = sum(
            evaluate(clauses[last - 1], firm, on, notice=on, closing=on) is Truth.FALSE
            for firm in companies
        )
        steps.append(
            Step(
                clauses[last - 1],
                counts[Truth.TRUE],
                counts[Truth.UNKNOWN],
                counts[Truth.FALSE],
                alone,
            )
        )
    return tuple(steps)


def firms_from_csv(data: bytes) -> Firms:
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
        for row in islice(reader, MOST_ROWS):
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
        troubles[_("%s줄까지만 읽었습니다.") % MOST_ROWS] += 1
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


def removes_most(steps: Iterable[Step]) -> Step | None:
    """The clause that shuts out most firms by itself."""
    return max(steps, key=lambda step: step.alone, default=None)
