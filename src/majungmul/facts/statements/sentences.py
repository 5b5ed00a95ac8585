"""Sentences with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .press import Article

_END = re.compile(r"(?<=[가-힣\"')”’%])[.!?][\"'”’)]?(?=\s|$|[가-힣\[])")

_LONGEST = 800  # a run without an end is cut, so that the work on each stays bounded


class Sentence(NamedTuple):
    """`[start, end)` of the text; `paragraph` numbers the line it stands in."""

    start: int
    end: int
    text: str
    role: str
    paragraph: int


def sentences(folded: str, article: Article) -> Iterator[Sentence]:
    """Every sentence of the article, in order. No sentence runs over a line break."""
    for number, line in enumerate(article.lines):
        start = line.start
        for stop in _ends(folded, line.start, line.end):
            if folded[start:stop].strip():
                said = folded[start:stop].replace("\n", " ")
                yield Sentence(start, stop, said, line.role, number)
            start = stop


def _ends(folded: str, start: int, end: int) -> Iterable[int]:
    for found in _END.finditer(folded, start, end):
        yield from range(start + _LONGEST, found.end(), _LONGEST)
        start = found.end()
        yield start
    yield from range(start + _LONGEST, end, _LONGEST)
    yield end
