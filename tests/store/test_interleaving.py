"""Whatever is done to a ledger, in whatever order: each database answers alike, and so does each kind of copy.

It found that a stand-in which turned out to be another document made every question about the whole ledger fail.
"""

import itertools
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regtrack.store import SqliteStore, Store
from tests.store.interleaving import World, asked, moved, restored
from tests.store.kinds import NAMED, Schemas

MOST = 60 if "REGTRACK_EVENTS" in os.environ else 3


@settings(max_examples=MOST, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_copy_answers_alike(data: st.DataObject) -> None:
    """Exported and added, moved, opened to be read only; and it goes on from there."""
    schemas, names = Schemas(), itertools.count()
    with tempfile.TemporaryDirectory() as folder:
        made: list[Store] = []

        def lite(_: str = "") -> Store:
            made.append(SqliteStore(Path(folder) / f"{next(names)}.sqlite"))
            return made[-1]

        def served(name: str) -> Store:
            made.append(schemas.open(name))
            return made[-1]

        other: Callable[[str], Store] = served if NAMED in os.environ else lite
        try:
            world = World([lite(), other("first")])
            first, second = world.stores
            for _ in range(data.draw(st.integers(4, 20))):
                world.step(data.draw)
            copies = [
                restored(first, other("restored"), world.now), restored(second, lite(), world.now),
                moved(first, other("moved")), moved(second, lite()),
            ]  # fmt: skip
            made.append(SqliteStore(first.location, read_only=True))
            world.compare(data.draw(asked), *copies, made[-1])
            world.stores += copies
            for _ in range(data.draw(st.integers(0, 5))):
                world.step(data.draw)
            world.compare(data.draw(asked))
        finally:
            for store in made:
                store.close()
            schemas.empty() if NAMED in os.environ else None
