"""The known feeds, and the test of one, in words and as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.errors import Fault
from regtrack.news.item import Claim, ItemReading, NewsItem
from regtrack.report import labels, layout, plain
from regtrack.sources.probing import Probe
from regtrack.sources.reports import FeedInfo, FeedTest

_TICKS = ("last_whole", "last_tried", "due")


def list_table(feeds: Sequence[FeedInfo], faults: Sequence[Fault] = ()) -> dict[str, Any]:
    """Return the feeds for programs."""
    table = {"schema": plain.schema_name("feeds"), "feeds": [_info(feed) for feed in feeds]}
    return {**table, "problems": list(map(str, faults))}


def info_table(feed: FeedInfo) -> dict[str, Any]:
    """Return one feed, for programs."""
    return {"schema": plain.schema_name("feed"), **_info(feed)}


def _info(feed: FeedInfo) -> dict[str, Any]:
    table = attrs.asdict(feed)
    return {**table, **{name: _iso(table[name]) for name in _TICKS}, "topics": list(feed.topics), "cfr": list(feed.cfr)}


def list_text(feeds: Sequence[FeedInfo], faults: Sequence[Fault] = ()) -> str:
    """Return the feeds for people, a line each, followed ones first; then faults of files that describe feeds."""
    followed = [feed for feed in feeds if feed.followed]
    others = [feed for feed in feeds if not feed.followed]
    lines: list[str] = []
    for title, group in (("Followed", followed), ("In the catalogue, not followed", others)):
        if group:
            lines += [*([""] if lines else []), f"{title} ({len(group)})"]
            lines += [line for feed in group for line in _line(feed)]
    if others:
        lines += ["", *layout.wrap("`regtrack feeds add ID` follows a feed; `regtrack feeds test ID` tries it.", 80)]
    if faults:
        lines += ["", "Feed files with faults, which are not read"]
        lines += [line for fault in faults for line in layout.wrap(f"PROBLEM {fault}", 80, "  ", " " * 10)]
    return "\n".join(lines) + "\n"


def probes_text(probes: Sequence[Probe]) -> str:
    """Return for people which feeds answered, a line probe; failures at the end."""
    lines = [f"{sum(probe.problem is None for probe in probes)} of {len(probes)} feeds answered"]
    for probe in sorted(probes, key=lambda probe: probe.problem is not None):
        lines += layout.wrap(
            labels.problem(probe.problem) if probe.problem else "answered", 80, f"  {probe.feed.id:<28}  ", " " * 32
        )
    return "\n".join(lines) + "\n"


def _line(feed: FeedInfo) -> Iterator[str]:
    yield from layout.wrap(f"{feed.title}{_state(feed)}", 80, f"  {feed.id:<28}  ", " " * 32)
    if feed.problem is not None:
        yield from layout.wrap(f"PROBLEM {labels.problem(feed.problem)}", 80, " " * 32, " " * 40)


def _state(feed: FeedInfo) -> str:
    notes = []
    if feed.checked is None and not feed.followed:
        notes.append("address not checked")
    if feed.due is not None:
        notes.append(f"due {_moment(feed.due)}")
    elif feed.followed:
        notes.append("due now")
    return f" ({', '.join(notes)})" if notes else ""


def info_text(feed: FeedInfo) -> str:
    """Return one feed, for people."""
    where = "your own" if feed.own else "the release"
    failed = f" after {feed.failures} failures in a row" if feed.failures > 1 else ""
    rows = (
        ("Id", feed.id),
        ("Address", feed.url),
        ("Checked", feed.checked or "no one has verified this address"),
        ("Format", feed.format),
        ("Publisher", feed.publisher),
        ("Language", f"{feed.language}, {feed.zone}" + (f", {feed.jurisdiction}" if feed.jurisdiction else "")),
        ("Topics", ", ".join(feed.topics)),
        ("Parts", ", ".join(feed.cfr) + (", with what they say" if feed.text else "")),
        ("Weight", f"at most {feed.ceiling}; rank {feed.rank}"),
        ("Read every", feed.every + ("" if feed.followed else " (not followed)")),
        ("From", where),
        ("Note", feed.note),
        ("Last whole", _moment(feed.last_whole) if feed.last_whole is not None else None),
        ("Last tried", _moment(feed.last_tried) if feed.last_tried is not None else "never"),
        ("Items", str(feed.items) if feed.items is not None else None),
        ("Due", _moment(feed.due) if feed.due is not None else None),
        ("PROBLEM", f"{labels.problem(feed.problem)}{failed}" if feed.problem else None),
    )
    return "\n".join([*layout.wrap(feed.title, 80), *layout.labelled(rows, 14)]) + "\n"


def test_table(test: FeedTest) -> dict[str, Any]:
    """Return the test of a feed, for programs."""
    table = attrs.asdict(test)
    newest = dict(zip(("title", "url", "published_at"), test.newest, strict=True)) if test.newest else None
    return {"schema": plain.schema_name("feed-test"), **table, "newest": newest}


def test_text(test: FeedTest) -> str:
    """Return the test of a feed, for people."""
    newest = [part for part in test.newest or () if part]
    rows = (
        ("Format", test.format),
        ("Title", test.title),
        ("Language", test.language),
        ("Items", f"{test.items}, of which {test.dated} say when they were published" if test.format else ""),
        ("Newest", " | ".join(newest)),
        ("PROBLEM", test.problem or ""),
    )
    return "\n".join([*layout.wrap(test.url, 80), *layout.labelled(rows, 12)]) + "\n"


def _moment(tick: Tick) -> str:
    return f"{dates.iso_instant(tick)[:16].replace('T', ' ')} UTC" if tick else "now"


def _iso(tick: Tick | None) -> str | None:
    return dates.iso_instant(tick) if tick else None


def read_text(found: Sequence[tuple[NewsItem, ItemReading]]) -> str:
    """Return what was read in items, for people: the instruments, the claims and the dates of each."""
    lines: list[str] = []
    for item, read in found:
        lines += [*([""] if lines else []), *layout.wrap(layout.shown(item.title) or "(untitled)", 80)]
        rows = [("About", f"{mention.id} (by {mention.rule})") for mention in read.mentions]
        rows += [("Says", _claimed(claim)) for claim in read.says]
        days = dict.fromkeys(each.candidates[0].when.text for each in read.dates if each.candidates)
        rows += [("Dates", ", ".join(days))] if days else []
        if not read.mentions and read.name and read.concerns:
            rows.insert(0, ("About", f"{layout.shown(read.name)} (not on record)"))
        if not read.concerns:
            rows.append(("Silent", "no words of law"))
        lines += layout.labelled(rows, 10)
    return "\n".join(lines) + "\n" if lines else "The feed has no items.\n"


def _claimed(claim: Claim) -> str:
    text = f"{claim.act} of {claim.target or layout.shown(claim.name)}"
    if claim.when:
        text += f", {' or '.join(dict.fromkeys(each.when.text for each in claim.when))}"
    if claim.until:
        text += f", until {' or '.join(dict.fromkeys(each.when.text for each in claim.until))}"
    return f'{text}: "{layout.shown(claim.quote)}"'
