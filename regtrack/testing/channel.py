"""What every channel of digests has to hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pytest

from regtrack.digest.model import Channel, Delivery, Message, SendOutcome


class ChannelContract:
    """Inherit it, and say how the channel is made and where it can and cannot send to.

    Attributes:
        address: one that takes messages.
        broken: one that takes none.
    """

    address: str
    broken: str

    def channel(self) -> Channel:
        """Return the channel under test."""
        raise NotImplementedError("a channel contract: found no channel(); expected the channel under test")

    def arrived(self) -> Sequence[str]:
        """Return the texts that arrived at :attr:`address`, in order."""
        raise NotImplementedError("a channel contract: found no arrived(); expected the texts that arrived")

    def send(self, *to: str, before: Callable[[Message], bool] = lambda _: True) -> list[Delivery]:
        """Send one message to each address."""
        return list(self.channel().send(messages(to), before=before))

    def test_a_message_arrives_once(self) -> None:
        """And says so."""
        (delivery,) = self.send(self.address)
        assert delivery.outcome is SendOutcome.SENT
        assert list(self.arrived()) == ["text 1"]

    def test_each_message_has_one_answer_in_its_turn(self) -> None:
        """However the ones before it went."""
        rows = [each.row for each in self.send(self.address, self.broken, self.address)]
        assert rows == [1, 2, 3]
        assert list(self.arrived()) == ["text 1", "text 3"]

    def test_nothing_is_sent_before_it_is_claimed(self) -> None:
        """A message that another process has is left alone."""
        claimed: list[int] = []

        def before(message: Message) -> bool:
            claimed.append(message.row)
            assert list(self.arrived()) == []
            return False

        assert self.send(self.address, before=before) == []
        assert claimed == [1]
        assert list(self.arrived()) == []

    def test_messages_are_taken_one_by_one(self) -> None:
        """The answer to one comes before the next is asked for, so that no crash loses what became of it."""
        given: list[int] = []
        answers = self.channel().send(noted(messages((self.address, self.address)), given), before=lambda _: True)
        assert next(iter(answers)).row == 1
        assert given == [1]

    def test_a_failure_is_reported_without_the_address(self) -> None:
        """An address may hold a secret, and never stands in what is recorded."""
        (delivery,) = self.send(self.broken)
        assert delivery.outcome in (SendOutcome.REFUSED, SendOutcome.FAILED, SendOutcome.UNKNOWN)
        assert delivery.detail
        assert self.broken not in delivery.detail

    @pytest.mark.parametrize("address", ["", "no address at all", "\ud800"], ids=["empty", "words", "no characters"])
    def test_an_address_that_is_none_is_refused_or_fails(self, address: str) -> None:
        """It raises nothing, and reaches no message behind it."""
        first, second = self.send(address, self.address)
        assert first.outcome in (SendOutcome.REFUSED, SendOutcome.FAILED)
        assert second.outcome is SendOutcome.SENT


def messages(to: Iterable[str]) -> Iterable[Message]:
    """Return one message to each address, numbered from 1."""
    for row, address in enumerate(to, 1):
        yield Message(f"{row}@test.invalid", row, address, "", f"text {row}".encode(), f"title {row}", "test")


def noted(messages: Iterable[Message], given: list[int]) -> Iterable[Message]:
    """Return the messages, and note each as it is taken."""
    for message in messages:
        given.append(message.row)
        yield message
