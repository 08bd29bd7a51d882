"""Shell completion: names from the ledger, feeds, schemas. No network is used."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from regtrack.store import Store

Complete = Callable[[click.Context, click.Parameter, str], list[str]]
_MOST = 200
"""More than that help nobody, and a shell asks before it shows them."""


def from_ledger(field: str) -> Complete:
    """Return what completes a value by the ledger: ``instrument``, ``topic``, ``agency``, ``cfr``.

    Nothing is offered where the ledger cannot be read; a new one is never made.
    """

    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
        from regtrack.errors import RegtrackError
        from regtrack.store import is_address, open_store, places
        from regtrack.tracker import default_location

        location = str(ctx.params.get("store") or default_location())
        if not all(is_address(each) or os.path.isfile(each) for each in places(location)):  # noqa: PTH113  slow to import
            return []
        try:
            store = open_store(location)
            try:
                return _matching(_names(store, field), incomplete)
            finally:
                store.close()
        except RegtrackError:
            return []

    return complete


def kinds(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the kinds of instruments that begin so."""
    from regtrack.model.kinds import INSTRUMENT_KINDS

    return _matching(INSTRUMENT_KINDS, incomplete)


def feeds(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of feeds that begin so, of the release and of the user."""
    from regtrack.sources.syncing import Access

    return _matching((feed.id for feed in Access().catalogue()), incomplete)


def schemas(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the names of schemas that begin so."""
    from regtrack import _bundled

    return _matching(_bundled.schemas(), incomplete)


def _names(store: Store, field: str) -> Iterable[str]:
    return (each.id for each in store.outlines().values()) if field == "instrument" else store.carried(field)


def _matching(names: Iterable[str], incomplete: str) -> list[str]:
    """Return the names that begin so; of ids, those too of which the last part does."""
    begun = incomplete.casefold()
    found = (
        name for name in names
        if name.casefold().startswith(begun) or name.rpartition("/")[2].casefold().startswith(begun)
    )  # fmt: skip
    return sorted(found)[:_MOST]
