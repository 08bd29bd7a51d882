"""Reading several ledgers as one: with one numbering of instruments, and one order of records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

import attrs

from regtrack.dates import Tick
from regtrack.model.event import Event, Recorded
from regtrack.model.posting import Posting
from regtrack.model.provision_text import Edition
from regtrack.model.state import KnownBy
from regtrack.records.canonical import load
from regtrack.store.database import chunks
from regtrack.store.record_reading import N, RecordReader, T
from regtrack.store.rows import COLUMNS, LAST, postings_of, withdrawn
from regtrack.store.sql import SqlStore
from regtrack.store.values import Arrival, Latest, PortionStatus, SearchHit, SourceStatus

_Found = TypeVar("_Found")


class StoredVersion(NamedTuple):
    """One record of a key. Versions sort as one ledger would have recorded them.

    Attributes:
        recorded: when its ledger recorded it.
        ledger: the number of that.
        seq: its place there.
        id, body: what it is.
        source: id and title of its source.
    """

    recorded: Tick
    ledger: int
    seq: int
    id: str
    body: str
    source: tuple[str, str]


class _Numbering(NamedTuple):
    """How the ledgers number instruments that several of them hold.

    Attributes:
        joined: for each ledger, its number of an instrument that an earlier one holds -> the joined number.
        places: joined number -> where else it is: the ledger and its number there.
        same_as: joined number of an instrument that turned out to be another -> of that.
    """

    joined: tuple[dict[int, int], ...]
    places: dict[int, list[tuple[int, int]]]
    same_as: dict[int, int]


class JoinedReader(RecordReader):
    """What several ledgers answer as one; see :class:`regtrack.store.base.Store`.

    Args:
        stores: the ledgers; the last is one's own.
    """

    def __init__(self, stores: Sequence[SqlStore]) -> None:
        self._stores = tuple(stores)
        self._count = len(stores)
        self._known: tuple[object, _Numbering] = (None, _Numbering((), {}, {}))

    # --- numbers ----------------------------------------------------------------------------------------------------

    def _numbering(self) -> _Numbering:
        """Return the numbers as of now; every record adds a link, so that the last ones say whether they hold."""
        heads = tuple(
            store._db.execute("SELECT coalesce(max(num), 0) FROM link").fetchone()[0] for store in self._stores
        )
        seen, numbering = self._known
        if seen != heads:
            numbering = self._number()
            self._known = heads, numbering
        return numbering

    def _number(self) -> _Numbering:
        numbering = _Numbering(tuple({} for _ in self._stores), defaultdict(list), {})
        for ledger, store in enumerate(self._stores[1:], 1):
            ids = dict(store._db.execute("SELECT id, num FROM target").fetchall())
            for earlier, other in enumerate(self._stores[:ledger]):
                for id_, num in other.numbers(ids).items():
                    joined = num * self._count + earlier
                    numbering.joined[ledger][ids[id_]] = joined
                    numbering.places[joined].append((ledger, ids.pop(id_)))
        for ledger, store in enumerate(self._stores):
            for num, other_num in store._db.execute("SELECT num, same_as FROM target WHERE same_as IS NOT NULL"):
                one, same = (self._in(numbering, ledger, each) for each in (num, other_num))
                numbering.same_as[one] = same
        return numbering

    def _in(self, numbering: _Numbering, ledger: int, num: int) -> int:
        return numbering.joined[ledger].get(num, num * self._count + ledger)

    def _there(self, targets: Iterable[int]) -> Iterator[tuple[int, dict[int, int]]]:
        """Return, for each ledger that has any of some instruments, its numbers of them with the joined ones."""
        numbering, found = self._numbering(), [dict[int, int]() for _ in self._stores]
        for target in targets:
            found[target % self._count][target // self._count] = target
            for ledger, num in numbering.places.get(target, ()):
                found[ledger][num] = target
        return ((ledger, each) for ledger, each in enumerate(found) if each)

    def _union(self, ask: Callable[[SqlStore], Iterable[int]]) -> set[int]:
        numbering = self._numbering()
        return {self._in(numbering, ledger, num) for ledger, num in self._rows(ask)}

    def _named(self, ask: Callable[[SqlStore], Mapping[int, str]]) -> dict[int, str]:
        """Return instruments by name, number -> id; of one that turned out to be another, that."""
        numbering = self._numbering()
        rows = self._rows(lambda store: ask(store).items())
        found = {self._in(numbering, ledger, num): id_ for ledger, (num, id_) in rows}
        moved = {numbering.same_as[num] for num in found if num in numbering.same_as} - found.keys()
        found |= {num: outline.id for num, outline in self.outlines(moved).items()}
        stand = ((num, id_) for num, id_ in found.items() if num not in numbering.same_as)
        return dict(sorted(stand, key=lambda each: each[1]))

    def _from_all(self, ask: Callable[[SqlStore], Iterable[_Found]]) -> Iterator[_Found]:
        return (row for store in self._stores for row in ask(store))

    def _rows(self, ask: Callable[[SqlStore], Iterable[_Found]]) -> Iterator[tuple[int, _Found]]:
        """Return what each ledger has, with the number of the ledger."""
        return ((ledger, row) for ledger, store in enumerate(self._stores) for row in ask(store))

    # --- records ----------------------------------------------------------------------------------------------------

    def _order(self, recorded: Tick, ledger: int, seq: int) -> int:
        """Return the place that a record has in the order of all: by when, then by ledger, then by its place there."""
        return (recorded * self._count + ledger << 40) + seq

    def _versions(self, keys: Iterable[str], type_: str) -> dict[str, list[StoredVersion]]:
        """Return the records of each key in order, those that say the same once."""
        query = """SELECT entry.key, entry.recorded, entry.seq, entry.id, entry.body, source.id, source.title FROM entry
                   JOIN source ON source.num = entry.source WHERE entry.type = ? AND entry.key {}"""
        found = defaultdict[str, list[StoredVersion]](list)
        wanted = set(keys)
        for ledger, row in self._rows(lambda store: store._db.lookup(query, wanted, (type_,))):
            key, recorded, seq, id_, body, source, title = row
            found[key].append(StoredVersion(recorded, ledger, seq, id_, body, (source, title)))
        return {key: list({each.id: each for each in sorted(all_, reverse=True)}.values())[::-1]
                for key, all_ in found.items()}  # fmt: skip

    def _newest(self, type_: str, keys: Iterable[str], cls: type[N]) -> dict[str, N]:
        return {key: load(all_[-1].body, cls) for key, all_ in self._versions(keys, type_).items()}  # type: ignore[arg-type]

    def _newest_ids(self, type_: str, keys: Iterable[str]) -> dict[str, str]:
        return {key: all_[-1].id for key, all_ in self._versions(keys, type_).items()}

    def _standing(self, keys: Iterable[str]) -> dict[str, StoredVersion]:
        wanted = set(keys)
        found = self._versions([*wanted, *map(withdrawn, wanted)], "event")
        last = {key: found[key][-1] for key in wanted if key in found}
        return {
            key: version
            for key, version in last.items()
            if withdrawn(key) not in found or found[withdrawn(key)][-1][:3] < version[:3]
        }

    def postings(self, targets: Iterable[int] | None = None) -> Iterator[tuple[int, list[Posting]]]:
        if targets is None:
            yield from self._all_postings()
            return
        for chunk in chunks(sorted(targets)):
            found = defaultdict[int, list[tuple[int, Posting]]](list)
            for ledger, nums in self._there(chunk):
                for num, postings in self._stores[ledger].postings(nums):
                    found[nums[num]] += [(ledger, posting) for posting in postings]
            yield from ((target, self._merged(found[target])) for target in chunk)

    def _all_postings(self) -> Iterator[tuple[int, list[Posting]]]:
        numbering = self._numbering()
        for ledger, store in enumerate(self._stores):
            for num, postings in store.postings():
                if num in numbering.joined[ledger]:
                    continue  # came with those of an earlier ledger, or comes below
                target = num * self._count + ledger
                if target in numbering.places:
                    yield next(iter(self.postings([target])))
                else:
                    yield target, self._merged([(ledger, posting) for posting in postings])
        # Instruments of which an earlier ledger has the record, and only a later one has events.
        shared = {target: (target % self._count, target // self._count) for target in numbering.places}
        for ledger, store in enumerate(self._stores):
            nums = {num: target for target, (at, num) in shared.items() if at == ledger}
            bare = [nums[num] for num, postings in store.postings(nums) if not postings]
            yield from (each for each in self.postings(bare) if each[1])

    def _merged(self, postings: list[tuple[int, Posting]]) -> list[Posting]:
        """Return the postings of one instrument in order, those that several ledgers have once."""
        found: dict[str, Posting] = {}
        for ledger, posting in sorted(postings, key=lambda each: (each[1].recorded, each[0], each[1].seq)):
            found.setdefault(posting.id, posting._replace(seq=self._order(posting.recorded, ledger, posting.seq)))
        return list(found.values())

    def touched(self, first: Tick, last: Tick, known_by: KnownBy) -> set[int]:
        return self._union(lambda store: store.touched(first, last, known_by))

    def latest(self, now: Tick) -> Latest:
        latest = [store.latest(now) for store in self._stores]
        return Latest(max(found.at for found in latest), "+".join(found.entry for found in latest if found.entry))

    def arrivals(self, first: Tick, last: Tick) -> list[Arrival]:
        query = f"""SELECT {COLUMNS}, source.id, entry.history, entry.seq, entry.recorded, entry.key
                    FROM source CROSS JOIN entry
                    JOIN posting ON posting.target = entry.target AND posting.seq = entry.seq
                    WHERE entry.source = source.num AND entry.recorded > ? AND entry.recorded <= ?"""
        rows = list(self._rows(lambda store: store._db.execute(query, (first, last))))
        followed = {source.id for source in self.sources() if source.first_recorded <= first}
        versions = self._versions({row[-1] for _, row in rows}, "event")
        numbering, found = self._numbering(), list[Arrival]()
        for ledger, row in rows:
            *columns, source, history, seq, recorded, key = row
            place, records = (recorded, ledger, seq), versions[key]
            before = [each for each in records if each[:3] < place]
            if source not in followed or (history and not before) or not any(each[:3] == place for each in records):
                continue  # a first load, a backfill, or recorded already elsewhere
            if any(place < each[:3] and each.recorded <= last for each in records):
                continue  # revised since
            (posting,) = postings_of([tuple(columns)])
            posting = posting._replace(seq=self._order(*place))
            revises = any(each.recorded <= first for each in before)
            found.append(Arrival(posting, self._in(numbering, ledger, columns[0]), revises))
        return sorted(found, key=lambda arrival: arrival.posting.seq)

    # --- instruments ------------------------------------------------------------------------------------------------

    def _targets(self, columns: str, targets: Iterable[int] | None) -> Iterable[tuple[Any, ...]]:
        query = f"""SELECT target.num, entry.recorded, {columns} FROM target
                    JOIN entry ON entry.seq = target.entry"""
        found = dict[int, tuple[Any, ...]]()
        if targets is None:
            numbering = self._numbering()
            found_there = self._rows(lambda store: store._db.execute(query))
            rows: Iterable[tuple[int, Any]] = ((self._in(numbering, at, row[0]), row[1:]) for at, row in found_there)
            rows = (each for each in rows if each[0] not in numbering.same_as)
        else:
            rows = (
                (nums[row[0]], row[1:])
                for ledger, nums in self._there(targets)
                for row in self._stores[ledger]._db.lookup(f"{query} WHERE target.num {{}}", nums)
            )
        for num, row in rows:
            if num not in found or row[0] > found[num][0]:
                found[num] = row
        return [(num, *row[1:]) for num, row in sorted(found.items())]

    def find(self, *names: str) -> dict[int, str]:
        return self._named(lambda store: store.find(*names))

    def at_page(self, volume: int, page: int) -> dict[int, str]:
        return self._named(lambda store: store.at_page(volume, page))

    def beginning(self, volume: int, first: int, last: int) -> dict[int, str]:
        return self._named(lambda store: store.beginning(volume, first, last))

    def touching(self, *places: str) -> dict[int, str]:
        return self._named(lambda store: store.touching(*places))

    def begun(self, name: str) -> dict[int, str]:
        return self._named(lambda store: store.begun(name))

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        wanted, numbering = set(ids), self._numbering()
        rows = self._rows(lambda store: store.numbers(wanted).items())
        return {id_: self._in(numbering, ledger, num) for ledger, (id_, num) in rows}

    def known(self, until: Tick, known_by: KnownBy) -> set[int]:
        return self._union(lambda store: store.known(until, known_by)) - self._numbering().same_as.keys()

    def carried(self, field: str) -> set[str]:
        return set(self._from_all(lambda store: store.carried(field)))

    def names(self) -> Iterator[str]:
        return (name for name, _ in groupby(merge(*(store.names() for store in self._stores))))

    def targets_of(self, beginning: str) -> set[int]:
        return self._union(lambda store: store.targets_of(beginning))

    # --- events, documents, texts -----------------------------------------------------------------------------------

    def events(self, ids: Iterable[str]) -> dict[str, Recorded]:
        wanted, found = set(ids), dict[str, Recorded]()
        for ledger, (id_, event) in self._rows(lambda store: store.events(wanted).items()):
            if id_ not in found or event.recorded < found[id_].recorded:
                found[id_] = attrs.evolve(event, seq=self._order(event.recorded, ledger, event.seq))
        return found

    def standing(self, keys: Iterable[str]) -> dict[str, Event]:
        wanted = list(keys)
        found = self._standing(wanted)
        return {key: load(found[key].body, Event) for key in wanted if key in found}

    def sources_of(self, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
        return {key: all_[-1].source for key, all_ in self._versions(keys, "event").items()}

    def flagged(self, flag: str) -> list[str]:
        query = "SELECT key, recorded, seq FROM posting WHERE detail LIKE ?"
        found = dict[str, int]()
        for ledger, (key, recorded, seq) in self._rows(lambda store: store._db.execute(query, (f'%"{flag}"%',))):
            found[key] = max(found.get(key, 0), self._order(recorded, ledger, seq))
        return sorted(found, key=lambda key: -found[key])

    def _texts(self, table: str, type_: str, part: str, cls: type[T]) -> Iterator[tuple[T, Tick]]:
        query = f"SELECT entry.key, entry.id FROM {table} JOIN entry ON entry.seq = {table}.entry WHERE part = ?"
        rows = {tuple(row) for row in self._from_all(lambda store: store._db.execute(query, (part,)))}
        versions = self._versions({key for key, _ in rows}, type_)
        newest = sorted((all_[-1], key) for key, all_ in versions.items() if (key, all_[-1].id) in rows)
        return ((load(last.body, cls), versions[key][0].recorded) for last, key in newest)  # type: ignore[arg-type]

    def parts(self) -> list[str]:
        return sorted(set(self._from_all(SqlStore.parts)))

    def printing(self, passages: Iterable[str]) -> dict[str, list[tuple[Edition, str]]]:
        wanted, found = set(passages), defaultdict[str, list[tuple[Edition, str]]](list)
        for store in self._stores:
            for passage, places in store.printing(wanted).items():
                found[passage] += [place for place in places if place not in found[passage]]
        return dict(found)

    def search(self, words: str, limit: int) -> list[SearchHit]:
        hits = (store.search(words, limit) for store in self._stores)
        found = {hit[:3]: hit for hit in self._current(merge(*hits, key=lambda hit: hit.score))}
        return list(found.values())

    # --- sources ----------------------------------------------------------------------------------------------------

    def sources(self) -> list[SourceStatus]:
        found = dict[str, SourceStatus]()
        for source in sorted(self._from_all(SqlStore.sources), key=lambda source: source.last_recorded):
            other = found.get(source.id, source)
            first = min(source.first_recorded, other.first_recorded)
            whole = max(filter(None, (source.last_whole, other.last_whole)), default=None)
            count = other.count if source.count is None else source.count
            found[source.id] = attrs.evolve(source, first_recorded=first, last_whole=whole, count=count)
        return [found[id_] for id_ in sorted(found)]

    def portions(self, source: str) -> dict[str, PortionStatus]:
        found = dict[str, PortionStatus]()
        for name, read in self._from_all(lambda store: store.portions(source).items()):
            other = found.get(name, read)
            found[name] = PortionStatus(min(read.first_read, other.first_read), max(read.read, other.read))
        return found

    def sighted(self, names: Iterable[int]) -> list[tuple[int, str]]:
        wanted = set(names)
        return sorted({(name, document) for name, document in self._from_all(lambda store: store.sighted(wanted))})

    def sightings(self, documents: Iterable[str]) -> dict[str, dict[str, Tick]]:
        wanted, found = set(documents), defaultdict[str, dict[str, Tick]](dict)
        for document, seen in self._from_all(lambda store: store.sightings(wanted).items()):
            for source, at in seen.items():
                found[document][source] = min(at, found[document].get(source, at))
        return {
            document: dict(sorted(seen.items(), key=lambda each: (each[1], each[0])))
            for document, seen in found.items()
        }

    def silent(self, sources: Collection[str] = ()) -> list[str]:
        found = set(self._from_all(lambda store: store.silent(sources)))
        return sorted(document for document in found if not self._standing(self._begun(f"{document}:", self._stores)))

    def _begun(self, beginning: str, stores: Iterable[SqlStore]) -> set[str]:
        """Return the keys of events that begin so."""
        found = set[str]()
        for store in stores:
            query = f"""WITH span (low, high) AS (VALUES (?, ?)) SELECT key FROM span CROSS JOIN entry
                        WHERE type = 'event' AND {store._db.between("key", "low", "high")}"""
            found |= {key for (key,) in store._db.execute(query, (beginning, beginning + LAST))}
        return {key for key in found if not key.endswith(withdrawn(""))}
