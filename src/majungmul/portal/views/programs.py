"""A programme: its calls over the years, its budgets and what is said of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from majungmul.ledger.models import Opportunity, Program, Statement
from majungmul.portal.access import public

MOST = 100


@public
def program(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(
        Program.objects.select_related("funder", "operator", "parent"), uuid=uuid
    )
    calls = Opportunity.objects.filter(program=found, same_as=None)
    context = {
        "program": found,
        "children": found.program_set.order_by("name")[:MOST],
        "calls": calls.select_related("funder", "operator").order_by("-listed_on", "-pk")[:MOST],
        "budgets": found.budgets.select_related("document").order_by("-year", "-amount")[:MOST],
        "statements": Statement.objects.filter(program=found)
        .select_related("document")
        .order_by("measure", "-period_start")[:MOST],
    }
    return render(request, "portal/program.html", context)
