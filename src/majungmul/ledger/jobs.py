"""The kinds of background work a timetable may name."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings

from majungmul import sources
from majungmul.sources import SourceError

from . import locks, payloads, runs, sync
from .models import SyncRun

log = logging.getLogger(__name__)


def sync_all() -> None:
    """Collects from every source in turn; one that fails does not keep the others waiting.

    A source that was never set up here (no key, no folder) is passed over.
    """
    for slug, source in sources.all().items():
        if not sources.is_ready(source):
            continue
        try:
            counts = sync.run(slug)
            log.info("%s: %s", slug, counts.sentence())
        except (SourceError, locks.BusyError) as error:
            log.warning("%s: %s", slug, error)


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


def keep_verdicts() -> None:
    from . import standing

    with locks.lock("verdicts"):
        standing.refresh()


def find_duplicates() -> None:
    from . import duplicates

    with locks.lock("duplicates"):
        duplicates.find()


def read_attachments() -> None:
    from . import attachments

    with locks.lock("attachments") as lock:
        log.info("attachments: %s", attachments.read_pending(check=lock.check))


def apply_retention() -> None:
    """Empties raw payloads older than the retention time, where one is set."""
    if settings.RETENTION_DAYS:
        with locks.lock("retention"):
            log.info("purged %d payloads", payloads.purge(settings.RETENTION_DAYS))


WORK: dict[str, Callable[[], None]] = {
    "sync": sync_all,
    "verdicts": keep_verdicts,
    "duplicates": find_duplicates,
    "attachments": read_attachments,
    "retention": apply_retention,
}
