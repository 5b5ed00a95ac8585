"""What to ask a company next: the missing facts, by how many verdicts each would settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from majungmul.terms import Company

from .calls import Call
from .explanation import open_leaves
from .findings import asked
from .labels import question


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """One missing fact. `settles` calls hang on it alone; it has a part in `touches` of them."""

    key: str
    settles: int
    touches: int
    question: str
    question_en: str


def next_questions(
    company: Company, calls: Iterable[Call], on: date, limit: int | None = None
) -> tuple[NextQuestion, ...]:
    """The facts to ask for, the most useful first.

    A call is settled by a fact when every clause still open hangs on that fact alone. A clause
    that nobody could read (`Unread`) is never settled by an answer, but a fact beside it still
    touches the call: the answer may rule it out.
    """
    return ranked((_open_facts(company, call, on) for call in calls), limit)


def ranked(
    calls: Iterable[Collection[tuple[str, ...]]], limit: int | None = None
) -> tuple[NextQuestion, ...]:
    """The same from what each call still hangs on: for each open leaf the facts it asks for."""
    settles: Counter[str] = Counter()
    touches: Counter[str] = Counter()
    for open_facts in calls:
        keys = {key for facts in open_facts for key in facts}
        touches.update(keys)
        if len(keys) == 1 and all(open_facts):
            settles.update(keys)
    order = sorted(touches, key=lambda key: (-settles[key], -touches[key], key))
    return tuple(
        NextQuestion(key, settles[key], touches[key], question(key), question(key, "en"))
        for key in order[:limit]
    )


def _open_facts(company: Company, call: Call, on: date) -> list[tuple[str, ...]]:
    days = call.days(on)
    return [asked(leaf, company, days) for leaf in open_leaves(call.rule, company, days)]
