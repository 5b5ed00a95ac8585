"""Figures by measure, each with the sentence behind it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from majungmul.ledger.models import Statement
from majungmul.portal import labels
from majungmul.portal.access import public
from majungmul.reference import vocabulary

PAGE = 30


@public
def statements(request: HttpRequest) -> HttpResponse:
    counts = dict(
        Statement.objects.order_by()
        .values_list("measure")
        .annotate(n=Count("pk"))
        .values_list("measure", "n")
    )
    measures = [
        (code, labels.measure(code), counts[code])
        for code in vocabulary.measures()
        if code in counts
    ]
    chosen = request.GET.get("measure", "")
    status = request.GET.get("status", "")
    rows = Statement.objects.select_related("document", "program", "organization")
    if chosen in counts:
        rows = rows.filter(measure=chosen)
    if status in Statement.Status.values:
        rows = rows.filter(status=status)
    page = Paginator(rows.order_by("-period_start", "-pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "measures": measures,
        "measure": chosen if chosen in counts else "",
        "status": status,
        "statuses": [(code, labels.status(code)) for code in Statement.Status.values],
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "query": f"measure={chosen}&status={status}",
    }
    return render(request, "portal/statements.html", context)
