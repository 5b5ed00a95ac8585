"""An organisation: its names, its open calls and programmes, and what is said of it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from majungmul.ledger import queries
from majungmul.portal.access import public


@public
def organization(request: HttpRequest, uuid: UUID) -> HttpResponse:
    page = queries.organization_page(str(uuid))
    if page is None:
        raise Http404
    context = {"page": page, "organization": page.organization}
    return render(request, "portal/organization.html", context)
