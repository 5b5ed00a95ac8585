"""Figures of an article that are no claims of its own matter: other people's, thresholds, means."""

from __future__ import annotations

import re
from functools import cache

from majungmul.facts.tables import load
from majungmul.terms import Quantity

_OFFICIAL = re.compile(
    r"관계자|담당자|[장차]관|원장|단장|센터장|[시군]장(?=[은는이가]?\ \"|[은는이가]\ )"
    r"|군수|구청장|지사|본부장|과장|국장|실장|이사장|위원장|청장|처장|총장|회장|사장"
    r"|[가-힣]\ 측은?\ "
    r"|(?:[가-힣][부청]|진흥원|공단|공사|재단|협회|센터|테크노파크|TP"
    r"|(?:^|[가-힣\s])[시도군구])[은는]\ \""
)
_MEMBER = re.compile(r"의원[은이]\ ")
_OF_RECORD = {"money": 10**8, "count": 20}
_ELIGIBLE = re.compile(
    r"(?:신청|지원|모집|참여|참가|융자|보증)\ ?(?:대상|자격|요건|조건)(?:은|는|이)\ "
)
_MEAN = re.compile(
    r"평균\ (?:[가-힣]{2,6}\ )?[가-힣]{2,6}(?:은|는)?\ (?:약\ )?$"
    r"|(?<!해\ )(?<!년\ )(?<!간\ )평균\ (?:약\ )?$"
    r"|[가-힣](?<![담해상정식강부수일배충적합])당(?:\ [^,.0-9%]{0,12})?$"
)
_MEAN_OF = re.compile(r"[^.,0-9]{0,24}평균(?:은|을|보다|의|치)|\ 꼴")
# "연 매출 10억 원 미만, 상시근로자 5인 미만이어야 한다": every bound of it is one of who may apply.
_MUST_BE = re.compile(r"(?:이어야|여야|어야|아야|해야)\ (?:한다|하며|하고|합니다)|신청할\ 수\ 있")
_MUST = re.compile(r"[^,.]{0,24}(?:해야|돼야|되어야|어야|여야)\ ")
_APPLIED = re.compile(
    r"(?:\ ?[가-힣]{1,6})?(?:이|가)\ "
    r"(?:(?:지원|신청|응모|접수|출품)(?:해|했|하|돼|됐|되)|들어와|들어왔)"
)
_CROWDED = re.compile(r"(?:\ ?[가-힣]{1,6})?(?:이|가)\ (?:몰려|몰렸)")
_CONTEST = re.compile(r"경쟁률|모집|공모|채용|대출|자금|신청|접수|대\ ?1")
_LONE = re.compile(
    r"(?:^|\ )(?:어느|어떤|한)\ [^,.]{0,16}?(?:가게|점포|식당|농가|상인|주민|점주)"
    r"(?:은|는|의|이|가)\ "
)
_OWN_TRADE = frozenset(
    ["revenue", "new_hires", "jobs_maintained", "export_value", "revenue_growth"]
)
# "바이어 65개사와 만났다", "기업 20곳을 상대로": those on the other side of the table.
_COUNTERPART = re.compile(
    r"(?:\ ?[가-힣]{1,8})?(?:과|와)(?:는|도)?\ (?:(?![0-9]+여?\ ?[개곳명])[^,.]){0,16}?"
    r"(?:함께\ |공동|만나|만났|만난|손잡|손을|협약|계약|상담|머리를|교류|간담회|협의)"
    r"|(?:\ ?[가-힣]{1,8})?[을를]\ 상대로"
)
# "설문에 답한 기업 198개사": those who were asked.
_ANSWERING = re.compile(r"(?:에\ 응한|응답한|답한|응답자|응답\ 기업)\ ?[^,.0-9]{0,10}$")
_ASKED = re.compile(
    r"(?:\ ?[가-힣]{1,6})?(?:[을를]\ 대상으로\ (?:한\ )?(?:설문|실태조사)|\ 대상\ (?:설문|실태)"
    r"|[을를]\ 추적한\ 결과"
    r"|이\ 응답|에게\ (?:물은|물어))"
)
# "11개 시·도가 관심을 보인다", "1만 명이 모자란다": what is wished for or lacks, not done.
_WANTED = re.compile(r"[^,.]{0,16}(?:관심을|모자라|모자란|부족|의향을\ 밝|문의|필요하|필요한|밀려)")
_ATTRIBUTED = re.compile(r"\"\ ?(?:이?라고|고|며|면서|라며|는|이라는)\ ")
# "81.7%가 … 고 답했다": what share of those asked thinks so.
_ANSWERED = re.compile(r"[가이는은]\ [^.]{0,60}(?:고|라고)\ (?:답|응답|대답)")
# "전체 중소기업의 매출 증가율 5.9%", "대기업(2.3%)", "일반 창업기업 28.5%보다": held beside.
_POPULATION = re.compile(
    r"(?:(?:일반|전체(?=\ )|국내|전국|동종|비슷한)\ ?"
    r"(?:[가-힣]{1,6}\ )?(?:중소기업|[가-힣]{0,2}기업"
    r"|업체|사업체|소상공인|업계|평균)(?!\ ?(?:가운데|중|의\ [0-9]+(?![0-9년])))[^.,]{0,40}"
    r"|(?<![가-힣])(?:중소기업|대기업|중견기업|평균|전체|전국)\()$"
)
# "87%가 정규직인 것으로": how many of them are of a kind
_KIND = re.compile(r"[가이]\ [가-힣]{2,8}(?:인\ (?:것|곳)|이었|였다|이다)")
_SHARE = re.compile(r"\ ?(?:가량|정도)?\ ?(?:수준|에\ 해당|를\ 차지|을\ 차지)")
_BESIDE = re.compile(r"[0-9][가-힣]{1,3}\((?:총\ |약\ )?$")
_ROUNDED = re.compile(r"[0-9][억조만천]*[가-힣]{1,2}(?:으로|로)\ (?:늘어\ |급증해\ |증가해\ )?$")
_HELD_AGAINST = re.compile(r"[^()]{0,30}\)\ ?보다")
_ALL_OVER = re.compile(r"전국\ (?:[0-9]+여?개\ )?(?:[가-힣]{1,8}\ ){0,1}[가-힣]{2,10}의\ ")
_SHORT_OF = re.compile(r"에도?\ (?:한참\ )?(?:못\ 미|미치지)")
_RANKED = re.compile(r"[^.,]{0,10}(?:중|가운데)\ [0-9]{1,3}위")
_STREAK = re.compile(r"년\ 연속\ $")
# "직원 3명으로 출발했다", "창업 당시 직원이 3명이었으나": what was when it began.
_BEGAN = re.compile(
    r"[^,.]{0,12}?(?:모여|뭉쳐|으로|이)\ [^,.0-9]{0,8}?(?:창업|시작|출발|설립|문을\ 연|문을\ 열)"
)
_AT_FIRST = re.compile(r"(?:당시|초기|첫해|처음)(?:에는?|엔)?\ [^,.0-9]{0,10}$")
# "매출 100억 원 이상 기업", "5인 미만 사업장": which of them, not how many.
_WHICH = re.compile(
    r"'?\ ?(?:[이가을를]\ (?:넘는|넘긴|웃도는|이상인)\ |인\ '?(?:[가-힣A-Za-z]{1,8}\ )?"
    r"|의\ |되는\ |규모의\ |규모\ )?(?![이가은는]\ )"
    r"(?:[가-힣A-Za-z]{1,8}\ )?[가-힣]{0,2}"
    r"(?:기업|업체|사업장|사업자|소상공인|법인|가구|근로자|점포|농가)"
)
# "점포 20개 이상이 모여 있는 곳이다": what something is
_DEFINES = re.compile(r"(?:곳|공간|시설|제도|상가)(?:을\ 말한다|이다|입니다)\.?\s*$")
# "36명의 직원들로 구성된": who does the work
_MADE_OF = re.compile(r"(?:의)?\ [^,.]{0,16}(?:로|으로)\ (?:구성|꾸려|이뤄)")
_AND_WHICH = re.compile(r"(?:이고|이며|이면서|,)\ [^.]{0,60}(?:이상|이하|미만|초과)'?인\ ")
# "5~9인을 고용한 업체", "10~19인은 106개": the size of those who are counted
_SIZE_OF = re.compile(
    r"[을를]?\ (?:[가-힣]{1,6}\ )?[가-힣]{1,4}[한긴쓴둔진]\ (?:기업|업체|곳|사업장|회사)"
)
_SIZE_CLASS = re.compile(r"[은는이가]\ [0-9]")
_STUDIED = re.compile(
    r"(?:연구원|연구소|조사처|연구회|전문가(?:들)?|리서치|컨설팅|경제연구|증권|평가사|조사기관)"
    r"(?:에\ 따르면|(?:은|는|이|가)\ (?:[^.]|\.(?=[0-9]))*"
    r"(?:분석|지적|추산|추정|전망|예측|내다봤|꼬집|진단|조사))"
)
# "클라우드 시장은 7조원 규모로 커질", "국내 게임산업 매출": a whole trade.
_MARKET = re.compile(
    r"(?:시장은|시장이|시장\ 규모)\ [^.]{0,40}(?:성장|커[질졌지]|이를|형성|달할|불어|추산|추정)"
    r"|[가-힣][이가]\ (?:추산|추정)한\ "
    r"|전국\ (?:[가-힣]{1,6}\ )?[가-힣]{0,4}(?:기업|업체|소상공인|자영업자)(?:의|은|는)\ "
    r"|(?:미국|일본|중국|유럽|독일|영국)의\ (?:[가-힣]{1,6}\ ){0,3}"
    r"(?:예산|시장|투자|지원)[은는이가]\ "
    r"|(?:국내|전국|세계|글로벌)\ (?:[가-힣·A-Za-z]{1,8}\ ){0,2}"
    r"(?:[가-힣]{1,6}(?<!기)업\ (?:종사자|매출|수출|생산|고용)"
    r"|[가-힣·A-Za-z]{0,8}(?:산업|업계|시장)[은는이가의]?\ (?=[^,.]{0,12}(?:매출|수출|규모"
    r"|생산|고용|종사자|성장|점유|거래))(?![^,.]{0,10}[을를]\ 위))"
)
_CUT = re.compile(r"[,.]\ |[가-힣](?:고|며)\ ")
# "5000개 중 상생형(1300개)을 제외한 3700개": of which, and which not.
_LEFT_OUT = re.compile(
    r"(?:\ (?:가운데|중)\ [^.]{0,40})?\)?[을를]?\ (?:제외한|제외하고|뺀|빼고)"
    r"|\ (?:가운데|중)\ [^.]{0,40}\)?[을를]?\ (?:제외한|뺀)\ [^.]{0,12}[0-9]"
)
_OF_EACH = re.compile(r"(?:(?<!연도)별로?|(?<!해)마다|당)\ $")
_TOP = re.compile(r"상위\ (?:약\ )?$")  # 수상자 상위 15팀에는
_IN_SIGHT = re.compile(r"(?:\ [가-힣]{1,6})?[을를이가]\ (?:눈앞|코앞|바라보)")
# "전국 18개 테크노파크 경영평가에서": among how many
_RATED = re.compile(r"\ ?[가-힣A-Za-z]{0,10}\ (?:[가-힣]{1,6}\ )?[가-힣]{0,6}평가(?:에서|\ 결과)")
# "대상은 지난해 수출액이 100만 달러 이하인 곳이다"
_WHO_MAY = re.compile(r"\s*(?:[가-힣]{1,4}\ )?대상은\ ")
_DAILY = re.compile(r"(?:하루|1일|일일)에?\ (?:평균\ |최대\ |약\ )?$")
_TRADED = frozenset(["company", "institution", "person", "team"])
_SIZED = re.compile(r"인\ (?:이|그)\ (?:회사|기업|업체|공장|가게)")  # 직원 9명인 이 회사는
# "1만 명 가운데 60%인 6천 명": how large a part, said beside the number itself
_PART = re.compile(r"(?:인|에\ (?:해당|달)하는)\ (?:약\ |총\ )?[0-9]")
_RATE_OF = re.compile(r"[률율]\ (?:약\ )?$")
_SOURCE = (
    r"(?:\ [가-힣]{1,6}(?:본부|지부|지회|연구원))?(?:\([^()]*\))?"
    r"(?:에\ 따르면|[은는이가의]\ |\ (?:자료|통계|조사|집계|발표))"
)
_IF = re.compile(r"[을를이가]?\ [가-힣]{1,4}(?:더라도|라면|려면|다면)\ ")  # 100억 원을 쓰더라도
_OF_ALL = re.compile(r"(?:전체|총수|전국)의\ $")  # a share
_OWN_SHARE = re.compile(r"자부담[률은을이]*\ [^,.]{0,6}$")  # what they pay themselves
# "공급업체 281개": those who deliver, not those who are supported.
_SUPPLIERS = re.compile(r"(?:공급(?:업체|기업|사)|수행기관)[은는이가]?\ (?:모두\ |총\ )?$")
_SUPPLYING = re.compile(
    r"(?:\ [가-힣A-Za-z]{1,8})?[을를이가]\ (?:공급(?:업체|기업|사)|수행기관)(?:으로|로)\ "
)
_FORMER = re.compile(r"에서\ [0-9]")  # 직원을 11명에서 28명으로
_TERMS = frozenset(["award_max", "support_rate", "interest_rate", "guarantee_rate"])
_STAFF = frozenset(["jobs_maintained", "attendees"])
_APPLYING = frozenset(["person", "project", "item", "case", "region", "institution"])
_BACK = 40


