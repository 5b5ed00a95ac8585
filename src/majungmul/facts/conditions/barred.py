"""A clause that names who may not apply → its rule."""

from __future__ import annotations

import re

from majungmul.facts.notice import telling
from majungmul.terms import InSet, Range, Rule, Unread

from . import residue
from .alternatives import combined
from .hits import Clause, Hit, field_of
from .trades import shut_out
from .trees import all_of, any_of, has_unread, negated
from .understood import GROUND, NEGATION, SHUT, hits_in, left_over, unread

# among who may not apply, who may: 법인사업자만 신청 가능
_ONLY = re.compile(r"만\s?(?:신청|지원|참여|참가)|가능|한함|한정|이어야|하여야|해야")
# … (납부를 미룬 기업은 제외): whom the ground leaves in
_SPARED = re.compile(
    r"(?<=\S)\s?(\([^()]{4,80}(?:제외|예외|가능|허용|인정)[^()]{0,8}\))[.\s]{0,2}$"
)


def barred(clause: Clause) -> Rule | None:
    """Who may not apply: each ground on its own; anything else only when nothing is left over."""
    if spared := _SPARED.search(clause.text, clause.start, clause.end):
        rest = unread(clause.part(spared.start(1), spared.end(1)))
        return any_of((barred(clause.part(clause.start, spared.start())), rest))
    if joint := _AND_OUT.search(clause.text, clause.start, clause.end):
        parts = (clause.part(clause.start, joint.end(1)), clause.part(joint.end(), clause.end))
        return all_of(barred(part) for part in parts)
    if len(members := _members(clause)) > 1:
        return all_of(barred(member) for member in members)
    hits = hits_in(clause)
    named = clause
    if lacked := _lacked(clause, hits):
        return lacked
    trades = [hit for hit in shut_out(clause) if not _covered(hit, hits)]
    if trades and not _WITHOUT.match(clause.text, trades[-1].end, clause.end):
        return _with_listed(clause, hits, [*trades, *_listed(clause, hits)])
    if hits and (tail := SHUT.search(clause.text, hits[-1].end, clause.end)):
        # in a list of who is out, 지원 불가 only says it again
        named = clause.part(clause.start, tail.start())
    elif hits and (at := telling.tail_of(clause.text, hits[-1].end, clause.end)) is not None:
        named = clause.part(clause.start, at)
    grounds = [hit for hit in hits if field_of(hit) == GROUND]
    if grounds:
        return all_of(_grounds(named, grounds, hits))
    rule = _kinds(named, hits)
    if isinstance(rule, Unread) and (narrower := _from_some(clause, hits)):
        return narrower
    if isinstance(rule, Unread) and (listed := _listed(clause, hits)):
        return _with_listed(clause, hits, listed)
    return unread(clause) if isinstance(rule, Unread) else rule


def _from_some(clause: Clause, hits: list[Hit]) -> Rule | None:
    """매출 4억원을 넘는 가게는 이 갈래에 신청할 수 없음: out, though perhaps only of that."""
    at = telling.tail_of(clause.text, hits[-1].end, clause.end) if hits else None
    rule = _kinds(clause.part(clause.start, at), hits) if at is not None else None
    return None if rule is None or isinstance(rule, Unread) else any_of((rule, unread(clause)))


_WITHOUT = re.compile(
    r"\s?(?:하|되)?[이가을를에은는]?\s?(?:아닌|없는|(?:(?:보유|소재|위치|영위|운영|등록|해당|충족)?[하되]|받|갖추|두|있)?지\s?(?:(?:않|못|아니)[은는한]|(?:못|아니)하는))\s?"
    r"(?:(?:기업|업체|회사|자|곳|사업자|법인|팀|단체|신청자)(?:인|의)?)?\s?(?:경우)?[.\s]*$"
)
_LACKED = {"size_class", "certificate", "region", "industry"}


def _lacked(clause: Clause, hits: list[Hit]) -> Rule | None:
    """소상공인이 아닌 자, 시내에 사업장이 없는 기업: who is not that is out, so all have to be."""
    told = [hit for hit in hits if hit.rule]
    if not told or not _WITHOUT.match(clause.text, told[-1].end, clause.end):
        return None
    if any(field_of(hit) not in _LACKED for hit in told):
        return None
    head = clause.part(clause.start, told[-1].end)
    taken = [(hit.start, hit.end) for hit in hits if hit.end <= head.end]
    if any(left_over(head, *gap) for gap in residue.gaps(head.start, head.end, taken)):
        return None
    rule = combined(head, told, taken)
    return None if rule is None or has_unread(rule) else rule


