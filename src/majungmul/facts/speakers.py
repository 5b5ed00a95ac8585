"""Whom the sentences of an article speak of, and where that is."""

from __future__ import annotations

from . import subjects
from .scanner import Scan
from .sentences import Sentence

_FIRM = ("㈜", "(주)", "주식회사")


class Speakers:
    """The programmes and bodies named so far, and those of the sentence at hand."""

    def __init__(self, scan: Scan) -> None:
        self.named: list[subjects.Named] = []
        self.place: str | None = None  # the first that is told
        self._scan = scan
        self._main: subjects.Named | None = None  # the first body that is named
        self._carried: subjects.Named | None = None
        self._paragraph = -1

    def enter(self, sentence: Sentence) -> None:
        """Take in the names of `sentence`."""
        kept = [named for named in self.named if named.speaks or named.subject.kind == "program"]
        if kept:
            self._carried = kept[-1]
        if sentence.paragraph != self._paragraph and self._carried and _is_firm(self._carried):
            self._carried = None  # a firm is told of as an example
        self._paragraph = sentence.paragraph
        self.named = subjects.find(self._scan.text, self._scan.folded, sentence.start, sentence.end)
        if self._main is None:
            self._main = next((n for n in self.named if n.subject.kind == "organization"), None)
        self.place = self.place or next((n.place for n in self.named if n.place), None)

    @property
    def is_of_firm(self) -> bool:
        """Whether the first that the article names is a firm."""
        return self._main is not None and _is_firm(self._main)

    def of(self, start: int, measure: str) -> subjects.Named | None:
        """Of the figure at `start`: the programme named last before it, else whom all is about."""
        before = [named for named in self.named if named.subject.span.start < start]
        if measure == "programs":  # whose they are
            return next((n for n in before if n.subject.kind == "organization"), self._main)
        programs = [named for named in before if named.subject.kind == "program"]
        if programs:
            return programs[-1]
        speaking = next((named for named in before if named.speaks), None)
        return speaking or self._carried or self._main


def _is_firm(named: subjects.Named) -> bool:
    return named.subject.name.startswith(_FIRM)
