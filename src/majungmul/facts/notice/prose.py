"""Who may apply where no heading says so: the sentences of a call that tell it, as parts of it."""

from __future__ import annotations

from . import telling
from .levels import Section
from .lines import Line
from .rows import notice_lines

_QUESTION = "question"
_LONGEST = 40_000  # characters in which a call has said who may apply


def told_parts(text: str, found: tuple[Section, ...]) -> list[Section]:
    """Sentences outside `found` parts that ask for applicants, and those that shut some out."""
    taken = {line.start for section in found for line in section.lines}
    taken |= {section.start for section in found}
    parts: dict[telling.Telling, list[Line]] = {"eligibility": [], "exclusion": []}
    for line in notice_lines(text[:_LONGEST]):
        if line.start in taken or line.row >= 0 or line.marker == _QUESTION:
            continue
        before: telling.Telling | None = None
        below = False
        for start, end in telling.sentences(text, line):
            said = telling.told(text, start, end)
            if said is None and (telling.goes_on(text, start) or (before and below)):
                said = before
            below = said == "exclusion" and telling.points_on(text, start, end)
            if said:
                parts[said].append(line._replace(start=start, end=end, marker="", depth=0))
            before = said
    return [
        Section(role, "", lines[0].start, lines[0].start, lines=lines)
        for role, lines in parts.items()
        if lines
    ]
