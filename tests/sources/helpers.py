"""What tests of several sources share."""

from __future__ import annotations

from collections.abc import Mapping

from majungmul.sources import Notice, Raw
from majungmul.sources.items import ItemSource


def notice(source: ItemSource, item: Mapping[str, object]) -> Notice:
    """The notice of one item, taken the way a run takes it."""
    (raw,) = source.take([item])
    assert isinstance(raw, Raw), raw
    return source.map(raw)


def lines(found: Notice) -> dict[str, str]:
    """The notice's sections by heading."""
    return {part.heading: part.text for part in found.sections}
