"""What was told, and the messages on their way: kept together, told once, owned by one process at a time."""

import attrs
import pytest

from regtrack import dates
from regtrack.errors import StoreError
from regtrack.store import Batch
from regtrack.store.messages import Attempt, NewDigest, NewMessage, ReportedFact
from tests.helpers import NOW, RULE, e, events_of, rule

AT = dates.tick_of(NOW)
DAY = 86_400_000_000


def fact(key: str = "status|x", print_: str = "in_force", **more) -> ReportedFact:
    told = ReportedFact(key, print_, "change", RULE, None, "2026-02-01", AT + 31 * DAY, f"{key} is {print_}", ("t:a",))
    return attrs.evolve(told, **more)


def message(id_: str = "1.lin@example.org", body: bytes = b"text", **more) -> NewMessage:
    return attrs.evolve(
        NewMessage(0, "mail", "lin@example.org", "d@example.org", id_, "1 change", b"Subject: x\r\n\r\n", body), **more
    )


def digest(*facts: ReportedFact, number: int = 1, who: str = "lin", at: int = AT, messages=()) -> NewDigest:
    return NewDigest(who, number, at, at, "1 change", [(each, "everything") for each in facts], messages)


@pytest.fixture
def outbox(store):
    return store.outbox


# --- where the record is cut ------------------------------------------------------------------------------------------


def test_what_is_recorded_after_a_cut_comes_after_it(store, outbox) -> None:
    """Even when the writer read its clock before the digest did: nothing gets into a window that was told."""
    cut = outbox.cut(AT)
    store.append(Batch("t", "T", [rule(), *events_of([e("publish", published="2026-01-01")])]), AT - DAY)
    recorded = max(each.recorded for each in store.events(_ids(store)).values())
    assert recorded == cut + 1
    assert [each.posting.recorded for each in store.arrivals(cut, cut + 1)] == []  # a first load is no news
    assert outbox.cut(AT - 5) == recorded


def test_a_cut_never_runs_back(outbox) -> None:
    assert outbox.cut(AT) == AT
    assert outbox.cut(AT - DAY) == AT
    assert outbox.cut(AT + 1) == AT + 1


def _ids(store) -> list[str]:
    return [p.id for _, postings in store.postings() for p in postings]


# --- what was told ----------------------------------------------------------------------------------------------------


def test_a_digest_is_kept_whole(outbox) -> None:
    assert outbox.last(["lin", "kim"]) == {}
    assert outbox.commit(digest(fact(), messages=[message()]))
    assert outbox.last(["lin", "kim"]) == {"lin": (1, AT, AT)}
    assert outbox.reported("lin", ["status|x", "status|y"]) == {"status|x": "in_force"}
    assert outbox.reported("kim", ["status|x"]) == {}
    (told,) = outbox.history()
    assert (told.subscriber, told.digest, told.matched, told.fact) == ("lin", 1, "everything", fact())
    assert [each.state for each in told.messages] == ["queued"]
    (row,) = outbox.rows()
    assert outbox.payload(row.row) == b"Subject: x\r\n\r\ntext"
    assert row.size == 18


def test_of_two_processes_one_makes_the_next_digest(open_store, outbox) -> None:
    other = open_store()
    assert outbox.commit(digest(fact()))
    assert not other.outbox.commit(digest(fact("status|z"), messages=[message()]))
    assert other.outbox.rows() == []
    assert [each.fact.key for each in other.outbox.history()] == ["status|x"]


def test_the_same_is_not_told_twice_whatever_the_program_believes(outbox) -> None:
    outbox.commit(digest(fact()))
    with pytest.raises(StoreError, match="told already"):
        outbox.commit(digest(fact(), number=2, messages=[message()]))
    assert outbox.last(["lin"])["lin"].number == 1
    assert outbox.rows() == []
    assert outbox.commit(digest(fact(), who="kim"))


def test_what_was_so_before_and_is_so_again_is_news(outbox) -> None:
    for number, word in enumerate(["in_force", "stayed", "in_force"], 1):
        assert outbox.commit(digest(fact(print_=word), number=number))
    assert outbox.reported("lin", ["status|x"]) == {"status|x": "in_force"}
    assert len(list(outbox.history())) == 3


