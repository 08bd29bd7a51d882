"""Appending to the embedded ledger: what is new, what is revised, what is withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any, NamedTuple, TypeAlias

import attrs

from regtrack.dates import DAWN, NEVER, Tick
from regtrack.errors import UnknownTargetError
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument, page_of
from regtrack.model.kinds import KINDS
from regtrack.model.posting import Detail, Posting, post, ticks_of
from regtrack.records.canonical import canonical, content_id, load, packed, unpacked
from regtrack.store import linking
from regtrack.store.batches import Appended, Item
from regtrack.store.chain import NONE, ChainLink
from regtrack.store.database import Database, chunks
from regtrack.store.reading import SqlReader
from regtrack.store.rows import LAST, places_of, places_of_instrument, row_of, withdrawn
from regtrack.store.search_words import CLASSES, WordIndex

_Key: TypeAlias = tuple[str, str]
"""The type of an entry and its key."""


class _Entry(NamedTuple):
    """A row of the ledger's record; its body is a canonical line, which may be compressed."""

    seq: int
    recorded: Tick
    source: int
    type: str
    key: str
    id: str
    target: int | None
    body: Any
    history: int


_NONE = _Entry(0, 0, 0, "", "", "", None, "", 0)
"""A placeholder for the newest entry of a key without entries."""
_new = tuple.__new__  # what _Entry() does, without a call in between


