"""A source text with the places that figures were taken from marked in it.

Each place is an element `q-<start>-<end>`, so a link `#q-12-30` finds it without a script, and
`?at=12-30` has the server mark it. Everything that comes from the text is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from majungmul.terms import marking

Place = tuple[int, int]

AT = re.compile(r"(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Mark:
    """One place to mark; `at` for the one the reader asked for, `kind` for its look."""

    start: int
    end: int
    kind: str = "figure"
    at: bool = False

    @property
    def anchor(self) -> str:
        return anchor(self.start, self.end)


def anchor(start: int, end: int) -> str:
    return f"q-{start}-{end}"


def parse_at(value: str | None) -> Place | None:
    """`12-30` as a place; None for anything else, an empty or a backward one included."""
    found = AT.fullmatch(value or "")
    if not found:
        return None
    start, end = int(found[1]), int(found[2])
    return (start, end) if start < end else None


def marked(text: str, marks: Iterable[Mark]) -> SafeString:
    """`text` as escaped HTML with `marks` as nested `<mark>` elements.

    A mark that would cross the end of an earlier one is cut there; one outside the text is left
    out.
    """
    places = ((mark.start, mark.end, _attributes(mark)) for mark in _one_per_place(marks))
    return mark_safe(marking.marked(text, places))  # noqa: S308 — every piece of it is escaped


def _attributes(mark: Mark) -> str:
    at, look = (' tabindex="-1"', " m-at") if mark.at else ("", "")
    return f'id="{mark.anchor}" class="m-{mark.kind}{look}"{at}'


def _one_per_place(marks: Iterable[Mark]) -> Iterable[Mark]:
    """Where two name the same place, the one the reader asked for stays."""
    unique: dict[Place, Mark] = {}
    for mark in marks:
        known = unique.get((mark.start, mark.end))
        if known is None or (mark.at and not known.at):
            unique[mark.start, mark.end] = mark
    return unique.values()


def around(text: str, start: int, end: int, reach: int = 120) -> str:
    """The sentence (or line) that `[start, end)` stands in, at most `reach` signs either side."""
    before = text[max(0, start - reach) : start]
    after = text[end : end + reach]
    head = re.split(r"[\n。]|(?<=[.!?다요음])\s", before)[-1]
    tail = re.split(r"\n|(?<=[.!?])\s", after)[0]
    cut_head = "…" if len(head) == len(before) and start > reach else ""
    cut_tail = "…" if len(tail) == len(after) and end + reach < len(text) else ""
    return f"{cut_head}{head}{text[start:end]}{tail}{cut_tail}".strip()
