"""Texts read again after the reader learned something: the same text, newer facts.

Corrections by people stay: they hang on the document, which stays. A call whose source now maps
its raw answer to other words gets a new version instead, as if the source had changed it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from majungmul import documents, facts, sources
from majungmul.sources import Raw, SourceError

from . import evidence, ingest, payloads, rules, writing
from .models import Budget, Document, Opportunity, Statement
from .organizations import Names
from .prepare import Prepared, prepare, receive
from .reading import read_document

BATCH = 200


def read_again(
    limit: int | None = None, progress: Callable[[int, int], None] = lambda done, of: None
) -> int:
    """Reads current texts of an older reader again; returns how many."""
    old = Document.objects.filter(current=True).exclude(reader_version=facts.VERSION)
    keys = list(old.order_by("-pk").values_list("pk", flat=True)[:limit])
    for done, pk in enumerate(keys, 1):
        with transaction.atomic():
            _read_one(Document.objects.select_related("opportunity__source").get(pk=pk))
        progress(done, len(keys))
    return len(keys)


def _read_one(text: Document) -> None:
    call = text.opportunity
    item = _prepared(call) if call and text.role == Document.Role.NOTICE else None
    if call and item and item.received.digest != call.digest:
        ingest.write_prepared(call.source, [item.received], {call.source_key: item}, timezone.now())
        return
    reading = item.reading if item else _reading(text)
    text.reading = reading.to_json()
    text.reader_version = facts.VERSION[:20]
    text.save()
    Statement.objects.filter(document=text).delete()
    Budget.objects.filter(document=text).delete()
    if call and item:
        for name, value in item.summary.values.items():
            setattr(call, name, value)
        call.warnings = [*item.summary.warnings, *reading.warnings]
        writing.point_spans(call, item, text)
        call.search_revision += 1
        call.save()
        writing.write_index([(call, item)])
    evidence.write_facts([(text, reading, call)], Names())
    if call:
        rules.settle([call.pk])


def _reading(text: Document) -> evidence.Reading:
    return read_document(documents.plain(text.text, text.title), text.published)


def _prepared(call: Opportunity) -> Prepared | None:
    """The call's newest state read anew; None where its raw answer is gone."""
    version = call.versions.select_related("payload").get(number=call.version)
    try:
        body = payloads.body_of(version.payload)
        source = sources.get(call.source.slug.removeprefix("sample-"))
        notice = source.map(Raw(call.source_key, body))
    except (LookupError, SourceError):
        return None
    return prepare(receive(notice, body), version.seen_at)
