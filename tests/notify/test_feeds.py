"""Feeds of a search parse with readers of their own formats."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
from defusedxml import ElementTree
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from majungmul.ledger import samples as sample_notices
from majungmul.ledger.models import Opportunity
from majungmul.notify.calendar import calendar

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def call(hour_known: bool) -> SimpleNamespace:
    closes = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)  # 18:00 in Seoul
    return SimpleNamespace(
        uuid=uuid4(),
        title="수출 바우처",
        closes_at=closes,
        closes_hour_known=hour_known,
        is_sample=False,
    )


def events(body: bytes) -> list[object]:
    return Calendar.from_ical(body).walk("VEVENT")


def test_a_known_hour_ends_the_event_at_that_hour() -> None:
    [event] = events(calendar([call(True)], "https://example.org", NOW))

    assert event["DTEND"].dt == datetime(2026, 3, 20, 9, 0, tzinfo=UTC)


def test_every_zone_that_is_named_is_described() -> None:
    book = Calendar.from_ical(calendar([call(True)], "https://example.org", NOW))

    named = {event["DTEND"].params.get("TZID") for event in book.walk("VEVENT")} - {None}
    assert named == {str(zone["TZID"]) for zone in book.walk("VTIMEZONE")}


def test_an_unknown_hour_gives_an_all_day_event_and_says_so() -> None:
    [event] = events(calendar([call(False)], "https://example.org", NOW))

    assert event["DTSTART"].dt == date(2026, 3, 20)
    assert "시각" in event["DESCRIPTION"]


def test_a_call_without_a_closing_date_is_not_in_the_calendar() -> None:
    rolling = SimpleNamespace(uuid=uuid4(), title="상시", closes_at=None, closes_hour_known=False)

    assert events(calendar([rolling], "https://example.org", NOW)) == []


@pytest.mark.django_db
def test_a_search_can_be_followed_as_rss_and_as_a_calendar(client: Client) -> None:
    sample_notices.load()

    feed = ElementTree.fromstring(client.get("/feeds/opportunities.rss", {"q": "수출"}).content)
    body = client.get("/feeds/opportunities.ics", {"q": "수출"}).content

    titles = [item.text for item in feed.findall("channel/item/title")]
    assert titles
    assert all(title.startswith("[표본] ") for title in titles)
    assert all(event["SUMMARY"].removeprefix("마감: ") in titles for event in events(body))


@pytest.mark.django_db
def test_a_control_sign_in_one_title_does_not_take_the_feeds_down(client: Client) -> None:
    sample_notices.load()
    odd = Opportunity.objects.filter(closes_at__gt=timezone.now()).first()
    Opportunity.objects.filter(pk=odd.pk).update(title="수출\x01 길\x0b잡이", summary="한\x02 줄")
    query = {"closes_after": odd.closes_at.date(), "closes_before": odd.closes_at.date()}

    feed = ElementTree.fromstring(client.get("/feeds/opportunities.rss", query).content)
    body = client.get("/feeds/opportunities.ics", query).content

    assert "[표본] 수출 길잡이" in [item.text for item in feed.findall("channel/item/title")]
    assert "한 줄" in [item.text for item in feed.findall("channel/item/description")]
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", body)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["status=x", "region=%00", "closes_before=soon", "funder=1", "field='%22--", "field=x&q=수출"],
)
def test_a_feed_of_nonsense_is_answered_without_an_error(client: Client, query: str) -> None:
    assert client.get(f"/feeds/opportunities.rss?{query}").status_code == 200
