"""Samples go in like real notices and come out without a trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from majungmul.ledger import ingest, samples
from majungmul.ledger.models import CompanyProfile, Opportunity, Organization, Source
from majungmul.ledger.search import Filters, opportunities

pytestmark = pytest.mark.django_db


def rows() -> dict[str, list]:
    """Every row of every table of the ledger."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("ledger").get_models()
    }


def test_samples_are_many_and_marked(make_notice, now):
    number = samples.load()
    assert number >= 60
    assert Opportunity.objects.filter(is_sample=True).count() == number
    assert not Opportunity.objects.filter(is_sample=False).exists()
    assert CompanyProfile.objects.filter(is_sample=True).count() == 8
    assert opportunities(Filters(status="open")).count() > 20


def test_loading_again_on_the_same_day_adds_nothing():
    samples.load()
    before = {name: len(found) for name, found in rows().items()}
    samples.load()
    after = {name: len(found) for name, found in rows().items()}
    assert {k: v for k, v in after.items() if k != "OpportunityVersion"} == {
        k: v for k, v in before.items() if k != "OpportunityVersion"
    }


def test_removing_samples_touches_nothing_else(make_notice, now):
    real = make_notice("real", "진짜 공고", funder="전북특별자치도", operator="가온진흥원")
    ingest.store(real, b"{}", now)
    before = rows()
    samples.load()
    assert rows() != before
    samples.remove()
    assert rows() == before


def test_an_organisation_that_a_real_notice_names_later_stays(make_notice, now):
    samples.load()
    shared = Organization.objects.filter(is_sample=True).first()
    ingest.store(make_notice("real", "진짜 공고", funder=shared.name), b"{}", now)
    samples.remove()
    assert Organization.objects.filter(pk=shared.pk, is_sample=False).exists()
    assert Opportunity.objects.get().funder_id == shared.pk
    assert not Source.objects.filter(is_sample=True).exists()


def test_samples_of_another_day_are_new_versions_of_the_same_calls():
    today = timezone.localdate()
    number = samples.load(today)
    assert samples.load(today + timedelta(days=1)) == number
