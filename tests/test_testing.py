"""The kits of regtrack.testing hold of regtrack's own things, and fail what breaks them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from regtrack.digest.model import Delivery, Message, SendOutcome
from regtrack.news.item import NewsItem
from regtrack.news.readers import Named, ReaderFinding
from regtrack.store import SqliteStore, Store
from regtrack.testing import ChannelContract, FrozenClock, ReaderContract, SourceContract, StoreContract
from tests.sources.lists.shapes import sdn_file, sdn_row

pytest_plugins = ["regtrack.testing.fixtures"]
FEED = {
    "id": "news", "title": "News", "url": "https://news.test/sdn.csv", "format": "ofac-sdn", "publisher": "OFAC",
    "zone": "America/New_York",
}  # fmt: skip
ISSUE = sdn_file([sdn_row(number, f"WIDGET {number}", programs="CUBA") for number in range(1, 4)])


class TestStore(StoreContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def open(self, name: str = "ledger") -> Store:
        return SqliteStore(self.folder / f"{name}.sqlite")


class TestSource(SourceContract):
    feed = FEED
    answers: ClassVar[dict[str, bytes]] = {"https://news.test/sdn.csv": ISSUE}


class Careful:
    """Reads what one sentence says."""

    name = "careful"

    def read(self, item: NewsItem, candidates: Iterable[Named]) -> Iterator[ReaderFinding]:
        for each in candidates:
            sentence = f"The {each.names[0]} was rescinded on May 13, 2025."
            if sentence in item.text:
                yield ReaderFinding("rescind", each.id, sentence, when="2025-05-13")


class TestReader(ReaderContract):
    text = "The Widget Rule was rescinded on May 13, 2025. Nobody noticed."
    names = ("Widget Rule",)
    acts = ("rescind",)

    def reader(self) -> Careful:
        return Careful()


class Careless:
    """Sends before it asks, and tells the address of what failed."""

    def __init__(self, arrived: list[str]) -> None:
        self.arrived = arrived

    def send(self, messages: Iterable[Message], *, before: Callable[[Message], bool]) -> Iterator[Delivery]:
        for message in list(messages):
            self.arrived.append(message.payload.decode())
            if before(message):
                yield Delivery(message.row, SendOutcome.FAILED, f"{message.to} said no")


@pytest.mark.parametrize("name", [name for name in dir(ChannelContract) if name.startswith("test_")])
def test_a_careless_channel_passes_no_test(name: str) -> None:
    class Kit(ChannelContract):
        address, broken = "room", "nowhere"

        def __init__(self) -> None:
            self.texts: list[str] = []

        def channel(self) -> Careless:
            return Careless(self.texts)

        def arrived(self) -> list[str]:
            return self.texts

    test = getattr(Kit(), name)
    with pytest.raises((AssertionError, StopIteration)):
        test("") if name.endswith("refused_or_fails") else test()


def test_the_clock_stands_still_until_it_is_moved(clock: FrozenClock) -> None:
    first = clock()
    assert clock() == first
    clock.move(days=1, hours=1)
    assert (clock() - first).total_seconds() == 25 * 3600


def test_the_fixtures_are_a_ledger_and_its_clock(tracker, clock: FrozenClock) -> None:
    assert str(tracker.since("2025-12-01").law[1]).startswith(clock().date().isoformat())
