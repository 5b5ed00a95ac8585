"""One amount at one place: a numeral, its counter, and the words that bind it.

`amount_at` is tried at every digit of a text, so it looks only at a short window and gives up at
the first sign that the digits are something else (a version, an article of law, a list number).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from majungmul.facts.tables import Amount, Unit, bounds, counters, firmer
from majungmul.terms import Bound, Quantity, QuantityKind, Span

from . import numerals
from .binding import read_after, read_before
from .interest import of_no_interest
from .nouns import counted_thing

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}|[0-9]{1,18})(?:\.[0-9]{1,4})?"
_NUMERAL = re.compile(
    rf"""{_NUMBER}
    (?:
      (?: [조억만천백십]{{1,3}} | \ (?:백만|천만|십만|[조억만천])(?=\ ?[원달유엔불]) )
      (?: \ ?{_NUMBER}(?=여?\ ?[조억만천백십]) )?
    ){{0,4}}
    (?: (?<=만)\ ?[0-9],?[0-9]{{2,3}}(?![0-9,]) | (?<=천)\ ?[0-9]{{1,3}}(?![0-9,.])
      | (?<=백)[0-9]{{1,2}}(?![0-9,.])
      | (?<=[조억만])\ ?[0-9]{{1,4}}(?=\ ?원) )?""",
    re.VERBOSE,
)
_PLAIN = re.compile(_NUMBER)
_OF_HUNDRED = re.compile(rf"(100|1,?000)\ ?분의\ ?({_NUMBER})")
# 기업당 한도(천원): 5,000
# "240여 수산식품기업": counted without a counter
_SOME_FIRMS = re.compile(
    r"여\ (?:[가-힣A-Za-z·]{1,8}\ ){0,2}?[가-힣A-Za-z·]{0,8}?(기업|업체|점포|농가)"
    r"(?=들|[이가을를과와은는에의]\ )"
)
_THINGS = {
    **dict.fromkeys(("기업", "업체", "점포"), Unit("여", "count", "company")),
    "농가": Unit("여", "count", "household"),
}
_UNIT_IN_LABEL = re.compile(
    r"\((?:단위\ ?[:,]?\ ?)?((?:백만|천만|십억|천|백|만|억|조)?\ ?(?:원|달러|불|위안|유로)|억)\)"
    r"\ ?[:|]?\ {0,2}(?:총|약|최대)?\ ?$"
)
_RANGE = re.compile(r"\ ?[~-]\ ?(?:약\ |최대\ )?(?=[0-9])")
_BETWEEN = re.compile(r"\ ?(?:이상|초과)\ ?~?\ ?(?=[0-9])")
_AT_MOST_NEXT = re.compile(r"\ ?(?:이하|미만|이내)")
_AFTER_NOUN = re.compile(
    r"\ ?[가-힣]{2,8}(?:"
    r"\ (이상|이내|이하|미만|초과|내외|가량|안팎)(?=[로의을를이가은는]|[^가-힣]|$)"
    r"|까지(?=\ (?:신청|지원|참여|낼|할|선택|고[르를]|가능|중복)))"
)
_SCALE = re.compile(r"[조억만천백십][조억만천백십\ ]*$")
_GOAL_BEFORE = re.compile(r"(?:목표|기준|평균|전망치|예상|계획)(?:인|치|치인|값)?\ ?\(?$")
_ENTRIES, _FEW = re.compile(r"작품|출품|까지\ 낼|사진|그림|부문별"), 10
_MOST_POINTS = 1000
_YEARLY_SCALE = re.compile(r"매[년월달주][^,.\n]{1,20}?\ ?규모")
_CURRENCY_SIGNS = {"$": "USD", "€": "EUR", "¥": "JPY", "₩": "KRW", "£": "GBP", "\\": "KRW"}
_CURRENCY_CODES = {
    "USD": "USD",
    "US$": "USD",
    "EUR": "EUR",
    "GBP": "GBP",
    "JPY": "JPY",
    "KRW": "KRW",
}

_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALE_BEHIND = re.compile(r"[십백천]?[만억조](?=\ ?(?:원|달러|유로|엔|위안))")
_ENGLISH_SCALE = re.compile(rf"\ ({'|'.join(_SCALES)})\b")
_UP_TO = re.compile(r"(?i)(?:up\ to|max(?:imum|\.)?(?:\ of)?)\ $")

# A counter of one syllable is one only where a word may end: before one of these, or no Hangul.
_ENDINGS = frozenset(
    "의을를이가은는과와로으에도만씩까부며고라였등내중및규남초미한정안인어다요죠보뿐밖마처조"
)
_JOINED_ONLY = frozenset(
    [
        "기업",
        "업체",
        "과제",
        "사업",
        "분야",
        "부문",
        "기관",
        "대학",
        "지역",
        "국가",
        "시군",
        "시도",
        "점포",
        "품목",
    ]
)
_VEHICLE_ENDINGS = frozenset(("", "\n", *"를가의와도,.)"))
_TRILLION = re.compile(r"\ ?(?:넘|돌파|육박|시대|규모|클럽|원|대(?:로|의|\ |$))")
_CENTS = re.compile(r"\ ?([0-9]{1,2})\ ?센트")
_TO = re.compile(rf"({_NUMBER})\ ?대\ ?({_NUMBER})(?![0-9년월])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
_WON = Unit("", "money", "KRW")
_PERCENT = Unit("분의", "percent", "percent")
_RATIO = Unit("대", "other", "ratio")


def amount_at(text: str, folded: str, start: int) -> tuple[Quantity | None, int]:
    """The quantity whose digits begin at `start`, and where the search should go on.

    `folded` is `text` with signs unified (see `folding`); the quote is cut from `text`.
    """
    first = _amount(folded, start)
    last, upper = first, None
    joined = _RANGE.match(folded, first.end if first else _numeral_end(folded, start))
    if joined:
        second = _amount(folded, joined.end())
        if second and (first is None or first.unit.unit == second.unit.unit):
            low = first.value if first else _low_end(folded, start, joined.end(), second)
            if low is not None and low < second.value:
                first, last, upper = second._replace(start=start, value=low), second, second.value
    elif first and (high := _high_end(folded, first)):
        last, upper = high, high.value
    if first is None or last is None:
        return None, _digits_end(folded, start)
    if of_no_interest(folded, first):
        return None, last.end
    return _bounded(text, folded, first, last, upper), last.end


def _high_end(folded: str, low: Amount) -> Amount | None:
    """The upper end of `3억원 초과 5억원 이하`."""
    between = _BETWEEN.match(folded, low.end)
    high = _amount(folded, between.end()) if between else None
    if high is None or high.unit.unit != low.unit.unit or high.value <= low.value:
        return None
    return high if _AT_MOST_NEXT.match(folded, high.end) else None


def whole_amount(written: str) -> Amount | None:
    """`written` as one amount from its first to its last sign, such as `1백만원`; else None."""
    found = _amount(written, 0)
    return found if found is not None and found.end == len(written) else None


def _numeral_end(folded: str, start: int) -> int:
    found = _NUMERAL.match(folded, start)
    return found.end() if found else start + 1


def _digits_end(folded: str, start: int) -> int:
    found = _PLAIN.match(folded, start)
    return found.end() if found else start + 1


def _amount(folded: str, start: int) -> Amount | None:
    numeral = _NUMERAL.match(folded, start)
    if numeral is None:
        return None
    written, end = numeral[0], numeral.end()
    if written in ("100", "1000", "1,000") and (share := _OF_HUNDRED.match(folded, start)):
        value = numerals.number(share[2]) * 100 / numerals.number(share[1])
        return Amount(start, share.end(), value, _PERCENT, False)
    signed = _sign_before(folded, start)
    if signed:
        value = numerals.number(written)
        if scaled := _ENGLISH_SCALE.match(folded, end):
            whole = value * _SCALES[scaled[1]]
            value, end = numerals.number(f"{whole.normalize():f}"), scaled.end()
        return Amount(start - signed[0], end, value, signed[1], False)
    if folded.startswith(("대", " 대"), end) and (odds := _TO.match(folded, start)):
        return Amount(start, odds.end(), numerals.number(odds[1]), _RATIO)
    more = behind = folded.startswith("여", end)  # 3천여 명; and 3천여억 원, told before its scale
    if more and (scale := _SCALE_BEHIND.match(folded, end + 1)):
        written, end, behind = written + scale[0], scale.end(), False
    unit = _unit_at(folded, end + behind) or (_unit_at(folded, end) if behind else None)
    if unit is not None:
        spaced = folded.startswith(" ", end + behind)
        closing, value = end + behind + spaced + len(unit.written), numerals.number(written)
        if unit.unit == "USD" and (cents := _CENTS.match(folded, closing)):
            closing, value = cents.end(), value + numerals.number(cents[1]) / 100
        return Amount(start, closing, value, unit, more)
    if _is_bare_money(folded, written, end):
        return Amount(start, end + behind, numerals.number(written), _WON, more)
    if more and (things := _SOME_FIRMS.match(folded, end)):
        return Amount(start, end + 1, numerals.number(written), _THINGS[things[1]], True)
    return _under_label(folded, start, written, end) if unit is None else None


def _under_label(folded: str, start: int, written: str, end: int) -> Amount | None:
    """A bare number whose unit the label before it names."""
    if start == 0 or folded[start - 1] not in " :|)" or _YEAR.match(written):
        return None
    label = _UNIT_IN_LABEL.search(folded, max(0, start - 24), start)
    unit = _amount("1" + label[1].replace(" ", ""), 0) if label else None
    if unit is None or "가" <= folded[end : end + 1] <= "힣":
        return None
    return Amount(start, end, numerals.number(written) * unit.value, unit.unit, False)


def _sign_before(folded: str, start: int) -> tuple[int, Unit] | None:
    """A currency sign or code right before the number, and its length."""
    if start == 0:
        return None
    spaced = start >= 2 and folded[start - 1] == " "
    end = start - spaced
    code = folded[max(0, end - 3) : end]
    if code in _CURRENCY_CODES:
        return spaced + 3, Unit(code, "money", _CURRENCY_CODES[code])
    sign = folded[end - 1]
    if sign in _CURRENCY_SIGNS:
        return spaced + 1, Unit(sign, "money", _CURRENCY_SIGNS[sign])
    return None


def _is_bare_money(folded: str, written: str, end: int) -> bool:
    """`8.4억`, `1조 2천억`: money whose 원 was left out. A bare 만 or 조 may be anything."""
    if written.endswith("조") and "억" not in written:
        return _TRILLION.match(folded, end) is not None
    if "억" not in written and "백만" not in written:
        return False
    following = folded[end : end + 2].lstrip()[:1]
    return following not in "뷰장마리톤번인" if following else True


def _unit_at(folded: str, at: int) -> Unit | None:
    spaced = folded.startswith(" ", at)
    if spaced:
        at += 1
    for unit in counters().get(folded[at : at + 1], ()):
        written = unit.written
        if folded.startswith(written, at) and _ends_there(folded, at + len(written), unit, spaced):
            return unit
    return None


def _ends_there(folded: str, end: int, unit: Unit, spaced: bool) -> bool:
    written, following = unit.written, folded[end : end + 1]
    if spaced and written in _JOINED_ONLY and folded[end - len(written) - 2] != "여":
        return False  # "2 사업개요" is a heading
    if not "가" <= following <= "힣":
        return written != "대" or following in _VEHICLE_ENDINGS
    if written == "대":
        return following in _VEHICLE_ENDINGS
    if written == "개 국" and following == "내":
        return False  # 458개 국내 기업
    if following == "당":
        return True
    if written == "개":
        return not spaced or following in _ENDINGS
    if written == "%":
        return True
    if len(written) == 1 or spaced or " " in written or written in _JOINED_ONLY:
        return following in _ENDINGS or written == "원"
    return True


def _low_end(folded: str, start: int, stop: int, high: Amount) -> Decimal | None:
    """The left number of `2~3천만원`, which borrows the scale of the right one."""
    written = folded[start:stop].rstrip(" ~-약최대")
    if not _PLAIN.fullmatch(written):
        return numerals.number(written) if _NUMERAL.fullmatch(written) else None
    numeral = _NUMERAL.match(folded, high.start)
    scale = _SCALE.search(numeral[0]) if numeral else None
    return numerals.number(written + (scale[0].replace(" ", "") if scale else ""))


def _bounded(
    text: str, folded: str, first: Amount, last: Amount, upper: Decimal | None
) -> Quantity:
    """Put the words around the number to it: bound, quote, counted thing."""
    start, before = read_before(folded, first.start)
    end, after = read_after(folded, last.end)
    if (
        after != "exact"
        and end == last.end
        and _GOAL_BEFORE.search(folded, max(0, start - 8), start)
    ):
        after = "exact"  # "목표 75%를 웃돌았다": what was exceeded is itself exact
    if after == "exact" and last.unit.kind == "count" and (noun := _AFTER_NOUN.match(folded, end)):
        after = cast(Bound, bounds().after[noun[1]] if noun[1] else "at_most")
    if before == "exact" and _UP_TO.search(folded, max(0, start - 12), start):
        before = "at_most"
    bound: Bound = firmer(before, after)
    if bound == "exact" and last.more:
        bound = "at_least"
    if upper is not None:
        bound = "range"
    value, kind, unit = first.value, last.unit.kind, last.unit.unit
    if bound == "exact" and _YEARLY_SCALE.match(folded, start):
        bound = "about"
    if last.unit.generic:
        unit = counted_thing(folded, start, last.end, value)
    elif unit == "point" and (
        (value > _MOST_POINTS and not folded.startswith((" 만점", "만점"), end))
        or (value <= _FEW and _ENTRIES.search(folded, max(0, start - 24), last.end + 10))
    ):
        kind, unit = "count", "item"
    return _quantity(text, start, end, kind, value, unit, bound, upper)


def _quantity(
    text: str,
    start: int,
    end: int,
    kind: QuantityKind,
    value: Decimal,
    unit: str,
    bound: Bound,
    upper: Decimal | None = None,
) -> Quantity:
    return Quantity(Span(start, end, text[start:end]), kind, value, unit, bound, upper)
