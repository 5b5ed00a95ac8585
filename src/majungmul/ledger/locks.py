"""Locks that die with their holder, and the one door to writing.

On SQLite a lock is a locked file beside the ledger, on PostgreSQL an advisory lock of the session
that does the work: a worker that is killed, or whose machine or database is, holds nothing any
more, and one that lives holds its lock however long it works.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction

# A session whose machine is gone is ended by the server after half a minute.
_KEEPALIVES = (
    ("tcp_keepalives_idle", "15"),
    ("tcp_keepalives_interval", "5"),
    ("tcp_keepalives_count", "3"),
    ("client_connection_check_interval", "15s"),
)
_WRITING = "writing"
_mine: set[str] = set()
_files: set[int] = set()
_guard = threading.Lock()


class BusyError(Exception):
    """Another worker holds the lock, or it was lost on the way: one Korean sentence."""


class Held:
    """A lock in hand."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._session: Any = connection.connection

    def check(self) -> None:
        """Costs nothing. Raises BusyError when the lock went with the database's session."""
        if not _is_sqlite() and connection.connection is not self._session:
            raise BusyError(
                f"'{self.name}' 일을 하던 중에 데이터베이스 연결이 끊겼습니다. 다시 실행하세요."
            )


@contextmanager
def lock(name: str) -> Iterator[Held]:
    """Holds the lock `name` while the block runs. Raises BusyError when another worker has it."""
    with _guard:
        if name in _mine:
            raise _busy(name)
        _mine.add(name)
    try:
        with _locked_file(name) if _is_sqlite() else _session_lock(name):
            yield Held(name)
    finally:
        with _guard:
            _mine.discard(name)


def is_held(name: str) -> bool:
    """Whether anybody holds the lock now, here or elsewhere. Takes nothing from who wants it."""
    with _guard:
        if name in _mine:
            return True
    if _is_sqlite():
        return _is_file_locked(name)
    number = _number(name) % 2**64
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND objsubid = 1 AND classid = %s AND objid = %s AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [number >> 32, number % 2**32],
        )
        return bool(cursor.fetchone()[0])


@contextmanager
def writing() -> Iterator[None]:
    """A transaction beside which no other `writing` runs: what SQLite does by itself.

    Writers of several sources meet at the same organisations and programmes; in turn, they cannot
    wait for each other in a ring. Reading texts takes longer than writing them and stays outside.
    """
    with transaction.atomic():
        if not _is_sqlite():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_number(_WRITING)])
        yield


def _busy(name: str) -> BusyError:
    return BusyError(f"'{name}' 일을 다른 작업이 지금 맡고 있습니다. 끝난 뒤 다시 실행하세요.")


def _after_fork() -> None:
    """A child holds none of its parent's locks, and does not keep them when the parent dies."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in _files:
        os.dup2(nothing, descriptor, inheritable=False)
    os.close(nothing)
    _files.clear()
    _mine.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


@contextmanager
def _locked_file(name: str) -> Iterator[None]:
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if not any(_lock_file(file.fileno()) for _ in _patiently()):
            raise _busy(name)
        _files.add(file.fileno())
        try:
            yield
        finally:
            _files.discard(file.fileno())


def _path(name: str) -> Path:
    return Path(settings.HOME) / "locks" / name.replace(":", "-")


def _is_file_locked(name: str) -> bool:
    try:
        with _path(name).open("r+b") as file:
            return not _lock_file(file.fileno())
    except FileNotFoundError:
        return False


def _patiently() -> Iterator[None]:
    """A few tries: who only looks whether a file is locked has it for an instant."""
    for wait in (0.002, 0.008, 0.02):
        yield
        time.sleep(wait)
    yield


def _lock_file(descriptor: int) -> bool:
    """Locks an open file until it is closed, by whomever: the system does that for the dead."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def _session_lock(name: str) -> Iterator[None]:
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        for setting, value in _KEEPALIVES:  # not every server's system can do these
            cursor.execute("SELECT set_config(%s, %s, false)", [setting, value])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_number(name)])
        if not cursor.fetchone()[0]:
            raise _busy(name)
    session = connection.connection
    try:
        yield
    finally:
        if connection.connection is session:
            with suppress(DatabaseError), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_number(name)])


def _number(name: str) -> int:
    digest = hashlib.sha256(f"majungmul:{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
