"""Reading order: down one column, then down the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .glyphs import Glyph, Page
from .grid import Grid
from .lines import rows, segments

_FEWEST = 5  # lines in a column of prose
_FULL = 0.55  # of its width that prose fills
_SIDES = 2
_EMPTY = re.compile(rb"\x00+")
_GUTTER = 16  # points: the least room between two columns that run down a whole page
_HALF_LINES = 8


def reading_order(lines: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Rows in reading order; where a band of them has a gutter, its left halves come first.

    Only prose is taken for columns: both sides full lines, and enough of them. Labels with values
    beside them stay on one line.
    """
    result: list[list[Glyph]] = []
    band: list[list[list[Glyph]]] = []
    for row in lines:
        parts = segments(row)
        if len(parts) == _SIDES and (not band or _fits(band, parts)):
            band.append(parts)
        else:
            result.extend(_flow(band))
            band = [parts] if len(parts) == _SIDES else []
            if not band:
                result.append(row)
    result.extend(_flow(band))
    return result


def gutter(page: Page, tables: Sequence[Grid]) -> float | None:
    """Where a page of two columns, or of two small pages side by side, divides; else None.

    An empty strip near the middle, from top to bottom, crossed by no table, with full lines on
    both sides of it.
    """
    width = int(page.width) + 1
    taken = bytearray(width + 1)
    for left, right in (
        *((glyph.left, glyph.right) for glyph in page.glyphs if glyph.text.strip()),
        *((table.box[0], table.box[2]) for table in tables),
    ):
        start, end = max(int(left), 0), min(int(right) + 1, width)
        taken[start:end] = b"\x01" * max(end - start, 0)
    middle = taken[int(0.3 * width) : int(0.7 * width)]
    strips = [(match.end() - match.start(), match.start()) for match in _EMPTY.finditer(middle)]
    if not strips or max(strips)[0] < _GUTTER:
        return None
    room, start = max(strips)
    cut = 0.3 * width + start + room / 2
    halves = _halves(page, cut)
    if page.width > 1.25 * page.height:  # a sheet with two pages side by side
        return cut if all(halves) else None
    return cut if all(map(_is_column, halves)) else None


def _halves(page: Page, cut: float) -> tuple[list[list[Glyph]], list[list[Glyph]]]:
    return (
        rows(glyph for glyph in page.glyphs if glyph.right < cut and glyph.text.strip()),
        rows(glyph for glyph in page.glyphs if glyph.left > cut and glyph.text.strip()),
    )


def _is_column(half: list[list[Glyph]]) -> bool:
    """Enough lines for a column, a good part of them full."""
    if len(half) < _HALF_LINES:
        return False
    widths = sorted(_right(row) - row[0].left for row in half)
    return widths[len(widths) // 3] > _FULL * widths[-1] or len(half) >= 2 * _HALF_LINES


def _fits(band: list[list[list[Glyph]]], parts: list[list[Glyph]]) -> bool:
    """The gutter of these lines is that of the band so far."""
    left = max(_right(line[0]) for line in (*band[-4:], parts))
    right = min(line[1][0].left for line in (*band[-4:], parts))
    return left < right


def _flow(band: list[list[list[Glyph]]]) -> list[list[Glyph]]:
    if len(band) >= _FEWEST and all(_is_prose([line[side] for line in band]) for side in (0, 1)):
        return [line[0] for line in band] + [line[1] for line in band]
    return [line[0] + line[1] for line in band]


def _is_prose(column: list[list[Glyph]]) -> bool:
    left = min(part[0].left for part in column)
    width = max(_right(part) for part in column) - left
    filled = sum(_right(part) - part[0].left for part in column)
    return width > 0 and filled >= _FULL * width * len(column)


def _right(part: list[Glyph]) -> float:
    return max(glyph.right for glyph in part)
