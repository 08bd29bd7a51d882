"""Digests of a ledger: make them, send them, and answer who received what and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from regtrack.dates import Moment, Tick
from regtrack.digest.channels import kind_of
from regtrack.digest.health import problems, rhythm
from regtrack.digest.making import Desk
from regtrack.digest.model import Delivery, SendOutcome
from regtrack.digest.sending import Channels, Sent, channels, send_due, sent_at_once
from regtrack.digest.settings import DigestSettings
from regtrack.digest.settings_file import with_people
from regtrack.digest.subscriptions import Subscriber
from regtrack.errors import InputError, NotFoundError, RegtrackError, StoreError
from regtrack.queries import names
from regtrack.records.validation import hint_of
from regtrack.store import Store, clock
from regtrack.store.messages import STATES, FactDelivery, LastDigest, OutboxRow

if TYPE_CHECKING:
    from regtrack.sources.reports import FeedInfo


@attrs.frozen
class Preview:
    """A digest that nobody was sent and nothing remembers.

    Attributes:
        subscriber: id.
        title: what it says in a line; empty when nothing would be sent.
        facts: how many facts it shows.
        text: as text.
        html: as the page that a mail shows.
        message: the mail, as it would be sent; None where the settings have no [mail].
    """

    subscriber: str
    title: str
    facts: int
    text: str
    html: str
    message: bytes | None


@attrs.frozen
class Made:
    """A digest that a run made.

    Attributes:
        subscriber: id.
        number: counted from 1; 0 when none was made.
        title: what it says in a line; empty when there was nothing to report.
        facts: how many facts it shows.
        messages: how many messages carry it.
        problem: why none was made; None when one was.
    """

    subscriber: str
    number: int = 0
    title: str = ""
    facts: int = 0
    messages: int = 0
    problem: str | None = None


@attrs.frozen
class RunReport:
    """What came of a run.

    Attributes:
        made: the digests of those whose turn it was.
        sent: what came of each message that was tried, of earlier runs too.
        waiting: how many messages are to be tried later.
        busy: another process was sending, and sends these messages too.
    """

    made: tuple[Made, ...]
    sent: tuple[Sent, ...] = ()
    waiting: int = 0
    busy: bool = False

    @property
    def whole(self) -> bool:
        """Whether every digest was made and every message that was tried was accepted."""
        return not any(each.problem for each in self.made) and all(
            each.outcome is SendOutcome.SENT for each in self.sent
        )


class Digests:
    """The digests of one ledger.

    Args:
        store: the ledger.
        clock: returns the present moment.
        settings: who receives what, and how; None when only the record is read.
        open_channel: opens the channel of a kind; by default as the settings say.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], Tick],
        settings: DigestSettings | None = None,
        open_channel: Channels | None = None,
    ) -> None:
        self._store, self._clock, self._settings = store, clock, settings
        self._open_channel = open_channel

    @property
    def settings(self) -> DigestSettings:
        """Who receives what, and how.

        Raises:
            InputError: none were given.
        """
        if self._settings is None:
            raise InputError(
                "digests: found no settings; expected a ledger that was opened with some: "
                "regtrack.config.open_configured('regtrack.toml')"
            )
        return with_people(self._settings, self._store.people().values())

    def set_by(self, settings: DigestSettings) -> Digests:
        """Return the digests of the same ledger by other settings."""
        return Digests(self._store, self._clock, settings, self._open_channel)

    @property
    def _everybody(self) -> DigestSettings | None:
        return self.settings if self._settings is not None else None

    def preview(self, subscriber: str) -> Preview:
        """Preview what a subscriber would be sent now. Nothing is recorded.

        Raises:
            NotFoundError: there is no such subscriber.
            InputError: a filter names what the ledger does not have, or a template has a fault.
        """
        who = self._who([subscriber])[0]
        last = self._store.outbox.last([who.id]).get(who.id)
        at = self._clock()
        desk = Desk(self._store, self.settings, at, self._recorded(at))
        prepared = desk.prepare(who, last)
        if prepared.digest is None:
            return Preview(who.id, "", 0, "", "", None)
        return Preview(who.id, prepared.digest.title, prepared.shown, *desk.shown(prepared))

    def run(
        self, *subscribers: str, due: bool = False, dry_run: bool = False, send: bool = True, accept_clock: bool = False
    ) -> RunReport:
        """Make digests, keep them, then send what is in the outbox.

        The facts and the messages that carry them are stored together before anything is sent. Two runs at once and
        runs that were killed are safe; after days without a run each subscriber gets one digest.

        Args:
            *subscribers: ids; all of them by default.
            due: only those whose schedule has come up since their last digest.
            dry_run: keep and send nothing.
            send: send too.
            accept_clock: the clock is right, though it is far from the last use of the ledger.

        Raises:
            NotFoundError: there is no such subscriber.
            ClockError: the clock is more than a day behind the last use of the ledger, more than a day and a half
                ahead of it, or a digest is dated in the future.
            StoreError: the ledger cannot be written.
        """
        outbox, at = self._store.outbox, self._clock()
        who = self._who(subscribers)
        last = outbox.last([each.id for each in who])
        ahead = next((id_ for id_, each in last.items() if each.at > at + clock.DAY), None)
        if ahead is not None:
            raise clock.refused_by_digest(at, ahead, last[ahead].at)
        clock.believe(self._store, at, most=clock.DIGESTS, accept=accept_clock, keep=not dry_run)
        if due:
            who = [each for each in who if each.id not in last or each.schedule.latest(at) > last[each.id].at]
        made: tuple[Made, ...] = ()
        if who:
            known = self._recorded(at) if dry_run else outbox.cut(at)
            desk = Desk(self._store, self.settings, at, known)
            made = tuple(_making(desk, each, last.get(each.id), keep=not dry_run, store=self._store) for each in who)
        return RunReport(made) if dry_run or not send else attrs.evolve(self.send(), made=made)

    def rebase(self) -> dict[str, LastDigest]:
        """Undo digests that a wrong clock dated more than a day from now, by records that are added.

        The present clock counts as right. The next digest begins where the last sound one ended, and reports what the
        undone ones reported of days that are still ahead, or did not send.

        Returns:
            Each subscriber of whom digests were undone, with where the next one begins.
        """
        at = self._clock()
        self._store.believe(at)
        return self._store.outbox.rebase(at)

    def send(self) -> RunReport:
        """Send what is in the outbox and due, whoever made it.

        Raises:
            StoreError: the ledger cannot be written.
        """
        outbox = self._store.outbox
        sent = send_due(outbox, self.settings, self._open_channel or channels(self.settings), self._clock)
        waiting = sum(row.next_at is not None for row in outbox.rows(("queued", "sending", "failed", "unknown")))
        return RunReport((), tuple(sent or ()), waiting, busy=sent is None)

    def problems(self, location: str, feeds: Iterable[FeedInfo] = ()) -> Iterator[str]:
        """Return what does not go on as it should: clock, feeds, digests, messages, the file and its disk.

        Args:
            location: of the ledger.
            feeds: as :attr:`regtrack.Tracker.feeds` lists them.
        """
        return problems(self._store, location, self._clock(), feeds, self._everybody)

    def rhythm(self, feeds: Iterable[FeedInfo] = ()) -> str:
        """Return when feeds were last read and digests last made, and when what comes next is due."""
        return rhythm(self._store, self._clock(), feeds, self._everybody)

    def outbox(self, *states: str, subscriber: str | None = None) -> list[OutboxRow]:
        """Messages and how far they have come: those in these states, by default those that did not arrive yet.

        Raises:
            InputError: there is no such state.
        """
        for state in states:
            if state not in STATES:
                raise InputError(f"state: found {state!r}; expected one of {', '.join(STATES)}")
        wanted = states or tuple(state for state in STATES if state != "sent")
        return self._store.outbox.rows(wanted, subscriber)

    def retry(self, *subscribers: str) -> list[OutboxRow]:
        """Queue again what was refused or failed, for these subscribers or all; :meth:`send` sends it.

        A message goes to the address that the settings name now, under the same Message-ID.

        Raises:
            NotFoundError: there is no such subscriber.
        """
        outbox, at = self._store.outbox, self._clock()
        again: list[OutboxRow] = []
        for who in self._who(subscribers):
            for row in outbox.rows(("refused", "failed", "unknown"), who.id):
                address, head = row.address, None
                if row.place < len(who.to) and who.to[row.place].kind == row.kind:
                    address = str(who.to[row.place])
                if address != row.address:
                    head = kind_of(row.kind).readdressed(outbox.payload(row.row), who, address)
                outbox.again(row.row, at, address if address != row.address else None, head)
                again.append(row)
        return again

    def history(
        self,
        *,
        subscriber: str | None = None,
        instrument: str | None = None,
        event: str | None = None,
        words: str | None = None,
        since: str | Moment | None = None,
        until: str | Moment | None = None,
    ) -> Iterator[FactDelivery]:
        """Who received what, when, and by which messages; oldest first.

        Args:
            subscriber: an id; one that is no longer in the settings too.
            instrument: any name of one.
            event: key of an event.
            words: that the sentence holds.
            since: only digests made after this day or instant.
            until: only digests made by the close of this day, or by this instant.

        Raises:
            NotFoundError: no instrument goes by that name.
        """
        num_id = names.resolve(self._store, instrument)[1].id if instrument is not None else None
        return self._store.outbox.history(
            subscriber=subscriber,
            instrument=num_id,
            event=event,
            words=words,
            since=Moment.read(since, "since").tick() if since is not None else None,
            until=Moment.read(until, "until").tick() if until is not None else None,
        )

    def test(self, subscriber: str) -> list[Delivery]:
        """Send a short message to each address of a subscriber, to see whether it arrives; nothing is recorded.

        Raises:
            NotFoundError: there is no such subscriber.
            InputError: the settings have no mail server, or a secret is not where it should be.
        """
        who, at = self._who([subscriber])[0], self._clock()
        open_channel = self._open_channel or channels(self.settings)
        found: list[Delivery] = []
        for place in range(len(who.to)):
            text = f"Digests for {who.name or who.id} will arrive here: {who.schedule.text}.\n"
            kind = kind_of(who.to[place].kind)
            message = kind.trial(self.settings, who, place, at, "Test of regtrack's digests", text)
            found.append(sent_at_once(open_channel(message.kind), message, str(who.to[place])))
        return found

    # --- inside -----------------------------------------------------------------------------------------------------

    def _who(self, ids: Iterable[str]) -> list[Subscriber]:
        known = self.settings.subscriber
        found = []
        for id_ in dict.fromkeys(ids):
            who = self.settings.who(id_)
            if who is None:
                ids = [each.id for each in known]
                wanted = f"expected one of {', '.join(ids) or 'none: there are no subscribers'}{hint_of(id_, ids)}"
                raise NotFoundError(f"subscriber: found {id_!r}; {wanted}")
            found.append(who)
        return found or list(known)

    def _recorded(self, at: Tick) -> Tick:
        return max([at, *(source.last_recorded for source in self._store.sources())])


def _making(desk: Desk, who: Subscriber, last: LastDigest | None, *, keep: bool, store: Store) -> Made:
    try:
        prepared = desk.prepare(who, last)
        shown = prepared.shown if prepared.digest is not None else 0
        title = prepared.digest.title if prepared.digest is not None else ""
        if not keep:
            return Made(who.id, prepared.number, title, shown, len(who.to) if title else 0)
        if prepared.digest is None and who.schedule.immediate and prepared.since is not None and not prepared.chosen:
            return Made(who.id)  # nothing to remember: the window stays open
        kept = desk.kept(prepared)
        if not store.outbox.commit(kept):
            return Made(who.id)  # another process made it at the same time
        return Made(who.id, prepared.number, title, shown, len(kept.messages))
    except StoreError:
        raise
    except RegtrackError as error:  # one subscriber's filters or templates are no fault of the others
        return Made(who.id, problem=str(error))
