"""Feeds of a search: the same query string as the list page takes."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.views.decorators.http import require_safe

from majungmul.ledger import search
from majungmul.ledger.models import Opportunity
from majungmul.ledger.search.query import filters_from

from .calendar import calendar, marked_title, printable

LENGTH = 100


class Opportunities(Feed):
    """RSS 2.0: the hundred newest calls of a search."""

    feed_type = Rss201rev2Feed
    title = "마중물: 새 지원사업 공고"
    link = "/opportunities/"
    description = "찾은 조건에 맞는 새 공고"
    language = "ko"

    def get_object(self, request: HttpRequest) -> search.Filters:
        return filters_from(request.GET)

    def items(self, filters: search.Filters) -> list[Opportunity]:
        return list(search.opportunities(replace(filters, sort="newest"))[:LENGTH])

    def item_title(self, item: Opportunity) -> str:
        return marked_title(item)

    def item_description(self, item: Opportunity) -> str:
        return printable(item.summary)

    def item_link(self, item: Opportunity) -> str:
        return f"/opportunities/{item.uuid}/"

    def item_guid(self, item: Opportunity) -> str:
        return str(item.uuid)

    item_guid_is_permalink = False

    def item_pubdate(self, item: Opportunity) -> object:
        return item.first_seen


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """iCalendar of the next hundred deadlines of a search. Public."""
    filters = replace(filters_from(request.GET), sort="deadline", closes_after=timezone.localdate())
    calls = search.opportunities(filters)[:LENGTH]
    body = calendar(calls, request.build_absolute_uri("/").rstrip("/"), timezone.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="majungmul.ics"'
    return response
