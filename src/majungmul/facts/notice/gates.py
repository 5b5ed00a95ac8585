"""A gate before many wordings: the sign at a place says which of them can begin there.

A pattern of some two hundred wordings is tried in vain at nearly every place of a text. The signs
with which a match can begin are few, and at each of them only a handful of wordings is left.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_WIDEST = 64  # a range of more signs than these is no gate
_Wordings = Mapping[str, list[str]]


class Gated:
    """All wordings as if they were one pattern; `lastgroup` of a match says whose it is."""

    def __init__(self, wordings: Mapping[str, Iterable[str]]) -> None:
        self._behind, self._open = _by_sign(wordings)
        self._compiled: dict[str, re.Pattern[str]] = {}
        gate = f"[{re.escape(''.join(sorted(self._behind)))}]"
        self._places = re.compile("(?s:.|$)" if self._open else gate)

    @property
    def signs(self) -> frozenset[str]:
        """The signs with which a match can begin; of no use where `anywhere` is not empty."""
        return frozenset(self._behind)

    @property
    def anywhere(self) -> list[str]:
        """Wordings that can begin with any sign: each makes every place of a text be tried."""
        return [pattern for patterns in self._open.values() for pattern in patterns]

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches in `text[start:end]`, none overlapping another."""
        for place in self._places.finditer(text, start, end):
            if place.start() >= start and (match := self.match(text, place.start(), end)):
                start = match.end()
                yield match

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first match in `text[start:end]`."""
        return next(self.finditer(text, start, end), None)

    def match(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The match that begins at `start`."""
        sign = text[start] if start < end and text[start] in self._behind else ""
        pattern = self._compiled.get(sign)
        if pattern is None:
            pattern = _pattern(self._behind[sign] if sign else self._open)
            self._compiled[sign] = pattern
        return pattern.match(text, start, end)


def _by_sign(wordings: Mapping[str, Iterable[str]]) -> tuple[dict[str, _Wordings], _Wordings]:
    """The wordings that can begin with each sign, and those that can begin with any or none."""
    told = [(name, it, _begins(it)) for name, patterns in wordings.items() for it in patterns]
    open_: dict[str, list[str]] = defaultdict(list)
    for name, pattern, signs in told:
        if signs is None:
            open_[name].append(pattern)
    behind: dict[str, _Wordings] = {}
    for sign in frozenset().union(*(signs for _, _, signs in told if signs)):
        possible: dict[str, list[str]] = defaultdict(list)
        for name, pattern, signs in told:
            if signs is None or sign in signs:
                possible[name].append(pattern)
        behind[sign] = possible
    return behind, open_


def _begins(pattern: str) -> frozenset[str] | None:
    signs, may_be_empty = _first(_parser.parse(pattern))
    return None if may_be_empty else signs


_NEVER = "(?!)"


def _pattern(wordings: _Wordings) -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?P<{name}>{'|'.join(each)})" for name, each in wordings.items()) or _NEVER
    )


def _first(items: Any) -> tuple[frozenset[str] | None, bool]:
    """The signs with which a match of `items` begins (None: any), and whether it may be empty."""
    found: frozenset[str] = frozenset()
    for code, value in items:
        if code in (op.ASSERT, op.ASSERT_NOT, op.AT):
            continue
        signs, may_be_empty = _first_of(code, value)
        if signs is None:
            return None, False
        found |= signs
        if not may_be_empty:
            return found, False
    return found, True


def _first_of(code: Any, value: Any) -> tuple[frozenset[str] | None, bool]:
    if code is op.LITERAL:
        return frozenset(chr(value)), False
    if code is op.IN:
        return _set(value), False
    if code is op.SUBPATTERN:
        _, added, removed, part = value
        return (None, False) if added or removed else _first(part)  # (?i:…) begins with either case
    if code is op.BRANCH:
        parts = [_first(part) for part in value[1]]
        known = [signs for signs, _ in parts if signs is not None]
        if len(known) < len(parts):
            return None, False
        return frozenset().union(*known), any(may_be_empty for _, may_be_empty in parts)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, _, part = value
        signs, may_be_empty = _first(part)
        return signs, may_be_empty or least == 0
    return None, False


def _set(members: Any) -> frozenset[str] | None:
    found: set[str] = set()
    for code, value in members:
        if code is op.LITERAL:
            found.add(chr(value))
        elif code is op.RANGE and value[1] - value[0] < _WIDEST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif code is op.CATEGORY and value is op.CATEGORY_SPACE:
            found.update(chr(sign) for sign in range(0x3001) if chr(sign).isspace())
        else:
            return None
    return frozenset(found)
