"""What a figure measures: the words around it, nearest and most telling first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from majungmul.terms import Quantity

from . import cues, growth, rows
from .cues import Hit
from .tables import load

_AFTER, _BEFORE, _NEAR = 44, 44, 16
_PAST = "".join(chr(0xAC00 + 20 + 28 * index) for index in range(399))  # 았, 었, 했 …
_CLAUSE = re.compile(
    rf"[,;]\ |(?:[하되리추우치키들맺열짓]고|[{_PAST}](?:고|으며|으나|지만|는데)"
    r"|하며|되며|이며|이고|이지만|인데"
    r"|(?<![올난듬당새년])[해돼]|면서"
    r"|들여|모아|뽑아|골라|만들어|키워|거쳐|늘려|줄여|높여|넓혀)\ |·\ "
)
# "수출에 6,200억 원": what stands before 에 receives the sum, it is not what the sum measures.
_RECEIVER = re.compile(r"(?:\ ?(?:분야|부문|사업|업계))?에(?:는|만|도)?\ ")
_NEXT_RECEIVER = re.compile(r"(?:\ ?(?:분야|부문|사업|업계))?에(?:는|만|도)?\ (?:약\ |총\ )?[0-9]")
_DIGITS = re.compile(r"[0-9][0-9,.]*(?![0-9,.]|\ ?[년월일])")
_YEARLY = re.compile(r"^(?:매년|해마다)")
# "기업당 최대 2억 원": what one applicant may get.
_EACH = re.compile(
    r"(?:[가-힣](?<![담해상정식강부수일배충적합대간회개장병잔])당"
    r"|(?:팀|기업|업체|과제|점포|기관)마다)\ [^,.0-9]{0,16}(?:연간?\ |월\ )?$"
)
_TRADE = frozenset(
    ["revenue", "export_value", "investment_attracted", "contract_value", "cost_saved"]
)
_NEXT_ITEM = re.compile(r"\ ?(?:출원|등록|체결|창출|유치|규모|등)?\ ?(?:약\ |총\ )?[0-9]")
_BETWEEN_ITEMS = re.compile(r"^\ ?(?:,|·|과\ |와\ |및\ )")
_TO_PEOPLE = re.compile(r"(?:의\ |\ )?(?:[가-힣]{1,6}\ )?(?:[가-힣]{1,6})?에게")
# What the unit alone tells; with less confidence where other measures share the unit.
_BY_UNIT = {
    "team": ("companies_supported", 0.3),
    "region": ("regions", 0.9),
    "program": ("programs", 0.9),
    "project": ("projects", 0.8),
    "country": ("countries", 0.8),
    "complex": ("complexes", 0.8),
    "institution": ("institutions", 0.7),
    "room": ("rooms", 0.7),
    "field": ("services_found", 0.5),
    "company": ("companies_supported", 0.3),
    "KRW": ("budget", 0.5),
}
_PER_YEAR = {
    "companies_selected": "companies_selected_per_year",
    "companies_supported": "companies_selected_per_year",
}
_DOLLARS = "USD"  # for any foreign money
_GENERIC, _OF_NEXT, _EXAMPLE, _LABEL = 0.35, 0.6, 0.3, -0.05
_SURE, _WEAK, _STEP, _TOLD, _FIRM = 0.7, 0.62, 0.1, 0.9, 0.8
_OF_FIGURE = re.compile(
    r"(?:으로|로|에\ 달해|을\ 기록해)\ [^,.0-9]{0,16}(?:[0-9]년\ 전보다\ )?$|\($"
)
_BASE = re.compile(r"(?:\ ?[가-힣]{1,8})?\ (?:가운데|중)\ ?(?:에서\ )?")
# "시제품 제작, 마케팅 등 2340건": what stands before are examples of what is counted.
_AND_OTHERS = re.compile(r"\ 등\ (?:총|모두)?\ ?$")
# "살아남은 곳은 1,296개사다": what was said of them is no measure.
_THOSE = re.compile(r"[은는한된던인]\ (?:곳|기업|업체)은\ (?:모두\ |총\ )?$")
_NOT_BY = ("보다", "에서", "으로", "로")  # what a sum was or became, not by how much it changed
_TO_FIRMS = re.compile(
    r"(?:의\ |\ )?(?:[가-힣]{1,6}\ )?(?:[가-힣]{1,6})?(?:에|에게|에는)\ [^.]{0,50}?"
    r"(?:지원|제공|보급|공급|투입|투자|지급|전달|보탠|보태|대준|대줬|나눠|융자|빌려|개방|열어"
    r"|[을를]\ [준줬주])"
)
_FIRMS = re.compile(
    r"(?:개사|업체|기업|회사|㈜[가-힣A-Za-z0-9]{2,12})[^,.]{0,6}[가이은는]\ [^,.]{0,20}$"
)
_POINTS = frozenset(["point", "percentage_point"])


class Measured(NamedTuple):
    """A measure and how sure the words make us."""

    measure: str
    confidence: float


_NOTHING = Measured("", 0.0)  # nor may figures in a row with it be read
_MOVED = Measured("", -1.0)  # by how much something without a measure rose or fell


@cache
def _none() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load("cues")["others"]["none"]))
    return re.compile(rf"(?:{words})(?!\ ?(?:지원|감면|보조|할인))")


@cache
def _none_behind() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load("cues")["others"]["none_behind"]))
    return re.compile(rf"[^,.0-9]{{0,6}}(?:{words})")


def measures(sentence: str, offset: int, quantities: Sequence[Quantity]) -> list[Measured | None]:
    """The measure of each of a sentence's quantities; None where nothing tells one.

    It is empty for what cannot be a claim: a price, a mean, a prize.

    `offset` is where the sentence starts in the text. Figures in a row (`지난해 85억원에서 올해
    132억원으로`) share what is told of one of them.
    """
    hits = cues.find(sentence)
    found = [_measure(sentence, offset, quantity, hits) for quantity in quantities]
    for one, other in rows.neighbours(sentence, offset, quantities):
        sure, weak = found[one], found[other]
        if sure is _NOTHING and weak and weak.confidence < _FIRM:
            found[other] = _NOTHING
        elif sure and _lends(sure) and _borrows(weak):
            found[other] = Measured(sure.measure, round(sure.confidence - _STEP, 2))
    _rates_of_figures(sentence, offset, quantities, found)
    for run, measure in rows.shares(sentence, offset, quantities, hits):
        for index in run:
            found[index] = Measured(measure, _SURE)
    return [None if measured is _MOVED else measured for measured in found]


def _rates_of_figures(
    sentence: str, offset: int, quantities: Sequence[Quantity], found: list[Measured | None]
) -> None:
    """`라면이 7억 달러로 34% 늘며`: the rate is that of the figure before it."""
    for index, quantity in enumerate(quantities[1:], 1):
        before, told = quantities[index - 1], found[index - 1]
        between = sentence[before.span.end - offset : quantity.span.start - offset]
        if quantity.unit != "percent" or found[index] is not _MOVED or told is None:
            continue
        measure = growth.RATE_OF.get(told.measure)
        if measure and _OF_FIGURE.match(between) is not None:
            found[index] = Measured(measure, _SURE)


def _lends(measured: Measured) -> bool:
    """Whether a neighbour may take over what was told of this figure."""
    return measured.measure != "budget_change" and measured.confidence >= _SURE


def _borrows(measured: Measured | None) -> bool:
    """Whether so little is told of this figure that a neighbour's measure goes before it."""
    return measured is None or (measured.measure != "" and measured.confidence < _WEAK)


