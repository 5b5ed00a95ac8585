"""Which calls match a query's words, in bounded work: at most `most()` candidates are listed.

A query that more calls match is *common*: then the list is walked in its own order and each
stretch of it is asked whether it matches (`matching`), which stops at the end of the page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import QuerySet

from majungmul.ledger.models import Opportunity

from . import slices
from .fold import phrase
from .index import REVISIONS, is_sqlite, of_title, tag

Terms = Sequence[tuple[str, ...]]
Tags = Sequence[Sequence[str]]
# As the index has it: words are told apart by their bytes, whatever the server's language.
WORDS = "string_to_array(btrim(body) || ' ' || tags, ' ') COLLATE \"C\""
ONLY = -1  # where one revision is kept
MOST = {"sqlite": 2_000, "postgresql": 1_000}  # FTS5 lists faster than heap rows are rechecked
MANY = 10  # times as many as are listed: PostgreSQL would gather them all before the first
_ROWS = re.compile(r"rows=(\d+)")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows that match, each with the revision it was found under, and those of them that match in
    the title; `common` says that there were too many to list, and `places` are some of them."""

    places: dict[int, int] = field(default_factory=dict)
    titled: frozenset[int] = frozenset()
    common: bool = False


def most() -> int:
    return MOST[connection.vendor]


def candidates(terms: Terms, tags: Tags) -> Candidates:
    """The calls that hold every term (or a synonym) and one tag of each group."""
    if some := _some_of_many(terms, tags):
        return Candidates(some, common=True)
    places, common = _found(terms, tags)
    if common or not (places and terms):
        return Candidates(places, common=common)
    if not is_sqlite():  # those at hand are sooner looked at than found again
        return Candidates(places, frozenset(matching(terms, list(places.items()), in_title=True)))
    titled = listed(terms, tags, in_title=True) or {}
    same = (pk for pk, revision in titled.items() if places.get(pk) == revision)
    return Candidates(places, frozenset(same))


def listed(terms: Terms, tags: Tags, in_title: bool = False) -> dict[int, int] | None:
    """The calls that match, with the revision they match under; None where they are too many."""
    found, too_many = _found(terms, tags, in_title)
    return None if too_many else found


def _found(terms: Terms, tags: Tags, in_title: bool = False) -> tuple[dict[int, int], bool]:
    """As many calls as are listed at most, and whether more match."""
    if is_sqlite():
        sql = "SELECT rowid FROM ledger_search WHERE ledger_search MATCH %s LIMIT %s"
        rows = _rows(sql, [_expression(terms, tags, in_title), most() + 1])
        found = dict(divmod(rowid, REVISIONS) for (rowid,) in rows)  # the newest revision is last
    else:
        where, params = _words(terms, tags, in_title)
        sql = f"SELECT opportunity_id FROM ledger_search WHERE {where} LIMIT %s"  # noqa: S608
        rows = _by_index(sql, [*params, most() + 1])
        found = dict.fromkeys((pk for (pk,) in rows), ONLY)
    return found, len(rows) > most()


def _some_of_many(terms: Terms, tags: Tags) -> dict[int, int]:
    """On PostgreSQL: more matches than are listed, out of the newest months, where by its
    statistics there are very many; else none."""
    if is_sqlite():
        return {}
    where, params = _words(terms, tags, in_title=False)
    plan = _rows(f"EXPLAIN SELECT 1 FROM ledger_search WHERE {where}", params)  # noqa: S608
    expected = _ROWS.search(str(plan[0][0]))
    if expected is None or int(expected[1]) < MANY * most():
        return {}
    found: dict[int, int] = {}
    for group in slices.groups("-listed_on"):
        found |= _found(terms, [*tags, group])[0]
        if len(found) > most():
            return found
    return {}


def among(rows: QuerySet[Opportunity], keys: Collection[int]) -> QuerySet[Opportunity]:
    """Those of `rows` with these keys, which are one value or written out: as thousands of
    parameters they take longer to send and to plan than the rows to find."""
    if is_sqlite():
        written = ",".join(map(str, keys))
        return rows.extra(where=[f"ledger_opportunity.id IN ({written})"])  # noqa: S610 - numbers
    return rows.extra(where=["ledger_opportunity.id = ANY(%s)"], params=[list(keys)])


def is_current(found_under: int, revision: int) -> bool:
    """Whether what was found still counts: a call changed since was written anew."""
    return found_under in (ONLY, revision % REVISIONS)


def matching(terms: Terms, ids: Sequence[tuple[int, int]], in_title: bool = False) -> set[int]:
    """Those of `ids` (row, revision) that match."""
    if not ids or not terms:
        return {row for row, _ in ids}
    if is_sqlite():
        marks = ", ".join(["%s"] * len(ids))
        sql = (
            f"SELECT rowid / {REVISIONS} FROM ledger_search"  # noqa: S608
            f" WHERE ledger_search MATCH %s AND rowid IN ({marks})"
        )
        params: list[object] = [_expression(terms, (), in_title)]
        params += [row * REVISIONS + revision % REVISIONS for row, revision in ids]
    else:
        where, likes = _likes(terms, in_title)
        sql = f"SELECT opportunity_id FROM ledger_search WHERE opportunity_id = ANY(%s) AND {where}"  # noqa: S608
        params = [[row for row, _ in ids], *likes]
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
    at again. Of spellings each first, each second … pair is a condition (a row that holds all of a
    spelling meets them all): of an OR the planner makes a filter, and cuts every text into words.
    """
    parts: list[str] = []
    params: list[object] = []
    for spellings in terms:
        pairs = [phrase(word).split() for word in spellings]
        if in_title:
            pairs = [[of_title(pair) for pair in some] for some in pairs]
        if len(pairs) == 1:
            parts.append(f"{WORDS} @> %s")
            params.append(pairs[0])
        else:
            longest = max(map(len, pairs))
            parts += [f"{WORDS} && %s"] * longest
            params += [[some[n % len(some)] for some in pairs] for n in range(longest)]
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
    """On PostgreSQL: a limit tempts the planner to read the table; a term is for the index. Sent
    in one go: every answer waited for is a turn of the processor."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_PLAN.format('off')}; {sql}; {_PLAN.format('on')}", params)
        cursor.nextset()
        return cursor.fetchall()


_PLAN = (
    "SELECT set_config('enable_seqscan', '{0}', true), set_config('enable_indexscan', '{0}', true)"
)


def _rows(sql: str, params: Sequence[object]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
