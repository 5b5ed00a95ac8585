"""Which sums of a call are its own: what one applicant can get, and what there is in all.

A figure is judged by the words around it and by the heads of its table cell, all without blanks.
Totals, examples, an applicant's own part, thresholds, prices and replaced amounts are not what
one applicant gets. Where two readings are possible there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from majungmul.terms import Quantity

from .places import Place, top

_SMALLEST_AWARD = 10_000  # won; less is a torn number or a price
_LARGEST_AWARD = 10**12
_LEAST_BUDGET, _LEAST_FOREIGN = 1_000_000, 1_000

# 기업당, 업체별, 1인당, 연구단당; not 해당, 특별, 연차별
_EACH = re.compile(
    r"(?:[가-힣社)\]](?<![해담상정수배부일주월년간합분리])당"
    r"|[가-힣社](?<![특차구개월년차도회일기])별"
    r"|1(?:인|명|개사|개社|사|팀|건|개소|점포|개기업)당?|개사당|동일(?:인|기업|업체)"
    r"|(?:기업|업체|조직|단체|팀|과제|공방|점포|가게|농가|기관|사람|개소|곳)마다"
    r"|(?:한|1개?)(?:기업|업체|팀|과제|가게|점포|사람|단체|개소|곳)에(?:서|게)?|(?:기업|가게|점포|업체)(?:한|1)곳에)"
    r"(?:[(,:]|연간?|월|최고|최대|지원|한도|금액|사업비|사업화자금|총|약|평균|각|\d년|국비|연구비|출연금"
    r"|지원금|누적|정부|연차|인건비|운전자금|시설자금|년|[가-힣]{2,7}[비금]|[’'‘`]?\d\d(?:[~∼][’'‘`]?\d\d)?년|국고){0,4}$"
)
# a later year's sum on the line of one that is per head
# 기업당 최대 2개 프로그램, 총 …
_EACH_SUM = re.compile(
    r"(?:기업|업체|과제|팀|1인)당(?:[^.|]{0,16},(?:총|합계|합쳐)(?:최대)?|총?지원(?:액|금|금액)(?:은|는)?)$"
)
_EACH_YEAR = re.compile(
    r"(?:과제|연구단|기업|센터|컨소시엄|기관|업체|팀)당[^.|]{0,50},[’'‘`]?\d\d(?:[~∼][’'‘`]?\d\d)?년$"
)
_LIMIT_BEFORE = re.compile(
    r"(?:지급\(|지원\(|자금[:：]|지원금(?:액)?|융자금액|대출금액|보증금액|지원금액"
    r"|사업화자금|지원예산\(개소당|정부출연금|(?:정부지원)?연구개발비|상금|바우처|장려금|인센티브"
    r"|보조금)(?:은|는)?[)\]】]?[:：(]?(?:연간?|월|총|약|각|금|’?\d\d년)?$"
)
_LIMIT_NAMED = re.compile(
    r"(?:최대|최고|한도(?:액|는|를)?|상한(?:액)?|상금)[)\]】]?[:：(]?(?:[가-힣]{2,6}(?:기업|업체|자금)|\([가-힣]{1,8}\))?"
    r"(?:연간?|월|총|약|각|금)?$"
    r"|최대\d{1,2}(?:년|개월)(?:\(\d{1,3}개월\))?,(?:총|연)?$"  # 최대 3년(36개월), 20억원
)
_LIMIT_AFTER = re.compile(
    r"^원?\)?(?:\([^)]{0,30}\))?\*?(?:이내|한도|까지|범위|내외|내에?서?지원)|^/년(?:이내|내외)|^/1?(?:건|개사|기업|과제|인|명|팀|업체)당?(?!\d)|^\([^)]{0,24}차등지원"
)
_GIVEN = re.compile(
    r"^원?\)?(?:\([^)]{0,30}\))?(?:을|를)?(?:내외|상당|씩|의?지원금|(?:차등|매칭|실비|정액|추가"
    r"|현금|규모|[가-힣]{2,6}비)?(?:지원|지급|융자|대출|보조|수여|시상|드[리립]|줍|준다|보[태탭]|빌[려릴립]|돌려|대[어준줍]|내[어준줍]))"
)
_LIMITS_COLUMN = re.compile(
    r"(?:지원|융자|보증|대출|보조|신청)(?:가능)?(?:한도|금액?|액|단가)|한도|(?<!납부)상한|(?:당|별)(?<!해당)(?:최대|지원"
    r"|사업비|예산|금액)|최대(?:지원|금액)|상금|출연금|지원금|바우처|시상|^얼마"
)
_TOTALS_COLUMN = re.compile(
    r"총(?:사업비|액|연구비|지원|예산)|합계|자부담|부담|매출|단가|재원|금리|자본|배점|투자"
)
_WITH_OWN_PART = re.compile(r"^총.*\+자?부담|\+자부담금?\)")
_SOFT_TOTALS_COLUMN = re.compile(r"예산|사업비|규모")
_PER_HEAD_COLUMN = re.compile(r"(?:당|별)(?<!해당)|최대|한도|상금|상한")
_NO_AWARD = re.compile(
    r"예시|예\)|ex\)|가정|매출|자본금|투자(?:유치|금|액)|수출(?:액|실적)|자부담|부담금?|보험료"
    r"|시급|일급|임금|급여|연봉|가점|과태료|계약금|수수료|참가비|등록비|재원|출연금총|민간|공급가"
    r"|부가세|거래|납입|담보|구매금액|단가|자산|소득|손실|상환(?:액|금|기간)|벌금|평가(?!비용)|점(?:수|\b)|기준금액|순제작비"
    r"|보증금|현금|현물|잔액|참고|정산|신청할경우|위약|계약액|실적|공사금액|용역|외주|기술료"
)
# so near that they belong to the figure even behind 최대 or 기업당
_NEVER_AWARD = re.compile(
    r"(?:매출액?|자부담금?|부담금|참가비|등록비|투자유치금액|벌금|과태료|연봉|예시\)?|\(?예[.)]|ex\)|단가"
    r"|(?<!\d)매|vs\.|합계|소계|더해|합쳐|합산(?:하여)?|합하여|당초\)?|기존\)?|변경전\)?|전체규모|재원|가정)[:：]?(?:약|총|최대|최소|연)?$"
    r"|투자(?:검토|연계|유치)?\((?:기업당|업체당|최대)?$"
    r"|(?:참가비|자부담금?|부담금|등록비|이용료|사용료|수수료)[:：][가-힣]{0,8}$"
)
_NEVER_AWARD_AFTER = re.compile(
    r"^(?:이상|초과|미만|이하|\(?(?:기업)?자부담(?!\d|없)|\)?(?:→|⇒|➡|->|☞)|매출|규모(?!로?지원)|씩납부|[~∼×xX*✕]\d"
    r"|[×✕]|의|(?:을|를)?신청(?:할|한|하는)|(?:을|를)?지원(?:한|받은|하는)경우|(?:으로)?가정|당\d명|당1명|중|=|\((?:과제|기업|업체|팀)당|\(금리|증액|감액|납부|부담|투자(?:검토|유치|연계))"
)
_TOTAL = re.compile(
    r"(?:총(?:사업비|예산|규모|지원금?|액)|예산|사업규모|지원규모|융자규모|모집규모|보증규모|전체규모"
    r"|공급규모|총)[^당별월|]{0,24}$"
)
# a project's own sum over all its years: 300백만원 이내(총 1,150백만원 이내), 총 연구개발비
_WHOLE_TERM = re.compile(
    r"(?:(?:이내|내외)[/,]?\((?:총|전체|합계)|정부지원연구개발비[:：]총(?=사업비))"
    r"(?:정부지원연구개발비|정부출연금|연구비|연구개발비|사업비)?(?:약|최대)?$"
)
_OF_RESEARCH = re.compile(r"출연금|연구비|연구개발비|과제[당별]")
_RESEARCH_COLUMN = re.compile(r"^(?!.*예산)[^|]*?총?(?:정부지원)?(?:연구비|연구개발비)")
# 사업화자금 : 예비 2,000만원, 초기 4,000만원
_BY_KIND = re.compile(
    r"(?:사업화자금|지원금(?:액)?|상금)[:：]?(?:[가-힣]{1,6}[\d,.]+[억천백만]*원[/,·])*[가-힣]{1,6}$"
)
_YEAR_COLUMN = re.compile(r"^[\W]*(?:[1-9]차년도|[1-9]차|[1-9]단계|(?:20)?\d\d년도?)[\W]*(?:\(|$)")
_SHORT = re.compile(r"(?:주|시간|1?일|1박|회)당?$")
_PAST = re.compile(
    r"(?:지난|작년|전년도?|이전)(?:모집|공모|지원|선정)?(?:결과|실적|현황)|지원실적|(?<!수출)실적[:：]|[지작]난해"
)
_NOT_OVER = re.compile(r"^(?:을|를|이|가)?(?:넘을수없|초과할수없|넘지|초과하지)")
_TO_EACH = re.compile(
    r"^원?(?:이내|한도|까지)?(?:에서|로|를|을|의)?(?:[가-힣]{0,6})(?:지원|지급|융자|드[리립]|준다|줍)"
)
_UP_TO = re.compile(r"(?i)(?:upto|max(?:imum|\.)?(?:of)?)$")
_ARROW = re.compile(r"^\)?(?:→|⇒|➡|->|☞)")


def is_limits_column(head: str) -> bool:
    """Whether the head of a column says that its sums are what one applicant can get."""
    return _LIMITS_COLUMN.search(head) is not None


def is_given_to_each(place: Place) -> bool:
    """`과제당 0.75억 이내에서 지원`: given, even in the part of a text that says who may apply."""
    limit = any(word in place.quote or place.after.startswith(word) for word in ("이내", "까지"))
    return _EACH.search(place.before) is not None and (limit or bool(_TO_EACH.match(place.after)))


def award(places: Sequence[Place], later: Sequence[Place] = ()) -> Quantity | None:
    """The largest sum that one applicant can receive or borrow, as printed.

    Sums that are named as limits (기업당, 최대, 한도, 이내) come before those that are only given.
    Of the outlines of projects that follow a notice (`later`) only a project's whole sum counts.
    """
    wholes = [p.quantity for p in later if p.quantity.kind == "money" and _is_whole_term(p)]
    found = _largest(places)
    return max(filter(None, [found, *wholes]), key=top, default=None)


def _is_whole_term(place: Place) -> bool:
    return _WHOLE_TERM.search(place.before) is not None and bool(_OF_RESEARCH.search(place.line))


def _largest(places: Sequence[Place]) -> Quantity | None:
    judged = [(limit, p.quantity) for p in places if (limit := _award(p))]
    for wanted in (2, 1):
        found = [quantity for limit, quantity in judged if limit == wanted]
        if found:
            return max(found, key=top)
    return None


def _award(place: Place) -> int:
    """2 for a limit, 1 for a sum that is only given, 0 for what is no award."""
    quantity, before, after = place.quantity, place.before, place.after
    if quantity.kind != "money" or quantity.bound == "at_least":
        return 0
    if quantity.unit == "KRW" and not _SMALLEST_AWARD <= top(quantity) < _LARGEST_AWARD:
        return 0
    paid = after.startswith(("지원", "까지지원", "내지원"))
    if _PAST.search(place.line) and "한도" not in before[-6:]:
        return 0
    each = any(told.search(before) for told in (_EACH, _EACH_YEAR, _EACH_SUM))
    if (each or before.endswith(("합계", "합산", "더해"))) and _NOT_OVER.match(after):
        return 2
    if (
        (_NEVER_AWARD.search(before) and not paid)
        or _NEVER_AWARD_AFTER.match(after)
        or "예시" in place.line
    ):
        return 0
    if "이하" in place.quote and quantity.bound != "range" and not each:
        return 0
    named = re.search(r"최대|최고|한도", place.quote) is not None
    if _is_whole_term(place):
        return 2
    limits = is_limits_column(place.column) and not _SOFT_TOTALS_COLUMN.search(place.column)
    unsure = not each and not limits and not (named and "총" not in before[-3:])
    if unsure and _TOTAL.search(before) and not _RESEARCH_COLUMN.search(place.column):
        return 0
    if not (each or named or before.endswith("지원(")) and _NO_AWARD.search(before[-14:]):
        return 0
    head = place.column + place.row
    if _RESEARCH_COLUMN.search(place.column) and not _SUM_ROW.match(place.row):
        return 2 if re.search(r"이내|내외|최대", place.quote) else 1
    if _WITH_OWN_PART.search(place.column):
        return 0
    if not each and _TOTALS_COLUMN.search(head) and not _LIMITS_COLUMN.search(head):
        return 0
    if place.quote[-1].isdigit() and not (
        _PER_HEAD_COLUMN.search(head)
        or (_LIMITS_COLUMN.search(place.column) and not _SOFT_TOTALS_COLUMN.search(head))
    ):
        return 0  # the unit stands in the caption: a table of the programme's money
    if after.startswith("추가지원") or _SHORT.search(before) or _YEAR_COLUMN.search(place.column):
        return 1
    limited = "이내" in place.quote or _UP_TO.search(before) is not None
    limited = limited or bool(_LIMIT_AFTER.match(after) or _LIMIT_NAMED.search(before))
    if not (each or limited or named) and _SOFT_TOTALS_COLUMN.search(head):
        return 0
    if each or named or limited:
        return 2
    if place.row == "지원내용" and not before:
        return 1
    if _LIMITS_COLUMN.search(place.column) or _LIMITS_COLUMN.search(place.row):
        return 2 if place.column else 1
    called = _LIMIT_BEFORE.search(before) or _BY_KIND.search(before)
    return 1 if called or _GIVEN.match(after) else 0


_BUDGET_LABEL = re.compile(
    r".*(?P<named>(?:(?:총|사업|지원|소요|올해|연간|전체|공모|당해|남은)?예산(?:액|규모|현황)?|(?:사업|지원|추천|융자"
    r"|대출|공급|보증|펀드|결성|공고|전체|총|자금|투자)규모(?:\(\d차\))?|총상금|총지원금액?|총사업비|총사업예산|재원"
    r"|총연구비)(?:은|는)?[)\]」】>]{0,2}[:：|]?)(?P<between>[^.。\n]{0,50})$"
)
_BUDGET_OWN = re.compile(
    r"(?:^|[□○◦ㅇ❍▢■●\-*.)(\[【])(?:총)?사업비[)\]】]?[:：](?:총|약|금)?$|\d차공고[:：]?총$"
)
# 지원규모 \n ○ 총 8개 과제, 정부지원연구개발비 36억원
_BUDGET_UNDER = re.compile(
    r"총?\d[\d,]*(?:개사|개과제|과제|개|명|팀|건|개소)[가-힣]{0,4},(?:20\d\d년)?"
    r"(?:정부지원연구개발비|정부출연금|정부지원금|총?예산|총?사업비|국비)?(?:총|약)?$"
)
# 선정규모: 2개 과제 / 총 6억 원
_BUDGET_BESIDE = re.compile(
    r"규모(?:\(\d차\))?[)\]】]?[:：]?(?:총|약)?\d[\d,]*(?:여?개|여)?(?:[가-힣]{1,8})?(?:내외|이내)?[,/·(]"
    r"(?:20\d\d년도?|[’'‘`´]?\d\d년도?)?(?:(?:정부지원연구개발비|정부출연금|정부지원금|총?예산|총?사업비|국비)(?:총|약)?|총|약)$"
)
_BUDGET_BETWEEN = re.compile(
    r"(?:당|별|최대|이내|한도|자부담|민간|평균|매출|예시|간접비|중$|의$|편성|소진|변동|따라|조정|범위"
    r"|참여|기업은|연차|1차년|\(지원금)"
)
_BUDGET_AFTER = re.compile(
    r"^(?:(?:의예산|예산|규모)?(?:으로|로|을|를|의)?(?:전액|모두|새로|우선)?"
    r"(?:지원|융자|공급|보증|투입|편성|들여|마련|푼다|풉|푸는|쓴다|씁|쓸)"
    r"|의?예산(?:으로|을|안에서))(?!당)"
)


def budget(places: Sequence[Place]) -> Quantity | None:
    """The first sum that a label names as the call's total, else the first told as one."""
    able = [p for p in places if _may_be_total(p)]
    for fits in (_is_labelled_total, _is_told_total, _is_sum_of_budgets):
        for found in able:
            if fits(found):
                return found.quantity
    return None


