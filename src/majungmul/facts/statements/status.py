"""Whether a claim is of what was done, what is announced, or what is aimed at."""

from __future__ import annotations

import re

from majungmul.terms import Status

from .conjugation import FUTURE, PAST, syllables

_FUTURE, _PAST = syllables(FUTURE), syllables(PAST)
# Verbs of saying close a sentence whose claim ended before them.
_SAYING = (
    "밝혔|전했|말했|설명했|강조했|덧붙였|알렸|발표했|소개했|언급했|당부했|내다봤|전망했|보도했|"
    "평가했|주장했|답했|"
    "환영했|격려했|다짐했|약속했|귀띔했|공고했|공지했|예고했|제시했"
)
_WORDS = re.compile(
    rf"""(?P<saying>(?:{_SAYING})다)
      | (?P<target>목표(?!\ ?(?:대비|보다))|육성하겠|달성하겠)
      | (?P<future>겠다|겠습|예정|계획(?!\ ?대비)|방침|전망이|전망됐|할\ 것|될\ 것|키로
          |기로\ (?:했|하)|구상
          |(?:예상|기대)(?:하고|된다|한다|되는|돼|되고|했다|됐다|이다)|전망(?:하고|한다)
          |약속받|나선다|나설|검토|추진\ 중이며
          |[{_FUTURE}]\ (?:예정|계획|방침|전망|수\ 있(?!도록|게|었)|것(?!은|이\ 아)))
      | (?P<state>(?:추산|추정|파악|조사|확인)(?:된다|한다)
          |(?:달|만족|차지|해당|상당|육박|보유|자리|활동|종사|근무|일)한다
          |[가-힣]다는\ (?:사실|점|평가|분석|지적|설명)
          |(?:올린|거둔|번|판|밑돈|그친|머문|앞선|뒤진|미친|떨어진|모자란|줄어든)다(?!는)
          |\ ?데\ 이어|이른다|나타난다|집계된다|꼽힌다|넘는다|웃돈다|속한다)
      | (?P<past>[가-힣](?=다(?:(?![가-힣])|고|는|며|면서)|으[며나]|[고지](?:만)?[\ ,]
          |던|는데|음|습니다))
      | (?P<present>[가-힣](?=다(?:(?![가-힣])|고\ |는\ |며\ )))
      | (?P<polite>[가-힣](?=니다))
      | (?P<progress>중이다|중인|중이며|있다|이다|진행\ 중)
    """,
    re.VERBOSE,
)
_UNTIL = re.compile(
    r"(?:[년월말해]|분기|상반기|하반기)(?:\ ?말)?까지[^.]{0,60}?(?:키우|키워|성장|"
    r"육성|조성|달성|양성|확대|늘리|늘려|창출|확보|구축|높이|끌어올|배출|유치"
    r"|줄이|만들|지원|보급|투입|투자|채우|채운|길러|기른|가르)"
)
# "92점으로 목표치인 85점을 웃돌았다": what was reached, beside another figure aimed at.
_AIM_BESIDE = re.compile(
    r"[^.0-9]{0,12}목표[^.0-9]{0,8}[0-9][^가-힣]*(?:[^.]|\.(?=[0-9])){1,16}?"
    r"(?:웃돌|넘|초과|상회|밑돌|못\ 미|미달)"
)
_ASIDE, _ASIDE_REACH = re.compile(r"\([^()]*\)?"), 160
_OF_AIM = re.compile(r"[^.0-9]{0,6}목표[^.0-9]{0,8}[0-9][0-9,.]*[가-힣]{1,3}의\ [0-9.]+%")
_NEXT_UNTIL = re.compile(r"[고며],?\ (?=[0-9]{4}년까지)")
_AIMED = re.compile(
    r"목표[치액]?\((?:[^()0-9]{0,6}[0-9]{1,2}년간\ )?$"
    r"|목표(?:인|[치액]?[를을는은]|치인?|액|로\ 한|로\ 했던|였던|로\ 잡은)?\ ?(?:약|총|연간)?\ ?$"
)
# "투자유치 목표를 70개사, 90억 원으로 잡았다"
_AIM_NAMED = re.compile(r"목표[치액]?[를을은는]\ (?:[^.]|\.(?=[0-9])){0,24}$")
_AIM_SET = re.compile(
    r"(?:,\ (?:[^.]|\.(?=[0-9])){0,24}[0-9][가-힣]{1,3})?(?:으로|로)\ "
    r"(?:시작|잡|정[해했하]|세[우웠]|삼|설정|내걸|제시)"
)
_PLANNING = re.compile(
    r"(?:늘리|확대하|투입하|지원하|선발하|모집하|공급하|추진하|키우|신설하)[며고]\ [^.]*이다"
)
_MEANS = frozenset(["budget", "award_max", "support_rate", "interest_rate", "loans", "guarantees"])
# What nobody can do by deciding to: it is reached, or not.
_OUTCOMES = frozenset(
    ["new_hires", "jobs_maintained", "people_placed", "revenue", "export_value", "export_contracts",
     "export_growth", "revenue_growth", "employment_growth", "investment_attracted",
     "startups_founded", "survival_rate", "placement_rate", "satisfaction", "attendees"]
)  # fmt: skip
_OBSERVED = frozenset(
    ["survival_rate", "placement_rate", "execution_rate", "achievement_rate", "satisfaction",
     "revenue_growth", "export_growth", "employment_growth"]
)  # fmt: skip
_TO_BE = re.compile(r"겠|예정|계획|방침|전망|예상|것으로\ 보|목표")
_WILLED = re.compile(r"[^.]{0,80}겠(?:다|습|으며|고\ )")
_AIM = re.compile(
    r"목표(?!\ ?대비)|\ 도전(?:한다|하기로|장)|을\ 내걸|를\ 내걸|바라[봤보]"
    r"|(?:이루기|달성하기|달성을|채우기)\ 위"
    r"|비전|로드맵|[을를]\ 달성한다"
)
_CLAUSE_END = re.compile(
    rf"(?:[{_PAST}](?<![있겠])(?:고|으며|으나|지만|는데)|(?:으로|로),|이며|이고"
    rf"|(?<![위통대])[해돼],?)\ "
)
_NEXT_SAYING = re.compile(r"\"\ ?(?:이?라?며|면서|고)\ ")
# "12억 원에서 15억 원으로", "스마트공장은 9,700개로, …": what was or is, whatever comes after.
_STANDING = re.compile(r"에서\ (?:[가-힣]{1,6}\ )?(?:약\ )?[0-9]|(?:으로|로),\ ")
_FINISHED = re.compile(r"[가-힣][다요죠](?:[.\"'’” ]|$)|[됨함임음](?:[. ]|$)")
_TO_COME = re.compile(
    r"(?:투입|투자|편성|집행|배정)(?:하는|할|되는|될)\ [^.]{0,12}"
    r"(?:예산|금액|사업비|재원|자금|규모)"
)
_DONE = re.compile(
    r"의?\ [^.,0-9]{0,16}에\ 성공(?:해|하여|하며|하고)|의?\ (?:성과|실적)[를을]\ "
    r"|[이가을를]?\ ?[가-힣]{1,6}[된됐](?:던)?\ "
)
_IN_FORCE = re.compile(r"(?:기존|현재|지금의|이미|그동안|지금까지|현재까지)[^,.0-9]{0,8}$")
# "이번 공고는 1700개 기업이 그 대상이다": those who may be chosen
_CALLED = re.compile(r"(?:\ ?[가-힣]{1,8})?[이가은는]\ (?:그\ |지원\ |모집\ )?대상이[다며고]")
_CALL = re.compile(r"공고|모집|신청|공모")
# "등록 특허가 38건이고, 해마다 9%를 연구에 쓴다": what is, beside what is done
_THOSE_TO_BE = re.compile(r"(?:대상|모집|선발|규모|물량|인원)(?:기업|자)?[은는이가]\ [^.]{0,24}$")
_IS = re.compile(r"(?:이고|이며|이지만|인데),?\ ")
# "추경 640억 원이 의회를 통과하면서 … 나선다": a sum that was granted, whatever comes of it.
_PASSED = re.compile(
    r"[이가은는]\ (?:[가-힣]{1,8}\ ){0,3}?(?:문턱을\ 넘[음어긴은]|통과(?:함|해|했|한|하면서|됐|돼)"
    r"|(?:확정|의결)(?:돼|됐|됨|된|되면서))"
)
# "뽑힌 40개 기업은 … 할 예정이다"
_PICKED = re.compile(r"(?:선정|선발)된\ $|뽑힌\ $")
# "5개 업체가 선정됨에 따라", "지난 6일 23곳을 선정해 지원한다": decided, whatever follows
_WERE = re.compile(r"(?:\ ?[가-힣]{1,6})?[이가]?\ (?:최종\ )?선정(?:됨|된\ 데|돼|되어|되면서)")
_CHOSE = re.compile(r"(?:\ ?[가-힣]{1,6})?[을를]\ (?:최종\ )?선[정발](?:해|하여|하고)")
# "60곳을 최종 선정하고, 본격 지원에 나선다": chosen, and now what follows
_CHOSE_AND = re.compile(
    r"(?:의?\ ?[가-힣]{1,6})?[을를]\ (?:최종\ )?선[정발]하고,?\ [^.]{0,24}"
    r"(?:나선|나섰|개시|시작|착수|본격|들어간|돌입)"
)
_LATELY = re.compile(r"지난\ [0-9]{1,2}일|최근|이날|앞서")
# "지난해 뽑은 28명 외에": told beside those who are still to come
_EARLIER = re.compile(r"(?:선정|선발|지원|모집)한\ $|(?:뽑은|키운)\ $")
_BEYOND = re.compile(r"(?:\ ?[가-힣]{1,6})?(?:\ 외에|에\ (?:이어|더해)|\ 말고)")
# "펀드 50억 원을 굴릴 운용사를 뽑았다": what the chosen will do
_FOR = re.compile(
    r"[^,.]{0,24}?[을를]\ (?:[가-힣]{1,6}\ )?"
    r"(?:[가-힣]{1,4}[할될]|받을|쓸|맡을|키울|뽑을|이끌|지을|세울|만들|굴릴|꾸릴)\ "
    r"(?!수\ |때|정도|만큼|것|경우|뿐|예정|계획|방침|전망)[가-힣]"
)
# "내년 1만5천 명으로 8% 늘렸다": what was decided is still to come
_RAISED_TO = re.compile(
    r"(?:으로|로|까지)\ [^.]{0,14}?(?:늘[렸려리]|확대|줄[였이]|높[였이]|키[웠우])"
)
_THEY = re.compile(r"(?:\ ?[가-힣]{1,6})?(?:[은이가]|[을를]?\ 포함)")
_SSANG_SIOT, _NIEUN, _BIEUP, _SYLLABLES, _FIRST = 20, 4, 17, 28, 0xAC00
_SPENT = re.compile(r"[^.]{0,40}?(?:집행했|집행됐|지원했|투입했|들었다|썼다|쓰였|나갔|지급했)")
_NOT_PAST = frozenset("있겠")
# "나섰다", "착수했다": begun, not done.
_BEGUN = re.compile(r"[^.]{0,60}?(?:나섰|착수|돌입|시작했|추진했)")


