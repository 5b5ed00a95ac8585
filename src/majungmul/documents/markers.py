"""The signs that open a line of a Korean outline, as one table and one pattern.

Each row is a class of sign: signs of one class stand on one level of a document's outline. The
first row that matches wins, so the narrow ones come first.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# White space and invisible signs that stand before a marker or after a line.
BLANK = " \t\v\f\xa0\u2000\u2001\u2002\u2003\u2009\u200b\u3000\ufeff"
_GAP = r"[ \t\xa0\u2002\u2003\u200b\u3000]"
_LETTER = "[가나다라마바사아자차카타파하]"
# "4. 2.(수)" and "2025. 4." open with a date, not with a number of the outline.
_NO_DATE = rf"(?!{_GAP}*\d{{1,2}}{_GAP}*(?:[.~\-/(]|월|일))"

_CLASSES: tuple[tuple[str, str], ...] = (
    ("page", rf"[-–—]{_GAP}*\d{{1,3}}{_GAP}*[-–—]$|\d{{1,3}}{_GAP}*/{_GAP}*\d{{1,3}}$"),
    ("hash", rf"\#{{1,6}}(?={_GAP})"),
    ("pipe", r"\|(?=.*\|)"),
    ("roman", rf"[Ⅰ-Ⅻⅰ-ⅻ](?:{_GAP}*[.．,)])?(?!\d)|(?:I{{1,3}}|IV|VI{{0,3}}|IX|X)[.．](?={_GAP})"),
    ("article", rf"제{_GAP}?\d{{1,3}}{_GAP}?[장절조](?:의{_GAP}?\d{{1,2}})?(?=[\s(<\[]|$)"),
    (
        "annex",
        r"[\[<(【〔]?(?:붙임|별첨|별표|별지|참고|첨부)\s?\d{0,2}(?:-\d{1,2})?[\]>)】〕.:]?(?=\s|$)",
    ),
    ("numbers", rf"\d{{1,2}}(?:[.\-]\d{{1,2}}){{1,3}}[.)]?(?={_GAP}+[^\d\s~\-(년월일%억만원])"),
    ("number", rf"\d{{1,2}}{_GAP}?[.．](?!\d){_NO_DATE}"),
    ("letter", rf"{_LETTER}[.．](?!{_LETTER}[.．])"),
    ("number)", r"\d{1,2}\)(?!\d)"),
    ("letter)", rf"{_LETTER}\)"),
    ("(number)", rf"\(\d{{1,2}}\)(?={_GAP}|[^\d\s])|[⑴-⒇]"),
    ("(letter)", rf"\({_LETTER}\)|[㈎-㈛㈀-㈍]"),
    ("circled", r"[①-⑳❶-❿➀-➓⓵-⓾]|[\U000F02B1-\U000F02E3]"),
    ("circled-letter", r"[㉠-㉭㉮-㉻ⓐ-ⓩⒶ-Ⓩ]"),
    ("latin", rf"[A-Za-z][.)](?={_GAP})"),
    ("square", rf"[□■▣◇◆◈❏❑❒◻◼☐▢⬜⬛❖]|q(?={_GAP})|[\uf06e\uf06f\uf071\uf0a8\uf076]"),
    ("hand", r"[☞☛➜➔⇒➡]"),
    ("note", rf"※|[*＊†‡]{{1,3}}(?!\*)(?={_GAP}|[^\s*])|주{_GAP}?\d?\)"),
    (
        "circle",
        rf"[○◯●◎⊙◉〇❍⚪⚫]|ㅇ(?={_GAP}|[가-힣(「『<\[])|[oO](?={_GAP})|m(?={_GAP})|[\uf06d\uf06c]",
    ),
    ("small-circle", r"[◦∘⚬]"),
    ("dot", r"[•·∙‧⋅ㆍ․・]|[\uf09f\uf0b7]"),
    ("small-square", rf"[▪▫◾◽▮]|[\uf0a7]|§(?={_GAP})"),
    ("triangle", r"[▶▷►▸▻△▲▽▼◁◀]"),
    ("tick", rf"[✓✔☑√✅➢➤]|ü(?={_GAP})|[\uf0fc\uf0d8]|Ø(?={_GAP})|[vuw](?={_GAP}+[가-힣])"),
    ("dash", rf"[-–—―−‐‑ｰ](?={_GAP}|[가-힣A-Za-z(「『<\[*])|\+(?={_GAP})"),
    ("bracket", r"[\[【〔〈《<](?=[^\]】〕〉》>]{1,40}[\]】〕〉》>])"),
    ("sign", r"[\ue000-\uf8ff]|[\U000F0000-\U000FFFFD]"),
)
# Markdown made from other formats puts its own dash or emphasis before the printed sign.
_WRAP = rf"(?:[-*+>]{_GAP}+(?=[□■○◦•·▪▶①-⑳ㅇ※☞]))?(?:\*\*|__)?"
_INDEX = [f"c{index}" for index in range(len(_CLASSES))]
_PATTERN = re.compile(
    _WRAP
    + "(?:"
    + "|".join(f"(?P<{key}>{body})" for key, (_, body) in zip(_INDEX, _CLASSES, strict=True))
    + ")"
)
_NAMES = {key: name for key, (name, _) in zip(_INDEX, _CLASSES, strict=True)}
# No line that opens with one of these can carry a marker, and most lines of prose do.
_PLAIN = frozenset(
    chr(code)
    for code in range(0xAC00, 0xD7A4)
    if chr(code) not in "가나다라마바사아자차카타파하제붙별참첨주"
)

NUMBERED = frozenset(
    {"roman", "number", "numbers", "letter", "number)", "letter)", "(number)", "(letter)"}
    | {"circled", "circled-letter", "latin", "article"}
)
# Signs that open a part of a document; the others open points of a list.
STRONG = frozenset(
    {"hash", "roman", "article", "annex", "number", "numbers", "letter", "square", "hand"}
    | {"bracket", "circle", "circled"}
)
_LETTERS = "가나다라마바사아자차카타파하"
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
}
_BASES = ("①", "⑴", "❶", "➀", "⓵", "㉠", "㉮", "ⓐ", "Ⓐ", "㈎", "㈀", "Ⅰ", "ⅰ", "\U000f02b1")
_DIGITS = re.compile(r"\d+")


class Marker(NamedTuple):
    """`name` is the class of the sign, `sign` the sign as printed, `length` how far it reaches."""

    name: str
    sign: str
    length: int


def marker(line: str) -> Marker | None:
    """The marker that opens `line` (without leading blanks), if any. Constant time."""
    if not line or line[0] in _PLAIN:
        return None
    match = _PATTERN.match(line)
    if match is None:
        return None
    key = match.lastgroup or ""
    return Marker(_NAMES[key], match[key], match.end())


def ordinal(found: Marker) -> int:
    """Which number of its row the sign is, from 1; 0 where the class is not numbered."""
    if found.name not in NUMBERED:
        return 0
    sign = found.sign.strip(" .．,)(")
    if digits := _DIGITS.findall(sign):
        return int(digits[-1])
    if sign[:1] in _LETTERS and sign:
        return _LETTERS.index(sign[0]) + 1
    if sign in _ROMAN:
        return _ROMAN[sign]
    if found.name == "latin":
        return ord(sign.lower()) - ord("a") + 1
    below = [ord(sign) - ord(base) for base in _BASES if len(sign) == 1 and ord(sign) >= ord(base)]
    return min(below) + 1 if below else 0
