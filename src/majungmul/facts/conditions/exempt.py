"""Whom a condition is not asked of, or another bound is asked of: 벤처기업은 업력을 따지지 않음.

Who is meant stands before the words that free them, as the sentence's topic. The condition that the
exemption speaks of keeps its place; the exempted stand beside it as another way to meet it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from majungmul.terms import All, Has, InSet, Range, Rule, Unread
from majungmul.terms import Any as AnyOf

from . import residue
from .hits import Clause, Hit
from .trees import all_of, any_of, contradictory, meaning, turned, wanted
from .understood import GROUND, hits_in, unread
from .units import units

# 벤처기업은, 사회적기업의 경우에는; neither 받는 nor 않은
_TOPIC = re.compile(
    r"(?:(?<=[가-힣)])(?<![받않높낮좋같적많맺남넘얻입])은|(?<=[가-힣)])(?<![하있받되않없나오가주두지])는"
    r"|(?:의|인)\s?경우(?:에는|에|는)?|이?라면|에\s?대(?:하여|해서)는)(?=[\s,])"
)
# … 을 갖추었으면 갖춘 것으로 봄: what counts instead
_COUNTS = re.compile(r"갖춘\s?것으로\s?(?:본|봄|보며|봅|인정)|갈음|대신할\s수\s있|대체할\s수\s있")
_OR = re.compile(r"[,·ㆍ/]|또는|및|혹은|이나|[과와]\s")
# 3명이 되지 않아도: a bound that need not be kept
_EVEN = re.compile(r"\s?[가-힣]{0,4}(?:도|더라도|지만)(?=[\s,])")
_COUNTED_IN = {
    "년": "business_age_years",
    "개월": "business_age_years",
    "명": "employees",
    "인": "employees",
}
# 6개월로 한다: another number for the same bound
_INSTEAD = re.compile(
    r"(?<!\d)(\d{1,3})\s?(년|개월|명|인)\s?(?:(?:으로|로)\s?(?:한다|함|합니다|본다|봄|완화|하며)|(?:이상|이내|이하|까지)(?!\s?[가-힣]*도\s))"
)


def other_way(main: Rule | None, clause: Clause) -> Rule | None:
    """What the exempted are and what is asked of them instead, beside the clause as a doubt;
    None where nobody is named whom we know."""
    known = [hit for hit in hits_in(clause) if _typed(hit)]
    known += [
        v
        for v in _ventures(clause)
        if not any(v.start < hit.end for hit in known if hit.start < v.end)
    ]
    found = sorted(known, key=lambda hit: hit.start)
    if not found:
        return None
    counts = _COUNTS.search(clause.text, clause.start, clause.end)
    topic = _TOPIC.search(clause.text, found[0].end, clause.end)
    if topic is None and counts is None:
        return None
    asked = [leaf for leaf in wanted(main) if isinstance(leaf, InSet | Has | Range)]
    end = clause.end if counts or topic is None else topic.start()
    who = [hit for hit in found if hit.end <= end and not _denies(asked, hit)]
    own = [hit.rule for hit in found if hit.start >= end and _own_bound(clause, asked, hit)]
    listed = who and _LISTED.match(clause.text, who[-1].end, end)
    if not who or (not counts and not listed and _said_of_others(clause, who[-1].end, end)):
        return None
    instead = None if own else _instead(clause.part(end, clause.end), asked)
    return all_of([_joined(clause, who, all_=counts is not None), *own, instead, unread(clause)])


_VENTURE = re.compile(r"(?<![가-힣·ㆍ])벤처\s?기업(?=\s?(?:,|및|또는|은|의\s경우|[과와]\s))")


_TWIST = re.compile(r"(?<![가-힣])(?:단|다만)\s?,?\s")


def same_bounds(main: Rule | None, way: Rule) -> set[str]:
    """The fields on which `way` sets another bound of the same side than `main` does."""
    return {
        other.field
        for one in wanted(main)
        for other in wanted(way)
        if isinstance(one, Range)
        and isinstance(other, Range)
        and one.field == other.field
        and (one.min is None) == (other.min is None)
        and (one.max is None) == (other.max is None)
    }


_NOT_ASKED = re.compile(r"(?:따지|보|묻|두|적용하)지\s?(?:않|아니)")


def exempts(clause: Clause) -> bool:
    """벤처기업은 업력을 따지지 않음: a line that frees those it names of something."""
    if _NOT_ASKED.search(clause.text, clause.start, clause.end) is None:
        return False
    if _TWIST.search(clause.text, clause.start, clause.end):
        return False
    return other_way(None, clause) is not None


def _ventures(clause: Clause) -> Iterator[Hit]:
    """벤처기업 in a list of the exempted is the certified firm."""
    for match in _VENTURE.finditer(clause.text, clause.start, clause.end):
        span = clause.span(*match.span())
        yield Hit(span.start, span.end, Has("certificate", ("venture",), span), head=True)


_LISTED = re.compile(r"\s?(?:,|및|또는|[과와]\s)")


def _said_of_others(clause: Clause, start: int, end: int) -> bool:
    """대학에 소속된 사람은: whom we know is not who is meant, a comma or a verb stands between."""
    return residue.content(clause.text, start, end) is not None


def _typed(hit: Hit) -> bool:
    rule = hit.rule
    return isinstance(rule, InSet | Has | Range) and rule.field != GROUND


def _denies(asked: list[InSet | Has | Range], hit: Hit) -> bool:
    """5인 미만 기업 중 …, where five are asked for: the words say what is not kept."""
    return isinstance(hit.rule, Range) and any(
        contradictory(All((leaf, hit.rule))) for leaf in asked
    )


def _own_bound(clause: Clause, asked: list[InSet | Has | Range], hit: Hit) -> bool:
    """Whether the exempted have a bound of their own on what is asked of the others."""
    if not isinstance(hit.rule, Range) or _EVEN.match(clause.text, hit.end, clause.end):
        return False
    same = [leaf for leaf in asked if leaf.field == hit.rule.field]
    return bool(same) and all(meaning(leaf) != meaning(hit.rule) for leaf in same)


def _joined(clause: Clause, who: list[Hit], *, all_: bool) -> Rule:
    """Those that are named: alternatives where they are listed, else one narrows the other."""
    parts = units(clause, who)
    between = [clause.text[one.end : other.start] for one, other in pairwise(parts)]
    rules = [part.rule for part in parts]
    if all_ or not between or not all(map(_OR.search, between)):
        return all_of(rules) or unread(clause)
    return any_of(rules) or unread(clause)


def _instead(clause: Clause, asked: list[InSet | Has | Range]) -> Range | None:
    """Another number on the one bound that is counted in the same unit."""
    found = _INSTEAD.search(clause.text, clause.start, clause.end)
    field = _COUNTED_IN[found[2]] if found else ""
    bounds = [leaf for leaf in asked if isinstance(leaf, Range) and leaf.field == field]
    if found is None or len(bounds) != 1 or (bounds[0].min is None) == (bounds[0].max is None):
        return None
    number = Decimal(found[1]) / (12 if found[2] == "개월" else 1)
    bound = replace(bounds[0], span=clause.span(found.start(), found.end(2)))
    return replace(bound, min=number) if bound.min is not None else replace(bound, max=number)


_MUST = re.compile(r"(?:이어야|여야|있어야|해야|하여야|갖춰야|갖추어야|필수|것[.\s]*$)")


def only_for(clause: Clause) -> Rule | None:
    """업력 2년 미만인 기업은 근로자가 3명 이상이어야 함: asked of some, of the others not."""
    if _MUST.search(clause.text, clause.start, clause.end) is None:
        return None
    found = [hit for hit in hits_in(clause) if _typed(hit)]
    topic = _TOPIC.search(clause.text, found[0].end, clause.end) if len(found) > 1 else None
    said = topic and topic.start() <= found[1].start
    if topic is None or not said or _said_of_others(clause, found[0].end, topic.start()):
        return None
    first = found[0].rule
    if not isinstance(first, Range) or (first.min is None) == (first.max is None):
        return None
    return any_of((turned(first), all_of(hit.rule for hit in found[1:]), unread(clause)))


def named(clause: Clause, rule: Rule) -> Rule:
    """7년(녹색인증 기업은 10년) 이내: the rule with those named for whom the wider bound is."""
    match rule:
        case AnyOf((Range() as own, All((Range() as wider, Unread(_, span))))) if span is not None:
            part = clause.part(span.start, span.end)
            who = [hit for hit in hits_in(part) if _typed(hit) and hit.head]
            if who:
                return AnyOf((own, All((_joined(part, who, all_=False), wider, unread(part)))))
    return rule


def doubted(main: Rule | None, clause: Clause) -> Rule:
    """The other way that the clause opens, or the clause as words that stay unread."""
    return other_way(main, clause) or unread(clause)
