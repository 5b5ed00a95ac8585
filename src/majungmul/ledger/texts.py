"""A notice as one text: what is read, searched and shown, and where every offset points into."""

from __future__ import annotations

from dataclasses import fields, replace

from majungmul.sources import Attachment, Notice, Section

from .masking import mask


def tidy(notice: Notice) -> Notice:
    """The notice without what no database stores: NUL and halves of surrogate pairs."""
    words = {
        field.name: _storable(value)
        for field in fields(notice)
        if isinstance(value := getattr(notice, field.name), str)
    }
    return replace(
        notice,
        **words,  # type: ignore[arg-type]
        sections=tuple(Section(_storable(s.heading), _storable(s.text)) for s in notice.sections),
        attachments=tuple(
            Attachment(_storable(file.name), _storable(file.url)) for file in notice.attachments
        ),
        tags=tuple(map(_storable, notice.tags)),
    )


def _storable(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def notice_text(notice: Notice) -> str:
    """Title, then every section under its heading; the same notice always gives the same text."""
    return mask(f"{notice.title}\n\n{notice.text}".strip()) + "\n"


def summary_of(notice: Notice, length: int = 300) -> str:
    """The beginning of the first section, in one line, for lists."""
    for section in notice.sections:
        words = " ".join(mask(section.text).split())
        if words:
            return words if len(words) <= length else words[: length - 1] + "…"
    return ""
