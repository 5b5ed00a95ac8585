"""Personal data in source texts: masked before a text is stored, read or shown.

Mobile numbers lose their middle and last digits, e-mail addresses at public mail providers their
local part. Offices' landlines and addresses at an organisation's own domain stay: a notice is
useless without them. The raw payload alone keeps what was received.
"""

from __future__ import annotations

import re

MOBILE = re.compile(
    r"(?<![0-9A-Za-z])(?<![A-Za-z]/)(\(?01[016789]\)?)([-.\s·)]{0,3})\d{3,4}([-.\s·]{0,3})\d{4}(?!\d)"
)
PERSONAL_MAIL = re.compile(
    r"[A-Za-z0-9._%+-]+(@(?:naver|gmail|daum|hanmail|hanmir|nate|kakao|hotmail|outlook|live|msn"
    r"|yahoo|icloud|me|mac|proton|protonmail|empas|lycos|korea|dreamwiz|freechal|paran|chol"
    r"|empal|lycos)\.(?:com|net|co\.kr|me|kr)(?![A-Za-z0-9.-]*\.[A-Za-z]))",
    re.IGNORECASE,
)


def mask(text: str) -> str:
    """`text` with personal numbers and addresses starred out."""
    if "@" in text:
        text = PERSONAL_MAIL.sub(r"***\1", text)
    if "01" in text:
        text = MOBILE.sub(r"\1-****-****", text)
    return text
