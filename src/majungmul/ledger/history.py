"""The ledger as it stood: what was known of a call, or of all of them, at a moment of the past.

"As of 3 March" means at the end of that day, by when the ledger saw things, not by what the
notices say of themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import F, OuterRef, QuerySet, Subquery

from majungmul.matching import Call
from majungmul.terms import SEOUL, rule_from_json

from .models import Document, Opportunity, OpportunityVersion
from .states import State
from .verdicts import NO_RULE


@dataclass(frozen=True, slots=True)
class Past:
    """A call as the ledger knew it: its fields, its text, and whether it stood on a list."""

    opportunity: Opportunity
    version: int
    state: State
    document: Document
    withdrawn: bool
    over: bool


def as_of(opportunity: Opportunity, when: date | datetime) -> Past | None:
    """The call as known at `when`; None when the ledger had not met it yet."""
    moment = _moment(when)
    version = (
        opportunity.versions.filter(seen_at__lte=moment)
        .select_related("document")
        .order_by("-number")
        .first()
    )
    return _past(opportunity, version, moment) if version else None


def all_as_of(when: date | datetime) -> Iterator[Past]:
    """Every call known at `when`, oldest first."""
    moment = _moment(when)
    for version in versions_as_of(moment).iterator(chunk_size=500):
        yield _past(version.opportunity, version, moment)


def versions_as_of(moment: datetime) -> QuerySet[OpportunityVersion]:
    """The version in force of every call known at `moment`."""
    newest = (
        OpportunityVersion.objects.filter(opportunity=OuterRef("opportunity"), seen_at__lte=moment)
        .order_by("-number")
        .values("number")[:1]
    )
    rows = OpportunityVersion.objects.filter(seen_at__lte=moment)
    return (
        rows.annotate(newest=Subquery(newest))
        .filter(number=F("newest"))
        .select_related("opportunity", "document")
        .order_by("opportunity_id")
    )


def call_before(opportunity: Opportunity) -> Call | None:
    """The call as it asked before its newest change; None where it never changed."""
    versions = opportunity.versions.order_by("-number").only("number", "state", "seen_at")[:2]
    if len(versions) < 2:
        return None
    newest, older = versions
    earlier = opportunity.rules.filter(made_at__lt=newest.seen_at)
    stored = earlier.order_by("-made_at", "-pk").first()
    rule = rule_from_json(stored.tree) if stored else NO_RULE
    dates = (older.state.get(name) for name in ("published", "closes"))
    notice, closing = (date.fromisoformat(day) if day else None for day in dates)
    return Call(str(opportunity.uuid), rule, notice, closing)


def _past(opportunity: Opportunity, version: OpportunityVersion, moment: datetime) -> Past:
    closes = version.state.get("closes")
    day = moment.astimezone(SEOUL).date()
    return Past(
        opportunity,
        version.number,
        version.state,
        version.document,
        withdrawn=bool(opportunity.withdrawn_at and opportunity.withdrawn_at <= moment),
        over=bool(closes and date.fromisoformat(closes) < day),
    )


def _moment(when: date | datetime) -> datetime:
    if isinstance(when, datetime):
        return when
    return datetime.combine(when, time.max, SEOUL)
