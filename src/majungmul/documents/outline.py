"""The outline of a text: which line is a heading, an item, a table's row, and how deep it stands.

Every document orders its signs its own way (`1. → □ → ○ → -` here, `□ → 가. → 1)` there), so the
level of a sign is not fixed: a sign of a class that is open closes what stands under it; a new
class opens one level deeper. One pass, linear in the length of the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from .markers import BLANK, STRONG, Marker, marker, ordinal
from .model import Block, BlockKind

_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BREAK_OR_PIPE = re.compile(r"<br\s*/?>|\|", re.IGNORECASE)
_FRAMED = 3  # marked lines that make a row of a table a frame round an outline
_NOT_INNER = frozenset({"hash", "page", "pipe", "bracket", "sign"})
_LABEL_COLON = re.compile(r"[^:：.*※]{1,24}?[^\s:：.*※\d]\s*[:：](?=\s|[^\d\s/])")
_LABEL_NOTE = re.compile(r"\S.{0,23}?\S(?=\s{2,}[*※(])")
_BRACKETED = re.compile(
    r"[\[【〔〈《<(]\s*((?:[^\]】〕〉》>)(]|\([^()]{0,30}\)){1,40}?)\s*[\]】〕〉》>)]"
)
_CENTRED = re.compile(r"[-–—<〈◆*]+\s*(\S.{0,28}\S)\s*[-–—>〉◆*]+")
_BAR_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,4})(?=\s)")
_SENTENCE = re.compile(r"(?:다|[해하어아세]요|음|함|됨|임|것|가능|요망|바람)\s*[.!?]?$|[.!?;,]$")
_EMPHASIS = "*_ \t"
_PARTS = ("hash1", "hash2", "hash3", "annex", "roman", "article", "number")
_HEADING_SIGNS = frozenset({"roman", "article", "bracket"})
_MAX_LABEL = 45
_MAX_BARE = 25


def outline(text: str, kinds: Mapping[int, BlockKind] | None = None) -> tuple[Block, ...]:
    """The blocks of `text`. `kinds` fixes the kind of the line that begins at an offset.

    Lines of a fixed kind take no part in the outline's levels, but table rows keep their marker.
    """
    return _Outline(kinds or {}).read(text)


class _Outline:
    def __init__(self, kinds: Mapping[int, BlockKind]) -> None:
        self.kinds = kinds
        self.blocks: list[Block] = []
        self.stack: list[tuple[str, int]] = []
        # A line that is all label, with its marker and label: the next line shows what it is.
        self.pending: tuple[Block, Marker, str] | None = None

    def read(self, text: str) -> tuple[Block, ...]:
        for match in _LINE.finditer(text):
            raw, start = match[0], match.start()
            if "<br" in raw or "<BR" in raw:
                for piece_start, piece_end in _pieces(raw):
                    self._strip(raw[piece_start:piece_end], start + piece_start, None)
            else:
                self._strip(raw, start, self.kinds.get(start))
        self._settle(0)
        return tuple(self.blocks)

    def _strip(self, raw: str, start: int, kind: BlockKind | None) -> None:
        line = raw.strip(BLANK)
        if line:
            self._line(line, start + len(raw) - len(raw.lstrip(BLANK)), kind)

    def _line(self, line: str, start: int, kind: BlockKind | None) -> None:
        found = _inner(line, marker(line))
        if kind is None and found is not None:
            if found.name == "dash" and _CENTRED.fullmatch(line):
                found = None
            elif found.name == "page":
                kind = "boilerplate"
            elif found.name == "pipe":
                kind, found = "table_row", None
            elif found.name == "bracket" and not _is_bracket_heading(line):
                found = None
        end = start + len(line)
        if kind == "heading":
            self._bar(line, start, found)
        elif kind is not None:
            sign = found.sign if found else ""
            self._settle(0)
            self.blocks.append(Block(start, end, kind, len(self.stack), sign))
        elif found is not None:
            self._marked(line, start, end, found)
        else:
            self._unmarked(line, start, end)

    def _bar(self, line: str, start: int, found: Marker | None) -> None:
        """A line that its format shows as a heading, whatever opens it."""
        if found is None and (number := _BAR_NUMBER.match(line)):
            found = Marker("number", number[0], number.end())
        self._settle(0)
        found = found or Marker("", "", 0)
        level = self._enter(Marker(f"bar {found.name}", found.sign, found.length))
        at = found.length
        while at < len(line) - 1 and line[at] in BLANK:
            at += 1
        end = start + len(line)
        self.blocks.append(Block(start, end, "heading", level, found.sign, (start + at, end)))

    def _marked(self, line: str, start: int, end: int, found: Marker) -> None:
        if found.name == "note":
            self._settle(0)
            self.blocks.append(Block(start, end, "item", len(self.stack) + 1, found.sign))
            return
        level = self._enter(found)
        self._settle(level)
        label = _label(line, start, found)
        kind: BlockKind = "heading" if found.name.startswith(("hash", "annex")) else "item"
        block = Block(start, end, kind, level, found.sign, label)
        self.blocks.append(block)
        if label is not None and label[1] >= end - 2 and kind == "item":
            self.pending = (block, found, line[label[0] - start : label[1] - start])

    def _unmarked(self, line: str, start: int, end: int) -> None:
        self._settle(0)
        bare = _bare_label(line) if len(line) <= _MAX_BARE + 6 else None
        if bare:
            level = self._enter(Marker("bare", "", 0))
            label = (start + bare[0], start + bare[1])
            self.blocks.append(Block(start, end, "heading", level, "", label))
        else:
            self.blocks.append(Block(start, end, "paragraph", len(self.stack)))

    def _enter(self, found: Marker) -> int:
        """Open this sign's level, closing what it ends; the level, from 1."""
        number = ordinal(found)
        depth = self._depth(found, number)
        del self.stack[depth:]
        self.stack.append((found.name, number))
        return depth + 1

    def _depth(self, found: Marker, number: int) -> int:
        if found.name == "annex":
            return 0
        if found.name.startswith("hash"):
            above = (
                name == "annex" or (name.startswith("hash") and name < found.name)
                for name, _ in self.stack
            )
            return next((at for at, higher in enumerate(above) if not higher), len(self.stack))
        if found.name.startswith("bar") and all(name != found.name for name, _ in self.stack):
            return sum(1 for name, _ in self.stack if name.startswith(("bar", "hash", "annex")))
        places = [at for at, (name, _) in enumerate(self.stack) if name == found.name]
        if found.name == "bare" and not places:
            return sum(1 for name, _ in self.stack if name in _PARTS)
        if number > 1:
            # The row that this number continues, if one is open; else the nearest of its class.
            nearest = [at for at in places if self.stack[at][1] == number - 1]
            places = nearest or places
        elif number == 1 and places and places[-1] < len(self.stack) - 1:
            return len(self.stack)  # a row that starts again under an open point is its child
        return places[-1] if places else len(self.stack)

    def _settle(self, level: int) -> None:
        """Decide on the line before: it heads what follows if that stands under it.

        It is a heading and no more if its words are a heading's; `○ 도내 제조기업` over a finer
        point stays an item, with a label.
        """
        if self.pending is None:
            return
        block, found, label = self.pending
        self.pending = None
        if level <= block.level and not (level == 0 and found.name in STRONG):
            self.blocks[-1] = Block(block.start, block.end, block.kind, block.level, block.marker)
        elif found.name in _HEADING_SIGNS or _ending().search(label):
            self.blocks[-1] = Block(
                block.start, block.end, "heading", block.level, block.marker, block.label
            )


