"""Amounts that say no quantity: ages, ordinals, hours, names, what a rate is paid for."""

from __future__ import annotations

import re

from majungmul.facts.tables import Amount

# A duration that only says when, or how old or seasoned somebody must be: a time or a condition.
_STRETCH_BEFORE = re.compile(
    r"(?:업력\n?|경력|연속|근속|재직|거주|전입|가입|영업|(?:창업|설립|개업)\ ?후?|부터|까지|후|뒤"
    r"|지난|최근|향후|앞으로|(?<=[가-힣])\ 지|기한\ ?[:(]?)"
    r"\ ?(?:만\ )?(?:최대\ |[^\n|]{0,10}\|\ ?)?$"
)
_STRETCH_AFTER = re.compile(
    r"\ ?(?:(?:새|째|차|내리)(?![가-힣])|만(?:에|이|의|(?![가-힣]))|연속"
    r"|생존[율률]|못\ |미만(?:은|인)?\ [가-힣]"
    r"|전(?:보다|에|과|의|부터|까지|만)?(?![가-힣])|\ 결실|[0-9]{1,2}개월\ (?:만|전)"
    r"|(?:이상|이내|이하|미만|초과)?[이가을를]?\ ?"
    r"(?:지나|지난|경과|안에|안\ 되|넘지|넘으면|넘은|실업"
    r"|계속|정상|영업|거주|재직|근무|종사|가동|유지|발급|발행|촬영)"
    r"|미만,)"
)
_ROUND_THE_CLOCK = re.compile(r"\ ?(?:내|이내|가능|접수|운영|신청|상담)")
_AGE_LIST = re.compile(r"(?:미만|창업자),\ ?$")
_ROW_OF_AGES = re.compile(r"(?:^|\n)[|\ ]{0,4}(?:업력|경력|창업|설립)[^|\n]{0,12}\|[^\n]{0,40}$")
_DEADLINE = re.compile(r"(?:날|일)로?부터\ [^.\n|]{0,30}$")
_PER_ONE = re.compile(r"(?:\ ?[가-힣]{2,4})?당(?![가-힣])")
_ALONE = re.compile(
    r"\ ?(?:창조|미디어|기업|개발자|크리에이터|방송|사업자|출판|셀러|자영업|소상공인|제작자|창업)"
    r"|\ (?:최대|각|월|연)\ ?[0-9]|[이은는]\ "
)
_HOUSEHOLD = re.compile(r"\ ?(?:가구|세대)")
_AGES = re.compile(r"(?:가\ 되|의\ |부터|와\ |과\ |\ ?(?:여성|남성|청년|후반|초반|중반|이상|이하))")
_PLACED_MINUTES = re.compile(r"의|기(?!간)|\ ?(?:거리|만에|전|뒤|후)")
_SHORTENED = re.compile(  # 12일에서 7일로 줄였다
    r"(?:에서\ ?(?:평균\ )?[0-9]{1,3}일)?(?:\ 이내)?(?:로|으로)\ (?:줄|단축|늘|짧아|빨라)"
)
_DAYS_LAST = re.compile(r"\ ?(?:동안|간(?![가-힣])|이상|초과|미만)|[이가]\ 걸[리렸릴린]")
_DAYS_AT_MOST = re.compile(r"(?:최대|최장|총|[×xX*]|시간\ ?\()\ ?$")
# 입주기간 : 계약일부터 2년, 5월부터 11월까지 7개월간
_TERM_BEFORE = re.compile(r"기간\ ?[:)]\ ?[^\n|]{0,16}부터\ ?$")
_COMPETES = re.compile(r"경쟁|몰[려렸리]|비율|매칭|부담|비가|비는|[국도시군구]비")
# counters that are one only behind the name of the thing
_NEEDS_NOUN = {
    "호": ("농가", "가구", "어가", "주택", "축사"),
    "기": (
        "충전기",
        "발전기",
        "변압기",
        "승강기",
        "위성",
        "원전",
        "보일러",
        "터빈",
        "설비",
        "엔진",
    ),
    "면": ("주차장(", "주차장", "주차", "주차면"),
}
_CARDS = re.compile(r"(?:카드|칩|GPU|패널|기판|쿠폰|이용권)\ ?$")
_FEWEST = {"장": 100, "매": 10}  # fewer are pages to hand in


