"""From the outbox to the server: whatever fails, each message arrives once, and nobody is held up by another."""

import random
import threading
from itertools import pairwise

import pytest

from regtrack.digest.digests import Digests
from regtrack.digest.model import Delivery, SendOutcome
from regtrack.digest.secrets import Secret
from regtrack.digest.settings import Mail, Smtp
from regtrack.digest.subscriptions import Address
from regtrack.errors import InputError, NotFoundError
from regtrack.store import SqliteStore
from regtrack.store.outbox import SqlOutbox
from tests.digest.office import DAY, Office, person
from tests.digest.smtpd import Answer, MailServer, drop, keep_and_drop
from tests.helpers import e, rule
from tests.rows import each_row

NEWS = (e("publish", "p", published="2026-01-02"), e("set_effective", "s", effect="2026-03-01", published="2026-01-02"))


@pytest.fixture
def office() -> Office:
    office = Office(person("ann"), person("bob"), person("cem"))
    office.follow(rule())
    assert len(office.mails("2026-01-02")) == 3
    office.at("2026-01-03T03:00Z").record(*NEWS)
    office.at("2026-01-03")
    return office


def states(office: Office) -> dict[str, str]:
    return {row.subscriber: row.state for row in office.store.outbox.rows() if row.digest == 2}


def test_one_recipient_never_holds_up_another(office) -> None:
    verdicts = {"ann@example.org": SendOutcome.REFUSED, "bob@example.org": SendOutcome.FAILED}
    office.postman.verdict = lambda message: verdicts.get(message.to, SendOutcome.SENT)
    report = office.run()
    assert not report.whole
    assert states(office) == {"ann": "refused", "bob": "failed", "cem": "sent"}
    assert report.waiting == 1


def test_what_failed_is_tried_again_later_each_time_and_not_for_ever(office) -> None:
    office.postman.verdict = lambda message: SendOutcome.FAILED if message.to.startswith("bob") else SendOutcome.SENT
    office.run()
    start, tried = office.now, [office.now]
    for _ in range(2000):
        (row,) = office.digests.outbox(subscriber="bob")
        if row.next_at is None:
            break
        office.now = row.next_at - 1
        assert office.digests.send().sent == ()
        office.now = row.next_at
        assert len(office.digests.send().sent) == 1
        tried.append(office.now)
    waits = [b - a for a, b in pairwise(tried)]
    assert waits == sorted(waits)
    assert waits[0] == 5 * 60 * 1_000_000
    assert 4 * DAY < tried[-1] - start <= 5 * DAY
    assert states(office)["bob"] == "failed"
    assert office.digests.send().sent == ()
    office.postman.verdict = lambda _: SendOutcome.SENT
    assert [row.subscriber for row in office.digests.retry("bob")] == ["bob"]
    assert office.digests.send().whole
    assert states(office)["bob"] == "sent"


def test_what_may_have_arrived_is_sent_again_under_the_same_name(office) -> None:
    office.postman.verdict = lambda message: SendOutcome.UNKNOWN if message.to.startswith("bob") else SendOutcome.SENT
    office.run()
    office.postman.verdict = lambda _: SendOutcome.SENT
    office.now += DAY
    office.run()
    twice = [message for message in office.postman.delivered[3:] if message.to.startswith("bob")]
    assert len(twice) == 2
    assert twice[0].id == twice[1].id
    assert twice[0].payload == twice[1].payload


def test_a_refused_message_goes_to_the_new_address_under_its_old_name(office) -> None:
    office.postman.verdict = lambda message: (
        SendOutcome.REFUSED if message.to == "bob@example.org" else SendOutcome.SENT
    )
    office.run()
    (row,) = office.digests.outbox("refused")
    office.with_people(person("bob", to=(Address("robert@example.org"),), name="Robert"))
    office.digests.retry("bob")
    before = len(office.postman.delivered)
    office.digests.send()
    (message,) = office.postman.delivered[before:]
    assert (message.to, message.id) == ("robert@example.org", row.id)
    assert b"To: Robert <robert@example.org>\r\n" in message.payload
    assert b"bob@example.org" not in message.payload