def _pieces(raw: str) -> Iterator[tuple[int, int]]:
    """A line of Markdown at its `<br>`s.

    A row of a table stays whole, unless its cells hold an outline of their own: tools write a
    framed notice as one cell, and its points are points.
    """
    breaks = _BREAK
    if raw.lstrip(BLANK).startswith("|"):
        cells = _BREAK_OR_PIPE.split(raw)
        if sum(1 for cell in cells if marker(cell.strip(BLANK))) < _FRAMED:
            yield 0, len(raw)
            return
        breaks = _BREAK_OR_PIPE
    at = 0
    for match in breaks.finditer(raw):
        yield at, match.start()
        at = match.end()
    yield at, len(raw)


def _inner(line: str, found: Marker | None) -> Marker | None:
    """Markdown's own signs give way to the printed sign behind them: `### □ 대상`, `- 3. 자격`."""
    if found is None or found.sign[0] not in "#-+*" or line[found.length : found.length + 1] != " ":
        return found
    is_hash = found.name == "hash"
    rest = line[found.length :].lstrip(BLANK)
    if is_hash and rest.startswith("첨부"):  # `### 첨부: 공고문.hwp`: another file begins
        return Marker("annex", found.sign, found.length)
    printed = marker(rest)
    if printed is None or printed.name in _NOT_INNER:
        return Marker(f"hash{len(found.sign)}", found.sign, found.length) if is_hash else found
    return Marker(printed.name, printed.sign, len(line) - len(rest) + printed.length)


def _label(line: str, start: int, found: Marker) -> tuple[int, int] | None:
    """Where the heading part of a marked line stands, if it has one."""
    at = found.length - (1 if found.name == "bracket" else 0)
    while at < len(line) and line[at] in BLANK + "*_":
        at += 1
    rest = line[at:]
    if match := _LABEL_COLON.match(rest):
        return start + at, start + at + len(match[0].rstrip(" \t:："))
    match = _BRACKETED.match(rest)
    if match and (rest[0] != "<" or match.end() == len(rest)):
        return start + at + match.start(1), start + at + match.end(1)
    if match := _LABEL_NOTE.match(rest):
        return start + at, start + at + match.end()
    rest = rest.rstrip(_EMPHASIS)
    if (
        rest
        and len(rest) <= _MAX_LABEL
        and (found.name.startswith("hash") or not _SENTENCE.search(rest))
    ):
        return start + at, start + at + len(rest)
    return None


def _is_bracket_heading(line: str) -> bool:
    """`[지원대상]` alone, or before its text; not `[서울=…] 본문` nor an HTML tag."""
    match = _BRACKETED.match(line)
    if match is None:
        return False
    return match.end() == len(line) or bool(_bare().fullmatch(match[1]))


def _bare_label(line: str) -> tuple[int, int] | None:
    """The label of a line without a sign that consists of heading words alone."""
    centred = _CENTRED.fullmatch(line)
    core = centred[1] if centred else line.strip(_EMPHASIS + ":：")
    if not 2 <= len(core) <= _MAX_BARE or not _bare().fullmatch(core):
        return None
    at = line.index(core)
    return at, at + len(core)


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads((resources.files(__package__) / "headings.toml").read_text("utf-8"))


@cache
def _bare() -> re.Pattern[str]:
    """A label of heading words and joints alone."""
    words = _alternatives(_words()["words"] + _words()["entities"])
    joints = _alternatives(_words()["joints"])
    return re.compile(rf"(?:{words})(?:(?:{joints}|\s)*+(?:{words}))*+")


@cache
def _ending() -> re.Pattern[str]:
    """A label whose last word is a heading's: `○ 신청 자격 등(공통)`."""
    words = _alternatives([word for word in _words()["words"] if len(word) > 1])
    return re.compile(rf"(?:{words})(?:\s*등)?(?:\s*\([^()]*\))?$")


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
