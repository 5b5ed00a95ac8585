"""Every open call for one company, in three groups, and what would change the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from majungmul.ledger import verdicts
from majungmul.ledger.models import Document, Opportunity
from majungmul.ledger.verdicts import CallVerdict
from majungmul.matching import NearMiss, NextQuestion, next_questions
from majungmul.terms import Company, Reason, Truth, Verdict

GROUPS = ("eligible", "unknown", "ineligible")
DECIDES = {"eligible": Truth.TRUE, "unknown": Truth.UNKNOWN, "ineligible": Truth.FALSE}
MOST_NEAR = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """One call: the reasons its verdict hangs on, the rest, and the text they were read from."""

    opportunity: Opportunity
    verdict: Verdict
    deciding: tuple[Reason, ...]
    others: tuple[Reason, ...]
    document: Document | None


@dataclass(frozen=True, slots=True)
class Near:
    """A closed call, and the single change that would open it."""

    opportunity: Opportunity
    miss: NearMiss


@dataclass(frozen=True, slots=True)
class Answers:
    groups: dict[str, list[CallVerdict]]
    questions: tuple[NextQuestion, ...]
    near: tuple[Near, ...]


def answers_for(company: Company, on: date) -> Answers:
    """The verdicts of every open call, what to ask next, and which calls one change would open."""
    found = verdicts.for_company(company, on)
    groups: dict[str, list[CallVerdict]] = {name: [] for name in GROUPS}
    for one in found:
        groups[one.verdict.name].append(one)
    open_questions = [verdicts.call_of(one.opportunity) for one in groups["unknown"]]
    misses = [Near(one.opportunity, miss) for one in groups["ineligible"] for miss in one.changes]
    misses.sort(key=lambda near: (near.miss.after != "eligible", near.miss.holds_from))
    return Answers(
        groups,
        next_questions(company, open_questions, on, limit=8),
        tuple(_one_per_call(misses)[:MOST_NEAR]),
    )


def answers_of(found: list[CallVerdict]) -> list[Answer]:
    """What a page shows of these calls; their texts are found in one query, and not loaded."""
    rules = [verdicts.rule_in_force(one.opportunity) for one in found]
    keys = [rule.document_id for rule in rules if rule]
    texts = Document.objects.only("uuid").in_bulk(keys)
    return [
        _answer(one, texts.get(rule.document_id) if rule else None)
        for one, rule in zip(found, rules, strict=True)
    ]


def _answer(found: CallVerdict, document: Document | None) -> Answer:
    decides = DECIDES[found.verdict.name]
    reasons = found.verdict.reasons if document else ()
    return Answer(
        found.opportunity,
        found.verdict,
        tuple(reason for reason in reasons if reason.holds is decides),
        tuple(reason for reason in reasons if reason.holds is not decides),
        document,
    )


def _one_per_call(misses: list[Near]) -> list[Near]:
    first = {near.opportunity.pk: near for near in reversed(misses)}
    return [near for near in misses if first[near.opportunity.pk] is near]
