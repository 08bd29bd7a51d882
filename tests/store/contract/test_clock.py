"""The last present moment that a ledger believed, and digests that are undone."""

from regtrack.store import Batch, Store
from regtrack.store.messages import Attempt, LastDigest
from tests.helpers import rule
from tests.store.contract.test_chain import T1, subjects
from tests.store.contract.test_outbox import digest, fact, message

DAY = 86_400_000_000
YEARS = 4 * 365 * DAY


def test_a_moment_is_believed_until_another_is(store: Store) -> None:
    assert store.believed() is None
    store.append(Batch("t", "T", [rule()]), T1)
    assert store.believed() == T1
    store.believe(T1 + DAY)
    store.append(Batch("t", "T", [rule("us/x/other")]), T1 + 3 * DAY)
    assert store.believed() == T1 + DAY
    store.believe(T1 - DAY)
    assert store.believed() == T1 - DAY


def test_digests_of_the_future_are_undone_and_nothing_is_removed(store: Store) -> None:
    """What came about meanwhile is told again; what was told truly, or is still to come, is not."""
    outbox = store.outbox
    true, early, coming = fact("a", on="2024-05-01"), fact("b", on="2025-01-01"), fact("c", on="2029-01-01")
    outbox.commit(digest(fact("z"), messages=[message("1@x")], at=T1))
    outbox.commit(digest(true, early, coming, number=2, messages=[message("2@x")], at=T1 + YEARS))
    outbox.settle(Attempt(outbox.rows()[1].row, T1 + YEARS, "sent", "ok"), None)
    outbox.commit(digest(fact("d"), number=3, messages=[message("3@x")], at=T1 + YEARS))
    assert outbox.latest() == LastDigest(3, T1 + YEARS, T1 + YEARS)
    undone = outbox.rebase(T1 + DAY)
    assert undone == {"lin": LastDigest(3, T1, T1)}
    assert outbox.last(["lin"]) == undone
    assert outbox.latest() == LastDigest(3, T1, T1)
    assert set(outbox.reported("lin", "abcdz")) == {"a", "c", "z"}
    assert [row.state for row in outbox.rows()] == ["queued", "sent", "refused"]
    assert len(list(outbox.history())) == 5
    assert subjects(store)[-2:] == ["rebase 1 lin", "attempt 1 3@x"]
    assert outbox.rebase(T1 + DAY) == {}
    assert outbox.commit(digest(early, fact("d"), number=4, at=T1 + 2 * DAY))
    assert outbox.last(["lin"]) == {"lin": LastDigest(4, T1 + 2 * DAY, T1 + 2 * DAY)}
    assert not list(store.check())
