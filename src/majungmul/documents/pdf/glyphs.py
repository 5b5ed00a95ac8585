"""What stands where on a page: glyphs, drawings that stand for glyphs, and ruled lines."""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

PICTURE = "\ufffc"  # stands where a picture takes the place of a character
_RULE = 2.0  # points: what is thinner is a ruled line
_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 400
_GAP = 0.6  # of its height: the least room for a character in a drawing
_OUTLINE = 10  # segments of a path that may draw a character


class Glyph(NamedTuple):
    """One character and its box, in points from the page's top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A straight line along an axis; `left == right` for a vertical one."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Page:
    """`pictures` is the share of the page that large pictures cover."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: float = 0.0
    stand_ins: int = 0  # pictures that stand for characters


class _View:
    """Turns PDF coordinates (from the bottom left, before rotation) into those of a reader."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_bbox()
        self.left, self.bottom = left, bottom
        self.across, self.up = max(right - left, 1.0), max(top - bottom, 1.0)
        self.turn = page.get_rotation() % 360
        turned = self.turn in (90, 270)
        self.width, self.height = (self.up, self.across) if turned else (self.across, self.up)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        ax, ay = self._point(x0, y0)
        bx, by = self._point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.turn == 90:
            return y, x
        if self.turn == 180:
            return self.across - x, y
        if self.turn == 270:
            return self.up - y, self.across - x
        return x, self.up - y


def read_page(page: Any) -> Page:
    """Everything on a pypdfium2 page that reading needs."""
    view = _View(page)
    result = Page(view.width, view.height)
    result.glyphs = list(_glyphs(page, view))
    _objects(page, view, result)
    return result


def _glyphs(page: Any, view: _View) -> Iterator[Glyph]:
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    try:
        for index in range(text_page.count_chars()):
            code = raw.FPDFText_GetUnicode(text_page, index)
            if code < 32 or code in (0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
                continue
            if raw.FPDFText_IsGenerated(text_page, index) == 1:
                continue
            box = view.box(*text_page.get_charbox(index, loose=True))
            if all(map(math.isfinite, box)):
                yield Glyph(chr(code), *box)
    finally:
        text_page.close()


def _objects(page: Any, view: _View, result: Page) -> None:
    """Ruled lines, large pictures, and drawings so small that they stand for characters."""
    import pypdfium2.raw as raw

    area = view.width * view.height
    drawn: list[Glyph] = []
    for count, item in enumerate(page.get_objects(max_depth=5)):
        if count > _MAX_OBJECTS:
            break
        if item.type == raw.FPDF_PAGEOBJ_PATH:
            result.rules.extend(_rules(item, view))
            if raw.FPDFPath_CountSegments(item) >= _OUTLINE:
                drawn.append(Glyph(PICTURE, *view.box(*item.get_bounds())))
        elif item.type == raw.FPDF_PAGEOBJ_IMAGE:
            box = Glyph(PICTURE, *view.box(*item.get_bounds()))
            drawn.append(box)
            result.pictures += max(box.right - box.left, 0) * max(box.bottom - box.top, 0) / area
    stand_ins = _stand_ins(drawn, result.glyphs)
    result.stand_ins = len(stand_ins)
    result.glyphs.extend(stand_ins)


def _stand_ins(drawn: list[Glyph], glyphs: list[Glyph]) -> list[Glyph]:
    """Those drawings that have a character's size, as far as no character stands on them."""
    inked = sorted((glyph for glyph in glyphs if glyph.text.strip()), key=lambda item: item.middle)
    middles = [glyph.middle for glyph in inked]
    kept: list[Glyph] = []
    for item in drawn:
        if 5 <= item.bottom - item.top <= 26 and 2 <= item.right - item.left <= 260:
            near = inked[bisect_left(middles, item.top) : bisect_right(middles, item.bottom)]
            kept.extend(_bare_parts(item, near))
    return kept


def _bare_parts(item: Glyph, near: list[Glyph]) -> Iterator[Glyph]:
    """The drawing itself, or the gaps it fills between the characters that stand on it."""
    over = [glyph for glyph in near if item.left < (glyph.left + glyph.right) / 2 < item.right]
    if not over:
        yield item
        return
    gap = _GAP * (item.bottom - item.top)
    at = item.left
    for glyph in sorted(over, key=lambda item: item.left):
        if glyph.left - at > gap:
            yield item._replace(left=at, right=glyph.left)
        at = max(at, glyph.right)
    if item.right - at > gap:
        yield item._replace(left=at)


def _rules(item: Any, view: _View) -> Iterator[Rule]:
    left, top, right, bottom = view.box(*item.get_bounds())
    if not all(map(math.isfinite, (left, top, right, bottom))):
        return
    if bottom - top <= _RULE or right - left <= _RULE:
        yield from _thin(left, top, right, bottom)
        return
    points = list(_points(item, view))
    for (x0, y0), (x1, y1) in points:
        if abs(x0 - x1) <= _RULE or abs(y0 - y1) <= _RULE:
            yield from _thin(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _thin(left: float, top: float, right: float, bottom: float) -> Iterator[Rule]:
    """A thin box as the line through its middle; dots and specks are none."""
    if bottom - top <= right - left and right - left > 4:
        middle = (top + bottom) / 2
        yield Rule(left, middle, right, middle)
    elif bottom - top > right - left and bottom - top > 4:
        middle = (left + right) / 2
        yield Rule(middle, top, middle, bottom)


def _points(item: Any, view: _View) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight segments of a path, in the reader's coordinates."""
    import pypdfium2.raw as raw

    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for index in range(min(raw.FPDFPath_CountSegments(item), _MAX_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        px, py = matrix.on_point(x.value, y.value)
        here = view.box(px, py, px, py)[:2]
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield last, here
        last = here
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield here, start
