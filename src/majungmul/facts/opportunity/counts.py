"""How many a call will select: its total as printed, else what its tracks or rows add up to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from majungmul.terms import Quantity, Span

from .heads import Tables
from .places import Place

_UNITS = {
    "company", "person", "project", "team", "case", "program", "store", "site",
    "institution", "item", "region", "room",
}  # fmt: skip

# a label, then up to a dozen words that are no other figure's
_LABEL = re.compile(
    r"(?:(?:예비)?(?:선정|모집|지원|선발|참가|입주|보급|수혜|공모|사업|공급|입점|참여)(?:예정|대상)?"
    r"(?:기업|과제|업체|팀|점포|인원|신규과제)?(?:규모|인원|업체수|기업수|과제수|과제의수|팀수|개수|수량|건수"
    r"|목표|(?<=[업제체팀포자])수)|(?:선정|지원)예산및규모)(?:\(\d차\)|\(수\)|\(안\))?"
    r"(?P<between>[^.。\n]{0,46})$"
)
_DIRECT = re.compile(
    r"^[-○ㅇ·*◦]{0,2}총$|(?:뽑는|모집하는|선정하는)[가-힣]{1,4}[)\]】]?[:：](?:총|약|모두)?$|"
    r"(?:모집|선정|선발|입점|입주|지원)(?:대상|예정)?(?:점포|과제|팀|기업|업체|작품|건수|사업|단체|편수|신규과제)"
    r"[)\]】]?[:：](?:총|약|신규|국내|도내|관내)?$|신규(?:과제|RFP)$"
    r"|^[-○ㅇ·*◦]{0,2}(?:자유|지정|신규)(?:공모)?과제$|몇[가-힣]{0,8}[:：](?:총|약|모두)?$|수상(?:팀|작|작품|자)(?:은|[:：])?(?:총|모두)?$"
    r"|^[-○ㅇ·*◦□]{1,3}(?:추가)?(?:선발|선정|모집)$|^[-○ㅇ·*◦□]{0,3}\([가-힣]*(?:지원|모집|선정)[가-힣]{0,6}\)(?:총|약)$"
)
_BARE_LABEL = re.compile(
    r"(?:^|[□○◦ㅇ❍▢■●·•▪∙ㆍ▷▶*.)(\[【-])(?:선정|규모|모집|선발|인원|정원|(?:공모|입주|교육|수혜|참가|참여|보급)(?:과제|공간"
    r"|인원|기업|팀|업체|정원|점포))[)\]】]?[:：](?:총|약|모두)?$"
)
# whom it is for, with how many: 대상 : 도내 제조기업 100개사 내외
_WHOM = re.compile(
    r"(?:^|[□○◦ㅇ❍▢■●*.)(\[【-])(?:(?:지원|모집|참가|선정)?대상"
    r"|(?:모집|선정|참가|참여|지원)(?:기업|업체|팀))[)\]】]?[:：][^,.\d]{0,24}$"
)
# of which fields, with how many projects: 지원분야 : 방송·통신 14개 과제
_FIELDS = re.compile(
    r"(?<!평가)(?:지원|공모|대상|신규)(?:연구|연구개발)?(?:분야|과제)[)\]】]?[:：][^,.\d]{0,24}$"
)
_WHOM_UNITS = {"company", "team", "site", "store", "project"}
_BETWEEN = re.compile(
    r"[당별]|최소|평균|배수|누적|이하|이상|미만|중$|매년|대비|비율|전년|실적|최대\d|외부|심사"
)
_BEFORE = re.compile(
    r"누적|지금까지|역대|전년|실적|컨소시엄구성|최소|멘토|테스터|기업당|팀당|업체당|과제당|[당별]$|상위\d"
    r"|배수|년[~∼]|매년|까지총|이상$|평가위원|위원|지난해|작년|[’'‘`]\d\d[.년]$|참여기관|개최|단계별|기수$|각$"
)
_AFTER = re.compile(
    r"^\)?(?:\([^)]{0,20}\))?(?:내외|이내|안팎|정도|규모)?(?:\([^)]{0,20}\))?(?:를|을|의)?"
    r"(?:\([^)]{0,20}\))?(?:신규|최종|우선|추가)?(?:기업|과제|업체|팀|개사)?(?:내외|이내)?(?:를|을)?(?:신규|최종)?"
    r"(?:선정|모집|선발|지원예정|뽑|도[울와]|돕|정함|정한다|에(?:나누어|나눠)|고[르릅른를]|모[십시]|가[려린])(?!된|기업의|결과|심사|평가|공고문|기준|시|하지)"
)
_LIMITED = re.compile(
    r"^\)?(?:→|⇒|➡|->|[×xX*✕]|미만|초과|이상|중|당|별|이하|의경우|배수|씩|까지|(?i:track)|트랙|유형|단계|분야|프로그램|컨소시엄(?:으로|을|형|이상)|.{0,6}구성|공동)"
)
_COLUMN = re.compile(
    r"(?:선정|모집|지원|선발)(?:예정|대상)?(?:기업|과제|업체|팀)?(?:규모|인원|수|업체수|기업수|과제수|건수)"
    r"|^(?:선정|모집|선발)$|과제수|모집인원|선정수|얼마나(?:많이)?뽑|몇[가-힣]{0,3}뽑"
)
_AT_ONCE = re.compile(r"수행|가능|제한")  # how many one may carry out at a time
_NUMBERS_COLUMN = re.compile(
    r"대상(?:연구|연구개발)?과제$|(?:과제|기업|업체|팀|선정|모집|지원|선발|대상)[가-힣]{0,4}(?:수|인원)|인원"
)
_CHOSEN = re.compile(r"(?:선정|모집|선발)[^:：]{0,6}[:：)]")
_TOTAL = re.compile(r"(?:총|전체|모두)(?:[^\d]{0,6}|약?[\d.,]+[조억천백만]{1,3}원?[^\d]{0,4})$")
_SUM_LINE = re.compile(r"(?m)^[|\s*]{0,6}(?:합\s?계|총\s?계|계|전\s?체|총)[\s*]{0,4}\|")
_BARE_CELL = re.compile(r"\|[ *]{0,4}(\d{1,3}(?:,\d{3})?)[ *]{0,4}(?=\||\n|$)")
_ROW = 120
# 기업당 2,000만원 (10개사), 예산 128억원(신규 16개 과제)
_BEHIND_AWARD = re.compile(
    r"(?:(?:당|별)(?:최대)?|(?:예산|총상금)[:：](?:20\d\d년)?(?:총|약)?)[\d,.]+[조억천백만]*원"
    r"(?:이내|내외|한도)?\((?:신규|총|약)?$"
    r"|규모[)\]】]?[:：]?(?:총|약)?[\d,.]+[조억천백만]*원(?:이내|내외)?\((?:총|약)?$"
    r"|예산[)\]】]?[:：]?(?:총|약)?[\d,.]+[조억천백만]*원(?:이내|내외|규모)?[,/·](?:총|약)?$"
)
_PROGRAMMES = 3  # so many different numbers: parts of the call, or several programmes in one text
_SUM_ROW = re.compile(r"^[\W]*(?:합계|총계|계|전체|총)[\W]*$")
_PRINTED = ("exact", "about")
_MOST_ROWS = 12
# where all else fails, even in the part that says who may apply
_WILL_PICK = re.compile(
    r"^(?:내외)?(?:를|을)?(?:뽑(?!힌|은)|선발(?:한다|합니다|할|하며)|모집(?:한다|합니다|할|하며))"
)


def count(
    tables: Tables, end: int, places: Sequence[Place], given: Sequence[Place]
) -> Quantity | None:
    """The number to be selected: beside its label, in its sentence, or in its table.

    `places` are the figures before `end`; `given` are those outside the parts that say who may
    apply.
    """
    able = [p for p in places if _able(p)]
    labelled = [p for p in able if _is_labelled(p)]
    totals = [p for p in labelled if _TOTAL.search(p.before)]
    chosen = [p for p in labelled if _CHOSEN.search(p.before)]
    for found in (totals, chosen, labelled):
        if not found:
            continue
        numbers = {p.quantity.value for p in found}
        rivals = len(numbers) >= _PROGRAMMES
        if rivals and found[0].quantity.value < max(numbers):
            return None
        return _firms(found[0], places) or _of_tracks(tables.text, found[0], places)
    able = [p for p in given if _able(p)]
    told = [p for p in able if _AFTER.match(p.after) or _is_picked(p)]
    told += [p for p in given if _is_counted(p) and _BEHIND_AWARD.search(p.before)]
    if told:
        return _of_tracks(tables.text, told[0], places)
    rows = [p for p in able if _COLUMN.search(p.column) and not _AT_ONCE.search(p.column)]
    return (
        _in_table(tables.text, rows)
        or _bare_sum(tables, end)
        or next((p.quantity for p in places if _able(p) and _WILL_PICK.match(p.after)), None)
    )


def _is_counted(place: Place) -> bool:
    quantity = place.quantity
    fits = quantity.kind == "count" and quantity.unit in _UNITS
    return fits and quantity.bound != "at_least" and quantity.value >= 1


def _able(place: Place) -> bool:
    if not _is_counted(place):
        return False
    if "미만" in place.quote or "이하" in place.quote or "예시" in place.line:
        return False
    sentence = place.before.rsplit("다.", 1)[-1]
    return not (_BEFORE.search(sentence) or _LIMITED.match(place.after))


def _is_labelled(place: Place) -> bool:
    before, quantity = place.before, place.quantity
    if _DIRECT.search(before) or _BARE_LABEL.search(before):
        return True
    if _FIELDS.search(before) and quantity.unit == "project":
        return True
    if _WHOM.search(before) and quantity.unit in _WHOM_UNITS and quantity.bound in _PRINTED:
        return True
    label = _LABEL.search(place.before)
    if label is None:
        heads = _COLUMN.search(place.row) is not None and len(place.before) <= 12
        return heads and _BETWEEN.search(place.before) is None
    between = label["between"]
    # another count stands nearer to the label
    nearer = not between.endswith(("총", "모두")) and re.search(
        r"\d(?:개|명|사|팀|건|과제)", between
    )
    return _BETWEEN.search(between) is None and not nearer


def _firms(place: Place, places: Sequence[Place]) -> Quantity | None:
    """Of `청년 65명, 중소기업 25개사` the firms: they are who applies."""
    if place.quantity.unit != "person":
        return None
    end = place.quantity.span.end
    if not _FIRMS.match(place.after):
        return None
    beside = (p.quantity for p in places if 0 < p.quantity.span.start - end <= _BESIDE)
    return next((quantity for quantity in beside if quantity.unit == "company"), None)


_BESIDE, _FIRMS = 16, re.compile(r"^(?:내외)?[,·/][가-힣]{0,8}(?:기업|업체)")


def _of_tracks(text: str, place: Place, places: Sequence[Place]) -> Quantity:
    """The number at `place`, with those listed beside it: `초기 10개사, 도약 5개사`."""
    if _TOTAL.search(place.before):
        return place.quantity
    line = [p.quantity for p in places if p.quantity.kind == "count"]
    at = next(i for i, quantity in enumerate(line) if quantity.span == place.quantity.span)
    first = last = at
    while first > 0 and _are_tracks(text, line[first - 1], line[first]):
        first -= 1
    while last + 1 < len(line) and _are_tracks(text, line[last], line[last + 1]):
        last += 1
    return _sum(text, line[first : last + 1])


def _are_tracks(text: str, first: Quantity, second: Quantity) -> bool:
    between = text[first.span.end : second.span.start]
    alike = first.unit == second.unit and first.upper is None and second.upper is None
    return alike and len(between) <= _LONGEST_TRACK and _TRACK.fullmatch(between) is not None


def _sum(text: str, found: Sequence[Quantity]) -> Quantity:
    """One number for several, from the first to the last of them."""
    if len(found) == 1:
        return found[0]
    start, end = found[0].span.start, found[-1].span.end
    value = sum((quantity.value for quantity in found), Decimal(0))
    return replace(found[0], span=Span(start, end, text[start:end]), value=value)


_LONGEST_TRACK = 48
# 내외(3천만원 이내), 도약기업
_TRACK = re.compile(
    r"\s?(?:내외|이내|안팎)?\s?(?:\([^()\n]{0,30}\))?\s?[,/·]\s?(?:'[^'\n]{1,16}'|[^,/()\d\n|]{1,20})"
)


def _is_picked(place: Place) -> bool:
    """`모두 50명을 지원하고`, `뽑힌 공방 18곳에는`."""
    whole = _TOTAL.search(place.before) or place.before.endswith("올해")
    whole = bool(whole) and _HELPED.match(place.after) is not None
    return whole or (
        _PICKED.search(place.before) is not None and _TO_THEM.match(place.after) is not None
    )


_HELPED = re.compile(r"^(?:을|를)(?:지원|돕)")
_PICKED = re.compile(r"(?:뽑힌|선정된|선발된)[가-힣]{0,6}$")
_TO_THEM = re.compile(r"^(?:에|에는|에게|에게는|은|는)(?![가-힣]{0,2}당)")


def _in_table(text: str, places: Sequence[Place]) -> Quantity | None:
    """The figure in the row of sums under a head, else what the figures under it add up to."""
    sums = [p for p in places if _SUM_ROW.match(p.row)]
    if sums:
        return sums[0].quantity
    bare = [p for p in places if len(p.before) <= 10]
    rows = [p.quantity for p in bare if p.table == bare[0].table and p.column == bare[0].column]
    alike = len({quantity.unit for quantity in rows}) == 1 and all(q.upper is None for q in rows)
    return _sum(text, rows) if alike and len(rows) <= _MOST_ROWS else None


def _bare_sum(tables: Tables, end: int) -> Quantity | None:
    """The number without a counter in a row of sums, under a head that says what it counts."""
    text = tables.text
    for row in _SUM_LINE.finditer(text, 0, end):
        stop = text.find("\n", row.end(), min(end, row.end() + _ROW))
        stop = stop if stop >= 0 else min(end, row.end() + _ROW)
        for cell in _BARE_CELL.finditer(text, row.end() - 1, stop + 1):
            heads = tables.heads(cell.start(1))
            if heads and _NUMBERS_COLUMN.search(heads.column):
                span = Span(cell.start(1), cell.end(1), cell[1])
                return Quantity(span, "count", Decimal(cell[1].replace(",", "")), "case")
    return None
