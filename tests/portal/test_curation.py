"""What an operator says of the ledger on its pages holds and can be taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from tests.portal.conftest import TODAY, Section, notice, store

from majungmul.ledger import doubts
from majungmul.ledger.models import (
    CompanyProfile,
    DuplicateLink,
    HeldChange,
    Opportunity,
    Organization,
    OrganizationMerge,
    Payload,
)
from majungmul.ledger.standing import refresh


@pytest.fixture
def operator(client: Client, db: None) -> Client:
    client.force_login(get_user_model().objects.create(username="operator", is_staff=True))
    return client


@pytest.fixture
def two(db: None) -> tuple[Opportunity, Opportunity]:
    return store("A1"), store("B1", title="전북 SW기업 시제품 지원", operator="온고을 기술나눔터")


def page(client: Client, row: Any) -> str:
    kind = "opportunities" if isinstance(row, Opportunity) else "organizations"
    return client.get(f"/{kind}/{row.uuid}/").content.decode()


def test_two_calls_are_joined_by_the_address_of_one_and_set_apart_again(operator: Client, two: Any):
    one, other = two
    address = f"http://testserver/opportunities/{other.uuid}/?at=1-2"
    operator.post(f"/opportunities/{one.uuid}/same/", {"other": address, "say": "merged"})
    other.refresh_from_db()
    assert other.same_as == one
    assert "다른 공고입니다" in page(operator, one)
    operator.post(f"/opportunities/{one.uuid}/same/", {"other": other.uuid, "say": "split"})
    other.refresh_from_db()
    assert other.same_as is None
    assert "같은 공고입니다" in page(operator, one)


@pytest.mark.parametrize("told", ["", "어떤 공고", "00000000-0000-4000-8000-000000000000"])
def test_an_address_that_leads_nowhere_joins_nothing(operator: Client, two: Any, told: str):
    path = f"/opportunities/{two[0].uuid}/same/"
    answer = operator.post(path, {"other": told, "say": "merged"}, follow=True)
    assert "다른 공고를 찾지 못했습니다" in answer.content.decode()
    assert not DuplicateLink.objects.exists()


def test_a_word_nobody_knows_joins_nothing(operator: Client, two: Any):
    one, other = two
    answer = operator.post(f"/opportunities/{one.uuid}/same/", {"other": other.uuid, "say": "x"})
    assert answer.status_code == 404
    assert not Opportunity.objects.exclude(same_as=None).exists()


def test_two_organisations_are_joined_by_name_and_parted_again(operator: Client, two: Any):
    one, other = (row.operator for row in two)
    operator.post(f"/organizations/{one.uuid}/same/", {"other": "온고을기술나눔터 "})
    two[1].refresh_from_db()
    assert two[1].operator == one
    moved = operator.get(f"/organizations/{other.uuid}/")
    assert moved["Location"] == f"/organizations/{one.uuid}/"
    made = OrganizationMerge.objects.get()
    operator.post(f"/organizations/merges/{made.pk}/undo/")
    two[1].refresh_from_db()
    assert two[1].operator == other


def test_a_name_that_nobody_bears_is_said_to_be_unknown(operator: Client, two: Any):
    path = f"/organizations/{two[0].operator.uuid}/same/"
    answer = operator.post(path, {"other": "없는기관"}, follow=True)
    assert "그런 이름의 기관이 장부에 없습니다" in answer.content.decode()


@pytest.fixture
def held(db: None) -> HeldChange:
    row = store("A1")
    moment = timezone.now()
    return HeldChange.objects.create(
        source=row.source,
        opportunity=row,
        kind=HeldChange.Kind.ABSENT,
        why="마감 전에 목록에서 사라졌습니다.",
        changes=[{"field": "closes", "old": "2026-05-01", "new": "2026-04-17"}],
        first_seen=moment,
        last_seen=moment,
    )


@pytest.mark.parametrize(("say", "withdrawn"), [("confirm", True), ("dismiss", False)])
def test_a_doubt_is_settled_on_the_page_of_sources(
    operator: Client, held: HeldChange, say: str, withdrawn: bool
):
    assert "2026-04-17" in operator.get("/sources/").content.decode()
    operator.post(f"/sources/doubts/{held.pk}/", {"say": say})
    held.refresh_from_db()
    assert held.outcome
    assert (Opportunity.objects.get().withdrawn_at is not None) == withdrawn
    answer = operator.post(f"/sources/doubts/{held.pk}/", {"say": say}, follow=True)
    assert "그사이 처리되었습니다" in answer.content.decode()


@pytest.mark.parametrize(("say", "withdrawn"), [("confirm", True), ("dismiss", False)])
def test_all_doubts_about_a_source_are_settled_at_once(
    operator: Client, held: HeldChange, say: str, withdrawn: bool
):
    slug = held.source.slug
    assert "모두 맞는 변경" in operator.get("/sources/").content.decode()
    answer = operator.post(f"/sources/{slug}/doubts/", {"say": say}, follow=True)
    assert "변경 1건을" in answer.content.decode()
    assert (Opportunity.objects.get().withdrawn_at is not None) == withdrawn
    assert not HeldChange.objects.filter(outcome="").exists()
    assert operator.post(f"/sources/{slug}/doubts/", {"say": "perhaps"}).status_code == 404


def test_more_doubts_than_one_request_may_settle_are_said_to_wait(
    operator: Client, held: HeldChange, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(doubts, "SETTLED_AT_ONCE", 2)
    for key in ("B1", "C1"):
        HeldChange.objects.create(
            source=held.source, opportunity=store(key), kind=held.kind, why=held.why,
            first_seen=held.first_seen, last_seen=held.last_seen,
        )  # fmt: skip
    path = f"/sources/{held.source.slug}/doubts/"
    answer = operator.post(path, {"say": "confirm"}, follow=True).content.decode()
    assert "변경 2건을" in answer
    assert "확인을 기다리는 변경: 1건" in answer
    answer = operator.post(path, {"say": "confirm"}, follow=True).content.decode()
    assert "변경 1건을" in answer
    assert "확인을 기다리는 변경:" not in answer


def test_a_doubt_whose_raw_answer_is_gone_goes_on_waiting(operator: Client, held: HeldChange):
    gone = Payload.objects.create(sha256="0" * 64, body=b"", received_at=held.first_seen,
                                  purged_at=held.first_seen)  # fmt: skip
    HeldChange.objects.filter(pk=held.pk).update(kind=HeldChange.Kind.CHANGED, payload=gone)
    answer = operator.post(f"/sources/{held.source.slug}/doubts/", {"say": "confirm"}, follow=True)
    assert "반영하지 못한 변경 1건은" in answer.content.decode()
    assert HeldChange.objects.filter(outcome="").count() == 1


def test_a_stranger_settles_nothing(client: Client, two: Any, held: HeldChange):
    one, other = two
    made = Organization.objects.create(name="가람원")
    for path in (
        f"/opportunities/{one.uuid}/same/",
        f"/organizations/{made.uuid}/same/",
        f"/sources/doubts/{held.pk}/",
        f"/sources/{held.source.slug}/doubts/",
        "/organizations/merges/1/undo/",
    ):
        answer = client.post(path, {"other": str(other.uuid), "say": "merged"})
        assert answer.status_code == 403, path
    assert "맞는 변경" not in client.get("/sources/").content.decode()
    assert "묶기" not in page(client, one)


def test_a_change_says_whose_verdict_it_turned(as_jeonju: Client):
    before = notice().sections
    store("A1")
    profile = CompanyProfile.objects.create(name="가람", facts={"region": "11"})
    refresh()
    closed = Section("신청 자격", "- 서울특별시에 본사를 둔 기업")
    sections = tuple(closed if s.heading == "신청 자격" else s for s in before)
    seen = timezone.now() + timedelta(seconds=1)
    call = store("A1", seen=seen, sections=sections, closes=TODAY + timedelta(days=30))
    refresh()
    html = page(as_jeonju, call)
    assert "이 변경으로 우리 회사의 판정이 바뀌었습니다" in html
    assert "→ 신청할 수 없음" in html
    assert "등록된 회사" not in html
    as_jeonju.force_login(get_user_model().objects.create(username="op", is_staff=True))
    assert "등록된 회사 가운데" in page(as_jeonju, call)
    assert profile.name not in page(as_jeonju, call)
