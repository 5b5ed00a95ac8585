"""Before a call is published: who stays as each clause is added."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from majungmul.desk.drafts import Draft, counted
from majungmul.desk.firms import UnreadableFileError, firms_from_csv
from majungmul.terms import Any, Company, Has, InSet, Range

ON = date(2026, 3, 2)
JEONBUK = InSet("region", ("52",))
YOUNG = Range("business_age_years", max=Decimal(7))
FIRMS = (
    Company(region="52111", founded=date(2022, 1, 1)),
    Company(region="52", founded=date(2010, 1, 1)),
    Company(region="26", founded=date(2024, 1, 1)),
    Company(founded=date(2024, 1, 1)),
    Company(region="52"),
)
TABLE = "소재지,창업일,상시근로자\n전북 전주시,2022-01-01,10\n부산,2010.1.1,언젠가\n,,\n"


def test_a_draft_of_nothing_asks_for_nothing():
    assert Draft(pre_founders=True).clauses() == ()


def test_each_thing_decided_is_one_clause():
    draft = Draft(
        regions=("52",),
        age=(None, Decimal(7)),
        pre_founders=True,
        employees=(Decimal(0), None),
    )
    either = Any((YOUNG, Has("pre_founder", ("yes",))))
    assert draft.clauses() == (JEONBUK, either, Range("employees", min=Decimal(0)))


def test_each_clause_narrows_what_is_left():
    first, second = counted([JEONBUK, YOUNG], FIRMS, ON).steps
    assert (first.eligible, first.unknown, first.ineligible) == (3, 1, 1)
    assert (second.eligible, second.unknown, second.ineligible) == (1, 2, 2)
    assert (first.alone_removes, second.alone_removes) == (1, 1)


@settings(deadline=None, max_examples=100)
@given(st.permutations([JEONBUK, YOUNG, InSet("size_class", ("small",))]))
def test_the_order_of_clauses_changes_the_way_but_not_the_end(clauses: list[Range | InSet]):
    steps = counted(clauses, FIRMS, ON).steps
    assert [s.ineligible for s in steps] == sorted(s.ineligible for s in steps)
    assert {s.eligible + s.unknown + s.ineligible for s in steps} == {len(FIRMS)}
    last = steps[-1]
    assert (last.eligible, last.unknown, last.ineligible) == (0, 3, 2)


def test_the_clause_that_shuts_out_most_is_named():
    found = counted([JEONBUK, InSet("region", ("50",))], FIRMS, ON)
    assert found.hardest is found.steps[1]


def test_a_number_too_large_for_a_column_counts_as_not_known():
    staff = Range("employees", min=Decimal(5))
    (step,) = counted([staff], [Company(employees=10**30), Company(employees=9)], ON).steps
    assert (step.eligible, step.unknown, step.ineligible) == (1, 1, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_a_table_of_firms_is_read_in_any_encoding_of_a_korean_office(encoding: str):
    firms = firms_from_csv(TABLE.encode(encoding))
    first = firms.companies[0]
    assert (first.founded, first.employees) == (date(2022, 1, 1), 10)
    assert first.region
    assert first.region.startswith("52")
    assert firms.companies[1].employees is None
    assert firms.companies[2] == Company()
    assert len(firms.problems) == 1
    assert "상시근로자" in firms.problems[0]


def test_a_column_nobody_knows_is_said_once():
    rows = "소재지,담당자 성명\n" + "부산,홍길동\n" * 30
    firms = firms_from_csv(rows.encode())
    assert len(firms.companies) == 30
    assert len(firms.problems) == 1
    assert "30줄" in firms.problems[0]
    assert "홍길동" not in firms.problems[0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02\xff\xfe",
        b"PK\x03\x04" + b"\x00" * 50,
        b"just a line",
        b"a,b\n1,2\n",
        b'"' * 9,
    ],
)
def test_what_is_no_table_of_firms_is_refused_in_a_sentence(data: bytes):
    with pytest.raises(UnreadableFileError, match=r"\.$"):
        firms_from_csv(data)
