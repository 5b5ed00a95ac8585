"""What earlier sentences leave to later ones: whom they speak of, where, when and of what."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from majungmul.facts.scan.scanner import Scan
from majungmul.terms import Quantity, Statement, StatementPeriod, Status

from . import cues, growth, status
from .clock import Clock, reaches
from .columns import Columns
from .outright import Measured
from .sentences import Sentence
from .speakers import Speakers

_MOST_OF_A_YEAR = 300
_GUESSED = 0.5  # told by the unit alone
_THIS = re.compile(r"\s*이는\ [^.은는이가]{0,24}(?:대비|보다)\ (?:약\ )?")
_ROSE = re.compile(
    r"(?:가량)?\ ?(?:더\ )?(?:늘어난|늘린|많은|줄어든|줄인|적은|(?:증가|확대|증액|감액|감소)[한된])"
    r"\ (?:규모|금액|액수|수준|것)"
)
_LEAST, _WEAK, _CARRIED, _TOLD, _HEADING = 0.5, 0.62, 0.6, 0.9, 40
_MEANS = frozenset(["budget", "award_max", "support_rate", "interest_rate"])
_LENT = frozenset(["loans", "guarantees"])
_TO_SUM = re.compile(r"[0-9][조억만천]*\ ?(?:원|달러)(?:으로|로)\ (?:약\ )?$")  # 3억달러로 14%
_PUT_IN = ("을 투자", "를 투자", "원 투자")
_REACHED = frozenset(["companies_supported", "companies_selected"])
_TO_RATE = re.compile(r"(?:으로|로)\ (?:약\ )?[0-9.]+%\ ?(?:늘|증가|감소|줄|성장)")
_SUPPLIED = re.compile(r"공급|보증|융자|대출")
_IS_HELD = re.compile(r"(?:올해|지난해|작년|전년|현재|이미|기존)[^.,]{0,10}$")
_MARKS = " \n\t-○□●■◦·*0123456789.()ⅠⅡⅢⅣⅤ"
_TO_COME = re.compile(r"계획|예정|향후|앞으로|목표|추진\ ?방향|방안")
# "74개사를 키웠다": what was nurtured was supported; what is to be, is chosen first.
_NURTURED = re.compile(
    r"[^.,0-9]{0,24}?(?<!선정·)(?<!선발·)(?:육성|키[우워웠]|길러|보육"
    r"|발굴(?:·|[가-힣]{1,2}\ (?:집중\ )?)(?:지원|육성))"
)
_INCLUDED = re.compile(r"[이가]\ (?:포함|들었|들어|뒤를|뒤따|이름을\ 올)")
_ITEM, _PARTS = re.compile(r"[△▲▷▦▪]\ ?[^△▲▷▦▪0-9]{1,24}$"), re.compile(r"\ *[-·∙▪*]\ ")
# "20억 원을 지원해": by these a sum is a budget, whatever was told before.
_GIVEN = re.compile(
    r"[을를이가의]?\ (?:규모의?\ )?(?:[가-힣]{1,8}\ ){0,2}(?:지원|투입|들|쓰|쓴|푼|풀|붓|배정|편성"
    r"|마련|확보|출연|보태|보탠|내놓|반영|투자|책정|사업|예산)"
)
_TOPIC = re.compile(r"[은는도이가]\ ")
_COPULA = re.compile(
    r"(?:,\ [^,.0-9]{1,24}[0-9][0-9,.조억만천백\ ]*원)*(?:이다|이며|이고|입니다|다)(?=[., ])"
)
_BUDGETS = frozenset(["budget", "budget_change"])
_NOMINAL = re.compile(
    r"(?:지원|모집|선정|사업)\ ?(?:규모|대상|인원|금액|예산|물량)[은는]\ [^.,]{2,40}"
    r"(?:이다|다|입니다)\.?$"
)
_NOT_CARRIED = frozenset(["budget_change", "award_max"])
_SHARES = re.compile(
    r"(?:분야|부문|항목|사업|세부|재원|용도|단계|유형|지역|업종|장르|규모|연령|시군)"
    r"(?:별로?|적으로)|이\ (?:가운데|중)"
)
_DIVIDED = re.compile(
    r"[가-힣]{1,6}별로?(?:는|\ 보면)?\ |(?:[가-힣]{1,6}\ ){0,3}(?:기업|업체|곳|팀|과제)\ "
    r"(?:가운데|중)(?:에서)?[는엔]?\ |(?:업종|지역|분야|부문|규모|시군|권역|단계|유형)으?로는\ "
)
_IN_ALL = re.compile(r"(?:등|순)이다[.\"]?\s*$")
_SET = re.compile(r"[^,.]{0,12}(?:잡았|정했|짰|책정|편성|배정|반영|담았|담겼)")
# "이는 당초 목표 …", "이를 80억 달러로 끌어올린다", "지난해에는 …": the thing told before.
_SAME = re.compile(
    r"(?:모두\ |다\ )?(?:합치면|더하면|통틀어)\ |이는\ |당초\ |[^.]{0,12}목표"
    r"|(?:[^.,]{0,24}\ )?(?:이를|이보다|이\ 같은)\ "
    r"|(?:지난해|올해|내년|작년|[0-9]{4}년|[상하]반기)(?:에는|엔|는|은)\ "
    r"|(?:(?:지난해|작년|전년)\ )?(?:같은\ 기간|동기)\ |[0-9]{4}년\ [0-9]"
)
_RAISED = re.compile(
    r"(?:으로|로|까지)\ (?:[가-힣]{1,4}\ )?(?:확대|늘|키우|키워|높|끌어올|줄|불어|올|낮"
    r"|성장|증액|감액)|(?:을|를)\ (?:채우|채운|넘기|넘긴|넘어|돌파|달성|이루|목표로)"
    r"|\)?(?:보다|\ 대비|에\ 비해|[과와]\ 비교)|에서\ [0-9.]+배"
)
_HELD = re.compile(r"\)?(?:보다|에서|\ 대비|에\ 비해|[과와에]\ (?:비교|견))")
_ASIDE = re.compile(r"\((?:[0-9]{4}년|지난해|작년)\ $")
_COMPARED = re.compile(r"\)?(?:보다|\ 대비|에\ 비해|[과와]\ 비교)")


class Context:
    """What is known when a sentence begins, and what its figures then say."""

    def __init__(self, scan: Scan, published: date | None) -> None:
        self.published = published
        self.clock = Clock(published)
        self.speakers = Speakers(scan)
        self.columns = Columns()
        self.draft: StatementPeriod | None = None  # the coming year whose budget it is about
        self.at = self.before = 0  # where this sentence starts, and the one before it in the line
        self.paragraph, self.text = -1, ""
        self.begun = 0  # where its line begins, or the one above that it divides
        self.heading, self.headed = "", -1  # a short line, and the number of the line below it
        self.topic: list[cues.Hit] = []  # of a short sentence without figures, and its line
        self.opened = -1
        self.told: Status = "actual"  # the status of the claim before
        self.latest = ""  # the measure told last
        self.last: dict[str, Statement] = {}  # the latest of each unit that is no comparison

    def enter(self, sentence: Sentence) -> None:
        """Go on to `sentence`."""
        self.before = self.at if sentence.paragraph == self.paragraph else sentence.start
        self.at = sentence.start
        if sentence.paragraph != self.paragraph:
            divides = _DIVIDED.match(sentence.text.lstrip())
            self.begun = self.begun if divides else sentence.start
        if sentence.paragraph != self.paragraph and _is_heading(self.text):
            self.heading, self.headed = self.text, sentence.paragraph
            if not any(map(str.isdigit, self.text.lstrip(_MARKS))):
                self.told = "planned" if _TO_COME.search(self.text) else "actual"
        plain = self.text.strip()
        if sentence.paragraph != self.paragraph:
            self.opened = -1
        elif len(plain) <= _HEADING and not any(map(str.isdigit, plain)):
            marked = (hit for hit in cues.find(plain) if _TOPIC.match(plain, hit.end))
            self.topic, self.opened = list(marked), sentence.paragraph
        self.paragraph, self.text = sentence.paragraph, sentence.text
        self.clock.enter(sentence)
        self.speakers.enter(sentence)
        self.columns.enter(sentence)

    def carry_on(
        self, sentence: Sentence, quantity: Quantity, measured: Measured | None
    ) -> Measured | None:
        """`measured`, or what the last figure of the unit measured where the sentence goes on."""
        last = self.last.get(quantity.unit)
        if measured is None and (rate := self._rate(sentence, quantity)):
            return rate
        if quantity.unit == "percent" and self._rose(sentence, quantity):
            return Measured("budget_change", _CARRIED)
        if measured and last and self._is_invested(sentence, quantity, measured, last):
            return Measured(last.measure, _CARRIED)
        if column := self.columns.measure(sentence, quantity):
            return Measured(column, _TOLD)
        if measured and (not measured.measure or measured.confidence >= _WEAK):
            return measured
        unsaid = measured is None or measured.confidence < _LEAST
        if unsaid and (named := self._under_heading(sentence, quantity)):
            return named
        weak = measured is None or measured.confidence <= _GUESSED
        if weak and (topic := self._of_topic(sentence, quantity)):
            return topic
        if last is None:
            return measured
        return self._gone_on(sentence, quantity, measured, last)

    def _rose(self, sentence: Sentence, quantity: Quantity) -> Statement | None:
        """The budget just told whose change a rate is: `이는 전년보다 8% 늘어난 규모다`."""
        last, start = self.last.get("KRW"), quantity.span.start - sentence.start
        if last is None or last.measure != "budget" or last.quantity.span.start < self.before:
            return None
        led = _THIS.fullmatch(sentence.text, 0, start)
        return (
            last if led and _ROSE.match(sentence.text, quantity.span.end - sentence.start) else None
        )

    def _is_invested(
        self, sentence: Sentence, quantity: Quantity, measured: Measured, last: Statement
    ) -> bool:
        """Whether a firm puts in what it agreed to before: `30억원을 투자해 공장을 짓는다`."""
        put_in = sentence.text.startswith(_PUT_IN, quantity.span.end - sentence.start)
        return put_in and measured.measure == "budget" and last.measure == "investment_attracted"

    def _gone_on(
        self, sentence: Sentence, quantity: Quantity, measured: Measured | None, last: Statement
    ) -> Measured | None:
        """What `last` measured, where the sentence divides it or tells of it again."""
        if last.measure == "attendees":
            return measured  # those of one day say nothing of later counts
        carried = Measured(last.measure, _CARRIED)
        if last.measure == "jobs_maintained" and growth.is_step(
            sentence.text, quantity.span.end - sentence.start
        ):
            carried = Measured("new_hires", _CARRIED)  # `대전 특구가 202명 늘어`
        end, since = quantity.span.end - sentence.start, last.quantity.span.start
        guessed = measured is None or measured.confidence <= _GUESSED
        shared = _DIVIDED.match(sentence.text.lstrip()) is not None
        raised = _RAISED.match(sentence.text, end) is not None
        if quantity.kind == "money" and guessed and _TO_RATE.match(sentence.text, end):
            return carried  # `라면이 6억달러로 14% 늘었고`
        if measured is None or measured.confidence < _LEAST:
            part = self._is_item(sentence, quantity) or _INCLUDED.match(sentence.text, end)
            if quantity.kind in ("count", "point") and part:
                return carried
        if quantity.unit == "KRW" and shared and (last.measure == "budget" or since >= self.begun):
            return carried  # `유형별로는 융자가 1조 …`: shares of the sum
        lent = last.measure in _LENT and _SUPPLIED.search(sentence.text) is not None
        moved = growth.moved(sentence.text, end) or growth.came_to(sentence.text, end)
        if quantity.unit == "KRW" and guessed and lent and not moved:
            return carried
        changed = quantity.unit == "KRW" and guessed and last.measure in _BUDGETS
        if changed and growth.is_step(sentence.text, end):
            return Measured("budget_change", _CARRIED)  # `R&D도 60억원이 늘었다`
        if quantity.kind == "percent":
            held = _COMPARED.match(sentence.text, end)
            again = raised and since >= (self.before if held else sentence.start)
            return carried if again or (shared and since >= self.before) else measured
        if measured and self._goes_on(sentence, quantity, last):
            return carried
        if raised or _SAME.match(sentence.text.lstrip(_MARKS)):
            return carried
        near = since >= min(self.before, self.begun) or last.measure in _REACHED
        return carried if shared and guessed and near else measured

    def _under_heading(self, sentence: Sentence, quantity: Quantity) -> Measured | None:
        """`◇ 입주 현황`, a question: what the line above asks for, where the words tell nothing."""
        if self.headed != sentence.paragraph or quantity.kind == "percent":
            return None
        told = cues.told_by_nouns(cues.find(self.heading), 0, _HEADING, quantity.unit)
        return Measured(told, _CARRIED) if told else None

    def _of_topic(self, sentence: Sentence, quantity: Quantity) -> Measured | None:
        """`특허도 꾸준하다. 국내 출원 184건, …`: what a sentence without figures began with."""
        if self.opened != sentence.paragraph or quantity.kind == "percent":
            return None
        told = cues.told_by_nouns(self.topic, 0, _HEADING, quantity.unit)
        return Measured(told, _CARRIED) if told else None

    def _goes_on(self, sentence: Sentence, quantity: Quantity, last: Statement) -> bool:
        """`매출은 … 이다. 기업지원단이 2688억 원`: a bare sum is of what the paragraph tells."""
        if quantity.unit != "KRW" or last.quantity.span.start < self.begun:
            return False
        return _GIVEN.match(sentence.text, quantity.span.end - sentence.start) is None

    def _is_item(self, sentence: Sentence, quantity: Quantity) -> bool:
        """`- 게임 28개사, 웹툰 39개사`, `△인증 71개사 △홍보 274개사`: parts of the number above."""
        before = sentence.text[: quantity.span.start - sentence.start]
        return _ITEM.search(before) is not None or _PARTS.match(sentence.text) is not None

    def _rate(self, sentence: Sentence, quantity: Quantity) -> Measured | None:
        """`2년 내리 25% 성장했다`: where the sentence says not what grew, it is what was told."""
        start, end = (at - sentence.start for at in (quantity.span.start, quantity.span.end))
        told = growth.RATE_OF.get(self.latest)
        if told is None or quantity.unit != "percent" or not growth.is_step(sentence.text, end):
            return None
        of_sum = _TO_SUM.search(sentence.text, max(0, start - 16), start) is not None
        named = not of_sum and growth.names_topic(sentence.text, start)
        return None if named else Measured(told, _CARRIED)

    def state(self, sentence: Sentence, quantity: Quantity, measured: Measured) -> Statement:
        """The claim that a figure of `sentence` makes."""
        start, end = quantity.span.start - sentence.start, quantity.span.end - sentence.start
        last, measure = self.last.get(quantity.unit), measured.measure
        if growth.is_fall(sentence.text, end, measure):
            quantity = replace(quantity, value=-quantity.value)
        told, period = self._when(sentence, start, end, quantity, measure, last)
        if measure == "companies_selected" and told == "actual":
            measure = "companies_supported" if _NURTURED.match(sentence.text, end) else measure
        named = self.speakers.of(quantity.span.start, measure)
        stated = Statement(
            quantity,
            measure,
            named.subject if named else None,
            period,
            (named.place if named else None) or self.speakers.place,
            told,
            measured.confidence,
        )
        self.latest = measure
        if not status.is_bare(sentence.text):
            self.told = told
        if not _HELD.match(sentence.text, end) and measure not in _NOT_CARRIED:
            whole = last if last and last.measure == measure and _is_share(sentence.text) else None
            self.last[quantity.unit] = whole or stated
        return stated

    def _when(
        self,
        sentence: Sentence,
        start: int,
        end: int,
        quantity: Quantity,
        measure: str,
        last: Statement | None,
    ) -> tuple[Status, StatementPeriod | None]:
        """Whether it was done, is planned or aimed at, and for what days."""
        if measure == "budget_change" and (budget := self._rose(sentence, quantity)):
            return budget.status, budget.period
        period, here = self.clock.period(sentence.text, start, end, quantity, measure)
        today, means, at = self.published, measure in _MEANS, (sentence.text, start, end)
        ahead = _is_ahead(period, today)
        told = status.status(sentence.text, start, end, ahead, measure)
        if ahead and not here and not _SET.match(sentence.text, end):
            # a coming year that an earlier paragraph spoke of is not that of a thing done
            told = status.status(sentence.text, start, end, False, measure)
            period = None if told == "actual" else period
        if sentence.role == "body" and told == "actual" and status.is_bare(sentence.text):
            told = "actual" if here and _is_over(period, today) else self.told
        aside = _ASIDE.search(sentence.text, max(0, start - 8), start)
        if aside and _is_over(period, today):
            told = "actual"  # a target, and beside it what was: 148억 달러(2020년 119억 달러)
        merely = (means or measure in _LENT) and told == "actual" and not self.clock.times
        if merely and _COPULA.match(sentence.text, end) and not status.is_done(sentence.text[end:]):
            told = "planned" if self.told == "target" else self.told
        announced = self.told != "actual" and quantity.kind != "percent"
        announced = announced and _HELD.match(sentence.text, end) is None
        if told == "actual" and announced and _NOMINAL.search(sentence.text):
            told = "planned"  # `지원 규모는 53개사에 4억원이다` of a call
        if not here and told == "actual" and _is_running(period, today):
            period = None  # 2~3월 of a selection is not that of what was done before
        called = told == "actual" and "모집" in sentence.text
        if measure == "companies_selected" and called and not status.were_picked(*at):
            told = "actual" if status.is_done(sentence.text[end:]) else "planned"
        if measure.endswith("_per_year") and told == "planned" and not ahead:
            told = "actual"  # what is done every year
        if measure == "budget":
            if self.draft and self._is_of_draft(sentence.text, start, end):
                told, period = "planned", self.draft
            elif told == "planned" and ahead:
                self.draft = self.draft or period
        if measure == "budget_change":
            told = _of_change(period, last, today, told)
        if last and means and not self.clock.times and _is_share(sentence.text):
            return last.status, last.period
        return told, period

    def _is_of_draft(self, text: str, start: int, end: int) -> bool:
        """Whether a sum is one of the coming year's budget that the article tells of."""
        told = any(m.start < start and reaches(text, m, start) for m in self.clock.times)
        held = _IS_HELD.search(text, max(0, start - 16), start) or _HELD.match(text, end)
        return not told and held is None and status.tense_is_open(text[end:])


