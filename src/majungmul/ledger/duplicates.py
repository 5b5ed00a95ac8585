"""Which rows are one call: found by likeness, or said by a person, whose word stays.

Rows that may be alike share a block (the same programme's name, or the same last day), so that
nothing grows with the square of the ledger. Merging changes no row but for `same_as`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Q

from majungmul.terms import SEOUL

from . import locks
from .likeness import Likeness, Sketch, compare, informed, sketch
from .models import DuplicateLink, Opportunity

LARGEST_BLOCK = 400
MERGED, SPLIT = DuplicateLink.State.MERGED, DuplicateLink.State.SPLIT
BY_WAY = "다른 공고를 거쳐 묶였습니다."
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Twin:
    """Another row that is, or was held to be, the same call; `said` when a person said so."""

    opportunity: Opportunity
    same: bool
    evidence: tuple[str, ...]
    said: bool


def find(samples: bool = False) -> int:
    """Links rows that are one call; returns how many rows stand behind another then.

    Looks through the real calls, or through the `samples`: the two are never mixed.
    """
    sketches = {item.key: item for item in informed(_sketches(samples))}
    found = {
        pair: likeness
        for pair in _pairs(sketches.values())
        if (likeness := compare(sketches[pair[0]], sketches[pair[1]])).same
    }
    with locks.writing():
        _store(found, samples)
        return apply()


def merge(one: Opportunity, other: Opportunity, author: AbstractUser) -> None:
    """A person says that two rows are one call."""
    _say(one, other, MERGED, author)


def split(one: Opportunity, other: Opportunity, author: AbstractUser) -> None:
    """A person says that two rows are different calls, whatever the program finds."""
    _say(one, other, SPLIT, author)


def twins(row: Opportunity) -> list[Twin]:
    """The rows that stand for one call with `row`, and those a person set apart from it."""
    links = {
        link.second_id if link.first_id == row.pk else link.first_id: link
        for link in DuplicateLink.objects.filter(Q(first=row) | Q(second=row))
    }
    chief = row.same_as_id or row.pk
    group = Q(pk=chief) | Q(same_as=chief) | Q(pk__in=links)
    rows = Opportunity.objects.filter(group).exclude(pk=row.pk).select_related("source")
    return [
        Twin(
            other,
            same=chief == (other.same_as_id or other.pk),
            evidence=tuple(link.evidence) if (link := links.get(other.pk)) else (BY_WAY,),
            said=link is not None and link.author_id is not None,
        )
        for other in rows.order_by("pk")
    ]


def apply() -> int:
    """Sets `same_as` of every row from the links; returns how many rows stand behind another.

    The row that stands for a call is the one longest in the ledger, an amended one (연장, 정정)
    before the original it amends.
    """
    links = DuplicateLink.objects.filter(state=MERGED).values_list("first_id", "second_id")
    apart = set(DuplicateLink.objects.filter(state=SPLIT).values_list("first_id", "second_id"))
    said = DuplicateLink.objects.filter(state=MERGED, author__isnull=False)
    groups = _groups([*said.values_list("first_id", "second_id"), *links], apart)
    leader = {pk: _leader(group) for group in groups for pk in group}
    behind = {pk: chief for pk, chief in leader.items() if pk != chief}
    now = dict(Opportunity.objects.exclude(same_as=None).values_list("pk", "same_as_id"))
    changed = [
        Opportunity(pk=pk, same_as_id=behind.get(pk))
        for pk in {*now, *behind}
        if now.get(pk) != behind.get(pk)
    ]
    Opportunity.objects.bulk_update(changed, ["same_as"], batch_size=500)
    return len(behind)


def _say(one: Opportunity, other: Opportunity, state: str, author: AbstractUser) -> None:
    first, second = sorted((one.pk, other.pk))
    with locks.writing():
        DuplicateLink.objects.update_or_create(
            first_id=first,
            second_id=second,
            defaults={"state": state, "score": 1.0, "evidence": ["사람의 판단"], "author": author},
        )
        apply()


def _sketches(samples: bool) -> Iterator[Sketch]:
    rows = (
        Opportunity.objects.filter(kind="call", is_sample=samples)
        .values_list(
            "pk", "title", "opens", "closes_at", "funder_id", "operator_id", "regions",
        )
        .order_by("pk")
    )  # fmt: skip
    texts = dict(_texts())
    for pk, title, opens, closes_at, funder, operator, regions in rows.iterator():
        yield sketch(
            pk,
            title,
            opens,
            closes_at.astimezone(SEOUL).date() if closes_at else None,
            str(funder or ""),
            str(operator or ""),
            frozenset(code[:2] for code in regions),
            texts.get(pk, ""),
        )


def _texts() -> Iterator[tuple[int, str]]:
    """A digest of each call's own text without its title."""
    from .models import Document

    rows = Document.objects.filter(current=True, role=Document.Role.NOTICE)
    for pk, text in rows.values_list("opportunity_id", "text").iterator():
        if pk is not None:
            body = text.partition("\n")[2]
            yield pk, hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def _pairs(sketches: Iterable[Sketch]) -> Iterator[Pair]:
    """Pairs worth comparing, each once."""
    blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
    for item in sketches:
        for key in _keys(item):
            blocks[key].append(item.key)
    seen: set[Pair] = set()
    for members in blocks.values():
        if len(members) <= LARGEST_BLOCK:
            for one, other in combinations(members, 2):
                pair = (min(one, other), max(one, other))
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _keys(item: Sketch) -> Iterator[Hashable]:
    """Blocks: the name in one year; the last day with the first or last signs of the name."""
    name = item.title.program
    yield "name", name, item.title.year
    if item.closes:
        for day in (item.closes.toordinal(), item.closes.toordinal() + 1):
            yield "head", day, name[:4]
            yield "tail", day, name[-4:]


def _store(found: dict[Pair, Likeness], samples: bool) -> None:
    """Replaces what the program had found; what a person said stays."""
    DuplicateLink.objects.filter(author=None, first__is_sample=samples).delete()
    said = set(DuplicateLink.objects.values_list("first_id", "second_id"))
    DuplicateLink.objects.bulk_create(
        (
            DuplicateLink(
                first_id=first,
                second_id=second,
                state=MERGED,
                score=likeness.score,
                evidence=list(likeness.evidence),
            )
            for (first, second), likeness in found.items()
            if (first, second) not in said
        ),
        batch_size=500,
    )


def _groups(links: Sequence[Pair], apart: set[Pair]) -> list[list[int]]:
    """Connected rows; a link that would join two rows that a person split is left out."""
    group: dict[int, set[int]] = {}
    for one, other in links:
        a, b = group.setdefault(one, {one}), group.setdefault(other, {other})
        if a is b or any((min(x, y), max(x, y)) in apart for x in a for y in b):
            continue
        a |= b
        for member in b:
            group[member] = a
    unique = {id(members): members for members in group.values()}
    return [sorted(members) for members in unique.values() if len(members) > 1]


def _leader(members: list[int]) -> int:
    rows: list[dict[str, Any]] = list(
        Opportunity.objects.filter(pk__in=members).values("pk", "amend_kind", "withdrawn_at")
    )
    best = min(
        rows,
        key=lambda row: (
            row["withdrawn_at"] is not None,
            row["amend_kind"] not in ("extension", "correction"),
            row["pk"],
        ),
    )
    return int(best["pk"])
