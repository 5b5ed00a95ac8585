"""A rule as a tree to read: every clause in a few words, with the sentence it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from majungmul.matching.labels import size_names
from majungmul.portal import labels, wording
from majungmul.terms import All, Any, Condition, Has, InSet, Not, Range, Rule, Span, Unread

Kind = Literal["all", "any", "not", "leaf", "unread"]


@dataclass(frozen=True, slots=True)
class Node:
    """One branch or clause. `topic` and `says` are for readers; `span` is the evidence."""

    kind: Kind
    topic: str = ""
    says: str = ""
    span: Span | None = None
    children: tuple[Node, ...] = field(default=())


def tree(rule: Rule, negated: bool = False) -> Node:
    """`rule` for reading. `Not` around a clause is said in the clause, not as its own branch."""
    match rule:
        case All(parts) | Any(parts):
            every = isinstance(rule, All) != negated
            return Node("all" if every else "any", children=tuple(tree(p, negated) for p in parts))
        case Not(part):
            return tree(part, not negated)
        case Unread(text, span):
            return Node("unread", says=text, span=span)
        case _:
            return Node("leaf", topic(rule), says(rule, negated), rule.span)


def topic(condition: Condition) -> str:
    """What a condition asks about."""
    names = {
        "region": _("소재지"),
        "business_age_years": _("업력"),
        "pre_founder": _("예비창업자"),
        "size_class": _("기업 규모"),
        "industry": _("업종"),
        "entity_type": _("기업 형태"),
        "certificate": _("인증·등록"),
        "ceo_age": _("대표자 나이"),
        "employees": _("상시근로자"),
        "revenue_krw": _("매출액"),
        "export_usd": _("수출액"),
        "investment_krw": _("투자유치액"),
        "exclusion": _("제외 대상"),
    }
    return names.get(getattr(condition, "field", ""), _("그 밖의 요건"))


def says(condition: Condition, negated: bool = False) -> str:
    """What a condition demands, in a few words."""
    match condition:
        case Has("pre_founder"):
            return pgettext("condition", "제외") if negated else pgettext("condition", "신청 가능")
        case InSet("size_class", values) if not negated:
            return size_names(values, labels.language())
        case InSet(name, values) | Has(name, values):
            listed = value_labels(name, values)
            if name == "exclusion":
                return listed if negated else _("%(what)s에 해당") % {"what": listed}
            return _("%(what)s 제외") % {"what": listed} if negated else listed
        case Range():
            text = range_text(condition)
            return _("%(what)s이(가) 아닐 것") % {"what": text} if negated else text
    return ""


def value_labels(name: str, values: tuple[str, ...]) -> str:
    """The labels of a condition's values."""
    if name == "industry":
        return labels.industry_list(values)
    return ", ".join(value_label(name, value) for value in values)


def value_label(name: str, value: str) -> str:
    """The label of one value of a condition's field."""
    match name:
        case "region":
            return labels.region(value)
        case "size_class":
            return labels.size(value)
        case "entity_type" | "certificate" | "exclusion":
            return labels.vocabulary_label(f"{name}s", value)
    return value


def range_text(condition: Range) -> str:
    """`3년 이상, 7년 이하 (공고일 기준)`."""
    ends = []
    if condition.min is not None:
        word = _("%(n)s 이상") if condition.min_inclusive else _("%(n)s 초과")
        ends.append(word % {"n": _amount(condition.field, condition.min)})
    if condition.max is not None:
        word = _("%(n)s 이하") if condition.max_inclusive else _("%(n)s 미만")
        ends.append(word % {"n": _amount(condition.field, condition.max)})
    text = ", ".join(ends)
    if condition.field in ("business_age_years", "ceo_age"):
        text += f" ({_as_of(condition.as_of)})"
    return text


def _amount(name: str, number: object) -> str:
    match name:
        case "revenue_krw" | "investment_krw":
            return wording.money(str(number))
        case "export_usd":
            return wording.money(str(number), "USD")
        case "employees":
            return _("%(n)s명") % {"n": wording.plain(str(number))}
        case "business_age_years":
            return _("%(n)s년") % {"n": wording.plain(str(number))}
        case "ceo_age":
            return _("만 %(n)s세") % {"n": wording.plain(str(number))}
    return wording.plain(str(number))


def _as_of(day: str) -> str:
    return {
        "notice": _("공고일 기준"),
        "closing": _("마감일 기준"),
        "today": _("오늘 기준"),
    }.get(day, _("%(day)s 기준") % {"day": day})
