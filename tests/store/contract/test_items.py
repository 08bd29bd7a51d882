"""What a ledger keeps of items: where they were seen, which gave nothing, what waits, and whose an event is."""

import attrs
import pytest

from regtrack import dates
from regtrack.errors import StoreError
from regtrack.model.document import Document
from regtrack.model.inbox import InboxEntry, Verdict
from regtrack.model.instrument import normalise
from regtrack.store import Batch, Sighting, Store
from tests.helpers import RULE, e, events_of, rule

T1 = dates.parse_instant("2024-06-01T12:00:00Z")
HOUR = 3_600_000_000
FIRST, SECOND = Document("item:1", "Publisher"), Document("item:2", "Publisher")
SEEN = [Sighting("item:1", (7, 8)), Sighting("item:2", (8,))]


# --- several batches at once ------------------------------------------------------------------------------------------


def test_batches_together_are_committed_together(store: Store) -> None:
    """One that fails takes none of the others with it."""
    (orphan,) = events_of([e("stay", "t:orphan", target="us/x/missing", issued="2024-04-01")])
    with store.together():
        store.append(Batch("a", "A", [rule("us/x/a")]), T1)
        with pytest.raises(StoreError):
            store.append(Batch("b", "B", [rule("us/x/b"), orphan]), T1)
        store.append(Batch("c", "C", [rule("us/x/c")]), T1)
    assert {item.id for item in store.instruments().values()} == {"us/x/a", "us/x/c"}
    assert [source.id for source in store.sources()] == ["a", "c"]


