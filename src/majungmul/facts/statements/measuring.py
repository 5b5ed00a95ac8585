"""What a figure measures: the words around it, nearest and most telling first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from majungmul.terms import Quantity

from . import cues, growth, others, outright, recipients, rows, scoring
from .cues import Hit
from .outright import MOVED, NOTHING, TOO_MUCH, Measured

_YEARLY = re.compile(r"(?:^|\ )(?:매년|해마다|매해|연간)\ (?:약\ |총\ )?$")
_TRADE = frozenset(
    ["revenue", "export_value", "investment_attracted", "contract_value", "cost_saved"]
)
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
    "field": ("services_found", 0.3),
    "company": ("companies_supported", 0.3),
    "KRW": ("budget", 0.5),
}
_PER_YEAR = {
    "companies_selected": "companies_selected_per_year",
    "companies_supported": "companies_selected_per_year",
}
_SURE, _WEAK, _STEP, _TOLD, _FIRM = 0.7, 0.62, 0.05, 0.9, 0.8
_OF_FIGURE = re.compile(
    r"(?:으로|로|에\ 달해|을\ 기록해)\ [^,.0-9]{0,16}(?:[0-9]년\ 전보다\ )?$|\($"
)
_FIRMS = re.compile(r"사업체|마을기업|소상공인|점포|업체|상점")
_PLACES = re.compile(r"센터|시설|시장|단지|거점|공간|학교|캠퍼스|특구")
_FIRMS_BEHIND = re.compile(r"의\ (?:[가-힣]{1,6}\ )?[가-힣]{0,6}(?:기업|업체|점포|상점)")
_FIRMS_BEFORE = re.compile(r"(?:기업|업체|점포|상점)['\"]?\ (?:모두\ |총\ )?$")
# "매출증가 7%, 납기단축 15%": each of a row says itself what it is of.
_OWN_BEHIND = re.compile(r"의\ [가-힣]{1,6}\ ?(?:증가|감소|상승|성장)")
_OWN_RATE = re.compile(
    r"(?:증가|감소|향상|상승|절감|준수|개선|단축|성장|확대|하락)[율률]?[은는이가]?\ ?$"
)
# "8천만원 어치", "3억원을 지원받아": what things are worth, what one firm was given.
_NO_BUDGET = re.compile(
    r"이상\ |[^,.]{2}(?:\ ?어치|[을를과와]?\ (?:[가-힣]{1,8}[을를과와]\ )?지원받)"
)
# "기업 30개사와 시민 120명이 참석했다": what those counted before did with them.
_ALONGSIDE = re.compile(
    r"(?:의\ |\ )?(?:[가-힣A-Za-z·]{1,10}\ ?){0,3}(?:[과와,]|\ 및)\ [^.]{0,40}$"
)
_TOGETHER = {"participants": "companies_participating", "attendees": "companies_participating"}
_TRIFLE = 10**5  # a price, whatever else is said of it
# "투자를 받은 기업은 63개사이고 그 액수는 3,290억원": the sum of what was told before
_THAT_SUM = re.compile(r"그\ (?:액수|금액|규모|총액)[은는이가]\ (?:약\ |총\ )?$")
_TYPE = re.compile(r"(?:씩)?,\ [가-힣]{1,8}[은는]\ ")  # 신규는 최대 5천만 원, 재지정은 3천만 원
_LIMIT = re.compile(r"한도[는은]?\ (?:최대\ |총\ )?$")
# "상담건수는 1,162건으로 액수는 1,241만 달러": what the second sum is of
_AMOUNTING = re.compile(
    r"(?:으로|로|,|이며|이고|에)?,?\ (?:총\ )?(?:액수|금액|규모)[는은]?\ (?:약\ |총\ )?$"
)
_WORTH = {"consultations": "consultation_value", "contracts": "contract_value"}
_LIMITED = frozenset(["loans", "guarantees", "budget"])  # 시설자금(50억원 한도)
_APART = frozenset(["award_max", "budget_change"])  # of these a row is no row of shares
_BUDGETS = frozenset(["budget", "budget_change", "subsidy_paid"])
_GUESSED, _NEARLY = 0.5, 0.6
_TOO_LITTLE = 10**7  # for a budget that nothing calls one


def measures(sentence: str, offset: int, quantities: Sequence[Quantity]) -> list[Measured | None]:
    """The measure of each of a sentence's quantities; None where nothing tells one.

    It is empty for what cannot be a claim: a price, a mean, a prize.

    `offset` is where the sentence starts in the text. Figures in a row (`지난해 85억원에서 올해
    132억원으로`) share what is told of one of them.
    """
    hits = cues.find(sentence)
    found = [_measure(sentence, offset, quantity, hits) for quantity in quantities]
    _raised(sentence, offset, quantities, found)
    for one, other in rows.neighbours(sentence, offset, quantities):
        sure, weak = found[one], found[other]
        if sure is NOTHING and weak and weak.confidence < _FIRM:
            found[other] = NOTHING
        elif (
            sure
            and _lends(sure)
            and _borrows(weak)
            and not _is_own(sentence, offset, quantities[other])
        ):
            found[other] = Measured(sure.measure, round(sure.confidence - _STEP, 2))
    _changes(sentence, offset, quantities, found, hits)
    _agreeing(sentence, offset, quantities, found)
    _rates_of_figures(sentence, offset, quantities, found)
    _together(sentence, offset, quantities, found)
    _worth(sentence, offset, quantities, found)
    for run, measure in rows.shares(sentence, offset, quantities, hits):
        if any(told and told.measure in _APART for told in (found[i] for i in run)):
            continue
        for index in run:
            told = measure and measure not in _APART
            found[index] = Measured(measure, _SURE) if told else Measured(*_BY_UNIT["KRW"])
    return [None if measured is MOVED else measured for measured in found]


def _raised(
    sentence: str, offset: int, quantities: Sequence[Quantity], found: list[Measured | None]
) -> None:
    """`업체당 8천만원에서 1억원으로`, `지난해 1천개사에서 2만개로`: what it rose to is the same."""
    for index, (low, high) in enumerate(pairwise(quantities), 1):
        first, second = found[index - 1], found[index]
        between = sentence[low.span.end - offset : high.span.start - offset]
        if low.unit != high.unit or not (first and first.measure):
            continue
        risen, award = between == "에서 ", first.measure == "award_max"
        weak = second is None or second.confidence < _GUESSED <= first.confidence
        if (risen and (award or weak)) or (award and _TYPE.fullmatch(between)):
            found[index] = first


def _changes(
    sentence: str,
    offset: int,
    quantities: Sequence[Quantity],
    found: list[Measured | None],
    hits: Sequence[Hit],
) -> None:
    """`41억 원 늘어난 620억 원의 보증`: what it came to says of what the first is a change."""
    for index, told in enumerate(found):
        if not told or told.measure != "budget_change":
            continue
        came_to = growth.came_to(sentence, quantities[index].span.end - offset)
        start = quantities[index].span.start - offset
        for quantity, of in zip(quantities, found, strict=True):
            if not of or quantity.unit != "KRW" or of.confidence < _WEAK or of.measure in _BUDGETS:
                continue
            end = quantity.span.end - offset
            named = cues.told_by_nouns(hits, end, start, "KRW")
            before = end < start and named in ("", of.measure)
            if before or quantity.span.start - offset == came_to:
                found[index] = MOVED


def _agreeing(
    sentence: str, offset: int, quantities: Sequence[Quantity], found: list[Measured | None]
) -> None:
    """`특허 31건을 출원하고 이 중 12건을 등록했다`: what both of two say is no guess."""
    for index, (told, weak) in enumerate(pairwise(found), 1):
        if not (told and weak and weak.measure == told.measure and weak.confidence < _GUESSED):
            continue
        same = quantities[index].unit == quantities[index - 1].unit
        if told.confidence >= _SURE and same and not _is_own(sentence, offset, quantities[index]):
            found[index] = Measured(weak.measure, _WEAK)


def _rates_of_figures(
    sentence: str, offset: int, quantities: Sequence[Quantity], found: list[Measured | None]
) -> None:
    """`라면이 7억 달러로 34% 늘며`: the rate is that of the figure before it."""
    for index, quantity in enumerate(quantities[1:], 1):
        before, told = quantities[index - 1], found[index - 1]
        between = sentence[before.span.end - offset : quantity.span.start - offset]
        if quantity.unit != "percent" or found[index] is not MOVED or told is None:
            continue
        measure = growth.RATE_OF.get(told.measure)
        if measure and _OF_FIGURE.match(between) is not None:
            found[index] = Measured(measure, _SURE)


def _worth(
    sentence: str, offset: int, quantities: Sequence[Quantity], found: list[Measured | None]
) -> None:
    """`상담건수는 1,162건으로 액수는 1,241만 달러`: what those counted came to."""
    for index, quantity in enumerate(quantities[1:], 1):
        told, before = found[index - 1], quantities[index - 1]
        measure = _WORTH.get(told.measure) if told else None
        if measure is None or quantity.kind != "money":
            continue
        between = sentence[before.span.end - offset : quantity.span.start - offset]
        if _AMOUNTING.match(between):
            found[index] = Measured(measure, _SURE)


def _together(
    sentence: str, offset: int, quantities: Sequence[Quantity], found: list[Measured | None]
) -> None:
    """`기업 30개사와 시민 120명이 참석했다`: firms and people who did one thing."""
    for index, told in enumerate(found):
        measure = _TOGETHER.get(told.measure) if told and told.confidence >= _SURE else None
        if measure is None:
            continue
        for other in range(max(0, index - 2), index):
            weak, firms = found[other], quantities[other]
            if firms.unit != "company" or (weak and weak.confidence >= _GUESSED):
                continue
            between = sentence[firms.span.end - offset : quantities[index].span.start - offset]
            if weak is not NOTHING and _ALONGSIDE.match(between):
                found[other] = Measured(measure, _SURE)


def _lends(measured: Measured) -> bool:
    """Whether a neighbour may take over what was told of this figure."""
    return measured.measure not in _APART and measured.confidence >= _SURE


def _is_own(sentence: str, offset: int, quantity: Quantity) -> bool:
    """Whether the word before a rate says of what it is."""
    start = quantity.span.start - offset
    if quantity.unit != "percent":
        return False
    behind = _OWN_BEHIND.match(sentence, quantity.span.end - offset)
    return behind is not None or bool(_OWN_RATE.search(sentence, max(0, start - 8), start))


def _borrows(measured: Measured | None) -> bool:
    """Whether so little is told of this figure that a neighbour's measure goes before it."""
    return measured is None or (measured.measure != "" and measured.confidence < _WEAK)


