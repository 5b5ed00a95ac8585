"""Programmes, their calls, and every version of a call that was ever seen."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

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
    is_sample = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Opportunity(PublicId):
    """One call of a program: its newest state. What it was before stands in its versions."""

    class Kind(models.TextChoices):
        CALL = "call", "모집 공고"
        RESULT = "result", "선정 결과"
        OTHER = "other", "그 밖의 알림"

    class EndKind(models.TextChoices):
        DATE = "date", "마감일"
        UNTIL_FUNDS = "until_funds", "예산 소진 시까지"
        UNTIL_FILLED = "until_filled", "모집 완료 시까지"
        ROLLING = "rolling", "상시"
        TO_BE_ANNOUNCED = "to_be_announced", "추후 공지"
        AFTER_NOTICE = "after_notice", "공고일 기준"

    class AmendKind(models.TextChoices):
        CORRECTION = "correction", "정정"
        EXTENSION = "extension", "연장"
        CANCELLATION = "cancellation", "취소"
        REPEAT = "repeat", "재공고"

    source = models.ForeignKey("ledger.Source", on_delete=models.PROTECT, related_name="+")
    source_key = models.CharField(max_length=200)
    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, null=True, related_name="opportunities"
    )
    funder = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        related_name="funded_opportunities",
        db_index=False,
    )
    operator = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="run_opportunities"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.CALL)
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    url = models.URLField(max_length=1000, blank=True)
    apply_url = models.URLField(max_length=1000, blank=True)
    field = models.CharField(max_length=30, blank=True)  # code of reference fields
    regions = models.JSONField(default=list)  # province codes; empty means nationwide or unknown
    nationwide = models.BooleanField(null=True)
    published = models.DateField(null=True)
    opens = models.DateField(null=True)
    closes_at = models.DateTimeField(null=True)  # inclusive
    closes_hour_known = models.BooleanField(default=False)
    end_kind = models.CharField(max_length=20, choices=EndKind.choices, blank=True)
    period_text = models.TextField(blank=True)  # as the source printed it
    award_max = models.DecimalField(max_digits=20, decimal_places=0, null=True)
    award_currency = models.CharField(max_length=3, default="KRW")
    support_rate_max = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    selected_count = models.PositiveIntegerField(null=True)
    total_budget = models.DecimalField(max_digits=20, decimal_places=0, null=True)
    budget_currency = models.CharField(max_length=3, default="KRW")
    spans = models.JSONField(default=dict)  # field → {document, start, end, quote}
    warnings = models.JSONField(default=list)  # where the source's own fields and its text differ
    tags = models.JSONField(default=list)
    digest = models.CharField(max_length=64)  # of the newest version
    version = models.PositiveIntegerField(default=1)  # number of the newest version
    # What lists are sorted by; never empty, so that one index serves filter and order.
    ends_at = models.DateTimeField()  # closes_at, or how long a call without an end is listed
    listed_on = models.DateField()  # published, or the day it was first seen
    places = models.CharField(
        max_length=60, default="99"
    )  # provinces by comma: 00 nationwide, 99 unknown
    amount_order = models.BigIntegerField(default=0)  # award_max in won; 0 where none is known
    search_revision = models.PositiveSmallIntegerField(default=0)  # see search.index
    first_seen = models.DateTimeField()
    changed_at = models.DateTimeField(default=timezone.now)  # when its newest version was seen
    last_seen = models.DateTimeField()
    left_list_at = models.DateTimeField(null=True)  # gone after its end: expired, not withdrawn
    withdrawn_at = models.DateTimeField(null=True)
    amends = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="amended_by", db_index=False
    )
    amend_kind = models.CharField(max_length=12, choices=AmendKind.choices, blank=True)
    same_as = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="repeated_by", db_index=False
    )  # the row that stands for a call which several sources carry
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "source_key"), name="one_row_per_notice"),
        )
        indexes = (
            models.Index(fields=("ends_at", "id")),
            models.Index(fields=("listed_on", "id", "funder"), name="newest_with_funder"),
            models.Index(fields=("amount_order", "id")),
            models.Index(fields=("funder", "ends_at")),
            # The next two hold all that lists and counts ask for: no row is fetched for them. So
            # does `found_calls` for calls found by their words, which PostgreSQL alone has (0007).
            models.Index(
                fields=("kind", "changed_at", "id", "same_as"),
                condition=models.Q(same_as__isnull=True),
                name="changed_last",
            ),
            models.Index(
                fields=(
                    "ends_at",
                    "withdrawn_at",
                    "same_as",
                    "kind",
                    "opens",
                    "closes_at",
                    "listed_on",
                    "source",
                    "places",
                    "field",
                    "end_kind",
                    "amount_order",
                    "id",
                ),
                name="running_calls",
            ),
            # Orders that the protocol has besides the lists' own.
            models.Index(
                fields=("kind", "title", "id"),
                condition=models.Q(same_as__isnull=True),
                name="by_title",
            ),
            models.Index(
                fields=("kind", "first_seen", "id"),
                condition=models.Q(same_as__isnull=True),
                name="by_first_seen",
            ),
            models.Index(
                fields=("kind", "total_budget", "id"),
                condition=models.Q(same_as__isnull=True, total_budget__isnull=False),
                name="by_total_budget",
            ),
            models.Index(
                fields=("kind", "selected_count", "id"),
                condition=models.Q(same_as__isnull=True, selected_count__isnull=False),
                name="by_selected_count",
            ),
            models.Index(
                fields=("is_sample",),
                condition=models.Q(is_sample=True),
                name="sample_opportunities",
            ),
            # Nearly every row has none of these: whole indexes would mislead the planner.
            models.Index(
                fields=("same_as",), condition=models.Q(same_as__isnull=False), name="repeated"
            ),
            models.Index(
                fields=("amends",), condition=models.Q(amends__isnull=False), name="amending"
            ),
            models.Index(
                fields=("source", "withdrawn_at"),
                condition=models.Q(withdrawn_at__isnull=False),
                name="withdrawn",
            ),
        )

    def __str__(self) -> str:
        return self.title


class OpportunityVersion(models.Model):
    """One state of a notice as a source sent it. Never changed after it is written."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    payload = models.ForeignKey("ledger.Payload", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(
        "ledger.Document", on_delete=models.PROTECT, related_name="versions"
    )
    digest = models.CharField(max_length=64)  # of the mapped notice; equal digest, no new version
    state = models.JSONField()  # the notice's own fields without its text, personal data masked
    changes = models.JSONField(default=list)  # [{field, old, new}] against the version before
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("opportunity", "number"), name="versions_in_order"),
        )


class DuplicateLink(models.Model):
    """Two rows that may be one call, with the evidence; a person's word outlasts every run."""

    class State(models.TextChoices):
        MERGED = "merged", "같은 공고"
        SPLIT = "split", "다른 공고"

    first = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=6, choices=State.choices)
    score = models.FloatField()
    evidence = models.JSONField(default=list)  # sentences
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )  # null: found by the program
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="one_word_per_pair"),
            models.CheckConstraint(
                condition=models.Q(first_id__lt=models.F("second_id")), name="pairs_in_order"
            ),
        )
