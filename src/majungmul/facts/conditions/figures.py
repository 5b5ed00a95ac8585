"""Staff, revenue, exports and investment that a notice asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from majungmul.terms import All, Range, Rule, Unread
from majungmul.terms import Any as AnyOf

from .hits import BOUND, Clause, Hit, ranged

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_WON = rf"(?:{_NUMBER}\s?(?:조|억|천만|백만|십만|만|천)?\s?){{1,3}}원?"
_USD = (
    rf"(?:미화\s?)?(?:US\s?)?[$＄]?\s?{_NUMBER}\s?(?:천만|백만|십만|만|천|억)?\s?(?:미국?\s?)?(?:불|달러|USD"
    rf"|\$|弗)?"
)
_PART = re.compile(rf"({_NUMBER})\s?(조|억|천만|백만|십만|만|천)?")
_SCALE = {
    "": 1,
    "천": 10**3,
    "만": 10**4,
    "십만": 10**5,
    "백만": 10**6,
    "천만": 10**7,
    "억": 10**8,
    "조": 10**12,
}
_GLUE = (
    r"\s?(?:이|가|은|는|을|를|:|：)?\s?(?:\([^)]{0,20}\)\s?)?(?:최근|연간|총|합계|누적|기준)?\s?"
)


def _pair(value: str, unit: str = "") -> str:
    return (
        rf"(?:실적\s?(?:이\s?)?없음\s?[~∼～\-]\s?)?(?P<v>{value}){unit}\*{{0,2}}\s?(?P<b>{BOUND})"
        rf"(?:\s?(?:[,~∼～\-]|이고|부터|이지만|이되|이면서)?\s?(?P<v2>{value}){unit}\s?(?P<b2>{BOUND}))?"
    )


def _spread(value: str, unit: str = "") -> str:
    """20명에서 50명 사이, 1억원~10억원: both ends are taken in."""
    return (
        rf"(?P<v>{value})(?:{unit})?\s?(?:[~∼～\-]|에서|부터)\s?(?P<v2>{value}){unit}"
        r"(?:\s?(?P<b2>사이|이하|이내|까지|미만))?(?!\s?(?:이상|초과))"
    )


_STAFF = (
    r"(?:(?:상근|유급|전체|총)\s?)?(?:상시\s?(?:근로자|종업원|고용)\s?(?:인원)?|종업원|근로자|피보험자|고용\s?인원"
    r"|종사자|고용보험\s?(?:가입자|피보험자)|직원|임직원)\s?(?:수|인원)?"
)
# 50인 미만 사업장: what stands before the workplace counts its staff
_WORKPLACE = (
    r"(?=\s?(?:의\s)?(?:사업장|중소기업|중견기업|소기업|기업(?!\s?(?:과|이|을))|제조업체?\s))"
)
_REVENUE = (
    r"(?:연\s?간?\s?|(?:최근\s?\d\s?(?:개)?년(?:간)?\s?)?(?:연\s?)?평균\s?|직전\s?(?:년도|연도|사업연도)\s?|전년도\s?|최근\s?(?:년도|연도)\s?)?"
    r"매출(?:액|\s?실적)?(?:\s?(?:평균|합계|총액))?"
)
_EXPORT = (
    r"(?:(?:최근\s?\d\s?년(?:간)?|전년도|직전년도)\s?)?(?:직접\s?|직\s?[·‧ㆍ]?\s?간접\s?|직\s?)?"
    r"수출\s?(?:액|실적|금액)?"
)
_INVESTMENT = r"(?:누적\s?|총\s?)?투자\s?(?:유치)?\s?(?:금액|금|액|실적|유치액|누계(?:액)?)?"
_FIELDS = (
    ("employees", re.compile(_STAFF + _GLUE + _pair(r"\d[\d,]*", r"\s?(?:인|명)"))),
    ("employees", re.compile(_pair(r"\d[\d,]*", r"\s?(?:인|명)") + _WORKPLACE)),
    ("revenue_krw", re.compile(_REVENUE + _GLUE + _pair(_WON))),
    ("export_usd", re.compile(_EXPORT + _GLUE + _pair(_USD))),
    ("investment_krw", re.compile(_INVESTMENT + _GLUE + _pair(_WON))),
    (
        "investment_krw",
        re.compile(
            _pair(_WON)
            + r"(?:을|를|의)?\s?투자(?:금)?(?:를|을)?\s?(?:(?:유치)?\s?(?:받은|한)|유치(?![가-힣]))"
        ),
    ),
)
_SPREADS = (
    ("employees", re.compile(_STAFF + _GLUE + _spread(r"\d[\d,]*", r"\s?(?:인|명)"))),
    ("revenue_krw", re.compile(_REVENUE + _GLUE + _spread(_WON))),
    ("export_usd", re.compile(_EXPORT + _GLUE + _spread(_USD))),
)
_SPREAD_SIGN = re.compile(r"\d\s?[가-힣$]{0,3}\s?(?:[~∼～\-]|에서|부터)\s?\d")
# behind a label, or under the head of a column, that says what is counted
_TOPICS = (
    (
        "employees",
        re.compile(r"근로자|종업원|종사자|고용|피보험자|인원"),
        re.compile(_pair(r"\d[\d,]*", r"\s?(?:인|명)")),
    ),
    ("revenue_krw", re.compile(r"매출"), re.compile(_pair(_WON))),
    ("export_usd", re.compile(r"수출"), re.compile(_pair(_USD))),
    ("investment_krw", re.compile(r"투자"), re.compile(_pair(_WON))),
)
_OF_SOME = re.compile(
    r"\s?\(\s?(?:단\s?,?\s)?(?P<who>[^()\d]{2,40}?)\s?(?P<n>\d[\d,]*)\s?(?:인|명)\s?(?P<b>이상|이하|미만|이내)\s?\)"
)
_DIGIT = re.compile(r"\d")
# staff of one kind only
_SOME = re.compile(
    r"(?:청년|여성|장애인?|신규|전담|외국인|취약계층|고령자?|중장년|연구|석사|박사|정규직|국내)\s?$"
)
_OTHERS = re.compile(
    r"채용|추가로?\s?고용|새로\s?고용|증가|감소|신규\s?고용|목표|창출|당\s?(?:연|월)|이직|비율|대비|성장률|증가율|비중|%"
)


def figures(clause: Clause) -> Iterator[Hit]:
    """상시근로자 5인 이상, 매출액 120억원 이하 …; growth and shares are left unread."""
    if _DIGIT.search(clause.text, clause.start, clause.end) is None:
        return
    if _OTHERS.search(clause.text, clause.start, clause.end):
        return
    labelled = [(field, pattern) for field, topic, pattern in _TOPICS if topic.search(clause.topic)]
    spread = _SPREADS if _SPREAD_SIGN.search(clause.text, clause.start, clause.end) else ()
    for field, pattern in (*_FIELDS, *spread, *labelled[:1]):
        for match in pattern.finditer(clause.text, clause.start, clause.end):
            left = max(clause.start, match.start() - 6)
            if field == "employees" and _SOME.search(clause.text, left, match.start()):
                continue
            first = _value(field, match["v"])
            second = _value(field, match["v2"]) if match["v2"] else None
            if first is None or (match["v2"] and second is None):
                continue
            if "b" in match.re.groupindex:
                bound = (first, match["b"])
                other = (second, match["b2"]) if second is not None else None
            else:
                last = match["b2"] if match["b2"] in ("이하", "미만") else "이하"
                bound, other = (first, "이상"), (second or first, last)
            span = clause.span(match.start(), match.end())
            rule = ranged(field, bound, other, clause.as_of, span)
            some = _OF_SOME.match(clause.text, match.end(), clause.end)
            if rule is not None and some and field == "employees":
                either = _with_others(clause, rule, some)
                yield Hit(match.start(), some.end(), either, weight=2)
            elif rule is not None:
                yield Hit(match.start(), match.end(), rule, weight=2)


def _with_others(clause: Clause, rule: Range, found: re.Match[str]) -> Rule:
    """5인 미만(제조업은 10인 미만): the bound of some trades beside the common one."""
    who, span = clause.span(*found.span("who")), clause.span(found.start("n"), found.end("b"))
    bound = (Decimal(found["n"].replace(",", "")), found["b"])
    own = ranged("employees", bound, None, clause.as_of, span)
    return AnyOf((rule, All((own, Unread(who.quote, who))))) if own else rule


def _value(field: str, text: str) -> Decimal | None:
    """The amount printed: 4억 5천만원, 2,000만불, 1,000불; None when no unit says what it is."""
    if field == "employees":
        return Decimal(text.replace(",", ""))
    marked = re.search(r"원|불|달러|USD|[$＄弗]", text)
    parts = _PART.findall(text)
    if not parts or (not marked and not re.search(r"[조억]|천만|백만", text)):
        return None
    if field == "export_usd" and not re.search(r"불|달러|USD|[$＄弗]", text):
        return None
    total = Decimal(0)
    for number, scale in parts:
        total += Decimal(number.replace(",", "")) * _SCALE[scale]
    return total
