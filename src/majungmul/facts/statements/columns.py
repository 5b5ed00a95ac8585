"""What the columns of a table in an article measure, by its head: `시군 | 지원기업 | 집행액`."""

from __future__ import annotations

from majungmul.terms import Quantity

from . import cues
from .sentences import Sentence

_BAR = "|"
_LEAST = 2


class Columns:
    """The head of the table that the lines at hand belong to."""

    def __init__(self) -> None:
        self._head: list[str] = []

    def enter(self, sentence: Sentence) -> None:
        """Take in a line: a row without figures is a head, a line without bars ends a table."""
        if sentence.text.count(_BAR) < _LEAST:
            self._head = []
        elif not any(map(str.isdigit, sentence.text)):
            self._head = sentence.text.split(_BAR)

    def measure(self, sentence: Sentence, quantity: Quantity) -> str:
        """The measure that the head of the figure's column names; empty where there is none."""
        if not self._head or _BAR not in sentence.text:
            return ""
        column = sentence.text.count(_BAR, 0, quantity.span.start - sentence.start)
        if column >= len(self._head):
            return ""
        name = self._head[column]
        told = cues.told_by_nouns(cues.find(name), 0, len(name), quantity.unit)
        return told or ("companies_supported" if quantity.unit == "company" else "")