# … 은 신청할 수 없으며, … 도 받지 않는다
_AND_OUT = re.compile(
    r"((?:할\s?수\s?없|받지\s?않|하지\s?않|불가하|제외하|제외되))(?:으며|고|며),?\s(?=\S.{6})"
)
# A 기업, B 사업자: each member of such a list is whole
_NEXT_ONE = re.compile(
    r"(?:(?<=기업|업체|회사|법인|단체|사람|경우)(?<!의\s경우)\s?[,;]\s|(?<=사업자|사업주)\s?[,;]\s|(?<=[는은인한된]\s[자곳])\s?[,;]\s)(?![가-힣]{1,8}(?:[과와]의\s|\s?(?:등\s?)?(?:지원\s?)?사업(?:에|의|을)\s))"
)


def _members(clause: Clause) -> list[Clause]:
    """The members of a list of which each says by itself who is out."""
    parts: list[Clause] = []
    at = clause.start
    for match in _NEXT_ONE.finditer(clause.text, clause.start, clause.end):
        open_ = clause.text.count("(", clause.start, match.start())
        if open_ == clause.text.count(")", clause.start, match.start()):
            parts.append(clause.part(at, match.start()))
            at = match.end()
    return [*parts, clause.part(at, clause.end)]


def _covered(hit: Hit, hits: list[Hit]) -> bool:
    """Whether a ground takes in the words (부동산업)."""
    return any(
        field_of(other) == GROUND and other.start < hit.end and hit.start < other.end
        for other in hits
    )


_MEMBER = re.compile(r"\s*(?:$|[,·ㆍ]|및|또는|등|[은는도]\s)")
# 지자체, 공공기관 등이 연 대회에서: who did something, not who is out
_ACTS = re.compile(
    r"(?:\s?(?:[,·ㆍ]|및|또는)\s?[가-힣]{1,8}){0,4}?\s?(?:등)?(?:이|가|에서|으?로부터)\s[가-힣]{1,8}[한된는은]?\s"
)
# 지자체, 공공기관과의 협약을 어긴: with whom, not who
_WITH_THEM = re.compile(r"[^.\n]{0,20}?(?:[과와]의|으?로부터)\s")
_LED = re.compile(r"(?:^|[,·ㆍ]|및|또는)\s*$")


def _listed(clause: Clause, hits: list[Hit]) -> list[Hit]:
    """The kinds of firms that are members of a list by their bare names: …, 대기업은 제외."""
    return [
        hit
        for hit in hits
        if isinstance(hit.rule, InSet)
        and (hit.rule.values in (("large",), ("mid",), ("nonprofit",), ("public_body",)))
        and clause.text.count("(", clause.start, hit.start)
        == clause.text.count(")", clause.start, hit.start)
        and _LED.search(clause.text[clause.start : hit.start])
        and _MEMBER.match(clause.text, hit.end, clause.end)
        and not _WITH_THEM.match(clause.text, hit.end, clause.end)
        and not _ACTS.match(clause.text, hit.end, clause.end)
    ]


def _with_listed(clause: Clause, hits: list[Hit], listed: list[Hit]) -> Rule | None:
    """A list of trades and kinds: each known one is out, whatever the others are."""
    grounds = [hit for hit in hits if field_of(hit) == GROUND]
    known = sorted([*listed, *grounds], key=lambda hit: hit.start)
    rest = [
        left_over(clause, *gap)
        for gap in residue.gaps(clause.start, clause.end, [(h.start, h.end) for h in known])
    ]
    others = unread(clause) if any(rest) else None
    return all_of([*(negated(hit.rule) for hit in known if hit.rule), others])


def _kinds(clause: Clause, hits: list[Hit]) -> Rule | None:
    """Kinds of applicants that are shut out, if the clause says nothing more than their names."""
    between = residue.gaps(clause.start, clause.end, [(hit.start, hit.end) for hit in hits])
    if not hits or any(
        words.search(clause.text, a, b) for a, b in between for words in (NEGATION, _ONLY)
    ):
        return unread(clause)
    if any(field_of(hit) == "certificate" for hit in hits):
        return unread(clause)  # 부설연구소 지원 불가: the laboratory, not the firm that has one
    taken = [(hit.start, hit.end) for hit in hits]
    gaps = residue.gaps(clause.start, clause.end, taken)
    if any(residue.content(clause.text, left, right) for left, right in gaps):
        return unread(clause)
    rule = combined(clause, hits, taken)
    return None if rule is None else negated(rule)


