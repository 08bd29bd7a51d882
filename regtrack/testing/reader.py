"""What every reader of news has to hold."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from regtrack import dates
from regtrack.model.document import Rank
from regtrack.model.kinds import Certainty
from regtrack.news.item import NewsItem
from regtrack.news.language import language_of
from regtrack.news.readers import Named, Reader, ReaderFinding, verified

AGENCY = "us/agency/widget-rule"


class ReaderContract:
    """Inherit it, and say how the reader is made and what it finds in a text of yours.

    Attributes:
        text: of an item that tells at least one act.
        names: names that its instrument goes by.
        acts: the kinds of acts that the text tells.
    """

    text: str
    names: Sequence[str]
    acts: Sequence[str]

    def reader(self) -> Reader:
        """Return the reader under test."""
        raise NotImplementedError("a reader contract: found no reader(); expected the reader under test")

    def item(self, text: str | None = None, **more: object) -> NewsItem:
        """Return an item with a text."""
        at = dates.parse_instant("2025-05-13T12:00:00Z")
        made = NewsItem(
            "test:1", "https://test.invalid/1", "", self.text if text is None else text, "en", at, "UTC", "test",
            "Test", Rank.PRESS, Certainty.REPORTED, "us", (), "0" * 64,
        )  # fmt: skip
        return attrs.evolve(made, **more)  # type: ignore[arg-type]

    def read(self, item: NewsItem, candidates: Sequence[Named] | None = None) -> list[ReaderFinding]:
        """Return what the reader says of an item."""
        offered = [Named(AGENCY, tuple(self.names))] if candidates is None else candidates
        return list(self.reader().read(item, offered))

    def test_it_has_a_name(self) -> None:
        """By which its claims say who read them."""
        assert self.reader().name

    def test_it_finds_the_acts(self) -> None:
        """Of the instrument that was offered."""
        told = self.read(self.item())
        assert [each.act for each in told] == list(self.acts)

    def test_what_it_says_is_true_to_the_words(self) -> None:
        """Whatever is not is dropped, and counted against it."""
        item = self.item()
        offered = [Named(AGENCY, tuple(self.names))]
        spoken = language_of(item.language)
        assert spoken is not None
        for told in self.read(item, offered):
            found = verified(told, item, offered, spoken, self.reader().name)
            assert not isinstance(found, str), f"{told.act}: {found}"

    def test_an_item_without_words_tells_nothing(self) -> None:
        """Nor does it raise."""
        assert self.read(self.item("")) == []

    def test_it_needs_no_candidates(self) -> None:
        """What it names then stands in the quote."""
        for told in self.read(self.item(), []):
            assert told.instrument in told.quote

    def test_it_reads_alike_each_time(self) -> None:
        """Keys of events are made of what it says."""
        assert self.read(self.item()) == self.read(self.item())
