"""Headings that say who may apply among words of their own: 수출바우처 지원 제한기업.

The word lists of `headings` know whole headings. Of these only the part that matters is known: the
name of a programme may stand before it, and what else the part is about behind it.
"""

from __future__ import annotations

import re
from typing import Literal

Composed = Literal["eligibility", "exclusion", "other"]

_ACT = (
    r"(?:신청|지원|참여|참가|모집|응모|공모|융자|대출|보증|입주|가입|이용|접수|선정|추천|입찰|평가)"
)
_WHAT = r"(?:자격|대상|요건|자격요건|자격조건|대상자|대상기업|대상업체|대상요건|대상범위)"
_WHOM = (
    r"(?:대상|사유|업종|기준|처리기준|사항|요건|조건|자격|경우|자|대상자|대상업종|대상기업|검토대상"
    r"|기업|업체|사업자|소상공인|기관|단체|법인|점검항목)"
)
_BAR = r"(?:제외|제한|결격|부적격|배제|불가)"
_AND = r"(?:및|또는|과|와)"
_LEAD = r"(?P<lead>[가-힣A-Za-z0-9]{0,18}?)"
_SHUT = re.compile(
    rf"{_LEAD}(?:{_ACT}(?:대상|자격)?{_BAR}{_WHOM}"
    rf"|(?:결격|부적격|제한|제외){_WHOM})(?:목록)?"
)
_ASK = re.compile(
    rf"{_LEAD}의?(?:(?:신청|지원|참여|참가|모집|응모|공모|입주|융자){_WHAT}|입찰참가자격)(?:{_AND}{_ACT}?{_BAR}{_WHOM}?)?"
)
# what stands there is partly said of those already chosen
_CAUTION = re.compile(
    rf"(?:유의|주의)사항{_AND}{_ACT}?{_BAR}{_WHOM}?"
    rf"|{_ACT}(?:대상)?(?:제외|제한){_AND}(?:지원금|사업비|보조금|선정)?(?:환수|취소|중단)(?:대상|사항|사유|기준)?"
)
# what is asked of somebody or something else than the applicant
_OF_OTHERS = re.compile(
    r"근로자|청년|참여자|연구자|연구원|책임자|교육생|훈련생|인턴|강사|멘토|위원|전문가|바이어|수요|공급"
    r"|협력|공동|위탁|운영사|수행기관|과제|제품|품목|비목|비용|항목|보험|사업비|경비|장비|물품|도서|작품|콘텐츠"
    r"|기술|과목|과정|심사|가점|우대|동시|중복|기한|횟수|인원|금액|한도|사용|계약|결과|서류|제출|여부|확인"
    r"|검토|증빙|절차|방법|내용|개요|분야|관리|유의|주의"
)


def composed_role(label: str) -> Composed | None:
    """What a part is about whose squeezed heading has words beside those that are known."""
    if _CAUTION.fullmatch(label):
        return "other"
    for role, pattern in _ROLES:
        match = pattern.fullmatch(label)
        if match and not _OF_OTHERS.search(match["lead"]):
            return role
    return None


_ROLES: tuple[tuple[Composed, re.Pattern[str]], ...] = (("eligibility", _ASK), ("exclusion", _SHUT))
