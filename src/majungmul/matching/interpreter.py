"""One company, one rule: the plain evaluator, in Kleene's three-valued logic.

What a leaf means:

- **region**: a place lies in a code or not; a company known only to its province while the rule
  names a city is unknown. `headquarters` looks at `region`. `site` looks at `region` and `sites`,
  and is unknown while `sites` is not known and the region does not settle it. `any` (the notice
  does not say which place counts) looks at the places the company has named.
- **industry**: any of the company's codes begins with one of the rule's; too short a code of the
  company is unknown.
- **size_class**: as the company states it; else what the law makes of its industry, sales and
  staff, as the law stood on the notice's day. Where several classes remain possible, the leaf is
  decided only if they all agree.
- **business_age_years**: counted to the day. 7년 이내 holds up to and including the day seven years
  after founding, 7년 미만 only before it; the same with 이상 and 초과. A person who is yet to found
  has no business age: false.
- **ceo_age**: completed years of age.
- An age on a day that is not known (`notice` of a call without a date) is unknown.
- **certificate, exclusion**: any one of the rule's; a code the company says nothing of is unknown.
- **Unread** is always unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import reduce

from majungmul.reference import ages
from majungmul.terms import All, Any, Company, Condition, Has, InSet, Not, Range, Rule, Truth

from .days import Days, plus_years
from .known import (
    Path,
    industry_path,
    is_pre_founder,
    may_be_within,
    possible_sizes,
    region_path,
    within,
)


def evaluate(
    rule: Rule,
    company: Company,
    on: date,
    notice: date | None = None,
    closing: date | None = None,
) -> Truth:
    """Whether `company` meets `rule`, asked on the day `on` of a call with these two dates."""
    return truth_of(rule, company, Days(on, notice, closing))


def truth_of(rule: Rule, company: Company, days: Days) -> Truth:
    """`evaluate` with the days already put together."""
    match rule:
        case All(parts):
            return reduce(Truth.__and__, (truth_of(p, company, days) for p in parts), Truth.TRUE)
        case Any(parts):
            return reduce(Truth.__or__, (truth_of(p, company, days) for p in parts), Truth.FALSE)
        case Not(part):
            return ~truth_of(part, company, days)
        case _:
            return leaf_truth(rule, company, days)


def leaf_truth(condition: Condition, company: Company, days: Days) -> Truth:
    """The value of one condition, before any `Not` around it."""
    match condition:
        case InSet("region", values, basis):
            return _any(_region(region_path(value), company, basis) for value in values)
        case InSet("industry", values):
            return _any(_industry(industry_path(value), company) for value in values)
        case InSet("size_class", values):
            return _size(possible_sizes(company, days.law_day), frozenset(values))
        case InSet("entity_type", values):
            own = company.entity_type
            return _any(_flag(None if own is None else own == value) for value in values)
        case Range("business_age_years"):
            return _business_age(condition, company, days)
        case Range("ceo_age"):
            day = days.resolve(condition.as_of)
            known = company.ceo_born is not None and day is not None
            return _between(condition, ages.full_years(company.ceo_born, day) if known else None)  # type: ignore[arg-type]
        case Range(field) if field in ("employees", "revenue_krw", "export_usd", "investment_krw"):
            return _between(condition, getattr(company, field))
        case Has("certificate", values):
            return _any(_flag(company.certificates.get(value)) for value in values)
        case Has("exclusion", values):
            return _any(_flag(company.exclusions.get(value)) for value in values)
        case Has("pre_founder"):
            return _flag(is_pre_founder(company))
        case _:  # Unread, and a field this version does not know
            return Truth.UNKNOWN


def _any(truths: Iterable[Truth]) -> Truth:
    return reduce(Truth.__or__, truths, Truth.FALSE)


def _flag(known: bool | None) -> Truth:
    if known is None:
        return Truth.UNKNOWN
    return Truth.TRUE if known else Truth.FALSE


def _size(possible: frozenset[str], values: frozenset[str]) -> Truth:
    if possible <= values:
        return Truth.TRUE
    return Truth.UNKNOWN if possible & values else Truth.FALSE


def _lies(place: Path, wanted: Path) -> Truth:
    if within(place, wanted):
        return Truth.TRUE
    return Truth.UNKNOWN if may_be_within(place, wanted) else Truth.FALSE


def _region(wanted: Path, company: Company, basis: str) -> Truth:
    if not wanted:
        return Truth.UNKNOWN
    home = _lies(region_path(company.region), wanted) if company.region else Truth.UNKNOWN
    if basis == "headquarters":
        return home
    if company.sites is None:
        return home | Truth.UNKNOWN if basis == "site" else home
    return home | _any(_lies(region_path(site), wanted) for site in company.sites)


def _industry(wanted: Path, company: Company) -> Truth:
    if company.industries is None or not wanted:
        return Truth.UNKNOWN
    return _any(_lies(industry_path(code), wanted) for code in company.industries)


def _business_age(condition: Range, company: Company, days: Days) -> Truth:
    if company.pre_founder:
        return Truth.FALSE
    day = days.resolve(condition.as_of)
    if company.founded is None or day is None:
        return Truth.UNKNOWN
    if condition.min is not None:
        reached = plus_years(company.founded, condition.min)
        if day < reached or (day == reached and not condition.min_inclusive):
            return Truth.FALSE
    if condition.max is not None:
        last = plus_years(company.founded, condition.max)
        if day > last or (day == last and not condition.max_inclusive):
            return Truth.FALSE
    return Truth.TRUE


def _between(condition: Range, value: Decimal | int | None) -> Truth:
    if value is None:
        return Truth.UNKNOWN
    low, high = condition.min, condition.max
    if low is not None and (value < low or (value == low and not condition.min_inclusive)):
        return Truth.FALSE
    if high is not None and (value > high or (value == high and not condition.max_inclusive)):
        return Truth.FALSE
    return Truth.TRUE
