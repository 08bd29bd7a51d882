"""The hash chain, whichever database keeps it: what it covers, and what an export makes of it."""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest

from regtrack import dates
from regtrack.errors import StoreError, TimelineError
from regtrack.sources.files.dump import read_dump
from regtrack.store import Batch, Store
from regtrack.store.messages import Attempt
from tests.helpers import e, events_of, rule
from tests.store.contract.conftest import Open
from tests.store.contract.test_outbox import digest, fact, message

T1 = dates.parse_instant("2024-06-01T12:00:00Z")
SET, STAY = events_of(
    [
        e("set_effective", "t:set", effect="2024-03-01", published="2024-01-15"),
        e("stay", "t:stay", effect="2024-03-10", published="2024-02-15"),
    ]
)


def exported(store: Store) -> bytes:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in store.dump()).encode()


def verified(lines: Iterable[bytes]) -> str:
    """The head of an export, as docs/reference/chain.md has it for anybody."""
    head, rows = "", sha256()
    for line in map(json.loads, lines):
        if "seq" in line:
            rows.update(json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n")
        elif line["type"] == "link":
            if line["subject"].startswith("entries "):
                assert rows.hexdigest() == line["rows"], line["subject"]
                rows = sha256()
            head = sha256(f"{head} {line['subject']} {line['rows']}\n".encode()).hexdigest()
            assert head == line["head"], line["num"]
    return head


def filled(store: Store) -> Store:
    store.append(Batch("t", "T", [rule(), SET]), T1)
    store.append(Batch("t", "T", [STAY], history=True), T1 + 1)
    return store


def subjects(store: Store) -> list[str]:
    return [str(line["subject"]) for line in store.dump() if line["type"] == "link"]


def test_everything_appended_told_and_tried_has_a_link(store: Store) -> None:
    assert store.head().num == 0
    filled(store)
    outbox = store.outbox
    outbox.commit(digest(fact(), messages=[message("m@x")]))
    (row,) = outbox.rows()
    outbox.settle(Attempt(row.row, T1, "refused", "no such user"), None)
    outbox.again(row.row, T1, "new@example.org", b"Subject: y\r\n")
    outbox.settle(Attempt(row.row, T1, "sent", "ok"), None)
    assert subjects(store) == [
        "source 1", "entries 1-2", "entries 3-3", "digest 1 lin", "attempt 1 m@x", "message 2 m@x", "attempt 2 m@x",
    ]  # fmt: skip
    assert store.head().num == 7


def test_what_changes_nothing_adds_no_link(store: Store) -> None:
    before = filled(store).head()
    store.append(Batch("t", "T", [STAY]), T1 + 2)
    store.append(Batch("u", "U", [rule("us/x/other")], dry_run=True), T1 + 2)
    assert store.head() == before


def test_anybody_verifies_an_export(store: Store) -> None:
    assert verified(exported(filled(store)).splitlines()) == store.head().head


def test_a_restored_ledger_has_the_same_head(store: Store, open_store: Open) -> None:
    filled(store)
    copy = open_store("copy")
    copy.merge(read_dump(exported(store), "x"), T1 + 9)
    assert copy.head() == store.head()
    assert exported(copy) == exported(store)


def told(store: Store) -> Store:
    """A ledger that told the same thing again, after another; two of its messages have not left."""
    outbox = filled(store).outbox
    store.bookmark("last", T1)
    outbox.cut(T1)
    for number, word in enumerate(["in_force", "stayed", "in_force"], 1):
        outbox.commit(digest(fact(print_=word), number=number, messages=[message(f"{number}@x")]))
    outbox.settle(Attempt(1, T1, "refused", "550 no"), None)
    outbox.again(1, T1 + 5, "new@example.org", b"To: new\r\n\r\n")
    outbox.settle(Attempt(1, T1 + 6, "sent", "250"), None)
    outbox.settle(Attempt(2, T1 + 6, "failed", "451"), T1 + 60)
    return store


def test_a_restored_ledger_knows_what_was_told_and_sends_nothing_by_itself(store: Store, open_store: Open) -> None:
    told(store)
    copy = open_store("copy")
    copy.merge(read_dump(exported(store), "x"), T1 + 9)
    assert copy.outbox.last(["lin"]) == store.outbox.last(["lin"])
    assert [each.fact for each in copy.outbox.history()] == [each.fact for each in store.outbox.history()]
    assert copy.outbox.payload(1) == store.outbox.payload(1)
    assert copy.bookmarks() == {"last": T1}
    assert [row.state for row in copy.outbox.rows()] == ["sent", "unknown", "unknown"]
    assert copy.outbox.due(T1 + 10**12) == []
    assert subjects(copy) == [*subjects(store), "attempt 2 2@x", "attempt 1 3@x"]
    assert list(copy.check()) == []
    again = open_store("again")
    again.merge(read_dump(exported(copy), "x"), T1 + 20)
    assert exported(again) == exported(copy)
    with pytest.raises(StoreError, match="told already"):
        again.outbox.commit(digest(fact(print_="in_force"), number=4))
    assert again.outbox.commit(digest(fact(print_="stayed"), number=4, messages=[message("4@x")]))


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        (b"status|x is stayed", b"status|x is voided", "digest 2 lin is not what was told"),
        (b'"new@example.org"', b'"old@example.org"', "message 2 1@x is not"),
        (b"550 no", b"550 yes", "attempt 1 1@x is not"),
        (b"VG86IG5ldw0KDQo=", b"VG86IG9sZA0KDQo=", "message 1@x: its bytes are not"),
    ],
)
def test_an_altered_digest_is_not_restored(
    store: Store, open_store: Open, old: bytes, new: bytes, named: str
) -> None:  # fmt: skip
    data, copy = exported(told(store)), open_store("copy")
    assert old in data
    with pytest.raises(StoreError, match=named):
        copy.merge(read_dump(data.replace(old, new), "x"), T1 + 9)
    assert copy.head().num == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"name": "told"', b'"name": "sqlite_master"'),
        (b'"columns": ["digest", ', b'"columns": ["digest FROM told; --", '),
        (b"VG86IG5ldw0KDQo=", b"VG86IG5ldw"),
        (b'"550 no"]', b"[]]"),
    ],
)
def test_tables_of_an_export_are_read_strictly(store: Store, old: bytes, new: bytes) -> None:
    data = exported(told(store))
    assert old in data
    with pytest.raises(TimelineError):
        read_dump(data.replace(old, new), "x")


