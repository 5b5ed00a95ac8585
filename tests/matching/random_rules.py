"""Hypothesis strategies for companies, rules and days that lie close to each other's edges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from majungmul.matching import Call
from majungmul.terms import All, Any, Company, Has, InSet, Not, Range, Unread

DAYS = [
    date(2016, 2, 29), date(2018, 2, 28), date(2019, 3, 1), date(2019, 3, 2), date(2020, 2, 28),
    date(2020, 2, 29), date(2020, 3, 1), date(2023, 2, 28), date(2023, 3, 1), date(2024, 2, 29),
    date(2025, 8, 31), date(2025, 9, 1), date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2),
]  # fmt: skip
BIRTHDAYS = [
    date(1986, 2, 28), date(1986, 3, 1), date(1987, 3, 2), date(1988, 2, 29), date(2004, 2, 29),
    date(2007, 3, 1),
]  # fmt: skip
REGIONS = [
    "11",
    "11680",
    "26",
    "41",
    "41110",
    "41111",
    "42",
    "51",
    "51110",
    "45111",
    "52111",
    "99999",
]
INDUSTRIES = ["C", "J", "10", "26", "262", "26299", "62", "62010", "58", "91249", "99", "04"]
SIZES = ["micro", "small", "medium", "mid", "large"]
ENTITIES = ["company", "sole_proprietor", "individual", "university"]
CERTIFICATES = ["venture", "innobiz", "lab"]
EXCLUSIONS = ["tax_arrears", "credit_default"]
MONEY = [0, 1, 999_999_999, 1_000_000_000, 1_000_000_001, 8_000_000_000, 120_000_000_001]
STAFF = [0, 4, 5, 9, 10, 11, 300]

some_days = st.sampled_from(DAYS)
maybe_days = st.none() | some_days


def _flags(codes: list[str]) -> st.SearchStrategy[dict[str, bool]]:
    return st.dictionaries(st.sampled_from(codes), st.booleans())


companies = st.builds(
    Company,
    founded=maybe_days,
    pre_founder=st.none() | st.booleans(),
    region=st.none() | st.sampled_from(REGIONS),
    sites=st.none() | st.lists(st.sampled_from(REGIONS), max_size=3).map(tuple),
    size_class=st.none() | st.sampled_from(SIZES),
    industries=st.none() | st.lists(st.sampled_from(INDUSTRIES), max_size=3).map(tuple),
    entity_type=st.none() | st.sampled_from([*ENTITIES, "nonprofit"]),
    ceo_born=st.none() | st.sampled_from(BIRTHDAYS),
    employees=st.none() | st.sampled_from(STAFF),
    revenue_krw=st.none() | st.sampled_from(MONEY).map(Decimal),
    export_usd=st.none() | st.sampled_from(MONEY).map(Decimal),
    investment_krw=st.none() | st.sampled_from(MONEY).map(Decimal),
    certificates=_flags(CERTIFICATES),
    exclusions=_flags(EXCLUSIONS),
)


def _values(codes: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(codes), max_size=3).map(tuple)


def _range(field: str, ends: list[Decimal]) -> st.SearchStrategy[Range]:
    end = st.none() | st.sampled_from(ends)
    as_of = st.sampled_from(["notice", "closing", "today", "2026-03-01", "2024-02-29", "someday"])
    return st.builds(Range, st.just(field), end, end, st.booleans(), st.booleans(), as_of)


_YEARS = [Decimal(n) for n in ("0", "0.5", "1", "1.5", "2", "3", "6", "7", "10")]
_AGES = [Decimal(n) for n in ("0", "18.5", "19", "22", "34", "38", "39", "40")]
_SUMS = [Decimal(n) for n in ("0", "0.5", "5", "10", "1000000000", "8000000000")]

leaves = st.one_of(
    st.builds(
        InSet, st.just("region"), _values(REGIONS), st.sampled_from(["headquarters", "site", "any"])
    ),
    st.builds(InSet, st.just("industry"), _values(INDUSTRIES)),
    st.builds(InSet, st.just("size_class"), _values(SIZES)),
    st.builds(InSet, st.just("entity_type"), _values(ENTITIES)),
    st.builds(InSet, st.just("favourite_colour"), _values(ENTITIES)),
    _range("business_age_years", _YEARS),
    _range("ceo_age", _AGES),
    *(
        _range(field, _SUMS)
        for field in ("employees", "revenue_krw", "export_usd", "investment_krw")
    ),
    st.builds(Has, st.just("certificate"), _values(CERTIFICATES)),
    st.builds(Has, st.just("exclusion"), _values(EXCLUSIONS)),
    st.just(Has("pre_founder", ("yes",))),
    st.just(Unread("관내에서 1년 이상 영업한 자")),
)

rules = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5).map(lambda parts: All(tuple(parts))),
        st.lists(inner, max_size=4).map(lambda parts: Any(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=10,
)


@st.composite
def several_calls(draw: st.DrawFn) -> list[Call]:
    listed = draw(st.lists(st.tuples(rules, maybe_days, maybe_days), min_size=1, max_size=6))
    return [Call(f"call-{n}", *parts) for n, parts in enumerate(listed)]
