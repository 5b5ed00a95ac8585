"""Where notices come from: when each source last answered, with what, and what is doubted."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from majungmul.ledger.models import HeldChange, Opportunity, Source, SyncRun
from majungmul.portal.access import public

SHOWN_RUNS = 8
SHOWN_DOUBTS = 50


@public
def sources(request: HttpRequest) -> HttpResponse:
    rows = list(Source.objects.order_by("is_sample", "name"))
    calls = dict(
        Opportunity.objects.order_by()
        .values_list("source")
        .annotate(n=Count("pk"))
        .values_list("source", "n")
    )
    health = [_health(source, calls.get(source.pk, 0)) for source in rows]
    doubts = (
        HeldChange.objects.filter(outcome="")
        .select_related("source", "opportunity")
        .order_by("-last_seen")[:SHOWN_DOUBTS]
    )
    return render(request, "portal/sources.html", {"sources": health, "doubts": doubts})


def _health(source: Source, calls: int) -> dict[str, object]:
    """The last runs of one source; the newest that succeeded says how fresh its notices are."""
    runs = list(SyncRun.objects.filter(source=source)[:SHOWN_RUNS])
    good = SyncRun.objects.filter(source=source, state__in=("done", "partial")).first()
    return {
        "source": source,
        "calls": calls,
        "runs": runs,
        "last": runs[0] if runs else None,
        "good": good,
    }
