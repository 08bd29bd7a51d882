"""The stores: a new one gets a line in STORES, and has to pass every test of this folder as it is."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from regtrack.store import SqliteStore, Store

Open = Callable[..., Store]
"""Opens a ledger by a name: the same name again is the same ledger, as another process would open it."""

STORES: Mapping[str, Callable[[Path, str], Store]] = {
    "sqlite": lambda folder, name: SqliteStore(folder / f"{name}.sqlite"),
}


@pytest.fixture(params=STORES)
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens ledgers of one store, empty at first; they are closed in the end."""
    opened = list[Store]()

    def call(name: str = "ledger") -> Store:
        opened.append(STORES[request.param](tmp_path, name))
        return opened[-1]

    yield call
    for store in reversed(opened):
        store.close()


@pytest.fixture
def store(open_store: Open) -> Store:
    """An empty ledger."""
    return open_store()
