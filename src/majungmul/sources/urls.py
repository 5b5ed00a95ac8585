"""Addresses as sources print them, made whole or dropped."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urljoin, urlsplit

_FILE = re.compile(r"\.[A-Za-z0-9]{2,5}\Z")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def web(text: str, base: str = "") -> str:
    """An absolute http(s) address, or "".

    A missing scheme is added, a relative path completed from `base`, and of an address that was
    glued to its own beginning (`https://a.krhttps://a.kr/x`) the last part counts.
    """
    text = _unbroken(text.strip())
    if not text or any(sign in text for sign in "<>\"'"):
        return ""
    cut = max(text.rfind("http://"), text.rfind("https://"))
    if cut > 0 and text[cut - 1] not in "=/?&":
        text = text[cut:]
    if "://" not in text and not text.startswith("/"):
        bare = _HOST.match(text)
        text = f"https://{text}" if bare and bare[0].count(".") else text
    try:
        full = urljoin(base, text)
        parts = urlsplit(full)
        found = parts.scheme in {"http", "https"} and _HOST.fullmatch(parts.hostname or "")
    except ValueError:
        return ""
    return full if found else ""


def _unbroken(text: str) -> str:
    """Without blanks: those of a file's name are encoded, words behind an address cut off."""
    if not any(sign.isspace() for sign in text):
        return text
    if not text.startswith(("http://", "https://", "/", "www.")):
        return ""
    return "%20".join(text.split()) if _FILE.search(text) else text.split()[0]


def field(url: str, name: str) -> str:
    """The value of a query field, "" when the address has none."""
    try:
        return parse_qs(urlsplit(url).query).get(name, [""])[0]
    except ValueError:
        return ""
