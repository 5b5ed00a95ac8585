"""Grounds for exclusion: 국세 체납, 휴ㆍ폐업, 참여제한 …, as words of `exclusions.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ...terms import Has
from .hits import Clause, Hit


@cache
def _pattern() -> re.Pattern[str]:
    source = files(__package__) / "exclusions.toml"
    table: dict[str, list[str]] = tomllib.loads(source.read_text("utf-8"))
    return re.compile("|".join(f"(?P<{code}>{'|'.join(words)})" for code, words in table.items()))


def exclusions(clause: Clause) -> Iterator[Hit]:
    """Each ground named in the clause as `exclusion has`; the caller says whether it shuts out."""
    for match in _pattern().finditer(clause.text, clause.start, clause.end):
        span = clause.span(match.start(), match.end())
        rule = Has("exclusion", (str(match.lastgroup),), span)
        yield Hit(match.start(), match.end(), rule, head=True, weight=1)