def _is_heading(line: str) -> bool:
    """Whether a line is short and names what the next tells: a subhead, a question."""
    line = line.strip()
    return 2 < len(line) <= _HEADING and (status.is_bare(line) or line.endswith("?"))


def _is_ahead(period: StatementPeriod | None, today: date | None) -> bool:
    """Whether the whole period lies after the day of publication."""
    if period is None or today is None or period.end is None or period.end <= today:
        return False
    return period.start is None or period.start > today


def _is_over(period: StatementPeriod | None, today: date | None) -> bool:
    return bool(period and period.end and today and period.end < today)


def _is_running(period: StatementPeriod | None, today: date | None) -> bool:
    """Whether the days of a period shorter than a year go beyond the day of publication."""
    if not (period and period.start and period.end and today):
        return False
    return period.end > today and (period.end - period.start).days < _MOST_OF_A_YEAR


def _of_change(
    period: StatementPeriod | None, last: Statement | None, today: date | None, told: Status
) -> Status:
    """The status of a change of a budget: that of the budget it leads to."""
    if period and period.end and today and period.end.year > today.year:
        return "planned"
    return last.status or told if last and last.measure == "budget" else told


def _is_share(sentence: str) -> bool:
    """Whether a sentence divides the sum told before it: `분야별로는 …`, `… 등이다`."""
    return _SHARES.match(sentence.lstrip()) is not None or _IN_ALL.search(sentence) is not None
