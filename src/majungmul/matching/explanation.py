"""The verdict for one company and one call, with a reason for every leaf of the rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from majungmul.terms import (
    All,
    Any,
    Company,
    Condition,
    Not,
    Reason,
    Rule,
    Truth,
    Verdict,
)
from majungmul.terms.verdicts import VerdictName

from . import english, korean
from .days import Days
from .findings import Finding, asked, judge, value_text
from .interpreter import truth_of
from .labels import Language

NAMES: dict[Truth, VerdictName] = {
    Truth.TRUE: "eligible",
    Truth.UNKNOWN: "unknown",
    Truth.FALSE: "ineligible",
}


def explain(
    rule: Rule,
    company: Company,
    on: date,
    notice: date | None = None,
    closing: date | None = None,
) -> Verdict:
    """Judge `company` by `rule` on the day `on`, and say why.

    `notice` and `closing` are the call's own days, which ages may count on; None when the call
    does not give them. `missing` names the company's facts that could still settle an unknown
    verdict (see `labels.question`), most frequent in the rule first.
    """
    days = Days(on, notice, closing)
    found = (judge(leaf, company, days, turned) for leaf, turned in leaves(rule))
    return Verdict(
        name=NAMES[truth_of(rule, company, days)],
        reasons=tuple(reason(finding) for finding in found),
        on=on,
        missing=missing_facts(rule, company, days),
    )


def sentence(said: Reason, language: Language = "ko") -> str:
    """The reason in the reader's language."""
    return said.sentence_en if language == "en" and said.sentence_en else said.sentence


def leaves(rule: Rule, negated: bool = False) -> Iterator[tuple[Condition, bool]]:
    """Every leaf, left to right, with whether it stands under an odd number of `Not`."""
    match rule:
        case All(parts) | Any(parts):
            for part in parts:
                yield from leaves(part, negated)
        case Not(part):
            yield from leaves(part, not negated)
        case _:
            yield rule, negated


def missing_facts(rule: Rule, company: Company, days: Days) -> tuple[str, ...]:
    """Keys of the facts that could settle the rule for this company; empty when it is settled.

    Only leaves on which the whole still hangs count: an unknown beside a false `All` does not.
    """
    counts: dict[str, int] = {}
    for leaf in open_leaves(rule, company, days):
        for key in asked(leaf, company, days):
            counts[key] = counts.get(key, 0) + 1
    return tuple(sorted(counts, key=lambda key: -counts[key]))


def open_leaves(rule: Rule, company: Company, days: Days) -> Iterator[Condition]:
    """The unknown leaves that keep an unknown rule unknown."""
    if truth_of(rule, company, days) is not Truth.UNKNOWN:
        return
    match rule:
        case All(parts) | Any(parts):
            for part in parts:
                yield from open_leaves(part, company, days)
        case Not(part):
            yield from open_leaves(part, company, days)
        case _:
            yield rule


def reason(finding: Finding) -> Reason:
    """The finding in words."""
    return Reason(
        condition=finding.condition,
        truth=finding.truth,
        negated=finding.negated,
        sentence=korean.say(finding),
        company_value=value_text(finding.condition, finding.company, finding.days),
        ask=finding.asks[0] if finding.asks else None,
        sentence_en=english.say(finding),
    )
