"""A ledger that is moved to the other kind of database, or to the same, with its digests."""

import itertools
from collections.abc import Callable

import pytest

from regtrack import dates
from regtrack.errors import StoreError
from regtrack.store import Batch, Sighting, Store, moving
from regtrack.store.messages import Attempt
from regtrack.tracker import Tracker
from tests.helpers import NOW, e, events_of, rule
from tests.store.contract.test_outbox import digest, fact, message
from tests.store.kinds import STORES

AT = dates.tick_of(NOW)
Opener = Callable[[str], Store]


def fill(store: Store) -> None:
    events = events_of([e("publish", "t:a", published="2024-01-15", summary="輸出管理 of chips")])
    store.append(Batch("t", "T", [rule(), *events], sightings=[Sighting("d:1", (5,))], portions=["x"]), AT)
    store.bookmark("last", AT)
    store.outbox.cut(AT)
    for number, word in enumerate(["in_force", "stayed", "in_force"], 1):
        told = digest(fact(print_=word), number=number, messages=[message(f"{number}@x")])
        assert store.outbox.commit(told)
    store.outbox.settle(Attempt(1, AT, "refused", "550 no"), None)
    store.outbox.again(1, AT + 5, "new@example.org", b"To: new\r\n\r\n")


@pytest.fixture(params=itertools.product(STORES, STORES), ids=lambda pair: " to ".join(pair))
def places(request: pytest.FixtureRequest) -> tuple[Opener, Opener]:
    return tuple(STORES[kind](request) for kind in request.param)  # type: ignore[return-value]


def test_everything_is_there(places: tuple[Opener, Opener]) -> None:
    source, target = places[0]("here"), places[1]("there")
    fill(source)
    assert moving.move(source, target) > 20
    assert list(Tracker(target).export()) == list(Tracker(source).export())
    assert list(target.outbox.history()) == list(source.outbox.history())
    assert target.outbox.rows() == source.outbox.rows()
    assert target.outbox.payload(1) == source.outbox.payload(1)
    assert target.bookmarks() == {"last": AT}
    assert (
        [hit[:3] for hit in target.search("輸出 chips", 9)] == [hit[:3] for hit in source.search("輸出 chips", 9)] != []
    )
    assert list(target.check()) == []
    # It goes on: new rows get new numbers, and what was told is not told again.
    with pytest.raises(StoreError, match="told already"):
        target.outbox.commit(digest(fact(print_="in_force"), number=4))
    assert target.outbox.commit(digest(fact(print_="stayed"), number=4, messages=[message("4@x")]))
    target.outbox.settle(Attempt(4, AT, "sent", "250"), None)
    assert target.append(Batch("u", "U", [rule("us/x/new")]), AT + 9).new == 1
    assert list(target.check()) == []
    source.close()
    target.close()


def test_what_was_broken_off_goes_on(
    places: tuple[Opener, Opener], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each write in turn, with a server at each fourth; and what was recorded meanwhile comes too."""
    monkeypatch.setattr(moving, "_CHUNK", 2)
    source, target = places[0]("here"), places[1]("there")
    fill(source)
    put, left = moving._put, 0

    def fails(*arguments: object, **options: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise KeyboardInterrupt
        put(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(moving, "_put", fails)
    for at in range(1, 100, 4 if "postgres" in request.node.name else 1):  # what is there already is written again
        left = at
        try:
            moving.move(source, target)
            break
        except KeyboardInterrupt:
            continue
    assert 10 < at < 40
    monkeypatch.setattr(moving, "_put", put)
    source.append(Batch("t", "T", [rule("us/x/new")]), AT + 9)
    source.outbox.settle(Attempt(2, AT, "sent", "250"), None)
    moving.move(source, target)
    assert target.head() == source.head()
    assert target.outbox.rows() == source.outbox.rows()
    source.close()
    target.close()


def test_another_ledger_is_left_alone(places: tuple[Opener, Opener]) -> None:
    source, target = places[0]("here"), places[1]("there")
    fill(source)
    target.append(Batch("other", "O", [rule("us/x/other")]), AT)
    with pytest.raises(StoreError, match="found another ledger"):
        moving.move(source, target)
    assert target.totals().instruments == 1
    source.close()
    target.close()


def test_what_is_not_the_same_is_told(places: tuple[Opener, Opener], monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that changes the copy under the move is found out."""
    source, target = places[0]("here"), places[1]("there")
    fill(source)
    index = moving._index

    def index_and_write(database: object) -> None:
        index(database)  # type: ignore[arg-type]
        target.bookmark("mine", AT)

    monkeypatch.setattr(moving, "_index", index_and_write)
    with pytest.raises(StoreError, match=r"table bookmark has 2 rows .* run the command again"):
        moving.move(source, target)
    source.close()
    target.close()
