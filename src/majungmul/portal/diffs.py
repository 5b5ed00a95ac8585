"""What changed between two versions of a notice, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from majungmul.ledger.states import Wording

WORDS = re.compile(r"\s+|[^\s]+")
CONTEXT = 60  # characters of unchanged text kept on each side of a change
LONGEST = 8_000  # characters; longer texts are shown whole, not compared


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One changed field: its label, and both sides in pieces."""

    label: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def rows(changes: Iterable[Wording]) -> tuple[Row, ...]:
    """A version's changes as rows to read."""
    return tuple(Row(change.label, *compare(change.old, change.new)) for change in changes)


def compare(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, the words that differ marked and long equal stretches shortened."""
    if max(len(old), len(new)) > LONGEST:
        return _whole(old), _whole(new)
    before, after = WORDS.findall(old), WORDS.findall(new)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for step, a, b, c, d in matcher.get_opcodes():
        if step == "equal":
            same = Piece(_shorten("".join(before[a:b])))
            left.append(same)
            right.append(same)
            continue
        left.extend(_whole("".join(before[a:b])))
        right.extend(_whole("".join(after[c:d])))
    return tuple(left), tuple(right)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, changed=True),) if text else ()


def _shorten(text: str) -> str:
    if len(text) <= 3 * CONTEXT:
        return text
    return f"{text[:CONTEXT]} … {text[-CONTEXT:]}"