@cache
def _strangers() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load("cues")["others"]["strangers"]))
    # `무역협회 등과 상담회를 열었다`: a body that helps says nothing of the country
    return re.compile(rf"(?:{words})(?:(?<![회행청])|(?={_SOURCE}))")


def strangers_from(sentence: str) -> int | None:
    """Where a sentence turns to the country, a market, those without support, a study; or None."""
    patterns = (_strangers(), _STUDIED, _MARKET)
    found = (pattern.search(sentence) for pattern in patterns)
    return min((match.start() for match in found if match is not None), default=None)


def is_of_all(sentence: str) -> bool:
    """Whether a sentence of an article on one place turns to the whole country: `전국 17개 …의`."""
    return _ALL_OVER.match(sentence.lstrip()) is not None


def is_other(
    sentence: str, start: int, end: int, quantity: Quantity, measure: str, own: bool = False
) -> bool:
    """Whether the figure at `[start, end)` of `sentence` is no claim of the article's own.

    `own` says that those who are quoted speak for the matter: in a headline, and where the matter
    is one firm.
    """
    return (
        (not own and _quoted(sentence, start, quantity))
        or _is_threshold(sentence, start, end, quantity, measure)
        or (
            quantity.bound != "exact"
            and measure in _OWN_TRADE
            and _MUST_BE.search(sentence, end) is not None
        )
        or _IF.match(sentence, end) is not None
        or _RANKED.match(sentence, end) is not None
        or (_SHORT_OF.match(sentence, end) is not None and "목표" not in sentence)
        or (quantity.unit == "person" and _SIZED.match(sentence, end) is not None)
        or (measure in _STAFF and _is_former(sentence, start, end))
        or _is_mean(sentence, start, end, quantity, measure)
        or _is_party(sentence, start, end, quantity)
        or (measure in _OWN_TRADE and _LONE.search(sentence, 0, start) is not None)
        or (quantity.kind == "percent" and _is_of_many(sentence, start, end, measure))
        or (
            quantity.kind == "count"
            and _BESIDE.search(sentence[max(0, start - 8) : start]) is not None
        )
        or (quantity.span.quote.endswith("대") and _ROUNDED.search(sentence, 0, start) is not None)
        or (quantity.kind == "money" and measure in _OWN_TRADE and _is_size(sentence, start, end))
    )


