"""Periods that tell one another's sense: first and last day apart, rounds, a change of dates."""

from __future__ import annotations

import re
from dataclasses import replace

from majungmul.terms import EndKind, Period, Span

from . import endings

_JOINED = 24
SOONER: dict[str | None, EndKind] = {
    "until_funds": "until_funds",
    "until_filled": "until_filled",
}
# 예산 소진 시까지(종료일: 11. 30.)
_AT_LATEST = re.compile(
    r"\s?(?:까지)?\s?\(?\s?(?:종료일|마감일|최종(?:\s?마감)?|늦어도|최장|단)\s?[:,]?\s?"
)
_CLOSES = re.compile(r"(?:\s?때)?\s?까지|[^.\n]{0,12}(?:접수|신청|모집|마감|마[치친칩]|종료|닫|끝)")
_MOVED = re.compile(
    r"(?:으?로|까지)?\s?(?:[가-힣]{1,4}\s)?(?:연장|늘[리렸려립]|미[루뤘뤄룹]|앞당|바[꾸꿨꿉뀌]|변경|조정)"
)


def joined(text: str, folded: str, found: list[Period]) -> list[Period]:
    """A first day and a last day told apart are one period: `4. 1. 시작, 4. 15. 마감`."""
    whole: list[Period] = []
    for period in _rounds(folded, found):
        before = whole[-1] if whole else None
        if before is not None and _completes(folded, before, period):
            start, end = before.span.start, period.span.end
            note = "; ".join(filter(None, (before.note, period.note)))
            whole[-1] = replace(
                period,
                span=Span(start, end, text[start:end]),
                role=before.role,
                start=before.start,
                end_kind=before.end_kind if before.end_kind != "date" else period.end_kind,
                note=note,
            )
        else:
            whole.append(period)
    return whole


def _rounds(folded: str, found: list[Period]) -> list[Period]:
    """Rounds of a list whose purpose stands behind the last: `1차 11. 9. / 2차 12. 7. 접수`."""
    for index in range(len(found) - 1, 0, -1):
        period, after = found[index - 1], found[index]
        between = folded[period.span.end : after.span.start]
        if (
            period.role == "other"
            and after.role != "other"
            and endings.NEXT_ROUND.fullmatch(between)
        ):
            found[index - 1] = replace(period, role=after.role)
    return found


def closed_by_words(folded: str, found: list[Period]) -> list[Period]:
    """A call that only opens on a day, and says in another sentence how it ends.

    `접수는 7월 27일부터 받습니다 … 인원이 차면 접수를 마칩니다`.
    """
    own = [i for i, period in enumerate(found) if period.role == "application"]
    if len(own) != 1 or found[own[0]].end or found[own[0]].end_kind != "date":
        return found
    told = (
        word.lastgroup
        for word in endings.words().ending.finditer(folded)
        if word.lastgroup in SOONER and _CLOSES.match(folded, word.end())
    )
    kind = next(told, None)
    if kind is not None:
        found[own[0]] = replace(found[own[0]], end_kind=SOONER[kind])
    return found


def _completes(folded: str, first: Period, second: Period) -> bool:
    if second.span.start - first.span.end > _JOINED:
        return False
    if first.end_kind == "date":
        joins = first.role == second.role
    else:
        latest = _AT_LATEST.fullmatch(folded, first.span.end, second.span.start)
        joins = first.end_kind in SOONER and latest is not None
    opens, closes = first.start is not None and first.end is None, second.start is None
    return (
        joins
        and opens
        and closes
        and second.end is not None
        and second.end >= (first.start or second.end)
    )


def changed(folded: str, found: list[Period]) -> list[Period]:
    """Of `당초 … → 변경 …` the changed period is in force; the old one becomes `other`."""
    table = endings.words()
    for index in range(1, len(found)):
        old, new = found[index - 1], found[index]
        between = folded[old.span.end : new.span.start]
        after = folded[new.span.end : new.span.end + 16]
        moved = between.strip() in ("을", "를") and _MOVED.match(after) is not None
        if len(between) > 60 or old.role != "application" or not (moved or _is_change(between)):
            continue
        before = folded[max(0, old.span.start - 40) : old.span.start]
        bare_arrow = between.strip(" ()") in ("→", "에서") or "→ 변경" in between
        extended = "연장" in between and "\n" in between
        if table.before.search(before) or bare_arrow or extended or moved:
            note = "; ".join(filter(None, (old.note, "변경 전 기간")))
            since = old.start if not _one_day(old) else None
            found[index - 1] = Period(old.span, "other", since, old.end, old.end_kind, note)
            start = since if _one_day(new) else new.start or since
            found[index] = replace(new, role="application", start=start)
    return found


def _one_day(period: Period) -> bool:
    return bool(period.start and period.end and period.start.date() == period.end.date())


def _is_change(between: str) -> bool:
    """Whether the words between two periods turn one into the other; the next step does not."""
    if not (endings.words().after.search(between) or between.strip() == "에서"):
        return False
    return endings.loose_role(between) in (None, "application")
