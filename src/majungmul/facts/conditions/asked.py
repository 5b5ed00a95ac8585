"""A clause that says who may apply → its rule."""

from __future__ import annotations

import re
from itertools import pairwise

from majungmul.facts.notice import telling
from majungmul.terms import Has, InSet, Range, Rule, Unread

from . import residue
from .alternatives import combined
from .barred import barred
from .exempt import only_for
from .hits import Clause, Hit, field_of
from .trees import all_of, any_of, negated
from .understood import GROUND, NEGATION, SHUT, hits_in, left_over, unread

# behind a word that names no applicant here: 소상공인을 위한, 대학 소속, 대기업과 협업
_OBJECT = re.compile(
    r"\s?(?:\([^)]{0,16}\))?\s?(?:소속|출신|재직|재학|졸업|제품|근무|종사|관계자|임직원|연구원"
    r"|대상의?\s(?!기업)|대상으로|간\s|에게|에서"
    r"|기준(?!으로|에)|[을를]\s(?!제외|포함|위한\s것|위한\s사업|모집|찾|모[시십]|선발|뽑|공모|보유|등록|운영|영위|둔\s|두고|갖|가진|가지고|설치|설립한|획득|취득|발급)|[는은]\s(?!(?:신청|지원|참여|참가|응모|입주)[^.\n]{0,12}(?:없|불가|제외)|제외|불가|받지\s?(?:않|아니))|(?:의|인)\s경우|에\s(?!해당|한|속|주어)|의\s(?!대표|규모|범위)"
    r"|\s외(?:의)?\s|(?:으로|로)\s(?:성장|도약|발전|전환|육성)"
    r"|[과와]의?\s?[^,\n]{0,12}(?:협업|협력|공동|매칭|연계|계약|거래|상생|동반)|기술\s?이전"
    r"|지원\s?(?:기관|사업)|[’'‘”\"]?\s?이상|규모|내\s|성장\s?지원|육성|진흥)"
)
# 공공연구기관이 개발한 기술: the body does something, it does not apply
_DOES = re.compile(
    r"(?:\s?[,·ㆍ]\s?[가-힣]{1,8}){0,3}(?:\s?등)?\)?(?:이|가)\s"
    r"(?!아닌|아니|신청|지원|참여|참가|응모|가능|될|되|대상|할|주관|직접\s?신청)"
)
# 정부·지자체·기관 등의 사업에: whose programme it is
_OWNED = re.compile(
    r"(?:\s?[,·ㆍ]\s?[가-힣()]{1,10}){0,3}(?:\s?등)?\)?(?:이|에서)?\s?보유(?:한|하고\s있는)\s[^,\n]{0,16}(?:성과|기술|특허|결과)|(?:\s?[,·ㆍ]\s?[가-힣]{1,8}){0,3}\s?등\)?(?:의|에서|에|으로부터)\s"
)
_LABS = {"lab", "rnd_department"}
_LAB_DOES = re.compile(r"(?:이|가)\s(?!있|설치|등록|인정|없)")
_DOERS = {"public_body", "university", "research_institute", "medical_institution"}
_MEMBER = re.compile(r"\s?(?:[·ㆍ⋅․∙⸱‧･,/]|및|또는|와|과)\s?")
# explains words or dates instead of asking for something
_EXPLAINS = re.compile(
    r"예시|예\s?[):]|(?:사업\s?개시\s?일|창업일)(?:은|이란|\s?[:：])|기산일|개업\s?연월일"
    r"|설립\s?등기일(?![^.\n]{0,16}\d\s?년)|산정\s?(?:기준|방법)|(?<!조\()정의\s?[):：]|이란\s|이?라\s?함은\s|란\s?[:：]|[가-힣]란\s[^.\n]{2,80}(?:말|뜻|아우|일컫|가리)"
)
# who is meant is not the applicant, or an agreement of several; nothing of it may be typed
_OTHERS = re.compile(
    r"컨소시엄(?!\s?(?:구성\s?)?(?:[은을이]\s)?(?:신청\s)?(?:불가|불허|없이))|(?<!\()공급\s?기업|(?<!\()수요\s?기업|수요처|등에\s소속된|^\(참고\)|위탁|공동\s?연구|참여\s?연구"
    r"|근로자(?!\s?(?:수\s?)?(?:가|는|이|를|:)?\s?\d|를\s?(?:고용|사용|합하|포함|둔|두고)|\s?수)|채용(?:한|된|하는|예정|할)|구직"
    r"|훈련생|교육생|재학생|휴학생|졸업|멘토|전문가|강사|협약\s?은행|바이어"
)
_DENIED = re.compile(
    r"\s?(?:기업|자|는|은|이|가|의\s?경우|및\s?단체|업체)?\s?(?:은|는|이|가|을|를)?\s?(?:신청"
    r"|지원|참여|참가|응모|입주)?\s?(?:대상에서\s?)?(?:이\s?)?(?:제외|불가|불인정|아닌|아닐|아님|아니어야|아니한|받지\s?(?:않|아니)"
    r"|불가능|할\s?수\s?없)"
    r"|에\s?(?:해당|속)(?:하|되)지\s?(?:않|아니)"
)