def test_who_left_is_not_written_to(office) -> None:
    office.postman.verdict = lambda _: SendOutcome.FAILED
    office.run()
    office.postman.verdict = lambda _: SendOutcome.SENT
    office.with_people(person("ann"))
    office.now += DAY
    before = len(office.postman.delivered)
    office.run()
    assert {message.to for message in office.postman.delivered[before:]} == {"ann@example.org"}
    assert states(office)["bob"] == "refused"
    assert "no subscriber any more" in office.digests.outbox("refused")[0].detail


def test_a_fault_of_a_channel_with_one_message_leaves_the_others(office) -> None:
    def verdict(message):
        if message.to.startswith("ann"):
            raise RuntimeError("a channel is only a program")
        return SendOutcome.SENT

    office.postman.verdict = verdict
    report = office.run()
    assert states(office) == {"ann": "unknown", "bob": "sent", "cem": "sent"}  # it had been claimed
    assert "a fault of regtrack itself: a channel is only a program" in next(
        each.detail for each in report.sent if each.row.subscriber == "ann"
    )


@pytest.mark.parametrize("fault", [RuntimeError("a channel is only a program"), KeyError(7), TypeError()])
def test_a_channel_that_fails_before_it_takes_a_message_is_no_traceback(office, fault, monkeypatch) -> None:
    def send(*_, **__):
        raise fault

    monkeypatch.setattr(office.postman, "send", send)
    report = office.run()
    assert states(office) == {"ann": "failed", "bob": "failed", "cem": "failed"}
    assert all("the channel mail failed" in each.detail for each in report.sent)
    monkeypatch.undo()
    office.now += DAY
    assert office.digests.send().whole
    assert states(office) == {"ann": "sent", "bob": "sent", "cem": "sent"}


