"""One collecting run of one source: every item taken, what changed written, the rest touched.

New and unchanged notices are written as they come, in batches that are whole or not at all.
Changed ones wait for the end of the list, because only then is it known whether the list itself
can be believed (see `listing`). A run that dies leaves nothing half done; the next one finishes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from majungmul import sources
from majungmul.sources import Failure, Notice, Raw, SourceError
from majungmul.sources.attachments import OwnFiles
from majungmul.terms import SEOUL

from . import attachments, ingest, leases, listing
from .counts import Counts
from .models import Opportunity, Source, SyncRun
from .prepare import Received, receive

BATCH = 100
OWN_FILES = 2_000  # files of a watched folder or mailbox read in one run
MUCH = 200  # written notices, after which the planner's statistics are renewed
_TAKEN = re.compile(r"(?<!\d)(20\d{6})T?(\d{4})(?:\d\d)?(?!\d)")
Progress = Callable[[int, int | None], None]


def run(
    slug: str,
    from_file: Path | None = None,
    since: date | None = None,
    progress: Progress | None = None,
    seen_at: datetime | None = None,
    trusted: bool = False,
) -> Counts:
    """Collects from source `slug`, live or from a recorded file.

    `seen_at` is when the list was taken: now, or what the file's name says
    (`20260421T1138.jsonl`, Seoul). Raises SourceError when the source as a whole cannot be used
    and leases.BusyError when another worker is at it. `trusted` is a person's word that a list that
    shrank is right.
    """
    source = sources.get(slug)
    seen_at = seen_at or (recorded_at(from_file) if from_file else None) or timezone.now()
    items = source.load(from_file) if from_file else source.fetch(since)
    with leases.lease(f"sync:{slug}", leases.FETCHING) as lock:
        row = ingest.source_row(slug)
        started = _start(row, seen_at)
        work = _Work(row, seen_at, lock, progress)
        try:
            work.take(sources.read(source, items))
            complete = since is None and sources.is_whole(source) and not work.cut
            work.finish(complete=complete, trusted=trusted)
        except SourceError as error:
            work.counts.fail(error.reason)
            _end(started, work.counts, SyncRun.State.FAILED)
            raise
        except BaseException as error:
            work.counts.fail(f"중단됨: {type(error).__name__}")
            _end_quietly(started, work.counts)
            raise
        if isinstance(source, OwnFiles):  # its files are at hand, and hold what there is to read
            for error in attachments.read_pending(OWN_FILES, renew=lock.renew, source=slug).errors:
                work.counts.fail(error)
        failed = work.counts.failed > 0
        _end(started, work.counts, SyncRun.State.PARTIAL if failed else SyncRun.State.DONE)
        if work.counts.new + work.counts.changed >= MUCH:
            _refresh_statistics()
        return work.counts


def recorded_at(path: Path) -> datetime | None:
    """The moment that a recorded list's name states, in Seoul; None when it states none."""
    found = _TAKEN.search(path.stem)
    if not found:
        return None
    try:
        return datetime.strptime(found[1] + found[2], "%Y%m%d%H%M").replace(tzinfo=SEOUL)
    except ValueError:
        return None


class _Work:
    """The state of one run: what is waiting to be written and what was on the list."""

    def __init__(
        self, source: Source, seen_at: datetime, lock: leases.Held, progress: Progress | None
    ) -> None:
        self.source, self.seen_at, self.lock, self.progress = source, seen_at, lock, progress
        self.counts = Counts()
        self.present: set[str] = set()
        self.unread: set[str] = set()  # on the list, but could not be read
        self.cut = False  # the list broke off
        self.waiting: list[Received] = []
        self.doubtful: list[Received] = []
        self.first_load = not Opportunity.objects.filter(source=source).exists()

    def take(self, items: Iterator[tuple[Raw, Notice] | Failure]) -> None:
        for item in items:
            self.lock.renew()
            self.counts.received += 1
            if isinstance(item, Failure):
                self.counts.fail(str(item))
                self.cut |= item.cut
                self.unread.add(item.key)
                continue
            raw, notice = item
            if notice.key in self.present:
                continue  # the same row twice in one list: the first stands
            self.present.add(notice.key)
            self.waiting.append(receive(notice, raw.body))
            if len(self.waiting) >= BATCH:
                self._write_waiting()
        self._write_waiting()

    def _write_waiting(self) -> None:
        batch, self.waiting = self.waiting, []
        self.lock.renew()
        known = ingest.stored_digests(self.source, [item.notice.key for item in batch])
        changed = [item for item in batch if known.get(item.notice.key, item.digest) != item.digest]
        late = [
            item
            for item in batch
            if item.notice.key not in known
            and not self.first_load
            and listing.is_over(item.notice, self.seen_at)
        ]
        set_aside = {item.notice.key for item in (*changed, *late)}
        self.doubtful += [*changed, *late]
        self._write([item for item in batch if item.notice.key not in set_aside])
        if self.progress:
            self.progress(self.counts.received, None)

    def _write(self, batch: list[Received]) -> None:
        """One transaction for the batch; when that fails, one for each notice."""
        try:
            outcomes = ingest.write(self.source, batch, self.seen_at)
        except DatabaseError as error:
            if len(batch) <= 1 or _is_fatal(error):
                raise
            outcomes = []
            for item in batch:
                try:
                    outcomes += ingest.write(self.source, [item], self.seen_at)
                except DatabaseError as single:
                    self.counts.fail(f"{item.notice.key}: 장부에 쓰지 못했습니다({single}).")
        for outcome in outcomes:
            setattr(self.counts, outcome, getattr(self.counts, outcome) + 1)

    def finish(self, complete: bool, trusted: bool) -> None:
        """Judges the list, then writes what waited for that."""
        with transaction.atomic():
            judgement = listing.judge(
                listing.Listed(
                    self.source,
                    frozenset(self.present | self.unread),
                    tuple(self.doubtful),
                    self.seen_at,
                    complete,
                    trusted,
                )
            )
            judgement.note(self.counts)
        for start in range(0, len(judgement.accepted), BATCH):
            self.lock.renew()
            self._write(judgement.accepted[start : start + BATCH])
        ingest.write(self.source, judgement.late, self.seen_at)


def _start(source: Source, seen_at: datetime) -> SyncRun:
    """The row of this run; runs that died before are closed as such."""
    SyncRun.objects.filter(source=source, state=SyncRun.State.RUNNING).update(
        state=SyncRun.State.FAILED, finished_at=timezone.now(), errors=["작업이 도중에 끊겼습니다."]
    )
    return SyncRun.objects.create(source=source, started_at=timezone.now(), seen_at=seen_at)


def _end(run: SyncRun, counts: Counts, state: str) -> None:
    names = (
        "received", "new", "changed", "unchanged", "withdrawn", "expired", "returned", "held",
        "failed", "missing", "suspicion", "errors",
    )  # fmt: skip
    for name in names:
        setattr(run, name, getattr(counts, name))
    run.state, run.finished_at = state, timezone.now()
    run.save()


def _end_quietly(run: SyncRun, counts: Counts) -> None:
    """Notes the failure where the database still can; the first error is the one to report."""
    try:
        _end(run, counts, SyncRun.State.FAILED)
    except DatabaseError:
        return


def _refresh_statistics() -> None:
    """Tells the query planner what the tables hold now; without it, it picks poor indexes."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")


def _is_fatal(error: DatabaseError) -> bool:
    """A full disk or a lost database: trying each notice alone would only repeat it."""
    text = str(error).lower()
    return any(
        sign in text for sign in ("disk", "full", "no space", "i/o", "closed", "terminat", "locked")
    )
