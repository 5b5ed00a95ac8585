"""Everything that was found in one text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .facts import Opportunity, Period, Quantity, Statement
from .rules import Rule, rule_to_json


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything `facts.read` found in one text, in order of appearance."""

    title: str
    published: date | None
    quantities: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()
    statements: tuple[Statement, ...] = ()
    rule: Rule | None = None
    opportunity: Opportunity | None = None
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        return {
            "title": self.title,
            "published": self.published.isoformat() if self.published else None,
            "quantities": [quantity.to_json() for quantity in self.quantities],
            "periods": [period.to_json() for period in self.periods],
            "statements": [statement.to_json() for statement in self.statements],
            "rule": rule_to_json(self.rule) if self.rule is not None else None,
            "opportunity": self.opportunity.to_json() if self.opportunity else None,
            "warnings": list(self.warnings),
        }
