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


class CompanyVersion(models.Model):
    """What a profile said at each version, so that an old verdict can be computed again."""

    company = models.ForeignKey(CompanyProfile, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    facts = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("company", "number"), name="company_versions_in_order"),
        )


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
    """A verdict that was given, with the versions of everything it was computed from.

    The newest of a company and a call is the one in force (`current`); those before stay as the
    record of how the answer changed.
    """

    company = models.ForeignKey(CompanyProfile, on_delete=models.CASCADE, related_name="verdicts")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="verdicts")
    name = models.CharField(max_length=10)  # eligible, ineligible, unknown
    on = models.DateField()
    published = models.DateField(null=True)  # the call's dates the rule was computed with
    closes = models.DateField(null=True)
    rule_digest = models.CharField(max_length=64, blank=True)  # empty: the call had no rule
    codes_version = models.CharField(max_length=20)
    matcher_version = models.CharField(max_length=20, blank=True)
    company_version = models.PositiveIntegerField()
    turned_from = models.CharField(max_length=10, blank=True)  # the verdict in force before
    made_at = models.DateTimeField(auto_now_add=True)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("company", "opportunity"),
                condition=models.Q(current=True),
                name="one_verdict_in_force",
            ),
        )
        indexes = (models.Index(fields=("company", "name", "current")),)
