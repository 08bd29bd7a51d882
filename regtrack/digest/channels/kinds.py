"""The kinds of channels: how a message to one is written, addressed and sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, Tick
from regtrack.digest import mail, webhook_payload
from regtrack.digest.composing import Composer, Digest
from regtrack.digest.model import Channel, Message
from regtrack.digest.secrets import Secret
from regtrack.digest.settings import DigestSettings
from regtrack.digest.subscriptions import Subscriber
from regtrack.errors import InputError
from regtrack.store.messages import NewMessage

_HEAD_ENDS = b"MIME-Version:"


class ChannelKind(Protocol):
    """One kind of channel, for everybody's messages."""

    def open(self, settings: DigestSettings) -> Channel:
        """Return the channel; raises InputError if the settings do not describe one."""
        ...

    def write(
        self, composer: Composer, settings: DigestSettings, who: Subscriber, place: int, digest: Digest, id_: str,
        at: Tick,
    ) -> NewMessage:  # fmt: skip
        """Return a digest as a message to one address of a subscriber."""
        ...

    def trial(self, settings: DigestSettings, who: Subscriber, place: int, at: Tick, title: str, text: str) -> Message:
        """Return a short message to one address of a subscriber that is sent at once."""
        ...

    def address(self, kept: str) -> str:
        """Return an address as the channel takes it, from what the outbox keeps; raises InputError."""
        ...

    def readdressed(self, payload: bytes, who: Subscriber, address: str) -> bytes | None:
        """Return the head of a message for a new address; None if nothing in the message names its address."""
        ...


class _Mail:
    """Mails over SMTP."""

    def open(self, settings: DigestSettings) -> Channel:
        from regtrack.digest.channels.smtp import SmtpChannel

        return SmtpChannel(settings.sender().smtp)

    def write(
        self, composer: Composer, settings: DigestSettings, who: Subscriber, place: int, digest: Digest, id_: str,
        at: Tick,
    ) -> NewMessage:  # fmt: skip
        sent_by, address = settings.sender(), str(who.to[place])
        date = dates.local(at, who.schedule.zone)
        head = mail.head(sent_by, who, address, id=id_, title=digest.title, date=date, about=digest.about)
        title, body = mail.one_line(digest.title), composer.mail_parts(digest, who)
        return NewMessage(place, "mail", address, mail.envelope_sender(sent_by), id_, title, head, body)

    def trial(self, settings: DigestSettings, who: Subscriber, place: int, at: Tick, title: str, text: str) -> Message:
        sent_by, address = settings.sender(), str(who.to[place])
        id_ = mail.message_id(mail.domain_of(sent_by), who.id, 0, at, place)
        date = dates.local(at, who.schedule.zone or FEDERAL_ZONE)
        head = mail.head(sent_by, who, address, id=id_, title=title, date=date)
        payload = head + mail.parts(text, None)
        return Message(id_, 0, address, mail.envelope_sender(sent_by), payload, title, "mail")

    def address(self, kept: str) -> str:
        return kept

    def readdressed(self, payload: bytes, who: Subscriber, address: str) -> bytes | None:
        return mail.new_recipient(payload[: payload.index(_HEAD_ENDS)], who, address)


class TextKind:
    """Channels that take a text, at addresses that are secrets: chat rooms and the like.

    Args:
        name: of the channel, as settings and the outbox have it.
        channel: makes the channel.
    """

    def __init__(self, name: str, channel: Callable[[], Channel]) -> None:
        self.name = name
        self._channel = channel

    def open(self, settings: DigestSettings) -> Channel:  # noqa: ARG002
        """See :class:`ChannelKind`, and for each method after this one."""
        return self._channel()

    def write(
        self, composer: Composer, settings: DigestSettings, who: Subscriber, place: int,  # noqa: ARG002
        digest: Digest, id_: str, at: Tick,
    ) -> NewMessage:  # fmt: skip
        """Return a digest as a text."""
        title, body = mail.one_line(digest.title), self._body(composer, who, digest, at)
        return NewMessage(place, self.name, str(who.to[place]), "", id_, title, b"", body)

    def trial(self, settings: DigestSettings, who: Subscriber, place: int, at: Tick, title: str, text: str) -> Message:  # noqa: ARG002
        """Return a short message."""
        return Message(f"test.{at}", 0, self.address(str(who.to[place])), "", self._trial(text, at), title, self.name)

    def address(self, kept: str) -> str:
        """Return the secret whose place the outbox keeps."""
        place, _, name = kept.partition(":")
        return Secret(place, name).reveal()

    def readdressed(self, payload: bytes, who: Subscriber, address: str) -> bytes | None:  # noqa: ARG002
        """Return None: such a message does not name its address."""
        return None

    def _body(self, composer: Composer, who: Subscriber, digest: Digest, at: Tick) -> bytes:  # noqa: ARG002
        return composer.text(digest, who).encode()

    def _trial(self, text: str, at: Tick) -> bytes:  # noqa: ARG002
        return text.encode()


class _Posts(TextKind):
    """Fields for programs, signed."""

    def __init__(self) -> None:
        self.name = "webhook"

    def open(self, settings: DigestSettings) -> Channel:
        from regtrack.digest.channels.webhook import WebhookChannel

        if settings.webhook is None:
            raise InputError("webhook: found no [webhook] table; expected the secret that signs")
        return WebhookChannel(settings.webhook)

    def _body(self, composer: Composer, who: Subscriber, digest: Digest, at: Tick) -> bytes:  # noqa: ARG002
        return webhook_payload.of_digest(digest, at)

    def _trial(self, text: str, at: Tick) -> bytes:
        return webhook_payload.of_trial(text, at)


def _notify() -> Channel:
    from regtrack.digest.channels.notify import NotifyChannel

    return NotifyChannel()


MAIL = _Mail()
APPRISE = TextKind("apprise", _notify)
WEBHOOK = _Posts()
