"""A ledger in a database: what it appends and reads, in SQL that every database understands."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from regtrack.dates import DAWN, Tick
from regtrack.errors import StoreError
from regtrack.model.document import Document
from regtrack.model.event import Event, Recorded
from regtrack.model.horizon import Totals
from regtrack.model.inbox import InboxEntry
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import INSTRUMENT_KINDS
from regtrack.model.people import SOURCE as PEOPLE
from regtrack.model.people import Person, RecordedReview, Review
from regtrack.model.posting import Posting
from regtrack.model.provision_text import Amendatory, Edition, Passage
from regtrack.model.state import KnownBy
from regtrack.records.canonical import load
from regtrack.store import chain, linking
from regtrack.store.base import (
    Appended,
    Arrival,
    Batch,
    CheckProgress,
    Damage,
    InstrumentOutline,
    PortionStatus,
    SearchHit,
    SourceStatus,
    T,
    Waiting,
)
from regtrack.store.chain import NONE, ChainLink
from regtrack.store.database import Database, chunks, marks
from regtrack.store.rebuilding import recompile
from regtrack.store.rows import COLUMNS, postings_of
from regtrack.store.sampling import sample
from regtrack.store.schema import COMPILED, VERSION, migrate
from regtrack.store.words import terms_of
from regtrack.store.writing import LAST, Writer, withdrawn

if TYPE_CHECKING:
    from regtrack.store.outbox import SqlOutbox

_NO_ENTRIES = ("source", "sighting", "link")
"""Types of lines in a dump that are no entries."""
_CHECK = "source, recorded, digest, checked_through, problem, count, due"
"""What a dump has of each reading of a source; what to ask its server with is of no use to another ledger."""


class SqlStore:
    """A ledger in the tables of a database.

    Args:
        db: the database; its tables are brought to this release.
        sampled: verify a few entries.
    """

    def __init__(self, db: Database, *, sampled: bool = True) -> None:
        self._db = db
        self.location, self.read_only = db.location, db.read_only
        migrate(db, read_only=db.read_only, steps={COMPILED: recompile})
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
        with self._db.transaction(dry_run=batch.dry_run):
            recorded = self._recorded(now)
            source = self._source(batch, recorded)
            whole = batch.complete or bool(batch.restated)
            writer = Writer(self._db, source, recorded, complete=whole, history=batch.history)
            writer.write(batch.items)
            if whole:
                writer.withdraw_missing(None if batch.complete else batch.restated)
            writer.flush()
            self._db.executemany(
                "INSERT INTO portion VALUES (?, ?, ?, ?) ON CONFLICT (source, name) DO UPDATE SET read = excluded.read",
                [(source, name, recorded, recorded) for name in batch.portions],
            )
            seen = [(document, source, recorded) for document, _ in batch.sightings]
            self._sight(seen, [(name, document) for document, names in batch.sightings for name in names])
            return Appended(writer.new, writer.revised, writer.withdrawn, writer.unchanged)

    def check_in(self, batches: Sequence[Batch], now: Tick) -> None:
        with self._db.transaction(dry_run=any(batch.dry_run for batch in batches)):
            recorded = self._recorded(now)
            for batch in batches:
                self._source(batch, recorded)

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
            self._db.execute(
                f"INSERT INTO check_in ({_CHECK}, known) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    num,
                    at,
                    batch.digest,
                    batch.checked_through,
                    batch.problem,
                    batch.count,
                    batch.next_poll_at,
                    batch.validators,
                ),
            )
        return int(num)

    def _new_source(self, num: int | None, id_: str, title: str, recorded: Tick, *, chained: bool = True) -> int:
        made = num or int(self._db.execute("SELECT coalesce(max(num), 0) + 1 FROM source").fetchone()[0])
        self._db.execute("INSERT INTO source VALUES (?, ?, ?, ?)", (made, id_, title, recorded))
        if chained:
            linking.add_source(self._db, made)
        return made

    def reading(self, feed: str) -> AbstractContextManager[bool]:
        return self._db.lock(f"feed {feed}") if self._db.served else nullcontext(True)

    def together(self) -> AbstractContextManager[None]:
        return self._db.transaction()

    def merge(self, lines: Sequence[Mapping[str, Any]], now: Tick) -> Appended:
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
                linking.take_over(self._db, links, recorded)
            shown = [line for line in lines if line["type"] == "sighting"]
            self._sight(
                [
                    (line["document"], sources[line["source"]], line["recorded"] if empty else recorded)
                    for line in shown
                ],
                [(int(name, 16), line["document"]) for line in shown for name in line["names"]],
            )
            return Appended(writer.new, writer.revised, writer.withdrawn, writer.unchanged)

    def _merge_source(self, line: Mapping[str, Any], recorded: Tick, keep: bool, chained: bool) -> int:
        known = self._db.execute("SELECT num FROM source WHERE id = ?", (line["id"],)).fetchone()
        first = line["first_recorded"] if keep else recorded
        own = None if chained else line["num"]
        num = int(known[0]) if known else self._new_source(own, line["id"], line["title"], first, chained=chained)
        if keep:
            checks = [(num, *check, None, None, None)[:7] for check in line["checks"]]
            self._db.executemany(f"INSERT INTO check_in ({_CHECK}) VALUES (?, ?, ?, ?, ?, ?, ?)", checks)
        return num

    # --- reading ----------------------------------------------------------------------------------------------------

    def postings(self, targets: Iterable[int] | None = None) -> Iterator[tuple[int, list[Posting]]]:
        query = f"SELECT {COLUMNS} FROM posting"
        if targets is None:
            yield from _by_target(self._db.stream(f"{query} ORDER BY target, seq"))
            return
        for chunk in chunks(sorted(targets)):
            rows = self._db.execute(f"{query} WHERE target IN ({marks(chunk)}) ORDER BY target, seq", chunk)
            found = dict(_by_target(rows))
            yield from ((target, found.get(target, [])) for target in chunk)

    def touched(self, first: Tick, last: Tick, known_by: KnownBy) -> set[int]:
        window = min(first, last), max(first, last)
        found = {row[0] for row in self._db.execute("SELECT target FROM mark WHERE tick > ? AND tick <= ?", window)}
        if known_by is KnownBy.RECORD:
            rows = self._db.execute(
                """SELECT target FROM source CROSS JOIN entry
                   WHERE entry.source = source.num AND entry.recorded > ? AND entry.recorded <= ?
                   AND target IS NOT NULL""",
                window,
            )
            found.update(row[0] for row in rows)
        return found

    def arrivals(self, first: Tick, last: Tick) -> list[Arrival]:
        rows = self._db.execute(
            f"""SELECT {COLUMNS},
                       EXISTS (SELECT 1 FROM entry AS old WHERE old.key = entry.key AND old.recorded <= ?)
                FROM source CROSS JOIN entry
                JOIN posting ON posting.target = entry.target AND posting.seq = entry.seq
                WHERE entry.source = source.num AND source.first_recorded <= ?
                AND entry.recorded > ? AND entry.recorded <= ?
                AND NOT EXISTS (SELECT 1 FROM entry AS newer
                                WHERE newer.key = entry.key AND newer.seq > entry.seq AND newer.recorded <= ?)
                AND NOT (entry.history = 1
                         AND NOT EXISTS (SELECT 1 FROM entry AS old WHERE old.key = entry.key AND old.seq < entry.seq))
                ORDER BY entry.seq""",
            (first, first, first, last, last),
        ).fetchall()
        postings = postings_of(row[:-1] for row in rows)
        return [Arrival(p, row[0], bool(row[-1])) for p, row in zip(postings, rows, strict=True)]

    def instruments(self, targets: Iterable[int] | None = None) -> dict[int, Instrument]:
        query = "SELECT target.num, entry.body FROM target JOIN entry ON entry.seq = target.entry"
        if targets is None:
            rows = self._db.execute(f"{query} WHERE same_as IS NULL ORDER BY target.num")
            return {num: load(body, Instrument) for num, body in rows}
        found: dict[int, Instrument] = {}
        for chunk in chunks(sorted(targets)):
            rows = self._db.execute(f"{query} WHERE target.num IN ({marks(chunk)})", chunk)
            found.update((num, load(body, Instrument)) for num, body in rows)
        return found

    def outlines(self, targets: Iterable[int] | None = None) -> dict[int, InstrumentOutline]:
        query = "SELECT num, id, kind, zone FROM target"
        if targets is None:
            rows = self._db.execute(f"{query} WHERE same_as IS NULL ORDER BY num").fetchall()
        else:
            rows = [
                row
                for chunk in chunks(sorted(targets))
                for row in self._db.execute(f"{query} WHERE num IN ({marks(chunk)})", chunk)
            ]
        return {num: InstrumentOutline(id_, INSTRUMENT_KINDS[kind], zone) for num, id_, kind, zone in rows}

    def find(self, name: str) -> dict[int, str]:
        rows = self._db.execute(
            "SELECT target.num, id FROM name JOIN target ON target.num = name.target WHERE name.name = ? ORDER BY id",
            (name,),
        )
        return dict(rows.fetchall())

    def at_page(self, volume: int, page: int) -> dict[int, str]:
        # Documents follow each other, so that the one on the page is among the last that begin at or before it.
        rows = self._db.execute(
            """SELECT target.num, id FROM (SELECT target, last FROM page WHERE volume = ? AND first <= ?
                                            ORDER BY first DESC LIMIT 50) AS near
               JOIN target ON target.num = near.target WHERE near.last >= ? ORDER BY id""",
            (volume, page, page),
        )
        return dict(rows.fetchall())

    def beginning(self, volume: int, first: int, last: int) -> dict[int, str]:
        rows = self._db.execute(
            """SELECT target.num, id FROM page JOIN target ON target.num = page.target
               WHERE volume = ? AND first BETWEEN ? AND ? ORDER BY id""",
            (volume, first, last),
        )
        return dict(rows.fetchall())

    def portions(self, source: str) -> dict[str, PortionStatus]:
        rows = self._db.execute(
            "SELECT name, first_read, read FROM portion JOIN source ON num = source WHERE id = ?", (source,)
        )
        return {name: PortionStatus(first, last) for name, first, last in rows}

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for chunk in chunks(sorted(ids)):
            found.update(self._db.execute(f"SELECT id, num FROM target WHERE id IN ({marks(chunk)})", chunk))
        return found

    def bookmarks(self) -> dict[str, Tick]:
        return dict(self._db.execute("SELECT name, tick FROM bookmark"))

    def bookmark(self, name: str, tick: Tick) -> None:
        with self._db.transaction():
            self._db.execute(
                "INSERT INTO bookmark VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET tick = excluded.tick", (name, tick)
            )

    def believed(self) -> Tick | None:
        query = """SELECT coalesce((SELECT at FROM clock), (SELECT max(tick) FROM
                   (SELECT max(recorded) AS tick FROM check_in UNION ALL SELECT max(known) FROM cut UNION ALL
                    SELECT (SELECT recorded FROM entry ORDER BY seq DESC LIMIT 1)) AS ticks))"""
        last: Tick | None = self._db.execute(query).fetchone()[0]
        return last

    def believe(self, now: Tick) -> None:
        with self._db.transaction():
            self._db.execute(
                'INSERT INTO clock VALUES (1, ?) ON CONFLICT ("only") DO UPDATE SET at = excluded.at', (now,)
            )

    def known(self, until: Tick, known_by: KnownBy) -> set[int]:
        column = "recorded" if known_by is KnownBy.RECORD else "available"
        rows = self._db.execute(
            f"""SELECT num FROM target WHERE same_as IS NULL
                AND EXISTS (SELECT 1 FROM posting WHERE target = num AND {column} <= ?)""",
            (until,),
        )
        return {row[0] for row in rows}

    def carried(self, field: str) -> set[str]:
        if field == "kind":
            return {row[0] for row in self._db.execute("SELECT kind FROM target UNION SELECT kind FROM posting")}
        of = "FROM target JOIN entry ON entry.seq = target.entry"
        name = {"topic": "topics", "agency": "agencies", "cfr": "cfr"}[field]
        each = self._db.dialect.each.format(json="entry.body", field=name)
        found = {row[0] for row in self._db.execute(f"SELECT DISTINCT value {of} CROSS JOIN {each}")}
        if field == "agency":
            agency = self._db.dialect.member.format(json="entry.body", field="agency")
            rows = self._db.execute(f"SELECT DISTINCT {agency} {of}")
            found |= {row[0] for row in rows if row[0]}
            bare = self._db.execute(f"SELECT target.id {of} WHERE {agency} IS NULL")
            found |= {[*row[0].split("/"), ""][1] for row in bare}
        return found

    def names(self) -> Iterator[str]:
        return (row[0] for row in self._db.stream("SELECT DISTINCT name FROM name ORDER BY name"))

    def events(self, ids: Iterable[str]) -> dict[str, Recorded]:
        found: dict[str, Recorded] = {}
        for chunk in chunks(sorted(set(ids))):
            rows = self._db.execute(
                f"""SELECT entry.id, entry.seq, entry.recorded, source.id, entry.body FROM entry
                    JOIN source ON source.num = entry.source WHERE entry.id IN ({marks(chunk)})""",
                chunk,
            )
            for id_, seq, recorded, source, body in rows:
                found[id_] = Recorded(load(body, Event), id_, seq, recorded, source)
        return found

    def standing(self, keys: Iterable[str]) -> dict[str, Event]:
        found: dict[str, Event] = {}
        for key in keys:
            row = self._db.execute(
                """SELECT body, (SELECT max(seq) FROM entry WHERE key = ? AND type = 'event') AS gone, seq FROM entry
                   WHERE key = ? AND type = 'event' ORDER BY seq DESC LIMIT 1""",
                (withdrawn(key), key),
            ).fetchone()
            if row is not None and (row[1] is None or row[1] < row[2]):
                found[key] = load(row[0], Event)
        return found

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        found: dict[str, Document] = {}
        for chunk in chunks(sorted(set(ids))):
            rows = self._db.execute(
                f"SELECT body FROM entry WHERE type = 'document' AND key IN ({marks(chunk)}) ORDER BY seq", chunk
            )
            for (body,) in rows:
                document = load(body, Document)
                found[document.id] = document
        return found

    def sighted(self, names: Iterable[int]) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for chunk in chunks(sorted(set(names))):
            found += self._db.execute(
                f"SELECT name, document FROM item_name WHERE name IN ({marks(chunk)}) ORDER BY name, document", chunk
            )
        return found

    def sightings(self, documents: Iterable[str]) -> dict[str, dict[str, Tick]]:
        found: dict[str, dict[str, Tick]] = {}
        for chunk in chunks(sorted(set(documents))):
            rows = self._db.execute(
                f"""SELECT document, source.id, recorded FROM sighting JOIN source ON num = source
                    WHERE document IN ({marks(chunk)}) ORDER BY recorded, source.id""",
                chunk,
            )
            for document, source, recorded in rows:
                found.setdefault(document, {})[source] = recorded
        return found

    def silent(self, sources: Collection[str] = ()) -> list[str]:
        shown = f"WHERE source.id IN ({marks(sources)})" if sources else ""
        rows = self._db.execute(
            f"""SELECT document FROM
                (SELECT DISTINCT document FROM sighting JOIN source ON num = source {shown}) AS shown
                WHERE NOT EXISTS (
                    SELECT 1 FROM entry
                    WHERE {self._db.between("key", "document || ':'", "document || '@'")} AND type = 'event'
                        AND NOT EXISTS (
                            SELECT 1 FROM entry AS gone
                            WHERE gone.key = entry.key || '#withdrawn' AND gone.seq > entry.seq
                        )
                        AND key NOT LIKE '%#withdrawn')
                ORDER BY document""",
            sorted(sources),
        )
        return [document for (document,) in rows]

    def flagged(self, flag: str) -> list[str]:
        query = "SELECT key FROM posting WHERE detail LIKE ? GROUP BY key ORDER BY max(seq) DESC"
        return [key for (key,) in self._db.execute(query, (f'%"{flag}"%',))]

    def inbox(self, keys: Iterable[str] | None = None) -> list[Waiting]:
        query = """SELECT key, min(seq), max(seq) FROM entry WHERE type = 'inbox'"""
        if keys is None:
            rows = self._db.execute(f"{query} GROUP BY key").fetchall()
        else:
            rows = [
                row
                for chunk in chunks(sorted(set(keys)))
                for row in self._db.execute(f"{query} AND key IN ({marks(chunk)}) GROUP BY key", chunk)
            ]
        newest = sorted((first, last) for _, first, last in rows)
        query = "SELECT body, recorded FROM entry WHERE seq = ?"
        found = (self._db.execute(query, (last,)).fetchone() for _, last in newest)
        return [Waiting(load(body, InboxEntry), recorded) for body, recorded in found]

    def people(self) -> dict[str, Person]:
        rows = self._db.execute("SELECT body FROM entry WHERE type = 'person' ORDER BY seq")
        return {(person := load(body, Person)).id: person for (body,) in rows}

    def reviews(self, about: Iterable[str] | None = None) -> list[RecordedReview]:
        query = "SELECT body, recorded, seq FROM entry WHERE type = 'review'"
        if about is None:
            rows = self._db.execute(f"{query} ORDER BY seq").fetchall()
        else:
            rows = [
                row
                for chunk in chunks(sorted(set(about)))
                for row in self._db.execute(f"{query} AND substr(key, 8, 24) IN ({marks(chunk)})", chunk)
            ]
            rows.sort(key=itemgetter(2))
        return [RecordedReview(load(body, Review), recorded) for body, recorded, _ in rows]

    def targets_of(self, beginning: str) -> set[int]:
        rows = self._db.execute(
            f"""WITH span (low, high) AS (VALUES (?, ?)) SELECT DISTINCT target FROM span CROSS JOIN entry
                WHERE type = 'event' AND {self._db.between("key", "low", "high")}""",
            (beginning, beginning + LAST),
        )
        return {row[0] for row in rows}

    def sources_of(self, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
        query = """SELECT source.id, title FROM entry JOIN source ON num = entry.source
                   WHERE key = ? AND type = 'event' ORDER BY seq DESC LIMIT 1"""
        found = ((key, self._db.execute(query, (key,)).fetchone()) for key in keys)
        return {key: row for key, row in found if row is not None}

    def sources(self) -> list[SourceStatus]:
        rows = self._db.execute(
            """SELECT source.id, title, first_recorded, coalesce(check_in.recorded, first_recorded), checked_through,
                      coalesce(digest, ''),
                      (SELECT max(recorded) FROM check_in AS c WHERE c.source = source.num AND c.problem IS NULL),
                      check_in.recorded,
                      CASE WHEN check_in.source IS NULL THEN 'it was never read to the end' ELSE problem END,
                      (SELECT count FROM check_in AS c WHERE c.source = source.num AND c.count > 0
                       ORDER BY recorded DESC LIMIT 1),
                      due,
                      CASE WHEN problem IS NULL THEN 0 ELSE
                      (SELECT count(*) FROM check_in AS c WHERE c.source = source.num AND c.recorded >
                       coalesce((SELECT max(recorded) FROM check_in AS w WHERE w.source = source.num
                                 AND w.problem IS NULL), ?)) END,
                      coalesce(check_in.known, '')
               FROM source LEFT JOIN check_in ON check_in.source = source.num
               AND check_in.recorded = (SELECT max(recorded) FROM check_in AS c WHERE c.source = source.num)
               WHERE source.id != ? ORDER BY source.id""",
            (DAWN, PEOPLE),
        )
        return [SourceStatus(*row) for row in rows]

    def editions(self, part: str) -> list[tuple[Edition, Tick]]:
        return list(self._texts("edition", part, Edition))

    def amendatory(self, part: str) -> list[tuple[Amendatory, Tick]]:
        return list(self._texts("amended", part, Amendatory))

    def _texts(self, table: str, part: str, cls: type[T]) -> Iterator[tuple[T, Tick]]:
        rows = self._db.execute(
            f"""SELECT body,
                       (SELECT min(recorded) FROM entry AS old WHERE old.key = entry.key AND old.type = entry.type)
                FROM {table} JOIN entry ON entry.seq = {table}.entry WHERE part = ? AND NOT EXISTS
                (SELECT 1 FROM entry AS newer WHERE newer.key = entry.key AND newer.type = entry.type
                 AND newer.seq > entry.seq) ORDER BY entry.seq""",
            (part,),
        )
        return ((load(body, cls), recorded) for body, recorded in rows)  # type: ignore[arg-type]

    def instructions(self, keys: Iterable[str]) -> dict[str, Amendatory]:
        found: dict[str, Amendatory] = {}
        for chunk in chunks(sorted(set(keys))):
            rows = self._db.execute(
                f"SELECT key, body FROM entry WHERE type = 'amendatory' AND key IN ({marks(chunk)}) ORDER BY seq", chunk
            )
            found |= {key: load(body, Amendatory) for key, body in rows}
        return found

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        found: dict[str, Passage] = {}
        for chunk in chunks(sorted(set(ids))):
            rows = self._db.execute(f"SELECT body FROM entry WHERE type = 'passage' AND key IN ({marks(chunk)})", chunk)
            found |= {(passage := load(body, Passage)).id: passage for (body,) in rows}
        return found

    def parts(self) -> list[str]:
        return [part for (part,) in self._db.execute("SELECT DISTINCT part FROM edition ORDER BY part")]

    def printing(self, passages: Iterable[str]) -> dict[str, list[tuple[Edition, str]]]:
        found: dict[str, list[tuple[Edition, str]]] = {}
        for chunk in chunks(sorted(set(passages))):
            rows = self._db.execute(
                f"""SELECT passage, body FROM printed JOIN entry ON entry.seq = printed.entry
                    WHERE passage IN ({marks(chunk)}) ORDER BY printed.entry""",
                chunk,
            )
            for passage, body in rows:
                edition = load(body, Edition)
                places = [path for path, id_ in edition.provisions if id_ == passage]
                found.setdefault(passage, []).extend((edition, path) for path in places)
        return found

    def search(self, words: str, limit: int) -> list[SearchHit]:
        best = list(self._db.best(terms_of(words), limit))
        scores = dict(best)
        found = [
            (scores[unit], seq, place, SearchHit(type_, id_ if type_ == "event" else key, place, scores[unit]))
            for chunk in chunks(list(scores))
            for unit, type_, key, place, seq, id_ in self._db.execute(
                f"""SELECT said.unit, entry.type, entry.key, said.place, entry.seq, entry.id
                    FROM said JOIN entry ON entry.seq = said.entry WHERE said.unit IN ({marks(chunk)})""",
                chunk,
            )
        ]
        return [hit for *_, hit in sorted(found, key=itemgetter(0, 1, 2))]

    def head(self, beginning: str = "") -> ChainLink:
        return linking.last(self._db, beginning)

    def check(self, progress: Callable[[CheckProgress], object] | None = None) -> Iterator[Damage]:
        from regtrack.store.checking import LedgerCheck

        return LedgerCheck(self._db, progress).run()

    def totals(self) -> Totals:
        counts = dict(self._db.execute("SELECT type, count(DISTINCT key) FROM entry GROUP BY type").fetchall())
        head = self.head()
        return Totals(
            counts.get("instrument", 0), counts.get("document", 0), counts.get("event", 0), VERSION, self.location,
            head.num, head.head,
        )  # fmt: skip

    def dump(self) -> Iterator[dict[str, object]]:
        query = "SELECT document, source, recorded FROM sighting ORDER BY recorded, document, source"
        with self._db.snapshot():  # what is recorded later is left out
            links, sighted = list(linking.links(self._db)), self._db.execute(query).fetchall()
            held = self._db.execute("SELECT count(*) FROM entry").fetchone()[0]
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
        before, covered = NONE, 0
        for link in links:
            what, _, which = link.subject.partition(" ")
            lines = list(self._entries(*map(int, which.split("-")))) if what == "entries" else []
            rows = chain.digest(line for line, _ in lines) if what == "entries" else link.rows
            if link != chain.link(before, link.subject, rows):
                raise self._not_proven(f"{link.subject} are not what was recorded")
            before, covered = link, covered + len(lines)
            yield from (table for _, table in lines)
            yield {"type": "link", **link._asdict()}
        if covered != held:
            raise self._not_proven(f"it has {held} entries, and the chain covers {covered}")

    def _entries(self, first: int, last: int) -> Iterator[tuple[str, dict[str, object]]]:
        """Return entries as canonical lines and as a dump has them."""
        rows = self._db.execute(
            """SELECT seq, recorded, source, type, key, id, body, history FROM entry WHERE seq BETWEEN ? AND ?
               ORDER BY seq""",
            (first, last),
        )
        for seq, recorded, source, type_, key, id_, body, history in rows:
            table = {
                "type": type_, "seq": seq, "recorded": recorded, "source": source, "key": key, "id": id_,
                "record": json.loads(body),
            }  # fmt: skip
            line = chain.entry_line(seq, recorded, source, type_, key, id_, body, history)
            yield line, ({**table, "history": 1} if history else table)

    def _not_proven(self, words: str) -> StoreError:
        return StoreError(
            f"{self.location}: {words}; nothing was exported: `regtrack check --store` says what is damaged"
        )


def _by_target(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, list[Posting]]]:
    for target, group in groupby(rows, key=itemgetter(0)):
        yield target, postings_of(group)