def _is_of_many(sentence: str, start: int, end: int, measure: str) -> bool:
    """Whether a rate is of a whole population, or of those who were asked."""
    if _POPULATION.search(sentence, max(0, start - 60), start):
        return True
    if "(" in sentence[:start] and _HELD_AGAINST.match(sentence, end):
        return True
    if sentence[max(0, start - 2) : start] == "의 " and _SHARE.match(sentence, end):
        return True
    beside = sentence.startswith(")", end) and not measure.endswith("_growth")
    if (beside and _BESIDE.search(sentence, max(0, start - 8), start)) or _KIND.match(
        sentence, end
    ):
        return True
    return measure != "satisfaction" and _ANSWERED.match(sentence, end) is not None


def _is_size(sentence: str, start: int, end: int) -> bool:
    """`매출 1000억 기업 250개`: how large the firms are that are counted."""
    return _WHICH.match(sentence, end) is not None and "매출" in sentence[max(0, start - 6) : start]


def _is_former(sentence: str, start: int, end: int) -> bool:
    """Whether those who worked are told of only to say from how few it rose."""
    return (
        _FORMER.match(sentence, end) is not None
        or _BEGAN.match(sentence, end) is not None
        or _AT_FIRST.search(sentence, max(0, start - 20), start) is not None
    )


