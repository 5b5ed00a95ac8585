"""What the words around a figure tell outright: a rise, who is given something, how often."""

from __future__ import annotations

import re
from typing import NamedTuple

from majungmul.terms import Quantity

from . import growth, recipients

_SURE, _TOLD = 0.7, 0.9
TOO_MUCH = 10**9  # a sum that no one applicant gets, whatever it is called
_OF_AIM = re.compile(r"목표[치액인]?\ ?[^.,%]{0,16}의\ ?(?:약\ )?$")
# "연간계획 대비 60%를 공급했다"
_OF_PLAN = re.compile(r"(?:계획|목표)[치액]?[^.,%가-힣]{0,10}(?:원|[개명건곳])?\ ?대비\ (?:약\ )?$")
# "24억~56억원을 차등 지원한다", "학교마다 각 5억 원씩"
_GRADED = re.compile(r"[을를]?\ 차등")
_APIECE = re.compile(r"(?:각|각각|에게?|마다|별로?)\ (?:약\ |최대\ )?$")
# "보증을 1조원 증액해 총 27조원을 공급한다"
_SUPPLIED = re.compile(r"[을를]\ (?:[가-힣]{1,4}\ )?공급")
_LENT = re.compile(r"(?P<vouched>보증)|융자|대출")
# "2천여 명의 구직자가 행사장을 찾았다"
_VISITED = re.compile(
    r"(?:의\ [가-힣]{2,6})?[이가]\ (?:[가-힣]{1,6}\ )?[가-힣]{0,6}(?:장|회|관|축제|행사)[을를]"
    r"\ (?:찾|방문|다녀)"
)
# "창업자금(7000만 원)을 지원받는다": what is got under a name of its own
_FUNDS = re.compile(r"(?:자금|지원금|장려금|보조금)\((?:연\ |최대\ )?$")
_GOT = re.compile(r"[^.]{0,60}(?:지원받|받는다|받게|받을)")
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
_ENTERED = re.compile(
    r"[을를이가]\ (?:추가로?\ |새로\ |신규로?\ |각각\ )?(?:반영|편성|배정|책정|계상|할당|배분)"
)
# "5천만~1억 원을 지원받을 수 있다": what one applicant may get.
_MAY_GET = re.compile(
    r"(?:까지|[을를]|의\ [가-힣]{1,8}[을를])\ (?:[가-힣]{1,6}\ ){0,2}?[가-힣]{0,4}"
    r"(?:받을\ 수\ 있|받게\ 된다)"
    r"|까지\ (?:[가-힣]{1,6}\ ){0,2}(?:지원|보조)"
)
_CHOSEN = re.compile(
    r"(?:\ ?[가-힣]{1,6})?[을를]\ (?:[가-힣]{1,6}\ )?대상(?:기업|자)?(?:으로|로)\ "
    r"(?:최종\ )?(?:선정|선발|뽑)"
)
# "연간 8천만 원어치를 대기로 했다": what is to be delivered
_PROMISED = re.compile(
    r"(?:\ ?어치)?[를을]?\ (?:[가-힣]{1,6}\ )?(?:대|대주|공급하|납품하|사|사가|사들이|들여가)기로\ "
)
# "48개 창업기업을 배출했다"
_BORN = re.compile(
    r"의?\ (?:[가-힣]{1,6}\ ){0,2}(?:창업기업|스타트업|창업팀|신생기업)[을를]\ "
    r"(?:[가-힣]{1,4}\ )?(?:배출|탄생)"
)
_CARRIED_OUT = re.compile(r"의\ [가-힣\ ]{0,12}사업을\ (?:추진|진행|시행|운영|수행)")
_SPENT = re.compile(r"\ ?[을를이가]?\ (?:집행|지급)(?:\ |했|됐|한|된|해|돼|,|$)")
_TO_SPEND = re.compile(r"\ ?[을를이가]?\ 집행[할될]\ (?:계획|예정|방침)")
# "펀드 1천억 원을 조성한다": gathered, where nothing is built.
_GATHERED = re.compile(r"(?:[을를이가]|\ ?규모로)\ (?:추가로\ |새로\ )?(?:조성|결성)")
# "500억 원 규모의 우주펀드를 만들고"
_OF_FUND = re.compile(
    r"\ ?규모의?\ (?:[가-힣A-Za-z]{1,8}\ ){0,2}[가-힣A-Za-z]{0,8}"
    r"(?:펀드|투자조합)(?![가-힣]*\ ?사업)"
)
_BUILT = re.compile(r"센터|단지|시설|공간|거점|타운|공원|건물|캠퍼스|클러스터|파크|허브")
# "연간 계획 대비 60%를 공급했다"
_TO_AIM = re.compile(r"(?:목표|계획)[치액]?\ ?대비\ ?(?:약\ |총\ )?$")
# "출연금으로 각각 40억원": what the sum is put in as
_AS_BUDGET = re.compile(r"(?:예산|사업비|출연금|보조금)(?:으로|로)\ (?:각각\ |총\ |모두\ )?$")
_HIGHER = re.compile(r"(?:\([a-z%]{1,2}\))?\ (?:더\ )?(?:높|낮)")
_WILL = re.compile(r"[할될하되]?[^.,]{0,6}(?:계획|예정|방침)")
# "펀드 4개를 새로 조성해 총 1935억원의"
_OF_FUNDS = re.compile(r"펀드[를을]?\ [^.,]{0,14}?(?:조성|결성)해\ (?:총\ |모두\ )?$")
# "2,319개사의 수출, 경영 등 분야별 성과를 발표했다"
_FRUITS = re.compile(r"의\ [^.0-9]{0,30}성과[를가]\ ")
# "예비창업자 190명이 프로그램을 통해 창업에 성공했다"
_MADE_IT = re.compile(
    r"[이가]\ (?!모여|뭉쳐)[^.,0-9]{0,36}?(?:(?:취업|창업|재창업)(?:\ 또는|·|과|,)?\ ?)?"
    r"(?:(?:취업|창업)에\ 성공|(?:취업|창업)했)"
)
# "72개소의 창업지원시설이 조성됐다"
_SET_UP = re.compile(
    r"의?\ [^,.0-9]{0,16}[을를이가]\ (?:[가-힣]{1,4}\ )?(?:조성|구축|개소|설치|건립|지정|문을)"
)
# "26개 기업이 전문기업으로 지정돼 있다"
_NAMED = re.compile(
    r"(?:\ [가-힣]{1,6})?[이가을를]\ "
    r"(?:[^,.0-9]{0,16}(?:으로|로)\ (?:[가-힣]{1,4}\ )?(?:지정|선정|선발)"
    r"|[^,.0-9]{0,80}에\ (?:최종\ )?(?:선정|뽑)(?:됐|된|되|돼|히|혔))"
)
# "이노테라피 등 6곳이 선정됐다" of firms
_PLACES = re.compile(
    r"(?<=[곳개])[이을가를]\ (?:[가-힣]{1,4}\ ){0,2}"
    r"(?:(?P<chosen>선정|선발|뽑|지정)|지원(?:했|하|한|을\ 받|받))"
)
_OF_FIRMS = re.compile(r"기업|업체|스타트업|점포|유니콘|협동조합")
_OF_SITES = re.compile(
    r"시·?군|지역|대학|학교|기관|센터|병원|단지|마을(?!기업)|시장|과제|사업[은에을]|제품|프로그램|분야|아이템|콘텐츠|기술"
)
_JUBILEE = re.compile(r"째?[를을]?\ 맞")  # 올해로 23회를 맞았다
# "운임의 30%를 지원한다"
_OF_COST = re.compile(
    r"(?:[가-힣]비|비용|경비|료|운임|지출액|소요액|구입액|이자)의\ (?:최대\ |약\ )?$"
)
_REPAID = re.compile(r"(?:까지|\ 이내)?[를을도]?\ (?:[^,.]{0,22}?)(?:지원|보조|보전|환급|돌려)")
_GIVEN = re.compile(r"[을를]?\ (?:[가-힣]{1,4}\ )?지원(?:한|하|할|된|되|될|받)")
_POINTS = frozenset(["point", "percentage_point"])


