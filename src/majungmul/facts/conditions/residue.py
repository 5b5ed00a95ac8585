"""What is left of a clause when its conditions are taken out: words that say something, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[가-힣A-Za-z0-9]+")
_JOSA = (
    r"(?:으로서|로서|으로써|로써|으로|로|에서|에게|에|의|을|를|이|가|은|는|과|와|도|만|인|이며"
    r"|이고|이면서|이면|이라면|라면|이다|이거나|거나|이나|나|이어야|여야|어야|하지|임|함|중|중인|등|및|또는|혹은"
    r"|한|할|된|됨|하는|하고|하며|하여|해야|하여야|되는|있는|있고|있거나|있으며|있어야|있을|한다"
    r"|합니다|입니다|하다|까지|부터|이상의|간)"
)
_STEM = (
    r"(?:자|곳|것|주|가운데|수$|하나|유치|주관연구|개발기관|주관기관|주관기업|주관연구개발기관|신청기관|가진|가지고|갖춘|갖추고|마친|아직|주업종|주된|업종|전$|전업종|모든업종|한국표준산업분류|표준산업분류|\d{2,4}년도?|전년도?|직전|연간|경과|포함|두고|기업체?|업체|가게|점포|매장|회사|사업자|사업체|사람"
    r"|분|누구나|해당|대상|신청|지원|참여|참가|응모|모집|가능|현재|기준|공고일|접수|마감일|신청일"
    r"|시작일|국내|전국|대한민국|한국|모두|모든|각"
    r"|현|본|당해|해당일|업력|설립|소재|소재지|위치|운영|영위|보유|규제|정상|영업|정상적"
    r"|사업자등록|사업자등록증|등록|필한|완료|법인|기타|아래|다음|조건|요건|자격|충족|각호|호"
    r"|있음|있습니다|있다|업소|만|약|단|그|및|또는|혹은|이상|이하|이내|미만|초과|예정|상태|사실|경우|때|자격요건|기업으로"
    r"|대표|대표자|기업대표|년|일|월|대표이사|참고|기준일|상|내|외|공고|마감|사업|사업장|주소"
    r"|주소지|본사"
    r"|일반|처분|조치|받고|받은|진행|절차|제재|관련|의해|인해|따른|따라|관한|관하여|대하여"
    r"|대한|최근|결산|결산년도|결산연도|재무제표|기관|금융기관|등으로부터|신청자|신청기업|단체"
    r"|개사|내외|기관으로부터|소상공인기본법|중소기업기본법)"
)
# words that only point, link or say how a fact is shown: none of them asks for anything
_POINTS = (
    r"(?:필수|필수사항|필히|반드시|다만|곧|위|상기|하기|이미|올해|금년|지난해|작년|회계연도|사업연도|인정서|확인증|여부"
    r"|이력|이력이|속한|소속된?|속하는|걸린|등록되어|등록된|확인된|확인되는|해당되는|해당자|이루어진|개시|결정|사실이|정보가"
    r"|발생|기업임|개업|합니다|봅니다|모십니다|찾습니다|모집합니다|받습니다|받는다|주어집니다|주어진다|열려|위한|것입니다|것이다|가능합니다|가능함|됩니다|됨|한함|한한다|한정|또한|이때|우리)"
)
_FILLER = re.compile(rf"(?:{_STEM}{{0,3}}{_JOSA}{{0,3}}|{_POINTS}{_JOSA}{{0,2}})")
# how many are taken: 12개사 내외, 총 10팀 모집
_PLACES = re.compile(
    r"(?:총|모두|약)?\s?\d[\d,]*\s?(?:여\s?)?(?:개\s?(?:사|팀|기업|업체|곳|소|점포|과제)|팀|명|곳|과제)\s?"
    r"(?:내외|안팎|이내|선발|모집|선정|지원)?(?!\s?(?:이상|이하|미만|초과|이내))"
)


def content(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the words of `text[start:end]` that a reader did not understand begin and end.

    None when all of them are particles and words that every clause of this kind has. The end takes
    in the filler behind the last unread word (스마트팜 기업), so that the rest reads as a phrase.
    """
    first, last = -1, -1
    for match in _WORD.finditer(text, start, end):
        if first >= 0:
            last = match.end()
        elif not _filler(match[0]):
            first, last = match.start(), match.end()
    if first < 0 or _PLACES.fullmatch(text[first:last].strip()):
        return None
    return first, last


def _filler(word: str) -> bool:
    if len(word) == 1 and not "가" <= word <= "힣":
        return True
    return _FILLER.fullmatch(word) is not None


def gaps(start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of `[start, end)` that none of `taken` (ordered, disjoint) covers."""
    at = start
    for left, right in taken:
        if left > at:
            yield at, left
        at = max(at, right)
    if at < end:
        yield at, end
