"""The first page, and the button that removes the samples."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majungmul.ledger import samples
from majungmul.portal.access import operator_or_local, public
from majungmul.portal.overview import closing_soon, overview


@public
def home(request: HttpRequest) -> HttpResponse:
    found = overview()
    context = {
        "counts": found,
        "region_tiles": found.tiles,
        "field_bars": found.bars,
        "nationwide_count": found.nationwide,
        "closing_soon": closing_soon(),
    }
    return render(request, "portal/home.html", context)


@operator_or_local
@require_POST
def remove_samples(request: HttpRequest) -> HttpResponse:
    samples.remove()
    messages.success(request, _("표본 자료를 모두 지웠습니다."))
    return redirect("portal:home")
