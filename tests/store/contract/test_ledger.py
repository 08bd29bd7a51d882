"""A ledger: append-only, idempotent, monotonic, and restored whole from its dump."""

import attrs
import pytest

from regtrack import dates
from regtrack.errors import InputError, StoreError
from regtrack.fold import state
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.instrument import normalise
from regtrack.model.provision_text import Amendatory
from regtrack.model.state import KnownBy
from regtrack.model.when import When
from regtrack.queries.searching import search
from regtrack.records.reading import read_record
from regtrack.store import Batch, Store
from regtrack.store.joined import JoinedStore
from regtrack.store.search_words import CLASSES
from tests.helpers import RULE, e, events_of, question, rule
from tests.store.kinds import Open

T1 = dates.parse_instant("2024-06-01T12:00:00Z")
HOUR = 3_600_000_000
SET, STAY = events_of([
    e("set_effective", "t:set", effect="2024-03-01", published="2024-01-15"),
    e("stay", "t:stay", issued="2024-04-01"),
])  # fmt: skip
DOCUMENT = Document("t:d", "Publisher")


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


def test_no_method_changes_or_removes(store: Store) -> None:
    """The public interface of a ledger has no word for it."""

    def methods(of: object) -> set[str]:
        return {name for name in dir(of) if not name.startswith("_") and callable(getattr(of, name))}

    of_several = {"others"} if isinstance(store, JoinedStore) else set()
    assert methods(store) == methods(Store) | of_several
    assert not [
        name
        for name in methods(store)
        if any(word in name for word in ("update", "delete", "remove", "set", "clear", "drop"))
    ]
    assert not [name for name in methods(store) if name.startswith("write")]


# --- idempotent -------------------------------------------------------------------------------------------------------


def test_adding_again_changes_nothing(store: Store) -> None:
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


def test_twice_in_one_batch_is_once(store: Store) -> None:
    assert put(store, rule(), SET, SET, attrs.evolve(SET)) == (2, 0, 0, 2)
    assert store.totals().events == 1


def test_a_failing_batch_leaves_nothing(store: Store) -> None:
    """All or nothing: an event on an instrument that is not there takes its whole batch with it."""
    orphan = attrs.evolve(SET, target="us/x/missing")
    with pytest.raises(StoreError, match=r"us/x/missing.*recorded before its events"):
        put(store, rule(), STAY, orphan)
    assert store.totals().instruments == store.totals().events == 0
    assert store.sources() == []
    assert put(store, rule(), STAY) == (2, 0, 0, 0)


# --- revisions --------------------------------------------------------------------------------------------------------


def test_old_answers_stay_reproducible(store: Store) -> None:
    """A revised file changes what is known from then on; by record, what was answered before is answered still."""
    put(store, rule(), SET, complete=True)
    revised = attrs.evolve(SET, effect=SET.effect.parse("2024-05-01") if SET.effect else None)
    assert put(store, rule(), revised, at=T1 + HOUR, complete=True) == (0, 1, 0, 1)
    assert status(store, "2024-06-01T12:30:00Z") == "in_force"
    assert status(store, "2024-06-01T13:00:00Z") == "pending"
    assert status(store, known_by="public") == "pending"
    assert store.totals().events == 1


def test_what_a_file_no_longer_says_is_withdrawn(store: Store) -> None:
    """The newest version of a file is all that it says."""
    put(store, rule(), SET, STAY, complete=True)
    assert put(store, rule(), SET, at=T1 + HOUR, complete=True) == (0, 0, 1, 2)
    assert status(store, "2024-06-01T12:30:00Z", on="2024-04-15") == "stayed"
    assert status(store, "2024-06-01T13:00:00Z", on="2024-04-15") == "in_force"
    assert status(store, known_by="public", on="2024-04-15") == "in_force"
    assert put(store, rule(), SET, at=T1 + 2 * HOUR, complete=True) == (0, 0, 0, 2)


def test_a_feed_that_says_less_takes_nothing_back(store: Store) -> None:
    """Only a complete source withdraws by silence."""
    put(store, rule(), SET, STAY)
    assert put(store, rule(), at=T1 + HOUR) == (0, 0, 0, 1)
    assert status(store, on="2024-04-15") == "stayed"


def test_another_source_takes_nothing_back(store: Store) -> None:
    put(store, rule(), SET, complete=True)
    put(store, rule(), source="u", at=T1 + HOUR, complete=True)
    assert status(store) == "in_force"


