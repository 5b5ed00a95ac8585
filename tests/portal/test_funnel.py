"""Before a call is published: who stays as each clause is added."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from majungmul.ledger.models import CompanyProfile
from majungmul.portal.funnel import UnreadableFileError, counted, firms_from_csv
from majungmul.terms import Company, InSet, Range

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


def test_a_stranger_counts_fewer_rows_than_an_operator(client: Client, admin_client: Client):
    rows = ("소재지\n" + "전북 전주시\n" * 2_001).encode()
    for visitor, number in ((client, "2,000"), (admin_client, "2,001")):
        file = SimpleUploadedFile("firms.csv", rows)
        html = visitor.post("/funnel/", {"region": ["52"], "file": file}).content.decode()
        assert f"firms.csv {number}곳" in html


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


def sent(client: Client, **draft: object) -> str:
    return client.post("/funnel/", draft).content.decode()


def test_the_page_counts_the_sample_companies(client: Client, db):
    for n, region in enumerate(("52", "52", "26")):
        CompanyProfile.objects.create(name=f"표본 {n}", facts={"region": region}, is_sample=True)
    CompanyProfile.objects.create(name="남의 회사", facts={"region": "52"})
    html = sent(client, region=["52"])
    assert re.findall(r'<td class="num">(\d+)</td>', html) == ["2", "0", "1", "1"]


def test_an_operator_counts_every_company(admin_client: Client):
    CompanyProfile.objects.create(name="회사", facts={"region": "52"})
    html = sent(admin_client, region=["52"])
    assert re.findall(r'<td class="num">(\d+)</td>', html)[0] == "1"


def test_the_page_counts_an_uploaded_table_and_keeps_nothing(client: Client, db):
    file = SimpleUploadedFile("firms.csv", TABLE.encode("cp949"))
    html = sent(client, region=["52"], age_max="7", pre_founder="on", file=file)
    assert "firms.csv 3곳" in html
    assert "또는" in html
    assert not CompanyProfile.objects.exists()


def test_a_bad_draft_is_said_at_its_field(client: Client, db):
    answer = client.post("/funnel/", {"age_max": "-3", "industry": "없는업종이름"})
    assert answer.status_code == 422
    assert answer.content.decode().count('class="errors"') == 2


def test_a_bad_file_is_said_at_its_field(client: Client, db):
    answer = client.post(
        "/funnel/", {"region": "52", "file": SimpleUploadedFile("x.csv", b"\xff\xfe")}
    )
    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()
