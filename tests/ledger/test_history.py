"""The ledger answers as of any day: by what it had seen, not by what it knows now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from majungmul.ledger import history, ingest
from majungmul.ledger.models import Opportunity
from majungmul.ledger.verdicts import call_of
from majungmul.matching import verdict_for
from majungmul.sources import Section
from majungmul.terms import Company

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


def test_a_call_that_never_changed_was_never_another(make_notice, now):
    ingest.store(make_notice(), b"1", now)
    assert history.call_before(Opportunity.objects.get()) is None


def test_the_call_before_its_newest_change_asks_what_it_asked_then(make_notice, now):
    notice = make_notice()
    ingest.store(notice, b"1", now)
    stricter = Section("지원대상", "공고일 기준 창업 3년 이내인 중소기업")
    sections = tuple(stricter if s.heading == "지원대상" else s for s in notice.sections)
    later = replace(notice, sections=sections, closes=notice.closes + timedelta(days=14))
    ingest.store(later, b"2", now + timedelta(days=5))
    before, after = history.call_before(call := Opportunity.objects.get()), call_of(call)
    assert (before.closing, after.closing) == (notice.closes, later.closes)
    company = Company(founded=now.date() - timedelta(days=5 * 365), size_class="small")
    names = [verdict_for(asked, company, now.date())[0].name for asked in (before, after)]
    assert names == ["eligible", "ineligible"]