def status(sentence: str, start: int, end: int, ahead: bool, measure: str = "") -> Status:
    """The status of the claim whose number stands at `[start, end)` of `sentence`.

    `ahead` says that the claim's period lies after the day of publication. What somebody says
    they will reach is a target; what they will do or put in is planned.
    """
    means = measure in _MEANS
    after, before = sentence[end:], sentence[max(0, start - 30) : start]
    if _IN_FORCE.search(before) or (not ahead and _STANDING.match(after)):
        return "actual"
    if not ahead and after.startswith("보다 ") and "목표" not in before:
        return "actual"  # 올해 4600억원보다
    if _AIM_BESIDE.match(after) or _OF_AIM.match(after):
        return "actual"
    if _BEYOND.match(after) and _EARLIER.search(before):
        return "actual"
    if _FOR.match(after):
        return "planned"
    chosen = measure in ("companies_selected", "people_served")
    picked = chosen and were_picked(sentence, start, end)
    if _PASSED.match(after) or picked:
        return "actual"
    if not (ahead or means) and _IS.match(after) and not _THOSE_TO_BE.search(before):
        return "actual"
    if _CALLED.match(after) and _CALL.search(sentence):
        return "planned"
    said, done = _tense(after), is_done(after)
    if _is_aim(after) or (
        ahead
        and not (means or done)
        and _UNTIL.search(_saying(_before_next(sentence, end), start, end))
    ):
        return "target"
    until = ahead and not done and measure in _OUTCOMES and "까지" in sentence[:start]
    if _AIM_SET.match(after) and _AIM_NAMED.search(before):
        return "target"
    if _AIMED.search(before) or until:
        return "target"
    if _DONE.match(after):
        return "actual"
    if _PLANNING.match(after[_particle(after) :]):
        return "planned"
    if said == "planned" and measure in _OBSERVED and not _TO_BE.search(after):
        return "actual"
    if said == "planned" and measure in _OUTCOMES and _WILLED.match(after):
        return "target"
    if means and done and _SPENT.match(after):
        return "actual"
    if said == "planned" or (ahead and (means or not done or _RAISED_TO.match(after))):
        return "planned"
    if said == "actual" and _TO_COME.search(before):
        return "planned"
    return "actual"


