"""The results of reading feeds, in words and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs

from regtrack.report import labels, layout, plain
from regtrack.report.dates_in_words import day
from regtrack.report.layout import count_of
from regtrack.sources.reports import FeedReport, SyncReport

MOST_PROBLEMS = 20
"""Most problems of a feed that the text lists; the table has them all."""


def to_table(report: SyncReport) -> dict[str, Any]:
    """Return a report for programs."""
    feeds = []
    for feed in report.feeds:
        table = attrs.asdict(feed)
        days = {"since": feed.since, "until": feed.until}
        table |= {name: day.isoformat() if day is not None else None for name, day in days.items()}
        table["whole"] = feed.whole
        feeds.append(table)
    return {"schema": plain.schema_name("sync"), "whole": report.whole, "feeds": feeds}


def to_text(report: SyncReport) -> str:
    """Return a report for people; unchanged feeds are named together, at the end."""
    if not report.feeds:
        return "No feed is due; `regtrack feeds list` says when each is.\n"
    same = [feed for feed in report.feeds if feed.same and feed.whole]
    lines = [line for feed in report.feeds if feed not in same for line in _lines(feed)]
    if same:
        names = ", ".join(feed.feed for feed in same)
        lines += layout.wrap(f"Unchanged: {names}", 80, "", " " * 11)
    return "\n".join(lines) + "\n"


def _lines(feed: FeedReport) -> Iterator[str]:
    name = feed.title if feed.feed in feed.title or feed.since is not None else f"{feed.title} ({feed.feed})"
    days = f", {day(feed.since)} to {day(feed.until)}" if feed.since and feed.until else ""
    yield name + days + (" (dry run: nothing recorded)" if feed.dry_run else "")
    if feed.since is None:
        yield from _of_news(feed)
    else:
        yield from _of_days(feed)
    problems = _grouped(feed.problems)
    yield from layout.labelled((("PROBLEM", labels.problem(problem)) for problem in problems[:MOST_PROBLEMS]), 12)
    if len(problems) > MOST_PROBLEMS:
        yield f"  and {len(problems) - MOST_PROBLEMS} more problems; --format json lists all"


def _of_news(feed: FeedReport) -> Iterator[str]:
    if feed.items is not None:
        changed = count_of(feed.documents, "new or changed", "new or changed")
        yield f"  Read      {count_of(feed.items, 'item', 'items')}, {changed}"
    elif feed.documents or not feed.problems:
        yield f"  Read      {count_of(feed.documents, 'document', 'documents')}"
        yield _recorded(feed)
    if feed.waiting:
        yield f"  Inbox     {count_of(feed.waiting, 'thing waits', 'things wait')} for you: regtrack inbox list"


def _of_days(feed: FeedReport) -> Iterator[str]:
    read = [(feed.days_read, "day read", "days read"), (feed.days_skipped, "known already", "known already")]
    read += [(feed.documents, "document", "documents")]
    read += [(feed.filings, "on public inspection", "on public inspection")] if feed.filings is not None else []
    yield f"  Read      {', '.join(count_of(*each) for each in read if each[0] or each[1] == 'document')}"
    yield _recorded(feed)
    if feed.unread:
        unread = count_of(feed.unread, "statement", "statements")
        yield f"  Not read  {unread}, recorded with their words; nothing moved"


def _recorded(feed: FeedReport) -> str:
    return f"  Recorded  {recorded(feed)}"


def recorded(done: FeedReport) -> str:
    """Return how many entries are new, and what became of the others."""
    changed = ((getattr(done, word), word) for word in ("new", "revised", "withdrawn", "unchanged"))
    return ", ".join(f"{number:,} {word}" for number, word in changed if number) or "nothing"


def _grouped(problems: tuple[str, ...]) -> list[str]:
    """Merge problems that differ only in their place."""
    kinds = Counter(problem.partition(": ")[2] or problem for problem in problems)
    grouped: dict[str, str] = {}
    for problem in problems:
        kind = problem.partition(": ")[2] or problem
        more = kinds[kind] - 1
        grouped.setdefault(kind, problem + (f" (and {more} more like it)" if more else ""))
    return list(grouped.values())
