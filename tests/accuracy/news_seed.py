"""The article that started the project, read as an item of a feed, against the table of its statements.

The table (``news_items/seed.tsv``) has a row for each regulatory statement of ``chip-controls/seed-facts.md``: where it
stands in the article, the act, the instruments it may be linked to, the day that the article means, and the fact that
it contradicts where it is one of the six errors. Two statements of one sentence may be one claim. Statements that are
not regulatory (rows 1, 8 and 9) have no row: nothing may be claimed in their paragraphs.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from regtrack import dates
from regtrack.model.document import Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.news.claims import read_item
from regtrack.news.competing import Competing
from regtrack.news.item import Item
from regtrack.news.link import Link
from regtrack.news.linking import link
from regtrack.news.reconciling import Facts
from regtrack.news.reports import Reported, reports
from tests.accuracy.news_labels import ITEMS, linker, spelled, timelines

ARTICLE = Path("seed-article") / "000_116a1fa5da3734bd.txt"
PUBLISHED = "2025-05-14T09:00[Asia/Tokyo]"


class Row(NamedTuple):
    """A regulatory statement of the article, and what we made of it."""

    number: int
    found: bool
    linked: bool
    dated: bool
    certainty: Certainty | None
    error: bool
    shown: bool


class TimelineLedger:
    """The bundled timelines, as a ledger that reports are compared with."""

    def __init__(self) -> None:
        self._instruments = {item.id: item for timeline in timelines() for item in timeline.instruments}
        self._facts: dict[str, list[Event]] = defaultdict(list)
        for timeline in timelines():
            for event in timeline.events:
                self._facts[event.target].append(event)

    def instrument(self, id: str) -> Instrument | None:
        return self._instruments.get(id)

    def facts(self, id: str) -> Facts:
        return Facts(self._facts[id])

    def others(self, id: str) -> Competing:
        return Competing()


def item_of(text: str) -> Item:
    """The article as an item of a feed; it relays a newspaper, so nothing in it is more than reported."""
    return Item(
        "item:seed", None, "", text, "ja", dates.parse_instant(PUBLISHED), "Asia/Tokyo", "hawkinsight", "HawkInsight",
        Rank.PRESS, Certainty.REPORTED, "us", ("ai-chips",), "0" * 64,
    )  # fmt: skip


def read(data: Path) -> tuple[list[Row], int]:
    """Each row of the table, and how many claims stand in other paragraphs."""
    item = item_of((data / ARTICLE).read_text("utf-8"))
    on = dates.day_of(item.published_at, item.zone)
    links = link(read_item(item), linker(), language=item.language, jurisdiction=item.jurisdiction, on=on)
    reported = reports(item, links, TimelineLedger(), seen_at=0)
    with (ITEMS / "seed.tsv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t"))
    paragraphs = {int(row["paragraph"]) for row in table}
    other = sum(found.claim.paragraph not in paragraphs for found in links)
    return [_row(row, links, reported) for row in table], other


def _row(row: dict[str, str], links: Sequence[Link], reported: Reported) -> Row:
    here = [each for each in links if each.claim.paragraph == int(row["paragraph"]) and each.claim.act == row["act"]]
    number, nth = int(row["row"]), int(row["nth"])
    if len(here) < nth:
        return Row(number, False, False, False, None, bool(row["against"]), False)
    found = here[nth - 1]
    events = [event for event in reported.events if _is_of(event, found)]
    days = sorted(map(spelled, found.claim.when))
    return Row(
        number,
        found=True,
        linked=found.id in row["targets"].split(),
        dated=days == ([row["date"]] if row["date"] else []),
        certainty=max((event.certainty for event in events), default=None),
        error=bool(row["against"]),
        shown=any(row["against"] in event.conflicts_with for event in events),
    )


def _is_of(event: Event, found: Link) -> bool:
    quotes = {each.quote for each in event.evidence}
    kind = "report" if found.claim.act == "note" else found.claim.act
    return event.target == found.id and event.kind == kind and found.claim.quote in quotes


def report(data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table."""
    if not (data / ARTICLE).is_file():
        yield f"skipped: the seed article; no {data / ARTICLE}"
        return
    rows, other = read(data)
    errors = [row for row in rows if row.error]
    yield f"seed article ({len(rows)} regulatory statements)"
    for what, good in (
        ("claim and act found", [row.found for row in rows]),
        ("target linked", [row.linked for row in rows]),
        ("date right", [row.dated for row in rows]),
        ("none above reported", [row.certainty in (None, Certainty.REPORTED) for row in rows]),
        ("errors shown as conflicts", [row.shown for row in errors]),
    ):
        yield f"  {what:28}{sum(good):>4} of {len(good):<4}target all {_mark(all(good))}"
    yield f"  {'claims in other paragraphs':28}{other:>4}        target 0 {_mark(other == 0)}"
    if listed:
        for row in rows:
            yield f"    {row}"


def _mark(good: bool) -> str:
    return "ok" if good else "MISSED"
