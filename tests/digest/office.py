"""A ledger, its subscribers and a postman who can fail, for tests of digests."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterable, Iterator
from email.message import EmailMessage

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.digest.digests import Digests, RunReport
from regtrack.digest.model import Delivery, Message, SendOutcome
from regtrack.digest.schedule import Schedule
from regtrack.digest.settings import DigestSettings, Mail, Smtp
from regtrack.digest.subscriptions import Address, Subscriber, Subscription
from regtrack.model.instrument import Instrument
from regtrack.store import Batch, SqliteStore
from tests.helpers import Table, events_of, rule

DAY = 86_400_000_000
MAIL = Mail("Digests <digests@example.org>", Smtp("localhost", security="none"))
Verdict = Callable[[Message], SendOutcome]


def person(id_: str = "lin", *subscriptions: Subscription, **more) -> Subscriber:
    schedule = Schedule.parse(more.pop("schedule", "daily 07:00 UTC"))
    to = more.pop("to", (Address(f"{id_}@example.org"),))
    return Subscriber(id_, to, subscriptions or (Subscription(),), schedule=schedule, **more)


class Postman:
    """A channel that delivers in memory, as its verdict says."""

    def __init__(self, verdict: Verdict = lambda _: SendOutcome.SENT) -> None:
        self.verdict = verdict
        self.delivered: list[Message] = []

    def send(self, messages: Iterable[Message], *, before: Callable[[Message], bool]) -> Iterator[Delivery]:
        for message in messages:
            if before(message):
                outcome = self.verdict(message)
                if outcome in (SendOutcome.SENT, SendOutcome.UNKNOWN):
                    self.delivered.append(message)
                yield Delivery(message.row, outcome, f"the postman said {outcome}")


class Office:
    """Everything at once: record facts, let time pass, run, and read what was delivered."""

    def __init__(
        self, *people: Subscriber, now: str = "2026-01-01T12:00Z", store: SqliteStore | None = None, **settings
    ):
        self.now: Tick = dates.parse_instant(now)
        self.store = store or SqliteStore(":memory:")
        self.postman = Postman()
        self.accepts = True  # time flies in tests, and most mean it
        self.settings = DigestSettings(people or (person(),), **{"mail": MAIL, **settings})

    @property
    def digests(self) -> Digests:
        return Digests(self.store, lambda: self.now, self.settings, lambda _: self.postman)

    def follow(self, *instruments: Instrument, source: str = "t", events: Iterable[Table] = ()) -> None:
        """The first load of a source."""
        self.store.append(Batch(source, source.upper(), [*(instruments or [rule()]), *events_of(events)]), self.now)

    def record(self, *events: Table, source: str = "t", things: Iterable[Instrument] = (), **batch) -> None:
        self.store.append(Batch(source, source.upper(), [*things, *events_of(events)], **batch), self.now)

    def at(self, moment: str) -> Office:
        """Let time pass."""
        self.now = dates.parse_instant(moment if "T" in moment else f"{moment}T07:00Z")
        return self

    def run(self, moment: str | None = None, *who: str, **options) -> RunReport:
        if moment is not None:
            self.at(moment)
        return self.digests.run(*who, **{"accept_clock": self.accepts, **options})

    def mails(self, moment: str | None = None, **options) -> list[EmailMessage]:
        """Run, and read what was delivered by it."""
        before = len(self.postman.delivered)
        report = self.run(moment, **options)
        assert report.whole, report
        return [parsed(each) for each in self.postman.delivered[before:]]

    def mail(self, moment: str | None = None, **options) -> EmailMessage:
        (found,) = self.mails(moment, **options)
        return found

    def with_people(self, *people: Subscriber) -> Office:
        self.settings = attrs.evolve(self.settings, subscriber=people)
        return self


def parsed(message: Message) -> EmailMessage:
    return email.message_from_bytes(message.payload, policy=email.policy.default)  # type: ignore[return-value]


def text_of(mail: EmailMessage) -> str:
    """The text of a mail on one line, so that line ends do not matter."""
    return " ".join(mail.get_body(("plain",)).get_content().split())


def html_of(mail: EmailMessage) -> str:
    return mail.get_body(("html",)).get_content()
