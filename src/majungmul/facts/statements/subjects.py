"""Whom an article speaks of: programmes and organisations, as the text names them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from majungmul.facts.tables import load
from majungmul.reference import organizations, regions
from majungmul.terms import Span, Subject

from . import naming

_QUOTED = re.compile(r"['\"「『‘“<]([^'\"「」『』‘’“”<>\n]{2,80})['\"」』’”>]")
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_ORGANIZATION = re.compile(
    r"(?:㈜|\(주\)|주식회사\ )\ ?[가-힣A-Za-z0-9]{2,20}"
    r"|[가-힣A-Za-z]{2,16}(?:진흥원|진흥공단|공단|공사|재단|연구원|테크노파크|산업진흥원|혁신센터"
    r"|협회|중앙회|은행|대학교|도청|시청|군청|구청|자치도|광역시|특별시"
    r"|특별자치시|교육청|상공회의소|보증기금|융합센터|사업단|추진단)"
    r"|[가-힣A-Za-z·]{4,16}(?<!데이터)(?<!물류)(?<!컨벤션)(?<!쇼핑)센터(?![가-힣]{2})"
    r"|[가-힣]{2,10}[부청처](?=[는은가이]\ |\ [장차]관)"
    r"|[가-힣]{2,5}(?:도|시|군|구)(?=[는은이가]\ )"
)
# "과학기술정보통신부 산하 정보통신산업진흥원": whose body it is, not who speaks.
_SPEAKS = re.compile(r"(?:\([^()\n]{0,40}\))?(?:은|는|이|가|도|에서는|에서|에\ 따르면)\ ")
_OVER = re.compile(r"\ ?(?:산하|소속|소관|주관|출연기관|전담기관|후원|위탁|등과|와|과)\ ")
_PARTICLE = re.compile(r"^(?:㈜|\(주\)|주식회사).{2,}[은는이가을를의와과]$")
# "하늘로봇(대표 김하늘)은", "대표적으로 하늘로봇은": a firm without the mark of one.
_FIRM = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9&]{2,15})(?=\(대표(?:이사)?\ )"
    r"|(?:구체적으로|대표적으로|일례로|예컨대|예를\ 들어)\ "
    r"(?P<example>[가-힣A-Za-z0-9&]{3,15}?)(?=[은는이가]\ )"
)
# "한빛창업사관학교(이하 사관학교)": what it is called from here on
ALIAS = re.compile(r"\(이하,?\ ?['\"]?([^()'\",]{2,20})['\"]?\)")
# "누리로봇·솔빛테크 등 4개 기업", "㈜누리로봇": firms that may be called by the bare name later
_FIRMS = re.compile(
    r"(?P<names>(?:[가-힣A-Za-z0-9&]{2,15}(?:·|,\ ?)){1,9}[가-힣A-Za-z0-9&]{2,15})\ 등\ "
    r"[0-9]{1,3}여?(?:개|곳)?\ ?(?:기업|업체|회사|사(?=[가는와의]))"
)
_MARKS = ("㈜", "(주)", "주식회사")
_MARKED_FIRM = re.compile(r"(?:㈜|\(주\)|주식회사\ )\ ?([가-힣A-Za-z0-9]{2,20})")
_PARTICLES, _BARE = "은는이가을를의와과", 2
_LONGEST_NAME, _SHORT_NAME = 60, 6
_WORDS_BEFORE = re.compile(
    r"(?:(?<![가-힣A-Za-z0-9·&.+\-()])[가-힣A-Za-z0-9·&.+\-()]{1,24}\ ){0,3}"
    r"[가-힣A-Za-z0-9·&.+\-()]{0,24}$"
)
_NOT_ORGANIZATION = frozenset(
    [
        "전부",
        "일부",
        "내부",
        "외부",
        "정부는",
        "이번에도",
        "제도",
        "정도",
        "한도",
        "속도",
        "다시",
        "반드시",
    ]
)


class Named(NamedTuple):
    """A subject, where it stands, and the code of the place it is bound to, if any."""

    subject: Subject
    place: str | None
    speaks: bool = True  # whether the sentence is about it, not only by it, for it or with it


def find(text: str, folded: str, start: int, end: int) -> list[Named]:
    """Programmes and organisations named in `[start, end)`, in order, without overlaps."""
    ends = _ends()
    found = [
        _named(text, match.start(1), match.start(1) + len(name), "program")
        for match in _QUOTED.finditer(folded, start, end)
        if (name := _IN_BRACKETS.sub("", match[1]).rstrip(" 0123456789.")).endswith(ends)
        and len(name) <= _LONGEST_NAME
    ]
    for match in _ORGANIZATION.finditer(folded, start, end):
        if match[0] not in _NOT_ORGANIZATION and _is_body(folded, match):
            close = match.end() - (_PARTICLE.search(match[0]) is not None)
            found.append(_named(text, match.start(), close, "organization"))
    for match in _FIRM.finditer(folded, start, end):
        place = match.span("name" if match["name"] else "example")
        found.append(_named(text, *place, "organization"))
    pattern, names = _known()
    found += [
        _named(text, *match.span(), "organization", names[match[0]])
        for match in pattern.finditer(folded, start, end)
    ]
    for match in _program().finditer(folded, start, end):
        if ALIAS.search(folded, max(start, match.start() - 24), match.end() + 2):
            continue  # (이하 사관학교)
        low = _words_before(folded, start, match.start())
        begin = low + _lead(folded[low : match.end()])
        if _is_name(folded[begin : match.end()]):
            found.append(_named(text, begin, match.end(), "program"))
    return [
        named._replace(speaks=_SPEAKS.match(folded, named.subject.span.end) is not None)
        for named in _disjoint(found)
        if not _is_over(folded, named)
    ]


def _is_body(folded: str, match: re.Match[str]) -> bool:
    """Whether a short word before 이, 가 is a place's office: 가람시가, but not 도시가."""
    short = len(match[0]) <= _SHORT_NAME and match[0][-1] in "도시군구"
    marked = folded.startswith(("이 ", "가 "), match.end())
    return not (short and marked) or place(match[0]) is not None


