"""An organisation: its names, its programmes and calls, and what is said of it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from majungmul.ledger.models import Organization, Program, Statement
from majungmul.ledger.search import Filters, opportunities
from majungmul.portal.access import public

MOST = 100
SHOWN_CALLS = 20


@public
def organization(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(Organization.objects.prefetch_related("aliases"), uuid=uuid)
    calls = opportunities(Filters(funder=str(found.uuid), sort="newest"))
    programs = Program.objects.filter(Q(funder=found) | Q(operator=found))
    context = {
        "organization": found,
        "aliases": [alias for alias in found.aliases.all() if alias.name != found.name],
        "programs": programs.annotate(calls=Count("opportunities")).order_by("-calls", "name")[
            :MOST
        ],
        "calls": calls.page(1, SHOWN_CALLS),
        "total": calls.count(),
        "exact": calls.count_is_exact,
        "statements": Statement.objects.filter(organization=found)
        .select_related("document", "program")
        .order_by("measure", "-period_start")[:MOST],
    }
    return render(request, "portal/organization.html", context)
