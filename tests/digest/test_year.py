"""Half a year of the bundled timelines, day by day: the digests tell ten subscribers all, and nothing twice.

Both changes of the clock lie in it. What each should have been told is found out from the ledger by other ways than the
digests take: every event that was recorded, the state of every instrument on every day, and every date that any day
knew of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest

from regtrack import dates
from regtrack.dates import Date, Moment, Tick
from regtrack.digest.digests import Digests
from regtrack.digest.settings import DigestSettings
from regtrack.digest.subscriptions import Subscriber, Subscription
from regtrack.fold import Question
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS, Certainty, Operation
from regtrack.model.state import KnownBy, State
from regtrack.queries import filters, lookup
from regtrack.store import SqliteStore
from regtrack.store.messages import FactDelivery
from tests.digest import replay
from tests.digest.office import MAIL, Postman, parsed, person, text_of

FIRST, LAST = dates.parse_date("2025-10-25"), dates.parse_date("2026-04-15")
BERLIN, TOKYO = "Europe/Berlin", "Asia/Tokyo"
EVERYTHING = Subscription()
PEOPLE = (
    person("daily", schedule=f"daily 07:00 {BERLIN}"),
    person("weekdays", schedule=f"weekdays 07:00 {BERLIN}", horizon=30),
    person("weekly", schedule="weekly mon 08:00 America/New_York"),
    person("monthly", schedule="monthly 31 08:00 UTC", horizon=120, reminders=(60, 30)),
    person("now", schedule="immediately UTC"),
    person("bis", Subscription(agency=("bis",)), schedule=f"daily 02:30 {BERLIN}"),
    person("bills", Subscription(kind=("bill",)), Subscription(topic=("ai-chips",), not_agency=("bis",))),
    person("east", Subscription(text=("stay", "suspen")), schedule="daily 06:00 Pacific/Kiritimati"),
    person("all", threshold=Certainty.REPORTED, schedule=f"weekly thu 09:00 {TOKYO}", enrichment=True),
    person("quiet", Subscription(not_certainty=("reported",)), schedule=f"daily 07:00 {BERLIN}", first="nothing"),
)


class Year(NamedTuple):
    """What happened: the ledger at the end, what was told to whom, and what was delivered."""

    store: SqliteStore
    told: dict[str, list[FactDelivery]]
    postman: Postman
    began: dict[str, Tick]
    ended: dict[str, Tick]


@pytest.fixture(scope="module")
def year() -> Iterator[Year]:
    store, postman, now = SqliteStore(":memory:"), Postman(), [0]
    replay.begin(store, FIRST)
    digests = Digests(store, lambda: now[0], DigestSettings(PEOPLE, MAIL), lambda _: postman)
    began: dict[str, Tick] = {}
    for day in replay.days(FIRST, LAST):
        if day != FIRST:
            replay.record(store, dates.add_days(day, -1), day)
        now[0] = replay.midnight(day) + 13 * replay.HOUR
        report = digests.run(due=True, accept_clock=True)
        assert report.whole, report
        for made in report.made:
            began.setdefault(made.subscriber, now[0])
    told: dict[str, list[FactDelivery]] = defaultdict(list)
    for each in digests.history():
        told[each.subscriber].append(each)
    ended = {id_: last.known for id_, last in store.outbox.last([who.id for who in PEOPLE]).items()}
    yield Year(store, told, postman, began, ended)
    store.close()


@pytest.fixture(params=PEOPLE, ids=lambda who: who.id)
def who(request) -> Subscriber:
    return request.param


def followed(year: Year, who: Subscriber) -> dict[str, Instrument]:
    """The instruments that any subscription admits."""
    chosen = [filters.selection(year.store, each.instruments) for each in who.subscription]
    return {item.id: item for item in year.store.instruments().values() if any(one.admits(item) for one in chosen)}


def is_plain(who: Subscriber) -> bool:
    """Whether it follows instruments, and not only some of what is told of them."""
    return not any(each.certainty or each.not_certainty or each.text or each.not_text for each in who.subscription)


for_those_who_are_told_all = pytest.mark.parametrize(
    "who", [each for each in PEOPLE if is_plain(each)], ids=lambda who: who.id
)


# --- never twice ------------------------------------------------------------------------------------------------------


def test_nothing_is_told_twice(year, who) -> None:
    said = Counter((each.fact.key, each.fact.print) for each in year.told[who.id] if each.fact.kind != "date")
    assert {fact: times for fact, times in said.items() if times > 1} == {}
    last: dict[str, str] = {}
    for each in year.told[who.id]:  # a date may come back to a day that it had left
        assert last.get(each.fact.key) != each.fact.print, each
        last[each.fact.key] = each.fact.print


def test_every_message_was_delivered_once(year) -> None:
    ids = Counter(message.id for message in year.postman.delivered)
    assert set(ids.values()) == {1}
    assert set(ids) == {row.id for row in year.store.outbox.rows()}


# --- never lost -------------------------------------------------------------------------------------------------------

_SILENT = {Operation.CONFIRM, Operation.REVISE}
"""What a statement about a statement says is told with that one."""


@for_those_who_are_told_all
def test_every_event_that_was_recorded_is_told(year, who) -> None:
    """Each event that became known in that time stands behind something that was told."""
    told = {key for each in year.told[who.id] for key in each.fact.events}
    admitted = followed(year, who)
    wanted = {
        one.event.key
        for one in replay.written()
        if one.event.target in admitted and year.began[who.id] < _recorded(one.available) <= year.ended[who.id]
        if KINDS[one.event.kind].operation not in _SILENT
    }
    assert len(wanted) > 10
    assert wanted - told - superseded(year, who) == set()


def _recorded(available: Tick) -> Tick:
    """The night after something could be read."""
    return replay.midnight(dates.add_days(dates.day_of(available), 1))


def superseded(year: Year, who: Subscriber) -> set[str]:
    """Events that say nothing at the end of their window that a later one of the same window does not say otherwise.

    A deadline that was extended before the next digest is told as it is in the end; so is a date that moved twice.
    """
    found: set[str] = set()
    for since, until in pairs(year, who):
        fresh = [one.event for one in replay.written() if since < _recorded(one.available) <= until]
        for event in fresh:
            row = KINDS[event.kind]
            later = [
                each for each in fresh
                if each is not event and each.target == event.target and KINDS[each.kind].dimension is row.dimension
            ]  # fmt: skip
            if later and row.operation in (Operation.OPEN, Operation.REBEGIN, Operation.REEND):
                found.add(event.key)
    return found


def pairs(year: Year, who: Subscriber) -> list[tuple[Tick, Tick]]:
    """Each window of the record."""
    return list(pairwise(known for _, known in digests_of(year, who)))


def digests_of(year: Year, who: Subscriber) -> list[tuple[Tick, Tick]]:
    """The clock of each digest, and up to when the record counted."""
    return year.store._db.execute(
        """SELECT at, known FROM digest JOIN subscriber ON subscriber.num = digest.subscriber
           WHERE id = ? ORDER BY number""",
        (who.id,),
    ).fetchall()


@for_those_who_are_told_all
def test_every_change_of_a_status_is_told_on_the_day_that_it_is_seen(year, who) -> None:
    """The states at the two ends of every window, by the fold alone: where they differ, the digest says so."""
    admitted = followed(year, who)
    told = defaultdict(set)
    for each in year.told[who.id]:
        if each.fact.kind in ("change", "added"):
            told[each.at].add(each.fact.instrument)
    seen = 0
    for (since, known0), (until, known1) in pairwise(digests_of(year, who)):
        before = states(year, admitted, since, known0, who.threshold)
        for id_, state in states(year, admitted, until, known1, who.threshold).items():
            was, now = (parts_of(each) if each else {} for each in (before.get(id_), state))
            for scope, status in now.items():
                if status != was.get(scope, was.get(None)):
                    seen += 1
                    assert id_ in told[until], (until, id_, scope, was, status)
    assert seen > (3 if who.id == "bills" else 10)


_STATES: dict[tuple[Tick, Tick, Certainty], dict[str, State]] = {}


def states(
    year: Year, admitted: dict[str, Instrument], at: Tick, known: Tick, threshold: Certainty
) -> dict[str, State]:
    key = at, known, threshold
    if key not in _STATES:
        question = Question(Moment(tick=at), Moment(tick=known), KnownBy.RECORD, threshold)
        found = lookup.states(year.store, filters.selection(year.store, {}), question)
        _STATES[key] = {state.instrument: state for state in found}
    return {id_: state for id_, state in _STATES[key].items() if id_ in admitted}


def parts_of(state: State) -> dict[str | None, str | None]:
    """The status of the whole and of each provision; a promise alone, which has none yet, is told as a promise."""
    parts = {None: state.status, **{part.scope: part.status for part in state.scopes}}
    return {scope: None if status in ("none", "unknown") else status for scope, status in parts.items()}


# --- dates ------------------------------------------------------------------------------------------------------------


def test_every_date_that_came_was_told_before_it_came(year) -> None:
    """For whoever is told daily of all: each status that the clock brought was known as a date before."""
    told = [each for each in year.told["daily"] if each.fact.kind == "date"]
    days = {(each.fact.instrument, each.fact.on) for each in told}
    brought = [
        each for each in year.told["daily"]
        if each.fact.kind == "change" and each.fact.key.startswith("status|") and each.fact.on
        and dates.parse_date(each.fact.on[:10]) in (local_day(each.at), dates.add_days(local_day(each.at), -1))
        and known_before(year, each)
    ]  # fmt: skip
    assert len(brought) >= 5
    assert [each.fact for each in brought if (each.fact.instrument, each.fact.on) not in days] == []


def local_day(at: Tick) -> Date:
    return dates.day_of(at)


def known_before(year: Year, told: FactDelivery) -> bool:
    """Whether all that stands behind it was recorded before its window."""
    recorded = {one.event.key: _recorded(one.available) for one in replay.written()}
    return all(recorded[key] < told.at - 3 * 86_400_000_000 for key in told.fact.events)


def test_reminders_come_on_their_days(year) -> None:
    reminders = [each for each in year.told["daily"] if each.fact.kind == "reminder"]
    assert len(reminders) > 10
    for each in reminders:
        left = dates.parse_date(each.fact.on[:10]).toordinal() - dates.day_of(each.at, BERLIN).toordinal()
        assert each.fact.print == f"T-{left}"


def test_moved_dates_are_told_with_both_days(year) -> None:
    """The stay that was cut short, the extension, the delay: whatever moved says from where to where."""
    moved: dict[str, list[str]] = defaultdict(list)
    texts = {}
    for message in year.postman.delivered:
        mail = parsed(message)
        if message.to == "daily@example.org":
            texts[message.id] = text_of(mail)
    by_digest = {row.digest: texts[row.id] for row in year.store.outbox.rows(subscriber="daily")}
    seen = 0
    last: dict[str, FactDelivery] = {}
    for each in year.told["daily"]:
        if each.fact.kind != "date":
            continue
        before = last.get(each.fact.key)
        last[each.fact.key] = each
        if before is None or "gone" in (before.fact.print, each.fact.print):
            continue
        seen += 1
        old, new = (dates.parse_date(one.fact.on[:10]) for one in (before, each))
        text = by_digest[each.digest]
        assert f"{old.day} {old:%b %Y}" in text, (old, text)
        assert f"{new.day} {new:%b %Y}" in text
        moved[each.fact.instrument].append(each.fact.on)
    assert seen >= 2
