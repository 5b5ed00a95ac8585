"""Which calls match a query's words, in bounded work: at most `MOST` candidates are listed.

A query that more calls match is *common*: then the list is walked in its own order and each
stretch of it is asked whether it matches (`matching`), which stops at the end of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from .fold import phrase
from .index import REVISIONS, is_sqlite

MOST = 2_000
Terms = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Row ids, best first; `common` says that there were more than `MOST` and none are listed."""

    ids: tuple[int, ...] = ()
    common: bool = False


def candidates(terms: Terms, tags: Sequence[Sequence[str]], limit: int = MOST) -> Candidates:
    """The calls that hold every term (or a synonym) and one tag of each group."""
    if is_sqlite():
        return _sqlite_candidates(_expression(terms, tags), limit)
    return _postgres_candidates(terms, limit)


def matching(terms: Terms, ids: Sequence[tuple[int, int]], column: str = "") -> set[int]:
    """Those of `ids` (row, revision) that match; `column` narrows to `title`."""
    if not ids:
        return set()
    marks = ", ".join(["%s"] * len(ids))
    if is_sqlite():
        sql = f"SELECT rowid / {REVISIONS} FROM ledger_search WHERE ledger_search MATCH %s AND rowid IN ({marks})"  # noqa: S608, E501
        params: list[object] = [_expression(terms, (), column)]
        params += [row * REVISIONS + revision % REVISIONS for row, revision in ids]
    else:
        where, likes = _likes(terms, column)
        sql = f"SELECT opportunity_id FROM ledger_search WHERE opportunity_id IN ({marks}) AND {where}"  # noqa: S608, E501
        params = [row for row, _ in ids] + likes
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {row for (row,) in cursor.fetchall()}


def _sqlite_candidates(expression: str, limit: int) -> Candidates:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT 1 FROM ledger_search"
            " WHERE ledger_search MATCH %s LIMIT %s)",
            [expression, limit + 1],
        )
        if cursor.fetchone()[0] > limit:
            return Candidates(common=True)
        cursor.execute(
            f"SELECT o.id FROM ledger_search s JOIN ledger_opportunity o"  # noqa: S608
            f" ON o.id = s.rowid / {REVISIONS} AND o.search_revision = s.rowid %% {REVISIONS}"
            " WHERE s.ledger_search MATCH %s"
            " ORDER BY bm25(ledger_search, 10.0, 1.0, 0.0), o.id DESC",
            [expression],
        )
        return Candidates(tuple(row for (row,) in cursor.fetchall()))


def _expression(terms: Terms, tags: Sequence[Sequence[str]], column: str = "") -> str:
    """An FTS5 expression. Terms are letters and digits only, so quoting them is enough."""
    columns = column or "title body"
    words = [
        "(" + " OR ".join(f"{{{columns}}} : {_fts_term(word)}" for word in alternatives) + ")"
        for alternatives in terms
    ]
    words += ["(" + " OR ".join(f'tags : "{tag}"' for tag in group) + ")" for group in tags]
    return " AND ".join(words)


def _fts_term(word: str) -> str:
    return f'"{word}" *' if len(word) == 1 else f'"{phrase(word)}"'


def _postgres_candidates(terms: Terms, limit: int) -> Candidates:
    where, params = _likes(terms)
    in_title, title_params = _likes(terms, "title")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT opportunity_id, ({in_title}) FROM ledger_search WHERE {where} LIMIT %s",  # noqa: S608
            [*title_params, *params, limit + 1],
        )
        rows = cursor.fetchall()
    if len(rows) > limit:
        return Candidates(common=True)
    ordered = sorted(rows, key=lambda row: (not row[1], -row[0]))
    return Candidates(tuple(row for row, _ in ordered))


def _likes(terms: Terms, column: str = "") -> tuple[str, list[object]]:
    """LIKE conditions that pg_trgm can answer: every pair stands between blanks."""
    columns = (column,) if column else ("title", "body")
    parts, params = [], []
    for alternatives in terms:
        options = [f"{name} LIKE %s" for word in alternatives for name in columns]
        params += [_like(word) for word in alternatives for _ in columns]
        parts.append("(" + " OR ".join(options) + ")")
    return " AND ".join(parts), list(params)


def _like(word: str) -> str:
    return f"% {word}%" if len(word) == 1 else f"% {phrase(word)} %"
