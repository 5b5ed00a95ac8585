"""The day that a notice prints beside 공고일 기준, where it is not the day a source gives."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from majungmul.terms import All, Not, Range, Rule
from majungmul.terms import Any as AnyOf

_PRINTED = re.compile(
    r"공고일(?:자)?\s?(?:현재|기준)?\s?\(\s?(\d{4}|['’‘`]?\d{2})\s?[.\-년]\s?(\d{1,2})\s?[.\-월]\s?(\d{1,2})\s?[.일]?"
    r"\s?(?:\([월화수목금토일]\))?\s?(?:현재|기준)?\s?\)"
)


def notice_day(text: str, published: date | None) -> date | None:
    """The one day that the text prints for its 공고일, if it is another than `published`."""
    if published is None:
        return None
    days: set[date] = set()
    for match in _PRINTED.finditer(text):
        year = int(match[1].lstrip("'’‘`"))
        try:
            days.add(date(year if year > 99 else 2000 + year, int(match[2]), int(match[3])))
        except ValueError:
            return None
    day = days.pop() if len(days) == 1 else None
    return day if day != published else None


def counted_on(rule: Rule, day: date) -> Rule:
    """`rule` with every bound that counts on the day of the notice counted on `day`."""
    match rule:
        case All(rules):
            return replace(rule, rules=tuple(counted_on(part, day) for part in rules))
        case AnyOf(rules):
            return replace(rule, rules=tuple(counted_on(part, day) for part in rules))
        case Not(part):
            return replace(rule, rule=counted_on(part, day))
        case Range(field="business_age_years" | "ceo_age", as_of="notice"):
            return replace(rule, as_of=day.isoformat())
    return rule
