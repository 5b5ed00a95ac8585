"""The list of calls: search, filters, pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from majungmul.ledger.search import Found
from majungmul.ledger.search import opportunities as search
from majungmul.portal.access import public
from majungmul.portal.forms.search import SearchForm

PAGE = 20


@public
def opportunities(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    found, widened = _search(form)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = form.query()
    context: dict[str, Any] = {
        "form": form,
        "chips": list(form.chips()),
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "total": page.paginator.count,
        "exact": found.count_is_exact,
        "widened": widened,
        "query": query.urlencode(),
        "feed_query": form.feed_query().urlencode(),
    }
    partial = request.htmx and not request.htmx.history_restore_request
    template = "portal/parts/results.html" if partial else "portal/opportunities.html"
    response = render(request, template, {**context, "partial": partial})
    patch_vary_headers(response, ("HX-Request",))
    return response


def _search(form: SearchForm) -> tuple[Found, bool]:
    """What the filters find. Where nothing is open and nobody asked for a status, all calls."""
    filters = form.filters()
    found = search(filters)
    if form.status_given or found.count():
        return found, False
    wide = search(replace(filters, status="", sort=filters.sort or ("" if filters.q else "newest")))
    return (wide, True) if wide.count() else (found, False)
