"""Company profiles in TOML and JSON."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from random_rules import companies

from majungmul.matching import (
    BadProfileError,
    company_from_json,
    company_from_toml,
    company_to_json,
    read_company,
)
from majungmul.terms import Company


def test_a_profile_in_korean_words_is_read(tmp_path):
    path = tmp_path / "firm.toml"
    path.write_text(
        """
        기업명 = "다온정밀"
        창업일 = "2021.04.29."
        소재지 = "부산 해운대구 센텀로 1"
        업종 = "제조업, 62010"
        매출 = "23억 원"
        고용 = "9명"
        수출 = "-"
        인증 = ["벤처기업", "이노비즈"]
        기업형태 = "법인"
        규모 = "소기업"
        """,
        encoding="utf-8-sig",
    )
    assert company_from_toml(path) == Company(
        name="다온정밀",
        founded=date(2021, 4, 29),
        region="26350",
        industries=("C", "62010"),
        revenue_krw=Decimal(2_300_000_000),
        employees=9,
        certificates={"venture": True, "innobiz": True},
        entity_type="company",
        size_class="small",
    )


def test_certificates_may_say_what_a_firm_has_not():
    firm = company_from_json({"certificates": {"venture": True, "lab": "없음", "iso": "-"}})
    assert firm.certificates == {"venture": True, "lab": False}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1억 2,000만", 120_000_000), ("8.3억원", 830_000_000), ("3천만원", 30_000_000),
        ("5백만 원", 5_000_000), (7_000_000, 7_000_000), ("1조", 10**12), ("약 20억 원", 2 * 10**9),
        ("0", 0),
    ],
)  # fmt: skip
def test_sums_are_read_in_uk_and_man(written, expected):
    assert company_from_json({"revenue_krw": written}).revenue_krw == expected


@pytest.mark.parametrize("written", ["2021-04-29", "20210429", "2021. 4. 29.", "2021년 4월 29일"])
def test_dates_are_read_in_the_forms_people_use(written):
    assert company_from_json({"founded": written}).founded == date(2021, 4, 29)


def test_every_bad_value_is_named_in_one_sentence(tmp_path):
    path = tmp_path / "firm.toml"
    path.write_text('founded = "2021-13-01"\nrevenue_krw = "많음"\ncolour = "red"\n', "utf-8")
    with pytest.raises(BadProfileError) as error:
        company_from_toml(path)
    message = str(error.value)
    assert message.startswith("firm.toml: 기업 정보를 고쳐 주세요: ")
    assert all(word in message for word in ("‘founded’", "‘revenue_krw’", "‘colour’", "2021-13-01"))
    assert "\n" not in message


@pytest.mark.parametrize("value", ["1e99999999", "1e400", "9" * 5000, "1e5000억", "1e9999999999조"])
@pytest.mark.parametrize("name", ["revenue_krw", "export_usd", "employees"])
def test_a_number_no_firm_has_is_named_in_one_sentence(name, value):
    with pytest.raises(BadProfileError, match=f"‘{name}’") as error:
        company_from_json({name: value})
    assert "\n" not in str(error.value)


def test_good_values_beside_a_bad_one_are_kept_for_a_form():
    firm, problems = read_company({"employees": "아홉", "region": "26"})
    assert firm == Company(region="26")
    assert len(problems) == 1


@pytest.mark.parametrize(
    "value", ["-1", "1e999", "NaN", "9.5", "", " ", "９억", True, [], {"a": 1}, "명"]
)
def test_a_hostile_number_is_refused_or_unknown_but_never_raises_otherwise(value):
    firm, problems = read_company({"employees": value, "revenue_krw": value})
    assert problems or firm.employees is None or firm.employees >= 0


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"= 1", b"name = 'x", '기업명 = "가"'.encode("cp949"), b""]
)
def test_a_file_that_is_not_toml_gives_one_sentence(tmp_path, body):
    path = tmp_path / "firm.toml"
    path.write_bytes(body)
    if body:
        with pytest.raises(BadProfileError, match=r"^firm\.toml: "):
            company_from_toml(path)
    else:
        assert company_from_toml(path) == Company()


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadProfileError, match=r"none\.toml: .*열 수 없어요"):
        company_from_toml(tmp_path / "none.toml")


@settings(max_examples=80, deadline=None)
@given(companies)
def test_json_gives_back_the_same_company(company):
    firm, _ = read_company(company_to_json(company))  # today's region codes
    assert company_from_json(company_to_json(firm)) == firm


def test_real_hand_typed_profiles_are_read_or_each_fault_is_named(real_data):
    """23 profiles with sums in 억 원, dates with dots, a misspelt city and lists in one cell."""
    with (real_data / "companies" / "profiles-23.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    known = ("소재지", "설립연월일", "#매출", "#고용", "#수출", "#투자", "기업형태")
    dated = 0
    for row in rows[:23]:
        firm, problems = read_company({key: row[key] for key in known})
        dated += firm.founded is not None
        assert all(problem.startswith("‘") for problem in problems)
        assert not any("매출" in problem or "설립" in problem for problem in problems)
    assert dated == 20  # three of the 23 are yet to be founded
