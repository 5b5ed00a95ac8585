"""What an index counts alone is what counting every row by hand gives."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from majungmul.ledger import ingest
from majungmul.ledger.models import Opportunity
from majungmul.ledger.search import status_of
from majungmul.portal.overview import overview

pytestmark = pytest.mark.django_db
RUNNING = ("open", "closing", "rolling", "unknown")


def test_the_first_page_counts_what_is_open_where_and_for_what(make_notice):
    now, chance = timezone.now(), random.Random(5)
    today = timezone.localdate(now)
    notices = [
        make_notice(
            f"N{number}",
            field=chance.choice(("startup", "export", "finance")),
            regions=chance.choice(((), ("11",), ("26", "11"), ("50",))),
            nationwide=chance.random() < 0.2,
            published=today - timedelta(days=chance.randrange(20)),
            opens=today + timedelta(days=chance.randrange(-30, 10)),
            closes=today + timedelta(days=chance.randrange(-9, 30)),
        )
        for number in range(60)
    ]
    ingest.store_many([(notice, notice.key.encode()) for notice in notices], now)
    Opportunity.objects.filter(source_key__in=("N3", "N4", "N5")).update(withdrawn_at=now)

    found = overview(now)

    rows = [row for row in Opportunity.objects.all() if status_of(row, now) in RUNNING]
    codes = [set(row.places.split(",")) for row in rows]
    assert 10 < len(rows) < 60
    assert found.open == len(rows)
    assert found.closing_this_week == sum(status_of(row, now) == "closing" for row in rows)
    assert found.new == sum(row.listed_on > today - timedelta(days=7) for row in rows)
    assert found.nationwide == sum("00" in some for some in codes)
    seoul = next(tile for tile in found.tiles if tile.code == "11")
    assert seoul.count == sum(bool(some & {"00", "11"}) for some in codes)
    assert {bar.code: bar.count for bar in found.bars} == {
        field: sum(row.field == field for row in rows) for field in {row.field for row in rows}
    }


def test_a_call_knows_its_places(make_notice, now):
    ingest.store(make_notice("A", regions=("26", "11")), b"1", now)
    ingest.store(make_notice("B", regions=(), nationwide=None), b"2", now)
    ingest.store(make_notice("C", regions=("11680",)), b"3", now)
    ingest.store(make_notice("C", regions=(), nationwide=True), b"4", now + timedelta(days=1))
    places = dict(Opportunity.objects.values_list("source_key", "places"))
    assert places == {"A": "11,26", "B": "99", "C": "00"}
