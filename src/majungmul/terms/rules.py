"""Eligibility rules: a frozen tree of typed conditions.

    Rule = All | Any | Not | InSet | Range | Has | Unread

Every leaf carries the span of the clause it was read from (None for a rule that a person drafts).
A clause that could not be typed is `Unread`: its value is always unknown and its text is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from .facts import Span, plain

Basis = Literal["headquarters", "site", "any"]

DEEPEST = 100

SET_FIELDS = ("region", "size_class", "industry", "entity_type")
RANGE_FIELDS = (
    "business_age_years",
    "ceo_age",
    "employees",
    "revenue_krw",
    "export_usd",
    "investment_krw",
)
FLAG_FIELDS = ("pre_founder", "certificate", "exclusion")
FIELDS = SET_FIELDS + RANGE_FIELDS + FLAG_FIELDS


@dataclass(frozen=True, slots=True)
class InSet:
    """The company's code is one of `values`; industry and region codes match by prefix."""

    field: str
    values: tuple[str, ...]
    basis: Basis = "any"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """A number between two ends. Units: years, persons, won, dollars, as the field's name says.

    `as_of` names the day on which an age counts: `notice`, `closing`, or an ISO date.
    """

    field: str
    min: Decimal | None = None
    max: Decimal | None = None
    min_inclusive: bool = True
    max_inclusive: bool = True
    as_of: str = "notice"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Has:
    """The company has any one of `values`; for `pre_founder` the only value is `yes`."""

    field: str
    values: tuple[str, ...]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A clause nobody could type. Always unknown."""

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class All:
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Any:
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Not:
    rule: Rule


Condition: TypeAlias = InSet | Range | Has | Unread
Rule: TypeAlias = All | Any | Not | Condition


def conditions(rule: Rule) -> Iterator[Condition]:
    """The leaves of `rule`, left to right."""
    match rule:
        case All(rules) | Any(rules):
            for part in rules:
                yield from conditions(part)
        case Not(part):
            yield from conditions(part)
        case _:
            yield rule


def rule_to_json(rule: Rule) -> dict[str, object]:
    """The JSON of contracts.md: `all`, `any`, `not`, or a condition beside its span."""
    match rule:
        case All(rules):
            return {"all": [rule_to_json(part) for part in rules]}
        case Any(rules):
            return {"any": [rule_to_json(part) for part in rules]}
        case Not(part):
            return {"not": rule_to_json(part)}
        case InSet(field, values, basis, span):
            body: dict[str, object] = {"field": field, "op": "in", "value": list(values)}
            if field == "region":
                body["basis"] = basis
        case Has(field, values, span):
            body = {"field": field, "op": "has", "value": list(values)}
        case Range(field, low, high, low_in, high_in, as_of, span):
            body = {
                "field": field,
                "op": "range",
                "min": None if low is None else plain(low),
                "max": None if high is None else plain(high),
                "min_inclusive": low_in,
                "max_inclusive": high_in,
                "as_of": as_of,
            }
        case Unread(text, span):
            body = {"field": None, "op": "unread", "text": text}
    return {**(span.to_json() if span else {}), **body}


def rule_from_json(data: Mapping[str, object]) -> Rule:
    """The inverse of `rule_to_json`.

    Raises ValueError naming what is wrong when `data` is no rule, or nests deeper than DEEPEST.
    """
    try:
        return _from_json(data, DEEPEST)
    except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"not a rule: {data!r} ({error})") from error


def _from_json(data: Mapping[str, object], room: int) -> Rule:
    if room == 0:
        raise ValueError(f"not a rule: nested deeper than {DEEPEST}")
    if "all" in data:
        return All(tuple(_from_json(part, room - 1) for part in data["all"]))  # type: ignore[attr-defined]
    if "any" in data:
        return Any(tuple(_from_json(part, room - 1) for part in data["any"]))  # type: ignore[attr-defined]
    if "not" in data:
        return Not(_from_json(data["not"], room - 1))  # type: ignore[arg-type]
    span = _span(data)
    match data["op"]:
        case "in":
            return InSet(str(data["field"]), _values(data), data.get("basis", "any"), span)  # type: ignore[arg-type]
        case "has":
            return Has(str(data["field"]), _values(data), span)
        case "range":
            return Range(
                str(data["field"]),
                _number(data.get("min")),
                _number(data.get("max")),
                bool(data.get("min_inclusive", True)),
                bool(data.get("max_inclusive", True)),
                str(data.get("as_of", "notice")),
                span,
            )
        case "unread":
            return Unread(str(data["text"]), span)
    raise ValueError(f"not a rule: {data!r} (unknown op)")


def _values(data: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(value) for value in data["value"])  # type: ignore[attr-defined]


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _span(data: Mapping[str, object]) -> Span | None:
    if "start" not in data:
        return None
    return Span(int(data["start"]), int(data["end"]), str(data["quote"]))  # type: ignore[call-overload]