# whom a ground is said of: 법인, 단체 및 개인
_SUBJECT = re.compile(
    r"(?:개인|법인|단체|기업|대표자?|자|업소|사업주|기관|주관기관|참여기관|사업자|회사|소상공인|업체"
    r"|사업주|신청자|참여자|연구책임자|[\s()·ㆍ⋅․∙⸱,])+"
)
# 지원받은 이력이 없는: the ground is what the others lack; (중복지원 금지) only says it again
_ABSENT = re.compile(
    r"(?<!사유\s)(?<!수\s)없|수\s없(?=음|다|습)|아닌|아니|않|못한|미(?:해당|보유|포함|가입)"
)
_ASIDE = re.compile(r"\([^()]*\)")
# 기간이 끝나지 않은, 사고가 해소되지 않은: the ground still holds
_STILL = re.compile(
    r"(?:지나|끝나|나|경과하|경과되|만료되|해소되|해제되|종료되|완료되|해결되|정리되|면하|이행하|시정하|변제하)지\s?(?:않|아니|못)"
    r"|[가-힣]지\s?(?:않|아니|못)[가-힣]{0,2}(?:므로|으니|아서)"
)
# 참여할 수 없음(… 중복참여 불가): said of what stands before
_CLOSED = re.compile(r"(?:없|않|못|아님)(?:음|함|다)")
# 중소기업에서 제외된 경우, 소상공인의 범위를 벗어난: what is shut out is to be one no more
_LEFT = re.compile(
    r"\s?(?:(?:[·ㆍ,/]|및|또는)\s?[가-힣]{1,6}?)?(?:에서|의?\s?(?:범위|요건|기준)(?:를|을|에서))\s?(?:제외|벗어|탈락|빠)"
)
_BODIES = {"nonprofit", "public_body", "university", "research_institute", "medical_institution"}
_SPLIT = re.compile(r"[,，;/]|또는|혹은|이거나|거나|및|[·ㆍ⋅․∙⸱‧･]")


def _grounds(clause: Clause, grounds: list[Hit], hits: list[Hit]) -> list[Rule | None]:
    """Each stretch between commas: its grounds, narrowed by what is left over of it.

    A kind before the grounds (대기업, 휴업 중인 기업) is out as well."""
    cuts = [
        match.span()
        for match in _SPLIT.finditer(clause.text, clause.start, clause.end)
        if not any(hit.start < match.end() and match.start() < hit.end for hit in hits)
    ]
    edges = [clause.start, *(right for _, right in cuts)]
    ends = [*(left for left, _ in cuts), clause.end]
    rules: list[Rule | None] = []
    others = False
    for start, end in zip(edges, ends, strict=True):
        own = [hit for hit in grounds if start <= hit.start and hit.end <= end]
        inside = [hit for hit in hits if start <= hit.start and hit.end <= end]
        kinds = [hit for hit in inside if _is_kind(hit, end == clause.end)]
        if kinds and _LEFT.match(clause.text, kinds[-1].end, clause.end):
            kinds = []
        listed = clause.text[max(clause.start, start - 2) : start].strip().endswith((",", "，"))
        if kinds and not own and (listed or end <= grounds[-1].start):
            own = kinds
        taken = [(hit.start, hit.end) for hit in own]
        rest = [r for a, b in residue.gaps(start, end, taken) if (r := left_over(clause, a, b))]
        rest = [part for part in rest if not _SUBJECT.fullmatch(part.text)]
        # words before the ground only say whose it is: 절차를 시작하지 않은 채무불이행자
        closed = own and _CLOSED.search(clause.text, start, own[0].start)
        ahead = own[0].start if own and not closed else start
        gaps = residue.gaps(ahead, min(end + 2, clause.end), taken)
        if own and any(
            _ABSENT.search(_STILL.sub("", _ASIDE.sub("", clause.text[a:b]))) for a, b in gaps
        ):
            own, others = [], True  # 지원받은 이력이 없는 팀: what is shut out is its absence
        if own is kinds and rest:
            own = []
        others = others or bool(rest and not own)
        for hit in own:
            assert hit.rule is not None
            rules.append(any_of((negated(hit.rule), *([_whole(rest, clause)] if rest else []))))
    return [*rules, unread(clause) if others else None]


def _is_kind(hit: Hit, last: bool) -> bool:
    """Whether the words name a kind of applicant by itself, not whom a ground is said of (법인),
    nor whose programme it is: 정부, 지자체 사업에 …"""
    if isinstance(hit.rule, Range):
        return hit.rule.field not in ("business_age_years", "ceo_age")
    if isinstance(hit.rule, InSet) and hit.rule.field == "entity_type":
        codes = set(hit.rule.values)
        return codes == {"nonprofit"} or (last and codes <= _BODIES)
    return field_of(hit) in ("size_class", "pre_founder")


def _whole(parts: list[Unread], clause: Clause) -> Unread:
    """Several unread stretches as one."""
    spans = [part.span for part in parts if part.span]
    span = clause.span(spans[0].start, spans[-1].end)
    return Unread(span.quote, span)
