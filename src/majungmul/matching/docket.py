"""Many calls, one company at a time: the verdicts of thousands in milliseconds.

What calls ask in common is asked once: a docket numbers every distinct test, and every distinct
group of tests, of all its calls. For a company each test is answered from its codes, each group
from its parts, and a call from its clauses. Reasons are put into words only for those looked at.
The answers are those of `explain`, `next_questions` and `near_misses`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from majungmul.terms import (
    All,
    Any,
    Company,
    Condition,
    Has,
    InSet,
    Not,
    Range,
    Reason,
    Rule,
    Truth,
    Verdict,
)
from majungmul.terms.verdicts import VerdictName

from .calls import Call
from .codings import Coding, asks, coding_name, coding_of
from .compiler import clauses
from .days import Days
from .explanation import NAMES, leaves, reason
from .findings import Finding, asked
from .near import NearMiss, near_misses
from .near import reach as reach_of
from .profile_codes import code_set
from .programs import starts_of
from .questions import NextQuestion, ranked
from .turning import Turn, expiring, turns_between

Answers = npt.NDArray[np.int8]  # values of `Truth`
Place = tuple[int, bool]  # number of a test or group, and whether it stands under a `Not`


@dataclass(frozen=True, slots=True)
class _Test:
    """Asks for a code of any of these codings; None where nobody can answer."""

    condition: Condition
    days: Days
    codings: tuple[tuple[str, Condition], ...] | None


@dataclass(frozen=True, slots=True)
class _Group:
    every: bool  # all of the parts, else any
    parts: tuple[Place, ...]


class Docket:
    """Calls as asked on the day `on`, ready for any number of companies."""

    def __init__(self, calls: Iterable[Call], on: date) -> None:
        self.calls, self.on = tuple(calls), on
        self.codings: dict[str, Coding] = {}
        self.items: list[_Test | _Group] = [_Group(True, ())]  # number 0 always holds
        self._numbers: dict[object, int] = {}
        places = [
            [(0, False), *(self.place(part, call.days(on)) for part in clauses(call.rule))]
            for call in self.calls
        ]
        for coding in self.codings.values():
            coding.freeze()
        flat = [place for own in places for place in own]
        self.clauses = np.array([number for number, _ in flat], np.int32)
        self.turned = np.array([turned for _, turned in flat], bool)
        self.starts = starts_of(len(own) for own in places)
        self.sets = [self._sets(item) for item in self.items]
        self.reach = self._reach()

    def __len__(self) -> int:
        return len(self.calls)

    def judge(self, company: Company) -> Judged:
        """The answers for one company."""
        own = {name: code_set(coding, company) for name, coding in self.codings.items()}
        answers: list[int] = []
        for item, sets in zip(self.items, self.sets, strict=True):
            if isinstance(item, _Group):
                parts = [2 - answers[n] if turned else answers[n] for n, turned in item.parts]
                answers.append(min(parts, default=2) if item.every else max(parts, default=0))
                continue
            found = 1 if item.codings is None else 0
            for name, surely, possibly in sets:
                if surely & own[name]:
                    found = 2
                    break
                if possibly & own[name]:
                    found = 1
            answers.append(found)
        return Judged(self, company, answers)

    def place(self, rule: Rule, days: Days) -> Place:
        """The number of a rule or a part of one, new or known."""
        match rule:
            case Not(part):
                number, turned = self.place(part, days)
                return number, not turned
            case All(parts) | Any(parts):
                group = _Group(isinstance(rule, All), tuple(self.place(p, days) for p in parts))
                return self._numbered(group, group), False
        flags = isinstance(rule, Has) and rule.field in ("certificate", "exclusion")
        name = "" if flags else coding_name(rule, days)
        if flags:
            key: object = rule.field, rule.values  # type: ignore[union-attr]
        else:
            key = (name, asks(rule, days)) if name else ("", type(rule), getattr(rule, "field", ""))
            if isinstance(rule, Range):  # two limits that are one today may part tomorrow
                ends = rule.min, rule.max, rule.min_inclusive, rule.max_inclusive
                key = key, ends, rule.as_of
        if key not in self._numbers:
            asked_of = self._codings_of(rule, days) if flags or name else None
            self._numbered(key, _Test(rule, days, asked_of))
        return self._numbers[key], False

    def _codings_of(self, rule: Condition, days: Days) -> tuple[tuple[str, Condition], ...]:
        """The codings to look at, and what to look for in each: flags have one for each code."""
        leaves: list[Condition] = [rule]
        if isinstance(rule, Has):
            leaves = [Has(rule.field, (value,)) for value in rule.values]
        named = tuple((coding_name(leaf, days), leaf) for leaf in leaves)
        for name, leaf in named:
            if name not in self.codings:
                coding = coding_of(leaf, days)
                assert coding is not None
                self.codings[name] = coding
            self.codings[name].want(leaf, days)
        return named

    def _numbered(self, key: object, item: _Test | _Group) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.items)
            self.items.append(item)
        return self._numbers[key]

    def _sets(self, item: _Test | _Group) -> tuple[tuple[str, int, int], ...]:
        if isinstance(item, _Group) or item.codings is None:
            return ()
        return tuple(
            (name, *self.codings[name].sets(leaf, item.days)) for name, leaf in item.codings
        )

    def _reach(self) -> npt.NDArray[np.int64]:
        """For every item, the kinds of change that could turn it, a bit each."""
        bits: list[int] = []
        for item in self.items:
            if isinstance(item, _Test):
                bits.append(reach_of(item.condition))
            else:
                found = 0
                for number, _ in item.parts:
                    found |= bits[number]
                bits.append(found)
        return np.array(bits, np.int64)


class Judged:
    """One company's answers to a docket; calls are named by their places in it."""

    def __init__(self, docket: Docket, company: Company, answers: list[int]) -> None:
        self.docket, self.company = docket, company
        self._answers = answers
        held = np.array(answers, np.int8)[docket.clauses]
        self._clauses: Answers = np.where(docket.turned, 2 - held, held)
        self.truths: Answers = (
            np.minimum.reduceat(self._clauses, docket.starts[:-1])
            if len(docket)
            else np.zeros(0, np.int8)
        )
        self._open: dict[int, tuple[tuple[str, ...], ...]] = {}
        self._reasons: dict[object, Reason] = {}
        self._misses: dict[int, tuple[NearMiss, ...]] = {}

    def name(self, place: int) -> VerdictName:
        return NAMES[Truth(int(self.truths[place]))]

    def verdict(self, place: int) -> Verdict:
        """As `explain` gives it."""
        call = self.docket.calls[place]
        days = call.days(self.docket.on)
        reasons = tuple(self._reason(leaf, turned, days) for leaf, turned in leaves(call.rule))
        return Verdict(self.name(place), reasons, self.docket.on, self.missing(place))

    def missing(self, place: int) -> tuple[str, ...]:
        """Keys of the facts that could settle an unknown verdict, most frequent first."""
        counts = Counter(key for facts in self._open_facts(place) for key in facts)
        return tuple(sorted(counts, key=lambda key: -counts[key]))

    def next_questions(self, limit: int | None = None) -> tuple[NextQuestion, ...]:
        """As `questions.next_questions` ranks them, over the whole docket."""
        unknown = np.flatnonzero(self.truths == Truth.UNKNOWN.value).tolist()
        return ranked((self._open_facts(place) for place in unknown), limit)

    def near_misses(self, place: int) -> tuple[NearMiss, ...]:
        """As `near.near_misses` finds them for this call."""
        if place not in self._misses:
            near = self._within_reach[place]
            call = self.docket.calls[place]
            self._misses[place] = near_misses(self.company, [call], self.docket.on) if near else ()
        return self._misses[place]

    def near(self) -> list[int]:
        """The closed calls that a single change might open, those first of which all else is
        known; the others none can."""
        places = np.flatnonzero(self._within_reach)
        if not len(places):
            return []
        unknown = np.logical_or.reduceat(self._clauses == 1, self.docket.starts[:-1])[places]
        found: list[int] = places[np.argsort(unknown, kind="stable")].tolist()
        return found

    def expiring(self, until: date) -> tuple[Turn, ...]:
        """As `turning.expiring` finds them, over the whole docket."""
        docket, turned = self.docket, list[bool]()
        for item in docket.items:
            if isinstance(item, _Test):
                turned.append(turns_between(item.condition, self.company, docket.on, until))
            else:
                turned.append(any(turned[number] for number, _ in item.parts))
        if not any(turned):
            return ()
        held = np.array(turned)[docket.clauses]
        places = np.flatnonzero(np.logical_or.reduceat(held, docket.starts[:-1])).tolist()
        return expiring(self.company, (docket.calls[k] for k in places), docket.on, until)

    @cached_property
    def _within_reach(self) -> npt.NDArray[np.bool_]:
        """A change turns facts of one kind: it cannot mend false clauses that share no kind."""
        docket = self.docket
        if not len(docket):
            return np.zeros(0, bool)
        needed = np.where(self._clauses == Truth.FALSE.value, docket.reach[docket.clauses], -1)
        common = np.bitwise_and.reduceat(needed, docket.starts[:-1])
        reached: npt.NDArray[np.bool_] = (self.truths == Truth.FALSE.value) & (common != 0)
        return reached

    def _open_facts(self, place: int) -> list[tuple[str, ...]]:
        """What each leaf that keeps the call unknown asks for."""
        if self.truths[place] != Truth.UNKNOWN.value:
            return []
        first, last = self.docket.starts[place : place + 2]
        return [
            facts
            for clause in self.docket.clauses[first:last].tolist()
            for facts in self._open_in(clause)
        ]

    def _open_in(self, number: int) -> tuple[tuple[str, ...], ...]:
        if self._answers[number] != Truth.UNKNOWN.value:
            return ()
        if number not in self._open:
            item = self.docket.items[number]
            self._open[number] = (
                (asked(item.condition, self.company, item.days),)
                if isinstance(item, _Test)
                else tuple(facts for part, _ in item.parts for facts in self._open_in(part))
            )
        return self._open[number]

    def _reason(self, leaf: Condition, turned: bool, days: Days) -> Reason:
        dated = isinstance(leaf, Range) or (isinstance(leaf, InSet) and leaf.field == "size_class")
        key = replace(leaf, span=None), turned, days if dated else None
        if key not in self._reasons:
            number, _ = self.docket.place(leaf, days)
            truth = Truth(self._answers[number])
            asks_for = asked(leaf, self.company, days) if truth is Truth.UNKNOWN else ()
            finding = Finding(leaf, truth, turned, self.company, days, asks_for)
            self._reasons[key] = reason(finding)
        return replace(self._reasons[key], condition=leaf)
