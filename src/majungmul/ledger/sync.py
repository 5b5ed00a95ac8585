"""One collecting run of one source: every item taken, what changed written, the rest touched.

New and unchanged notices are written as they come, in batches that are whole or not at all.
Changed ones wait for the end of the list, because only then is it known whether the list itself
can be believed (see `listing`). A run that dies leaves nothing half done; the next one finishes,
and a live one goes on where it stopped (see `runs`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils import timezone

from majungmul import sources
from majungmul.sources import Failure, Notice, Raw, SourceError
from majungmul.sources.attachments import OwnFiles
from majungmul.terms import SEOUL

from . import attachments, doubts, ingest, listing, locks, runs
from .counts import Counts
from .models import Opportunity, Source
from .prepare import Received, receive
from .search import index

BATCH = 200
MOST_SURPRISES = 20  # kinds of them, in the record of a run
FEWEST_LOST = 3  # notices without a field, before that says anything of the list
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
    and locks.BusyError when another worker is at it. `trusted` is a person's word that a list that
    shrank is right, and newer than what the ledger holds.
    """
    source = sources.get(slug)
    seen_at = seen_at or (recorded_at(from_file) if from_file else None)
    with locks.lock(f"sync:{slug}") as lock:
        began = runs.begin(
            ingest.source_row(slug),
            seen_at or timezone.now(),
            live=from_file is None,
            since=since,
            undated=from_file is not None and seen_at is None,
        )
        work = _Work(source, began, lock, progress, live=from_file is None)
        items = source.load(from_file) if from_file else source.fetch(since, began.cursor)
        try:
            _collect(work, source, items, since is None, trusted)
        except BaseException as error:
            reason = error.reason if isinstance(error, SourceError) else type(error).__name__
            work.counts.fail(reason if isinstance(error, SourceError) else f"중단됨: {reason}")
            runs.give_up(began.run, work.counts, go_on=work.got_on)
            raise
        if isinstance(source, OwnFiles):  # its files are at hand, and hold what there is to read
            for problem in attachments.read_pending(check=lock.check, source=slug).errors:
                work.counts.fail(problem)
        runs.end(began.run, work.counts)
        if work.counts.new + work.counts.changed >= MUCH:
            _refresh_statistics()
        return work.counts


