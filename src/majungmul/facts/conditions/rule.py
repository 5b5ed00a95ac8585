"""Text of a call → the rule that says who may apply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from majungmul.facts.notice.calls import HasText, is_call
from majungmul.facts.notice.headings import squeezed
from majungmul.facts.notice.levels import Section
from majungmul.facts.notice.lines import lines
from majungmul.facts.notice.prose import told_parts
from majungmul.facts.notice.sections import sections
from majungmul.reference.regions import region_of_address
from majungmul.terms import InSet, Rule, Unread, conditions

from . import items, labels, outline
from .asides import comes, opened
from .days import counted_on, notice_day
from .exempt import other_way
from .heads import is_dimension, leads
from .hits import Clause, as_of
from .parts import aged, together
from .place_names import region_codes
from .siblings import widens
from .trees import all_of, any_of, contradictory, positive_fields, wanted

_LINES, _PARTS = 300, 60  # beyond any call that was written to be read
NOT_FOUND = "신청 자격을 적은 부분을 찾지 못했습니다."
ONLY_TOLD = "신청 자격이 글 속에 흩어져 있어 빠뜨린 것이 있을 수 있습니다."
NOT_ALL_READ = "공고가 길어 뒷부분의 신청 자격은 읽지 못했습니다."


# the place in a source's own field may be that of the event, or where tenants are to come
_OPEN_TO_ALL = re.compile(
    r"전국(?!\s?(?:은행|협회|연합))|입주|입점|이전|지역\s?(?:제한\s?없|무관)|세미나|설명회|포럼|특강"
)


def rule(
    document: HasText, published: date | None = None, home_region: str | None = None
) -> Rule | None:
    """The eligibility rule of a call, every leaf with its span; None when nothing asks anything.

    `home_region` is the code of the region that publishes the notice: 도내 and 관내 mean it, and
    stay unread without it. A call in which no eligibility part was found gets an `Unread` that
    says so, because no information is not the same as no restriction.
    """
    found, headed = _parts(document)
    home = home_region or home_of(document, found)
    context = Clause(
        document.text, 0, len(document.text), "notice", home, told=home_region is not None
    )
    asked = _asked(context, _of_role(found, "eligibility")[:_PARTS])
    barred = [_section(context, s) for s in _of_role(found, "exclusion")[:_PARTS]]
    who = together([rule for rule in asked if rule is not None])
    parts: list[Rule | None] = [who, *(_kept(who, rule, context) for rule in barred)]
    body = _with_pre_founders(context, found, all_of(parts))
    parts = [body, *_labels(context, found, body, document.title)]
    if any(len(_of_role(found, role)) > _PARTS for role in ("eligibility", "exclusion")):
        parts.append(Unread(NOT_ALL_READ))
    if not headed:
        # a label narrows, a sentence tells a part; neither ever says all that is asked
        if not any(parts) and not _calls(document):
            return None
        parts.append(Unread(ONLY_TOLD if who else NOT_FOUND))
    whole, day = aged(all_of(parts)), notice_day(document.text, published)
    return counted_on(whole, day) if whole and day else whole


# (1) 단독형, alone on its line: the parts below it are those of one of several
_TRACK = re.compile(
    r"(?m)^[ \t]*[^\w\n]{0,3}(?:\d{1,2}[.)]|[가-하][.)])?[ \t]*"
    r"([가-힣A-Za-z0-9 ]{1,14}(?:형|분야|부문|트랙|유형|리그|과정|갈래|단계))"
    r"(?:\s?\([^()\n]{0,20}\))?[ \t]*$"
)
_NEAR = 400  # characters in which the name of a track stands before a part of it


def _asked(context: Clause, found: Sequence[Section]) -> list[Rule | None]:
    """The rules of the eligibility parts; those that stand under one heading in each of several
    tracks are alternatives."""
    rules: list[Rule | None] = []
    tracks: dict[str, dict[str, Rule]] = {}
    for section in found:
        rule, label = _section(context, section), squeezed(section.heading)
        before = context.text[max(0, section.start - _NEAR) : section.start]
        names = _TRACK.findall(before) if label and rule is not None else []
        if names and rule is not None:
            tracks.setdefault(label, {}).setdefault(names[-1], rule)
            if tracks[label][names[-1]] is rule:
                continue
        rules.append(rule)
    return [*rules, *(any_of(each.values()) for each in tracks.values())]


def _with_pre_founders(context: Clause, found: Sequence[Section], body: Rule | None) -> Rule | None:
    """`body` with those who have not founded yet beside an age, where a label and the call's own
    words name them but what asks for the age does not: the parts were told apart elsewhere."""
    fields = (
        {leaf.field for leaf in conditions(body) if not isinstance(leaf, Unread)} if body else set()
    )
    if "business_age_years" not in fields or "pre_founder" in fields:
        return body
    for section in found:
        label = _label(context, section) if section.key == "business_age" else None
        before = next((leaf for leaf in wanted(label) if leaf.field == "pre_founder"), None)
        if before is not None and _PRE.search(context.text[: section.start]):
            return opened(body, {"business_age_years"}, before)
    return body


_PRE = re.compile(r"\(\s?예비\s?\)|예비\s?(?:[·ㆍ,]|또는|및)?\s?(?:기\s?)?창업")


def _parts(document: HasText) -> tuple[tuple[Section, ...], bool]:
    """The parts of a text, and whether one of them has a heading that says who may apply."""
    text = document.text
    found = sections(text)
    others = all(section.role == "other" or not section.heading for section in found)
    asking = any(leads(section.heading) or is_dimension(section.heading) for section in found)
    loose = not any(section.heading for section in found)
    if (loose or (others and asking)) and (bare := _bare(text)):
        return bare, True
    headed = any(section.heading and section.lines for section in _of_role(found, "eligibility"))
    asked = len(_QUESTION.findall(text[:_FAQ])) > 2
    if (headed and not asked) or not (len(text) <= _BARE or _calls(document)):
        return found, headed
    told = (_understood(text, part) for part in told_parts(text, found))
    return (*found, *(part for part in told if part is not None)), headed


# a call told in questions and answers says in any answer who may apply
_QUESTION = re.compile(r"(?m)^[ \t]*(?:Q|문|질문)\s?\d{0,2}\s?[.:)]\s")
_FAQ = 6000


def _understood(text: str, part: Section) -> Section | None:
    """The lines of a part told in sentences that say anything we know."""
    part.lines = [
        line
        for line in part.lines
        if any(
            not isinstance(leaf, Unread)
            for leaf in conditions(
                _section(Clause(text, 0, len(text)), replace(part, lines=[line])) or Unread("")
            )
        )
        or (part.role == "eligibility" and _frees(Clause(text, line.start, line.end)))
    ]
    return part if part.lines else None


def _frees(clause: Clause) -> bool:
    """사회적기업은 3명이 되지 않아도 신청할 수 있다: a sentence that only frees some of a bound."""
    return widens(clause.quote) and other_way(None, clause) is not None


def _labels(
    context: Clause, found: Sequence[Section], body: Rule | None, title: str
) -> list[Rule | None]:
    """What the labels of a source add to what the text itself asks."""
    eligibility = [section for section in _of_role(found, "eligibility") if section.lines]
    anyone = _OPEN_TO_ALL.search(title) or any(
        _OPEN_TO_ALL.search(context.text, section.start, section.lines[-1].end)
        for section in eligibility
    )
    known = set(positive_fields(body))
    parts: list[Rule | None] = []
    for section in found:
        said = labels.FIELD_OF.get(section.key, set()) & known
        if section.role != "label" or said:
            continue
        label = _label(context, section)
        if section.key == "region" and isinstance(label, InSet) and anyone:
            label = any_of((label, Unread(label.span.quote if label.span else "", label.span)))
        # the kind of applicant is said better above, a trade that is not said there is kept
        coarse = section.key == "applicant" and bool(eligibility)
        if not coarse or "industry" in set(positive_fields(label)) - known:
            parts.append(label)
    return parts


_BARE = 400  # characters: a clause or a list of them by itself, no page
_SENTENCE = re.compile(r"(?<=[가-힣])(?:다|요|까)[.?!\"”]|기자")


def _bare(text: str) -> tuple[Section, ...]:
    """A text that is nothing but who may apply, without a heading that says so."""
    if len(text) > _BARE or _SENTENCE.search(text):
        return ()
    only = Section("eligibility", "", 0, 0, lines=list(lines(text)))
    read = _section(Clause(text, 0, len(text)), only) if only.lines else None
    return (only,) if any(wanted(read)) else ()


def _of_role(found: Sequence[Section], role: str) -> list[Section]:
    return [section for section in found if section.role == role]


_TITLE = re.compile(
    r"\s*\[(?P<province>[가-힣]{2,8})\]\s*(?P<city>[가-힣]{2,5}[시군구])?(?![ㆍ·,가-힣])"
)


def home_of(document: HasText, found: Sequence[Section]) -> str | None:
    """The region that publishes, told by the title ([경북] 포항시 …) or a label (지역: 경북)."""
    if match := _TITLE.match(document.title):
        code = region_of_address(" ".join(filter(None, match.groups())))
        if code is not None:
            return code
    for section in found:
        if section.key == "region" and section.lines:
            codes = region_codes(document.text[section.lines[0].start : section.lines[-1].end])
            return codes[0] if len(codes) == 1 else None
    return None


def _kept(who: Rule | None, barred: Rule | None, context: Clause) -> Rule | None:
    """An exclusion that would bar the very applicants who are asked for was misread: a doubt."""
    if barred is None or not contradictory(all_of((who, barred))):
        return barred
    spans = [leaf.span for leaf in conditions(barred) if leaf.span]
    span = context.span(spans[0].start, spans[-1].end)
    return Unread(span.quote, span)


def _section(context: Clause, section: Section) -> Rule | None:
    if not section.lines:
        return None
    start, end = section.start, section.lines[-1].end
    day = as_of(context.text, start, end) or "notice"
    about = section.heading if is_dimension(section.heading) else ""
    local = context._replace(start=start, end=end, as_of=day, topic=about)
    roots = outline.items(context.text, section.lines[:_LINES])
    rule = items.rule_of(local, roots, section.heading, section.role == "exclusion")
    if section.role == "eligibility":
        rule = _with_movers(context, rule, section)
    if rest := section.lines[_LINES:]:
        span = context.span(rest[0].start, rest[-1].end)
        rule = all_of((rule, Unread(span.quote, span)))
    return rule


def _with_movers(context: Clause, rule: Rule | None, section: Section) -> Rule | None:
    """A line that lets in firms from elsewhere opens what the other lines ask of the place."""
    for line in section.lines[:_LINES]:
        span = context.span(line.start, line.end)
        if comes(span.quote):
            rule = opened(rule, {"region"}, Unread(span.quote, span), once=True)
    return rule


def _label(context: Clause, section: Section) -> Rule | None:
    if not section.lines:
        return None
    return labels.read(section.key, context.part(section.lines[0].start, section.lines[-1].end))


def _calls(document: HasText) -> bool:
    return is_call(document)
