"""Texts read again after the reader learned something: the same text, newer facts.

Corrections by people stay: they hang on the document, which stays. A call whose source now maps
its raw answer to other words gets a new version instead, as if the source had changed it. What is
read carries the reader's version, so a run that stops or dies is gone on with by the next one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import DatabaseError
from django.db.models import QuerySet
from django.utils import timezone

from majungmul import documents, facts, sources
from majungmul.sources import Raw, SourceError
from majungmul.terms import Reading

from . import attachments, changes, evidence, ingest, locks, payloads, programs, rules, writing
from .models import Budget, Document, Opportunity, Statement
from .organizations import Names
from .prepare import Prepared, Received, prepare, receive
from .reading import many_texts, read_document
from .search import index
from .states import notice_of
from .summaries import GAPS

log = logging.getLogger(__name__)
LONGEST_RUN = timedelta(minutes=2)
STRETCH = 200


@dataclass(slots=True)
class Done:
    read: int = 0
    failed: int = 0
    left: int = 0
    errors: list[str] = field(default_factory=list)  # a sentence for each that failed


def waiting() -> QuerySet[Document]:
    """The texts in force that an older reader read."""
    return Document.objects.filter(current=True).exclude(reader_version=facts.VERSION[:20])


@many_texts()
def read_again(
    longest: timedelta = LONGEST_RUN,
    progress: Callable[[int, int | None], None] = lambda done, of: None,
    check: Callable[[], None] = lambda: None,
) -> Done:
    """Reads texts of an older reader again, the newest first, until the time is up.

    One that cannot be is named and tried again by the next run; the others go on.
    """
    until, done, total = timezone.now() + longest, Done(), waiting().count()
    stretch = list(waiting().order_by("-pk").values_list("pk", flat=True)[:STRETCH])
    while stretch:
        for pk in stretch:
            if timezone.now() >= until:
                done.left = waiting().count()
                return done
            check()
            try:
                _read_one(pk)
                done.read += 1
            except DatabaseError:
                raise
            except Exception as error:
                log.exception("document %d could not be read again", pk)
                done.failed += 1
                done.errors.append(_unread(pk, error))
            progress(done.read + done.failed, total)
        older = waiting().filter(pk__lt=stretch[-1]).order_by("-pk")
        stretch = list(older.values_list("pk", flat=True)[:STRETCH])
    done.left = waiting().count()
    return done


def _unread(pk: int, error: Exception) -> str:
    title = Document.objects.filter(pk=pk).values_list("title", flat=True).first()
    return f"{title or pk}: 다시 읽지 못했습니다({type(error).__name__})."


def _read_one(pk: int) -> None:
    """Reads outside of the transaction; a call that changed meanwhile waits for the next run."""
    text = Document.objects.select_related("opportunity__source").get(pk=pk)
    call = text.opportunity
    item = _prepared(call) if call else None
    is_notice = text.role == Document.Role.NOTICE
    reading = item.reading if item and is_notice else _reading(text)
    with locks.writing():
        if call:
            version, call = call.version, Opportunity.objects.select_for_update().get(pk=call.pk)
            if call.version != version:
                return
        if item and call and item.received.digest != call.digest:
            _write_version(call, item)
            call.refresh_from_db()
        if waiting().filter(pk=pk).exists():
            _write_reading(text, reading, call, item)


def _write_version(call: Opportunity, item: Prepared) -> None:
    """The call in its source's new words. That says nothing of whether it is still on the list."""
    seen = {name: getattr(call, name) for name in ("last_seen", "left_list_at", "withdrawn_at")}
    key = call.source_key
    ingest.write_prepared(call.source, [item.received], {key: item}, timezone.now())
    Opportunity.objects.filter(pk=call.pk).update(**seen)


def _write_reading(
    text: Document, reading: Reading, call: Opportunity | None, item: Prepared | None
) -> None:
    text.reading = reading.to_json()
    text.reader_version = facts.VERSION[:20]
    text.save(update_fields=["packed_reading", "reader_version"])
    Statement.objects.filter(document=text).delete()
    Budget.objects.filter(document=text).delete()
    if call and item and text.role == Document.Role.NOTICE:
        _write_notice(call, item, text)
    evidence.write_facts([(text, reading, call)], Names())
    if call and item and text.role == Document.Role.ATTACHMENT:
        indexed = index.standing([call.pk])
        _forget(call, item, text)
        attachments.fill_gaps(call, [(text, reading)])
        index.take_out(indexed)
    if call:
        rules.settle([call.pk])


def _write_notice(call: Opportunity, item: Prepared, text: Document) -> None:
    from_files = changes.taken_from_files(call, text)
    for name, value in item.summary.values.items():
        setattr(call, name, value)
    call.warnings = [*item.summary.warnings, *item.reading.warnings]
    writing.point_spans(call, item, text)
    changes.put_back(call, from_files)
    program = call.program_id
    writing.link_bodies([(call, item)])
    indexed = index.standing([call.pk])
    call.search_revision += 1
    call.save()
    programs.move(call, program)
    writing.write_index([(call, item)])
    index.take_out(indexed)


def _forget(call: Opportunity, item: Prepared, text: Document) -> None:
    """Takes back what the call had from this file, for it may be read otherwise now."""
    had = [name for name, span in call.spans.items() if span["document"] == str(text.uuid)]
    for name in had:
        del call.spans[name]
        for column in GAPS[name]:
            setattr(call, column, item.summary.values[column])
    if had:
        call.save()


def _reading(text: Document) -> Reading:
    return read_document(documents.plain(text.text, text.title), text.published)


def _prepared(call: Opportunity) -> Prepared:
    """The call's newest state read anew: as its source maps it now, or as it stands in the ledger
    where the raw answer is gone or no source can map it."""
    versions = call.versions.select_related("payload", "document")
    version = versions.get(number=call.version)
    key, slug = call.source_key, call.source.slug.removeprefix("sample-")
    try:
        body = payloads.body_of(version.payload)
        received = receive(sources.get(slug).map(Raw(key, body)), body)
    except (LookupError, SourceError):
        notice, text = notice_of(version.state, slug, key), version.document.text
        received = Received(notice, b"", version.state, text, call.digest)
    return prepare(received, version.seen_at)
