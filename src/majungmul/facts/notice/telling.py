"""Sentences that say who may apply or may not, wherever in a call they stand.

Most calls put it under a heading. Some only tell it: in a paragraph, in an answer, among cautions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from .lines import Line

_SENTENCE = re.compile(r"(?<=[다요오함음임됨죠])[.!]\s+|(?<=\?)\s+")
_WHO = (
    r"(?:(?:대상)?자\s?\([^()\n]{0,40}\)|기업|업체|회사|사업자|단체|조직|법인|사업주|기관|조합|곳|가게|점포|공방|농가|팀|사람|자|분"
    r"|개인|청년|창업자|소상공인|과제|아이템|제품|기술|계열사|가맹점|학교|점주|[가-힣]{2,6}업(?:종)?(?=[은는도]))"
)
_APPLY = r"(?:신청|지원|참여|참가|추천|접수|응모|입주)"
_NOT = (
    rf"(?:{_APPLY}?\s?자격이?\s?없|사전\s?(?:지원\s?)?제외|{_APPLY}?(?:을|를|이)?\s?(?:할|하실|받을|낼|내실|될|함께할)\s?수\s?없|{_APPLY}?(?:을|를)?\s?(?:대상|모집|추천|사업|심사|평가)에서(?:도)?\s?(?:사전\s?)?(?:제외|빠[지집진]|뺍|뺀)"
    rf"|(?:{_APPLY}|선정)\s?(?:을|를|이|가)?\s?(?:제외|불가|받지\s?(?:않|아니)|하지\s?(?:않|아니|못)|못\s?[합한하])|대상(?:이|에서)?\s?아닙?니?"
    r"|(?:뽑|받|맡기|모시|빌려주)지\s?(?:않|못|아니)|함께하기\s?어렵|참여하기\s?어렵|(?:올해는\s?)?어렵습|돌려보[내냅]|안\s?(?:됩니다|된다|돼요)|곤란|쉬어\s?가[가-힣]{0,3}\s?(?:합니다|한다|함)|빠(?:집|진다|짐)|뺍니|뺀다|제외(?:합|한다|됩|된다|함|됨)|해당하지\s?않|(?:역시\s)?(?:마찬가지|같(?:다|습니다)))"
    r"[가-힣]{0,5}(?:\s?(?:될|할)\s?수\s?있[가-힣]{1,3}|\s?가능)?(?:[.)\s]{0,3}$|(?<=며),|하오니)"
)
# one of these stands in whatever `_SHUTS` finds
_NO = re.compile(
    r"[없않못뺍뺀같]|곤란|쉬어|안\s?(?:된|돼)|제외|불가|아[니닙]|어렵|빠[지집진]|돌려|안\s?됩|마찬가지"
)
# … 기업은 신청할 수 없다, … 면 받지 않는다: whom the sentence shuts out stands before it
_SHUTS = re.compile(
    rf"{_WHO}(?:[이]?라면|이면|은|는|도|에는|에게는|까지)?\s[^.\n]{{0,34}}?{_NOT}"
    rf"|{_WHO}[을를]\s(?:[가-힣]{{2,4}}\s)?(?:뽑|받|모시|돕)지\s?(?:않|못)"
    r"|(?:없|않|아니)[어아]야\s?(?:하|한|함|합)[가-힣]{0,3}[.)\s]{0,3}$"
    rf"|[가-힣](?:으?면|라면|다면|[어여]도|\s?경우(?:에는|에도|는)?|\s?때(?:에는|는)?)\s?,?\s[^.\n]{{0,34}}?{_NOT}"
)
# … 기업을 찾습니다, … 이면 신청할 수 있습니다, … 이어야 합니다
_ASKS = re.compile(
    rf"{_WHO}[을를]\s(?:[가-힣]{{1,6}}\s){{0,2}}(?:모집|찾|모시|모십|선발|뽑|기다|공모)(?!지)"
    rf"|{_WHO}(?:이면|이?라면)\s(?:누구나\s|모두\s)?(?:됩니다|된다|돼요|충분)"
    rf"|{_WHO}(?:에|으로)\s?(?:한한다|한함|한합니다|한정)"
    rf"|{_APPLY}(?:을|를)?\s?(?:할|하실|받을)\s?수\s?있는\s{_WHO}[은는]\s"
    rf"|{_WHO}[을를]\s(?:위한\s(?:것|사업)|대상으로\s)|{_WHO}에(?:게)?\s(?:만\s)?(?:열려|주어)"
    r"|[가-힣]도\s(?:신청|지원|참여|참가|응모)(?:이|을|를)?\s?(?:할\s?수|하실\s?수|수)\s?있"
    rf"|{_WHO}(?:[은는이가]|이?라면|이?면)?\s(?:누구나\s|모두\s)?{_APPLY}?[을를]?\s?(?:할|하실|낼|내실|받을)\s?수\s?있(?!도록|게)"
    rf"|(?:이어|여|지나|넘어|있어|되어)야\s?(?:하|합|한|함)|{_WHO}만\s(?:됩니다|{_APPLY}|받습|받는다)"
    rf"|(?:신청|지원|참여|모집|참가)\s?(?:대상|자격)(?:은|이)\s|(?:^|(?<=[\s.]))대상은\s"
)
# what becomes of those already chosen, and how to hand in, is no ground
_LATER = re.compile(
    r"선정(?!\s?(?:대상|제외|불가|에서\s?제외))|협약\s?(?:후|뒤|이후|체결|기간)|뽑[힌혀]|적발|사업비|다음\s?해|허위|취소|환수|향후|중복\s?신청"
    r"|앞으로\s?\d|차기|(?<!거짓\s)(?<!허위\s)서류(?!\s?로)|신청서|기한|양식|글자|반환하지|돌려주지"
)

# what stands before it is a condition by itself: … 이 지났다면 신청할 수 없다
_IF = re.compile(
    rf"(?:으?면|라면|다면|[어여]도|\s경우(?:에는|에도|는)?)\s?,?\s[^.\n]{{0,34}}?{_NOT}"
)
# behind a ground that takes in its noun: (휴업 기업)은 …
_AT_ONCE = re.compile(rf"\s?(?:은|는|도|에는)\s[^.\n]{{0,34}}?{_NOT}")

Telling = Literal["eligibility", "exclusion"]


def sentences(text: str, line: Line) -> Iterator[tuple[int, int]]:
    """The sentences of a line."""
    at = line.start
    for match in _SENTENCE.finditer(text, line.start, line.end):
        yield at, match.start()
        at = match.end()
    yield at, line.end


def refuses(text: str, start: int, end: int) -> bool:
    """Whether a word stands there without which nobody is shut out."""
    return _NO.search(text, start, end) is not None


def shuts_out(text: str, start: int, end: int) -> bool:
    """Whether the sentence says whom the call takes no application from."""
    if not refuses(text, start, end) or _LATER.search(text, start, end):
        return False
    return _SHUTS.search(text, start, end) is not None


def told(text: str, start: int, end: int) -> Telling | None:
    """What the sentence says of who may apply."""
    if shuts_out(text, start, end):
        return "exclusion"
    return "eligibility" if _ASKS.search(text, start, end) else None


def tail_of(text: str, start: int, end: int) -> int | None:
    """Where behind `start` the words begin that only say that one may not apply, if they do."""
    found = _AT_ONCE.match(text, start, end) or _IF.search(text, start, end)
    found = found or _SHUTS.search(text, start, end)
    if found is None:
        return None
    at = found.start()
    while at > start and "가" <= text[at - 1] <= "힣":
        at -= 1
    return at


def if_tail_of(text: str, start: int, end: int) -> int | None:
    """Where … 면 신청할 수 없다 begins at the end of a sentence."""
    found = _IF.search(text, start, end)
    return found.start() if found else None


_GOES_ON = re.compile(r"(?:다만|단|또한|또|그리고|대표자|법인|나이|사업장|본사)[은는이가,]?\s")


def goes_on(text: str, start: int) -> bool:
    """Whether a sentence says more of what the one before it told."""
    return _GOES_ON.match(text, start) is not None


_POINTS_ON = re.compile(r"(?:다음|아래)(?:과|와)?\s?(?:같은)?\s?(?:경우|기업|사람|분|곳)")


def points_on(text: str, start: int, end: int) -> bool:
    """Whether a sentence leaves it to the next one: 다음과 같은 경우에는 받지 않습니다."""
    return _POINTS_ON.search(text, start, end) is not None
