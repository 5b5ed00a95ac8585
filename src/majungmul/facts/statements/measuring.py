"""What a figure measures: the words around it, nearest and most telling first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from majungmul.terms import Quantity

from . import cues, growth, others, recipients, rows, scoring
from .cues import Hit

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
_OF_AIM = re.compile(r"목표[치액인]?\ ?[^.,%]{0,16}의\ ?(?:약\ )?$")
_OF_BUDGET = re.compile(r"(?:예산|사업비)\ ?[^.,%]{0,16}의\ ?(?:약\ )?$")
# "SW 인재 양성 사업(450억 원)": what a sum beside the name of a programme is.
_LABELLED = re.compile(
    r"(?:사업|바우처|프로그램|분야|부문|과제|지원|개발|육성|양성|구축|조성)"
    r"\((?:총\ |신규,\ |올해\ |내년\ )?$"
)
_WITH_SUM = re.compile(r",\ (?:약\ |총\ )?[0-9][0-9,.]*[억만천백]")  # (40개사, 36억 원)
# "127개사에 상반기 54억 원을 긴급 지원했다"
_GRANTED = re.compile(r"[을를]\ (?:[가-힣]{1,4}\ )?지원")
_TO_THEM = re.compile(r"(?:개사|기업|업체|곳|팀|명)에게?\ (?:[가-힣]{1,5}\ ){0,2}(?:총\ |약\ )?$")
_UP_TO = re.compile(r"에서\ (?:최대|많게는)\ [0-9]")
# "상담회를 4회 열었다", "11회에 걸쳐": how often something was held.
_TIMES = re.compile(r"에\ 걸쳐|[을를]?\ (?:개최|열[렸었린리])")
_ADVICE = re.compile(r"(?:상담|컨설팅|멘토링|자문)[은는을를이가]?\ (?:모두\ |총\ )?$")
# "재난지원금으로 9억 원을 추가로 반영했다": put into a budget, whatever it is called.
_ENTERED = re.compile(r"[을를]\ (?:추가로?\ |새로\ |신규로?\ |각각\ )?(?:반영|편성|배정|책정|계상)")
# "5천만~1억 원을 지원받을 수 있다": what one applicant may get.
_MAY_GET = re.compile(r"(?:까지|[을를])\ (?:[가-힣]{1,6}\ ){0,2}?[가-힣]{0,4}받을\ 수\ 있")
# "연간 8천만 원어치를 대기로 했다": what is to be delivered
_PROMISED = re.compile(
    r"(?:\ ?어치)?[를을]?\ (?:[가-힣]{1,6}\ )?(?:대|대주|공급하|납품하|사|사가|사들이|들여가)기로\ "
)
# "48개 창업기업을 배출했다"
_BORN = re.compile(
    r"의?\ (?:[가-힣]{1,6}\ ){0,2}(?:창업기업|스타트업|창업팀|신생기업)[을를]\ "
    r"(?:[가-힣]{1,4}\ )?(?:배출|탄생)"
)
# "매출증가 7%, 납기단축 15%": each of a row says itself what it is of.
_OWN_RATE = re.compile(
    r"(?:증가|감소|향상|상승|절감|준수|개선|단축|성장|확대|하락)[율률]?[은는이가]?\ ?$"
)
_SPENT = re.compile(r"\ ?[을를이가]?\ (?:집행|지급)(?:\ |했|됐|한|된|해|돼|,|$)")
# "펀드 1천억 원을 조성한다": gathered, where nothing is built.
_GATHERED = re.compile(r"(?:[을를이가]|\ ?규모로)\ (?:추가로\ |새로\ )?(?:조성|결성)")
# "500억 원 규모의 우주펀드를 만들고"
_OF_FUND = re.compile(
    r"\ ?규모의?\ (?:[가-힣A-Za-z]{1,8}\ ){0,2}[가-힣A-Za-z]{0,8}"
    r"(?:펀드|투자조합)(?![가-힣]*\ ?사업)"
)
_BUILT = re.compile(r"센터|단지|시설|공간|거점|타운|공원|건물|캠퍼스|클러스터|파크|허브")
# "8천만원 어치", "3억원을 지원받아": what things are worth, what one firm was given.
_NO_BUDGET = re.compile(
    r"이상\ |[^,.]{2}(?:\ ?어치|[을를과와]?\ (?:[가-힣]{1,8}[을를과와]\ )?지원받)"
)
_APART = frozenset(["award_max", "budget_change"])  # of these a row is no row of shares
_BUDGETS = frozenset(["budget", "budget_change", "subsidy_paid"])
_GUESSED = 0.5
_TOO_LITTLE = 10**7  # for a budget that nothing calls one
_TOO_MUCH = 10**9  # a sum that no one applicant gets, whatever it is called
_POINTS = frozenset(["point", "percentage_point"])


class Measured(NamedTuple):
    """A measure and how sure the words make us."""

    measure: str
    confidence: float


_NOTHING = Measured("", 0.0)  # nor may figures in a row with it be read
_MOVED = Measured("", -1.0)  # by how much something without a measure rose or fell


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
        elif (
            sure
            and _lends(sure)
            and _borrows(weak)
            and not _is_own(sentence, offset, quantities[other])
        ):
            found[other] = Measured(sure.measure, round(sure.confidence - _STEP, 2))
    _changes(sentence, offset, quantities, found, hits)
    _agreeing(quantities, found)
    _rates_of_figures(sentence, offset, quantities, found)
    for run, measure in rows.shares(sentence, offset, quantities, hits):
        if any(told and told.measure in _APART for told in (found[i] for i in run)):
            continue
        for index in run:
            found[index] = Measured(measure, _SURE) if measure else Measured(*_BY_UNIT["KRW"])
    return [None if measured is _MOVED else measured for measured in found]


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
            before = end < start and not cues.told_by_nouns(hits, end, start, "KRW")
            if before or quantity.span.start - offset == came_to:
                found[index] = _MOVED


def _agreeing(quantities: Sequence[Quantity], found: list[Measured | None]) -> None:
    """`특허 31건을 출원하고 이 중 12건을 등록했다`: what both of two say is no guess."""
    for index, (told, weak) in enumerate(pairwise(found), 1):
        if not (told and weak and weak.measure == told.measure and weak.confidence < _GUESSED):
            continue
        if told.confidence >= _SURE and quantities[index].unit == quantities[index - 1].unit:
            found[index] = Measured(weak.measure, _WEAK)


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
    return measured.measure not in _APART and measured.confidence >= _SURE


def _is_own(sentence: str, offset: int, quantity: Quantity) -> bool:
    """Whether the word before a rate says of what it is."""
    start = quantity.span.start - offset
    return quantity.unit == "percent" and bool(_OWN_RATE.search(sentence, max(0, start - 8), start))


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
    best = scoring.best(sentence, start, end, quantity, hits)
    if growth.GROWN.search(sentence, max(0, start - 12), start):
        kept = None if best and best[1] == "budget_change" else best
        best = scoring.topic(sentence, start, quantity, hits) or kept
    trade = best is not None and best[1] in _TRADE
    if best is None or scoring.confidence(best[0]) < _WEAK:
        labels = (hit for hit in hits if hit.end == start - 1 and not hit.verb)
        if quantity.unit == "case" and any(not scoring.suits(hit, quantity.unit) for hit in labels):
            return _MOVED  # 투자유치 34건: what it counts is told, and has no measure
    each = not trade and quantity.kind == "money" and recipients.is_each(sentence, start, quantity)
    award = each or (best is not None and best[1] == "award_max")
    mean = "평균" in sentence[max(0, start - 8) : start] or sentence.startswith(("꼴", " 꼴"), end)
    if award and mean:
        return _NOTHING  # a mean is not the largest
    saved = best is not None and best[1] in ("cost_saved", "support_rate")
    if not others.may_be_claimed(sentence, start, end, quantity, each or saved):
        return _NOTHING
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
    if best[1] == "award_max" and quantity.value >= _TOO_MUCH and not limit:
        return Measured("budget", _SURE)
    code = _yearly(best[1], sentence, start, quantity)
    return Measured(code, round(min(0.95, scoring.confidence(best[0])), 2))


def _told(sentence: str, start: int, end: int, quantity: Quantity) -> Measured | None:
    """What the words tell by themselves: a rise, a fall, people who are given something."""
    at = (sentence, start, end)
    if quantity.kind == "percent" and (rate := growth.rate(*at)) is not None:
        if quantity.unit == "percent" or rate == "":
            return Measured(rate, _TOLD) if rate else _MOVED
        return _MOVED
    if quantity.unit in _POINTS and growth.is_step(sentence, end):
        return _MOVED
    if quantity.unit == "room" and "부스" in sentence[max(0, start - 6) : end + 4]:
        return _MOVED  # stands of a fair
    if quantity.kind == "money" and _UP_TO.match(sentence, end):
        return _MOVED  # 3천만 원에서 최대 1억 원까지: the least of what each gets
    if quantity.kind == "money" and recipients.is_invested(*at):
        return Measured("investment_attracted", _SURE)
    if quantity.unit == "KRW" and growth.is_change_of_budget(*at):
        return Measured("budget_change", _TOLD)
    each = quantity.kind == "money" and recipients.is_each(sentence, start, quantity)
    if quantity.unit == "KRW" and not each and _ENTERED.match(sentence, end):
        return Measured("budget", _SURE)
    if quantity.kind == "money" and quantity.value < _TOO_MUCH and _MAY_GET.match(sentence, end):
        return Measured("award_max", _SURE)
    if quantity.kind == "money" and _PROMISED.match(sentence, end):
        return Measured("contract_value", _SURE)
    if quantity.unit == "company" and _BORN.match(sentence, end):
        return Measured("startups_founded", _SURE)
    if quantity.unit == "time" and _TIMES.match(sentence, end):
        advice = _ADVICE.search(sentence, max(0, start - 10), start)
        return Measured("consultations" if advice else "events", _SURE)
    if quantity.kind == "percent" and _OF_AIM.search(sentence, max(0, start - 24), start):
        return Measured("achievement_rate", _SURE)
    spent = quantity.kind == "percent" and "집행" in sentence
    if spent and _OF_BUDGET.search(sentence, max(0, start - 28), start):
        return Measured("execution_rate", _SURE)
    if quantity.kind == "money" and _OF_FUND.match(sentence, end):
        return Measured("fund_size", _SURE)
    put_in = quantity.kind == "money" and sentence.startswith(("을 투자", "를 투자"), end)
    if put_in and _TO_THEM.search(sentence, max(0, start - 24), start):
        return _MOVED  # a fund's stakes in firms: neither its size nor a budget
    granted = quantity.unit == "KRW" and _GRANTED.match(sentence, end)
    if granted and _TO_THEM.search(sentence, max(0, start - 24), start):
        return Measured("budget", _SURE)
    labelled = _LABELLED.search(sentence, max(0, start - 16), start)
    if labelled and quantity.unit == "company" and _WITH_SUM.match(sentence, end):
        return Measured("companies_supported", _SURE)
    if labelled and quantity.unit == "KRW" and not each:
        return Measured("budget", _SURE)
    if quantity.unit == "KRW" and _SPENT.match(sentence, end):
        return Measured("subsidy_paid", _SURE)
    gathered = quantity.kind == "money" and _GATHERED.match(sentence, end)
    if gathered and not _BUILT.search(sentence):
        return Measured("fund_size", _SURE)
    if given := recipients.given_to(sentence, end, quantity.unit):
        return Measured(given, _SURE)
    if quantity.unit != "person" and quantity.kind in ("count", "money") and growth.is_more(*at):
        return _MOVED
    if quantity.unit == "person" and growth.is_more_work(*at):
        return Measured("new_hires", _SURE)
    return None


def _yearly(code: str, sentence: str, start: int, quantity: Quantity) -> str:
    before = sentence[max(0, start - 8) : start]
    yearly = quantity.span.quote.startswith(("매년", "해마다")) or _YEARLY.search(before)
    return _PER_YEAR.get(code, code) if yearly else code


def _from_unit(sentence: str, start: int, end: int, quantity: Quantity) -> Measured | None:
    if quantity.kind == "money" and quantity.span.quote.startswith(("최대", "최고")):
        return Measured("award_max", _SURE)
    known = _BY_UNIT.get(quantity.unit)
    if quantity.unit == "institution" and sentence.startswith("에서", end):
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
