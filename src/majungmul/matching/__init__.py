"""Rules × companies → eligible, ineligible or unknown, and why. Knows no Django."""

from .days import Days
from .explanation import explain, sentence
from .interpreter import evaluate
from .labels import fact_name, question
from .profiles import (
    BadProfileError,
    company_from_json,
    company_from_toml,
    company_to_json,
    read_company,
)

__all__ = [
    "BadProfileError",
    "Days",
    "company_from_json",
    "company_from_toml",
    "company_to_json",
    "evaluate",
    "explain",
    "fact_name",
    "question",
    "read_company",
    "sentence",
]
