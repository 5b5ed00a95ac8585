"""What a generic counter counts: `697개의 지역 소프트웨어(SW) 기업`, `SW진흥단지 5개`."""

from __future__ import annotations

import re
from decimal import Decimal

from majungmul.facts.tables import nouns

_AHEAD, _BEHIND, _WORDS = 44, 36, 5
_BREAK = re.compile(r"[.\n|,;:△▲○□◦※]|다\ ")
_ASIDE = re.compile(r"\([^()\n]{0,44}\)?")
_WORD = re.compile(r"[가-힣A-Za-z0-9·&+-]+")
_PARTICLE = re.compile(
    r"(?:들)?(?:을|를|이|가|은|는|의|에|에서|에게|에는|와|과|도|로|으로|까지|부터|씩|만|이나|별로|별"
    r"|이다|이며|이고|이라고|이었다|였다|입니다)?$"
)
# "1천개사에서 2만개로"
_FROM_FIRMS = re.compile(r"[0-9만천]\ ?(?:개\ ?사|업체|개\ ?기업)에서\ (?:약\ )?$")
# "신규 9개, 재지정 8개, 고도화 7개 기업": the last says what all are
_ROW = re.compile(
    r"(?:,\ [^,.:0-9\n당]{1,16}[0-9][0-9,]*여?\ ?[개곳]){1,6}"
    r"(?:\ 등\ (?:총\ |모두\ )?[0-9,]{1,7}여?\ ?[개곳])?"
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
_SUB_PROGRAMS = ("세부사업", "내역사업", "단위사업")


def counted_thing(folded: str, start: int, end: int, value: Decimal) -> str:
    """The unit of the number at `[start, end)` from the noun after it, else before it.

    A hundred 사업 and more are the projects of a programme, not programmes; but 세부사업 stay
    programmes. `case` when no known noun stands near.
    """
    ahead, behind = _words_after(folded, end), _words_before(folded, start)
    places = folded.startswith(("곳", "군데"), end - 1) or folded.startswith("군데", end - 2)
    unit = (
        (_last_of(behind, 1) if places and not folded.startswith("의", end) else None)
        or _first_of(ahead[:1])
        or (None if behind[:1] and behind[0] in nouns().weak else _last_of(behind, 1))
        or _first_of(ahead[:_WORDS], fallback=True)
        or _last_of(behind, _WORDS)
    )
    if unit is None and _FROM_FIRMS.search(folded, max(0, start - 12), start):
        return "company"
    if unit is None and (row := _ROW.match(folded, end)):
        unit = _first_of(_words_after(folded, row.end())[:2])
    if unit is None:
        return "item" if any(not _VERBAL.search(word) for word in ahead) else "case"
    if unit == "program" and value >= _MANY_PROGRAMS:
        return unit if any(word.startswith(_SUB_PROGRAMS) for word in behind) else "project"
    return unit


def noun_unit(word: str) -> str | None:
    """The unit of the longest known noun that `word` ends with."""
    table = nouns()
    for size in range(min(len(word), table.longest), 0, -1):
        unit = table.unit.get(word[-size:])
        if unit is not None:
            return unit
    return None


def _first_of(phrase: list[str], fallback: bool = False) -> str | None:
    """The thing that a phrase names first; a weak noun without a particle only as `fallback`."""
    table, weak = nouns(), None
    for word in phrase:
        stem, particle = _split(word)
        unit = noun_unit(stem) or noun_unit(word)
        if unit is not None and (not stem.endswith(tuple(table.weak)) or particle):
            return unit
        weak = weak or unit
    return weak if fallback else None


def _words_after(folded: str, end: int) -> list[str]:
    """The words of the noun phrase that follows the counter."""
    window = _ASIDE.sub(" ", folded[end : end + _AHEAD])
    stop, table, phrase = _BREAK.search(window), nouns(), []
    words = _WORD.findall(window[: stop.start()] if stop else window)
    for at, word in enumerate(words):
        if word in _PASSED:
            continue
        if word == "지원":
            continue  # 19개 지원 기관
        if word in table.stop and at + 1 < len(words) and _is_firm(words[at + 1]):
            return [words[at + 1]]  # 45개 일자리 창출 기업에
        if word[0].isdigit() or word in table.stop:
            break
        if word[:2] in table.stop and noun_unit(_split(word)[0]) is None:
            break  # 지원할 …, but not 지원사업
        phrase.append(word)
        stem, particle = _split(word)
        joined = particle in ("와", "과") and noun_unit(stem) is None  # 예비창업자와 창업기업
        if particle not in _OPEN_PARTICLES and not joined:
            break
    return phrase


def _is_firm(word: str) -> bool:
    """Whether `word` ends the phrase that names those counted: 기업에, 업체를."""
    stem, particle = _split(word)
    return particle not in _OPEN_PARTICLES and noun_unit(stem) == "company"


def _words_before(folded: str, start: int) -> list[str]:
    """The words of the same clause before the number, the nearest first."""
    window = _ASIDE.sub(" ", folded[max(0, start - _BEHIND) : start])
    for stop in _BREAK.finditer(window):
        if stop[0] != ":":
            window = " " * stop.end() + window[stop.end() :]
    return _WORD.findall(window)[: -_WORDS - 1 : -1]


def _last_of(behind: list[str], words: int) -> str | None:
    """The thing among the nearest `words` words; of one word only where it has no particle."""
    for word in behind[:words]:
        stem, particle = _split(word)
        unit = noun_unit(word) or (noun_unit(stem) if words > 1 or particle == "들" else None)
        if words > 1 and stem in nouns().weak:
            continue
        if unit is not None:
            return unit
    return None


def _split(word: str) -> tuple[str, str]:
    found = _PARTICLE.search(word, max(1, len(word) - 4))
    if found is None:
        return word, ""
    particle = found[0]
    return word[: found.start()], particle[1:] if particle.startswith("들") else particle
