"""The kit of regtrack.testing, which others hold their stores against, holds of the one in PostgreSQL."""

import os
from collections.abc import Iterator

import pytest

from regtrack.store import Store
from regtrack.testing import StoreContract
from tests.store.kinds import Schemas
from tests.store.postgres.server import NAMED

pytestmark = pytest.mark.skipif(NAMED not in os.environ, reason=f"no PostgreSQL: {NAMED} names none")


class TestStore(StoreContract):
    @pytest.fixture(autouse=True)
    def _schemas(self) -> Iterator[None]:
        self.schemas = Schemas()
        yield
        self.schemas.empty()

    def open(self, name: str = "ledger") -> Store:
        return self.schemas.open(name)
