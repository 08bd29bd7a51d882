"""The part of the accuracy table that is about news items: the seed article, and real official texts with labels.

The texts (``news-real`` of the real data) come with labels and a scorer; they were looked at while the reader was
written, so their figures are in-sample. Figures of rounds that nobody had looked at stand in docs/accuracy.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from regtrack import dates
from regtrack.model.document import Rank
from regtrack.model.kinds import Certainty
from regtrack.news.item import NewsItem
from regtrack.news.reading import ItemReader
from tests.accuracy import news_rounds, news_seed, news_shown
from tests.accuracy.news_ledger import bundled_ledger

REAL = Path("news-real")
FEEDS = {
    "Federal Register": ("America/New_York", "us", 9),
    "SEC press": ("America/New_York", "us", 12),
    "GOV.UK": ("Europe/London", "uk", 12),
    "官報": ("Asia/Tokyo", "jp", 9),
    "全國法規資料庫": ("Asia/Taipei", "tw", 12),
}
"""Beginnings of a source: its zone, whose law it is about, and its hour where only the day is known."""
TARGETS = (
    ("known instruments, precision", "b_right", "b_pred", 0.97),
    ("known instruments, recall", "b_found", "b_gold", 0.85),
    ("all mentions, precision", "m_right", "m_pred", 0.95),
    ("all mentions, recall", "m_found", "m_gold", 0.70),
    ("claims shown, precision", "c_right", "c_pred", 0.95),
    ("items with nothing false", "i_clean", "items", 128 / 133),
    ("plain items kept plain", "i_plain", "i_plain_of", 25 / 27),
    ("filter, recall", "tp", "i_relevant", 0.95),
)
"""What is printed: its name, how many of how many, and the least share."""


def item_of(table: dict[str, Any]) -> NewsItem:
    """An item as a feed of its publisher would bring it."""
    zone, place, hour = next(value for source, value in FEEDS.items() if table["source"].startswith(source))
    at = datetime.fromisoformat(table["published"])
    at = at.replace(hour=hour) if len(table["published"]) == len("2025-01-01") else at
    at = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))
    return NewsItem(
        f"item:{table['id']}", None, table["title"], table["text"], table["lang"], dates.tick_of(at), zone, "real",
        table["source"], Rank.AGENCY, Certainty.ANNOUNCED, place, (), "0" * 64,
    )  # fmt: skip


def prediction(table: dict[str, Any], reader: ItemReader) -> dict[str, Any]:
    """What is read in an item, as the scorer takes it: as it is shown, an item about a known instrument under that."""
    reading = reader.read(item_of(table))
    mentions = [each.id for each in reading.mentions]
    says = [each for each in reading.says if each.target is not None or not mentions]
    claims = [
        {
            "act": each.act,
            "target": each.target or each.name,
            "when": each.when[0].when.text if each.when else None,
            "until": each.until[0].when.text if each.until else None,
            "quote": each.quote,
        }
        for each in says
    ]
    named = mentions or [str(each["target"]) for each in claims] or ([reading.name] if reading.concerns else [])
    return {"id": table["id"], "mentions": list(dict.fromkeys(named)), "claims": claims}


def scored(data: Path, *options: str) -> str:
    """What the scorer says of what is read in the texts."""
    lines = (data / REAL / "items.jsonl").read_text("utf-8").splitlines()
    reader = ItemReader(bundled_ledger(labelled=True))
    predictions = [prediction(json.loads(line), reader) for line in lines]
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(predictions, file)
        file.flush()
        command = [sys.executable, str(data / REAL / "score.py"), file.name, *options]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def totals(data: Path) -> dict[str, dict[str, int]]:
    """What was counted, by language and of all."""
    counted: dict[str, dict[str, int]] = json.loads(scored(data, "--json"))
    for each in counted.values():
        each["i_relevant"] = each["tp"] + each["fn"]
    return counted


def report(data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table."""
    yield from news_seed.report(data, listed=listed)
    yield ""
    if not (data / REAL).is_dir():
        yield f"skipped: real texts of news; no {data / REAL}"
        return
    counted = totals(data)
    yield f"real official texts ({counted['all']['items']}, in English, Japanese and Chinese; in-sample)"
    for what, right, of, target in TARGETS:
        share = counted["all"][right] / max(counted["all"][of], 1)
        by = ", ".join(
            f"{tag} {each[right]}/{each[of]}" for tag, each in sorted(counted.items()) if tag != "all" and each[of]
        )
        verdict, all_ = "ok" if share >= target else "MISSED", counted["all"]
        yield f"  {what:32}{all_[right]:>4} of {all_[of]:<4}{share:>6.2f}  target {target:.2f} {verdict:7} {by}"
    if listed:
        yield from (f"    {line}" for line in scored(data, "--errors").splitlines() if line[:2] in ("en", "ja", "zh"))
    yield ""
    yield from news_shown.report(_items(data))
    yield ""
    yield from news_rounds.report(data, listed=listed)


def _items(data: Path) -> Iterator[tuple[NewsItem, bool]]:
    """Real items, each with whether its label calls it relevant: the article, official texts, those of rounds."""
    yield news_seed.item_of((data / news_seed.ARTICLE).read_text("utf-8")), True
    texts, labels = ((data / REAL / name).read_text("utf-8").splitlines() for name in ("items.jsonl", "labels.jsonl"))
    relevant = {label["id"]: label["relevant"] for label in map(json.loads, labels)}
    yield from ((item_of(each), relevant[each["id"]]) for each in map(json.loads, texts))
    if (data / "fr-api").is_dir() and (data / "feeds" / "first-seen").is_dir():
        yield from news_rounds.kept(data)
