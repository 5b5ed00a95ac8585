"""What all answers of the two APIs share: UTF-8 JSON, and errors in the API's own shape."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja.renderers import JSONRenderer

READABLE = {"ensure_ascii": False}


class Readable(JSONRenderer):
    """Korean stays Korean."""

    json_dumps_params = READABLE


def problem(status: int, detail: str, **more: object) -> HttpResponse:
    """Problem details (RFC 9457). `type` is about:blank: the status says what kind it is."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    return JsonResponse(
        {**body, "detail": detail, **more},
        status=status,
        content_type="application/problem+json",
        json_dumps_params=READABLE,
    )


def protocol_error(status: int, message: str, errors: list[str] | None = None) -> HttpResponse:
    """CommonGrants' `Error`."""
    body = {"status": status, "message": message, "errors": errors or []}
    return JsonResponse(body, status=status, json_dumps_params=READABLE)


SHAPES: dict[str, Callable[[int, str], HttpResponse]] = {
    "/common-grants/": protocol_error,
    "/api/v1/": problem,
}
SENTENCES = {
    400: "요청을 읽을 수 없습니다. 크기(2 MB까지)와 형식을 확인해 주세요.",
    404: "찾는 것이 없습니다. 주소를 확인해 주세요.",
    405: "이 주소에서는 쓸 수 없는 방식(method)입니다.",
    413: "보낸 내용이 너무 큽니다. 나누어 보내 주세요.",
    500: "안에서 문제가 생겼습니다. 잠시 뒤 다시 해 주세요.",
}


class ErrorShapes:
    """Middleware: what Django itself answers under an API's prefix gets that API's shape.

    An address nobody serves, a method nobody answers, a failure inside: a client that parses
    JSON must not meet a page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        shape = next((SHAPES[p] for p in SHAPES if request.path.startswith(p)), None)
        json = "json" in response.get("Content-Type", "")
        if shape is None or json or response.status_code < HTTPStatus.BAD_REQUEST:
            return response
        status = response.status_code
        shaped = shape(status, SENTENCES.get(status, HTTPStatus(status).phrase))
        if "Allow" in response:
            shaped["Allow"] = response["Allow"]
        return shaped
