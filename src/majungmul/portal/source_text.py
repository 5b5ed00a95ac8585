"""A source text with the places that figures were taken from marked in it.

Each place is an element `q-<start>-<end>`, so a link `#q-12-30` finds it without a script, and
`?at=12-30` has the server mark it. Everything that comes from the text is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

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
    parts: list[str] = []
    open_ends: list[int] = []
    position = 0

    def write_to(target: int) -> None:
        nonlocal position
        while open_ends and open_ends[-1] <= target:
            parts.append(escape(text[position : open_ends[-1]]))
            parts.append("</mark>")
            position = open_ends.pop()
        parts.append(escape(text[position:target]))
        position = target

    for mark in _in_order(marks, len(text)):
        write_to(mark.start)
        end = min(mark.end, open_ends[-1]) if open_ends else mark.end
        at = ' tabindex="-1"' if mark.at else ""
        style = f"m-{mark.kind}" + (" m-at" if mark.at else "")
        parts.append(f'<mark id="{mark.anchor}" class="{style}"{at}>')
        open_ends.append(end)
    write_to(len(text))
    return mark_safe("".join(parts))  # noqa: S308 — every piece of text was escaped above


def _in_order(marks: Iterable[Mark], length: int) -> list[Mark]:
    """Outer before inner, one per place; where two name the same place the asked-for one stays."""
    unique: dict[Place, Mark] = {}
    for mark in marks:
        if not 0 <= mark.start < mark.end <= length:
            continue
        known = unique.get((mark.start, mark.end))
        if known is None or (mark.at and not known.at):
            unique[mark.start, mark.end] = mark
    return sorted(unique.values(), key=lambda mark: (mark.start, -mark.end))


def around(text: str, start: int, end: int, reach: int = 120) -> str:
    """The sentence (or line) that `[start, end)` stands in, at most `reach` signs either side."""
    before = text[max(0, start - reach) : start]
    after = text[end : end + reach]
    head = re.split(r"[\n。]|(?<=[.!?다요음])\s", before)[-1]
    tail = re.split(r"\n|(?<=[.!?])\s", after)[0]
    cut_head = "…" if len(head) == len(before) and start > reach else ""
    cut_tail = "…" if len(tail) == len(after) and end + reach < len(text) else ""
    return f"{cut_head}{head}{text[start:end]}{tail}{cut_tail}".strip()
