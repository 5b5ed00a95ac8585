"""What people say of facts that were read: kept beside them, and handed out as gold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User

from .models import Correction, Document

FACTS = ("quantity", "period", "statement", "condition", "opportunity")


def correct(
    document: Document,
    author: User,
    kind: str,
    fact: str,
    start: int,
    end: int,
    value: Any = None,
    field: str = "",
    note: str = "",
) -> Correction:
    """Keeps a person's word on one fact. Raises ValueError for a span outside the text."""
    if fact not in FACTS or kind not in Correction.Kind.values:
        raise ValueError(f"'{kind} {fact}'은(는) 고칠 수 있는 것이 아닙니다.")
    if not 0 <= start < end <= len(document.text):
        raise ValueError("근거 위치가 본문 밖입니다.")
    return Correction.objects.create(
        document=document,
        kind=kind,
        fact=fact,
        field=field,
        start=start,
        end=end,
        quote=document.text[start:end],
        value=value,
        note=note,
        author=author,
    )


def gold(documents: list[Document] | None = None) -> Iterator[dict[str, Any]]:
    """Every correction as a line of gold: the newest word on each place, with its document."""
    rows = Correction.objects.select_related("document").order_by("document_id", "made_at", "pk")
    if documents is not None:
        rows = rows.filter(document__in=documents)
    newest = {(row.document_id, row.fact, row.field, row.start, row.end): row for row in rows}
    for row in newest.values():
        yield {
            "document": str(row.document.uuid),
            "sha256": row.document.sha256,
            "kind": row.kind,
            "fact": row.fact,
            "field": row.field,
            "start": row.start,
            "end": row.end,
            "quote": row.quote,
            "value": row.value,
            "reader_version": row.document.reader_version,
        }
