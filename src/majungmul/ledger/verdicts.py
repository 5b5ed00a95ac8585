"""Verdicts for companies: asked now, stored with their versions, kept right as either side moves.

A call whose text gave no rule is *unknown*, with the reason said: nobody read who may apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from majungmul.matching import Call, NearMiss, near_misses, verdict_for
from majungmul.terms import SEOUL, Company, Rule, Unread, Verdict, rule_from_json

from .models import EligibilityRule, Opportunity
from .search import Filters, opportunities
from .search.found import midnight

NO_RULE = Unread("공고문에서 신청 자격을 찾지 못했습니다. 공고문을 확인하세요.")
_RANK = {"eligible": 0, "unknown": 1, "ineligible": 2}


@dataclass(frozen=True, slots=True)
class CallVerdict:
    """One call for one company. `changes` are the single changes that would lift a *no*."""

    opportunity: Opportunity
    verdict: Verdict
    changes: tuple[NearMiss, ...] = ()


def for_company(company: Company, on: date | None = None) -> list[CallVerdict]:
    """Every call that is open or about to open on the day, eligible ones first, then by end."""
    on = on or timezone.localdate()
    found = [judge(row, company, on) for row in open_calls(on)]
    return sorted(
        found,
        key=lambda item: (
            _RANK[item.verdict.name],
            len(item.verdict.missing),
            item.opportunity.ends_at,
            item.opportunity.pk,
        ),
    )


def judge(opportunity: Opportunity, company: Company, on: date) -> CallVerdict:
    """The verdict for one call with its reasons and what would change it."""
    call = call_of(opportunity)
    verdict, _ = verdict_for(call, company, on)
    changes = near_misses(company, [call], on) if verdict.name == "ineligible" else ()
    return CallVerdict(opportunity, verdict, changes)


def open_calls(on: date) -> QuerySet[Opportunity]:
    """Calls a company may still apply for on the day or later, each with the rule in force."""
    return with_rules(opportunities(Filters(on=on)).queryset.filter(ends_at__gte=midnight(on)))


def with_rules(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    current = EligibilityRule.objects.filter(current=True)
    return rows.select_related("funder", "operator", "program").prefetch_related(
        Prefetch("rules", queryset=current, to_attr="rules_in_force")
    )


def call_of(opportunity: Opportunity) -> Call:
    """The call as the matcher sees it: its rule in force, the day it was published and its end."""
    stored = rule_in_force(opportunity)
    closes = opportunity.closes_at.astimezone(SEOUL).date() if opportunity.closes_at else None
    rule: Rule = rule_from_json(stored.tree) if stored else NO_RULE
    return Call(str(opportunity.uuid), rule, opportunity.published, closes)


def rule_in_force(opportunity: Opportunity) -> EligibilityRule | None:
    loaded: list[EligibilityRule] | None = getattr(opportunity, "rules_in_force", None)
    if loaded is not None:
        return loaded[0] if loaded else None
    return opportunity.rules.filter(current=True).first()


def calls(rows: Iterable[Opportunity]) -> Iterator[Call]:
    """The calls of these rows, for the bulk matcher."""
    return (call_of(row) for row in rows)
