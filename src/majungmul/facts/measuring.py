"""What a figure measures: the words around it, nearest and most telling first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from majungmul.reference import vocabulary
from majungmul.terms import Quantity

from .tables import load

_AFTER, _BEFORE, _TOPIC = 44, 44, 60
_CLAUSE = re.compile(
    r"[,;]\ |(?:[하되리추우치키들맺열짓았었했됐렸겼났갔왔쳤켰췄졌]고|"
    r"하며|으며|되며|이며|[해돼]|면서)\ |·\ "
)
# "수출에 6,200억 원": what stands before 에 receives the sum, it is not what the sum measures.
_RECEIVER = re.compile(r"(?:\ ?(?:분야|부문|사업|업계))?에(?:는|만|도)?\ ")
_NEXT_RECEIVER = re.compile(r"(?:\ ?(?:분야|부문|사업|업계))?에(?:는|만|도)?\ (?:약\ |총\ )?[0-9]")
_DIGITS = re.compile(r"[0-9]+")
_YEARLY = re.compile(r"^(?:매년|해마다)")
# "올해보다 35억 원 늘린": a sum that something was raised or cut by.
_CHANGED = re.compile(
    r"(?:을|를|이|가)?\ ?(?:더\ )?(?:늘어난|늘어났|늘린|늘렸|늘었|늘려"
    r"|늘어\ |증가|증액|증가했|감액|줄어|줄었|줄인|줄였"
    r"|삭감|많은|적은|감소)"
)
_THAN = re.compile(r"(?:보다|대비|에\ 비해)[^.]{0,16}$")
# "기업당 최대 2억 원": what one applicant may get.
_EACH = re.compile(r"(?:[사체업인팀자곳가구제포]당)\ [^,.0-9]{0,16}$")
_TRADE = frozenset(["revenue", "export_value", "investment_attracted", "contract_value"])
_NEXT_ITEM = re.compile(r"\ ?(?:출원|등록|체결|창출|유치|규모|등)?\ ?(?:약\ |총\ )?[0-9]")
# "수출바우처 사업", "일자리박람회": a name, not what is counted.
_NAME_GOES_ON = re.compile(
    r"\ ?(?:바우처|박람회|사절단|초보기업|유망기업|강소기업|정책|대회|역량강화)"
    r"|(?:센터|진흥원|공사|재단|은행|기금|포럼)"
)
_ITEM_GAP = re.compile(r"^(?:을|를)?(?:,\ |·|과\ |와\ )[^,.]{1,24}$")
_HEAD = re.compile(r"(?:[은는면로]|:)\ ")
_BETWEEN_ITEMS = re.compile(r"^\ ?(?:,|·|과\ |와\ |및\ )")
_LINK = re.compile(r"^[^.]{0,3}(?:에서|으로|로|보다|,|·|과|와|및|→)[^.]{0,28}$")
# What the unit alone tells; with less confidence where other measures share the unit.
_BY_UNIT = {
    "team": ("companies_supported", 0.5),
    "region": ("regions", 0.9),
    "program": ("programs", 0.9),
    "project": ("projects", 0.8),
    "country": ("countries", 0.8),
    "complex": ("complexes", 0.8),
    "institution": ("institutions", 0.7),
    "room": ("rooms", 0.7),
    "field": ("services_found", 0.5),
    "company": ("companies_supported", 0.6),
    "KRW": ("budget", 0.5),
    "person": ("people_served", 0.4),
}
_PER_YEAR = {
    "companies_selected": "companies_selected_per_year",
    "companies_supported": "companies_selected_per_year",
}
_GENERIC, _OF_NEXT = 0.35, 0.6
_SURE, _WEAK, _STEP, _TOLD = 0.7, 0.62, 0.1, 0.9


class Measured(NamedTuple):
    """A measure and how sure the words make us."""

    measure: str
    confidence: float


_NOTHING = Measured("", 0.0)


class Cues(NamedTuple):
    """The cue words of all measures, compiled once."""

    pattern: re.Pattern[str]
    measures: dict[str, tuple[str, ...]]
    generic: frozenset[str]
    none: tuple[str, ...]
    moved: re.Pattern[str]
    fallen: re.Pattern[str]
    topics: dict[str, str]
    topic: re.Pattern[str]


@cache
def _cues() -> Cues:
    table = load("cues")
    measures: dict[str, dict[str, None]] = {}
    for code, entry in vocabulary.measures().items():
        for word in (*entry.words, *table["words"].get(code, ())):
            measures.setdefault(word, {})[code] = None
    growth = table["growth"]
    return Cues(
        re.compile(f"(?=({_any(measures)}))"),
        {word: _with_shorter(word, measures) for word in measures},
        frozenset(table["generic"]),
        tuple(table["none"]),
        re.compile(
            rf"\s?[^,.]{{0,10}}?(?:{_any(growth['moved'])})"
            rf"|,?\s?[^,%\n]{{1,16}}%[^,.%]{{0,8}}각각\s?[^,.]{{0,6}}?(?:{_any(growth['moved'])})"
        ),
        re.compile(rf"\s?[^,.]{{0,10}}?(?:{_any(growth['fallen'])})"),
        growth["topics"],
        re.compile(_any(growth["topics"])),
    )


def _with_shorter(word: str, measures: Mapping[str, dict[str, None]]) -> tuple[str, ...]:
    """The measures of `word`, then those of the cue words it begins with (집행했 → 집행)."""
    codes: dict[str, None] = {}
    for size in range(len(word), 0, -1):
        codes |= {code: None for code in measures.get(word[:size], ()) if code not in codes}
    return tuple(codes)


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _units() -> dict[str, frozenset[str]]:
    return {code: frozenset(m.extra["units"]) for code, m in vocabulary.measures().items()}


def measures(sentence: str, offset: int, quantities: Sequence[Quantity]) -> list[Measured | None]:
    """The measure of each of a sentence's quantities; None where nothing tells one.

    `offset` is where the sentence starts in the text. Figures in a row (`지난해 85억원에서 올해
    132억원으로`) share what is told of one of them.
    """
    hits = [
        (hit.start(1), hit[1])
        for hit in _cues().pattern.finditer(sentence)
        if not _NAME_GOES_ON.match(sentence, hit.end(1))
    ]
    found = [_measure(sentence, offset, quantity, hits) for quantity in quantities]
    for one, other in (*_pairs(len(found)), *((b, a) for a, b in _pairs(len(found)))):
        sure, weak = found[one], found[other]
        if (
            weak is _NOTHING
            or sure is None
            or sure.measure == "budget_change"
            or sure.confidence < _SURE
            or (weak and weak.confidence >= _WEAK)
        ):
            continue
        if _in_a_row(sentence, offset, quantities[one], quantities[other]):
            found[other] = Measured(sure.measure, round(sure.confidence - _STEP, 2))
    _share_out(sentence, offset, quantities, hits, found)
    return [None if measured is _NOTHING else measured for measured in found]


def _share_out(
    sentence: str,
    offset: int,
    quantities: Sequence[Quantity],
    hits: Sequence[tuple[int, str]],
    found: list[Measured | None],
) -> None:
    """Makes shares of one sum of a row in which some figure has but a field's name before it."""
    for run in _runs(sentence, offset, quantities):
        spans = [(quantities[i].span.start - offset, quantities[i].span.end - offset) for i in run]
        lead = sentence[: spans[0][0]]
        heads = [head.end() for head in _HEAD.finditer(lead)]
        befores = [heads[-1] if heads else 0, *(end for _, end in spans)]
        if all(_names(hits, at, start) for at, (start, _) in zip(befores, spans, strict=False)):
            continue
        tail = _names(hits, spans[-1][1], spans[-1][1] + 16)
        for index in run:
            found[index] = Measured(tail or "budget", _SURE)


