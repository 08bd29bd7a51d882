"""What a ledger keeps of feeds: the parts read whole, what was asked for afterwards, restated facts, one thing under two ids."""

# ruff: noqa: E501 (tables read best one row a line)

import attrs
import pytest

from regtrack import dates
from regtrack.errors import StoreError
from regtrack.model.instrument import normalise
from regtrack.records.reading import read_record
from regtrack.store import Batch, Store
from regtrack.store.search_words import CLASSES
from regtrack.tracker import Tracker
from tests.helpers import NOW, e, events_of, rule
from tests.store.kinds import Open

T1 = dates.parse_instant("2024-06-01T12:00:00Z")
HOUR = 3_600_000_000
STUB, REAL = "us/fr/89-fr-9970", "us/fr/2024-1667"


def entries(store: Store) -> list[tuple[str, object]]:
    return [(str(line["key"]), line["record"]) for line in store.dump() if line["type"] == "event"]


# --- printed on a page --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("volume", "page", "found"),
    [
        (89, 9968, [REAL]), (89, 9970, [REAL]), (89, 9980, [REAL, "us/x/next"]), (89, 9981, ["us/x/next"]),
        (89, 9967, []), (89, 9983, []), (88, 9968, []),
    ],
)  # fmt: skip
def test_a_page_finds_what_is_printed_on_it(store: Store, volume: int, page: int, found: list[str]) -> None:
    """A document is found by any of its pages; two may share one."""
    items = [
        rule(REAL, citation=("89 FR 9968",), last_page=9980),
        rule("us/x/next", citation=("89 FR 9980",), last_page=9982),
        rule("us/x/uncited"),
    ]
    store.append(Batch("t", "T", items), T1)
    assert list(store.at_page(volume, page).values()) == found


def test_a_page_that_is_corrected_is_found_anew(store: Store) -> None:
    store.append(Batch("t", "T", [rule(REAL, citation=("89 FR 9968",), last_page=9970)]), T1)
    store.append(Batch("t", "T", [rule(REAL, citation=("89 FR 9968",), last_page=9969)]), T1)
    assert not store.at_page(89, 9970)


def test_what_begins_on_some_pages(store: Store) -> None:
    items = [rule(REAL, citation=("89 FR 9968",), last_page=9980), rule(STUB, citation=("89 FR 9970",))]
    store.append(Batch("t", "T", items), T1)
    assert list(store.beginning(89, 9968, 9980).values()) == [REAL, STUB]
    assert list(store.beginning(89, 9969, 9980).values()) == [STUB]
    assert not store.beginning(88, 9968, 9980)


def test_a_dry_run_records_nothing(store: Store) -> None:
    """It tells what would be new, and leaves the ledger as it was."""
    done = store.append(Batch("t", "T", [rule()], dry_run=True, portions=["p"]), T1)
    assert done.new == 1
    assert not store.instruments()
    assert not store.sources()
    assert not store.portions("t")
    assert store.append(Batch("t", "T", [rule()]), T1).new == 1


# --- one thing under two ids --------------------------------------------------------------------------------------------


def test_an_instrument_that_turns_out_to_be_another(store: Store) -> None:
    """Its names lead to the other one, and it is not listed any more; its facts are recorded anew on the other."""
    stub = rule(STUB, citation=("89 FR 9970",))
    (delay,) = events_of([e("delay_effective", "t:delay", target=STUB, effect="2024-09-01", published="2024-05-01")])
    store.append(Batch("t", "T", [stub, delay]), T1)
    real = rule(REAL, citation=("89 FR 9968",), last_page=9980)
    store.append(Batch("t", "T", [real, attrs.evolve(stub, same_as=REAL), attrs.evolve(delay, target=REAL)]), T1)
    (num,) = store.numbers([REAL]).values()
    assert store.find(normalise("89 FR 9970")) == {num: REAL}
    assert store.at_page(89, 9970) == {num: REAL}
    assert [outline.id for outline in store.outlines().values()] == [REAL]
    assert [item.id for item in store.instruments().values()] == [REAL]
    _, postings = next(store.postings([num]))
    assert [posting.kind for posting in postings] == ["delay_effective"]


def test_a_stand_in_that_turned_out_to_be_another_is_in_no_answer(store: Store) -> None:
    """What was told of it stays in the record; a question about everything is not about it, and does not fail."""
    stub = rule(STUB, citation=("89 FR 9970",))
    (delay,) = events_of([e("delay_effective", "t:delay", target=STUB, effect="2024-09-01", published="2024-05-01")])
    store.append(Batch("t", "T", [stub, delay]), T1)
    real = rule(REAL, citation=("89 FR 9968",), last_page=9980)
    store.append(Batch("t", "T", [real, attrs.evolve(stub, same_as=REAL), attrs.evolve(delay, target=REAL)]), T1 + HOUR)
    tracker = Tracker(store, clock=lambda: NOW)
    assert [state.instrument for state in tracker.states("2024-10-01")] == [REAL]
    assert {state.instrument for state in tracker.board("2024-10-01").states} == {REAL}
    assert len(tracker.timeline().events) == 1
    assert {each.instrument for each in tracker.since("2024-01-01").changes} == {REAL}
    tracker.upcoming(within=90)


