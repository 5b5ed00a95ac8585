"""The ledger answers as of any day: by what it had seen, not by what it knows now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from majungmul.ledger import history, ingest
from majungmul.ledger.models import Opportunity

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(make_notice, now):
    notice = make_notice()
    ingest.store(notice, b"1", now)
    later = replace(notice, closes=notice.closes + timedelta(days=14))
    ingest.store(later, b"2", now + timedelta(days=5))
    Opportunity.objects.update(withdrawn_at=now + timedelta(days=8))
    return Opportunity.objects.get()


def test_before_it_was_seen_there_was_no_call(call, now):
    assert history.as_of(call, now.date() - timedelta(days=1)) is None
    assert list(history.all_as_of(now.date() - timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("days", "version", "closes", "withdrawn"),
    [
        (0, 1, "2026-05-24", False),
        (4, 1, "2026-05-24", False),
        (5, 2, "2026-06-07", False),
        (8, 2, "2026-06-07", True),
    ],
)
def test_on_each_day_the_call_is_what_it_was_then(call, now, days, version, closes, withdrawn):
    day = now.date() + timedelta(days=days)
    past = history.as_of(call, day)
    assert (past.version, past.state["closes"], past.withdrawn) == (version, closes, withdrawn)
    (same,) = history.all_as_of(day)
    assert same == past


def test_a_call_over_by_then_is_said_to_be_over(call):
    assert history.as_of(call, date(2026, 6, 8)).over
    assert not history.as_of(call, date(2026, 6, 7)).over
