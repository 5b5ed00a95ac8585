"""What a company does not say is unknown, in every field and in every depth of a rule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from random_rules import companies, rules, some_days

from majungmul.matching import evaluate, explain
from majungmul.terms import All, Any, Company, Has, InSet, Not, Range, Truth, Unread

ON = date(2026, 4, 1)
LEAVES = [
    InSet("region", ("26",)),
    InSet("region", ("26",), "site"),
    InSet("size_class", ("micro",)),
    InSet("industry", ("62",)),
    InSet("entity_type", ("company",)),
    Range("business_age_years", max=Decimal(7)),
    Range("ceo_age", max=Decimal(39)),
    Range("employees", min=Decimal(5)),
    Range("revenue_krw", min=Decimal(1)),
    Range("export_usd", min=Decimal(1)),
    Range("investment_krw", min=Decimal(1)),
    Has("certificate", ("venture",)),
    Has("exclusion", ("tax_arrears",)),
    Has("pre_founder", ("yes",)),
    Unread("관내에서 1년 이상 영업한 자"),
]


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: type(leaf).__name__)
def test_an_empty_profile_is_unknown_and_so_is_its_opposite(leaf):
    assert evaluate(leaf, Company(), ON, ON) is Truth.UNKNOWN
    assert evaluate(Not(leaf), Company(), ON, ON) is Truth.UNKNOWN


def test_a_company_known_to_its_province_is_unknown_for_a_city():
    rule = InSet("region", ("26350",))
    assert evaluate(rule, Company(region="26"), ON) is Truth.UNKNOWN
    assert evaluate(rule, Company(region="26350"), ON) is Truth.TRUE
    assert evaluate(rule, Company(region="11"), ON) is Truth.FALSE


def test_a_district_lies_in_its_city_though_its_code_does_not_begin_with_it():
    assert evaluate(InSet("region", ("41110",)), Company(region="41111"), ON) is Truth.TRUE


def test_a_place_or_trade_that_nobody_can_tell_is_unknown():
    firm = Company(region="99999", industries=("04",))
    assert evaluate(InSet("region", ("26",)), firm, ON) is Truth.UNKNOWN
    assert evaluate(InSet("industry", ("62",)), firm, ON) is Truth.UNKNOWN
    assert evaluate(InSet("region", ("99999",)), Company(region="26"), ON) is Truth.UNKNOWN


def test_a_place_may_be_a_name_instead_of_a_code():
    assert evaluate(InSet("region", ("26",)), Company(region="부산광역시"), ON) is Truth.TRUE


def test_codes_from_before_a_rename_are_todays():
    assert evaluate(InSet("region", ("51",)), Company(region="42"), ON) is Truth.TRUE
    assert evaluate(InSet("region", ("45111",)), Company(region="52111"), ON) is Truth.TRUE


@pytest.mark.parametrize(
    ("basis", "sites", "expected"),
    [
        ("headquarters", ("26",), Truth.FALSE),
        ("site", ("26",), Truth.TRUE),
        ("site", (), Truth.FALSE),
        ("site", None, Truth.UNKNOWN),
        ("any", ("26",), Truth.TRUE),
        ("any", None, Truth.FALSE),
    ],
)
def test_the_basis_decides_which_places_count(basis, sites, expected):
    firm = Company(region="11", sites=sites)
    assert evaluate(InSet("region", ("26",), basis), firm, ON) is expected


def test_a_two_digit_industry_is_too_coarse_for_a_rule_about_a_class():
    firm = Company(industries=("62",))
    assert evaluate(InSet("industry", ("62010",)), firm, ON) is Truth.UNKNOWN
    assert evaluate(InSet("industry", ("J",)), firm, ON) is Truth.TRUE
    assert evaluate(InSet("industry", ("58",)), firm, ON) is Truth.FALSE


def test_size_follows_from_sales_and_staff_by_the_law_of_the_notices_day():
    rule = InSet("size_class", ("micro", "small", "medium"))
    firm = Company(industries=("10",), revenue_krw=Decimal(110_000_000_000), employees=300)
    assert evaluate(rule, firm, ON, date(2025, 8, 31)) is Truth.FALSE
    assert evaluate(rule, firm, ON, date(2025, 9, 1)) is Truth.TRUE


def test_size_is_decided_where_every_class_that_remains_agrees():
    rule = InSet("size_class", ("micro", "small"))
    firm = Company(industries=("62",), revenue_krw=Decimal(100_000_000))
    assert evaluate(rule, firm, ON) is Truth.TRUE  # micro or small: staff does not matter
    assert evaluate(InSet("size_class", ("micro",)), firm, ON) is Truth.UNKNOWN


@settings(max_examples=100, deadline=None)
@given(rules, companies, some_days)
def test_learning_more_never_turns_a_yes_into_a_no(rule, company, on):
    blank = Company(region=company.region, sites=company.sites, industries=company.industries)
    before = evaluate(rule, blank, on, on)
    after = evaluate(rule, company, on, on)
    assert before in (Truth.UNKNOWN, after)


@settings(max_examples=100, deadline=None)
@given(rules, companies, some_days)
def test_a_verdict_is_the_rules_value_and_has_a_reason_for_every_leaf(rule, company, on):
    verdict = explain(rule, company, on, on)
    assert verdict.truth is evaluate(rule, company, on, on)
    assert all(reason.sentence.endswith((".", "요.")) for reason in verdict.reasons)
    assert bool(verdict.missing) <= (verdict.name == "unknown")


def test_only_facts_that_could_still_decide_are_missing():
    rule = All(
        (
            Any((Has("certificate", ("venture",)), Range("employees", min=Decimal(1)))),
            Has("certificate", ("lab",)),
        )
    )
    verdict = explain(rule, Company(employees=3), ON)
    assert verdict.missing == ("certificates.lab",)
