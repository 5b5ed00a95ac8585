"""Synthetic calls with 3 to 12 conditions of every field, in proportions like those of notices."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from majungmul.matching import Call
from majungmul.reference import regions
from majungmul.terms import All, Any, Has, InSet, Not, Range, Rule, Unread

from .population import CERTIFICATES, EXCLUSIONS

_INDUSTRIES = (
    ("C",), ("J",), ("58", "62", "63"), ("26",), ("20", "21"), ("28", "29"), ("10", "11"),
    ("62",), ("72",), ("90", "91"), ("55", "56"), ("41", "42"), ("C", "J"), ("13", "14"), ("30",),
)  # fmt: skip
_SIZES = (
    ("micro",), ("micro", "small"), ("micro", "small", "medium"), ("micro", "small", "medium"),
    ("micro", "small", "medium", "mid"),
)  # fmt: skip
# calls open at one time were announced in the ten weeks before
_DAYS = [date(2026, 11, 1) - timedelta(days=n) for n in range(70) if n % 7 not in (0, 1)]


def calls(count: int, seed: int = 1) -> list[Call]:
    """`count` calls; the same seed gives the same calls."""
    rng = random.Random(seed)
    return [_call(rng, number) for number in range(count)]


def _call(rng: random.Random, number: int) -> Call:
    notice = rng.choice(_DAYS)
    wanted = rng.randint(3, 12)
    parts = [make(rng) for make in rng.sample(_MAKERS, len(_MAKERS)) if rng.random() < 0.75]
    rest = [Not(Has("exclusion", (code,))) for code in rng.sample(list(EXCLUSIONS), 4)]
    rule = All(tuple([*parts, *rest][:wanted]))
    return Call(f"call-{number}", rule, notice, notice + timedelta(days=rng.choice((14, 21, 30))))


def _region(rng: random.Random) -> Rule:
    provinces = [region.code for region in regions.provinces()]
    if rng.random() < 0.35:
        cities = [region.code for region in regions.all_regions() if region.parent]
        codes = rng.sample(cities, rng.choice((1, 1, 2, 5)))
    else:
        codes = rng.sample(provinces, rng.choice((1, 1, 1, 3, 14)))
    return InSet("region", tuple(codes), rng.choice(("headquarters", "any", "site")))


def _age(rng: random.Random) -> Rule:
    low, high = rng.choice(((None, 7), (None, 3), (3, 7), (None, 10), (1, None), (None, 5)))
    as_of = rng.choice(("notice", "closing"))
    age = Range("business_age_years", _number(low), _number(high), as_of=as_of)
    return Any((age, Has("pre_founder", ("yes",)))) if rng.random() < 0.3 else age


def _ceo(rng: random.Random) -> Rule:
    low, high = rng.choice(((None, 39), (19, 34), (40, None), (None, 29)))
    return Range("ceo_age", _number(low), _number(high))


def _sum(rng: random.Random) -> Rule:
    field, ends = rng.choice(
        (
            ("employees", (5, 10, 50, 100, 300)),
            ("revenue_krw", (10**8, 10**9, 3 * 10**9, 12 * 10**9, 10**11)),
            ("export_usd", (1, 10**5, 10**6)),
            ("investment_krw", (1, 10**8, 10**9)),
        )
    )
    end = Decimal(rng.choice(ends))
    return Range(field, end) if rng.random() < 0.5 else Range(field, None, end, True, False)


def _certificates(rng: random.Random) -> Rule:
    return Has("certificate", tuple(rng.sample(list(CERTIFICATES), rng.choice((1, 2, 3)))))


def _entity(rng: random.Random) -> Rule:
    return InSet("entity_type", rng.choice((("company",), ("company", "sole_proprietor"))))


def _excluded(rng: random.Random) -> Rule:
    return Not(Has("exclusion", tuple(rng.sample(list(EXCLUSIONS), rng.choice((1, 2, 3))))))


def _either(rng: random.Random) -> Rule:
    """A nested choice: a certificate, or young and small."""
    young = All((_age(rng), InSet("size_class", ("micro", "small"))))
    return Any((_certificates(rng), young))


def _industry(rng: random.Random) -> Rule:
    rule = InSet("industry", rng.choice(_INDUSTRIES))
    return Not(rule) if rng.random() < 0.2 else rule


def _size(rng: random.Random) -> Rule:
    return InSet("size_class", rng.choice(_SIZES))


def _unread(rng: random.Random) -> Rule:
    return Unread("지역사회에 이바지한 실적이 있는 기업") if rng.random() < 0.1 else _size(rng)


def _number(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


_MAKERS = (
    _region, _size, _age, _industry, _excluded, _sum, _entity, _ceo, _certificates, _either,
    _unread, _sum,
)  # fmt: skip
