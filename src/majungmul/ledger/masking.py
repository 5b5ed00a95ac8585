"""Personal data in source texts: masked before a text is stored, read or shown.

Mobile numbers lose their middle and last digits, resident registration numbers all after the day
of birth, e-mail addresses at public mail providers their local part; full-width digits, +82 and
`name (at) host` are the same to it. Offices' landlines and addresses at an organisation's own
domain stay: a notice is useless without them. The raw payload alone keeps what was received.
"""

from __future__ import annotations

import re

_GAP = r"[-.\s·－‐–—]{0,3}"
_D = r"[0-9０-９]"
_PREFIX = r"[1１][016789０１６７８９]"
_ABROAD = rf"(?:[+＋][8８][2２]|[8８][2２](?=[-)]))\)?{_GAP}[(]?[0０]?[)]?"
MOBILE = re.compile(
    r"(?<![0-9０-９A-Za-z])(?<![A-Za-z]/)"
    rf"(\(?[0０]{_PREFIX}\)?|{_ABROAD}{_PREFIX})"
    rf"(?:[)]|{_GAP}){{0,2}}{_D}{{3,4}}{_GAP}{_D}{{4}}(?!{_D})"
)
RESIDENT = re.compile(
    rf"(?<!{_D})({_D}{{2}}[0０1１]{_D}[0-3０-３]{_D})(\s?[-－‐–—]\s?)[1-8１-８]{_D}{{6}}(?!{_D})"
)
_AT = r"\s{0,2}(?:@|＠|[(\[<（]\s?(?:at|AT|At|@|골뱅이)\s?[)\]>）])\s{0,2}"
PERSONAL_MAIL = re.compile(
    rf"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+({_AT}"
    r"(?:naver|gmail|daum|hanmail|hanmir|nate|kakao|hotmail|outlook|live|msn|yahoo|icloud|me|mac|proton|protonmail|empas|lycos|korea|dreamwiz|freechal|paran|chol"
    r"|empal)\.(?:com|net|co\.kr|me|kr)(?![A-Za-z0-9.-]*\.[A-Za-z]))",
    re.IGNORECASE,
)
# What every personal number and every address holds: most texts have neither and are soon done.
_SEVEN_DIGITS = re.compile(rf"{_D}{{3}}{_GAP}{_D}{{4}}")
_AT_SIGN = re.compile(r"[@＠]|[(\[<（]\s?(?:at|골뱅이)", re.IGNORECASE)


def mask(text: str) -> str:
    """`text` with personal numbers and addresses starred out; masking again changes nothing.

    Starring one may lay bare the next (`kim@naver.com@naver.com`): it goes on until none is left.
    """
    masked = text
    if _AT_SIGN.search(masked):
        masked = PERSONAL_MAIL.sub(r"***\1", masked)
    if _SEVEN_DIGITS.search(masked):
        masked = RESIDENT.sub(r"\1\2*******", masked)
        masked = MOBILE.sub(r"\1-****-****", masked)
    return masked if masked == text else mask(masked)
