"""What was seen once and is not believed yet: held, then confirmed, reverted or dismissed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from majungmul import sources
from majungmul.sources import SourceError

from . import locks, payloads, titles
from .models import HeldChange, Opportunity, OpportunityVersion, Payload, Source
from .prepare import Received, receive
from .states import State, changes_between

if TYPE_CHECKING:
    from .listing import Judgement, Listed

_OLDER = "장부가 더 늦게 확인한 내용과 다른, 먼저 받은 자료입니다."
_AGE_UNKNOWN = "언제 받았는지 적히지 않은 파일이, 장부가 출처에서 확인한 내용과 다릅니다."
CHANGED, ABSENT = HeldChange.Kind.CHANGED, HeldChange.Kind.ABSENT
SETTLED_AT_ONCE = 200
Changed = list[tuple[Received, Opportunity]]


@dataclass(slots=True)
class Settled:
    """How many doubts were settled, how many could not be, for what they came with is gone, and
    how many wait for another call."""

    settled: int = 0
    gone: int = 0
    waiting: int = 0


def judge_changes(listed: Listed, found: Judgement, changed: Changed) -> None:
    """Accepts what is plain or was seen often enough, and holds the rest."""
    open_doubts = _open(listed, CHANGED)
    for start in range(0, len(changed), 500):
        part = changed[start : start + 500]
        known = _known([row for _, row in part])
        for item, row in part:
            held = open_doubts.get(row.pk)
            why = "" if listed.trusted else _doubt(item, row, known[row.pk], listed, found)
            same = held is not None and held.digest == item.digest
            if held and same and not listed.trusted and listed.seen_at <= held.last_seen:
                why = why or held.why  # the list that was doubted before is no second sighting
            if not why or (held and same and _seen_again(held, listed, found)):
                found.accepted.append(item)
                continue
            found.held += 1
            if held and not same and listed.after(held.last_seen):
                _close(held, HeldChange.Outcome.REVERTED)
                held = None
            if held is None:
                _hold(listed, found, row, CHANGED, why, item)


def judge_absence(listed: Listed, found: Judgement, gone: list[Opportunity]) -> None:
    """Takes a call for withdrawn once enough trusted lists were without it."""
    if found.suspicion or not gone:
        return
    open_doubts = _open(listed, ABSENT)
    for row in gone:
        held = open_doubts.get(row.pk)
        if held is None:
            held = _hold(listed, found, row, ABSENT, "마감 전에 목록에서 사라졌습니다.")
            settled = listed.trusted
        else:
            settled = _seen_again(held, listed, found)
        if settled:
            _close(held, HeldChange.Outcome.CONFIRMED)
            Opportunity.objects.filter(pk=row.pk).update(withdrawn_at=listed.seen_at)
            found.withdrawn += 1
        else:
            found.held += 1


def settle_present(listed: Listed, found: Judgement, changed: set[str]) -> None:
    """Drops doubts that the list itself answers, and takes withdrawn calls back that are on it."""
    if found.suspicion == "old_list":
        return
    doubts = HeldChange.objects.filter(source=listed.source, outcome="")
    for held in doubts.select_related("opportunity"):
        key = held.opportunity.source_key
        here = key in listed.present and listed.after(held.last_seen)
        if here and (held.kind == ABSENT or key not in changed):
            _close(held, HeldChange.Outcome.REVERTED)
    found.returned = _back(listed, "withdrawn_at")
    if not found.suspicion:
        _back(listed, "left_list_at")


def settle_written(source: Source, keys: Sequence[str]) -> None:
    """Closes the doubts about changes that were written since."""
    HeldChange.objects.filter(
        source=source, kind=CHANGED, outcome="", opportunity__source_key__in=keys
    ).update(outcome=HeldChange.Outcome.CONFIRMED)


def _back(listed: Listed, gone_at: str) -> int:
    """Takes calls back that the list holds and that had gone before it was taken."""
    rows = Opportunity.objects.filter(source=listed.source)
    gone = rows.exclude(**{gone_at: None}).values_list("pk", "source_key", gone_at)
    back = [pk for pk, key, at in gone if key in listed.present and listed.after(at)]
    for start in range(0, len(back), 500):
        rows.filter(pk__in=back[start : start + 500]).update(**{gone_at: None})
    return len(back)


def confirm(held: HeldChange) -> bool:
    """A person's word that a doubted change is true: it is applied now.

    False, and nothing is done, where the doubt was closed meanwhile. Raises LookupError when the
    payload it came with was purged, and SourceError when the source does not know it any more.
    """
    from . import ingest

    with locks.writing():
        row = _still_open(held)
        if row is None:
            return False
        if row.kind == ABSENT:
            rows = Opportunity.objects.filter(pk=row.opportunity_id)
            rows.update(withdrawn_at=timezone.now())
        elif row.payload is not None:
            body = payloads.body_of(row.payload)
            raw = sources.Raw(row.opportunity.source_key, body)
            notice = sources.get(row.source.slug).map(raw)
            ingest.write(row.source, [receive(notice, body)], max(row.first_seen, row.last_seen))
        _close(row, HeldChange.Outcome.CONFIRMED)
    return True


def dismiss(held: HeldChange) -> bool:
    """A person's word that a doubted change is none; False where it was closed meanwhile."""
    with locks.writing():
        row = _still_open(held)
        if row is not None:
            _close(row, HeldChange.Outcome.DISMISSED)
    return row is not None


