"""Near misses: the one change that would open a closed call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor
from typing import Literal

from majungmul.reference import vocabulary
from majungmul.terms import Company, Condition, Has, InSet, Range, Truth
from majungmul.terms.verdicts import VerdictName

from . import labels
from .calls import Call
from .explanation import NAMES, leaves
from .interpreter import leaf_truth, truth_of
from .particles import eul, i, ro
from .turning import window

ChangeKind = Literal[
    "wait", "obtain", "clear", "move", "open_site", "add_industry", "reach", "form"
]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """One change after which the call is no longer closed to the company.

    `value` is the code or number to reach. The change helps from `holds_from` to `holds_to`
    (None: no end known). `this_call` is False where the call's own day is fixed, so that only
    the next call with the same rule would open.
    """

    call: str
    kind: ChangeKind
    condition: Condition
    value: str
    after: VerdictName
    holds_from: date
    holds_to: date | None
    this_call: bool
    sentence: str
    sentence_en: str


@dataclass(frozen=True, slots=True)
class _Change:
    kind: ChangeKind
    value: str
    company: Company
    ko: str
    en: str


# Kinds of change, a bit each, by the fields whose leaves they can turn. Waiting moves the call's
# days, and so the law by which a size is judged; a size also follows industry, sales and staff.
_KINDS = ("days", "region", "industry", "entity_type", "employees", "revenue_krw", "export_usd",
          "investment_krw", "exclusion", "certificate")  # fmt: skip
_TURNED_BY = {
    "business_age_years": ("days",),
    "ceo_age": ("days",),
    "size_class": ("days", "industry", "revenue_krw", "employees"),
}


def reach(condition: Condition) -> int:
    """The kinds of change that could turn the leaf, a bit each; a change is of one kind."""
    field = getattr(condition, "field", "")
    kinds = _TURNED_BY.get(field, (field,))
    return sum(1 << bit for bit, kind in enumerate(_KINDS) if kind in kinds)


def near_misses(company: Company, calls: Iterable[Call], on: date) -> tuple[NearMiss, ...]:
    """For every ineligible call, each single change that would lift the *no*.

    Changes that make it eligible stand before those that leave something unknown; within that,
    by the day from which they help.
    """
    found = [miss for call in calls for miss in _misses(company, call, on)]
    return tuple(sorted(found, key=lambda m: (m.after != "eligible", m.holds_from, m.call)))


def _misses(company: Company, call: Call, on: date) -> Iterator[NearMiss]:
    days = call.days(on)
    if truth_of(call.rule, company, days) is not Truth.FALSE:
        return
    seen: set[tuple[str, str]] = set()
    for leaf, negated in leaves(call.rule):
        truth = leaf_truth(leaf, company, days)
        if (~truth if negated else truth) is not Truth.FALSE:
            continue
        if isinstance(leaf, Range) and leaf.field in ("business_age_years", "ceo_age"):
            yield from _waiting(company, call, leaf, negated, on)
            continue
        for change in _changes(leaf, negated, company):
            after = truth_of(call.rule, change.company, days)
            if after is Truth.FALSE or (change.kind, change.value) in seen:
                continue
            seen.add((change.kind, change.value))
            end = call.closing if call.closing and call.closing >= on else None
            yield NearMiss(
                call.key, change.kind, leaf, change.value, NAMES[after], on, end,
                end is not None or call.closing is None, change.ko, change.en,
            )  # fmt: skip


def _waiting(
    company: Company, call: Call, leaf: Range, negated: bool, on: date
) -> Iterator[NearMiss]:
    """Wait until an age is reached (or, under a `Not`, is passed)."""
    try:
        first, last = window(leaf, company)
    except ValueError:
        return
    start = last if negated else first
    if start is None or start < on:
        return
    after = truth_of(call.rule, company, call.days_if_issued(start))
    if after is Truth.FALSE:
        return
    same = leaf.as_of == "today" and (call.closing is None or start <= call.closing)
    end = None if negated else last
    business = leaf.field == "business_age_years"
    what = "업력" if business else "대표자 나이"
    ko = f"{start}부터 {f'{end}까지 ' if end else ''}{what} 요건이 맞습니다"
    en = f"The {'business' if business else 'representative'}'s age fits from {start}" + (
        f" to {end}" if end else ""
    )
    yield NearMiss(
        call.key, "wait", leaf, start.isoformat(), NAMES[after], start, end, same,
        f"{ko}{'.' if same else '(같은 조건의 다음 공고부터).'}",
        f"{en}{'.' if same else ' (for the next call with the same rule).'}",
    )  # fmt: skip


def _changes(leaf: Condition, negated: bool, company: Company) -> Iterator[_Change]:
    """Single changes that make the leaf hold. A company's size is not one it would change."""
    match leaf:
        case Has("certificate", values) if not negated:
            names = vocabulary.certificates()
            for value in values:
                yield _Change(
                    "obtain", value,
                    replace(company, certificates={**company.certificates, value: True}),
                    f"{labels.obtaining(value)} 됩니다.", f"Obtain: {names.label(value, 'en')}.",
                )  # fmt: skip
        case Has("exclusion", values) if negated:
            cleared = {**company.exclusions, **dict.fromkeys(values, False)}
            held = [value for value in values if company.exclusions.get(value)]
            names = vocabulary.exclusions()
            yield _Change(
                "clear", ",".join(held), replace(company, exclusions=cleared),
                f"{'·'.join(names.label(v) for v in held)} 사유가 해소되면 됩니다.",
                f"Clear: {', '.join(names.label(v, 'en') for v in held)}.",
            )  # fmt: skip
        case InSet("region", values, basis) if not negated:
            yield from _places(values, basis, company)
        case InSet("industry", values) if not negated:
            for value in values:
                own = (*(company.industries or ()), value)
                name = labels.industry_name(value, "ko")
                yield _Change(
                    "add_industry", value, replace(company, industries=own),
                    f"{eul(name)} 업종에 더하면 됩니다.", f"Add the industry {value}.",
                )  # fmt: skip
        case InSet("entity_type", values) if not negated:
            names = vocabulary.entity_types()
            for value in values:
                yield _Change(
                    "form", value, replace(company, entity_type=value),
                    f"기업 형태를 {ro(names.label(value))} 바꾸면 됩니다.",
                    f"Become: {names.label(value, 'en')}.",
                )  # fmt: skip
        case Range("employees" | "revenue_krw" | "export_usd" | "investment_krw"):
            yield from _reached(leaf, negated, company)


