"""People and what they did about changes: records like any others, and in no answer about the law."""

import attrs
import pytest

from regtrack import dates
from regtrack.model.people import SOURCE, Person, RecordedReview, Review, ReviewAction
from regtrack.sources.files.dump import read_dump
from regtrack.store import Batch, Store, moving
from regtrack.store.joined import JoinedStore
from regtrack.tracker import Tracker
from tests.helpers import e, events_of, rule
from tests.store.contract.conftest import Open
from tests.store.contract.test_chain import exported

T1 = dates.parse_instant("2024-06-01T12:00:00Z")
ADA = Person("ada", "Ada", "ada@example.org", True, False, ("0" * 64,), "daily 07:00 UTC", ((("topic", ("chips",)),),))
ABOUT, OTHER = "a" * 24, "b" * 24
EVENTS = events_of([e("stay", "t:stay", issued="2024-04-01", summary="The rule is stayed.")])


def review(about: str = ABOUT, action: ReviewAction = ReviewAction.SEEN, **given: str) -> Review:
    return Review(
        about, "us/t/a", "ada", action, given.pop("made_at", "2024-06-01T12:00:00Z"), **given, events=(OTHER,)
    )


NOTE = review(action=ReviewAction.NOTE, note="Ask the client about Kumquat Holdings.", made_at="2024-06-01T12:00:01Z")


def people(*items: Person | Review) -> Batch:
    return Batch(SOURCE, "People", items, closes=False)


def test_a_person_is_as_recorded_last_and_reviews_stay_in_order(store: Store) -> None:
    store.append(people(ADA, review(OTHER), NOTE), T1)
    store.append(people(attrs.evolve(ADA, revoked=True, tokens=()), review()), T1 + 5)
    assert store.people() == {"ada": attrs.evolve(ADA, revoked=True, tokens=())}
    assert store.reviews([ABOUT]) == [RecordedReview(NOTE, T1), RecordedReview(review(), T1 + 5)]
    assert [each.review.about for each in store.reviews()] == [OTHER, ABOUT, ABOUT]
    assert store.append(people(NOTE), T1 + 9).unchanged == 1
    assert not list(store.check())


def test_reviews_are_of_what_was_asked_for_alone(store: Store) -> None:
    """Not of what has an id that begins so; and each once, however often it is asked for."""
    longer = review(f"{ABOUT}:x")
    store.append(people(review(), longer, review(OTHER)), T1)
    for asked, found in (([ABOUT], [review()]), ([longer.about, ABOUT, ABOUT], [review(), longer]), (["' OR 1"], [])):
        assert [each.review for each in store.reviews(asked)] == found


def test_they_are_chained_exported_and_restored(store: Store, open_store: Open) -> None:
    store.append(people(ADA, NOTE), T1)
    other = open_store("other")
    other.merge(read_dump(exported(store), "export"), T1 + 5)
    assert (other.people(), other.reviews(), other.head()) == (store.people(), store.reviews(), store.head())


def test_they_are_moved(store: Store, open_store: Open) -> None:
    if isinstance(store, JoinedStore):
        pytest.skip("joined ledgers are moved one by one")
    store.append(people(ADA, NOTE), T1)
    moving.move(store, other := open_store("other"))
    assert (other.people(), other.reviews()) == (store.people(), store.reviews())


@pytest.mark.parametrize("words", ["kumquat", "ada"])
def test_no_search_and_no_horizon_shows_them(store: Store, words: str) -> None:
    store.append(Batch("t", "T", [rule(), *EVENTS]), T1)
    before = store.totals()
    store.append(people(ADA, NOTE), T1 + 5)
    assert store.search(words, 9) == []
    assert [source.id for source in store.sources()] == ["t"]
    after = store.totals()
    assert (after.instruments, after.events, after.documents) == (before.instruments, before.events, before.documents)
    answer = Tracker(store).since("2024-01-01")
    assert [each.id for each in answer.horizon.sources] == ["t"]


def test_what_is_settled_is_about_the_law_alone(store: Store) -> None:
    """The moment moves with a date that comes, a reading and a record; never with people."""
    assert store.latest(T1) == (dates.DAWN, "")
    store.append(Batch("t", "T", [rule(), *EVENTS]), T1)
    first = store.latest(T1 + 5)
    assert (first.at, len(first.entry)) == (T1, 24)
    store.append(people(ADA, NOTE), T1 + 5)
    assert store.latest(T1 + 9) == first
    store.check_in([Batch("t", "T", [])], T1 + 20)
    assert store.latest(T1 + 30) == (T1 + 20, first.entry)
    later = events_of([e("lift_stay", "t:lift", effect="2024-08-01", published="2024-05-20")])
    store.append(Batch("t", "T", later, closes=False), T1 + 40)
    second = store.latest(T1 + 50)
    assert second.at == T1 + 40
    assert second.entry != first.entry
    day = dates.day_start(dates.parse_date("2024-08-01"))
    assert store.latest(day - 1).at < day <= store.latest(day + 1).at <= day + 1
