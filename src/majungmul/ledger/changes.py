"""A notice that says something else than before: a new version, and the row brought up to it."""

from __future__ import annotations

from datetime import datetime

from . import payloads, writing
from .models import (
    Budget,
    Document,
    Opportunity,
    OpportunityRegion,
    OpportunityVersion,
)
from .organizations import Names
from .prepare import Prepared
from .programs import Programs
from .states import changes_between


def write_changed(row: Opportunity, item: Prepared, seen_at: datetime) -> bool:
    """Adds a version and brings the row up to it; False when it was there already."""
    row = (
        Opportunity.objects.select_for_update(of=("self",)).select_related("source").get(pk=row.pk)
    )
    if row.digest == item.received.digest:
        return False
    before = row.versions.select_related("document").get(number=row.version)
    found = changes_between(
        before.state, item.received.state, before.document.text, item.received.text
    )
    row.version += 1
    row.search_revision += 1
    writing.fill(row, item, Names(), Programs(), seen_at)
    row.save()
    text = _document(row, item, before.document)
    bodies = payloads.keep([item.received.body], seen_at)
    OpportunityVersion.objects.create(
        opportunity=row,
        number=row.version,
        payload_id=bodies[payloads.digest(item.received.body)],
        document=text,
        digest=item.received.digest,
        state=item.received.state,
        changes=found,
        seen_at=seen_at,
    )
    OpportunityRegion.objects.filter(opportunity=row).delete()
    _drop_vanished_attachments(row, item)
    writing.write_lists([(row, item)])
    return True


def _document(row: Opportunity, item: Prepared, before: Document) -> Document:
    """The text as it stands now: the row there is when only fields changed, else a new one."""
    if before.text == item.received.text:
        row.spans = {
            name: {"document": str(before.uuid), **span.to_json()}
            for name, span in item.summary.spans.items()
        }
        row.save(update_fields=["spans"])
        return before
    Document.objects.filter(opportunity=row, role=Document.Role.NOTICE).update(current=False)
    Budget.objects.filter(opportunity=row, document__role=Document.Role.NOTICE).delete()
    return writing.write_documents([(row, item)])[0]


def _drop_vanished_attachments(row: Opportunity, item: Prepared) -> None:
    """Files that the notice names no longer and nobody fetched."""
    named = [file.url[:1000] for file in item.received.notice.attachments]
    row.attachments.filter(document=None).exclude(url__in=named).delete()
