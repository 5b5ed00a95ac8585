"""What a figure measures: the reference list's words around it, nearest and most telling first."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from majungmul.reference import vocabulary
from majungmul.terms import Quantity

_AFTER, _BEFORE = 44, 34
_CLAUSE = re.compile(r"[,;]\ |(?:[하되]고|하며|으며|되며|[해돼]|면서)\ |·\ ")
_YEARLY = re.compile(r"^(?:매년|해마다)")
# What the unit alone tells; with less confidence where other measures share the unit.
_BY_UNIT = {
    "region": ("regions", 0.9), "program": ("programs", 0.9), "project": ("projects", 0.8),
    "country": ("countries", 0.8), "complex": ("complexes", 0.8), "institution": ("institutions", 0.8),
    "room": ("rooms", 0.7), "field": ("services_found", 0.5), "company": ("companies_supported", 0.6),
    "KRW": ("budget", 0.5), "point": ("satisfaction", 0.5),
}  # fmt: skip
_PER_YEAR = {
    "companies_selected": "companies_selected_per_year",
    "companies_supported": "companies_selected_per_year",
}


class Measured(NamedTuple):
    """A measure and how sure the words make us."""

    measure: str
    confidence: float


@cache
def _words() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    measures_of: dict[str, list[str]] = {}
    for code, entry in vocabulary.measures().items():
        for word in entry.words:
            measures_of.setdefault(word, []).append(code)
    longest_first = sorted(measures_of, key=len, reverse=True)
    pattern = re.compile(f"(?=({'|'.join(map(re.escape, longest_first))}))")
    return pattern, {word: tuple(codes) for word, codes in measures_of.items()}


@cache
def _units() -> dict[str, frozenset[str]]:
    return {code: frozenset(m.extra["units"]) for code, m in vocabulary.measures().items()}


def measure(sentence: str, start: int, end: int, quantity: Quantity) -> Measured | None:
    """The measure of the figure at `[start, end)` of `sentence`; None when nothing tells one."""
    pattern, measures_of = _words()
    low, high = max(0, start - _BEFORE), min(len(sentence), end + _AFTER)
    best: tuple[float, str] | None = None
    for hit in pattern.finditer(sentence, low, high):
        word_start, word_end = hit.span(1)
        if word_end > high or (word_start < end and word_end > start):
            continue
        for code in measures_of[hit[1]]:
            if quantity.unit in _units()[code]:
                score = _score(sentence, start, end, word_start, word_end)
                if best is None or score > best[0]:
                    best = (score, code)
    if best is None:
        return _from_unit(quantity)
    return Measured(_yearly(best[1], quantity), round(min(0.95, 0.5 + best[0] / 2), 2))


def _score(sentence: str, start: int, end: int, word_start: int, word_end: int) -> float:
    """Between 0 and 1: long words near the number, behind it rather than before it."""
    behind = word_start >= end
    between = sentence[end:word_start] if behind else sentence[word_end:start]
    score = 1.0 - len(between) / 48
    score += min(word_end - word_start, 6) * 0.05
    score -= 0.35 * len(_CLAUSE.findall(between))
    score -= 0.45 * len(re.findall(r"[0-9]+", between))
    return score if behind else score - 0.12


def _yearly(code: str, quantity: Quantity) -> str:
    yearly = _YEARLY.match(quantity.span.quote)
    return _PER_YEAR.get(code, code) if yearly else code


def _from_unit(quantity: Quantity) -> Measured | None:
    known = _BY_UNIT.get(quantity.unit)
    return Measured(_yearly(known[0], quantity), known[1]) if known else None
