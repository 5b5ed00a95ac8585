"""What sources say: subject, measure, quantity, period, place, status, with the sentence."""

from __future__ import annotations

from django.db import models

from .base import Evidenced, PublicId
from .opportunities import Program
from .organizations import Organization


class Statement(PublicId, Evidenced):
    class Status(models.TextChoices):
        ACTUAL = "actual", "실적"
        PLANNED = "planned", "계획"
        TARGET = "target", "목표"

    measure = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=24, decimal_places=4)
    upper = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    unit = models.CharField(max_length=20)
    bound = models.CharField(max_length=10)
    subject_name = models.CharField(max_length=300, blank=True)
    subject_kind = models.CharField(max_length=12, blank=True)
    subject_start = models.PositiveIntegerField(null=True)
    subject_end = models.PositiveIntegerField(null=True)
    organization = models.ForeignKey(Organization, on_delete=models.SET_NULL, null=True)
    program = models.ForeignKey(Program, on_delete=models.SET_NULL, null=True)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    place = models.CharField(max_length=10, blank=True)  # ISO 3166-2, as in KR-45
    status = models.CharField(max_length=8, choices=Status.choices)
    confidence = models.FloatField()
    also = models.JSONField(default=list)
