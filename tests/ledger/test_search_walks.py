"""A query that many calls match shows the same pages as one that few do, in every order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul.ledger import ingest
from majungmul.ledger.models import Opportunity
from majungmul.ledger.search import Filters, found, lookup, opportunities, slices, walk
from majungmul.sources import Section
from majungmul.terms import SEOUL, Money

ORDERS = ("ends_at", "-ends_at", "-listed_on", "-amount_order")


@pytest.fixture
def many(db, make_notice, now):
    """Ninety calls over many months, some without an end or a sum, a third of them changed."""
    chance = random.Random(3)
    items = []
    for number in range(90):
        begun = now.date() - timedelta(days=chance.choice((0, 3, 40, 400, 900, 14_000)))
        ends = chance.choice((None, begun + timedelta(days=chance.randrange(700))))
        word = chance.choice(("가람", "노을 가람", "노을"))
        items.append(
            replace(
                make_notice(f"{number:03}", f"{number}번째 {chance.choice(('가람', '두레'))} 사업"),
                published=begun,
                opens=begun,
                closes=ends,
                period_text="",
                field=chance.choice(("startup", "export")),
                sections=(Section("사업개요", f"{word} 기업을 돕습니다."),),
                award_max=chance.choice((None, Money(Decimal(chance.randrange(1, 10**9))))),
            )
        )
    ingest.store_many([(item, item.key.encode()) for item in items], now)
    changed = [replace(item, title=f"{item.title} (정정)") for item in items[::3]]
    ingest.store_many([(item, f"{item.key}b".encode()) for item in changed], now)


def test_every_page_is_the_same_however_many_calls_match(many, monkeypatch, now):
    def pages(filters):
        result = opportunities(filters)
        return [row.pk for number in range(1, 7) for row in result.page(number)], result.count()

    asked = [
        Filters(q=q, sort=sort, status=status, on=now.date())
        for q in ("가람", "가", "노을 가람")
        for sort in ("", "deadline", "newest", "amount")
        for status in ("", "closed")
    ]
    funder = str(Opportunity.objects.first().funder.uuid)
    asked += [
        Filters(q="가람", sort=sort, on=now.date(), **more)
        for sort in ("deadline", "newest", "relevance")
        for more in (
            {"field": "export"},
            {"field": "export", "regions": ("11",), "status": "closed"},
            {"funder": funder},
            {"status": "open"},
        )
    ]
    right = {filters: pages(filters) for filters in asked}
    assert all(len(rows) == len(set(rows)) == number for rows, number in right.values())
    assert any(number > 20 for _, number in right.values())
    for most, dense in ((1, 2), (7, 2), (1, -1)):  # from slices only, from rows in turn only
        monkeypatch.setattr(lookup, "MOST", {"sqlite": most, "postgresql": most})
        monkeypatch.setattr(lookup, "MANY", 0)
        monkeypatch.setattr(walk, "DENSE", dense)
        for filters in asked:
            assert pages(filters) == right[filters], filters


@pytest.mark.parametrize("few", [1, 10, 25])
@pytest.mark.parametrize("more", [{}, {"status": "closed"}, {"field": "export"}, {"source": "x"}])
def test_no_count_says_more_than_there_are(many, monkeypatch, now, few, more):
    Opportunity.objects.filter(pk__in=[row.pk for row in many_of("가람")[::2]]).update(
        withdrawn_at=now
    )
    if "source" in more:
        more = {"source": Opportunity.objects.first().source.slug}
    filters = Filters(q="가람", on=now.date(), **more)
    right = opportunities(filters).count()
    monkeypatch.setattr(lookup, "MOST", {"sqlite": 5, "postgresql": 5})
    monkeypatch.setattr(lookup, "MANY", 0)
    monkeypatch.setattr(found, "FEW", few)
    said = opportunities(filters)
    assert 0 < said.count() <= right
    assert said.count() == right or not said.count_is_exact


def many_of(query: str) -> list[Opportunity]:
    return [row for number in range(1, 6) for row in opportunities(Filters(q=query)).page(number)]


@given(
    st.lists(st.datetimes(datetime(1980, 1, 1), datetime(2110, 1, 1)), min_size=2, max_size=2),
    st.integers(0, 2**60),
)
def test_a_slice_holds_what_its_borders_say(moments, amount):
    for moment in moments:
        at = moment.replace(tzinfo=SEOUL)
        call = Opportunity(ends_at=at, listed_on=at.date(), amount_order=amount)
        for word in slices.words(call):
            column = {"e": "ends_at", "n": "listed_on", "a": "amount_order"}[word[0]]
            inside, value = slices.bounds(column, word), getattr(call, column)
            assert f"{column}__gte" not in inside or inside[f"{column}__gte"] <= value
            assert f"{column}__lt" not in inside or value < inside[f"{column}__lt"]


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS)
def test_slices_of_an_order_hold_every_call_once(many, order):
    words = [word for group in slices.groups(order) for word in group]
    assert len(words) == len(set(words))
    held = [
        list(
            Opportunity.objects.filter(**slices.bounds(order, word))
            .order_by(order, "pk" if order[0] != "-" else "-pk")
            .values_list("pk", flat=True)
        )
        for word in words
    ]
    everything = Opportunity.objects.order_by(order, "pk" if order[0] != "-" else "-pk")
    assert [pk for part in held for pk in part] == list(everything.values_list("pk", flat=True))


def test_days_beyond_the_first_and_last_month_are_in_these():
    day = date(1970, 1, 1)
    early = Opportunity(ends_at=datetime(1970, 1, 1, tzinfo=SEOUL), listed_on=day, amount_order=0)
    assert slices.words(early) == ["e0", "n0", "a0"]
    assert "ends_at__gte" not in slices.bounds("ends_at", "e0")
    assert "ends_at__lt" not in slices.bounds("ends_at", f"e{slices.LAST_MONTH}")
