"""Notes (※, *, 단) behind a line: what they open, narrow or add."""

from __future__ import annotations

import re

from majungmul.facts.notice.lines import Line
from majungmul.terms import All, Has, InSet, Range, Rule, Unread, conditions
from majungmul.terms import Any as AnyOf

from . import clauses
from .asides import loosened, loosens, widened, wider_age
from .exempt import doubted, other_way
from .heads import after_label
from .hits import Clause
from .places import placed_by
from .trees import MODIFIERS, all_of, any_of, contradictory, has_unread, meaning, wanted
from .understood import unread

_SIGNS = {"※", "*", "**", "†"}
_TWIST = re.compile(r"[(\[〈<《]?\s?(?:단|다만)\s?[,，:]?\s")
# 제1호에도 불구하고 …: an item that opens another
_DESPITE = re.compile(
    r"(?:제?\s?\d{1,2}호|[①-⑳㉠-㉭가-하]|위|앞|이|그|전호|전항)(?:\s?[가-힣]{1,4})?에도\s?불구하고"
)
# * 본점 소재지 기준: what of the firm has to stand in the place above
_BASIS = re.compile(
    r"(?:사업자\s?등록(?:증)?\s?상?\s?)?(본\s?사|본\s?점|주\s?사무소|사업장|공장)\s?(?:소재지|주소지?)?(?:는|은)?\s?(?:를|을)?\s?기준[가-힣]{0,3}\.?"
)
# ※ 세 유형 모두 …: said of the whole list, not of its last line
_OF_ALL = re.compile(
    r"모두|모든\s?(?:유형|트랙|분야|신청|참여)|공통|전\s?(?:유형|트랙|분야|과정)|각\s?(?:유형|트랙|분야)"
)
_ALL_KINDS = re.compile(
    r"(?:[두세네]|\d)\s?(?:가지\s)?(?:유형|트랙|분야|과정|프로그램|갈래|사업|부문)\s?(?:은|는|가)?\s?(?:모두|공통)"
    r"|[^.\n]{0,6}[~∼～\-][^.\n]{0,8}(?:중|가운데)\s?(?:\d|두|세|네)\s?(?:가지|개)\s?이상"
    r"|어느\s?(?:갈래|유형|트랙|분야|부문|쪽)(?:이든|든)"
)
_WIDENS = re.compile(
    r"(?:신청|지원|참여|참가|입주|모집)\s?(?:이|도)?\s?가능(?!\s?(?:여부|기간|시간))|예외|허용"
    r"|인정|이?더?라도|무관"
)
# ※ 법인사업자만 신청 가능
_ONLY = re.compile(
    r"만\s?(?:신청|지원|참여|참가|입주|모집)(?:이)?\s?(?:가능|할\s?수)|에\s?한(?:함|한|해|하여|정)"
)


# a note that tells of papers, words or what comes later asks for nothing by what it names
_ABOUT = re.compile(
    r"제출|증빙|증명|서류|첨부|확인(?!된)|예시|예\)|참고|참조|문의|선정|협약|의미|말[한하함]|뜻|이란|란\s|별도|경우|시\s"
    r"|우대|가점|가산|홈페이지|신청서|컨소시엄|참여\s?(?:기관|기업)|공동|위탁|공급|도입|대신|부담|지급|산정|중복"
)


def is_note(text: str, line: Line) -> bool:
    """Whether the line hangs on what stands before it."""
    hangs = line.marker in _SIGNS or any(
        words.match(text, line.start, line.end) for words in (_TWIST, _DESPITE)
    )
    return hangs and not of_all(text, line)


def of_all(text: str, line: Line) -> bool:
    """Whether a note is about the whole list above it: ※ 세 유형 모두 …"""
    if _ALL_KINDS.match(text, line.start, line.end):
        return True
    end = min(line.end, line.start + 24)
    return line.marker in _SIGNS and _OF_ALL.search(text, line.start, end) is not None


