"""Which lines of a saved news page are the article, and which are the page round it.

The rules are data (`press.toml`); this module walks the lines once. Figures of a sidebar story, a
caption or a comment form must never pass for the article's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from .model import Block

_EDGE = 4000  # characters looked at, from each end, to tell whether a text is press
_ENOUGH = 3
_LONG = 30  # a line of prose is at least this long, or ends like a sentence
_BODY_LINES = 2
_TAIL_LINES = 3
_SENTENCE = re.compile(r"[다요음함][.!?”\"'’)\]]*$|[.!?][”\"'’)\]]*$")
_MAX_FURNITURE = 320
_BULLETS = "•·-* "


@dataclass(frozen=True)
class _Rules:
    signs: tuple[tuple[re.Pattern[str], int], ...]
    lines: dict[str, re.Pattern[str]]


@cache
def _rules() -> _Rules:
    data = tomllib.loads((resources.files(__package__) / "press.toml").read_text("utf-8"))
    signs = tuple((re.compile(row["pattern"], re.MULTILINE), row["weight"]) for row in data["sign"])
    lines = {
        name: re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
        for name, patterns in data["line"].items()
    }
    return _Rules(signs, lines)


def is_press(text: str) -> bool:
    """Whether the text reads like a news article. Looks at both ends only: constant time."""
    edges = text if len(text) <= 2 * _EDGE else text[:_EDGE] + "\n" + text[-_EDGE:]
    return sum(weight for sign, weight in _rules().signs if sign.search(edges)) >= _ENOUGH


def mark_furniture(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of an article, with everything that is not the article as boilerplate."""
    lines = [text[block.start : block.end] for block in blocks]
    drop = _furniture(lines)
    title = title_line(lines)
    return tuple(
        replace(block, kind="boilerplate", label=None) if dropped and index != title else block
        for index, (block, dropped) in enumerate(zip(blocks, drop, strict=True))
    )


def title_line(lines: Sequence[str]) -> int | None:
    """The headline's place: the line that stands twice before the article, else the first that is
    long enough for one and is no furniture."""
    head = _head(lines)
    candidates = [
        index for index in range(head) if 12 <= len(lines[index]) <= 120 and not _kind(lines[index])
    ]
    for index in candidates:
        if any(lines[index] in line for line in lines[index + 1 : head]):
            return index
    long = [index for index in candidates if len(lines[index]) >= 18]
    return next(iter(long or candidates), None)


def _furniture(lines: Sequence[str]) -> list[bool]:
    title = title_line(lines)
    head = _head(lines)
    drop = [index < (title or 0) and index < head for index in range(len(lines))]
    body, in_box, after_photo = 0, False, False
    for index, line in enumerate(lines):
        kind = _kind(line)
        is_prose = _is_prose(line)
        if _ends_article(kind, body, line, lines[index + 1 :]):
            drop[index:] = [True] * (len(lines) - index)
            break
        if kind == "related":
            in_box = True
        elif is_prose and not kind:
            in_box = False
        if kind or in_box or (after_photo and len(line) <= 90):
            drop[index] = True
        elif is_prose and index >= head:
            body += 1
        after_photo = line.lower() == "photo image"
    return drop


def _ends_article(kind: str, body: int, line: str, rest: Sequence[str]) -> bool:
    """Copyright, comments and lists of other stories end it, once it has begun; so does the
    writer's address, where nothing but a few lines follow."""
    if body < _BODY_LINES:
        return False
    if kind in {"copyright", "comments", "list_after"}:
        return True
    return kind == "byline" and "@" in line and sum(map(_is_prose, rest)) <= _TAIL_LINES


def _head(lines: Sequence[str]) -> int:
    """Where the first line of the article's prose stands."""
    for index, line in enumerate(lines):
        if _is_prose(line) and not _kind(line):
            return index
    return len(lines)


def _is_prose(line: str) -> bool:
    return len(line) >= _LONG and bool(_SENTENCE.search(line))


def _kind(line: str) -> str:
    """Which rule the line falls under, or empty for a line of the article."""
    if len(line) > _MAX_FURNITURE:
        return ""
    bare = line.lstrip(_BULLETS) or line
    return next((name for name, rule in _rules().lines.items() if rule.fullmatch(bare)), "")