class Measured(NamedTuple):
    """A measure and how sure the words make us."""

    measure: str
    confidence: float


NOTHING = Measured("", 0.0)  # nor may figures in a row with it be read
MOVED = Measured("", -1.0)  # by how much something without a measure rose or fell


class Phrase(NamedTuple):
    """Words that tell the measure of a figure: right behind it, or up to `reach` before it."""

    measure: str
    words: re.Pattern[str]
    reach: int = 0  # 0: they stand behind

    def says(self, sentence: str, start: int, end: int) -> bool:
        """Whether they stand beside the figure at `[start, end)`."""
        if self.reach:
            return self.words.search(sentence, max(0, start - self.reach), start) is not None
        return self.words.match(sentence, end) is not None


# By the unit of the figure: what needs no more than the words.
_PHRASES: dict[str, tuple[Phrase, ...]] = {
    "company": (
        Phrase("companies_selected", _CHOSEN),
        Phrase("companies_selected", _NAMED),
        Phrase("companies_supported", _FRUITS),
        Phrase("startups_founded", _BORN),
    ),
    "person": (Phrase("attendees", _VISITED),),
    "site": (Phrase("complexes", _SET_UP),),
    "complex": (Phrase("complexes", _SET_UP),),
    "percent": (
        Phrase("achievement_rate", _TO_AIM, 14),
        Phrase("achievement_rate", _OF_AIM, 24),
        Phrase("achievement_rate", _OF_PLAN, 24),
    ),
}


