"""When a call ends, as a person asks it: how many days are left, and is that day a holiday?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from majungmul.ledger.models import Opportunity
from majungmul.ledger.search import Status, status_of
from majungmul.reference import calendar

from . import labels, wording


@dataclass(frozen=True, slots=True)
class Deadline:
    """`badge` in a word or two; `text` the end in full; `notes` what to mind about that day."""

    state: Status
    badge: str
    text: str
    notes: tuple[str, ...] = ()


def deadline(call: Opportunity, now: datetime | None = None) -> Deadline:
    """The end of `call` as seen at `now`."""
    now = now or timezone.now()
    state = status_of(call, now)
    end = timezone.localtime(call.closes_at) if call.closes_at else None
    kind = labels.end_kind(call.end_kind)
    if end is None:
        text, notes = kind or _("마감일을 알 수 없음"), ()
    else:
        text = wording.moment(end) if call.closes_hour_known else wording.day(end)
        notes = _notes(call, end.date())
    badges = {
        "withdrawn": _("철회"),
        "closed": _("마감"),
        "upcoming": _("접수 예정"),
        "rolling": kind,
        "unknown": _("마감 미상"),
    }
    badge = badges.get(state) or (_left(end.date(), timezone.localdate(now)) if end else kind)
    return Deadline(state, badge, text, notes)


def _left(end: date, today: date) -> str:
    return _("오늘 마감") if end == today else f"D-{(end - today).days}"


def _notes(call: Opportunity, end: date) -> tuple[str, ...]:
    notes = []
    if not call.closes_hour_known:
        notes.append(_("마감 시각은 적혀 있지 않습니다."))
    if name := day_off(end):
        notes.append(_("마감일이 쉬는 날입니다: %(name)s") % {"name": name})
    return tuple(notes)


def day_off(day: date) -> str:
    """The public holiday or weekend day that `day` is; empty on a working day."""
    weekend = {5: _("토요일"), 6: _("일요일")}
    return calendar.is_holiday(day) or weekend.get(day.weekday(), "")
