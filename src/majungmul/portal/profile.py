"""The visitor's company: kept in the session, carried in and out as TOML."""

from __future__ import annotations

import json
import tomllib

from django.http import HttpRequest
from django.utils.translation import gettext as _

from majungmul.matching import BadProfileError, company_from_json, company_to_json
from majungmul.terms import Company

KEY = "company"
LARGEST_TOML = 64 * 1024  # bytes; a full profile is below 4 kB


def current_company(request: HttpRequest) -> Company | None:
    """The company of this session; None where the visitor has told nothing yet."""
    body = request.session.get(KEY)
    if body is None:
        return None
    try:
        return company_from_json(body)
    except BadProfileError:  # written by an earlier version whose codes are gone
        forget(request)
        return None


def remember(request: HttpRequest, company: Company) -> None:
    request.session[KEY] = company_to_json(company)


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def from_toml(data: bytes) -> Company:
    """A profile from an uploaded file. Raises BadProfileError, one sentence for the visitor."""
    if len(data) > LARGEST_TOML:
        raise BadProfileError((_("파일이 너무 큽니다(64 kB까지)"),))
    try:
        body = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadProfileError((_("파일을 UTF-8로 저장해 주세요"),)) from error
    except tomllib.TOMLDecodeError as error:
        raise BadProfileError((_("TOML 문법이 맞지 않습니다(%s)") % error,)) from error
    body = body.get("company", body)
    if not isinstance(body, dict):
        raise BadProfileError((_("company는 표여야 합니다"),))
    return company_from_json(body)


def to_toml(company: Company) -> str:
    """The known facts as the TOML that `majungmul match` reads."""
    tables: list[str] = []
    lines: list[str] = []
    for key, value in company_to_json(company).items():
        if isinstance(value, dict):
            rows = "".join(f"{name} = {_value(held)}\n" for name, held in value.items())
            tables.append(f"\n[{key}]\n{rows}")
        else:
            lines.append(f"{key} = {_value(value)}\n")
    return "".join(lines + tables)


def _value(value: object) -> str:
    """A TOML value: JSON's strings, numbers, booleans and lists of strings are written alike.

    JSON leaves DEL as it is, which TOML forbids.
    """
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
