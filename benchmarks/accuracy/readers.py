"""Readers under measurement: ours, and peers on the kinds they claim to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from majungmul import documents, facts
from majungmul.terms import Opportunity, Reading, Rule

from .gold import OPPORTUNITY, Item
from .leaves import leaves

Fact = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """What was found in one text: facts by kind, and the rule that the conditions are leaves of."""

    facts: dict[str, list[Fact]]
    rule: Rule | None


@dataclass(frozen=True)
class Ours:
    """This project. One reading of a text serves all its kinds."""

    name: str = "majungmul"

    def read(self, item: Item) -> Found:
        """Facts of every kind. A short text is an eligibility clause where conditions are due."""
        document = documents.plain(item.text)
        if item.whole:
            reading = facts.read(document, item.published, home_region=item.home_region)
            rule = reading.rule
        else:
            reading = _short(item)
            rule = (
                facts.rule(document, item.published, home_region=item.home_region)
                if "condition" in item.expect
                else None
            )
        found = {
            "quantity": [quantity.to_json() for quantity in reading.quantities],
            "period": [period.to_json() for period in reading.periods],
            "condition": leaves(rule) if rule is not None else [],
            "statement": [_flat(statement.to_json()) for statement in reading.statements],
            "opportunity": _fields(reading.opportunity),
        }
        return Found(found, rule)


def _short(item: Item) -> Reading:
    return Reading(
        title="",
        published=item.published,
        quantities=tuple(facts.quantities(item.text)),
        periods=tuple(facts.periods(item.text, item.published)),
        statements=tuple(facts.statements(documents.plain(item.text), item.published))
        if "statement" in item.expect
        else (),
    )


def _flat(statement: dict[str, Any]) -> Fact:
    """A statement with its quantity's own keys at the top, as the gold writes it."""
    return {**statement["quantity"], **statement}


def _fields(call: Opportunity | None) -> list[Fact]:
    """Each filled field of the call's summary as a fact of its own."""
    filled = call.to_json() if call else {}
    return [{"name": name, "value": filled[name]} for name in OPPORTUNITY if filled.get(name)]


Reader = Callable[[Item], list[Fact]]


def peers() -> dict[str, dict[str, Reader]]:
    """Installed peers by name: for each kind they claim, a function from an item to facts.

    A peer's facts carry `start`, `end` and what it can say: `value`, and `unit` where it has one.
    """
    found: dict[str, dict[str, Reader]] = {}
    for name, build in (
        ("duckling", _duckling),
        ("dateparser", _dateparser),
        ("recognizers-text", _recognizers),
        ("price-parser", _price_parser),
        ("quantulum3", _quantulum),
    ):
        try:
            found[name] = build()
        except ImportError:
            continue
    return found


def _midnight(item: Item) -> datetime:
    """The moment that relative dates count from, for peers as for us."""
    day = item.published or date(2026, 4, 1)
    return datetime.combine(day, time.min, ZoneInfo("Asia/Seoul"))


def _duckling() -> dict[str, Reader]:
    from duckling import (  # type: ignore[import-not-found]
        Context,
        default_locale_lang,
        load_time_zones,
        parse,
        parse_dimensions,
        parse_lang,
        parse_locale,
        parse_ref_time,
    )

    zones = load_time_zones("/usr/share/zoneinfo")
    locale = parse_locale("KO_XX", default_locale_lang(parse_lang("KO")))

    def run(item: Item, names: list[str]) -> list[Fact]:
        moment = int(_midnight(item).timestamp())
        context = Context(parse_ref_time(zones, "Asia/Seoul", moment), locale)
        return [dict(hit) for hit in parse(item.text, context, parse_dimensions(names), False)]

    def amounts(item: Item) -> list[Fact]:
        return [
            {"start": hit["start"], "end": hit["end"], "value": hit["value"].get("value")}
            for hit in run(item, ["amount-of-money", "number"])
        ]

    def times(item: Item) -> list[Fact]:
        return [
            {
                "start": hit["start"],
                "end": hit["end"],
                "from": (hit["value"].get("from") or hit["value"]).get("value"),
                "to": (hit["value"].get("to") or {}).get("value"),
            }
            for hit in run(item, ["time"])
        ]

    return {"quantity": amounts, "period": times}


def _dateparser() -> dict[str, Reader]:
    from dateparser.search import search_dates

    def times(item: Item) -> list[Fact]:
        facts_found = []
        at = 0
        settings = {"RELATIVE_BASE": _midnight(item).replace(tzinfo=None)}
        for quote, moment in search_dates(item.text, languages=["ko"], settings=settings) or []:
            at = max(item.text.find(quote, at), 0)
            facts_found.append({"start": at, "end": at + len(quote), "from": moment.isoformat()})
        return facts_found

    return {"period": times}


def _recognizers() -> dict[str, Reader]:
    from recognizers_number import (
        Culture,  # type: ignore[import-not-found]
        recognize_number,
    )
    from recognizers_number_with_unit import recognize_currency  # type: ignore[import-not-found]

    def amounts(item: Item) -> list[Fact]:
        hits = [
            *recognize_currency(item.text, Culture.Korean),
            *recognize_number(item.text, Culture.Korean),
        ]
        return [
            {"start": hit.start, "end": hit.end + 1, "value": (hit.resolution or {}).get("value")}
            for hit in hits
        ]

    return {"quantity": amounts}


def _price_parser() -> dict[str, Reader]:
    from price_parser import Price  # type: ignore[import-not-found]

    def amounts(item: Item) -> list[Fact]:
        price = Price.fromstring(item.text)
        return [{"start": 0, "end": len(item.text), "value": price.amount}] if price.amount else []

    return {"quantity": amounts}


def _quantulum() -> dict[str, Reader]:
    from quantulum3 import parser  # type: ignore[import-not-found]

    def amounts(item: Item) -> list[Fact]:
        return [
            {"start": hit.span[0], "end": hit.span[1], "value": hit.value}
            for hit in parser.parse(item.text)
        ]

    return {"quantity": amounts}
