"""Whom the list of calls can be narrowed to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from majungmul.ledger import ingest, queries
from majungmul.ledger.models import Organization
from majungmul.portal.forms import search
from majungmul.sources import Notice

pytestmark = pytest.mark.django_db


NAMES = [f"{name}진흥원" for name in ("가람", "노을", "다솔", "라온", "미르", "바다")]


@pytest.fixture
def funders() -> list[str]:
    """Six funders, each with one call more than the one before, and older ones."""
    today = timezone.localdate()
    items = [
        Notice(
            "bizinfo",
            f"{number}-{n}",
            f"{name} {n}번째 공고",
            funder=name,
            published=today - timedelta(days=100 * number),
        )
        for number, name in enumerate(NAMES)
        for n in range(number + 1)
    ]
    ingest.store_many([(item, item.key.encode()) for item in items])
    return NAMES


def offered(chosen: str = "") -> list[str]:
    form = search.SearchForm(QueryDict(f"funder={chosen}"))
    return [name for key, name in form.fields["funder"].choices if key]


def test_every_funder_is_offered_however_old_its_calls(funders, monkeypatch):
    monkeypatch.setattr(search, "NEWEST", 1)
    assert offered() == funders
    assert len(queries.funders(4)) == 4


def test_of_very_many_those_of_the_newest_calls_are_and_the_one_chosen(funders, monkeypatch):
    monkeypatch.setattr(search, "MOST_FUNDERS", 2)
    monkeypatch.setattr(search, "NEWEST", 10)
    assert offered() == funders[2:4]  # 3 and 4 of the newest ten calls
    oldest = Organization.objects.get(name=funders[5])
    assert offered(str(oldest.uuid)) == [*funders[2:4], funders[5]]
