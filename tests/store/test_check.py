"""What `check` finds in a ledger that somebody changed with SQLite's own tools, or that a disk has damaged."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

import pytest

from regtrack import dates
from regtrack.errors import RegtrackError, StoreError
from regtrack.store import Batch, SqliteStore
from regtrack.store.messages import Attempt
from regtrack.store.schema import MIGRATIONS
from regtrack.store.values import CheckProgress
from tests.helpers import e, events_of, rule
from tests.store.contract.test_outbox import digest, fact, message

T1 = dates.parse_instant("2024-06-01T12:00:00Z")
SET, STAY, AGAIN = events_of(
    [
        e("set_effective", "t:set", effect="2024-03-01", published="2024-01-15"),
        e("stay", "t:stay", effect="2024-03-10", published="2024-02-15"),
        e("stay", "t:stay", effect="2024-03-11", published="2024-02-15"),
    ]
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that a ledger can hold: revisions, a withdrawal, a merged instrument, a digest, attempts."""
    path = tmp_path_factory.mktemp("check") / "ledger.sqlite"
    store = SqliteStore(path)
    store.append(Batch("t", "T", [rule(), SET, STAY], complete=True, checked_through="2024-05-31"), T1)
    store.append(Batch("t", "T", [rule(), SET], complete=True), T1 + 1)
    for say in (AGAIN, STAY, AGAIN):
        store.append(Batch("u", "U", [say], history=True), T1 + 2)
    store.append(Batch("t", "T", [rule(), SET], complete=True), T1 + 3)
    store.outbox.cut(T1 + 4)
    store.outbox.commit(digest(fact(), messages=[message("m@x")]))
    row = store.outbox.rows()[0].row
    store.outbox.settle(Attempt(row, T1, "refused", "no such user"), None)
    store.outbox.again(row, T1, "new@example.org", b"Subject: y\r\n")
    store.outbox.settle(Attempt(row, T1, "sent", "ok"), None)
    store.close()
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "ledger.sqlite"))


def damages(path: Path) -> list[str]:
    with closing(SqliteStore(path, sampled=False)) as store:
        return [str(each) for each in store.check()]


def tamper(path: Path, *statements: str) -> None:
    """Change a ledger as somebody who can write the file: triggers can be dropped."""
    with closing(sqlite3.connect(path)) as db:
        triggers = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for statement in (*(f"DROP TRIGGER {name}" for name in triggers), *statements):
            db.execute(statement)
        db.commit()


def test_a_whole_ledger_has_no_damage_and_says_how_far_it_is(original: Path) -> None:
    seen = list[CheckProgress]()
    with closing(SqliteStore(original)) as store:
        assert not list(store.check(seen.append))
    assert [each.part for each in seen if each.done == each.total] == [
        "entries", "links", "messages", "derived tables"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE entry SET body = replace(body, '2024-03-01', '2024-04-01') WHERE key = 't:set'", "event t:set"),
        ("UPDATE entry SET recorded = recorded - 1 WHERE seq = 2", "entries 1-3: changed"),
        ("UPDATE entry SET history = 0 WHERE seq = 5", "entries 5-5: changed"),
        ("UPDATE entry SET source = 1 WHERE seq = 5", "entries 5-5: changed"),
        ("DELETE FROM entry WHERE seq = 5", "entries 5-5: gone"),
        ("DELETE FROM link WHERE num = 3", "it does not follow"),
        ("UPDATE link SET rows = head WHERE num = 2", "link 2 (entries 1-3)"),
        ("UPDATE source SET title = 'X'", "source 1: changed"),
        ("UPDATE fact SET sentence = 'X'", "digest 1 lin: changed"),
        ("UPDATE told SET matched = 'X'", "digest 1 lin: changed"),
        ("DELETE FROM told", "digest 1 lin: changed"),
        ("UPDATE digest SET at = at - 1", "digest 1 lin: changed"),
        ("UPDATE subscriber SET id = 'kim'", "digest 1 lin: gone"),
        ("UPDATE outbox SET address = 'x@x'", "message 2 m@x: changed"),
        ("UPDATE outbox SET title = 'x'", "digest 1 lin: changed"),
        ("UPDATE outbox SET head = CAST('Subject: z' AS BLOB)", "message m@x: its bytes"),
        ("UPDATE body SET data = CAST('x' AS BLOB)", "message m@x: its bytes"),
        ("UPDATE outbox SET state = 'refused'", "message m@x: its state"),
        ("UPDATE readdressed SET address = 'x'", "digest 1 lin: changed"),
        ("UPDATE readdressed SET head = CAST('x' AS BLOB)", "message m@x: its bytes for a former address"),
        ("UPDATE readdressed SET at = at - 1", "message 2 m@x: changed"),
        ("UPDATE outbox SET size = size + 1", "message m@x: its bytes"),
        ("UPDATE outbox SET queued_at = 1", "digest 1 lin: changed"),
        ("UPDATE digest SET known = 1", "digest 1 lin: changed"),
        ("UPDATE attempt SET detail = 'x' WHERE num = 1", "attempt 1 m@x: changed"),
        ("DELETE FROM attempt WHERE num = 2", "attempt 2 m@x: gone"),
        ("INSERT INTO attempt VALUES (9, 1, 1, 'sent', '')", "table attempt: it has 3 rows"),
        ("UPDATE check_in SET checked_through = '2024-06-01' WHERE recorded < 9e18", "table check_in"),
        ("UPDATE cut SET known = known - 1", "table cut"),
        ("UPDATE posting SET hold = hold + 1 WHERE seq = 2", "table posting (us/x/rule)"),
        ("UPDATE entry SET target = NULL WHERE seq = 2", "table entry (event t:set): a row is not what"),
        ("UPDATE fact SET events = events || ' '", "table fact: it has events"),
        ("UPDATE body SET data = CAST(data || ' ' AS BLOB)", "message m@x: its bytes"),
        ("DELETE FROM mark", "table mark (us/x/rule): a row is gone"),
        ("INSERT INTO name VALUES ('another', 1)", "table name (us/x/rule): "),
        ("UPDATE target SET zone = 'Asia/Tokyo'", "table target (us/x/rule)"),
        ("INSERT INTO words (rowid, text, pairs) VALUES (99, 'forged', '')", "table words (the word 'forg')"),
    ],
)
def test_what_somebody_changed_is_named(path: Path, statement: str, named: str) -> None:
    tamper(path, statement)
    found = damages(path)
    assert any(named in each for each in found), found
    assert all("restore" in each for each in found)


