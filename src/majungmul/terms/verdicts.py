"""The answer for one company and one call, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal

from .rules import Condition, rule_to_json

VerdictName = Literal["eligible", "ineligible", "unknown"]


class Truth(Enum):
    """Kleene's three values. Unknown is an answer, not an error."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __invert__(self) -> Truth:
        return Truth(2 - self.value)

    def __and__(self, other: Truth) -> Truth:
        return Truth(min(self.value, other.value))

    def __or__(self, other: Truth) -> Truth:
        return Truth(max(self.value, other.value))


@dataclass(frozen=True, slots=True)
class Reason:
    """One leaf of the rule, judged.

    `sentence` says it in Korean and `sentence_en` in English; `ask` names the missing fact.
    """

    condition: Condition
    truth: Truth
    negated: bool
    sentence: str
    company_value: str | None = None
    ask: str | None = None
    sentence_en: str = ""

    @property
    def holds(self) -> Truth:
        """The leaf's truth as the rule uses it: turned round under an odd number of `Not`."""
        return ~self.truth if self.negated else self.truth

    def to_json(self) -> dict[str, object]:
        return {
            "condition": rule_to_json(self.condition),
            "negated": self.negated,
            "holds": self.holds.name.lower(),
            "sentence": self.sentence,
            "sentence_en": self.sentence_en,
            "company_value": self.company_value,
            "ask": self.ask,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """`eligible` is only said when every clause was read and holds."""

    name: VerdictName
    reasons: tuple[Reason, ...]
    on: date
    missing: tuple[str, ...] = ()

    @property
    def truth(self) -> Truth:
        return {
            "eligible": Truth.TRUE,
            "ineligible": Truth.FALSE,
            "unknown": Truth.UNKNOWN,
        }[self.name]

    def to_json(self) -> dict[str, object]:
        return {
            "verdict": self.name,
            "on": self.on.isoformat(),
            "reasons": [reason.to_json() for reason in self.reasons],
            "missing": list(self.missing),
        }
