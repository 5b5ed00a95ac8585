"""Reasons as Korean and English sentences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from majungmul.matching import explain, sentence
from majungmul.matching.labels import span_of_years, won
from majungmul.matching.particles import copula, eul, eun, i
from majungmul.terms import Company, Has, InSet, Not, Range, Rule, Unread

NOTICE = date(2026, 3, 20)


def said(rule: Rule, company: Company, language: str = "ko") -> str:
    (reason,) = explain(rule, company, NOTICE, NOTICE, date(2026, 4, 10)).reasons
    return sentence(reason, language)


@pytest.mark.parametrize(
    ("rule", "company", "expected"),
    [
        (
            Range("business_age_years", max=Decimal(7)),
            Company(founded=date(2017, 3, 2)),
            "창업 7년 이내여야 하는데 2017-03-02 창업으로 공고일(2026-03-20) 기준 9년입니다.",
        ),
        (
            Range("business_age_years", max=Decimal(7)),
            Company(founded=date(2019, 3, 2)),
            "창업 7년 이내여야 하는데 2019-03-02 창업으로 공고일(2026-03-20) 기준 7년 18일입니다.",
        ),
        (
            Range("business_age_years", max=Decimal(7), max_inclusive=False),
            Company(founded=date(2021, 3, 2)),
            "창업 7년 미만이어야 하며, 2021-03-02 창업으로 공고일(2026-03-20) 기준 5년입니다.",
        ),
        (
            Range("business_age_years", min=Decimal(3), max=Decimal(7), as_of="closing"),
            Company(founded=date(2024, 1, 1)),
            "창업 3년 이상 7년 이내여야 하는데 2024-01-01 창업으로 접수 마감일(2026-04-10) 기준 "
            "2년입니다.",
        ),
        (
            Range("business_age_years", max=Decimal(7)),
            Company(),
            "창업 7년 이내여야 하는데 창업일을 알 수 없습니다.",
        ),
        (
            Range("business_age_years", max=Decimal(7)),
            Company(pre_founder=True),
            "창업 7년 이내여야 하는데 아직 창업하지 않은 예비창업자입니다.",
        ),
        (
            InSet("region", ("26", "31"), "headquarters"),
            Company(region="11680"),
            "본사가 부산·울산에 있어야 하는데 본사는 서울특별시 강남구에 있습니다.",
        ),
        (
            InSet("region", ("26350",)),
            Company(region="26"),
            "소재지가 부산광역시 해운대구여야 하는데 소재지를 부산까지만 알고 있습니다.",
        ),
        (
            InSet("size_class", ("micro", "small", "medium")),
            Company(size_class="mid"),
            "중소기업이어야 하는데 중견기업입니다.",
        ),
        (
            Range("revenue_krw", min=Decimal(10**9)),
            Company(revenue_krw=Decimal(830_000_000)),
            "연 매출액이 10억 원 이상이어야 하는데 8억 3,000만 원입니다.",
        ),
        (
            Range("ceo_age", max=Decimal(39)),
            Company(ceo_born=date(1984, 5, 1)),
            "대표자가 만 39세 이하여야 하는데 1984-05-01생으로 공고일(2026-03-20) 기준 "
            "만 41세입니다.",
        ),
        (
            Has("certificate", ("venture", "innobiz")),
            Company(certificates={"venture": False, "innobiz": False}),
            "벤처기업·이노비즈 가운데 하나가 있어야 하는데 하나도 없습니다.",
        ),
        (
            Not(Has("exclusion", ("tax_arrears",))),
            Company(exclusions={"tax_arrears": False}),
            "국세·지방세 체납 사유에 해당하지 않아야 하며, 해당하지 않습니다.",
        ),
        (
            Has("pre_founder", ("yes",)),
            Company(founded=date(2020, 1, 2)),
            "예비창업자여야 하는데 2020-01-02에 이미 창업했습니다.",
        ),
        (
            Unread("관내에서  1년 이상\n영업한 자"),
            Company(),
            "“관내에서 1년 이상 영업한 자” 요건은 자동으로 판정할 수 없으니 공고문에서 직접 "
            "확인해 주세요.",
        ),
    ],
)
def test_the_reason_is_the_sentence_a_person_would_write(rule, company, expected):
    assert said(rule, company) == expected


def test_the_english_twin_says_the_same():
    rule = Range("business_age_years", max=Decimal(7))
    assert said(rule, Company(founded=date(2017, 3, 2)), "en") == (
        "The business must be at most 7 years old, but founded on 2017-03-02, "
        "it was 9 years 18 days old on the day of notice (2026-03-20)."
    )


def test_a_call_without_a_date_says_that_the_date_is_what_is_missing():
    rule = Range("business_age_years", max=Decimal(7))
    verdict = explain(rule, Company(founded=date(2020, 1, 1)), NOTICE)
    assert verdict.reasons[0].sentence == (
        "창업 7년 이내여야 하는데 공고일이 공고에 없어 판정할 수 없습니다."
    )
    assert verdict.missing == ()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("부산", ("부산은", "부산이", "부산을", "부산이어야")),
        ("대구", ("대구는", "대구가", "대구를", "대구여야")),
        ("3", ("3은", "3이", "3을", "3이어야")),
        ("기업부설연구소(62)", ("기업부설연구소(62)는", "기업부설연구소(62)가",
                          "기업부설연구소(62)를", "기업부설연구소(62)여야")),
    ],
)  # fmt: skip
def test_particles_follow_the_sound_before_them(word, expected):
    assert (eun(word), i(word), eul(word), copula(word)) == expected


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0 원"),
        (5, "5원"),
        (23 * 10**8, "23억 원"),
        (10**12 + 5, "1조 5원"),
        (-20000, "-2만 원"),
    ],
)
def test_won_are_written_in_uk_and_man(amount, text):
    assert won(amount) == text


@pytest.mark.parametrize(
    ("years", "text"), [("7", "7년"), ("0.5", "6개월"), ("1.5", "1년 6개월"), ("0", "0년")]
)
def test_years_with_a_fraction_are_said_in_months(years, text):
    assert span_of_years(Decimal(years), "ko") == text
