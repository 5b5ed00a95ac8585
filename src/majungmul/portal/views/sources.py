"""Where notices come from: how each source does, its last runs, and what is doubted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from majungmul.ledger import queries
from majungmul.ledger.models import HeldChange, SyncRun
from majungmul.portal.access import public

SHOWN_RUNS = 20
SHOWN_DOUBTS = 50


@public
def sources(request: HttpRequest) -> HttpResponse:
    doubts = HeldChange.objects.filter(outcome="").select_related("source", "opportunity")
    context = {
        "sources": queries.sources_health(),
        "runs": SyncRun.objects.select_related("source")[:SHOWN_RUNS],
        "doubts": doubts.order_by("-last_seen")[:SHOWN_DOUBTS],
    }
    return render(request, "portal/sources.html", context)
