"""Read every item with every reader and count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from .gold import Item
from .readers import Fact, Ours, Reader, peers
from .score import Judged, Score, judge
from .verdicts import Verdicts, ask


@dataclass
class Result:
    """One reader's scores by (kind, half), its items that were not all right, and what wrongly read
    conditions did to verdicts, by half."""

    scores: dict[tuple[str, str], Score] = field(default_factory=lambda: defaultdict(Score))
    faults: list[tuple[Item, str, Judged]] = field(default_factory=list)
    verdicts: dict[str, Verdicts] = field(default_factory=lambda: defaultdict(Verdicts))

    def count(self, item: Item, kind: str, judged: Judged) -> None:
        self.scores[kind, item.split].add(judged.score)
        if judged.missed or judged.extra:
            self.faults.append((item, kind, judged))


def run(items: list[Item], with_peers: bool) -> dict[str, Result]:
    """Results by reader's name, ours first."""
    results = {"majungmul": _ours(items)}
    if with_peers:
        for name, readers in peers().items():
            results[name] = _peer(items, readers)
    return results


def _ours(items: list[Item]) -> Result:
    ours, result = Ours(), Result()
    for item in items:
        found = ours.read(item)
        for kind in item.expect:
            judged = judge(item, kind, found.facts[kind])
            result.count(item, kind, judged)
            if kind == "condition":
                asked = ask(found.rule, judged.missed, judged.extra, item.published)
                result.verdicts[item.split].add(asked)
    return result


def _peer(items: list[Item], readers: Mapping[str, Reader]) -> Result:
    result = Result()
    for item in items:
        for kind, reader in readers.items():
            if kind in item.expect and not item.whole:
                result.count(item, kind, _judge_value(item, kind, reader(item)))
    return result


def _judge_value(item: Item, kind: str, found: list[Fact]) -> Judged:
    """A peer's facts against the gold's values alone. What overlaps no expectation is extra."""
    rest = list(found)
    missed: list[Any] = []
    right = 0
    for expected in item.expect[kind]:
        hit = next((fact for fact in rest if _value_agrees(kind, expected, fact)), None)
        if hit is None:
            missed.append(expected)
            continue
        right += 1
        rest = [fact for fact in rest if fact["end"] <= hit["start"] or hit["end"] <= fact["start"]]
    return Judged(Score(right, len(missed), len(rest)), missed, rest)


def _value_agrees(kind: str, expected: Mapping[str, Any], fact: Fact) -> bool:
    if kind == "period":
        day = str(expected.get("end") or expected.get("start"))[:10]
        return day in (str(fact.get("to"))[:10], str(fact.get("from"))[:10])
    try:
        return Decimal(str(expected["value"])) == Decimal(str(fact.get("value")))
    except InvalidOperation:
        return False
