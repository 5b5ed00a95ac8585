"""From what sources send to plain text: charsets, entities, tags, blanks."""

from __future__ import annotations

import html
import re
import unicodedata

# Measured and documented ways of saying nothing.
NOTHING = frozenset({"", "-", "null", "none", "n/a", "없음.", "해당없음", "해당 없음"})

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HIDDEN = re.compile(r"<(script|style|head)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(r"</t[dh]\s*>\s*(?=<t[dh]\b)", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:p|div|br|hr|li|ul|ol|dl|dt|dd|tr|table|thead|tbody|h[1-6]|section|article|blockquote"
    r"|pre|form|header|footer)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-z][a-z0-9:-]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
# Control signs that are no blanks, and signs that show letters in another order than they stand.
_CONTROLS = (n for n in range(0xA0) if unicodedata.category(chr(n)) == "Cc")
_TURNS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_INVISIBLE = dict.fromkeys(
    (
        *(n for n in _CONTROLS if not chr(n).isspace()),
        *_TURNS,
        *map(ord, "\u200b\u2060\ufeff\u00ad"),
    )
)
_BLANKS = re.compile(r"[^\S\n]+")
_GAPS = re.compile(r"\n{3,}")
_LINES = re.compile(r"\n{2,}")
_POINTER = re.compile(r"[^\S\n]+(?=☞)|(?<=[^\s])(?=☞)")


def decode(data: bytes, declared: str | None = None) -> str:
    """Text of `data`: BOM, strict UTF-8, the declared charset, cp949.

    A declared charset comes after UTF-8 because Korean text in another charset is hardly ever
    valid UTF-8 by chance, while wrong declarations are common. Raises ValueError when none fits.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    for charset in ("utf-8-sig", declared, "cp949"):
        try:
            if charset:
                return data.decode(charset)
        except UnicodeDecodeError as error:
            if charset == "utf-8-sig" and error.reason == "unexpected end of data":
                return data.decode(charset, "ignore")  # cut off inside its last letter
        except LookupError:
            continue
    raise ValueError("글자 부호화를 알 수 없습니다")


def plain(text: str) -> str:
    """Plain lines of a possibly HTML text: entities opened (twice at most), tags dropped.

    `<도약 프로그램>` is a Korean quotation, not a tag, and stays; a `☞` begins its own line.
    """
    text = html.unescape(html.unescape(text))
    text = _HIDDEN.sub("", _COMMENT.sub("", text))
    gap = "\n" if _BREAK.search(text) else "\n\n"  # between tags line ends mean nothing
    text = _BREAK.sub("\n", _CELL.sub(" | ", text))
    text = _TAG.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    text = _POINTER.sub("\n", _BLANKS.sub(" ", text))
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return (_GAPS if len(gap) > 1 else _LINES).sub(gap, lines).strip()


def line(text: str) -> str:
    """`plain`, on one line."""
    return " ".join(plain(text).split())


def parts(text: str, separators: str = ",") -> tuple[str, ...]:
    """The filled pieces of a list printed in one field, in order, each once."""
    pieces = (piece.strip() for piece in re.split(f"[{re.escape(separators)}]", text))
    return tuple(dict.fromkeys(piece for piece in pieces if piece.lower() not in NOTHING))