# HACCP 인증을 받지 않은
_NOT_HELD = re.compile(
    r"\s?(?:인증|확인|지정)?(?:을|를|이|가)?\s?(?:(?:받|보유하|취득하|획득하)지\s?(?:않|못|아니)[가-힣]{1,2}|없는)"
)
# 단독 또는 대학과 공동으로 신청 가능: how one may come, not who
_MANNER = re.compile(
    r"(?:단독|공동|컨소시엄)(?:으로)?\s?(?:신청|참여|지원)(?:도|이)?\s?(?:이\s?)?(?:가능|할\s?수)"
)
# 기술을 내놓은 기관이 대학일 것: what another must be
_OF_ANOTHER = re.compile(
    r"[을를]\s[가-힣]{1,6}[은는한던]\s(?:기관|기업|업체|회사)이\s(?!신청|지원|참여|참가|응모|모두)"
)
_OWNS = re.compile(r"(?:기업|업체|자)?의\s")
_WHERE = re.compile(r"[가-힣](?:인|의|일|한|할|된)\s?경우(?:에는|에|는|,|,?\s)(?!\s?(?:제외|포함))")
# ISO 인증을 보유할 것(의료기기 분야에 한함)
_FOR_SOME = re.compile(
    r"(?:것|함|보유|필요|필수|이상|이하|미만)\s?\([^()\n]{2,20}(?:분야|부문|과제|트랙|유형)"
    r"(?:의\s?경우)?(?:에|에만|만)?\s?(?:한한다|한함|한정|해당|적용)[^()\n]{0,6}\)"
)


def asked(clause: Clause) -> Rule | None:
    hits = _applicants(clause, hits_in(clause))
    others = _OTHERS.search(clause.text, clause.start, clause.end) if hits else None
    if others and (head := _among_whom(clause, others.start())):
        # 중소기업 중 수요처와 계약을 맺은 곳: of whom it speaks is told before
        return all_of((asked(head), unread(clause.part(head.end, clause.end))))
    if not hits or others:
        return unread(clause)
    if _MANNER.search(clause.text, clause.start, clause.end):
        return unread(clause)
    if _EXPLAINS.search(clause.text, clause.start, clause.end):
        return unread(clause)
    if _OF_ANOTHER.search(clause.text, clause.start, clause.end):
        return unread(clause)
    if some := only_for(clause):
        return some
    if shut := _shut_out(clause, hits):
        rule = barred(shut)
        if not isinstance(rule, Unread):
            return rule
    denied, hits, spent = _denied(clause, hits)
    grounds = [hit for hit in hits if field_of(hit) == GROUND]
    if any(_OWNS.match(clause.text, hit.end, clause.end) for hit in grounds):
        return unread(clause)  # 폐업한 기업의 업력은: it says of what, and shuts nobody out
    after = grounds and NEGATION.search(clause.text, grounds[-1].end, clause.end)
    if grounds and not after:
        # 소상공인(폐업자 포함), 폐업 후 다시 창업한 자: words that narrow, nobody is shut out
        hits, grounds = [hit for hit in hits if hit not in grounds], []
        if not any(hit.rule for hit in hits):
            return unread(clause)
    if grounds and after:
        denied += list(grounds)
        hits = [hit for hit in hits if field_of(hit) != GROUND]
        spent.append((after.start(), _word_end(clause.text, after.end(), clause.end)))
    taken = sorted([(hit.start, hit.end) for hit in hits + denied] + spent)
    for left, right in residue.gaps(clause.start, clause.end, taken):
        if hits and any(
            not _aside(clause, hits, found.start())
            and not _free(clause, found)
            and not _of_another_noun(clause, left, found.start())
            for found in NEGATION.finditer(clause.text, left, right)
        ):
            return unread(clause)
    where = _WHERE.search(clause.text, clause.start, clause.end) if hits else None
    ahead = where and where.end() <= min((hit.start for hit in hits if hit.rule), default=-1)
    if hits and (ahead or _FOR_SOME.search(clause.text, clause.start, clause.end)):
        # 신청자가 기업인 경우 법인이어야: asked of some applicants only
        return any_of((combined(clause, hits, taken), unread(clause)))
    if not hits:
        rest = [
            left_over(clause, left, right)
            for left, right in residue.gaps(clause.start, clause.end, taken)
        ]
        out = [negated(hit.rule) for hit in denied if hit.rule]
        ahead_of = min((hit.start for hit in denied), default=clause.start)
        if any(part and part.span and part.span.end <= ahead_of for part in rest):
            return any_of(
                (all_of(out), unread(clause))
            )  # 지점만 통영에 둔 업체: not all that is there
        return all_of([*out, *rest])
    return all_of([combined(clause, hits, taken), *(negated(h.rule) for h in denied if h.rule)])


