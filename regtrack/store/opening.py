"""Opening ledgers: which store an address means, and which kinds of events a ledger may hold."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from regtrack.errors import InputError, StoreError
from regtrack.model import kinds
from regtrack.plugins import Door, UnfitError
from regtrack.store.base import Store

Location = str | Path | Sequence[str | Path]
_JOINT = " + "
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]+)://")


def _callable(found: Any) -> Callable[..., Store]:
    if not callable(found):
        raise UnfitError("it cannot be called with an address")
    return found  # type: ignore[no-any-return]


_POSTGRES = "regtrack.store.opening:open_postgres"
STORES: Door[Callable[..., Store]] = Door(
    "regtrack.stores",
    {"sqlite": "regtrack.store:SqliteStore", "postgresql": _POSTGRES, "postgres": _POSTGRES},
    _callable,
)
"""What opens a ledger by its address, by the beginning of the address: ``postgresql`` opens ``postgresql://...``.

It takes ``read_only=True`` and ``sampled=False`` too, where they are asked for.
"""


def is_address(location: str | Path) -> bool:
    """Return whether a ledger is named by an address, such as ``postgresql://...``, and not by a path."""
    return _SCHEME.match(str(location)) is not None


def places(location: Location) -> list[str]:
    """Return the ledgers that are named: one, or several to be joined, in a sequence or with `` + `` between them.

    Raises:
        InputError: a path is empty, for which SQLite would make a file that is gone at the end.
    """
    if not isinstance(location, str | Path):
        named = [str(each) for each in location]
    else:
        text = str(location)
        named = [text] if _JOINT not in text or Path(text).exists() else text.split(_JOINT)
    if not all(map(str.strip, named)):
        raise InputError("store: found an empty path; expected the path of a ledger")
    return named


def joint(locations: Iterable[str | Path]) -> str:
    """Return how several ledgers are named together."""
    return _JOINT.join(map(str, locations))


def open_store(location: Location, *, read_only: bool = False, sampled: bool = True) -> Store:
    """Open a ledger.

    Args:
        location: a path, ``:memory:``, or an address such as ``postgresql://...``; several are joined, and what is
            written goes into the last.
        read_only: only read.
        sampled: verify a few entries.

    Raises:
        InputError: a path is empty, or no store takes such an address.
        StoreError: the ledger cannot be opened.
    """
    named = places(location)
    if len(named) != 1:
        return _joined(named, read_only=read_only, sampled=sampled)
    (location,) = named
    match = _SCHEME.match(location)
    name = match[1] if match is not None else "sqlite"
    store = STORES.get(name)
    if store is None or (match is not None and name == "sqlite"):
        others = [f"{each}://..." for each in STORES.names() if each != "sqlite"]
        raise InputError(
            f"store: found an address that begins with {name}://; expected {' or '.join(['a path', *others])}, or the "
            "plug-in installed that takes it"
        )
    unusual = {"read_only": read_only} if read_only else {}
    return store(location, **unusual if sampled else {**unusual, "sampled": False})


def _joined(locations: Sequence[str], *, read_only: bool, sampled: bool) -> Store:
    from regtrack.store.joined import JoinedStore

    if not locations or len(set(locations)) < len(locations):
        raise InputError(f"store: found {joint(locations) or 'no ledger'}; expected one, or several that differ")
    opened = list[Store]()
    try:
        for number, place in enumerate(locations, 1):
            opened.append(open_store(place, read_only=read_only or number < len(locations), sampled=sampled))
        return JoinedStore(opened)
    except BaseException:
        for store in opened:
            store.close()
        raise


def open_postgres(address: str, **options: bool) -> Store:
    """Open a team's ledger; its driver is an extra."""
    try:
        from regtrack.store.postgres import PostgresStore
    except ImportError as error:
        raise StoreError(
            f"store: found a PostgreSQL address, and {error}; expected its driver: pip install 'regtrack[postgres]'"
        ) from error
    return PostgresStore(address, **options)


def _added(module: Any) -> Any:
    kinds.add(getattr(module, "KINDS", ()), getattr(module, "INSTRUMENT_KINDS", None))
    return module


KINDS: Door[Any] = Door("regtrack.kinds", {}, _added)
"""A module with ``KINDS``, rows of events, or ``INSTRUMENT_KINDS``, families by name, for each plug-in."""


def _bring() -> None:
    deque(KINDS.values(), maxlen=0)


kinds.further(_bring)
