"""One clause of an eligibility or exclusion section → its rule.

The readers of the field families each take the words they understand; what they leave over and is
not a filler becomes `Unread`. So a clause is either understood to the last word, or says in the
rule itself that it was not.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from majungmul.terms import All, Not, Rule, Unread
from majungmul.terms import Any as AnyOf

from . import residue
from .ages import WIDER, business_age, ceo_age, pre_founder, running
from .alternatives import combined, field_of
from .asides import loosens
from .exclusions import exclusions
from .figures import figures
from .hits import Clause, Hit, Reader, as_of, reference_days
from .kinds import certificates, entities, sizes
from .places import places
from .trades import trades
from .trees import all_of, any_of, contradictory, negated

READERS: tuple[Reader, ...] = (
    reference_days,
    places,
    business_age,
    running,
    pre_founder,
    ceo_age,
    sizes,
    entities,
    certificates,
    figures,
    trades,
    exclusions,
)

# a clause that ends so only ranks applicants
PREFERENCE = re.compile(
    r"(?:우대|가점|가산점|우선\s?(?:적으로\s?)?(?:선정|지원|선발|고려|배정))"
    r"(?:[^가-힣\n]{0,3}[가-힣]{0,6}){0,2}[^가-힣\n]{0,6}$|^\s?[(\[<]?\s?우대"
)
# … (울산 소재 기업 우대)
_RANKS = re.compile(r"\s?\([^()]{0,60}(?:우대|가점|우선\s?(?:선정|지원|선발))[^()]{0,10}\)\s?$")
_RANKED = re.compile(r"\([^()]{0,60}(?:우대|가점|무관|불문)[^()]{0,40}\)")
# it is said somewhere else: 공고문 참조, 세부사업별 상이
_ELSEWHERE = re.compile(
    r"(?:공고|공고문|첨부|붙임|별첨|홈페이지|누리집|개별|사업별|안내문?|요강|지침"
    r"|규정)[^.\n]{0,16}(?:참조|참고|확인|상이|따름)|상이(?:함)?$"
)
# behind a word that names no applicant here: 소상공인을 위한, 대학 소속, 대기업과 협업
_OBJECT = re.compile(
    r"\s?(?:\([^)]{0,16}\))?\s?(?:소속|출신|재직|재학|졸업|제품|근무|종사|관계자|임직원|연구원"
    r"|대상의?\s(?!기업)|대상으로|간\s|에게|에서"
    r"|기준(?!으로|에)|[을를]\s(?!제외)|[는은]\s(?!(?:신청|지원|참여|참가)[^.\n]{0,12}(?:없|불가|제외)|제외|불가)|(?:의|인)\s경우|에\s(?!해당|한|속)|의\s(?!대표|규모|범위)"
    r"|[과와]의?\s?[^,\n]{0,12}(?:협업|협력|공동|매칭|연계|계약|거래|상생|동반)|기술\s?이전"
    r"|지원\s?(?:기관|사업)|[’'‘”\"]?\s?이상|규모|내\s|성장\s?지원|육성|진흥)"
)
_MEMBER = re.compile(r"\s?(?:[·ㆍ‧･,/]|및|또는|와|과)\s?")
# explains words or dates instead of asking for something
_EXPLAINS = re.compile(
    r"예시|예\s?[):]|(?:사업\s?개시\s?일|창업일)(?:은|이란|\s?[:：])|기산일|개업\s?연월일"
    r"|설립\s?등기일|산정\s?(?:기준|방법)|정의\s?[):：]|이란\s|란\s?[:：]"
)
# who is meant is not the applicant, or an agreement of several; nothing of it may be typed
_OTHERS = re.compile(
    r"컨소시엄|공급\s?기업|수요\s?기업|위탁|공동\s?연구|참여\s?연구"
    r"|근로자(?!\s?(?:수\s?)?(?:가|는|이|를|:)?\s?\d|를\s?(?:고용|사용)|\s?수)|채용(?:한|된|하는|예정|할)|구직"
    r"|훈련생|교육생|재학생|휴학생|졸업|멘토|전문가|강사|협약\s?은행|바이어"
)
_PARTY = re.compile(
    r"(?<![가-힣])(?:참여|공동|협력|협업|수요|위탁|공급)\s?(?:연구)?\s?(?:개발)?\s?(?:기관|기업|업체)(?:은|의\s?경우|으로는)\s"
)
_NEGATION = re.compile(
    r"않(?:은|는|아야|고|을|음|으며)|불인정|없(?:는|어야|음|을|고|이|거)|아닌|아니(?:한|하|어야"
    r"|며)|제외|불가|불허|미(?:해당|보유|포함|가입|소재|등록)|금지|못한|안\s?된"
)
# among who may not apply, who may: 법인사업자만 신청 가능
_ONLY = re.compile(r"만\s?(?:신청|지원|참여|참가)|가능|한함|한정|이어야|하여야|해야")
_NOBODY = re.compile(r"\W*(?:해당\s?(?:사항|없음)?\s?)?(?:없음|無)\W*")
_DENIED = re.compile(
    r"\s?(?:기업|자|는|은|이|가|의\s?경우|및\s?단체|업체)?\s?(?:은|는|이|가|을|를)?\s?(?:신청"
    r"|지원|참여|참가)?\s?(?:대상에서\s?)?(?:이\s?)?(?:제외|불가|불인정|아닌|아니어야|아니한"
    r"|불가능|할\s?수\s?없)"
)
# … 기업은 제외, … 자는 신청할 수 없습니다: the whole clause names who may not apply
_SHUT = re.compile(
    r"\s?(?:기업|업체|자|사람|곳|경우|사업자|팀|단체)?\s?(?:은|는|에는)?\s?(?:신청|지원|참여|참가)?\s?(?:이|을)?"
    r"\s?(?:대상에서\s?)?(?:제외|불가|할\s?수\s?없)(?:함|됨|한다|된다|합니다|됩니다|다|음|습니다|대상)?[.)\s]{0,3}$"
)
_TWIST = re.compile(r"(?:^|(?<=[\s.(※*)]))(?:단|다만)\s?[,，:]?\s")
_GRANTS = re.compile(
    r"가능|허용|인정|예외|무관|포함|적용하지|완화|해당\s?없|간주|아니하|제외하지|본다"
)
_BARS = re.compile(
    r"불가|제한|한함|한정|이어야|하여야|해야|필수|제외(?!하지)|금지(?!원)|취소|않는다|한한다|한해"
)
_GROUND = "exclusion"
_LONGEST = 1500  # characters; nothing so long is one clause, and reading stays linear


def read(clause: Clause, excluding: bool = False) -> Rule | None:
    """The rule of one clause; None when it only ranks (우대) or holds no words.

    `excluding` turns it round: the clause names who may not apply.
    """
    if excluding and _NOBODY.fullmatch(clause.quote):
        return None
    if clause.end - clause.start > _LONGEST:
        return unread(clause)
    if _ELSEWHERE.search(clause.quote) and not _hits(clause):
        return unread(clause)
    if residue.content(clause.text, clause.start, clause.end) is None and not _hits(clause):
        # 기업, 누구나: words that every applicant answers to
        return None
    if not excluding and (ranks := _RANKS.search(clause.text, clause.start, clause.end)):
        clause = clause.part(clause.start, ranks.start())
    if PREFERENCE.search(clause.quote) and not excluding:
        return None
    if day := as_of(clause.text, clause.start, clause.end):
        clause = replace(clause, as_of=day)
    twist = _TWIST.search(clause.text, clause.start + 1, clause.end)
    if twist and not WIDER.match(clause.text, max(clause.start, twist.start() - 1), clause.end):
        return _with_exception(clause, twist.start(), excluding)
    if not excluding and (party := _PARTY.search(clause.text, clause.start, clause.end)):
        # 주관기관은 …, 참여기관은 …: what the other must be is nothing the applicant must be
        head = clause.part(clause.start, _trim(clause.text, clause.start, party.start()))
        own = read(head) if head.end > head.start else None
        return all_of((own, unread(clause.part(party.start(), clause.end))))
    rule = _excluded(clause) if excluding else _asked(clause)
    return unread(clause) if contradictory(rule) else _readable(clause, rule)


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


def unread(clause: Clause) -> Unread:
    return Unread(clause.quote, clause.span(clause.start, clause.end))


def exception(main: Rule | None, clause: Clause) -> Rule | None:
    """`main` softened or tightened by a 단/다만 clause whose own words stay unread."""
    rest = unread(clause)
    if main is None:
        return rest
    if loosens(main, clause.quote):
        return any_of((main, rest))
    grants = _GRANTS.search(clause.quote) is not None
    bars = _BARS.search(clause.quote) is not None
    if grants and not bars:
        return any_of((main, rest))
    if bars and not grants:
        return all_of((main, rest))
    return all_of((any_of((main, rest)), rest))


def _with_exception(clause: Clause, at: int, excluding: bool) -> Rule | None:
    head = clause.part(clause.start, _trim(clause.text, clause.start, at))
    return exception(read(head, excluding), clause.part(at, clause.end))


def _trim(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in "(※*"):
        end -= 1
    return end


def _hits(clause: Clause) -> list[Hit]:
    """What the readers understood, in order and disjoint: the weightier, then the longer wins."""
    loose = [m.span() for m in _RANKED.finditer(clause.text, clause.start, clause.end)]
    found = [
        hit
        for reader in READERS
        for hit in reader(clause)
        if not any(a <= hit.start and hit.end <= b for a, b in loose)
    ]
    found.sort(key=lambda hit: (-hit.weight, hit.start - hit.end, hit.start))
    kept: list[Hit] = []
    for hit in found:
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


_SITE_WORD = re.compile(r"(?:기업\s?)?(?:부설\s?)?연구소")
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
            continue
        if hit.head and field_of(hit) != _GROUND:
            chained = following is not None and _MEMBER.fullmatch(
                clause.text[hit.end : following.start]
            )
            if not chained:
                valid = _OBJECT.match(clause.text, hit.end, clause.end) is None
            following = hit
            if not valid:
                continue
        kept.append(hit)
    return kept[::-1]


def _asked(clause: Clause) -> Rule | None:
    hits = _applicants(clause, _hits(clause))
    if not hits or _OTHERS.search(clause.text, clause.start, clause.end):
        return unread(clause)
    if _EXPLAINS.search(clause.text, clause.start, clause.end):
        return unread(clause)
    if shut := _shut_out(clause, hits):
        rule = _excluded(shut)
        if not isinstance(rule, Unread):
            return rule
    denied, hits, spent = _denied(clause, hits)
    grounds = [hit for hit in hits if field_of(hit) == _GROUND]
    if grounds:
        after = _NEGATION.search(clause.text, grounds[-1].end, clause.end)
        if after is None:
            return unread(clause)
        denied += list(grounds)
        hits = [hit for hit in hits if field_of(hit) != _GROUND]
        spent.append((after.start(), _word_end(clause.text, after.end(), clause.end)))
    taken = sorted([(hit.start, hit.end) for hit in hits + denied] + spent)
    for left, right in residue.gaps(clause.start, clause.end, taken):
        if _NEGATION.search(clause.text, left, right) and hits:
            return unread(clause)
    if not hits:
        rest = [
            _rest(clause, left, right)
            for left, right in residue.gaps(clause.start, clause.end, taken)
        ]
        return all_of([*(negated(hit.rule) for hit in denied if hit.rule), *rest])
    return all_of([combined(clause, hits, taken), *(negated(h.rule) for h in denied if h.rule)])


def _shut_out(clause: Clause, hits: list[Hit]) -> Clause | None:
    """The part before 제외 or 신청할 수 없음 of a clause that only names who is shut out."""
    tail = _SHUT.search(clause.text, hits[-1].end, clause.end) if hits else None
    if tail is None:
        return None
    asked = [hit for hit in hits if hit.rule and field_of(hit) != _GROUND]
    listed = all(
        _MEMBER.fullmatch(clause.text, one.end, other.start) for one, other in pairwise(asked)
    )
    if asked and (len(asked) < len(hits) or not asked[-1].head or not listed):
        return None
    return clause.part(clause.start, tail.start())


def _word_end(text: str, at: int, limit: int) -> int:
    while at < limit and "가" <= text[at] <= "힣":
        at += 1
    return at


def _denied(clause: Clause, hits: list[Hit]) -> tuple[list[Hit], list[Hit], list[tuple[int, int]]]:
    """Hits that the clause takes out itself (대기업 제외), the others, and the words spent."""
    denied: list[Hit] = []
    kept: list[Hit] = []
    spent: list[tuple[int, int]] = []
    chain = False
    for hit in reversed(hits):
        if field_of(hit) == _GROUND:
            kept.append(hit)
            continue
        match = _DENIED.match(clause.text, hit.end, clause.end)
        joined = (
            chain
            and re.fullmatch(
                r"\s?(?:[·ㆍ,/]|및|또는|이나|나|와|과)\s?", clause.text[hit.end : denied[-1].start]
            )
            is not None
        )
        chain = match is not None or joined
        if not chain:
            kept.append(hit)
            continue
        denied.append(hit)
        if match is not None:
            spent.append((match.start(), _word_end(clause.text, match.end(), clause.end)))
    return denied, kept[::-1], spent


def _rest(clause: Clause, start: int, end: int) -> Unread | None:
    found = residue.content(clause.text, start, end)
    if found is None:
        return None
    span = clause.span(*found)
    return Unread(span.quote, span)


def _excluded(clause: Clause) -> Rule | None:
    """Who may not apply: each ground on its own; anything else only when nothing is left over."""
    hits = _hits(clause)
    grounds = [hit for hit in hits if field_of(hit) == _GROUND]
    if not hits or (_NEGATION.search(clause.text, clause.start, clause.end) and not grounds):
        return unread(clause)
    if not grounds and _ONLY.search(clause.text, clause.start, clause.end):
        return unread(clause)
    if not grounds:
        taken = [(hit.start, hit.end) for hit in hits]
        left = [
            residue.content(clause.text, a, b)
            for a, b in residue.gaps(clause.start, clause.end, taken)
        ]
        if any(left):
            return unread(clause)
        rule = combined(clause, hits, taken)
        return None if rule is None else negated(rule)
    return all_of(_grounds(clause, grounds))


# whom a ground is said of: 법인, 단체 및 개인
_SUBJECT = re.compile(
    r"(?:개인|법인|단체|기업|대표자?|자|기관|주관기관|참여기관|사업자|회사|소상공인|업체"
    r"|사업주|신청자|참여자|연구책임자|[\s()·ㆍ,])+"
)
_SPLIT = re.compile(r"[,，;/]|또는|혹은|이거나|거나|및|[·ㆍ‧･]")


def _grounds(clause: Clause, grounds: list[Hit]) -> list[Rule | None]:
    """Each stretch between commas: its grounds, narrowed by what is left over of it."""
    cuts = [
        match.span()
        for match in _SPLIT.finditer(clause.text, clause.start, clause.end)
        if not any(hit.start < match.end() and match.start() < hit.end for hit in grounds)
    ]
    edges = [clause.start, *(right for _, right in cuts)]
    ends = [*(left for left, _ in cuts), clause.end]
    rules: list[Rule | None] = []
    others = False
    for start, end in zip(edges, ends, strict=True):
        own = [hit for hit in grounds if start <= hit.start and hit.end <= end]
        taken = [(hit.start, hit.end) for hit in own]
        rest = [r for a, b in residue.gaps(start, end, taken) if (r := _rest(clause, a, b))]
        rest = [part for part in rest if not _SUBJECT.fullmatch(part.text)]
        gaps = residue.gaps(start, min(end + 2, clause.end), taken)
        if own and any(_NEGATION.search(clause.text, a, b) for a, b in gaps):
            own, others = [], True  # 지원받은 이력이 없는 팀: what is shut out is its absence
        others = others or bool(rest and not own)
        for hit in own:
            assert hit.rule is not None
            rules.append(any_of((Not(hit.rule), *([_whole(rest, clause)] if rest else []))))
    return [*rules, unread(clause) if others else None]


def _whole(parts: list[Unread], clause: Clause) -> Unread:
    """Several unread stretches as one."""
    spans = [part.span for part in parts if part.span]
    span = clause.span(spans[0].start, spans[-1].end)
    return Unread(span.quote, span)
