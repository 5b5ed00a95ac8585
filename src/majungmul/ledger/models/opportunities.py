"""Programmes, their calls, and every version of a call that was ever seen."""

from __future__ import annotations

from django.db import models

from .base import PublicId
from .organizations import Organization


class Program(PublicId):
    """A programme that runs over years; owned by a funder (소관), run by an operator (수행)."""

    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, unique=True)  # funder + name without year and round
    funder = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="programs"
    )
    operator = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="run_programs"
    )
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True)
    is_sample = models.BooleanField(default=False, db_index=True)

    def __str__(self) -> str:
        return self.name


class Opportunity(PublicId):
    """One call of a program: its newest state. What it was before stands in its versions."""

    class EndKind(models.TextChoices):
        DATE = "date", "마감일"
        UNTIL_FUNDS = "until_funds", "예산 소진 시까지"
        UNTIL_FILLED = "until_filled", "모집 완료 시까지"
        ROLLING = "rolling", "상시"
        TO_BE_ANNOUNCED = "to_be_announced", "추후 공지"
        AFTER_NOTICE = "after_notice", "공고일 기준"

    source = models.ForeignKey("ledger.Source", on_delete=models.PROTECT, related_name="+")
    source_key = models.CharField(max_length=120)
    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, null=True, related_name="opportunities"
    )
    funder = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    operator = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="+"
    )
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    url = models.URLField(max_length=1000, blank=True)
    apply_url = models.URLField(max_length=1000, blank=True)
    field = models.CharField(max_length=30, blank=True, db_index=True)  # code of reference fields
    regions = models.JSONField(default=list)  # province codes; empty means nationwide or unknown
    nationwide = models.BooleanField(null=True)
    published = models.DateField(null=True, db_index=True)
    opens = models.DateField(null=True)
    closes_at = models.DateTimeField(null=True, db_index=True)  # inclusive
    closes_hour_known = models.BooleanField(default=False)
    end_kind = models.CharField(max_length=20, choices=EndKind.choices, blank=True)
    period_text = models.TextField(blank=True)  # as the source printed it
    award_max = models.DecimalField(max_digits=20, decimal_places=0, null=True)
    award_currency = models.CharField(max_length=3, default="KRW")
    support_rate_max = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    selected_count = models.PositiveIntegerField(null=True)
    total_budget = models.DecimalField(max_digits=20, decimal_places=0, null=True)
    spans = models.JSONField(default=dict)  # field → {document, start, end, quote}
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    amends = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="amended_by"
    )
    is_sample = models.BooleanField(default=False, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "source_key"), name="one_row_per_notice"),
        )
        indexes = (
            models.Index(fields=("closes_at", "id")),
            models.Index(fields=("-published", "-id")),
        )

    def __str__(self) -> str:
        return self.title


class OpportunityVersion(models.Model):
    """One state of a notice as a source sent it. Never changed after it is written."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    payload = models.ForeignKey("ledger.Payload", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)  # of the mapped notice; equal digest, no new version
    mapped = models.JSONField()
    changes = models.JSONField(default=list)  # [{field, old, new}] against the version before
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("opportunity", "number"), name="versions_in_order"),
        )
