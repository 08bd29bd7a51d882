"""What came of reading feeds, in words and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs

from regtrack.model.sync import FeedReport, SyncReport
from regtrack.report import layout, phrases, plain

MOST_PROBLEMS = 20
"""How many problems of a feed are told in words; a table has them all."""


def to_table(report: SyncReport) -> dict[str, Any]:
    """For programs."""
    feeds = []
    for feed in report.feeds:
        table = attrs.asdict(feed)
        table |= {"since": feed.since.isoformat(), "until": feed.until.isoformat(), "whole": feed.whole}
        feeds.append(table)
    return {"schema": plain.schema_name("sync"), "whole": report.whole, "feeds": feeds}


def to_text(report: SyncReport) -> str:
    """For people."""
    return "\n".join(line for feed in report.feeds for line in _lines(feed)) + "\n"


def _lines(feed: FeedReport) -> Iterator[str]:
    days = f"{phrases.day(feed.since)} to {phrases.day(feed.until)}"
    yield f"{feed.title}, {days}" + (" (rehearsal: nothing was recorded)" if feed.rehearsal else "")
    read = [(feed.days_read, "day read", "days read"), (feed.days_skipped, "known already", "known already")]
    read += [(feed.documents, "document", "documents")]
    read += [(feed.filings, "on public inspection", "on public inspection")] if feed.filings is not None else []
    yield f"  Read      {', '.join(_count(*each) for each in read if each[0] or each[1] == 'document')}"
    changed = (
        (feed.new, "new"),
        (feed.revised, "revised"),
        (feed.withdrawn, "withdrawn"),
        (feed.unchanged, "unchanged"),
    )
    yield f"  Recorded  {', '.join(f'{number:,} {word}' for number, word in changed if number) or 'nothing'}"
    told = _grouped(feed.problems)
    for problem in told[:MOST_PROBLEMS]:
        yield from layout.wrap(problem, 80, "  PROBLEM   ", " " * 12)
    if len(told) > MOST_PROBLEMS:
        yield f"  and {len(told) - MOST_PROBLEMS} more problems; --format json lists all"


def _grouped(problems: tuple[str, ...]) -> list[str]:
    """Problems that differ in their place alone are told once."""
    kinds = Counter(problem.partition(": ")[2] or problem for problem in problems)
    told: dict[str, str] = {}
    for problem in problems:
        kind = problem.partition(": ")[2] or problem
        more = kinds[kind] - 1
        told.setdefault(kind, problem + (f" (and {more} more like it)" if more else ""))
    return list(told.values())


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
