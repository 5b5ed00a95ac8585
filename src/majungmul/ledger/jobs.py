"""The kinds of background work a timetable may name."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection

from majungmul import sources
from majungmul.sources import SourceError

from . import leases, payloads, sync

log = logging.getLogger(__name__)


def sync_all() -> None:
    """Collects from every source in turn; one that fails does not keep the others waiting."""
    for slug in sources.all():
        try:
            counts = sync.run(slug)
            log.info("%s: %s", slug, counts.sentence())
        except (SourceError, leases.BusyError) as error:
            log.warning("%s: %s", slug, error)


def sync_in_background(slug: str) -> None:
    """Collects from one source in a thread, for a button: how it went stands on the run."""

    def work() -> None:
        try:
            sync.run(slug)
        except (SourceError, leases.BusyError, DatabaseError) as error:
            log.warning("%s: %s", slug, error)
        finally:
            connection.close()

    threading.Thread(target=work, name=f"sync:{slug}", daemon=True).start()


def keep_verdicts() -> None:
    from . import standing

    with leases.lease("verdicts"):
        standing.refresh()


def find_duplicates() -> None:
    from . import duplicates

    with leases.lease("duplicates"):
        duplicates.find()


def read_attachments() -> None:
    from . import attachments

    with leases.lease("attachments", leases.FETCHING) as lock:
        log.info("attachments: %s", attachments.read_pending(renew=lock.renew))


def apply_retention() -> None:
    """Empties raw payloads older than the retention time, where one is set."""
    if settings.RETENTION_DAYS:
        with leases.lease("retention"):
            log.info("purged %d payloads", payloads.purge(settings.RETENTION_DAYS))


WORK: dict[str, Callable[[], None]] = {
    "sync": sync_all,
    "verdicts": keep_verdicts,
    "duplicates": find_duplicates,
    "attachments": read_attachments,
    "retention": apply_retention,
}
