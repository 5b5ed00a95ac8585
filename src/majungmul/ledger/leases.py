"""Locks with an end, kept in the ledger itself: the same for SQLite and PostgreSQL.

A worker that dies keeps its lock no longer than `LEASE` (`FETCHING` where it asks the web); one
that lives renews it as it works.
"""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from .models import Lease

LEASE = timedelta(minutes=5)
FETCHING = timedelta(minutes=40)  # more than one item takes, every retry and pause to the full
RENEW_AFTER = timedelta(seconds=20)


class BusyError(Exception):
    """Another worker holds the lock."""

    def __init__(self, name: str, until: datetime | None) -> None:
        clock = f"{timezone.localtime(until):%H:%M:%S}까지" if until else "지금"
        super().__init__(
            f"'{name}' 일을 다른 작업이 {clock} 맡고 있습니다. 끝난 뒤 다시 실행하세요."
        )


class Held:
    """A lock in hand. `renew` is cheap to call; it raises BusyError when the lock was lost."""

    def __init__(self, name: str, holder: str, length: timedelta) -> None:
        self.name, self.holder, self.length = name, holder, length
        self._renewed = timezone.now()

    def renew(self) -> None:
        now = timezone.now()
        if now - self._renewed < RENEW_AFTER:
            return
        rows = Lease.objects.filter(name=self.name, holder=self.holder)
        if not rows.update(until=now + self.length):
            raise BusyError(self.name, None)
        self._renewed = now


@contextmanager
def lease(name: str, length: timedelta = LEASE) -> Iterator[Held]:
    """Holds the lock `name` while the block runs. Raises BusyError when another worker has it."""
    holder = f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"
    _take(name, holder, length)
    try:
        yield Held(name, holder, length)
    finally:
        Lease.objects.filter(name=name, holder=holder).delete()


def _take(name: str, holder: str, length: timedelta) -> None:
    now = timezone.now()
    if Lease.objects.filter(name=name, until__lt=now).update(holder=holder, until=now + length):
        return
    try:
        with transaction.atomic():
            Lease.objects.create(name=name, holder=holder, until=now + length)
    except IntegrityError:
        held = Lease.objects.filter(name=name).first()
        raise BusyError(name, held.until if held else None) from None
