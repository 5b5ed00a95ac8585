"""Which calls match a query's words, in bounded work: at most `most()` candidates are listed.

A query that more calls match is *common*: then the list is walked in its own order and each
stretch of it is asked whether it matches (`matching`), which stops at the end of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from .fold import phrase
from .index import REVISIONS, is_sqlite, of_title, tag

Terms = Sequence[tuple[str, ...]]
Tags = Sequence[Sequence[str]]
# As the index has it: words are told apart by their bytes, whatever the server's language.
WORDS = "string_to_array(btrim(body) || ' ' || tags, ' ') COLLATE \"C\""
ONLY = -1  # where one revision is kept
MOST = {"sqlite": 2_000, "postgresql": 1_000}  # FTS5 lists faster than heap rows are rechecked


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows that match, each with the revision it was found under, and those of them that match in
    the title; `common` says that there were too many to list."""

    places: dict[int, int] = field(default_factory=dict)
    titled: frozenset[int] = frozenset()
    common: bool = False


def most() -> int:
    return MOST[connection.vendor]


def candidates(terms: Terms, tags: Tags) -> Candidates:
    """The calls that hold every term (or a synonym) and one tag of each group."""
    places = listed(terms, tags)
    if places is None:
        return Candidates(common=True)
    titled = (listed(terms, tags, in_title=True) or {}) if places else {}
    same = (pk for pk, revision in titled.items() if places.get(pk) == revision)
    return Candidates(places, frozenset(same))


def listed(terms: Terms, tags: Tags, in_title: bool = False) -> dict[int, int] | None:
    """The calls that match, with the revision they match under; None where they are too many."""
    if is_sqlite():
        sql = "SELECT rowid FROM ledger_search WHERE ledger_search MATCH %s LIMIT %s"
        rows = _rows(sql, [_expression(terms, tags, in_title), most() + 1])
        found = dict(divmod(rowid, REVISIONS) for (rowid,) in rows)  # the newest revision is last
    else:
        where, params = _words(terms, tags, in_title)
        sql = f"SELECT opportunity_id FROM ledger_search WHERE {where} LIMIT %s"  # noqa: S608
        rows = _by_index(sql, [*params, most() + 1])
        found = dict.fromkeys((pk for (pk,) in rows), ONLY)
    return found if len(rows) <= most() else None


def is_current(found_under: int, revision: int) -> bool:
    """Whether what was found still counts: a call changed since was written anew."""
    return found_under in (ONLY, revision % REVISIONS)


def matching(terms: Terms, ids: Sequence[tuple[int, int]], in_title: bool = False) -> set[int]:
    """Those of `ids` (row, revision) that match."""
    if not ids or not terms:
        return {row for row, _ in ids}
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


def _expression(terms: Terms, tags: Tags, in_title: bool = False) -> str:
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


def _words(terms: Terms, tags: Tags, in_title: bool) -> tuple[str, list[object]]:
    """Conditions for the index of words: the pairs of each term and one tag of each group.

    Where a term is several pairs, or several spellings, the rows that the index gives are looked
    at again. The spellings' first pairs are one condition: of an OR the planner makes a filter,
    and cuts every text into words for it.
    """
    parts: list[str] = []
    params: list[object] = []
    for spellings in terms:
        pairs = [phrase(word).split() for word in spellings]
        sought = pairs[0] if len(pairs) == 1 else [some[0] for some in pairs]
        parts.append(f"{WORDS} {'@>' if len(pairs) == 1 else '&&'} %s")
        params.append([of_title(pair) for pair in sought] if in_title else sought)
        if any(len(some) > 1 for some in pairs):
            like, texts = _likes([spellings], in_title)
            parts.append(like)
            params += texts
    for group in tags:
        parts.append(f"{WORDS} && %s")
        params.append([tag(word) for word in group])
    return " AND ".join(parts), params


def _likes(terms: Terms, in_title: bool = False) -> tuple[str, list[object]]:
    """The same for rows already at hand: every pair stands between blanks."""
    column = "title" if in_title else "body"  # which begins with the title
    parts = ["(" + " OR ".join([f"{column} LIKE %s"] * len(words)) + ")" for words in terms]
    return " AND ".join(parts), [_like(word) for words in terms for word in words]


def _like(word: str) -> str:
    return f"% {phrase(word)} %"


def _by_index(sql: str, params: Sequence[object]) -> list[tuple[int, ...]]:
    """On PostgreSQL: a limit tempts the planner to read the table; a term is for the index."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        cursor.execute(sql, params)
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on")
    return rows


def _rows(sql: str, params: Sequence[object]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
