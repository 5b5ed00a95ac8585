"""Bytes to text: BOM, then what the file declares, strict UTF-8, cp949, and last a guess."""

from __future__ import annotations

import codecs
import re

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})"""
    rb"""|<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
# Korean pages say euc-kr or ks_c_5601 and mean Microsoft's superset of it.
_KOREAN = {"euc-kr", "euckr", "ks_c_5601-1987", "ks_c_5601", "ksc5601", "x-windows-949", "ms949"}


def decode(data: bytes) -> tuple[str, str, bool]:
    """The text, the encoding's name, and whether that is certain.

    A byte-order mark is not part of the text. Never raises: what no encoding can read becomes
    U+FFFD, and is not certain.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            text, clean = _lenient(data[len(mark) :], marked)
            return text, marked, clean
    for encoding in filter(None, (_declared(data), "utf-8", "cp949")):
        try:
            return data.decode(encoding), encoding, True
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(data)


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data, 0, 4096)
    if match is None:
        return None
    name = (match[1] or match[2]).decode("ascii", "replace").lower()
    if name in _KOREAN:
        return "cp949"
    try:
        # Only text encodings: codecs such as zip or base64 also answer to a name.
        return name if codecs.lookup(name)._is_text_encoding else None
    except LookupError:
        return None


def _guess(data: bytes) -> tuple[str, str, bool]:
    """Nothing fits strictly: whichever of the two usual encodings loses the fewest bytes."""
    usual = [(_lenient(data, encoding)[0], encoding) for encoding in ("utf-8", "cp949")]
    text, encoding = min(usual, key=lambda pair: pair[0].count("\ufffd"))
    if text.count("\ufffd") * 50 <= len(text):
        return text, encoding, False
    from charset_normalizer import from_bytes

    best = from_bytes(data[:1_000_000]).best()
    if best is not None:
        return data.decode(best.encoding, "replace"), best.encoding, False
    return text, encoding, False


def _lenient(data: bytes, encoding: str) -> tuple[str, bool]:
    try:
        return data.decode(encoding), True
    except UnicodeDecodeError:
        return data.decode(encoding, "replace"), False
