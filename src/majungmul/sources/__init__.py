"""Where notices come from: one folder per source, found by itself.

for slug, source in sources.all().items(): ...
for raw, notice in sources.read(source, source.load(path)): ...
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from types import ModuleType

from .types import Attachment, Failure, Kind, Notice, Raw, Section, Source, SourceError

ENTRY_POINTS = "majungmul.sources"


@cache
def all() -> Mapping[str, Source]:
    """Every source by slug: the folders of this package and installed `majungmul.sources`."""
    found: dict[str, Source] = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        if module.ispkg:
            for source in _offered(import_module(module.name)):
                found.setdefault(source.slug, source)
    for entry in entry_points(group=ENTRY_POINTS):
        source = entry.load()
        found.setdefault(source.slug, source)
    return dict(sorted(found.items()))


def _offered(folder: ModuleType) -> Iterable[Source]:
    """What a folder offers: one `SOURCE`, or several from `sources()`."""
    if hasattr(folder, "SOURCE"):
        return (folder.SOURCE,)
    offered: Iterable[Source] = folder.sources()
    return offered


def get(slug: str) -> Source:
    """The source of that slug. Raises SourceError naming those there are."""
    source = all().get(slug)
    if source is None:
        raise SourceError(f"'{slug}' 출처는 없습니다. 있는 출처: {', '.join(all())}.")
    return source


def read(source: Source, raws: Iterable[Raw | Failure]) -> Iterator[tuple[Raw, Notice] | Failure]:
    """Each raw item with its notice; what cannot be mapped is a failure and the rest goes on."""
    for raw in raws:
        if isinstance(raw, Failure):
            yield raw
            continue
        try:
            notice = source.map(raw)
        except SourceError as error:
            yield Failure(raw.key, error.reason)
        else:
            yield raw, notice


__all__ = [
    "Attachment",
    "Failure",
    "Kind",
    "Notice",
    "Raw",
    "Section",
    "Source",
    "SourceError",
    "all",
    "get",
    "read",
]
