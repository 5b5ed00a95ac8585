"""소상공인, 소기업, 중소기업, 중견기업: boundary cases of the dated ceilings."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul.reference import industries, sizes

EOK = 100_000_000
BEFORE, AFTER = date(2025, 8, 31), date(2025, 9, 1)
CODES = st.sampled_from([c for c in industries.industries() if len(c) in (2, 5)])
SUMS = st.integers(0, 3000 * EOK)
STAFF = st.integers(0, 1000)
DAYS = st.dates(date(2016, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("industry", "eok", "staff", "on", "value"),
    [
        ("56111", 10, 4, BEFORE, "micro"),
        ("56111", 10, 5, BEFORE, "small"),
        ("56111", 11, 4, BEFORE, "medium"),
        ("56111", 15, 4, AFTER, "micro"),
        ("26110", 120, 9, AFTER, "micro"),
        ("26110", 120, 10, AFTER, "small"),
        ("26110", 121, 10, AFTER, "medium"),
        ("62010", 51, 3, AFTER, "medium"),
        ("62010", 801, 3, AFTER, "medium"),
        ("24", 140, 50, AFTER, "small"),
        ("24", 140, 50, BEFORE, "medium"),
        ("42", 80, 9, AFTER, "micro"),
        ("49", 100, 9, AFTER, "micro"),
        ("36", 1000, 50, AFTER, "medium"),
    ],
)
def test_ceilings_are_inclusive_and_staff_limits_are_not(industry, eok, staff, on, value):
    assert sizes.size_class(industry, eok * EOK, staff, on).value == value


def test_one_won_above_the_ceiling_is_no_longer_sme():
    assert sizes.size_class("62010", 1000 * EOK, 9, AFTER).value == "medium"
    over = sizes.size_class("62010", 1000 * EOK + 1, 9, AFTER)
    assert over.possible == {"mid", "large"}
    assert over.value is None
    assert over.missing == ("size_class",)


def test_the_day_decides():
    assert sizes.size_class("62010", 900 * EOK, 9, BEFORE).possible == {"mid", "large"}
    assert sizes.size_class("62010", 900 * EOK, 9, AFTER).value == "medium"


def test_revenue_alone_may_suffice():
    assert sizes.size_class(None, 1801 * EOK, None, AFTER).possible == {"mid", "large"}
    assert sizes.size_class("62010", 100 * EOK, None, AFTER).value == "medium"
    assert sizes.size_class(None, 300 * EOK, None, AFTER).value == "medium"


def test_what_is_missing_is_named():
    assert sizes.size_class("62010", 10 * EOK, None, AFTER).missing == ("employees",)
    assert sizes.size_class("62010", None, 3, AFTER).missing == ("revenue_krw",)
    nothing = sizes.size_class(None, None, None, AFTER)
    assert nothing.possible == set(sizes.CLASSES)
    assert nothing.missing == ("revenue_krw", "industry", "employees")


def test_large_assets_take_a_small_seller_out():
    answer = sizes.size_class("62010", 10 * EOK, 3, AFTER, assets_krw=5000 * EOK)
    assert answer.possible == {"mid", "large"}


def test_days_and_industries_without_a_rule_are_left_open():
    assert sizes.size_class("62010", EOK, 3, date(2015, 12, 31)).possible == set(sizes.CLASSES)
    assert sizes.size_class("84110", EOK, 3, AFTER).possible == set(sizes.CLASSES)
    assert sizes.size_class("94110", EOK, 3, AFTER).possible == set(sizes.CLASSES)


def test_an_answer_about_a_small_firm_says_what_it_took_for_granted():
    answer = sizes.size_class("62010", EOK, 3, AFTER)
    assert len(answer.assumes) == 3
    assert any("소상공인기본법" in law for law in answer.law)


@given(CODES, SUMS, STAFF, DAYS)
def test_knowing_more_never_adds_possibilities(code, revenue, staff, on):
    full = sizes.size_class(code, revenue, staff, on).possible
    assert full
    if not sizes.ceiling_of(code, on):
        return
    for partial in (
        sizes.size_class(None, revenue, staff, on),
        sizes.size_class(code, None, staff, on),
        sizes.size_class(code, revenue, None, on),
    ):
        assert full <= partial.possible


@given(CODES, SUMS, SUMS, STAFF, DAYS)
def test_more_sales_never_make_a_firm_smaller(code, one, other, staff, on):
    order = {name: rank for rank, name in enumerate(sizes.CLASSES)}
    low, high = sorted((one, other))
    smaller = sizes.size_class(code, low, staff, on).possible
    larger = sizes.size_class(code, high, staff, on).possible
    assert min(order[c] for c in smaller) <= min(order[c] for c in larger)


def test_a_class_changes_only_at_the_numbers_of_staff_that_the_law_names():
    assert sizes.employee_limits() == (5, 10)
    for industry in ("26110", "56111"):
        classes = [sizes.size_class(industry, EOK, staff, AFTER).value for staff in range(20)]
        changes = {at for at in range(1, 20) if classes[at] != classes[at - 1]}
        assert changes <= set(sizes.employee_limits())
        assert changes


def test_the_table_has_no_gap_and_no_overlap():
    by_prefix: dict[str, list[sizes.Ceiling]] = {}
    for row in sizes.all_ceilings():
        by_prefix.setdefault(row.prefix, []).append(row)
        assert row.small_max < row.medium_max
    for rows in by_prefix.values():
        rows.sort(key=lambda row: row.valid_from)
        assert rows[-1].valid_to is None
        for earlier, later in pairwise(rows):
            assert earlier.valid_to + timedelta(days=1) == later.valid_from


def test_the_amendment_raised_as_many_ceilings_as_the_ministry_announced():
    before = {row.prefix: row for row in sizes.all_ceilings() if row.valid_to}
    after = {row.prefix: row for row in sizes.all_ceilings() if not row.valid_to}
    shared = before.keys() & after.keys()
    # S is one industry in the law and two prefixes (95, 96) here
    medium = {p for p in shared if after[p].medium_max > before[p].medium_max} - {"96"}
    small = {p for p in shared if after[p].small_max > before[p].small_max} - {"96"}
    assert (len(medium), len(small)) == (16, 12)