def test_it_can_only_turn_out_to_be_one_that_is_there(store: Store) -> None:
    with pytest.raises(StoreError, match="us/x/nothing"):
        store.append(Batch("t", "T", [rule(STUB, same_as="us/x/nothing")]), T1)
    assert not store.instruments()


# --- facts restated -----------------------------------------------------------------------------------------------------


def test_what_a_restated_document_does_not_say_any_more_is_taken_back(store: Store) -> None:
    """Only facts whose keys begin as named."""
    first, second, other = events_of([
        e("set_effective", "fr:1:effective", effect="2024-03-01", published="2024-01-15"),
        e("set_expiry", "fr:1:expiry", until="2025-03-01", published="2024-01-15"),
        e("stay", "fr:11:stay", issued="2024-04-01"),
    ])  # fmt: skip
    store.append(Batch("fr", "FR", [rule(), first, second, other]), T1)
    done = store.append(Batch("fr", "FR", [first], restated=["fr:1:"]), T1 + HOUR)
    assert (done.unchanged, done.withdrawn) == (1, 1)
    assert set(store.standing(["fr:1:effective", "fr:1:expiry", "fr:11:stay"])) == {"fr:1:effective", "fr:11:stay"}
    again = store.append(Batch("fr", "FR", [first], restated=["fr:1:"]), T1 + HOUR)
    assert not again.changed
    back = store.append(Batch("fr", "FR", [first, second], restated=["fr:1:"]), T1 + HOUR)
    assert back.revised == 1
    assert "fr:1:expiry" in store.standing(["fr:1:expiry"])


def test_a_restated_document_that_returns_to_old_words_is_revised(store: Store) -> None:
    one, two = events_of([
        e("set_effective", "fr:1:effective", effect=effect, published="2024-01-15") for effect in ("2024-03-01", "2024-04-01")
    ])  # fmt: skip
    for event in (one, two, one):
        store.append(Batch("fr", "FR", [rule(), event], restated=["fr:1:"]), T1)
    assert store.standing(["fr:1:effective"]) == {"fr:1:effective": one}
    assert len(entries(store)) == 3


# --- late, or asked for afterwards --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("history", "late"), [(False, 1), (True, 0)])
def test_a_backfill_is_not_late(store: Store, open_store: Open, history: bool, late: int) -> None:
    """Public before and recorded after: late if the feed was followed, but not if it was asked for afterwards."""
    early, old = events_of([
        e("set_effective", "fr:1", effect="2024-03-01", published="2024-01-15"),
        e("set_compliance", "fr:2", effect="2024-03-01", published="2024-01-15"),
    ])  # fmt: skip
    store.append(Batch("fr", "FR", [rule(), early]), T1)
    store.append(Batch("fr", "FR", [old], history=history), T1 + 2 * HOUR)
    assert len(store.arrivals(T1 + HOUR, T1 + 3 * HOUR)) == late
    restored = open_store("other")
    restored.merge([_line(line) for line in store.dump()], T1 + 9 * HOUR)
    assert len(restored.arrivals(T1 + HOUR, T1 + 3 * HOUR)) == late


def _line(line: dict[str, object]) -> dict[str, object]:
    record = line.get("record")
    return {**line, "item": read_record(record, CLASSES[str(line["type"])])} if isinstance(record, dict) else line


# --- portions, and problems ---------------------------------------------------------------------------------------------


def test_portions_remember_when_they_were_read(store: Store) -> None:
    store.append(Batch("fr", "FR", [], portions=["2024-01-02", "2024-01-03"], closes=False), T1)
    store.append(Batch("fr", "FR", [], portions=["2024-01-03"], closes=False), T1 + HOUR)
    found = store.portions("fr")
    assert {name: (each.first_read, each.read) for name, each in found.items()} == {
        "2024-01-02": (T1, T1), "2024-01-03": (T1, T1 + HOUR),
    }  # fmt: skip
    assert not store.portions("other")


def test_a_source_says_when_it_was_whole_and_what_was_wrong(store: Store) -> None:
    store.append(Batch("fr", "FR", [], closes=False), T1)
    (source,) = store.sources()
    assert (source.last_whole, source.problem) == (None, "it was never read to the end")
    store.append(Batch("fr", "FR", []), T1 + HOUR)
    (source,) = store.sources()
    assert (source.last_whole, source.problem) == (T1 + HOUR, None)
    store.append(Batch("fr", "FR", [], problem="2 days are missing"), T1 + 2 * HOUR)
    (source,) = store.sources()
    assert (source.last_whole, source.last_recorded) == (T1 + HOUR, T1 + 2 * HOUR)
    assert source.problem == "2 days are missing"


def test_a_failure_at_the_very_tick_of_a_success_does_not_hide_it(store: Store) -> None:
    store.append(Batch("fr", "FR", [], digest="abc"), T1)
    store.append(Batch("fr", "FR", [], problem="an error page"), T1)
    (source,) = store.sources()
    assert (source.last_whole, source.problem, source.failures) == (T1, "an error page", 1)
    store.append(Batch("fr", "FR", [], digest="abc"), T1)
    (source,) = store.sources()
    assert (source.problem, source.failures, source.digest) == (None, 0, "abc")
