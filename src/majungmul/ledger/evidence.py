"""What texts say, as rows: rules, statements and budgets, each with the place it stands at."""

from __future__ import annotations

from collections.abc import Sequence

from majungmul.matching import rule_digest
from majungmul.terms import Reading, Rule, rule_to_json
from majungmul.terms import Statement as ReadStatement

from .models import Budget, Document, EligibilityRule, Opportunity, Statement
from .organizations import Names
from .prepare import rule_counts

MOST_DIGITS = 10**20
NOTICE = Document.Role.NOTICE
Read = tuple[Document, Reading, Opportunity | None]


def write_facts(read: Sequence[Read], names: Names, again: bool = False) -> None:
    """Rules, statements and budgets of texts just written, or of texts read `again`."""
    write_rules([(text, reading, row) for text, reading, row in read if row is not None], again)
    Statement.objects.bulk_create(
        statement_row(text, statement, row, names)
        for text, reading, row in read
        for statement in reading.statements
        if _storable(statement)
    )
    Budget.objects.bulk_create(
        budget for text, reading, row in read if (budget := _budget(text, reading, row))
    )


def write_rules(read: Sequence[tuple[Document, Reading, Opportunity]], again: bool) -> None:
    """The rules of texts just written; of each call, the one that speaks for it is in force."""
    known = [row.pk for text, _, row in read if again or row.version > 1 or text.role != NOTICE]
    rules = EligibilityRule.objects.filter(opportunity__in=known, current=True)
    in_force = {rule.opportunity_id: rule for rule in rules.select_related("document")}
    retired, made = [], []
    for text, reading, row in read:
        rule = rule_row(text, reading.rule, row) if reading.rule is not None else None
        before = in_force.get(row.pk)
        if before is not None and _takes_over(text, rule, before):
            retired.append(before.pk)
        elif before is not None and rule is not None:
            rule.current = False
        made += [rule] if rule is not None else []
    EligibilityRule.objects.filter(pk__in=retired).update(current=False)
    EligibilityRule.objects.bulk_create(made)


def _takes_over(text: Document, rule: EligibilityRule | None, before: EligibilityRule) -> bool:
    """Whether a text's rule (or its silence) replaces the one in force.

    The notice speaks first; where it names no typed condition ("공고문 참조"), its attachments do.
    """
    typed = rule.typed if rule is not None else 0
    if text.role == NOTICE:
        return before.document.role == NOTICE or typed > 0
    if before.document.role == NOTICE:
        return typed > 0 and before.typed == 0
    return typed > before.typed or before.document == text


def rule_row(text: Document, rule: Rule, row: Opportunity) -> EligibilityRule:
    typed, unread = rule_counts(rule)
    return EligibilityRule(
        opportunity=row,
        document=text,
        tree=rule_to_json(rule),
        digest=rule_digest(rule),
        reader_version=text.reader_version,
        typed=typed,
        unread=unread,
        made_at=row.last_seen,
    )


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
        year=row.listed_on.year,
        amount=read.total_budget.amount,
        currency=read.total_budget.currency,
    )
