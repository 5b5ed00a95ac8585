"""Money set aside and money given, each with its evidence."""

from __future__ import annotations

from django.db import models

from .base import Evidenced, PublicId
from .companies import CompanyProfile
from .opportunities import Opportunity, Program
from .organizations import Organization


class Budget(PublicId, Evidenced):
    """What a text says is set aside. `opportunity` is empty for a programme's whole year."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="budgets")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, null=True)
    year = models.PositiveSmallIntegerField(null=True)
    amount = models.DecimalField(max_digits=20, decimal_places=0)
    currency = models.CharField(max_length=3, default="KRW")
    bound = models.CharField(max_length=10, default="exact")
    part = models.CharField(max_length=10, default="total")  # total, national, local, private
    status = models.CharField(max_length=8, default="planned")


class Award(PublicId):
    """One recipient of one call. `amount` is empty where the source does not say."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="awards")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="awards"
    )
    company = models.ForeignKey(
        CompanyProfile, on_delete=models.SET_NULL, null=True, related_name="awards"
    )
    awarded_on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=20, decimal_places=0, null=True)
    currency = models.CharField(max_length=3, default="KRW")
    document = models.ForeignKey("ledger.Document", on_delete=models.SET_NULL, null=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField(blank=True)
    is_sample = models.BooleanField(default=False, db_index=True)
