"""One clause → its rule: what is understood, what stays unread, and laws that hold for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from majungmul import documents, facts
from majungmul.facts.conditions import clauses
from majungmul.facts.conditions.hits import Clause
from majungmul.facts.conditions.notation import written
from majungmul.facts.conditions.trees import all_of, any_of, contradictory, negated
from majungmul.reference import industries, regions, vocabulary
from majungmul.terms import (
    All,
    Any,
    Has,
    InSet,
    Not,
    Range,
    Rule,
    Unread,
    conditions,
    rule_from_json,
    rule_to_json,
)

CASES = tomllib.loads(Path(__file__).with_name("test_conditions_cases.toml").read_text("utf-8"))
TABLE = [(part, text, rule) for part, cases in CASES.items() for text, rule in cases.items()]


def read(text: str, *, excluding: bool = False, home: str | None = None) -> Rule | None:
    return clauses.read(Clause(text, 0, len(text), home=home), excluding)


@pytest.mark.parametrize(("part", "text", "rule"), TABLE, ids=[text for _, text, _ in TABLE])
def test_it_reads_a_clause(part: str, text: str, rule: str) -> None:
    assert written(read(text, excluding=part == "excluded")) == rule


def test_home_words_mean_the_region_that_publishes() -> None:
    assert written(read("도내 소상공인", home="47190")) == "all(region[47], size_class[micro])"
    assert written(read("관내 소상공인", home="47190")) == "all(region[47190], size_class[micro])"
    assert written(read("관내 소상공인", home="47")) == "all(?관내?, size_class[micro])"


def test_whoever_will_move_may_apply() -> None:
    rule = read("공고일 기준 경기도에 본사를 두거나 선정 후 3개월 내 이전 예정인 중소기업")
    assert any(isinstance(leaf, Unread) and "이전" in leaf.text for leaf in conditions(rule))
    assert not _certainly_false_without("region", rule)


def _certainly_false_without(field: str, rule: Rule | None) -> bool:
    """Whether a company for which `field` fails is surely out, by this rule."""
    match rule:
        case All(rules):
            return any(_certainly_false_without(field, part) for part in rules)
        case Any(rules):
            return all(_certainly_false_without(field, part) for part in rules)
        case InSet() | Range() | Has():
            return rule.field == field
    return False


PHRASES = st.sampled_from(
    [text for _, text, _ in TABLE]
    + [
        "또는",
        "및",
        ",",
        "단,",
        "(",
        ")",
        "※",
        "이며",
        "7년",
        "이내",
        "만",
        "%",
        "억원",
        "소재",
        "본사",
    ]
)
SOUP = st.lists(PHRASES | st.text(max_size=8), max_size=12).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(SOUP, st.booleans())
def test_any_text_gives_a_rule_whose_spans_quote_it(text: str, excluding: bool) -> None:
    rule = read(text, excluding=excluding)
    for leaf in conditions(rule) if rule else ():
        assert leaf.span is not None
        assert leaf.span.quote == text[leaf.span.start : leaf.span.end]
        if isinstance(leaf, Unread):
            assert leaf.text.strip() == leaf.span.quote.strip()
    if rule is not None:
        assert rule_from_json(rule_to_json(rule)) == rule


@settings(max_examples=150, deadline=None)
@given(SOUP, st.booleans())
def test_no_rule_asks_for_the_impossible(text: str, excluding: bool) -> None:
    assert not contradictory(read(text, excluding=excluding))


@settings(deadline=None)
@given(st.text(alphabet="가나다라마바사아자차카타파하 ", min_size=1, max_size=40))
def test_words_that_nobody_knows_are_kept_as_unread(text: str) -> None:
    said = "뷁쀍 " + text
    rule = read(said)
    assert any(isinstance(leaf, Unread) and "뷁쀍" in leaf.text for leaf in conditions(rule))


def test_every_code_is_of_the_reference_lists() -> None:
    exclusion, certificate = vocabulary.exclusions(), vocabulary.certificates()
    entity = vocabulary.entity_types()
    seen: set[str] = set()
    for part, text, _ in TABLE:
        rule = read(text, excluding=part == "excluded")
        for leaf in conditions(rule) if rule else ():
            if isinstance(leaf, Unread | Range) or leaf.field == "pre_founder":
                continue
            seen.add(leaf.field)
            for code in leaf.values:
                known = {
                    "exclusion": code in exclusion,
                    "certificate": code in certificate,
                    "entity_type": code in entity,
                    "region": regions.get(code) is not None,
                    "industry": industries.normalise(code) is not None,
                    "size_class": code in ("micro", "small", "medium", "mid", "large"),
                }[leaf.field]
                assert known, (leaf.field, code)
    assert seen == {"exclusion", "certificate", "entity_type", "region", "size_class", "industry"}


def test_exclusion_words_belong_to_listed_grounds() -> None:
    from majungmul.facts.notice.grounds import grounds

    assert set(grounds()) <= set(vocabulary.exclusions())


def test_trees_are_flat_and_say_things_once() -> None:
    one, two = Unread("가"), Has("pre_founder", ("yes",))
    assert all_of([None, one, All((two, one))]) == All((one, two))
    assert any_of([one]) is one
    assert all_of([None]) is None
    assert negated(Not(two)) is two
    assert negated(one) is one


@pytest.mark.parametrize(
    "word", ["가" * 5000, "(" * 3000, "중소기업 " * 2000, "서울, " * 3000, "7년 이내 " * 2000]
)
def test_long_monotonous_clauses_end(word: str) -> None:
    read(word)


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        ("국세 또는 지방세를 내지 않은 기업", "tax_arrears"),
        ("장관이 수행배제 조치를 한 기업", "sanctioned"),
        ("은행에 신용거래 불량자로 오른 사람", "credit_default"),
        ("도에서 타 지원사업을 수행 중인 기업", "duplicate_support"),
        ("체불 사업주 명단에 오른 업체", "wage_arrears"),
        ("지금 직장에 재직 중인 사람", "employed_elsewhere"),
        ("휴업하거나 폐업한 기업", "closed_business"),
        ("정부 사업 참여제한 기간이 끝나지 않은 기업", "sanctioned"),
        ("직전 사업연도 말 자본이 완전히 잠식된 기업", "impaired_capital"),
        ("기술료나 환수금을 내지 않은 기업", "refund_unpaid"),
    ],
)
def test_grounds_told_in_plain_words_shut_out(clause: str, code: str) -> None:
    text = f"□ 지원대상\n ○ 중소기업\n□ 신청 제외 대상\n - {clause}"

    found = facts.rule(documents.plain(text))

    assert found is not None
    assert f"not(exclusion[{code}])" in written(found)
