"""Clauses of English calls: the basics that need no knowledge of places.

What is not one of them stays unread, as everywhere; a sentence that shuts out turns its grounds
round, one that only names them is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from majungmul.facts.tables import load
from majungmul.terms import Has, InSet, Range, Rule, Unread

from .hits import Clause, Hit, field_of
from .trees import all_of, any_of, contradictory, negated
from .units import merged_sets

_KOREAN = re.compile(r"[가-힣]")
_WORDS = re.compile(r"[A-Za-z]{2,}(?:[^A-Za-z]+[A-Za-z]{2,})")
_SIZES = {"micro": ("micro",), "sme": ("micro", "small", "medium"), "mid": ("mid",)}
_SIZES["large"] = ("large",)
_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_YEARS = rf"(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)})(?: \(\d{{1,2}}\))? years?"
_BOUND = (
    r"(?P<b>within|less than|fewer than|under|no more than|not more than|up to|at most|at least"
    r"|more than|over|for the last)"
)
_SINCE = (
    r"(?:old|of (?:age|establishment|incorporation|founding|operation|business|their \w+)"
    r"|since (?:their |its |the )?(?:establishment|founding|incorporation|foundation)"
    r"|in (?:business|operation)|ago)"
)
_LAST = r"(?: the (?:last|past))?"
_AGES = (
    r"(?:established|founded|incorporated|in business|in operation|start-?ups?)(?: \w+)?,? "
    rf"{_BOUND}{_LAST} {_YEARS}(?: {_SINCE})?",
    rf"{_BOUND}{_LAST} {_YEARS} {_SINCE}",
)
_BEFORE = re.compile(
    r"(?i)\b(?:(?:prospective|aspiring|would-be) (?:entrepreneurs?|founders?)"
    r"|pre-?(?:founders?|entrepreneurs?|start-?ups?))\b"
)
_OPEN = {"at least": True, "more than": False, "over": False}
_REACHED = {"within", "no more than", "not more than", "up to", "at most"}
_SHUTS = re.compile(
    r"(?i)\b(?:not (?:be )?(?:eligible|allowed|permitted|considered|accepted)|ineligible"
    r"|excluded?|may not|cannot|can not|must not|shall not|disqualified|except|excluding"
    r"|other than|no longer)\b"
)
_RANKS = re.compile(r"(?i)\b(?:preference|preferred|priority|bonus points?|favou?red|encouraged)\b")
_IF = re.compile(r"(?i)\b(?:if|unless|in case|where|when|whose project)\b")
_OF_OTHERS = re.compile(
    r"(?i)\b(?:consortium|partners?|supervisors?|researchers?|investigators?|affiliated|members"
    r"|employees|employ|demand compan|according to|from among)"
)
_FILLER = re.compile(
    r"(?i)(?:the|an?|of|and|or|in|on|at|to|as|for|is|are|be|been|has|have|that|which|who|those|any|only|must|should|shall"
    r"|can|may|will|with|by|from|under|apply|applicants?|eligible|eligibility|compan(?:y|ies)|firms?|business(?:es)?|enterprises?"
    r"|entit(?:y|ies)|organi[sz]ations?|korean?|republic|domestic|located|based|registered|following|one|either|date|notice|application"
    r"|deadline|start-?ups?|founded|established|participate|programm?e|call|not|excluded|ineligible|cannot|currently)"
)
_WORD = re.compile(r"[A-Za-z][\w-]*|\d+")
_SENTENCE = re.compile(r"(?<=[a-z)”\"])[.;]\s+(?=[A-Z(])")


@cache
def _data() -> dict[str, Any]:
    return load("english")


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (field, code, re.compile(rf"(?i)\b(?:{'|'.join(words)})\b"))
        for field in ("size_class", "entity_type", "certificate", "exclusion")
        for code, words in _data()[field].items()
    )


@cache
def _timed() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?i)\b{words}\b") for words in _AGES)


def is_english(clause: Clause) -> bool:
    """Whether the clause is a phrase in English words alone."""
    return not _KOREAN.search(clause.text, clause.start, clause.end) and bool(
        _WORDS.search(clause.text, clause.start, clause.end)
    )


def read(clause: Clause, excluding: bool = False) -> Rule | None:
    """The rule of an English clause, sentence by sentence; what is not understood stays unread."""
    starts = [
        clause.start,
        *(m.end() for m in _SENTENCE.finditer(clause.text, clause.start, clause.end)),
    ]
    ends = [*starts[1:], clause.end]
    return all_of(
        _sentence(clause.part(start, end), excluding)
        for start, end in zip(starts, ends, strict=True)
    )


def _sentence(clause: Clause, excluding: bool) -> Rule | None:
    whole = Unread(clause.quote.strip(), clause.span(clause.start, clause.end))
    if _RANKS.search(clause.quote) and not excluding:
        return None
    hits = list(_hits(clause))
    shuts = excluding or _SHUTS.search(clause.quote) is not None
    grounds = [hit for hit in hits if field_of(hit) == "exclusion"]
    if shuts:
        out = [negated(hit.rule) for hit in grounds if hit.rule]
        kinds = [hit for hit in hits if hit not in grounds]
        if not out and excluding and kinds and not _left(clause, hits):
            out = [negated(hit.rule) for hit in kinds if hit.rule]
        elif not out:
            return whole
        elif kinds or _left(clause, grounds):
            return all_of(any_of((rule, whole)) for rule in out)
        return all_of(out)
    if grounds or not hits or _OF_OTHERS.search(clause.quote):
        return whole
    rule = _joined(clause, hits)
    if contradictory(rule):
        return whole
    if _IF.search(clause.quote):
        return any_of((rule, whole))
    return all_of((rule, whole if _left(clause, hits) else None))


def _joined(clause: Clause, hits: list[Hit]) -> Rule | None:
    """Neighbours of one field are alternatives, and so is what `or` joins; the rest adds up."""
    one = {field_of(hit) for hit in hits} & {"business_age_years", "pre_founder"}
    between = (clause.text[a.end : b.start] for a, b in pairwise(hits))
    ors = any(re.search(r"(?i)\bor\b", words) for words in between)
    fields = {field_of(hit) for hit in hits}
    if len(fields) == 1 or ors or len(one) == 2:
        return merged_sets(clause, [hit.rule for hit in hits])
    groups = [[hit.rule for hit in hits if field_of(hit) == field] for field in sorted(fields)]
    return all_of(merged_sets(clause, group) for group in groups)


def _left(clause: Clause, hits: list[Hit]) -> bool:
    """Whether words are left that say something more."""
    return any(
        not any(hit.start <= word.start() < hit.end for hit in hits)
        and not _FILLER.fullmatch(word[0])
        for word in _WORD.finditer(clause.text, clause.start, clause.end)
    )


def _hits(clause: Clause) -> Iterator[Hit]:
    """What is understood of the clause, in order and disjoint."""
    found = [
        Hit(*match.span(), _age(clause, match), weight=1)
        for pattern in _timed()
        for match in pattern.finditer(clause.text, clause.start, clause.end)
    ]
    found += [
        Hit(*match.span(), Has("pre_founder", ("yes",), clause.span(*match.span())), True)
        for match in _BEFORE.finditer(clause.text, clause.start, clause.end)
    ]
    for field, code, pattern in _patterns():
        for match in pattern.finditer(clause.text, clause.start, clause.end):
            span = clause.span(*match.span())
            rule: Rule = (
                Has(field, (code,), span)
                if field in ("certificate", "exclusion")
                else InSet(field, _SIZES.get(code, (code,)), span=span)
            )
            found.append(Hit(span.start, span.end, rule, head=True))
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (-hit.weight, hit.start - hit.end)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    yield from sorted(kept, key=lambda hit: hit.start)


def _age(clause: Clause, match: re.Match[str]) -> Range:
    word, number = match["b"].lower(), match["n"].lower()
    years = Decimal(number if number.isdigit() else _NUMBERS.index(number) + 1)
    span = clause.span(*match.span())
    if word in _OPEN:
        return Range("business_age_years", years, None, _OPEN[word], True, clause.as_of, span)
    reached = word in _REACHED or word == "for the last"
    return Range("business_age_years", None, years, True, reached, clause.as_of, span)
