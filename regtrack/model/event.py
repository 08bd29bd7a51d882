"""Events: one dated legal happening to one target, as a document asserts it."""

from __future__ import annotations

import datetime as dt

import attrs

from regtrack import dates
from regtrack.dates import Instant, Tick
from regtrack.errors import DateError
from regtrack.model.document import Evidence
from regtrack.model.kinds import KINDS, Certainty, Kind
from regtrack.model.scope import Scope
from regtrack.model.value_object import ValueObject
from regtrack.model.when import When

_ANNOUNCED, _FILED, _PUBLISHED = Certainty.ANNOUNCED, Certainty.FILED, Certainty.PUBLISHED

_COMPARED = dates.FEDERAL_ZONE

Value = str | int | float | bool


@attrs.frozen(repr=False, eq=False)
class Event(ValueObject):
    """One dated legal happening to one target (Akoma Ntoso ``eventRef``). Frozen; hashes by value.

    An event may become known in steps: filed for inspection on the 9th, published on the 12th. It is one fact, known
    with certainty ``filed`` from the 9th and ``published`` from the 12th; see :meth:`steps`.

    Attributes:
        key: names the fact. A later event with the same key revises our record of it.
        kind: a row of :data:`~regtrack.model.kinds.KINDS`.
        target: id of the instrument it happens to.
        certainty: the highest step it has reached.
        parts, exclude, parties: the part of the target that is meant; see :class:`~regtrack.model.scope.Scope`.
        effect: when its effect begins; for events that move a date, the new date. None: when the act takes hold.
        until: when its effect ends; for a deadline, the deadline. None: open-ended.
        issued: signed, adopted, judged or sent; not necessarily public. Of a text that was, such as one that the
            President signed and gave out, ``available`` says so: it counts from then, and not from its publication.
        announced, filed, published: when the public could read it, at that certainty.
        available: when the public could read it at its own certainty, if none of these says so.
        as_of: when the act itself takes hold, if not at its publication.
        of: key of the event that this one moves, ends, confirms or retracts.
        conflicts_with: keys of statements that this one contradicts.
        name, value: a parameter and what it is; what a deadline is for; the chamber that passed a bill.
        mode: ``as_if_included`` or ``void_from_start`` for acts that reach back; None: prospective.
        condition: what must happen first, in words.
        by: the instrument or body that acts.
        zone: IANA zone of its days; None for the target's.
        summary, note: for a reader, in ``language``.
        flags: what a careful reader should be warned of.
        evidence: what proves it.
    """

    key: str
    kind: str
    target: str
    certainty: Certainty
    parts: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    parties: str | None = None
    effect: When | None = None
    until: When | None = None
    issued: When | None = None
    announced: When | None = None
    filed: When | None = None
    published: When | None = None
    available: When | None = None
    as_of: When | None = None
    of: str | None = None
    conflicts_with: tuple[str, ...] = ()
    name: str | None = None
    value: Value | None = None
    mode: str | None = None
    condition: str | None = None
    by: str | None = None
    zone: str | None = None
    summary: str = ""
    note: str | None = None
    language: str = "en"
    flags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def row(self) -> Kind:
        """Its row of the kinds table."""
        return KINDS[self.kind]

    @property
    def scope(self) -> Scope:
        """The part of the target that is meant."""
        return Scope(self.parts, self.exclude, self.parties)

    @property
    def published_on(self) -> dt.date | None:
        """Day of official publication, from which periods are counted; None if it was not published on one day."""
        span = self.published.days(None) if self.published else None
        return span[0] if span and span[0] == span[1] else None

    def steps(self, zone: str) -> list[tuple[Certainty, Tick]]:
        """Each certainty it reached with the moment from which the public could know it so, lowest first.

        Args:
            zone: where its days of publication are counted; see ``Instrument.publication_zone``.

        Raises:
            DateError: nothing says when the public could know it.
        """
        certainty = self.certainty
        found: list[tuple[Certainty, Tick]] = []
        for step, when in ((_ANNOUNCED, self.announced), (_FILED, self.filed), (_PUBLISHED, self.published)):
            if when is not None and step < certainty:
                found.append((step, when.public(zone)))
        found.append((certainty, self.known_from().public(zone)))
        return found

    def known_from(self) -> When:
        """Return the date from which the public could know it at its own certainty, as stated.

        Raises:
            DateError: nothing says when the public could know it.
        """
        final = self.available or self.stated_as(self.certainty) or self._first_date()
        if final is None:
            raise DateError(
                f"event {self.key!r}: found no date on which the public could know it; expected one of announced, "
                "filed, published, issued or available"
            )
        return final

    def stated_as(self, certainty: Certainty) -> When | None:
        """Return the date stated for a certainty, if any."""
        if certainty is _PUBLISHED:
            return self.published
        return self.filed if certainty is _FILED else self.announced if certainty is _ANNOUNCED else None

    def available_at(self, zone: str) -> Instant:
        """First moment at which the public could read it at its own certainty, in UTC."""
        return dates.instant_of(self.steps(zone)[-1][1])

    def happened(self) -> When:
        """Return the date of the act itself, as stated.

        Raises:
            DateError: nothing says when it happened.
        """
        signed = None if self.available is None else self._signed()
        for when in (self.as_of, signed, self.published, self.issued, self.filed, self.announced, self.available):
            if when is not None and when.dated:
                return when
        raise DateError(f"event {self.key!r}: found no date on which it happened; expected published or issued")

    def _signed(self) -> When | None:
        """Return the day of a text that everyone could read before it was published: it takes hold when it is issued.

        A Presidential text or a judgment is one act whether the Register has printed it or not.
        """
        public, printed = self.available, self.published
        if public is None or printed is None or self.certainty is not _PUBLISHED:
            return None
        early = public.public(_COMPARED) < printed.public(_COMPARED)
        return (self.issued or public) if early else None

    def _first_date(self) -> When | None:
        return self.issued or self.published or self.filed or self.announced


@attrs.frozen(repr=False, eq=False)
class Recorded(ValueObject):
    """An event with what the ledger knows about having it.

    Attributes:
        event: what was recorded.
        id: its content-derived id.
        seq: its place in the ledger.
        recorded: when it was stored.
        source: id of the file or feed it came from.
    """

    event: Event
    id: str
    seq: int
    recorded: Tick
    source: str

    @property
    def recorded_at(self) -> Instant:
        """When this ledger stored it, in UTC."""
        return dates.instant_of(self.recorded)
