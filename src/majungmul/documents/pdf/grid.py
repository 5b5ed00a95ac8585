"""Ruled lines to tables, with pdfplumber's cell finding on pdfium's geometry."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .glyphs import Glyph, Rule

Box = tuple[float, float, float, float]  # left, top, right, bottom
_MAX_EDGES = 1_200
_MAX_CELLS = 4_000
_SNAP = 3.0
_SMALLEST = 4.0


@dataclass
class Grid:
    """A ruled table: its cells' boxes with the row and column they begin in and their spans."""

    box: Box
    cells: list[tuple[Box, int, int, int, int]]
    columns: list[float]


def grids(rules: Sequence[Rule], width: float, height: float) -> list[Grid]:
    """The tables that the lines of a page draw, from top to bottom. A frame of one cell is none.

    A page with more lines than any table has (a drawing, a map) gives none.
    """
    edges = [_edge(rule) for rule in rules if _within(rule, width, height)]
    if len(edges) < 4 or len(edges) > 4 * _MAX_EDGES:
        return []
    from pdfplumber import table as finder

    edges = finder.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    if len(edges) > _MAX_EDGES:
        return []
    edges += _open_sides(edges)
    cells = finder.intersections_to_cells(finder.edges_to_intersections(edges, _SNAP, _SNAP))
    if len(cells) > _MAX_CELLS:
        return []
    found = [_grid(boxes) for boxes in finder.cells_to_tables(cells)]
    return sorted((grid for grid in found if len(grid.cells) > 1), key=lambda grid: grid.box[1])


def split_glyphs(
    glyphs: Sequence[Glyph], tables: Sequence[Grid]
) -> tuple[list[Glyph], list[list[list[Glyph]]]]:
    """Glyphs outside all tables, and for every table the glyphs of each of its cells."""
    outside: list[Glyph] = []
    inside: list[list[list[Glyph]]] = [[[] for _ in grid.cells] for grid in tables]
    boxes = sorted(
        (
            (_area(box), table, cell, box)
            for table, grid in enumerate(tables)
            for cell, (box, *_) in enumerate(grid.cells)
        ),
        key=lambda item: item[0],
    )
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.middle
        for _, table, cell, (left, top, right, bottom) in boxes:
            if left <= x <= right and top <= y <= bottom:
                inside[table][cell].append(glyph)
                break
        else:
            outside.append(glyph)
    return outside, inside


def _edge(rule: Rule) -> dict[str, Any]:
    horizontal = rule.top == rule.bottom
    return {
        "x0": rule.left,
        "x1": rule.right,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.right - rule.left,
        "height": rule.bottom - rule.top,
        "orientation": "h" if horizontal else "v",
    }


def _open_sides(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The outer sides that many Korean tables leave undrawn.

    Two full-width lines with an inner vertical line from one to the other make a row of cells; its
    left and right ends are closed here.
    """
    across = sorted((edge for edge in edges if edge["orientation"] == "h"), key=_top)
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    sides: list[dict[str, Any]] = []
    for at, upper in enumerate(across):
        lower = next((edge for edge in across[at + 1 :] if _same_ends(upper, edge)), None)
        if lower is None or lower["top"] - upper["top"] < _SMALLEST:
            continue
        if any(_joins(edge, upper, lower) for edge in upright):
            sides += [
                _edge(Rule(x, upper["top"], x, lower["top"])) for x in (upper["x0"], upper["x1"])
            ]
    return sides


def _top(edge: dict[str, Any]) -> float:
    return float(edge["top"])


def _same_ends(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(abs(one["x0"] - other["x0"]) <= _SNAP and abs(one["x1"] - other["x1"]) <= _SNAP)


def _joins(edge: dict[str, Any], upper: dict[str, Any], lower: dict[str, Any]) -> bool:
    """A vertical line strictly between the ends that reaches from one line to the other."""
    return bool(
        upper["x0"] + _SNAP < edge["x0"] < upper["x1"] - _SNAP
        and edge["top"] <= upper["top"] + _SNAP
        and edge["bottom"] >= lower["top"] - _SNAP
    )


def cuts_words(grid: Grid, cells: Sequence[Sequence[Glyph]]) -> bool:
    """A table of one row whose inner lines run between the letters of a word: ornament."""
    placed = sorted(zip(grid.cells, cells, strict=True), key=lambda pair: pair[0][0][0])
    if len({row for (_, row, *_), _ in placed}) > 1:
        return False
    for (_, one), (_, other) in pairwise(placed):
        if one and other:
            last, first = max(one, key=_right), min(other, key=_left)
            if first.left - last.right < 0.5 * (last.bottom - last.top):
                return True
    return False


def _right(glyph: Glyph) -> float:
    return glyph.right


def _left(glyph: Glyph) -> float:
    return glyph.left


def _within(rule: Rule, width: float, height: float) -> bool:
    return -5 <= rule.left <= width + 5 and -5 <= rule.top <= height + 5


def _grid(boxes: Sequence[Box]) -> Grid:
    boxes = [box for box in boxes if box[2] - box[0] > _SMALLEST and box[3] - box[1] > _SMALLEST]
    lefts = _stops([edge for box in boxes for edge in (box[0], box[2])])
    tops = _stops([edge for box in boxes for edge in (box[1], box[3])])
    cells = []
    for box in sorted(boxes, key=lambda box: (box[1], box[0])):
        row, column = _index(tops, box[1]), _index(lefts, box[0])
        down, across = _index(tops, box[3]) - row, _index(lefts, box[2]) - column
        cells.append((box, row, column, max(down, 1), max(across, 1)))
    outline = (
        min((box[0] for box in boxes), default=0.0),
        min((box[1] for box in boxes), default=0.0),
        max((box[2] for box in boxes), default=0.0),
        max((box[3] for box in boxes), default=0.0),
    )
    return Grid(outline, cells, lefts)


def _stops(values: list[float]) -> list[float]:
    """The distinct places of edges, those within a snap of each other taken as one."""
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > _SNAP:
            result.append(value)
    return result


def _index(stops: list[float], value: float) -> int:
    return min(bisect_left(stops, value - _SNAP), len(stops) - 1)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
