"""One body under all its names, and one programme under all its years."""

from __future__ import annotations

import pytest

from majungmul.ledger import ingest
from majungmul.ledger.models import Budget, Opportunity, Organization, Program
from majungmul.ledger.organizations import Names
from majungmul.sources import Section

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


@pytest.fixture
def two_calls(make_notice, now):
    """Stores two calls of one programme, each with its budget; gives what stores them anew."""

    def store(*keys: str, **changes: str) -> None:
        said = (Section("지원규모", "총 사업비: 30억원"),)
        titles = {"1": "2025년 바다누리 바우처 모집 공고", "2": "2026년 바다누리 바우처 모집 공고"}
        items = [(make_notice(key, titles[key], sections=said, **changes), b"") for key in keys]
        ingest.store_many(items, now)

    store("1", "2")
    return store


def _budgets() -> dict[str, int]:
    return dict(Budget.objects.values_list("opportunity__source_key", "program"))


def _programs() -> dict[str, int]:
    return dict(Opportunity.objects.values_list("source_key", "program"))


def test_a_budget_goes_with_its_call_to_the_programme_of_another_funder(two_calls):
    assert len(_budgets()) == 2
    two_calls("1", funder="제주특별자치도")
    assert len(set(_programs().values())) == 2
    assert _budgets() == _programs()
    two_calls("2", funder="강원특별자치도")
    assert _budgets() == _programs()
    assert Program.objects.count() == 2


def test_calls_that_leave_a_programme_together_keep_their_budgets(two_calls):
    two_calls("1", "2", funder="제주특별자치도")
    assert len(_budgets()) == 2
    assert _budgets() == _programs()
    assert Program.objects.count() == 1


def test_a_programme_that_something_hangs_on_outlasts_its_last_call(two_calls):
    kept = Program.objects.get()
    text = Opportunity.objects.get(source_key="1").documents.get()
    Budget.objects.create(program=kept, document=text, start=0, end=1, quote="총", amount=5)
    two_calls("1", "2", funder="제주특별자치도")
    assert Budget.objects.get(program=kept).amount == 5


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
