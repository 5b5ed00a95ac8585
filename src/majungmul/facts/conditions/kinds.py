"""Kinds of applicants: firm sizes, legal forms, certificates, industries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from majungmul.reference import vocabulary
from majungmul.terms import Has, InSet

from .hits import Clause, Hit

_LAW = (
    r"(?:[「｢『<]?\s?(?:중소기업|소상공인|중견기업|조세특례|산업발전)[가-힣\s]{0,30}?(?:법"
    r"|법률)\s?(?:제\s?\d+조\s?(?:\([가-힣\s]{1,12}\))?\s?)?[」｣』>]?\s?(?:\(?법률[^)]{0,20}\)?)?\s?(?:시행령)?\s?(?:제?\s?\d+조(?:의\d+)?)?\s?(?:제?\s?\d+항)?\s?(?:제?\s?\d+호)?\s?(?:및\s?(?:같은\s?법\s?"
    r"|동법\s?)?시행령\s?(?:제?\s?\d+조)?)?\s?(?:에|의)?\s?(?:따른|의한|해당하는"
    r"|규정(?:에\s?의한|된)?|정하는|정의하는|의거한?|따라|상의?|규정하는|규정한"
    r"|충족하는)?\s?(?:규정에\s?의한|요건을\s?충족하는|기준에\s?해당하는)?\s?)?"
)
SIZES = {
    "소상공인": ("micro",),
    "소공인": ("micro",),
    "소기업": ("micro", "small"),
    "중기업": ("medium",),
    "중소기업": ("micro", "small", "medium"),
    "중소중견기업": ("micro", "small", "medium", "mid"),
    "중소벤처기업": ("micro", "small", "medium"),
    "중소": ("micro", "small", "medium"),
    "중견기업": ("mid",),
    "중견": ("mid",),
    "대기업": ("large",),
}
# what may stand right behind the word when it is a kind of applicant and not part of a name
_NOT_SIZE = (
    r"(?=$|[^가-힣]|으로|로[서\s]|이[며고면나거어\s,]|인[\s,]|입니다|일\s|의|에|을|를|은|는|과|와|및|중|등"
    r"|만[\s]|도[\s]|이?라|이다|임)"
    r"(?!\s?(?:벤처기업부|중앙회|협동조합|진흥공단|기본법|진흥법|진흥에|창업\s?지원법|정책자금"
    r"|시장진흥|유통센터|육성\s?자금|육성\s?기금|지원센터"
    r"|(?:\([^)]{1,8}\)\s?)?확인|은행|계약학과|통합|특별지원|범위|지원\s?사업))"
)
_SIZE = re.compile(
    _LAW
    # 인쇄소공인: whatever the trade
    + r"(?:(?<![가-힣])(?<!도시형 )|(?<=[가-힣]{2})(?<!도시형)(?<!소상)(?=소공인))"
    + r"(?P<size>소\s?상\s?공\s?인|소공인|중소(?=\s?(?:[·ㆍ⋅․∙⸱‧･,・.]|및|와|또는"
    r"|/)\s?(?:중견|벤처|소|제조\s?(?:기업|업체)))|중소(?:\s?벤처|중견)\s?기업|중소\s?기업|중[·ㆍ]소\s?기업|중소(?=\s?(?:제조|벤처|게임|콘텐츠)\s?(?:기업|업체"
    r"|사)?)|소기업|중기업|중견\s?기업|중견|대\s?기업)" + _NOT_SIZE
)
_ENTITY = re.compile(
    r"(?<![가-힣A-Za-z])(?P<company>법인\s?(?:사업자|기업)|주식회사|유한회사|(?:농업|어업)\s?회사\s?법인|영[농어]\s?조합\s?법인|법인(?=\s?(?:[,·ㆍ⋅․∙⸱/)]|\([^()]*포함[^()]*\)|및"
    r"|또는|이나|[과와]\s|인\s|만\s|으로서|이며|이고|에\s?한|$)))"
    r"|(?<![가-힣])(?P<sole_proprietor>개인\s?사업자|개인\s?기업|자영업자)"
    r"|(?<![가-힣])(?P<university>(?:전문)?대학(?:교)?(?=\s?(?:[,·ㆍ⋅․∙⸱/)]|\(산학|및|또는|등(?![가-힣])|$))"
    r"|산학협력단)"
    r"|(?<![가-힣])(?P<medical_institution>의료\s?기관)(?!\s?(?:인증|평가))"
    r"|(?<![가-힣])(?P<research_institute>(?:정부\s?출연\s?|전문\s?|공공\s?|국공립\s?"
    r"|민간\s?)?연구\s?기관|출연연(?:구원|구기관)?|전문\s?생산\s?기술\s?연구소|연구소(?=\s?(?:[,·ㆍ⋅․∙⸱/)]|및|또는"
    r"|등(?![가-힣])|$)))"
    r"|(?<![가-힣])(?P<cooperative>(?:사회적\s?|중소기업\s?|사업\s?)?협동조합)(?!\s?(?:기본법"
    r"|중앙회))"
    r"|(?<![가-힣])(?P<nonprofit>비영리\s?(?:개인\s?)?(?:법인|단체|민간단체|기관|기업|사업자)"
    r"(?:\s?(?:[·ㆍ⋅․∙⸱‧,/]|및|또는)\s?(?:법인|단체|기관|조합|협회)(?![가-힣]{2}))*"
    r"|고유번호증?(?:을|를|으로)?\s?(?:등록|발급|보유|소지|교부)(?:된|한|받은)?(?=\s|하))"
    r"|(?<![가-힣])(?P<public_body>국가(?=\s?,\s?지방)|공공\s?기관|(?:기초\s?|광역\s?)?(?:지방자치단체|지자체)|지방\s?공기업"
    r"|공기업)(?=\s?(?:[,·ㆍ⋅․∙⸱/)]|및|또는|등(?![가-힣])|$)|[은는도과와]\s)"
    r"|(?<![가-힣])(?P<individual>개인(?=\s?(?:[,·ㆍ⋅․∙⸱/)]|및|또는|이나|$))"
    r"|일반인(?=\s?(?:[,·ㆍ⋅․∙⸱/)]|및|또는|$)))"
)
_LOOSE_CERTIFICATE = {"벤처기업", "벤처"}
# 벤처기업 alone is the certified firm, unless it stands in a row with firms of any kind
_LOOSE_ROW = re.compile(
    r"(?:중소|중견|창업|예비|초기|스타트업|소상공인|기업|기술|업체|팀|개인)\s?(?:기업|자)?\s?(?:[,·ㆍ⋅․∙⸱‧/]|및|또는|혹은|등|와|과)\s?$"
)
_LOOSE_END = re.compile(
    r"\s*(?:$|[).]|이(?:면서|며|고|거나)|으?로서|인\s|인증|확인|중\s|가운데|이어야|에\s?한|(?:은|의\s?경우)\s)"
)
_UNACCEPTED = re.compile(
    r"\s?(?:은|는|을|를)?\s?(?:불인정|미인정|인정\s?(?:하지|안|불가)|인정되지|제외\)|불가\))"
)
_HAS_CERTIFICATE = (
    r"서?\s?(?:\((?:예정|인증|확인|지정|등록)[^)]{0,10}\)\s?)?(?:확인서|인증서|등록증|지정서"
    r"|확인증|증(?=[을를이의\s]))?\s?"
    r"(?:인증|확인|지정|등록)?\s?(?:(?:을|를|이)(?=\s))?\s?"
    r"(?:보유(?:한|하고\s?있는)?|소지(?:한)?|획득한?|취득한?|등록(?:한|된)?|인증(?:을\s?받은)?"
    r"|지정(?:된)?|확인(?:된)?|받은|필한|발급받은)?"
)
_WISHED = re.compile(
    r"\s?(?:을|를)?\s?(?:여부|분야|관련|업종|지향|이력|추진|준비|희망|받고자|받으려|예정|신청|필요"
    r"|목표|발급\s?(?:방법|기관|처|이?\s?가능)|\s?[:：])"
)
_MAYBE_SOCIAL = re.compile(
    r"(?:\(\s?예비\s?\)|(?:예비\s?(?:[·ㆍ⋅․∙⸱,/]|및|또는)\s?)?인증\s?(?:[·ㆍ⋅․∙⸱,/]|및|또는)\s?예비|예비\s?(?:[·ㆍ⋅․∙⸱,/]|및|또는)\s?인증)\s?사회적\s?기업"
)
_SURE = re.compile(r"확인|인증|보유|지정|등록|취득|획득|발급|받은|육성에\s?관한")


def sizes(clause: Clause) -> Iterator[Hit]:
    """소상공인, 소기업, 중소기업, 중견기업, 대기업: `size_class`."""
    for match in _SIZE.finditer(clause.text, clause.start, clause.end):
        word = re.sub(r"[\s·ㆍ]", "", match["size"])
        start = match.start() + (len(match[0]) - len(match[0].lstrip()))
        span = clause.span(start, match.end())
        yield Hit(
            start, match.end(), InSet("size_class", SIZES[word], span=span), head=True, weight=1
        )


def entities(clause: Clause) -> Iterator[Hit]:
    """법인, 개인사업자, 대학, 연구기관, 협동조합 …: `entity_type`."""
    for match in _ENTITY.finditer(clause.text, clause.start, clause.end):
        code = str(match.lastgroup)
        span = clause.span(match.start(), match.end())
        yield Hit(match.start(), match.end(), InSet("entity_type", (code,), span=span), head=True)


@cache
def _certificates() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {w: c for w, c in vocabulary.certificates().words().items() if len(w) > 2}
    table["벤처"] = table["벤처기업"]
    words = "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in table)
    folded = {re.sub(r"\s", "", word): code for word, code in table.items()}
    return re.compile(rf"(?<![가-힣A-Za-z])(?P<word>{words})(?P<tail>{_HAS_CERTIFICATE})"), folded


def certificates(clause: Clause) -> Iterator[Hit]:
    """벤처기업확인서 보유, 여성기업, 기업부설연구소 …: `certificate`.

    벤처기업 in a row with firms of any kind (중소·벤처기업) is any young firm: it is left unread.
    """
    for match in _MAYBE_SOCIAL.finditer(clause.text, clause.start, clause.end):
        span = clause.span(match.start(), match.end())
        codes_of = ("social_enterprise", "pre_social_enterprise")
        yield Hit(span.start, span.end, Has("certificate", codes_of, span), head=True, weight=1)
    pattern, codes = _certificates()
    for match in pattern.finditer(clause.text, clause.start, clause.end):
        word = re.sub(r"\s", "", match["word"])
        if word in _LOOSE_CERTIFICATE and not _is_certified(clause, pattern, match, word):
            continue
        if _UNACCEPTED.match(clause.text, match.end(), clause.end):
            continue  # (전담부서 불인정): it does not count, but shuts nobody out
        if _WISHED.match(clause.text, match.end(), clause.end):
            continue
        end = match.end()
        alias = _ALIAS.match(clause.text, end, clause.end)
        if alias and codes.get(re.sub(r"\s", "", alias[1])) == codes[word]:
            end = alias.end()
        while clause.text[end - 1].isspace():
            end -= 1
        span = clause.span(match.start(), end)
        # 중소기업, 소공인 in the name of a certificate say nothing of the size
        weight = 2 if "중소기업" in word or "소공인" in word else 0
        yield Hit(match.start(), end, Has("certificate", (codes[word],), span), True, weight)


def _is_certified(
    clause: Clause, pattern: re.Pattern[str], match: re.Match[str], word: str
) -> bool:
    if _SURE.search(match["tail"]) or _among(clause, pattern, match):
        return True
    before = clause.text[max(clause.start, match.start() - 16) : match.start()]
    if word == "벤처" or _LOOSE_ROW.search(before):
        return False
    return _BY_LAW.search(before) is not None or bool(
        _LOOSE_END.match(clause.text, match.end(), clause.end)
    )


_ALIAS = re.compile(r"\s?\(\s?([^()\n]{2,20}?)\s?\)")
_BY_LAW = re.compile(r"법[률」｣』>]{0,2}\s?(?:제[\d조항의\s]+)?(?:에|상)[가-힣\s]{0,8}$")
_BESIDE = re.compile(r"\s?(?:[,·ㆍ⋅․∙⸱‧/]|및|또는|혹은|이나|[과와]\s)\s?")


def _among(clause: Clause, pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    """벤처기업 또는 이노비즈: beside another certificate the word is the certificate's."""
    joint = _BESIDE.match(clause.text, match.end(), clause.end)
    other = pattern.match(clause.text, joint.end(), clause.end) if joint else None
    if other is None:
        for before in pattern.finditer(clause.text, clause.start, match.start()):
            if _BESIDE.fullmatch(clause.text, before.end(), match.start()):
                other = before
    return other is not None
