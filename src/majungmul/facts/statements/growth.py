"""Rates of growth, and sums by which a budget was raised or cut."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from majungmul.facts.tables import load

_BACK = 60
_NOTHING = ""
# What the rate tells by which the figure before it moved: `수출이 12억 달러로 8% 늘었다`.
RATE_OF = {
    "revenue": "revenue_growth",
    "export_value": "export_growth",
    "jobs_maintained": "employment_growth",
    "new_hires": "employment_growth",
}
# What moved: the word with a particle, and the one before it where that only counts (고용 인원은).
_MARKED = re.compile(
    r"(?:[가-힣A-Za-z0-9)]+\ (?:인원|규모|실적|성과|총액|금액|수|증가율|효과|창출)"
    r"|[가-힣A-Za-z0-9)]+\ (?:및|등)\ [가-힣]{1,6}\ (?=(?:증가|상승|성장|신장)[률율]))?"
    r"[가-힣A-Za-z0-9)]*(?:(?<![받같많적높낮맺있없않하되들얻찾뽑])(?<!년에)(?<!해에)(?<!반기에)"
    r"(?<!분기에)(?<!기간에)(?<!올해)(?<!지난해)(?<!작년)(?<!내년)[은는]"
    r"|(?<![였했았었])[이가도을를])\ "
)
# "8% 증가한 2조 원": what it grew to.
GROWN = re.compile(
    r"(?:(?:증가|감소|성장|상승|확대|하락|급증|급감)한|늘어난|줄어든|오른|늘린|줄인|많은|적은|불어난|깎인"
    r"|증액된|감액된)"
    r"\ (?:총\ |약\ )?$"
)
_TRADED = re.compile(r"투자|계약|상담|판매|거래|수주|생산|(?:보증|대출|융자)(?!\)?에\ )")
# "216억 원 늘어난 894억 원": by how much, before what it came to.
_BY = re.compile(
    r"(?:\([^()\n]{1,12}\))?(?:이나)?\ (?:더\ )?"
    r"(?:늘어난|줄어든|많은|적은|불어난|깎인|(?:증가|감소)한|[증감]액된)"
    r"\ (?:약\ |총\ )?[0-9]"
)
_CUT = re.compile(r"(?:을|를|이|가)?\ ?(?:더\ )?(?:깎|삭감|감액|증액)")
# "매출 8%, 임금 5% 증가": each of a row has its own noun.
_ITEM = re.compile(
    r"(?:%p?|[0-9][명건개])(?:\ [가-힣]{2,3})?,\ ((?!평균|각각|약\ |총\ |전년|지난|올해)"
    r"[가-힣A-Za-z·]{2,8}(?:\ [가-힣]{1,4})?\ )$"
)
# "매출과 수출은 각각 23%, 57% 증가했다": one rate for each of two
_EACH_OF = re.compile(
    r"([가-힣]{2,8})[과와]\ ([가-힣]{2,8}[은는이가도]\ )(?:[^.,0-9]{1,14}\ )?각각\ ([0-9.]+%,\ )?$"
)
_NEXT_CLAUSE = re.compile(r"(?:[하되열늘줄]고|며|지만|는데),?\ ")
_NEXT = re.compile(r"[가-힣](?:고|며|지만|는데)\ ")  # another thing moved before this
# A noun right before the figure (산업재해 17%); not how much, since when or against what.
_BARE = re.compile(
    r"[가-힣]{2,}(?<!보다)(?<!대비)(?<!내리)(?<!연속)(?<!평균)(?<!모두)(?<!각각)(?<!동안)(?<!만에)"
    r"(?<!다시)\ $"
)
# "48% 증가한 1,878억의 매출액": what grew is named behind what it came to
_LED_TO = re.compile(
    r"\ ?(?:증가한|늘어난|성장한|오른|불어난)\ (?:약\ |총\ )?"
    r"[0-9][0-9,.조억만천백\ ]*(?:원|달러)?의\ "
)
_REACHED = ("보다", "에서", "으로", "로", "까지", "과 비교", "와 비교")
_THAN = re.compile(
    r"(?:보다|대비|에\ 비해|에서"
    r"|[과와에]\ (?:견주면|견줘|비교하면|비교해|비교했을\ 때|비교하였을\ 때))"
    r"(?:[^.]|\.(?=[0-9])){0,16}$"
    r"|[0-9]억?\ ?원?으로\ (?:[0-9.]+%\()?$|[0-9]억?\ ?원이던\ [^.]{0,12}$"
)


class _Words(NamedTuple):
    moved: re.Pattern[str]
    fallen: re.Pattern[str]
    topic: re.Pattern[str]
    measures: dict[str, str]


@cache
def _words() -> _Words:
    table = load("cues")["growth"]
    moved = _any(table["moved"])
    return _Words(
        re.compile(
            rf"(?:\([^()\n]{{1,12}}\))?\s?[^,.0-9]{{0,10}}?(?:{moved})"
            rf"|,?\s?[^,%\n]{{1,16}}%[^,.%]{{0,8}}각각\s?[^,.]{{0,6}}?(?:{moved})"
            # "매출은 17.8%, 수출은 13.2% 늘었다": one verb for all of a row
            rf"|(?:\)?(?:,|[과와](?!\s(?:견|비교|같)))\s[^,\n]{{2,40}}?(?:%p?|[원명개건곳])(?=[,)\s씩이가을를은는])\)?){{1,3}}\s?[^,.0-9%]{{0,6}}?(?:{moved})"
        ),
        re.compile(rf"(?:\([^()\n]{{1,12}}\))?\s?[^,.0-9]{{0,10}}?(?:{_any(table['fallen'])})"),
        re.compile(
            rf"(?:{_any(table['topics'])})(?!기업|업체|바우처|지원|산업|시장|센터|노동|박람|상담|보험"
            r"|\ ?(?:[가-힣]{1,3}\ ?)?(?:분야|부문|사업|예산))"
        ),
        table["topics"],
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def moved(sentence: str, end: int) -> bool:
    """Whether the figure that ends at `end` is one by which something rose or fell."""
    return _words().moved.match(sentence, end) is not None


def is_step(sentence: str, end: int) -> bool:
    """Whether the figure is the step itself (`3점 올랐다`), not what it was measured from."""
    end += sentence.startswith(")", end)
    if not moved(sentence, end):
        return False
    by = sentence.endswith(("내외", "안팎", "가량"), 0, end)  # 18% 내외로 증가했다
    return by or not sentence.startswith(_REACHED, end)


def names_topic(sentence: str, start: int) -> bool:
    """Whether some word before the figure at `start` is marked as what is spoken of."""
    return _MARKED.search(sentence, 0, start) is not None or (
        _BARE.search(sentence, max(0, start - 16), start) is not None
    )


def rate(sentence: str, start: int, end: int) -> str | None:
    """The measure of a rate by which something moved; empty where what moved has none.

    `매출 18%, 고용 9% 각각 증가`: what moved stands before the number, that it moved after. None
    where nothing moved.
    """
    if not is_step(sentence, end):
        return None
    before = sentence[max(0, start - _BACK) : start]
    before = before[max((cut.end() for cut in _NEXT.finditer(before)), default=0) :]
    if two := _EACH_OF.search(before):
        before = two[2 if two[3] else 1]
    elif item := _ITEM.search(before):
        before = item[1]
    named = list(_MARKED.finditer(before))
    topics = list(_words().topic.finditer(before, named[-1].start() if named else 0))
    if step := _words().moved.match(sentence, end):  # 40%의 매출 성장
        own = [] if "," in step[0] else list(_words().topic.finditer(sentence, end, step.end()))
        if not (own or topics) and (sum_ := _LED_TO.match(sentence, end)):
            own = list(_words().topic.finditer(sentence, sum_.end(), sum_.end() + 8))
        topics = own or topics
    return _words().measures[topics[-1][0]] if topics else _NOTHING


def is_fall(sentence: str, end: int, measure: str) -> bool:
    """Whether a change is told as a fall (`12% 감소`, `28억 원이 깎였다`)."""
    changing = measure.endswith(("_growth", "_change"))
    return changing and _words().fallen.match(sentence, end) is not None


def is_change_of_budget(sentence: str, start: int, end: int) -> bool:
    """`올해보다 35억 원 늘린`, where what was raised is a budget: no trade is named before it."""
    before = sentence[max(0, start - 44) : start]
    before = before[max((cut.end() for cut in _NEXT_CLAUSE.finditer(before)), default=0) :]
    if GROWN.search(before):
        return False
    changed = is_step(sentence, end) and _THAN.search(before) is not None
    changed = changed or _BY.match(sentence, end) is not None
    changed = changed or _CUT.match(sentence, end) is not None
    if not changed or _TRADED.search(before) or _words().topic.search(before):
        return False
    return not _is_of_trade(sentence, end)


def _is_of_trade(sentence: str, end: int) -> bool:
    """Whether what moved is named behind the figure: `16억원의 매출 증가`."""
    step = _words().moved.match(sentence, end)
    return step is not None and _words().topic.search(sentence, end, step.end()) is not None


def came_to(sentence: str, end: int) -> int | None:
    """Where the sum stands to which that before `end` led: `41억 원 늘어난 620억 원`."""
    led = _BY.match(sentence, end)
    return led.end() - 1 if led else None


def is_more(sentence: str, start: int, end: int) -> bool:
    """`지난해보다 12곳 늘었다`: how many more there are, not how many."""
    before = sentence[max(0, start - 24) : start]
    if GROWN.search(before):
        return False
    more = is_step(sentence, end) and _THAN.search(before) is not None
    more = more and not _is_of_trade(sentence, end)
    return more or _BY.match(sentence, end) is not None


def is_more_work(sentence: str, start: int, end: int) -> bool:
    """`고용은 전년보다 187명 늘었다`: a number of people by which employment rose."""
    if not moved(sentence, end) or is_fall(sentence, end, "employment_growth"):
        return False
    return rate(sentence, start, end) == "employment_growth"