def of_no_interest(folded: str, amount: Amount) -> bool:
    """Whether the words around an amount make it something else: 1인당, 11일, '25년, 18시 30분."""
    unit = amount.unit
    if amount.value == 0 and unit.kind == "count":
        before = folded[max(0, amount.start - 4) : amount.start].rstrip()
        return unit.written != "건" or before.endswith(("댓글", "공유", "추천", "조회"))
    if unit.kind in ("count", "other") and _PER_ONE.match(folded, amount.end):
        return amount.value == 1 or unit.kind == "other"
    if unit.kind == "duration":
        return _is_placed(folded, amount) or _is_no_duration(folded, amount)
    if unit.unit == "ratio":
        nearby = folded[max(0, amount.start - 30) : amount.end + 8]
        return amount.value == 1 or _COMPETES.search(nearby) is None
    return _is_named(folded, amount)


def _is_placed(folded: str, amount: Amount) -> bool:
    before = max(0, amount.start - 18)
    lasts = amount.unit.written == "개월간" and folded[before : amount.start].endswith("까지 ")
    if lasts or _TERM_BEFORE.search(folded, max(0, amount.start - 28), amount.start):
        return False
    return (
        _STRETCH_BEFORE.search(folded, before, amount.start) is not None
        or _STRETCH_AFTER.match(folded, amount.end) is not None
        or _AGE_LIST.search(folded, before, amount.start) is not None
        or (
            folded.startswith((" 이내", "이내"), amount.end)
            and _DEADLINE.search(folded, max(0, amount.start - 40), amount.start) is not None
        )
        or (
            "|" in folded[before : amount.start]
            and amount.unit.unit == "year"
            and _ROW_OF_AGES.search(folded, max(0, amount.start - 70), amount.start) is not None
        )
    )


def _is_no_duration(folded: str, amount: Amount) -> bool:
    """A day of the month, a year, a minute of the clock."""
    written = amount.unit.written
    following = folded[amount.end : amount.end + 6]
    if written == "일" and _SHORTENED.match(folded, amount.end):
        return False
    if written == "일":
        before = folded[max(0, amount.start - 4) : amount.start]
        return not (_DAYS_AT_MOST.search(before) or _DAYS_LAST.match(following))
    if written == "년":
        return amount.value > 20 and not following.lstrip().startswith(
            ("이상", "이내", "이하", "미만", "동안")
        )
    if written == "시간" and amount.value == 24 and _ROUND_THE_CLOCK.match(following):
        return True
    if written == "분":
        clock = folded[max(0, amount.start - 2) : amount.start].rstrip()[-1:] == "시"
        return clock or _PLACED_MINUTES.match(following) is not None
    return False


def _is_named(folded: str, amount: Amount) -> bool:
    """A kind of people or household, a year of a class, a page: 1인 기업, 60대의, 17기."""
    written, end = amount.unit.written, amount.end
    if written == "인":
        if amount.value == 1 and _ALONE.match(folded, end):
            return True
        return _HOUSEHOLD.match(folded, end) is not None
    if written == "대":
        tens = amount.value % 10 == 0 and 10 <= amount.value <= 90
        return tens and _AGES.match(folded, end) is not None
    if written in _NEEDS_NOUN:
        before = folded[max(0, amount.start - 5) : amount.start].rstrip()
        return not before.endswith(_NEEDS_NOUN[written])
    if written == "세대":
        return folded.startswith(("(", " 이동", " 통신"), end)
    if written == "장" and _CARDS.search(folded, max(0, amount.start - 4), amount.start):
        return False
    return amount.value < _FEWEST.get(written, 0)
