"""Notices that say something else than before: new versions, and the rows brought up to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F

from . import bulk, payloads, programs, rules, writing
from .models import (
    Attachment,
    Budget,
    Document,
    Opportunity,
    OpportunityVersion,
)
from .prepare import Prepared
from .search import index
from .states import changes_between
from .summaries import GAPS

Changed = tuple[Opportunity, Prepared]
FromFiles = dict[str, tuple[dict[str, Any], dict[str, Any]]]


def write_changed(items: Sequence[tuple[int, Prepared]], seen_at: datetime) -> set[int]:
    """Adds a version to each row (by key) and brings the row up to it.

    Returns the keys of the rows that changed; a row that was there already did not.
    """
    pairs, before = _locked(items)
    if not pairs:
        return set()
    changes = {
        row.pk: changes_between(
            before[row.pk].state,
            item.received.state,
            before[row.pk].document.text,
            item.received.text,
        )
        for row, item in pairs
    }
    had = {row.pk: row.program_id for row, _ in pairs}
    writing.link_bodies(pairs)
    from_files = {row.pk: taken_from_files(row, before[row.pk].document) for row, _ in pairs}
    for row, item in pairs:
        row.version += 1
        row.search_revision += 1
        row.changed_at = seen_at
        writing.fill(row, item, seen_at)
    indexed = index.standing([row.pk for row, _ in pairs])
    texts, renewed = _write_texts(pairs, before, from_files)
    for row, _ in pairs:
        if row.program_id != had[row.pk]:
            programs.move(row, had[row.pk])
    bodies = payloads.keep((item.received.body for _, item in pairs), seen_at)
    bulk.insert(
        OpportunityVersion(
            opportunity=row,
            number=row.version,
            payload_id=bodies[payloads.digest(item.received.body)],
            document=texts[row.pk],
            digest=item.received.digest,
            state=item.received.state,
            changes=changes[row.pk],
            seen_at=seen_at,
        )
        for row, item in pairs
    )
    _drop_vanished_attachments(pairs)
    writing.write_lists(pairs)
    index.take_out(indexed)
    at_hand = [rules.text_read(texts[row.pk], item.reading.rule) for row, item in renewed]
    rules.settle_rows({row.pk: row for row, _ in pairs}, at_hand)
    return set(texts)


def _locked(
    items: Sequence[tuple[int, Prepared]],
) -> tuple[list[Changed], dict[int, OpportunityVersion]]:
    """The rows that really differ, held until the transaction ends, with their newest versions."""
    rows = Opportunity.objects.select_for_update(of=("self",)).select_related("source")
    found = rows.order_by("pk").in_bulk([pk for pk, _ in items])
    pairs = [(found[pk], item) for pk, item in items if found[pk].digest != item.received.digest]
    versions = OpportunityVersion.objects.filter(
        opportunity__in=[row.pk for row, _ in pairs], number=F("opportunity__version")
    )
    newest = versions.select_related("document").defer("document__packed_reading")
    return pairs, {version.opportunity_id: version for version in newest}


def taken_from_files(row: Opportunity, notice: Document) -> FromFiles:
    """What the row took from its attachments: columns and evidence by field."""
    return {
        name: ({column: getattr(row, column) for column in columns}, row.spans[name])
        for name, columns in GAPS.items()
        if row.spans.get(name, {}).get("document") not in (None, str(notice.uuid))
    }


def put_back(row: Opportunity, from_files: FromFiles) -> None:
    """Gives the row again what the notice still does not say itself."""
    for name, (values, span) in from_files.items():
        if getattr(row, GAPS[name][0]) is None:
            for column, value in values.items():
                setattr(row, column, value)
            row.spans[name] = span


def _write_texts(
    pairs: Sequence[Changed],
    before: dict[int, OpportunityVersion],
    from_files: dict[int, FromFiles],
) -> tuple[dict[int, Document], list[Changed]]:
    """Saves the rows with their texts: those there are where only fields changed, else new ones,
    whose calls are returned beside all texts."""
    texts: dict[int, Document] = {}
    renewed: list[Changed] = []
    for row, item in pairs:
        old = before[row.pk].document
        if old.text == item.received.text:
            writing.point_spans(row, item, old)
            texts[row.pk] = old
        else:
            texts[row.pk] = writing.notice_document(row, item)
            renewed.append((row, item))
        put_back(row, from_files[row.pk])
    bulk.update([row for row, _ in pairs], but=("uuid", "source", "source_key", "first_seen"))
    keys = [row.pk for row, _ in renewed]
    own = Document.objects.filter(opportunity__in=keys, role=Document.Role.NOTICE)
    own.filter(current=True).update(current=False)
    Budget.objects.filter(opportunity__in=keys, document__role=Document.Role.NOTICE).delete()
    writing.write_documents([texts[pk] for pk in keys], renewed)
    return texts, renewed


def _drop_vanished_attachments(pairs: Sequence[Changed]) -> None:
    """Files that a notice names no longer and nobody fetched."""
    named = {
        (row.pk, file.url[:1000])
        for row, item in pairs
        for file in item.received.notice.attachments
    }
    waiting = Attachment.objects.filter(opportunity__in=[row for row, _ in pairs], document=None)
    vanished = [
        pk
        for pk, *place in waiting.values_list("pk", "opportunity_id", "url")
        if tuple(place) not in named
    ]
    if vanished:
        Attachment.objects.filter(pk__in=vanished).delete()
