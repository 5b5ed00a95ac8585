"""Size class of a company by the law of the day, from what is known of it.

    micro 소상공인 < small 소기업 < medium 중기업 (these three: 중소기업) < mid 중견 < large 대기업

The law looks at the average sales of three years in the main industry, at total assets and at
independence from a larger group. A profile holds last year's sales only and nothing of its group:
what is computed here stands on those assumptions and names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from . import industries
from ._files import table, toml

CLASSES = ("micro", "small", "medium", "mid", "large")
SME = frozenset(CLASSES[:3])
_EOK = 100_000_000


@dataclass(frozen=True, slots=True)
class Ceiling:
    """Largest average yearly sales in won of a 중소기업 and of a 소기업 in these industries."""

    prefix: str
    medium_max: int
    small_max: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class SizeAnswer:
    """What the known facts allow to say.

    `possible` are the classes that remain; `value` is the class when only one does, else None and
    `missing` names the profile fields that would narrow it. `assumes` says in Korean what was
    taken for granted, `law` where the limits stand.
    """

    possible: frozenset[str]
    missing: tuple[str, ...]
    assumes: tuple[str, ...]
    law: tuple[str, ...]

    @property
    def value(self) -> str | None:
        return next(iter(self.possible)) if len(self.possible) == 1 else None


def size_class(
    industry: str | None,
    revenue_krw: Decimal | int | None,
    employees: int | None,
    on: date,
    assets_krw: Decimal | int | None = None,
) -> SizeAnswer:
    """The size class of a company whose main industry is `industry` (KSIC), on the day `on`.

    `revenue_krw` are yearly sales in won, `employees` regular employees (상시 근로자),
    `assets_krw` total assets in won. Any may be None. Nothing is known for industries that the
    law leaves out, and for days before 2016-01-01, when sales became the only measure.
    """
    ceilings = _ceilings(industry, on)
    law = _law()
    if not ceilings:
        return SizeAnswer(frozenset(CLASSES), (), (), ())
    possible: set[str] = set()
    for ceiling in ceilings:
        possible |= _classes(ceiling, _section(ceiling.prefix), revenue_krw, employees)
    if assets_krw is not None and assets_krw >= law["assets_max"] * _EOK:
        possible = {"mid", "large"}
    return SizeAnswer(
        frozenset(possible),
        _missing(possible, industry, revenue_krw, employees),
        _assumptions(possible, revenue_krw, assets_krw),
        tuple(law[key] for key in _cited(possible)),
    )


def from_word(word: str) -> tuple[str, ...] | None:
    """Classes a word of a notice covers: `소기업` → micro, small; None when it is no such word."""
    return words().get("".join(word.split()))


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """Words for sizes, without blanks → the classes they cover, longest first."""
    listed: dict[str, list[str]] = _law()["words"]
    pairs = (("".join(word.split()), tuple(classes)) for word, classes in listed.items())
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def label(code: str, language: str = "ko") -> str:
    """소상공인, 소기업 …; the code itself when it is none of the five."""
    entry = _law()["classes"].get(code)
    return str(entry[language]) if entry else code


@cache
def employee_limits() -> tuple[int, ...]:
    """The numbers of regular employees at which a class changes in some industry, ascending."""
    return tuple(sorted(set(_law()["micro_employees"].values())))


@cache
def all_ceilings() -> tuple[Ceiling, ...]:
    """Every row of the dated table."""
    return tuple(
        Ceiling(
            row["prefix"],
            int(row["medium_max"]) * _EOK,
            int(row["small_max"]) * _EOK,
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in table("size_ceilings")
    )


def ceiling_of(industry: str, on: date) -> Ceiling | None:
    """The row for an industry: the longest prefix, else its section letter; None when the law
    has none for it (public administration, associations, households) or for that day."""
    code = industries.normalise(industry)
    valid = {row.prefix: row for row in _valid(on)}
    if code is None:
        return None
    keys = (code,) if code.isalpha() else tuple(code[:n] for n in range(len(code), 1, -1))
    section = industries.section_of(code) or ""
    if section == "S" and not code.startswith(("95", "96")):
        return None
    return next((valid[key] for key in (*keys, section) if key in valid), None)


def _ceilings(industry: str | None, on: date) -> tuple[Ceiling, ...]:
    if industry is None:
        return _valid(on)
    found = ceiling_of(industry, on)
    return (found,) if found else ()


def _valid(on: date) -> tuple[Ceiling, ...]:
    return tuple(
        row
        for row in all_ceilings()
        if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)
    )


def _classes(
    ceiling: Ceiling,
    section: str,
    revenue: Decimal | int | None,
    employees: int | None,
) -> set[str]:
    """The classes that remain under one ceiling."""
    limits: Mapping[str, int] = _law()["micro_employees"]
    few = None if employees is None else employees < limits.get(section, limits["other"])
    tiny = {"micro"} if few else {"small"} if few is False else {"micro", "small"}
    if revenue is None:
        return tiny | {"medium", "mid", "large"}
    if revenue > ceiling.medium_max:
        return {"mid", "large"}
    return {"medium"} if revenue > ceiling.small_max else tiny


def _missing(
    possible: Iterable[str],
    industry: str | None,
    revenue: Decimal | int | None,
    employees: int | None,
) -> tuple[str, ...]:
    left = set(possible)
    if len(left) == 1:
        return ()
    if left == {"mid", "large"}:
        return ("size_class",)  # only the group it belongs to would tell
    wanted = (
        ("revenue_krw", revenue is None),
        ("industry", industry is None),
        ("employees", employees is None and "micro" in left),
    )
    return tuple(name for name, absent in wanted if absent)


def _assumptions(
    possible: Iterable[str], revenue: Decimal | int | None, assets: Decimal | int | None
) -> tuple[str, ...]:
    if not SME & set(possible):
        return ()
    said = ["기업집단에 속하지 않고 관계기업이 없는 것으로 보았습니다."]
    if revenue is not None:
        said.append("최근 1년 매출액을 3년 평균매출액으로 보았습니다.")
    if assets is None:
        said.append("자산총액이 5,000억 원 미만인 것으로 보았습니다.")
    return tuple(said)


def _cited(possible: Iterable[str]) -> tuple[str, ...]:
    left = set(possible)
    return tuple(
        key
        for key, classes in (
            ("micro", {"micro"}),
            ("small", {"micro", "small"}),
            ("medium", SME),
            ("mid", {"mid"}),
        )
        if left & classes
    )


def _section(prefix: str) -> str:
    return industries.section_of(prefix) or ""


@cache
def _law() -> dict[str, Any]:
    return toml("size_law")
