"""Several ledgers that answer as one: a public one and one's own, in files or on servers.

What is written goes into the last, which alone is opened for writing. There are the digests, the marks, the inbox and
what people did about changes. A fact that several ledgers hold counts once, as the first that recorded it; where they
differ about the same fact, what was recorded last stands, as in one ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING

import attrs

from regtrack.dates import Tick
from regtrack.errors import StoreError
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.totals import Totals
from regtrack.records.canonical import load
from regtrack.store.base import Store
from regtrack.store.batches import Appended, Batch, Item
from regtrack.store.chain import ChainLink
from regtrack.store.joined_reading import JoinedReader
from regtrack.store.rows import withdrawn
from regtrack.store.sql import SqlStore
from regtrack.store.values import CheckProgress, Damage
from regtrack.store.writing import taken_back

if TYPE_CHECKING:
    from regtrack.store.outbox import SqlOutbox


class JoinedStore(JoinedReader):
    """Several ledgers that answer as one.

    Args:
        stores: the ledgers; what is written goes into the last.

    Raises:
        StoreError: a store of a plug-in is among them.
    """

    def __init__(self, stores: Sequence[Store]) -> None:
        joinable = [store for store in stores if isinstance(store, SqlStore)]
        if len(joinable) < len(stores):
            raise StoreError("store: found a store of a plug-in; expected ledgers in SQLite or PostgreSQL to join")
        super().__init__(joinable)
        self._own = last = joinable[-1]
        self.read_only = last.read_only
        self.bookmarks, self.bookmark, self.believe = last.bookmarks, last.bookmark, last.believe
        self.inbox, self.people, self.reviews = last.inbox, last.people, last.reviews
        self.reading, self.check_in = last.reading, last.check_in
        self.dump, self.merge = last.dump, last.merge

    def close(self) -> None:
        for store in self._stores:
            store.close()

    def others(self) -> Store:
        """Return what answers from all ledgers but one's own; its ledgers are closed with this one."""
        return self._stores[0] if self._count == 2 else JoinedStore(self._stores[:-1])

    # --- one's own --------------------------------------------------------------------------------------------------

    @property
    def outbox(self) -> SqlOutbox:
        return self._own.outbox

    def together(self) -> AbstractContextManager[None]:
        return self._own.together()

    def append(self, batch: Batch, now: Tick) -> Appended:
        with self._own._db.transaction(dry_run=batch.dry_run):
            given = self._instruments_for(batch.items)
            if given:  # their records come along, so that the ledger can be read by itself
                self._own.append(Batch(batch.source, batch.title, given, closes=False), now)
            items = [*batch.items, *self._taken_back(batch)]
            done = self._own.append(attrs.evolve(batch, items=items), now)
            extra = len(items) - len(batch.items)
            return Appended(done.new - extra, done.revised, done.withdrawn + extra, done.unchanged)

    def _instruments_for(self, items: Sequence[Item]) -> list[Instrument]:
        """Return the instruments that items are about and that only the other ledgers have."""
        given = {item.id for item in items if isinstance(item, Instrument)}
        about = {item.target for item in items if isinstance(item, Event)}
        about |= {item.same_as for item in items if isinstance(item, Instrument) and item.same_as}
        missing = about - given - self._own.numbers(about).keys()
        return sorted(self.instruments(self.numbers(missing).values()).values(), key=lambda item: bool(item.same_as))

    def _taken_back(self, batch: Batch) -> Iterator[Event]:
        """Return records that withdraw facts of the other ledgers which the batch drops, or gives to another rule."""
        others = self._stores[:-1]
        stated = {item.key: item.target for item in batch.items if isinstance(item, Event)}
        begun = {key for beginning in batch.restated for key in self._begun(beginning, others)}
        if batch.complete:
            query = """SELECT key FROM source CROSS JOIN entry
                       WHERE entry.source = source.num AND type = 'event' AND source.id = ?"""
            begun |= {key for store in others for (key,) in store._db.execute(query, (batch.source,))}
        for key, version in self._standing(begun | stated.keys()).items():
            old = load(version.body, Event)
            if version.ledger == self._count - 1 or old.kind == "revise_record":
                continue  # one's own ledger sees to its own
            if key not in stated:
                yield taken_back(old, withdrawn(key))
            elif stated[key] != old.target:
                yield taken_back(old, f"{key}#moved")

    # --- all of them ------------------------------------------------------------------------------------------------

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with ExitStack() as stack:
            for store in self._stores:
                stack.enter_context(store.snapshot())
            yield

    def believed(self) -> Tick | None:
        return max(filter(None, (store.believed() for store in self._stores)), default=None)

    def head(self, beginning: str = "") -> ChainLink:
        if not beginning:
            return self._own.head()
        return max((store.head(beginning) for store in self._stores), key=lambda link: link.num)

    def check(self, progress: Callable[[CheckProgress], object] | None = None) -> Iterator[Damage]:
        for store in self._stores:
            for damage in store.check(progress):
                yield damage._replace(place=f"{store.location}: {damage.place}")

    def totals(self) -> Totals:
        totals = [store.totals() for store in self._stores]
        counts = {type_: sum(getattr(total, f"{type_}s") for total in totals) for type_ in _COUNTED}
        for ledger, store in enumerate(self._stores[1:], 1):
            rows = store._db.execute(f"SELECT DISTINCT type, key FROM entry WHERE type IN {_COUNTED}").fetchall()
            for type_ in _COUNTED:
                keys = {key for found, key in rows if found == type_}
                counts[type_] -= len(self._held(keys, type_, self._stores[:ledger]))
        location = " + ".join(total.location for total in totals)
        own = totals[-1]
        return Totals(
            counts["instrument"], counts["document"], counts["event"], own.schema_version, location, own.links, own.head
        )

    def _held(self, keys: Iterable[str], type_: str, stores: Iterable[SqlStore]) -> set[str]:
        query, wanted = "SELECT DISTINCT key FROM entry WHERE type = ? AND key {}", set(keys)
        return {key for store in stores for (key,) in store._db.lookup(query, wanted, (type_,))}


_COUNTED = ("instrument", "document", "event")
