"""Neighbours of one field as one hit: 중소ㆍ중견기업, 대학 또는 연구기관, 개인ㆍ법인."""

from __future__ import annotations

import re
from dataclasses import replace

from majungmul.terms import Has, InSet, Rule

from . import residue
from .hits import Clause, Hit, field_of, stretch
from .trees import all_of, any_of

JOINT = r"\s?(?:[·ㆍ⋅․∙⸱‧･,/]|및|또는|와|과|혹은|이나|나(?=\s))\s?"
_MEMBER = re.compile(JOINT)
_LIST_SIGN = re.compile(r"[,·ㆍ⋅․∙⸱/]|또는|혹은")
_PERSONS = {"individual", "sole_proprietor"}
_ORDER = ("micro", "small", "medium", "mid", "large")


def units(clause: Clause, hits: list[Hit]) -> list[Hit]:
    """Neighbours of one field as one hit: 중소ㆍ중견기업, 대학 또는 연구기관, 개인ㆍ법인."""
    hits = _one_place(clause, hits)
    groups: list[list[Hit]] = []
    for hit in hits:
        before = groups[-1][-1] if groups else None
        listed = clause.text.count("(", clause.start, hit.start) > clause.text.count(
            ")", clause.start, hit.start
        )
        same = before is not None and (listed or field_of(hit) == field_of(before))
        alike = same and hit.head and before is not None and before.head
        held = field_of(hit) == "certificate" and before is not None
        member = before and any(
            sign.fullmatch(clause.text, before.end, hit.start)
            for sign in ((_MEMBER, _HELD_OR) if held else (_MEMBER,))
        )
        if alike and member:
            groups[-1].append(hit)
        else:
            groups.append([hit])
    units = [
        Hit(group[0].start, group[-1].end, _joint(clause, group), True) if group[1:] else group[0]
        for group in groups
    ]
    return [_listed(clause, unit) if unit.head else unit for unit in units]


def _one_place(clause: Clause, hits: list[Hit]) -> list[Hit]:
    """부산에 살거나 부산에 사업장을 둔: a place said twice, in one way or the other."""
    kept: list[Hit] = []
    for hit in hits:
        old = kept[-1] if kept else None
        between = clause.text[old.end : hit.start].strip() if old else ""
        if (
            old
            and between in ("거나", "하거나", "또는")
            and isinstance(old.rule, InSet)
            and isinstance(hit.rule, InSet)
            and old.rule.field == hit.rule.field == "region"
            and old.rule.values == hit.rule.values
        ):
            span = clause.span(old.start, hit.end)
            kept[-1] = Hit(old.start, hit.end, replace(old.rule, basis="any", span=span))
        else:
            kept.append(hit)
    return kept


# 혁신제품으로 지정되었거나 우수조달물품: another one, held in another way
_HELD_OR = re.compile(
    r"\s?(?:으로|로|을|를|에|이)?\s?(?:지정|등록|선정|인증|확인|보유)?(?:되었|받았|하였|했|하)거나\s"
)
_BOTH = re.compile(r"\s?(?:을|를|이|가)?\s?(?:모두|각각|동시에|다)\s")


def _joint(clause: Clause, group: list[Hit]) -> Rule | None:
    """Neighbours as alternatives, unless all of them are asked for: A와 B를 모두 갖춘."""
    if field_of(group[0]) == "certificate" and _BOTH.match(clause.text, group[-1].end, clause.end):
        return all_of(hit.rule for hit in group)
    return _united(clause, group)


def _listed(clause: Clause, unit: Hit) -> Hit:
    """A kind in a bracketed list with others that nobody knows (학생, 예비창업자): or they."""
    opening = clause.text.rfind("(", clause.start, unit.start)
    closing = clause.text.find(")", unit.end, clause.end)
    if opening < 0 or closing < 0 or ")" in clause.text[opening : unit.start]:
        return unit
    inside = (opening + 1, unit.start), (unit.end, closing)
    others = [found for a, b in inside if (found := residue.content(clause.text, a, b))]
    sign = _LIST_SIGN.search(clause.text, opening, closing)
    if not others or sign is None or unit.rule is None:
        return unit
    rest = stretch(clause, opening + 1, closing)
    return replace(unit, rule=any_of((unit.rule, rest)))


def _united(clause: Clause, group: list[Hit]) -> Rule | None:
    """Neighbours as alternatives; 개인 beside 법인 is a proprietor."""
    rules = [hit.rule for hit in group]
    if any(isinstance(rule, InSet) and "company" in rule.values for rule in rules):
        rules = [_beside(rule, rules) for rule in rules]
    return merged_sets(clause, rules)


def _beside(rule: Rule | None, others: list[Rule | None]) -> Rule | None:
    """법인 beside 개인 or 개인사업자: a company beside a proprietor."""
    codes = {code for one in others if isinstance(one, InSet) for code in one.values}
    if isinstance(rule, InSet) and rule.values == ("individual",):
        return replace(rule, values=("sole_proprietor",))
    if isinstance(rule, InSet) and "company" in rule.values and codes & _PERSONS:
        return replace(rule, values=("company",))
    return rule


def merged_sets(clause: Clause, rules: list[Rule | None]) -> Rule | None:
    """The alternatives, with those of one field's codes said as one condition."""
    groups: dict[tuple[object, str, str], list[InSet | Has]] = {}
    for rule in rules:
        if isinstance(rule, InSet | Has) and rule.span:
            basis = rule.basis if isinstance(rule, InSet) else ""
            groups.setdefault((type(rule), rule.field, basis), []).append(rule)
    joined: dict[int, Rule] = {}
    for group in groups.values():
        codes = dict.fromkeys(code for rule in group for code in rule.values)
        sized = group[0].field == "size_class"
        values = tuple(sorted(codes, key=_ORDER.index) if sized else codes)
        spans = [rule.span for rule in group if rule.span]
        span = clause.span(min(s.start for s in spans), max(s.end for s in spans))
        joined |= {id(rule): replace(group[0], values=values, span=span) for rule in group}
    return any_of(joined.get(id(rule), rule) for rule in rules)
