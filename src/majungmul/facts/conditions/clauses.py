"""One clause of an eligibility or exclusion section → its rule.

The readers of the field families each take the words they understand; what they leave over and is
not a filler becomes `Unread`. So a clause is either understood to the last word, or says in the
rule itself that it was not.
"""

from __future__ import annotations

import re

from majungmul.facts.notice import telling
from majungmul.terms import All, Rule, Unread
from majungmul.terms import Any as AnyOf

from . import english, residue
from .ages import WIDER
from .asides import loosened, loosens, opened
from .asked import asked
from .barred import barred
from .exempt import doubted, same_bounds
from .hits import Clause, as_of
from .trees import all_of, any_of, contradictory, has_unread, wanted
from .understood import hits_in, unread

# a clause that ends so only ranks applicants
PREFERENCE = re.compile(
    r"(?:우대(?:\s?지원)?|가점|가산점|우선\s?(?:적으로\s?)?(?:선정|지원(?!\s?대상)|선발|고려|배정)"
    r"|먼저\s?(?:뽑|선정|선발|지원|모시|모십|고려|배정|받)|점수?를?\s?더\s?(?:준|줍|얹|드))"
    r"(?:[^가-힣\n]{0,3}[가-힣]{0,6}){0,2}[^가-힣\n]{0,6}$|^\s?[(\[<]?\s?우대"
)
# … (울산 소재 기업 우대)
_RANKS = re.compile(r"\s?\([^()]{0,60}(?:우대|가점|우선\s?(?:선정|지원|선발))[^()]{0,10}\)\s?$")
# it is said somewhere else: 공고문 참조, 세부사업별 상이
_ELSEWHERE = re.compile(
    r"(?:공고|공고문|첨부|붙임|별첨|홈페이지|누리집|개별|사업별|안내문?|요강|지침"
    r"|규정)[^.\n]{0,16}(?:참조|참고|확인|상이|따름)|상이(?:함)?$"
)
_PARTY = re.compile(
    r"(?<![가-힣])(?:참여|공동|협력|협업|수요|위탁|공급)\s?(?:연구)?\s?(?:개발)?\s?(?:기관|기업|업체)(?:은|의\s?경우|으로는)\s"
)
_LEAD = re.compile(
    r"(?<![가-힣])주관\s?(?:연구)?\s?(?:개발)?\s?(?:기관|기업|업체)(?:은|는|의\s?경우|으로는)\s?,?\s"
)
_LEAD_IN = re.compile(
    r"(?<![가-힣])주관\s?(?:연구)?\s?(?:개발)?\s?(?:기관|기업)\s?\(([^()\n]{2,40})\)"
    r"(?=[^.\n]*(?:컨소시엄|참여|공동))"
)
_LED_BY = re.compile(r"\s?주관으로\s?,?\s(?=[^.\n]*(?:컨소시엄|공동))")
# how one applies, what is handed in and who decides in doubt: nothing that a firm is or is not
_PROCEDURE = re.compile(
    r"(?:예산|자금|재원)(?:이|의)?[^.\n]{0,14}소진|(?:조기|일찍)\s?(?:마감|마칠|종료)|선착순|접수\s?마감(?:일)?\s?(?:이후|후)"
    r"|^[※*\s]*접수\s?마감|(?:서류|신청서|자료|동의서)(?:를|가|의)?[^.\n]{0,24}?(?:미제출|미비|누락|제출하지|제출되지|내지\s?않)"
    r"|(?:지원|선정|참여|사업|추천)[^.\n]{0,20}(?:부적합|적합하지\s?않|적정하지\s?않|부적절|부적정|타당하(?:다|지)|곤란)[^.\n]{0,8}(?:판단|인정)[^.\n]{0,14}$"
    r"|기타[^.\n]{0,40}(?:판단|인정)(?:되는|하는|한|된)?\s?(?:경우|자|기업|업체|사항|곳|팀|때)?(?:\s?\((?:기업|자|팀)\))?[.\s]*$"
    r"|(?:일정|내용|사항|규모)(?:은|는|이)?[^.\n]{0,30}변경될\s?수\s?있|\d{2,4}[-)]\d{3,4}-\d{4}|@[a-z]|문의\s?(?:처|바람|하)"
)
_OFFERS = re.compile(
    r"(?<!우선)(?<!우선\s)(?:지원|제공)\s?(?:\([^()\n]{0,20}\))?\s?(?:등)?[.\s]*$|신청\s?방법\s|사업신청\s?(?:방법|사이트)"
)
# 본사는 서울에 있더라도 | 공장이 …: what need not be so, at the head of a clause
_CONCEDED = re.compile(
    r"(?:본사|본점|공장|사업장|주된\s?사무소|주소지?)[가-힣\s]{0,24}(?:더라도|어도|지\s?않아도),?\s"
)
# a predicate that closes what is asked, before more that is asked
_AND_MUST = re.compile(
    r"(?:(?<=[이여어아해])야\s?(?:하며|하고|합니다만)|에\s?한(?:하며|하고))\s?,?\s(?=\S)"
)
# 자본이 잠식된 경우. 이 경우 … 적용하지 아니함: more of the same
_THEN = re.compile(r"(?<=[가-힣)])\.\s(?=이\s경우(?:에는|에)?\s)")
_NOBODY = re.compile(r"\W*(?:해당\s?(?:사항|없음)?\s?)?(?:없음|無)\W*")
_TWIST = re.compile(
    r"(?:^|(?<=[\s.(※*)]))\(?(?:단|다만)\s?[,，:]?\s"
    # (설립 3년 이내 기업은 매출액을 따지지 않음)
    r"|\((?=[^()\n]{6,90}(?:갖춘\s?것으로|따지지|적용하지|보지\s?않)[^()\n]{0,12}\)\s?$)"
)
_GRANTS = re.compile(
    r"(?<!불)가능|할\s?수\s?있|받을\s?수\s?있|허용|인정|예외|무관|포함|적용하지|완화|해당\s?없|간주|아니하|제외하지|두지\s?않|본다|갖춘\s?것|따지지|보지\s?않|(?:이면|도)\s?(?:된다|됩니다|됨|괜찮)|(?:으로|로)\s?(?:한다|함|합니다)$"
)
_BARS = re.compile(
    r"불가|(?:신청|지원|참여)하지\s?않|할\s?수\s?없|받을\s?수\s?없|제한|한함|한정|이어야|하여야|해야|필수|제외(?!하지)|금지(?!원)|취소|(?<!두지\s)않는다|한한다|한해"
)
_LONGEST = 1500  # characters; nothing so long is one clause, and reading stays linear


