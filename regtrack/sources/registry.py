"""Which formats there are: each folder of sources names its own, and this finds the folders.

A folder's ``__init__`` has ``FORMATS``, what a feed file may name as its format, and ``FILES``, what a file on disk may
be. Both say by name where the code is, so that it is loaded only when it is needed.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import Any

import attrs

from regtrack import sources


@attrs.frozen
class Format:
    """How a feed is read.

    Attributes:
        name: as a feed file has it.
        source: ``module:Class`` of its :class:`~regtrack.sources.source.Source`, made of its means; empty for news.
        needs: keys of a feed file that this format requires, and no other takes.
        takes: keys that it takes besides, and no other does.
        meant_by: what can be asked of this format only, so that it means ``feed`` where no feed is named.
        feed: the id of that feed.
    """

    name: str
    source: str = ""
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    meant_by: tuple[str, ...] = ()
    feed: str = ""

    @property
    def is_news(self) -> bool:
        """Whether it brings items of prose, which are polled together, and not data with a structure of its own."""
        return not self.source


@attrs.frozen
class FileKind:
    """What a file on disk may be.

    Attributes:
        name: for people.
        fits: whether bytes look like it.
        source: ``module:Class`` of its source, made of :class:`~regtrack.sources.source.FileContext`.
    """

    name: str
    fits: Callable[[bytes], bool]
    source: str


@lru_cache(maxsize=1)
def formats() -> Mapping[str, Format]:
    """Return the formats of feeds by name, those of news first."""
    found = [each for folder in _folders() for each in getattr(folder, "FORMATS", ())]
    return MappingProxyType({each.name: each for each in sorted(found, key=lambda each: not each.is_news)})


def file_kinds() -> tuple[FileKind, ...]:
    """Return what files on disk may be; the first that fits counts."""
    return tuple(each for folder in _folders() for each in getattr(folder, "FILES", ()))


def file_kind(data: bytes) -> FileKind | None:
    """Return what a file is by its content; None for none of the kinds that sources know."""
    return next((each for each in file_kinds() if each.fits(data)), None)


def load(where: str) -> Any:
    """Return what ``module:name`` names."""
    module, _, name = where.partition(":")
    return getattr(import_module(module), name)


def _folders() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(sources.__path__, f"{sources.__name__}."):
        if found.ispkg:
            yield import_module(found.name)
