"""What was seen once and is not believed yet: held, then confirmed, reverted or dismissed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from majungmul import sources

from . import payloads, titles
from .models import HeldChange, Opportunity, OpportunityVersion, Payload
from .prepare import Received, receive
from .states import changes_between

if TYPE_CHECKING:
    from .listing import Judgement, Listed

CHANGED, ABSENT = HeldChange.Kind.CHANGED, HeldChange.Kind.ABSENT
Changed = list[tuple[Received, Opportunity]]


def judge_changes(listed: Listed, found: Judgement, changed: Changed) -> None:
    """Accepts what is plain or was seen often enough, and holds the rest."""
    open_doubts = _open(listed, CHANGED)
    for item, row in changed:
        held = open_doubts.get(row.pk)
        if held is not None and held.digest == item.digest:
            if _seen_again(held, listed, found):
                found.accepted.append(item)
            else:
                found.held += 1
            continue
        if held is not None:
            _close(held, HeldChange.Outcome.REVERTED)
        why = "" if listed.trusted else _doubt(item, row, found.suspicion == "old_list")
        if why:
            found.held += 1
            _hold(listed, found, row, CHANGED, why, item)
        else:
            found.accepted.append(item)


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
        if key in listed.present and (held.kind == ABSENT or key not in changed):
            _close(held, HeldChange.Outcome.REVERTED)
    rows = Opportunity.objects.filter(source=listed.source)
    back = [
        pk
        for pk, key in rows.exclude(withdrawn_at=None).values_list("pk", "source_key")
        if key in listed.present
    ]
    found.returned = rows.filter(pk__in=back).update(withdrawn_at=None)
    if not found.suspicion:
        relisted = [
            pk
            for pk, key in rows.exclude(left_list_at=None).values_list("pk", "source_key")
            if key in listed.present
        ]
        rows.filter(pk__in=relisted).update(left_list_at=None)


def confirm(held: HeldChange) -> None:
    """A person's word that a doubted change is true: it is applied now.

    Raises LookupError when the payload it came with was purged.
    """
    from . import ingest

    with transaction.atomic():
        if held.kind == ABSENT:
            rows = Opportunity.objects.filter(pk=held.opportunity_id)
            rows.update(withdrawn_at=timezone.now())
        elif held.payload is not None:
            body = payloads.body_of(held.payload)
            raw = sources.Raw(held.opportunity.source_key, body)
            notice = sources.get(held.source.slug).map(raw)
            ingest.write(held.source, [receive(notice, body)], held.last_seen)
        _close(held, HeldChange.Outcome.CONFIRMED)


def dismiss(held: HeldChange) -> None:
    """A person's word that a doubted change is none."""
    _close(held, HeldChange.Outcome.DISMISSED)


def _doubt(item: Received, row: Opportunity, old_list: bool) -> str:
    """Why a change is not believed at first sight; empty when it is."""
    if old_list:
        return "옛 목록으로 보이는 때에 온 변경입니다."
    before = row.versions.get(number=row.version).state
    updated, known = item.state["updated"], before.get("updated")
    if updated and known and updated != known:
        return "출처의 수정 시각이 앞선 판보다 이릅니다." if updated < known else ""
    if OpportunityVersion.objects.filter(opportunity=row, digest=item.digest).exists():
        return "이미 바뀐 적이 있는 옛 내용과 같습니다."
    if _earlier(item.state["closes"], before.get("closes")) and not _announced(
        item, before["title"]
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
    return {row.opportunity_id: row for row in rows}


def _seen_again(held: HeldChange, listed: Listed, found: Judgement) -> bool:
    """Counts a sighting in a later list; True when that settles the doubt."""
    from .listing import thresholds

    if listed.seen_at > held.last_seen:
        held.sightings += 1
        held.healthy_sightings += not found.suspicion
        held.last_seen = listed.seen_at
    settled = listed.trusted or (
        not found.suspicion and held.healthy_sightings >= thresholds().sightings
    )
    if settled:
        held.outcome = HeldChange.Outcome.CONFIRMED
    held.save()
    return settled


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
        healthy_sightings=0 if found.suspicion else 1,
        first_seen=listed.seen_at,
        last_seen=listed.seen_at,
    )


def _close(held: HeldChange, outcome: str) -> None:
    held.outcome = outcome
    held.save(update_fields=["outcome"])
