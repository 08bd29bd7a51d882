"""The seam for readers that understand: what is verified, what is dropped, and that no item is lost."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from regtrack.model.kinds import Certainty
from regtrack.news.item import NewsItem
from regtrack.news.readers import Named, ReaderFinding
from regtrack.news.reading import ItemReader
from regtrack.news.reports import reports
from tests.news.helpers import FUEL, Ledger, item, told
from tests.news.test_reports import AGENCY, SEEN
from tests.rows import each_row

TEXT = "Refiners cheered on Tuesday as the Fuel Rule fell away. The Clean Creek Rule stays."
FELL = "Refiners cheered on Tuesday as the Fuel Rule fell away."


class Fake:
    """A reader that says what it was told to say."""

    name = "fake"

    def __init__(self, *says: ReaderFinding, error: Exception | None = None) -> None:
        self._says, self._error = says, error
        self.offered: list[str] = []

    def read(self, item: NewsItem, candidates: Sequence[Named]) -> list[ReaderFinding]:
        self.offered = [each.id for each in candidates]
        if self._error is not None:
            raise self._error
        return list(self._says)


TRUE = ReaderFinding("rescind", FUEL, FELL, when="2025-05-13")


def test_what_is_true_to_the_words_is_taken_and_says_who_read_it() -> None:
    fake, ledger = Fake(TRUE), Ledger()
    one = item(TEXT, **AGENCY)
    reading = ItemReader(ledger, [fake]).read(one)
    assert [told(each) for each in reading.says] == [("rescind", FUEL, "2025-05-13", "")]
    assert FUEL in fake.offered
    (event,) = reports(one, reading, ledger, seen_at=SEEN).events
    assert (event.kind, event.certainty) == ("rescind", Certainty.REPORTED)
    assert "Read by fake." in (event.note or "")


def test_an_instrument_that_only_the_quote_names_is_unknown() -> None:
    say = ReaderFinding("stay", "Clean Creek Rule", "The Clean Creek Rule stays.")
    (claim,) = ItemReader(Ledger(), [Fake(say)]).read(item(TEXT)).says
    assert (claim.target, claim.name) == (None, "Clean Creek Rule")


@each_row(
    ("change", "reason"),
    [
        ({"quote": "The Fuel Rule was rescinded."}, "the quote is not in the item"),
        ({"quote": " "}, "the quote is not in the item"),
        ({"when": "2025-05-22"}, "the day is not in the quote"),
        ({"when": "soon"}, "the day is not in the quote"),
        ({"until": "2026-05-13"}, "the day is not in the quote"),
        ({"act": "explode"}, "the act is no kind of event"),
        ({"act": "expire"}, "the act is no kind of event"),
        ({"instrument": "us/epa/made-up"}, "the instrument is neither known nor named in the quote"),
        ({"instrument": "Creek"}, "the instrument is neither known nor named in the quote"),
        ({"asserted": False}, "not asserted"),
    ],
)
def test_what_is_not_true_to_the_words_is_dropped_and_counted(change: dict[str, object], reason: str) -> None:
    reader = ItemReader(Ledger(), [Fake(attrs.evolve(TRUE, **change))])  # type: ignore[arg-type]
    assert reader.read(item(TEXT)).says == ()
    assert dict(reader.dropped) == {f"fake: {reason}": 1}


def test_a_reader_that_fails_costs_no_item_and_no_other_reader() -> None:
    reader = ItemReader(Ledger(), [Fake(error=RuntimeError("down")), Fake(TRUE)])
    reading = reader.read(item(TEXT))
    assert [each.target for each in reading.says] == [FUEL]
    assert [each.id for each in reading.mentions] == [FUEL]
    assert sum(reader.dropped.values()) == 1


def test_what_the_tables_read_is_not_said_twice() -> None:
    text = "The EPA on Tuesday rescinded the Fuel Rule."
    say = ReaderFinding("rescind", FUEL, text, when="2025-05-13")
    (claim,) = ItemReader(Ledger(), [Fake(say)]).read(item(text)).says
    assert claim.reader == ""


def test_what_concerns_nobody_is_not_asked_about() -> None:
    fake = Fake(TRUE)
    ItemReader(Ledger(), [fake]).read(item("A warm day."))
    assert fake.offered == []


def test_what_is_no_finding_is_dropped_and_the_others_are_taken() -> None:
    """A reader may give anything; neither the item nor its other findings are lost."""
    strange = (7, None, attrs.evolve(TRUE, quote=5), attrs.evolve(TRUE, act=[]), attrs.evolve(TRUE, instrument=3))
    reader = ItemReader(Ledger(), [Fake(*strange, TRUE)])  # type: ignore[arg-type]
    assert [told(each) for each in reader.read(item(TEXT)).says] == [("rescind", FUEL, "2025-05-13", "")]
    assert sum(reader.dropped.values()) == len(strange)
