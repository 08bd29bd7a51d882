"""A wrong clock silences nobody: it is refused, and what it told is undone; not twice, and nothing lost."""

import random
from email.message import EmailMessage

import pytest

from regtrack import dates
from regtrack.errors import ClockError
from regtrack.store.clock import WitnessedClock
from tests.digest.office import DAY, Office, parsed, person, text_of
from tests.helpers import e, rule
from tests.rows import each_row

CLOSES = e("set_deadline", "d", name="comments", through="2027-12-31", published="2026-01-02")


def words(mail: EmailMessage) -> str:
    """The text of a mail, with months in short."""
    return text_of(mail).replace("December", "Dec").replace("June", "Jun")


def office(**more) -> Office:
    """A subscriber who was told of a deadline in 2027, and of one in June 2026."""
    made = Office(person(**{"schedule": "daily 07:00 UTC", "horizon": 900, "reminders": (), **more}))
    made.accepts = False
    made.follow(rule())
    made.run("2026-01-02")
    made.at("2026-01-02T12:00Z").record(CLOSES)
    assert "31 Dec 2027" in words(made.mail("2026-01-03", due=True))
    return made


@each_row("moment", ["2030-01-01", "2026-01-05", "2026-01-01", "1970-01-01"])
def test_a_clock_far_from_the_last_use_is_refused_with_what_to_do(moment: str) -> None:
    desk = office()
    head, told = desk.store.head(), len(desk.postman.delivered)
    with pytest.raises(ClockError, match=r"clock: found .* set the clock of this machine; if it is right, "):
        desk.run(moment, due=True)
    assert (desk.store.head(), len(desk.postman.delivered)) == (head, told)
    assert desk.mails("2026-01-04", due=True) == []


@each_row("hours", [1, 24, 25, 30, -20])
def test_a_daily_job_may_be_late_and_runs_on_the_day_that_has_25_hours(hours: int) -> None:
    desk = office()
    desk.now += hours * DAY // 24
    assert desk.run(due=True).whole


@each_row("days", [2, 21, 400])
def test_after_a_holiday_servers_confirm_the_clock_first(days: int) -> None:
    """A sync has the ledger believe the moment that servers say; then digests leave without being told."""
    desk = office()
    desk.now += days * DAY
    with pytest.raises(ClockError, match=r"or read feeds first \(`regtrack sync`\), whose servers confirm it"):
        desk.run(due=True)
    WitnessedClock(desk.store, lambda: desk.now, {}, accept=False).remember()
    with pytest.raises(ClockError):  # no server has answered
        desk.run(due=True)
    WitnessedClock(desk.store, lambda: desk.now, {"bureau.example": 3.0}, accept=False).remember()
    assert desk.run(due=True).whole


def test_a_clock_is_believed_when_whoever_asks_says_so() -> None:
    desk = office()
    assert "comments: closed" in words(desk.mail("2028-01-05", accept_clock=True))
    assert desk.mails("2028-01-06", due=True) == []


def test_a_digest_of_the_future_is_said_and_undone_by_a_record_that_is_added() -> None:
    """What 2030 told as over is told again when it is; what it told truly is not; what it hid is told."""
    desk = office()
    desk.record(e("set_deadline", "e", name="replies", through="2026-06-30", published="2026-01-03"))
    assert "comments: closed" in words(desk.mail("2030-01-01", accept_clock=True))
    before = list(desk.store.outbox.history())
    desk.at("2026-01-05")
    desk.store.believe(desk.now)
    with pytest.raises(ClockError, match=r"the last digest of lin is dated in the future, 2030-01-01T07:00Z"):
        desk.run(due=True)
    assert set(desk.digests.rebase()) == {"lin"}
    assert list(desk.store.outbox.history()) == before
    assert desk.digests.rebase() == {}
    (mail,) = desk.mails("2026-01-06", due=True)
    assert "30 Jun 2026" in words(mail)
    over = list[str]()
    for month in months("2026-02", "2028-02"):
        desk.at(f"{month}-10").store.believe(desk.now)  # as a sync does
        over += [words(mail) for mail in desk.mails(due=True)]
    assert sum("comments: closed" in text for text in over) == 1
    assert not list(desk.store.check())


def months(first: str, last: str) -> list[str]:
    year, month = map(int, first.split("-"))
    found = []
    while (name := f"{year:04d}-{month:02d}") <= last:
        found.append(name)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def test_what_a_wrong_clock_queued_and_did_not_send_is_not_sent_and_not_lost() -> None:
    desk = office()
    desk.record(e("set_deadline", "e", name="replies", through="2026-06-30", published="2026-01-03"))
    desk.run("2030-01-01", accept_clock=True, send=False)
    delivered = len(desk.postman.delivered)
    desk.at("2026-01-05").digests.rebase()
    assert desk.digests.send().whole
    assert len(desk.postman.delivered) == delivered
    (mail,) = desk.mails("2026-01-06", due=True)
    assert "30 Jun 2026" in words(mail)
    assert not list(desk.store.check())


def test_a_message_that_a_wrong_clock_put_off_is_tried_now() -> None:
    desk = office()
    desk.record(e("set_deadline", "e", name="replies", through="2026-06-30", published="2026-01-03"))
    desk.run("2026-01-04", send=False)
    (row,) = desk.store.outbox.rows(("queued",))
    desk.store.outbox.claim(row.row, dates.parse_instant("2030-01-01T00:00Z"))
    desk.store.outbox.orphans(dates.parse_instant("2030-01-01T00:00Z"))
    desk.at("2026-01-04T08:00Z")
    assert [each.row.row for each in desk.digests.send().sent] == [row.row]


JUMPS = {
    "an hour in spring": ("2026-03-07T05:00Z", "America/New_York"),
    "an hour in autumn": ("2026-10-30T04:00Z", "America/New_York"),
    "a leap second": ("2016-12-30T22:00Z", "UTC"),
    "the first year": ("0001-01-08T12:00Z", "UTC"),
    "the last year": ("9999-12-12T12:00Z", "UTC"),
}
FACTS = 4


@each_row("name", JUMPS)
@each_row("seed", range(3))
def test_each_fact_once_over_jumps_in_both_directions(name: str, seed: int) -> None:
    """The clock jumps back and ahead at each step; runs are refused or undone, and each fact is told once."""
    start, zone = JUMPS[name]
    chance, truth = random.Random(f"{name} {seed}"), dates.parse_instant(start)
    desk = Office(person(schedule=f"daily 07:00 {zone}", horizon=0, reminders=()), now=start)
    desk.accepts = False
    desk.follow(rule())
    desk.run()
    for number in range(FACTS):
        truth += chance.choice([DAY // 24, DAY // 2, DAY])
        desk.now = truth
        day, end = (dates.add_days(dates.day_of(truth), days).isoformat() for days in (-2, 14))
        desk.record(e("set_deadline", f"d{number}", name=f"matter {number}", through=end, published=day))
        desk.now = truth + chance.choice([0, 0, -DAY // 2, -3 * DAY, DAY, 3 * DAY])
        try:
            desk.run(due=chance.random() < 0.5)
        except ClockError:
            desk.now = truth
            desk.digests.rebase()
    desk.now = truth + DAY
    desk.digests.rebase()
    desk.run()
    mails = [words(parsed(each)) for each in desk.postman.delivered]
    carrying = [sum(f"matter {number}: open" in mail.lower() for mail in mails) for number in range(FACTS)]
    assert carrying == [1] * FACTS
    assert not list(desk.store.check())
