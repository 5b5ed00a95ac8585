"""A value as a person types it, in the JSON that the readers write."""

from __future__ import annotations

from datetime import date
from typing import Any

from majungmul import documents, facts
from majungmul.reference import vocabulary
from majungmul.terms import rule_to_json

DAYS = ("opens", "closes")
SUMS = ("award_max", "total_budget")
CALL_FIELDS = (*DAYS, "end_kind", *SUMS, "support_rate_max", "selected_count")


def read_value(fact: str, field: str, text: str) -> Any:
    """What a person typed as the contract's JSON; None where it cannot be read.

    A requirement that the grammar does not know is kept as an unread one, in the person's words.
    """
    match fact:
        case "condition":
            rule = facts.rule(documents.plain(f"신청 자격\n- {text}\n"), None)
            return rule_to_json(rule) if rule else {"field": None, "op": "unread", "text": text}
        case "period":
            periods = facts.periods(text)
            return periods[0].to_json() if len(periods) == 1 else None
        case "opportunity":
            return _of_call(field, text)
    quantities = facts.quantities(text)
    if len(quantities) != 1:
        return None
    number = quantities[0].to_json()
    if fact == "quantity":
        return number
    return {"quantity": number, "measure": field} if field in vocabulary.measures() else None


def _of_call(field: str, text: str) -> Any:
    if field in DAYS:
        try:
            return date.fromisoformat(text.strip()).isoformat()
        except ValueError:
            return None
    if field == "end_kind":
        periods = facts.periods(text)
        return periods[0].end_kind if len(periods) == 1 else None
    quantities = facts.quantities(text)
    if len(quantities) != 1 or field not in CALL_FIELDS:
        return None
    number = quantities[0]
    if field in SUMS:
        sum_of = {"amount": str(number.value), "currency": number.unit}
        return sum_of if number.kind == "money" else None
    if field == "selected_count":
        return int(number.value) if number.kind == "count" else None
    return str(number.value) if number.unit == "percent" else None


def moved(value: Any, span: dict[str, Any]) -> Any:
    """`value` with every place of what was typed replaced by the place in the document."""
    if isinstance(value, list):
        return [moved(part, span) for part in value]
    if not isinstance(value, dict):
        return value
    inside = {name: moved(part, span) for name, part in value.items() if name != "span"}
    if "span" in value:  # a period: its own start and end are moments
        return inside | {"quote": span["quote"], "span": span}
    return inside | span if "quote" in value else inside
