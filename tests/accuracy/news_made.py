"""Items written or looked up by somebody who had not seen the reader: ``python tests/accuracy/news_made.py FILE``.

Each line of a file is an item with its labels: the acts that it tells, each with its instrument, day and modality, and
the instruments that it names. ``items.jsonl`` is read by ``make accuracy``; ``looked_up.jsonl`` has addresses and
labels only, since the words of others are not kept. Items are read one by one, with no act on record; with
``--record`` with the acts of the bundled files.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:1] = [str(ROOT)] if __name__ == "__main__" else sys.path[:1]

import attrs  # noqa: E402

from regtrack.model.event import Event  # noqa: E402
from regtrack.model.instrument import Instrument  # noqa: E402
from regtrack.news.item import NewsItem  # noqa: E402
from regtrack.news.reading import ItemReader  # noqa: E402
from regtrack.news.reports import reports  # noqa: E402
from tests.accuracy.news_ledger import timelines  # noqa: E402
from tests.news import helpers  # noqa: E402

CAUSES = "causes.jsonl"
"""Items that were written for the causes of what was not claimed, before these were mended; in the same form."""
FOLDER = Path(__file__).with_name("news_made")
NAMES = "names.toml"
"""Instruments beside the bundled ones, of the sets that have no file of their own."""
SETS = ("items.jsonl", "set8.jsonl")
READ_BLIND = tuple(f"set{number}.jsonl" for number in (*range(9, 16), *range(17, 23)))
"""Sets by as many persons, each read once before anything was mended for it; with the record, as installations read."""
DESCRIBED = "described.jsonl"
"""Headlines that name no instrument, with the record: two in three are about bundled ones, the others look alike."""
AGENCIES = "agencies.jsonl"
"""Items about made documents of the Register and described bundled ones, with the record; three in five look alike."""
POINTED = "pointed.jsonl"
"""Items that point to an instrument by its day, body and subject, with the record; half of them look alike."""
RECORDED = "recorded.jsonl"
"""Items that tell what the record says of an act, or several documents of a day, with the record; half look alike."""
ASSERTED = "asserted.jsonl"
"""Items that assert what the record has, in words of the press, with the record; 30 look alike, 24 were kept aside."""
PRESSED = "pressed.jsonl"
"""Items that call bundled instruments as the press does, with the record; half of them look alike."""
LISTED = "listed.jsonl"
"""Items that tell changes of a list, with the record; half of them look alike, every third was kept aside."""
MONTHS = "months.jsonl"
"""Items that point to rules of a month, several documents or a deal, with the record; half look alike."""
ACTING = "acting.jsonl"
"""Items that tell a measure by who acts and what it is on, with the record and without claims; half look alike."""
_ZONES = {"en": "America/New_York", "ja": "Asia/Tokyo", "zh-Hans": "Asia/Shanghai", "zh-Hant": "Asia/Taipei"}
_MAKING = "publish announce adopt sign file_for_inspection"
_ACTS = {
    "effective": "set_effective set_applicability set_compliance",
    "stay": "stay enjoin announce_nonenforcement delay_effective",
    "issue": f"amend add_entry remove_entry set_effective propose introduce pass report_out {_MAKING}",
    "amend": f"amend correct add_entry remove_entry change_entry {_MAKING}",
    "propose": f"propose introduce open_comment {_MAKING}",
    "extend": "extend_stay extend_expiry extend_comment delay_effective delay_compliance reopen_comment",
    "rescind": "rescind withdraw withdraw_final supersede",
    "delay": "delay_effective delay_compliance extend_comment stay",
    "lift": "lift_stay lift_injunction reinstate remove_entry rescind end_nonenforcement",
    "vacate": "vacate rescind",
    "enforce_not": "announce_nonenforcement stay",
    "withdraw": "withdraw withdraw_proposal withdraw_final rescind",
    "expire": "set_expiry expire extend_expiry",
    "comment": "open_comment extend_comment reopen_comment",
    "other": "",
}
"""The kinds of events that may stand for an act of a label."""
_ON_ITS_DAY = {("effective", "amend")}
"""Acts of a label and kinds of events that mean the same on the same day: that an amended order takes effect."""
_MADE = frozenset(f"amend {_MAKING}".split())
"""Acts that a document does by being issued: any day of its labels is right for them."""


class Verdict(NamedTuple):
    """How one item is read: claims shown, right and wrong; acts told for sure, claimed or left out; what is named.

    ``missed`` are names of labels under which nothing is shown, ``alien`` what is shown without one.
    """

    right: int
    wrong: list[Event]
    sure: int
    abstained: list[Mapping[str, Any]]
    named: int
    missed: list[str]
    alien: list[str]


@lru_cache(maxsize=4)
def _tables(names: str, *, record: bool) -> tuple[helpers.Ledger, ItemReader, Mapping[str, tuple[str, ...]]]:
    """Return the instruments, what reads items against them, and what the ids begin with that a label means."""
    tables = tomllib.loads((FOLDER / names).read_text("utf-8"))
    own = [
        Instrument(**{**each, "aliases": tuple((tag, tuple(names)) for tag, names in each.get("aliases", {}).items())})
        for each in tables["instrument"]
    ]
    bundled = [each for line in timelines() for each in line.instruments]
    if not record:  # what a record was read past is a help that news ahead of any record does not have
        bundled = [attrs.evolve(each, checked_through=None) for each in bundled]
    facts = [event for line in timelines() for event in line.events] if record else []
    facts += [helpers.fact(**each) for each in tables.get("fact", ())] if record else []
    ledger = helpers.Ledger(facts, [*bundled, *own])
    labels: dict[str, tuple[str, ...]] = {}
    for each in (*bundled, *own):  # what a label calls by its title
        labels[each.title] = *labels.get(each.title, ()), each.id
    return ledger, ItemReader(ledger), labels | {label: tuple(ids) for label, ids in tables.get("labels", {}).items()}


def item_of(table: Mapping[str, Any]) -> NewsItem:
    """An item as a wire would bring it in the evening of its day."""
    zone = _ZONES[table["lang"]]
    return helpers.item(
        table["text"], title=table["title"] or "", id=f"item:{table['id']}", language=table["lang"], zone=zone,
        jurisdiction="", published=f"{table['published']}T18:00[{zone}]",
    )  # fmt: skip


def judged(table: Mapping[str, Any], names: str = NAMES, *, record: bool = False) -> Verdict:
    """Return how an item is read, against the bundled instruments and those of a file of names."""
    ledger, reader, labels = _tables(names, record=record)
    item = item_of(table)
    found = reports(item, reader.read(item), ledger, seen_at=0)
    every = [*((each, True) for each in found.events), *((each, False) for row in found.waiting for each in row.events)]
    shown = [(each, known) for each, known in every if each.kind not in ("report", "confirm")]
    about = {each.target for each in found.events}
    may_name = *table["mentions"], *table.get("maybe", ())
    fitting = {id(each): _labels_of(each, table, labels, known=known) for each, known in shown}
    claimed = {place for places in fitting.values() for place in places}
    sure = [
        (place, claim)
        for place, claim in enumerate(table["claims"])
        if claim["sure"] and claim["modality"] in ("done", "announced") and claim["act"] != "other"
    ]
    return Verdict(
        sum(map(bool, fitting.values())), [each for each, _ in shown if not fitting[id(each)]], len(sure),
        [claim for place, claim in sure if place not in claimed], len(table["mentions"]),
        [name for name in table["mentions"] if not any(id_.startswith(labels[name]) for id_ in about)],
        [id_ for id_ in sorted(about) if not any(id_.startswith(labels[name]) for name in may_name)],
    )  # fmt: skip


def _labels_of(
    event: Event, table: Mapping[str, Any], labels: Mapping[str, tuple[str, ...]], *, known: bool
) -> list[int]:
    """Return the places of the labels that say what an event says; ``known``: of an instrument that is recorded."""
    days = {when.text[:10] for when in (event.effect, event.until, event.announced) if when is not None and when.dated}
    every = {claim.get("day") for claim in table["claims"]}
    found = []
    for place, claim in enumerate(table["claims"]):
        right = {claim.get("day"), claim.get("until"), table["published"]}
        right |= every if event.kind in _MADE or claim["act"] in ("issue", "amend", "propose") else set()
        lies_ahead = " to be " in event.summary or (bool(days) and max(days) > table["published"])
        same = (claim["act"], event.kind) in _ON_ITS_DAY and days == {claim.get("day")}
        if (
            (same or event.kind in _ACTS[claim["act"]].split())
            and (not known or event.target.startswith(labels.get(claim["instrument"], ())))
            and all(any(day == (each or "")[: len(day)] for each in right) for day in days)  # a month has its days
            and (lies_ahead or claim["modality"] not in ("planned", "expected"))
        ):
            found.append(place)
    return found


def scored(lines: Iterable[str], *, listed: bool, names: str = NAMES, record: bool = False) -> Iterator[str]:
    """The lines of the table of one set, and with ``listed`` what is wrong or missed."""
    counts: dict[str, Counter[str]] = {}
    told: list[str] = []
    for table in map(json.loads, lines):
        verdict = judged(table, names, record=record)
        linked = [each for each in verdict.abstained if each["instrument"] not in verdict.missed and each.get("day")]
        for tag in (table["lang"], "all"):
            counts.setdefault(tag, Counter()).update(
                items=1, right=verdict.right, wrong=len(verdict.wrong), sure=verdict.sure, linked=len(linked),
                claimed=verdict.sure - len(verdict.abstained), named=verdict.named, alien=len(verdict.alien),
                found=verdict.named - len(verdict.missed),
            )  # fmt: skip
        text = f"{table['id']}\t{table['title']}\t{table['text'][:300]}"
        told += [f"    wrong: {each.kind} {each.target} {each.summary}\t{text}" for each in verdict.wrong]
        told += [f"    alien: {each}\t{text}" for each in verdict.alien]
        told += [f"    missed: {each}\t{text}" for each in verdict.missed]
        told += [f"    left out: {each['act']} {each['instrument']} {each['day']}\t{text}" for each in linked]
    for tag, each in sorted(counts.items()):
        yield (
            f"  {tag:8}{each['items']:>4} items: claims right {each['right']}, wrong {each['wrong']}; "
            f"sure acts claimed {each['claimed']} of {each['sure']}, left out though linked and dated "
            f"{each['linked']}; instruments found {each['found']} of {each['named']}, alien {each['alien']}"
        )
    yield from told if listed else ()


def of_file(path: Path, *, listed: bool = False, record: bool = False) -> Iterator[str]:
    """The lines of the table of a file, read against the names beside it, if it has its own."""
    names = f"{path.stem}.toml" if (FOLDER / f"{path.stem}.toml").exists() else NAMES
    yield from scored(path.read_text("utf-8").splitlines(), listed=listed, names=names, record=record)


def report(data: Path | None = None, *, listed: bool = False) -> Iterator[str]:
    """The lines of the tables."""
    yield "items by somebody who had not seen the reader (tests/accuracy/news_made; mended for since: in-sample)"
    for name in SETS:
        yield f" {name}"
        yield from of_file(FOLDER / name, listed=listed)
    yield " sets that were read blind, with the record (now: in-sample)"
    for name in READ_BLIND:
        every, *more = of_file(FOLDER / name, listed=listed, record=True)
        yield f"  {name.partition('.')[0]}{every.lstrip()[3:]}"
        yield from more if listed else ()
    for name in (DESCRIBED, AGENCIES, POINTED, RECORDED, ASSERTED, PRESSED, LISTED, MONTHS):
        yield f" {name} (by the one who mends; with the record)"
        yield from of_file(FOLDER / name, listed=listed, record=True)


if __name__ == "__main__":
    path = next((Path(word) for word in sys.argv[1:] if not word.startswith("-")), FOLDER / SETS[0])
    print("\n".join(of_file(path, listed="--list" in sys.argv, record="--record" in sys.argv)))
