"""The embedded ledger: append-only, idempotent, monotonic, and clear about what it cannot open."""

# ruff: noqa: E501 (tables read best one row a line)

import sqlite3
from pathlib import Path

import attrs
import pytest

from regtrack import dates
from regtrack.errors import StoreError
from regtrack.fold import state
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.instrument import normalise
from regtrack.model.state import KnownBy
from regtrack.records.reading import read_document, read_event, read_instrument
from regtrack.store import Batch, SqliteStore, Store
from regtrack.store.schema import VERSION
from tests.helpers import RULE, e, events_of, question, rule

T1 = dates.parse_instant("2024-06-01T12:00:00Z")
HOUR = 3_600_000_000
SET, STAY = events_of([
    e("set_effective", "t:set", effect="2024-03-01", published="2024-01-15"),
    e("stay", "t:stay", issued="2024-04-01"),
])  # fmt: skip
DOCUMENT = Document("t:d", "Publisher")


@pytest.fixture
def store() -> SqliteStore:
    return SqliteStore(":memory:")


def put(
    store: Store, *items: object, at: int = T1, complete: bool = False, source: str = "t"
) -> tuple[int, int, int, int]:
    done = store.append(Batch(source, "T", list(items), complete=complete), at)  # type: ignore[arg-type]
    return done.new, done.revised, done.withdrawn, done.unchanged


def status(store: Store, known: str = "2026-01-01", known_by: str = "record", on: str = "2024-03-15") -> str:
    (num,) = store.find(normalise(RULE))
    _, postings = next(store.postings([num]))
    item = store.instruments([num])[num]
    asked = question(on, known, known_by)
    return state(postings, instrument=item.id, family=item.family, zone=item.legal_zone, question=asked).status


# --- append-only ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement", ["UPDATE entry SET body = '{}'", "UPDATE entry SET recorded = 0", "DELETE FROM entry"]
)
def test_entries_are_never_changed_or_deleted(statement: str, tmp_path: Path) -> None:
    """Not even by somebody who opens the file: the database refuses."""
    path = tmp_path / "ledger.sqlite"
    store = SqliteStore(path)
    put(store, rule(), SET)
    store.close()
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()


def test_no_method_changes_or_removes() -> None:
    """The public interface of a ledger has no word for it."""
    public = {name for name in dir(SqliteStore) if not name.startswith("_")}
    assert public == {name for name in dir(Store) if not name.startswith("_")}
    assert not [
        name for name in public if any(word in name for word in ("update", "delete", "remove", "set", "clear", "drop"))
    ]
    assert not [name for name in public if name.startswith("write")]


# --- idempotent -------------------------------------------------------------------------------------------------------


def test_adding_again_changes_nothing(store: SqliteStore) -> None:
    """Ids come from content: the same batch again, or part of it, is no entry."""
    items = (DOCUMENT, rule(), SET, STAY)
    assert put(store, *items) == (4, 0, 0, 0)
    before = list(store.dump())
    assert put(store, *items, at=T1 + HOUR) == (0, 0, 0, 4)
    assert put(store, STAY, at=T1 + HOUR) == (0, 0, 0, 1)
    assert put(store, *items, at=T1 + 2 * HOUR, complete=True) == (0, 0, 0, 4)
    assert [line for line in store.dump() if line["type"] != "source"] == [
        line for line in before if line["type"] != "source"
    ]


def test_twice_in_one_batch_is_once(store: SqliteStore) -> None:
    assert put(store, rule(), SET, SET, attrs.evolve(SET)) == (2, 0, 0, 2)
    assert store.totals().events == 1


def test_a_failing_batch_leaves_nothing(store: SqliteStore) -> None:
    """All or nothing: an event on an instrument that is not there takes its whole batch with it."""
    orphan = attrs.evolve(SET, target="us/x/missing")
    with pytest.raises(StoreError, match=r"us/x/missing.*recorded before its events"):
        put(store, rule(), STAY, orphan)
    assert store.totals().instruments == store.totals().events == 0
    assert store.sources() == []
    assert put(store, rule(), STAY) == (2, 0, 0, 0)


# --- revisions --------------------------------------------------------------------------------------------------------


