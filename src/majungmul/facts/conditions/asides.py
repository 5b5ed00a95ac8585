"""Asides that open what a sentence closes: a wider bound for some, a promise to move."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from majungmul.terms import All, InSet, Range, Rule, Unread
from majungmul.terms import Any as AnyOf

from .heads import kind_of
from .hits import Clause
from .trees import all_of, any_of, positive_fields

# 협약 후 두 달 안에 공장을 둘 기업, 옮겨 올 업체
PROMISE = (
    r"(?:후|뒤|까지|안에|이내에|앞으로)\s[^,.()\n]{0,20}?(?:둘|옮길|세울|차릴|마련할|들어올)"
    r"\s(?:중소)?(?:기업|업체|사람|자|법인|분|것|곳|예정|계획)|옮겨\s?(?:올|오[려는기])"
)
# who stands elsewhere but will come: 관외 기업은 3개월 내 이전
_MOVES = re.compile(
    PROMISE + r"|(?:관외|역외"
    r"|(?:타|다른)\s?(?:지역|시[·ㆍ⋅․∙⸱]?도|시군)|옮기|옮길"
    r"|(?<!기술)(?<!기술\s)이전|전입|이주|설립|설치|신설|입주)[^\n]{0,40}?"
    r"(?:예정|가능(?!성)|계획|조건|필수|必|하여야|해야|확약|확정|할\s?경우|할\s?수|완료|희망|약속"
    r"|(?:할|하려는|하고자\s?하는|[길려]는?)\s?(?:중소)?(?:기업|업체|사람|자))|옮길\s|옮기려"
)
# the same, said beside another line about who stands there
_COMES = re.compile(
    r"(?:관외|역외|(?:타|다른)\s?(?:지역|시[·ㆍ⋅․∙⸱]?도|시군)|(?<!기술)(?<!기술\s)이전(?!\s?(?:\d|에\s|의\s|까지|연도|년도|사업))|전입|이주|옮기|옮길)[^\n]{0,40}?"
    r"(?:예정|가능(?!성)|계획|조건|필수|必|하여야|해야|확약|확정|할\s?경우|할\s?수\s?있|희망|약속|기업|사람|자)"
)
# (이전 예정 기업은 불가)
_NOT_THEY = re.compile(r"[^,.()]{0,12}(?:불가|제외|안\s?됨|없)")
# what becomes of who moves away afterwards
_LEAVES = re.compile(
    r"환수|취소|중단|해지|반환|금지|돌려|관외로|밖으로|(?:타|다른)\s?(?:지역|시[·ㆍ⋅․∙⸱]?도)"
    r"(?:으?로|에(?!\s?(?:있|소재|둔|위치|본사|본점|사업장|주소|거주)))"
)
# 업력과 관계없이, 연령 무관
_FREE_OF = {
    "업력": "business_age_years",
    "창업 기간": "business_age_years",
    "연령": "ceo_age",
    "나이": "ceo_age",
    "지역": "region",
    "소재지": "region",
    "업종": "industry",
    "규모": "size_class",
    "상시근로자": "employees",
    "상시근로자 수": "employees",
    "근로자 수": "employees",
    "직원 수": "employees",
    "매출": "revenue_krw",
    "매출액": "revenue_krw",
}
_FREE = re.compile(
    rf"({'|'.join(_FREE_OF)})(?:에|와|과|은|는|을|를)?\s?"
    r"(?:(?:관계|상관|제한)?\s?(?:없이|없음|없는|무관|불문)|(?:따지|보|묻|두)지\s?(?:않|아니))"
)
# … 은 매출액을 따지지 아니함, 피보험자가 5인 미만이라도
_EXEMPT = re.compile(
    r"따지지|적용하지|무관|관계\s?없|상관\s?없|제외하지|(?:이라|하더라|않아|아니어|없어|넘어|미쳐)도|예외|면제|이면\s?(?:된|됩|돼)"
    r"|(?:한계|하한|상한|제한)[을를]?\s?두지\s?(?:않|아니)"
    r"|\d\s?(?:인|명|억|백만|천만)\s?원?\s?(?:이상|이하|미만|이내|까지)[^.]{0,12}(?:가능|인정|할\s?수\s?있)"
)
# 본사가 밖에 있어도 공장이 있으면 가능: another way to stand there
_PLACE_TOO = re.compile(
    r"(?:본사|본점|공장|사업장|지점|연구소|소재지?|주소지?)[^.\n]{0,40}?"
    r"(?:(?:신청|지원|참여|참가)\s?(?:도\s?)?가능|할\s?수\s?있|인정|무관|관계\s?없)"
)
_SUMS = {
    "industry": re.compile(r"업종"),
    "revenue_krw": re.compile(r"매출"),
    "export_usd": re.compile(r"수출"),
    "investment_krw": re.compile(r"투자"),
    "employees": re.compile(
        r"근로자|피보험자|종업원|고용|상시|\d\s?(?:명|인)\s?(?:이상|미만|이하)"
    ),
}
_TOO = re.compile(r"(\S+)도\s?(?:신청|지원|참여|참가|입주)?\s?(?:이\s?)?(?:가능|할\s?수\s?있)")
_YEARS = re.compile(
    r"\d\s?년\s?(?:이내|까지|이하|미만)|\d\s?(?:년|개월)\s?(?:(?:으로|로)\s?(?:한|함|합)"
    r"|이상(?:이면|인\s경우)\s[^.\n]{0,24}?(?:가능|[할될]\s?수\s?있|된|됩))"
)
_WIDER = re.compile(r"(?<![\d.])(\d{1,2})\s?년\s?(?:이내|까지|이하|미만)")
_AGES = re.compile(r"\d\s?세")


def moves(quote: str) -> bool:
    """Whether the words let in who stands elsewhere and will come."""
    found = _MOVES.search(quote)
    return (
        found is not None
        and _LEAVES.search(quote) is None
        and _NOT_THEY.match(quote, found.end()) is None
    )


def comes(quote: str) -> bool:
    """Whether a line lets in firms from elsewhere that will move, whatever other lines ask."""
    return _COMES.search(quote) is not None and moves(quote)


def loosens(rule: Rule | None, quote: str) -> bool:
    """Whether an aside names another bound, or another way in, for what `rule` asks."""
    return bool(_opened(quote) & set(positive_fields(rule)))


def loosened(rule: Rule | None, quote: str, other: Rule) -> Rule | None:
    """`rule` with `other` as a second way to meet each condition that the aside speaks of.

    What else the rule asks stays as it is: a wider age opens nothing to firms elsewhere.
    """
    return opened(rule, _opened(quote), other)


def wider_age(clause: Clause) -> Rule | None:
    """신산업 분야는 10년 이내: a bound of its own for those whom the words name."""
    match = _WIDER.search(clause.text, clause.start, clause.end)
    if match is None:
        return None
    span = clause.span(*match.span())
    bound = Range("business_age_years", max=Decimal(match[1]), as_of=clause.as_of, span=span)
    inclusive = "미만" not in match[0]
    words = clause.span(clause.start, clause.end)
    return all_of((replace(bound, max_inclusive=inclusive), Unread(words.quote, words)))


def opened(rule: Rule | None, fields: set[str], other: Rule, *, once: bool = False) -> Rule | None:
    """`rule` with `other` beside each condition on one of `fields`; `once`: where no doubt is."""
    match rule:
        case All(rules):
            return all_of(opened(part, fields, other, once=once) for part in rules)
        case AnyOf(rules):
            doubted = once and any(isinstance(part, Unread) for part in rules)
            return any_of(
                part if doubted and _is_of(part, fields) else opened(part, fields, other, once=once)
                for part in rules
            )
    return any_of((rule, other)) if rule is not None and _is_of(rule, fields) else rule


def _is_of(part: Rule, fields: set[str]) -> bool:
    return isinstance(part, InSet | Range) and part.field in fields


def widened(rule: Rule | None, own: Rule | None, doubt: Unread, way: Rule) -> Rule | None:
    """`rule` beside the words of a line that lets in others too (… 도 신청 가능), read as `own`;
    `way` is who is let in so far as we know them.

    What says that some of the same applicants are not out (농업법인도 …, 정책자금을 쓰는 업체도 …)
    takes nothing away from `rule`; other kinds of applicants may be let in without it.
    """
    fields = set(positive_fields(own))
    said = fields & set(positive_fields(rule))
    noun = _TOO.search(doubt.text)
    others = kind_of(noun[1]) if noun else doubt.text
    if (fields == {"entity_type"} and not said) or (not fields and not others):
        return all_of((rule, doubt))
    return any_of((rule, way))


def _opened(quote: str) -> set[str]:
    free = {_FREE_OF[match[1]] for match in _FREE.finditer(quote)}
    found = {
        "region": moves(quote) or "region" in free or _PLACE_TOO.search(quote) is not None,
        "business_age_years": _YEARS.search(quote) is not None or "business_age_years" in free,
        "ceo_age": _AGES.search(quote) is not None or "ceo_age" in free,
    }
    exempt = _EXEMPT.search(quote) is not None
    found |= {
        field: field in free or (exempt and words.search(quote) is not None)
        for field, words in _SUMS.items()
    }
    found["size_class"] = "size_class" in free
    return {field for field, opens in found.items() if opens}
