"""A ledger in a database: what it appends and reads, in SQL that every database understands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from regtrack.dates import DAWN, Tick
from regtrack.errors import StoreError
from regtrack.store.database import Database, Row
from regtrack.store.faults import sample
from regtrack.store.reading import SqlReader
from regtrack.store.schema import COMPILED, PLACED, VERSION, migrate

if TYPE_CHECKING:
    from regtrack.model.totals import Totals
    from regtrack.store.batches import Appended, Batch
    from regtrack.store.chain import ChainLink
    from regtrack.store.outbox import SqlOutbox
    from regtrack.store.values import CheckProgress, Damage

_NO_ENTRIES = ("source", "sighting", "link", "table")
"""Types of lines in a dump that are no entries."""
_ENTRY = ("type", "seq", "recorded", "source", "key", "id", "record", "history")
"""What a dump has of an entry, in this order."""
_CHECK = "source, recorded, digest, checked_through, problem, count, due"
"""What a dump has of each reading of a source; what to ask its server with is of no use to another ledger."""


class SqlStore(SqlReader):
    """A ledger in the tables of a database.

    Args:
        db: the database; its tables are brought to this release.
        sampled: verify a few entries.
    """

    def __init__(self, db: Database, *, sampled: bool = True) -> None:
        super().__init__(db)
        self.location, self.read_only = db.location, db.read_only
        migrate(db, read_only=db.read_only, steps={COMPILED: _recompile, PLACED: _place})
        if sampled:
            sample(db)

    def close(self) -> None:
        self._db.close()

    @property
    def outbox(self) -> SqlOutbox:
        from regtrack.store.outbox import SqlOutbox

        return SqlOutbox(self._db)

    def snapshot(self) -> AbstractContextManager[None]:
        return self._db.snapshot()

    # --- writing ----------------------------------------------------------------------------------------------------

    def append(self, batch: Batch, now: Tick) -> Appended:
        from regtrack.store.writing import Writer  # which a ledger that only answers does without

        with self._db.transaction(dry_run=batch.dry_run):
            recorded = self._recorded(now)
            source = self._source(batch, recorded)
            whole = batch.complete or bool(batch.restated)
            writer = Writer(self._db, source, recorded, complete=whole, history=batch.history)
            writer.write(batch.items)
            if whole:
                writer.withdraw_missing(None if batch.complete else batch.restated)
            writer.flush()
            for name in batch.portions:
                query = "INSERT INTO portion VALUES (?, ?, ?, ?) ON CONFLICT (source, name) DO UPDATE SET read = ?"
                self._db.execute(query, (source, name, recorded, recorded, recorded))
            if batch.sightings:
                seen = [(document, source, recorded) for document, _ in batch.sightings]
                self._sight(seen, [(name, document) for document, names in batch.sightings for name in names])
            return writer.appended

    def check_in(self, batches: Sequence[Batch], now: Tick) -> None:
        with self._db.transaction(dry_run=any(batch.dry_run for batch in batches)):
            recorded = self._recorded(now)
            # All in one statement: for a hundred feeds with nothing new it is what takes longest here.
            self._check(row for batch in batches for row in self._reading_of(batch, recorded)[1])

    def _sight(self, seen: list[tuple[str, int, Tick]], names: list[tuple[int, str]]) -> None:
        self._db.insert("sighting", sorted(set(seen)), ignore=True)
        self._db.insert("item_name", sorted(set(names)), ignore=True)

    def _recorded(self, now: Tick) -> Tick:
        """Return the present, never before what is already recorded, and after what a digest may have read."""
        last = self._db.execute(
            "SELECT (SELECT recorded FROM entry ORDER BY seq DESC LIMIT 1), (SELECT known + 1 FROM cut)"
        ).fetchone()
        return max(now, DAWN, *(int(tick) for tick in last if tick is not None))

    def _source(self, batch: Batch, recorded: Tick) -> int:
        """Return the row number of a source; record the reading if it was complete."""
        num, rows = self._reading_of(batch, recorded)
        self._check(rows)
        return num

    def _check(self, rows: Iterable[Row]) -> None:
        self._db.insert(f"check_in ({_CHECK}, known)", list(rows))

    def _reading_of(self, batch: Batch, recorded: Tick) -> tuple[int, list[Row]]:
        """Return the row number of a source, and what is recorded of its reading if that was complete."""
        query = """SELECT num, recorded, digest, problem FROM source LEFT JOIN check_in ON check_in.source = num
                   WHERE id = ? ORDER BY recorded DESC LIMIT 2"""
        readings = self._db.execute(query, (batch.source,)).fetchall()
        if not readings:
            readings = [(self._new_source(None, batch.source, batch.title, recorded), None, None, None)]
        num, last = int(readings[0][0]), readings[0][1]
        if batch.closes:
            same = batch.next_poll_at is not None and batch.problem is None
            if same and [row[2:] for row in readings] == [(batch.digest, None)] * 2:
                # Of a run of readings that found a feed the same, the first and the last are kept.
                self._db.execute("DELETE FROM check_in WHERE source = ? AND recorded = ?", (num, last))
            at = recorded if last is None else max(recorded, last + 1)  # a reading never hides the one before it
            row = (num, at, batch.digest, batch.checked_through, batch.problem, batch.count, batch.next_poll_at)
            return num, [(*row, batch.validators)]
        return num, []

    def _new_source(self, num: int | None, id_: str, title: str, recorded: Tick, *, chained: bool = True) -> int:
        made = num or int(self._db.execute("SELECT coalesce(max(num), 0) + 1 FROM source").fetchone()[0])
        self._db.execute("INSERT INTO source VALUES (?, ?, ?, ?)", (made, id_, title, recorded))
        if chained:
            from regtrack.store import linking

            linking.cover(self._db, f"source {made}")
        return made

    def reading(self, feed: str) -> AbstractContextManager[bool]:
        return self._db.lock(f"feed {feed}") if self._db.served else nullcontext(True)

    def together(self) -> AbstractContextManager[None]:
        return self._db.transaction()

    def merge(self, lines: Sequence[Mapping[str, Any]], now: Tick) -> Appended:
        from regtrack.store import linking
        from regtrack.store.chain import NONE
        from regtrack.store.writing import Writer

        with self._db.transaction():
            recorded, links = self._recorded(now), [line for line in lines if line["type"] == "link"]
            empty = self._db.execute("SELECT 1 FROM entry LIMIT 1").fetchone() is None
            chained = not (links and linking.last(self._db) == NONE)  # an empty ledger takes over the chain
            followed = [line for line in lines if line["type"] == "source"]
            sources = {line["num"]: self._merge_source(line, recorded, empty, chained) for line in followed}
            writer = Writer(self._db, 0, recorded, complete=False, chained=chained)
            writer.merge([line for line in lines if line["type"] not in _NO_ENTRIES], sources, keep=empty)
            writer.flush()
            if not chained:
                self._take_over(links, [line for line in lines if line["type"] == "table"], recorded)
            shown = [line for line in lines if line["type"] == "sighting"]
            seen = [(row["document"], sources[row["source"]], row["recorded"] if empty else recorded) for row in shown]
            self._sight(seen, [(int(name, 16), row["document"]) for row in shown for name in row["names"]])
            return writer.appended

    def _take_over(self, links: Sequence[Mapping[str, Any]], tables: Sequence[Mapping[str, Any]], now: Tick) -> None:
        from regtrack.store import carrying, linking

        carrying.take_in(self._db, tables)
        linking.take_over(self._db, links, now, whole=bool(tables))
        if tables:
            carrying.verify(self._db, list(linking.links(self._db)), linking.restored(self._db))
            carrying.hold(self._db, now)

    def _merge_source(self, line: Mapping[str, Any], recorded: Tick, keep: bool, chained: bool) -> int:
        known = self._db.execute("SELECT num FROM source WHERE id = ?", (line["id"],)).fetchone()
        first = line["first_recorded"] if keep else recorded
        number = None if chained else line["num"]
        num = int(known[0]) if known else self._new_source(number, line["id"], line["title"], first, chained=chained)
        if keep:
            checks = [(num, *check, None, None, None)[:7] for check in line["checks"]]
            self._db.executemany(f"INSERT INTO check_in ({_CHECK}) VALUES (?, ?, ?, ?, ?, ?, ?)", checks)
        return num

    def head(self, beginning: str = "") -> ChainLink:
        from regtrack.store import linking

        return linking.last(self._db, beginning)

    def check(self, progress: Callable[[CheckProgress], object] | None = None) -> Iterator[Damage]:
        from regtrack.store.checking import LedgerCheck

        return LedgerCheck(self._db, progress).run()

    def totals(self) -> Totals:
        from regtrack.model.totals import Totals

        counts = dict(self._db.execute("SELECT type, count(DISTINCT key) FROM entry GROUP BY type").fetchall())
        head = self.head()
        return Totals(
            counts.get("instrument", 0), counts.get("document", 0), counts.get("event", 0), VERSION, self.location,
            head.num, head.head,
        )  # fmt: skip

    def dump(self) -> Iterator[dict[str, object]]:
        from regtrack.store import carrying, chain, linking

        query = "SELECT document, source, recorded FROM sighting ORDER BY recorded, document, source"
        with self._db.snapshot():  # what is recorded later is left out
            links, sighted = list(linking.links(self._db)), self._db.execute(query).fetchall()
            held = self._db.execute("SELECT count(*) FROM entry").fetchone()[0]
            carrying.verify(self._db, links, linking.restored(self._db))
            tables = list(carrying.carried(self._db))
        for num, id_, title, first in self._db.execute(
            "SELECT num, id, title, first_recorded FROM source ORDER BY num"
        ):
            checks = self._db.execute(
                """SELECT recorded, digest, checked_through, problem, count, due FROM check_in WHERE source = ?
                   ORDER BY recorded""",
                (num,),
            )
            yield {
                "type": "source", "num": num, "id": id_, "title": title, "first_recorded": first,
                "checks": [list(row) for row in checks],
            }  # fmt: skip
        named = {
            document: sorted(f"{name:x}" for name, _ in group)
            for document, group in groupby(
                self._db.execute("SELECT name, document FROM item_name ORDER BY document").fetchall(), itemgetter(1)
            )
        }
        for document, num, recorded in sighted:
            line = {"type": "sighting", "document": document, "source": num, "recorded": recorded}
            yield {**line, "names": named.pop(document, [])}
        before, covered = chain.NONE, 0
        for link in links:
            entries = link.subject.startswith("entries ")
            lines = linking.covered(self._db, link.subject) if entries else []
            rows = chain.digest(lines) if entries else link.rows
            if link != chain.link(before, link.subject, rows):
                raise self._not_proven(f"{link.subject} are not what was recorded")
            before, covered = link, covered + len(lines)
            for table in map(json.JSONDecoder().decode, lines):
                yield {name: table[name] for name in _ENTRY if name in table}
            yield {"type": "link", **link._asdict()}
        if covered != held:
            raise self._not_proven(f"it has {held} entries, and the chain covers {covered}")
        yield from tables

    def _not_proven(self, words: str) -> StoreError:
        return StoreError(
            f"{self.location}: {words}; nothing was exported: `regtrack check --store` says what is damaged"
        )


def _recompile(db: Database) -> None:
    from regtrack.store.rebuilding import recompile

    recompile(db)


def _place(db: Database) -> None:
    from regtrack.store.rebuilding import place

    place(db)
