"""Verdicts for companies: asked now, stored with their versions, kept right as either side moves.

A call whose text gave no rule is *unknown*, with the reason said: nobody read who may apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from majungmul.matching import Call, NearMiss, near_misses, verdict_for
from majungmul.matching.docket import Judged
from majungmul.terms import Company, Rule, Verdict, rule_from_json
from majungmul.terms.verdicts import VerdictName

from .models import EligibilityRule, Opportunity
from .verdicts_docket import NO_RULE, OpenCalls, last_day, open_docket, still_open

LOOKED_AT = 10  # times as many likely calls as are wanted
_RANK = {"eligible": 0, "unknown": 1, "ineligible": 2}


@dataclass(frozen=True, slots=True)
class CallVerdict:
    """One call for one company. `changes` are the single changes that would lift a *no*."""

    opportunity: Opportunity
    verdict: Verdict
    changes: tuple[NearMiss, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One company's answers to every open call. `order` are their places in the docket: eligible
    ones first, then those with least to learn, then by end."""

    calls: OpenCalls
    judged: Judged
    order: tuple[int, ...]

    def group(self, name: VerdictName) -> list[int]:
        """The places with this verdict, in order."""
        return [place for place in self.order if self.judged.name(place) == name]

    def nearest(self, most: int) -> list[int]:
        """Closed calls that one change would open: those first that it would make eligible, and
        sooner. Only the likeliest are looked at."""
        rank = {place: number for number, place in enumerate(self.order)}
        likely = sorted(self.judged.near()[: LOOKED_AT * most], key=rank.__getitem__)
        found = [(self.judged.near_misses(place), place) for place in likely]
        best = sorted(
            ((misses[0].after != "eligible", misses[0].holds_from, rank[place], place)
             for misses, place in found if misses),
        )  # fmt: skip
        return [place for *_, place in best[:most]]

    def rows(self, places: Sequence[int], changes: bool = True) -> list[CallVerdict]:
        """These calls with reasons, and with what would change a *no* unless not wanted."""
        keys = [self.calls.keys[place] for place in places]
        found = with_rules(Opportunity.objects.all()).in_bulk(keys)
        return [
            CallVerdict(
                found[key],
                self.judged.verdict(place),
                self.judged.near_misses(place) if changes else (),
            )
            for key, place in zip(keys, places, strict=True)
            if key in found  # withdrawn since
        ]


def sheet(company: Company, on: date | None = None) -> Sheet:
    """Judge the company by every call that is open or about to open on the day."""
    calls = open_docket(on or timezone.localdate())
    judged = calls.docket.judge(company)
    order = sorted(
        range(len(calls.keys)),
        key=lambda place: (
            _RANK[judged.name(place)],
            len(judged.missing(place)),
            calls.ends[place],
            calls.keys[place],
        ),
    )
    return Sheet(calls, judged, tuple(order))


def for_company(company: Company, on: date | None = None) -> list[CallVerdict]:
    """Every call that is open or about to open on the day, eligible ones first, then by end."""
    found = sheet(company, on)
    return found.rows(found.order)


def judge(opportunity: Opportunity, company: Company, on: date) -> CallVerdict:
    """The verdict for one call with its reasons and what would change it."""
    call = call_of(opportunity)
    verdict, _ = verdict_for(call, company, on)
    changes = near_misses(company, [call], on) if verdict.name == "ineligible" else ()
    return CallVerdict(opportunity, verdict, changes)


def open_calls(on: date) -> QuerySet[Opportunity]:
    """Calls a company may still apply for on the day or later, each with the rule in force."""
    return with_rules(still_open(on))


def with_rules(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    current = EligibilityRule.objects.filter(current=True)
    return rows.select_related("funder", "operator", "program", "source").prefetch_related(
        Prefetch("rules", queryset=current, to_attr="rules_in_force")
    )


def call_of(opportunity: Opportunity) -> Call:
    """The call as the matcher sees it: its rule in force, the day it was published and its end."""
    stored = rule_in_force(opportunity)
    rule: Rule = rule_from_json(stored.tree) if stored else NO_RULE
    return Call(str(opportunity.uuid), rule, opportunity.published, last_day(opportunity.closes_at))


def rule_in_force(opportunity: Opportunity) -> EligibilityRule | None:
    loaded: list[EligibilityRule] | None = getattr(opportunity, "rules_in_force", None)
    if loaded is not None:
        return loaded[0] if loaded else None
    return opportunity.rules.filter(current=True).first()


def calls(rows: Iterable[Opportunity]) -> Iterator[Call]:
    """The calls of these rows, for the bulk matcher."""
    return (call_of(row) for row in rows)
