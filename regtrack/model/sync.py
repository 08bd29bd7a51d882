"""What came of reading feeds."""

from __future__ import annotations

import datetime as dt

import attrs


@attrs.frozen
class SyncProgress:
    """How far a feed has been read.

    Attributes:
        feed: its id.
        done, total: parts of it, such as days.
        part: the one that was just read.
        documents: how many came so far.
    """

    feed: str
    done: int
    total: int
    part: str
    documents: int


@attrs.frozen
class FeedReport:
    """What came of reading one feed.

    Attributes:
        feed: its id, with the filters that it was read under.
        title: its name for people.
        since, until: the days that were asked for, both included.
        days: how many of them were read, and how many were known to be read whole already.
        documents: how many came.
        filings: how many were on public inspection; None when it was not asked.
        new, revised, withdrawn, unchanged: what this changed in the ledger.
        problems: what is missing or cannot be read, a sentence each.
        rehearsal: nothing was recorded.
    """

    feed: str
    title: str
    since: dt.date
    until: dt.date
    days_read: int = 0
    days_skipped: int = 0
    documents: int = 0
    filings: int | None = None
    new: int = 0
    revised: int = 0
    withdrawn: int = 0
    unchanged: int = 0
    problems: tuple[str, ...] = ()
    rehearsal: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything that was asked for came and could be read."""
        return not self.problems


@attrs.frozen
class SyncReport:
    """What came of reading feeds, one after the other."""

    feeds: tuple[FeedReport, ...]

    @property
    def whole(self) -> bool:
        """Whether every feed was read whole."""
        return all(feed.whole for feed in self.feeds)