def variants(value: object) -> Iterator[object]:
    """A value with one thing changed, at several places of it."""
    if isinstance(value, int):
        yield from (value + 1, None)
    elif isinstance(value, str | bytes):
        for at in range(0, len(value), max(1, len(value) // 3)):
            other = chr(ord(value[at]) ^ 1) if isinstance(value, str) else bytes([value[at] ^ 1])
            yield value[:at] + other + value[at + 1 :]  # type: ignore[operator]
        yield value + (" " if isinstance(value, str) else b" ")  # type: ignore[operator]


ALL = os.environ.get("REGTRACK_SOAK") == "1"
TOLD = ("subscriber", "digest", "fact", "told", "outbox", "body", "attempt", "readdressed", "link", "source", "entry")


@pytest.mark.parametrize("table", TOLD)
def test_a_changed_byte_anywhere_in_what_was_told_is_found(table: str, original: Path, path: Path) -> None:
    """Each column of each row; but for numbers of rows that say nothing, as long as their order stays.

    `make soak` (REGTRACK_SOAK=1) changes each at several places, `make test` one row at one.
    """
    with closing(sqlite3.connect(original)) as db:
        names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        rows = db.execute(f"SELECT * FROM {table}").fetchall()
    unfound, tried = [], 0
    places = [(row, name, value) for row in rows for name, value in zip(names, row, strict=True)]
    for row, name, value in places if ALL else places[-len(names) :]:
        if (table, name) in (("attempt", "num"), ("readdressed", "num")):
            continue
        for other in variants(value) if ALL else islice(variants(value), 1):
            shutil.copy(original, path)
            with closing(sqlite3.connect(path)) as db:
                for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                    db.execute(f"DROP TRIGGER {trigger}")
                same = " AND ".join(f'"{each}" IS ?' for each in names)
                with suppress(sqlite3.IntegrityError):
                    tried += db.execute(f'UPDATE {table} SET "{name}" = ? WHERE {same}', (other, *row)).rowcount
                    db.commit()
                    if not damages(path):
                        unfound.append((name, value, other))
    assert (unfound, tried > 1) == ([], True)


def test_a_changed_entry_is_met_when_the_ledger_is_opened(path: Path) -> None:
    tamper(path, "UPDATE entry SET body = replace(body, '2024', '2025')")
    with pytest.raises(StoreError, match=r"id is not the digest .*regtrack check"):
        SqliteStore(path)


def test_a_ledger_without_a_chain_gets_one(path: Path) -> None:
    """The chain of what was recorded and told before is computed in the migration."""
    new = ("link", "clock", "seal", "rebase", "readdressed", "provision")
    with closing(sqlite3.connect(path)) as db:
        keep = [
            row[0]
            for row in db.execute(
                "SELECT sql FROM sqlite_master WHERE name LIKE 'nothing_is%' OR name LIKE 'outbox_k%'"
            )
        ]
    tamper(path, *(f"DROP TABLE {name}" for name in new), "DROP INDEX told_digest", *keep, "PRAGMA user_version = 7")
    assert not damages(path)
    with closing(SqliteStore(path)) as store:
        links = [line["subject"] for line in store.dump() if line["type"] == "link"]
    assert links == ["source 1", "source 2", "entries 1-5", "digest 1 lin", "attempt 1 m@x", "attempt 2 m@x"]


def test_a_ledger_of_the_first_version_is_whole_when_it_is_brought_forward(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(old)) as db:
        db.executescript(MIGRATIONS[0])
        db.execute("ATTACH ? AS whole", (str(path),))
        for table in ("source", "entry", "target", "posting", "mark", "name"):
            columns = ", ".join(row[1] for row in db.execute(f"PRAGMA table_info({table})"))
            db.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM whole.{table}")
        db.execute("PRAGMA user_version = 1")
        db.commit()
    assert not damages(old)


def test_a_bit_in_the_definition_of_a_table_is_found(path: Path) -> None:
    """A number that is no primary key any more is read as nothing, and no page is broken."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = replace(sql, 'PRIMARY', 'PRIMCRY') WHERE name = 'attempt'")
        db.commit()
    assert [each for each in damages(path) if "the definition of table attempt is not what was written" in each]


def test_a_definition_that_is_no_text_is_a_ledger_that_cannot_be_opened(path: Path) -> None:
    """SQLite quotes the definition in its error, which is then no UTF-8 either."""
    data = path.read_bytes()
    path.write_bytes(data.replace(b"CREATE TABLE entry (", b"CREATE TABLE entr\xf9 ("))
    with pytest.raises(StoreError, match="cannot be opened as a ledger"):
        SqliteStore(path)


def hurt(path: Path, chance: random.Random) -> None:
    """Damage a file as disks do: a bit, a page of zeros or noise, a cut, two pages exchanged."""
    data = bytearray(path.read_bytes())
    page, pages = 4096, len(data) // 4096
    sort = chance.choice(["bit", "bit", "bit", "zeros", "noise", "cut", "swap"])
    first, second = chance.randrange(pages) * page, chance.randrange(pages) * page
    if sort == "bit":
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif sort in ("zeros", "noise"):
        data[first : first + page] = bytes(page) if sort == "zeros" else chance.randbytes(page)
    elif sort == "cut":
        del data[chance.randrange(len(data)) :]
    else:
        one, other = data[first : first + page], data[second : second + page]
        data[first : first + page], data[second : second + page] = other, one
    path.write_bytes(data)


def answers(path: Path) -> Iterator[object]:
    """What a ledger says, by every way that people read it."""
    with closing(SqliteStore(path, sampled=False)) as store:
        yield [list(store.dump()), store.sources(), store.bookmarks(), sorted(store.names()), store.totals().events]
        yield [store.instruments(), list(store.postings()), store.find("test rule"), store.search("stay", 9)]
        yield [list(store.outbox.history()), store.outbox.rows(), [store.outbox.payload(1)], store.outbox.attempts(1)]


def test_no_damage_changes_an_answer_unfound(original: Path, tmp_path: Path) -> None:
    """Bits, pages and cuts by chance: whoever checks is warned of every damage that changes what the ledger says."""
    path = Path(shutil.copy(original, tmp_path / "ledger.sqlite"))
    whole, unfound, quiet = list(answers(path)), list[int](), 0
    for seed in range(int(os.environ.get("REGTRACK_SEEDS", "60"))):
        for each in tmp_path.iterdir():
            each.unlink()  # a journal that a damaged ledger left is none of the next one
        shutil.copy(original, path)
        hurt(path, random.Random(seed))
        if _is_quiet(lambda: damages(path)):
            quiet += 1
            if not _is_quiet(lambda: answers(path), whole):
                unfound.append(seed)
    assert (unfound, quiet > 0) == ([], True)


def _is_quiet(ask: Callable[[], object], expected: object = ()) -> bool:
    """Whether a question is answered as expected; errors of SQLite and of the ledger are warnings."""
    try:
        return list(ask()) == list(expected)  # type: ignore[call-overload]
    except (RegtrackError, sqlite3.Error):
        return False
