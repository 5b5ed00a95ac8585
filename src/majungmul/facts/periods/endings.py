"""How a period ends when it does not end on a day, and what else its words say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from majungmul.facts.tables import load
from majungmul.terms import EndKind, PeriodRole

_AFTER_NOTICE = re.compile(
    r"공고(?:일|문|[한된난]\ ?날|가\ ?[난된]\ ?날)?(?:\ ?게시일?)?\ ?"
    r"(?:다음\ ?날|익일|후|로)?\ ?(?:부터|후)\ ?"
    r"([0-9]{1,3})\ ?(일|주|개월)(?:간|\ ?이내|\ ?안|\ ?까지)?"
)
_SCRAMBLED = re.compile(
    r"까지\ ?(?:19|20)[0-9]{2}|\(\ \)[^\n]{0,30}\(\ \)|년도\ 차|(?:[월화수목금토일]\ ){2}까지"
)


_NEXT_CLAUSE = re.compile(r"[→;/,▶▷|]|\)\ ?>|며\s|[다요]\.\s")
_LABEL_REACH, _KIND_REACH = 40, 36
_LONGEST_NAME = 24
_CLAUSE_END = re.compile(r"[.;/]\s|\||다\.|\n")
_SENTENCE_END = re.compile(r"(?<=[다요죠])\.\s")
_OWN_ROUND = re.compile(r"[0-9]차\s?(?:모집|접수|신청|심사)?\s?(?:기간|마감|분)?\s?:?\s?$")
_CLOSING = ("until_funds", "until_filled", "rolling")
_LAST_DAY = frozenset(
    (
        "기한",
        "시한",
        "마감일",
        "마감",
        "마감일시",
        "마감일자",
        "기일",
        "마지막 날",
        "종료일",
        "종료",
    )
)
_FIRST_DAY = frozenset(("시작일", "개시일", "시작"))
_OPENS = re.compile(
    r"\ ?(?:에|부터|자로)?\ ?(?:[가-힣]{2,4}[을를이가]\ )?"
    r"(?:시작|개시|오픈|열[고며]|열린다|열립|연다|엽니다)"
)
_HELD = re.compile(r"\ ?에?\ ?(?:[가-힣]{2,4}[을를이가]\ )?(?:열|연다|엽)")
_BY_WAY = re.compile(
    r"\((?:온라인|우편|방문|현장|이메일|전자우편|등기)(?:\s?(?:접수|신청|제출))?\)\s?:?\s?$"
)
# 누리집에 계획서를 올린다, 누리집으로만 받습니다
_HANDED_IN = re.compile(
    r"[^.\n|→;]{0,24}?(?:(?:계획서|신청서|지원서|서류|원서|작품|제안서|줄거리|원고)[^.\n|→;]{0,20}?"
    r"(?:올[린립려]|보[내냅낸]|낸다|냅니다|내야|내면|내\ 주|넣)"
    r"|(?:으로|에서|로)만?\ 받(?:습니다|는다|아요))"
)
_PAID = re.compile(r"[^.\n|→;]{0,32}?(?:만\ ?원|억\ ?원|지원금|자금)[을를]?\ 받")
_TOPICS = re.compile(r"(?:신청|접수|모집|공모|응모|원서|신청서)(?:은|는)\s")
_SENTENCE = re.compile(r"[가-힣]{2}")
NEXT_ROUND = re.compile(
    r"[\s,/·;)|]{0,4}\(?\s?(?:[0-9]{1,2}\s?(?:차|기|회차?)|[상하]반기|[1-4]분기)\s?\)?\s?:?\s?"
)
_UNTIL = re.compile(r"(?:\ ?(?:[시때]\ ?)?(?:까지|접수|모집|마감))?\)?")


class Words(NamedTuple):
    """The tables of `data/periods.toml`, compiled once."""

    head: re.Pattern[str]
    label: re.Pattern[str]
    roles: re.Pattern[str]
    role_of: dict[str, PeriodRole]
    overrule: dict[str, PeriodRole]
    verbs: re.Pattern[str]
    verb_of: dict[str, PeriodRole]
    ending: re.Pattern[str]
    notes: dict[str, str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    nameless: tuple[str, ...]


@cache
def words() -> Words:
    """Loaded at the first period."""
    table = load("periods")
    roles = {word: role for role, listed in table["roles"].items() for word in listed}
    verbs = {word: role for role, listed in table["verbs"].items() for word in listed}
    endings = "|".join(_ending(*item) for item in table["endings"].items())
    return Words(
        head=re.compile(_any(table["heads"])),
        label=re.compile(rf"[가-힣A-Za-z·,&/()\ ]{{0,{_LONGEST_NAME}}}?({_any(table['heads'])})"),
        roles=re.compile(
            f"(?:{_any(roles)})(?!자[는가를의(\\s)]|인[은이을의(\\s)]|된\\s|되면|일\\()"
        ),
        role_of=roles,
        overrule={w: role for role, listed in table["overrule"].items() for w in listed},
        verbs=re.compile(_any(verbs)),
        verb_of=verbs,
        ending=re.compile(_first_signs(table["endings"]) + f"(?:{endings})"),
        notes=table["notes"],
        before=re.compile(_any(table["changed"]["before"])),
        after=re.compile(_any(table["changed"]["after"])),
        nameless=tuple(table["labels"]["nameless"]),
    )


def _first_signs(endings: dict[str, dict[str, list[str]]]) -> str:
    """A look at the first sign alone, which spares most places of a text all the rest."""
    signs = {word[0] for told in endings.values() for word in (*told["words"], *told["what"])}
    return f"(?=[{''.join(sorted(signs))}])"


def _any(listed: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))


_AT_ANY_TIME = (
    r"(?<!접)수시(?!로(?!\ ?(?:받|접수|신청|모집)))"
    r"|상시(?!\ ?(?:근로|고용|종업|근무|직원|인력|사용|거주|주거|운영|점검|모니터|평가|법률))"
)


def _ending(kind: str, told: dict[str, list[str]]) -> str:
    """Words that say it alone, or a noun and what becomes of it a word or two later."""
    alone = _any(set(told["words"]) - {"수시", "상시"})
    if "수시" in told["words"]:
        alone += f"|{_AT_ANY_TIME}"
    joined = ""
    if told["what"]:
        does = _any(told["does"])
        joined = (
            rf"|(?:{_any(told['what'])})(?![을를]\ [가-힣]{{1,4}}\ 수\ 없)[이가은는을를]?\ ?"
            rf"(?:[가-힣]{{1,4}}\ ){{0,2}}?(?:{does})"
        )
    return rf"(?P<{kind}>(?:{alone})(?!간){joined})"


_ORDER: tuple[EndKind, ...] = ("until_funds", "until_filled", "rolling", "to_be_announced")


def end_kind(words_after: str) -> EndKind | None:
    """The kind of end that `words_after` tell; the one that closes soonest where they tell more."""
    told = {found.lastgroup for found in words().ending.finditer(words_after)}
    return next((kind for kind in _ORDER if kind in told), None)


def kind_before(before: str, role: PeriodRole | None) -> EndKind | None:
    """The kind that words right before a date tell: `상시(단, 12. 15.까지)`, `선착순이며 12. 4.`.

    Only applications end so; a sentence, or words that name another purpose, stand between.
    """
    if role != "application":
        return None
    near = _CLAUSE_END.split(before[-_KIND_REACH:])[-1]
    if _OWN_ROUND.search(near):
        return None  # 상시(1차 마감 4. 30.)
    told = [found for found in words().ending.finditer(near) if found.lastgroup in _CLOSING]
    if not told or loose_role(near[told[-1].end() :]) not in (None, "application"):
        return None
    return end_kind(near)


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
    if any(word in said for word in table.nameless):
        return None
    return "program" if label[1] == "기간" and len(said.strip()) > len("기간") + 1 else None


def spoken_role(tail: str) -> PeriodRole | None:
    """What the words behind the dates say is done by them: `…까지 참여기업을 모집한다`."""
    tail = _NEXT_CLAUSE.split(tail[:40], maxsplit=1)[0]
    for word, decided in words().overrule.items():
        if word in tail[:24]:
            return decided
    return "application" if done_role(tail) == "application" else None


def topic_role(before: str) -> PeriodRole | None:
    """What the clause is about: `접수는 선착순이며 …`, `(우편) …`; none where more is named."""
    if _BY_WAY.search(before):
        return "application"
    topics = list(_TOPICS.finditer(before))
    if not topics or loose_role(before[topics[-1].end() :]) is not None:
        return None
    return "application"


def done_role(tail: str) -> PeriodRole | None:
    """What is done on a day, where nothing else names its purpose: `…에 문을 연다`."""
    if _HANDED_IN.match(tail[:48]):
        return "application"
    if _PAID.match(tail[:48]):
        return "program"
    done = words().verbs.search(_NEXT_CLAUSE.split(tail[:40], maxsplit=1)[0])
    return words().verb_of[done[0]] if done else None


def loose_role(before: str) -> PeriodRole | None:
    """What the last word that names a purpose says, label or not."""
    named = words().roles.findall(before)
    return words().role_of[named[-1]] if named else None


def names_purpose(before: str) -> bool:
    """Whether a label or a word right before a period says what it is for."""
    return (labelled_role(before) or loose_role(before[-24:])) is not None


def is_deadline(before: str) -> bool:
    """Whether the label before a lone date calls it the last day (기한, 마감)."""
    label = _label(before)
    return label is not None and label[1] in _LAST_DAY


def is_first_day(label: str) -> bool:
    """Whether a heading that is a label alone calls the date below it the first day."""
    found = _label(label)
    return found is not None and found[1] in _FIRST_DAY


def opens(before: str, tail: str, role: PeriodRole | None) -> bool:
    """Whether a lone date is a first day: `접수 시작일 4. 1.`, `4월 1일 10시 오픈`."""
    label = _label(before)
    told = (
        label is not None and label[1] in _FIRST_DAY and not _SENTENCE.search(before[label.end() :])
    )
    if role == "other" and _HELD.match(tail):
        return told  # 설명회를 4월 15일 연다: it is over on that day
    return told or _OPENS.match(tail) is not None


def is_announced(before: str) -> bool:
    """Whether the words before a month say that a further notice tells the day."""
    return end_kind(before[-20:]) == "to_be_announced"


def until_words_end(text: str, start: int, stop: int) -> int | None:
    """Where `예산 소진 시까지` after `start` ends, so that a quote can take it in."""
    ended = _SENTENCE_END.search(text, start, stop)
    found = list(words().ending.finditer(text, start, ended.end() if ended else stop))
    if not found:
        return None
    rest = _UNTIL.match(text, found[-1].end(), stop)
    return rest.end() if rest else found[-1].end()


def _label(before: str) -> re.Match[str] | None:
    """The last label in `before`, with the words it is made of."""
    heads = list(words().head.finditer(before))
    if not heads:
        return None
    start = heads[-2].end() if len(heads) > 1 else 0
    return words().label.search(before, max(start, heads[-1].start() - _LONGEST_NAME))
