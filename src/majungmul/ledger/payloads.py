"""Raw answers: kept by content, compressed, and emptied after the retention time."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from . import bulk
from .models import Payload

STRETCH = 500


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def keep(bodies: Iterable[bytes], received_at: datetime) -> dict[str, int]:
    """Stores what is not stored yet; returns the row of every body by its digest.

    Callers hold `locks.writing`, so that no two store the same body.
    """
    wanted = {digest(body): body for body in bodies}
    have = dict(Payload.objects.filter(sha256__in=wanted).values_list("sha256", "pk"))
    added = [
        Payload(sha256=key, body=zlib.compress(body, 6), received_at=received_at)
        for key, body in wanted.items()
        if key not in have
    ]
    bulk.give_keys(added)
    bulk.insert(added)
    return have | {row.sha256: row.pk for row in added}


def body_of(payload: Payload) -> bytes:
    """The bytes as received. Callers check the permission `ledger.view_payload` first.

    Raises LookupError when the retention time has emptied it.
    """
    if payload.purged_at is not None:
        raise LookupError("보관 기간이 지나 원본을 지웠습니다.")
    return zlib.decompress(bytes(payload.body))


def purge(days: int, now: datetime | None = None) -> int:
    """Empties the bodies received more than `days` days ago; returns how many.

    A stretch at a time, so that nobody waits long for the ledger; on SQLite what they held is
    overwritten in the file, too.
    """
    now = now or timezone.now()
    old = Payload.objects.filter(purged_at=None, received_at__lt=now - timedelta(days=days))
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if is_sqlite:
            cursor.execute("PRAGMA secure_delete = ON")
        done = 0
        while keys := list(old.values_list("pk", flat=True)[:STRETCH]):
            done += Payload.objects.filter(pk__in=keys).update(body=b"", purged_at=now)
        if done and not connection.in_atomic_block:
            cursor.execute(
                "PRAGMA wal_checkpoint(TRUNCATE)" if is_sqlite else "VACUUM ledger_payload"
            )
    return done
