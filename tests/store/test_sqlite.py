"""The embedded ledger as a file: what it refuses to open, how it is brought forward, and that nobody changes it.

What every store has to do is in tests/store/contract.
"""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

import regtrack
from regtrack import dates
from regtrack.errors import StoreError
from regtrack.model.provision_text import Edition, Passage
from regtrack.model.when import When
from regtrack.records.canonical import canonical
from regtrack.store import Batch, SqliteStore
from regtrack.store.schema import MIGRATIONS, VERSION
from regtrack.store.sqlite_database import SqliteDatabase
from tests.helpers import e, events_of, rule

T1 = dates.parse_instant("2024-06-01T12:00:00Z")
(SET,) = events_of([e("set_effective", "t:set", effect="2024-03-01", published="2024-01-15")])


# --- append-only ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement", ["UPDATE entry SET body = '{}'", "UPDATE entry SET recorded = 0", "DELETE FROM entry"]
)
def test_entries_are_never_changed_or_deleted(statement: str, tmp_path: Path) -> None:
    """Not even by somebody who opens the file: the database refuses."""
    path = tmp_path / "ledger.sqlite"
    store = SqliteStore(path)
    store.append(Batch("t", "T", [rule(), SET]), T1)
    store.close()
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()


# --- opening ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_is_another_by_now_is_neither_asked_nor_written(replaced: bool, tmp_path: Path) -> None:
    """What is recorded in it would be found by nobody, and a new thread would answer from another ledger."""
    path = tmp_path / "ledger.sqlite"
    store = SqliteStore(path)
    store.append(Batch("t", "T", [rule(), SET]), T1)
    path.rename(tmp_path / "moved.sqlite")
    if replaced:
        SqliteStore(path).close()
    for use in (lambda: store.append(Batch("u", "U", [rule()]), T1), store.snapshot().__enter__):
        with pytest.raises(StoreError, match="removed or replaced while it was open; expected the same file"):
            use()
    with ThreadPoolExecutor(1) as pool, pytest.raises(StoreError, match="removed or replaced while it was open"):
        pool.submit(store.sources).result()
    store.close()
    assert path.exists() is replaced


