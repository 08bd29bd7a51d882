"""What every source has to hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from regtrack.errors import InputError
from regtrack.model.kinds import INSTRUMENT_KINDS, KINDS
from regtrack.sources.feed_file import FeedFile, read_source
from regtrack.sources.registry import formats, load
from regtrack.sources.reports import FeedReport
from regtrack.sources.run import Run
from regtrack.sources.source import Asked, RunContext
from regtrack.store import SqliteStore, Store
from regtrack.testing.doubles import Answers, FrozenClock


class SourceContract:
    """Inherit it, and set :attr:`feed` and :attr:`answers`.

    Attributes:
        feed: the keys of a feed file of yours; ``format`` is the one under test.
        answers: what its addresses give, as bytes: at least one thing worth recording.
        moment: the present of the tests.
    """

    feed: Mapping[str, Any]
    answers: Mapping[str, bytes]
    moment = "2026-01-01T12:00:00Z"

    def run(self, store: Store, answers: Mapping[str, bytes], *, dry_run: bool = False) -> FeedReport:
        """Read the source once."""
        clock = FrozenClock(self.moment)
        feed = read_source(self.feed, "feed.toml", own=True)
        if not isinstance(feed, FeedFile):
            raise InputError("; ".join(map(str, feed)))
        with Answers(answers) as fetcher:
            made = load(formats()[feed.format].source)(RunContext(store, fetcher, feed, lambda: clock.tick, Asked()))
            return Run(store, made, lambda: clock.tick, dry_run=dry_run).go(fetcher)

    @pytest.fixture
    def store(self) -> Store:
        """Return an empty ledger."""
        return SqliteStore(":memory:")

    def test_its_feed_file_is_right(self) -> None:
        """Its format is known, and every key is taken."""
        assert self.feed["format"] in formats()
        assert isinstance(read_source(self.feed, "feed.toml", own=True), FeedFile)

    def test_it_records_what_is_there(self, store: Store) -> None:
        """Without a problem, and with kinds that are known."""
        report = self.run(store, self.answers)
        assert report.problems == ()
        assert report.new > 0
        assert {each.kind for each in store.instruments().values()} <= set(INSTRUMENT_KINDS)
        kinds = {posting.kind for _, postings in store.postings() for posting in postings}
        assert kinds <= set(KINDS)

    def test_reading_again_changes_nothing(self, store: Store) -> None:
        """Ids and keys come from content: a second run finds what the first recorded."""
        self.run(store, self.answers)
        again = self.run(store, self.answers)
        assert (again.new, again.revised, again.withdrawn, again.problems) == (0, 0, 0, ())

    def test_a_dry_run_records_nothing(self, store: Store) -> None:
        """It says what it would record."""
        assert self.run(store, self.answers, dry_run=True).new > 0
        assert list(store.instruments()) == []

    def test_every_event_has_evidence(self, store: Store) -> None:
        """Each names a document, and says when the public could know it."""
        self.run(store, self.answers)
        events = [line for line in store.dump() if line["type"] == "event"]
        for line in events:
            record: Any = line["record"]
            assert record.get("evidence"), f"{line['key']}: found no evidence; expected a document that proves it"

    @pytest.mark.parametrize(
        "body",
        [b"", b"<!doctype html><title>Sorry</title><p>Service unavailable", b"\xff\xfe\x00", b"{", b"null"],
        ids=["nothing", "an error page", "no text", "half a text", "null"],
    )
    def test_an_answer_that_is_none_takes_nothing_back(self, store: Store, body: bytes) -> None:
        """It is a problem, and what was recorded stays."""
        before = self.run(store, self.answers).new
        report = self.run(store, dict.fromkeys(self.answers, body))
        assert report.problems, "an answer that is none was taken for one that says nothing new"
        assert (report.new, report.withdrawn) == (0, 0)
        assert before > 0

    def test_no_answer_is_a_problem(self, store: Store) -> None:
        """No exception leaves a run."""
        report = self.run(store, {})
        assert report.problems
        assert report.new == 0

    def test_what_breaks_off_loses_no_more_than_its_end(self, store: Store) -> None:
        """Half of each answer: nothing that was recorded is revised or taken back by what is missing."""
        self.run(store, self.answers)
        report = self.run(store, {url: body[: len(body) // 2] for url, body in self.answers.items()})
        assert report.withdrawn == 0
