"""Whether a text is a call at all. Press, results, questions and answers, forms are none."""

from __future__ import annotations

import re
from typing import Protocol

_CALL_TITLE = re.compile(
    r"공고|모집|공모|신청\s?안내|참가\s?안내|접수\s?안내|지원\s?계획|시행\s?계획|경진\s?대회"
    r"|참여\s?안내|Announcement|PROPOSALS|Call for"
)
# enough for a notice, too little for what may be an article
_PLAIN_TITLE = re.compile(
    r"지원\s?사업|지원금|융자|특별\s?자금|바우처|찾습니다|모십니다|뽑습니다|안내"
)
_REPORTED = re.compile(r"밝혔다|전했다|말했다|설명했다|덧붙였다")
_SURE_TITLE = re.compile(
    r"(?:모집|공모|지원|시행|신청|사업|재)\s?(?:\S{0,6}\s)?(?:계획\s?)?(?:수정\s?|변경\s?"
    r"|연장\s?|통합\s?|재)?공고"
)
_NO_CALL_TITLE = re.compile(
    r"(?:선정|심사|평가|접수|공모|모집)\s?결과|결과\s?(?:발표|공고|안내)|합격자|당첨자|낙찰"
    r"|개찰|보도\s?자료|선정\s?(?:기업|과제)\s?(?:발표|명단|공고)|성과\s?(?:보고|공유)"
    r"|FAQ|Q\s?&\s?A|자주\s?묻는\s?질문|질의\s?응답|입찰\s?(?:공고|안내)|제안\s?요청서|과업\s?지시서"
    r"|매뉴얼|작성\s?예시|변경\s?전후|신구\s?대비|신청서\s*$|서식\s*$|별표|브로슈어|리플[렛릿]"
)
# questions and answers that are the notice itself: they tell when to apply
_QUESTIONS = re.compile(r"FAQ|Q\s?&\s?A|자주\s?묻는|질의\s?응답|묻고")
_WHEN_ANSWERED = re.compile(
    r"언제[^\n]{0,16}(?:내[나면야]|신청|접수|응모)[^\n]{0,16}\n[^\n]{0,40}\d\s?[월.]\s?\d"
)
_TENDER = re.compile(r"추정\s?가격|입찰\s?참가\s?자격|입찰\s?보증금|개찰\s?일시|예정\s?가격")
_CALL_TEXT = re.compile(
    r"(?:신청|접수|모집|공모|지원|참가|참여|응모)\s?(?:서\s?)?(?:·접수|및\s?접수)?\s?(?:기간"
    r"|기한|마감|일정|방법|자격|대상|서류|절차|요건)|공고\s?합니다|공고하오니|모집\s?합니다"
    r"|모집하오니|(?:신청|접수|모집|선발|지원)(?:을|를|은|는)?\s?(?:받습니다|받는다|받아요|바랍니다"
    r"|하세요|하십시오|할 수 있습니다|하면 됩니다)"
    r"|(?:신청|접수|응모)(?:을|를|은|는)?\s?(?:하나요|합니까|하며|하시면|할 수 있(?:다|어요)"
    r"|하면 된다|한다)"
    r"|찾습니다|모십니다|뽑습니다|언제까지"
    r"|Call Opening|[Ff]unding [Cc]all|How to [Aa]pply|[Ee]ligib(?:le|ility)"
    r"|[Ss]ubmi(?:t|ssion of) (?:[a-z]+ )?(?:applications|proposals)"
    r"|Call for (?:[A-Z]\w+ )?Proposals|CALL FOR (?:[A-Z]+ )*PROPOSALS"
    r"|Request for (?:Proposals|Applications)|Deadline for [Ss]ubmission"
    r"|Application (?:Period|Deadline|Process)"
)
# the headings under which a source's own fields stand
_LABELS = re.compile(
    r"^(?:지원대상|지원내용|신청방법|신청기간|신청 제외 대상|신청 대상 구분)$", re.MULTILINE
)
_PRESS = re.compile(
    r"무단\s?전재|재배포\s?금지|저작권자\s?(?:[ⓒ©]|\(c\))|ⓒ"
    r"|기자(?:(?<=[가-힣]{4})|(?<=[가-힣]{2}\s..))\s?(?:=|[\w.]+@)"
)
# headings that only a call has together
_WHO = re.compile(
    r"(?m)^[^\w\n]{0,8}(?:[가-하0-9Ⅰ-Ⅻ]{1,2}[.)]\s?|[ㅇo]\s)?(?:신청|지원|참가|모집|응모|융자)\s?(?:자격|대상|요건)"
)
_WHEN = re.compile(
    r"(?m)^[^\w\n]{0,8}(?:[가-하0-9Ⅰ-Ⅻ]{1,2}[.)]\s?|[ㅇo]\s)?(?:신청|접수|모집|응모|공모)\s?(?:및\s?접수\s?)?(?:기간|기한|마감|일정|[:：]\s?(?:20)?\d)"
)
_BARE_PARTS = re.compile(r"(?m)^[^\w\n]{0,8}(대상|내용|기간|제외|방법|혜택|자격)\s*:?\s*$")
_PARTS = 3
# a notice by its number: 가람시 공고 제2026-27호
_NUMBERED = re.compile(r"공고\s?(?:제\s?)?(?:19|20)[0-9]{2}\s?[-–]\s?[0-9]{1,5}\s?호")
_OFFERS = re.compile(r"지원|모집|융자|육성|참가|참여|신청|바우처|보조|찾습니다|모십니다|뽑습니다")
_ASKS = re.compile(r"신청|접수|제출|응모|모집|추천|심사|선발")
_HEAD = 600
_PICTURE = re.compile(r"!\[[^\n]{0,300}\n?|[#\s]*첨부: |[#|\-*\s]{3,40}")
_FILE_NAME = re.compile(r"첨부: ([^\n]{1,160})")