def read(clause: Clause, excluding: bool = False) -> Rule | None:
    """The rule of one clause; None when it only ranks (우대) or holds no words.

    `excluding` turns it round: the clause names who may not apply.
    """
    if excluding and _NOBODY.fullmatch(clause.quote):
        return None
    if clause.end - clause.start > _LONGEST:
        return unread(clause)
    if english.is_english(clause):
        return english.read(clause, excluding)
    if _ELSEWHERE.search(clause.quote) and not hits_in(clause):
        return unread(clause)
    if residue.content(clause.text, clause.start, clause.end) is None and not hits_in(clause):
        # 기업, 누구나: words that every applicant answers to
        return None
    if _PROCEDURE.search(clause.quote) and not hits_in(clause):
        return None
    if not excluding and _OFFERS.search(clause.quote):
        return unread(clause)  # what one gets, set where it is asked who one is
    if not excluding and (ranks := _RANKS.search(clause.text, clause.start, clause.end)):
        clause = clause.part(clause.start, ranks.start())
    if PREFERENCE.search(clause.quote) and not excluding:
        return None
    if day := as_of(clause.text, clause.start, clause.end):
        clause = clause._replace(as_of=day)
    if conceded := _CONCEDED.match(clause.text, clause.start, clause.end):
        return read(clause.part(conceded.end(), clause.end), excluding)
    if not excluding and (joint := _closing_must(clause)):
        # … 여야 하며, 창업 3년 이내여야 한다: the one and the other
        return all_of([read(clause.part(*part)) for part in _around(clause, joint)])
    if then := _then(clause):
        first, second = (clause.part(*part) for part in _around(clause, then))
        if _GRANTS.search(second.quote):
            return exception(read(first, excluding), second, excluding)
        return all_of([read(first, excluding), read(second, excluding)])
    twist = _TWIST.search(clause.text, clause.start + 1, clause.end)
    wider = twist and WIDER.match(clause.text, max(clause.start, twist.start() - 1), clause.end)
    if twist and (wider is None or "이상" in wider[0]):
        return _with_exception(clause, twist.start(), excluding)
    if not excluding and (party := _PARTY.search(clause.text, clause.start, clause.end)):
        # 주관기관은 …, 참여기관은 …: what the other must be is nothing the applicant must be
        head = clause.part(clause.start, _trim(clause.text, clause.start, party.start()))
        own = read(head) if head.end > head.start else None
        return all_of((own, unread(clause.part(party.start(), clause.end))))
    if not excluding and (within := _LEAD_IN.search(clause.text, clause.start, clause.end)):
        # 주관기관(대학)과 참여기업(중소기업)이 꾸린 컨소시엄
        return all_of((read(clause.part(*within.span(1))), unread(clause)))
    if not excluding and (led := _LED_BY.search(clause.text, clause.start, clause.end)):
        # 중소기업 주관으로, …이 컨소시엄을 꾸려: the one who leads is the applicant
        head = clause.part(clause.start, led.start())
        return all_of((read(head), unread(clause.part(led.end(), clause.end))))
    if not excluding and (lead := _LEAD.search(clause.text, clause.start, clause.end)):
        # 컨소시엄 필수: 주관기업은 …: what stands before says how to apply, not who
        before = clause.part(clause.start, _trim(clause.text, clause.start, lead.start()))
        rest = unread(before) if before.end > before.start else None
        return all_of((rest, read(clause.part(lead.end(), clause.end))))
    at = None if excluding else telling.if_tail_of(clause.text, clause.start, clause.end)
    if at is not None and at > clause.start:
        out = barred(clause.part(clause.start, at))
        return unread(clause) if out is None or has_unread(out) else out
    if excluding and _FREE_ALL.search(clause.quote):
        return unread(clause)
    shuts = not _LETS.search(clause.quote) if excluding else _CHECKED.search(clause.quote)
    rule = barred(clause) if shuts else asked(clause)
    return unread(clause) if contradictory(rule) else _readable(clause, rule)