def were_picked(sentence: str, start: int, end: int) -> bool:
    """Whether those counted are told of as picked before, whatever they will do."""
    picked = _PICKED.search(sentence, max(0, start - 4), start)
    if picked is not None and _THEY.match(sentence, end):
        return True
    if _WERE.match(sentence, end) or _CHOSE_AND.match(sentence, end):
        return True
    return bool(_LATELY.search(sentence, 0, start) and _CHOSE.match(sentence, end))


def is_done(after: str) -> bool:
    """Whether the words behind a number tell by a verb in the past that it was done."""
    word = next((w for w in _WORDS.finditer(after) if _told(w, after) is not None), None)
    if word is None or not (word["past"] or word["present"]):
        return False
    done = (word["past"] or word["present"]) != "이" and _told(word, after) == "actual"
    return done and _BEGUN.match(after) is None


def tense_is_open(after: str) -> bool:
    """Whether nothing says that the sum was spent: it is allotted, fixed, or merely is."""
    return _SPENT.match(after) is None


def _saying(sentence: str, start: int, end: int) -> str:
    """Of `"…"며 "…"고 말했다` the one that holds the number at `[start, end)`."""
    cuts = [cut.end() for cut in _NEXT_SAYING.finditer(sentence)]
    first = max((cut for cut in cuts if cut <= start), default=0)
    return sentence[first : min((cut for cut in cuts if cut >= end), default=len(sentence))]


