"""English calls: sizes, ages, kinds of bodies and grounds; all else is shown as unread."""

from __future__ import annotations

import pytest

from majungmul import documents, facts
from majungmul.facts.conditions import clauses
from majungmul.facts.conditions.hits import Clause
from majungmul.facts.conditions.notation import written
from majungmul.facts.notice.headings import heading_of
from majungmul.facts.notice.lines import lines

SME = "size_class[micro,small,medium]"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("SMEs that are less than seven years old", f"all(business_age_years[..7), {SME})"),
        ("Companies established within the last 3 years", "business_age_years[..3]"),
        ("Firms that have been in business for at least two years", "business_age_years[2..]"),
        ("Universities or non-profit organizations", "entity_type[university,nonprofit]"),
        (
            "Prospective entrepreneurs or start-ups within 5 years of founding",
            "any(pre_founder[yes], business_age_years[..5])",
        ),
        ("Companies with overdue taxes are not eligible", "not(exclusion[tax_arrears])"),
        ("SMEs are preferred in the selection", "none"),
    ],
)
def test_it_reads_the_basics(text: str, rule: str) -> None:
    assert written(clauses.read(Clause(text, 0, len(text)))) == rule


@pytest.mark.parametrize(
    "text",
    [
        "Researchers affiliated with a university may take part",
        "Companies that went through bankruptcy and came back",
        "The consortium should have a research institute in it",
        "Makers of quantum sensors for deep sea drilling",
    ],
)
def test_what_is_not_sure_stays_unread(text: str) -> None:
    assert written(clauses.read(Clause(text, 0, len(text)))) == f"?{text}?"


def test_grounds_in_a_list_of_exclusions_shut_out() -> None:
    text = """Call for Green Pilots

Eligibility
- Small and medium-sized enterprises

Exclusions
- Bankrupt companies
- Companies restricted from participating in public programmes

How to apply
- Universities will publish the form
"""
    rule = written(facts.rule(documents.plain(text)))
    assert SME in rule
    assert "not(exclusion[insolvency])" in rule
    assert "not(exclusion[sanctioned])" in rule
    assert "university" not in rule


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("ELIGIBILITY", "eligibility"),
        ("Eligible applicants:", "eligibility"),
        ("Special Eligibility Provisions for Korean Teams:", "eligibility"),
        ("Grounds for exclusion", "exclusion"),
        ("Eligible costs", "other"),
        ("SUBMISSION OF PROPOSALS", "other"),
    ],
)
def test_english_headings_are_headings(line: str, role: str) -> None:
    (only,) = lines(line)
    found = heading_of(line, only)
    assert found is not None
    assert found.role == role


def test_a_sentence_is_no_heading() -> None:
    line = "Eligible firms will be told by post"
    (only,) = lines(line)
    assert heading_of(line, only) is None
