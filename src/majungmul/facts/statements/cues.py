"""The words that tell what a figure measures, and where they stand in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from majungmul.facts.tables import load
from majungmul.reference import vocabulary

from .conjugation import stems

# "수출바우처 사업", "일자리박람회": a name, not what is counted.
_NAME_GOES_ON = re.compile(
    r"\ ?(?:바우처|박람회|사절단|초보기업|유망기업|강소기업|정책|대회|역량강화|준비생"
    r"|지원자|희망자)"
    r"|(?:센터|진흥원|공사|재단|은행|기금|포럼)"
)
# "수출기업", "고용노동부", "매출채권": of which firms, office, paper; no sum of what was traded.
_TRADES = frozenset(["수출", "매출", "고용", "투자", "일자리", "판매"])
_OF_TRADE = re.compile(
    r"\ ?(?:기업|업체|지원(?!\ ?(?:성과|실적))|바우처|물류|보험|채권|노동|산업|시장|센터|희망|초보"
    r"|전략|역량|시책|생태계|잠재|첫걸음|유망|강소|선도|품목|마케팅|진흥|촉진|통상|다변화)"
    r"|장(?!에)|점(?!유)|처|망|대(?!금|비)"  # 판매장, 투자처
)
_ENDINGS = frozenset("는다고며면아어았었였으은을던기지니자")
_BLANKS = frozenset(" \n\t\"'“‘(·")
_FIRST, _FINALS, _SYLLABLES = 0xAC00, 28, 11172
_NIEUN, _RIEUL = 4, 8


class Hit(NamedTuple):
    """A cue at `[start, end)` of a sentence. A `verb` says what is done to the thing counted."""

    start: int
    end: int
    word: str
    verb: bool


class Cues(NamedTuple):
    """Measures by cue: nouns with those of the shorter cues they begin with, verbs by stem."""

    nouns: Mapping[str, tuple[str, ...]]
    verbs: Mapping[str, tuple[str, ...]]
    generic: frozenset[str]
    by_pair: Mapping[str, tuple[str, ...]]  # cues by their first two letters, the longest first
    by_first: Mapping[str, tuple[str, ...]]  # those of one letter

    def measures(self, hit: Hit) -> tuple[str, ...]:
        """What `hit` may tell, likeliest first."""
        return (self.verbs if hit.verb else self.nouns)[hit.word]


@cache
def table() -> Cues:
    """The cues of all measures."""
    cues = load("cues")
    nouns: dict[str, dict[str, None]] = {}
    for code, entry in vocabulary.measures().items():
        for word in (*entry.words, *cues["words"].get(code, ())):
            nouns.setdefault(word, {})[code] = None
    loose: set[str] = set()
    for code, did in cues["firms"]["did"].items():
        for done, name, space in product(did, cues["firms"]["names"], (" ", "")):
            nouns.setdefault(f"{done}{space}{name}", {})[code] = None
            if done in cues["firms"]["loose"]:
                loose.add(f"{done}{space}{name}")
    verbs: dict[str, dict[str, None]] = {}
    for code, listed in cues["verbs"].items():
        for stem in (stem for verb in listed for stem in stems(verb)):
            verbs.setdefault(stem, {})[code] = None
    generic = loose | {word for word in cues["generic"] if word in nouns}
    generic |= {s for word in cues["generic"] if word.endswith("다") for s in stems(word)}
    generic |= {stem for stem in verbs if stem[:-1] in generic}  # 배출하, 배출해 as 배출
    by_pair: dict[str, list[str]] = {}
    for word in sorted(nouns.keys() | verbs.keys(), key=len, reverse=True):
        by_pair.setdefault(word[:2], []).append(word)
    by_first = {word: (word,) for word in by_pair if len(word) == 1}
    return Cues(
        {word: _with_shorter(word, nouns) for word in nouns},
        {stem: (*codes, *_with_shorter(stem, nouns)) for stem, codes in verbs.items()},
        frozenset(generic),
        {
            pair: (*words, *by_first.get(pair[0], ()))
            for pair, words in by_pair.items()
            if len(pair) > 1
        },
        by_first,
    )


def _with_shorter(word: str, nouns: Mapping[str, dict[str, None]]) -> tuple[str, ...]:
    """The measures of `word`, then those of the cues it begins with (집행했 → 집행)."""
    codes: dict[str, None] = {}
    for size in range(len(word), 0, -1):
        codes |= {code: None for code in nouns.get(word[:size], ()) if code not in codes}
    return tuple(codes)


@cache
def units() -> dict[str, frozenset[str]]:
    """The units a figure of each measure may have."""
    narrower = load("cues")["units"]
    return {
        code: frozenset(narrower.get(code, measure.extra["units"]))
        for code, measure in vocabulary.measures().items()
    }


def find(sentence: str) -> list[Hit]:
    """The longest cue at every place of `sentence`, in order."""
    return list(_find(sentence))


def _find(sentence: str) -> Iterator[Hit]:
    cues, reach, named_to = table(), 0, 0
    by_pair, by_first = cues.by_pair, cues.by_first
    for start, letter in enumerate(sentence):
        words = by_pair.get(sentence[start : start + 2]) or by_first.get(letter)
        for word in words or ():
            if not sentence.startswith(word, start):
                continue
            end = start + len(word)
            if word in cues.verbs and _is_verb(sentence, start, end):
                reach = end
                yield Hit(start, end, word, True)
                break
            if word in cues.nouns:
                if start < reach < end:
                    break  # 특허가 is no 허가, 절감액 no 감액
                reach = reach if word.startswith("까지") else max(reach, end)
                name = _NAME_GOES_ON.match(sentence, end)
                named_to = name.end() if name else named_to
                named = word in _TRADES and _OF_TRADE.match(sentence, end)
                if not named and end > named_to:
                    yield Hit(start, end, word, False)
                break


def _is_verb(sentence: str, start: int, end: int) -> bool:
    """Whether a word begins with the stem, and, where that is one letter, goes on as a verb."""
    if start and sentence[start - 1] not in _BLANKS:
        return False
    if end - start > 1 or sentence[end : end + 1] in _ENDINGS:
        return True
    return sentence[end : end + 1] == " " and _final(sentence[start]) == _NIEUN  # 쓴 기업


def describes(sentence: str, hit: Hit) -> bool:
    """Whether the verb at `hit` describes what follows it: `아낀 개발비`, `살아남은 기업`."""
    stop = sentence.find(" ", hit.end - 1)
    return stop > 0 and _final(sentence[stop - 1]) in (_NIEUN, _RIEUL)


def _final(syllable: str) -> int:
    """The consonant below a syllable, by its number; -1 for what is no syllable."""
    place = ord(syllable) - _FIRST
    return place % _FINALS if 0 <= place < _SYLLABLES else -1


def told_by_nouns(hits: Sequence[Hit], start: int, end: int, unit: str) -> str:
    """The measure of a figure in `unit` that a noun in `[start, end)` tells; empty where none does.

    Words that stand near many kinds of sum tell nothing here.
    """
    cues = table()
    for at in range(bisect_left(hits, (start,)), len(hits)):
        hit = hits[at]
        if hit.start >= end:
            break
        if hit.verb or hit.word in cues.generic:
            continue
        for code in cues.nouns[hit.word]:
            if unit in units()[code]:
                return code
    return ""
