"""What stands at the head of a line: the name of a dimension, of a track, of another party."""

from __future__ import annotations

import re

from majungmul.facts.notice.lines import Line

_DIMENSION = re.compile(
    r"[(\[<]?\s?(?:주관\s?(?:(?:연구\s?개발\s?)?(?:기관|기업))?|신청\s?(?:기관|기업|자)|실적|(?:기본|공통|필수)\s?요건"
    r"|(?:(?:본사|본점|사업장|공장|대상|신청|모집|기업|상시|고용|연|누적|대표자?)\s?)?"
    r"(?:소재지?|지역|거주지?|업력|연령|나이|규모|업종|매출액?|수출액?|주소지?|인원|투자(?:유치)?액?"
    r"|(?:종사자|종업원|근로자)(?:\s?수)?)"
    r"|[가-힣]{1,4}\s?(?:요건|조건|기준|주체|현황)|소재\s?지역|고용|창업\s?기간|사업장|조건|요건|자격|기타|기본|필수|공통|대상\s?기업"
    r"|투자|본사|본점|주소|대표자?|팀장|팀원|팀\s?구성)\s?[)\]>:：\t]|(?:필수|선택|공통|기본)\s{2,}"
)
_DIMENSION_CELL = re.compile(
    r"(?:소\s?재\s?지|지\s?역|거주지|업\s?력|연\s?령|나이|(?:기업)?\s?규\s?모|업\s?종"
    r"|매\s?출\s?액?|수\s?출\s?액?|고\s?용|인\s?원|사업장|요\s?건|자\s?격|구\s?분|기타"
    r"|공통(?:사항)?|내\s?용|비\s?고|세부\s?내용|(?:본사\s?)?위\s?치|(?:상시\s?)?(?:종업원|근로자)\s?수?|(?:필수|보유)?\s?인증"
    r"|(?:재무|기술|고용)(?:\s?요건)?|항목|(?:제외|제한)(?:\s?(?:대상|업종|기업|자))?)"
)
_PARTY = re.compile(
    r"[(\[<]?\s?(?:참여자|참여\s?청년|근로자|교육생|훈련생|수요\s?기업|공급\s?기업|참여\s?기관"
    r"|공동\s?(?:연구)?\s?(?:개발)?\s?기관|(?:연구|주관연구|위탁연구)?\s?개발\s?기관"
    r"|협업\s?기관|위탁\s?기관|운영\s?기관|협력\s?기업|멘토|강사|전문가|청년|구직자"
    r"|수행\s?기관)\s?[)\]>:：]"
)
# a line that is nothing but the name of a track, with its own lines below
_TRACK_TITLE = re.compile(
    r"[^.,:：]{1,18}?(?:분야|부문|트랙|유형\s?\d?|리그|과정|그룹|단계|세션"
    r"|타입)\s?(?:\([^)]{0,16}\))?"
)
_TRACK = re.compile(r"[(\[<【]\s?[^)\]>】]{1,16}[)\]>】]|[^:：]{1,16}[:：]")
# the name of a track asks for nothing: (도약형), A트랙 :
_TRACK_NAME = re.compile(
    r"[(\[<【]\s?[^()\[\]<>【】:：]{0,10}(?:형|트랙|유형\s?\d?|부문|리그|Track)\s?[)\]>】]\s?[:：]?"
    r"|[가-힣A-Za-z0-9]{1,8}(?:형|트랙|부문|리그)\s?[:：]"
)


# a label that names whom of several the line is about, not what it asks
_OF_SEVERAL = re.compile(
    r"[(\[<【]|[^:：]{0,12}(?:형|트랙|유형\s?\d?|부문|리그|단계|과정|그룹|타입|분야|[Tt]rack\s?\S{0,2}|[A-Z]\.?|기업|업체|창업"
    r"|창업[자가팀]|소상공인|소공인|예비|초기|도약|성장|성숙|일반|청년|중장년|글로벌|신규|기존|개인|법인|단체|대학|기관"
    r"|팀|농가|자영업자|조합)\s?(?:\([^()]{0,20}\))?\s?(?:[:：]|$)"
)


def names_one_of_several(quote: str) -> bool:
    """Whether the label or title is surely that of a track or a kind: (일반형), 기창업자 : …"""
    return _OF_SEVERAL.match(quote) is not None and not is_dimension(quote)


def is_dimension(quote: str) -> bool:
    """지역 : …, (업력) …, or a cell that reads 소재지: what the line asks about."""
    return (_DIMENSION.match(quote) or _DIMENSION_CELL.fullmatch(quote)) is not None


def is_track(quote: str) -> bool:
    """(일반형) …, 기창업자 : …: whom of several the line is about."""
    return _TRACK.match(quote) is not None and not is_dimension(quote)


_BRACKETED = re.compile(r"[\[【<]\s?[^\[\]【】<>\n]{1,16}[\]】>]\s?\S")


def is_bracketed(text: str, line: Line) -> bool:
    """[시드 트랙] …: a line that begins with a name in square brackets."""
    return _BRACKETED.match(text, line.start, line.end) is not None


_COMMON = re.compile(
    r"[(\[<【]?\s?(?:(?:[두세네각]|\d|모든|전체)?\s?(?:가지\s)?[가-힣]{0,4}\s)?(?:공통|필수|기본)\s?"
    r"(?:요건|조건|사항|자격|기준)?\s?[)\]>】:：]"
)


def is_common(quote: str) -> bool:
    """(공통) …: what is asked of all that the other lines name."""
    return _COMMON.match(quote) is not None


_CHOICE = re.compile(r"[(\[<]?\s?선택\s?(?:\d|요건|조건|사항)?\s?(?:[)\]>:：|]|\s{2,})")


