"""The search index: FTS5 on SQLite, GIN over words on PostgreSQL, over the same pairs of signs.

FTS5 keeps no copy of the text: to take a row out again it has to be told what it wrote of it
(`standing`, `take_out`). Lest anything hang on that, a changed call is written under its next
revision, and what an older revision says no longer counts. `rebuild` drops such leavings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Prefetch

from majungmul.ledger.models import Document, Opportunity
from majungmul.terms import SEOUL

from . import slices
from .fold import grams

REVISIONS = 4096


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of one call: `tags` are its filters as words (`r11`, `fstartup`)."""

    opportunity: int
    revision: int
    title: str
    body: str
    tags: str = ""


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def tags_of(opportunity: Opportunity) -> str:
    words = [f"r{code}" for code in _places(opportunity)]
    words += [f"f{opportunity.field}"] if opportunity.field else []
    end = opportunity.ends_at.astimezone(SEOUL)
    words += [f"m{end:%Y%m}", f"y{end:%Y}", *slices.words(opportunity)]
    return " ".join(map(tag, [*words, f"k{opportunity.kind}"]))


def ends_from(day: date) -> list[str]:
    """Tags of calls that end in the month of `day` or later."""
    months = [f"m{day.year}{month:02}" for month in range(day.month, 13)]
    return [*months, *(f"y{year}" for year in range(day.year + 1, day.year + 40)), "y9999"]


def tag(word: str) -> str:
    """A filter as a word that no text and no query can hold: folding undoes full-width signs."""
    return f"\uff5a{word}"


def of_title(gram: str) -> str:
    """A pair of signs as a word of the title: PostgreSQL has one index for title and text."""
    return tag(f"t{gram}")


def put(entries: Sequence[Entry]) -> None:
    """Writes the entries; an entry of the same call written before no longer counts."""
    if not entries:
        return
    with connection.cursor() as cursor:
        if is_sqlite():
            cursor.executemany(
                "INSERT INTO ledger_search(rowid, title, body, tags) VALUES (%s, %s, %s, %s)",
                map(_fts_row, entries),
            )
        else:
            cursor.executemany(
                "INSERT INTO ledger_search(opportunity_id, title, body, tags)"
                " VALUES (%s, %s, %s, %s) ON CONFLICT (opportunity_id) DO UPDATE"
                " SET title = excluded.title, body = excluded.body, tags = excluded.tags",
                [_row(e) for e in entries],
            )


def standing(opportunities: Sequence[int]) -> list[Entry]:
    """What FTS5 has of these calls, from the ledger as it is now; for `take_out` once they are
    written anew. PostgreSQL replaces rows by itself."""
    if not is_sqlite():
        return []
    texts = Document.objects.filter(current=True).only("opportunity", "role", "text", "current")
    rows = Opportunity.objects.filter(pk__in=opportunities).only(
        "search_revision", "title", "places", "field", "kind", *slices.COLUMNS
    )
    return [_entry(row) for row in rows.prefetch_related(Prefetch("documents", texts))]


def take_out(entries: Sequence[Entry]) -> None:
    """Takes entries out of FTS5 that calls had before they were written anew."""
    if entries:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO ledger_search(ledger_search, rowid, title, body, tags)"
                " VALUES ('delete', %s, %s, %s, %s)",
                map(_fts_row, entries),
            )


def forget(opportunities: Sequence[int]) -> None:
    """Takes calls out that are about to be deleted with their texts."""
    take_out(standing(opportunities))
    if not is_sqlite() and opportunities:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM ledger_search WHERE opportunity_id = ANY(%s)", [list(opportunities)]
            )


def rowid(opportunity: int, revision: int) -> int:
    return opportunity * REVISIONS + revision % REVISIONS


def tidy() -> None:
    """After much was written: PostgreSQL sorts in what it had only put down, so that searching
    is quick again."""
    if not is_sqlite():
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('ledger_search_words')")


def rebuild(batch: int = 500, model: type[Opportunity] = Opportunity) -> int:
    """Writes the index anew from the ledger's texts; returns how many calls it holds.

    `model` is for migrations, which have models of their own time.
    """
    with connection.cursor() as cursor:
        if is_sqlite():
            cursor.execute("INSERT INTO ledger_search(ledger_search) VALUES ('delete-all')")
        else:
            cursor.execute("DELETE FROM ledger_search")
    done, last = 0, 0
    while True:
        left = model._default_manager.filter(pk__gt=last).order_by("pk")
        rows = list(left.prefetch_related("documents")[:batch])
        if not rows:
            return done
        put([_entry(row) for row in rows])
        done += len(rows)
        last = rows[-1].pk


def renew(row: Opportunity) -> None:
    """Writes a call anew, with the texts and dates it has now; saves its revision."""
    row.search_revision += 1
    row.save(update_fields=["search_revision"])
    put([_entry(row)])


def _entry(row: Opportunity) -> Entry:
    """The notice's own text, then those of its attachments."""
    current = [document for document in row.documents.all() if document.current]
    current.sort(key=lambda document: (document.role != "notice", document.pk))
    texts = [document.text for document in current]
    return Entry(row.pk, row.search_revision, row.title, "\n".join(texts), tags_of(row))


def _places(row: Opportunity) -> list[str]:
    """The codes of its provinces; a migration's model may be of before they stood in the row."""
    if hasattr(row, "places"):
        return row.places.split(",")
    return [region.code for region in row.region_rows.all()]


def _fts_row(entry: Entry) -> tuple[int, str, str, str]:
    place = rowid(entry.opportunity, entry.revision)
    return place, grams(entry.title), grams(entry.body), entry.tags


def _row(entry: Entry) -> tuple[int, str, str, str]:
    title = grams(entry.title)
    of_titles = (of_title(gram) for gram in dict.fromkeys(title.split()))
    body = grams(f"{entry.title}\n{entry.body}")
    return (
        entry.opportunity,
        f" {title} ",
        f" {body} ",
        " ".join([entry.tags, *of_titles]),
    )
