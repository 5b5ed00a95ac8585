"""The protocol's three routes. Public and read-only."""

from __future__ import annotations

from math import ceil
from typing import Any
from uuid import UUID

from common_grants_sdk.schemas.pydantic.filters import OppDefaultFilters
from common_grants_sdk.schemas.pydantic.pagination import PaginatedResultsInfo
from common_grants_sdk.schemas.pydantic.requests import OpportunitySearchRequest
from common_grants_sdk.schemas.pydantic.responses import (
    FilterInfo,
    OpportunitiesListResponse,
    OpportunitiesSearchResponse,
    OpportunityResponse,
)
from common_grants_sdk.schemas.pydantic.sorting import OppSortBy, OppSorting, SortedResultsInfo
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Query
from ninja.errors import HttpError, ValidationError

from majungmul.api.answers import Readable, protocol_error
from majungmul.ledger import search
from majungmul.ledger.models import Opportunity

from . import filters
from .mapping import as_common_grants

MAX_SIZE = 100
MAX_PAGE = 100_000

api = NinjaAPI(
    title="CommonGrants",
    version="0.4.0",
    urls_namespace="common-grants",
    docs_url=None,
    openapi_url=None,
    renderer=Readable(),
)


@api.get("/opportunities", response=OpportunitiesListResponse, by_alias=True, exclude_none=True)
def list_opportunities(
    request: HttpRequest,
    page: int = Query(1, ge=1, le=MAX_PAGE),
    page_size: int = Query(10, ge=1, le=MAX_SIZE, alias="pageSize"),
) -> dict[str, Any]:
    rows = _calls()
    parts, _ = filters.order(rows, OppSorting(sortBy=OppSortBy.LAST_MODIFIED_AT))
    return _page(rows, parts, page, page_size)


@api.post(
    "/opportunities/search",
    response=OpportunitiesSearchResponse,
    by_alias=True,
    exclude_none=True,
)
def search_opportunities(request: HttpRequest, body: OpportunitySearchRequest) -> dict[str, Any]:
    asked = body.filters or OppDefaultFilters()
    rows = filters.narrow(_calls(body.search or ""), asked)
    parts, sort_errors = filters.order(rows, body.sorting, filters.of_running(asked))
    size = min(body.pagination.page_size, MAX_SIZE)
    return {
        **_page(rows, parts, min(body.pagination.page, MAX_PAGE), size),
        "sortInfo": _sorted(body.sorting, sort_errors),
        "filterInfo": FilterInfo(
            filters=asked.model_dump(mode="json", by_alias=True, exclude_none=True),
            errors=filters.ignored(asked),
        ),
    }


@api.get("/opportunities/{opp_id}", response=OpportunityResponse, by_alias=True, exclude_none=True)
def one_opportunity(request: HttpRequest, opp_id: UUID) -> dict[str, Any]:
    rows = Opportunity.objects.select_related("funder", "operator")
    call = rows.filter(uuid=opp_id).first()
    if call is None:
        raise Http404
    data = as_common_grants(call, timezone.now())
    return {"status": 200, "message": "Success", "data": data}


def _calls(query: str = "") -> QuerySet[Opportunity]:
    """Calls of the ledger, of a query if there is one; repeats in other sources are left out."""
    rows = Opportunity.objects.filter(kind=Opportunity.Kind.CALL, same_as=None)
    if query.strip():
        found = search.opportunities(search.Filters(q=query))
        rows = rows.filter(pk__in=[call.pk for call in found])
    return rows.select_related("funder", "operator")


def _page(
    rows: QuerySet[Opportunity], parts: list[QuerySet[Opportunity]], page: int, size: int
) -> dict[str, Any]:
    """One page of `parts`, which hold all `rows` one after the other."""
    total = rows.count()
    now = timezone.now()
    return {
        "status": 200,
        "message": "Success",
        "items": [as_common_grants(call, now) for call in _cut(parts, (page - 1) * size, size)],
        "paginationInfo": PaginatedResultsInfo(
            page=page, pageSize=size, totalItems=total, totalPages=ceil(total / size)
        ),
    }


def _cut(parts: list[QuerySet[Opportunity]], start: int, size: int) -> list[Opportunity]:
    found: list[Opportunity] = []
    for place, part in enumerate(parts):
        got = list(part[start : start + size - len(found)])
        found += got
        if len(found) == size or place == len(parts) - 1:
            break
        start = 0 if got else start - part.order_by().count()
    return found


def _sorted(sorting: OppSorting, errors: list[str]) -> SortedResultsInfo:
    return SortedResultsInfo(
        sortBy=sorting.sort_by,
        sortOrder=sorting.sort_order,
        customSortBy=sorting.custom_sort_by,
        errors=errors,
    )


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return protocol_error(404, "Opportunity not found")


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors]
    return protocol_error(422, "The request is not valid", errors)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return protocol_error(error.status_code, str(error))
