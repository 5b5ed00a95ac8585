"""An organisation: its names, its open calls and programmes, and what is said of it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from majungmul.ledger import organization_merges, queries
from majungmul.portal.access import public


@public
def organization(request: HttpRequest, uuid: UUID) -> HttpResponse:
    page = queries.organization_page(str(uuid))
    if page is None:
        raise Http404
    standing = organization_merges.merge_of(page.organization)
    if standing:
        return redirect("portal:organization", standing.into.uuid)
    context = {
        "page": page,
        "organization": page.organization,
        "merges": organization_merges.merges_into(page.organization),
    }
    return render(request, "portal/organization.html", context)
