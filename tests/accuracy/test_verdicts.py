"""A wrongly read condition counts as misleading where it turns the verdict of a firm that asks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from benchmarks.accuracy.leaves import leaves
from benchmarks.accuracy.verdicts import Verdicts, ask, panel, put_right

from majungmul.terms import All, Has, InSet, Not, Range, Rule, Unread
from majungmul.terms import Any as AnyOf
from majungmul.terms.facts import Span

SEOUL = InSet("region", ("11",), span=Span(0, 2, "서울"))
SMALL = InSet("size_class", ("micro", "small"), span=Span(3, 6, "소기업"))
STAFF = Range("employees", min=Decimal(50), span=Span(7, 13, "50인 이상"))
VENTURE = Has("certificate", ("venture",), span=Span(14, 18, "벤처기업"))
TAXES = Not(Has("exclusion", ("tax_arrears",), span=Span(19, 21, "체납")))
STAFF_FACT: dict[str, Any] = {"field": "employees", "op": "range", "min": "50"}


def asked(
    rule: Rule | None, missed: list[Any] | None = None, extra: Rule | None = None
) -> Verdicts:
    return ask(rule, missed or [], leaves(extra) if extra else [], None)


def test_a_rule_that_was_read_right_answers_nobody_wrongly() -> None:
    counts = asked(All((SEOUL, SMALL, TAXES)))
    assert counts.pairs == len(panel())
    assert counts.eligible > 0 < counts.ineligible
    assert counts.wrong == 0


def test_a_requirement_that_was_missed_lets_in_whom_it_would_have_shut_out() -> None:
    counts = asked(SEOUL, missed=[STAFF_FACT])
    assert counts.wrong_eligible > 0
    assert counts.wrong_ineligible == 0


def test_a_requirement_that_nobody_made_shuts_out_whom_the_call_lets_in() -> None:
    counts = asked(All((SEOUL, STAFF)), extra=STAFF)
    assert counts.wrong_ineligible > 0
    assert counts.wrong_eligible == 0


def test_what_stands_beside_an_unread_clause_lets_nobody_in_wrongly() -> None:
    assert asked(All((SEOUL, Unread("…"))), missed=[STAFF_FACT]).wrong == 0


def test_a_text_of_which_no_rule_was_read_answers_nobody() -> None:
    counts = asked(None, missed=[STAFF_FACT])
    assert (counts.answered, counts.wrong, counts.pairs) == (0, 0, len(panel()))


def test_putting_right_takes_out_what_the_gold_does_not_say() -> None:
    assert put_right(All((SEOUL, TAXES, STAFF)), [], leaves(STAFF)) == All((All((SEOUL, TAXES)),))
    either = Has("certificate", ("venture", "lab"), VENTURE.span)
    wrong = [{**leaves(VENTURE)[0], "value": ["lab"]}]
    assert put_right(either, [], wrong) == All((VENTURE,))


def test_a_missed_alternative_leaves_the_answer_open_for_it_has_no_known_place() -> None:
    fact = {"field": "certificate", "op": "has", "value": ["lab"], "any": True}
    right = put_right(AnyOf((VENTURE, STAFF)), [fact], [])
    assert isinstance(right, All)
    assert isinstance(right.rules[-1], Unread)


def test_half_of_the_firms_lie_in_the_place_that_is_asked_for() -> None:
    assert asked(InSet("region", ("50",), span=Span(0, 2, "제주"))).eligible >= len(panel()) // 2
