"""Which formats there are: each folder of sources names its own, and so does each plug-in (``regtrack.sources``).

A folder's ``__init__``, or the module behind an entry point, has ``FORMATS``, what a feed file may name as its format,
or ``FILES``, what a file on disk may be. Both say by name where the code is, so that it is loaded only when it is
needed.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import attrs

from regtrack import sources
from regtrack.plugins import Door, UnfitError, load

__all__ = ["DOOR", "FileKind", "Format", "file_kind", "file_kinds", "formats", "load"]


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
        probe: what is appended to the address of a feed to ask whether it answers.
    """

    name: str
    source: str = ""
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    meant_by: tuple[str, ...] = ()
    feed: str = ""
    probe: str = ""

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
    found: dict[str, Format] = {}
    for each in _declared("FORMATS"):
        found.setdefault(each.name, each)  # no plug-in takes the place of a format that is there
    return MappingProxyType(dict(sorted(found.items(), key=lambda pair: not pair[1].is_news)))


@lru_cache(maxsize=1)
def file_kinds() -> tuple[FileKind, ...]:
    """Return what files on disk may be; the first that fits counts."""
    return tuple(_declared("FILES"))


def file_kind(data: bytes) -> FileKind | None:
    """Return what a file is by its content; None for none of the kinds that sources know."""
    return next((each for each in file_kinds() if each.fits(data)), None)


def folders() -> Mapping[str, str]:
    """Return the module of each folder of sources."""
    found = pkgutil.iter_modules(sources.__path__, f"{sources.__name__}.")
    return {each.name.rpartition(".")[2]: each.name for each in found if each.ispkg}


def _admit(module: Any) -> Any:
    declared = getattr(module, "FORMATS", ()), getattr(module, "FILES", ())
    expected = (Format, FileKind)
    if not all(isinstance(each, kind) for kind, rows in zip(expected, declared, strict=True) for each in rows):
        raise UnfitError("its FORMATS or FILES hold something else than a Format or a FileKind")
    return module


DOOR: Door[Any] = Door("regtrack.sources", folders(), _admit)
"""A module for each source."""


def _declared(what: str) -> Iterator[Any]:
    for module in DOOR.values():
        yield from getattr(module, what, ())
