"""How quickly documents of the Federal Register become events: ``python tests/bench/register.py [--documents N]``.

Documents are made up, in the API's shape, in about the mix of a real year: two thirds notices, half of all with dates,
one in fifty acting on an earlier one. They go as JSON text through reading, compiling and appending to a ledger on
disk, a day at a time, in one process on one core. ``json.loads`` of the same text is measured beside it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from measuring import peak_memory  # noqa: E402

from regtrack import dates  # noqa: E402
from regtrack.sources.federal_register.events import compile_document  # noqa: E402
from regtrack.sources.federal_register.identity import key_of  # noqa: E402
from regtrack.sources.federal_register.ledger import LedgerRegister  # noqa: E402
from regtrack.sources.federal_register.metadata import read_metadata  # noqa: E402
from regtrack.store import Batch, SqliteStore, in_order  # noqa: E402
from tests.bench import bars  # noqa: E402
from tests.sources.shapes import sample  # noqa: E402

A_DAY = 120
FIRST = dt.date(2018, 1, 2)
"""Documents a second."""

RULES = (
    "This rule is effective {a}.",
    "Effective {a}, except for the amendments to § 744.{n}, which are delayed indefinitely.",
    "This final rule is effective {a}. Compliance with § 744.{n} is required as of {b}.",
    "This rule is effective from {a} through {b}.",
    "This interim final rule is effective {a}. Comments must be received on or before {b}.",
    "Effective date: {a}. The incorporation by reference of certain material is approved by the Director as of {a}.",
)
PROPOSALS = (
    "Comments must be received on or before {a}.",
    "Written comments must be received by {a}. A public hearing will be held on {b}.",
    "Comments on this proposal must be submitted by 11:59 p.m. Eastern Time on {a}.",
)
NOTICES = (
    "Comments must be received on or before {a}.",
    "The meeting will be held on {a}, from 9 a.m. to 4 p.m. Eastern Time.",
    "Applicable {a}.",
    "This notice is effective {a}.",
    "The public comment period will close on {a}. Reply comments are due on {b}.",
)
DELAY = "As of {p}, the effective date of the final rule published {q}, at {cited}, is delayed until {a}."


def days(count: int) -> Iterator[tuple[dt.date, list[str]]]:
    """Each day's documents as the API's JSON, a text each; the same in every run."""
    chance = random.Random(3)
    day, page, made = FIRST, 0, 0
    rules: list[tuple[str, dt.date]] = []
    while made < count:
        texts = []
        if day.timetuple().tm_yday == 1:
            page = 0
        for _ in range(min(A_DAY, count - made)):
            page += chance.randint(1, 4)
            table = _document(chance, f"{day.year}-{made % 90_000:05}", day, page, rules)
            texts.append(json.dumps(table))
            made += 1
        yield day, texts
        day += dt.timedelta(days=1)


def _document(
    chance: random.Random, number: str, day: dt.date, page: int, rules: list[tuple[str, dt.date]]
) -> dict[str, Any]:
    kind = chance.choices(("Rule", "Proposed Rule", "Notice", "Presidential Document"), (13, 8, 76, 3))[0]
    phrasing = {"Rule": RULES, "Proposed Rule": PROPOSALS, "Notice": NOTICES}.get(kind, ())
    printed = {
        name: f"{(later := day + dt.timedelta(days=chance.randint(*span))):%B} {later.day}, {later.year}"
        for name, span in (("a", (1, 90)), ("b", (91, 400)), ("p", (0, 0)))
    }
    text = chance.choice(phrasing).format(**printed, n=chance.randint(2, 30)) if phrasing else None
    fields: dict[str, Any] = {"effective_on": None, "comments_close_on": None, "start_page": page, "end_page": page + 2}
    citation = f"{day.year - 1935} FR {page}"
    if kind == "Notice" and chance.random() < 0.45:
        text = None
    if kind == "Rule" and rules and chance.random() < 0.15:
        cited, published = chance.choice(rules[-500:])
        shown = f"{published:%B} {published.day}, {published.year}"
        text, fields["action"] = DELAY.format(**printed, q=shown, cited=cited), "Final rule; delay of effective date."
    elif kind == "Rule":
        rules.append((citation, day))
    if kind == "Presidential Document":
        fields |= {"signing_date": day.isoformat(), "executive_order_number": None, "proclamation_number": number[-5:]}
    return sample(number, day.isoformat(), kind, dates=text, citation=citation, volume=day.year - 1935, **fields)


def measure(count: int, folder: Path) -> dict[str, float]:
    """Documents a second through all of it and through ``json.loads`` alone, and memory at a fifth and at the end."""
    store = SqliteStore(folder / "register.sqlite")
    register = LedgerRegister(store)
    now = dates.tick_of(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    whole = parsing = 0.0
    done = 0
    early = 0
    for day, texts in days(count):
        started = time.process_time()
        tables = [json.loads(text) for text in texts]
        parsing += time.process_time() - started
        read = [read_metadata(table).document for table in tables]
        documents = [each for each in read if each is not None]
        register.open_day(documents)
        items, restated = [], []
        for each in documents:
            items += [*compile_document(each, register), *register.arrivals(each)]
            restated.append(f"{key_of(each)}:")
        batch = Batch("federal-register", "Federal Register", in_order(items), restated=restated, portions=[str(day)])
        store.append(batch, now)
        whole += time.process_time() - started
        done += len(documents)
        if not early and done >= count / 5:
            early = peak_memory()
    assert done == count
    totals = store.totals()
    store.close()
    return {
        "rate": count / whole,
        "parsing": count / parsing,
        "events": totals.events,
        "early": early / 1e6,
        "late": peak_memory() / 1e6,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--json", action="store_true", help="the figures for a program")
    options = parser.parse_args()
    gc.freeze()  # the collector as a command has it
    gc.set_threshold(100_000)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(options.documents, Path(folder))
    if options.json:
        print(json.dumps(found))
        return 0
    rate, least = found["rate"], bars.REGISTER_A_SECOND
    print(f"documents to events, {options.documents:,}, one core  {rate:,.0f} /s  target >= {least:,} /s")
    ratio = found["parsing"] / rate
    print(f"  json.loads alone                             {found['parsing']:,.0f} /s  ratio {ratio:.0f}")
    print(f"  events recorded                              {found['events']:,.0f}")
    print(f"  peak memory after a fifth, and at the end    {found['early']:.0f} MB, {found['late']:.0f} MB")
    return 0 if rate >= least else 1


if __name__ == "__main__":
    raise SystemExit(main())
