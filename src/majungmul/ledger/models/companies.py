"""Companies that ask, what they watch, and the verdicts they were given."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .base import PublicId
from .opportunities import Opportunity


class CompanyProfile(PublicId):
    """A profile to match: `facts` is `majungmul.matching.company_to_json`, any key may miss."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="companies"
    )
    name = models.CharField(max_length=200)
    brn = models.CharField(max_length=10, blank=True, db_index=True)
    facts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    is_sample = models.BooleanField(default=False, db_index=True)

    def __str__(self) -> str:
        return self.name


class Watch(PublicId):
    """What a company wants to hear of: a search, a call, or every call it may apply for."""

    company = models.ForeignKey(
        CompanyProfile, on_delete=models.CASCADE, null=True, related_name="watches"
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, null=True)
    query = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)


class StoredVerdict(PublicId):
    """A verdict that was given, with the versions of everything it was computed from."""

    company = models.ForeignKey(CompanyProfile, on_delete=models.CASCADE, related_name="verdicts")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="verdicts")
    name = models.CharField(max_length=10)  # eligible, ineligible, unknown
    on = models.DateField()
    rule_digest = models.CharField(max_length=64)
    codes_version = models.CharField(max_length=20)
    company_version = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("company", "opportunity", "on", "rule_digest", "company_version"),
                name="one_verdict_per_state",
            ),
        )
