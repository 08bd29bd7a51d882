"""What every store of ledgers has to hold."""

from __future__ import annotations

import json
from collections.abc import Iterator

import attrs
import pytest

from regtrack import dates
from regtrack.dates import Tick
from regtrack.errors import StoreError
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument, normalise
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.sources.files.dump import read_dump
from regtrack.store import Appended, Batch, Item, Store
from regtrack.store.messages import Attempt, NewDigest, NewMessage, ReportedFact
from regtrack.tracker import Tracker

AT = dates.parse_instant("2024-06-01T12:00:00Z")
HOUR: Tick = 3_600_000_000
RULE = Instrument("us/agency/rule", "final_rule", "The Rule", short="Rule")
PAPER = Document("test:paper", "Agency")
SET = Event(
    "test:set", "set_effective", RULE.id, Certainty.PUBLISHED, published=When.parse("2024-01-15"),
    effect=When.parse("2024-03-01"),
)  # fmt: skip
STAY = Event("test:stay", "stay", RULE.id, Certainty.PUBLISHED, issued=When.parse("2024-04-01"))


class StoreContract:
    """Inherit it, and say how a ledger is opened.

    It holds what a question rests on; ``tests/store/contract`` of the project holds the rest.
    """

    def open(self, name: str = "ledger") -> Store:
        """Open the ledger of a name: the same name again is the same ledger, as another process would open it."""
        raise NotImplementedError("a store contract: found no open(); expected what opens a ledger")

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        """Open an empty ledger."""
        opened = self.open()
        yield opened
        opened.close()

    def put(self, store: Store, *items: Item, at: Tick = AT, complete: bool = False) -> Appended:
        """Record things that one source says."""
        return store.append(Batch("test", "Test", items, complete=complete), at)

    def status(self, store: Store, on: str, known: str | None = None) -> str:
        """Return the status of the rule, by what the ledger had recorded."""
        clock = dates.instant_of(AT + 100 * HOUR)
        return Tracker(store, lambda: clock).state(RULE.id, on, known, known_by="record").status

    def test_nothing_changes_or_removes_what_is_recorded(self, store: Store) -> None:
        """The store has no word for it."""
        words = ("update", "delete", "remove", "clear", "drop")
        public = [name for name in dir(type(store)) if not name.startswith("_")]
        assert [name for name in public if any(word in name for word in words)] == []

    def test_the_same_again_is_no_entry(self, store: Store) -> None:
        """Ids come from content."""
        assert self.put(store, PAPER, RULE, SET, STAY) == Appended(4, 0, 0, 0)
        assert self.put(store, PAPER, RULE, SET, STAY, at=AT + HOUR) == Appended(0, 0, 0, 4)
        assert store.totals().events == 2

    def test_a_batch_is_recorded_whole_or_not_at_all(self, store: Store) -> None:
        """An event on an instrument that is not there takes its batch with it."""
        with pytest.raises(StoreError):
            self.put(store, RULE, STAY, attrs.evolve(SET, target="us/agency/missing"))
        assert (store.totals().instruments, store.totals().events) == (0, 0)
        assert self.put(store, RULE, STAY).new == 2

    def test_a_revision_leaves_old_answers_as_they_were(self, store: Store) -> None:
        """By what was recorded then, the answer is what it was."""
        self.put(store, RULE, SET, complete=True)
        later = attrs.evolve(SET, effect=When.parse("2024-05-01"))
        assert self.put(store, RULE, later, at=AT + HOUR, complete=True).revised == 1
        assert self.status(store, "2024-03-15", "2024-06-01T12:30:00Z") == "in_force"
        assert self.status(store, "2024-03-15", "2024-06-01T13:00:00Z") == "pending"

    def test_what_a_whole_source_no_longer_says_is_withdrawn(self, store: Store) -> None:
        """And what a part of one does not say is not."""
        self.put(store, RULE, SET, STAY, complete=True)
        assert self.put(store, RULE, SET, at=AT + HOUR).withdrawn == 0
        assert self.put(store, RULE, SET, at=AT + 2 * HOUR, complete=True).withdrawn == 1
        assert self.status(store, "2024-04-15", "2024-06-01T13:30:00Z") == "stayed"
        assert self.status(store, "2024-04-15") == "in_force"

    def test_recording_never_runs_backwards(self, store: Store) -> None:
        """A clock that was set back reorders nothing."""
        self.put(store, RULE, SET)
        self.put(store, STAY, at=AT - 5 * HOUR)
        assert [line["recorded"] for line in store.dump() if "seq" in line] == [AT] * 3

    def test_a_dry_run_leaves_nothing(self, store: Store) -> None:
        """It says what would change."""
        done = store.append(Batch("test", "Test", [RULE, SET], dry_run=True), AT)
        assert done.new == 2
        assert store.totals().events == 0

    def test_names_find_their_instrument(self, store: Store) -> None:
        """However they are written."""
        self.put(store, RULE)
        assert list(store.find(normalise("the RULE")).values()) == [RULE.id]
        assert store.find(normalise("another")) == store.find() == {}
        self.put(store, attrs.evolve(RULE, id="us/test/first", title="A first one"))
        both = store.find(normalise("a first one"), normalise("another"), normalise("the rule"))
        assert list(both.values()) == sorted(["us/test/first", RULE.id])

    def test_what_is_closed_is_still_there(self, store: Store) -> None:
        """In another process, too."""
        self.put(store, PAPER, RULE, SET)
        other = self.open()
        assert self.status(other, "2024-03-15") == "in_force"
        other.close()

    def test_a_dump_makes_an_equal_ledger(self, store: Store) -> None:
        """In another place, with the moments at which things were recorded."""
        self.put(store, PAPER, RULE, SET, complete=True)
        self.put(store, RULE, STAY, at=AT + HOUR, complete=True)
        copy = self.open("copy")
        text = "".join(f"{json.dumps(line)}\n" for line in store.dump())
        copy.merge(read_dump(text.encode(), "a dump"), AT + 2 * HOUR)
        assert [line for line in copy.dump() if "seq" in line] == [line for line in store.dump() if "seq" in line]
        copy.close()

    def test_a_message_is_claimed_once(self, store: Store) -> None:
        """By one process, and settled once."""
        self.put(store, RULE, SET)
        fact = ReportedFact(
            "status|rule", "in_force", "change", RULE.id, None, None, None, "It is in force.", (SET.key,)
        )
        message = NewMessage(0, "test", "somewhere", "", "1@test.invalid", "1 change", b"", b"text")
        assert store.outbox.commit(NewDigest("ann", 1, AT, AT, "1 change", [(fact, "everything")], [message]))
        (row,) = store.outbox.due(AT)
        other = self.open()
        assert other.outbox.claim(row.row, AT)
        assert not store.outbox.claim(row.row, AT)
        other.outbox.settle(Attempt(row.row, AT, "sent", "done"), None)
        assert store.outbox.due(AT + HOUR) == []
        other.close()

    def test_nothing_is_reported_twice(self, store: Store) -> None:
        """Two processes that make the same digest make it once."""
        self.put(store, RULE, SET)
        made = NewDigest("ann", 1, AT, AT, "nothing", [], [])
        assert store.outbox.commit(made)
        assert not store.outbox.commit(made)