# 법인과 대표자 모두 제외 사유에 해당하지 않아야 함: of whom the list below is said
_FREE_ALL = re.compile(
    r"(?:제외|결격|배제|제한)\s?(?:사유|대상|요건|조건)[가-힣]{0,2}\s?(?:모두\s)?(?:해당|없)[^.\n]{0,12}(?:않|없|아니)[어아]야"
)
# among who may not apply, who may: 체납이 없어야 함, 법인사업자만 신청 가능
_LETS = re.compile(
    r"(?:없|않|아니)[어아]야\s?(?:하|한|함|합)|만\s?(?:신청|지원|참여|참가)\s?(?:이\s)?(?:가능|할\s?수\s?있)"
)
# 체납, 채무불이행 등 사전 적격 여부 확인: what applicants are looked through for
_CHECKED = re.compile(
    r"(?:체납|불이행|제한|부도|폐업)[^.\n]{0,40}여부\s?(?:를\s)?(?:사전\s)?(?:확인|검토|점검|조회)[가-힣]{0,2}\s?$"
)
# words that say nothing without what stands before them
_TORN = re.compile(r"(?:[둔한된있재할될]|있는|있고|하는|하고|되는|보유한?|받은)(?:\s|$)")


def _readable(clause: Clause, rule: Rule | None) -> Rule | None:
    """The rule with every torn-off unread word shown as the clause it stands in."""
    match rule:
        case All(rules):
            return all_of(_readable(clause, part) for part in rules)
        case AnyOf(rules):
            return any_of(_readable(clause, part) for part in rules)
        case Unread(text, span) if span is not None:
            before = clause.text[span.start - 1] if span.start > clause.start else " "
            if "가" <= before <= "힣" or _TORN.match(text):
                return unread(clause)
    return rule


def _closing_must(clause: Clause) -> re.Match[str] | None:
    if not any(clause.text.find(sign, clause.start, clause.end) >= 0 for sign in ("야 ", "한하")):
        return None
    return _AND_MUST.search(clause.text, clause.start, clause.end)


def _then(clause: Clause) -> re.Match[str] | None:
    if clause.text.find("이 경우", clause.start, clause.end) < 0:
        return None
    return _THEN.search(clause.text, clause.start + 1, clause.end)


def _around(clause: Clause, joint: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The words up to a joint and those behind it."""
    return (clause.start, joint.end()), (joint.end(), clause.end)


def exception(main: Rule | None, clause: Clause, excluding: bool = False) -> Rule | None:
    """`main` softened or tightened by a 단/다만 clause.

    What the clause bars is read (단, 유흥업은 제외); what it grants stays unread, as a way in
    beside the condition it speaks of, or beside all of them. `excluding`: `main` names who is out.
    """
    rest: Rule = unread(clause)
    if main is None:
        return rest if excluding else _barred(clause) or rest
    if excluding:
        return any_of((main, rest))
    rest = doubted(main, clause)
    if other := same_bounds(main, rest):
        return opened(main, other, rest)
    if loosens(main, clause.quote):
        return loosened(main, clause.quote, rest)
    grants = _GRANTS.search(clause.quote) is not None
    bars = _BARS.search(clause.quote) is not None
    if not bars:
        return any_of((main, rest)) if grants else all_of((main, unread(clause)))
    if grants:
        return all_of((any_of((main, rest)), unread(clause)))
    return all_of((main, _barred(clause) or unread(clause)))


def _barred(clause: Clause) -> Rule | None:
    """What a 단 clause shuts out; None when it asks for something or was not understood."""
    twist = _TWIST.match(clause.text, clause.start, clause.end)
    rule = read(clause.part(twist.end(), clause.end)) if twist else None
    told = telling.if_tail_of(clause.text, clause.start, clause.end) is not None
    if told and rule is not None and not has_unread(rule):
        return rule  # 다만 10인 미만이면 신청할 수 없음
    return None if isinstance(rule, Unread) or any(wanted(rule)) else rule


def _with_exception(clause: Clause, at: int, excluding: bool) -> Rule | None:
    head = clause.part(clause.start, _trim(clause.text, clause.start, at))
    return exception(read(head, excluding), clause.part(at, clause.end), excluding)


def _trim(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in "(※*"):
        end -= 1
    return end
