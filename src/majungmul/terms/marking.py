"""A text as HTML with places in it marked."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def marked(text: str, marks: Iterable[tuple[int, int, str]]) -> str:
    """`text` escaped, with a `<mark …>` around each place `(start, end, attributes)`.

    `attributes` are HTML, escaped by the caller. Marks nest: one that would cross the end of an
    outer one is cut there, and one outside the text is left out.
    """
    parts: list[str] = []
    open_ends: list[int] = []
    position = 0

    def write_to(target: int) -> None:
        nonlocal position
        while open_ends and open_ends[-1] <= target:
            parts.append(escape(text[position : open_ends[-1]]) + "</mark>")
            position = open_ends.pop()
        parts.append(escape(text[position:target]))
        position = target

    inside = (mark for mark in marks if 0 <= mark[0] < mark[1] <= len(text))
    for start, end, attributes in sorted(inside, key=lambda mark: (mark[0], -mark[1])):
        write_to(start)
        parts.append(f"<mark {attributes}>")
        open_ends.append(min([end, *open_ends]))
    write_to(len(text))
    return "".join(parts)
