"""What the readers of one field family hand over, and the clause they read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from majungmul.terms import Range, Rule, Span, Unread

from .trees import positive_fields


class Clause(NamedTuple):
    """`text[start:end]` and what the document around it says.

    `as_of` is the day on which ages count where the clause names none; `home` is the code of the
    region that publishes the notice, None when it is not known; `topic` is what a label before
    the clause, or the head of its column, says it is about (소재지, 전년도 수출액).
    """

    text: str
    start: int
    end: int
    as_of: str = "notice"
    home: str | None = None
    topic: str = ""
    told: bool = False  # whether the caller said what `home` is, or it was gathered from labels

    @property
    def quote(self) -> str:
        return self.text[self.start : self.end]

    def span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])

    def part(self, start: int, end: int) -> Clause:
        return self._replace(start=start, end=end)


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `[start, end)` that a reader understood as `rule`; None adds nothing (전국, 국내).

    `head` says that the words name applicants by themselves (중소기업, 예비창업자), so that they
    may stand as an alternative; other hits narrow what they stand beside (경북 소재, 7년 이내).
    """

    start: int
    end: int
    rule: Rule | None
    head: bool = False
    weight: int = 0


def field_of(hit: Hit) -> str:
    """The field of the first condition in the hit's rule; empty for words that ask nothing."""
    return next(positive_fields(hit.rule), "") if hit.rule is not None else ""


def stretch(clause: Clause, start: int, end: int) -> Unread:
    """`[start, end)` of the text as words that nobody understood."""
    return Unread(clause.text[start:end], clause.span(start, end))


Reader: TypeAlias = Callable[[Clause], Iterator[Hit]]

_J = r"(?:이|가|을|를|에는?)?\s?"
_NOT_OVER = (
    rf"{_J}(?:넘기?|지나|초과하|경과하|웃돌)지\s?"
    r"(?:않(?:[은는으고]|아야?|았(?:어야|던)?)|아니[한하]|못한)는?"
)
_NOT_YET = (
    rf"(?:{_J}(?:채\s?)?(?:안\s?된|안\s?되는|되지\s?않(?:은|는|았))|(?:이|가|도)?\s?채\s되지\s?않은"
    rf"|{_J}(?:못\s?미[치쳐][는어]?야?|(?:미치|이르|차)지\s?(?:못|않)[하는은한]?[는야]?"
    r"|미달(?:하는|하고|하며|인)?|밑도(?:는|며|고)))"
)
_OVER = (
    rf"{_J}(?:지나고|지난|지나야|지날|경과(?:한|된|하고|해야|하여야|할|했|함)|채운|채우고|채워야)"
)
_MORE = (
    rf"{_J}(?:초과(?:하는|하고|하며|한|된|해야|하여야)?|넘(?:[는은긴고게]|기[고며]|어야|었|으며|어서)"
    r"|웃도(?:는|며|고)|지났)"
)
BOUND = rf"이내|이하|이네|미\s?만|이상|{_NOT_OVER}|{_NOT_YET}|{_OVER}|{_MORE}|까지"
REACHED = {"이내", "이하", "이네", "까지"}
_AT_MOST, _LESS, _AT_LEAST, _ABOVE = map(re.compile, (_NOT_OVER, _NOT_YET, _OVER, _MORE))


def bounds(number: Decimal, word: str) -> tuple[Decimal | None, Decimal | None, bool]:
    """(min, max, inclusive) that a number with 이상, 초과, 이내, 이하 or 미만 sets."""
    if _AT_MOST.fullmatch(word):
        return None, number, True
    if _LESS.fullmatch(word):
        return None, number, False
    word = re.sub(r"\s", "", word)
    if word == "이상" or _AT_LEAST.fullmatch(word):
        return number, None, True
    if _ABOVE.fullmatch(word):
        return number, None, False
    return None, number, word in REACHED


def ranged(
    field: str,
    first: tuple[Decimal, str],
    second: tuple[Decimal, str] | None,
    as_of: str,
    span: Span,
) -> Range | None:
    """A Range of one or two printed bounds; None when the two contradict each other."""
    low, high, inclusive = bounds(*first)
    low_in, high_in = (inclusive, True) if low is not None else (True, inclusive)
    if second is not None:
        low2, high2, inclusive2 = bounds(*second)
        if (low is None) == (low2 is None):
            return None
        if low2 is not None:
            low, low_in = low2, inclusive2
        else:
            high, high_in = high2, inclusive2
    if low is not None and high is not None and low > high:
        return None
    return Range(field, low, high, low_in, high_in, as_of, span)


_DAY = re.compile(
    r"(\d{4})\s?[.\-년]\s?(\d{1,2})\s?[.\-월]\s?(\d{1,2})\s?[.일]?\s?(?:\([월화수목금토일]\))?\s*(?:현재"
    r"|기준)"
)
_NOTICE = re.compile(
    r"(?:모집|사업|통합|본|최초)?\s?공고\s?(?:시작)?일(?:자)?(?:\([^)]{0,20}\))?\s*(?:현재"
    r"|기준|당시)?"
)
_CLOSING = re.compile(
    r"(?:신청\s?)?(?:서류\s?)?(?:접수|신청|공고"
    r"|모집)\s?(?:·접수)?\s?마감일(?:\([^)]{0,20}\))?\s*(?:현재|기준|까지)?"
)


def as_of(text: str, start: int, end: int) -> str | None:
    """The reference day that `text[start:end]` names: `notice`, `closing`, an ISO date, or None."""
    quote = text[start:end]
    if "기준" not in quote and "현재" not in quote:
        return None
    if match := _CLOSING.search(quote):
        return "closing"
    if _NOTICE.search(quote):
        return "notice"
    if match := _DAY.search(quote):
        year, month, day = (int(part) for part in match.groups())
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def reference_days(clause: Clause) -> Iterator[Hit]:
    """공고일 기준, 접수 마감일 현재: read into `as_of`, so that nothing of it is left over."""
    for pattern in (_CLOSING, _NOTICE, _DAY):
        for match in pattern.finditer(clause.text, clause.start, clause.end):
            yield Hit(match.start(), match.end(), None)