# 결격 사유가 없는: free of what is listed elsewhere; it asks nothing of what stands beside it
_FREE = re.compile(
    r"(?:결격|배제|제외|제한|부적격)\s?(?:사유|요건|조건|대상|사항)(?:가|이|에|에도|등에)?\s?(?:없|해당하지|해당되지)[가-힣]?"
    r"(?:\s?(?:않|아니)[가-힣]?)?"
)


def _free(clause: Clause, found: re.Match[str]) -> bool:
    """Whether a negation is part of words that only point at the grounds."""
    ahead = max(clause.start, found.start() - 14)
    return any(
        free.start() <= found.start() < free.end()
        for free in _FREE.finditer(clause.text, ahead, clause.end)
    )


_AMONG = re.compile(
    r"(?:기업|업체|사업자|소상공인|법인|단체|기관|대학)\s?(?:중|가운데)(?:에서|,)?\s(?!하나)"
)


def _among_whom(clause: Clause, limit: int) -> Clause | None:
    """The words up to the last 중 before `limit`, unless the clause shuts somebody out."""
    if NEGATION.search(clause.text, limit, clause.end):
        return None
    ends = [found.end() for found in _AMONG.finditer(clause.text, clause.start, limit)]
    return clause.part(clause.start, ends[-1]) if ends else None


# 업력 3년 이내이고 | 수출 실적이 없는: what is not there is told by a noun of its own
_NEXT_PART = re.compile(
    r"\s?(?:이고|이며|이면서|인데|하고|하며|[는은인한된둔]|으로서?|로서|중|가운데|고|며|,|또는|및)[\s,]"
)
_OWN_NOUN = re.compile(
    r"(?:^|\s)(?!적|사실|바|일|경우|이력|경험|사람|기업|업체)[가-힣]{2,}[이가을를은는도]\s(?:[가-힣]+\s)?$"
)


# … 고 | 상장하지 않은
_OWN_VERB = re.compile(r"\s?(?!소재|위치|해당|보유|영위|거주|운영|등록)[가-힣]{2,5}(?:하|되)지\s?")


def _of_another_noun(clause: Clause, left: int, at: int) -> bool:
    """Whether a negation at `at` is said of a noun between the last understood words and it, in a
    part of its own: 중소기업 중 수출 실적이 없는 기업."""
    start = left
    if left > clause.start and clause.text[left - 1] not in "고며서,":
        begins = _NEXT_PART.match(clause.text, left, at)
        if begins is None:
            return False
        start = begins.end()
    words = clause.text[start:at]
    return _OWN_NOUN.search(words) is not None or _OWN_VERB.fullmatch(words) is not None


def _aside(clause: Clause, hits: list[Hit], at: int) -> bool:
    """Whether `at` stands in brackets in which nothing was understood: they stay unread alone."""
    opening = clause.text.rfind("(", clause.start, at)
    closing = clause.text.find(")", at, clause.end)
    if opening < 0 or closing < 0 or ")" in clause.text[opening:at]:
        return False
    return not any(opening < hit.end and hit.start < closing for hit in hits if hit.rule)


