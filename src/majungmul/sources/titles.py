"""What a title alone tells: whether a list's entry is a call or the result of one."""

from __future__ import annotations

import re

from .types import Kind

_RESULT = re.compile(
    r"(?:선정|평가|심사|심의|선발|합격|당첨|입찰|개찰)\s*(?:자|기업|기관|과제|대상)?\s*(?:결과|발표|명단)"
    r"|결과\s*(?:공고|공지|발표|안내|알림)|(?:합격자|선정자|수상자)\s*(?:발표|공고|명단)"
    r"|선정\s*공고|선정\s*결과"
)
_CALL = re.compile(r"모집|신청|접수|공모")


def kind(title: str) -> Kind:
    """`result` when the title announces who was chosen and calls for nothing."""
    found = _RESULT.search(title)
    return "result" if found and not _CALL.search(title, found.end()) else "call"