def _before_next(sentence: str, end: int) -> str:
    """`sentence` up to a day that only the next clause has: `35곳을 돕고, | 2030년까지 … 육성`."""
    other = _NEXT_UNTIL.search(sentence, end)
    return sentence[: other.start()] if other else sentence


def is_bare(sentence: str) -> bool:
    """Whether a line says nothing by a verb: an item of a list, told by what stands above it."""
    return _FINISHED.search(sentence) is None


def _is_aim(after: str) -> bool:
    """Whether the clause of the number calls it an aim: not `64%` of `64%였는데 75%가 목표`."""
    after = _ASIDE.sub("", after[:_ASIDE_REACH])
    aim, done = _AIM.search(after[:60]), _CLAUSE_END.search(after)
    return aim is not None and not (done and done.start() < aim.start())


def _particle(after: str) -> int:
    """How far the particle of the number reaches: `으로 확대하며`."""
    return after.find(" ") + 1


def _tense(after: str) -> Status | None:
    """The tense of the first finished predicate after the number; None when there is none."""
    told = (_told(word, after) for word in _WORDS.finditer(after))
    return next((status for status in told if status is not None), None)


def _told(word: re.Match[str], after: str) -> Status | None:
    """What a verb's ending, or a word of its own, tells; None where it says nothing yet."""
    if word["target"]:
        return "target"
    if word["future"]:
        return "planned"
    if word["progress"] or word["state"]:
        return "actual"
    if polite := word["polite"]:
        said = (ord(polite) - _FIRST) % _SYLLABLES == _BIEUP and polite not in "입습"
        return "planned" if said else "actual" if polite == "입" else None
    sign = word["past"] or word["present"]
    if not sign:
        return None
    final = (ord(sign) - _FIRST) % _SYLLABLES
    if final == _SSANG_SIOT and sign not in _NOT_PAST:
        return "actual"
    if word["present"] is None and not after.startswith("다", word.end()):
        return None
    if sign in ("있", "이"):
        return "actual"
    return "planned" if final == _NIEUN else None
