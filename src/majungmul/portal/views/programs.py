"""A programme: its calls and budgets year by year, and what is said of it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from majungmul.ledger import queries
from majungmul.portal.access import public


@public
def program(request: HttpRequest, uuid: UUID) -> HttpResponse:
    page = queries.program_page(str(uuid))
    if page is None:
        raise Http404
    return render(request, "portal/program.html", {"page": page, "program": page.program})
