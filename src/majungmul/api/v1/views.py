"""`/api/v1`: read the ledger, and match one company. Everything here is public and read-only."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Body, NinjaAPI, Query
from ninja.errors import HttpError, ValidationError

from majungmul import __version__
from majungmul.api.answers import SENTENCES, Readable, problem
from majungmul.ledger import queries, search, verdicts
from majungmul.ledger.models import Document, Opportunity, Statement
from majungmul.ledger.search.query import FIRST, LAST, filters_from
from majungmul.matching import BadProfileError, company_from_json

from . import schemas

api = NinjaAPI(
    title="마중물 API",
    version=__version__,
    description="정부 지원사업 장부. 모든 수치는 근거 문장의 위치와 함께 옵니다.",
    urls_namespace="api-v1",
    renderer=Readable(),
)

PAGE_SIZE = 20
MAX_PAGE = 100_000
MAX_STATEMENTS = 500


@api.get("/opportunities", response=schemas.Page, summary="공고 찾기")
def list_opportunities(
    request: HttpRequest, page: int = Query(1, ge=1, le=MAX_PAGE)
) -> dict[str, Any]:
    """The same query string as the list page: q, region, field, funder, status, sort …"""
    found = search.opportunities(filters_from(request.GET))
    return {
        "total": found.count(),
        "page": page,
        "page_size": PAGE_SIZE,
        "items": found.page(page, PAGE_SIZE),
    }


@api.get("/opportunities/{uuid}", response=schemas.OpportunityDetail, summary="공고 하나")
def one_opportunity(request: HttpRequest, uuid: UUID) -> Opportunity:
    rows: QuerySet[Opportunity] = Opportunity.objects.select_related(
        "program", "funder", "operator", "source"
    )
    return get_object_or_404(rows, uuid=uuid)


@api.get("/documents/{uuid}", response=schemas.DocumentOut, summary="문서와 그 읽음")
def one_document(request: HttpRequest, uuid: UUID) -> Document:
    return get_object_or_404(Document, uuid=uuid)


@api.get("/statements", response=list[schemas.StatementOut], summary="진술")
def list_statements(request: HttpRequest, measure: str, status: str = "") -> QuerySet[Statement]:
    """What sources say of one measure, newest first, at most 500."""
    return queries.statements_of(measure, status)[:MAX_STATEMENTS]


@api.post("/match", response=list[schemas.VerdictOut], summary="우리 회사에 맞는 공고")
def match(
    request: HttpRequest, company: Body[dict[str, Any]], on: date | None = None
) -> list[dict[str, Any]]:
    """Every open call with its verdict and reasons. The profile is used and not kept."""
    try:
        profile = company_from_json(company)
    except BadProfileError as error:
        raise HttpError(422, str(error)) from error
    day = on or timezone.localdate()
    if not FIRST <= day <= LAST:
        raise HttpError(422, f"on: {FIRST}부터 {LAST} 사이의 날짜를 주세요.")
    return [schemas.VerdictOut.of(item) for item in verdicts.for_company(profile, day)]


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, SENTENCES[404])


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        {"pointer": "/".join(map(str, item["loc"])), "detail": item["msg"]} for item in error.errors
    ]
    return problem(422, "요청의 값이 맞지 않습니다.", errors=errors)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, SENTENCES.get(error.status_code, str(error)))
