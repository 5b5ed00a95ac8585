"""How a period ends when it does not end on a day, and what else its words say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from majungmul.terms import EndKind, PeriodRole

from .tables import load

_AFTER_NOTICE = re.compile(
    r"공고(?:일|문|\ ?게시)?\ ?(?:다음\ ?날|익일|후|로)?\ ?(?:부터|후)\ ?"
    r"([0-9]{1,3})\ ?(일|주|개월)(?:간|\ ?이내|\ ?까지)?"
)
_SCRAMBLED = re.compile(
    r"까지\ ?(?:19|20)[0-9]{2}|\(\ \)[^\n]{0,30}\(\ \)|년도\ 차|(?:[월화수목금토일]\ ){2}까지"
)


_NEXT_CLAUSE = re.compile(r"[→;/,]")
_LABEL_REACH = 40
NEXT_ROUND = re.compile(
    r"[\s,/·;]{0,4}\(?\s?(?:[0-9]{1,2}\s?차|[상하]반기|[1-4]분기)\s?\)?\s?:?\s?"
)
_UNTIL = re.compile(r"\ ?(?:[시때]\ ?)?(?:까지|접수|모집|마감)?\)?")


class Words(NamedTuple):
    """The tables of `data/periods.toml`, compiled once."""

    head: re.Pattern[str]
    label: re.Pattern[str]
    roles: re.Pattern[str]
    role_of: dict[str, PeriodRole]
    overrule: dict[str, PeriodRole]
    verbs: re.Pattern[str]
    ending: re.Pattern[str]
    ending_of: dict[str, EndKind]
    notes: dict[str, str]
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def words() -> Words:
    """Loaded at the first period."""
    table = load("periods")
    roles = {word: role for role, listed in table["roles"].items() for word in listed}
    endings = {word: kind for kind, listed in table["endings"].items() for word in listed}
    return Words(
        head=re.compile(_any(table["heads"])),
        label=re.compile(rf"[가-힣A-Za-z·,&/()\ ]{{0,24}}?({_any(table['heads'])})"),
        roles=re.compile(_any(roles)),
        role_of=roles,
        overrule={w: role for role, listed in table["overrule"].items() for w in listed},
        verbs=re.compile(_any(table["verbs"]["application"])),
        ending=re.compile(rf"(?:(?<!접)수시(?!로)|{_any(endings.keys() - {'수시'})})(?!간)"),
        ending_of=endings,
        notes=table["notes"],
        before=re.compile(_any(table["changed"]["before"])),
        after=re.compile(_any(table["changed"]["after"])),
    )


def _any(listed: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))


_ORDER: tuple[EndKind, ...] = ("until_funds", "until_filled", "rolling", "to_be_announced")


def end_kind(words_after: str) -> EndKind | None:
    """The kind of end that `words_after` tell; the one that closes soonest where they tell more."""
    told = {words().ending_of[word] for word in words().ending.findall(words_after)}
    return next((kind for kind in _ORDER if kind in told), None)


def notes(around: str) -> list[str]:
    """What else the words say, each once, in the order of the table."""
    return list(dict.fromkeys(note for word, note in words().notes.items() if word in around))


def after_notice(around: str) -> re.Match[str] | None:
    """`공고일로부터 30일`: the number of days runs from the day of publication."""
    return _AFTER_NOTICE.match(around)


def wordless(text: str) -> Iterator[re.Match[str]]:
    """Every place where words may tell a period without a date, in order."""
    return iter(
        sorted(chain(_AFTER_NOTICE.finditer(text), words().ending.finditer(text)), key=_place)
    )


def _place(found: re.Match[str]) -> int:
    return found.start()


def scrambled(around: str) -> bool:
    """Whether the words stand in an order that no writer gave them (a PDF's text layer)."""
    return _SCRAMBLED.search(around) is not None


def labelled_role(before: str) -> PeriodRole | None:
    """What the last label in `before` (`신청기간 :`) says the period is for."""
    table, label = words(), _label(before)
    if label is None or len(before) - label.end() > _LABEL_REACH:
        return None
    said = label[0]
    for word, decided in table.overrule.items():
        if word in said:
            return decided
    named = table.roles.findall(said)
    if named:
        return table.role_of[named[-1]]
    if label[1].startswith("마감"):
        return "application"
    return "program" if label[1] == "기간" and len(said.strip()) > len("기간") + 1 else None


def spoken_role(tail: str) -> PeriodRole | None:
    """What the words behind the dates say is done by them: `…까지 참여기업을 모집한다`."""
    tail = _NEXT_CLAUSE.split(tail[:40], maxsplit=1)[0]
    for word, decided in words().overrule.items():
        if word in tail[:24]:
            return decided
    return "application" if words().verbs.search(tail) else None


def loose_role(before: str) -> PeriodRole | None:
    """What the last word that names a purpose says, label or not."""
    named = words().roles.findall(before)
    return words().role_of[named[-1]] if named else None


def is_deadline(before: str) -> bool:
    """Whether the label before a lone date calls it the last day (기한, 마감)."""
    label = _label(before)
    return label is not None and label[1] in ("기한", "마감일", "마감", "기일")


def is_announced(before: str) -> bool:
    """Whether the words before a month say that a further notice tells the day."""
    return end_kind(before[-20:]) == "to_be_announced"


def until_words_end(text: str, start: int, stop: int) -> int | None:
    """Where `예산 소진 시까지` after `start` ends, so that a quote can take it in."""
    found = list(words().ending.finditer(text, start, stop))
    if not found:
        return None
    rest = _UNTIL.match(text, found[-1].end(), stop)
    return rest.end() if rest else found[-1].end()


def _label(before: str) -> re.Match[str] | None:
    labels = list(words().label.finditer(before))
    return labels[-1] if labels else None
