"""One body under all its names, and one programme under all its years."""

from __future__ import annotations

import pytest

from majungmul.ledger import ingest
from majungmul.ledger.models import Opportunity, Organization, Program
from majungmul.ledger.organizations import Names

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㈜가온소프트", "(주) 가온소프트"),
        ("주식회사 가온소프트", "가온소프트㈜"),
        ("과기정통부", "과학기술정보통신부"),
        ("중소벤처기업부장관", "중소벤처기업부"),
        ("중소기업청", "중소벤처기업부"),
        ("전라북도", "전북특별자치도"),
        ("전북특별자치도지사", "전북"),
        ("산업통상자원부", "산업통상부"),
    ],
)
def test_two_names_of_one_body_are_one(one, other):
    assert Names().resolve(one) == Names().resolve(other)


def test_bodies_that_share_a_word_stay_apart():
    names = Names()
    assert names.resolve("가온진흥원") != names.resolve("가온테크노파크")
    assert Organization.objects.count() == 2


def test_an_earlier_name_carries_its_last_day():
    ministry = Names().resolve("산업통상자원부")
    assert ministry.name == "산업통상부"
    alias = ministry.aliases.get(name="산업통상자원부")
    assert alias.valid_to.year == 2025


def test_no_name_is_no_body():
    assert Names().resolve("  ") is None
    assert Names().known("어디에도 없는 곳") is None
    assert Organization.objects.count() == 0


def test_yearly_calls_and_rounds_are_one_program(make_notice, now):
    for number, title in enumerate(
        (
            "2025년 바다누리 바우처 참여기업 모집 공고",
            "2026년 바다누리 바우처 참여기업 모집 공고",
            "2026년 제2차 바다누리 바우처 모집 공고",
        )
    ):
        ingest.store(make_notice(str(number), title), b"%d" % number, now)
    assert Program.objects.get().name == "바다누리 바우처"


def test_the_same_name_of_another_funder_is_another_program(make_notice, now):
    ingest.store(make_notice("1", "2026년 청년 창업 자금 공고", funder="제주특별자치도"), b"1", now)
    ingest.store(make_notice("2", "2026년 청년 창업 자금 공고", funder="강원특별자치도"), b"2", now)
    assert Program.objects.count() == 2


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2026년 바다누리 바우처 모집 공고(정정공고)", "correction"),
        ("2026년 바다누리 바우처 모집 연장공고", "extension"),
        ("2026년 바다누리 바우처 재공고", "repeat"),
    ],
)
def test_an_amending_notice_is_linked_to_what_it_amends(make_notice, now, title, kind):
    ingest.store(make_notice("1", "2026년 바다누리 바우처 모집 공고"), b"1", now)
    ingest.store(make_notice("0", "2025년 바다누리 바우처 모집 공고"), b"0", now)
    ingest.store(make_notice("2", title), b"2", now)
    row = Opportunity.objects.get(source_key="2")
    assert row.amends.source_key == "1"
    assert row.amend_kind == kind
