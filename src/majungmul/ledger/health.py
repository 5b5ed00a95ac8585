"""How each source does: for the page of sources, the command line and the doctor."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone

from majungmul import sources

from . import locks
from .models import Opportunity, Source, SyncRun

STALE_AFTER = timedelta(days=2)
BROKE_OFF = "수집하던 작업이 도중에 끊겼습니다. 일꾼이 곧 이어서 마치고, 다시 모아도 됩니다."


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How one source does. `state`: off (not set up), never, ok, running, partial, failed,
    suspicious or stale. `idle`: why it is not collected from by itself, in one sentence;
    `key_missing`: because its key, or its folder, is not there."""

    slug: str
    name: str
    notices: int
    open: int
    last_run: datetime | None
    last_success: datetime | None
    state: str
    sentence: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    failed: int = 0
    missing: int = 0
    suspicion: str = ""
    held: int = 0
    errors: tuple[str, ...] = ()
    idle: str = ""
    key_missing: bool = False
    runs: tuple[int, ...] = field(default=())  # what the last runs received, oldest first

    @property
    def says_more(self) -> bool:
        """Whether the sentence says what the state and the errors do not."""
        return self.state in ("stale", "failed", "partial") and self.sentence not in self.errors

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        for name in ("last_run", "last_success"):
            data[name] = data[name].isoformat() if data[name] else None
        return data


def sources_health(now: datetime | None = None) -> list[SourceHealth]:
    """Every source there is, collected from or not, samples left out."""
    now = now or timezone.now()
    rows = {row.slug: row for row in Source.objects.filter(is_sample=False)}
    names = {slug: source.name for slug, source in sources.all().items()}
    names |= {slug: row.name for slug, row in rows.items() if slug not in names}
    numbers = dict(Opportunity.objects.values_list("source_id").annotate(n=Count("*")))
    here = Opportunity.objects.filter(ends_at__gte=now, withdrawn_at=None)
    still_open = Counter(here.values_list("source_id", flat=True))  # grouped, it reads every row
    found = (
        _health(slug, name, rows.get(slug), numbers, still_open)
        for slug, name in sorted(names.items())
    )
    return [_set_up(health, now) for health in found]


def recent_runs(limit: int) -> list[SyncRun]:
    """The last runs of all sources; those that nobody is at any more as failed."""
    runs = list(SyncRun.objects.select_related("source")[:limit])
    for run in runs:
        if is_dead(run):
            run.state, run.errors = SyncRun.State.FAILED, [BROKE_OFF]
    return runs


def is_dead(run: SyncRun) -> bool:
    """Whether nobody is at a run that never came to its end."""
    running = run.state == SyncRun.State.RUNNING
    return running and not locks.is_held(f"sync:{run.source.slug}")


def _set_up(health: SourceHealth, now: datetime) -> SourceHealth:
    """A source that is not collected from here is off, and not failed for want of its key; files
    come when a person brings them, so only one that is collected from grows stale."""
    known = sources.all().get(health.slug)
    idle = sources.why_idle(known) if known else ""
    if known is None or idle:
        health = replace(health, idle=idle, key_missing=idle == sources.NOT_SET_UP)
        unset = bool(idle) and health.state == "failed"
        return replace(health, state="off", sentence=idle) if unset else health
    if health.state not in ("ok", "partial") or health.last_success is None:
        return health
    if (old := now - health.last_success) <= STALE_AFTER:
        return health
    return replace(health, state="stale", sentence=f"{old.days}일째 새로 수집하지 않았습니다.")


def _health(
    slug: str,
    name: str,
    row: Source | None,
    numbers: dict[int, int],
    still_open: dict[int, int],
) -> SourceHealth:
    runs = list(row.runs.all()[:10]) if row else []
    if row is None or not runs:
        number, held = (numbers.get(row.pk, 0), _held(row)) if row else (0, 0)
        sentence = "아직 수집한 적이 없습니다."
        return SourceHealth(slug, name, number, 0, None, None, "never", sentence, held=held)
    last = runs[0]
    good = next((run for run in runs if run.state in (run.State.DONE, run.State.PARTIAL)), None)
    state, sentence = _run_state(last)
    return SourceHealth(
        slug=slug,
        name=name,
        notices=numbers.get(row.pk, 0),
        open=still_open.get(row.pk, 0),
        last_run=last.started_at,
        last_success=good.finished_at if good else None,
        state=state,
        sentence=sentence,
        new=last.new,
        changed=last.changed,
        unchanged=last.unchanged,
        withdrawn=last.withdrawn,
        failed=last.failed,
        missing=last.missing,
        suspicion=last.suspicion,
        held=_held(row),
        errors=tuple(last.errors[:5]),
        runs=tuple(run.received for run in reversed(runs)),
    )


def _held(row: Source) -> int:
    return row.held.filter(outcome="").count()


def _run_state(last: SyncRun) -> tuple[str, str]:
    if last.state == SyncRun.State.RUNNING:
        if is_dead(last):
            return "failed", BROKE_OFF
        return "running", "지금 수집하고 있습니다."
    if last.state == SyncRun.State.FAILED:
        return "failed", (last.errors or ["마지막 수집이 실패했습니다."])[0]
    if last.suspicion == "drift":
        return "suspicious", "출처의 서식이 바뀐 것으로 보입니다."
    if last.suspicion:
        return "suspicious", f"목록을 믿기 어렵습니다. 접수 중인 {last.missing}건이 빠졌습니다."
    if last.state == SyncRun.State.PARTIAL:
        return "partial", f"{last.failed}건을 담지 못했습니다."
    return "ok", "정상입니다."
