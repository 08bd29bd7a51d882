"""An event as it is posted to its target: the numbers that the fold needs, and nothing else.

A ledger holds each event whole, and beside it this compiled form, so that folding a million events reads integers
and never parses a date. It is a plain tuple: it is the one thing of which there are millions at once
(docs/decisions/0003-postings.md).
"""

from __future__ import annotations

from typing import NamedTuple

import attrs

from regtrack.dates import NEVER, Tick
from regtrack.model.event import Event, Value
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.scope import Path, path_of
from regtrack.model.when import Span


@attrs.frozen
class Detail:
    """What only some events have.

    Attributes:
        parts, exclude: paths of the provisions meant; empty for the whole instrument.
        steps: lower certainties reached earlier: (certainty, available, hold).
        undated: its date is stated to be unknown.
        stated_end: the last day as the source gives it ("through"), for printing.
    """

    parts: tuple[Path, ...] = ()
    exclude: tuple[Path, ...] = ()
    of: str | None = None
    name: str | None = None
    value: Value | None = None
    flags: tuple[str, ...] = ()
    steps: tuple[tuple[int, Tick, Tick], ...] = ()
    mode: str | None = None
    condition: bool = False
    undated: bool = False
    parties: str | None = None
    conflicts_with: tuple[str, ...] = ()


PLAIN = Detail()


class Posting(NamedTuple):
    """One event, compiled.

    ``begin`` and ``end`` are half-open: earliest and latest tick of each, equal when exact, None when not stated.
    """

    seq: int
    id: str
    key: str
    kind: str
    certainty: int
    available: Tick
    recorded: Tick
    hold: Tick
    begin0: Tick | None
    begin1: Tick | None
    end0: Tick | None
    end1: Tick | None
    detail: Detail


def post(event: Event, instrument: Instrument, *, event_id: str, seq: int, recorded: Tick) -> Posting:
    """Compile an event for its target.

    Raises:
        DateError: it has no date on which it happened or could be known.
    """
    zone = event.zone or instrument.legal_zone
    public_zone = instrument.publication_zone
    hold = event.holds_from(public_zone)
    *earlier, (certainty, available) = event.steps(public_zone)
    begin = _begin(event, zone, hold)
    end = event.until.end(zone, event.published_on) if event.until else None
    if end is not None and event.until is not None and not event.until.dated:
        end = Span(hold, NEVER)
    return Posting(
        seq,
        event_id,
        event.key,
        event.kind,
        int(certainty),
        available,
        recorded,
        hold,
        *(begin or (None, None)),
        *(end or (None, None)),
        _detail(
            event, instrument, [(step, known, _hold_at(event, step, public_zone, hold)) for step, known in earlier]
        ),
    )


def _begin(event: Event, zone: str, hold: Tick) -> Span | None:
    if event.effect is None:
        happened = event.happened()
        return None if happened.exact else happened.start(zone, event.published_on)
    if not event.effect.dated:
        return Span(hold, NEVER)  # it cannot act before it exists
    span = event.effect.start(zone, event.published_on)
    return Span(max(span.earliest, hold), NEVER) if event.effect.computed and event.published_on is None else span


def _hold_at(event: Event, step: Certainty, zone: str, hold: Tick) -> Tick:
    when = {Certainty.ANNOUNCED: event.announced, Certainty.FILED: event.filed}.get(step)
    return min(hold, when.start(zone).earliest) if when is not None and event.as_of is None else hold


def _detail(event: Event, instrument: Instrument, steps: list[tuple[Certainty, Tick, Tick]]) -> Detail:
    flags = list(event.flags)
    computed = any(when is not None and when.computed for when in (event.effect, event.until))
    if computed and "derived_date" not in flags:
        flags.append("derived_date")
    instructions = instrument.instruction_paths() if instrument.instructions else {}
    detail = Detail(
        parts=_paths(event.parts, instructions),
        exclude=_paths(event.exclude, instructions),
        of=event.of,
        name=event.name or event.row.name_default,
        value=event.value,
        flags=tuple(flags),
        steps=tuple((int(step), known, hold) for step, known, hold in steps),
        mode=event.mode,
        condition=event.condition is not None,
        undated=event.effect is not None and not event.effect.dated,
        parties=event.parties,
        conflicts_with=event.conflicts_with,
    )
    return PLAIN if detail == PLAIN else detail


def _paths(parts: tuple[str, ...], instructions: dict[Path, tuple[Path, ...]]) -> tuple[Path, ...]:
    paths: list[Path] = []
    for part in parts:
        path = path_of(part)
        paths.extend(instructions.get(path, (path,)))
    return tuple(paths)
