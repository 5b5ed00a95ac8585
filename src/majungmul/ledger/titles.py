"""The title of a call taken apart: programme, year, round, region tag and signs of amendment.

[부산] 2026년 제2차 바다누리 바우처 참여기업 모집 공고(연장)
  region 부산 · year 2026 · round 2차 · programme 바다누리바우처 · extension
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

Amendment = Literal["", "correction", "extension", "cancellation", "repeat"]

_YEAR = re.compile(
    r"(?<!\d)(?:(20[0-4]\d)\s*(?:년도|년|학년도)?|['’‘](\d{2})\s*(?:년도|년)?|(2\d)년도?)(?!\d)"
)
_ROUND = re.compile(
    r"(?:(?<![가-힣])제\s*)?(?<!\d)(\d{1,2}(?:\s*[·,~]\s*\d{1,2})*)\s*"
    r"(차수|차시|차|기|회차|회|단계|분기|월)"
    r"(?!\s?(?:배터리|전지|제품)|[가-힣]*(?:산업|원|전지))|(상|하)반기"
)
_SIGNS = re.compile(r"[\W_]+")
_TAG = re.compile(r"^\s*\[([^\]]{1,40})\]|^\s*【([^】]{1,40})】")
_BRACKET = re.compile(r"[(\[【〔<『「《]([^()\[\]【】〔〕<>『』「」《》]{0,60})[)\]】〕>』」》]")

_HOLLOW = re.compile(r"[(\[]\s*[)\]]|_\s*$")
_INNER = re.compile(r"(?<=[(\[「『])\s+|\s+(?=[)\]」』])")
_LAST_BRACKET = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)$")
_A_DATE = re.compile(r"\d{1,2}\s*[.월/]\s*\d{1,2}")
_DAY_FOLLOWS = re.compile(r"\s*[.]\s*\d{1,2}\s*[.]")
_EDGES = " -_~·,."
_SHORTEST = 4  # signs of a name that still says something
_MARK = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]{0,60})[)\]】〕]")  # 「」 and the like hold names


@dataclass(frozen=True, slots=True)
class Title:
    """`program` is folded (no blanks, marks, year, round or tail words): compare, never show it.

    `name` is the programme's name for readers. `tags` are the bracketed words at the beginning,
    `rounds` the round marks in order (`2차`, `상반기`), `rest` what brackets held.
    """

    name: str
    program: str
    year: int | None
    rounds: tuple[str, ...]
    tags: tuple[str, ...]
    rest: tuple[str, ...]
    amendment: Amendment

    @property
    def marks(self) -> frozenset[str]:
        """The folded bracketed words that part one call from another, signs of amendment aside."""
        marks = (fold(mark) for mark in self.rest)
        return frozenset(mark for mark in marks if mark and not is_amendment(mark))


@lru_cache(maxsize=4096)  # of one batch, it is asked for the programme and for the amendment
def parse(title: str) -> Title:
    """Takes a title apart; never fails, and keeps at least something as the programme."""
    text = unicodedata.normalize("NFKC", title.replace("ㆍ", "·"))
    amendment = _amendment(text)
    tags: list[str] = []
    while found := _TAG.match(text):
        tags.append((found[1] or found[2]).strip())
        text = text[found.end() :]
    year = _year(text)
    rounds = tuple(_round_name(match) for match in _ROUND.finditer(text))
    rest = tuple(match[1].strip() for match in _MARK.finditer(text) if match[1].strip())
    bare = _without_amendments(_ROUND.sub(" ", _YEAR.sub(_unless_date, text)))
    program = _without_tail(fold(bare)) or fold(text) or fold(title)
    return Title(_shown(bare) or title, program, year, rounds, tuple(tags), rest, amendment)


def year_of(title: str, listed_on: date) -> int:
    """The year that a call or a programme is for: the one it names, else that of its day."""
    return parse(title).year or listed_on.year


def fold(text: str) -> str:
    """Letters and digits only, in lower case: what titles are compared by."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text.replace("ㆍ", "·")).lower())


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    text = (files(__package__) / "data" / "title_words.toml").read_text("utf-8")
    return tomllib.loads(text)