def _still_open(held: HeldChange) -> HeldChange | None:
    """The doubt as it stands now, held until the transaction ends."""
    rows = HeldChange.objects.select_for_update(of=("self",))
    return rows.select_related("source", "opportunity").filter(pk=held.pk, outcome="").first()


def settle_all(source: str, true: bool) -> Settled:
    """A person's word on the open doubts about a source (its slug), the oldest first, as many as
    somebody may wait for."""
    done = Settled()
    waiting = HeldChange.objects.filter(source__slug=source, outcome="")
    for held in waiting.order_by("first_seen", "pk"):
        try:
            done.settled += confirm(held) if true else dismiss(held)
        except (LookupError, SourceError):
            done.gone += 1
        if done.settled >= SETTLED_AT_ONCE:
            break
    done.waiting = max(waiting.count() - done.gone, 0)
    return done


@dataclass(slots=True)
class _Known:
    """What the ledger has seen of a call: its newest state, the digests of all of them."""

    state: State
    digests: set[str]


def _known(rows: Sequence[Opportunity]) -> dict[int, _Known]:
    versions = OpportunityVersion.objects.filter(opportunity__in=rows)
    newest = versions.filter(number=F("opportunity__version"))
    found = {pk: _Known(state, set()) for pk, state in newest.values_list("opportunity", "state")}
    for pk, digest in versions.values_list("opportunity", "digest"):
        found[pk].digests.add(digest)
    return found


def _doubt(
    item: Received, row: Opportunity, known: _Known, listed: Listed, found: Judgement
) -> str:
    """Why a change is not believed at first sight; empty when it is."""
    if found.suspicion == "old_list":
        return "옛 목록으로 보이는 때에 온 변경입니다."
    if lost := sorted(listed.drift.intersection(item.notice.lost)):
        return f"출처의 서식이 바뀌어 {', '.join(lost)} 항목을 잃은 공고입니다."[:200]
    updated, before = item.state["updated"], known.state.get("updated")
    if updated and before and updated != before:
        return "출처의 수정 시각이 앞선 판보다 이릅니다." if updated < before else ""
    if not listed.after(row.last_seen):
        return _OLDER if listed.undated is None else _AGE_UNKNOWN
    if item.digest in known.digests:
        return "이미 바뀐 적이 있는 옛 내용과 같습니다."
    if _earlier(item.state["closes"], known.state.get("closes")) and not _announced(
        item, known.state["title"]
    ):
        return "마감일이 알림 없이 앞당겨졌습니다."
    return ""


def _earlier(new: str | None, old: str | None) -> bool:
    return bool(new and old) and date.fromisoformat(str(new)) < date.fromisoformat(str(old))


def _announced(item: Received, old_title: str) -> bool:
    """Whether the title says of itself that it was amended, and did not say so before."""
    new = titles.parse(item.state["title"]).amendment
    return bool(new) and new != titles.parse(old_title).amendment


def _open(listed: Listed, kind: str) -> dict[int, HeldChange]:
    rows = HeldChange.objects.filter(source=listed.source, kind=kind, outcome="")
    return {row.opportunity_id: row for row in rows.select_related("opportunity")}


def _seen_again(held: HeldChange, listed: Listed, found: Judgement) -> bool:
    """Counts a sighting in a later list; True when that settles the doubt."""
    from .listing import thresholds

    if listed.seen_at > held.last_seen and listed.after(held.opportunity.last_seen):
        held.sightings += 1
        held.healthy_sightings += not found.suspicion
        held.last_seen = listed.seen_at
    held.save()
    return listed.trusted or (
        not found.suspicion and held.healthy_sightings >= thresholds().sightings
    )


def _hold(
    listed: Listed,
    found: Judgement,
    row: Opportunity,
    kind: str,
    why: str,
    item: Received | None = None,
) -> HeldChange:
    changes, payload = [], None
    if item is not None:
        before = row.versions.select_related("document").get(number=row.version)
        changes = changes_between(before.state, item.state, before.document.text, item.text)
        kept = payloads.keep([item.body], listed.seen_at)
        payload = Payload.objects.get(pk=kept[payloads.digest(item.body)])
    return HeldChange.objects.create(
        source=listed.source,
        opportunity=row,
        kind=kind,
        payload=payload,
        digest=item.digest if item else "",
        why=why,
        changes=changes,
        healthy_sightings=int(not found.suspicion and listed.after(row.last_seen)),
        first_seen=listed.seen_at,
        # of unknown age: as old as what it contradicts, so that every later list may settle it
        last_seen=listed.seen_at if listed.undated is None else row.last_seen,
    )


def _close(held: HeldChange, outcome: str) -> None:
    held.outcome = outcome
    held.save(update_fields=["outcome"])
