"""Figures drawn on the server as SVG. Altair and vl-convert are heavy: imported on first use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

Theme = Literal["light", "dark"]
FONT = "Pretendard GOV, Pretendard, Noto Sans KR, Noto Sans CJK KR, sans-serif"
INKS: dict[str, dict[str, str]] = {
    "light": {
        "ink": "#414e5a", "line": "#d8dfe6",
        "actual": "#0b568a", "planned": "#b45309", "target": "#6d28a8",
    },
    "dark": {
        "ink": "#bfcad4", "line": "#2c3945",
        "actual": "#84c3ef", "planned": "#f0c768", "target": "#d1a8f5",
    },
}  # fmt: skip
# Numbers of an axis: by 만, 억 and 조 in Korean; thousands, millions and billions in English.
AXIS_LABELS = {
    "ko": "datum.value >= 1e12 ? format(datum.value / 1e12, ',~r') + '조'"
    " : datum.value >= 1e8 ? format(datum.value / 1e8, ',~r') + '억'"
    " : datum.value >= 1e4 ? format(datum.value / 1e4, ',~r') + '만'"
    " : format(datum.value, ',~r')",
    "en": "replace(format(datum.value, '~s'), 'G', 'B')",
}
SHAPES = {"actual": "circle", "planned": "diamond", "target": "triangle-up"}


@dataclass(frozen=True, slots=True)
class Point:
    """One statement: the year it speaks of, its value and whether it is actual, planned, target."""

    year: int
    value: float
    status: str


@lru_cache(maxsize=64)
def statements_by_year(
    points: tuple[Point, ...],
    axis: str,
    names: tuple[tuple[str, str], ...],
    theme: Theme,
    language: Literal["ko", "en"] = "ko",
) -> str:
    """What sources say of one measure, a mark for each statement, as SVG.

    `axis` titles the values; `names` gives the reader's word for each status. Nothing is summed:
    statements of unlike subjects only stand beside each other.
    """
    import altair as alt

    ink = INKS[theme]
    words = dict(names)
    rows = [
        {"year": str(point.year), "value": point.value, "status": words[point.status]}
        for point in points
    ]
    used = [code for code in words if any(point.status == code for point in points)]
    scale: dict[str, Any] = {"domain": [words[code] for code in used]}
    chart = (
        alt.Chart(alt.Data(values=rows))
        .mark_point(filled=True, size=90, opacity=0.85)
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y(
                "value:Q", title=axis, axis=alt.Axis(labelExpr=AXIS_LABELS[language], tickCount=5)
            ),
            color=alt.Color(
                "status:N", title=None, scale=alt.Scale(**scale, range=[ink[c] for c in used])
            ),
            shape=alt.Shape(
                "status:N", title=None, scale=alt.Scale(**scale, range=[SHAPES[c] for c in used])
            ),
        )
        .properties(width=720, height=220, background="transparent")
    )
    return _svg(chart.configure(**_look(ink)))


def _look(ink: dict[str, str]) -> dict[str, Any]:
    text = {"labelColor": ink["ink"], "titleColor": ink["ink"], "labelFontSize": 13}
    return {
        "font": FONT,
        "axis": {**text, **dict.fromkeys(("gridColor", "domainColor", "tickColor"), ink["line"])},
        "legend": {**text, "orient": "top", "symbolSize": 120},
        "view": {"stroke": None},
    }  # fmt: skip


def _svg(chart: Any) -> str:
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(chart.to_dict())
    return svg


def years(rows: Sequence[Any]) -> tuple[Point, ...]:
    """Points of the statements that name a year, in won, heads or whatever their one unit is."""
    return tuple(
        Point(row.period_start.year, float(row.value), row.status)
        for row in rows
        if row.period_start is not None
    )
