"""Which sums, shares and counts of a call are its own: what one applicant can get, how many.

A quantity is judged by the words before and after it on its line. Totals, examples, an
applicant's own part, prices and replaced amounts are not what one applicant gets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeAlias

from majungmul.terms import Quantity

Test: TypeAlias = Callable[[Quantity, str, str], bool]

_EACH = re.compile(
    r"(?:기업|업체|개사|사|과제|팀|건|인|명|점포|개소|기관|사업자|업소|사업장|상점|1개|개인"
    r"|동일인|시엄)\s?(?:별|당)"
    r"|최대|최고|한도|융자\s?금액|대출\s?금액|지원\s?금액|사업화\s?자금|상금|지원금"
    r"|정부\s?출연금|지원\s?예산\s?\(개"
)
_UPPER = re.compile(
    r"^\s?(?:원)?\s?(?:\(?[^)\d]{0,12}\)?)?\s?(?:이내|한도|까지|내외|범위|상당|지원|지급|융자"
    r"|대출|보조|수여|내\s)"
)
_NO_AWARD = re.compile(
    r"예시|예\)|매출|자본금|투자\s?(?:유치|금|액)|수출\s?(?:액|실적)|자부담|부담금|보험료|시급"
    r"|일급|임금|급여|연봉|매\s?$"
    r"|가점|과태료|계약금|수수료|참가비|등록비|재원|출연금\s?총|민간|공급가|부가세|거래|납입"
    r"|담보|구매\s?금액|단가"
    r"|자산|소득|손실|상환|벌금|미만|초과|이상|평가|점\b"
)
_TOTAL = re.compile(
    r"(?:총\s?(?:사업비|예산|규모|지원금?|액)|예산|사업\s?규모|지원\s?규모|융자\s?규모|모집\s?규모"
    r"|연간\s?총)(?![^\n]*당)[^\n]{0,18}$|(?<!당)(?<!당\s)총\s?$"
)
_NO_AWARD_AFTER = re.compile(
    r"^\s?(?:이상|초과|미만|이하|\(?자부담|→|⇒|->|매출|규모|씩\s?납부|[~∼]\s?\d|(?:을"
    r"|를)?\s?(?:신청|지원)할?\s?(?:시|경우))"
)
_ARROW = re.compile(r"^\s?\)?\s?(?:→|⇒|➡|->|☞)")
# 총사업비 and 사업비 are a project's own cost as often as the programme's: left out
_BUDGET = re.compile(
    r"(?:총\s?)?(?:사업\s?예산|예산\s?(?:액|규모)?|사업\s?규모|지원\s?규모|융자\s?규모|대출\s?규모"
    r"|공급\s?규모|보증\s?규모|총\s?지원금?|총\s?규모|재원|펀드\s?규모|결성\s?규모)"
    r"\s?[)\]」】|]?\s?[:：|]?\s?(?:\([^)]{0,14}\)\s?)?(?:[’'‘]?\d{2,4}년\s?(?:도)?\s?)?"
    r"(?:총|약|금|국비)?\s?$"
)
_RATE_BEFORE = re.compile(
    r"(?:사업비|비용|지원금|보조금?|보조율|지원율|지원\s?비율|지원\s?비중|국비|정부\s?지원"
    r"|임차료|물류비|보험료|구입비|구매비"
    r"|항공료|참가비|개발비|출연금|금액|공급가액|부스비|소요\s?금액|소요액|이자|경비)[^.\n]{0,24}$"
)
_RATE_AFTER = re.compile(
    r"^\s?\)?\s?(?:이내|이하|까지|한도|범위)?\s?(?:에서|를|을|의|로"
    r"|,)?\s?[^.\n%\d|]{0,12}?(?:지원|보조|환급|감면|이내|이하|까지|한도)"
)
_NO_RATE = re.compile(
    r"가점|가산|금리|이율|자부담|부담률|민간\s?부담|기업\s?부담|감점|부가세|지분|매출|증가"
    r"|감소|비중|환수|보증\s?비율|합격|평점"
    r"|평가|점수|현금|현물|간접비|지체|참여율|전업률|자본|부채|이차|연\s?$|증액|감액|인건비"
    r"|할인|운영비|선금|이상"
)
_FEE = re.compile(r"기술료|징수|수수료")
_COUNT_LABEL = re.compile(
    r"(?:선정|모집|지원|선발|참가|입주|보급|수혜)\s?(?:예정\s?)?(?:규모|기업\s?수|인원"
    r"|업체\s?수|과제\s?수|팀\s?수|개수|수량|건수|목표)"
    r"\s?(?:\(?수\)?)?\s?[)\]】|]?\s?[:：|]?(?:[\s|*#○◦□\-]"
    r"|<br>){0,8}(?:\([^)]{0,14}\)\s?)?(?:총|약|최대|국내|전국|도내|관내)?\s?"
    r"(?:중소기업|기업|업체|과제)?\s?$"
)
_COUNT_AFTER = re.compile(
    r"^\s?\)?\s?(?:내외|이내|안팎|정도)?\s?(?:를|을|의)?\s?(?:\([^)]{0,20}\)\s?)?(?:선정|모집"
    r"|선발|지원\s?예정|신규\s?선정)"
)
_NO_COUNT = re.compile(
    r"년\s?[~∼]|누적|지금까지|역대|전년|실적|컨소시엄|최소|멘토|테스터|기업당|팀당|업체당"
    r"|별\s?$|당\s?$|배수"
)
_COUNT_UNITS = {"company", "person", "project", "team", "case", "program", "store", "site"}


def largest(quantities: Iterable[Quantity], text: str, fits: Test) -> Quantity | None:
    """The largest quantity that fits, by its upper end."""
    return max((q for q in quantities if fits(q, *_around(q, text))), key=top, default=None)


def first(quantities: Iterable[Quantity], text: str, fits: Test) -> Quantity | None:
    """The first quantity that fits."""
    return next((q for q in quantities if fits(q, *_around(q, text))), None)


def top(quantity: Quantity) -> Decimal:
    """The upper end of a range, else the value."""
    return quantity.upper if quantity.upper is not None else quantity.value


def _around(quantity: Quantity, text: str) -> tuple[str, str]:
    """The words of the same line before and after a quantity, at most 60 and 30 characters."""
    start, end = quantity.span.start, quantity.span.end
    before = text[max(0, start - 60) : start]
    after = text[end : end + 30]
    return re.split(r"\n|<br", before)[-1], re.split(r"\n|<br", after)[0]


def is_award(quantity: Quantity, before: str, after: str) -> bool:
    if quantity.kind != "money" or _NO_AWARD.search(before[-16:]) or _NO_AWARD_AFTER.match(after):
        return False
    if _TOTAL.search(before) or _BUDGET.search(before) or "예시" in before:
        return False
    printed = quantity.span.quote
    limited = _UPPER.match(after) is not None or re.search(r"최대|이내|한도", printed) is not None
    return (limited and "이하" not in printed) or _PER_HEAD.search(before) is not None


_PER_HEAD = re.compile(_EACH.pattern + r"[^\n]{0,8}$")


def is_budget(quantity: Quantity, before: str, after: str) -> bool:
    if quantity.kind != "money" or _ARROW.match(after) or re.search(r"당\s?$", before):
        return False
    return _BUDGET.search(before) is not None and "예시" not in before


def is_rate(quantity: Quantity, before: str, after: str) -> bool:
    if quantity.kind != "percent" or not 0 < top(quantity) <= 100 or _NO_RATE.search(before[-20:]):
        return False
    if _FEE.search(before) or "납부" in after:
        return False
    if re.match(r"\s?(?:이상|초과|미만|수준|할인)|\s?\(?자부담", after):
        return False
    return bool(_RATE_AFTER.match(after) and (_RATE_BEFORE.search(before) or "지원" in after[:14]))


def is_count(quantity: Quantity, before: str, after: str) -> bool:
    return _counts(quantity, before) and _COUNT_LABEL.search(before) is not None


def is_count_besides(quantity: Quantity, before: str, after: str) -> bool:
    return _counts(quantity, before) and _COUNT_AFTER.match(after) is not None


def _counts(quantity: Quantity, before: str) -> bool:
    fits = quantity.kind == "count" and quantity.unit in _COUNT_UNITS
    return fits and quantity.bound != "at_least" and _NO_COUNT.search(before) is None