def noted(context: Clause, rule: Rule | None, note: Line, excluding: bool) -> Rule | None:
    """A note softens or tightens what stands before it, or says something of its own."""
    clause = context.part(after_label(context.text, note), note.end)
    if not excluding and clauses.PREFERENCE.search(clause.quote):
        return rule
    if rule is not None and not excluding and loosens(rule, clause.quote):
        return _loosened(rule, clause)
    if _TWIST.match(clause.quote):
        return clauses.exception(rule, clause, excluding)
    if rule is not None and not excluding and (defines := _DEFINES.search(clause.quote)):
        end = clause.start + defines.start("word")
        return _defined(rule, clauses.read(clause.part(clause.start, end)), clause)
    if rule is not None and (words := _BASIS.fullmatch(clause.quote)):
        return placed_by(rule, words[1])
    own = clauses.read(clause, excluding)
    if own is None:
        return rule
    if rule is not None and not excluding and (closer := _with_basis(rule, own)):
        return closer if not has_unread(own) else all_of((closer, unread(clause)))
    if not excluding and _said(rule, own):
        return rule if not has_unread(own) else all_of((rule, unread(clause)))
    if not excluding and _only_bars(own):
        return all_of((rule, own))
    if rule is not None and _WIDENS.search(clause.quote) and not _ONLY.search(clause.quote):
        way = unread(clause) if excluding else doubted(rule, clause)
        return widened(rule, own, unread(clause), way)
    if not has_unread(own):
        both = all_of((rule, own))
        return any_of((rule, own)) if contradictory(both) or _again(rule, own) else both
    if _again(rule, own):
        return any_of((rule, own))
    both = all_of((rule, own))
    if any(wanted(own)) and not _ABOUT.search(clause.quote) and not contradictory(both):
        return both
    return all_of((rule, unread(clause)))


# * 업력 7년 이내 창업자를 의미하며: what a word of the line above means
_DEFINES = re.compile(
    r"(?P<word>창업\s?(?:기업|자|가)|기창업자|스타트업)(?:을|를)\s?(?:의미|뜻|말[하함한])"
)
_MEANS = {"창업기업", "창업자", "창업가", "기창업자", "스타트업", "초기창업자", "초기창업기업"}


def _defined(rule: Rule, meant: Rule | None, clause: Clause) -> Rule | None:
    """`rule` with what the note says of founders put in place of the bare word for them."""
    if meant is None or not any(wanted(meant)):
        return all_of((rule, unread(clause)))
    found = _with_meaning(rule, meant)
    return found if found != rule else all_of((rule, unread(clause)))


def _with_meaning(rule: Rule, meant: Rule) -> Rule:
    match rule:
        case All(rules):
            return all_of(_with_meaning(part, meant) for part in rules) or rule
        case AnyOf(rules):
            return any_of(_with_meaning(part, meant) for part in rules) or rule
        case Unread(text, _) if text.replace(" ", "").strip("*") in _MEANS:
            return meant
    return rule


def _with_basis(rule: Rule, own: Rule) -> Rule | None:
    """* 화성시에 본사를 둔 기업: `rule` with what of the firm stands in the place it named."""
    told = [leaf for leaf in wanted(own) if isinstance(leaf, InSet) and leaf.field == "region"]
    if len(told) != 1 or told[0].basis == "any":
        return None
    found = _closer(rule, told[0])
    return found if found != rule else None


def _closer(rule: Rule, place: InSet) -> Rule:
    match rule:
        case All(rules):
            return all_of(_closer(part, place) for part in rules) or rule
        case InSet("region", values, "any") if values == place.values:
            return place
    return rule


def _said(rule: Rule | None, own: Rule) -> bool:
    """Whether all that a note asks was asked before: it explains the words."""
    before = {meaning(leaf) for leaf in wanted(rule)}
    return any(wanted(own)) and all(meaning(leaf) in before for leaf in wanted(own))


def _only_bars(own: Rule) -> bool:
    """※ 휴·폐업 중인 기업은 제외: grounds that are said of nobody above."""
    return not any(wanted(own)) and any(
        isinstance(leaf, Has) and leaf.field in ("exclusion", "pre_founder")
        for leaf in conditions(own)
    )


def _loosened(rule: Rule, clause: Clause) -> Rule | None:
    """The rule, or what the note asks instead: its own bound where it could be read."""
    own = clauses.read(clause)
    both = all_of((rule, own))
    if (
        own is not None
        and not has_unread(own)
        and not contradictory(both)
        and not _again(rule, own)
    ):
        return both
    if way := other_way(rule, clause):
        return loosened(rule, clause.quote, way)
    if own is not None and _again(rule, own):
        return loosened(rule, clause.quote, own)
    wider = wider_age(clause) if _is_max_age(rule) else None
    return loosened(rule, clause.quote, wider or unread(clause))


def _is_max_age(rule: Rule) -> bool:
    ages = [leaf for leaf in wanted(rule) if leaf.field == "business_age_years"]
    return all(isinstance(age, Range) and age.max is not None for age in ages) and bool(ages)


def _again(rule: Rule | None, own: Rule) -> bool:
    """A note that names another bound or place for what was asked: who meets it may apply too."""
    return any(_differ(one, other) for one in wanted(rule) for other in wanted(own))


def _differ(one: InSet | Has | Range, other: InSet | Has | Range) -> bool:
    if one.field != other.field or one.field not in MODIFIERS:
        return False
    if isinstance(one, Range):
        return meaning(one) != meaning(other)
    return contradictory(All((one, other)))