def _runs(sentence: str, offset: int, quantities: Sequence[Quantity]) -> list[list[int]]:
    """Three or more sums of won in a row, with nothing but names between them."""
    runs: list[list[int]] = []
    for index, quantity in enumerate(quantities):
        if quantity.unit != "KRW":
            continue
        last = quantities[runs[-1][-1]].span.end if runs else 0
        if runs and _ITEM_GAP.match(sentence[last - offset : quantity.span.start - offset]):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if len(run) >= 3]


def _names(hits: Sequence[tuple[int, str]], start: int, end: int) -> str:
    """The measure of a sum of won that a word in `[start, end)` tells; empty where none does."""
    cues = _cues()
    for at in range(bisect_left(hits, (start, "")), len(hits)):
        word_start, word = hits[at]
        if word_start >= end:
            break
        if word in cues.generic:
            continue
        for code in cues.measures[word]:
            if "KRW" in _units()[code]:
                return code
    return ""


def is_fall(sentence: str, end: int, measure: str) -> bool:
    """Whether a rate of growth is told as a fall (`12% 감소`)."""
    return measure.endswith("_growth") and _cues().fallen.match(sentence, end) is not None


def _pairs(count: int) -> list[tuple[int, int]]:
    return [(index, index + 1) for index in range(count - 1)]


def _in_a_row(sentence: str, offset: int, one: Quantity, other: Quantity) -> bool:
    if one.unit != other.unit:
        return False
    first, second = sorted((one.span, other.span), key=lambda span: span.start)
    return _LINK.match(sentence[first.end - offset : second.start - offset]) is not None


