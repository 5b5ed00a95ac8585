"""Thousands of calls at once for one company: the answers of the plain functions, call by call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from random_rules import companies, several_calls, some_days

from majungmul.matching import expiring, explain, near_misses, next_questions
from majungmul.matching.docket import Docket
from majungmul.terms import Company, Has, InSet, Not, Span
from majungmul.terms.rules import All

SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@SETTINGS
@given(companies, several_calls(), some_days)
def test_every_verdict_is_that_of_explain(company, calls, on):
    judged = Docket(calls, on).judge(company)
    plain = [explain(c.rule, company, on, c.notice, c.closing) for c in calls]
    assert [judged.verdict(place) for place in range(len(calls))] == plain


@SETTINGS
@given(companies, several_calls(), some_days)
def test_what_to_ask_next_is_ranked_the_same(company, calls, on):
    judged = Docket(calls, on).judge(company)
    assert judged.next_questions() == next_questions(company, calls, on)


@SETTINGS
@given(companies, several_calls(), some_days)
def test_the_single_changes_are_the_same(company, calls, on):
    judged = Docket(calls, on).judge(company)
    plain = [near_misses(company, [call], on) for call in calls]
    assert [judged.near_misses(place) for place in range(len(calls))] == plain
    assert {place for place, found in enumerate(plain) if found} <= set(judged.near())


@SETTINGS
@given(companies, several_calls(), some_days)
def test_the_verdicts_that_will_turn_are_the_same(company, calls, on):
    judged = Docket(calls, on).judge(company)
    until = date(on.year + 3, 6, 30)
    assert judged.expiring(until) == expiring(company, calls, on, until)


def test_a_docket_serves_many_companies(firm_and_call):
    company, call, on = firm_and_call
    docket = Docket([call], on)
    assert [docket.judge(c).name(0) for c in (company, Company(), company)] == [
        "eligible",
        "unknown",
        "eligible",
    ]


def test_reasons_keep_the_place_in_their_own_notice(firm_and_call):
    company, call, on = firm_and_call
    moved = replace(call, rule=InSet("region", ("26",), "headquarters", Span(40, 42, "부산")))
    first, second = (Docket([call, moved], on).judge(company).verdict(k) for k in (0, 1))
    assert first.reasons[0].condition.span == Span(3, 5, "부산")
    assert second.reasons[0].condition.span == Span(40, 42, "부산")
    assert first.reasons[0].sentence == second.reasons[0].sentence


def test_no_calls_give_no_answers(firm_and_call):
    company, _, on = firm_and_call
    judged = Docket([], on).judge(company)
    assert (judged.truths.tolist(), judged.near(), judged.next_questions()) == ([], [], ())


def test_two_hindrances_of_different_kinds_are_beyond_one_change(firm_and_call):
    company, call, on = firm_and_call
    barred = replace(company, region="11", exclusions={"tax_arrears": True})
    rule = All((call.rule, Not(Has("exclusion", ("tax_arrears",)))))
    judged = Docket([call, replace(call, rule=rule)], on).judge(barred)
    assert judged.near() == [0]
