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
from itertools import chain
from types import ModuleType

from . import described
from .types import Attachment, Failure, Kind, Notice, Raw, Section, Source, SourceError

ENTRY_POINTS = "majungmul.sources"
NOT_SET_UP = "열쇠나 폴더가 없어 모으지 않습니다. 받아 둔 파일은 --from으로 싣습니다."


@cache
def all() -> Mapping[str, Source]:
    """Every source by slug: the folders of this package, what TOML files describe, and what
    installed packages offer as `majungmul.sources`. Of two with one slug the first stands."""
    folders = [
        import_module(module.name)
        for module in pkgutil.iter_modules(__path__, f"{__name__}.")
        if module.ispkg
    ]
    found: dict[str, Source] = {}
    for source in chain(_own(folders), _described(folders), _installed()):
        found.setdefault(source.slug, source)
    return dict(sorted(found.items()))


def _own(folders: Iterable[ModuleType]) -> Iterator[Source]:
    """What folders offer as `SOURCE`."""
    for folder in folders:
        if hasattr(folder, "SOURCE"):
            yield folder.SOURCE


def _described(folders: Iterable[ModuleType]) -> Iterator[Source]:
    """What folders of a `KIND` make of descriptions: their own ones and this place's."""
    kinds = {folder.KIND: folder for folder in folders if hasattr(folder, "KIND")}
    files = [file for folder in kinds.values() for file in described.shipped(folder.__name__)]
    for file in (*files, *described.own()):
        about = described.describe(file)
        if isinstance(about, described.Broken):
            yield about
        elif about.kind in kinds:
            try:
                yield kinds[about.kind].make(about)
            except SourceError as error:
                yield described.Broken(file.name, error.reason)
        else:
            known = ", ".join(sorted(kinds))
            yield described.Broken(file.name, f"kind는 {known} 가운데 하나여야 합니다.")


def _installed() -> Iterator[Source]:
    """A package that cannot be loaded is one source that says so, not the end of all."""
    for entry in entry_points(group=ENTRY_POINTS):
        try:
            yield entry.load()
        except Exception as error:
            yield described.Broken(entry.name, f"설치된 출처를 불러올 수 없습니다({error}).")


def get(slug: str) -> Source:
    """The source of that slug. Raises SourceError naming those there are."""
    source = all().get(slug)
    if source is None:
        raise SourceError(f"'{slug}' 출처는 없습니다. 있는 출처: {', '.join(all())}.")
    return source


def is_whole(source: Source) -> bool:
    """Whether a run without `since` gives everything that is still open.

    From a feed, a board's first pages or a folder things drop out without being withdrawn: there,
    absence says nothing.
    """
    return bool(getattr(source, "whole", True))


def is_ready(source: Source) -> bool:
    """Whether this place has what the source is collected with: its key, its folder.

    One that is not ready is no failure: nobody has set it up, or it is loaded from files alone.
    """
    return bool(getattr(source, "ready", True))


def why_idle(source: Source) -> str:
    """Why this place does not collect from it by itself, in one sentence; "" where it does."""
    if is_ready(source):
        return ""
    return str(getattr(source, "files_only", "")) or NOT_SET_UP


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
        except Exception as error:
            reason = f"읽다가 예상하지 못한 문제가 생겼습니다({type(error).__name__}: {error})."
            yield Failure(raw.key, f"{reason} 원자료와 함께 알려 주세요.")
        else:
            yield raw, notice


__all__ = [
    "NOT_SET_UP",
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
    "is_ready",
    "is_whole",
    "read",
    "why_idle",
]
