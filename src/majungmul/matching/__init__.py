"""Rules × companies → eligible, ineligible or unknown, and why. Knows no Django."""

from .calls import Call, Stamp, rule_digest, verdict_for
from .changes import ListChange, VerdictChange, list_changes, verdict_changes
from .conflicts import Conflict, Limit, Support, conflicts
from .days import Days
from .explanation import explain, sentence
from .interpreter import evaluate
from .labels import fact_name, question
from .near import NearMiss, near_misses
from .profiles import (
    BadProfileError,
    company_from_json,
    company_from_toml,
    company_to_json,
    read_company,
)
from .questions import NextQuestion, next_questions
from .turning import Turn, expiring

__all__ = [
    "BadProfileError",
    "Call",
    "Conflict",
    "Days",
    "Limit",
    "ListChange",
    "NearMiss",
    "NextQuestion",
    "Stamp",
    "Support",
    "Turn",
    "VerdictChange",
    "company_from_json",
    "company_from_toml",
    "company_to_json",
    "conflicts",
    "evaluate",
    "expiring",
    "explain",
    "fact_name",
    "list_changes",
    "near_misses",
    "next_questions",
    "question",
    "read_company",
    "rule_digest",
    "sentence",
    "verdict_changes",
    "verdict_for",
]
