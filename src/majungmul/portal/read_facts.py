"""The facts read in a document, as rows to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from majungmul.ledger.models import Correction, Document
from majungmul.portal import labels, wording
from majungmul.portal.conditions import Node, tree
from majungmul.terms import conditions, rule_from_json, rule_to_json

Key = tuple[str, str, int, int]  # fact, field, start, end


@dataclass(frozen=True, slots=True)
class Read:
    """One fact as it was read: `value` is the contract's JSON, `says` is for people."""

    fact: str
    field: str
    start: int
    end: int
    says: str
    value: Any
    corrections: list[Correction] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.fact, self.field, self.start, self.end


def facts_of(document: Document) -> Iterator[Read]:
    """Every fact of the reading that has a place in the text; the summary of a call first."""
    reading = document.reading
    summary = reading.get("opportunity") or {}
    for name, span in (summary.get("spans") or {}).items():
        yield Read("opportunity", name, *_ends(span), _summary(name, summary[name]), summary[name])
    yield from _conditions(reading)
    for row in reading.get("statements") or ():
        number = row["quantity"]
        says = f"{labels.measure(row['measure'])} {_quantity(number)}"
        yield Read("statement", row["measure"], *_ends(number), says, row)
    for row in reading.get("periods") or ():
        yield Read("period", "", *_ends(row["span"]), _days(row), row)
    for row in reading.get("quantities") or ():
        yield Read("quantity", "", *_ends(row), _quantity(row), row)


def said_value(row: Correction) -> str:
    """The value a person gave, for people; as it is stored where it is of no known shape."""
    try:
        return _said_value(row.fact, row.field, row.value)
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return str(row.value)


def _said_value(fact: str, field: str, value: Any) -> str:
    match fact:
        case "quantity":
            return _quantity(value)
        case "period":
            return _days(value)
        case "statement":
            return f"{labels.measure(value['measure'])} {_quantity(value['quantity'])}"
        case "opportunity":
            return _summary(field, value)
    leaves = _leaves(tree(rule_from_json(value)))
    return ", ".join(f"{leaf.topic} {leaf.says}".strip() for leaf in leaves)


def _conditions(reading: dict[str, Any]) -> Iterator[Read]:
    rule = rule_from_json(reading["rule"]) if reading.get("rule") else None
    if rule is None:
        return
    for condition, node in zip(conditions(rule), _leaves(tree(rule)), strict=True):
        if span := condition.span:
            says = f"{node.topic} {node.says}" if node.topic else _("읽지 못한 요건")
            name = getattr(condition, "field", "")
            yield Read("condition", name, span.start, span.end, says, rule_to_json(condition))


def _leaves(node: Node) -> Iterator[Node]:
    if node.kind in ("all", "any"):
        for child in node.children:
            yield from _leaves(child)
    else:
        yield node


def _ends(span: dict[str, Any]) -> tuple[int, int]:
    return span["start"], span["end"]


def _quantity(row: dict[str, Any]) -> str:
    return wording.quantity(row["value"], row["unit"], row["bound"], row["upper"])


def _days(row: dict[str, Any]) -> str:
    days = " ~ ".join((row[end] or "")[:10] for end in ("start", "end"))
    return days if row["start"] or row["end"] else labels.end_kind(row["end_kind"])


def _summary(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return f"{labels.call_field(name)} {wording.money(value['amount'], value['currency'])}"
    shown = (labels.end_kind(str(value)) or _("정해진 날짜")) if name == "end_kind" else ""
    return f"{labels.call_field(name)} {shown or value}"
