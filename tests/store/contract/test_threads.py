"""Many at once: any thread may ask, one answer is about one state of the ledger, and nobody waits for a writer."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from regtrack import dates
from regtrack.errors import StoreError
from regtrack.store import Batch, Store
from regtrack.tracker import Tracker
from tests.helpers import NOW, e, events_of, rule
from tests.store.kinds import Open

AT = dates.tick_of(NOW)
ONE, OTHER = "us/x/one", "us/x/other"
READERS, BATCHES = 8, 20


def pair(number: int) -> Batch:
    """One more event of each of two rules, recorded together."""
    said = {"name": f"n{number}", "value": 1, "published": "2024-01-15"}
    tables = [{**e("set_value", f"{id_}-{number}", **said), "target": id_} for id_ in (ONE, OTHER)]
    return Batch("t", "T", [rule(ONE), rule(OTHER), *events_of(tables)])


def test_any_thread_may_ask(store: Store) -> None:
    store.append(pair(0), AT)
    tracker = Tracker(store, clock=lambda: NOW)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: tracker.state(ONE).instrument, range(12)))
    assert answers == [ONE] * 12


def test_a_walk_goes_on_in_another_thread(store: Store) -> None:
    """As when a web framework asks for one row of an answer after the other."""
    store.append(pair(0), AT)
    lines = iter(Tracker(store, clock=lambda: NOW).export())
    with ThreadPoolExecutor(1) as a, ThreadPoolExecutor(1) as b:
        found = [pool.submit(next, lines, None).result() for pool in (a, b) * 10]
    assert sum(line is not None for line in found) == 1 + 4 + 2  # a source, its entries and two links


def test_readers_and_a_writer(open_store: Open) -> None:
    """Every answer has both events of a batch or none. That reading begins at once is the test after this one."""
    store = open_store()
    store.append(pair(0), AT)
    tracker = Tracker(store, clock=lambda: NOW)
    faults, stop = list[object](), threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                with store.snapshot():
                    counts = {
                        len(postings) for num in store.numbers([ONE, OTHER]).values()
                        for _, postings in store.postings([num])
                    }  # fmt: skip
                found = tracker.timeline().sources.events.values()
                seen = [event.event.target for event in found]
                if len(counts) != 1 or seen.count(ONE) != seen.count(OTHER):
                    faults.append((counts, seen))
        except Exception as error:  # noqa: BLE001
            faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in readers:
        thread.start()
    for number in range(1, BATCHES):
        store.append(pair(number), AT + number)
    stop.set()
    for thread in readers:
        thread.join()
    assert faults == []


def test_a_reader_begins_while_a_batch_is_written(open_store: Open) -> None:
    """Without waiting at all: in one thread, nobody could let it go on."""
    store, other = open_store(), open_store()
    store.append(pair(0), AT)
    with store.together():
        store.append(pair(1), AT + 1)
        with other.snapshot():
            assert other.totals().events == 2
    assert other.totals().events == 4


def test_nothing_is_written_inside_a_snapshot(store: Store) -> None:
    with store.snapshot(), pytest.raises(StoreError, match="inside a snapshot"):
        store.append(pair(0), AT)
    assert store.append(pair(0), AT).new == 4


def test_a_closed_ledger_says_so_in_any_thread(open_store: Open) -> None:
    store = open_store()
    store.close()

    def ask() -> Callable[..., object]:
        with pytest.raises(StoreError, match="closed"):
            store.totals()
        return ask

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(ask).result() is ask


def test_a_feed_is_read_by_one_process(open_store: Open) -> None:
    """Of those that share a ledger; a file has one machine, and what two of its processes read is recorded once."""
    one, other = open_store(), open_store()
    shared = "postgresql" in one.totals().location
    with one.reading("a") as mine, other.reading("a") as theirs, other.reading("b") as another:
        assert (mine, theirs, another) == (True, not shared, True)
    with other.reading("a") as theirs:
        assert theirs
