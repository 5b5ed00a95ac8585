"""Two organisations that a person says are one; the word can be taken back, and loses nothing."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

from majungmul.ledger import ingest, organization_merges
from majungmul.ledger.models import Opportunity, Organization, OrganizationMerge
from majungmul.ledger.organizations import Names

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return get_user_model().objects.create(username="operator", is_staff=True)


@pytest.fixture
def two(make_notice, now) -> tuple[Organization, Organization]:
    for key, operator in (("N1", "다솔정보산업진흥원"), ("N2", "다솔 ICT 진흥본부")):
        title = f"2026년 {operator} 이음 지원사업 모집 공고"
        ingest.store(make_notice(key, title, operator=operator), key.encode(), now)
    one, other = (Opportunity.objects.get(source_key=key).operator for key in ("N1", "N2"))
    return one, other


def operators() -> set[str]:
    return set(Opportunity.objects.values_list("operator__name", flat=True))


def test_what_pointed_at_the_one_points_at_the_other(two, person):
    one, other = two
    organization_merges.merge(other, one, person)
    assert operators() == {"다솔정보산업진흥원"}
    assert {program.operator for program in one.run_programs.all()} == {one}
    assert other.run_programs.count() == 0


def test_a_later_notice_under_the_absorbed_name_goes_to_the_other(two, person, make_notice, now):
    one, other = two
    organization_merges.merge(other, one, person)
    assert Names().resolve("다솔ICT진흥본부") == one
    ingest.store(make_notice("N3", "2026년 누리 공고", operator=other.name), b"3", now)
    assert Opportunity.objects.get(source_key="N3").operator == one


def test_undoing_gives_back_exactly_what_was_moved(two, person):
    one, other = two
    before = list(Opportunity.objects.order_by("pk").values_list("pk", "operator"))
    names = sorted(other.aliases.values_list("name", flat=True))
    made = organization_merges.merge(other, one, person)
    organization_merges.undo(made)
    assert list(Opportunity.objects.order_by("pk").values_list("pk", "operator")) == before
    assert sorted(other.aliases.values_list("name", flat=True)) == names
    assert organization_merges.merge_of(other) is None


def test_what_came_after_the_merge_stays_where_it_came(two, person, make_notice, now):
    one, other = two
    made = organization_merges.merge(other, one, person)
    ingest.store(make_notice("N3", "2026년 누리 공고", operator=other.name), b"3", now)
    organization_merges.undo(made)
    assert Opportunity.objects.get(source_key="N3").operator == one


def test_one_row_is_absorbed_once(two, person):
    one, other = two
    organization_merges.merge(other, one, person)
    for pair in ((other, one), (one, other), (one, one)):
        with pytest.raises(organization_merges.MergeError):
            organization_merges.merge(*pair, person)
    assert OrganizationMerge.objects.count() == 1


def test_a_chain_is_undone_from_its_end(two, person):
    one, other = two
    third = Organization.objects.create(name="다솔진흥재단")
    first = organization_merges.merge(other, one, person)
    second = organization_merges.merge(one, third, person)
    with pytest.raises(organization_merges.MergeError):
        organization_merges.undo(first)
    organization_merges.undo(second)
    organization_merges.undo(first)
    assert operators() == {"다솔정보산업진흥원", "다솔 ICT 진흥본부"}
