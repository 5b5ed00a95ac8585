"""Industries that a notice asks for: 제조업을 영위하는, 정보통신업(J58~J63), 제조업·건설업.

A list is read only when every name in it is known: one unknown name would shut out whoever is of
it, so such lists stay unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from majungmul.reference import industries
from majungmul.terms import Any as AnyOf
from majungmul.terms import InSet, Unread

from .hits import Clause, Hit

FIELD = "industry"
_FIRM = (
    r"(?:도시형\s?)?(?:소상공인|소공인|중소|중견|소기업|기업|업체|사업자|법인|사업장|자영업"
    r"|스타트업|창업)"
)
_DOING = re.compile(
    rf"체(?![가-힣])|\s?(?:을|를)?\s?(?:주된\s(?:(?:사업|업종|업)으로\s)?|주\s?(?:업(?:종)?|사업)으로\s?)?(?:하는\s|하고|영위|운영|종사"
    rf"|경영(?!\s?(?:정보|체)))|(?:을|를)\s(?:주\s?업(?:종)?|주된\s업종)|\s(?:분야\s)?{_FIRM}|에\s해당|인\s{_FIRM}|\s?\)|이어야|\s?,?\s?(?:중|가운데)\s?(?:하나|한|어느|1개)|,?\s?(?:두|세|네)\s?가지만|만\s(?:됩|가능|신청|해당)"
)
_OUT = re.compile(r"\s?(?:등\s?)?(?:을|를|은|는)?\s?(?:제외|외의\s|이외의\s)")
_MAKING = re.compile(
    rf"(?<![가-힣·ㆍ⋅․∙⸱,/])제조(?=\s?{_FIRM})|(?<=중소)\s?제조\s?(?=기업|업체)"
    rf"|(?<=중견)\s?제조\s?(?=기업|업체)|(?<=중소)[·ㆍ⋅․∙⸱‧]제조\s?(?=기업|업체)"
)
_CODE = r"[A-U]?\s?\d{2,5}"
_CODES = rf"{_CODE}(?:\s?(?:[~∼～,·ㆍ⋅․∙⸱/]|또는|및)\s?{_CODE}){{0,24}}"
_IN_BRACKETS = re.compile(
    rf"\s?[(\[]\s?(?:KSIC\s?)?(?:[가-힣]{{2,10}}\s?[:：]?\s?)?({_CODES}|[A-U])\s?[)\]]"
)
# codes that stand by themselves, told by what is said around them
_CODE_LIST = re.compile(
    rf"(?<![\d.\-A-Za-z,])(?P<codes>{_CODES})(?![\d.\-A-Za-z]|\s?[년월일세명인개원%억만천백조호항])"
    r"\s?(?:\s?(?:중|가운데)\s?(?:하나|1개|한\s?개|어느\s?하나)(?:\s?이상)?(?:에\s?해당)?)?"
    r"(?=[^\n]{0,6}(?:업종|주업종|영위|KSIC|산업분류))"
)
_NAMED_CODES = re.compile(
    rf"(?:(?:산업\s?분류|업종)\s?(?:코드|번호)|(?:대|중|소|세|세세)분류|KSIC(?:\s?코드)?)\s?(?:번호)?\s?(?:가|이|[:：])?\s?[(\[]?(?P<codes>{_CODES})[)\]]?"
)
# a name that nobody knows, with its code behind it: the code says what it is
_ONE_CODED = (
    r"(?:[가-힣\d][가-힣\d·ㆍ⋅․∙⸱;,\s]{0,40}?)?"
    rf"[가-힣]업\s?[(\[]\s?(?:KSIC\s?)?({_CODES})\s?[)\]]"
)
_CODED = re.compile(
    rf"{_ONE_CODED}(?:\s?(?:[,·ㆍ⋅․∙⸱/]|및|또는|이나|[와과]\s)\s?{_ONE_CODED}){{0,9}}"
)
_LABELLED = re.compile(r"(?:업종|산업)(?:은|이|[:：])\s?")
_FIRM_BEFORE = re.compile(r"기업|소상공인|법인|업체|사업자")
_EACH_CODE = re.compile(rf"[가-힣]업\s?[(\[]\s?(?:KSIC\s?)?({_CODES})\s?[)\]]")
_PARTICLE = re.compile(r"(?:[에을를둔인한의로서고며중]|(?<!또)는)\s")
_WIDE = {"제조업", "서비스업", "도매업", "소매업", "판매업", "건설업", "운수업", "출판업"}
_NOUN = re.compile(r"([가-힣A-Za-z]+)\s$")
# what may stand before the name of a trade without narrowing it
_OPENS = re.compile(
    r".*[은는인한된진할둔에의을를로서상중며고시군구도내후전]|소재|관내|국내|전국|영위|지역|중소|중견|주된|모든|일반|및|또는|기준"
    r"|이내|이상|이하|미만|초과|업종|해당|위치|경우|대상|가능|기업|법인|개인"
)
_RANGE = re.compile(r"([A-U]?)\s?(\d{2,5})(?:\s?[~∼～]\s?[A-U]?\s?(\d{2,5}))?")
_SIGN = re.compile(r"\s?(?:[,·ㆍ⋅․∙⸱‧/]|및|또는|혹은|이나|와\s|과\s)\s?")
_LISTED = re.compile(r"(?:[,·ㆍ⋅․∙⸱‧/]|및|또는|와|과|등)\s?$")
_GOES_ON = re.compile(
    r"\s?(?:[,·ㆍ⋅․∙⸱‧/](?!\s?(?:상시|근로자|종업원|매출|업력|고용))|및|또는|와\s|과\s|등(?![가-힣]))"
)
_LABEL = re.compile(
    r"업\s?종\s?[)\]>]?\s?[:：]\s?(?:한국\s?표준\s?산업\s?분류[가-힣\s]{0,8}?상?(?:의|에\s따른)?\s?)?$"
)
_CLASSED = re.compile(r"산업\s?분류\s?(?:상의?|에\s?따른|기준)?\s?$")
_BRACKETED = re.compile(r"\s?(?:\)|,\s?(?:상시|근로자|종업원|매출|업력|고용))")
_ASIDE = re.compile(r"\s?\([^()]*\)[\s.]*$")
_END = re.compile(r"\s*[.)]?\s*$")


@cache
def _names() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, _words())) + ")(?![가-힣]{0,3}업(?![가-힣]))")


@cache
def _endings() -> re.Pattern[str]:
    """The last two signs of some name: where none stands, no name does."""
    return re.compile(f"[{''.join(sorted({word[-2] for word in _words()}))}]업")


@cache
def _words() -> tuple[str, ...]:
    return tuple(word for word in industries.surface_words() if word.endswith("업"))


def _name_in(clause: Clause, at: int) -> re.Match[str] | None:
    """The next name of a trade from `at` on."""
    if _endings().search(clause.text, at, clause.end) is None:
        return None
    return _names().search(clause.text, at, clause.end)


def trades(clause: Clause) -> Iterator[Hit]:
    """Each industry, or list of known ones, beside an applicant or a verb of doing it."""
    text, at = clause.text, clause.start
    while match := _name_in(clause, at):
        at = match.end()
        if match.start() > clause.start and "가" <= text[match.start() - 1] <= "힣":
            continue
        if match[0] in _WIDE and _narrowed(clause, match.start()):
            continue
        codes, end, sure = _list(clause, match)
        at = max(at, end)
        if not codes:
            continue
        if _in_list(clause, match.start(), end) and not _bracketed(text, match.start(), end):
            if mixed := _with_unknown(clause, match.start(), end, codes):
                yield mixed
                at = max(at, mixed.end)
            continue
        said = sure or _doing(clause, match.start(), end)
        if said or _OUT.match(text, end, clause.end):
            firm = 1 if text.startswith("체", end) else 0
            yield _hit(clause, match.start(), end + firm, codes)
    labelled = _LABELLED.match(text, clause.start, clause.end)
    coded = _CODED.match(text, labelled.end() if labelled else clause.start, clause.end)
    if coded and not _known(clause, coded) and not _FIRM_BEFORE.search(coded[0]):
        printed = [codes_of(one) for one in _EACH_CODE.findall(coded[0])]
        sure = all(printed) and not _PARTICLE.search(coded[0])
        codes = tuple(dict.fromkeys(code for one in printed for code in one)) if sure else ()
        if codes and _doing(clause, coded.start(), coded.end()):
            yield replace(_hit(clause, *coded.span(), codes), weight=1)
    for match in _MAKING.finditer(text, clause.start, clause.end):
        if not _in_list(clause, match.start(), match.end()):
            yield _hit(clause, match.start(), match.end(), industries.prefixes("C"))
    for pattern in (_CODE_LIST, _NAMED_CODES):
        for match in pattern.finditer(text, clause.start, clause.end):
            if codes := codes_of(match["codes"]):
                yield _hit(clause, match.start(), match.end(), codes)


# 제조업 또는 제조업 관련 서비스업을 하는: a list of which one name is known and one is not
_OTHER_TRADE = r"[가-힣][가-힣\s]{1,14}업"
_UNKNOWN_BEHIND = re.compile(rf"\s?(?:또는|및|[,·ㆍ/])\s?{_OTHER_TRADE}(?![가-힣])")
_UNKNOWN_AHEAD = re.compile(rf"(?:^|(?<=\s)){_OTHER_TRADE}\s?(?:또는|및|[,·ㆍ/])\s?$")


def _with_unknown(clause: Clause, start: int, end: int, codes: tuple[str, ...]) -> Hit | None:
    """Whoever is of the known trade is meant; who is not may be of the other."""
    behind = _UNKNOWN_BEHIND.match(clause.text, end, clause.end)
    ahead = _UNKNOWN_AHEAD.search(clause.text, max(clause.start, start - 24), start)
    first, last = ahead.start() if ahead else start, behind.end() if behind else end
    known = _hit(clause, start, end, codes)
    if (first, last) == (start, end) or known.rule is None or not _doing(clause, first, last):
        return None
    if ahead and re.search(r"기업|소재|이내|이상|법인", ahead[0]):
        return None
    words = clause.span(first, last)
    return replace(
        known, start=first, end=last, rule=AnyOf((known.rule, Unread(words.quote, words)))
    )


def _bracketed(text: str, start: int, end: int) -> bool:
    """(제조업, 정보통신업): a list that is all there is between brackets."""
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")"


# behind the name of a trade in a list of those that are shut out
_OUT_TOO = re.compile(
    r"\s*(?:$|[,;·ㆍ⋅․∙⸱‧/()）]|및|또는|등|[은는]\s|(?:을|를)?\s?(?:영위|하는|운영|업종)|의\s업종|업종)"
)
_LEAD_SIGN = re.compile(r"(?:^|[,;·ㆍ⋅․∙⸱‧/(:：]|및|또는|등의?|[가-힣][과와])\s*$")
_HALF = re.compile(r"(?:^|[\s,])[가-힣]{1,6}(?<!업)(?<!업종)[·ㆍ⋅․∙⸱‧]\s?$")


def shut_out(clause: Clause) -> Iterator[Hit]:
    """Each industry by its own name in a list of trades that may not apply: 금융업, 숙박업 등."""
    text, at = clause.text, clause.start
    while match := _name_in(clause, at):
        at = match.end()
        ahead = text[max(clause.start, match.start() - 6) : match.start()]
        if _LEAD_SIGN.search(ahead) is None and text[clause.start : match.start()].strip():
            continue
        if _HALF.search(text[clause.start : match.start()]):
            continue  # 숙박ㆍ음식점업: half of a name
        printed = _IN_BRACKETS.match(text, at, clause.end)
        end = printed.end() if printed else at
        codes = (codes_of(printed[1]) if printed else ()) or industries.from_word(match[0])
        if codes and _OUT_TOO.match(text, end, clause.end):
            yield _hit(clause, match.start(), end, codes)


def _narrowed(clause: Clause, start: int) -> bool:
    """Whether a noun before 제조업 makes it some narrower trade that nobody knows: 용품 제조업."""
    before = _NOUN.search(clause.text, max(clause.start, start - 12), start)
    return before is not None and _OPENS.fullmatch(before[1]) is None


def _known(clause: Clause, coded: re.Match[str]) -> bool:
    """Whether the name before the code is one of the list, which is read by itself."""
    return any(
        _list(clause, match)[1] >= coded.end()
        and not (match[0] in _WIDE and _narrowed(clause, match.start()))
        and not _in_list(clause, match.start(), coded.end())
        for match in _names().finditer(clause.text, coded.start(), coded.end())
    )


def _doing(clause: Clause, start: int, end: int) -> bool:
    """Whether the words around say that the applicant is of the trade."""
    if _DOING.match(clause.text, end, clause.end):
        return True
    if _BRACKETED.match(clause.text, end, clause.end) and clause.text[start - 1 : start] == "(":
        return True  # 소공인(제조업, 상시근로자 …): the trade of the kind before
    if start == clause.start and _END.match(clause.text, end, clause.end):
        return True  # the item of a list that is nothing but the name
    if (
        start == clause.start
        and clause.topic == "업종"
        and _ASIDE.match(clause.text, end, clause.end)
    ):
        return True  # 제조업(전업률 30% 이상), under 다음 업종
    left = clause.text[max(0, start - 40) : start]
    return bool(
        _END.match(clause.text, end, clause.end) and (_LABEL.search(left) or _CLASSED.search(left))
    )


def _list(clause: Clause, first: re.Match[str]) -> tuple[tuple[str, ...], int, bool]:
    """The codes of a list of names that begins with `first`, its end, and whether codes are
    printed behind a name, which leaves no doubt that it is an industry."""
    text, match, sure = clause.text, first, False
    found: list[str] = []
    end = first.end()
    for _ in range(24):
        end = match.end()
        codes = industries.from_word(match[0])
        printed = _IN_BRACKETS.match(text, end, clause.end)
        if printed and (exact := codes_of(printed[1])):
            codes, end, sure = exact, printed.end(), True
        if not codes:
            return (), end, False
        found += codes
        sign = _SIGN.match(text, end, clause.end)
        following = _names().match(text, sign.end(), clause.end) if sign else None
        if following is None:
            break
        match = following
    return tuple(dict.fromkeys(found)), end, sure


def codes_of(printed: str) -> tuple[str, ...]:
    """KSIC prefixes of a printed list (J58~J63 · 58221, 62010 · C); none when one is no code."""
    if printed.isalpha():
        return industries.prefixes(printed)
    found: list[str] = []
    for letter, low, high in _RANGE.findall(printed):
        if industries.normalise(letter + low) is None:
            return ()
        found += _between(low, high) if high else [low]
    return tuple(dict.fromkeys(found))


def _between(low: str, high: str) -> list[str]:
    if len(low) != 2 or len(high) != 2:
        return [low, high]
    return [f"{n:02d}" for n in range(int(low), int(high) + 1) if industries.normalise(f"{n:02d}")]


def _in_list(clause: Clause, start: int, end: int) -> bool:
    left = clause.text[max(clause.start, start - 8) : start]
    if _LISTED.search(left) or _GOES_ON.match(clause.text, end, clause.end):
        return True
    opening = clause.text.rfind("(", clause.start, start)
    closing = clause.text.find(")", opening) if opening >= 0 else -1
    inside = clause.text[opening:closing] if closing >= end else ""
    return re.search(r",(?!\s?(?:상시|근로자|종업원|매출|업력|고용))", inside) is not None


def _hit(clause: Clause, start: int, end: int, codes: tuple[str, ...]) -> Hit:
    while clause.text[start].isspace():
        start += 1
    while clause.text[end - 1].isspace():
        end -= 1
    return Hit(start, end, InSet(FIELD, codes, span=clause.span(start, end)))
