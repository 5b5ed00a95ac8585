"""Glyphs to lines, and lines to paragraphs."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from majungmul.documents.markers import marker

from .glyphs import PICTURE, Glyph

_SPACE_GAP = 0.16  # of the glyph height: a wider gap without a space glyph is a space
# Particles and signs after which a word has ended.
_WORD_ENDS = frozenset("을를은는이가의에로와과및등며고도만,.:;)」』]>~")
_COLUMN_GAP = 2.2  # of the glyph height: a wider gap may part two columns


@dataclass(frozen=True)
class Line:
    """`open_end` tells that the line's last glyph is a space: a word ends there."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    open_end: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top


def rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs that stand on one line, each line from left to right, lines from top to bottom."""
    result: list[list[Glyph]] = []
    bounds: list[tuple[float, float]] = []
    for glyph in sorted(glyphs, key=lambda item: (item.middle, item.left)):
        # Look back a little: raised and lowered signs sort between the lines they belong to.
        for at in range(len(result) - 1, max(len(result) - 4, -1), -1):
            top, bottom = bounds[at]
            overlap = min(bottom, glyph.bottom) - max(top, glyph.top)
            if overlap > 0.5 * min(bottom - top, glyph.bottom - glyph.top):
                result[at].append(glyph)
                if glyph.text.strip() and len(result[at]) < 4:
                    bounds[at] = min(top, glyph.top), max(bottom, glyph.bottom)
                break
        else:
            result.append([glyph])
            bounds.append((glyph.top, glyph.bottom))
    return [sorted(row, key=lambda item: item.left) for row in result]


def line(row: Sequence[Glyph]) -> Line | None:
    """One line's text, spaces put in where the gap is wide; None where it is all blank."""
    printed = [glyph for glyph in row if glyph.text.strip() and glyph.text != PICTURE]
    if not printed:
        return None
    size = statistics.median(glyph.bottom - glyph.top for glyph in printed)
    row = _without_drawn_bullet(row, size)
    inked = [glyph for glyph in row if glyph.text.strip()]
    parts: list[str] = []
    before: Glyph | None = None
    for glyph in row:
        if before is not None and _is_double(before, glyph):
            continue  # bold made by printing twice, or one word drawn in pieces
        if (
            before is not None
            and glyph.text != " "
            and before.text != " "
            and glyph.left - before.right > _SPACE_GAP * size
        ):
            parts.append(" ")
        parts.append(glyph.text)
        before = glyph
    return Line(
        "".join(parts).strip(),
        inked[0].left,
        min(glyph.top for glyph in inked),
        max(glyph.right for glyph in inked),
        max(glyph.bottom for glyph in inked),
        row[-1].text.isspace(),
    )


def _without_drawn_bullet(row: Sequence[Glyph], size: float) -> Sequence[Glyph]:
    """A line's bullet is often a drawing: it says nothing that the outline needs."""
    at = 0
    while at < len(row) and (not row[at].text.strip() or _is_bullet(row[at], size)):
        at += 1
    return row[at:]


def _is_bullet(glyph: Glyph, size: float) -> bool:
    return glyph.text == PICTURE and glyph.right - glyph.left < 1.3 * size


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a region that has one column."""
    return [made for row in rows(glyphs) if (made := line(row)) is not None]


def segments(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """The parts of a line that wide gaps set apart."""
    parts: list[list[Glyph]] = []
    end = 0.0
    for glyph in row:
        if not glyph.text.strip():
            if parts:
                parts[-1].append(glyph)
            continue
        if parts and glyph.left - end <= _COLUMN_GAP * (glyph.bottom - glyph.top):
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
        end = glyph.right
    return parts


def paragraphs(lines: Sequence[Line], left: float, right: float, words_end: bool) -> list[str]:
    """Lines joined where one runs on into the next.

    A line runs on when it fills the region between `left` and `right` and the next opens with no
    marker. `words_end`: this document writes the space at the end of a wrapped line, so that a
    line without one was broken within a word.
    """
    result: list[str] = []
    before: Line | None = None
    for item in lines:
        if before is not None and _runs_on(before, item, left, right):
            result[-1] += _glue(before, item, words_end) + item.text
        else:
            result.append(item.text)
        before = item
    return result


def _runs_on(before: Line, after: Line, left: float, right: float) -> bool:
    size = max(before.height, 1.0)
    return (
        right - before.right < 1.6 * size
        and before.right - before.left > 0.6 * (right - left)
        and after.top - before.bottom < 1.3 * size
        and after.left < before.left + 3 * size
        and abs(before.height - after.height) < 0.35 * size
        and marker(after.text) is None
    )


def _glue(before: Line, after: Line, words_end: bool) -> str:
    if not words_end or before.open_end or before.text[-1] in _WORD_ENDS:
        return " "
    return "" if before.text[-1].isalnum() and after.text[0].isalnum() else " "


def _is_double(before: Glyph, glyph: Glyph) -> bool:
    if glyph.text == PICTURE == before.text:
        return True
    return (
        before.text == glyph.text
        and abs(before.left - glyph.left) < 0.12 * max(glyph.bottom - glyph.top, 1.0)
        and before.text.strip() != ""
    )


def line_ends_are_words(pages: Iterable[Sequence[Line]]) -> bool:
    """Whether wrapped lines of this document keep the space at their end."""
    known: list[bool] = []
    for lines in pages:
        right = max((item.right for item in lines), default=0.0)
        known += [item.open_end for item in lines if right - item.right < 2 * item.height]
    return len(known) >= 5 and sum(known) >= 0.5 * len(known)
