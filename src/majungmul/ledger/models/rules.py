"""Who may apply, as read from a call."""

from __future__ import annotations

from django.db import models

from .documents import Document
from .opportunities import Opportunity


class EligibilityRule(models.Model):
    """The rule tree of a call. A changed notice adds a row; the newest is in force.

    Rows stay when the text they were read from is replaced, so that a verdict given under an
    older rule can still be computed again.
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="rules")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="rules")
    tree = models.JSONField()  # majungmul.terms.rule_to_json
    digest = models.CharField(max_length=64, db_index=True)
    reader_version = models.CharField(max_length=20)
    typed = models.PositiveIntegerField()
    unread = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("opportunity",),
                condition=models.Q(current=True),
                name="one_rule_in_force_per_call",
            ),
        )
