"""A gate before a long pattern: a look at one sign says that no match can begin here.

A pattern of some two hundred wordings is tried in vain at nearly every place of a text. The signs
with which a match can begin are few, and one look-ahead at them spares most of the tries.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_WIDEST = 64  # a range of more signs than these is no gate


def gated(wordings: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """All wordings as one pattern; `name_of` says whose a match is.

    Wordings that can begin with any sign have no gate: they are tried after the others.
    """
    signs: frozenset[str] = frozenset()
    behind, open_ = defaultdict(list), defaultdict(list)
    for name, patterns in wordings.items():
        for pattern in patterns:
            first, may_be_empty = _first(_parser.parse(pattern))
            if first is None or may_be_empty:
                open_[f"{name}_"].append(pattern)
            else:
                behind[name].append(pattern)
                signs |= first
    gate = f"(?=[{re.escape(''.join(sorted(signs)))}])(?:{_named(behind)})"
    return re.compile("|".join(filter(None, (gate if signs else "", _named(open_)))))


def name_of(match: re.Match[str]) -> str:
    """The name of the wording that matched a pattern of `gated`."""
    return str(match.lastgroup).removesuffix("_")


def _named(patterns: Mapping[str, Iterable[str]]) -> str:
    return "|".join(f"(?P<{name}>{'|'.join(each)})" for name, each in patterns.items())


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
