"""Names that a sentence builds: lists of programmes, what a sum is for, by what, to what end."""

from __future__ import annotations

import re
from functools import cache

from majungmul.facts.tables import load

# A word that ends a clause, or marks its part in it: no name goes on beyond it.
_BREAKS = re.compile(
    r"(?:[은는이가을를에의로도고며서해된한할인던간등,.:▲△▷▦▪○□◦]|(?<!대)면|에서|부터|까지|올해|내년|이번"
    r"|모두|각각|또|특히|한편|우선|먼저|실제|정부|와|과|하나|앞서|(?:원|[0-9][개명건%])\))$"
)
_JOINS = re.compile(r"(?:와|과|,)$")
_MARKS = "▲△▷▦▪○□◦·*'\"‘’“”「」『』<>- "
_ITEM_MARKS = ("▲", "△", "▷", "▦", "▪")
_LIST = re.compile(r"\ 등\ [0-9]{1,3}여?개\ ?(?:사업|프로그램)")
_MEANS = re.compile(
    r"(?:지원|서비스|바우처|교육|컨설팅|사업|프로그램)"
    r"(?=(?P<more>\ 등)?(?:으로|로|을\ 통해|를\ 통해)\ )"
)
_PURPOSE = re.compile(
    r"(?:육성|활성화|지원|진흥|전환|확산|조성|양성)(?=[을를]?\ 위(?:해|한|하여)\ )"
)
_THING = (
    r"(?:분야|부문|사업|바우처|프로그램|과제|지원|개발|육성|양성|구축|조성|고도화|활성화|건립|운영|교육"
    r"|컨설팅|서비스|클러스터|센터|대학|펀드|랩|멘토링|진출|확산|실증|마케팅|패키지|산업)"
)
_LABEL = re.compile(rf"{_THING}(?=\ ?\((?:총\ |신규,\ |올해\ |내년\ |[0-9]{{1,2}}년간\ )?$)")
_TO = re.compile(rf"{_THING}(?=에(?:는|도)?\ (?:총\ |약\ |모두\ )?$)")
_GENERIC = re.compile(
    r"맞춤형|밀착형|단계별|차별화된|다양한|새로운|신규|주요|각종|관련|국책|공모|정부|지원|육성|진흥|개발|조성|이번|올해|특화|연계|신|본|두|세"
    r"|시범|후속|\ "
)
_KIND = re.compile(r"기업|사업|프로그램|바우처|교육|컨설팅|서비스|보급|도입|구축|홍보|마케팅")
# "의료 실증(30억 원), 심리 돌봄(20억 원)": a name with nothing but its sum in brackets.
_ALONE = re.compile(
    r"[가-힣A-Za-z]{2,}(?<!예산)(?<!사업비)(?<!국비)(?<!도비)(?<!시비)(?<!군비)(?<!구비)(?<!금액)(?<!지난해)"
    r"(?<!올해)(?<!내년)(?=\ ?\($)"
)
_NUMBER = re.compile(r"[0-9](?![0-9.]*[A-Za-z])")  # but 3D프린팅
_WORDS, _LONGEST, _SHORTEST = 7, 70, 4

Place = tuple[int, int]


@cache
def heads() -> tuple[str, ...]:
    """What names of programmes end with."""
    return tuple(load("press")["heads"])


@cache
def events() -> frozenset[str]:
    """Those of them that name an event or a school, of which the kind says enough."""
    return frozenset(load("press")["events"])


def is_specific(words: str, least: int = 2) -> bool:
    """Whether more than `least` letters tell which programme: not `맞춤형 지원`."""
    own = _GENERIC.sub("", words)
    return len(own) > least or re.search("[A-Za-z]", own) is not None


def listed(folded: str, start: int, end: int) -> Place | None:
    """`…지원사업과 융합클러스터 등 7개 사업`: a list of programmes that is spoken of as one."""
    found = _LIST.search(folded, start, end)
    if found is None:
        return None
    begin = _begin(folded, start, found.start(), joined=True)
    named = any(head in folded[begin : found.start()] for head in heads())
    return (begin, found.end()) if named else None


def means(folded: str, start: int, end: int) -> Place | None:
    """`건강관리 서비스로 2만 명을 …`: by what it was done, named last before `end`."""
    return _last(_MEANS, folded, start, end)


def purpose(folded: str, start: int, end: int) -> Place | None:
    """`비대면 산업 육성을 위해`: to what end, where nobody but the state is named."""
    return _last(_PURPOSE, folded, start, end)


def given_to(folded: str, start: int, figure: int) -> Place | None:
    """`인공지능 분야에 30억 원`, `인재 양성 사업(45억 원)`: what the sum at `figure` is for."""
    for pattern in (_LABEL, _TO, _ALONE):
        found = pattern.search(folded, max(start, figure - 24), figure)
        if found is not None:
            return _whole(folded, start, found.end(), joined=False)
    return None


def _last(pattern: re.Pattern[str], folded: str, start: int, end: int) -> Place | None:
    found = None
    for found in pattern.finditer(folded, start, end):  # noqa: B007
        continue
    if found is None:
        return None
    more = "more" in pattern.groupindex and bool(found["more"])
    place = _whole(folded, start, found.end(), joined=more)
    return place if place and is_specific(_KIND.sub("", folded[slice(*place)])) else None


def _whole(folded: str, start: int, close: int, joined: bool) -> Place | None:
    begin = _begin(folded, start, close, joined)
    return (begin, close) if close - begin >= _SHORTEST else None


def _begin(folded: str, start: int, close: int, joined: bool) -> int:
    """Where the noun phrase that ends at `close` begins; `joined` lets it take in a list."""
    low = max(start, close - _LONGEST)
    words = folded[low:close].split(" ")
    if low > start:
        words = words[1:]
    at = len(words) - 1
    while at > 0 and len(words) - at < _WORDS:
        before = words[at - 1]
        if not before or _NUMBER.match(before):
            break
        if words[at].startswith(_ITEM_MARKS):
            break
        if _BREAKS.search(before) and not (joined and _JOINS.search(before)):
            break
        at -= 1
    begin = close - len(" ".join(words[at:]))
    return begin + len(folded[begin:close]) - len(folded[begin:close].lstrip(_MARKS))
