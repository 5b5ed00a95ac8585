"""The forms that a Korean verb takes in a text, as the beginnings of its words: 뽑다 → 뽑."""

from __future__ import annotations

PAST, FUTURE = 20, 8  # ㅆ below a stem, as in 했; ㄹ, as in 할
_BASE, _FINALS, _VOWELS, _OPEN = 0xAC00, 28, 21, 399
_A, _AE, _EO, _E, _YEO, _O, _WA, _WAE, _OE, _U, _WO, _EU, _I = (
    0,
    1,
    4,
    5,
    6,
    8,
    9,
    10,
    11,
    13,
    14,
    18,
    20,
)
_NIEUN, _RIEUL, _MIEUM, _SSANG_SIOT = 4, 8, 16, 20
_NONE = 0
# What a vowel becomes with the 아/어 that follows it.
_JOINED = {
    _A: _A, _AE: _AE, _EO: _EO, _E: _E, _YEO: _YEO, _O: _WA, _U: _WO, _OE: _WAE, _I: _YEO,
}  # fmt: skip
_BRIGHT = frozenset([_A, _O])
_SOFT_BIEUP = frozenset("돕곱눕굽춥덥")
_LOST_SIOT = frozenset("짓잇붓낫긋")


def stems(verb: str) -> frozenset[str]:
    """What every form of `verb` (dictionary form, `고르다`) begins with: 고르, 고른, 골라, 골랐 …

    A verb of several words (`둥지를 틀다`) keeps those before the last as they are.
    """
    body = verb.removesuffix("다")
    lead, last = body[:-1], body[-1]
    initial, vowel, final = _parts(last)
    if last == "하":
        return frozenset(lead + form for form in ("하", "한", "할", "함", "해", "했"))
    forms = {last}
    if final == _NONE:
        forms |= {_syllable(initial, vowel, f) for f in (_NIEUN, _RIEUL, _MIEUM)}
        forms |= _joined(initial, vowel)
        if last == "르" and lead:
            return frozenset({lead + form for form in forms} | _doubled(lead))
        if vowel == _EU:
            bright = bool(lead) and _parts(lead[-1])[1] in _BRIGHT
            joined = _A if bright else _EO
            forms |= {_syllable(initial, joined, f) for f in (_NONE, _SSANG_SIOT)}
    elif final == _RIEUL:
        forms |= {_syllable(initial, vowel, f) for f in (_NONE, _NIEUN)}
    elif last in _SOFT_BIEUP:
        open_ = _syllable(initial, vowel, _NONE)
        tails = "와왔우운울" if vowel == _O else "워웠우운울"
        forms |= {open_ + tail for tail in tails}
    elif last in _LOST_SIOT:
        open_ = _syllable(initial, vowel, _NONE)
        forms |= {open_ + tail for tail in "어었은을"}
    return frozenset(lead + form for form in forms)


def syllables(final: int) -> str:
    """Every syllable with the consonant `final` below it (`PAST`: 았, 었, 했 …), for a pattern."""
    return "".join(chr(_BASE + _FINALS * index + final) for index in range(_OPEN))


def _joined(initial: int, vowel: int) -> set[str]:
    joined = _JOINED.get(vowel)
    if joined is None:
        return set()
    return {_syllable(initial, joined, final) for final in (_NONE, _SSANG_SIOT)}


def _doubled(lead: str) -> set[str]:
    """`고르다` → 골라, 골랐: the ㄹ stands twice."""
    initial, vowel, _ = _parts(lead[-1])
    before = lead[:-1] + _syllable(initial, vowel, _RIEUL)
    return {before + tail for tail in ("라랐" if vowel in _BRIGHT else "러렀")}


def _parts(syllable: str) -> tuple[int, int, int]:
    code = ord(syllable) - _BASE
    return code // (_VOWELS * _FINALS), code // _FINALS % _VOWELS, code % _FINALS


def _syllable(initial: int, vowel: int, final: int) -> str:
    return chr(_BASE + (initial * _VOWELS + vowel) * _FINALS + final)
