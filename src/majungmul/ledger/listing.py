"""Can this list be believed? Absence is not withdrawal, and an old list may be served again.

    drop       more open calls are missing than a day's work explains: nothing is concluded from
               absence until the list is whole again
    old_list   several calls that were already over turn up, and open calls are missing: what it
               says of known calls is held too
    drift      most rows lost a field that the source always sends, and changed with that: changes
               of such rows are held

Single doubts are held for a second sighting in a list that is trusted: a call missing before its
end, an end moved earlier, a state the ledger had already seen replaced. A person may settle any
of them sooner (`confirm`, `dismiss`). Thresholds stand in `data/listing.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from majungmul.sources import Notice
from majungmul.terms import SEOUL

from . import doubts
from .counts import Counts
from .models import Opportunity, Source
from .prepare import Received

DROP, OLD_LIST, DRIFT = "drop", "old_list", "drift"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`missing_share` of the open calls and `missing_least` of them make a drop; `late_least`
    calls already over make an old list; `sightings` in trusted lists settle a doubt."""

    missing_share: float
    missing_least: int
    late_least: int
    sightings: int


@cache
def thresholds() -> Thresholds:
    text = (files(__package__) / "data" / "listing.toml").read_text("utf-8")
    return Thresholds(**tomllib.loads(text))


@dataclass(slots=True)
class Judgement:
    """What a list leads to: `accepted` is to be written and counted; `late` is to be written
    without being called new: an old list brought it."""

    accepted: list[Received] = field(default_factory=list)
    late: list[Received] = field(default_factory=list)
    suspicion: str = ""
    missing: int = 0
    withdrawn: int = 0
    expired: int = 0
    returned: int = 0
    held: int = 0
    warnings: list[str] = field(default_factory=list)

    def note(self, counts: Counts) -> None:
        for name in ("suspicion", "missing", "withdrawn", "expired", "returned", "held"):
            setattr(counts, name, getattr(self, name))
        counts.late = len(self.late)
        counts.warnings += self.warnings


@dataclass(frozen=True, slots=True)
class Listed:
    """One list as it came: who was on it, and what of it is doubtful.

    `doubtful` are the changed notices, and the new ones that were over before they were first
    seen. A list that is not `complete` (only what changed since a day) says nothing by absence;
    one that is not `conclusive` (put together from two runs, or with rows nobody could name) may
    be found wanting, but nobody is withdrawn for it. `drift` are the fields that most rows lost.

    A file that does not say when it was taken has `undated`: when such files were loaded before.
    All that is known of it is that it is no older than its `newest` notice.
    """

    source: Source
    present: frozenset[str]
    doubtful: tuple[Received, ...]
    seen_at: datetime
    complete: bool = True
    trusted: bool = False  # a person says that the list is right
    conclusive: bool = True
    undated: frozenset[datetime] | None = None
    newest: date | None = None
    drift: frozenset[str] = frozenset()

    def after(self, moment: datetime) -> bool:
        """Whether the list was surely not taken before `moment`, when the ledger was told else."""
        if self.trusted:
            return True
        if self.undated is None or moment in self.undated:
            return self.seen_at >= moment
        return self.newest is not None and self.newest > moment.astimezone(SEOUL).date()


def is_over(notice: Notice, seen_at: datetime) -> bool:
    """Whether the call had ended before the list was taken."""
    return notice.closes is not None and notice.closes < seen_at.astimezone(SEOUL).date()


def judge(listed: Listed) -> Judgement:
    """Settles what a list means for the calls it holds and for those it does not."""
    found = Judgement()
    gone, over = _absent(listed)
    changed, late = _parted(listed)
    found.missing = len(gone)
    if not listed.trusted:
        found.suspicion = _suspicion(listed, len(gone), len(late))
    if found.suspicion:
        found.warnings.append(_warning(found, listed))
    (found.late if found.suspicion == OLD_LIST else found.accepted).extend(late)
    doubts.judge_changes(listed, found, changed)
    doubts.settle_present(listed, found, {item.notice.key for item, _ in changed})
    if listed.conclusive:
        doubts.judge_absence(listed, found, gone)
        found.expired = _mark_over(over, listed.seen_at)
    return found


def _absent(listed: Listed) -> tuple[list[Opportunity], list[Opportunity]]:
    """Calls that were on the list and are not: still open ones, and those that had ended.

    A list that shares less than half of its rows with the ledger is another list (a dump of other
    years, one answer of many), whose absences say nothing.
    """
    if not listed.complete:
        return [], []
    rows = Opportunity.objects.filter(source=listed.source, first_seen__lt=listed.seen_at)
    shared = sum(key in listed.present for key in rows.values_list("source_key", flat=True))
    if 2 * shared < len(listed.present):
        return [], []
    rows = rows.filter(withdrawn_at=None, left_list_at=None)
    absent = [
        row
        for row in rows.only("pk", "source_key", "ends_at", "last_seen").iterator()
        if row.source_key not in listed.present and listed.after(row.last_seen)
    ]
    return (
        [row for row in absent if row.ends_at >= listed.seen_at],
        [row for row in absent if row.ends_at < listed.seen_at],
    )


def _parted(listed: Listed) -> tuple[list[tuple[Received, Opportunity]], list[Received]]:
    """The doubtful notices: known ones with their row, and those met for the first time."""
    keys = [item.notice.key for item in listed.doubtful]
    rows = {
        row.source_key: row
        for start in range(0, len(keys), 500)
        for row in Opportunity.objects.filter(
            source=listed.source, source_key__in=keys[start : start + 500]
        )
    }
    changed = [(item, rows[item.notice.key]) for item in listed.doubtful if item.notice.key in rows]
    return changed, [item for item in listed.doubtful if item.notice.key not in rows]


def _suspicion(listed: Listed, missing: int, late: int) -> str:
    limits = thresholds()
    here = Opportunity.objects.filter(source=listed.source, withdrawn_at=None)
    if missing:
        back = here.filter(ends_at__lt=listed.seen_at, left_list_at__isnull=False)
        returned = sum(
            key in listed.present for key in back.values_list("source_key", flat=True).iterator()
        )
        if late + returned >= limits.late_least:
            return OLD_LIST
    expected = here.filter(ends_at__gte=listed.seen_at, first_seen__lt=listed.seen_at).count()
    if missing > max(limits.missing_least, limits.missing_share * expected):
        return DROP
    return DRIFT if listed.drift else ""


def _warning(found: Judgement, listed: Listed) -> str:
    if found.suspicion == DRIFT:
        return (
            f"거의 모든 공고에 {', '.join(sorted(listed.drift))} 항목이 없습니다."
            " 출처의 서식이 바뀐 것으로 보고, 그 탓에 달라진 공고는 반영하지 않았습니다."
        )
    if found.suspicion == OLD_LIST:
        return (
            "이미 마감된 공고가 다시 나오고 접수 중인"
            f" {found.missing}건이 빠져 옛 목록으로 보입니다."
            " 바뀐 내용을 반영하지 않고 다음 목록을 기다립니다."
        )
    return (
        f"접수 중인 공고 {found.missing}건이 한꺼번에 목록에서 빠졌습니다."
        " 출처의 장애로 보고 철회로 세지 않았습니다."
    )


def _mark_over(over: list[Opportunity], seen_at: datetime) -> int:
    for start in range(0, len(over), 500):
        rows = Opportunity.objects.filter(pk__in=[row.pk for row in over[start : start + 500]])
        rows.update(left_list_at=seen_at)
    return len(over)
