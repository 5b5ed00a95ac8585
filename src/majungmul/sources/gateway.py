"""Errors that arrive dressed as answers: the data.go.kr gateway, odcloud, bizinfo."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .types import SourceError

_FINE = frozenset({"00", "0", "000", "200", "INFO-000"})
_EMPTY = "03"


class GatewayError(SourceError):
    """The source itself said that it will not answer, and why."""


@dataclass(frozen=True, slots=True)
class Code:
    name: str
    retry: bool
    say: str


@cache
def codes() -> Mapping[str, Code]:
    """The gateway's codes: name, whether to try again, and what to tell the operator."""
    data = tomllib.loads(files(__package__).joinpath("gateway.toml").read_text("utf-8"))
    return {code: Code(**row) for code, row in data["codes"].items()}


def check(answer: Mapping[str, object]) -> None:
    """Raises GatewayError when `answer` (the outermost mapping) is an error in an answer's dress.

    "No data" (03) is an empty page, not an error.
    """
    if "reqErr" in answer:
        word = _word(answer["reqErr"])
        raise GatewayError(f"기업마당이 요청을 거절했습니다({word}). BIZINFO_KEY를 확인하세요.")
    for name in ("OpenAPI_ServiceResponse", "response"):
        header = _mapping(_mapping(answer.get(name)).get("cmmMsgHeader"))
        if header:
            _raise(_word(header.get("returnReasonCode")), _word(header.get("returnAuthMsg")))
    for holder in (_mapping(answer.get("response")).get("header"), answer.get("header"), answer):
        code = _word(_mapping(holder).get("resultCode"))
        if code and code not in _FINE:
            _raise(code, _word(_mapping(holder).get("resultMsg")))
    _check_odcloud(answer)


def check_words(text: str) -> None:
    """Raises GatewayError when a short text that is no data names one of the gateway's errors."""
    for code, known in codes().items():
        if known.name in text[:1000]:
            _raise(code, known.name)


def _raise(code: str, message: str) -> None:
    code = code.zfill(2) if code.isdecimal() else code
    if code == _EMPTY:
        return
    known = codes().get(code) or next((c for c in codes().values() if c.name == message), None)
    if known:
        raise GatewayError(f"{known.say} (오류 {code} {known.name})", retry=known.retry)
    raise GatewayError(f"알 수 없는 오류를 받았습니다({code} {message}). API 공지를 확인하세요.")


def _check_odcloud(answer: Mapping[str, object]) -> None:
    code = _word(answer.get("code"))
    if not code.startswith("-") or "data" in answer:
        return
    message = _word(answer.get("msg"))
    if code == "-999":
        raise GatewayError(
            f"제공기관이 요청을 거절했습니다({code} {message}). 호출 간격을 늘려 다시 시도하세요.",
            retry=True,
        )
    raise GatewayError(f"인증키를 확인하세요({code} {message}).")


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _word(value: object) -> str:
    return str(value).strip()[:200] if isinstance(value, str | int | float) else ""
