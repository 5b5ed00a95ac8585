"""A search as a query string: what the list page, the feeds and the API all take."""

from __future__ import annotations

from datetime import date
from typing import get_args
from uuid import UUID

from django.http import QueryDict

from majungmul.reference import vocabulary

from .found import FIRST, LAST, Filters, Sort, Status

__all__ = ["FIRST", "LAST", "filters_from"]


def filters_from(query: QueryDict) -> Filters:
    """The filters that `query` names; a value nobody knows is as if it were not there.

    Keys: `q`, `region` (repeatable), `field`, `funder`, `program`, `source`, `status`,
    `closes_before` and `closes_after` (`YYYY-MM-DD`), `sort`.
    """
    status, sort = query.get("status", ""), query.get("sort", "")
    field = query.get("field", "")
    return Filters(
        q=query.get("q", "")[:200],
        regions=tuple(code for code in query.getlist("region") if code.isdigit())[:20],
        field=field if field in vocabulary.fields() else "",
        funder=_uuid(query.get("funder", "")),
        program=_uuid(query.get("program", "")),
        source=query.get("source", ""),
        status=status if status in get_args(Status) else "",
        closes_before=_day(query.get("closes_before", "")),
        closes_after=_day(query.get("closes_after", "")),
        sort=sort if sort in get_args(Sort) else "",
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""
