"""Doors for others' code: the groups of entry points by which an installed package adds to regtrack.

What regtrack brings itself goes through the same doors, from a table that has the form of an entry point:
a name, and ``module:attribute``. What others have installed is read once a process, and only when it is needed: a name
is asked for that is none of regtrack's own, or all names are.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, Generic, TypeVar

T = TypeVar("T")
GROUPS = tuple(
    f"regtrack.{each}" for each in ("sources", "channels", "formats", "kinds", "commands", "stores", "readers")
)
"""Every group of entry points that there is."""


class UnfitError(ValueError):
    """What came through a door is not what the door is for; the message says why."""


class Door(Generic[T]):
    """One group of entry points: what regtrack brings, and what others add.

    A plug-in that cannot be imported, that is unfit, or that takes a name which is taken, is named once on standard
    error and left out; everything else goes on.

    Args:
        group: of the entry points, such as ``regtrack.formats``.
        built_in: what regtrack brings: ``module:attribute`` by name.
        admit: makes of what was loaded what is used, or raises.
    """

    def __init__(
        self, group: str, built_in: Mapping[str, str], admit: Callable[[Any], T] = lambda found: found
    ) -> None:
        self.group = group
        self.built_in = built_in
        self._admit = admit
        self._admitted: dict[str, T | None] = {}

    def __contains__(self, name: object) -> bool:
        """Whether something goes by a name; what others have installed is read only where it is none of regtrack's."""
        return isinstance(name, str) and (name in self.built_in or name in self.added())

    def names(self) -> tuple[str, ...]:
        """Return every name, regtrack's own first; no plug-in is imported, and one that was left out is not named."""
        left_out = {name for name, found in self._admitted.items() if found is None}
        return (*self.built_in, *(name for name in self.added() if name not in left_out))

    def added(self) -> Mapping[str, str]:
        """Return what others have installed: ``module:attribute`` by name."""
        found: dict[str, str] = {}
        for name, where in _installed(self.group):
            if self.built_in.get(name, where) != where or found.get(name, where) != where:
                _warn(self.group, name, where, "the name is taken")
            elif name not in self.built_in:
                found[name] = where
        return found

    def get(self, name: str) -> T | None:
        """Return what goes by a name; None for an unknown name, and for a plug-in that cannot be used."""
        if name not in self._admitted:
            own = self.built_in.get(name)
            self._admitted[name] = self._admit(load(own)) if own is not None else self._plugin(name)
        return self._admitted[name]

    def values(self) -> Iterator[T]:
        """Yield all that can be used, regtrack's own first."""
        found = map(self.get, self.names())
        return (each for each in found if each is not None)

    def _plugin(self, name: str) -> T | None:
        where = self.added().get(name)
        if where is None:
            return None
        try:
            return self._admit(load(where))
        except Exception as error:  # noqa: BLE001 (it is somebody else's code, and nothing else is lost for it)
            _warn(self.group, name, where, said(error))
            return None


def having(*names: str) -> Callable[[Any], Any]:
    """Return a check that lets through what has attributes of these names."""

    def admit(found: Any) -> Any:
        lacking = [name for name in names if not hasattr(found, name)]
        if lacking:
            raise UnfitError(f"it has no {' and no '.join(lacking)}")
        return found

    return admit


def said(error: BaseException) -> str:
    """Return what an error of somebody else's code says, in a line."""
    return " ".join(str(error).split()) or type(error).__name__


def in_words(error: BaseException) -> str:
    """Describe an error to a user in words, and say whose fault it is if it is a plug-in's."""
    from regtrack import errors  # takes longer to import than help takes

    culprit = None if isinstance(error, errors.RegtrackError) else _blamed(error)
    return errors.in_words(error) if culprit is None else f"a fault of the plug-in {culprit}: {said(error)}"


def _blamed(error: BaseException) -> str | None:
    """Return the package of the plug-in in which an error arose; None if it is regtrack's own fault.

    What a library raises is the fault of whoever called it.
    """
    installed = {where.partition(":")[0].partition(".")[0] for group in GROUPS for _, where in _installed(group)}
    from traceback import walk_tb

    called = [str(frame.f_globals.get("__name__", "")).partition(".")[0] for frame, _ in walk_tb(error.__traceback__)]
    last = next((top for top in reversed(called) if top == "regtrack" or top in installed), None)
    return last if last != "regtrack" else None


def forget() -> None:
    """Read anew what is installed, the next time that a door is asked."""
    _installed.cache_clear()
    _warn.cache_clear()


def load(where: str) -> Any:
    """Return what ``module:attribute`` names; a module where there is no attribute."""
    module, _, attribute = where.partition(":")
    found: Any = import_module(module)
    for each in filter(None, attribute.split(".")):
        found = getattr(found, each)
    return found


@cache
def _installed(group: str) -> tuple[tuple[str, str], ...]:
    """Return the entry points of a group: the name and the place of each, in the order of their names."""
    from importlib.metadata import entry_points  # takes longer to import than most commands take to parse

    return tuple(sorted({(each.name, each.value) for each in entry_points(group=group)}))


@cache
def _warn(group: str, name: str, where: str, reason: str) -> None:
    """Say on standard error, once, that a plug-in is left out."""
    sys.stderr.write(f"regtrack: the plug-in {name!r} ({where}, {group}) is left out: {reason}\n")
