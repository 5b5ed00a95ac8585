"""Who funds, runs and receives: organisations and every name they have had."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .base import PublicId


class Organization(PublicId):
    class Kind(models.TextChoices):
        MINISTRY = "ministry", "중앙부처"
        AGENCY = "agency", "청·처·위원회"
        PROVINCE = "province", "광역자치단체"
        MUNICIPALITY = "municipality", "기초자치단체"
        INSTITUTION = "institution", "공공기관"
        ASSOCIATION = "association", "협회·단체"
        COMPANY = "company", "기업"
        OTHER = "other", "기타"

    name = models.CharField(max_length=200)
    code = models.CharField(max_length=40, blank=True)  # of reference.organizations, if listed
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OTHER)
    region = models.CharField(max_length=5, blank=True)
    is_sample = models.BooleanField(default=False, db_index=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class OrganizationAlias(models.Model):
    """A name an organisation goes by; `key` is the name folded for comparison, unique."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class OrganizationMerge(models.Model):
    """A person's word that one row is another. `moved`: keys of the rows moved, by column."""

    absorbed = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="merged")
    into = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="absorbed")
    moved = models.JSONField(default=dict)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("absorbed",),
                condition=models.Q(undone_at=None),
                name="absorbed_once",
            ),
        )
