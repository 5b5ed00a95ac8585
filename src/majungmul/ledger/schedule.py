"""Background work by timetable: in the `up` process or in workers of its own, as many as wanted.

A line that is due is claimed in the ledger by one worker only; what it does holds its own lock.
"""

from __future__ import annotations

import logging
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from django.conf import settings
from django.db import close_old_connections
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
    when: str = ""  # the cron line as it is written


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timetable with when it was last due here, and when it is next."""

    job: Job
    last: datetime | None
    next: datetime | None


def jobs_table() -> list[Job]:
    """The timetable: the operator's own file, else the one that comes with the program.

    Raises ValueError, in one sentence, for a line that cannot be read.
    """
    own = settings.HOME / "schedule.toml"
    text = own.read_text("utf-8") if own.exists() else _default()
    try:
        rows = tomllib.loads(text).get("job", [])
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"일정 파일 schedule.toml을 TOML로 읽을 수 없습니다({error}).") from error
    if not isinstance(rows, list) or not all(_is_line(row) for row in rows):
        raise ValueError("일정의 [[job]]마다 name, cron, work를 글자로 적어야 합니다.")
    unknown = [row["work"] for row in rows if row["work"] not in jobs.WORK]
    if unknown:
        raise ValueError(f"일정에 모르는 일이 있습니다: {', '.join(unknown)}")
    return [Job(row["name"], Cron.parse(row["cron"]), row["work"], row["cron"]) for row in rows]


def _is_line(row: object) -> bool:
    names = ("name", "cron", "work")
    return isinstance(row, dict) and all(isinstance(row.get(name), str) for name in names)


def timetable(now: datetime | None = None) -> list[Line]:
    """Every line with its last and its next time. Raises ValueError as `jobs_table` does."""
    now = timezone.localtime(now or timezone.now())
    last = dict(ScheduledRun.objects.values_list("job", "last_due"))
    return [
        Line(
            job,
            timezone.localtime(last[job.name]) if job.name in last else None,
            job.cron.next_due(now),
        )
        for job in jobs_table()
    ]


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
        except Exception:  # whatever it is, the next look may go well
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
    try:
        log.info("%s: %s", job.name, jobs.WORK[job.work]())
    except (locks.BusyError, SourceError) as error:
        log.warning("%s: %s", job.name, error)
    except Exception:
        log.exception("%s failed", job.name)
    return True


def _default() -> str:
    return (files(__package__) / "data" / "schedule.toml").read_text("utf-8")
