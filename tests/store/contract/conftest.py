"""The stores: a new one gets a line in STORES, and has to pass every test of this folder as it is."""

from collections.abc import Iterator

import pytest

from regtrack.store import Store
from tests.store.kinds import BESIDES, STORES, Open


@pytest.fixture(params=[*STORES, *BESIDES])
def open_store(request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens ledgers of one store, empty at first; they are closed in the end."""
    place = {**STORES, **BESIDES}[request.param](request)
    opened = list[Store]()

    def call(name: str = "ledger") -> Store:
        opened.append(place(name))
        return opened[-1]

    yield call
    for store in reversed(opened):
        store.close()


@pytest.fixture
def store(open_store: Open) -> Store:
    """An empty ledger."""
    return open_store()
