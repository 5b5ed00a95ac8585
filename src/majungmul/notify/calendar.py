"""Deadlines as iCalendar (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from majungmul.ledger.models import Opportunity
from majungmul.terms import SEOUL

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def calendar(calls: Iterable[Opportunity], address: str, now: datetime) -> bytes:
    """One event for each call with a closing date.

    A known hour gives an event that ends then; an unknown hour gives an all-day event, so that
    nobody takes midnight for the deadline. `address` is the site's, without a trailing slash.
    """
    book = Calendar()
    book.add("prodid", "-//Majungmul//ko")
    book.add("version", "2.0")
    book.add("x-wr-calname", "마중물: 접수 마감")
    for call in calls:
        if call.closes_at is not None:
            book.add_component(_event(call, address, now))
    text: bytes = book.to_ical()
    return text


def marked_title(call: Opportunity) -> str:
    """The title; a sample says that it is one wherever it may go."""
    title = printable(call.title)
    return f"[표본] {title}" if call.is_sample else title


def printable(text: str) -> str:
    """`text` without the signs that neither XML nor a calendar has a place for.

    One such sign in one title must not take the whole feed down.
    """
    return _CONTROLS.sub("", text)


def _event(call: Opportunity, address: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{call.uuid}@majungmul")
    event.add("dtstamp", now)
    event.add("summary", f"마감: {marked_title(call)}")
    event.add("url", f"{address}/opportunities/{call.uuid}/")
    if call.closes_hour_known:  # in UTC: a zone's name would need its rules beside it
        closes = call.closes_at.astimezone(UTC)
        event.add("dtstart", closes - timedelta(hours=1))
        event.add("dtend", closes)
    else:
        day = call.closes_at.astimezone(SEOUL).date()
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("description", "마감 시각은 공고문에서 확인해 주세요.")
    return event
