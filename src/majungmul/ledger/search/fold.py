"""Text as it is searched: blanks and marks gone, cut into overlapping pairs of signs.

창업 지원 → 창업 업지 지원, and 창, 업, 지, 원. A term of any length is a phrase of such pairs, so
one index answers one syllable and ten, and blanks never matter. Pairs do not cross a line's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from majungmul.ledger.titles import fold
from majungmul.reference import synonyms

_LATIN = re.compile(r"[A-Za-z&/]+|[^A-Za-z&/]+")
LONGEST_BODY = 20_000  # signs of one text that are indexed
LONGEST_TERM = 40
MOST_TERMS = 8


def grams(text: str) -> str:
    """The pairs of every line, each line closed by its last sign alone; then every sign once."""
    lines = [folded for line in text[:LONGEST_BODY].splitlines() if (folded := fold(line))]
    signs = dict.fromkeys("".join(lines))
    return " ".join([*map(_line_grams, lines), *signs])


def _line_grams(folded: str) -> str:
    return " ".join([*(a + b for a, b in pairwise(folded)), folded[-1]])


def phrase(term: str) -> str:
    """The pairs that a folded term consists of; a single sign is a word of its own."""
    return " ".join(a + b for a, b in pairwise(term)) or term


def _words(query: str) -> Iterator[str]:
    """The words between blanks; `SW인재` is two where its Latin part has other spellings."""
    for word in query.split():
        parts = _LATIN.findall(word)
        known = any(len(synonyms.expand(part)) > 1 for part in parts if part.isascii())
        yield from parts if known and len(parts) > 1 else (word,)


def terms(query: str) -> list[tuple[str, ...]]:
    """The words of a query, folded, each with the words that mean the same."""
    found: list[tuple[str, ...]] = []
    for word in list(_words(query))[:MOST_TERMS]:
        spellings = dict.fromkeys(
            fold(spelling)[:LONGEST_TERM] for spelling in (word, *synonyms.expand(word))
        )
        alternatives = tuple(filter(None, spellings))
        if alternatives and alternatives not in found:
            found.append(alternatives)
    return found
