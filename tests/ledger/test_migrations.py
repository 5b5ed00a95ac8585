"""A ledger that an earlier version filled is brought up to this one with all it holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from majungmul.ledger import ingest
from majungmul.ledger.models import Opportunity
from majungmul.ledger.search import Filters, opportunities

EARLIER = [("ledger", "0005_search_slices")]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_calls_of_an_earlier_ledger_know_their_places_and_when_they_changed(make_notice, now):
    notice = make_notice("A", regions=("26", "11"))
    ingest.store(notice, b"1", now)
    ingest.store(make_notice("A", regions=("26",)), b"2", now + timedelta(days=1))
    ingest.store(make_notice("B", regions=(), nationwide=True), b"3", now)
    before = {row.source_key: (row.places, row.changed_at) for row in Opportunity.objects.all()}
    try:
        MigrationExecutor(connection).migrate(EARLIER)
    finally:
        call_command("migrate", "ledger", verbosity=0, skip_checks=True)

    after = {row.source_key: (row.places, row.changed_at) for row in Opportunity.objects.all()}

    assert after == before == {"A": ("26", now + timedelta(days=1)), "B": ("00", now)}
    assert opportunities(Filters(q="바다누리")).count() == 2
