"""Which programme a call belongs to: the funder's, by its name without year, round and tail."""

from __future__ import annotations

from . import titles
from .models import Organization, Program


class Programs:
    """Looks programmes up for one batch."""

    def __init__(self) -> None:
        self._found: dict[str, Program] = {}

    def resolve(
        self,
        title: str,
        named: str,
        funder: Organization | None,
        operator: Organization | None,
        is_sample: bool = False,
    ) -> Program:
        """The programme of a call titled `title`; `named` is its name where the source gives it."""
        parts = titles.parse(named or title)
        owner = funder or operator
        key = f"{'s' if is_sample else ''}{owner.pk if owner else 0}:{parts.program}"[:300]
        if key not in self._found:
            self._found[key], _ = Program.objects.get_or_create(
                key=key,
                defaults={
                    "name": parts.name[:300],
                    "funder": funder,
                    "operator": operator,
                    "is_sample": is_sample,
                },
            )
        return self._found[key]
