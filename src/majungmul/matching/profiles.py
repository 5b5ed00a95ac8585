"""Company profiles: from TOML and JSON as people and other programs write them, and back to JSON.

    name = "가온로봇"
    founded = 2021-04-29          # or "2021.04.29."
    region = "부산 해운대구"
    industries = ["26", "소프트웨어 개발"]
    revenue_krw = "23억 원"
    certificates = ["벤처기업"]    # or { venture = true, innobiz = false }

Keys may be in Korean (창업일, 소재지, 매출 …): see `data/facts.toml`. A key that is left out,
blank or `-` is a fact that is not known.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from majungmul.reference import vocabulary
from majungmul.terms import Company
from majungmul.terms.facts import plain

from . import profile_values as read
from .labels import fact_name, facts
from .particles import eun


class BadProfileError(ValueError):
    """A profile that cannot be used. `problems` are clauses, each naming its key."""

    def __init__(self, problems: tuple[str, ...], name: str = "") -> None:
        self.problems = problems
        where = f"{name}: " if name else ""
        super().__init__(f"{where}기업 정보를 고쳐 주세요: {'; '.join(problems)}.")


_READERS: Mapping[str, Callable[[object], object]] = {
    "text": read.text,
    "brn": read.brn,
    "date": read.day,
    "yes_no": read.yes_no,
    "region": read.region,
    "regions": lambda value: read.several(value, read.region),
    "size": read.size,
    "industries": read.trades,
    "entity": read.entity,
    "persons": read.persons,
    "won": read.won,
    "dollars": read.dollars,
}


_KOREAN_KEY = re.compile(r"(?m)^[ \t]*([^\s\"'#\[=]*[가-힣][^\"'=\n]*?)[ \t]*=")


def company_from_toml(path: Path | str) -> Company:
    """Read a profile from a TOML file.

    Raises BadProfileError, one Korean sentence that names the file, each bad key and what to write
    instead.
    """
    path = Path(path)
    try:
        data = _toml(path.read_text("utf-8-sig"))
    except OSError as error:
        raise BadProfileError((f"파일을 열 수 없어요({error.strerror})",), path.name) from error
    except UnicodeDecodeError as error:
        raise BadProfileError(("파일을 UTF-8로 저장해 주세요",), path.name) from error
    except tomllib.TOMLDecodeError as error:
        raise BadProfileError((f"TOML 문법이 맞지 않아요({error})",), path.name) from error
    body = data.get("company", data)
    if not isinstance(body, dict):
        raise BadProfileError(("company는 표여야 해요",), path.name)
    return company_from_json(body, path.name)


def company_from_json(data: Mapping[str, Any], name: str = "") -> Company:
    """Read a profile from parsed JSON, a form or a table's row; `name` is for the message.

    Raises BadProfileError naming every bad key at once.
    """
    found, problems = read_company(data)
    if problems:
        raise BadProfileError(problems, name)
    return found


def read_company(data: Mapping[str, Any]) -> tuple[Company, tuple[str, ...]]:
    """The company of every readable fact, and one clause for each that is not."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in data.items():
        if read.is_blank(value):
            continue
        try:
            _take(str(key), value, values)
        except read.BadValueError as error:
            problems.append(f"{eun(f'‘{key}’')} {error}{_shown(value)}")
    return Company(**values), tuple(problems)


def company_to_json(company: Company) -> dict[str, object]:
    """Only the known facts, as JSON values: dates in ISO form, sums as decimal strings."""
    body: dict[str, object] = {}
    for key in (*facts(), "certificates", "exclusions"):
        value = getattr(company, key)
        if value is None or value == "" or value == {}:
            continue
        body[key] = _json(value)
    return body


def fact_of(name: str) -> str | None:
    """The fact that a key or a column's heading names: 설립일 → `founded`; None when none."""
    return _keys().get(_fold(name))


def _toml(text: str) -> dict[str, Any]:
    """TOML wants quotes round Korean keys; people leave them out."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return tomllib.loads(_KOREAN_KEY.sub(r'"\1" =', text))


def _take(key: str, value: object, values: dict[str, Any]) -> None:
    name = _keys().get(_fold(key))
    if name in ("certificates", "exclusions"):
        names = vocabulary.certificates() if name == "certificates" else vocabulary.exclusions()
        values[name] = read.flags(value, names)
    elif name == "entity_type" and fact_of(str(value)) == "pre_founder":
        values.setdefault("pre_founder", True)  # lists of firms put 예비창업자 beside 법인 and 개인
    elif name is None:
        raise read.BadValueError(f"모르는 항목이에요(쓸 수 있는 항목: {', '.join(facts())})")
    else:
        values[name] = _READERS[facts()[name].type](value)


@cache
def _keys() -> Mapping[str, str]:
    """Every name a profile may use for a fact → its key."""
    found = {"certificates": "certificates", "exclusions": "exclusions"}
    found |= dict.fromkeys(("certificate", "인증", "보유인증", "기업인증"), "certificates")
    found |= dict.fromkeys(("exclusion", "제외사유", "결격사유"), "exclusions")
    for key, fact in facts().items():
        for word in (key, fact_name(key), *fact.also):
            found[_fold(word)] = key
    return found


def _fold(word: str) -> str:
    return "".join(word.split()).lower().lstrip("#")


def _shown(value: object) -> str:
    return f" (지금 값: {str(value)[:40]})"


def _json(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return plain(value)
        case tuple():
            return list(value)
        case dict():
            return dict(sorted(value.items()))
    return value
