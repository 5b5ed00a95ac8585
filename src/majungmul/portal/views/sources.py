"""Where notices come from: how each source does, its last runs, and what is doubted."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majungmul import sources as known
from majungmul.ledger import health
from majungmul.ledger.models import HeldChange
from majungmul.ledger.states import wording
from majungmul.portal import collecting, diffs
from majungmul.portal.access import may_operate, operator_or_local, public

SHOWN_RUNS = 20
SHOWN_DOUBTS = 50


@public
def sources(request: HttpRequest) -> HttpResponse:
    doubts = HeldChange.objects.filter(outcome="").select_related("source", "opportunity")
    newest = doubts.order_by("-last_seen", "-pk")[:SHOWN_DOUBTS]
    context = {
        "sources": health.sources_health(),
        "runs": health.recent_runs(SHOWN_RUNS),
        "waiting": doubts.count(),
        "doubts": [(doubt, diffs.rows(map(wording, doubt.changes))) for doubt in newest],
        "may_collect": may_operate(request),
    }
    return render(request, "portal/sources.html", context)


@operator_or_local
@require_POST
def collect(request: HttpRequest, slug: str) -> HttpResponse:
    """Collects from one source now."""
    if slug not in known.all():
        raise Http404
    collecting.start(slug)
    messages.success(
        request, _("수집을 시작했습니다. 잠시 뒤에 이 쪽을 새로 고치면 결과가 보입니다.")
    )
    return redirect("portal:sources")
