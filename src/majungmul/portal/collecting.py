"""Collecting on request, beside the answer to the request."""

from __future__ import annotations

import logging
import threading

from django.db import connections

from majungmul.ledger import locks, sync
from majungmul.sources import SourceError

log = logging.getLogger(__name__)


def start(slug: str) -> threading.Thread:
    """Collects from the source `slug` in a thread of its own.

    How it goes stands in the run that the sources page shows; a worker that is at the same source
    already goes on alone. A process that ends half-way leaves nothing half-written (see `sync`).
    """
    thread = threading.Thread(target=_collect, args=(slug,), name=f"sync-{slug}", daemon=True)
    thread.start()
    return thread


def _collect(slug: str) -> None:
    try:
        sync.run(slug)
    except (SourceError, locks.BusyError) as error:
        log.warning("%s: %s", slug, error)
    finally:
        connections.close_all()
