"""The words keep their own laws: JSON forms, Kleene's logic, plain numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul.terms import (
    All,
    Any,
    Has,
    InSet,
    Not,
    Range,
    Rule,
    Span,
    Truth,
    Unread,
    conditions,
    rule_from_json,
    rule_to_json,
)
from majungmul.terms.facts import plain
from majungmul.terms.rules import DEEPEST, RANGE_FIELDS, SET_FIELDS

SPANS = st.none() | st.builds(Span, st.integers(0, 99), st.integers(100, 200), st.text(max_size=9))
NUMBERS = st.none() | st.integers(0, 10**12).map(Decimal)
WORDS = st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=3).map(tuple)
LEAVES = st.one_of(
    st.builds(InSet, st.sampled_from(SET_FIELDS), WORDS, st.just("any"), SPANS),
    st.builds(
        Range,
        st.sampled_from(RANGE_FIELDS),
        NUMBERS,
        NUMBERS,
        st.booleans(),
        st.booleans(),
        st.sampled_from(["notice", "closing", "2026-03-20"]),
        SPANS,
    ),
    st.builds(Has, st.sampled_from(["certificate", "exclusion"]), WORDS, SPANS),
    st.builds(Unread, st.text(max_size=9), SPANS),
)
RULES = st.recursive(
    LEAVES,
    lambda rules: st.one_of(
        st.builds(All, st.lists(rules, max_size=3).map(tuple)),
        st.builds(Any, st.lists(rules, max_size=3).map(tuple)),
        st.builds(Not, rules),
    ),
    max_leaves=12,
)
TRUTHS = st.sampled_from(Truth)


@given(RULES)
def test_a_rule_comes_back_from_its_json(rule: Rule) -> None:
    assert rule_from_json(rule_to_json(rule)) == rule


@given(RULES)
def test_leaves_are_no_groups(rule: Rule) -> None:
    assert not any(isinstance(leaf, All | Any | Not) for leaf in conditions(rule))


@pytest.mark.parametrize(
    "data",
    [{}, {"op": "in"}, {"all": 3}, {"op": "dance"}, {"op": "range", "field": "x", "min": "y"}],
)
def test_what_is_no_rule_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a rule"):
        rule_from_json(data)


def test_a_rule_nested_without_end_is_refused() -> None:
    data: dict[str, object] = {"op": "unread", "text": ""}
    for _ in range(DEEPEST + 1):
        data = {"not": data}

    with pytest.raises(ValueError, match="deeper"):
        rule_from_json(data)


@given(TRUTHS, TRUTHS, TRUTHS)
def test_truth_is_a_kleene_lattice(a: Truth, b: Truth, c: Truth) -> None:
    assert ~~a == a
    assert ~(a & b) == ~a | ~b
    assert a & (b | c) == (a & b) | (a & c)
    assert (a | b == Truth.UNKNOWN) == (Truth.UNKNOWN in (a, b) and Truth.TRUE not in (a, b))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**15))
def test_a_plain_number_has_no_exponent_and_no_idle_zeros(number: Decimal) -> None:
    text = plain(number)

    assert Decimal(text) == number
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))
