"""My company: what a visitor tells, and what comes of it."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from majungmul.ledger.models import Award, CompanyProfile, EligibilityRule
from majungmul.matching import company_from_toml
from majungmul.matching.days import plus_years
from majungmul.matching.profile_values import is_blank
from majungmul.portal.forms.company import CompanyForm
from majungmul.portal.profile import from_toml, to_toml
from majungmul.reference import regions, vocabulary
from majungmul.sources import Section
from majungmul.terms import Company

FLAGS = st.booleans()
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30).map(
    lambda name: " ".join(name.split())
)
COMPANIES = st.builds(
    Company,
    name=NAMES,
    founded=st.none() | st.dates(date(1950, 1, 1), date(2026, 1, 1)),
    pre_founder=st.none() | st.booleans(),
    region=st.none() | st.sampled_from([place.code for place in regions.all_regions()]),
    size_class=st.none() | st.sampled_from(["micro", "small", "medium", "mid", "large"]),
    industries=st.none() | st.just(("62", "26")),
    entity_type=st.none() | st.sampled_from(list(vocabulary.entity_types())),
    employees=st.none() | st.integers(0, 10**6),
    revenue_krw=st.none() | st.integers(0, 10**15).map(Decimal),
    certificates=st.dictionaries(st.sampled_from(list(vocabulary.certificates())), FLAGS),
    exclusions=st.dictionaries(st.sampled_from(list(vocabulary.exclusions())), FLAGS),
)  # fmt: skip


def told(client: Client, **facts: str) -> Client:
    answer = client.post("/company/", facts)
    assert answer.status_code == 302, answer.content.decode()
    return client


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@settings(deadline=None, max_examples=30)
@given(COMPANIES)
def test_a_profile_survives_the_way_out_and_in_again(company: Company):
    known = Company() if is_blank(company.name) else company
    assert from_toml(to_toml(known).encode()) == known


def test_the_file_is_what_the_command_line_reads(as_jeonju: Client, tmp_path: Path):
    file = tmp_path / "company.toml"
    file.write_bytes(as_jeonju.get("/company/profile.toml").content)
    assert company_from_toml(file).employees == 10
    assert tomllib.loads(file.read_text())["name"] == "한벗소프트"


@settings(deadline=None)
@given(st.text(max_size=20).map(lambda name: " ".join(name.split())))
def test_any_name_survives_in_the_file(name: str):
    kept = "" if is_blank(name) else name
    assert from_toml(to_toml(Company(name=name)).encode()).name == kept


@settings(deadline=None, max_examples=30)
@given(COMPANIES)
def test_the_form_gives_back_the_company_it_was_shown(company: Company):
    shown = CompanyForm(company=company)
    data = {name: shown[name].value() or "" for name in shown.fields}
    sent = CompanyForm(data)
    assert sent.is_valid(), sent.errors
    again = sent.company(company)
    assert again == company or is_blank(company.name)


def test_nothing_is_required(client: Client, call):
    told(client)
    assert "판정 결과" in text(client, "/company/result/")


def test_a_fact_that_was_left_blank_is_not_known(client: Client, call):
    told(client, province="52", employees="10")
    body = tomllib.loads(text(client, "/company/profile.toml"))
    assert body == {"region": "52", "employees": 10}


def test_values_are_taken_as_people_write_them(client: Client, db):
    told(
        client, founded="2021.4.29.", revenue_krw="8억 3,000만 원", industries="소프트웨어 개발, 26"
    )
    body = tomllib.loads(text(client, "/company/profile.toml"))
    assert body["founded"] == "2021-04-29"
    assert body["revenue_krw"] == "830000000"
    assert body["industries"][1] == "26"


def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_kept(client: Client, db):
    answer = client.post("/company/", {"founded": "작년쯤", "employees": "-3", "name": "가"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert html.count('class="errors"') == 2
    assert 'aria-invalid="true"' in html
    assert "company" not in client.session


def test_a_city_of_another_province_is_pointed_out(client: Client, db):
    answer = client.post("/company/", {"province": "11", "city": "52111"})
    assert answer.status_code == 422


def test_one_tick_rules_out_every_ground_that_was_not_named(client: Client, db):
    told(client, **{"no_exclusions": "on", "exclusions.litigation": "yes"})
    body = tomllib.loads(text(client, "/company/profile.toml"))["exclusions"]
    assert body.pop("litigation") is True
    assert set(body.values()) == {False}
    assert len(body) == len(vocabulary.exclusions()) - 1


def test_the_result_says_why_with_the_sentence_behind_it(as_jeonju: Client, call):
    html = text(as_jeonju, "/company/result/")
    assert call.title in html
    assert "2023-03-02 창업" in html
    assert re.search(r"/documents/[0-9a-f-]+/\?at=\d+-\d+#q-\d+-\d+", html)


def test_answering_the_one_question_changes_the_company(as_jeonju: Client, call):
    html = text(as_jeonju, "/company/result/")
    asked = re.search(r'name="(exclusions\.[a-z_]+)" value="no"', html)
    assert asked
    as_jeonju.post("/company/answer/", {asked[1]: "no"})
    body = tomllib.loads(text(as_jeonju, "/company/profile.toml"))
    assert body["exclusions"] == {asked[1].partition(".")[2]: False}
    assert body["name"] == "한벗소프트"
    assert f'name="{asked[1]}"' not in text(as_jeonju, "/company/result/")


def test_a_wrong_answer_is_said_and_harms_nothing(as_jeonju: Client, call):
    answer = as_jeonju.post("/company/answer/", {"founded": "언젠가"}, follow=True)
    assert "message-error" in answer.content.decode()
    assert tomllib.loads(text(as_jeonju, "/company/profile.toml"))["founded"] == "2023-03-02"


def test_a_firm_elsewhere_is_told_no_and_what_would_change_it(client: Client, call):
    told(client, province="26", founded="2023-03-02", size_class="small")
    html = text(client, "/company/result/?group=ineligible")
    assert call.title in html
    assert "한 가지만 바뀌면 열리는 공고" in html


def test_a_rule_that_was_read_whole_and_holds_is_a_yes(client: Client, store_call):
    store_call("yes", sections=(Section("신청 자격", "- 전북특별자치도에 본사를 둔 중소기업"),))
    told(client, province="52", size_class="small")
    html = text(client, "/company/result/?group=eligible")
    assert "verdict" not in re.findall(r'class="empty"', html)
    assert "전북 소프트웨어기업" in html


def test_a_sample_company_can_be_tried(client: Client, call):
    row = CompanyProfile.objects.create(
        name="표본 상사", facts={"name": "표본 상사"}, is_sample=True
    )
    answer = client.post("/company/sample/", {"company": str(row.uuid)}, follow=True)
    assert "표본 상사의 판정 결과" in answer.content.decode()


def test_somebody_elses_profile_cannot_be_tried_on(client: Client, db):
    row = CompanyProfile.objects.create(name="남의 회사", facts={"name": "남의 회사"})
    assert client.post("/company/sample/", {"company": str(row.uuid)}).status_code == 404
    assert "company" not in client.session


@pytest.mark.parametrize("wanted", ["", "x", "00000000"])
def test_a_sample_that_is_no_identifier_does_no_harm(client: Client, db, wanted: str):
    assert client.post("/company/sample/", {"company": wanted}).status_code == 302


def test_clearing_forgets_everything(as_jeonju: Client, call):
    as_jeonju.post("/company/clear/")
    assert "company" not in as_jeonju.session
    assert as_jeonju.get("/company/result/").status_code == 302


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"\xff\xfe\x00x", "UTF-8"),
        (b"name = ", "TOML"),
        (b"company = 3", "표"),
        (b'founded = "soon"', "founded"),
        (b'x = "' + b"y" * 70_000 + b'"', "64 kB"),
        ("이름 = 1".encode(), "TOML"),
        (b"a = {b = 1}\n[exclusions]\ntax_arrears = 'maybe'", "tax"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(client: Client, db, body: bytes, said: str):
    file = SimpleUploadedFile("x.toml", body)
    html = client.post("/company/upload/", {"file": file}, follow=True).content.decode()
    found = re.findall(r'message-error">([^<]*)<', html)
    assert len(found) == 1
    assert said in found[0] or "고쳐 주세요" in found[0]
    assert "company" not in client.session


def test_no_file_is_refused_in_one_sentence(client: Client, db):
    html = client.post("/company/upload/", follow=True).content.decode()
    assert "TOML 파일을 골라 주세요" in html


def test_a_stored_profile_of_another_time_is_dropped(client: Client, call):
    session = client.session
    session["company"] = {"region": "없어진 곳", "nonsense": 1}
    session.save()
    assert client.get("/company/").status_code == 200
    assert client.get(f"/opportunities/{call.uuid}/").status_code == 200


def test_the_result_page_asks_the_database_little(
    as_jeonju: Client, many_calls, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        text(as_jeonju, "/company/result/?group=unknown")


def test_an_age_limit_that_comes_up_within_a_year_is_told_with_its_day(client: Client, store_call):
    store_call("young", sections=(Section("신청 자격", "- 공고일 기준 창업 7년 이내 기업"),))
    founded = plus_years(timezone.localdate() + timedelta(days=30), -7)
    told(client, founded=founded.isoformat())
    html = text(client, "/company/result/")
    assert "한 해 안에 달라지는 판정" in html
    assert re.search(r"업력 7년 이하.*신청할 수 있음.*→.*신청할 수 없음", html, re.DOTALL)
    assert "같은 조건의 다음 공고(지금 1건)" in html


@pytest.mark.parametrize(
    ("barred", "said"),
    [("- 동일 사업 중복 지원 기업 제외", "제한하므로"), ("", "막는 말은 없지만")],
)
def test_earlier_support_of_the_same_programme_is_pointed_out(
    client: Client, store_call, barred: str, said: str
):
    sections = (Section("제외 대상", barred), Section("신청 자격", "- 전북에 본사를 둔 중소기업"))
    call = store_call("again", sections=sections)
    own = CompanyProfile.objects.create(name="한벗소프트", brn="1234567891")
    Award.objects.create(opportunity=call, company=own, awarded_on=date(2025, 3, 2))
    other = CompanyProfile.objects.create(name="다른 회사", brn="2208162517")
    Award.objects.create(opportunity=call, company=other, awarded_on=date(2025, 3, 3))
    file = SimpleUploadedFile("c.toml", b'brn = "1234567891"\nregion = "52"\n')
    client.post("/company/upload/", {"file": file})
    html = text(client, "/company/result/")
    assert html.count("에 선정된 기록이 있습니다") == 1
    assert said in html


def test_what_a_notice_says_twice_is_said_once(client: Client, store_call):
    store_call("twice", sections=(Section("신청 자격", "- 부산에 본사를 둔 기업"),))
    rule = EligibilityRule.objects.get(current=True)
    rule.tree = {"all": [rule.tree, rule.tree]}
    rule.save()
    told(client, province="52")
    html = text(client, "/company/result/?group=ineligible")
    assert html.count("부산에 있어야 하는데") == 1


def test_a_rule_that_changed_is_judged_by_at_once(client: Client, store_call):
    store_call("moves", sections=(Section("신청 자격", "- 부산에 본사를 둔 기업"),))
    told(client, province="52")
    assert '신청할 수 없음 <strong class="num">1<' in text(client, "/company/result/")
    store_call("moves", sections=(Section("신청 자격", "- 전북에 본사를 둔 기업"),))
    assert '신청할 수 있음 <strong class="num">1<' in text(client, "/company/result/")
