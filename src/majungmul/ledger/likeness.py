"""How alike two notices are, with the evidence in words. Pure: knows no database.

Recurrence is not repetition: another year, another round, another part or a 재공고 is another
call, however alike the words are.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from majungmul.reference import regions as regions_known

from . import titles

_PART = re.compile(r"_\s*(?:\((20\d{0,2})?\)?|$)")
_PLACE = re.compile(r"(?<![가-힣])[가-힣]{1,4}(?:시|군|구)(?![가-힣])")
_CUT = re.compile(r"\s*(?:\.\.\.|…)\s*$")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of a notice.

    A list of tasks names them `call_(2025)task`. `part` is the task where it is another name than
    the call's, `listed` says that the row is such a task's row at all, and `unread` that the title
    breaks off before the task can be told. `cut` says that the title breaks off anywhere, `open`
    that it does so inside a bracket.
    """

    key: int
    title: titles.Title
    part: str
    listed: bool
    unread: bool
    cut: bool
    open: bool
    opens: date | None
    closes: date | None
    funder: str
    operator: str
    regions: frozenset[str]
    text_digest: str = ""
    places: frozenset[str] = frozenset()  # cities, counties and districts that the title names


@dataclass(frozen=True, slots=True)
class Likeness:
    score: float
    evidence: tuple[str, ...]

    @property
    def same(self) -> bool:
        return self.score >= _figures()["merge"] - 1e-9


def sketch(
    key: int,
    title: str,
    opens: date | None = None,
    closes: date | None = None,
    funder: str = "",
    operator: str = "",
    regions: frozenset[str] = frozenset(),
    text_digest: str = "",
) -> Sketch:
    cut = bool(_CUT.search(title))
    whole, part, listed = _split(_CUT.sub("", title))
    name = _plain(whole)
    repeats = name == part or (part and cut and name.startswith(part))
    if part and not repeats and not cut:
        repeats = titles.parse(part).program == titles.parse(whole).program
    return Sketch(
        key,
        titles.parse(whole),
        "" if repeats else part,
        listed,
        listed and cut and not (part and repeats),
        cut,
        cut and whole.count("(") > whole.count(")"),
        opens,
        closes,
        funder,
        operator,
        regions,
        text_digest,
        frozenset(word for word in _PLACE.findall(title) if regions_known.named(word)),
    )


def _split(title: str) -> tuple[str, str, bool]:
    """(call, folded task, whether the title names a task)."""
    found = _PART.search(title)
    if not found:
        return title, "", False
    return title[: found.start()], _plain(title[found.end() :]), True


def _plain(text: str) -> str:
    return titles.fold(text).replace("년도", "년")


def informed(sketches: Iterable[Sketch]) -> list[Sketch]:
    """The same, what was cut off some titles told from other rows of the same call.

    Where rows of a call's list whose titles are whole name the call itself and no task of their
    own, a row that breaks off before its task has none either.
    """
    sketches = list(sketches)
    parts: defaultdict[Hashable, set[str]] = defaultdict(set)
    for item in sketches:
        if item.listed and not item.cut:
            parts[_list_of(item)].add(item.part)
    return [
        replace(item, unread=False) if item.unread and parts.get(_list_of(item)) == {""} else item
        for item in sketches
    ]


def _list_of(item: Sketch) -> Hashable:
    title = item.title
    return title.program, title.year, title.rounds, item.closes, item.funder, item.operator


def compare(one: Sketch, other: Sketch) -> Likeness:
    """The evidence for and against, summed."""
    weights = _figures()["weights"]
    found = list(_evidence(one, other))
    score = sum(weights[name] for name, _ in found)
    return Likeness(
        round(score, 3), tuple(f"{words} ({weights[name]:+.2f})" for name, words in found)
    )


def _evidence(one: Sketch, other: Sketch) -> Iterator[tuple[str, str]]:
    name = _name_evidence(one, other)
    if name is None:
        return
    yield name
    if name[0] == "similar_program" and (swapped := _swapped(one, other)):
        yield "words_swapped", f"다른 말이 그 자리에 있음: {swapped}"
    yield from _differences(one, other)
    yield from _dates(one, other)
    yield from _bodies(one, other)
    if one.text_digest and one.text_digest == other.text_digest:
        yield "same_text", "본문이 같음"


def _name_evidence(one: Sketch, other: Sketch) -> tuple[str, str] | None:
    if one.title.program == other.title.program:
        return "same_program", f"사업명이 같음: {one.title.name}"
    if one.cut or other.cut:
        first, second = sorted((one.title.program, other.title.program), key=len)
        if len(first) >= 12 and second.startswith(first):
            return "same_program", f"잘린 사업명이 같음: {one.title.name}"
    share = similarity(one.title.program, other.title.program)
    if share >= _figures()["similar"]["least"]:
        return "similar_program", f"사업명이 {share:.0%} 같음"
    return None


