"""Controlled lists: each entry a code, its names and the words that notices use for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from ._files import toml


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of a list. `extra` holds what only that list knows (a measure's unit …)."""

    code: str
    ko: str
    en: str
    words: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


class Vocabulary(Mapping[str, Entry]):
    """The entries of one list by code, in the order of the file."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._entries = MappingProxyType({entry.code: entry for entry in entries})
        self._folded = {_fold(word): code for word, code in self.words().items()} | {
            code.casefold(): code for code in self
        }

    def __getitem__(self, code: str) -> Entry:
        return self._entries[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def words(self) -> dict[str, str]:
        """Every surface word → its code, longest first, for building a scanner."""
        pairs = ((word, entry.code) for entry in self.values() for word in (entry.ko, *entry.words))
        return dict(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))

    def find(self, word: str) -> Entry | None:
        """The entry whose name or word this is, blanks and case aside; None when none is."""
        code = self._folded.get(_fold(word))
        return self[code] if code else None

    def label(self, code: str, language: str = "ko") -> str:
        """The name for readers; the code itself when it is not of this list."""
        entry = self.get(code)
        return code if entry is None else (entry.en if language == "en" else entry.ko)


def certificates() -> Vocabulary:
    """Certificates, registrations and recognitions of a company."""
    return _load("certificates")


def exclusions() -> Vocabulary:
    """Grounds on which notices shut a company out."""
    return _load("exclusions")


def entity_types() -> Vocabulary:
    """Legal forms of an applicant."""
    return _load("entity_types")


def measures() -> Vocabulary:
    """What figures measure. `extra`: kind, units, additive (`over` axes), trigger words."""
    return _load("measures")


def units() -> Vocabulary:
    """Units of quantities. `extra`: kind, and `scale` where a word multiplies."""
    return _load("units")


def fields() -> Vocabulary:
    """지원분야: finance, technology, workforce, export, domestic, startup, management, other."""
    return _load("fields")


def field_of(word: str) -> str:
    """The field code for a source's own category word (bizinfo, K-Startup, SME24); else `other`."""
    entry = fields().find(word.replace("&amp;", "&"))
    return entry.code if entry else "other"


@cache
def _load(name: str) -> Vocabulary:
    known = {"code", "ko", "en", "words"}
    return Vocabulary(
        tuple(
            Entry(
                code,
                row["ko"],
                row["en"],
                tuple(row.get("words", ())),
                MappingProxyType({k: v for k, v in row.items() if k not in known}),
            )
            for code, row in toml(name).items()
        )
    )


def _fold(word: str) -> str:
    return "".join(word.split()).casefold()