def told(sentence: str, start: int, end: int, quantity: Quantity) -> Measured | None:
    """What the words tell by themselves: a rise, a fall, people who are given something."""
    if quantity.kind == "money":
        return _of_sum(sentence, start, end, quantity)
    if quantity.unit in _POINTS and _HIGHER.match(sentence, end):
        return MOVED
    if quantity.kind == "percent" and (rate := growth.rate(sentence, start, end)) is not None:
        return Measured(rate, _TOLD) if rate and quantity.unit == "percent" else MOVED
    if quantity.unit in _POINTS and growth.is_step(sentence, end):
        return MOVED
    for phrase in _PHRASES.get(quantity.unit, ()):
        if phrase.says(sentence, start, end):
            return Measured(phrase.measure, _SURE)
    if quantity.kind == "percent":
        spent = "집행" in sentence and _OF_BUDGET.search(sentence, max(0, start - 28), start)
        if spent:
            return Measured("execution_rate", _SURE)
        paid = _REPAID.match(sentence, end)
        paid = paid and _OF_COST.search(sentence, max(0, start - 12), start)
        return Measured("support_rate", _SURE) if paid else None
    return _of_count(sentence, start, end, quantity)


def _of_count(sentence: str, start: int, end: int, quantity: Quantity) -> Measured | None:
    unit = quantity.unit
    if unit == "room" and "부스" in sentence[max(0, start - 6) : end + 4]:
        return MOVED  # stands of a fair
    if unit == "person" and (made := _MADE_IT.match(sentence, end)):
        return Measured("people_placed" if "취업" in made[0] else "startups_founded", _SURE)
    if unit == "case" and _CARRIED_OUT.match(sentence, end):
        return Measured("programs", _SURE)
    if unit == "time" and _JUBILEE.match(sentence, end):
        return MOVED
    if (taken := _PLACES.match(sentence, end)) and _are_firms(sentence[:start]):
        return Measured("companies_selected" if taken["chosen"] else "companies_supported", _SURE)
    if unit == "time" and _TIMES.match(sentence, end):
        advice = _ADVICE.search(sentence, max(0, start - 10), start)
        return Measured("consultations" if advice else "events", _SURE)
    beside = unit == "company" and _WITH_SUM.match(sentence, end) is not None
    if beside and _LABELLED.search(sentence, max(0, start - 16), start):
        return Measured("companies_supported", _SURE)
    if given := recipients.given_to(sentence, end, unit):
        return Measured(given, _SURE)
    if unit == "person":
        more = growth.is_more_work(sentence, start, end)
        return Measured("new_hires", _SURE) if more else None
    more = quantity.kind == "count" and growth.is_more(sentence, start, end)
    return MOVED if more else None


