"""A programme: its calls and budgets by year, when it may open next, and what is said of it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from majungmul.ledger import queries
from majungmul.ledger.forecast import forecast
from majungmul.portal.access import public


@public
def program(request: HttpRequest, uuid: UUID) -> HttpResponse:
    page = queries.program_page(str(uuid))
    if page is None:
        raise Http404
    context = {
        "page": page,
        "program": page.program,
        "forecasts": forecast(page.program, timezone.localdate()),
    }
    return render(request, "portal/program.html", context)
