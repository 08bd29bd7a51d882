"""From the outbox to the channels: one process at a time, each message by itself, and what came of it kept at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import groupby

import attrs

from regtrack.dates import Tick
from regtrack.digest.channels import kind_of
from regtrack.digest.model import Channel, Delivery, Message, SendOutcome
from regtrack.digest.settings import DigestSettings
from regtrack.errors import InputError, StoreError
from regtrack.plugins import UnfitError, in_words
from regtrack.store.clock import DAY, SECOND
from regtrack.store.messages import Attempt, Outbox, OutboxRow

_FIRST_WAIT, _LONGEST_WAIT = 5 * 60 * SECOND, 6 * 3600 * SECOND
_NO_ANSWER = "it gave no answer to a message that it had; expected one Delivery for each, with its row"

Channels = Callable[[str], Channel]
"""Opens the channel of a kind, such as ``mail``."""


@attrs.frozen
class Sent:
    """What came of one message in this run."""

    row: OutboxRow
    outcome: SendOutcome
    detail: str
    next_at: Tick | None


def channels(settings: DigestSettings) -> Channels:
    """Return the channels that the settings describe, each imported when opened."""
    return lambda kind: kind_of(kind).open(settings)


def send_due(
    outbox: Outbox, settings: DigestSettings, open_channel: Channels, clock: Callable[[], Tick]
) -> list[Sent] | None:
    """Try every message that is due; None when another process is sending.

    Nothing that a channel does or fails to do reaches beyond the message that it was given.
    """
    with outbox.sending() as mine:
        if not mine:
            return None
        outbox.orphans(clock())
        found: list[Sent] = []
        for kind, rows in groupby(sorted(outbox.due(clock()), key=lambda row: (row.kind, row.row)), lambda r: r.kind):
            found += _send(outbox, settings, kind, list(rows), open_channel, clock)
        return found


def _send(
    outbox: Outbox,
    settings: DigestSettings,
    kind: str,
    rows: list[OutboxRow],
    open_channel: Channels,
    clock: Callable[[], Tick],
) -> Iterator[Sent]:
    waiting = {row.row: row for row in rows}
    addresses: dict[int, str] = {}
    claimed = set[int]()

    def settle(delivery: Delivery) -> Sent:
        row = waiting.pop(delivery.row)
        at, detail = clock(), hidden(delivery.detail, addresses.get(row.row, ""), row.address)
        next_at = _next(delivery, row, at, settings.give_up_days)
        outbox.settle(Attempt(row.row, at, delivery.outcome.value, detail), next_at)
        return Sent(row, delivery.outcome, detail, next_at)

    def claim(message: Message) -> bool:
        mine = outbox.claim(message.row, clock())
        claimed.update([message.row] if mine else [])
        return mine

    subscribers = {each.id for each in settings.subscriber}
    for row in rows:
        if row.subscriber not in subscribers:
            detail = f"{row.subscriber} is no subscriber any more; the message was not sent"
            yield settle(Delivery(row.row, SendOutcome.REFUSED, detail))
            continue
        try:
            addresses[row.row] = kind_of(row.kind).address(row.address)
        except InputError as error:
            yield settle(Delivery(row.row, SendOutcome.FAILED, str(error)))
    rest, given = iter(list(waiting.values())), 0

    def messages() -> Iterator[Message]:
        nonlocal given
        for row in rest:
            given = row.row
            to, payload = addresses[row.row], outbox.payload(row.row)
            yield Message(row.id, row.row, to, row.sender, payload, row.title, row.kind)

    while waiting:
        try:
            for delivery in open_channel(kind).send(messages(), before=claim):
                yield settle(_answer(delivery, waiting))
            for num in [each for each in waiting if each in claimed]:
                yield settle(Delivery(num, SendOutcome.UNKNOWN, f"the channel {kind} failed: {_NO_ANSWER}"))
            break
        except StoreError:  # what was sent and could not be recorded is found again as an orphan
            raise
        except Exception as error:  # noqa: BLE001  a fault with one message is none of the others behind it
            of_all = isinstance(error, InputError) or given not in waiting  # the channel itself cannot be had
            detail = str(error) if isinstance(error, InputError) else _failure(kind, error)
            for num in list(waiting) if of_all else [given]:
                yield settle(Delivery(num, SendOutcome.UNKNOWN if num in claimed else SendOutcome.FAILED, detail))


def sent_at_once(channel: Channel, message: Message, place: str) -> Delivery:
    """Send a message that is in no outbox; ``place`` is where its address is kept."""
    try:
        found = list(channel.send([message], before=lambda _: True))
        (delivery,) = [_answer(each, [message.row]) for each in found] or [_answer(None, ())]
    except Exception as error:  # noqa: BLE001  as in a run
        delivery = Delivery(message.row, SendOutcome.UNKNOWN, _failure(message.kind, error))
    return attrs.evolve(delivery, detail=hidden(delivery.detail, message.to, place))


def _answer(delivery: object, rows: Collection[int]) -> Delivery:
    """Return what a channel answered; raise UnfitError for what is no answer to one of these messages."""
    if not isinstance(delivery, Delivery) or delivery.row not in rows:
        raise UnfitError(_NO_ANSWER)
    return delivery


def _failure(kind: str, error: Exception) -> str:
    return f"the channel {kind} failed: {error if isinstance(error, UnfitError) else in_words(error)}"


def hidden(detail: str, address: str, place: str) -> str:
    """Return what a channel says with the place of an address for it: an address that is kept elsewhere is a secret."""
    return detail.replace(address, place) if address and address != place else detail


def _next(delivery: Delivery, row: OutboxRow, at: Tick, give_up_days: int) -> Tick | None:
    """Return when a message is tried again: later each time, and not for ever."""
    if delivery.outcome in (SendOutcome.SENT, SendOutcome.REFUSED):
        return None
    wait = min(_FIRST_WAIT * 2 ** min(row.tries, 10), _LONGEST_WAIT)
    if delivery.retry_after is not None:
        wait = max(wait, int(delivery.retry_after * SECOND))
    return at + wait if at + wait <= row.queued_at + give_up_days * DAY else None
