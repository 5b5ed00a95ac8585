"""Where the applicant must be: names of provinces and cities, 도내, 관내, 수도권, 전국."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from majungmul.reference import regions
from majungmul.terms import All, InSet, Not, Unread
from majungmul.terms.rules import Any as AnyOf
from majungmul.terms.rules import Basis, Rule

from .asides import PROMISE
from .hits import Clause, Hit
from .place_names import name_at, name_list, names_before
from .trees import all_of

_WORD = re.compile(r"[가-힣]{2,}")
_HEAD = (
    r"본\s?사|본\s?점|주된\s?사무소|주\s?사무소|법인\s?(?:소재지"
    r"|등기부?(?:등본)?\s?상?\s?(?:소재지|주소지|본점)?)"
)
_SITE = (
    r"(?:(?:생산|제조|가공|주된|주(?=\s)|실증|시험|작업|물류|연구|실제)\s?)?"
    r"(?:사업장|공\s?장(?!\s?등록)|지\s?점|지\s?사|(?:기업\s?부설\s?)?연구소|시설|영업장|영업소|점포|매장|가게|공방|창고|작업장"
    r"|사무소|사무실)"
)
_PAPER = r"사업자\s?등록(?:증)?\s?(?:상)?\s?(?:의)?\s?(?:소재지|주소지?|사업장)?|소재지|주소지?"
_PLACE = rf"(?:{_HEAD}|{_SITE}|{_PAPER})(?:\s?\([^)]{{0,24}}\))?"
_LIST = (
    rf"(?P<basis>{_PLACE}(?:\s?(?:[,·ㆍ⋅․∙⸱‧･・/]|또는|및|이나|나|혹은|와|과|이?거나)\s?(?:{_PLACE}"
    rf"|기업|기술연구소|등)){{0,5}})"
)
_IN = (
    r"\s?(?:지역(?:\s?내)?|관내|도내|시내|군내|구내|권역|권|전역|일원|관할(?:\s?지역)?|지자체"
    r"|內|안|내)?"
)
# 대구(본사 기준) 소재
_AHEAD = rf"(?:\s?\((?P<ahead>{_PLACE})\s?(?:기준|소재)?\)(?=\s))?"
_ONE_OF = r"(?:중|가운데)\s?(?:에서\s)?(?:어느\s)?(?:한|1|하나의?)"
_VERB = (
    r"(?:소재(?:지)?|위치|두고|두었거나|두거나|있거나|있으며|두며|둔|보유|운영|영위|등록|있는|있고|인\s|하고\s?있는|경영|영업|입주"
    r"|활동|설립|가진|갖고|갖춘|이어야|에\s?한|유지|자리\s?(?:잡|한)|뿌리를\s?[둔내]|터를\s?[둔잡])"
)
_AFTER = re.compile(
    _IN
    + _AHEAD
    + rf"(?:\s?{_ONE_OF}\s?(?:곳|개|지역|시[·ㆍ⋅․∙⸱]?군)?(?:\s?이상)?)?"
    + r"(?P<josa>\s?(?:에서|으로|로(?=\s)|(?:에|의|을|를|이|가)(?=\s|$|[^가-힣]|본|주|사업|공장"
    r"|지[점사]|연구|소재|위치|있|둔)))?\s?"
    + r"(?P<since>(?:만\s?)?\d{1,2}\s?(?:년|개월)\s?(?:간\s?)?(?:이상|넘게)\s"
    + rf"(?=사업자\s?등록|{_PLACE}\s?[을를이]))?"
    + rf"(?:(?:사업자\s?등록(?:증)?\s?(?:상)?|주민등록"
    rf"|실제)?\s?{_LIST}\s?(?:등(?!록))?\s?(?:{_ONE_OF}\s?(?:개|곳)?\s?(?:이상)?)?"
    rf"\s?(?:을|를|이|가|로|으로|의)?)?\s?"
    + rf"(?P<verb>(?!\S{{2,4}}\s지\s)(?:모두\s)?(?:{_VERB})"
    + r"(?:하고\s?있는|하고|하며|하여|하는|한|된|되어\s?있는|되어\s?있고"
    r"|중인|고\s?있는|지가|를|을|의|로|인)?)?"
    + rf"(?:\s?\((?P<inside>(?:{_PLACE})(?:\s?(?:[,·ㆍ⋅․∙⸱‧･・/]|또는|및|이나|혹은"
    rf"|등)\s?(?:{_PLACE})?){{0,6}})\s?(?:기준|소재)?\))?"
    + rf"(?:(?<=소재)\s?(?P<own>{_PLACE}(?:\s?(?:[,·ㆍ⋅․∙⸱‧･・/]|또는|및|이나"
    rf"|혹은)\s?{_PLACE}){{0,4}})\s?(?:을|를|이|가)?\s?(?:{_VERB})?(?:한|하는|는"
    rf"|하고\s?있는)?)?"
    + r"(?:\s?(?P<who>(?:수출|창업(?!할|하려|하고자)|중소|중견|소상공|스타트업|벤처"
    r"|기업(?!\s?(?:지원|홍보|유치|정보))|예비|제조|소기업|초기|도시형|소공인|사회적|여성|업체|법인|개인|콘텐츠|청년|소재\s?기업|농업|뿌리|식품|관광|바이오|ICT|SW|AI)))?"
)
_BEFORE = re.compile(
    rf"{_LIST}\s?(?:{_ONE_OF}\s?(?:개|곳)?\s?(?:이상)?)?\s?(?:모두)?\s?(?:이|가|은|는|을|를"
    rf"|의|상)?\s?(?:(?:모두|다|전부)\s)?(?:주소지?|소재지)?\s?(?:이|가|은|는|을|를)?\s?[:：]?\s?$"
)
_RESIDENT = re.compile(
    r"\s?(?:지역|관내|도내|내)?\s?(?:에|에서|의)?\s?(?:(?P<lives>(?:주민\s?등록(?:상)?\s?(?:주소)?(?:지)?(?:을|를|이|가)?\s?"
    r"(?:두고\s?있는|둔|두고|되어\s?있(?:는|고|으며|을|어야)|된|한|있는)|거주(?:하는|하고\s?있는|하며|\s?중인|자)?|사는(?=\s)|살고\s?있는|살(?=거나)|(?:살고|거주하고|주민\s?등록이\s?되어)\s?있(?=거나)"
    r"|주소(?:지)?(?:를|가)\s?(?:두고\s?있는|둔|있는)(?=\s?(?:자|사람|시민|도민|청년|개인|예비))))"
    r"|주민\s?등록|출신|졸업|재학)"
)
# 전남에 살거나 사업장을 둔: there, in one way or the other
_OR_SITED = re.compile(
    rf"거나,?\s{_PLACE}\s?[을를이가]\s?{_VERB}(?:하고\s?있는|하는|한|고\s?있는)?(?=\s|$)"
)
# whose home is not where the firm stands
_FIRMS = re.compile(
    r"기업|업체|법인|사업장|소상공인|소공인|사업자(?!\s?등록)|대표|재직|근로자|스타트업|단체|대학|옮|이전|전입|예정"
)
_STANDS = re.compile(
    r"\s?(?:에|이어야|이고|이며|이면서|인|로|지역|관내|내|시|광역시|특별자치도)|\s?\)|\s*$"
)
_OTHER_PART = re.compile(r"거나|또는|혹은|,|이고|이며")
_DOMICILE = re.compile(r"거주|주민\s?등록|출신")
# what a label or the head of a column says of the places behind it
_TOPIC = re.compile(r"소\s?재|위\s?치|지\s?역|주\s?소|사업장|본사|본점|공장")
_SCHOOL = re.compile(
    r"\s?(?:하는|한|의)?\s?(?:4년제\s?)?(?:(?:기업|업체|회사|사업장|기관)(?:에\s(?!한|해당|속)|에서\s|의\s?(?:근로자|직원|임직원|재직)|\s?재직)"
    r"|대학(?!\s?[,·ㆍ⋅․∙⸱/])|학교|고등학교|은행|병원|전시"
    r"|금융|창업보육|시설|산업단지|클러스터|전통시장|센터|공공기관\s?이전)"
)
# 서울에서 2년 이상 …, 인천에 공장등록을 한: whoever does so stands there
_THERE = re.compile(
    r"\s?(?:지역\s?)?(?:내\s?)?(?:(?:\s?중\s(?:한|하나의?)\s?곳)?에서\s?(?=(?:만\s?)?\d{1,2}\s?(?:년|개월)\s?(?:간\s?)?(?:이상|넘게))|에\s?(?=공장\s?등록)"
    r"|(?:(?:\s[가-힣]{1,5}[읍면동리구])?(?:\s[가-힣]{2,6})?(?:\s중\s(?:한|하나의?)\s?곳)?)에서\s(?=[^,.\n]{0,26}?[을를]\s(?:하는|하고|해\s온|만들어|운영|영위"
    r"|경영|꾸리|가공|제조|생산|만드는)|(?:사업|영업|장사)(?:을|를)?\s?(?:하는|하고|중)))"
)
# 산업단지 입주기업: who is in it already stands there
_TENANT = re.compile(
    r"\s?[가-힣A-Za-z0-9\s]{0,16}?(?:산업\s?단지|산단|클러스터|특구|단지|밸리|테크노파크|센터|도시|공단)(?:\s?(?:에|내))?\s?"
    r"(?:(?:입주(?:한|하고\s?있는|해\s?있는)?|소재)\s?(?:중소|중견|제조)?\s?(?:기업|업체)"
    r"|(?:(?:사업장|본사|공장)[이을를]?\s?)?소재(?=\s?(?:[가-힣]{2,6}\s?기업|필수|[^가-힣]|$)))"
)
# 원주시에 관광을 온, 충남 소상공인 지원에 관한 조례: where guests go, whose rule it is
_VISITED = re.compile(
    r"\s?(?:에|을|를)\s(?:관광|방문|여행|수학\s?여행)|[가-힣\s]{1,24}에\s관한\s(?:조례|규칙)"
)
_HOME = re.compile(
    r"(?<![가-힣·ㆍ])(?P<word>도내|시내|관내|군내|구내|지역\s?내|지역(?=\s?(?:에\s)?소재)"
    r"|우리\s[시군구도](?=에\s|에서\s|\s(?:안|관내|소재)))(?!\s?(?:외|총)|\s(?:지출|소비|숙박|관광|체류|방문))"
)
_EVERYWHERE = re.compile(
    r"(?:(?:신청\s?|참여\s?|응모\s?)?(?:소재\s?)?지역|소재지|주소지"
    r"|거주지)\s?(?:의\s?)?(?:제한\s?(?:은|이)?\s?(?:없음|없이|없는|無)|무관|불문|관계\s?없이"
    r"|상관\s?없이)"
    r"|(?:업력|업종|규모|연령|나이|매출액?|기업\s?규모)\s?(?:의\s?)?(?:제한\s?(?:은|이)?\s?(?:없음|없이|없는)|무관|불문)"
    r"|(?:업력|업종|규모|연령|나이|매출액?|지역|소재지|성별|학력|전공|국적)[은는을를]?\s?(?:묻|따지|가리|보)지\s?(?:않|아니)[가-힣]{0,3}"
    r"|(?:국내|대한민국)에\s(?:본사|본점|사업장|공장|주\s?사무소|주된\s사무소)[을를이가]?\s?(?:둔|두고\s있는|있는|있고|소재한)"
    r"|전국(?:\s?(?:단위|대상|소재|의(?=\s)|에\s?소재한|에\s?위치한|어디서나"
    r"|지역))?(?:\s?누구나)?|대한민국\s?(?:국민|소재)?(?=\s)|국내\s?(?:소재|거주)?(?:한"
    r"|하는)?(?=\s)"
)
_MOVING = re.compile(
    PROMISE + r"|(?:옮기려|옮길|옮기고자)"
    r"|(?:이전|전입|입주|설립|설치|신설|창업|이주|소재|개소)\s?(?:을|를)?\s?(?:예정|가능|계획"
    r"|희망|확약|조건|할\s|하고자|하려는|필수|완료\s?예정|의향|하여야|해야|의사|시\s"
    r"|하는\s?조건|이\s?가능)"
)
_NOT_THEY = re.compile(r"[^,.()]{0,12}(?:불가|제외)")
_TO = re.compile(r"(?<![가-힣])[가-힣]{2,8}로\s")
_EITHER = re.compile(r"또는|혹은|거나|포함|및|[,·ㆍ⋅․∙⸱]")
# 광주 지역 혁신 선도기업, 경북 대표 축제: part of a name
_NAMED_AFTER = re.compile(
    r"\s?(?:지역\s?)?(?:혁신\s?선도|특화|대표|스타\s?기업|경제|전략|주력\s?산업|핵심|형\s|인증"
    r"|우수|유망)"
)
# 부산 지역 내·외: anywhere
_IN_AND_OUT = re.compile(r"\s?(?:지역\s?)?내\s?[·ㆍ/]?\s?외(?![가-힣]{2})")
_OPEN_TOO = re.compile(r"[^,.\n]{0,16}(?:가능|무관|포함)")
# 전북에 소재하거나 거주할 것
_OR_LIVES = re.compile(r"(?:하)?거나\s(?:거주|소재)(?:하는|하고\s?있는|할|한)?(?=\s|$)")
_ELSEWHERE = re.compile(
    r"(?:한|하고|된|의)?\s?(?:전\s?|모든\s?|다른\s?|나머지\s?|타\s?)?(?:지역|시[·ㆍ⋅․∙⸱]?도|곳|도시)|(?<=밖)(?=에)"
)
_EXCEPT = re.compile(r"\s?(?:지역\s?)?(?:을|를|은|는|이|가)?\s?(?:제외|외\s|이외|밖|뺀|아닌)")


def places(clause: Clause) -> Iterator[Hit]:
    """경북 소재, 본사가 대전에 있는, 도내 …: `region` with its basis."""
    yield from _everywhere(clause)
    at = clause.start
    while match := _WORD.search(clause.text, at, clause.end):
        at = match.end()
        named = name_at(clause.text, match.start(), clause.end)
        if named is None:
            continue
        codes, end = name_list(clause, named)
        if _VISITED.match(clause.text, end, clause.end):
            continue
        left = names_before(clause, match.start(), codes)
        if left is None:
            continue
        start, more = left
        hit = _placed(clause, start, end, (*more, *codes))
        if hit is not None:
            yield hit
        at = max(at if hit is None else hit.end, end)
    yield from _at_home(clause)


def _everywhere(clause: Clause) -> Iterator[Hit]:
    for match in _EVERYWHERE.finditer(clause.text, clause.start, clause.end):
        yield Hit(match.start(), match.end(), None)


def _placed(clause: Clause, start: int, end: int, codes: tuple[str, ...]) -> Hit | None:
    """The hit when the words around a name say that the applicant stands there."""
    text = clause.text
    after = _AFTER.match(text, end, clause.end)
    if _NAMED_AFTER.match(text, end, clause.end) or _IN_AND_OUT.match(text, end, clause.end):
        return None
    before = _BEFORE.search(text, max(clause.start, start - 60), start)
    labelled = _TOPIC.search(clause.topic) is not None
    left = _OTHER_PART.split(text[max(clause.start, start - 30) : start])[-1]
    if _DOMICILE.search(left):
        return None
    if after is None:
        return None
    if resident := _RESIDENT.match(text, end, clause.end):
        return _lives(clause, start, end, codes, resident)
    if (cut := _EXCEPT.match(text, end, clause.end)) and not before:
        if _OPEN_TOO.match(text, cut.end(), clause.end):
            return None
        if elsewhere := _ELSEWHERE.match(text, cut.end(), clause.end):
            return _in_the_others(clause, start, elsewhere.end(), codes)
        return Hit(start, cut.end(), Not(InSet("region", codes, "any", clause.span(start, end))))
    glued = end < clause.end and text[end : end + 1].strip() and after.end() == end
    bare = not (after["basis"] or after["verb"] or after["who"])
    area = bool(
        re.match(r"\s?(?:지역|관내|도내|시내|군내|구내|권역|내)(?=[\s)·,]|$)", text[end : end + 6])
    )
    tenant = any(words.match(text, end, clause.end) for words in (_TENANT, _THERE))
    glued = glued and not (before and _STANDS.match(text[end : min(end + 6, clause.end)]))
    if glued or (bare and before is None and not area and not labelled and not tenant):
        return None
    if bare and before is not None and not _STANDS.match(text[end : min(end + 6, clause.end)]):
        return None
    stop = after.start("who") if after["who"] else after.end()
    while stop > end and text[stop - 1].isspace():
        stop -= 1
    if both := _OR_LIVES.match(text, stop, clause.end):
        stop = both.end()
    first = before.start() if before else start
    if cut := _EXCEPT.match(text, stop, clause.end):
        return Hit(
            first, cut.end(), Not(InSet("region", codes, "any", clause.span(first, cut.end())))
        )
    of_another = _SCHOOL.match(text, stop, clause.end) is not None
    if of_another and not _TENANT.match(text, stop, clause.end):
        return None
    if _ambiguous(codes):
        codes = _narrow(codes, clause.home)
        if not codes:
            return None
    words = " ".join(
        filter(
            None,
            (
                clause.topic if labelled else None,
                before["basis"] if before else None,
                after["ahead"],
                after["basis"],
                after["inside"],
                after["own"],
            ),
        )
    )
    if sited := _OR_SITED.match(text, stop - 2, clause.end):
        stop, words = sited.end(), f"{words} {sited[0]}"  # 본사가 있거나 공장을 둔
    rule = _rule(clause, first, stop, codes, words)
    if after["since"]:
        since = clause.span(after.start("since"), after.end("since") - 1)
        rule = all_of((rule, Unread(since.quote, since))) or rule
    return Hit(first, stop, rule)


def _in_the_others(clause: Clause, start: int, end: int, codes: tuple[str, ...]) -> Hit | None:
    """수도권을 제외한 지역에 본점이 있는: in one of the other provinces."""
    after = _AFTER.match(clause.text, end, clause.end)
    others = tuple(
        region.code
        for region in sorted(regions.provinces(), key=lambda region: region.code)
        if not any(regions.contains(code, region.code) for code in codes)
    )
    if after is None or any(len(code) > 2 for code in codes):
        return None
    stop = after.start("who") if after["who"] else after.end()
    while clause.text[stop - 1].isspace():
        stop -= 1
    words = " ".join(filter(None, (after["basis"], after["inside"], after["own"])))
    return Hit(start, stop, _rule(clause, start, stop, others, words))


def _lives(
    clause: Clause, start: int, end: int, codes: tuple[str, ...], match: re.Match[str]
) -> Hit | None:
    """부산에 거주하는 예비창업자: where people stand, unless it is said of a firm or its head."""
    either = clause.text.find("거나", match.start(), match.end() + 4)
    limit = clause.end if either < 0 else either
    if not match["lives"] or _FIRMS.search(clause.text, clause.start, limit):
        return None
    if _ambiguous(codes):
        return None
    sited = _OR_SITED.match(clause.text, match.end(), clause.end)
    stop = sited.end() if sited else match.end()
    return Hit(start, stop, _rule(clause, start, stop, codes, ""))


def _ambiguous(codes: tuple[str, ...]) -> bool:
    """One name that several provinces have (중구, 고성군)."""
    seen = {get.name for code in codes if (get := regions.get(code)) is not None}
    return len(seen) < len(codes)


def _narrow(codes: tuple[str, ...], home: str | None) -> tuple[str, ...]:
    if home is None:
        return ()
    kept = tuple(code for code in codes if regions.contains(home[:2], code))
    return kept if len(kept) == 1 else ()


def _rule(clause: Clause, start: int, end: int, codes: tuple[str, ...], words: str) -> Rule:
    span = clause.span(start, end)
    if _OR_SITE.match(clause.text, end, clause.end):
        words += " 사업장"
    rule: Rule = InSet("region", codes, _basis(words), span)
    if _BOTH.search(words) or (_AND.search(words) and _EACH.search(clause.text, start, end + 6)):
        # 본사 및 공장을 둔: the one and the other
        places: tuple[Basis, Basis] = ("headquarters", "site")
        rule = All(tuple(InSet("region", codes, basis, span) for basis in places))
    moving = _MOVING.search(clause.text, clause.start, clause.end)
    if moving and _NOT_THEY.match(clause.text, moving.end(), clause.end):
        moving = None
    if moving and _TO.search(clause.text, start, moving.start()):
        sentence = clause.span(clause.start, clause.end)
        if not _EITHER.search(clause.text, clause.start, clause.end):
            return Unread(sentence.quote, sentence)  # who is there already does not move there
        return AnyOf((rule, Unread(sentence.quote, sentence)))
    if moving:
        left = max(clause.start, moving.start())
        rule = AnyOf((rule, Unread(clause.text[left : clause.end], clause.span(left, clause.end))))
    return rule


# 본사나 실증 사업장: or one of a kind that has a word of its own
_OR_SITE = re.compile(
    r"\s?(?:나|이나|또는|혹은)\s[가-힣]{1,6}\s?(?:사업장|공장|지점|연구소|사무소)"
)
_BOTH = re.compile(rf"(?:{_HEAD})\s?(?:및|[와과]\s)\s?(?:{_SITE})\s*$")
_AND = re.compile(rf"(?:{_HEAD})[와과]\s?(?:{_SITE})")
_EACH = re.compile(r"[이을를]\s?(?:모두|다|함께)\s")


def _basis(words: str) -> Basis:
    head = re.search(_HEAD, words) is not None
    site = re.search(_SITE, re.sub(_HEAD, "", words)) is not None
    if head and not site:
        return "headquarters"
    return "site" if site and not head else "any"


def placed_by(rule: Rule, words: str) -> Rule:
    """`rule` with the basis that a note gives to places which had none."""
    match rule:
        case All(rules):
            return All(tuple(placed_by(part, words) for part in rules))
        case AnyOf(rules):
            return AnyOf(tuple(placed_by(part, words) for part in rules))
        case InSet("region", _, "any"):
            return replace(rule, basis=_basis(words))
    return rule


def _at_home(clause: Clause) -> Iterator[Hit]:
    """도내, 관내: the region of whoever publishes; unread where that is not known."""
    for match in _HOME.finditer(clause.text, clause.start, clause.end):
        end = match.end()
        after = _AFTER.match(clause.text, end, clause.end)
        before = _BEFORE.search(clause.text, max(clause.start, match.start() - 60), match.start())
        start = before.start() if before else match.start()
        if _RESIDENT.match(clause.text, end, clause.end) or _SCHOOL.match(
            clause.text, end, clause.end
        ):
            continue
        stop = end
        words = before["basis"] if before else ""
        if after is not None:
            stop = after.start("who") if after["who"] else after.end()
            words += " " + (after["basis"] or "")
        while stop > end and clause.text[stop - 1].isspace():
            stop -= 1
        span = clause.span(start, stop)
        home = clause.home if clause.told else _home_of(match["word"], clause.home)
        if home is None:
            yield Hit(start, stop, Unread(span.quote, span))
        else:
            yield Hit(start, stop, _rule(clause, start, stop, (home,), words))


def _home_of(word: str, home: str | None) -> str | None:
    """What 도내, 시내, 관내 … mean in a notice of `home`; None when that is not sure.

    관내 in a notice of a whole province may be a city's own word: it needs the city.
    """
    if home is None or word in ("도내", "우리 도"):
        return home[:2] if home else None
    if word.startswith(("지역", "우리")) or len(home) > 2:
        return home
    return (
        home
        if word == "시내" and home in ("11", "26", "27", "28", "29", "30", "31", "36")
        else None
    )
