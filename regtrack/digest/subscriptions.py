"""Who wants to receive what, when and where: the model of ``regtrack.toml``'s subscribers."""

from __future__ import annotations

import attrs

from regtrack.digest.schedule import Schedule
from regtrack.digest.secrets import Secret
from regtrack.model.kinds import Certainty

INSTRUMENT_FILTERS = ("instrument", "topic", "agency", "cfr", "kind")
"""Filters that look at an instrument, as those of a tracker's questions."""
FACT_FILTERS = ("certainty", "text", "language")
"""Filters that look at what is reported of it."""
FILTERS = (*INSTRUMENT_FILTERS, *FACT_FILTERS)

MAIL, APPRISE, WEBHOOK = "mail", "apprise", "webhook"
"""The channels of regtrack itself."""
UNLESS_TOLD = Schedule.parse("weekdays 07:00 UTC")
FORMATS = ("html", "text")
EMPTY = ("silence", "heartbeat")
FIRST = ("overview", "nothing")


@attrs.frozen
class Address:
    """Where one message goes.

    Attributes:
        mail: a mail address, or None for another channel.
        channel: where the address of another channel is kept: such addresses let whoever knows them write.
        via: the name of that channel, ``apprise`` or one that a plug-in brings.
    """

    mail: str | None = None
    channel: Secret | None = None
    via: str = APPRISE

    @property
    def kind(self) -> str:
        """By which channel: ``mail``, ``apprise`` or one that a plug-in brings."""
        return self.via if self.mail is None else MAIL

    def __str__(self) -> str:
        return self.mail or str(self.channel)


@attrs.frozen
class Subscription:
    """What one subscriber follows, and why. A fact must pass every filter that is given, and no ``not_`` one.

    Attributes:
        note: why, in the subscriber's own words; messages show it.
        instrument, topic, agency, cfr, kind: which instruments, as in the questions of a tracker.
        certainty: how sure the leading statement is: any of ``reported``, ``announced``, ``filed``, ``published``.
        text: words that the names of the instrument or the record of the fact hold; capitals do not matter.
        language: the languages in which the fact is recorded.
    """

    note: str = ""
    instrument: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    cfr: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    certainty: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    not_instrument: tuple[str, ...] = ()
    not_topic: tuple[str, ...] = ()
    not_agency: tuple[str, ...] = ()
    not_cfr: tuple[str, ...] = ()
    not_kind: tuple[str, ...] = ()
    not_certainty: tuple[str, ...] = ()
    not_text: tuple[str, ...] = ()
    not_language: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What a message calls it: the note, else the filters."""
        if self.note:
            return self.note
        words = []
        for name in FILTERS:
            for prefix, no in (("", ""), ("not_", "not ")):
                if values := getattr(self, prefix + name):
                    words.append(f"{no}{name} {' or '.join(values)}")
        return ", ".join(words) or "everything"

    @property
    def instruments(self) -> dict[str, tuple[str, ...]]:
        """The filters that look at an instrument, as a tracker takes them."""
        names = [f"{prefix}{name}" for name in INSTRUMENT_FILTERS for prefix in ("", "not_")]
        return {name: value for name in names if (value := getattr(self, name))}


@attrs.frozen
class Subscriber:
    """One person or room, what they follow, and how they want to receive it.

    Attributes:
        id: names the subscriber in the record; another id is another subscriber, who has received nothing yet.
        to: where messages go; each digest goes to every address.
        subscription: what is followed.
        name: of the person, for the address of a mail.
        schedule: when.
        horizon: how many days ahead dates are listed.
        reminders: how many days before a date to remind of it, the longest first.
        language: tag of the language in which names are wanted, where the record has them.
        format: ``html`` (with the same as text) or ``text`` alone.
        threshold: the certainty from which a statement counts.
        cap: how many entries one section of a message shows.
        empty: what is sent when there is nothing to report: ``silence`` (nothing) or a ``heartbeat``.
        first: what the first digest contains: an ``overview`` of what is followed, or ``nothing``.
        enrichment: report again when more became known of a reported fact and it means the same in law.
        attach: attach the whole digest as text where a section was cut short.
        reviews: with what people who share the ledger did about a change already.
    """

    id: str
    to: tuple[Address, ...]
    subscription: tuple[Subscription, ...]
    name: str = ""
    schedule: Schedule = UNLESS_TOLD
    horizon: int = 90
    reminders: tuple[int, ...] = (30, 7, 1)
    language: str = "en"
    format: str = "html"
    threshold: Certainty = Certainty.PUBLISHED
    cap: int = 20
    empty: str = "silence"
    first: str = "overview"
    enrichment: bool = False
    attach: bool = True
    reviews: bool = False


PREFERENCES = tuple(
    field.name for field in attrs.fields(Subscriber) if field.name not in ("id", "to", "subscription", "name")
)
"""What ``[defaults]`` may set for every subscriber."""