SECRET_TOPIC = Address(channel=Secret("env", "REGTRACK_TEST_CHANNEL"))
ANSWERS = {
    "no answer": (
        lambda _: (),
        "unknown",
        "it gave no answer to a message that it had; expected one Delivery for each",
    ),
    "None": (lambda _: (None,), "unknown", "it gave no answer to a message that it had"),
    "another row": (
        lambda row: (Delivery(row + 9, SendOutcome.SENT, ""),),
        "unknown",
        "it gave no answer to a message",
    ),
    "its address": (
        lambda row: (Delivery(row, SendOutcome.FAILED, "cannot reach ntfy://secret-topic"),),
        "failed",
        "cannot reach env:REGTRACK_TEST_CHANNEL",
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_of_a_channel_is_one_and_holds_no_secret(office, monkeypatch, name: str) -> None:
    """Whoever wrote the channel: a message that it took and did not answer for is not sent in each run for ever."""
    monkeypatch.setenv("REGTRACK_TEST_CHANNEL", "ntfy://secret-topic")
    answers, state, words = ANSWERS[name]

    def send(messages, *, before):
        for message in messages:
            if before(message):
                yield from answers(message.row)

    monkeypatch.setattr(office.postman, "send", send)
    office.with_people(person("ann", to=(SECRET_TOPIC,)), person("bob", to=(SECRET_TOPIC,)))
    report = office.run()
    assert states(office) == {"ann": state, "bob": state}
    assert all(words in each.detail and "secret-topic" not in each.detail for each in report.sent)
    (tried,) = office.digests.test("ann")
    assert (tried.outcome, words in tried.detail) == (state, True)
    assert "secret-topic" not in tried.detail
    assert office.digests.send().sent == ()


def test_what_a_channel_raises_holds_no_secret(office, monkeypatch) -> None:
    monkeypatch.setenv("REGTRACK_TEST_CHANNEL", "ntfy://secret-topic")

    def verdict(message):
        raise RuntimeError(f"no route to {message.to}")

    office.postman.verdict = verdict
    office.with_people(person("ann", to=(SECRET_TOPIC,)))
    words = "no route to env:REGTRACK_TEST_CHANNEL"
    assert [words in each.detail for each in (*office.run().sent, *office.digests.test("ann"))] == [True, True]
    assert words in office.digests.outbox()[-1].detail


def test_a_secret_that_is_not_there_waits_until_it_is(office, monkeypatch) -> None:
    monkeypatch.delenv("REGTRACK_TEST_CHANNEL", raising=False)
    office.with_people(person("ann", to=(Address(channel=Secret("env", "REGTRACK_TEST_CHANNEL")),)), person("bob"))
    report = office.run()
    assert states(office) == {"ann": "failed", "bob": "sent"}
    assert "REGTRACK_TEST_CHANNEL" in report.sent[0].detail
    monkeypatch.setenv("REGTRACK_TEST_CHANNEL", "ntfy://secret-topic")
    office.now += DAY
    assert office.run().whole
    message = office.postman.delivered[-1]
    assert (message.to, message.kind) == ("ntfy://secret-topic", "apprise")
    assert b"in force from 1 Mar 2026" in message.payload
    assert "secret-topic" not in repr(message)
    assert [row.address for row in office.store.outbox.rows(subscriber="ann")][-1] == "env:REGTRACK_TEST_CHANNEL"


def test_each_address_of_a_subscriber_gets_the_digest_in_its_own_time(office, monkeypatch) -> None:
    monkeypatch.setenv("REGTRACK_TEST_CHANNEL", "ntfy://secret-topic")
    to = (Address("ann@example.org"), Address(channel=Secret("env", "REGTRACK_TEST_CHANNEL")))
    office.with_people(person("ann", to=to))
    office.postman.verdict = lambda message: SendOutcome.FAILED if message.kind == "apprise" else SendOutcome.SENT
    office.run()
    assert [row.state for row in office.store.outbox.rows(subscriber="ann")[1:]] == ["sent", "failed"]
    office.postman.verdict = lambda _: SendOutcome.SENT
    office.now += DAY
    assert len(office.run().sent) == 1


def test_a_second_run_while_one_is_sending_sends_nothing_twice(tmp_path) -> None:
    """In a file it waits for its turn; on a server it sends what the first has not begun."""
    office = Office(person("ann"), person("bob"), store=SqliteStore(tmp_path / "ledger.sqlite"))
    office.follow(rule())
    inside, go_on = threading.Event(), threading.Event()
    office.at("2026-01-02")

    def verdict(message):
        inside.set()
        assert message.to != "ann@example.org" or go_on.wait(10)
        return SendOutcome.SENT

    office.postman.verdict = verdict

    def first() -> None:
        store = SqliteStore(tmp_path / "ledger.sqlite")
        Digests(store, lambda: office.now, office.settings, lambda _: office.postman).run()
        store.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(10)
    report = office.run()
    go_on.set()
    thread.join()
    served = office.store.outbox._db.served
    assert (report.busy, len(report.sent)) == (not served, int(served))
    assert sorted(message.to for message in office.postman.delivered) == ["ann@example.org", "bob@example.org"]
    assert len({row.digest for row in office.store.outbox.rows()}) == 1
    office.store.close()


def test_two_runs_at_the_same_moment_make_one_digest(tmp_path, monkeypatch) -> None:
    """Both have seen the same last digest; the ledger lets one of them write the next."""
    path = tmp_path / "ledger.sqlite"
    office = Office(person("ann"), store=SqliteStore(path))
    office.follow(rule())
    office.run("2026-01-02")
    office.at("2026-01-03T03:00Z").record(*NEWS)
    office.at("2026-01-03")
    both, cut, reports = threading.Barrier(2), SqlOutbox.cut, []

    def cut_and_meet(outbox, now):
        known = cut(outbox, now)
        both.wait(10)  # both have found out what is due before either writes
        return known

    def go() -> None:
        store = SqliteStore(path)
        reports.append(Digests(store, lambda: office.now, office.settings, lambda _: office.postman).run(due=True))
        store.close()

    monkeypatch.setattr(SqlOutbox, "cut", cut_and_meet)
    threads = [threading.Thread(target=go) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [report.whole for report in reports] == [True, True]
    assert len([each for report in reports for each in report.made if each.title]) == 1
    office.digests.send()
    assert len([message for message in office.postman.delivered if b"published; in force" in message.payload]) == 1
    office.store.close()


def test_a_test_message_is_remembered_by_nobody(office) -> None:
    before = len(office.postman.delivered)
    (delivery,) = office.digests.test("ann")
    assert delivery.outcome is SendOutcome.SENT
    assert len(office.postman.delivered) == before + 1
    assert b"Test of regtrack's digests" in office.postman.delivered[-1].payload
    assert len(office.store.outbox.rows()) == 3
    with pytest.raises(NotFoundError, match=r"did you mean 'ann'\?"):
        office.digests.test("annn")


def test_without_settings_only_the_record_is_read(office) -> None:
    bare = Digests(office.store, lambda: office.now)
    assert len(list(bare.history())) == len(list(office.digests.history()))
    with pytest.raises(InputError, match="found no settings"):
        bare.run()


# --- a real server ----------------------------------------------------------------------------------------------------

FAILURES = [
    ("greeting", Answer("421 4.3.2 not now")), ("greeting", drop), ("EHLO", Answer("451 4.3.0 later")), ("EHLO", drop),
    ("MAIL", Answer("451 4.3.0 later")), ("MAIL", drop), ("RCPT", Answer("450 4.2.1 later")), ("RCPT", drop),
    ("DATA", Answer("451 4.3.0 later")), ("DATA", drop), ("content", drop), ("dot", Answer("452 4.3.1 full")),
    ("dot", drop), ("dot", keep_and_drop), ("RSET", Answer("421 4.3.2 bye")),
]  # fmt: skip


@each_row("seed", range(3))
def test_after_any_failures_every_subscriber_has_each_fact_once(seed: int) -> None:
    """Failures at random steps, day after day; in the end each message is there, and twice only under one name."""
    chance = random.Random(seed)
    people = [person(f"p{number}", reminders=()) for number in range(5)]
    with MailServer(security="none", auth=False) as server:
        mail = Mail("Digests <digests@example.org>", Smtp("localhost", server.port, "none", timeout=5))
        office = Office(*people, mail=mail)
        office.follow(rule())
        real = Digests(office.store, lambda: office.now, office.settings)
        real.run(accept_clock=True)
        for day in range(8):
            office.now += DAY
            if day < 4:
                office.record(e("set_deadline", f"d{day}", name=f"matter {day}", through=f"2026-0{day + 3}-01",
                                published=f"2026-01-0{day + 1}"))  # fmt: skip
            for _ in range(chance.randint(1, 3)):
                step, behaviour = chance.choice(FAILURES)
                to = (
                    chance.choice(["", *(f"{who.id}@example.org" for who in people)]) if step in ("RCPT", "dot") else ""
                )
                if day < 7:
                    server.fail(step, behaviour, times=chance.randint(1, 4), after=chance.randint(0, 3), to=to)
            for _ in range(3):
                real.run(accept_clock=True)
                office.now += 3600 * 1_000_000
            server.behave()
        office.now += 2 * DAY
        assert real.run(accept_clock=True).waiting == 0
        assert [row.state for row in office.store.outbox.rows() if row.state != "sent"] == []
        for who in people:
            heard: dict[str, list[str]] = {}
            for accepted in server.accepted:
                if accepted.to == f"{who.id}@example.org":
                    heard.setdefault(accepted.message_id, []).append(accepted.content.decode())
            assert set(heard) == {row.id for row in office.store.outbox.rows(subscriber=who.id)}
            assert all(len(set(copies)) == 1 for copies in heard.values())
            told = [name for day in range(4) if (name := f"matter {day}")]
            for name in told:
                carrying = [id_ for id_, copies in heard.items() if f"{name}: open until" in copies[0].lower()]
                assert len(carrying) == 1, (name, carrying)
        unheard = [accepted for accepted in server.accepted if not accepted.heard]
        copies = len(server.accepted) - len({accepted.message_id for accepted in server.accepted})
        assert copies == len(unheard)  # twice only where the server took it and could not say so
    office.store.close()


def test_a_mail_arrives_as_it_was_kept() -> None:
    with MailServer(security="none", auth=False) as server:
        mail = Mail("Digests <digests@example.org>", Smtp("localhost", server.port, "none"))
        office = Office(person("ann", name="Änn"), mail=mail)
        office.follow(rule())
        Digests(office.store, lambda: office.now, office.settings).run()
        (accepted,) = server.accepted
        assert accepted.content.rstrip() == office.store.outbox.payload(1).rstrip()
        assert (accepted.sender, accepted.to) == ("digests@example.org", "ann@example.org")
    office.store.close()
