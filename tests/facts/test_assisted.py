"""A model may point at claims; what it makes up never becomes a fact."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul import documents
from majungmul.facts import assisted

TEXT = (
    "가람진흥원은 지난해 누리 지원사업으로 약 24개사를 도왔다.\n"
    "이 가운데 9개사는 해외로 나갔고, 모두 57명을 새로 뽑았다.\n"
)
DOCUMENT = documents.plain(TEXT, "article.txt")
DAY = date(2026, 3, 2)
GOOD = {
    "quote": "24개사",
    "measure": "companies_supported",
    "status": "actual",
    "subject": {"quote": "누리 지원사업", "kind": "program"},
    "period": {"start": "2025-01-01", "end": "2025-12-31"},
}


def told(*claims: Any) -> assisted.Added:
    answer = json.dumps({"claims": claims}, ensure_ascii=False)
    return assisted.statements(DOCUMENT, DAY, (), lambda _told, _text: answer)


def test_the_figure_is_read_from_the_text_with_its_own_bound():
    (found,) = told(GOOD).statements
    assert (found.quantity.span.quote, found.quantity.bound) == ("약 24개사", "about")
    assert TEXT[found.quantity.span.start : found.quantity.span.end] == "약 24개사"
    assert found.subject
    assert found.subject.name == "누리 지원사업"
    assert found.period
    assert found.period.end == date(2025, 12, 31)


@pytest.mark.parametrize(
    "lie",
    [
        {"quote": "240개사"},
        {"quote": "도왔다"},
        {"quote": "24개사를 도왔다.\n이 가운데 9개사"},
        {"quote": "개사"},
        {"quote": ""},
        {"quote": 24},
        {"measure": "happiness"},
        {"measure": "budget"},
        {"status": "true"},
    ],
)
def test_what_the_text_or_the_lists_do_not_bear_out_is_thrown_away(lie: dict[str, Any]):
    added = told({**GOOD, **lie})
    assert added.statements == ()
    assert added.refused == 1


@pytest.mark.parametrize(
    "part", [{"subject": {"quote": "나루재단", "kind": "organization"}}, {"period": {"start": "x"}}]
)
def test_a_made_up_part_is_left_out_and_the_claim_stays(part: dict[str, Any]):
    (found,) = told({**GOOD, **part}).statements
    assert found.subject is None or found.period is None


def test_a_claim_that_the_grammar_made_is_not_made_again():
    known = told(GOOD).statements
    answer = json.dumps({"claims": [GOOD]}, ensure_ascii=False)
    added = assisted.statements(DOCUMENT, DAY, known, lambda _told, _text: answer)
    assert added == assisted.Added((), 0)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just("24개사"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*GOOD, "claims", "quote", "kind", "start"]), inner, max_size=5
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_no_answer_whatever_makes_a_fact_that_does_not_stand_in_the_text(answer: Any):
    body = json.dumps(answer)
    added = assisted.statements(DOCUMENT, DAY, (), lambda _told, _text: body)
    for found in added.statements:
        span = found.quantity.span
        assert TEXT[span.start : span.end] == span.quote


def test_an_answer_that_is_no_json_adds_nothing():
    added = assisted.statements(DOCUMENT, DAY, (), lambda _told, _text: "모르겠습니다")
    assert added == assisted.Added((), 1)
