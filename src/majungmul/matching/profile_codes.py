"""One company's facts → the codes that `encode` gives a column of companies."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from decimal import Decimal
from math import floor

from majungmul.terms import Company

from .codings import EPOCH, MISSING, Bands, Coding, Flags, Paths, Sizes, Words
from .known import is_pre_founder, possible_sizes


def code_set(coding: Coding, company: Company) -> int:
    """The codes of the company as one int, bit k for code k; several where it has several."""
    return sum(1 << code for code in set(_codes(coding, company)))


def _codes(coding: Coding, company: Company) -> list[int]:
    match coding:
        case Paths():
            return _paths(coding, company)
        case Words():
            return [coding.code(getattr(company, coding.name))]
        case Sizes():
            return [coding.mask(possible_sizes(company, coding.law_day))]
        case Bands():
            return [_band(coding, company)]
        case _:
            return [_flag(coding.name, company)]


def _paths(coding: Paths, company: Company) -> list[int]:
    if coding.name == "industry":
        return _listed(coding, company.industries, MISSING)
    home = coding.code(company.region)
    if coding.name == "headquarters":
        return [home]
    return [home, *_listed(coding, company.sites, coding.UNLISTED)]


def _listed(coding: Paths, values: tuple[str, ...] | None, missing: int) -> list[int]:
    if values is None:
        return [missing]
    return [coding.code(value) for value in values] or [coding.ABSENT]


def _band(coding: Bands, company: Company) -> int:
    if coding.name == "business_age_years":
        if company.pre_founder:
            return coding.NONE
        return _cut(coding, company.founded)
    if coding.name == "ceo_age":
        return _cut(coding, company.ceo_born)
    return _cut(coding, getattr(company, coding.name))


def _cut(coding: Bands, value: date | Decimal | int | None) -> int:
    if value is None:
        return MISSING
    number = value.toordinal() - EPOCH if isinstance(value, date) else floor(value)
    return coding.FIRST + bisect_right(coding.cuts, number)


def _flag(name: str, company: Company) -> int:
    field, _, code = name.partition("_")
    if name == "pre_founder":
        known = is_pre_founder(company)
    else:
        known = (company.certificates if field == "certificate" else company.exclusions).get(code)
    return MISSING if known is None else Flags.YES if known else Flags.NO
