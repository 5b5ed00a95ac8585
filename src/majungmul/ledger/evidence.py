"""What texts say, as rows: statements and budgets, each with the place it stands at."""

from __future__ import annotations

from collections.abc import Sequence

from majungmul.terms import Reading
from majungmul.terms import Statement as ReadStatement

from . import bulk, titles
from .models import Budget, Document, Opportunity, Statement
from .organizations import Names

MOST_DIGITS = 10**20
Read = tuple[Document, Reading, Opportunity | None]


def write_facts(read: Sequence[Read], names: Names) -> None:
    """Statements and budgets of texts just written or read again."""
    names.preload(
        statement.subject.name
        for _, reading, _ in read
        for statement in reading.statements
        if statement.subject is not None
    )
    bulk.insert(
        statement_row(text, statement, row, names)
        for text, reading, row in read
        for statement in reading.statements
        if _storable(statement)
    )
    bulk.insert(budget for text, reading, row in read if (budget := _budget(text, reading, row)))


def statement_row(
    text: Document, statement: ReadStatement, row: Opportunity | None, names: Names
) -> Statement:
    quantity, subject, period = statement.quantity, statement.subject, statement.period
    about_program = subject is None or subject.kind == "program"
    return Statement(
        document=text,
        start=quantity.span.start,
        end=quantity.span.end,
        quote=quantity.span.quote,
        measure=statement.measure,
        kind=quantity.kind,
        value=quantity.value,
        upper=quantity.upper,
        unit=quantity.unit[:20],
        bound=quantity.bound,
        subject_name=subject.name[:300] if subject else "",
        subject_kind=subject.kind if subject else "",
        subject_start=subject.span.start if subject else None,
        subject_end=subject.span.end if subject else None,
        organization=names.known(subject.name) if subject and not about_program else None,
        program=row.program if row and about_program else None,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        place=statement.place or "",
        status=statement.status,
        confidence=statement.confidence,
        also=[span.to_json() for span in statement.also],
    )


def _storable(statement: ReadStatement) -> bool:
    numbers = (statement.quantity.value, statement.quantity.upper)
    return all(number is None or abs(number) < MOST_DIGITS for number in numbers)


def _budget(text: Document, reading: Reading, row: Opportunity | None) -> Budget | None:
    """The whole sum of a call, where its text prints one."""
    read = reading.opportunity
    if row is None or row.program_id is None or read is None or read.total_budget is None:
        return None
    span = read.spans.get("total_budget")
    if span is None or not 0 <= read.total_budget.amount < MOST_DIGITS // 100:
        return None
    return Budget(
        program_id=row.program_id,
        opportunity=row,
        document=text,
        start=span.start,
        end=span.end,
        quote=span.quote,
        year=titles.year_of(row.title, row.listed_on),
        amount=read.total_budget.amount,
        currency=read.total_budget.currency,
    )
