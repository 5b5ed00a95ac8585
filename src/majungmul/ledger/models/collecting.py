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
    """One collecting run. Its counts say what the ledger did, not what the source sent."""

    class State(models.TextChoices):
        RUNNING = "running", "진행 중"
        DONE = "done", "완료"
        PARTIAL = "partial", "일부 실패"
        FAILED = "failed", "실패"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()  # when the list was taken; earlier than started_at in a replay
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    received = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    expired = models.PositiveIntegerField(default=0)
    returned = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)  # open notices that the list did not hold
    suspicion = models.CharField(max_length=20, blank=True)  # see `Counts`
    errors = models.JSONField(default=list)  # sentences, warnings first; a hundred at most
    undated = models.BooleanField(default=False)  # a file that does not say when it was taken
    since = models.DateField(null=True)  # what was asked for
    cursor = models.TextField(blank=True)  # how far a live run got; empty where it cannot go on
    list_from = models.DateTimeField(null=True)  # when the run began that this one goes on with

    class Meta:
        ordering = ("-started_at", "-id")
        indexes = (models.Index(fields=("source", "-started_at")),)


class SetAside(models.Model):
    """A notice of a list that is not read to its end yet, for the run that finishes it.

    Changes wait for the end of their list (see `ledger.sync`). Without a payload: on the list,
    but it could not be read.
    """

    run = models.ForeignKey(SyncRun, on_delete=models.CASCADE, related_name="set_aside")
    key = models.CharField(max_length=200)
    payload = models.ForeignKey("ledger.Payload", on_delete=models.PROTECT, null=True)


class Payload(models.Model):
    """A raw answer, content-addressed and compressed. Personal data stays in here only.

    Reading one takes the permission `ledger.view_payload`. After the retention time the body is
    emptied and `purged_at` says when; the digest stays, so that a repeat is still recognised.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    body = models.BinaryField()  # zlib
    received_at = models.DateTimeField(db_index=True)
    purged_at = models.DateTimeField(null=True)


class HeldChange(models.Model):
    """What a source said once and nobody believes yet; a second sighting settles it."""

    class Kind(models.TextChoices):
        ABSENT = "absent", "목록에서 사라짐"
        CHANGED = "changed", "의심스러운 변경"

    class Outcome(models.TextChoices):
        WAITING = "", "대기"
        CONFIRMED = "confirmed", "확인됨"
        REVERTED = "reverted", "되돌아옴"
        DISMISSED = "dismissed", "사람이 물리침"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="held")
    opportunity = models.ForeignKey(
        "ledger.Opportunity", on_delete=models.CASCADE, related_name="held"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices)
    payload = models.ForeignKey(Payload, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)  # of the doubted state
    why = models.CharField(max_length=200)
    changes = models.JSONField(default=list)  # as OpportunityVersion.changes
    sightings = models.PositiveIntegerField(default=1)
    healthy_sightings = models.PositiveIntegerField(default=0)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("opportunity", "kind"),
                condition=models.Q(outcome=""),
                name="one_open_doubt_per_notice_and_kind",
            ),
        )


class ScheduledRun(models.Model):
    """When each line of the schedule last ran, so that two workers share one timetable."""

    job = models.CharField(max_length=80, primary_key=True)
    last_due = models.DateTimeField()
