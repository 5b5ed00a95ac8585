"""What sources and the ledger say, in English. Their own words are Korean, also in the records.

A sentence is found by its template in `data/english.toml`, what is filled in is carried over. So
that what was stored by a worker reads in the language of whoever looks at it later.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

_HOLE = re.compile(r"\\\{\w*\\\}")
_HANGUL = re.compile(r"[가-힣]")
_ENDS = re.compile(r"(?<=[.])\s+")
_DEEPEST = 4


def english(sentence: str) -> str:
    """`sentence` in English as far as it is known; what is not stays as it is."""
    return _english(sentence, _DEEPEST)


@lru_cache(maxsize=5_000)
def _english(text: str, depth: int) -> str:
    if not depth or not _HANGUL.search(text):
        return text
    for pattern, said in _templates():
        if found := pattern.fullmatch(text):
            return said.format(*(_english(value, depth - 1) for value in found.groups()))
    head, colon, tail = text.partition(": ")
    if colon and (said := _english(tail, depth - 1)) != tail:
        return f"{_english(head, depth - 1)}: {said}"
    parts = _ENDS.split(text)
    return " ".join(_english(part, depth - 1) for part in parts) if len(parts) > 1 else text


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Those with the most fixed words first, so that the particular comes before the general."""
    own = tomllib.loads((files(__package__) / "data" / "english.toml").read_text("utf-8"))
    pairs = [pair for group in own.values() for pair in group.items()]
    pairs += [(row["ko"], _numbered(row["ko"], row["en"])) for row in _of_documents()]
    pairs.sort(key=lambda pair: -len(_bare(pair[0])))
    return [(re.compile(_HOLE.sub("(.*?)", re.escape(ko)), re.DOTALL), en) for ko, en in pairs]


def _of_documents() -> list[dict[str, str]]:
    text = (files("majungmul.documents") / "reasons.toml").read_text("utf-8")
    return list(tomllib.loads(text).values())


def _numbered(korean: str, english: str) -> str:
    """The English with its named holes by their place in the Korean."""
    for place, name in enumerate(re.findall(r"\{(\w+)\}", korean)):
        english = english.replace(f"{{{name}}}", f"{{{place}}}")
    return english


def _bare(template: str) -> str:
    return re.sub(r"\{\w*\}", "", template)