def test_dates_are_known_as_they_were_told(outbox) -> None:
    first = fact("date|x", "2026-02-01", kind="date")
    outbox.commit(digest(first))
    moved = fact("date|x", "2026-03-01", kind="date", on="2026-03-01", sort=AT + 59 * DAY)
    outbox.commit(digest(moved, number=2, at=AT + DAY))
    assert [(each.print, each.on, each.at) for each in outbox.reported_dates("lin", AT)["date|x"]] == [
        ("2026-02-01", "2026-02-01", AT),
        ("2026-03-01", "2026-03-01", AT + DAY),
    ]
    assert [each.print for each in outbox.reported_dates("lin", AT + 40 * DAY)["date|x"]] == ["2026-03-01"]
    assert outbox.reported_dates("kim", AT) == {}


def test_history_finds_by_each_thing_that_is_asked(outbox) -> None:
    outbox.commit(digest(fact(), fact("date|y", "2026-02-01", events=("t:b",), sentence="Comments close")))
    outbox.commit(digest(fact(), who="kim", at=AT + DAY))
    everything = list(outbox.history())
    assert len(everything) == 3

    def found(**asked) -> list[tuple[str, str]]:
        return [(each.subscriber, each.fact.key) for each in outbox.history(**asked)]

    assert found(subscriber="kim") == [("kim", "status|x")]
    assert found(event="t:b") == [("lin", "date|y")]
    assert found(words="comments") == [("lin", "date|y")]
    assert found(instrument=RULE, since=AT) == [("kim", "status|x")]
    assert found(until=AT) == [("lin", "status|x"), ("lin", "date|y")]
    assert found(instrument="us/x/other") == []


# --- sending ----------------------------------------------------------------------------------------------------------


def test_a_message_is_claimed_once(open_store, outbox) -> None:
    outbox.commit(digest(fact(), messages=[message()]))
    (row,) = outbox.due(AT)
    other = open_store()
    assert other.outbox.claim(row.row, AT)
    assert not outbox.claim(row.row, AT)
    assert outbox.due(AT) == []
    other.outbox.settle(Attempt(row.row, AT, "sent", "250 ok"), None)
    assert not outbox.claim(row.row, AT)
    (after,) = outbox.rows()
    assert (after.state, after.tries, after.detail) == ("sent", 1, "250 ok")


def test_what_failed_is_due_later_and_what_was_refused_never(outbox) -> None:
    outbox.commit(digest(fact(), messages=[message("a@x"), message("b@x", place=1)]))
    first, second = (row.row for row in outbox.due(AT))
    outbox.settle(Attempt(first, AT, "failed", "451 later"), AT + DAY)
    outbox.settle(Attempt(second, AT, "refused", "550 no"), None)
    assert outbox.due(AT + DAY - 1) == []
    assert [row.row for row in outbox.due(AT + DAY)] == [first]
    outbox.again(second, AT + 5, "new@example.org", b"To: new\r\n\r\n")
    (row,) = outbox.due(AT + 5)
    assert (row.row, row.address, row.state, row.tries) == (second, "new@example.org", "queued", 1)
    assert outbox.payload(second) == b"To: new\r\n\r\ntext"
    assert row.size == len(b"To: new\r\n\r\ntext")
    assert [each.detail for each in outbox.attempts(second)] == ["550 no"]


def test_what_was_sent_is_never_queued_again(outbox) -> None:
    outbox.commit(digest(fact(), messages=[message()]))
    outbox.settle(Attempt(1, AT, "sent", "250 ok"), None)
    outbox.again(1, AT)
    assert outbox.due(AT + DAY) == []


def test_one_process_has_the_right_to_send(open_store, outbox) -> None:
    other = open_store()
    with outbox.sending() as mine:
        assert mine
        with other.outbox.sending() as theirs:
            assert theirs is outbox._db.served  # several have it on a server, and each message is sent by one
    with other.outbox.sending() as theirs:
        assert theirs


def test_a_message_that_was_tried_meanwhile_is_not_claimed_by_who_saw_it_before(open_store, outbox) -> None:
    outbox.commit(digest(fact(), messages=[message()]))
    other = open_store().outbox
    (row,) = other.due(AT)
    assert outbox.claim(row.row, AT)
    outbox.settle(Attempt(row.row, AT, "unknown", "no answer"), AT + 60)
    assert not other.claim(row.row, AT + 59)
    assert other.claim(row.row, AT + 60)


def test_an_orphan_may_have_arrived(outbox) -> None:
    outbox.commit(digest(fact(), messages=[message()]))
    outbox.claim(1, AT)
    with outbox.sending():
        assert outbox.orphans(AT + 7) == 1
        assert outbox.orphans(AT + 8) == 0
    (row,) = outbox.due(AT + 7)
    assert (row.state, row.id) == ("unknown", "1.lin@example.org")
    assert "not known" in outbox.attempts(1)[0].detail