def test_old_answers_stay_reproducible(store: SqliteStore) -> None:
    """A revised file changes what is known from then on; by record, what was answered before is answered still."""
    put(store, rule(), SET, complete=True)
    revised = attrs.evolve(SET, effect=SET.effect.parse("2024-05-01") if SET.effect else None)
    assert put(store, rule(), revised, at=T1 + HOUR, complete=True) == (0, 1, 0, 1)
    assert status(store, "2024-06-01T12:30:00Z") == "in_force"
    assert status(store, "2024-06-01T13:00:00Z") == "pending"
    assert status(store, known_by="public") == "pending"
    assert store.totals().events == 1


def test_what_a_file_no_longer_says_is_withdrawn(store: SqliteStore) -> None:
    """The newest version of a file is all that it says."""
    put(store, rule(), SET, STAY, complete=True)
    assert put(store, rule(), SET, at=T1 + HOUR, complete=True) == (0, 0, 1, 2)
    assert status(store, "2024-06-01T12:30:00Z", on="2024-04-15") == "stayed"
    assert status(store, "2024-06-01T13:00:00Z", on="2024-04-15") == "in_force"
    assert status(store, known_by="public", on="2024-04-15") == "in_force"
    assert put(store, rule(), SET, at=T1 + 2 * HOUR, complete=True) == (0, 0, 0, 2)


def test_a_feed_that_says_less_takes_nothing_back(store: SqliteStore) -> None:
    """Only a complete source withdraws by silence."""
    put(store, rule(), SET, STAY)
    assert put(store, rule(), at=T1 + HOUR) == (0, 0, 0, 1)
    assert status(store, on="2024-04-15") == "stayed"


def test_another_source_takes_nothing_back(store: SqliteStore) -> None:
    put(store, rule(), SET, complete=True)
    put(store, rule(), source="u", at=T1 + HOUR, complete=True)
    assert status(store) == "in_force"


def test_withdrawn_and_said_again(store: SqliteStore) -> None:
    """A file that loses an event and gets it back says it again; by record it was away in between."""
    put(store, rule(), SET, STAY, complete=True)
    put(store, rule(), SET, at=T1 + HOUR, complete=True)
    put(store, rule(), SET, STAY, at=T1 + 2 * HOUR, complete=True)
    assert status(store, "2024-06-01T13:30:00Z", on="2024-04-15") == "in_force"
    assert status(store, "2024-06-01T14:00:00Z", on="2024-04-15") == "stayed"
    assert status(store, known_by="public", on="2024-04-15") == "stayed"


def test_withdrawn_twice(store: SqliteStore) -> None:
    """Away, back and away again."""
    for number, items in enumerate([(SET, STAY), (SET,), (SET, STAY), (SET,)]):
        put(store, rule(), *items, at=T1 + number * HOUR, complete=True)
    assert status(store, on="2024-04-15") == "in_force"
    assert status(store, known_by="public", on="2024-04-15") == "in_force"


def test_revised_there_and_back(store: SqliteStore) -> None:
    """A, then B, then A again: each is an entry, and the last stands."""
    other = attrs.evolve(SET, effect=SET.effect.parse("2024-05-01") if SET.effect else None)
    for number, item in enumerate((SET, other, SET)):
        put(store, rule(), item, at=T1 + number * HOUR, complete=True)
    assert [status(store, f"2024-06-01T{12 + number}:00:00Z") for number in range(3)] == [
        "in_force",
        "pending",
        "in_force",
    ]
    assert put(store, rule(), SET, at=T1 + 5 * HOUR, complete=True) == (0, 0, 0, 2)


@pytest.mark.parametrize("together", [True, False])
def test_a_fact_moved_twice_is_lost_by_both_former_targets(store: SqliteStore, together: bool) -> None:
    """In one batch as in three: where it happened last is where it happened."""
    others = ["us/x/second", "us/x/third"]
    moves = [SET, *(attrs.evolve(SET, target=other) for other in others)]
    put(store, rule(), *map(rule, others))
    for at, batch in enumerate([moves] if together else [[move] for move in moves]):
        put(store, *batch, at=T1 + at * HOUR)
    asked = question("2024-03-15", "2026-01-01", "record")
    found = {}
    for num, postings in store.postings(store.numbers([RULE, *others]).values()):
        item = store.instruments([num])[num]
        answer = state(postings, instrument=item.id, family=item.family, zone=item.legal_zone, question=asked)
        found[item.id] = answer.status
    assert found == {RULE: "none", "us/x/second": "none", "us/x/third": "in_force"}


