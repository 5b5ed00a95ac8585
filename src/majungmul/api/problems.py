"""Errors as problem details (RFC 9457), `application/problem+json`."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError


def problem(status: int, detail: str, **more: object) -> HttpResponse:
    """One problem. `type` is about:blank: the status says what kind it is."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    return JsonResponse(
        {**body, "detail": detail, **more},
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def answer_with_problems(api: NinjaAPI) -> None:
    """Make every error of `api` a problem."""

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, "찾는 것이 없습니다. 주소를 확인해 주세요.")

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [
            {"pointer": "/".join(map(str, item["loc"])), "detail": item["msg"]}
            for item in error.errors
        ]
        return problem(422, "요청의 값이 맞지 않습니다.", errors=errors)

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error))