def _shut_out(clause: Clause, hits: list[Hit]) -> Clause | None:
    """The part before 제외 or 신청할 수 없음 of a clause that only names who is shut out."""
    if not hits:
        return None
    tail = SHUT.search(clause.text, hits[-1].end, clause.end)
    at = tail.start() if tail else telling.tail_of(clause.text, hits[-1].end, clause.end)
    if at is None or clause.text.find("(", hits[-1].end, at) >= 0:
        return None  # 5인 이상(대표자 제외): what does not count, not who is out
    asked = [hit for hit in hits if hit.rule and field_of(hit) != GROUND]
    listed = all(
        _MEMBER.fullmatch(clause.text, one.end, other.start) for one, other in pairwise(asked)
    )
    one_kind = len({field_of(hit) for hit in asked}) == 1 and isinstance(asked[-1].rule, Range)
    if asked and not one_kind and (len(asked) < len(hits) or not asked[-1].head or not listed):
        return None
    return clause.part(clause.start, at)


def _word_end(text: str, at: int, limit: int) -> int:
    while at < limit and "가" <= text[at] <= "힣":
        at += 1
    return at


def _denied(clause: Clause, hits: list[Hit]) -> tuple[list[Hit], list[Hit], list[tuple[int, int]]]:
    """Hits that the clause takes out itself (대기업 제외), the others, and the words spent."""
    denied: list[Hit] = []
    kept: list[Hit] = []
    spent: list[tuple[int, int]] = []
    chain, next_start = False, clause.end
    for hit in reversed(hits):
        if field_of(hit) == GROUND:
            kept.append(hit)
            # 대기업 및 그 계열사가 아닌: what it is joined with is taken out with it
            chain = _DENIED.match(clause.text, hit.end, clause.end) is not None
            next_start = hit.start
            continue
        match = _DENIED.match(clause.text, hit.end, clause.end)
        if match is None and field_of(hit) == "certificate":
            match = _NOT_HELD.match(clause.text, hit.end, clause.end)
        joined = (
            chain
            and re.fullmatch(
                r"\s?(?:[·ㆍ⋅․∙⸱,/]|및|또는|이나|나|와|과)\s?(?:그\s)?",
                clause.text[hit.end : next_start],
            )
            is not None
        )
        chain = match is not None or joined
        if not chain:
            kept.append(hit)
            continue
        denied.append(hit)
        next_start = hit.start
        if match is not None:
            spent.append((match.start(), _word_end(clause.text, match.end(), clause.end)))
    return denied, kept[::-1], spent


_SITE_WORD = re.compile(r"(?:기업\s?)?(?:부설\s?)?연구소")
_LISTED = re.compile(r"(?:[,·ㆍ/]|또는|및|이나|나)\s?$")
_HAS = re.compile(r"연구소(?:를|을)\s(?:둔|두고|보유|운영|갖)|연구소\s?보유|전담부서")
_SITES = re.compile(r"본사|공장|지사|지점|사업장")


def hit_text(clause: Clause, hit: Hit) -> str:
    return clause.text[hit.start : hit.end]


def _applicants(clause: Clause, hits: list[Hit]) -> list[Hit]:
    """The hits without applicant words that are objects, owners or partners of something else."""
    kept: list[Hit] = []
    valid = True
    following: Hit | None = None
    for hit in reversed(hits):
        if _SITE_WORD.match(hit_text(clause, hit)) and _SITES.search(clause.quote):
            listed = _LISTED.search(clause.text[clause.start : hit.start])
            if listed or not _HAS.search(clause.text[hit.start : hit.end + 6]):
                continue
        if hit.head and field_of(hit) != GROUND:
            chained = following is not None and _MEMBER.fullmatch(
                clause.text[hit.end : following.start]
            )
            if not chained:
                valid = not _is_object(clause, hit)
            following = hit
            if not valid:
                continue
        kept.append(hit)
    return kept[::-1]


def _is_object(clause: Clause, hit: Hit) -> bool:
    if _OBJECT.match(clause.text, hit.end, clause.end):
        return True
    codes = set(hit.rule.values) if isinstance(hit.rule, InSet | Has) else set()
    if codes & _LABS and _LAB_DOES.match(clause.text, hit.end, clause.end):
        return True  # 기업부설연구소가 입주하는 경우
    return bool(codes & _DOERS) and any(
        words.match(clause.text, hit.end, clause.end) for words in (_DOES, _OWNED)
    )
