"""Questions worth asking, near misses, verdicts that will turn, duplicate support."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_rules import companies, several_calls, some_days

from majungmul.matching import (
    Call,
    Limit,
    Support,
    conflicts,
    evaluate,
    expiring,
    explain,
    labels,
    list_changes,
    near_misses,
    next_questions,
    rule_digest,
    verdict_changes,
    verdict_for,
)
from majungmul.reference import vocabulary
from majungmul.terms import All, Company, Has, InSet, Not, Range, Span, Truth, Unread

ON = date(2026, 4, 1)
VENTURE = Has("certificate", ("venture",))
YOUNG = Range("business_age_years", max=Decimal(7))
BUSAN = InSet("region", ("26",), "headquarters")


def test_the_fact_that_settles_most_calls_is_asked_first():
    calls = [
        Call("a", All((VENTURE, InSet("region", ("11",))))),
        Call("b", VENTURE),
        Call("c", All((YOUNG, VENTURE)), ON),
        Call("d", All((YOUNG, Unread("기타")))),
    ]
    asked = next_questions(Company(region="11"), calls, ON)
    assert [(q.key, q.settles, q.touches) for q in asked] == [
        ("certificates.venture", 2, 3),
        ("founded", 0, 1),
    ]
    assert asked[0].question.endswith("있나요?")


@settings(max_examples=60, deadline=None)
@given(companies, several_calls(), some_days)
def test_nothing_is_asked_about_calls_that_are_settled(company, calls, on):
    settled = [
        c for c in calls if explain(c.rule, company, on, c.notice, c.closing).name != "unknown"
    ]
    assert next_questions(company, settled, on) == ()


def test_a_missing_certificate_is_the_one_change_that_opens_a_call():
    firm = Company(region="26", certificates={"venture": False})
    (miss,) = near_misses(firm, [Call("a", All((BUSAN, VENTURE)), ON, date(2026, 4, 30))], ON)
    assert (miss.kind, miss.value, miss.after) == ("obtain", "venture", "eligible")
    assert (miss.holds_from, miss.holds_to, miss.this_call) == (ON, date(2026, 4, 30), True)
    assert miss.sentence == "벤처기업확인을 받으면 됩니다."


def test_two_false_clauses_are_no_near_miss():
    firm = Company(region="11", certificates={"venture": False})
    assert near_misses(firm, [Call("a", All((BUSAN, VENTURE)))], ON) == ()


def test_waiting_says_from_when_to_when():
    rule = Range("business_age_years", min=Decimal(3), max=Decimal(7))
    (miss,) = near_misses(Company(founded=date(2024, 2, 29)), [Call("a", rule, ON)], ON)
    assert (miss.kind, miss.holds_from, miss.holds_to) == (
        "wait", date(2027, 2, 28), date(2031, 2, 28),
    )  # fmt: skip
    assert miss.this_call is False


def test_a_number_to_reach_and_an_exclusion_to_clear_are_named():
    firm = Company(employees=3, exclusions={"tax_arrears": True})
    calls = [
        Call("staff", Range("employees", min=Decimal(5))),
        Call("tax", Not(Has("exclusion", ("tax_arrears",)))),
        Call("city", BUSAN),
    ]
    found = {
        miss.call: miss
        for miss in near_misses(
            Company(region="11", employees=3, exclusions=firm.exclusions), calls, ON
        )
    }
    assert found["staff"].value == "5"
    assert found["tax"].kind == "clear"
    assert found["city"].kind == "move"


@settings(max_examples=60, deadline=None)
@given(companies, several_calls(), some_days)
def test_near_misses_are_only_named_for_closed_calls_and_never_stay_closed(company, calls, on):
    by_key = {call.key: call for call in calls}
    for miss in near_misses(company, calls, on):
        call = by_key[miss.call]
        assert evaluate(call.rule, company, on, call.notice, call.closing) is Truth.FALSE
        assert miss.after in ("eligible", "unknown")
        assert miss.holds_from >= on


def test_an_age_limit_turns_on_the_day_after_its_last():
    firm = Company(founded=date(2019, 5, 10))
    (turn,) = expiring(firm, [Call("a", YOUNG, ON)], ON, date(2027, 1, 1))
    assert (turn.day, turn.before, turn.after) == (date(2026, 5, 11), "eligible", "ineligible")
    assert turn.this_call is False


def test_a_rule_as_of_today_turns_for_the_call_itself():
    rule = Range("business_age_years", max=Decimal(7), as_of="today")
    (turn,) = expiring(Company(founded=date(2019, 5, 10)), [Call("a", rule)], ON, date(2027, 1, 1))
    assert turn.this_call is True


@settings(max_examples=60, deadline=None)
@given(companies, several_calls(), some_days)
def test_turns_agree_with_the_verdicts_before_and_after(company, calls, on):
    by_key = {call.key: call for call in calls}
    for turn in expiring(company, calls, on, date(on.year + 12, 1, 1)):
        rule = by_key[turn.call].rule
        after = explain(rule, company, turn.day, turn.day, turn.day).name
        assert after == turn.after != turn.before


@pytest.mark.parametrize(
    ("rule", "company", "sentence"),
    [
        (Has("certificate", ("women_owned",)), Company(certificates={"women_owned": False}),
         "여성기업확인을 받으면 됩니다."),
        (Has("certificate", ("factory_registration",)),
         Company(certificates={"factory_registration": False}), "공장등록을 하면 됩니다."),
        (InSet("entity_type", ("company",)), Company(entity_type="sole_proprietor"),
         "기업 형태를 법인기업으로 바꾸면 됩니다."),
        (Range("employees", min=Decimal(5)), Company(employees=3),
         "상시근로자 수가 5명 이상이면 됩니다."),
        (Range("revenue_krw", max=Decimal(10**9)), Company(revenue_krw=Decimal(3 * 10**9)),
         "연 매출액이 10억 원 이하이면 됩니다."),
        (Not(Has("exclusion", ("tax_arrears",))), Company(exclusions={"tax_arrears": True}),
         "국세·지방세 체납 사유가 해소되면 됩니다."),
    ],
)  # fmt: skip
def test_what_would_open_a_call_reads_as_a_person_would_say_it(rule, company, sentence):
    (miss,) = near_misses(company, [Call("a", rule, ON)], ON)
    assert miss.sentence == sentence


def test_every_certificate_says_how_one_comes_by_it():
    assert set(vocabulary.certificates()) == set(labels._obtaining())


LAST_YEAR = Support("1", "창업도약", frozenset({"인건비"}), date(2025, 3, 1), date(2026, 8, 31))


@pytest.mark.parametrize(
    ("asked", "limit", "truth"),
    [
        (Support("2", "창업도약"), Limit("same_program"), Truth.TRUE),
        (Support("2", "수출바우처"), Limit("same_program"), None),
        (Support("2", "창업도약", start=date(2031, 1, 1)), Limit("same_program", years=3), None),
        (Support("2", "창업도약"), Limit("same_program", years=3), Truth.UNKNOWN),
        (
            Support("2", "고용지원", frozenset({"인건비"}), date(2026, 5, 1), date(2026, 9, 1)),
            Limit("same_cost"),
            Truth.TRUE,
        ),
        (
            Support("2", "고용지원", frozenset({"재료비"}), date(2026, 5, 1), date(2026, 9, 1)),
            Limit("same_cost"),
            None,
        ),
        (Support("2", "고용지원", frozenset({"인건비"})), Limit("same_cost"), Truth.UNKNOWN),
        (
            Support("2", "다른 사업", start=date(2026, 8, 31), end=date(2026, 9, 1)),
            Limit("at_a_time", count=1),
            Truth.TRUE,
        ),
        (
            Support("2", "다른 사업", start=date(2026, 9, 1), end=date(2026, 9, 2)),
            Limit("at_a_time", count=1),
            None,
        ),
        (
            Support("2", "다른 사업", start=date(2026, 8, 31), end=date(2026, 9, 1)),
            Limit("at_a_time", count=2),
            None,
        ),
    ],
)
def test_duplicate_support_is_found_and_what_is_not_known_is_said(asked, limit, truth):
    found = conflicts(asked, [LAST_YEAR], [limit])
    assert [conflict.truth for conflict in found] == ([] if truth is None else [truth])
    assert all(conflict.because == ("1",) for conflict in found)


def test_a_support_is_no_conflict_with_itself():
    assert conflicts(LAST_YEAR, [LAST_YEAR], [Limit("same_program")]) == ()


def test_the_digest_follows_the_meaning_and_not_the_place_in_the_text():
    here = InSet("region", ("26",), span=Span(0, 2, "부산"))
    there = InSet("region", ("26",), span=Span(7, 9, "부산"))
    assert rule_digest(here) == rule_digest(there) != rule_digest(InSet("region", ("31",)))


def test_a_verdict_comes_with_what_is_needed_to_compute_it_again():
    verdict, stamp = verdict_for(Call("a", BUSAN), Company(region="26"), ON)
    assert (verdict.name, stamp.rule_digest, stamp.on) == ("eligible", rule_digest(BUSAN), ON)


names = st.sampled_from(["eligible", "ineligible", "unknown"])
verdicts = st.dictionaries(st.sampled_from("abcd"), names)


@given(verdicts, verdicts)
def test_applying_the_changes_of_verdicts_gives_what_came_after(before, after):
    applied = dict(before)
    for change in verdict_changes(before, after):
        assert applied.pop(change.call, None) == change.before
        if change.after:
            applied[change.call] = change.after
    assert applied == after


lists = st.dictionaries(st.sampled_from("xyz"), st.frozensets(st.sampled_from("abcd"), min_size=1))


@given(lists, lists)
def test_applying_the_changes_of_lists_gives_what_came_after(before, after):
    applied = {company: set(calls) for company, calls in before.items()}
    for change in list_changes(before, after):
        own = applied.setdefault(change.company, set())
        assert not own & set(change.gained)
        assert own >= set(change.lost)
        own |= set(change.gained)
        own -= set(change.lost)
    assert {company: calls for company, calls in applied.items() if calls} == after
