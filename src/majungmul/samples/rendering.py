"""Samples look alive on any day: dates in them are written relative to the day they are loaded.

{{D}}  {{D-10}}  {{D+14}}            2026-12-05
{{D+14:%Y%m%d}}                      20261205
{{D+14:%Y. %-m. %-d.}}               2026. 12. 5.
{{D+14:weekday}}                     토
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_PLACEHOLDER = re.compile(r"\{\{D(?P<days>[+-]\d+)?(?::(?P<form>[^{}]+))?\}\}")
_DIRECTIVE = re.compile(r"%-?[a-zA-Z]")
_WEEKDAYS = "월화수목금토일"


def render(text: str, today: date) -> str:
    """`text` with every placeholder replaced by its day, counted from `today`.

    Raises ValueError for a directive that is not one of %Y %y %m %d %-m %-d.
    """
    return _PLACEHOLDER.sub(lambda match: _day(match, today), text)


def _day(match: re.Match[str], today: date) -> str:
    day = today + timedelta(days=int(match["days"] or 0))
    form = match["form"]
    if form is None:
        return day.isoformat()
    if form == "weekday":
        return _WEEKDAYS[day.weekday()]
    # strftime knows %-m on some systems only
    parts = {
        "%Y": f"{day.year:04}",
        "%y": f"{day.year % 100:02}",
        "%m": f"{day.month:02}",
        "%d": f"{day.day:02}",
        "%-m": str(day.month),
        "%-d": str(day.day),
    }

    def directive(found: re.Match[str]) -> str:
        if found[0] not in parts:
            raise ValueError(f"unknown date form {found[0]} in {match[0]}")
        return parts[found[0]]

    return _DIRECTIVE.sub(directive, form)
