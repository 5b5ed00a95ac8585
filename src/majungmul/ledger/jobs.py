"""The kinds of background work a timetable may name, each with a sentence on what it did."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings

from majungmul import sources
from majungmul.sources import SourceError

from . import attachments, locks, payloads, rereading, runs, sync
from .models import SyncRun

log = logging.getLogger(__name__)
Progress = Callable[[int, int | None], None]
Complain = Callable[[str], None]  # is told each failure, in a Korean sentence


def _quiet(done: int, of: int | None) -> None:
    """Says nothing."""


def sync_all(complain: Complain = log.warning) -> str:
    """Collects from every source in turn; one that fails does not keep the others waiting.

    A source that was never set up here (no key, no folder) is passed over.
    """
    done = failed = 0
    for slug, source in sources.all().items():
        if not sources.is_ready(source):
            continue
        try:
            counts = sync.run(slug)
        except (SourceError, locks.BusyError) as error:
            complain(f"{slug}: {error}")
            failed += 1
            continue
        log.info("%s: %s", slug, counts.sentence())
        done += 1
        if counts.failed:
            complain(f"{slug}: {counts.failed}건을 담지 못했습니다.")
    return f"출처 {done:,}곳에서 모았고 {failed:,}곳은 모으지 못했습니다."


def take_up_broken() -> None:
    """Finishes live runs whose worker died, each once: one that dies again waits for its time."""
    left = SyncRun.objects.filter(state=SyncRun.State.RUNNING).select_related("source")
    for run in left:
        slug = run.source.slug
        try:
            if run.cursor and run.list_from is None:
                log.info("%s: %s", slug, sync.run(slug, since=run.since).sentence())
            else:
                with locks.lock(f"sync:{slug}"):
                    runs.close_dead(run.source)
        except locks.BusyError:
            continue  # it is alive
        except SourceError as error:
            log.warning("%s: %s", slug, error)


def keep_verdicts() -> str:
    from . import standing

    with locks.lock("verdicts"):
        return f"달라진 판정 {len(standing.refresh()):,}건."


def find_duplicates() -> str:
    from . import duplicates

    with locks.lock("duplicates"):
        return f"다른 공고에 묶인 공고 {duplicates.find():,}건."


def read_attachments(
    progress: Progress = _quiet,
    longest: timedelta = attachments.LONGEST_RUN,
    source: str = "",
    again: bool = False,
    complain: Complain = log.warning,
) -> str:
    """Reads files that notices name; `again` does not wait a day for those that failed."""
    with locks.lock("attachments") as lock:
        done = attachments.read_pending(
            check=lock.check, source=source, longest=longest, again=again, progress=progress
        )
    for error in dict.fromkeys(done.errors):
        complain(f"attachments: {error}")
    return (
        f"첨부 {done.read:,}개를 읽었습니다."
        f" 읽지 못한 것 {done.failed:,}개, 남은 것 {done.left:,}개."
    )


def read_again(
    progress: Progress = _quiet,
    longest: timedelta = rereading.LONGEST_RUN,
    complain: Complain = log.warning,
) -> str:
    """Reads texts again that an older reader read."""
    with locks.lock("reread") as lock:
        done = rereading.read_again(longest, progress, lock.check)
    for error in done.errors:
        complain(error)
    return (
        f"문서 {done.read:,}건을 다시 읽었습니다."
        f" 읽지 못한 것 {done.failed:,}건, 남은 것 {done.left:,}건."
    )


def apply_retention() -> str:
    """Empties raw payloads older than the retention time, where one is set."""
    if not settings.RETENTION_DAYS:
        return "보관 기간을 정하지 않아 원본을 그대로 둡니다(MAJUNGMUL_RETENTION_DAYS)."
    with locks.lock("retention"):
        return f"비운 원본 {payloads.purge(settings.RETENTION_DAYS):,}건."


WORK: dict[str, Callable[[], str]] = {
    "sync": sync_all,
    "attachments": read_attachments,
    "reread": read_again,
    "verdicts": keep_verdicts,
    "duplicates": find_duplicates,
    "retention": apply_retention,
}
