"""Background work by timetable: in the `up` process or in workers of its own, as many as wanted.

A line that is due is claimed in the ledger by one worker only; what it does holds its own lock.
"""

from __future__ import annotations

import logging
import threading
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from majungmul.sources import SourceError

from . import jobs, locks
from .cron import Cron
from .models import ScheduledRun

log = logging.getLogger(__name__)
LOOK_EVERY = 20.0  # seconds


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    cron: Cron
    work: str


def jobs_table() -> list[Job]:
    """The timetable: the operator's own file, else the one that comes with the program.

    Raises ValueError, in one sentence, for a line that cannot be read.
    """
    own = settings.HOME / "schedule.toml"
    text = own.read_text("utf-8") if own.exists() else _default()
    rows = tomllib.loads(text).get("job", [])
    unknown = [row["work"] for row in rows if row["work"] not in jobs.WORK]
    if unknown:
        raise ValueError(f"일정에 모르는 일이 있습니다: {', '.join(unknown)}")
    return [Job(row["name"], Cron.parse(row["cron"]), row["work"]) for row in rows]


def run_due(now: datetime | None = None) -> list[str]:
    """Runs every line that fell due since it last ran; returns the names of those run here."""
    now = timezone.localtime(now or timezone.now())
    return [job.name for job in jobs_table() if _claim(job, now) and _run(job)]


def run_forever(stop: threading.Event | None = None) -> None:
    """Looks at the timetable until `stop` is set (or the process ends)."""
    stop = stop or threading.Event()
    while not stop.wait(LOOK_EVERY):
        close_old_connections()
        try:
            jobs.take_up_broken()
            run_due()
        except (DatabaseError, ValueError, OSError):
            log.exception("background work could not be looked up")
        finally:
            close_old_connections()


@contextmanager
def in_background() -> Iterator[None]:
    """Runs the timetable in a thread while the block runs."""
    stop = threading.Event()
    thread = threading.Thread(target=run_forever, args=(stop,), name="schedule", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()


def _claim(job: Job, now: datetime) -> bool:
    """True for the one worker that may run the line now. A new line begins with its next time."""
    row, made = ScheduledRun.objects.get_or_create(job=job.name, defaults={"last_due": now})
    if made:
        return False
    due = job.cron.last_due(now, row.last_due)
    if due is None:
        return False
    mine = ScheduledRun.objects.filter(job=job.name, last_due=row.last_due)
    return mine.update(last_due=due) == 1


def _run(job: Job) -> bool:
    work: Callable[[], None] = jobs.WORK[job.work]
    try:
        work()
    except (locks.BusyError, SourceError) as error:
        log.warning("%s: %s", job.name, error)
    except Exception:
        log.exception("%s failed", job.name)
    return True


def _default() -> str:
    return (files(__package__) / "data" / "schedule.toml").read_text("utf-8")