def _are_firms(before: str) -> bool:
    """Whether the 곳 behind these words are firms: nothing else that has a place is named."""
    return _OF_FIRMS.search(before) is not None and _OF_SITES.search(before) is None


def _of_sum(sentence: str, start: int, end: int, quantity: Quantity) -> Measured | None:
    at, won = (sentence, start, end), quantity.unit == "KRW"
    if _UP_TO.match(sentence, end):
        return MOVED  # 3천만 원에서 최대 1억 원까지: the least of what each gets
    if recipients.is_invested(*at):
        return Measured("investment_attracted", _SURE)
    if won and growth.is_change_of_budget(*at):
        return Measured("budget_change", _TOLD)
    each = recipients.is_each(sentence, start, quantity)
    if won and not each and _ENTERED.match(sentence, end):
        return Measured("budget", _SURE)
    spread = quantity.bound == "range" or quantity.span.quote.startswith("최대")
    given = won and spread and _GIVEN.match(sentence, end)
    if quantity.value < TOO_MUCH and (given or _is_got(*at)):
        return Measured("award_max", _SURE)
    if _PROMISED.match(sentence, end):
        return Measured("contract_value", _SURE)
    if won and _SUPPLIED.match(sentence, end):
        lent = list(_LENT.finditer(sentence, 0, start))
        return Measured("guarantees" if lent[-1]["vouched"] else "loans", _SURE) if lent else None
    if won and _AS_BUDGET.search(sentence, max(0, start - 14), start):
        return Measured("budget", _SURE)
    if _OF_FUND.match(sentence, end):
        return Measured("fund_size", _SURE)
    to_them = _TO_THEM.search(sentence, max(0, start - 24), start) is not None
    if to_them and sentence.startswith(("을 투자", "를 투자", " 투자"), end):
        return MOVED  # a fund's stakes in firms: neither its size nor a budget
    if to_them and won and _GRANTED.match(sentence, end):
        return Measured("budget", _SURE)
    if won and (found := _of_won(sentence, start, end, each)):
        return found
    if _GATHERED.match(sentence, end) and not _BUILT.search(sentence):
        return Measured("fund_size", _SURE)
    return MOVED if growth.is_more(*at) else None


def _is_got(sentence: str, start: int, end: int) -> bool:
    """Whether a sum is what one of those chosen gets: `받을 수 있다`, `차등`, `각 5억 원씩`."""
    if _MAY_GET.match(sentence, end) or _GRADED.match(sentence, end):
        return True
    if sentence.startswith("씩", end) and _APIECE.search(sentence, max(0, start - 30), start):
        return True
    funds = _FUNDS.search(sentence, max(0, start - 12), start)
    return funds is not None and _GOT.match(sentence, end) is not None


def _of_won(sentence: str, start: int, end: int, each: bool) -> Measured | None:
    """What a sum in won is by the name beside it, or by what was done with it."""
    if _OF_FUNDS.search(sentence, max(0, start - 32), start):
        return Measured("fund_size", _SURE)
    labelled = None if each else _LABELLED.search(sentence, max(0, start - 16), start)
    if labelled:
        fund = "펀드" in sentence[:start] and "조성" in labelled[0]
        return Measured("fund_size" if fund else "budget", _SURE)
    if _TO_SPEND.match(sentence, end):
        return Measured("budget", _SURE)
    if spent := _SPENT.match(sentence, end):
        draft = "집행" in spent[0] and _WILL.match(sentence, spent.end() - 1)
        return Measured("budget" if draft else "subsidy_paid", _SURE)
    return None
