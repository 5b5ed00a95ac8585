"""Every open call for one company, in three groups, and what would change the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from majungmul.ledger import verdicts
from majungmul.ledger.models import Document, Opportunity
from majungmul.ledger.verdicts import CallVerdict, Sheet
from majungmul.ledger.verdicts_support import Earlier, earlier_support
from majungmul.matching import NearMiss, NextQuestion
from majungmul.portal.conditions import Node, tree
from majungmul.terms import Company, Range, Reason, Truth, Verdict

GROUPS = ("eligible", "unknown", "ineligible")
DECIDES = {"eligible": Truth.TRUE, "unknown": Truth.UNKNOWN, "ineligible": Truth.FALSE}
MOST_NEAR = 10
MOST_TURNS = 6
AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Answer:
    """One call: the reasons its verdict hangs on, the rest, and the text they were read from."""

    opportunity: Opportunity
    verdict: Verdict
    deciding: tuple[Reason, ...]
    others: tuple[Reason, ...]
    document: Document | None
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """A closed call, and the single change that would open it."""

    opportunity: Opportunity
    miss: NearMiss


@dataclass(frozen=True, slots=True)
class Turning:
    """From `day` on, what one age condition makes of so many calls. `this_call`: of those very
    calls; otherwise of later ones like them, since they count ages on days of their own."""

    day: date
    node: Node
    before: str
    after: str
    this_call: bool
    calls: int


@dataclass(frozen=True, slots=True)
class Answers:
    """How many calls each group has, those of the page shown, and what would open more."""

    sheet: Sheet
    questions: tuple[NextQuestion, ...]

    def group(self, name: str) -> list[int]:
        """The places of a group's calls in the sheet, in order."""
        return self.sheet.group(name)

    def of(self, places: Sequence[int]) -> list[Answer]:
        """What a page shows of these calls; their texts are found in one query, and not loaded."""
        found = self.sheet.rows(places, changes=False)
        rules = [verdicts.rule_in_force(one.opportunity) for one in found]
        texts = Document.objects.only("uuid").in_bulk(rule.document_id for rule in rules if rule)
        support = earlier_support(self.sheet.judged.company, [one.opportunity for one in found])
        return [
            replace(
                _answer(one, texts.get(rule.document_id) if rule else None),
                earlier=support.get(one.opportunity.pk, ()),
            )
            for one, rule in zip(found, rules, strict=True)
        ]

    def near(self) -> list[Near]:
        """Closed calls that one change would open, those that it would make eligible first."""
        misses = []
        for one in self.sheet.rows(self.sheet.nearest(MOST_NEAR)):
            misses += [Near(one.opportunity, miss) for miss in one.changes[:1]]
        return misses

    def turning(self) -> list[Turning]:
        """The next days on which the company grows out of, or into, what open calls ask; those
        first on which it may no longer, or at last, apply."""
        judged = self.sheet.judged
        turns = judged.expiring(judged.docket.on + AHEAD)
        same = Counter(
            (turn.day, without_span(turn.condition), turn.before, turn.after, turn.this_call)
            for turn in turns
        )
        found = [
            Turning(day, tree(condition), before, after, this_call, calls)
            for (day, condition, before, after, this_call), calls in same.items()
        ]
        found.sort(key=lambda turn: ("eligible" not in (turn.before, turn.after), turn.day))
        return found[:MOST_TURNS]


def without_span(condition: Range) -> Range:
    return replace(condition, span=None)


def answers_for(company: Company, on: date) -> Answers:
    """The verdicts of every open call, what to ask next, and which calls one change would open."""
    sheet = verdicts.sheet(company, on)
    return Answers(sheet, sheet.judged.next_questions(limit=8))


def _answer(found: CallVerdict, document: Document | None) -> Answer:
    decides = DECIDES[found.verdict.name]
    reasons = found.verdict.reasons if document else ()
    return Answer(
        found.opportunity,
        found.verdict,
        _said_once(reason for reason in reasons if reason.holds is decides),
        _said_once(reason for reason in reasons if reason.holds is not decides),
        document,
    )


def _said_once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Without those that say the same again: notices repeat themselves."""
    first: dict[str, Reason] = {}
    for reason in reasons:
        first.setdefault(reason.sentence, reason)
    return tuple(first.values())
