"""What came of reading feeds."""

from __future__ import annotations

import datetime as dt

import attrs

from regtrack.dates import Tick


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
        since, until: the days that were asked for, both included; None for feeds that have no days to ask for.
        days: how many of them were read, and how many were known to be read whole already.
        documents: how many came.
        filings: how many were on public inspection; None when it was not asked.
        items: how many items the feed had; None for feeds that have none, and when it did not come.
        waiting: how many things a person has now to look at.
        unread: how many statements were not understood; they are recorded with their words, and move nothing.
        same: the feed is what it was when it was last read.
        new, revised, withdrawn, unchanged: what this changed in the ledger.
        problems: what is missing or cannot be read, a sentence each.
        dry_run: nothing was recorded.
    """

    feed: str
    title: str
    since: dt.date | None = None
    until: dt.date | None = None
    days_read: int = 0
    days_skipped: int = 0
    documents: int = 0
    filings: int | None = None
    items: int | None = None
    waiting: int = 0
    unread: int = 0
    same: bool = False
    new: int = 0
    revised: int = 0
    withdrawn: int = 0
    unchanged: int = 0
    problems: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything that was asked for came and could be read."""
        return not self.problems

    @property
    def changed(self) -> bool:
        """Whether it changed anything in the ledger."""
        return bool(self.new or self.revised or self.withdrawn)


@attrs.frozen
class SyncReport:
    """What came of reading feeds, one after the other."""

    feeds: tuple[FeedReport, ...]

    @property
    def whole(self) -> bool:
        """Whether every feed was read whole."""
        return all(feed.whole for feed in self.feeds)


@attrs.frozen
class FeedInfo:
    """A feed, what is known of it beforehand, and how reading it went.

    Attributes:
        id, title, url, format, publisher, language, zone, jurisdiction, topics, cfr, text, rank, note: see the feed
            files.
        ceiling: the most certain that anything may become known from it.
        every: the time from one reading to the next.
        checked: ISO day on which this address was last verified; None if it never was.
        followed: whether it is read without being named.
        own: it is the user's, or the user said something of it.
        last_whole: when it was last read whole, as a tick; None if it never was.
        last_tried: when it was last read at all.
        due: when it is read again; None for at once.
        failures: how often in a row it could not be read whole.
        problem: what was wrong the last time; None when nothing was.
        items: how many it had.
    """

    id: str
    title: str
    url: str
    format: str
    publisher: str
    language: str
    zone: str
    jurisdiction: str
    topics: tuple[str, ...]
    ceiling: str
    rank: str
    every: str
    checked: str | None
    followed: bool
    own: bool
    note: str | None
    last_whole: Tick | None = None
    last_tried: Tick | None = None
    due: Tick | None = None
    failures: int = 0
    problem: str | None = None
    items: int | None = None
    cfr: tuple[str, ...] = ()
    text: bool = False


@attrs.frozen
class FeedTest:
    """What an address gave when it was asked without recording anything.

    Attributes:
        url: the address that answered.
        format: what was found there.
        title, language: as the feed has them.
        items: how many.
        dated: how many of them state when they were published.
        newest: the title, address and ISO instant of the newest one; None for an empty feed.
        problem: what is wrong; None when nothing is.
    """

    url: str
    format: str
    title: str
    language: str
    items: int
    dated: int
    newest: tuple[str, str | None, str | None] | None
    problem: str | None
