"""What a ledger answers, in SQL that every database understands."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from regtrack.dates import DAWN, Tick
from regtrack.model.event import Event, Recorded
from regtrack.model.posting import Posting
from regtrack.model.state import KnownBy
from regtrack.records.canonical import load
from regtrack.store.database import Database, chunks, marks
from regtrack.store.record_reading import N, RecordReader, T
from regtrack.store.rows import COLUMNS, LAST, postings_of, withdrawn
from regtrack.store.values import Arrival, Latest, PortionStatus, SearchHit, SourceStatus, Waiting

if TYPE_CHECKING:  # most questions read none of these
    from regtrack.model.people import Person, RecordedReview
    from regtrack.model.provision_text import Edition


class SqlReader(RecordReader):
    """The questions that the tables of a database answer; see :class:`regtrack.store.base.Store`.

    Args:
        db: the database.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def postings(self, targets: Iterable[int] | None = None) -> Iterator[tuple[int, list[Posting]]]:
        query = f"SELECT {COLUMNS} FROM posting"
        if targets is None:
            yield from _by_target(self._db.stream(f"{query} ORDER BY target, seq"))
            return
        for chunk in chunks(sorted(targets)):
            found = dict(_by_target(self._db.lookup(f"{query} WHERE target {{}} ORDER BY target, seq", chunk)))
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

    def latest(self, now: Tick) -> Latest:
        dated, read = self._db.execute(
            """SELECT (SELECT max(tick) FROM mark WHERE tick <= ?),
                      (SELECT max(last) FROM (SELECT (SELECT max(recorded) FROM check_in WHERE source = num) AS last
                                              FROM source) AS readings)""",
            (now,),
        ).fetchone()
        query = "SELECT recorded, id FROM entry WHERE type NOT IN ('person', 'review') ORDER BY seq DESC LIMIT 1"
        recorded, entry = self._db.execute(query).fetchone() or (DAWN, "")
        return Latest(max(DAWN if tick is None else tick for tick in (dated, read, recorded)), entry)

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

    def _targets(self, columns: str, targets: Iterable[int] | None) -> Iterable[tuple[Any, ...]]:
        joined = "JOIN entry ON entry.seq = target.entry" if "entry." in columns else ""
        query = f"SELECT target.num, {columns} FROM target {joined}"
        if targets is None:
            return self._db.execute(f"{query} WHERE same_as IS NULL ORDER BY target.num")
        return self._db.lookup(f"{query} WHERE target.num {{}}", targets)

    def find(self, *names: str) -> dict[int, str]:
        query = "SELECT target.num, id FROM name JOIN target ON target.num = name.target WHERE name.name {}"
        return dict(sorted(self._db.lookup(query, names), key=itemgetter(1)))

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

    def touching(self, *places: str) -> dict[int, str]:
        query = """SELECT target.num, id FROM provision JOIN target ON target.num = provision.target
                   WHERE same_as IS NULL AND place {}"""
        return dict(sorted(self._db.lookup(query, places), key=itemgetter(1)))

    def begun(self, name: str) -> dict[int, str]:
        rows = self._db.execute(
            f"""WITH span (low, high) AS (VALUES (?, ?)) SELECT DISTINCT num, id FROM span CROSS JOIN name
                JOIN target ON target.num = name.target WHERE {self._db.between("name", "low", "high")} ORDER BY id""",
            (name, name + LAST),
        )
        return dict(rows.fetchall())

    def portions(self, source: str) -> dict[str, PortionStatus]:
        query = "SELECT name, first_read, read FROM portion JOIN source ON num = source WHERE id = ?"
        rows = self._db.execute(query, (source,))
        return {name: PortionStatus(first, last) for name, first, last in rows}

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        return dict(self._db.lookup("SELECT id, num FROM target WHERE id {}", ids))

    def bookmarks(self) -> dict[str, Tick]:
        return dict(sorted(self._db.execute("SELECT name, tick FROM bookmark")))

    def bookmark(self, name: str, tick: Tick) -> None:
        query = "INSERT INTO bookmark VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET tick = excluded.tick"
        with self._db.transaction():
            self._db.execute(query, (name, tick))

    def believed(self) -> Tick | None:
        query = """SELECT coalesce((SELECT at FROM clock), (SELECT max(tick) FROM
                   (SELECT max(recorded) AS tick FROM check_in UNION ALL SELECT max(known) FROM cut UNION ALL
                    SELECT (SELECT recorded FROM entry ORDER BY seq DESC LIMIT 1)) AS ticks))"""
        last: Tick | None = self._db.execute(query).fetchone()[0]
        return last

    def believe(self, now: Tick) -> None:
        query = 'INSERT INTO clock VALUES (1, ?) ON CONFLICT ("only") DO UPDATE SET at = excluded.at'
        with self._db.transaction():
            self._db.execute(query, (now,))

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
        listed = self._db.dialect.each.format(json="entry.body", field=name)
        found = {row[0] for row in self._db.execute(f"SELECT DISTINCT value {of} CROSS JOIN {listed}")}
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
        rows = self._db.lookup(
            """SELECT entry.id, entry.seq, entry.recorded, source.id, entry.body FROM entry
               JOIN source ON source.num = entry.source WHERE entry.id {}""",
            ids,
        )
        return {row[0]: Recorded(load(row[-1], Event), *row[:-1]) for row in rows}

    def standing(self, keys: Iterable[str]) -> dict[str, Event]:
        wanted = list(keys)
        rows = self._db.lookup(
            """SELECT key, seq, body FROM entry WHERE key {} AND type = 'event'
               AND seq = (SELECT max(seq) FROM entry AS newer WHERE newer.key = entry.key AND newer.type = 'event')""",
            [*wanted, *map(withdrawn, wanted)],
        )
        newest = {key: (seq, body) for key, seq, body in rows}
        gone = {key: newest.get(withdrawn(key), (0,))[0] for key in newest}
        return {key: load(newest[key][1], Event) for key in wanted if key in newest and gone[key] < newest[key][0]}

    def sighted(self, names: Iterable[int]) -> list[tuple[int, str]]:
        query = "SELECT name, document FROM item_name WHERE name {} ORDER BY name, document"
        return list(self._db.lookup(query, names))

    def sightings(self, documents: Iterable[str]) -> dict[str, dict[str, Tick]]:
        found: dict[str, dict[str, Tick]] = {}
        query = """SELECT document, source.id, recorded FROM sighting JOIN source ON num = source
                   WHERE document {} ORDER BY recorded, source.id"""
        for document, source, recorded in self._db.lookup(query, documents):
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
        from regtrack.model.inbox import InboxEntry

        query = """SELECT key, min(seq), max(seq) FROM entry WHERE type = 'inbox'"""
        if keys is None:
            rows: Iterable[Any] = self._db.execute(f"{query} GROUP BY key").fetchall()
        else:
            rows = self._db.lookup(f"{query} AND key {{}} GROUP BY key", keys)
        newest = sorted((first, last) for _, first, last in rows)
        query = "SELECT body, recorded FROM entry WHERE seq = ?"
        found = (self._db.execute(query, (last,)).fetchone() for _, last in newest)
        return [Waiting(load(body, InboxEntry), recorded) for body, recorded in found]

    def people(self) -> dict[str, Person]:
        from regtrack.model.people import Person

        rows = self._db.execute("SELECT body FROM entry WHERE type = 'person' ORDER BY seq")
        return {(person := load(body, Person)).id: person for (body,) in rows}

    def reviews(self, about: Iterable[str] | None = None) -> list[RecordedReview]:
        from regtrack.model.people import RecordedReview, Review

        among, chosen, wanted = "entry", list[str](), None if about is None else set(about)
        if wanted is not None:
            listed = self._db.dialect.each.format(json="CAST(? AS TEXT)", field="about")
            begins = self._db.between("key", "'review:' || about || ':'", "'review:' || about || ';'")
            among = f"(SELECT value AS about FROM {listed}) AS asked JOIN entry ON {begins}"
            chosen = [json.dumps({"about": sorted(wanted)})]
        query = f"SELECT DISTINCT seq, body, recorded FROM {among} WHERE type = 'review' ORDER BY seq"
        found = [RecordedReview(load(body, Review), recorded) for _, body, recorded in self._db.execute(query, chosen)]
        return found if wanted is None else [each for each in found if each.review.about in wanted]

    def targets_of(self, beginning: str) -> set[int]:
        rows = self._db.execute(
            f"""WITH span (low, high) AS (VALUES (?, ?)) SELECT DISTINCT target FROM span CROSS JOIN entry
                WHERE type = 'event' AND {self._db.between("key", "low", "high")}""",
            (beginning, beginning + LAST),
        )
        return {row[0] for row in rows}

    def sources_of(self, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
        query = """SELECT key, source.id, title FROM entry JOIN source ON num = entry.source
                   WHERE type = 'event' AND key {} ORDER BY seq"""
        return {key: (id_, title) for key, id_, title in self._db.lookup(query, keys)}

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
            (DAWN, "people"),  # no report shows who signs in, and what they did
        )
        return [SourceStatus(*row) for row in rows]

    def _texts(self, table: str, type_: str, part: str, cls: type[T]) -> Iterator[tuple[T, Tick]]:  # noqa: ARG002
        rows = self._db.execute(
            f"""SELECT body,
                       (SELECT min(recorded) FROM entry AS old WHERE old.key = entry.key AND old.type = entry.type)
                FROM {table} JOIN entry ON entry.seq = {table}.entry WHERE part = ? AND NOT EXISTS
                (SELECT 1 FROM entry AS newer WHERE newer.key = entry.key AND newer.type = entry.type
                 AND newer.seq > entry.seq) ORDER BY entry.seq""",
            (part,),
        )
        return ((load(body, cls), recorded) for body, recorded in rows)  # type: ignore[arg-type]

    def _newest(self, type_: str, keys: Iterable[str], cls: type[N]) -> dict[str, N]:
        query = f"SELECT key, body FROM entry WHERE type = '{type_}' AND key {{}} ORDER BY seq"
        return {key: load(body, cls) for key, body in self._db.lookup(query, keys)}  # type: ignore[arg-type]

    def parts(self) -> list[str]:
        return [part for (part,) in self._db.execute("SELECT DISTINCT part FROM edition ORDER BY part")]

    def printing(self, passages: Iterable[str]) -> dict[str, list[tuple[Edition, str]]]:
        from regtrack.model.provision_text import Edition

        found: dict[str, list[tuple[Edition, str]]] = {}
        read: dict[int, tuple[Edition, dict[str, list[str]]]] = {}  # each with the provisions that have a passage
        query = """SELECT passage, printed.entry, body FROM printed JOIN entry ON entry.seq = printed.entry
                   WHERE passage {} ORDER BY printed.entry"""
        for passage, seq, body in self._db.lookup(query, passages):
            if seq not in read:
                edition, places = read[seq] = load(body, Edition), {}
                for path, id_ in edition.provisions:
                    places.setdefault(id_, []).append(path)
            edition, places = read[seq]
            found.setdefault(passage, []).extend((edition, path) for path in places.get(passage, ()))
        return found

    def search(self, words: str, limit: int) -> list[SearchHit]:
        from regtrack.store.search_words import CLASSES, MOST_RANKED, score, terms_of, texts_of

        terms = terms_of(words)
        units = [num for (num,) in self._db.matching(terms, max(limit, MOST_RANKED))]
        query = """SELECT said.unit, entry.type, entry.key, said.place, entry.seq, entry.id, entry.recorded
                   FROM said JOIN entry ON entry.seq = said.entry WHERE said.unit {}"""
        found_in = {unit: list(rows) for unit, rows in groupby(sorted(self._db.lookup(query, units)), itemgetter(0))}
        first = (rows[0][4] for rows in found_in.values())
        bodies: dict[int, str] = dict(self._db.lookup("SELECT seq, body FROM entry WHERE seq {}", first))
        found = list[tuple[float, Tick, str, int, SearchHit]]()
        for rows in found_in.values():
            _, type_, _, place, seq, *_ = rows[0]
            rank = score(dict(texts_of(load(bodies[seq], CLASSES[type_])))[place], terms)  # type: ignore[arg-type]
            found += [
                (rank, -recorded, key, place, SearchHit(type_, id_ if type_ == "event" else key, place, rank, id_))
                for _, type_, key, place, _, id_, recorded in rows
            ]
        return self._current(hit for *_, hit in sorted(found))[:limit]

    def _newest_ids(self, type_: str, keys: Iterable[str]) -> dict[str, str]:
        return dict(self._db.lookup("SELECT key, id FROM entry WHERE type = ? AND key {} ORDER BY seq", keys, (type_,)))


def _by_target(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, list[Posting]]]:
    for target, group in groupby(rows, key=itemgetter(0)):
        yield target, postings_of(group)