def _swapped(one: Sketch, other: Sketch) -> str:
    """A word that stands in one name where the other has another word: `임신/출생`."""
    a, b = sorted((one.title.program, other.title.program))  # either way round, the same
    for step, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if step == "replace" and min(j - i, m - k) >= _figures()["similar"]["word"]:
            return f"{a[i:j]}/{b[k:m]}"
    return ""


def _differences(one: Sketch, other: Sketch) -> Iterator[tuple[str, str]]:
    a, b = one.title, other.title
    if one.unread or other.unread:
        yield "part_unread", "세부 과제 이름이 잘려 있음"
    elif one.part != other.part:
        yield "parts_differ", "세부 과제가 다름"
    if one.listed != other.listed and not (other if one.listed else one).cut:
        yield "whole_and_part", "한쪽은 전체 공고, 한쪽은 세부 과제 목록"
    if a.year and b.year and a.year != b.year:
        yield "year_differs", f"연도가 다름: {a.year}, {b.year}"
    if a.rounds != b.rounds and not (one.cut or other.cut):
        yield "round_differs", f"차수가 다름: {' '.join(a.rounds)} / {' '.join(b.rounds)}"
    if (a.amendment == "repeat") != (b.amendment == "repeat"):
        yield "repeat_differs", "한쪽은 재공고"
    if a.marks != b.marks and not (one.cut or other.cut):
        yield "marks_differ", "괄호 안의 구분이 다름"
    if one.open or other.open:
        yield "mark_unread", "괄호 안이 잘려 있음"
    if one.places != other.places and one.places and other.places:
        yield "place_differs", f"시군구가 다름: {', '.join(sorted(one.places ^ other.places))}"
    if one.regions and other.regions and not one.regions & other.regions:
        yield "region_differs", "지역이 다름"
    if min(len(a.program), len(b.program)) < _figures()["similar"]["shortest"]:
        yield "short_name", "사업명이 짧음"


def _dates(one: Sketch, other: Sketch) -> Iterator[tuple[str, str]]:
    if one.closes and other.closes:
        apart = abs((one.closes - other.closes).days)
        if apart == 0:
            yield "same_end", f"마감일이 같음: {one.closes}"
        elif apart == 1:
            yield "end_a_day_apart", "마감일이 하루 차이"
        elif _only_moved(one, other, apart):
            yield "end_moved", f"마감일이 {apart}일 차이, 제목이 같음"
        elif _extended(one, other, apart):
            yield "extended", "한쪽이 연장·정정 공고"
        else:
            yield "end_differs", f"마감일이 다름: {one.closes}, {other.closes}"
    else:
        yield "end_unknown", "마감일을 견줄 수 없음"
    if one.opens and one.opens == other.opens:
        yield "same_start", f"접수 시작일이 같음: {one.opens}"


def _only_moved(one: Sketch, other: Sketch, apart: int) -> bool:
    """A deadline that moved within one posting; calls that open on other days are other calls."""
    opens = {one.opens, other.opens} - {None}
    near = apart <= _figures()["similar"]["days_moved"]
    return near and one.title == other.title and len(opens) < 2


def _extended(one: Sketch, other: Sketch, apart: int) -> bool:
    """One title says that it extends or corrects the call, and it is the one that ends later."""
    earlier, later = sorted((one, other), key=lambda item: item.closes or date.min)
    kinds = ("extension", "correction")
    said = later.title.amendment in kinds and earlier.title.amendment != later.title.amendment
    return said and apart <= _figures()["similar"]["days_extended"]


def _bodies(one: Sketch, other: Sketch) -> Iterator[tuple[str, str]]:
    mine, theirs = {one.funder, one.operator} - {""}, {other.funder, other.operator} - {""}
    if one.funder and one.funder == other.funder:
        yield "same_funder", "소관기관이 같음"
    if one.operator and one.operator == other.operator:
        yield "same_operator", "수행기관이 같음"
    if one.funder != other.funder and one.operator != other.operator and mine & theirs:
        yield "shares_body", "한쪽의 소관이 다른 쪽의 수행기관"
    if mine and theirs and not mine & theirs:
        yield "bodies_differ", "기관이 다름"


def similarity(one: str, other: str) -> float:
    """Common pairs of signs as a share of all (Dice)."""
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


@lru_cache(maxsize=50_000)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


@cache
def _figures() -> dict[str, Any]:
    text = (files(__package__) / "data" / "likeness.toml").read_text("utf-8")
    return tomllib.loads(text)
