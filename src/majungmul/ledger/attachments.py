"""The files that notices name: fetched, read in a child process, kept with what they say."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.utils import timezone

from majungmul import documents, sources
from majungmul.sources import Raw, SourceError
from majungmul.sources import attachments as fetching
from majungmul.terms import Reading

from . import ingest, locks, payloads, rules
from .masking import mask
from .models import Attachment, Document, Opportunity
from .reading import read_document
from .search import index
from .summaries import gaps_filled
from .writing import masked

log = logging.getLogger(__name__)
INTERRUPTED = "읽는 도중에 작업이 끊겼습니다. 하루 뒤 다시 읽습니다."
TRY_AGAIN = timedelta(days=1)
LONGEST_RUN = timedelta(minutes=10)
REST = timedelta(hours=2)  # of a host that does not answer
MOST_SILENT = 2  # files in a row that it does not answer for
STRETCH = 50
Fetch = Callable[[sources.Source, Raw, sources.Attachment], fetching.File]


@dataclass(slots=True)
class Done:
    read: int = 0
    errors: list[str] = field(default_factory=list)
    left: int = 0  # are still waiting: the time was up, or their host rests

    @property
    def failed(self) -> int:
        return len(self.errors)

    def __str__(self) -> str:
        return f"{self.read:,} read, {self.failed:,} failed, {self.left:,} waiting"


class Hosts:
    """Which hosts are left alone for a while, so that a dead one does not take all the time."""

    def __init__(self) -> None:
        self._silent: Counter[str] = Counter()
        self._until: dict[str, datetime] = {}

    def rests(self, url: str) -> bool:
        return self._until.get(_host(url), _PAST) > timezone.now()

    def answered(self, url: str) -> None:
        self._silent.pop(_host(url), None)

    def was_silent(self, url: str) -> None:
        self._silent[_host(url)] += 1
        if self._silent[_host(url)] >= MOST_SILENT:
            self._until[_host(url)] = timezone.now() + REST


_PAST = datetime(1970, 1, 1, tzinfo=UTC)
_hosts = Hosts()  # of this worker, from run to run


def _host(url: str) -> str:
    return urlsplit(url).netloc


def read_pending(
    fetch: Fetch = fetching.fetch,
    check: Callable[[], None] = lambda: None,
    source: str = "",
    longest: timedelta = LONGEST_RUN,
    hosts: Hosts = _hosts,
    again: bool = False,
    progress: Callable[[int, int | None], None] = lambda done, of: None,
) -> Done:
    """Fetches and reads files of open calls until none is left or the time is up.

    Those nobody tried yet come first, the soonest ending before the others; one that cannot be
    had or read is named on its row and tried again a day later, or now where `again` is said.
    `source` (a slug) keeps to that source's. A run that is killed repeats nothing but the file it
    was at, a day later.
    """
    until = timezone.now() + longest
    done, total = Done(), sum(rows.count() for rows in _pending(source, again))
    with documents.Reader() as reader:
        for row in _waiting(source, again):
            check()
            if timezone.now() >= until:
                break
            if hosts.rests(row.url):
                continue
            _note(row, INTERRUPTED)
            error = _try(row, reader, fetch, hosts)
            _note(row, error)
            done.read += not error
            done.errors += [error] if error else []
            progress(done.read + done.failed, total)
            if (done.read + done.failed) % STRETCH == 0:
                log.info("attachments: %d read, %d failed so far", done.read, done.failed)
    done.left = sum(rows.count() for rows in _pending(source))
    return done


def _pending(source: str, again: bool = False) -> tuple[QuerySet[Attachment], QuerySet[Attachment]]:
    """Files of open calls to read: those nobody tried, and those to be tried again."""
    now = timezone.now()
    rows = Attachment.objects.filter(
        document=None,
        opportunity__ends_at__gte=now,
        opportunity__is_sample=False,
        opportunity__withdrawn_at=None,
    )
    if source:
        rows = rows.filter(opportunity__source__slug=source)
    before = now if again else now - TRY_AGAIN
    return rows.filter(tried_at=None), rows.filter(tried_at__lt=before)


def _waiting(source: str, again: bool) -> Iterator[Attachment]:
    """Each of them once, a stretch at a time, however many there are."""
    for rows in _pending(source, again):
        rows = rows.select_related("opportunity__source").order_by("opportunity__ends_at", "pk")
        stretch = list(rows[:STRETCH])
        while stretch:
            yield from stretch
            last = stretch[-1]
            ends = last.opportunity.ends_at
            later = Q(opportunity__ends_at__gt=ends) | Q(opportunity__ends_at=ends, pk__gt=last.pk)
            stretch = list(rows.filter(later)[:STRETCH])


def _note(row: Attachment, error: str) -> None:
    """Notes an attempt before it is made, so that a file that kills its worker waits a day too."""
    Attachment.objects.filter(pk=row.pk).update(tried_at=timezone.now(), error=mask(error)[:300])


def _try(row: Attachment, reader: documents.Reader, fetch: Fetch, hosts: Hosts) -> str:
    """Reads one file into the ledger; says in one sentence why it could not, else nothing."""
    try:
        source = sources.get(row.opportunity.source.slug)
        file = fetch(source, _raw(row.opportunity, source), sources.Attachment(row.name, row.url))
    except SourceError as error:
        if error.retry:
            hosts.was_silent(row.url)
        return error.reason
    except LookupError as error:
        return str(error)
    hosts.answered(row.url)
    return _read(row, reader, file)


def _read(row: Attachment, reader: documents.Reader, file: fetching.File) -> str:
    call = row.opportunity
    found = reader.read_bytes(file.body, file.name)
    read = [item for item in found if isinstance(item, documents.Document)]
    if not read:
        return "; ".join(str(item) for item in found) or f"{file.name}: 읽을 것이 없습니다."
    with locks.writing():
        indexed = index.standing([call.pk])
        texts = [_store(masked(item), call, row.url) for item in read]
        Attachment.objects.filter(pk=row.pk).update(document=texts[0][0])
        fill_gaps(call, texts)
        index.take_out(indexed)
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


def _raw(call: Opportunity, source: sources.Source) -> Raw:
    """What the source sent; needed, and missed once it was purged, where files stand in it."""
    if not isinstance(source, fetching.OwnFiles):
        return Raw(call.source_key, b"")
    version = call.versions.select_related("payload").get(number=call.version)
    return Raw(call.source_key, payloads.body_of(version.payload))
