"""Which calls match a query's words, in bounded work: at most `most()` candidates are listed.

A query that more calls match is *common*: then the list is walked in its own order and each
stretch of it is asked whether it matches (`matching`), which stops at the end of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from majungmul.ledger.models import Opportunity

from .fold import phrase
from .index import REVISIONS, is_sqlite, tag

Terms = Sequence[tuple[str, ...]]
MOST = {"sqlite": 2_000, "postgresql": 1_000}  # FTS5 lists faster than heap rows are rechecked


@dataclass(frozen=True, slots=True)
class Candidates:
    """Row ids, newest first, and those of them that match in the title; `common` says that there
    were too many to list."""

    ids: tuple[int, ...] = ()
    titled: frozenset[int] = frozenset()
    common: bool = False


def most() -> int:
    return MOST[connection.vendor]


def candidates(terms: Terms, tags: Sequence[Sequence[str]]) -> Candidates:
    """The calls that hold every term (or a synonym) and one tag of each group."""
    if is_sqlite():
        return _sqlite_candidates(terms, tags)
    return _postgres_candidates(terms)


def titled(terms: Terms, tags: Sequence[Sequence[str]]) -> list[int] | None:
    """The calls that match in their title; None where those alone are too many to list."""
    if is_sqlite():
        ids = [pk for pk, _ in _sqlite_places(_expression(terms, tags, True), most() + 1)]
    else:
        where, params = _likes(terms, in_title=True)
        sql = f"SELECT opportunity_id FROM ledger_search WHERE {where} LIMIT %s"  # noqa: S608
        ids = [pk for (pk,) in _by_index(sql, [*params, most() + 1])]
    return ids if len(ids) <= most() else None


def matching(terms: Terms, ids: Sequence[tuple[int, int]], in_title: bool = False) -> set[int]:
    """Those of `ids` (row, revision) that match."""
    if not ids:
        return set()
    marks = ", ".join(["%s"] * len(ids))
    if is_sqlite():
        sql = (
            f"SELECT rowid / {REVISIONS} FROM ledger_search"  # noqa: S608
            f" WHERE ledger_search MATCH %s AND rowid IN ({marks})"
        )
        params: list[object] = [_expression(terms, (), in_title)]
        params += [row * REVISIONS + revision % REVISIONS for row, revision in ids]
    else:
        where, likes = _likes(terms, in_title)
        sql = (
            f"SELECT opportunity_id FROM ledger_search"  # noqa: S608
            f" WHERE opportunity_id IN ({marks}) AND {where}"
        )
        params = [row for row, _ in ids] + likes
    return {row for (row,) in _rows(sql, params)}


def _sqlite_candidates(terms: Terms, tags: Sequence[Sequence[str]]) -> Candidates:
    found = _sqlite_places(_expression(terms, tags), most() + 1)
    if len(found) > most():
        return Candidates(common=True)
    places = dict(found)
    live = Opportunity.objects.filter(pk__in=places).values_list("pk", "search_revision")
    current = {pk for pk, revision in live if places[pk] == revision % REVISIONS}
    titled = {
        pk
        for pk, revision in _sqlite_places(_expression(terms, tags, in_title=True), most())
        if places.get(pk) == revision
    }
    ids = tuple(pk for pk in places if pk in current)
    return Candidates(ids, frozenset(titled & current))


def _sqlite_places(expression: str, limit: int) -> list[tuple[int, int]]:
    """(row, revision), so that of one row the newest revision is the last."""
    rows = _rows(
        "SELECT rowid FROM ledger_search WHERE ledger_search MATCH %s LIMIT %s", [expression, limit]
    )
    return [divmod(rowid, REVISIONS) for (rowid,) in rows]


def _expression(terms: Terms, tags: Sequence[Sequence[str]], in_title: bool = False) -> str:
    """An FTS5 expression. Terms are letters and digits only, so quoting them is enough."""
    column = "title : " if in_title else ""
    words = [
        "(" + " OR ".join(column + _fts_term(word) for word in alternatives) + ")"
        for alternatives in terms
    ]
    words += ["(" + " OR ".join(f'"{tag(word)}"' for word in group) + ")" for group in tags]
    return " AND ".join(words)


def _fts_term(word: str) -> str:
    return f'"{phrase(word)}"'


def _postgres_candidates(terms: Terms) -> Candidates:
    where, params = _likes(terms)
    titled, title_params = _likes(terms, in_title=True)
    rows = _by_index(
        f"SELECT opportunity_id, ({titled}) FROM ledger_search WHERE {where} LIMIT %s",  # noqa: S608
        [*title_params, *params, most() + 1],
    )
    if len(rows) > most():
        return Candidates(common=True)
    ids = tuple(sorted((row for row, _ in rows), reverse=True))
    return Candidates(ids, frozenset(row for row, in_title in rows if in_title))


def _likes(terms: Terms, in_title: bool = False) -> tuple[str, list[object]]:
    """LIKE conditions that pg_trgm can answer: every pair stands between blanks."""
    column = "title" if in_title else "body"  # which begins with the title
    parts = ["(" + " OR ".join([f"{column} LIKE %s"] * len(words)) + ")" for words in terms]
    return " AND ".join(parts), [_like(word) for words in terms for word in words]


def _like(word: str) -> str:
    return f"% {phrase(word)} %"


def _by_index(sql: str, params: Sequence[object]) -> list[tuple[int, ...]]:
    """On PostgreSQL: a limit tempts the planner to read the table; a term is for the index."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(sql, params)
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan = on")
    return rows


def _rows(sql: str, params: Sequence[object]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
