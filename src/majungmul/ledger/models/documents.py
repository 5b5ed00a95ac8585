"""Texts and what was read in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .base import PublicId


class Document(PublicId):
    """A source text with its reading. Offsets of every fact count code points of `text`."""

    class Role(models.TextChoices):
        NOTICE = "notice", "공고 본문"
        ATTACHMENT = "attachment", "첨부"
        PRESS = "press", "보도"

    opportunity = models.ForeignKey(
        "ledger.Opportunity", on_delete=models.CASCADE, null=True, related_name="documents"
    )
    version = models.ForeignKey(
        "ledger.OpportunityVersion", on_delete=models.CASCADE, null=True, related_name="documents"
    )
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.NOTICE)
    title = models.CharField(max_length=500)
    format = models.CharField(max_length=10)
    url = models.URLField(max_length=1000, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    text = models.TextField()
    tables = models.JSONField(default=list)
    published = models.DateField(null=True)
    reading = models.JSONField(default=dict)  # majungmul.terms.Reading as JSON
    reader_version = models.CharField(max_length=20)
    warnings = models.JSONField(default=list)
    is_sample = models.BooleanField(default=False, db_index=True)

    def __str__(self) -> str:
        return self.title


class Correction(models.Model):
    """A person's word on one fact, kept beside the extraction; no later run overwrites it."""

    class Kind(models.TextChoices):
        RIGHT = "right", "맞음"
        WRONG = "wrong", "틀림"
        MISSING = "missing", "빠짐"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    fact = models.CharField(max_length=12)  # quantity, period, statement, condition
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    value = models.JSONField(null=True)  # the fact as it should be, in the contract's JSON
    note = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    made_at = models.DateTimeField(auto_now_add=True)
