"""Texts and what was read in them."""

from __future__ import annotations

import json
import zlib
from typing import Any

from django.conf import settings
from django.db import models

from .base import PublicId


class Document(PublicId):
    """A source text with its reading. Offsets of every fact count code points of `text`.

    Personal data is masked in `text` before it is read, so offsets fit what is shown.
    """

    class Role(models.TextChoices):
        NOTICE = "notice", "공고 본문"
        ATTACHMENT = "attachment", "첨부"
        PRESS = "press", "보도"

    opportunity = models.ForeignKey(
        "ledger.Opportunity", on_delete=models.CASCADE, null=True, related_name="documents"
    )
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.NOTICE)
    title = models.CharField(max_length=500)
    format = models.CharField(max_length=10)
    url = models.URLField(max_length=1000, blank=True)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    tables = models.JSONField(default=list)  # [{start, end, caption, unit}]
    published = models.DateField(null=True)
    packed_reading = models.BinaryField(default=b"")  # zlib of Reading.to_json
    reader_version = models.CharField(max_length=20, db_index=True)
    warnings = models.JSONField(default=list)
    added_at = models.DateTimeField(auto_now_add=True)
    current = models.BooleanField(default=True)  # false once a later version took its place
    is_sample = models.BooleanField(default=False)

    class Meta:
        indexes = (
            # Texts of a call are found by the call.
            models.Index(
                fields=("sha256",),
                condition=models.Q(opportunity__isnull=True),
                name="files_by_content",
            ),
            models.Index(
                fields=("is_sample",), condition=models.Q(is_sample=True), name="sample_documents"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def reading(self) -> dict[str, Any]:
        """`majungmul.terms.Reading` as JSON; empty before the text was read."""
        if not self.packed_reading:
            return {}
        data: dict[str, Any] = json.loads(zlib.decompress(bytes(self.packed_reading)))
        return data

    @reading.setter
    def reading(self, data: dict[str, Any]) -> None:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        self.packed_reading = zlib.compress(text.encode(), 6)


class Attachment(models.Model):
    """A file that a notice names; `document` once it was fetched and read."""

    opportunity = models.ForeignKey(
        "ledger.Opportunity", on_delete=models.CASCADE, related_name="attachments"
    )
    name = models.CharField(max_length=500)
    url = models.URLField(max_length=1000)
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True)
    tried_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)  # why it could not be had or read


class Correction(models.Model):
    """A person's word on one fact, kept beside the extraction; no later run overwrites it."""

    class Kind(models.TextChoices):
        RIGHT = "right", "맞음"
        WRONG = "wrong", "틀림"
        MISSING = "missing", "빠짐"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    fact = models.CharField(max_length=12)  # quantity, period, statement, condition, opportunity
    field = models.CharField(max_length=40, blank=True)  # opportunity field, for fact=opportunity
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    value = models.JSONField(null=True)  # the fact as it should be, in the contract's JSON
    note = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    made_at = models.DateTimeField(auto_now_add=True)
