"""Whom the sentences of an article speak of, and where that is."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from majungmul.facts.scan.scanner import Scan
from majungmul.terms import Span, Subject

from . import naming, subjects
from .sentences import Sentence

_FIRM = ("㈜", "(주)", "주식회사")
_MEANS = frozenset(["budget", "loans", "guarantees", "subsidy_paid", "fund_size"])
_STATE = re.compile(r"정부[는가]\ ")
# "워크숍을 열었다", "사업을 추진한다": what the article goes on about.
_HELD = re.compile(
    r"['\"’”」』]?(?:\([^()]{0,24}\))?(?:\ 사업|\ 프로그램)?"
    r"(?:에\ (?:최종\ )?(?:선정|참여|지정)|(?:을|를)\ (?:[가-힣]{1,6}\ ){0,2}"
    r"(?:개최|열|연|운영|추진|시행|실시|진행|마련|펼|벌))"
)
_SHORT = re.compile(
    r"(?:^|(?<=[\ \n]))(?P<head>진흥원|공단|공사|재단|연구원|테크노파크|센터|협회|중앙회|은행"
    r"|사업단|추진단|대학|시|도|군|구)"
    r"(?:은|는|이|가|에서는|에\ 따르면|\ 관계자는)\ "
)
_COUNTED = re.compile(r"[0-9][0-9,]*여?개\ ")
_MOST_ALIASES = 12
_AREA = re.compile(r"(?:분야|부문|산업)$")


class Speakers:
    """The programmes and bodies named so far, and those of the sentence at hand."""

    def __init__(self, scan: Scan) -> None:
        self.named: list[subjects.Named] = []
        self.place: str | None = None  # the first that is told
        self._scan = scan
        self._main: subjects.Named | None = None  # the first body that is named
        self._carried: subjects.Named | None = None
        self._near: subjects.Named | None = None  # the last programme that the paragraph names
        self._bodies: list[subjects.Named] = []
        self._programs: list[subjects.Named] = []  # all so far that are told of as such
        self._aliases: dict[str, subjects.Named] = {}
        self._paragraph, self._start, self._end = -1, 0, 0

    def enter(self, sentence: Sentence) -> None:
        """Take in the names of `sentence`."""
        full = [named for named in self.named if not _is_short(named)]
        kept = [named for named in full if named.speaks or self._is_told(named)]
        told = [named for named in kept if self._is_told(named)]
        if kept:
            self._carried = (told or [n for n in kept if self._is_topic(n)] or kept)[-1]
        elif self._carried is None or self._carried.subject.kind == "organization":
            again = [named for named in self.named if named.speaks]
            self._carried = again[0] if again else self._carried
        programs = [named for named in self.named if named.subject.kind == "program"]
        near = programs[-1] if programs and not full[-1].speaks else None
        self._near = near or (None if kept else self._near)
        self._programs += [named for named in kept if named.subject.kind == "program"]
        if sentence.paragraph != self._paragraph and self._carried and _is_firm(self._carried):
            self._carried = None  # a firm is told of as an example
        if sentence.paragraph != self._paragraph:
            self._near = None
        self._paragraph = sentence.paragraph
        self._start, self._end = sentence.start, sentence.end
        self.named = subjects.find(self._scan.text, self._scan.folded, sentence.start, sentence.end)
        if self._main is None:
            self._main = next((n for n in self.named if n.subject.kind == "organization"), None)
        self.place = self.place or next((n.place for n in self.named if n.place), None)
        self._bodies += [named for named in self.named if named.subject.kind == "organization"]
        self._add_aliases()
        self._add_body()
        self._add_again()
        self._add_held()
        self._add_list()

    @property
    def is_of_firm(self) -> bool:
        """Whether the first that the article names is a firm."""
        return self._main is not None and _is_firm(self._main)

    def of(self, start: int, measure: str) -> subjects.Named | None:
        """Of the figure at `start`: the programme named last before it, else whom all is about."""
        before = [named for named in self.named if named.subject.span.start < start]
        if measure == "programs":  # whose they are, or which: `250여개 AI 바우처 사업`
            which = next((n for n in self.named if self._is_counted(n, start)), None)
            if which is not None:
                return which
            return next((n for n in before if n.subject.kind == "organization"), self._main)
        if measure in _MEANS and (given := self._given(start)):
            return given
        programs = [named for named in before if named.subject.kind == "program"]
        last = next((n for n in reversed(programs) if self._has_part(n)), None)
        last = last or (programs[-1] if programs else None)
        means = naming.means(self._scan.folded, self._start, start)
        if last is not None and self._is_topic(last):
            return last
        if means and (last is None or means[1] > last.subject.span.end):
            return self._built(*means)
        if last is not None:
            return last
        spoken = [named for named in before if named.speaks]
        speaking = next((named for named in spoken if not _is_short(named)), None)
        if speaking is None and _STATE.search(self._scan.folded, self._start, start):
            purpose = naming.purpose(self._scan.folded, self._start, start)
            if purpose:
                return self._built(*purpose)
        short = spoken[0] if spoken else None
        return speaking or self._near or short or self._carried or self._main

    def _is_counted(self, named: subjects.Named, start: int) -> bool:
        between = self._scan.folded[start : named.subject.span.start]
        return named.subject.kind == "program" and _COUNTED.fullmatch(between) is not None

    def _has_part(self, named: subjects.Named) -> bool:
        """Whether a name has a part in its sentence: not `진흥사업` of `진흥사업 발전에 기여한`."""
        return not self._scan.folded.startswith(" ", named.subject.span.end)

    def _given(self, start: int) -> subjects.Named | None:
        """What the sum at `start` is for: a field of the body that gives it, or a programme."""
        place = naming.given_to(self._scan.folded, self._start, start)
        if place is None:
            return None
        given = self._built(*place)
        body = self._main if _AREA.search(given.subject.name) else None
        if body is None:
            return given
        name = f"{body.subject.name} {given.subject.name}"
        return given._replace(subject=Subject(given.subject.span, name, "program"))

    def _built(self, start: int, end: int) -> subjects.Named:
        quote = self._scan.text[start:end]
        return subjects.Named(Subject(Span(start, end, quote), quote, "program"), None)

    def _is_topic(self, named: subjects.Named) -> bool:
        """Whether a sentence goes on about what is named: `사관학교는 공단이 운영한다`."""
        return self._scan.folded.startswith(("은 ", "는 "), named.subject.span.end)

    def _is_told(self, named: subjects.Named) -> bool:
        """Whether a programme is quoted, or is what the sentence says was held or run."""
        if named.subject.kind != "program":
            return False
        span, folded = named.subject.span, self._scan.folded
        if any(known.subject.name == named.subject.name for known in self._programs):
            return True
        quoted = folded[max(0, span.start - 1) : span.start] in ("'", '"')
        return quoted or _HELD.match(folded, span.end) is not None

    def _add_again(self) -> None:
        """`워크숍에서`, `이번 사업은`: what was named in full before."""
        for again in _again().finditer(self._scan.folded, self._start, self._end):
            place = again.start("head")
            if any(n.subject.span.start <= place < n.subject.span.end for n in self.named):
                continue
            whole = next(
                (n for n in reversed(self._programs) if _ends_with(n, again["head"])), None
            )
            if whole is not None:
                span = Span(place, again.end("head"), self._scan.text[place : again.end("head")])
                subject = Subject(span, whole.subject.name, "program")
                self.named.append(subjects.Named(subject, whole.place))
        self.named.sort(key=lambda named: named.subject.span.start)

    def _add_aliases(self) -> None:
        """`한빛창업사관학교(이하 사관학교)`, and later `사관학교는`."""
        folded, found = self._scan.folded, len(self.named)
        for alias, whole in self._aliases.items():
            if folded.find(alias, self._start, self._end) < 0:
                continue
            for again in _called(alias).finditer(folded, self._start, self._end):
                if not any(
                    n.subject.span.end > again.start() >= n.subject.span.start for n in self.named
                ):
                    self.named.append(self._renamed(whole, *again.span()))
        for name in subjects.firms(folded, self._start, self._end):
            if len(self._aliases) < _MOST_ALIASES and name not in self._aliases:
                at = folded.index(name, self._start)
                span = Span(at, at + len(name), self._scan.text[at : at + len(name)])
                subject = Subject(span, span.quote, "organization")
                self._aliases[name] = subjects.Named(subject, None)
        if "(이하" in folded[self._start : self._end]:
            for short in subjects.ALIAS.finditer(folded, self._start, self._end):
                before = (n for n in self.named if n.subject.span.end == short.start())
                if len(self._aliases) < _MOST_ALIASES and (full := next(before, None)):
                    self._aliases[short[1]] = full
        if len(self.named) > found:
            self.named.sort(key=lambda named: named.subject.span.start)

    def _renamed(self, whole: subjects.Named, start: int, end: int) -> subjects.Named:
        """`whole` where it is named again by other words."""
        span = Span(start, end, self._scan.text[start:end])
        return whole._replace(subject=Subject(span, whole.subject.name, whole.subject.kind))

    def _add_body(self) -> None:
        """`진흥원은`, `시는`: the body that was named in full before, the main one first."""
        for short in _SHORT.finditer(self._scan.folded, self._start, self._end):
            known = [*([self._main] if self._main else []), *reversed(self._bodies)]
            whole = next((n for n in known if n.subject.name.endswith(short["head"])), None)
            if whole is not None:
                place = short.start("head")
                span = Span(place, short.end("head"), self._scan.text[place : short.end("head")])
                subject = Subject(span, whole.subject.name, "organization")
                self.named.append(subjects.Named(subject, whole.place))
        self.named.sort(key=lambda named: named.subject.span.start)

    def _add_held(self) -> None:
        """`도는 … 간담회를 열었다`: an event without a name is that of its host."""
        for held in _held().finditer(self._scan.folded, self._start, self._end):
            place = held.start("head")
            if self._main and not any(
                n.subject.span.start <= place < n.subject.span.end for n in self.named
            ):
                span = Span(place, held.end("head"), self._scan.text[place : held.end("head")])
                name = f"{self._main.subject.name} {held['head']}"
                self.named.append(subjects.Named(Subject(span, name, "program"), None, False))
        self.named.sort(key=lambda named: named.subject.span.start)

    def _add_list(self) -> None:
        """`가 사업과 나 사업 등 7개 사업` is one subject, not its last member."""
        place = naming.listed(self._scan.folded, self._start, self._end)
        if place is not None:
            inner = [n for n in self.named if n.subject.kind == "program"]
            inside = {id(n) for n in inner if place[0] <= n.subject.span.start < place[1]}
            rest = [named for named in self.named if id(named) not in inside]
            self.named = sorted(
                [*rest, self._built(*place)], key=lambda named: named.subject.span.start
            )


@lru_cache(maxsize=256)
def _called(alias: str) -> re.Pattern[str]:
    """A short name as a word of its own, whatever particle it has."""
    return re.compile(rf"(?<![가-힣]){re.escape(alias)}(?=[은는이가을를의도와과에로]|\ )")


@cache
def _again() -> re.Pattern[str]:
    """The last word of a programme's name, alone or behind 이번: `이번 상담회에서`."""
    words = "|".join(map(re.escape, sorted(naming.heads(), key=len, reverse=True)))
    return re.compile(
        rf"(?:(?<=^)|(?<=\ ))(?P<this>이번\ |이\ |해당\ )?(?P<head>{words})"
        r"(?=(?:은|는|이|가|을|를|에|의|로|에서|에는|에서는|으로|에\ 참여한|을\ 통해|를\ 통해)\ )"
    )


@cache
def _held() -> re.Pattern[str]:
    """An event that somebody held, by its kind alone."""
    return re.compile(
        r"\ (?P<head>[가-힣]{0,4}(?:간담회|워크숍|설명회|상담회|박람회|데모데이|전시회|성과공유회"
        r"|토론회|협약식))"
        r"(?=[을를]\ (?:[가-힣]{1,6}\ )?(?:개최|열|연|마련|가졌|진행))"
    )


def _ends_with(named: subjects.Named, head: str) -> bool:
    return named.subject.name.rstrip(" 0123456789.").endswith(head)


def _is_short(named: subjects.Named) -> bool:
    """Whether a body is called by the last word of its name only: `진흥원은`."""
    body = named.subject.kind == "organization"
    return body and _SHORT.fullmatch(f"{named.subject.span.quote}은 ") is not None


def _is_firm(named: subjects.Named) -> bool:
    return named.subject.name.startswith(_FIRM)