def test_a_program_may_change_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another thread opens the same file then, and makes none elsewhere."""
    monkeypatch.chdir(tmp_path)
    store = SqliteStore("ledger.sqlite")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    store.append(Batch("t", "T", [rule(), SET]), T1)
    with ThreadPoolExecutor(1) as pool:
        assert [each.id for each in pool.submit(store.sources).result()] == ["t"]
    with store.outbox.sending() as mine:
        assert mine
    store.close()
    assert not list((tmp_path / "elsewhere").iterdir())


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    """Migrations run from nothing, folders included, and once."""
    path = tmp_path / "new" / "folder" / "ledger.sqlite"
    store = SqliteStore(path)
    assert store.totals().schema_version == VERSION
    store.append(Batch("t", "T", [rule(), SET]), T1)
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


def test_an_older_ledger_is_brought_forward(tmp_path: Path) -> None:
    """Its entries stay as they are."""
    path = tmp_path / "ledger.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(MIGRATIONS[0])
    connection.execute("PRAGMA user_version = 1")
    connection.execute("INSERT INTO source VALUES (1, 't', 'T', ?)", (T1,))
    connection.execute("INSERT INTO check_in VALUES (1, ?, 'abc', NULL)", (T1,))
    connection.commit()
    connection.close()
    store = SqliteStore(path)
    (source,) = store.sources()
    assert (source.id, source.digest, source.last_whole, source.problem) == ("t", "abc", T1, None)
    assert store.append(Batch("t", "T", [rule()]), T1).new == 1
    store.close()


def test_a_ledger_is_brought_forward_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends between two migrations leaves the ledger of the older release, which that one still reads."""
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(MIGRATIONS[0])
        db.execute("PRAGMA user_version = 1")
    step = SqliteDatabase.migrate

    def ends(db: SqliteDatabase, version: int) -> int:
        if version == VERSION - 1:
            raise KeyboardInterrupt
        return step(db, version)

    with monkeypatch.context() as patch:
        patch.setattr(SqliteDatabase, "migrate", ends)
        with pytest.raises(KeyboardInterrupt):
            SqliteStore(path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'outbox'").fetchone() == (0,)
    with closing(SqliteStore(path)) as store:
        assert store.totals().schema_version == VERSION


def test_what_an_older_release_compiled_is_compiled_anew(tmp_path: Path) -> None:
    """It took "instruction 3" for the provisions that it changes; the answers of such a ledger are today's."""
    path = tmp_path / "ledger.sqlite"
    instrument = rule(instructions=(("3", ("12 CFR 1003.2",)), ("4", ("12 CFR 1003.2",))))
    first = e("set_effective", "first", effect="2024-01-01", parts=["instruction 3"], published="2023-10-01")
    second = e("set_effective", "second", effect="2025-01-01", parts=["instruction 4"], published="2023-10-01")
    with closing(SqliteStore(path)) as store:
        store.append(Batch("t", "T", [instrument, *events_of([first, second])]), T1)
    with closing(sqlite3.connect(path)) as db:
        db.execute("""UPDATE posting SET detail = '{"parts": [["12 CFR", "1003", "2"]]}'""")
        db.execute("DELETE FROM mark")
        db.executescript("DROP TABLE provision; PRAGMA user_version = 8")
        db.commit()
    with regtrack.open(path, bundled=False) as tracker:
        asked = {"on": "2024-06-01", "known": "2024-06-01"}
        found = [tracker.state(instrument.id, scope=f"instruction {n}", **asked).status for n in (3, 4)]
        assert found == ["in_force", "pending"]
        assert tracker.state(instrument.id, scope="12 CFR 1003.2", **asked).status == "mixed"
        assert len(tracker.since("2023-12-31", "2024-01-01").changes) == 1


def test_a_ledger_of_before_learns_what_provisions_its_instruments_are_on(tmp_path: Path) -> None:
    """The table is made from what is recorded, as it is by what records anew."""
    path = tmp_path / "ledger.sqlite"
    instrument = rule(cfr=("12 CFR 1003",), instructions=(("3", ("12 CFR 1003.2(a)", "12 CFR 1004.5")),))
    stay = e("stay", "stay", parts=["12 CFR 1005.9(b)", "words"], exclude=["instruction 3"], published="2023-10-01")
    with closing(SqliteStore(path)) as store:
        store.append(Batch("t", "T", [rule("us/x/old"), instrument, *events_of([stay])]), T1)
    query = "SELECT place, target FROM provision ORDER BY place"
    with closing(sqlite3.connect(path)) as db:
        before = db.execute(query).fetchall()
        db.executescript("DROP TABLE provision; PRAGMA user_version = 11")
    assert [place for place, _ in before] == [
        "12 CFR 1003", "12 CFR 1003.2", "12 CFR 1004", "12 CFR 1004.5", "12 CFR 1005", "12 CFR 1005.9",
    ]  # fmt: skip
    with closing(SqliteStore(path)) as store:
        assert store._db.execute(query).fetchall() == before
        assert not list(store.check())


def test_provisions_and_beginnings_of_names_are_found_by_ranges(tmp_path: Path) -> None:
    """What they cost follows what they find."""
    store, said = SqliteStore(tmp_path / "ledger.sqlite"), list[str]()
    store._db._connection().set_trace_callback(said.append)
    store.touching("12 CFR 1003", "12 CFR 1003.2")
    store.begun("widget")
    store._db._connection().set_trace_callback(None)
    plans = [" ".join(str(row[3]) for row in store._db.execute(f"EXPLAIN QUERY PLAN {query}")) for query in said]
    store.close()
    assert "SEARCH provision USING PRIMARY KEY (place=?)" in plans[0]
    assert "SEARCH name USING PRIMARY KEY (name>? AND name<?)" in plans[1]


def test_long_words_are_kept_small_and_read_whether_small_or_not(tmp_path: Path) -> None:
    """Before, they were kept as they are; an export has them as they are in either case, and the chain holds."""
    passage = Passage(
        "p", "Duties", tuple(((f"({n})",), "", "The lender shall keep records. " * 9, "words") for n in "abc")
    )
    edition = Edition("us-cfr:12-9", "12 CFR 9", When.parse("2024-01-01"), (("12 CFR 9.1", "p"),))
    path, old = tmp_path / "ledger.sqlite", tmp_path / "old.sqlite"
    for place in (path, old):
        store = SqliteStore(place)
        store.append(Batch("t", "T", [passage, edition]), T1)
        store.close()
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("DROP TRIGGER entry_is_never_changed")
        connection.execute("UPDATE entry SET body = ? WHERE type = 'passage'", (canonical(passage),))
        connection.commit()
    with closing(sqlite3.connect(path)) as connection:
        size = connection.execute("SELECT length(body) FROM entry WHERE type = 'passage'").fetchone()[0]
    assert size < len(canonical(passage)) / 3
    exports = []
    for place in (path, old):
        store = SqliteStore(place)
        assert store.passages(["p"])["p"] == passage
        assert store.append(Batch("t", "T", [passage, edition]), T1 + 1).unchanged == 2
        assert not list(store.check())
        exports.append([line for line in store.dump() if line["type"] == "passage"])
        store.close()
    assert exports[0] == exports[1] != []


def test_the_words_of_a_portion_are_written_at_once(tmp_path: Path) -> None:
    """FTS5 writes out what it has gathered whenever another table is written to: text by text, half of an append."""
    store = SqliteStore(tmp_path / "ledger.sqlite")
    events = events_of(
        [e("publish", f"t:{n}", published="2024-01-15", summary=f"Statement number{n} of many") for n in range(400)]
    )
    said: list[str] = []
    store._db._connection().set_trace_callback(said.append)
    store.append(Batch("t", "T", [rule(), *events]), T1)
    store._db._connection().set_trace_callback(None)
    assert sum(statement.startswith("INSERT INTO words") for statement in said) < 20
    assert len(store.search("number399", 5)) == 1
    store.close()


def test_an_entry_costs_no_expression_and_reviews_are_found_by_ranges(tmp_path: Path) -> None:
    """An expression in an index costs each entry time, of whatever type; a ledger of before is brought forward."""
    path = tmp_path / "ledger.sqlite"
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            """DROP INDEX entry_review; CREATE INDEX entry_review ON entry (substr(key, 8, 24)) WHERE type = 'review';
               DROP TABLE provision; PRAGMA user_version = 10;"""
        )
    with closing(SqliteStore(path)):
        pass
    with closing(sqlite3.connect(path)) as db:
        indexes = [row[1] for row in db.execute("PRAGMA index_list(entry)")]
        columns = [row for index in indexes for row in db.execute(f"PRAGMA index_xinfo({index})")]
        assert all(row[1] >= -1 for row in columns)  # -2: an expression
        query = "EXPLAIN QUERY PLAN SELECT body FROM entry WHERE type = 'review' AND key >= 'review:a:' AND key < 'b'"
        assert "entry_review (key>? AND key<?)" in db.execute(query).fetchone()[3]


def test_a_batch_of_one_event_takes_few_statements(tmp_path: Path) -> None:
    """Each of them costs, and most batches of a feed are small."""
    store = SqliteStore(tmp_path / "ledger.sqlite")
    store.append(Batch("t", "T", [rule(), SET]), T1)
    said: list[str] = []
    store._db._connection().set_trace_callback(said.append)
    (later,) = events_of([e("set_effective", "t:later", effect="2024-04-01", published="2024-01-15")])
    store.append(Batch("t", "T", [later]), T1 + 1)
    store._db._connection().set_trace_callback(None)
    own = [each for each in said if not each.startswith("--")]
    assert len([each for each in own if each.startswith("SELECT")]) == 5, own
    store.close()
