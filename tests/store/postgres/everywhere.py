"""A plugin of pytest: every ledger that a test opens is one in PostgreSQL.

    python -m tests.store.postgres.server python -m pytest -p tests.store.postgres.everywhere tests/digest ...

What is about SQLite's file itself is left out.
"""

import gc
import weakref
from itertools import count
from pathlib import Path

import regtrack.store
from regtrack.store import Store
from regtrack.store.database import Database
from tests.store.kinds import Schemas

_named, _opened = Schemas(), count(1)


def _open(path: str | Path) -> Store:
    """The ledger of a path, in a schema of its own; ``:memory:`` is another one each time, until nobody has it."""
    if next(_opened) % 20 == 0:
        gc.collect()  # what is part of a cycle keeps its connections until it is collected
    if str(path) != ":memory:":
        return _named.open(str(Path(path).absolute()))
    schemas = Schemas()
    store = schemas.open("memory")
    weakref.finalize(store, _end, store._db, schemas)
    return store


def _end(db: Database, schemas: Schemas) -> None:
    db.close()
    schemas.empty()


regtrack.store.SqliteStore = _open  # type: ignore[misc,assignment]
