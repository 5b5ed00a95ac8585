"""Structured fields of a source, which arrive as labelled lines (업력: 예비창업자, 3년미만).

They are coarser than the notice's own words, so a field that the notice itself speaks of is taken
from there; the caller leaves out the label. Coarse labels (kind, size and trade) are kept
with a doubt: who does not answer to them may still be meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from majungmul.terms import Has, InSet, Range, Rule, Unread

from . import clauses
from .hits import Clause
from .place_names import region_codes
from .trees import any_of

_BAND = re.compile(r"(\d{1,2})\s?년\s?미만")
_AGES = re.compile(r"만?\s?(\d{2})세\s?(미만|이상|이하)")
_BOXES = {1, 2, 3, 5, 7, 10}  # all that the form has
_KINDS = {
    "청소년": ("individual",),
    "대학생": ("individual",),
    "일반인": ("individual",),
    "대학": ("university",),
    "연구기관": ("research_institute",),
    "일반기업": ("company", "sole_proprietor", "cooperative", "nonprofit"),
    "1인 창조기업": ("company", "sole_proprietor"),
}


def read(key: str, clause: Clause) -> Rule | None:
    """The rule of one labelled line; None when it sets no limit. `key` is the label's field."""
    reader = _READERS.get(key)
    return reader(clause) if reader else clauses.read(clause)


def _business_age(clause: Clause) -> Rule | None:
    span = clause.span(clause.start, clause.end)
    years = [int(number) for number in _BAND.findall(span.quote)]
    before = Has("pre_founder", ("yes",), span) if "예비" in span.quote else None
    if not years:
        return clauses.read(clause) or before
    band = Range("business_age_years", max=Decimal(max(years)), max_inclusive=False, span=span)
    # every box of the form ticked: nobody of any age may have been meant to be left out
    full = set(years) >= _BOXES or (before and max(years) == max(_BOXES))
    everyone = Unread(span.quote, span) if full else None
    return any_of((before, band, everyone))


def _ceo_age(clause: Clause) -> Rule | None:
    span = clause.span(clause.start, clause.end)
    low: int | None = None
    high: int | None = None
    bands = [_AGES.findall(part) for part in re.split(r"[,\n]", span.quote)]
    edges = [
        (
            next((int(n) for n, word in band if word == "이상"), 0),
            next((int(n) - (word == "미만") for n, word in band if word != "이상"), 999),
        )
        for band in bands
        if band
    ]
    if not edges or len(edges) != len(bands):
        return clauses.read(clause)
    low, high = min(a for a, _ in edges), max(b for _, b in edges)
    if not low and high == 999:
        return None
    return Range(
        "ceo_age", Decimal(low) if low else None, Decimal(high) if high < 999 else None, span=span
    )


def _region(clause: Clause) -> Rule | None:
    span = clause.span(clause.start, clause.end)
    if "전국" in span.quote:
        return None
    codes = region_codes(span.quote)
    return InSet("region", codes, "any", span) if codes else Unread(span.quote, span)


def _applicant(clause: Clause) -> Rule | None:
    span = clause.span(clause.start, clause.end)
    words = [word.strip() for word in re.split(r"[,\n]", span.quote)]
    if any(word not in _KINDS for word in words):
        return _doubted(clause)
    codes = tuple(dict.fromkeys(code for word in words for code in _KINDS[word]))
    everyone = {code for kinds in _KINDS.values() for code in kinds}
    return None if set(codes) == everyone else InSet("entity_type", codes, span=span)


def _doubted(clause: Clause) -> Rule | None:
    """What a coarse label says: who answers to it is meant, who does not may be too."""
    rule = clauses.read(clause)
    if rule is None or isinstance(rule, Unread):
        return rule
    return any_of((rule, Unread(clause.quote, clause.span(clause.start, clause.end))))


_READERS: dict[str, Callable[[Clause], Rule | None]] = {
    "business_age": _business_age,
    "ceo_age": _ceo_age,
    "region": _region,
    "applicant": _applicant,
    "size": _doubted,
    "industry": _doubted,
}
FIELD_OF = {
    "business_age": {"business_age_years", "pre_founder"},
    "ceo_age": {"ceo_age"},
    "region": {"region"},
    "applicant": {"entity_type"},
    "size": {"size_class"},
}