def test_the_newest_record_of_an_instrument_counts(store: SqliteStore) -> None:
    """Names once given are kept for look-up; what is shown is the newest."""
    put(store, rule(short="Old Name"))
    put(store, rule(short="New Name"), at=T1 + HOUR)
    (item,) = store.instruments().values()
    assert item.short == "New Name"
    assert store.find(normalise("old name")) == store.find(normalise("New Name")) == {1: RULE}


# --- time -------------------------------------------------------------------------------------------------------------


def test_recorded_never_runs_backwards(store: SqliteStore) -> None:
    """A clock that was set back does not reorder what was recorded."""
    put(store, rule(), SET)
    put(store, STAY, at=T1 - 5 * HOUR)
    lines = [line for line in store.dump() if line["type"] != "source"]
    assert [line["seq"] for line in lines] == [1, 2, 3]
    assert [line["recorded"] for line in lines] == [T1, T1, T1]
    assert status(store, "2024-06-01T11:00:00Z", on="2024-04-15") == "none"


def test_a_file_revised_while_the_clock_is_behind(store: SqliteStore) -> None:
    """What a file no longer says is withdrawn though the clock stands still or was set back."""
    put(store, rule(), SET, STAY, complete=True)
    assert put(store, rule(), SET, at=T1 - HOUR, complete=True) == (0, 0, 1, 2)
    assert status(store, on="2024-04-15") == "in_force"


def test_touched_finds_every_target(store: SqliteStore) -> None:
    """A window of time finds the targets about which anything may differ: first excluded, last included."""
    put(store, rule(), rule("us/x/other"), SET)
    (num,) = store.find(normalise(RULE))
    start = dates.day_start(dates.parse_date("2024-03-01"))
    assert store.touched(start - 1, start, KnownBy.PUBLIC) == {num}
    assert store.touched(start, start + HOUR, KnownBy.PUBLIC) == set()
    assert store.touched(T1 - 1, T1, KnownBy.RECORD) == {num}
    assert store.touched(T1 - 1, T1, KnownBy.PUBLIC) == set()
    assert store.touched(start, start - 1, KnownBy.PUBLIC) == {num}


def test_arrivals(store: SqliteStore) -> None:
    """What was recorded in a window, first excluded and last included, and whether it revises."""
    put(store, rule(), SET)
    put(store, attrs.evolve(SET, summary="Said better."), STAY, at=T1 + HOUR)
    arrivals = store.arrivals(T1, T1 + HOUR)
    assert [(a.posting.key, a.revises) for a in arrivals] == [("t:set", True), ("t:stay", False)]
    assert store.arrivals(T1 + HOUR, T1 + 2 * HOUR) == []


# --- reading ----------------------------------------------------------------------------------------------------------


def test_what_is_read_is_what_was_written(store: SqliteStore) -> None:
    put(store, DOCUMENT, rule(), SET, STAY)
    ids = [p.id for _, postings in store.postings() for p in postings]
    found = store.events(ids)
    assert {each.event for each in found.values()} == {SET, STAY}
    assert all(isinstance(each.event, Event) and each.source == "t" and each.recorded == T1 for each in found.values())
    assert store.documents(["t:d", "t:none"]) == {"t:d": DOCUMENT}


def test_many_ids_at_once(store: SqliteStore) -> None:
    """More ids than a statement takes variables."""
    events = events_of(e("note", f"t:{i}", issued="2024-01-15") for i in range(1200))
    put(store, rule(), *events)
    ids = [p.id for _, postings in store.postings() for p in postings]
    assert len(store.events(ids)) == 1200
    assert [p.seq for _, postings in store.postings() for p in postings] == sorted(range(2, 1202))


def test_a_source_remembers_how_far_it_looked(store: SqliteStore) -> None:
    store.append(Batch("t", "Title", [rule()], digest="abc", checked_through="2024-05-30"), T1)
    store.append(Batch("t", "Title", [rule()], digest="def", checked_through="2024-06-30"), T1 + HOUR)
    (source,) = store.sources()
    assert (source.first_recorded, source.last_recorded, source.checked_through, source.digest) == (
        T1,
        T1 + HOUR,
        "2024-06-30",
        "def",
    )


# --- opening ----------------------------------------------------------------------------------------------------------


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    """Migrations run from nothing, folders included, and once."""
    path = tmp_path / "new" / "folder" / "ledger.sqlite"
    store = SqliteStore(path)
    assert store.totals().schema_version == VERSION
    put(store, rule(), SET)
    store.close()
    again = SqliteStore(path)
    assert again.totals().events == 1
    again.close()
    empty = tmp_path / "empty.sqlite"
    empty.touch()
    assert SqliteStore(empty).totals().events == 0


