"""The words that bind a number: 약, 최대, 이상, 이내, 한도 and the like, on either side of it."""

from __future__ import annotations

import re

from majungmul.facts.tables import bounds, firmer
from majungmul.terms import Bound

_AFTER_STAR = re.compile(r"(?:\*{1,3}|[0-9]\)|/(?:년|월|건|인|명|팀|개사|기업|과제|개소))?\ ?")
_AFTER_PARENTHESIS = re.compile(
    r"\ ?(?:\([^()\n]{1,24}\)|\))\ ?(이내|이하|미만|한도|이상|초과|내외)"
)
_ADVERB = re.compile(r"([을를이가])\ (?:겨우|훌쩍|이미|크게|약간|가까스로|간신히|조금|살짝)\ ")
_GROWTH = re.compile(
    r"까지\ (?:[가-힣]{1,4}\ )?(?:늘|확대|증|끌어|높|줄|키우|올|감|떨어|낮|내|치솟|불|성장|도달)"
)


def read_before(folded: str, start: int) -> tuple[int, Bound]:
    """Where the quote begins and what the words before the number say of it."""
    words, bound, at = bounds().before, "exact", start
    for _ in range(3):
        stripped = at
        while stripped > at - 2 and stripped > 0 and folded[stripped - 1] == " ":
            stripped -= 1
        word = next(
            (
                folded[stripped - size : stripped]
                for size in (4, 3, 2, 1)
                if stripped >= size and folded[stripped - size : stripped] in words
            ),
            None,
        )
        if word is None or "가" <= folded[stripped - len(word) - 1 : stripped - len(word)] <= "힣":
            break
        at = stripped - len(word)
        bound = firmer(bound, words[word] or "exact")  # type: ignore[arg-type]
    return at, bound  # type: ignore[return-value]


def read_after(folded: str, end: int) -> tuple[int, Bound]:
    """Where the quote ends and what the words after the number say of it."""
    table = bounds()
    skipped = _AFTER_STAR.match(folded, end)
    at = skipped.end() if skipped else end
    for word, bound in table.after.items():
        if folded.startswith(word, at):
            return at + len(word), bound  # type: ignore[return-value]
    adverb = _ADVERB.match(folded, end)
    further = adverb[1] + folded[adverb.end() - 1 : adverb.end() + 8] if adverb else ""
    for word, bound in table.later.items():
        if folded.startswith(word, end) or further.startswith(word):
            return end, bound or "exact"  # type: ignore[return-value]
    if folded.startswith("까지", end) and not _GROWTH.match(folded, end):
        return end, "at_most"
    if folded.startswith("대", end) and folded[end - 1] in "원억":
        return end + 1, "about"
    enclosed = _AFTER_PARENTHESIS.match(folded, end)
    if enclosed:
        return end, table.after[enclosed[1]]  # type: ignore[return-value]
    return end, "exact"
