"""Which share of the cost a call pays: as printed, or what an applicant's own share leaves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from majungmul.terms import Quantity

from .heads import squeezed
from .places import Place, top

_COST = re.compile(
    r"(?:비용?|경비|료|돈|실비|소요액|금액|소비액|총액|항공임|운임|지출액|투자액|가액|가격|매입가|대금|실비|납부액|납입액)"
    r"(?:\([^)]{0,16}\))?(?:의|중|대비|에서|가운데)?(?:각각|전액|절반)?[:：]?(?:정부지원금?)?(?:최대|최고|약)?"
    r"(?:\d{1,3}%[,~∼/]|\()?$"
)
_RATE_LABEL = re.compile(
    r"(?:(?:지원|보조)(?:기준|조건|비율|율)[:：][가-힣]{2,6}|보조율|지원율|지원비율|보조비율|지원비중|국고보조|국비지원|보조금?|정부지원금?|정부출연금"
    r"|정부지원연구개발비|지원금|지원조건|지원한도)[)\]】]?[:：(]?(?:은|는)?(?:총사업비의?)?(?:최대)?"
    r"(?:\d{1,3}%[,~∼/])?$"
)
_RATES_COLUMN = re.compile(
    r"(?:지원|보조|정부|국비)[가-힣]{0,10}(?:비율|율|비중)|보조율|정부지원(?:금|연구개발비)?비중|지원비율"
)
_RATE_AFTER = re.compile(
    r"^(?:를|을)?(?:넘지|넘을수없|초과할수없)|^를[가-힣]{2,8}(?:에|당|마다|별)?(?:최대)?[\d,]+[억천만\d,]*원?(?:까지|한도|이내|범위)"
    r"|^\)?(?:\([^)]{0,24}\))?\)?(?:이내|이하|까지|한도|범위)?(?:에서|를|을|의|로|,)?[^.%\d|]{0,10}?"
    r"(?:지원|보조|환급|감면|이내|까지|한도|국고|드[리립]|보[태탭]|돌려|대[어준줍신]|[댑댄]|내[어준줍]|해당하는(?:금액|비용)|의몫|몫)"
)
_RATE_ENDS = re.compile(
    r"^(?:\)?\([^)]{0,24}\)|\)|,|/|$|\+|、|이내|범위|한도|사후|;|정도|및|정액|자부담|[~∼]|<|\*|※|전액)"
)
_NO_RATE = re.compile(
    r"가점|가산|금리|이율|이자|이차|자부담|부담률|부담금|민간|기업부담|감점|부가세|부가가치세|지분|매출"
    r"|증가|감소|환수|보증비율|보증료(?!의)|합격|평점|평가(?!비용|수수료)|점수|현금|현물|간접비|지체|참여율|전업률|자본|부채|증액"
    r"|감액|인건비|할인|운영비|선금|이상$|피보험자|기준의$|기술료|징수|납부|발주서|수익|수당|연$|위탁|회의"
    r"|인원|대출금액|기여|출석|대비초과|청년|정산|잔여|총사업비\($|[도시군구]비$|지방비$|영업비용|감수비"
)
_NO_RATE_AFTER = re.compile(
    r"^\)?(?:이상|초과|미만|p|수준|할인|\(?(?:기업|민간)?자?부담|.{0,12}(?:납부|징수|현물|계상|감액|가산"
    r"|현금|편성|합격|금리|이자|우대|집행|차등화|책정|제한|산정|세액|상당하는))"
)

# 정부출연금의 10%: a part of what is paid, not of the cost
_OF_SUPPORT = re.compile(r"(?:정부지원연구개발비|출연금|지원금|보조금)의$")
# 점포당 1,500만원까지 공사비의 70%를
_SUM_THEN_RATE = re.compile(
    r"원(?:까지|이내|한도(?:로|에서)?)[가-힣]{1,8}(?:비|비용|값|료|경비)의$"
)
_NEXT_RATE = 30
_SURE_RATE = re.compile(
    r"(?:지원|보조)(?:비율|율)[)\]】]?[:：(]?(?:은|는)?(?:총[가-힣]{2,5}의?)?(?:최대)?$"
)
_OTHER_KIND = re.compile(r"[-·○◦]?[가-힣·]{2,30}[은는]")  # the next line: 여성기업은 95%
_NEXT_KIND = re.compile(
    r"[가-힣)]{0,6}[,/·(](?:최대\d[\d,억만천]*원?(?:까지|이내)?)?[,/·(]{0,2}[가-힣·()0-9]{0,24}(?:은|는|:)?(?:최대)?"
)
_SHARED = re.compile(r"^(?:자부담|기업부담|,|\((?:자|기업|민간)부담금?:?\d)")


def rate(places: Sequence[Place]) -> Quantity | None:
    """The largest share of the cost that the programme pays.

    What universities and other partners get counts only where no firm's share is printed.
    """
    found: list[Place] = []
    for place in places:
        if _is_rate(place) or (found and _is_next_rate(found[-1], place)):
            found.append(place)
    firms = [p for p in found if not (_PARTNER.search(p.row) or _PARTNER.search(p.column))]
    return max((p.quantity for p in firms or found), key=top, default=None)


_PARTNER = re.compile(r"^\W*(?:비영리|대학|그\s?외|기타|출연|연구기관|공공기관)|비영리기관$")


def _is_next_rate(rate: Place, place: Place) -> bool:
    """`중견 60% 이하, 중소 75% 이하`: of the second only the kind of applicant is said anew."""
    quantity, quote = place.quantity, squeezed(rate.quote)
    if quantity.kind == "percent" and _OTHER_KIND.fullmatch(place.before):
        gap = quantity.span.start - rate.quantity.span.end
        return 0 < gap <= 2 * _NEXT_RATE and 1 <= top(quantity) < 100 and not place.after
    at = place.before.rfind(quote)
    between = place.before[at + len(quote) :]
    return (
        quantity.kind == "percent"
        and at >= 0
        and 0 <= quantity.span.start - rate.quantity.span.end <= 2 * _NEXT_RATE
        and 1 <= top(quantity) < 100
        and _NEXT_KIND.fullmatch(between) is not None
        and not _NO_RATE.search(between)
        and not _NO_RATE_AFTER.match(place.after)
    )


def _is_rate(place: Place) -> bool:
    quantity, before, after = place.quantity, place.before, place.after
    if quantity.kind != "percent" or not 1 <= top(quantity) <= 100 or "%p" in place.quote:
        return False
    if quantity.bound == "at_least" or "예시" in place.line or _is_borne(place):
        return False
    if _OF_SUPPORT.search(before) or "산업위기" in place.line:
        return False  # a fee, or an exception for a few
    if _NO_RATE_AFTER.match(after) and not (_SHARED.match(after) or _SURE_RATE.search(before)):
        return False
    if _RATES_COLUMN.search(place.column) or _RATES_COLUMN.search(place.row):
        return _NO_RATE.search(before) is None and not re.search(r"부담|금리", place.column)
    if after.startswith(("국비지원", "국고지원", "정부지원")) or (
        re.search(r"(?:급여|임금|인건비)의$", before) and after.startswith("지원")
    ):
        return True
    if re.fullmatch(r"[\W]*(?:최대)?", before) and after.startswith("지원"):
        return True
    if _SUM_THEN_RATE.search(before):
        return _NO_RATE.search(before[-8:]) is None
    cost = _COST.search(before) is not None
    label = _RATE_LABEL.search(before)
    reach = 8 if cost or label else 16
    if _NO_RATE.search(before[-reach:]) or _NO_RATE.search(place.row):
        return False
    limited = "이내" in place.quote or "이하" in place.quote
    if label:
        return limited or bool(_RATE_ENDS.match(after) or _RATE_AFTER.match(after))
    if cost:
        alone = before.endswith(("비의", "비용의", "료의")) and not re.search(r"[은는]", before)
        sure = alone or _is_support(place)
        return bool(_RATE_AFTER.match(after)) or (sure and bool(_RATE_ENDS.match(after) or limited))
    if "최대" in place.quote and re.search(r"비용|사업비", place.line):
        return _is_support(place)
    return "지원" in after[:8] and re.search(r"비용|사업비|료|비의|경비", before[-24:]) is not None


_OWN_PART = re.compile(
    r"(?:(?:기업|본인|업체|자체|민간)?(?:자?부담금?)[)\]】]?[:：(]?(?:은|는)?"
    r"총?(?:사업비|소요액|소요비용|비용|제작비|연구비|공급가액)의?(?:최소)?$)"
    r"|자부담(?:매칭|비율|률|율)?[)\]】]?[:：(]?(?:최소)?$"
)
_OWN_COLUMN = re.compile(r"^(?:기업|업체|최소)?자부담(?:금|비율|률|율)?$")
_WHOLE_COST = re.compile(r"총?(?:공급가액|사업비|소요액|소요비용|비용|사업예산|제작비)의$")
_BORNE = re.compile(r"^(?:이상)?(?:을|를|은|는)?[가-힣]{0,8}(?:부담|매칭)")


def own_share(places: Sequence[Place]) -> Quantity | None:
    """The least share of the cost that an applicant must bear, where only that is printed."""
    own = [
        p.quantity
        for p in places
        if p.quantity.kind == "percent" and 0 < p.quantity.value < 100 and _is_borne(p)
    ]
    return min(own, key=lambda quantity: quantity.value, default=None)


def _is_borne(place: Place) -> bool:
    if _OWN_COLUMN.search(place.column) or _OWN_PART.search(place.before):
        return True
    return _WHOLE_COST.search(place.before) is not None and _BORNE.match(place.after) is not None


def _is_support(place: Place) -> bool:
    words = place.line + place.row + place.column + place.after
    return re.search(r"지원|보조|한도|국비|정부", words) is not None
