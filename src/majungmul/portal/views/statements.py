"""Figures by measure, each with the sentence behind it."""

from __future__ import annotations

from typing import get_args

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from majungmul.ledger import queries
from majungmul.ledger.models import Statement
from majungmul.portal import charts, labels
from majungmul.portal.access import public
from majungmul.reference import vocabulary

PAGE = 30
MOST_DRAWN = 500
FEWEST_DRAWN = 3


@public
def statements(request: HttpRequest) -> HttpResponse:
    stated = {row.measure: row.statements for row in queries.measures_stated()}
    measure = request.GET.get("measure", "")
    measure = measure if measure in stated else ""
    status = request.GET.get("status", "")
    status = status if status in Statement.Status.values else ""
    page = Paginator(_rows(measure, status), PAGE).get_page(request.GET.get("page"))
    query = QueryDict(mutable=True)
    query.update(
        {name: value for name, value in (("measure", measure), ("status", status)) if value}
    )
    context = {
        "measures": [
            (code, labels.measure(code), stated[code])
            for code in vocabulary.measures()
            if code in stated
        ],
        "measure": measure,
        "status": status,
        "statuses": [(code, labels.status(code)) for code in Statement.Status.values],
        "drawn": measure and len(_drawn(measure)[0]) >= FEWEST_DRAWN,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "query": query.urlencode(),
    }
    return render(request, "portal/statements.html", context)


@public
def chart(request: HttpRequest, measure: str, theme: str) -> HttpResponse:
    """The same statements as a picture; the table beside it holds every number."""
    if theme not in get_args(charts.Theme) or measure not in vocabulary.measures():
        raise Http404
    points, unit = _drawn(measure)
    names = tuple((code, labels.status(code)) for code in charts.SHAPES)
    axis = f"{labels.measure(measure)} ({labels.vocabulary_label('units', unit)})"
    svg = charts.statements_by_year(points, axis, names, theme, labels.language())
    return HttpResponse(
        svg, content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=300"}
    )


def _rows(measure: str, status: str) -> QuerySet[Statement]:
    if measure:
        rows = queries.statements_of(measure, status)
    else:
        rows = queries.current_statements()
        rows = rows.filter(status=status) if status else rows
        rows = rows.select_related("document", "program", "organization").order_by("-pk")
    return rows.defer("document__packed_reading", "document__tables")


def _drawn(measure: str) -> tuple[tuple[charts.Point, ...], str]:
    """The statements that name a year in the measure's most common unit, and that unit."""
    rows = queries.current_statements().filter(measure=measure, period_start__isnull=False)
    rows = rows.only("period_start", "value", "status", "unit").order_by("period_start", "pk")
    found = list(rows[:MOST_DRAWN])
    units = [row.unit for row in found]
    common = max(sorted(set(units)), key=units.count, default="")
    return charts.years([row for row in found if row.unit == common]), common
