"""Where notices come from, how each collecting run went, and what exactly was received."""

from __future__ import annotations

from django.db import models


class Source(models.Model):
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    is_sample = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class SyncRun(models.Model):
    class State(models.TextChoices):
        RUNNING = "running", "진행 중"
        DONE = "done", "완료"
        PARTIAL = "partial", "일부 실패"
        FAILED = "failed", "실패"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list)  # [{key, message}], the first hundred

    class Meta:
        ordering = ("-started_at",)


class Payload(models.Model):
    """A raw answer, content-addressed and compressed. Personal data stays in here only."""

    sha256 = models.CharField(max_length=64, unique=True)
    body = models.BinaryField()  # zlib
    received_at = models.DateTimeField()
