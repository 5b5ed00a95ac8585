"""The record of a collecting run: what it did, how far it got, where the next one goes on.

A live run that breaks off leaves where it was and what it had set aside for the end of its list.
The next run of the same source begins there, if it comes soon and asks for the same; a run that
gets no farther than the one before it leaves nothing, so that the one after it begins anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone

from majungmul.sources import Raw

from . import locks, payloads
from .counts import MOST_ERRORS, Counts
from .masking import mask
from .models import Opportunity, SetAside, Source, SyncRun

GO_ON_WITHIN = timedelta(hours=12)
State = SyncRun.State


@dataclass(frozen=True, slots=True)
class Beginning:
    """A run with what it takes over: `cursor`, keys already `seen`, `unread` ones, and those
    `waiting` for the end of the list."""

    run: SyncRun
    cursor: str | None = None
    seen: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    waiting: list[Raw] = field(default_factory=list)

    @property
    def goes_on(self) -> bool:
        return self.cursor is not None


@transaction.atomic
def begin(
    source: Source, seen_at: datetime, live: bool, since: date | None = None, undated: bool = False
) -> Beginning:
    """Opens the record of a run; runs that died before are closed as such."""
    broken = _broken(source, since) if live else None
    close_dead(source)
    run = SyncRun.objects.create(
        source=source,
        started_at=timezone.now(),
        seen_at=seen_at,
        since=since,
        undated=undated,
        list_from=(broken.list_from or broken.seen_at) if broken else None,
    )
    if broken is not None:
        broken.set_aside.update(run=run)
    SetAside.objects.filter(run__source=source).exclude(run=run).delete()
    return _taken_over(run, broken.cursor) if broken else Beginning(run)


def close_dead(source: Source) -> None:
    """Closes the runs of a source that nobody is at. The caller holds the source's lock."""
    SyncRun.objects.filter(source=source, state=State.RUNNING).update(
        state=State.FAILED, finished_at=timezone.now(), errors=["작업이 도중에 끊겼습니다."]
    )


def _broken(source: Source, since: date | None) -> SyncRun | None:
    """The last run, if it broke off half-way and may be gone on with."""
    last = SyncRun.objects.filter(source=source).first()
    if last is None or not last.cursor or last.state not in (State.RUNNING, State.FAILED):
        return None
    soon = timezone.now() - (last.list_from or last.started_at) < GO_ON_WITHIN
    return last if soon and last.since == since else None


def _taken_over(run: SyncRun, cursor: str) -> Beginning:
    found = Beginning(run, cursor)
    rows = Opportunity.objects.filter(source=run.source, last_seen__gte=run.list_from)
    found.seen.update(rows.values_list("source_key", flat=True))
    for item in run.set_aside.select_related("payload").order_by("pk"):
        try:
            if item.payload is None:
                raise LookupError
            found.waiting.append(Raw(item.key, payloads.body_of(item.payload)))
        except LookupError:
            found.unread.add(item.key)
    return found


def undated(source: Source) -> frozenset[datetime]:
    """When files were loaded that do not say when they were taken."""
    rows = SyncRun.objects.filter(source=source, undated=True)
    return frozenset(rows.values_list("seen_at", flat=True))


@locks.writing()
def got_to(
    run: SyncRun,
    cursor: str,
    counts: Counts,
    set_aside: Iterable[tuple[str, bytes]] = (),
    unread: Iterable[str] = (),
) -> None:
    """Notes that everything up to `cursor` is written, but for what is set aside."""
    waiting = dict(set_aside)
    kept = payloads.keep(waiting.values(), run.seen_at)
    rows = [
        SetAside(run=run, key=key, payload_id=kept[payloads.digest(body)])
        for key, body in waiting.items()
    ]
    SetAside.objects.bulk_create([*rows, *(SetAside(run=run, key=key) for key in unread if key)])
    run.cursor = cursor
    _save(run, counts, ("received", "new", "unchanged", "failed"), "cursor")


def end(run: SyncRun, counts: Counts) -> None:
    """Closes a run that came to its end."""
    run.state = State.PARTIAL if counts.failed else State.DONE
    run.cursor = ""
    _close(run, counts)


def give_up(run: SyncRun, counts: Counts, *, go_on: bool) -> None:
    """Closes a run that did not; `go_on` leaves its place to the next.

    Where the database itself is the trouble nothing is noted: the first error is the one to
    report, and the next run closes this one.
    """
    run.state = State.FAILED
    if not go_on:
        run.cursor = ""
    try:
        _close(run, counts, keep=go_on)
    except DatabaseError:
        return


@transaction.atomic
def _close(run: SyncRun, counts: Counts, keep: bool = False) -> None:
    if not keep:
        run.set_aside.all().delete()
    run.finished_at = timezone.now()
    names = (
        "received", "new", "changed", "unchanged", "withdrawn", "expired", "returned", "held",
        "failed", "missing", "suspicion",
    )  # fmt: skip
    _save(run, counts, names, "state", "cursor", "finished_at")


def _sentences(run: SyncRun, counts: Counts) -> list[str]:
    """The warnings first, for there may be many rows that failed; a failed run's reason before.

    Everybody may read them, and they quote what a source sent.
    """
    parts = (counts.warnings, counts.errors)
    first, second = reversed(parts) if run.state == State.FAILED else parts
    return [mask(sentence) for sentence in [*first, *second][:MOST_ERRORS]]


def _save(run: SyncRun, counts: Counts, counted: tuple[str, ...], *more: str) -> None:
    for name in counted:
        setattr(run, name, getattr(counts, name))
    run.errors = _sentences(run, counts)
    run.save(update_fields=[*counted, "errors", *more])