def test_a_ledger_restored_without_its_digests_says_so(store: Store, open_store: Open) -> None:
    """Exports had the links of digests, and not the digests; what follows is chained to them all the same."""
    filled(store).outbox.commit(digest(fact(), messages=[message("m@x")]))
    copy = open_store("copy")
    lines = [line for line in read_dump(exported(store), "x") if line["type"] != "table"]
    copy.merge(lines, T1 + 9)
    assert subjects(copy) == [*subjects(store), f"restored 4 {T1 + 9}"]
    assert verified(exported(copy).splitlines()) == copy.head().head


def test_an_export_added_to_a_ledger_is_chained_there(store: Store, open_store: Open) -> None:
    other = open_store("other")
    other.append(Batch("u", "U", [rule("us/x/other")]), T1)
    other.merge(read_dump(exported(filled(store)), "x"), T1 + 9)
    assert subjects(other) == ["source 1", "entries 1-1", "source 2", "entries 2-4"]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        (b'"effect": "2024-03-01"', b'"effect": "2024-04-01"', "event t:set"),
        (b'"key": "t:stay", "id"', b'"key": "t:stayed", "id"', "entries 3-3"),
        (b'"recorded": 1717243200000001', b'"recorded": 1717243200000000', "entries 3-3"),
        (b', "history": 1', b"", "entries 3-3"),
        (b'"title": "T"', b'"title": "U"', "source 1"),
        (b'"subject": "entries 3-3"', b'"subject": "entries 3-4"', "in link 3"),
        (b'"num": 2, "subject"', b'"num": 3, "subject"', "in link 3"),
    ],
)
def test_an_altered_export_is_refused_by_name(store: Store, old: bytes, new: bytes, named: str) -> None:
    data = exported(filled(store))
    assert data.count(old) == 1
    with pytest.raises(TimelineError, match=named):
        read_dump(data.replace(old, new), "x")


@pytest.mark.parametrize("dropped", [b'"entries 3-3"', b'"key": "t:stay"', b'"source 1"'])
def test_an_export_that_lost_a_line_is_refused(store: Store, dropped: bytes) -> None:
    lines = exported(filled(store)).splitlines()
    left = [line for line in lines if dropped not in line]
    assert len(left) == len(lines) - 1
    with pytest.raises(TimelineError):
        read_dump(b"\n".join(left), "x")


def test_an_export_of_an_older_release_has_ids_alone(store: Store, open_store: Open) -> None:
    lines = [line for line in exported(filled(store)).splitlines() if b'"link"' not in line]
    copy = open_store("copy")
    copy.merge(read_dump(b"\n".join(lines), "x"), T1 + 9)
    assert subjects(copy) == ["source 1", "entries 1-3"]
    with pytest.raises(TimelineError, match="event t:set"):
        read_dump(b"\n".join(lines).replace(b"2024-03-01", b"2024-04-01"), Path("x").name)
