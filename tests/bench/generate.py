"""A ledger of any size for the benchmarks: ten events an instrument, the same for the same size.

Most instruments lie still: all of their dates are before the window that the benchmarks ask about. A fixed number of
them, spread over the whole, have one or two more events inside it.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from regtrack import dates
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.when import When

SINCE, UNTIL = "2025-05-12", "2025-08-12"
CHANGED = 200
EVENTS_EACH = 10
_FIRST = dt.date(2004, 1, 1)
_DAYS = 7_200  # first dates: to 2023-09; the last date of a quiet instrument lies within 450 days of its first
_AGENCIES = ("bis", "ofac", "epa", "fcc", "sec", "cfpb", "fda", "nhtsa")
_KINDS = ("final_rule", "final_rule", "final_rule", "interim_final_rule", "proposed_rule", "guidance")
_BEFORE = dates.day_start(dt.date(2025, 1, 2))
_WITHIN = dates.day_start(dt.date(2025, 8, 1))
LOADED, UPDATED = _BEFORE, _WITHIN
"""When the ledger was filled, and when it was told of the events in the window."""


def instruments(count: int) -> list[Instrument]:
    """The instruments themselves."""
    return [
        Instrument(
            id=_id(number),
            kind=_KINDS[number % len(_KINDS)],
            title=f"Amendments to the controls of category {number}",
            document_number=(f"{2004 + number % 21}-{number:06d}",),
            cfr=(f"{15 + number % 20} CFR {700 + number % 90}",),
            topics=("trade", "chips") if number % 7 == 0 else ("trade",),
        )
        for number in range(count)
    ]


def documents(count: int) -> list[Document]:
    """One document an instrument, and one for each that changed in the window."""
    found = [_document(f"bench:d{number}", number, _first_day(number)) for number in range(count)]
    found += [_document(f"bench:n{number}", number, dt.date(2025, 6, 2)) for number in _changed(count)]
    return found


def events(count: int, size: int = 100_000) -> Iterator[list[Event]]:
    """The history of every instrument up to the window, in lists of that many events."""
    batch: list[Event] = []
    for number in range(count):
        batch += _history(number)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def news(count: int) -> list[Event]:
    """The events in the window: one or two for each instrument that changes in it."""
    found: list[Event] = []
    for place, number in enumerate(_changed(count)):
        day = dt.date(2025, 5, 20) + dt.timedelta(days=place % 70)
        said = {
            "published": _when(day),
            "certainty": Certainty.PUBLISHED,
            "evidence": (Evidence(f"bench:n{number}", "words"),),
        }
        turn = place % 4
        if turn == 0:
            found.append(_event(number, "n0", "rescind", effect=_when(day), **said))
        elif turn == 1:
            found.append(_event(number, "n0", "set_value", name="rate", value=place, effect=_when(day, 20), **said))
        elif turn == 2:
            found.append(_event(number, "n0", "stay", effect=_when(day), until=_when(day, 400, through=True), **said))
        if turn == 3 or place % 8 == 0:
            said = {"announced": _when(day), "certainty": Certainty.ANNOUNCED, "evidence": said["evidence"]}
            found.append(_event(number, "n1", "rescind", effect=When.parse("unknown"), **said))
    return found


def _history(number: int) -> list[Event]:
    """Proposed, commented on, published, delayed, stayed for a while; with a value, a duty and words about it."""
    chance = random.Random(number)
    first = _first_day(number)
    final = first + dt.timedelta(days=chance.randrange(120, 200))
    moved = final + dt.timedelta(days=chance.randrange(5, 25))
    stayed = final + dt.timedelta(days=chance.randrange(90, 120))
    proposed, published, delayed, paused = (_said(number, day) for day in (first, final, moved, stayed))
    reported = {**_said(number, moved, "announced"), "certainty": Certainty.ANNOUNCED}
    return [
        _event(number, 0, "propose", **proposed),
        _event(number, 1, "open_comment", until=_when(first, 60, through=True), **proposed),
        _event(
            number,
            2,
            "extend_comment",
            until=_when(first, 75, through=True),
            **_said(number, first + dt.timedelta(days=50)),
        ),
        _event(number, 3, "publish", **published),
        _event(number, 4, "set_effective", effect=_when(final, 30), **published),
        _event(number, 5, "delay_effective", effect=_when(final, 60), **delayed),
        _event(number, 6, "stay", effect=_when(stayed), until=_when(stayed, 90, through=True), **paused),
        _event(number, 7, "set_value", name="rate", value=number % 50, effect=_when(final, 30), **published),
        _event(number, 8, "set_compliance", effect=_when(final, 90), **published),
        _event(number, 9, "delay_effective", effect=_when(final, 60), **reported),
    ]


def _event(number: int, key: int | str, kind: str, **fields: object) -> Event:
    return Event(
        key=f"{_id(number)}#{key}",
        kind=kind,
        target=_id(number),
        summary=f"Statement {key} on rule {number}.",
        **fields,
    )


def _said(number: int, day: dt.date, how: str = "published") -> dict[str, object]:
    return {
        how: _when(day),
        "certainty": Certainty.PUBLISHED,
        "evidence": (Evidence(f"bench:d{number}", "words of the document"),),
    }


def _document(id_: str, number: int, day: dt.date) -> Document:
    return Document(
        id_,
        "Federal Register",
        f"https://www.federalregister.gov/d/{number}",
        f"Document {number}",
        _when(day),
        rank=Rank.OFFICIAL,
    )


def _when(day: dt.date, days: int = 0, *, through: bool = False) -> When:
    return When.parse((day + dt.timedelta(days=days)).isoformat(), inclusive=through)


def _id(number: int) -> str:
    return f"us/{_AGENCIES[number % len(_AGENCIES)]}/rule-{number}"


def _first_day(number: int) -> dt.date:
    return _FIRST + dt.timedelta(days=number * 7919 % _DAYS)


def _changed(count: int) -> range:
    return range(0, count, max(1, count // CHANGED))[:CHANGED]
