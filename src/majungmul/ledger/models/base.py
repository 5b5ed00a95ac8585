"""What every table of record shares."""

from __future__ import annotations

import uuid

from django.db import models


class PublicId(models.Model):
    """A row the outside may point at: its public identifier is a UUID, its key stays inside."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

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