def _firm_places(sentence: str, start: int, end: int, quantity: Quantity) -> Quantity:
    """`마을기업 20개소`, `88개소의 마을기업`: places that are firms, counted as places."""
    if quantity.unit != "site":
        return quantity
    firms = _FIRMS_BEHIND.match(sentence, end) or _FIRMS_BEFORE.search(
        sentence, max(0, start - 16), start
    )
    told = _FIRMS.search(sentence) is not None and _PLACES.search(sentence) is None
    return replace(quantity, unit="company") if firms or told else quantity


def _measure(
    sentence: str, offset: int, quantity: Quantity, hits: Sequence[Hit]
) -> Measured | None:
    start, end = quantity.span.start - offset, quantity.span.end - offset
    firms = _firm_places(sentence, start, end, quantity)
    if firms is not quantity:
        told = _measure(sentence, offset, firms, hits)
        by_place = told and told.measure in ("companies_selected", "companies_participating")
        return told._replace(measure="companies_supported") if told and by_place else told
    told = outright.told(sentence, start, end, quantity)
    if told is not None:
        return told
    best = scoring.best(sentence, start, end, quantity, hits)
    if growth.GROWN.search(sentence, max(0, start - 12), start):
        kept = None if best and best[1] == "budget_change" else best
        best = scoring.topic(sentence, start, quantity, hits) or kept
    trade = best is not None and best[0] >= _NEARLY and best[1] in _TRADE
    if best is None or scoring.confidence(best[0]) < _WEAK:
        labels = (hit for hit in hits if hit.end == start - 1 and not hit.verb)
        if quantity.unit == "case" and any(not scoring.suits(hit, quantity.unit) for hit in labels):
            return MOVED  # 투자유치 34건: what it counts is told, and has no measure
    weak = best is None or best[0] < _FIRM
    if weak and _THAT_SUM.search(sentence, max(0, start - 12), start):
        said = scoring.told_last(hits, start, quantity.unit)
        best = (_FIRM, said) if said else best
    each = not trade and quantity.kind == "money" and recipients.is_each(sentence, start, quantity)
    if quantity.unit == "KRW" and quantity.value < _TRIFLE and not each:
        return NOTHING
    award = each or (best is not None and best[1] == "award_max")
    mean = "평균" in sentence[max(0, start - 14) : start] or sentence.startswith(("꼴", " 꼴"), end)
    if award and mean:
        return NOTHING  # a mean is not the largest
    saved = best is not None and best[1] in ("cost_saved", "support_rate")
    if not others.may_be_claimed(sentence, start, end, quantity, each or saved):
        return NOTHING
    if each:
        return Measured("award_max", _TOLD)
    by_unit = _from_unit(sentence, start, end, quantity)
    if best is None or (by_unit and scoring.confidence(best[0]) < by_unit.confidence):
        if by_unit and quantity.unit == "KRW" and by_unit.confidence <= _GUESSED:
            told_of = scoring.topic(sentence, start, quantity, hits)
            told_of = None if told_of and told_of[1] == "award_max" else told_of
            return Measured(told_of[1], _WEAK) if told_of else by_unit
        return by_unit
    limit = "한도" in sentence[max(0, start - 12) : start]
    if best[1] == "award_max" and quantity.value >= TOO_MUCH and not limit:
        return Measured("budget", _SURE)
    most = quantity.span.quote.endswith("한도") or _LIMIT.search(sentence, 0, start)
    if most and quantity.value < 10 * TOO_MUCH and best[1] in _LIMITED:
        return Measured("award_max", _SURE)
    code = _yearly(best[1], sentence, start, quantity)
    return Measured(code, round(min(0.95, scoring.confidence(best[0])), 2))


def _yearly(code: str, sentence: str, start: int, quantity: Quantity) -> str:
    before = sentence[max(0, start - 8) : start]
    yearly = quantity.span.quote.startswith(("매년", "해마다")) or _YEARLY.search(before)
    return _PER_YEAR.get(code, code) if yearly else code


def _from_unit(sentence: str, start: int, end: int, quantity: Quantity) -> Measured | None:
    quote = quantity.span.quote
    if quantity.kind == "money" and (quote.startswith(("최대", "최고")) or quote.endswith("한도")):
        return Measured("award_max", _SURE)
    known = _BY_UNIT.get(quantity.unit)
    if quantity.unit == "institution" and sentence.startswith(("에서", "에 "), end):
        return None  # where it is done
    counted = quantity.kind == "count"
    if known is None or (
        counted and known[1] < _WEAK and scoring.is_set_apart(sentence, start, end)
    ):
        return None
    if quantity.kind == "money" and (
        quantity.value < _TOO_LITTLE or _NO_BUDGET.match(sentence, end - len("이상"))
    ):
        return None
    return Measured(_yearly(known[0], sentence, start, quantity), known[1])