def _quoted(sentence: str, at: int, quantity: Quantity) -> bool:
    """Whether the figure is in the mouth of someone who does not speak for the matter.

    Nobody is named beside the answers of an interview: those are of the one it is with.
    """
    if sentence.count('"', 0, at) % 2 == 0 or _OFFICIAL.search(sentence):
        return False
    if _MEMBER.search(sentence, 0, at) and quantity.value >= _OF_RECORD.get(quantity.kind, 0):
        return False  # members of a council speak from its records, but of trifles by example
    return not sentence.lstrip().startswith('"') or _ATTRIBUTED.search(sentence) is not None


def _is_threshold(sentence: str, start: int, end: int, quantity: Quantity, measure: str) -> bool:
    """Whether it says who may apply, or what has to be kept: `90점 이상을 지켰다`."""
    if sentence.startswith((" 만점", "만점"), end):
        return True
    if measure not in _TERMS and _MUST.match(sentence, end):
        return True
    if quantity.bound == "exact":
        return False
    counted = quantity.unit in ("company", "team", "household")
    who = not counted and measure not in _TERMS
    if (who and _ELIGIBLE.search(sentence)) or _STREAK.search(sentence, max(0, start - 8), start):
        return True
    if who and _WHO_MAY.match(sentence):
        return True
    if counted and _DEFINES.search(sentence):
        return True
    if _AND_WHICH.match(sentence, end):
        return True
    if "여" not in quantity.span.quote and _SIZE_OF.match(sentence, end):
        return True
    if quantity.bound == "range" and quantity.unit == "person" and _SIZE_CLASS.match(sentence, end):
        return True
    which = quantity.unit not in ("company", "team", "site") and quantity.bound != "about"
    return which and _WHICH.match(sentence, end) is not None