def _measure(
    sentence: str, offset: int, quantity: Quantity, hits: Sequence[Hit]
) -> Measured | None:
    start, end = quantity.span.start - offset, quantity.span.end - offset
    told = _told(sentence, start, end, quantity)
    if told is not None:
        return told
    best = _best(sentence, start, end, quantity, hits)
    trade = best is not None and best[1] in _TRADE
    each = not trade and quantity.kind == "money" and _is_each(sentence, start, quantity)
    if each and "평균" in sentence[max(0, start - 8) : start]:
        return _NOTHING  # a mean is not the largest
    if _none_behind().match(sentence, end) or (
        not each and _none().search(sentence, max(0, start - 14), end)
    ):
        return _NOTHING
    if each:
        return Measured("award_max", _TOLD)
    by_unit = _from_unit(sentence, start, end, quantity)
    if best is None or (by_unit and _confidence(best[0]) < by_unit.confidence):
        return by_unit
    return Measured(_yearly(best[1], quantity), round(min(0.95, _confidence(best[0])), 2))


def _told(sentence: str, start: int, end: int, quantity: Quantity) -> Measured | None:
    """What the words tell by themselves: a rise, a fall, people who are given something."""
    at = (sentence, start, end)
    if quantity.kind == "percent" and (rate := growth.rate(*at)) is not None:
        if quantity.unit == "percent" or rate == "":
            return Measured(rate, _TOLD) if rate else _MOVED
        return _MOVED
    if quantity.unit in _POINTS and growth.is_step(sentence, end):
        return _MOVED
    if quantity.kind == "money" and _is_invested(*at):
        return Measured("investment_attracted", _SURE)
    if quantity.unit == "KRW" and growth.is_change_of_budget(*at):
        return Measured("budget_change", _TOLD)
    if quantity.unit == "person" and _TO_PEOPLE.match(sentence, end):
        return Measured("people_served", _SURE)
    if quantity.kind == "count" and quantity.unit != "person" and growth.is_more(*at):
        return _MOVED
    if quantity.unit in ("company", "team") and _TO_FIRMS.match(sentence, end):
        return Measured("companies_supported", _SURE)
    if quantity.unit == "person" and growth.is_more_work(*at):
        return Measured("new_hires", _SURE)
    return None


