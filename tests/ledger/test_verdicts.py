"""Verdicts: asked, stored with their versions, computed again, and never silently wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from majungmul.ledger import companies, ingest, standing, verdicts
from majungmul.ledger.models import CompanyProfile, EligibilityRule, Opportunity, StoredVerdict
from majungmul.sources import Section
from majungmul.terms import Company

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)
YOUNG = "공고일 기준 창업 7년 이내인 기업"
OLD = "공고일 기준 창업 3년 이상인 기업"


@pytest.fixture
def calls(make_notice, now):
    texts = {"young": YOUNG, "old": OLD, "silent": ""}
    items = [
        (
            make_notice(key, f"{key} 공고", sections=(Section("지원대상", text),) if text else ()),
            key.encode(),
        )
        for key, text in texts.items()
    ]
    ingest.store_many(items, now)
    return {row.source_key: row for row in Opportunity.objects.all()}


@pytest.fixture
def profile():
    return companies.save(CompanyProfile(), "가온", {"name": "가온", "founded": "2025-01-02"})


def answers(company: Company) -> dict[str, str]:
    found = verdicts.for_company(company, DAY)
    return {item.opportunity.source_key: item.verdict.name for item in found}


def test_a_call_whose_rule_nobody_read_is_unknown(calls):
    company = Company(founded=date(2025, 1, 2))
    assert answers(company)["silent"] == "unknown"


def test_a_young_company_may_apply_where_the_young_may(calls):
    found = answers(Company(founded=date(2025, 1, 2)))
    assert found["young"] == "eligible"
    assert found["old"] == "ineligible"
    assert answers(Company())["young"] == "unknown"


def test_a_no_says_what_would_turn_it(calls):
    found = verdicts.for_company(Company(founded=date(2025, 1, 2)), DAY)
    no = next(item for item in found if item.verdict.name == "ineligible")
    assert any(change.kind == "wait" for change in no.changes)


def test_calls_that_ended_are_not_asked(calls):
    far = verdicts.for_company(Company(), DAY + timedelta(days=60))
    assert far == []


def test_only_what_moved_is_computed_again(calls, profile):
    assert len(standing.refresh(DAY)) == 3
    assert standing.refresh(DAY) == []
    companies.save(profile, "가온", {"name": "가온", "founded": "2010-01-02"})
    turned = standing.refresh(DAY)
    assert {(t.opportunity.source_key, t.before, t.after) for t in turned} == {
        ("young", "eligible", "ineligible"),
        ("old", "ineligible", "eligible"),
    }
    assert StoredVerdict.objects.filter(current=True).count() == 3


def test_a_changed_call_turns_only_its_own_verdicts(calls, profile, make_notice, now):
    standing.refresh(DAY)
    changed = make_notice("young", "young 공고", sections=(Section("지원대상", OLD),))
    ingest.store(changed, b"2", now + timedelta(hours=1))
    turned = standing.refresh(DAY)
    assert [(t.before, t.after) for t in turned] == [("eligible", "ineligible")]
    assert [t.company for t in standing.flips(calls["young"])] == [profile]


def test_a_stored_verdict_computed_again_agrees(calls, profile):
    standing.refresh(DAY)
    for row in StoredVerdict.objects.all():
        again = standing.recompute(row)
        assert again.agrees
        assert again.changed == ()


def test_after_a_change_it_still_agrees_and_says_what_changed(calls, profile, make_notice, now):
    standing.refresh(DAY)
    row = StoredVerdict.objects.get(opportunity=calls["young"])
    companies.save(profile, "가온", {"name": "가온", "founded": "2010-01-02"})
    changed = make_notice("young", "young 공고", sections=(Section("지원대상", OLD),))
    ingest.store(changed, b"2", now + timedelta(hours=1))
    again = standing.recompute(row)
    assert again.agrees
    assert len(again.changed) == 2
    assert standing.disagreements() == []


def test_a_verdict_that_would_be_another_today_says_so(calls, profile):
    standing.refresh(DAY)
    row = StoredVerdict.objects.get(opportunity=calls["young"])
    companies.save(profile, "가온", {"name": "가온", "founded": "2010-01-02"})
    row.refresh_from_db()
    again = standing.recompute(row)
    assert (row.name, again.now) == ("eligible", "ineligible")
    assert again.sentence.endswith("지금 셈하면 신청 불가입니다.")


def test_many_profiles_share_one_docket_and_get_their_own_verdicts(calls, profile):
    companies.save(CompanyProfile(), "나래", {"name": "나래", "founded": "2010-01-02"})
    standing.refresh(DAY)
    found = StoredVerdict.objects.filter(opportunity=calls["young"]).order_by("company_id")
    assert [row.name for row in found] == ["eligible", "ineligible"]
    assert standing.disagreements() == []


def test_a_planted_verdict_is_found(calls, profile):
    standing.refresh(DAY)
    assert standing.disagreements() == []
    row = StoredVerdict.objects.get(opportunity=calls["old"])
    StoredVerdict.objects.filter(pk=row.pk).update(name="eligible")
    (wrong,) = standing.disagreements()
    assert wrong.stored.pk == row.pk
    assert wrong.again == "ineligible"


def test_a_planted_rule_is_found(calls, profile):
    standing.refresh(DAY)
    rule = EligibilityRule.objects.get(opportunity=calls["young"])
    tree = {"field": "entity_type", "op": "in", "value": ["university"]}
    EligibilityRule.objects.filter(pk=rule.pk).update(tree=tree)
    assert [row.stored.opportunity for row in standing.disagreements()] == [calls["young"]]


def test_every_saved_state_of_a_profile_is_kept(profile):
    companies.save(profile, "가온", {"name": "가온", "founded": "2010-01-02"})
    companies.save(profile, "가온", {"name": "가온", "founded": "2010-01-02"})
    assert profile.version == 2
    assert companies.company_of(profile, 1).founded == date(2025, 1, 2)
    assert companies.company_of(profile) == replace(
        companies.company_of(profile, 1), founded=date(2010, 1, 2)
    )
