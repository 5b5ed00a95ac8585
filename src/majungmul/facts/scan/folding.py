"""Signs that look alike become one sign, so that the grammar has to know only one of each.

Every change is one character for one character: offsets into the folded text are offsets into the
text itself.
"""

from __future__ import annotations

import re

_SIGNS = {
    "~": "∼～〜˜⁓–—―",
    "-": "−‐‑－",
    "'": "’‘`´′＇‛",
    "·": "‧ㆍ･・∙⋅",
    " ": "\t\v\f\r\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u202f\u205f\u3000\ufeff",
    "→": "⇒⇨➡➔➜➝⟶⮕",
    '"': "“”„‟＂",
    "%": "％﹪",
    ":": "：∶",
    "₩": "￦",
    "¥": "￥",
    "$": "＄",
}
_FULL_WIDTH = "(),./;<=>?[]{|}+*#&!0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

_TABLE = {sign: plain for plain, signs in _SIGNS.items() for sign in signs}
_TABLE |= {chr(ord(sign) + 0xFEE0): sign for sign in _FULL_WIDTH}
_ANY = re.compile(f"[{re.escape(''.join(_TABLE))}]")


def fold(text: str) -> str:
    """`text` with look-alike signs unified; the same length, so offsets stay true."""
    return _ANY.sub(lambda sign: _TABLE[sign[0]], text)


_SPACED_OUT = re.compile(r"(?<![가-힣])(?:[가-힣][ ]){2,7}[가-힣](?![가-힣])")


def unspaced(words: str) -> str:
    """`words` with labels that were spaced out to fill a line put together: `신 청 기 간`."""
    return _SPACED_OUT.sub(lambda label: label[0].replace(" ", ""), words)