class HasText(Protocol):
    """What is needed of a document."""

    @property
    def text(self) -> str: ...

    @property
    def title(self) -> str: ...


def is_call(document: HasText) -> bool:
    """Whether the text invites applications. Press articles and announced results do not."""
    text = document.text
    title = _title(document)
    if _NO_CALL_TITLE.search(title) and not re.search(r"공고문", title):
        return _QUESTIONS.search(title) is not None and _WHEN_ANSWERED.search(text) is not None
    head = text[:20_000]
    if _PRESS.search(head) or _PRESS.search(text[-3000:]):
        return False
    if len(_TENDER.findall(head[:4000])) >= 2:
        return False
    if _SURE_TITLE.search(title) or len(set(_LABELS.findall(head))) >= 2:
        return True
    named_parts = {found[1] for found in _BARE_PARTS.finditer(head)}
    if len(named_parts) >= _PARTS and _PLAIN_TITLE.search(title) and not _REPORTED.search(head):
        return True
    if not _REPORTED.search(head) and _WHO.search(head) and _WHEN.search(head):
        return True
    if not _REPORTED.search(head) and _NUMBERED.search(text[:_HEAD]) and _OFFERS.search(title):
        return True
    cues = {match[0].replace(" ", "") for match in _CALL_TEXT.finditer(head)}
    named = _CALL_TITLE.search(title) is not None or _CALL_TITLE.search(text[:_HEAD]) is not None
    if not named and not _REPORTED.search(head):
        named = _PLAIN_TITLE.search(title + text[:_HEAD]) is not None
    if _REPORTED.search(head):
        return bool(cues) if named else len(cues) >= _PARTS
    if named:
        return bool(cues) or len(set(_ASKS.findall(head))) >= 2
    return len(cues) >= 2


def _title(document: HasText) -> str:
    """The title, or where a picture stands in its place the name of the joined file."""
    title = document.title
    if title and not title.startswith("!["):
        return title
    name = _FILE_NAME.search(document.text[:400])
    if name:
        return re.sub(r"\.\w{2,4}$", "", name[1].replace("_", " "))
    return _PICTURE.sub(" ", document.text[:800])[:200] if title else document.text[:200]