def test_withdrawn_and_said_again(store: Store) -> None:
    """A file that loses an event and gets it back says it again; by record it was away in between."""
    put(store, rule(), SET, STAY, complete=True)
    put(store, rule(), SET, at=T1 + HOUR, complete=True)
    put(store, rule(), SET, STAY, at=T1 + 2 * HOUR, complete=True)
    assert status(store, "2024-06-01T13:30:00Z", on="2024-04-15") == "in_force"
    assert status(store, "2024-06-01T14:00:00Z", on="2024-04-15") == "stayed"
    assert status(store, known_by="public", on="2024-04-15") == "stayed"


def test_withdrawn_twice(store: Store) -> None:
    """Away, back and away again."""
    for number, items in enumerate([(SET, STAY), (SET,), (SET, STAY), (SET,)]):
        put(store, rule(), *items, at=T1 + number * HOUR, complete=True)
    assert status(store, on="2024-04-15") == "in_force"
    assert status(store, known_by="public", on="2024-04-15") == "in_force"


def test_revised_there_and_back(store: Store) -> None:
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
def test_a_fact_moved_twice_is_lost_by_both_former_targets(store: Store, together: bool) -> None:
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


def test_the_newest_record_of_an_instrument_counts(store: Store) -> None:
    """Names once given are kept for look-up; what is shown is the newest."""
    put(store, rule(short="Old Name"))
    put(store, rule(short="New Name"), at=T1 + HOUR)
    (item,) = store.instruments().values()
    assert item.short == "New Name"
    assert (
        store.find(normalise("old name")) == store.find(normalise("New Name")) == dict.fromkeys(store.outlines(), RULE)
    )


# --- time -------------------------------------------------------------------------------------------------------------


def test_recorded_never_runs_backwards(store: Store) -> None:
    """A clock that was set back does not reorder what was recorded."""
    put(store, rule(), SET)
    put(store, STAY, at=T1 - 5 * HOUR)
    lines = [line for line in store.dump() if "seq" in line]
    assert [line["seq"] for line in lines] == [1, 2, 3]
    assert [line["recorded"] for line in lines] == [T1, T1, T1]
    assert status(store, "2024-06-01T11:00:00Z", on="2024-04-15") == "none"


def test_a_file_revised_while_the_clock_is_behind(store: Store) -> None:
    """What a file no longer says is withdrawn though the clock stands still or was set back."""
    put(store, rule(), SET, STAY, complete=True)
    assert put(store, rule(), SET, at=T1 - HOUR, complete=True) == (0, 0, 1, 2)
    assert status(store, on="2024-04-15") == "in_force"


def test_touched_finds_every_target(store: Store) -> None:
    """A window of time finds the targets about which anything may differ: first excluded, last included."""
    put(store, rule(), rule("us/x/other"), SET)
    (num,) = store.find(normalise(RULE))
    start = dates.day_start(dates.parse_date("2024-03-01"))
    assert store.touched(start - 1, start, KnownBy.PUBLIC) == {num}
    assert store.touched(start, start + HOUR, KnownBy.PUBLIC) == set()
    assert store.touched(T1 - 1, T1, KnownBy.RECORD) == {num}
    assert store.touched(T1 - 1, T1, KnownBy.PUBLIC) == set()
    assert store.touched(start, start - 1, KnownBy.PUBLIC) == {num}


def test_arrivals(store: Store) -> None:
    """What was recorded in a window, first excluded and last included, and whether it revises."""
    put(store, rule(), SET)
    put(store, attrs.evolve(SET, summary="Said better."), STAY, at=T1 + HOUR)
    arrivals = store.arrivals(T1, T1 + HOUR)
    assert [(a.posting.key, a.revises) for a in arrivals] == [("t:set", True), ("t:stay", False)]
    assert store.arrivals(T1 + HOUR, T1 + 2 * HOUR) == []


# --- reading ----------------------------------------------------------------------------------------------------------


def test_what_is_read_is_what_was_written(store: Store) -> None:
    put(store, DOCUMENT, rule(), SET, STAY)
    ids = [p.id for _, postings in store.postings() for p in postings]
    found = store.events(ids)
    assert {each.event for each in found.values()} == {SET, STAY}
    assert all(isinstance(each.event, Event) and each.source == "t" and each.recorded == T1 for each in found.values())
    assert store.documents(["t:d", "t:none"]) == {"t:d": DOCUMENT}


def test_many_ids_at_once(store: Store) -> None:
    """More ids than a statement takes variables."""
    events = events_of(e("note", f"t:{i}", issued="2024-01-15") for i in range(1200))
    put(store, rule(), *events)
    ids = [p.id for _, postings in store.postings() for p in postings]
    assert len(store.events(ids)) == 1200
    places = [p.seq for _, postings in store.postings() for p in postings]
    assert places == sorted(set(places))
    assert len(places) == 1200


