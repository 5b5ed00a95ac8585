"""Sentences about who may apply in parts of a call that are about something else.

Among cautions and on how projects are formed a call often says once more whom it does not take, or
what the applicant has to be. Nothing of that may be lost because it stands under another heading.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from . import telling
from .grounds import begins_with_grounds, names_ground, names_standing
from .headings import Heading, Role, squeezed, words
from .lines import Line

_CAUTIONS = re.compile(r"(?:유의|주의|참고|기타)(?:사항)?|그밖의(?:것|사항)|기타|안내사항")
# 선정취소 유의사항, 지원 제외 및 환수: who is in such a state is not taken either
_CANCELS = re.compile(
    r"(?:선정|지원|신청|참여)(?:이나|또는|및)?(?:제외|취소|배제)|제외취소|취소사유"
)
# 주관연구개발기관은 비영리기관으로 한정함, 신청기업은 도내 업체여야 한다
_MUST_BE = re.compile(
    r"(?<![가-힣])(?:주관\s?(?:연구)?\s?(?:개발)?\s?(?:기관|기업)|신청\s?(?:기관|기업|인|주체|자)|(?:지원|신청|모집|참여)\s?대상(?:자|기업)?"
    r"|참여\s?(?:기업|업체)|(?:지원|신청)\s?자격)(?:은|는)\s[^\n]{2,90}?"
    r"(?:으로\s?한정|에\s?(?:한함|한한다|한해|한하여|한정)|만\s?(?:신청|지원|참여)[가-힣\s]{0,6}(?:가능|할\s?수\s?있)"
    r"|(?:기업|기관|업체|사업자|법인|단체|자|대학|소상공인|\))\s?(?:이어야|이여야|여야)\s?(?:하|한|함|합))"
)
# one of these stands in whatever `_MUST_BE` or `_MUST` finds
_ASKING = re.compile(r"야|한[정함한해하]|만\s?(?:신청|지원|참여)")
# among cautions: 시내에 사업장이 있어야 함
_MUST = re.compile(
    r"(?:소재|업력|창업|사업장|본사|공장|주소|거주|사업자\s?등록|소상공인|중소기업|법인|대표자)[^\n]{0,40}?"
    r"(?:있어야|두어야|이어야|여야|아야|어야|해야)\s?(?:함|한다|합니다|하며)"
)
# what is asked of papers, projects, prices or those already chosen
_DUTY = re.compile(
    r"제출|서류|협약|참여율|유지|이행|준수|납부|부담|계상|집행|정산|선정\s?(?:된|후|이후)|과제\s?(?:는|수)|품목|금액|비용|사업비|책임자|연구원|\d\s?회에\s?한"
)


# a line that is nothing but who is in such a state
_IN_STATE = re.compile(
    r"(?:경우|기업|업체|자|사업자|법인|기관|중|상태)\s?(?:\([^()]{0,60}\))?[.\s]*$"
)
# parts about what comes after a firm was chosen
_AFTERWARDS = re.compile(
    r"환수|해약|해지|중단|사후|정산|반환|의무|협약|제재|집행|상환|우대|[가감]점|서류|절차|양식"
)
_LEFT_IN = re.compile(
    r"\d\s?점|예외|가능|허용|인정|포함|(?:협약|선정|지원|대출|사업|보조금)[가-힣\s]{0,8}(?:후|이후|기간\s?중)\b"
)
_FIRST = 800  # characters in which a call says whom it looks for
_FEW = 2  # such lines in one part make a list of who is out
_LONG, _NEAR = 160, 200  # characters of a line, and between two of one list

Said = Literal["eligibility", "exclusion"]


def in_state(text: str, heading: str, found: list[Line]) -> list[Line]:
    """The lines of a part about something else that list who is shut out by what they are in:
    휴업 중인 기업, 국세를 체납한 경우; none where only one stands there."""
    if _AFTERWARDS.search(squeezed(heading)):
        return []
    told = [line for line in found if _tells_state(text, line)]
    runs: list[list[Line]] = []
    for line in told:
        if runs and line.start - runs[-1][-1].end <= _NEAR:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [line for run in runs for line in _list_of(text, run)]


def _list_of(text: str, run: list[Line]) -> list[Line]:
    """From the first known ground of neighbouring lines to the last, if they are several; many
    of them make the whole run such a list."""
    known = [i for i, line in enumerate(run) if names_standing(text, line.start, line.end)]
    if len(known) < _FEW:
        return []
    return run[known[0] :] if len(known) > _FEW else run[known[0] : known[-1] + 1]


# 지원조건 | - 도내에 공장을 둔 식품업체: a part about terms that lists who may apply
_TERMS = re.compile(r"(?:지원|신청|참여|참가|모집|선정)(?:조건|규모|기준)")
_QUALIFIED = re.compile(
    r"(?:소재|보유|등록|영위|위치|운영|종사|제조|생산|해당|이내|이상|미만|이하|둔|있는|않는|받은)[가-힣\s]{0,16}?"
    r"(?<!지원\s)(?:기업|업체|사업자|소상공인|법인|사업장|단체|기관|농가|자)\s?(?:\([^()]{0,40}\)|※[^\n]{0,30})?\s*$"
)
_GETS = re.compile(
    r"\d\s?(?:%|만\s?원|억|개\s?(?:사|소|업체)|명|점)|지원율|보조율|최대|한도|당\s|우대|가점"
)


def asked_items(text: str, heading: str, found: list[Line]) -> list[Line]:
    """The items of a part about terms that say what applicants have to be."""
    label = squeezed(heading)
    terms = _TERMS.search(label) is not None
    if not terms and not _CAUTIONS.search(label):
        return []
    items = [line for line in found if line.row < 0 and line.marker]
    items = [line for line in items if not _GETS.search(text, line.start, line.end)]
    told = [
        line
        for line in items
        if _QUALIFIED.search(text, line.start, line.end)
        and not names_standing(text, line.start, line.end)
    ]
    signs = {line.marker for line in told}
    # a list of terms says who all through, cautions say it here and there
    return [line for line in items if line.marker in signs] if terms else told


def recruited(text: str, heading: Heading) -> Heading:
    """수요기업 자격 of a call for 수요기업: the party that is looked for is who applies."""
    for party in words()["party"]:
        if party in heading.label and re.search(
            rf"{party}\s?(?:을|를)?\s?(?:추가\s?)?모집", text[:_FIRST]
        ):
            bars = any(word in heading.label for word in words()["bar"])
            return heading._replace(role="exclusion" if bars else "eligibility")
    return heading


def _tells_state(text: str, line: Line) -> bool:
    return (
        line.end - line.start <= _LONG
        and _IN_STATE.search(text, line.start, line.end) is not None
        and _LEFT_IN.search(text, line.start, line.end) is None
    )


def lines_of(
    text: str, heading: str, role: Role | None, line: Line
) -> list[tuple[Said, list[Line]]]:
    """The sentences of a line that say who may apply or may not, by what they say.

    `heading` and `role` are those of the part the line stands in, empty and None outside of any.
    """
    if role not in (None, "other"):
        return []
    found: dict[Said, list[Line]] = {}
    caution, cancels = _kind_of(heading)
    if not cancels and not _tells(text, line):
        return []
    for start, end in telling.sentences(text, line):
        if said := _said(text, start, end, caution, cancels):
            found.setdefault(said, []).append(line._replace(start=start, end=end))
    return list(found.items())


@lru_cache(maxsize=256)  # asked again for each line of a part
def _kind_of(heading: str) -> tuple[bool, bool]:
    """Whether a heading is over cautions, and whether over what cancels a choice."""
    label = squeezed(heading)
    return _CAUTIONS.search(label) is not None, _CANCELS.search(label) is not None


def _tells(text: str, line: Line) -> bool:
    return (
        telling.refuses(text, line.start, line.end)
        or _ASKING.search(text, line.start, line.end) is not None
    )


_LABEL = re.compile(r"\s?[(\[<][^()\[\]<>\n]{2,24}[)\]>]\s?")


def barred_by_list(text: str, line: Line) -> Line | None:
    """The sentence behind a label that begins with a list of grounds which shut out, else None:
    (자격 검토) 참여제한, 의무 불이행 등에 해당하면 제외."""
    label = _LABEL.match(text, line.start, line.end)
    start = label.end() if label else line.start
    if not telling.shuts_out(text, start, line.end):
        return None
    if not begins_with_grounds(text, start, line.end):
        return None
    return line._replace(start=start)


def _said(text: str, start: int, end: int, caution: bool, cancels: bool) -> Said | None:
    if telling.shuts_out(text, start, end) and (caution or names_ground(text, start, end)):
        return "exclusion"
    if cancels and names_standing(text, start, end):
        return "exclusion"
    if _ASKING.search(text, start, end) is None:
        return None
    must = _MUST_BE.search(text, start, end) or (caution and _MUST.search(text, start, end))
    if must and not _DUTY.search(text, start, end):
        return "eligibility"
    return None
