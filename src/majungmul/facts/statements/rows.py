"""Figures in a row, which share what is told of one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from majungmul.terms import Quantity

from .cues import Hit, told_by_nouns

_ITEM_GAP = re.compile(r"^(?:을|를)?(?:,\ |·|과\ |와\ |\ ?[▲△]\ ?)[^,.]{1,24}$")
_HEAD = re.compile(r"(?:[은는면로]|:)\ ")
_LINK = re.compile(
    r"^[^.]{0,3}(?:에서|으로|로|보다|,|·|[▲△]|과|와|및|→|불과[가-힣]{1,3},?\ |이던|였던)[^.]{0,28}$"
)
# "1,135개의 창업기업과 1,605개의 중소기업": two of a kind that share what is done
_AND = re.compile(
    r"^(?:의\ |\ )?[가-힣A-Za-z·]{1,10}(?:\ [가-힣]{1,8})?(?:[과와]|\ 및)\ (?:약\ |총\ )?$"
)
# "동부에서는 53건에 4억원, 서부에서는 59건에 5억원의 상담": told of each place alike
_IN_EACH = re.compile(
    r"^에?\ [0-9][0-9,.]*[억만천백]{0,2}\ ?[가-힣]{1,3},\ [가-힣A-Za-z]{1,12}(?:에서는?|은|는)\ $"
)
_LABELLED = re.compile(r",\ [^,]{0,20}[률율액수][은는이가]\ (?:약\ |총\ )?$")
# "11회에 84개사를 보낼 계획으로, 지난해(9회 71개사)보다": each of the same kind as before
_LAST_YEAR = re.compile(r"[^().]{0,48}(?:지난해|작년|전년도?|[0-9]{4}년)\ ?\([^()]{0,16}$")
_BRACKETS = re.compile(r"\([^()]*\)")
_PART = "%인 "  # 300억원을 공급했고, 이 중 42%인 126억원을
_LEAST, _LABEL = 3, 14


def neighbours(
    sentence: str, offset: int, quantities: Sequence[Quantity]
) -> Iterator[tuple[int, int]]:
    """Pairs of figures of one unit that follow each other, forwards, then backwards."""
    pairs = [
        (index, other)
        for index in range(len(quantities) - 1)
        for other in range(index + 1, min(index + 3, len(quantities)))
        if _linked(sentence, offset, quantities[index], quantities[other])
    ]
    yield from pairs
    yield from ((other, one) for one, other in pairs)


def _linked(sentence: str, offset: int, first: Quantity, second: Quantity) -> bool:
    if first.unit != second.unit:
        return False
    between = sentence[first.span.end - offset : second.span.start - offset]
    if between.endswith(_PART):
        return True
    between = _BRACKETS.sub("", between)
    if (
        _LAST_YEAR.search(between)
        or _IN_EACH.match(between)
        or (first.kind == "count" and _AND.match(between))
    ):
        return True
    return _LINK.match(between) is not None and _LABELLED.search(between) is None


def shares(
    sentence: str, offset: int, quantities: Sequence[Quantity], hits: Sequence[Hit]
) -> Iterator[tuple[list[int], str]]:
    """Rows in which some sum has but a field's name before it, and what the sums are shares of."""
    for run in _runs(sentence, offset, quantities):
        spans = [(quantities[i].span.start - offset, quantities[i].span.end - offset) for i in run]
        heads = [head.end() for head in _HEAD.finditer(sentence, 0, spans[0][0])]
        befores = [heads[-1] if heads else 0, *(end for _, end in spans)]
        told = [
            told_by_nouns(hits, at, start, "KRW")
            for at, (start, _) in zip(befores, spans, strict=False)
        ]
        if all(told) or len(set(filter(None, told))) > 1:
            continue
        behind, head = spans[-1][1], befores[0]
        of = told_by_nouns(hits, max(0, head - _LABEL), head, "KRW")
        yield run, told_by_nouns(hits, behind, behind + 16, "KRW") or of


def _runs(sentence: str, offset: int, quantities: Sequence[Quantity]) -> list[list[int]]:
    """Three or more sums of won in a row, with nothing but names between them."""
    runs: list[list[int]] = []
    for index, quantity in enumerate(quantities):
        if quantity.unit != "KRW":
            continue
        last = quantities[runs[-1][-1]].span.end if runs else 0
        if runs and _ITEM_GAP.match(sentence[last - offset : quantity.span.start - offset]):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if len(run) >= _LEAST]
