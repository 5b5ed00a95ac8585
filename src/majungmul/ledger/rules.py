"""Which rule speaks for a call: what its notice says and what the notice files it names say.

Offsets of one tree point into one text, so the richest text keeps its spans; clauses of the others
stand beside them without. A notice file that nobody read yet is a clause nobody read: a summary
alone never makes a call *eligible*.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from django.db import transaction
from django.db.models.functions import Length

from majungmul.matching import rule_digest
from majungmul.terms import All, Any, Not, Rule, Unread, rule_from_json, rule_to_json

from . import bulk
from .models import Attachment, Document, EligibilityRule, Opportunity
from .prepare import rule_counts

NOT_READ = "첨부 공고문을 아직 읽지 않았습니다: {}"
SHORTEST = 30  # signs; a file with fewer is a scan or a cover
_NOTICE = re.compile(r"공고|모집\s*요강|안내문")
_FORM = re.compile(r"신청서|서식|양식|동의서|계획서|별지")
_WITH_FORM = re.compile(r"(?:공고문?|요강|안내문)\s*(?:및|[,·&+])|(?:신청서|서식|양식)\s*포함")


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a call with its rule; `is_notice` when it is the notice or looks like it."""

    document: Document
    rule: Rule | None
    is_notice: bool
    length: int

    @property
    def typed(self) -> int:
        return rule_counts(self.rule)[0] if self.rule is not None else 0


def is_notice_file(name: str) -> bool:
    """Whether a file's name says that it is the notice itself, not a form to fill in."""
    if not _NOTICE.search(name):
        return False
    return not _FORM.search(name) or bool(_WITH_FORM.search(name))


def settle_new(written: Iterable[tuple[Opportunity, Document, Rule | None]]) -> None:
    """The same for calls just written, of which there is but the notice and the rule read in it."""
    texts = {row.pk: (row, text_read(document, rule)) for row, document, rule in written}
    files = _files(texts)
    rules = (_rule_of(row, [text], files[pk]) for pk, (row, text) in texts.items())
    bulk.insert(rule for rule in rules if rule is not None)


def text_read(notice: Document, rule: Rule | None) -> Text:
    """The text of a notice that is at hand with the rule just read in it."""
    return Text(notice, rule, True, len(notice.text))


@transaction.atomic
def settle(calls: Collection[int]) -> None:
    """Puts in force, for each of these calls (by key), what its present texts say together."""
    settle_rows(Opportunity.objects.select_for_update().order_by("pk").in_bulk(calls))


def settle_rows(rows: Mapping[int, Opportunity], at_hand: Iterable[Text] = ()) -> None:
    """The same for rows that are locked already. Texts `at_hand` are not read from the ledger."""
    files = _files(rows)
    names = {
        file.document_id: file.name
        for named in files.values()
        for file in named
        if not file.name.lower().endswith(".zip")
    }
    present = {text.document.pk: text for text in at_hand}
    stored = Document.objects.filter(opportunity__in=rows, current=True).exclude(pk__in=present)
    for document in stored.annotate(length=Length("text")).defer("text", "tables"):
        name = names.get(document.pk, document.title)
        present[document.pk] = _text(document, name, document.length)
    texts: dict[int, list[Text]] = defaultdict(list)
    for _, text in sorted(present.items()):
        texts[text.document.opportunity_id].append(text)
    in_force = {
        rule.opportunity_id: rule
        for rule in EligibilityRule.objects.filter(opportunity__in=rows, current=True)
    }
    retired, made = [], []
    for pk, row in rows.items():
        before, rule = in_force.get(pk), _rule_of(row, texts[pk], files[pk])
        if before is not None and (rule is None or not _same(before, rule)):
            retired.append(before.pk)
        if rule is not None and (before is None or not _same(before, rule)):
            made.append(rule)
    EligibilityRule.objects.filter(pk__in=retired).update(current=False)
    bulk.insert(made)


def _files(calls: Collection[int]) -> dict[int, list[Attachment]]:
    files: dict[int, list[Attachment]] = defaultdict(list)
    for file in Attachment.objects.filter(opportunity__in=calls).order_by("pk"):
        files[file.opportunity_id].append(file)
    return files


def _rule_of(
    row: Opportunity, texts: Sequence[Text], files: Sequence[Attachment]
) -> EligibilityRule | None:
    speaking = _speaking(texts)
    unread = [Unread(NOT_READ.format(name)) for name in _unread(files, texts)]
    if not speaking and not (unread and texts):
        return None
    first = (speaking or texts)[0].document
    rule = together([text.rule for text in speaking if text.rule is not None], unread)
    typed, not_typed = rule_counts(rule)
    return EligibilityRule(
        opportunity=row,
        document=first,
        tree=rule_to_json(rule),
        digest=rule_digest(rule),
        reader_version=first.reader_version,
        typed=typed,
        unread=not_typed,
        made_at=row.last_seen,
    )


def _text(document: Document, name: str, length: int) -> Text:
    tree = document.reading.get("rule")
    is_notice = document.role == Document.Role.NOTICE or is_notice_file(name)
    return Text(document, rule_from_json(tree) if tree else None, is_notice, length)


def _speaking(texts: Iterable[Text]) -> list[Text]:
    """The texts whose rules hold, the richest first.

    A notice that types nothing ("공고문 참조") leaves the word to its files; another file than the
    notice's is heard only where no notice types anything.
    """
    ruled = sorted((text for text in texts if text.rule is not None), key=lambda text: -text.typed)
    notices = [text for text in ruled if text.is_notice]
    if typed := [text for text in notices if text.typed]:
        bare = Document.Role.NOTICE
        return typed + [t for t in notices if not t.typed and t.document.role != bare]
    others = [text for text in ruled if text.typed]
    return others[:1] or notices


def _unread(files: Sequence[Attachment], texts: Sequence[Text]) -> list[str]:
    """Names of notice files of which no copy was read, in whatever format."""
    lengths = {text.document.pk: text.length for text in texts}
    read = {
        PurePath(file.name).stem for file in files if lengths.get(file.document_id, 0) >= SHORTEST
    }
    wanting = (
        f.name for f in files if is_notice_file(f.name) and PurePath(f.name).stem not in read
    )
    return list(dict.fromkeys(wanting))


def together(rules: Sequence[Rule], unread: Sequence[Unread] = ()) -> Rule:
    """Every clause of every rule once; only the first rule's clauses keep their spans."""
    if len(rules) == 1 and not unread:
        return rules[0]
    clauses = [clause for rule in rules[:1] for clause in _clauses(rule)]
    said = {without_spans(clause) for clause in clauses}
    for rule in rules[1:]:
        for clause in map(without_spans, _clauses(rule)):
            if clause not in said:
                said.add(clause)
                clauses.append(clause)
    return All((*clauses, *unread))


def _clauses(rule: Rule) -> Iterable[Rule]:
    return rule.rules if isinstance(rule, All) else (rule,)


def without_spans(rule: Rule) -> Rule:
    match rule:
        case All(parts):
            return All(tuple(map(without_spans, parts)))
        case Any(parts):
            return Any(tuple(map(without_spans, parts)))
        case Not(part):
            return Not(without_spans(part))
    return replace(rule, span=None)


def _same(before: EligibilityRule, rule: EligibilityRule) -> bool:
    return (before.tree, before.document_id, before.reader_version) == (
        rule.tree,
        rule.document.pk,
        rule.reader_version,
    )
