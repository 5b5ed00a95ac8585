"""Words that a search treats alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ._files import toml


def expand(word: str) -> tuple[str, ...]:
    """The word itself and its synonyms as printed in the list; just the word when none."""
    group = _by_word().get(_fold(word), ())
    return (word, *(other for other in group if _fold(other) != _fold(word)))


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """All groups; a word is in one at most."""
    return tuple(tuple(group) for group in toml("synonyms")["groups"])


@cache
def _by_word() -> Mapping[str, tuple[str, ...]]:
    return {_fold(word): group for group in groups() for word in group}


def _fold(word: str) -> str:
    return "".join(word.split()).casefold()