def _may_be_total(place: Place) -> bool:
    quantity, before, after = place.quantity, place.before, place.after
    if quantity.kind != "money" or _ARROW.match(after) or "예시" in place.line:
        return False
    least = _LEAST_BUDGET if quantity.unit == "KRW" else _LEAST_FOREIGN
    if quantity.bound == "range" or top(quantity) < least:
        return False
    per_head = re.match(r"\)?/?(?:기업|업체|과제|팀|개사|1인|인)?당|/년|씩|이상|초과", after)
    return per_head is None and re.search(r"[×xX*]$", before) is None


def _is_told_total(place: Place) -> bool:
    """`총 12억 원을 지원`, `260억 원 규모로`: nothing per head on its line."""
    before, after = place.before, place.after
    if not _BUDGET_AFTER.match(after) or re.search(r"(?<![해담])당|합계|최대", place.line):
        return False
    whole = re.search(r"총|모두|전체|예산|올해|규모", before[-12:])
    sure = re.match(r"규모로?(?:지원|융자|공급|보증|투입|편성)|의?예산|을?투입", after)
    return whole is not None or sure is not None


def _is_labelled_total(place: Place) -> bool:
    if place.before.lstrip("-○ㅇ·*◦").startswith("총") and _BUDGET_UNDER.search(place.before):
        return True
    if _BUDGET_OWN.search(place.before):
        return "자부담" not in place.after
    if _BUDGET_BESIDE.search(place.before):
        return True
    label = _BUDGET_LABEL.match(place.before)
    if label is None:
        return _heads_budget(place)
    between, named = label["between"], label["named"]
    if _BUDGET_BETWEEN.search(between) or re.search(r"최대|이하", place.quote):
        return False
    if named.startswith(("총사업비", "총연구비")) and named[4:5] not in (":", "：", ")"):
        return False
    return re.search(r"\d[조억천백만]*원", between) is None or "→" in between


def _heads_budget(place: Place) -> bool:
    """A cell behind the head 지원예산, 사업예산 or 총사업비 of its row, with nothing else in it."""
    heads = re.fullmatch(r"[\W]*(?:총|지원|사업|소요)(?:사업)?(?:예산|규모|사업비)[\W]*", place.row)
    alone = place.before in ("", "총", "약", "금", "총약") or _BUDGET_UNDER.search(place.before)
    return bool(heads) and bool(alone) and "당" not in place.column


def _is_sum_of_budgets(place: Place) -> bool:
    """The row of sums under a head that calls its figures the programme's money."""
    return (
        _SUM_ROW.match(place.row) is not None
        and re.search(r"예산|사업비|지원규모|국비|금액", place.column) is not None
        and re.search(r"당|별|최대|한도", place.column) is None
    )


_SUM_ROW = re.compile(r"^[\W]*(?:합계|총계|계|전체|총)[\W]*$")
