"""Rounds of items of news that nobody had looked at: ``python tests/accuracy/news_rounds.py SEED`` draws one.

A round is a file ``news_rounds/SEED.json``: ids of documents of ``fr-api`` and of items of ``first-seen``, each with
what an expert wants of it, written before the program read it; and the figures of the first reading. These count texts
of agencies, law firms and wires as well (``looked_up``) that were looked up and not kept. Facts only; the texts that
can be read again are shared data, or were written for the round and stand in it.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
sys.path[:1] = [str(ROOT)] if __name__ == "__main__" else sys.path[:1]

from regtrack import dates  # noqa: E402
from regtrack.model.document import Rank  # noqa: E402
from regtrack.model.event import Event  # noqa: E402
from regtrack.model.kinds import Certainty  # noqa: E402
from regtrack.news.item import NewsItem  # noqa: E402
from regtrack.news.reading import ItemReader  # noqa: E402
from regtrack.news.reports import reports  # noqa: E402
from tests.accuracy.news_ledger import bundled_ledger, timelines  # noqa: E402

ROUNDS = Path(__file__).with_name("news_rounds")
ZONE = "America/New_York"
_NO_CLAIM = ("report", "confirm")


def texts(data: Path) -> Iterator[tuple[str, NewsItem, bool]]:
    """Every text that a round may hold, by its id, and whether it is a rule or a proposal."""
    with gzip.open(data / "fr-api" / "documents.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if len(row.get("abstract") or "") > 60:
                at = datetime.fromisoformat(row["publication_date"]).replace(hour=9, tzinfo=ZoneInfo(ZONE))
                rule = row["type"] in ("Rule", "Proposed Rule")
                yield row["document_number"], _item(row["document_number"], row["title"], row["abstract"], at), rule
    for path in sorted((data / "feeds" / "first-seen").glob("*.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for row in map(json.loads, file):
                if row["source_id"] != "fed_register_sro" and row["venue"]:
                    at = datetime.fromisoformat(row["published_at"])
                    yield row["id"], _item(row["id"], row["title"], row["raw_text"], at), False


def _item(id_: str, title: str, text: str, at: datetime) -> NewsItem:
    return NewsItem(
        f"item:{id_}", None, title, text, "en", dates.tick_of(at), ZONE, "round", "Federal Register", Rank.AGENCY,
        Certainty.ANNOUNCED, "us", (), "0" * 64,
    )  # fmt: skip


def _written(case: dict[str, Any]) -> NewsItem:
    """Return an item that was written for its round, as its publisher's feed would bring it in the evening."""
    zone = {"en": ZONE, "ja": "Asia/Tokyo", "zh": "Asia/Shanghai"}[case["language"]]
    at = datetime.fromisoformat(case["published_on"]).replace(hour=18, tzinfo=ZoneInfo(zone))
    return NewsItem(
        f"item:{case['id']}", None, case["title"], case["text"], case["language"], dates.tick_of(at), zone, "round",
        case["publisher"], Rank.PRESS, Certainty.REPORTED, "us", (), "0" * 64,
    )  # fmt: skip


