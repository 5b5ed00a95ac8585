"""Names of regions in running text, alone and in lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from majungmul.reference import regions

from .hits import Clause

_SEPARATOR = re.compile(r"\s?(?:[,·ㆍ⋅․∙⸱‧･・/、&+]|및|또는|과|와|\s)\s?")


_SITE = re.compile(r"본사|본점|사무소|사업장|공장|지점|지사|연구소|소재지|주소지?")


@cache
def _names() -> dict[str, tuple[str, ...]]:
    table = dict(regions.names())
    table.update({word: codes for word, codes in regions.macros().items() if word != "전국"})
    table.update({f"{name}도": codes for name, codes in table.items() if name[1:] in ("남", "북")})
    table.update({f"{name[:-1]}특례시": codes for name, codes in table.items() if name in _SPECIAL})
    return {name: codes for name, codes in table.items() if len(name) > 1}


# cities of a million (지방자치법 제198조), which call themselves so
_SPECIAL = {"수원시", "고양시", "용인시", "창원시", "화성시"}


@cache
def _longest() -> dict[str, int]:
    """The longest name that begins with two given letters."""
    found: dict[str, int] = {}
    for name in _names():
        found[name[:2]] = max(len(name), found.get(name[:2], 0))
    return found


def name_at(text: str, start: int, limit: int) -> tuple[tuple[str, ...], int] | None:
    """Codes and end of the longest region name that begins at `start`."""
    names = _names()
    longest = _longest().get(text[start : start + 2], 0)
    for length in range(min(longest, limit - start), 1, -1):
        codes = names.get(text[start : start + length])
        if codes is not None:
            return codes, start + length
    return None


def name_list(clause: Clause, named: tuple[tuple[str, ...], int]) -> tuple[tuple[str, ...], int]:
    """All regions of a list (대구ㆍ경북), each inner one narrowed by the outer (경북 포항시)."""
    codes, end = named
    found = list(codes)
    last = outer = codes
    if spelled := _spelled_out(clause, codes, end):
        return spelled
    for _ in range(40):
        gap = _SEPARATOR.match(clause.text, end, clause.end)
        if gap is None:
            break
        nxt = name_at(clause.text, gap.end(), clause.end)
        blank = clause.text[end : gap.end()].isspace()
        if nxt is None and not blank:
            nxt = _short_at(clause.text, gap.end(), clause.end, last)
        if nxt is None:
            break
        inner = tuple(c for c in nxt[0] if any(c != o and regions.contains(o, c) for o in last))
        if not inner and not blank and len(nxt[0]) > 1:
            # 부산 중구·동구: the second is of the same province
            own = tuple(c for c in nxt[0] if any(c != o and regions.contains(o, c) for o in outer))
            nxt = (own or nxt[0], nxt[1])
        if inner and (blank or len(nxt[0]) > 1):
            found = [code for code in found if code not in last or not blank] + list(inner)
        elif blank:
            break
        else:
            found += nxt[0]
        last = inner if inner and blank else nxt[0] if not inner else last
        end = nxt[1]
    return _within(clause, tuple(dict.fromkeys(found)), end)


_OUTER = re.compile(r"\s?\(([가-힣]{2,7})\)")


def _within(clause: Clause, codes: tuple[str, ...], end: int) -> tuple[tuple[str, ...], int]:
    """중구(인천): the name that several provinces have is that of the one in brackets."""
    outer = _OUTER.match(clause.text, end, clause.end)
    named = _names().get(outer[1], ()) if outer else ()
    if outer is None or len(named) != 1:
        return codes, end
    names = {get.name: 0 for code in codes if (get := regions.get(code)) is not None}
    kept = tuple(code for code in codes if regions.contains(named[0], code))
    return (kept, outer.end()) if kept and len(kept) >= len(names) else (codes, end)


# 전남 동부권(여수시, 순천시)
_PART_OF = re.compile(r"(?:\s?[동서남북중]{1,2}부(?:권|지역)?)?\s?\(")


def _spelled_out(
    clause: Clause, outer: tuple[str, ...], end: int
) -> tuple[tuple[str, ...], int] | None:
    """What the brackets behind a name list as the places that it takes in: 충청권(대전, 세종)."""
    opened = _PART_OF.match(clause.text, end, clause.end)
    if opened is None:
        return None
    end = opened.end() - 1
    close = clause.text.find(")", end, clause.end)
    codes = region_codes(clause.text[end + 1 : close].replace(" ", "")) if close > 0 else ()
    return (codes, close + 1) if codes and not any(map(_takes_in(codes), outer)) else None


def _takes_in(codes: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a place lies in one of `codes`: 중구(인천) is no list of what 중구 takes in."""
    return lambda code: any(out != code and regions.contains(out, code) for out in codes)


_SHORT = re.compile(
    r"[가-힣]{2,4}(?=\s?(?:[,·ㆍ⋅․∙⸱‧･・/、&]|및|와|과|소재|지역|관내|내\s|에\s|$))"
)
_LEFT = re.compile(r"(?P<word>[가-힣]{2,7})\s?(?P<sign>[,·ㆍ⋅․∙⸱‧･・/、])\s?$")


@lru_cache(maxsize=4096)
def _in_province(word: str, province: str) -> str | None:
    """The one place of that short name in a province: 구미 beside 김천 is 구미시."""
    found = regions.named(word, within=province)
    return found[0].code if len(found) == 1 else None


def _short_at(
    text: str, start: int, limit: int, beside: tuple[str, ...]
) -> tuple[tuple[str, ...], int] | None:
    match = _SHORT.match(text, start, limit)
    code = _in_province(match[0], beside[0][:2]) if match else None
    return ((code,), match.end()) if match and code else None


def names_before(
    clause: Clause, start: int, codes: tuple[str, ...]
) -> tuple[int, list[str]] | None:
    """Short names that stand before the first known one of a list, and where the list begins.

    None when a word of the list is no place that we know: a list read in part would shut out who
    stands in the rest of it.
    """
    more: list[str] = []
    for _ in range(20):
        match = _LEFT.search(clause.text, max(clause.start, start - 12), start)
        if match is None:
            break
        code = _in_province(match["word"], codes[0][:2])
        if code is None:
            if match["sign"] == "," or _SITE.search(match["word"]):
                break
            return None
        more.insert(0, code)
        start = match.start()
    return start, more


def region_codes(words: str) -> tuple[str, ...]:
    """Codes of a bare list of region names (서울, 광주); none when one of them is not sure, for a
    list read in part would shut out who stands in the rest of it."""
    macros = regions.macros()
    found: dict[str, None] = {}
    for part in filter(None, (word.strip() for word in re.split(r"[,/·ㆍ⋅․∙⸱\n]", words))):
        codes = _names().get(part, ())
        if len(codes) != 1 and part not in macros:
            return ()
        found.update(dict.fromkeys(codes))
    return tuple(sorted(found))
