"""A call as the matcher sees it: its rule and its two days."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from majungmul.reference import CODES_VERSION
from majungmul.terms import Company, Rule, Verdict, rule_to_json

from .days import Days
from .explanation import explain


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `key` is whatever the caller knows it by; a day that is not printed is None."""

    key: str
    rule: Rule
    notice: date | None = None
    closing: date | None = None

    def days(self, on: date) -> Days:
        return Days(on, self.notice, self.closing)

    def days_if_issued(self, day: date) -> Days:
        """The days of a call like this one that is announced and closes on `day`."""
        return Days(day, day, day)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The versions a verdict was computed from: equal stamps and companies give equal verdicts."""

    rule_digest: str
    codes_version: str
    on: date


def rule_digest(rule: Rule) -> str:
    """SHA-256 of the rule's meaning: spans do not count, the order of clauses does."""
    return hashlib.sha256(
        json.dumps(_meaning(rule_to_json(rule)), ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()


def verdict_for(call: Call, company: Company, on: date) -> tuple[Verdict, Stamp]:
    """The verdict of one call with what is needed to compute it again."""
    verdict = explain(call.rule, company, on, call.notice, call.closing)
    return verdict, Stamp(rule_digest(call.rule), CODES_VERSION, on)


def _meaning(node: object) -> object:
    if isinstance(node, dict):
        return {k: _meaning(v) for k, v in node.items() if k not in ("start", "end", "quote")}
    return [_meaning(part) for part in node] if isinstance(node, list) else node