class Writer:
    """Appends items inside a transaction; :meth:`flush` must be called at its end.

    Args:
        db: the ledger.
        source: number of the file or feed that says it.
        recorded: the tick at which it is recorded.
        complete: the batch is all that the source says, at least of some facts.
        history: it was asked for afterwards.
        chained: what is written gets links; not where it brings its own.
    """

    def __init__(
        self, db: Database, source: int, recorded: Tick, *, complete: bool, history: bool = False, chained: bool = True
    ) -> None:
        self._db = db
        self._source = source
        self._recorded = recorded
        self._complete = complete
        self._history = int(history)
        self._seq, self._next_target, *head = db.execute(_LAST).fetchone()
        self._link = (ChainLink(*head) if head[0] else NONE) if chained else None
        self._instruments: dict[str, tuple[int, Instrument]] = {}
        self._absent: set[str] = set()
        self._keys: set[str] = set()
        self._before = self._seq
        self._newest: dict[_Key, _Entry] = {}
        self._former: dict[str, set[int]] = {}
        self._gathered: set[str] = set()
        self._entries: list[_Entry] = []
        self._postings: list[tuple[Any, ...]] = []
        self._marks: defaultdict[int, set[Tick | None]] = defaultdict(set)
        self._new_targets: list[tuple[Any, ...]] = []
        self._changed_targets: list[tuple[Any, ...]] = []
        self._pages: list[tuple[int, ...]] = []
        self._names: list[tuple[str, int]] = []
        self._places: set[tuple[str, int]] = set()
        self._index = WordIndex(db)
        self.new = self.revised = self.withdrawn = self.unchanged = 0

    @property
    def appended(self) -> Appended:
        """What was changed so far."""
        return Appended(self.new, self.revised, self.withdrawn, self.unchanged)

    def write(self, items: Sequence[Item]) -> None:
        """Append the items that the ledger does not have already."""
        blocks = list(chunks(items, self._db.gathered))
        keys = self._prepare(blocks[0]) if blocks else []
        for place, block in enumerate(blocks, 1):
            for item, key in zip(block, keys, strict=True):
                self._write(item, key)
            for following in blocks[place : place + 1]:
                write = self._take()  # while the database still writes what was gathered before
                keys = self._prepare(following)
                self._db.aside(write)
                wanted = {*keys, *((type_, withdrawn(key)) for type_, key in keys)} if self._complete else keys
                self._newest = {pair: self._newest[pair] for pair in wanted}

    def _prepare(self, items: Sequence[Item]) -> list[_Key]:
        """Look up what there is of items and of their targets; return their keys."""
        keys = [_type_and_key(item) for item in items]
        self._look_up(keys)
        if self._complete:
            self._look_up([(type_, withdrawn(key)) for type_, key in keys])
        about = {item.target if isinstance(item, Event) else item.id for item in items if isinstance(item, _ABOUT)}
        self._look_up_targets(about)
        return keys

    def _write(self, item: Item, typed_key: _Key) -> None:
        type_, key = typed_key
        body = canonical(item)
        id_ = content_id(type_, body)
        current = self._newest[typed_key]
        if self._complete:
            self._keys.add(key)
        if current.seq:
            stands = not self._complete or self._newest[type_, withdrawn(key)].seq < current.seq
            if (stands and body == unpacked(current.body)) or (not self._complete and self._has(id_)):
                self.unchanged += 1
                return
            if self._has(id_):
                id_ = content_id(type_, f"{body}\n{current.id}")  # restored after a revision
            self.revised += 1
        else:
            self.new += 1
        self._put(item, typed_key, id_, body, self._recorded, self._source)

    def merge(self, lines: Sequence[Mapping[str, Any]], sources: Mapping[int, int], *, keep: bool) -> None:
        """Append the entries of a dump that the ledger does not have, in their order and under their ids.

        Args:
            lines: entries with their objects as ``item``, and their canonical lines as ``body`` if they are known.
            sources: number of a source in the dump -> number in this ledger.
            keep: keep their places and the times at which they were recorded, as an empty ledger can.
        """
        for chunk in chunks(lines):
            self._look_up([(line["type"], line["key"]) for line in chunk])
            items = [line["item"] for line in chunk if isinstance(line["item"], _ABOUT)]
            self._look_up_targets({item.target if isinstance(item, Event) else item.id for item in items})
            for line in chunk:
                if self._has(line["id"]):
                    self.unchanged += 1
                    continue
                if keep:
                    self._seq = line["seq"] - 1
                if self._newest[line["type"], line["key"]].seq:
                    self.revised += 1
                else:
                    self.new += 1
                recorded = line["recorded"] if keep else self._recorded
                item = line["item"]
                source = sources[line["source"]]
                self._history = line.get("history", 0)
                body = unpacked(line["body"]) if "body" in line else canonical(item)
                self._put(item, (line["type"], line["key"]), line["id"], body, recorded, source)
            if len(self._entries) >= self._db.gathered:
                self.flush()

    def withdraw_missing(self, beginnings: Sequence[str] | None = None) -> None:
        """Withdraw events that this source no longer states: all of them, or those with keys that begin so."""
        self.flush()
        newest = """type = 'event' AND seq <= ?
            AND seq = (SELECT max(seq) FROM entry AS newer WHERE newer.key = entry.key AND newer.type = 'event')"""
        if beginnings is None:
            query = f"SELECT seq, key FROM entry WHERE source = ? AND {newest}"
            rows = self._db.execute(query, (self._source, self._before)).fetchall()
        else:
            query = f"""WITH span (low, high) AS (VALUES (?, ?)) SELECT seq, key FROM span CROSS JOIN entry
                WHERE {self._db.between("key", "low", "high")} AND {newest}"""
            rows = [row for start in beginnings for row in self._db.execute(query, (start, start + LAST, self._before))]
        missing = [key for _, key in sorted(rows) if key not in self._keys]
        for old in SqlReader(self._db).standing(missing).values():
            if old.kind != "revise_record":
                self._withdraw(old)

    def _withdraw(self, old: Event) -> None:
        event = taken_back(old, withdrawn(old.key))
        body = canonical(event)
        self.withdrawn += 1
        typed_key = _type_and_key(event)
        self._look_up([typed_key])
        id_ = content_id("event", f"{body}\n{self._seq}")
        self._put(event, typed_key, id_, body, self._recorded, self._source)

    def _put(self, item: Item, typed_key: _Key, id_: str, body: str, recorded: Tick, source: int) -> None:
        type_, key = typed_key
        self._seq = seq = self._seq + 1
        target: int | None = None
        if isinstance(item, Event):
            target, instrument = self._instruments.get(item.target) or self._instrument(item.target)
            self._post(post(item, instrument, event_id=id_, seq=seq, recorded=recorded), target)
            before = self._newest[typed_key]
            if before.seq:
                self._leave_old_targets(before, id_, target, recorded)
        elif isinstance(item, Instrument):
            self._put_instrument(item)
        self._index.add(item, seq)
        entry = self._newest[typed_key] = _new(
            _Entry, (seq, recorded, source, type_, key, id_, target, body, self._history)
        )
        self._gathered.add(id_)
        self._entries.append(entry)

    def _post(self, posting: Posting, target: int) -> None:
        self._postings.append(row_of(target, posting))
        ticks = self._marks[target]
        ticks.add(posting.available)
        ticks.update(ticks_of(posting))
        for _, available, hold in posting.detail.steps:
            ticks.update((available, hold))
        if posting.detail.parts or posting.detail.exclude:
            self._places.update((place, target) for place in places_of(posting))

    def _put_instrument(self, instrument: Instrument) -> None:
        if instrument.id not in self._instruments:
            self._look_up_targets({instrument.id})
        known = self._instruments.get(instrument.id)
        if known is None:
            num = self._next_target = self._next_target + 1
            self._new_targets.append((num, instrument.id, self._seq, instrument.kind, instrument.legal_zone, None))
        else:
            num = known[0]
            self._changed_targets.append((self._seq, instrument.kind, instrument.legal_zone, num))
        named, printed = num, page_of(instrument.citation[0]) if instrument.citation else None
        if instrument.same_as is not None:  # its names lead to the one that it turned out to be
            named, _ = self._instrument(instrument.same_as)
            self._flush_targets()
            self._db.execute("UPDATE target SET same_as = ? WHERE num = ?", (named, num))
            self._db.execute("DELETE FROM name WHERE target = ?", (num,))
            self._db.execute("DELETE FROM page WHERE target = ?", (num,))
        elif printed is not None:
            self._pages.append((*printed, max(printed[1], instrument.last_page or 0), num))
        self._names += [(name, named) for name in sorted(set(instrument.names()))]
        self._places.update((place, num) for place in places_of_instrument(instrument))
        self._instruments[instrument.id] = (num, instrument)

    def _flush_targets(self) -> None:
        if not (self._new_targets or self._changed_targets or self._names):
            return
        self._db.insert("target", self._new_targets)
        self._db.executemany("UPDATE target SET entry = ?, kind = ?, zone = ? WHERE num = ?", self._changed_targets)
        self._db.executemany(
            """INSERT INTO page VALUES (?, ?, ?, ?)
               ON CONFLICT (volume, first, target) DO UPDATE SET last = excluded.last""",
            self._pages,
        )
        self._db.insert("name", self._names, ignore=True)
        for gathered in (self._new_targets, self._changed_targets, self._pages, self._names):
            gathered.clear()

    def _instrument(self, id_: str) -> tuple[int, Instrument]:
        if id_ not in self._instruments:
            self._look_up_targets({id_})
        known = self._instruments.get(id_)
        if known is None:
            raise UnknownTargetError(
                f"found an event on {id_!r}, which the ledger does not hold; expected the id of an instrument that is "
                "recorded before its events"
            )
        return known

    def _look_up_targets(self, ids: Set[str]) -> None:
        unknown = {id_ for id_ in ids if id_ not in self._instruments and id_ not in self._absent}
        rows = self._db.lookup(
            """SELECT target.id, target.num, entry.body FROM target JOIN entry ON entry.seq = target.entry
               WHERE target.id {}""",
            unknown,
        )
        self._instruments |= {id_: (num, load(body, Instrument)) for id_, num, body in rows}
        self._absent |= unknown - self._instruments.keys()

    def _leave_old_targets(self, before: _Entry, id_: str, here: int, recorded: Tick) -> None:
        """Remove a fact from its former targets when a revision names another instrument."""
        key = before.key
        stored = self._db.execute("SELECT target FROM entry WHERE key = ? AND type = 'event'", (key,))
        former = self._former.setdefault(key, set())  # of those that are not written yet, too
        former.update(target for target in (before.target, *(row[0] for row in stored)) if target is not None)
        for there in former - {here}:
            gone = Posting(
                recorded, recorded, id_, f"{key}#moved", 4, recorded, recorded, None, None, False, self._seq, recorded,
                KINDS["revise_record"], Detail(of=key),
            )  # fmt: skip
            self._post(gone, there)

    def _look_up(self, keys: Sequence[_Key]) -> None:
        """Find the newest entry of each key, all at once."""
        found = dict.fromkeys((pair for pair in keys if pair not in self._newest), _NONE)
        rows = self._db.lookup(
            """SELECT seq, recorded, source, type, key, id, target, body, history FROM entry WHERE key {}
               ORDER BY seq""",
            [key for _, key in found],
        )
        for row in rows:
            entry = _Entry(*row)
            if (entry.type, entry.key) in found:
                found[entry.type, entry.key] = entry
        self._newest |= found

    def _has(self, id_: str) -> bool:
        return (
            id_ in self._gathered or self._db.execute("SELECT 1 FROM entry WHERE id = ?", (id_,)).fetchone() is not None
        )

    def flush(self) -> None:
        """Write what has gathered."""
        self._take()()
        self._newest = {}

    def _take(self) -> Callable[[], None]:
        """Return a function that writes everything gathered so far, and start gathering anew."""
        self._flush_targets()
        entries, postings, index = self._entries, sorted(self._postings), self._index
        ticks = sorted([(tick, target) for target, ticks in self._marks.items() for tick in ticks - _NO_MARK])
        places = sorted(self._places)
        self._entries, self._postings, self._index = [], [], WordIndex(self._db)
        self._marks.clear()
        self._places.clear()
        self._gathered.clear()
        links = [] if self._link is None else linking.links_of(self._link, entries)
        self._link = links[-1] if links else self._link
        if self._db.packs:
            entries = [row._replace(body=packed(row.body)) if row.type in _LONG else row for row in entries]

        def write() -> None:
            self._db.insert("entry", entries)
            self._db.insert("link", links)
            index.flush()
            self._db.insert("posting", postings)
            self._db.insert("mark", ticks, ignore=True)
            self._db.insert("provision", places, ignore=True)

        return write


_LAST = """SELECT (SELECT coalesce(max(seq), 0) FROM entry), (SELECT coalesce(max(num), 0) FROM target),
    num, subject, rows, head FROM (SELECT 1) AS one LEFT JOIN link ON num = (SELECT max(num) FROM link)"""
"""The numbers of the last entry and the last target, and the head of the chain."""
_LONG = frozenset(("passage", "edition", "amendatory"))
"""Types whose bodies are long, and are read whole: SQLite keeps them compressed, PostgreSQL compresses by itself."""
_ABOUT = (Event, Instrument)
"""Items that have a target."""
_NO_MARK = frozenset({None, DAWN, NEVER})


def _type_and_key(item: Item) -> _Key:
    return _TYPES[item.__class__], getattr(item, "key", None) or item.id  # type: ignore[union-attr]


_TYPES = {cls: type_ for type_, cls in CLASSES.items()}


def taken_back(old: Event, key: str) -> Event:
    """Return the record, under a key, that withdraws a fact."""
    return attrs.evolve(
        old, key=key, kind="revise_record", of=old.key, effect=None, until=None, conflicts_with=(), name=None,
        value=None, condition=None, summary="The source no longer says this.", note=None, flags=(),
    )  # fmt: skip
