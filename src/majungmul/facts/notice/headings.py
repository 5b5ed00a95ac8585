"""Which lines of a notice are headings, and of what: eligibility, exclusion, something else.

The words are those of `data/headings.toml`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from majungmul.facts.tables import load

from . import worded
from .composed import composed_role
from .lines import Line

Role = Literal["eligibility", "exclusion", "preference", "party", "other", "form", "label"]

_OPENING, _CLOSING = r"\[(<【〈《｢「〔≪«『＜［", r"\])>】〉》」｣〕≫»』＞］"
_LABEL = re.compile(
    rf"[{_OPENING}]{{0,2}}([^:：\n{_CLOSING}]{{1,24}}?)(?=[:：(\[【<※—–\s¹²³⁴{_CLOSING}]|$)"
    rf"(?:\([^)]{{0,44}}\))?(?:\s?\[\d{{1,2}}\]|[¹²³⁴])?[{_CLOSING}]{{0,2}}\s*"
    rf"(?:[:：]|$|(?<=[{_CLOSING}])|(?=\s?※)|(?=[\[【<][^\]】>\n]{{1,24}}[\]】>]\s*$)|[—–](?=\s))"
)
_LABEL_END = re.compile(rf"[:：※\[【<—–{_CLOSING}]")
_LONGEST_LABEL = 80
# 다음에 해당하는 기업은 제외: what stands below, or behind the colon, is shut out
_BARS_BELOW = re.compile(
    r"(?:[(\[](?P<who>[^()\[\]\n]{1,10})[)\]]\s?)?"
    r"(?:단\s?,?\s?|다만\s?,?\s?)?(?:[^:：.\n]{1,24}[이가은는]\s)?(?:다음|아래|하기)(?!\s?중\s(?!(?:어느\s?)?(?:하나|한\s?가지)))[^:：.\n]{0,44}?(?:하나|해당|경우|사항|기업|업체|자|업종)"
    r"[^:：.\n]{0,24}?(?:제외|불가|할\s?수\s?없|받을\s?수\s?없|하지\s?않)(?:될\s?수\s?있[음다]|함|됨|한다|된다|합니다|됩니다|다|음|습니다|대상)?"
    r"(?:\s?\([^)\n]{0,20}\))?(?:\s?[.:：]{1,2}\s?(?=\S)|\s?[.:：]?\s?$)"
)
# headings that ask of something else than who, squeezed: 무엇을 지원하나요?
_END = r"(?:나요?|는가요?|가요?|습니까|니까|을까요?|까요?|어요|죠)[?？]?"
_ASKS = re.compile(
    rf"(?:무엇|얼마|언제|어디|어떻게|왜|몇|어떤(?:사업|지원|혜택|서류|내용))[가-힣]{{0,16}}?{_END}"
)
_APPLICANTS = (
    *("참여기업", "참가기업", "지원기업", "모집기업", "입주기업", "신청기업"),
    *("신청자", "참가자", "참여자", "신청인"),
)
_COUNT = re.compile(r"^\d{1,2}(?=[가-힣])")  # 2 신청자격
_COLUMNS = re.compile(r"\S(?: {2,}|\t)\S")
_NOTES = ("※", "*", "**")
_SQUEEZE = re.compile(r"[\s·ㆍ‧･•,/&'‘’\"“”*※○□▷▶①-⑳#\-]+")


@cache
def words() -> dict[str, Any]:
    """The word lists of `data/headings.toml`."""
    return load("headings")


@lru_cache(maxsize=16_384)
def squeezed(words: str) -> str:
    """The words without blanks, signs and brackets, as the word lists have them."""
    return _SQUEEZE.sub("", words)


class Heading(NamedTuple):
    """A heading of a part: its role, where it ends in the text, and its squeezed words."""

    role: Role
    end: int
    label: str
    key: str = ""


def heading_of(text: str, line: Line, alone: bool = True) -> Heading | None:
    """The heading that the line is or begins with, None when it is none.

    `alone`: the line stands in no part yet, so that 업력 : 7년미만 is a field of the source; in a
    part it is a line of that part.
    """
    if _points_down(text, line) and (bars := _BARS_BELOW.match(text, line.start, line.end)):
        other = bars["who"] is not None and squeezed(bars["who"]) in words()["party"]
        return Heading("party" if other else "exclusion", bars.end(), text[line.start : bars.end()])
    if english := _english(text, line):
        return english
    if inner := _named_twice(text, line):
        return inner
    match = _LABEL.match(text, line.start, line.end) if _may_be_label(text, line) else None
    if match is None:
        return _run_on(text, line)
    whole = match.end() >= line.end
    opened = text[line.start] in _OPENING
    label = squeezed(match[1])
    if whole and not line.marker:
        label = _COUNT.sub("", label)
    noted = text.startswith(("※", " ※", "[", "【", "<"), match.end())
    if not label or not (whole or opened or noted or text[match.end() - 1] in ":：—–"):
        return _run_on(text, line)
    key = words()["labels"].get(match[1].strip(), "") if not line.marker and line.row < 0 else ""
    if key and (whole or alone):
        return Heading("label", match.end(), label, str(key))
    role = role_of(label)
    if role is None and line.marker == "article" and label.endswith(_APPLICANTS):
        role = "eligibility"  # 제1조(참여기업)
    bare = whole and not opened and not line.marker and line.row < 0
    if role in (None, "other") and (whole or noted) and line.row < 0 and line.marker not in _NOTES:
        composed = composed_role(label)
        role = composed if role is None or composed == "exclusion" else role
    if role is None or (bare and label in words()["what_alone"] and label != "자격요건"):
        return None if role else _run_on(text, line)
    if bare and _COLUMNS.search(match[1]):
        return None  # 구분   내용: heads of columns
    if bare and role == "other" and not is_sure(label):
        return None  # 모집 공고문 참고: words of the part above
    if whole and not opened and label in words()["bar"] and (line.row >= 0 or not line.marker):
        return None  # 제외 in a cell, 배제 torn out of one: a verdict, no heading
    return Heading(role, match.end(), label)


_NAMED_TWICE = re.compile(
    rf"([^:：\n({_CLOSING}]{{1,14}})\(([^()\n]{{1,16}})\)(의?\s?[^:：\n(){_CLOSING}—–]{{1,14}}?)"
    r"\s?(?:[:：—–]|$)"
)


def _named_twice(text: str, line: Line) -> Heading | None:
    """주관기관(공급기업)의 자격 — …: a heading that says in brackets who is meant besides."""
    if text.find("(", line.start, min(line.end, line.start + 15)) < 0:
        return None
    match = _NAMED_TWICE.match(text, line.start, line.end)
    if match is None:
        return None
    first, second, rest = match.groups()
    for name in (first, second):
        label = squeezed(name + rest)
        role = role_of(label)
        if role in ("eligibility", "exclusion", "party"):
            return Heading(role, match.end(), label)
    return None


def _may_be_label(text: str, line: Line) -> bool:
    """A label ends with its line, or with a sign soon after it begins."""
    if line.end - line.start <= _LONGEST_LABEL:
        return True
    return _LABEL_END.search(text, line.start, line.start + _LONGEST_LABEL) is not None


def _points_down(text: str, line: Line) -> bool:
    start, end = line.start, line.end
    return (
        text.find("다음", start, end) >= 0
        or text.find("아래", start, end) >= 0
        or text.find("하기", start, end) >= 0
    )


# ▣ 함께할 곳을 세 갈래로 나누어 찾습니다, with the kinds below
_SORTS = re.compile(
    r"[^.\n]{0,40}?(?:기업|업체|팀|곳|분|사람|가게|소상공인)[을를]\s[^.\n]{0,12}?(?:[두세네]|\d)\s?(?:가지\s)?"
    r"(?:갈래|유형|부문|트랙|분야|단계)(?:으)?로\s[^.\n]{0,10}?(?:찾|모시|모십|모집|뽑|선발)[가-힣]{1,4}[.\s]*$"
)


def _run_on(text: str, line: Line) -> Heading | None:
    """A marked heading with its text right behind it and no colon: □ 지원대상 도내 중소기업."""
    if not line.marker or line.marker in _NOTES:
        return None
    if text.find("로 ", line.start, line.end) > 0 and _SORTS.match(text, line.start, line.end):
        return Heading("eligibility", line.start, "")
    match = _patterns_run_on().match(text, line.start, line.end)
    return Heading("eligibility", match.end(1), match[1]) if match else None


@lru_cache(maxsize=16_384)
def role_of(label: str) -> Role | None:
    """What a part with this squeezed heading is about; 모집대상 및 지원한도 says first who."""
    for role, pattern in _patterns():
        if pattern.fullmatch(label):
            first = label.split("및", 1)[0]
            return "eligibility" if role == "other" and _is_who(first) else role
    before, joint, last = label.rpartition("및")
    if joint and len(before) <= 12 and _is_who(last):
        return "eligibility"
    # 평가절차 및 기준: the first of two things is said by a word that is one
    return "other" if joint and len(last) <= 6 and before.endswith(_sure()) else None


def _is_who(label: str) -> bool:
    return any(role == "eligibility" and one.fullmatch(label) for role, one in _patterns())


_ENGLISH = re.compile(
    r"[(\[<\"]?([A-Za-z][A-Za-z &/,'?-]{4,58}?)\s?[)\]>\"]?\s*(?::|(?:are|is):|$)"
)


def _english(text: str, line: Line) -> Heading | None:
    """Eligibility: …, HOW TO APPLY; a line in capitals begins a part of its own."""
    match = _ENGLISH.match(text, line.start, line.end) if text[line.start].isascii() else None
    if match is None:
        return None
    label = match[1].removeprefix("The ").removeprefix("the ")
    for role, pattern in _english_patterns():
        if pattern.fullmatch(label.removesuffix(" are").removesuffix(" is")):
            return Heading(role, match.end(), squeezed(label))
    capitals = match.end() >= line.end and label.isupper() and label.count(" ") > 0
    return Heading("other", match.end(), squeezed(label)) if capitals and len(label) > 11 else None


@cache
def _english_patterns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    """Compared with whole labels."""
    lists = words()["english"]
    roles: tuple[Role, ...] = ("eligibility", "exclusion", "other")
    return tuple((role, re.compile(rf"(?i)(?:{'|'.join(lists[role])})")) for role in roles)


def is_sure(label: str) -> bool:
    if label.isascii():
        return True
    first = label.rpartition("및")[0]
    return label.endswith(_sure()) or first.endswith(_sure()) or _ASKS.fullmatch(label) is not None


@cache
def _sure() -> tuple[str, ...]:
    return tuple(words()["sure"])


@cache
def _patterns_run_on() -> re.Pattern[str]:
    act = "|".join(sorted(map(re.escape, words()["act"]), key=len, reverse=True))
    return re.compile(
        rf"((?:{act})\s?(?:대상|자격|요건))(?:\s{{1,6}}|(?=[「『｢]))"
        r"(?!선정|확정|검토|확인|여부|제외|및|과제|업종|기업[은의에]|에|의|심사|평가|통보|제출"
        r"|조건|관련|증빙|해당|자|별|중|요건|기준|미달|부적합|[:：|])(?=\S.{5})"
    )


@cache
def _patterns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    """Compiled once from the word lists; every alternative is literal, so matching is linear."""
    lists = words()

    def any_of(name: str) -> str:
        return "(?:" + "|".join(sorted(map(re.escape, lists[name]), key=len, reverse=True)) + ")"

    act, what, bar, tail = any_of("act"), any_of("what"), any_of("bar"), any_of("tail")
    lead = r"(?:\d{4}년|\d차|\(?[가-힣A-Za-z]{2,4}\)|본사업|이사업)?"
    joint = r"(?:및|과|와|또는)?"
    eligibility = (
        f"{lead}(?:(?:{act}{joint}){{1,3}}{what}|{any_of('what_alone')})"
        f"(?:{joint}{act}?(?:{what}|{tail}))?(?:안내)?"
    )
    exclusion = (
        f"{lead}(?:사전|중복|창업)?(?:{act}{joint}시?){{0,2}}(?:대상|자격|중복|수혜)?{joint}"
        f"{bar}{any_of('bar_what')}?(?:{joint}(?:{bar}|{tail}|{what})){{0,2}}"
    )
    asked = f"(?:{act})?(?:{what}|{bar}{any_of('bar_what')}?)"
    party = f"(?:[가-힣]{{0,8}}별)?(?:{act})?{any_of('party')}(?:의|별)?{asked}"
    return (
        ("preference", re.compile(f"(?:{act})?{any_of('preference')}(?:{joint}{tail})?")),
        ("party", re.compile(party)),
        ("eligibility", re.compile(eligibility)),
        ("exclusion", re.compile(exclusion)),
        *worded.roles(),
        ("other", _ASKS),
        ("other", re.compile(f"[가-힣A-Za-z0-9]{{0,12}}?{any_of('other')}(?:등|안내)?")),
    )