def _places(values: tuple[str, ...], basis: str, company: Company) -> Iterator[_Change]:
    for value in values:
        name = labels.region_name(value)
        if basis == "headquarters":
            yield _Change(
                "move", value, replace(company, region=value),
                f"본사를 {name}에 두면 됩니다.", f"Move headquarters to {name}.",
            )  # fmt: skip
        else:
            sites = (*(company.sites or ()), value)
            yield _Change(
                "open_site", value, replace(company, sites=sites),
                f"{name}에 사업장이 있으면 됩니다.", f"Open a place of business in {name}.",
            )  # fmt: skip


def _reached(leaf: Range, negated: bool, company: Company) -> Iterator[_Change]:
    """The nearest whole number within the range, or just outside it under a `Not`."""
    low = None if leaf.min is None else ceil(leaf.min)
    high = None if leaf.max is None else floor(leaf.max)
    if low is not None and leaf.min == low and not leaf.min_inclusive:
        low += 1
    if high is not None and leaf.max == high and not leaf.max_inclusive:
        high -= 1
    ends: tuple[tuple[int | None, str, str], ...] = (
        (low, "이상", "at least"), (high, "이하", "at most"),
    )  # fmt: skip
    if negated:
        ends = (
            (None if high is None else high + 1, "이상", "at least"),
            (None if low is None else low - 1, "이하", "at most"),
        )
    name, name_en = i(labels.fact_name(leaf.field)), labels.fact_name(leaf.field, "en")
    for target, bound, bound_en in ends:
        if target is not None and target >= 0:
            changed = {leaf.field: target}
            yield _Change(
                "reach", str(target), replace(company, **changed),  # type: ignore[arg-type]
                f"{name} {labels.amount(leaf.field, target)} {bound}이면 됩니다.",
                f"{name_en}: {bound_en} {target:,}.",
            )  # fmt: skip
