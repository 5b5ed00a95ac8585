"""How much a cue tells of a figure: the nearer, the longer and the less between, the more."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from majungmul.terms import Quantity

from . import cues
from .conjugation import PAST, stems, syllables
from .cues import Hit

_AFTER, _BEFORE, _NEAR = 44, 44, 16
_PAST = syllables(PAST)
_CLAUSE = re.compile(
    rf"[,;]\ |(?:[하되리추우치키들맺열짓]고|[{_PAST}](?:고|으며|으나|지만|는데)"
    r"|바탕으로|토대로|기반으로|하며|되며|이며|이고|이지만|인데"
    r"|(?<![올난듬당새년])[해돼]|면서"
    r"|[한은운낸준친]\ [뒤후]에?|[한된은인]\ 가운데|[가-힣][져쳐켜]"
    r"|(?:관계|상관)없이|무관하게|들여|모아|뽑아|골라|만들어|키워|거쳐|늘려|줄여|높여|넓혀)\ |·\ |…"
)
# "수출에 6,200억 원": what stands before 에 receives the sum, it is not what the sum measures.
_RECEIVER = re.compile(r"(?:\ ?(?:분야|부문|사업|업계))?(?:에(?:는|만|도)?|엔)\ ")
_NEXT_RECEIVER = re.compile(r"(?:\ ?(?:분야|부문|사업|업계))?에(?:는|만|도)?\ (?:약\ |총\ )?[0-9]")
_DIGITS = re.compile(
    r"[0-9][0-9,.]*(?![0-9,.]|→|\ ?(?:개?[년월일]|배|분기|점\ 만점)|인\ (?:창조|기업|가구|미디어))"
)
_NEXT_ITEM = re.compile(
    r"[은는]?\ ?(?:[가-힣]{1,4}당\ )?"
    r"(?:출원|등록|체결|창출|유치|규모|등)?\ ?(?:약\ |총\ )?[0-9]"
)
# "2104억원(도비 206억원)": the word in the brackets is of the figure in them.
_HEADS_ASIDE = re.compile(r"\([^()0-9]{1,8}\ (?:약\ |총\ )?[0-9]")
_BETWEEN_ITEMS = re.compile(r"^\ ?(?:,|·|[▲△]|과\ |와\ |및\ )")
_BASE = re.compile(r"\)?(?:\ ?[가-힣]{1,8})?\ (?:가운데|중)(?:에서)?\ ")
# "시제품 제작, 마케팅 등 2340건": what stands before are examples of what is counted.
_AND_OTHERS = re.compile(r"\ 등\ (?:총|모두)?\ ?$")
# "살아남은 곳은 1,296개사다": what was said of them is no measure.
_THOSE = re.compile(r"[은는한된던인]\ (?:곳|기업|업체)은\ (?:모두\ |총\ )?$")
_COST = re.compile(r"(?:비용|원가|단가|요금|[가-힣]비|료|값)[가-힣]?\ ")
# "수출계약은 27건, 540만 달러": two figures under one label.
_SAME_LABEL = re.compile(
    r"(?:은|는|이|가)?\ (?:약\ |총\ )?[0-9][0-9,.만천]*[가-힣]{1,2},\ (?:금액은\ )?$"
)
# "986개사, 2840건의 연계 지원": one noun for a row of figures.
_ROW = re.compile(r"(?:,\s?(?:약\s|총\s)?[0-9][0-9,.억만천]*여?\s?[가-힣]{1,3})+(?:\s?규모)?의\s")
# "300만 달러(약 41억 원) 규모의 상담": the same sum in won stands between it and its word.
_GLOSS = re.compile(r"\((?:약|총|한화)?\ ?[0-9][^()%]{0,14}(?:원|달러|불)\)")
# "40만 달러 규모의 상담과 9만 달러의 계약": the noun before 과 is of the figure before it.
_OF_LAST = re.compile(
    r"[0-9][가-힣]{0,4}\)?\ ?(?:(?:이상|규모|상당|가량|어치)?의|규모)\ (?:[가-힣]{1,6}\ ?)?$"
)
_JOINS = re.compile(r"\ ?(?:실적|성과|건수|금액|액)?(?:과|와|,|\ 및)\ (?:약\ |총\ )?$")
_RATE = re.compile(r"[률율]|증가|성장|상승")
_NOT_BY = ("보다", "에서", "으로", "로")  # what a sum was or became, not by how much it changed
# "기업 12개사를 지원하여": the verb whose object the figure is.
_OBJECT = re.compile(r"(?:\s?[가-힣A-Za-z·]{1,8}){0,3}?[을를이가도]\s")
_BY_THE_WAY = re.compile(
    r"[가-힣]{1,6}(?:해|하여|아|어)\s|(?:최종|추가로)\s"
)  # 30개사를 엄선해 지원했다
_GROWN = re.compile(r"(?:규모|덩치|몸집|매출|판|시장|비중|폭|몫)[을를]\ $")  # what was made larger
_STILL = re.compile(r"[가-힣]?고\ 있")  # the doors are still open
_OF_SUM = re.compile(r"[0-9][조억만천백]*\ ?원?[을를이가]?\ ?$")  # 15억원 증액해: of the sum before
_JOINT = 10
_BESIDE = (" 가운데 ", " 뒤 ", " 후 ")  # 38개 기업이 참여한 가운데
_PAID = re.compile(r"[을를]\ [^,.]{0,12}(?:낸다|내야|내면|물어야)")  # what applicants pay
_DOLLARS = "USD"  # for any foreign money
_PICKS = tuple(stems("뽑다"))
_CHOOSING = re.compile(r"선정|선발|모집|대상자|교육생|수강생|참가자")
_ADJACENT = frozenset(["매년", "해마다", "매해", "연간", "매월", "월 ", "창업 "])
_CALLED = frozenset(["모집", "선발", "선정"])
_DESCRIBES, _SPOKEN = 0.35, 0.6
_EVERY_YEAR = re.compile(r"매년|해마다|매해|연간|연\ [0-9]")
_CENTRES = re.compile(r"센터\ (?:약\ |총\ )?[0-9][0-9,]*여?\ ?(?:개소|개|곳)$")
_TOPIC = re.compile(r"(?:\ ?[가-힣]{1,3})?[은는이가]\ |\ ?(?:도|또한|역시)\ ")
_SHARED = re.compile(r"의\ (?:약\ )?[0-9.]+%")  # 전체 매출의 43%
# "선정된 12개사", "창업한 수료생은 12명": what those counted did, or was done to them.
_DID = re.compile(
    r"(?:된|한|했던|받은|됐던)?\ (?:[0-9]인\ )?(?:[가-힣A-Za-z·]{1,8}[은는이가도]?\ )?"
    r"(?:(?:올해|지난해|[0-9]{4}년)\ )?(?:모두\ |총\ |약\ )?$"
)
_GOVERNS, _DOES = 0.6, frozenset("하해했한할되돼됐된받")
_GENERIC, _OF_NEXT, _EXAMPLE, _LABEL = 0.42, 0.6, 0.3, -0.05


def best(
    sentence: str, start: int, end: int, quantity: Quantity, hits: Sequence[Hit]
) -> tuple[float, str] | None:
    """The score and the measure of the most telling cue near the figure at `[start, end)`."""
    told: tuple[float, str] | None = None
    unit = _DOLLARS if quantity.kind == "money" and quantity.unit != "KRW" else quantity.unit
    is_list = _AND_OTHERS.search(sentence, max(0, start - 6), start) is not None
    base = _BASE.match(sentence, end)
    reach = base.end() if base else end + _AFTER
    those = _THOSE.search(sentence, max(0, start - 14), start)
    back = _NEAR if those else _BEFORE
    for at in range(bisect_left(hits, (start - back,)), len(hits)):
        hit = hits[at]
        if hit.start > reach:
            break
        if not _speaks(sentence, hit, start, end):
            continue
        code = _code(sentence, hit, end, unit)
        if not code:
            continue
        if hit.start >= end and _heads_next(sentence, end, hit):
            continue
        score = _score(sentence, start, end, hit.start, hit.end)
        if (hit.verb or sentence[hit.end : hit.end + 1] in _DOES) and _governs(
            sentence, hit, end, hits
        ):
            score += _GOVERNS
        aside = hit.end <= start and _HEADS_ASIDE.match(sentence, hit.start - 1)
        score -= _GENERIC * (hit.word in cues.table().generic and not aside)
        if quantity.kind == "count":
            score += _DESCRIBES * _is_described(sentence, hit, start)
        score -= _EXAMPLE * (hit.end <= start and is_list)
        of_part = base is not None and hit.start >= reach  # `예산 72억 원 가운데 집행액은`
        if of_part or (hit.start >= end and _is_of_next(sentence, end, hit.start, hit.end)):
            score -= _OF_NEXT
        if told is None or score > told[0]:
            told = (score, code)
    return told


def topic(
    sentence: str, start: int, quantity: Quantity, hits: Sequence[Hit]
) -> tuple[float, str] | None:
    """What is spoken of before the figure at `start`: `매출은 … 대비 14% 증가한 1415억 원`."""
    for at, hit in reversed(list(enumerate(hits))):
        if at and hits[at - 1].end >= hit.end:
            continue  # 보증액 is no 증액
        marked = hit.end < start and not hit.verb and _TOPIC.match(sentence, hit.end)
        if marked and (code := _code(sentence, hit, start, quantity.unit)):
            return _SPOKEN, code
    return None


def told_last(hits: Sequence[Hit], start: int, unit: str) -> str:
    """The measure in `unit` that any cue before `start` told last; empty where none did."""
    for hit in reversed(hits[: bisect_left(hits, (start,))]):
        for code in cues.table().measures(hit):
            if unit in cues.units()[code] and hit.word not in cues.table().generic:
                return code
    return ""


def _speaks(sentence: str, hit: Hit, start: int, end: int) -> bool:
    """Whether `hit` can tell anything of the figure at `[start, end)`."""
    if hit.word.startswith("까지") and hit.start != end:
        return False  # 연말까지 보증 1조원, but 2천만원까지 보증
    if hit.word == "월 " and sentence[hit.start - 1 : hit.start].isdigit():
        return False  # 5월 213억 원
    if hit.word == "창업 " and "가" <= sentence[hit.start - 1 : hit.start] <= "힣":
        return False  # 예비창업 40팀
    if hit.word in _ADJACENT:
        return start - 1 <= hit.end <= start
    if hit.start >= end and hit.word.endswith("당"):
        return False  # 기업당 is said before what each gets
    if hit.start >= end and _HEADS_ASIDE.match(sentence, hit.start - 1):
        return False
    if hit.start >= end:
        near = hit.word in _CALLED or hit.start <= end + 1 + sentence.startswith("의 ", end)
        return near or _NEXT_RECEIVER.match(sentence, hit.end) is None
    if hit.end > start or _RECEIVER.match(sentence, hit.end, start):
        return False
    return not hit.verb or cues.describes(sentence, hit)


def _code(sentence: str, hit: Hit, end: int, unit: str) -> str:
    """The measure that `hit` tells of a figure in `unit`; empty where it tells none."""
    units = cues.units()
    if unit == "case" and sentence[end - 1] == "곳":
        return ""  # places of which nothing is said
    for code in cues.table().measures(hit):
        if unit not in units[code]:
            continue
        if code.endswith("_growth") and not _RATE.search(sentence[hit.start : hit.end + 4]):
            continue  # a share, or the sum itself: 매출의 70%
        if code == "companies_supported" and unit == "site" and _CENTRES.search(sentence, 0, end):
            continue
        if code == "achievement_rate" and hit.word == "달성" and "목표" not in sentence:
            continue
        close = end + sentence.startswith(")", end)
        if code == "events" and hit.word == "교육" and unit != "time":
            continue
        near = sentence[max(0, hit.start - 24) : hit.end + 6]
        if code == "technology_transfers" and hit.word.startswith("이전") and "기술" not in near:
            continue
        if hit.verb and hit.word[0] in "키늘" and _GROWN.search(sentence, end, hit.start):
            continue
        if (
            code == "startups_founded"
            and hit.word.startswith("문을")
            and _STILL.match(sentence, hit.end)
        ):
            continue
        if code == "support_rate" and _PAID.match(sentence, end):
            continue
        if code == "founders_per_year" and not _EVERY_YEAR.search(sentence):
            continue
        if code == "budget_change" and sentence.startswith(_NOT_BY, close):
            continue
        before = code == "budget_change" and hit.end <= end
        if before and _OF_SUM.search(sentence, max(0, hit.start - 14), hit.start):
            continue
        picked = code == "new_hires" and hit.verb and hit.word.endswith(_PICKS)
        if picked and _CHOOSING.search(sentence):
            continue  # those a programme picks
        if code == "cost_saved" and hit.verb and not _is_of_cost(sentence, hit, end):
            continue
        exported = sentence[max(0, hit.start - 3) : hit.start].rstrip().endswith("수출")
        abroad = exported or unit == _DOLLARS
        return "export_contracts" if abroad and code == "contract_value" else code
    return ""


def _is_of_cost(sentence: str, hit: Hit, end: int) -> bool:
    """Whether what was brought down is a cost; 아끼다 says so by itself."""
    if hit.word.startswith(("아", "절")):
        return True
    return _COST.search(sentence, max(0, end - _BEFORE), end) is not None


def _governs(sentence: str, hit: Hit, end: int, hits: Sequence[Hit]) -> bool:
    """Whether the counted things are the object of the verb at `hit`: no other noun stands between.

    `48개 업체의 매출을 늘렸다` says nothing of the 48 by its verb.
    """
    phrase = _OBJECT.match(sentence, end)
    if phrase is None:
        return False
    way = _BY_THE_WAY.match(sentence, phrase.end())
    if hit.start not in (phrase.end(), way.end() if way else phrase.end()):
        return False
    if sentence[hit.start - 2] in "이가" and hit.word in cues.table().generic:
        return False  # 30개사가 나와: what the firms did may be anything
    between = hits[bisect_left(hits, (end,)) : bisect_left(hits, (hit.start,))]
    by_the_way = cues.table().generic | {"최종"}
    return all(other.word in by_the_way for other in between)


def _is_described(sentence: str, hit: Hit, start: int) -> bool:
    """Whether the word at `hit` describes what is counted at `start`: `선정된 30개사`."""
    if hit.end > start:
        return False
    if hit.verb:
        return cues.describes(sentence, hit) and _DID.match(sentence[:start], hit.end) is not None
    did = _DID.match(sentence[:start], hit.end)
    return did is not None and sentence[hit.end] != " "


def suits(hit: Hit, unit: str) -> bool:
    """Whether a figure in `unit` may be of what `hit` names."""
    return any(unit in cues.units()[code] for code in cues.table().measures(hit))


def confidence(score: float) -> float:
    """How sure a score makes us."""
    return 0.5 + score / 2


def _heads_next(sentence: str, end: int, hit: Hit) -> bool:
    """Whether the word at `hit` is what the next clause speaks of: `7%, 고용 증가율은 5%`."""
    if _SHARED.match(sentence, hit.end):
        return True
    apart = sentence.startswith(", ", end) and not _DIGITS.search(sentence, end, hit.start)
    return apart and _TOPIC.match(sentence, hit.end) is not None


def _is_of_next(sentence: str, end: int, word_start: int, word_end: int) -> bool:
    """Whether the word at `word_start` names the next figure of a row: `3건, 기술이전 27건`."""
    listed = _BETWEEN_ITEMS.match(sentence[end:word_start]) is not None
    if not listed:
        return False
    return _NEXT_ITEM.match(sentence, word_end) is not None


def _score(sentence: str, start: int, end: int, word_start: int, word_end: int) -> float:
    """Between 0 and 1: long words near the number, behind it rather than before it."""
    behind = word_start >= end
    if behind and sentence.startswith("(", end):
        gloss = _GLOSS.match(sentence, end, word_start)
        end = gloss.end() if gloss else end
    between = sentence[end:word_start] if behind else sentence[word_end:start]
    score = 1.0 - len(between) / 48
    score += min(word_end - word_start, 6) * 0.05
    same = not behind and _SAME_LABEL.match(between) is not None
    score -= 0 if same else 0.35 * len(_CLAUSE.findall(between))
    if behind and (row := _ROW.match(between)):
        between = between[row.end() :]
    if not behind and len(between) <= _JOINT and _JOINS.fullmatch(between):
        score -= _OF_NEXT * (_OF_LAST.search(sentence, 0, word_start) is not None)
    if not behind and between.startswith(_BESIDE):
        score -= 0.35
    if not same:
        score -= 0.45 * len(_DIGITS.findall(between))
    if behind:
        return score
    return score + (_LABEL if not between.strip() else -0.12)


def is_set_apart(sentence: str, start: int, end: int) -> bool:
    """Whether the words say which ones are counted, or that others are counted out of them."""
    those = _THOSE.search(sentence, max(0, start - 14), start) is not None
    return those or _BASE.match(sentence, end) is not None