def _measure(
    sentence: str, offset: int, quantity: Quantity, hits: Sequence[tuple[int, str]]
) -> Measured | None:
    start, end = quantity.span.start - offset, quantity.span.end - offset
    cues = _cues()
    near = sentence[max(0, start - 14) : end]
    if any(word in near for word in cues.none):
        return _NOTHING
    if quantity.kind == "percent" and (growth := _growth(sentence, start, end)):
        return growth
    if quantity.unit == "KRW" and _is_change(sentence, start, end):
        return Measured("budget_change", _TOLD)
    best: tuple[float, str] | None = None
    for at in range(bisect_left(hits, (start - _BEFORE, "")), len(hits)):
        word_start, word = hits[at]
        word_end = word_start + len(word)
        if word_start > end + _AFTER:
            break
        if word_start < end and (word_end > start or _RECEIVER.match(sentence, word_end, start)):
            continue
        if word_start >= end and _NEXT_RECEIVER.match(sentence, word_end):
            continue
        exported = sentence[max(0, word_start - 3) : word_start].rstrip().endswith("수출")
        codes = [
            "export_contracts" if exported and code == "contract_value" else code
            for code in cues.measures[word]
            if quantity.unit in _units()[code]
            and not (code == "budget_change" and sentence.startswith("보다", end))
        ]
        if codes:
            score = _score(sentence, start, end, word_start, word_end)
            score -= _GENERIC * (word in cues.generic)
            if word_start >= end and _is_of_next(sentence, end, word_start, word_end):
                score -= _OF_NEXT
            if best is None or score > best[0]:
                best = (score, codes[0])
    by_unit = _from_unit(quantity)
    if quantity.kind == "money" and _is_award(sentence, start, quantity, best):
        return Measured("award_max", _TOLD)
    if best is None or (by_unit and 0.5 + best[0] / 2 < by_unit.confidence):
        return by_unit
    return Measured(_yearly(best[1], quantity), round(min(0.95, 0.5 + best[0] / 2), 2))


def _is_change(sentence: str, start: int, end: int) -> bool:
    """`올해보다 35억 원 늘린`, where what was raised is a budget: no trade is named before it."""
    before = sentence[max(0, start - _BEFORE) : start]
    changed = _CHANGED.match(sentence, end) is not None and _THAN.search(before) is not None
    return changed and _cues().topic.search(before) is None


def _is_award(
    sentence: str, start: int, quantity: Quantity, best: tuple[float, str] | None
) -> bool:
    """Whether the sum is what one applicant may get: `기업당`, `최대`."""
    if best is not None and best[1] in _TRADE:
        return False
    each = _EACH.search(sentence, max(0, start - 24), start) is not None
    return each or quantity.span.quote.startswith(("최대 ", "최고 "))


def _is_of_next(sentence: str, end: int, word_start: int, word_end: int) -> bool:
    """Whether the word at `word_start` names the next figure of a row: `3건, 기술이전 27건`."""
    listed = _BETWEEN_ITEMS.match(sentence[end:word_start]) is not None
    return listed and _NEXT_ITEM.match(sentence, word_end) is not None


def _growth(sentence: str, start: int, end: int) -> Measured | None:
    """`매출 18%, 고용 9% 각각 증가`: what grew stands before the number, that it grew after."""
    cues = _cues()
    if not cues.moved.match(sentence, end):
        return None
    topics = cues.topic.findall(sentence, max(0, start - _TOPIC), start)
    return Measured(cues.topics[topics[-1]], _TOLD) if topics else None


def _score(sentence: str, start: int, end: int, word_start: int, word_end: int) -> float:
    """Between 0 and 1: long words near the number, behind it rather than before it."""
    behind = word_start >= end
    between = sentence[end:word_start] if behind else sentence[word_end:start]
    score = 1.0 - len(between) / 48
    score += min(word_end - word_start, 6) * 0.05
    score -= 0.35 * len(_CLAUSE.findall(between))
    score -= 0.45 * len(_DIGITS.findall(between))
    return score if behind else score - 0.12


def _yearly(code: str, quantity: Quantity) -> str:
    yearly = _YEARLY.match(quantity.span.quote)
    return _PER_YEAR.get(code, code) if yearly else code


def _from_unit(quantity: Quantity) -> Measured | None:
    if quantity.kind == "money" and quantity.span.quote.startswith(("최대", "최고")):
        return Measured("award_max", _SURE)
    known = _BY_UNIT.get(quantity.unit)
    return Measured(_yearly(known[0], quantity), known[1]) if known else None
