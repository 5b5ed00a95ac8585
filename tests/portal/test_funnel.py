"""The page that counts who stays as each clause of a draft is added."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from majungmul.ledger.models import CompanyProfile

TABLE = "소재지,창업일,상시근로자\n전북 전주시,2022-01-01,10\n부산,2010.1.1,언젠가\n,,\n"


def test_a_stranger_counts_fewer_rows_than_an_operator(client: Client, admin_client: Client):
    rows = ("소재지\n" + "전북 전주시\n" * 2_001).encode()
    for visitor, number in ((client, "2,000"), (admin_client, "2,001")):
        file = SimpleUploadedFile("firms.csv", rows)
        html = visitor.post("/funnel/", {"region": ["52"], "file": file}).content.decode()
        assert f"firms.csv {number}곳" in html


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


def test_the_page_says_where_how_large_and_how_old_those_are_that_stay(client: Client, db):
    for region, founded in (("52", "2024-05-01"), ("52", "2001-05-01"), ("26", "2024-05-01")):
        facts = {"region": region, "founded": founded, "size_class": "micro"}
        CompanyProfile.objects.create(name="표본", facts=facts, is_sample=True)
    html = sent(client, region=["52"])
    rows = re.findall(
        r'<th scope="row">([^<]+)</th><td><div class="bar-row">.*?([0-9,]+ / [0-9,]+)', html
    )
    assert rows == [
        ("전북", "2 / 2"), ("그 밖", "0 / 1"), ("소상공인", "2 / 3"), ("3년 이하", "1 / 2"),
        ("10년 초과", "1 / 1"),
    ]  # fmt: skip
    assert "이 요건이 가장 많이 줄입니다" in html


def test_groups_have_english_names(client: Client, db):
    facts = {"region": "52", "founded": "2024-05-01", "size_class": "micro"}
    CompanyProfile.objects.create(name="표본", facts=facts, is_sample=True)
    client.cookies["django_language"] = "en"
    assert "up to 3 years" in sent(client, region=["52"])