def is_choice(quote: str) -> bool:
    """(선택) …: one of those of which some are enough, beside what is asked of all."""
    return _CHOICE.match(quote) is not None


def is_title(quote: str) -> bool:
    """A line that only names a track: 1) 아이디어 분야."""
    return _TRACK_TITLE.fullmatch(quote) is not None


_ASKED_TITLE = re.compile(
    r"(?:요건|조건|기준|자격|사항|규모|소재지?|지역|업종|연령|나이|업력|매출액?|고용|인증|기타|대상자?|것"
    r"|[다요음함])\s?[.:：]?\s?$|다음|아래|하나|모두"
)
_SHORT = 16


def names_part(quote: str) -> bool:
    """사무실(A동), with lines of its own below: the name of one of several, which asks nothing."""
    if is_title(quote):
        return True
    return len(quote) <= _SHORT and _ASKED_TITLE.search(quote) is None and not is_dimension(quote)


def names_party(text: str, start: int, end: int) -> bool:
    """(수요기업) …, 참여자 : …: the line is about somebody other than the applicant."""
    return _PARTY.match(text, start, end) is not None


_PEOPLE = re.compile(
    r"[(\[<]?\s?(?:(?:신규\s?)?(?:입사자|채용자|취업자)|(?:참여\s?|신규\s?)?(?:근로자|청년)|재직자|참여자|구직자|교육생|훈련생)\s?[)\]>:：]"
)


def names_people(text: str, start: int, end: int) -> bool:
    """(근로자) …, 신규 입사자 : …: the line is about people of the applicant's."""
    return _PEOPLE.match(text, start, end) is not None


_LEAD = re.compile(
    r"[(\[<]?\s?(?:신청|참여)\s?(?:기관|기업)\s?\(주관\)\s?[:：]|[(\[<]?\s?주관\s?(?:(?:연구\s?개발\s?)?(?:기관|기업))?\s?[)\]>:：]"
)
_PARTNER = re.compile(
    r"[(\[<]?\s?(?:참여|공동|협력|협업|위탁|수요)\s?(?:(?:연구\s?개발\s?)?(?:기관|기업))?\s?[)\]>:：]"
)


_TITLE_OF = (
    r"[(\[<〈《【]{0,2}\s?(?:%s)\s?[)\]>〉》】]{0,2}\s?(?:의\s?)?(?:신청\s?)?"
    r"(?:자격|요건|조건|대상)?\s?[:：]?"
)
_LEAD_TITLE = re.compile(_TITLE_OF % r"주관\s?(?:연구\s?)?(?:개발\s?)?(?:기관|기업)")
_PARTNER_TITLE = re.compile(
    _TITLE_OF
    % (
        r"(?:참여|공동|협력|협업|위탁|수요|공급|협동|실증)\s?(?:연구\s?)?(?:개발\s?)?(?:기관|기업|업체)(?:\s?\([^()]{0,12}\))?"
        r"|수요처|멘토|강사|참여\s?(?:청년|근로자|인력|연구원)|연구\s?책임자"
    )
)


def is_lead_title(quote: str) -> bool:
    """주관기관, and nothing more: the lines below say what the applicant must be."""
    return "주관" in quote and _LEAD_TITLE.fullmatch(quote) is not None


def is_partner_title(quote: str) -> bool:
    """공동연구개발기관, and nothing more: the lines below are about a partner of the applicant."""
    return _PARTNER_TITLE.fullmatch(quote) is not None


def leads(quote: str) -> bool:
    """주관기관 : …, beside which 참여기업 : … is about a partner."""
    return _LEAD.match(quote.strip() + ":") is not None


def is_partner(quote: str) -> bool:
    """참여기업 : …: who joins the applicant, where a 주관기관 applies."""
    return _PARTNER.match(quote) is not None


def after_label(text: str, line: Line) -> int:
    """Where the line's words begin behind a label that only names a dimension or a track."""
    if line.row >= 0 and _DIMENSION_CELL.fullmatch(text, line.start, line.end):
        return line.end
    for label in (_DIMENSION, _TRACK_NAME):
        if named := label.match(text, line.start, line.end):
            return named.end()
    return line.start


def topic_of(text: str, line: Line) -> str:
    """What the words behind a line's own label, or a cell under its column's head, are about."""
    named = _DIMENSION.match(text, line.start, line.end)
    return named[0] if named else line.topic


# the word that a line ends with, and those of them that say of what kind the applicant is
_LAST = re.compile(r"([가-힣A-Za-z0-9]+)\s?(?:등\s?)?(?:\([^()]{0,60}\)\s?)?[\s.,;)]*$")
_KIND = re.compile(
    r"[가-힣]{2,}(?:자|생|인|가|팀|회사|단체|기관|협회|조합|재단|대학|대학교|병원|연구소|농가)|스타트업|청년|대학"
    r"|시민|국민|주민|중견기업|(?:사회적|마을|자활|벤처)기업"
)
# a firm of that kind may be any of the firms that another line asks for
_FIRM_KIND = re.compile(r"스타트업|(?:.*)(?:회사|기업|연구소)")
_ANYONE = re.compile(
    r"(?:개인)?사업자|소상공인|소공인|중견기업|청년|신청자|참여자|대표자|해당자|중소기업자|창업기업"
)


def kind_of(quote: str) -> str:
    """The noun that the line ends with, if it names a kind of applicant and not just anyone."""
    last = _LAST.search(quote)
    if last is None or _KIND.fullmatch(last[1]) is None or _ANYONE.fullmatch(last[1]):
        return ""
    return last[1]


def is_person(kind: str) -> bool:
    """Whether the noun names people or bodies that are no firm: 재학생, 희망자, 협회."""
    return kind != "" and _FIRM_KIND.fullmatch(kind) is None
