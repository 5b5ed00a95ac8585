"""What every table of record shares."""

from __future__ import annotations

import os
import time
import uuid

from django.db import models


def public_id() -> uuid.UUID:
    """A random identifier that begins with its time (RFC 9562, version 7): what is written
    together stands together in an index, of which many writes then touch few pages."""
    number = int.from_bytes(os.urandom(10)) & ~(0xF << 76 | 0x3 << 62)
    number |= (time.time_ns() // 1_000_000) << 80 | 0x7 << 76 | 0x2 << 62
    return uuid.UUID(int=number)


class PublicId(models.Model):
    """A row the outside may point at: its public identifier is a UUID, its key stays inside."""

    uuid = models.UUIDField(default=public_id, unique=True, editable=False)

    class Meta:
        abstract = True


class Evidenced(models.Model):
    """A row taken from a text: `[start, end)` code points of its document, and the quote."""

    document = models.ForeignKey("ledger.Document", on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        abstract = True