def _collect(
    work: _Work,
    source: sources.Source,
    items: Iterator[Raw | Failure],
    everything: bool,
    trusted: bool,
) -> None:
    """Takes the list and judges it. One that breaks off twice at one place is judged as far as it
    came: what is set aside would wait for ever."""
    whole = everything and sources.is_whole(source)
    try:
        work.take(sources.read(source, items))
    except SourceError:
        if work.began.goes_on and not work.got_on:
            work.finish(complete=False, trusted=trusted)
        raise
    work.finish(complete=whole and not work.cut, trusted=trusted)


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
        self,
        source: sources.Source,
        began: runs.Beginning,
        lock: locks.Held,
        progress: Progress | None,
        live: bool,
    ) -> None:
        self.began, self.lock, self.progress, self.live = began, lock, progress, live
        self.source: Source = began.run.source
        self.seen_at = began.run.seen_at
        self.counts = Counts()
        self.present = set(began.seen)
        self.unread = set(began.unread)  # on the list, but could not be read
        self.unnoted: set[str] = set()  # those of them that the run's record lacks
        self.cut = False  # the list broke off
        self.nameless = False  # something is on the list of which nobody knows what it is
        self.newest: date | None = None  # the last day that a notice names as its own
        self.surprises: Counter[str] = Counter()  # what the notices warn of
        self.lost: Counter[str] = Counter()  # fields that they lack, and should not
        self.got_on = False  # farther than the run before
        self.cursor: str | None = None
        self.waiting: list[Received] = []
        self.doubtful: list[Received] = []
        before = Opportunity.objects.filter(source=self.source)
        if began.goes_on:
            before = before.filter(first_seen__lt=began.run.list_from)
        self.first_load = not before.exists()
        for item in sources.read(source, began.waiting):
            self._set_aside_before(item)

    def _set_aside_before(self, item: tuple[Raw, Notice] | Failure) -> None:
        if isinstance(item, Failure):
            self.unread.add(item.key)
        else:
            raw, notice = item
            self.present.add(notice.key)
            self.doubtful.append(receive(notice, raw.body))

    def take(self, items: Iterator[tuple[Raw, Notice] | Failure]) -> None:
        try:
            for item in items:
                self.counts.received += 1
                if isinstance(item, Failure):
                    self._miss(item)
                    continue
                raw, notice = item
                self.cursor = raw.cursor or self.cursor
                if notice.key in self.present:
                    continue  # the same row twice in one list: the first stands
                self.present.add(notice.key)
                self.surprises.update(notice.warnings)
                self.lost.update(notice.lost)
                self._date(notice)
                self.waiting.append(receive(notice, raw.body))
                if len(self.waiting) >= BATCH:
                    self._write_waiting()
        except SourceError:
            self._write_waiting()
            raise
        self._write_waiting()

    def _miss(self, failure: Failure) -> None:
        self.counts.fail(str(failure))
        self.cut |= failure.cut
        self.nameless |= not failure.key
        self.unread.add(failure.key)
        self.unnoted.add(failure.key)

    def _date(self, notice: Notice) -> None:
        days = (notice.published, notice.updated.date() if notice.updated else None)
        for day in filter(None, days):
            if day <= self.seen_at.astimezone(SEOUL).date():
                self.newest = max(day, self.newest or day)

    def _write_waiting(self) -> None:
        batch, self.waiting = self.waiting, []
        self.lock.check()
        known = ingest.stored_digests(self.source, [item.notice.key for item in batch])
        doubtful = [item for item in batch if self._is_doubtful(item, known)]
        set_aside = {item.notice.key for item in doubtful}
        self.doubtful += doubtful
        self._write([item for item in batch if item.notice.key not in set_aside])
        if self.live:
            self._note_place(doubtful)
        if self.progress:
            self.progress(self.counts.received, None)

    def _is_doubtful(self, item: Received, known: dict[str, str]) -> bool:
        """Changed, or over before it was ever seen."""
        if item.notice.key in known:
            return known[item.notice.key] != item.digest
        return not self.first_load and listing.is_over(item.notice, self.seen_at)

    def _note_place(self, doubtful: list[Received]) -> None:
        self.got_on |= self.cursor is not None and self.cursor != self.began.cursor
        runs.got_to(
            self.began.run,
            (self.cursor or "") if self.got_on else "",
            self.counts,
            [(item.notice.key, item.body) for item in doubtful],
            self.unnoted,
        )
        self.unnoted = set()

    def _write(self, batch: list[Received]) -> None:
        """One transaction for the batch; when that fails, one for each notice."""
        confirms = not self.began.run.undated
        try:
            outcomes = ingest.write(self.source, batch, self.seen_at, confirms)
        except DatabaseError as error:
            if len(batch) <= 1 or _is_fatal(error):
                raise
            outcomes = []
            for item in batch:
                self.lock.check()
                try:
                    outcomes += ingest.write(self.source, [item], self.seen_at, confirms)
                except DatabaseError as single:
                    self.counts.fail(f"{item.notice.key}: 장부에 쓰지 못했습니다({single}).")
        for outcome in outcomes:
            setattr(self.counts, outcome, getattr(self.counts, outcome) + 1)

    def finish(self, complete: bool, trusted: bool) -> None:
        """Judges the list, then writes what waited for that."""
        for warning, number in self.surprises.most_common(MOST_SURPRISES):
            self.counts.warnings.append(f"{warning} ({number:,}건)")
        with locks.writing():
            judgement = listing.judge(
                listing.Listed(
                    self.source,
                    frozenset(self.present | self.unread),
                    tuple(self.doubtful),
                    self.seen_at,
                    complete,
                    trusted,
                    conclusive=not (self.began.goes_on or self.nameless),
                    undated=runs.undated(self.source) if self.began.run.undated else None,
                    newest=self.newest,
                    drift=self._drift(),
                )
            )
            judgement.note(self.counts)
        for start in range(0, len(judgement.accepted), BATCH):
            self.lock.check()
            batch = judgement.accepted[start : start + BATCH]
            self._write(batch)
            doubts.settle_written(self.source, [item.notice.key for item in batch])
        ingest.write(self.source, judgement.late, self.seen_at)

    def _drift(self) -> frozenset[str]:
        """Fields that most of the list lacks, and that most of those rows had before."""
        changed = Counter(name for item in self.doubtful for name in item.notice.lost)
        most = max(len(self.present) / 2, FEWEST_LOST - 1)
        return frozenset(
            name for name, n in self.lost.items() if n > most and 2 * changed[name] > n
        )


def _refresh_statistics() -> None:
    """Tells the query planner what the tables hold now; without it, it picks poor indexes."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")
    index.tidy()


def _is_fatal(error: DatabaseError) -> bool:
    """A full disk or a lost database: trying each notice alone would only repeat it."""
    text = str(error).lower()
    return any(
        sign in text for sign in ("disk", "full", "no space", "i/o", "closed", "terminat", "locked")
    )