def test_an_interruption_takes_all_that_was_to_be_committed_together(store: Store) -> None:
    def interrupted() -> None:
        with store.together():
            store.append(Batch("a", "A", [rule("us/x/a")]), T1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not store.instruments()
    assert store.append(Batch("a", "A", [rule("us/x/a")]), T1).new == 1


def test_that_sources_said_nothing_new_is_recorded(store: Store) -> None:
    store.append(Batch("a", "A", [rule()], digest="abc", count=3), T1)
    store.check_in(
        [Batch("a", "A", [], digest="abc", next_poll_at=T1 + 9 * HOUR), Batch("b", "B", [], problem="gone")], T1 + HOUR
    )
    first, second = store.sources()
    assert (first.first_recorded, first.last_whole, first.digest, first.next_poll_at) == (
        T1,
        T1 + HOUR,
        "abc",
        T1 + 9 * HOUR,
    )
    assert (first.count, first.failures) == (3, 0)
    assert (second.last_whole, second.problem, second.failures) == (None, "gone", 1)


# --- items of feeds ---------------------------------------------------------------------------------------------------


def test_where_an_item_was_seen_and_since_when(store: Store) -> None:
    """The first time counts; a feed that shows it too adds itself."""
    store.append(Batch("a", "A", [FIRST, SECOND], sightings=SEEN), T1)
    store.append(Batch("a", "A", [FIRST], sightings=SEEN[:1]), T1 + HOUR)
    store.append(Batch("b", "B", [], sightings=SEEN[:1]), T1 + HOUR)
    assert store.sightings(["item:1", "item:2", "item:3"]) == {
        "item:1": {"a": T1, "b": T1 + HOUR},
        "item:2": {"a": T1},
    }
    assert sorted(store.sighted([7, 8, 9])) == [(7, "item:1"), (8, "item:1"), (8, "item:2")]


def test_an_item_that_gave_no_event_is_silent(store: Store) -> None:
    """Until it gives one, and again once that was taken back."""
    (event,) = events_of([e("stay", "item:1:stay", issued="2024-04-01")])
    store.append(Batch("a", "A", [rule(), FIRST, SECOND], sightings=SEEN), T1)
    assert store.silent() == store.silent(["a"]) == ["item:1", "item:2"]
    assert store.silent(["b"]) == []
    store.append(Batch("a", "A", [event]), T1 + HOUR)
    assert store.silent() == ["item:2"]
    store.append(Batch("a", "A", [], restated=["item:1:"]), T1 + 2 * HOUR)
    assert store.silent() == ["item:1", "item:2"]


def test_an_entry_of_the_inbox_is_as_it_was_recorded_last(store: Store) -> None:
    """In the order in which they arrived, whatever was decided since."""
    one, two = (InboxEntry(f"item:{n}?x", f"item:{n}", "X", rule(f"us/x/{n}")) for n in (1, 2))
    store.append(Batch("a", "A", [FIRST, SECOND, one, two]), T1)
    decided = attrs.evolve(one, verdict=Verdict.REJECTED, note="no rule")
    store.append(Batch("inbox", "Inbox", [decided]), T1 + HOUR)
    assert store.inbox() == [(decided, T1 + HOUR), (two, T1)]
    assert store.inbox(["item:2?x", "item:3?x"]) == [(two, T1)]


# --- names and keys ---------------------------------------------------------------------------------------------------


def test_whose_an_event_is_and_what_it_is_about(store: Store) -> None:
    """The newest record tells."""
    (event,) = events_of([e("stay", "item:1:stay", issued="2024-04-01")])
    store.append(Batch("a", "A", [rule(), rule("us/x/other"), event]), T1)
    store.append(Batch("b", "B", [attrs.evolve(event, summary="Said better.")]), T1 + HOUR)
    assert store.sources_of(["item:1:stay", "item:2:stay"]) == {"item:1:stay": ("b", "B")}
    assert store.targets_of("item:1:") == {store.numbers([RULE])[RULE]}
    assert store.targets_of("item:2:") == set()


def test_every_name_is_there_for_suggestions(store: Store) -> None:
    store.append(
        Batch("t", "T", [rule("us/x/a", short="Widget Rule", aliases=(("en", ("Guard Rule",)),)), rule("us/x/b")]), T1
    )
    names = list(store.names())
    assert len(names) == len(set(names))
    assert {normalise("Widget Rule"), normalise("Guard Rule")} <= set(names)


# --- provisions and the beginnings of names ---------------------------------------------------------------------------


def test_a_provision_leads_to_what_is_on_it(store: Store) -> None:
    """What an instrument is about or changes, and what an event on it names; as deep as a section."""
    (event,) = events_of([e("stay", "t:stay", target="us/x/b", parts=["40 CFR 63.7(a)(1)"], issued="2024-04-01")])
    amending = rule("us/x/a", cfr=("40 CFR 63",), instructions=(("2", ("40 CFR 60.1(b)", "subpart D to 40 CFR 63")),))
    store.append(Batch("t", "T", [amending, rule("us/x/b"), rule("us/x/c", cfr=("40 CFR 630",)), event]), T1)

    def on(*places: str) -> list[str]:
        return list(store.touching(*places).values())

    assert on("40 CFR 63") == ["us/x/a", "us/x/b"]
    assert (on("40 CFR 63.7"), on("40 CFR 60.1"), on("subpart D to 40 CFR 63")) == (["us/x/b"], ["us/x/a"], ["us/x/a"])
    assert on("40 CFR 60.1", "40 CFR 630") == ["us/x/a", "us/x/c"]
    assert on("40 CFR 60.1(b)") == on("40 CFR 6") == []
    store.append(Batch("t", "T", [rule("us/x/c", cfr=("40 CFR 630",), same_as="us/x/a")]), T1 + HOUR)
    assert on("40 CFR 630") == []


def test_a_place_too_long_for_an_index_is_left_out(store: Store) -> None:
    store.append(Batch("t", "T", [rule("us/x/a", cfr=(f"40 CFR 63.{'1-' * 2000}1",))]), T1)
    assert list(store.touching("40 CFR 63").values()) == ["us/x/a"]


def test_the_beginning_of_a_name_leads_to_those_that_have_it(store: Store) -> None:
    names = ["Widget Labels", "Widget Labels; Fees", f"Widget Labels{' and More' * 400}", "Widgets"]
    store.append(Batch("t", "T", [rule(f"us/x/{n}", title=name) for n, name in enumerate(names)]), T1)
    assert list(store.begun(normalise("Widget Labels")).values()) == ["us/x/0", "us/x/1", "us/x/2"]
    assert list(store.begun(normalise(names[2])).values()) == ["us/x/2"]
    assert store.begun(normalise("Gadget")) == {}