def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    """A ledger that a newer release wrote is left alone, and the message says what to do."""
    path = tmp_path / "ledger.sqlite"
    SqliteStore(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(StoreError) as caught:
        SqliteStore(path)
    for words in (
        str(path),
        f"schema version {VERSION + 1}",
        f"at most {VERSION}",
        "newer release",
        "upgrade regtrack",
    ):
        assert words in str(caught.value)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION + 1
    connection.close()


@pytest.mark.parametrize(
    "content", [b"[timeline]\nid = 'x'\n" * 400, b"\x00" * 4096, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database(content: bytes, tmp_path: Path) -> None:
    """Another file is refused by name and left as it is."""
    path = tmp_path / "notes.toml"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        SqliteStore(path)
    assert str(path) in str(caught.value)
    assert "expected a file that regtrack has made" in str(caught.value)
    assert path.read_bytes() == content


def test_a_database_of_somebody_else(tmp_path: Path) -> None:
    """A database with tables of other programs is refused, and nothing is added to it."""
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE entry (a)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="expected a file that regtrack has made"):
        SqliteStore(path)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("entry",)]
    connection.close()


def test_a_place_where_nothing_can_be_made(tmp_path: Path) -> None:
    """A folder, or a path below a file, is refused in one sentence."""
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "file" / "ledger.sqlite"):
        with pytest.raises(StoreError, match="cannot be opened as a ledger"):
            SqliteStore(path)


def test_a_killed_migration_starts_anew(tmp_path: Path) -> None:
    """A migration is one transaction: a file in which it was begun and not ended is migrated whole."""
    path = tmp_path / "ledger.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE source (num)")
    connection.close()  # never committed
    assert SqliteStore(path).totals().schema_version == VERSION


# --- dumps ------------------------------------------------------------------------------------------------------------


def lines_of(store: SqliteStore) -> list[dict[str, object]]:
    """A dump as it is read: each entry with its object."""
    read = {"instrument": read_instrument, "document": read_document, "event": read_event}
    return [
        line if line["type"] == "source" else {**line, "item": read[line["type"]](line["record"])}
        for line in store.dump()
    ]


def same_dump(one: SqliteStore) -> SqliteStore:
    other = SqliteStore(":memory:")
    other.merge(lines_of(one), T1)
    assert list(other.dump()) == list(one.dump())
    return other


def test_a_dump_restores_everything(store: SqliteStore) -> None:
    """Entries, moments, places, sources and readings: an equal ledger with equal answers."""
    put(store, DOCUMENT, rule(), SET, STAY, complete=True)
    put(store, rule(), SET, at=T1 + HOUR, complete=True)
    other = same_dump(store)
    assert other.sources() == store.sources()
    for known in ("2024-06-01T12:30:00Z", "2024-06-01T13:00:00Z"):
        assert status(other, known, on="2024-04-15") == status(store, known, on="2024-04-15")
    assert list(other.postings()) == list(store.postings())


def test_a_dump_keeps_that_an_event_has_moved(store: SqliteStore) -> None:
    """A revision that moves an event to another target takes it from the former one in the copy too."""
    put(store, rule(), rule("us/x/other"), SET)
    put(store, attrs.evolve(SET, target="us/x/other"), at=T1 + HOUR)
    assert status(store) == "none"
    other = same_dump(store)
    assert status(other) == "none"
    assert status(other, "2024-06-01T12:30:00Z") == "in_force"


def test_a_dump_keeps_the_zone_of_an_event_s_time(store: SqliteStore) -> None:
    """An instrument that another source revised: the copy reads later events with the revised zone, as the ledger did."""
    put(store, rule(), SET)
    put(store, rule(zone="Asia/Tokyo"), source="u", at=T1 + HOUR)
    put(store, STAY, at=T1 + 2 * HOUR)
    assert list(same_dump(store).postings()) == list(store.postings())


def test_a_dump_merged_into_its_own_ledger_changes_nothing(store: SqliteStore) -> None:
    """What is there already is known by its id."""
    put(store, rule(), SET)
    before = list(store.dump())
    assert not store.merge(lines_of(store), T1 + HOUR).changed
    assert list(store.dump()) == before
