"""A notice as one text: what is read, searched and shown, and where every offset points into."""

from __future__ import annotations

from majungmul.sources import Notice

from .masking import mask


def notice_text(notice: Notice) -> str:
    """Title, then every section under its heading; the same notice always gives the same text."""
    return mask(f"{notice.title}\n\n{notice.text}".replace("\x00", "").strip()) + "\n"


def summary_of(notice: Notice, length: int = 300) -> str:
    """The beginning of the first section, in one line, for lists."""
    for section in notice.sections:
        words = " ".join(mask(section.text).split())
        if words:
            return words if len(words) <= length else words[: length - 1] + "…"
    return ""