def test_a_source_remembers_how_far_it_looked(store: Store) -> None:
    store.append(Batch("t", "Title", [rule()], digest="abc", checked_through="2024-05-30"), T1)
    store.append(Batch("t", "Title", [rule()], digest="def", checked_through="2024-06-30"), T1 + HOUR)
    (source,) = store.sources()
    assert (source.first_recorded, source.last_recorded, source.checked_through, source.digest) == (
        T1,
        T1 + HOUR,
        "2024-06-30",
        "def",
    )


# --- dumps ------------------------------------------------------------------------------------------------------------


def lines_of(store: Store) -> list[dict[str, object]]:
    """A dump as it is read: each entry with its object."""
    return [
        line if line["type"] not in CLASSES else {**line, "item": read_record(line["record"], CLASSES[line["type"]])}
        for line in store.dump()
    ]


def same_dump(one: Store, open_store: Open) -> Store:
    other = open_store("other")
    other.merge(lines_of(one), T1)
    assert list(other.dump()) == list(one.dump())
    return other


def test_a_dump_restores_everything(store: Store, open_store: Open) -> None:
    """Entries, moments, places, sources and readings: an equal ledger with equal answers."""
    put(store, DOCUMENT, rule(), SET, STAY, complete=True)
    put(store, rule(), SET, at=T1 + HOUR, complete=True)
    other = same_dump(store, open_store)
    assert other.sources() == store.sources()
    for known in ("2024-06-01T12:30:00Z", "2024-06-01T13:00:00Z"):
        assert status(other, known, on="2024-04-15") == status(store, known, on="2024-04-15")
    assert list(other.postings()) == list(store.postings())


def test_a_dump_keeps_that_an_event_has_moved(store: Store, open_store: Open) -> None:
    """A revision that moves an event to another target takes it from the former one in the copy too."""
    put(store, rule(), rule("us/x/other"), SET)
    put(store, attrs.evolve(SET, target="us/x/other"), at=T1 + HOUR)
    assert status(store) == "none"
    other = same_dump(store, open_store)
    assert status(other) == "none"
    assert status(other, "2024-06-01T12:30:00Z") == "in_force"


def test_a_dump_keeps_the_zone_of_an_event_s_time(store: Store, open_store: Open) -> None:
    """An instrument that another source revised: the copy reads later events with the revised zone, as it did."""
    put(store, rule(), SET)
    put(store, rule(zone="Asia/Tokyo"), source="u", at=T1 + HOUR)
    put(store, STAY, at=T1 + 2 * HOUR)
    assert list(same_dump(store, open_store).postings()) == list(store.postings())


@pytest.mark.parametrize(
    "items",
    [
        (attrs.evolve(rule(), title="a\ud83d rule"),),
        (rule(), attrs.evolve(SET, summary="a\ud83d rule")),
        (rule(), attrs.evolve(SET, key="a\ud83d rule")),
    ],
)
def test_half_of_a_character_is_named_and_nothing_is_recorded(store: Store, items: tuple[object, ...]) -> None:
    with pytest.raises(InputError, match=r"half of a character, U\+D83D, in .*a\N{REPLACEMENT CHARACTER} rule"):
        put(store, *items)
    with pytest.raises(InputError, match="half of a character"):
        put(store, rule(), source="a\ud83d rule")
    with pytest.raises(InputError, match="half of a character"):
        store.bookmark("\udcff", T1)
    assert list(store.dump()) == []
    assert put(store, rule(), SET) == (2, 0, 0, 0)


def test_a_dump_merged_into_its_own_ledger_changes_nothing(store: Store) -> None:
    """What is there already is known by its id."""
    put(store, rule(), SET)
    before = list(store.dump())
    assert not store.merge(lines_of(store), T1 + HOUR).changed
    assert list(store.dump()) == before


def test_a_search_finds_no_words_of_instructions_that_were_recorded_anew(store: Store) -> None:
    """A hit names a place among the instructions as they are now, and not as they were when they were indexed."""

    def of(*texts: str) -> Amendatory:
        rows = tuple((str(n), text, ("15 CFR 744.1",), None, "") for n, text in enumerate(texts, 1))
        return Amendatory("t:i", RULE, "2024-00001", When.parse("2024-01-02"), ("15 CFR 744",), instructions=rows)

    put(store, rule(), of("Revise the heading.", "Add widgets."), at=T1)
    put(store, of("Remove gadgets."), at=T1 + HOUR)
    asked = question("2024-06-01", "2026-01-01", "record")
    assert search(store, "widgets", asked).found == ()
    (found,) = search(store, "gadgets", asked).found
    assert "Remove gadgets" in found.words
