"""The open calls made ready to be judged, kept in this process for as long as they stay the same.

What is kept is known by what it was made from (each call, its days and its rule in force), which
is asked of the database every time: a change is seen at once, whichever process made it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from uuid import UUID

from django.db.models import QuerySet

from majungmul.matching import Call
from majungmul.matching.docket import Docket
from majungmul.terms import SEOUL, Rule, Unread, rule_from_json

from .models import EligibilityRule, Opportunity
from .search import Filters, opportunities
from .search.found import midnight

NO_RULE = Unread("공고문에서 신청 자격을 찾지 못했습니다. 공고문을 확인하세요.")
_KEPT = 2  # today's docket, and that of another day somebody asks about
_STRETCH = 500  # rows asked for at a time

_RuleKey = tuple[int, str, datetime]  # row, digest, when it was made
_CallKey = tuple[UUID, date | None, date | None, _RuleKey | None]
_Asked = tuple[date, tuple[_CallKey, ...]]


@dataclass(frozen=True, slots=True)
class OpenCalls:
    """A docket, and beside each of its places the call's key and its end."""

    docket: Docket
    keys: tuple[int, ...]
    ends: tuple[datetime, ...]


_lock = Lock()
_dockets: dict[_Asked, Docket] = {}
_rules: dict[_RuleKey, Rule] = {}


def still_open(on: date) -> QuerySet[Opportunity]:
    """Calls a company may apply for on the day or later."""
    return opportunities(Filters(on=on)).queryset.filter(ends_at__gte=midnight(on))


def open_docket(on: date) -> OpenCalls:
    """Every call that is open or about to open on the day, in the order of their keys."""
    columns = ("pk", "uuid", "published", "closes_at", "ends_at")
    rows = list(still_open(on).order_by("pk").values_list(*columns))
    in_force = {pk: (row, digest, made) for pk, row, digest, made in _in_force(on)}
    calls = tuple(
        (uuid, published, last_day(closes), in_force.get(pk))
        for pk, uuid, published, closes, _ in rows
    )
    with _lock:  # of two requests the second waits for what the first prepares
        docket = _dockets.pop((on, calls), None) or _prepared(on, calls)
        _dockets[on, calls] = docket
        while len(_dockets) > _KEPT:
            del _dockets[next(iter(_dockets))]
    return OpenCalls(docket, tuple(row[0] for row in rows), tuple(row[4] for row in rows))


def last_day(closes_at: datetime | None) -> date | None:
    return closes_at.astimezone(SEOUL).date() if closes_at else None


def _in_force(on: date) -> QuerySet[EligibilityRule, tuple[int, int, str, datetime]]:
    rows = EligibilityRule.objects.filter(current=True, opportunity__in=still_open(on).values("pk"))
    return rows.values_list("opportunity_id", "pk", "digest", "made_at")


def _prepared(on: date, calls: Sequence[_CallKey]) -> Docket:
    """A new docket; rules that an earlier one had are not read again."""
    global _rules
    wanted = [rule for *_, rule in calls if rule]
    rules = {rule: _rules[rule] for rule in wanted if rule in _rules}
    unread = {rule[0]: rule for rule in wanted if rule not in rules}
    pks = list(unread)
    for first in range(0, len(pks), _STRETCH):
        trees = EligibilityRule.objects.filter(pk__in=pks[first : first + _STRETCH])
        for pk, tree in trees.values_list("pk", "tree"):
            rules[unread[pk]] = rule_from_json(tree)
    _rules = rules
    return Docket(
        (
            Call(str(uuid), rules.get(rule, NO_RULE) if rule else NO_RULE, published, closes)
            for uuid, published, closes, rule in calls
        ),
        on,
    )
