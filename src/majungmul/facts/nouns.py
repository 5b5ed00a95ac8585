"""What a generic counter counts: `697개의 지역 소프트웨어(SW) 기업`, `SW진흥단지 5개`."""

from __future__ import annotations

import re
from decimal import Decimal

from .tables import nouns

_AHEAD, _BEHIND, _WORDS = 44, 36, 5
_BREAK = re.compile(r"[.\n|,;:△▲○□◦※]|다\ ")
_ASIDE = re.compile(r"\([^()\n]{0,44}\)?")
_WORD = re.compile(r"[가-힣A-Za-z0-9·&+-]+")
_PARTICLE = re.compile(
    r"(?:들)?(?:을|를|이|가|은|는|의|에|에서|에게|에는|와|과|도|로|으로|까지|부터|씩|만|이나|별로|별)?$"
)
_PASSED = frozenset(
    [
        "의",
        "여",
        "이상",
        "이내",
        "내외",
        "가량",
        "안팎",
        "정도",
        "이하",
        "신규",
        "이상의",
        "이내의",
        "내외의",
        "이하의",
    ]
)
_VERBAL = re.compile(r"[해한된될할하돼던인며고]$|^[를을이가의씩는은도만로으에]")
_OPEN_PARTICLES = ("의", "들", "")
_MANY_PROGRAMS = 100


def counted_thing(folded: str, start: int, end: int, value: Decimal) -> str:
    """The unit of the number at `[start, end)` from the noun after it, else before it.

    A hundred 사업 and more are the projects of a programme, not programmes. `case` when no known
    noun stands near.
    """
    unit = (
        _ahead(folded, end, 1)
        or _behind(folded, start, 1)
        or _ahead(folded, end, _WORDS)
        or _behind(folded, start, _WORDS)
        or ("item" if _named(folded, end) else "case")
    )
    return "project" if unit == "program" and value >= _MANY_PROGRAMS else unit


def noun_unit(word: str) -> str | None:
    """The unit of the longest known noun that `word` ends with."""
    table = nouns()
    for size in range(min(len(word), table.longest), 0, -1):
        unit = table.unit.get(word[-size:])
        if unit is not None:
            return unit
    return None


def _ahead(folded: str, end: int, words: int) -> str | None:
    """The thing among the first `words` words after the counter."""
    table, fallback = nouns(), None
    for word in _words_after(folded, end)[:words]:
        stem, particle = _split(word)
        unit = noun_unit(stem) or noun_unit(word)
        if unit is not None and (stem not in table.weak or particle):
            return unit
        fallback = fallback or unit
    return fallback if words > 1 else None


def _words_after(folded: str, end: int) -> list[str]:
    """The words of the noun phrase that follows the counter."""
    window = _ASIDE.sub(" ", folded[end : end + _AHEAD])
    stop, table, phrase = _BREAK.search(window), nouns(), []
    for word in _WORD.findall(window[: stop.start()] if stop else window):
        if word in _PASSED:
            continue
        if word[0].isdigit() or word in table.stop or word[:2] in table.stop:
            break
        phrase.append(word)
        if _split(word)[1] not in _OPEN_PARTICLES:
            break
    return phrase


def _named(folded: str, end: int) -> bool:
    """Whether some noun follows, though no known one."""
    return any(not _VERBAL.search(word) for word in _words_after(folded, end))


def _behind(folded: str, start: int, words: int) -> str | None:
    """The thing among the last `words` words before the number; the very last without particle."""
    window = _ASIDE.sub(" ", folded[max(0, start - _BEHIND) : start])
    for stop in _BREAK.finditer(window):
        if stop[0] != ":":
            window = " " * stop.end() + window[stop.end() :]
    for word in _WORD.findall(window)[: -words - 1 : -1]:
        stem, particle = _split(word)
        unit = noun_unit(word) or (noun_unit(stem) if words > 1 or particle == "들" else None)
        if unit is not None and (words > 1 or noun_unit(word)):
            return unit
    return None


def _split(word: str) -> tuple[str, str]:
    found = _PARTICLE.search(word, max(1, len(word) - 4))
    if found is None:
        return word, ""
    particle = found[0]
    return word[: found.start()], particle[1:] if particle.startswith("들") else particle
