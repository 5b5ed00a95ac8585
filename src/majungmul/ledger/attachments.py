"""The files that notices name: fetched, read in a child process, kept with what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from majungmul import documents, sources
from majungmul.sources import Raw, SourceError
from majungmul.sources import attachments as fetching
from majungmul.terms import Reading

from . import ingest, payloads, rules
from .models import Attachment, Document, Opportunity
from .reading import read_document
from .search import index
from .summaries import gaps_filled
from .writing import masked

TRY_AGAIN = timedelta(days=1)
BATCH = 200
Fetch = Callable[[sources.Source, Raw, sources.Attachment], fetching.File]


@dataclass(slots=True)
class Done:
    read: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def failed(self) -> int:
        return len(self.errors)


def read_pending(
    limit: int = BATCH,
    fetch: Fetch = fetching.fetch,
    renew: Callable[[], None] = lambda: None,
    source: str = "",
) -> Done:
    """Fetches and reads files of open calls that nobody read yet, the soonest ending first.

    `source` (a slug) keeps to that source's. One that cannot be had or read is named on its row
    and tried again a day later.
    """
    now = timezone.now()
    rows = (
        Attachment.objects.filter(document=None, opportunity__ends_at__gte=now)
        .filter(opportunity__is_sample=False, opportunity__withdrawn_at=None)
        .exclude(tried_at__gte=now - TRY_AGAIN)
        .select_related("opportunity__source")
        .order_by("opportunity__ends_at", "pk")
    )
    if source:
        rows = rows.filter(opportunity__source__slug=source)
    done = Done()
    with documents.Reader() as reader:
        for row in rows[:limit]:
            renew()
            error = _read_one(row, reader, fetch)
            done.read += not error
            done.errors += [error] if error else []
            Attachment.objects.filter(pk=row.pk).update(tried_at=timezone.now(), error=error[:300])
    return done


def _read_one(row: Attachment, reader: documents.Reader, fetch: Fetch) -> str:
    """Reads one file into the ledger; says in one sentence why it could not, else nothing."""
    call = row.opportunity
    try:
        source = sources.get(call.source.slug)
        file = fetch(source, _raw(call), sources.Attachment(row.name, row.url))
    except (SourceError, LookupError) as error:
        return str(error)
    found = reader.read_bytes(file.body, file.name)
    read = [item for item in found if isinstance(item, documents.Document)]
    if not read:
        return "; ".join(str(item) for item in found) or f"{file.name}: 읽을 것이 없습니다."
    with transaction.atomic():
        texts = [_store(masked(item), call, row.url) for item in read]
        Attachment.objects.filter(pk=row.pk).update(document=texts[0][0])
        fill_gaps(call, texts)
        rules.settle([call.pk])
    return ""


def _store(text: documents.Document, call: Opportunity, url: str) -> tuple[Document, Reading]:
    published = call.published or text.published
    reading = read_document(text, published)
    return ingest.store_document(text, call, url=url, published=published, reading=reading), reading


def fill_gaps(call: Opportunity, texts: Iterable[tuple[Document, Reading]]) -> None:
    """Takes sums and counts that the notice itself lacks from its attachments."""
    row = Opportunity.objects.select_for_update().get(pk=call.pk)
    for text, reading in texts:
        row.spans |= {
            name: {"document": str(text.uuid), **span.to_json()}
            for name, span in gaps_filled(row, reading).items()
        }
    row.save()
    index.renew(row)


def _raw(call: Opportunity) -> Raw:
    version = call.versions.select_related("payload").get(number=call.version)
    return Raw(call.source_key, payloads.body_of(version.payload))