def _is_invested(sentence: str, start: int, end: int) -> bool:
    """`24개사가 1831억 원을 투자해`: what firms put in, no budget."""
    if not sentence.startswith(("을 투자", "를 투자"), end):
        return False
    return _FIRMS.search(sentence, max(0, start - 36), start) is not None


def _best(
    sentence: str, start: int, end: int, quantity: Quantity, hits: Sequence[Hit]
) -> tuple[float, str] | None:
    """The score and the measure of the most telling cue near the figure at `[start, end)`."""
    best: tuple[float, str] | None = None
    unit = _DOLLARS if quantity.kind == "money" and quantity.unit != "KRW" else quantity.unit
    is_list = _AND_OTHERS.search(sentence, max(0, start - 6), start) is not None
    base = _BASE.match(sentence, end)
    reach = base.end() if base else end + _AFTER
    those = _THOSE.search(sentence, max(0, start - 14), start)
    back = _NEAR if those else _BEFORE
    for at in range(bisect_left(hits, (start - back,)), len(hits)):
        hit = hits[at]
        if hit.start > reach:
            break
        if not _speaks(sentence, hit, start, end):
            continue
        code = _code(sentence, hit, end, unit)
        if not code:
            continue
        score = _score(sentence, start, end, hit.start, hit.end)
        score -= _GENERIC * (hit.word in cues.table().generic)
        score -= _EXAMPLE * (hit.end <= start and is_list)
        if hit.start >= end and _is_of_next(sentence, end, hit.start, hit.end):
            score -= _OF_NEXT
        if best is None or score > best[0]:
            best = (score, code)
    return best


def _speaks(sentence: str, hit: Hit, start: int, end: int) -> bool:
    """Whether `hit` can tell anything of the figure at `[start, end)`."""
    if hit.start >= end:
        return hit.start <= end + 1 or _NEXT_RECEIVER.match(sentence, hit.end) is None
    if hit.end > start or _RECEIVER.match(sentence, hit.end, start):
        return False
    return not hit.verb or cues.describes(sentence, hit)


def _code(sentence: str, hit: Hit, end: int, unit: str) -> str:
    """The measure that `hit` tells of a figure in `unit`; empty where it tells none."""
    units = cues.units()
    for code in cues.table().measures(hit):
        if unit not in units[code]:
            continue
        if code == "budget_change" and sentence.startswith(_NOT_BY, end):
            continue
        exported = sentence[max(0, hit.start - 3) : hit.start].rstrip().endswith("수출")
        return "export_contracts" if exported and code == "contract_value" else code
    return ""


def _confidence(score: float) -> float:
    return 0.5 + score / 2


def _is_each(sentence: str, start: int, quantity: Quantity) -> bool:
    """Whether the sum is what one applicant may get: `기업당`, `최대`."""
    each = _EACH.search(sentence, max(0, start - 24), start) is not None
    return each or quantity.span.quote.startswith(("최대 ", "최고 "))


def _is_of_next(sentence: str, end: int, word_start: int, word_end: int) -> bool:
    """Whether the word at `word_start` names the next figure of a row: `3건, 기술이전 27건`."""
    listed = _BETWEEN_ITEMS.match(sentence[end:word_start]) is not None
    return listed and _NEXT_ITEM.match(sentence, word_end) is not None


def _score(sentence: str, start: int, end: int, word_start: int, word_end: int) -> float:
    """Between 0 and 1: long words near the number, behind it rather than before it."""
    behind = word_start >= end
    between = sentence[end:word_start] if behind else sentence[word_end:start]
    score = 1.0 - len(between) / 48
    score += min(word_end - word_start, 6) * 0.05
    score -= 0.35 * len(_CLAUSE.findall(between))
    score -= 0.45 * len(_DIGITS.findall(between))
    if behind:
        return score
    return score + (_LABEL if not between.strip() else -0.12)


def _yearly(code: str, quantity: Quantity) -> str:
    yearly = _YEARLY.match(quantity.span.quote)
    return _PER_YEAR.get(code, code) if yearly else code


def _from_unit(sentence: str, start: int, end: int, quantity: Quantity) -> Measured | None:
    if quantity.kind == "money" and quantity.span.quote.startswith(("최대", "최고")):
        return Measured("award_max", _SURE)
    known = _BY_UNIT.get(quantity.unit)
    if known is None or (known[1] < _WEAK and _is_set_apart(sentence, start, end)):
        return None
    return Measured(_yearly(known[0], quantity), known[1])


def _is_set_apart(sentence: str, start: int, end: int) -> bool:
    """Whether the words say which ones are counted, or that others are counted out of them."""
    those = _THOSE.search(sentence, max(0, start - 14), start) is not None
    return those or _BASE.match(sentence, end) is not None
