"""The article that started the project, read as an item of a feed, against the table of its statements.

The table (``news_seed.tsv``) has a row for each regulatory statement of ``chip-controls/seed-facts.md``: in which
paragraph of the article it stands, the instruments under which a reader may find it, the day that the article means,
and the fact that it contradicts where it is one of the six errors.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from regtrack import dates
from regtrack.model.document import Rank
from regtrack.model.event import Event
from regtrack.model.kinds import Certainty
from regtrack.news.item import ItemReading, NewsItem
from regtrack.news.reading import ItemReader
from regtrack.news.reports import reports
from tests.accuracy.news_ledger import bundled_ledger

ARTICLE = Path("seed-article") / "000_116a1fa5da3734bd.txt"
TABLE = Path(__file__).with_name("news_seed.tsv")
PUBLISHED = "2025-05-14T09:00[Asia/Tokyo]"


class Row(NamedTuple):
    """A regulatory statement of the article, and what we made of it."""

    number: int
    quoted: bool
    dated: bool
    certainty: Certainty | None
    error: bool
    shown: bool


def item_of(text: str) -> NewsItem:
    """The article as an item of a feed; it relays a newspaper, so nothing in it is more than reported."""
    return NewsItem(
        "item:seed", None, "", text, "ja", dates.parse_instant(PUBLISHED), "Asia/Tokyo", "hawkinsight", "HawkInsight",
        Rank.PRESS, Certainty.REPORTED, "us", ("ai-chips",), "0" * 64,
    )  # fmt: skip


def events_of(item: NewsItem) -> tuple[Event, ...]:
    """What the article gives a ledger that holds the bundled timelines."""
    ledger = bundled_ledger()
    return reports(item, ItemReader(ledger).read(item), ledger, seen_at=0).events


def read(data: Path) -> list[Row]:
    """Each row of the table."""
    item = item_of((data / ARTICLE).read_text("utf-8"))
    reading, events = ItemReader(bundled_ledger()).read(item), events_of(item)
    paragraphs = item.text.split("\n")
    paragraphs = [each for each in paragraphs if each.strip()]
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [_row(row, paragraphs, reading, events) for row in csv.DictReader(file, delimiter="\t")]


def _row(row: dict[str, str], paragraphs: list[str], reading: ItemReading, events: tuple[Event, ...]) -> Row:
    paragraph, targets = paragraphs[int(row["paragraph"])], row["targets"].split()
    quotes = {quote for each in reading.mentions if each.id in targets for quote in each.quotes if quote in paragraph}
    found = {c.when.text for each in reading.dates if each.sentence in paragraph for c in each.candidates}
    own = [event for event in events if event.target in targets]
    return Row(
        int(row["row"]),
        quoted=bool(quotes),
        dated=not row["date"] or row["date"] in found,
        certainty=max((event.certainty for event in own), default=None),
        error=bool(row["against"]),
        shown=any(row["against"] in event.conflicts_with for event in own),
    )


def report(data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table."""
    if not (data / ARTICLE).is_file():
        yield f"skipped: the seed article; no {data / ARTICLE}"
        return
    rows = read(data)
    errors = [row for row in rows if row.error]
    yield f"seed article ({len(rows)} regulatory statements)"
    for what, good in (
        ("quoted under its instrument", [row.quoted for row in rows]),
        ("date right", [row.dated for row in rows]),
        ("none above reported", [row.certainty in (None, Certainty.REPORTED) for row in rows]),
        ("errors shown as conflicts", [row.shown for row in errors]),
    ):
        yield f"  {what:28}{sum(good):>4} of {len(good):<4}target all {'ok' if all(good) else 'MISSED'}"
    if listed:
        yield from (f"    {row}" for row in rows)