def _is_mean(sentence: str, start: int, end: int, quantity: Quantity, measure: str) -> bool:
    """Whether a sum or number is what there is of it for each on an average."""
    if quantity.kind not in ("money", "count") or measure == "award_max":
        return False
    if quantity.unit == "person" and quantity.value % 1:
        return True  # 2.6명
    if _MEAN_OF.match(sentence, end):
        return True
    return _MEAN.search(sentence[max(0, start - _BACK) : start]) is not None


def _is_party(sentence: str, start: int, end: int, quantity: Quantity) -> bool:
    """Whether those counted applied, were met or asked for more: nothing was done for them."""
    if quantity.unit == "person" and sentence.startswith((" 모집에 ", " 선발에 "), end):
        return True
    if quantity.unit in _APPLYING and _APPLIED.match(sentence, end):
        return True
    if quantity.unit == "person" and _CROWDED.match(sentence, end) and _CONTEST.search(sentence):
        return True
    if quantity.unit == "company" and (
        _SUPPLIERS.search(sentence, max(0, start - 14), start) or _SUPPLYING.match(sentence, end)
    ):
        return True
    if quantity.unit in _TRADED and _COUNTERPART.match(sentence, end):
        return True
    if quantity.unit in _TRADED and (
        _ANSWERING.search(sentence, max(0, start - 20), start) or _ASKED.match(sentence, end)
    ):
        return True
    if quantity.unit == "person" and _MADE_OF.match(sentence, end):
        return True
    return quantity.kind == "count" and _WANTED.match(sentence, end) is not None


def may_be_claimed(sentence: str, start: int, end: int, quantity: Quantity, paid: bool) -> bool:
    """Whether no word beside the figure calls it a price, a prize, a fine, a jury of seven.

    `paid` says that the price named is what applicants get or have saved.
    """
    behind = _none_behind().match(sentence, end)
    if behind and not (quantity.kind == "count" and behind[0].endswith("상금")):
        return False
    if _LEFT_OUT.match(sentence, end):
        return False
    if (
        sentence.startswith("씩", end)
        and quantity.kind == "count"
        and _OF_EACH.search(sentence, max(0, start - 8), start)
    ):
        return False  # 자치구별로 1곳씩
    if quantity.kind == "count" and (
        _TOP.search(sentence, max(0, start - 6), start)
        or ("평가" in sentence and _RATED.match(sentence, end))
    ):
        return False
    if _IN_SIGHT.match(sentence, end):
        return False
    if sentence.startswith("당 ", end) or _DAILY.search(sentence, max(0, start - 10), start):
        return False  # 1억원당 3명
    if quantity.unit == "person" and _none_who().search(sentence, max(0, start - 14), start):
        return False
    if quantity.unit == "percent" and _OWN_SHARE.search(sentence, max(0, start - 14), start):
        return False
    if quantity.unit == "percent" and _OF_ALL.search(sentence, max(0, start - 8), start):
        return False
    part = quantity.unit == "percent" and _PART.match(sentence, end)
    if part and not _RATE_OF.search(sentence, max(0, start - 6), start):
        return False
    near = max(0, start - 14)
    clause = max((cut.end() for cut in _CUT.finditer(sentence, near, start)), default=near)
    return paid or _none().search(sentence, clause, end) is None


@cache
def _none() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load("cues")["others"]["none"]))
    return re.compile(rf"(?:{words})(?!\ ?(?:지원|감면|보조|할인))")


@cache
def _none_who() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load("cues")["others"]["none_who"]))
    return re.compile(rf"(?:{words})[은는이]?\ (?:모두\ |총\ )?$")


@cache
def _none_behind() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load("cues")["others"]["none_behind"]))
    return re.compile(rf"[^,.0-9]{{0,6}}(?:{words})")