def is_amendment(folded: str) -> bool:
    """Whether a folded bracket holds a sign of amendment (정정공고, 연장 …) and not a name."""
    words = (word for group in _words()["amendment"].values() for word in group)
    return any(folded.startswith(word) or folded.endswith(word) for word in words)


def _amendment(text: str) -> Amendment:
    """The kind of amendment a title announces in a bracket, at its start or as its last word."""
    marked = [fold(match[1]) for match in _BRACKET.finditer(text)]
    whole = fold(text)
    for kind, words in _words()["amendment"].items():
        for word in words:
            if any(part.startswith(word) or part.endswith(word) for part in marked):
                return kind  # type: ignore[return-value]
            near_end = whole[-len(word) - 4 :]  # 추가모집 공고, 연장공고 안내
            if len(word) > 2 and (word in near_end or whole.startswith(word)):
                return kind  # type: ignore[return-value]
    return ""


def _without_amendments(text: str) -> str:
    return _BRACKET.sub(lambda found: " " if is_amendment(fold(found[1])) else found[0], text)


def _without_tail(folded: str) -> str:
    """The folded name without the words that every title ends in; at least four signs stay."""
    while True:
        word = next((w for w in _tails() if folded.endswith(w) and len(folded) - len(w) >= 4), None)
        if word is None:
            return folded
        folded = folded.removesuffix(word)


@cache
def _tails() -> list[str]:
    words = (*_words()["tail"]["words"], *(w for g in _words()["amendment"].values() for w in g))
    return sorted(words, key=len, reverse=True)


def _shown(bare: str) -> str:
    """A name to show: without the words that announce a call, whole words only.

    What a bracket adds at the end stays, unless it is a date.
    """
    text = " ".join(_INNER.sub("", _HOLLOW.sub(" ", bare)).split()).strip(_EDGES)
    head, added = _split_bracket(text)
    pair, last, before = _name_tail()
    words = pair.sub(r"\1\2", head).split()
    kept = len(words)
    while kept > 1 and (
        last.fullmatch(words[kept - 1]) or (kept < len(words) and before.fullmatch(words[kept - 1]))
    ):
        kept -= 1
    if kept == len(words):
        return text if added or not head else head
    name = " ".join(words[:kept]).strip(_EDGES)
    return f"{name} {added}".strip() if len(fold(name)) >= _SHORTEST else text


def _split_bracket(text: str) -> tuple[str, str]:
    """The text before a last bracket, and the bracket where it holds more than a date."""
    found = _LAST_BRACKET.search(text)
    if not found or not found.start():
        return text, ""
    return text[: found.start()].rstrip(), "" if _A_DATE.search(found[0]) else found[0]


@cache
def _name_tail() -> tuple[re.Pattern[str], ...]:
    """Patterns for `참여 기업` (to be one word), for a last word, and for one before it."""
    groups = {name: "|".join(words) for name, words in _words()["name_tail"].items()}
    what, who, ways, said = (groups[name] for name in ("what", "who", "ways", "said"))
    pair = rf"(?<!\S)({what})\s+({who})(?!\S)"
    last = rf"(?:{what})(?:{who})|(?:{ways})*(?:{what})?(?:{who})?(?:{ways})*(?:{said})|{ways}"
    return re.compile(pair), re.compile(last), re.compile(rf"{who}|{groups['joints']}")


def _unless_date(found: re.Match[str]) -> str:
    """Leaves the year of a whole date (2031. 3. 7.) where it stands."""
    return found[0] if _DAY_FOLLOWS.match(found.string, found.end()) else " "


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    if not found:
        return None
    return int(found[1]) if found[1] else 2000 + int(found[2] or found[3])


def _round_name(match: re.Match[str]) -> str:
    if match[3]:
        return f"{match[3]}반기"
    return "·".join(str(int(number)) for number in re.findall(r"\d+", match[1])) + match[2]