def firms(folded: str, start: int, end: int) -> list[str]:
    """The bare names of firms that a sentence introduces: in a list, or with the mark of one."""
    listed = folded.find(" 등 ", start, end) > 0
    names = [
        name
        for found in (_FIRMS.finditer(folded, start, end) if listed else ())
        for name in re.split(r"·|,\ ?", found["names"])
    ]
    if all(folded.find(mark, start, end) < 0 for mark in _MARKS):
        return names
    marked = (found[1] for found in _MARKED_FIRM.finditer(folded, start, end))
    return names + [name.rstrip(_PARTICLES) if len(name) > _BARE else name for name in marked]


def _is_over(folded: str, named: Named) -> bool:
    """Whether a body is named only as the one above, or beside, the one that is spoken of."""
    body = named.subject.kind == "organization"
    return body and _OVER.match(folded, named.subject.span.end) is not None


def _named(text: str, start: int, end: int, kind: str, name: str = "") -> Named:
    quote = text[start:end]
    span = Span(start, end, quote)
    subject = Subject(span, name or quote.strip(), kind)  # type: ignore[arg-type]
    return Named(subject, place(quote) if kind == "organization" else None)


def _lead(phrase: str) -> int:
    """Drops words before the name proper: those with a particle, or that end a clause."""
    words = phrase.split(" ")
    at = 0
    for word in words[:-1]:
        if re.search(
            r"(?:[은는이가을를에의로도만월년일]|에서|부터|까지|하는|한|된|할|위해|통해|[가-힣]{2}해"
            r"|올해|지난해|내년|등|및|와|과|하고|하며|간|[째위]인|^또|^연|열린|여는|이번|이날|모두|들여|지난|특히|또한|한편"
            r"|먼저|우선|신규|주요|다양한|각종|관련|이들|해당|전체|세부|기존|계속|공모|[0-9]여?개|실제|적인|기관인|사업인|센터인|기업인|[가-힣]{2}[부처청])$",
            word,
        ):
            at = phrase.index(word, at) + len(word) + 1
    return at


def _disjoint(found: list[Named]) -> list[Named]:
    found.sort(key=lambda named: (named.subject.span.start, -named.subject.span.end))
    kept: list[Named] = []
    for named in found:
        if not kept or named.subject.span.start >= kept[-1].subject.span.end:
            kept.append(named)
    return kept


def _is_name(phrase: str) -> bool:
    """Whether more is said than that it is some programme: not `육성사업`, `맞춤형 프로그램`."""
    rest = phrase.rstrip(" 0123456789.")
    head = max((h for h in naming.heads() if rest.endswith(h)), key=len, default="")
    return naming.is_specific(rest.removesuffix(head), 1 if head in naming.events() else 2)


def _words_before(folded: str, start: int, head: int) -> int:
    """Where the word that holds the head of a name begins, or up to three words before it."""
    low = max(start, head - _LONGEST_NAME)
    words = _WORDS_BEFORE.search(folded, low, head)
    return words.start() if words else head


@cache
def _program() -> re.Pattern[str]:
    """What names of programmes end with: `스마트 시범상가`."""
    words = "|".join(map(re.escape, sorted(naming.heads(), key=len, reverse=True)))
    return re.compile(
        rf"(?:{words})(?:\ ?[0-9][0-9.]{{0,2}})?"
        r"(?![가-힣A-Za-z](?<![은는이가을를의에도과와로]))(?!자|단|비|장|(?<=사업)가)"
    )


@cache
def _ends() -> tuple[str, ...]:
    """What names of programmes in quotes end with."""
    return tuple(load("press")["programmes"])


@cache
def _known() -> tuple[re.Pattern[str], dict[str, str]]:
    """Listed bodies' names with their names of today. Names of two letters are too few."""
    names = {
        name: body.name
        for body in organizations.known().values()
        for name in body.all_names
        if len(name) >= 3 and body.kind != "province"
    }
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile("|".join(longest_first)), names


@cache
def _provinces() -> tuple[tuple[str, str], ...]:
    names = [
        (name, region.iso or "")
        for region in regions.provinces()
        for name in (region.name, region.short, *region.aliases)
    ]
    return tuple(sorted(names, key=lambda item: -len(item[0])))


@lru_cache(maxsize=4096)
def place(name: str) -> str | None:
    """The ISO 3166-2 code of the province that a name begins with (`전주시` → `KR-45`)."""
    for word, code in _provinces():
        if name.startswith(word):
            return code
    for size in (4, 3, 2):
        codes = regions.names().get(name[:size], ())
        if len(codes) == 1:
            return regions.iso(codes[0])
    return None
