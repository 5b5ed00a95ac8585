"""업력, 예비창업자 and the age of the representative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from majungmul.terms import All, Has, Range, Rule, Unread
from majungmul.terms import Any as AnyOf

from .hits import BOUND, Clause, Hit, as_of, ranged

# 7년 이내 · 7년(신산업 10년) 이내 · 6개월 이상
_N = (
    r"(?P<n>\d{1,2})\s?(?P<u>년|개월)\s?(?:간)?\*{0,3}\s?"
    r"(?:\(\s?['’‘`]?\d{2,4}\s?[.년\-][^()]{0,30}\)\s?)?"
    r"(?:\(\s?(?P<who>[^()\d]{2,24}?)\s?(?P<n3>\d{1,2})\s?년(?:\s?이내)?\s?\)\s?)?"
    rf"(?P<b>{BOUND})"
)
# … 3년 이상 7년 이내
_N2 = (
    r"(?:\s?(?:[,~∼～\-]|이고|이며|부터|의|인)?\s?(?P<n2>\d{1,2})\s?(?P<u2>년|개월)\s?"
    rf"(?P<b2>{BOUND}))?"
)
# 3~7년 이내
_SPREAD = (
    r"(?P<low>\d{1,2})\s?(?P<u_low>년|개월)?\s?[~∼～\-]\s?(?P<high>\d{1,2})\s?년(?:\s?차)?\s?"
    r"(?P<b>이내|이하|미\s?만|이상|사이)?"
)
# the day the bound comes to: (2019. 4. 21. 이후), (공고일 기준)
_DATE = (
    r"(?:\s?\((?:[^()\d]{0,10}(?:['’‘`]\s?\d{2}|\d{4})\s?[.년\-][^()]{0,40}"
    r"|[^()\d]{0,14}기준[^()\d]{0,6})\))?"
)
_BEFORE = (
    r"(?:사업을?\s?(?:시작|개시)한\s?(?:지|뒤)|(?:문|가게|점포|공방)[을를]?\s?연\s?지|(?:조직|회사|법인|기업)[을를]?\s?"
    r"(?:꾸린|세운|만든|설립한)\s?(?:지|뒤)|사업자\s?등록을?\s?(?:한\s?지|하고)|(?:창업|설립|개업)(?:한\s?(?:지|뒤)|하고)|업\s?력|창업|설립|개업|사업\s?개시|법인\s?설립(?:\s?등기)?|업체\s?설립|사업자\s?등록|기업\s?설립)"
    r"\s?(?:일|연도)?\s?(?:[이가은는을]\s|후|한\s?지|로부터|부터|기간|년수|경과){0,2}\s?(?:이|가)?"
    r"\s?[:：~∼～]?\s?(?:만\s?)?"
)
_KIND = (
    r"(?:국내|초기|\(초기\)|\(예비\)|재(?=창업)|기|기술|유망|혁신|스타트업|벤처|중소|중견|기술기반|기술\s?기반의?|지역|우수"
    r"|AI|ICT|SW|딥테크|예비|청년|여성|로컬|(?:콘텐츠|관광|바이오|의료|헬스케어|농식품|식품|게임|문화|환경|에너지|핀테크"
    r"|로봇|반도체|디지털|제조|뷰티|패션|디자인)(?:\s?(?:분야|산업|관련|기술))?)[·ㆍ⋅․∙⸱\s]{0,2}"
)
_AFTER = (
    r"\*{0,3}(?:\s?(?:인|의|된|에\s?해당하는|경과한?|지난|\)))?\s?"
    rf"(?=(?:{_KIND}){{0,3}}(?:창\s?업\s?기업|창업\s?자|창업\s?가|창업\s?팀|창업\s?초기|스타트업|기업"
    r"|법인|벤처|소상공인|사업자(?!\s?등록)|기창업|업체|중소기업))"
)
# the noun itself says nothing more than the years before it
_NOUN = (
    r"(?:(?:\s?(?:인|의|된))?\s?(?:기\s?창업\s?자|창업\s?(?:기업|자|가|팀)|스타트업)"
    r"(?![가-힣]{2}))?"
)
_YEARS = (
    # 초기 창업자(5년 미만, 공고일 기준)
    re.compile(
        r"(?:초기\s?)?(?:창업\s?(?:기업|자|가|팀)|스타트업)\s?\((?:[^()\d]{0,16}?)(?:만\s?)?"
        + _N
        + _N2
        + r"[^()\d]{0,16}\)"
    ),
    re.compile(_BEFORE + _N + _N2 + _DATE + _NOUN),
    re.compile(_BEFORE + _SPREAD + _NOUN),
    # 3년 이내 설립한, 5년 이내 창업
    re.compile(
        _N + _N2 + r"\s?(?:에\s)?(?:설립|창업|개업)(?:한|된)?(?=$|[,)]|\s(?!예정|계획|희망|목표))"
    ),
    re.compile(r"(?:만\s?)?" + _N + _N2 + _DATE + _AFTER + _NOUN),
    re.compile(_SPREAD + _AFTER + _NOUN),
)
_RUNNING = re.compile(
    r"(?:(?P<verb>영업|가동|운영|사업|경영)(?:을|를)?\s?(?:한|개시한|시작한|영위한)\s?지\s?(?:만\s?)?"
    + _N
    + r"|(?P<n4>\d{1,2})\s?(?P<u4>년|개월)\s?(?:간)?\s?(?P<b4>이상|초과|넘게)\s?"
    r"(?:계속(?:하여|해서)?\s?"
    r"|정상(?:적으로)?\s?"
    r"|지속(?:적으로)?\s?|사업을\s?|공장을\s?|점포를\s?|업체를\s?)?(?:가동|영업|영위|운영(?=된)|활동(?=[한해])|(?<=을\s)운영|(?<=를\s)운영)"
    r"(?:\s?(?:중|하고\s?있는|한|된|하는|해\s?온|중인))?)"
)
# behind 업력 : the years alone
_LABELLED = re.compile(r"\s*[:：]?\s?(?:만\s?)?" + _N + _N2 + _DATE + _NOUN)
_LABELLED_SPREAD = re.compile(r"\s*[:：]?\s?(?:만\s?)?" + _SPREAD + _NOUN)
_TOPIC = re.compile(r"업\s?력|창업|설립|개업")
_BARE = 4  # from this pattern on which nothing says what the years are of
# a wider bound for some, in brackets: (단, 신산업 분야는 10년 이내)
WIDER = re.compile(
    r"\s?\(\s?(?:단\s?[,，]?\s|※\s?)?(?P<who>[^()\d]{2,30}?)\s?(?P<n3>\d{1,2})\s?년\s?"
    r"(?:이내|까지|이하|미만)?[^()\d]{0,12}\)"
)
# what else may be so many years old or past
_OTHER_YEARS = re.compile(
    r"(?:최근|지난|과거|직전|향후|졸업|수료|퇴직|퇴사|전역|제대|폐업|종료|선정|수혜|이전|경력|근무"
    r"|거주|취득|등록|발급|협약|운영|기간|보유|재창업|입주|계약|이후)[^,.·\n]{0,8}$"
)
# … 후 1개월 이내 전입: by when something is to be done
_DUE = re.compile(
    r"\s?(?:에\s)?[^,.\n]{0,20}?(?:전입|이전|제출|이행|신고|등록|설립|입주|확보|완료|개시)"
)
# 5년 이상 중소기업을 경영한: years of somebody's work, not of a firm
_OWNED = re.compile(
    r"\s?(?:[가-힣]{0,6}\s?)?기업\s?(?:[을를](?!\s(?:위|대상|모집|찾|모[시십]|선발|뽑))|에서|에\s(?!한|주어))"
)
_PAST = re.compile(r"(?:이전\s전|재직|근무|경력|종전|기존|업력)[^,.]{0,10}$")
_PRE = re.compile(
    r"\(\s?예\s?비\s?\)\s?(?:(?:청년|여성|시니어|중장년|로컬|기술)\s?)?(?=창업)(?P<both>창업\s?(?:자|기업|가|팀))"
    r"|예\s?비\s?(?:초기|재)?창\s?업\s?(?:자|가|팀|인|기업|희망자)?(?:\s?\(팀\))?"
    r"(?!\s?[자가팀인]?\s?(?:발굴|육성|양성|패키지|아카데미|캠프))"  # so is a programme called
    r"|예비(?=\s?(?:[·ㆍ⋅․∙⸱,/]|및|또는|와)\s?(?:초기|(?:기|재)?\s?창업))"
    r"|창업\s?예정자|창업\s?전(?:이거나|인\s?(?:자|사람|개인))|예비(?=\s?(?:또는|및|·|ㆍ)\s?\d)"
    r"|창업(?:을|를)?\s?준비(?:하고\s?있(?=거나)|\s?중이(?=거나))"
    r"|창업(?:을|를)?\s?(?:준비(?:\s?중인|하는|하고\s?있는)|하려는|하고자\s?하는)\s"
    r"(?:사람|자(?![가-힣])|분|청년|개인|팀|대학생|시민|주민)"
    r"|사업자\s?등록(?:증)?\s?(?:을|이)?\s?미\s?(?:보유|등록)\s?(?:자|인)?"
    r"|(?:사업자\s?(?:\([^()\n]{0,12}\)\s?)?등록(?:증)?|사업자)\s?(?:을|이|를)?\s?(?:하지\s?않은|없는|없어야\s?(?:하고|하며|한다|함|합니다)?|미등록)\s?"
    r"(?:개인|자|예비\s?창업자|사람)?"
)
# 39세 이하인 자(1987년 이후 출생)
_BORN = (
    r"(?:\s?인\s?(?:자|사람|분|청년|개인|시민|도민)\s?\([^()\d]{0,6}\d{2,4}\s?[.년][^()]{0,32}"
    rf"(?:출생|태어난)[^()]{{0,6}}\)|{_DATE})"
)
_AGE = (
    re.compile(
        r"(?:만\s?)?(?P<low>\d{2})\s?세?\s?(?:이상)?\s?(?:[~∼～\-]|부터|에서|이고|,|의)?\s?(?:만\s?)?"
        r"(?P<high>\d{2})\s?세\s?(?P<b>이하|미\s?만|까지|이내)?(?!\s?이상)" + _BORN
    ),
    re.compile(rf"(?:만\s?)?(?P<n>\d{{2}})\s?세\s?(?P<b>{BOUND})" + _BORN),
)
# 예비창업자(공고일 현재 사업자등록을 하지 않은 자): what the word means
_NO_FIRM_YET = re.compile(
    r"\s?\((?=[^\n]{0,60}(?:등록|설립|창업))(?:[^()\n]|\([^()\n]{0,20}\)){4,80}?"
    r"(?:않은|않는|없는|미등록|미보유|아니한)\s?(?:자|사람|개인|분|상태)?\s?\)"
)
_MINOR = re.compile(r"미성년자(?:\s?\(만?\s?19세\s?미만\))?(?![가-힣]*\s?자녀)")
_OF_OTHERS = re.compile(
    r"근로자|직원|채용|피보험자|구직|자녀|아동|교육생|훈련생|재직자|참여자|노동자|인턴|고용"
    r"|신규\s?입사|종업원|취업|고령자|구성원|팀원|뽑|정규직|계약직|청년(?:들)?[을를]|인력[을를이]"
)
_FIELD = "business_age_years"


def business_age(clause: Clause) -> Iterator[Hit]:
    """업력 7년 이내, 창업 3년 이상 7년 미만, 7년(신산업 10년) 이내 …: `business_age_years`."""
    text = clause.text
    if _TOPIC.search(clause.topic):
        for pattern in (_LABELLED, _LABELLED_SPREAD):
            match = pattern.match(text, clause.start, clause.end)
            own = _age_rule(clause, match, match.end()) if match else None
            if match and own:
                yield Hit(match.start(), match.end(), own, weight=2)
    for index, pattern in enumerate(_YEARS):
        for match in pattern.finditer(text, clause.start, clause.end):
            before = max(clause.start, match.start() - 14)
            if index >= _BARE and _OTHER_YEARS.search(text, before, match.start()):
                continue
            if _OWNED.match(text, match.end(), clause.end):
                continue
            if match.groupdict().get("u") == "개월" and _DUE.match(text, match.end(), clause.end):
                continue
            end = match.end() - (len(match[0]) - len(match[0].rstrip()))
            own = _age_rule(clause, match, end)
            if own is None:
                continue
            rule: Rule = own
            wider = WIDER.match(text, end, clause.end)
            found = (match.groupdict().get("n3") and match) or wider
            if found and own.max is not None:
                end = wider.end() if found is wider and wider else end
                rule = _with_wider(clause, own, found)
            yield Hit(match.start(), end, rule, weight=2)


def running(clause: Clause) -> Iterator[Hit]:
    """2년 이상 정상 가동, 영업한 지 1년 이상: as old as that at least."""
    for match in _RUNNING.finditer(clause.text, clause.start, clause.end):
        number, unit, word = (
            (match["n4"], match["u4"], match["b4"])
            if match["n4"]
            else (match["n"], match["u"], match["b"])
        )
        span = clause.span(match.start(), match.end())
        rule = ranged(_FIELD, (_years(number, unit), word), None, clause.as_of, span)
        if rule is not None and not _PAST.search(
            clause.text, max(clause.start, match.start() - 14), match.start()
        ):
            yield Hit(span.start, span.end, rule, weight=2)


def _with_wider(clause: Clause, rule: Range, found: re.Match[str]) -> Rule:
    """Either the common bound, or the wider one for those whom the brackets name."""
    span = clause.span(found.start("who"), found.end("n3") + 1)
    limit = Range(_FIELD, max=Decimal(found["n3"]), as_of=rule.as_of, span=span)
    who = clause.span(*found.span("who"))
    return AnyOf((rule, All((limit, Unread(who.quote, who)))))


def _age_rule(clause: Clause, match: re.Match[str], end: int) -> Range | None:
    span = clause.span(match.start(), end)
    day = as_of(clause.text, match.start(), end) or clause.as_of
    groups = match.groupdict()
    if "low" in groups:
        low, high = _years(groups["low"], groups["u_low"] or "년"), Decimal(groups["high"])
        if low >= high or groups["b"] == "이상":
            return None
        reached = groups["b"] is None or "미" not in groups["b"]
        return Range(_FIELD, low, high, True, reached, day, span)
    first = (_years(groups["n"], groups["u"]), groups["b"])
    second = (_years(groups["n2"], groups["u2"]), groups["b2"]) if groups["n2"] else None
    return ranged(_FIELD, first, second, day, span)


def _years(number: str, unit: str) -> Decimal:
    return Decimal(number) if unit == "년" else Decimal(number) / 12


def pre_founder(clause: Clause) -> Iterator[Hit]:
    """예비창업자: people who have not founded yet."""
    for match in _PRE.finditer(clause.text, clause.start, clause.end):
        told = _NO_FIRM_YET.match(clause.text, match.end(), clause.end)
        span = clause.span(match.start(), told.end() if told else match.end())
        rule: Rule = Has("pre_founder", ("yes",), span)
        if match["both"]:
            # (예비)창업자 is a pre-founder or a founder; how long ago is said elsewhere or nowhere
            founder = clause.span(match.start("both"), match.end("both"))
            rule = AnyOf((rule, Unread(founder.quote, founder)))
        yield Hit(span.start, span.end, rule, head=True)


def ceo_age(clause: Clause) -> Iterator[Hit]:
    """만 39세 이하, 18세 이상 45세 이하 of whoever applies or represents the firm."""
    for match in _MINOR.finditer(clause.text, clause.start, clause.end):
        minor = Range(
            "ceo_age", max=Decimal(19), max_inclusive=False, span=clause.span(*match.span())
        )
        yield Hit(match.start(), match.end(), minor, head=True, weight=3)
    if clause.text.find("세", clause.start, clause.end) < 0:
        return
    for index, pattern in enumerate(_AGE):
        for match in pattern.finditer(clause.text, clause.start, clause.end):
            end = match.end() - (len(match[0]) - len(match[0].rstrip()))
            if _of_others(clause, match.start(), end):
                continue
            span = clause.span(match.start(), end)
            day = as_of(clause.text, match.start(), end) or clause.as_of
            rule: Range | None
            if index == 0:
                low, high = Decimal(match["low"]), Decimal(match["high"])
                reached = "미" not in (match["b"] or "")
                rule = Range("ceo_age", low, high, True, reached, day, span) if low < high else None
            else:
                rule = ranged("ceo_age", (Decimal(match["n"]), match["b"]), None, day, span)
            if rule is not None:
                yield Hit(match.start(), end, rule, weight=2 - index)


_PART_ENDS = re.compile(r"(?:이고|이며|으로서|로서)[\s,]")


def _of_others(clause: Clause, start: int, end: int) -> bool:
    """Whether the part of the clause in which an age stands is about staff or pupils."""
    left, right = clause.start, clause.end
    for part in _PART_ENDS.finditer(clause.text, clause.start, clause.end):
        if part.end() <= start:
            left = part.end()
        elif part.start() >= end:
            right = part.start()
            break
    return _OF_OTHERS.search(clause.text, left, right) is not None
