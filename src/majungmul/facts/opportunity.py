"""Text of a call → its summary: until when, how much at most, how many, each with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from majungmul.terms import Money, Opportunity, Period, Quantity, Span

from .rule import HasText
from .sections import notice_end, sections

_CALL_TITLE = re.compile(
    r"공고|모집|공모|신청\s?안내|참가\s?안내|접수\s?안내|지원\s?계획|시행\s?계획|경진\s?대회"
    r"|참여\s?안내"
)
_SURE_TITLE = re.compile(
    r"(?:모집|공모|지원|시행|신청|사업|재)\s?(?:\S{0,6}\s)?(?:계획\s?)?(?:수정\s?|변경\s?"
    r"|연장\s?|통합\s?|재)?공고"
)
_NO_CALL_TITLE = re.compile(
    r"(?:선정|심사|평가|접수|공모|모집)\s?결과|결과\s?(?:발표|공고|안내)|합격자|당첨자|낙찰"
    r"|개찰|보도\s?자료|선정\s?(?:기업|과제)\s?(?:발표|명단|공고)|성과\s?(?:보고|공유)"
)
_CALL_TEXT = re.compile(
    r"(?:신청|접수|모집|공모|지원|참가|참여|응모)\s?(?:서\s?)?(?:·접수|및\s?접수)?\s?(?:기간"
    r"|기한|마감|일정|방법|자격|대상|서류|절차|요건)|공고\s?합니다|공고하오니|모집\s?합니다"
    r"|모집하오니"
)
_PRESS = re.compile(
    r"무단\s?전재|재배포\s?금지|저작권자\s?[ⓒ©(]|[가-힣]{2,4}\s?기자\s?(?:=|[a-z\w.]+@)|ⓒ"
)


def is_call(document: HasText) -> bool:
    """Whether the text invites applications. Press articles and announced results do not."""
    text = document.text
    title = document.title or text[:200]
    if _NO_CALL_TITLE.search(title):
        return False
    head = text[:20_000]
    if _PRESS.search(head) or _PRESS.search(text[-3000:]):
        return False
    if _SURE_TITLE.search(title):
        return True
    cues = {match[0].replace(" ", "") for match in _CALL_TEXT.finditer(head)}
    named = _CALL_TITLE.search(title) is not None or _CALL_TITLE.search(text[:600]) is not None
    return bool(cues) if named else len(cues) >= 3


def opportunity(
    document: HasText,
    published: date | None = None,
    quantities: Sequence[Quantity] = (),
    periods: Sequence[Period] = (),
) -> Opportunity | None:
    """The summary of a call from what was already read of its text; None when it is no call.

    Every filled field has its span in `spans`. Sums are as printed: never multiplied by months,
    never a programme's total, an example or an amount that the text says was replaced.
    """
    if not is_call(document):
        return None
    text = document.text
    end = notice_end(text)
    inside = [q for q in quantities if q.span.end <= end]
    spans: dict[str, Span] = {}
    period = _application(text, [p for p in periods if p.span.start < end])
    period = period or _application(text, periods)
    opens = closes = time = None
    if period is not None:
        opens = period.start.date() if period.start else None
        closes = period.end.date() if period.end else None
        if period.end and "시각" not in period.note and "hour" not in period.note:
            time = period.end.strftime("%H:%M")
        for name, value in (("opens", opens), ("closes", closes), ("closes_time", time)):
            if value is not None:
                spans[name] = period.span
        spans["end_kind"] = period.span
    asked = [(s.start, s.lines[-1].end) for s in sections(text) if s.role in _ASKING and s.lines]
    given = [q for q in inside if not any(a <= q.span.start < b for a, b in asked)]
    award = _largest(given, text, _is_award)
    budget = _first(inside, text, _is_budget)
    rate = _largest(inside, text, _is_rate)
    count = _first(inside, text, _is_count) or _first(inside, text, _is_count_besides)
    found = {
        "award_max": award,
        "total_budget": budget,
        "support_rate_max": rate,
        "selected_count": count,
    }
    for name, quantity in found.items():
        if quantity is not None:
            spans[name] = quantity.span
    return Opportunity(
        title=document.title,
        opens=opens,
        closes=closes,
        closes_time=time,
        end_kind=period.end_kind if period else None,
        award_max=_money(award),
        support_rate_max=_top(rate) if rate else None,
        selected_count=int(_top(count)) if count else None,
        total_budget=_money(budget),
        spans=spans,
    )


def _top(quantity: Quantity) -> Decimal:
    return quantity.upper if quantity.upper is not None else quantity.value


def _money(quantity: Quantity | None) -> Money | None:
    return Money(_top(quantity), quantity.unit) if quantity else None


def _application(text: str, periods: Iterable[Period]) -> Period | None:
    """The application period in force.

    One that a label names (접수기간 before 모집기간 before 공모기간) comes before one that only
    looks like it, and a changed or extended one before the original.
    """
    ranked = [(_rank(text, p), i, p) for i, p in enumerate(periods) if p.role == "application"]
    sure = [entry for entry in ranked if entry[0] < _UNNAMED]
    if sure:
        return min(sure)[2]
    asked = (p for _, _, p in ranked if _is_window(text, p) and _is_asked(text, p))
    # A heading or the head of a column further up may have told that this is when to apply.
    told = (p for _, _, p in ranked if p.start and p.end and "일 미상" not in p.note)
    return next(asked, None) or next((p for p in told if _is_window(text, p)), None)


def _rank(text: str, period: Period) -> int:
    before = text[max(0, period.span.start - 48) : period.span.start]
    if _CHANGED.search(before):
        return 0
    for rank, pattern in enumerate(_PERIOD_LABELS, start=1):
        if pattern.search(before):
            return rank if period.end or period.end_kind != "date" else rank + _HALF
    return _UNNAMED


def _is_asked(text: str, period: Period) -> bool:
    """Whether the same line speaks of applying before it names the period."""
    line = text[text.rfind("\n", 0, period.span.start) + 1 : period.span.start][-60:]
    return re.search(r"신청|접수|모집|공모|응모|제출", line) is not None


def _is_window(text: str, period: Period) -> bool:
    """Not a day that merely stands there, such as the date of a signature."""
    if period.end_kind != "date" or (
        period.start and period.end and period.start.date() != period.end.date()
    ):
        return True
    return re.match(r".{0,6}(?:까지|마감)", text[period.span.end :][:12]) is not None


def _around(quantity: Quantity, text: str) -> tuple[str, str]:
    """The words of the same line before and after a quantity, at most 60 and 30 characters."""
    start, end = quantity.span.start, quantity.span.end
    before = text[max(0, start - 60) : start]
    after = text[end : end + 30]
    return re.split(r"\n|<br", before)[-1], re.split(r"\n|<br", after)[0]


_ASKING = ("eligibility", "exclusion", "preference")
_UNNAMED, _HALF = 20, 10
_JOINT = r"(?:\s?[·ㆍ‧/,및]{1,2}\s?(?:신청|접수|제출|모집|마감))?"
_TIME = r"\s?(?:기간|기한|마감일?|일정|일시|시작|마감|일자)"
_BEHIND = r"\s?[)\]】>}]?\s?(?:\([^()\n]{0,14}\)\s?)?[:：|]?(?:[\s|*#○◦□\-:：(<>'’‘`]|<br>){0,14}$"
_PERIOD_LABELS = (
    re.compile(rf"(?:신\s?청|접\s?수|제\s?출)\s?(?:서|서류)?{_JOINT}{_TIME}{_BEHIND}"),
    re.compile(rf"(?:모\s?집|응모|참가|참여){_JOINT}{_TIME}{_BEHIND}"),
    re.compile(rf"(?:공모|공고){_JOINT}{_TIME}{_BEHIND}"),
    re.compile(r"(?:신청|접수)[ \t:：|(]{0,6}\Z"),
)
_CHANGED = re.compile(
    r"(?:(?:연장|변경)\s?(?:된|후|접수|신청|공고|기간)[^\n]{0,12}|[→⇒➡]|(?:연장"
    r"|변경)\s?[:：])\s?[^\n\d]{0,8}$"
)

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
    r"(?:총\s?(?:사업비|예산|규모|지원금?|액)|예산|사업\s?규모|지원\s?규모|융자\s?규모"
    r"|모집\s?규모|연간\s?총)[^\n]{0,10}$"
)
_NO_AWARD_AFTER = re.compile(
    r"^\s?(?:이상|초과|미만|이하|\(?자부담|→|⇒|->|매출|규모|씩\s?납부|[~∼]\s?\d|(?:을"
    r"|를)?\s?(?:신청|지원)할?\s?(?:시|경우))"
)
_ARROW = re.compile(r"^\s?\)?\s?(?:→|⇒|➡|->|☞)")
_BUDGET = re.compile(
    r"(?:총\s?)?(?:사업\s?예산|예산\s?(?:액|규모)?|사업\s?규모|지원\s?규모|융자\s?규모"
    r"|대출\s?규모|공급\s?규모|보증\s?규모"
    r"|총\s?사업비|총\s?지원금?|총\s?규모|재원|사업비|펀드\s?규모"
    r"|결성\s?규모)\s?[)\]」】|]?\s?[:：|]?\s?"
    r"(?:\([^)]{0,14}\)\s?)?(?:[’'‘]?\d{2,4}년\s?(?:도)?\s?)?(?:총|약|금|국비)?\s?$"
)
_RATE_BEFORE = re.compile(
    r"(?:사업비|비용|지원금|보조금?|보조율|지원율|지원\s?비율|지원\s?비중|국비|정부\s?지원"
    r"|임차료|물류비|보험료|구입비|구매비"
    r"|항공료|참가비|개발비|출연금|금액|공급가액|부스비|소요\s?금액|소요액|이자|경비)[^.\n]{0,24}$"
)
_RATE_AFTER = re.compile(
    r"^\s?\)?\s?(?:이내|이하|까지|한도|범위)?\s?(?:에서|를|을|의|로"
    r"|,)?\s?[^.\n%\d]{0,12}?(?:지원|보조|환급|감면|이내|이하|까지|한도)"
)
_NO_RATE = re.compile(
    r"가점|가산|금리|이율|자부담|부담률|민간\s?부담|기업\s?부담|감점|부가세|지분|매출|증가"
    r"|감소|비중|환수|보증\s?비율|합격|평점"
    r"|평가|점수|현금|현물|간접비|지체|참여율|전업률|자본|부채|이차|연\s?$|증액|감액|인건비"
    r"|할인|운영비|선금|이상"
)
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


def _is_award(quantity: Quantity, before: str, after: str) -> bool:
    if quantity.kind != "money" or _NO_AWARD.search(before[-16:]) or _NO_AWARD_AFTER.match(after):
        return False
    if _TOTAL.search(before) or _BUDGET.search(before) or "예시" in before:
        return False
    printed = quantity.span.quote
    limited = _UPPER.match(after) is not None or re.search(r"최대|이내|한도", printed) is not None
    return (limited and "이하" not in printed) or _PER_HEAD.search(before) is not None


_PER_HEAD = re.compile(_EACH.pattern + r"[^\n]{0,8}$")


def _is_budget(quantity: Quantity, before: str, after: str) -> bool:
    if quantity.kind != "money" or _ARROW.match(after) or re.search(r"당\s?$", before):
        return False
    return _BUDGET.search(before) is not None and "예시" not in before


def _is_rate(quantity: Quantity, before: str, after: str) -> bool:
    if quantity.kind != "percent" or not 0 < _top(quantity) <= 100 or _NO_RATE.search(before[-20:]):
        return False
    if re.match(r"\s?(?:이상|초과|미만|수준|할인)|\s?\(?자부담", after):
        return False
    return bool(_RATE_AFTER.match(after) and (_RATE_BEFORE.search(before) or "지원" in after[:14]))


def _is_count(quantity: Quantity, before: str, after: str) -> bool:
    return _counts(quantity, before) and _COUNT_LABEL.search(before) is not None


def _is_count_besides(quantity: Quantity, before: str, after: str) -> bool:
    return _counts(quantity, before) and _COUNT_AFTER.match(after) is not None


def _counts(quantity: Quantity, before: str) -> bool:
    fits = quantity.kind == "count" and quantity.unit in _COUNT_UNITS
    return fits and quantity.bound != "at_least" and _NO_COUNT.search(before) is None


def _largest(quantities: Iterable[Quantity], text: str, fits: object) -> Quantity | None:
    assert callable(fits)
    found = [q for q in quantities if fits(q, *_around(q, text))]
    return max(found, key=_top, default=None)


def _first(quantities: Iterable[Quantity], text: str, fits: object) -> Quantity | None:
    assert callable(fits)
    return next((q for q in quantities if fits(q, *_around(q, text))), None)
