"""Sentences about who may apply in parts of a call that are about something else.

Among cautions and on how projects are formed a call often says once more whom it does not take, or
what the applicant has to be. Nothing of that may be lost because it stands under another heading.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from . import telling
from .conditions.exclusions import names_ground, names_standing
from .headings import Role, squeezed
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
# what is asked of papers, projects, prices or those already chosen
_DUTY = re.compile(
    r"제출|서류|협약|납부|부담|계상|집행|정산|선정\s?(?:된|후|이후)|과제\s?(?:는|수)|품목|금액|비용|사업비|책임자|연구원|\d\s?회에\s?한"
)


Said = Literal["eligibility", "exclusion"]


def lines_of(
    text: str, heading: str, role: Role | None, line: Line
) -> list[tuple[Said, list[Line]]]:
    """The sentences of a line that say who may apply or may not, by what they say.

    `heading` and `role` are those of the part the line stands in, empty and None outside of any.
    """
    if role not in (None, "other"):
        return []
    found: dict[Said, list[Line]] = {}
    label = squeezed(heading)
    for start, end in telling.sentences(text, line):
        if said := _said(text, label, start, end):
            found.setdefault(said, []).append(replace(line, start=start, end=end))
    return list(found.items())


def _said(text: str, label: str, start: int, end: int) -> Said | None:
    if telling.shuts_out(text, start, end):
        caution = label and _CAUTIONS.search(label)
        return "exclusion" if caution or names_ground(text, start, end) else None
    if label and _CANCELS.search(label) and names_standing(text, start, end):
        return "exclusion"
    if _MUST_BE.search(text, start, end) and not _DUTY.search(text, start, end):
        return "eligibility"
    return None