def report(data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table: the first reading of a whole round, and now what can be read again of it."""
    if not (data / "fr-api").is_dir() or not (data / "feeds" / "first-seen").is_dir():
        yield f"skipped: rounds of news; no fr-api and first-seen in {data}"
        return
    found = {id_: item for id_, item, _ in texts(data)}
    ledger = bundled_ledger()
    reader = ItemReader(ledger)
    yield "rounds of news that nobody had looked at: first reading, and now (without the texts that were not kept)"
    for path in sorted(ROUNDS.glob("*.json"), key=lambda path: int(path.stem)):
        told = json.loads(path.read_text("utf-8"))
        first, counts, lines = told["first_reading"], Counter[str](), []
        for case in told["cases"]:
            wrong = list(_judged(case, found.get(case["id"]) or _written(case), reader, counts))
            lines += [f"    {case['id']} {each}" for each in wrong]
        known = f"known instruments {first['mentions_right']}/{first['mentions_given']} right"
        yield (
            f"  {path.stem:6}first {known}, {first['found']}/{first['known']} found; "
            f"claims {first['claims_right']}/{first['claims_given']}; shown {first['shown']}/{first['relevant']}; "
            f"silent {first['silent']}/{first['irrelevant']}"
        )
        again = f"{counts['named']}/{counts['given']} right, {counts['named']}/{counts['known']} found; "
        yield (
            f"        now   {again if counts['known'] else ''}claims {counts['right']}/{counts['claims']}; "
            f"shown {counts['shown']}/{counts['relevant']} in {counts['rows']} rows; "
            f"silent {counts['silent']}/{counts['irrelevant']}"
        )
        yield from lines if listed else ()


def kept(data: Path) -> Iterator[tuple[NewsItem, bool]]:
    """Texts of the rounds that can be read again, each with whether it is of any concern."""
    found = {id_: item for id_, item, _ in texts(data)}
    for path in sorted(ROUNDS.glob("*.json")):
        for case in json.loads(path.read_text("utf-8"))["cases"]:
            if case["relevant"] is not None:
                yield found.get(case["id"]) or _written(case), case["relevant"]


def _judged(case: dict[str, Any], item: NewsItem, reader: ItemReader, counts: Counter[str]) -> Iterator[str]:
    """Count a case, and return what is wrong with it."""
    given = reports(item, reader.read(item), bundled_ledger(), seen_at=0)
    events = [*given.events, *(event for each in given.waiting for event in each.events)]
    claims = [each for each in events if each.kind not in _NO_CLAIM]
    named = {each.target for each in events} & _known()
    counts.update(known=len(case["mentions"]), given=len(named), named=len(named.intersection(case["mentions"])))
    yield from (f"no concern of it: {each}" for each in sorted(named.difference(case["mentions"])) if case["mentions"])
    day = str(dates.day_of(item.published_at, ZONE)) if item.published_at is not None else ""
    right = [any(_fits(event, act, day) for act in case["acts"]) for event in claims]
    counts.update(claims=len(claims), right=sum(right))
    yield from (f"wrong: {each.kind} of {each.target}" for each, good in zip(claims, right, strict=True) if not good)
    if case["relevant"] is not None:
        name, shown = ("relevant", "shown") if case["relevant"] else ("irrelevant", "silent")
        counts.update({name: 1, shown: bool(events) is case["relevant"]})
        counts["rows"] += (len(given.waiting) + bool(given.events)) if case["relevant"] else 0
        if bool(events) is not case["relevant"]:
            yield f"not {shown}"


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(instrument.id for timeline in timelines() for instrument in timeline.instruments)


def _fits(event: Event, act: dict[str, Any], day: str) -> bool:
    """Whether a claim is one that was labelled: the act, its day or that of publication, and what it is done to."""
    stated = event.until if event.row.sets_an_end else event.effect
    when = stated.text[:10] if stated is not None and stated.dated else None
    meant = act["target"] in ("own", "other", event.target)
    return meant and event.kind in act["act"] and when in (None, act["when"], day)


def draw(data: Path, seed: int) -> Iterator[tuple[str, NewsItem]]:
    """Return texts that are in no round: two thirds rules and proposals, some notices, some items of exchanges."""
    used = {case["id"] for path in ROUNDS.glob("*.json") for case in json.loads(path.read_text("utf-8"))["cases"]}
    every = {id_: (item, rule) for id_, item, rule in texts(data) if id_ not in used}
    rules = [id_ for id_, (_, rule) in every.items() if rule]
    rest = [id_ for id_, (_, rule) in every.items() if not rule]
    chance = random.Random(seed)
    for id_ in (*chance.sample(rules, 12), *chance.sample(rest, 8)):
        yield id_, every[id_][0]


if __name__ == "__main__":
    from tests.accuracy.run import data_directory

    for number, drawn in draw(data_directory(), int(sys.argv[1])):
        print(f"\n## {number}\n{drawn.title}\n{drawn.text[:700]}")
