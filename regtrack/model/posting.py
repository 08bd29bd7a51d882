"""An event as it is posted to its target: the numbers that the fold needs, and nothing else.

A ledger holds each event whole, and beside it this compiled form, so that folding a million events reads integers
and never parses a date. It is a plain tuple: it is the one thing of which there are millions at once
(docs/decisions/0003-postings.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import attrs

from regtrack.dates import NEVER, Tick
from regtrack.model.event import Event, Value
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty, Dimension, Kind, Operation
from regtrack.model.scope import Path, amendment_of, covers, for_persons, path_of
from regtrack.model.value_object import ValueObject
from regtrack.model.when import Span, When


@attrs.frozen(repr=False)
class Detail(ValueObject):
    """What only some events have.

    Attributes:
        parts, exclude: paths of what is meant; empty for the whole instrument.
        amendments: what each amendment of the instrument changes, for an event that is about a part of it.
        steps: lower certainties reached earlier: (certainty, available, hold).
        undated: its date is stated to be unknown.
        settled: it is about no other event, and had no lower certainty before.
        simple: it is settled, about all of its instrument and everybody, has no unknown date, and contradicts and
            warns of nothing.
    """

    parts: tuple[Path, ...] = ()
    exclude: tuple[Path, ...] = ()
    amendments: tuple[Path, ...] = ()
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
    settled: bool = attrs.field(init=False, eq=False, repr=False)
    simple: bool = attrs.field(init=False, eq=False, repr=False)

    @settled.default
    def _is_settled(self) -> bool:
        return self.of is None and not self.steps

    @simple.default
    def _is_simple(self) -> bool:
        qualified = self.parts or self.exclude or self.parties or self.flags or self.conflicts_with or self.undated
        return self.settled and not qualified


PLAIN = Detail()


class Posting(NamedTuple):
    """One event, compiled. It sorts as acts do: by when it takes hold, then by when it could be known, then by id.

    ``begin`` and ``end`` are half-open: earliest and latest tick of each, equal when exact. An end is None when not
    stated; a begin is then when it takes hold, and ``begins`` is False.
    """

    hold: Tick
    available: Tick
    id: str
    key: str
    certainty: int
    begin0: Tick
    begin1: Tick
    end0: Tick | None
    end1: Tick | None
    begins: bool
    seq: int
    recorded: Tick
    row: Kind
    detail: Detail

    @property
    def kind(self) -> str:
        """The name of its row in the table of kinds."""
        return self.row.name

    @property
    def posting(self) -> Posting:
        """What is recorded: itself, unless this is the event as it was known earlier."""
        return self


_HOLD, _BEGIN0, _END1 = map(Posting._fields.index, ("hold", "begin0", "end1"))
_DATES = range(_BEGIN0, _END1 + 1)
dates_of: Callable[[Posting], tuple[Tick | None, ...]] = itemgetter(*_DATES)
"""The four dates of a posting: begin0, begin1, end0 and end1."""
ticks_of: Callable[[Posting], tuple[Tick | None, ...]] = itemgetter(_HOLD, *_DATES)
"""When it takes hold, and its four dates."""


def post(event: Event, instrument: Instrument, *, event_id: str, seq: int, recorded: Tick) -> Posting:
    """Compile an event for its target.

    Raises:
        DateError: it has no date on which it happened or could be known.
    """
    public_zone = instrument.publication_zone
    zone = event.zone or instrument.zone or public_zone
    effect, until, happened = event.effect, event.until, event.happened()
    computed = (effect is not None and effect.computed) or (until is not None and until.computed)
    # The day from which periods are counted.
    published_on = event.published_on if computed or happened.computed else None
    hold = happened.start(public_zone, published_on).earliest
    *earlier, (certainty, available) = event.steps(public_zone)
    begin0, begin1 = _begin(effect, happened, zone, hold, published_on)
    begins = begin0 is not None and begin1 is not None
    end0, end1 = _end(until, zone, hold, published_on)
    steps = [(int(step), known, _hold_at(event, step, public_zone, hold)) for step, known in earlier]
    return _new(
        Posting,
        (
            hold, available, event_id, event.key, int(certainty),
            begin0 if begin0 is not None else hold, begin1 if begin1 is not None else hold, end0, end1,
            begins, seq, recorded, event.row, _detail(event, instrument, steps, computed=computed),
        ),
    )  # fmt: skip


_new = tuple.__new__  # what Posting() does, without a call in between


def _begin(
    effect: When | None, happened: When, zone: str, hold: Tick, published_on: dt.date | None
) -> Span | tuple[None, None]:
    if effect is None:
        return _NO_SPAN if happened.exact else happened.start(zone, published_on)
    if not effect.dated:
        return Span(hold, NEVER)  # it cannot act before it exists
    span = effect.start(zone, published_on)
    return Span(max(span.earliest, hold), NEVER) if effect.computed and published_on is None else span


def _end(until: When | None, zone: str, hold: Tick, published_on: dt.date | None) -> Span | tuple[None, None]:
    if until is None:
        return _NO_SPAN
    return until.end(zone, published_on) if until.dated else Span(hold, NEVER)


_NO_SPAN = (None, None)


def _hold_at(event: Event, step: Certainty, zone: str, hold: Tick) -> Tick:
    when = event.stated_as(step)
    return min(hold, when.start(zone).earliest) if when is not None and event.as_of is None else hold


def _detail(
    event: Event, instrument: Instrument, steps: list[tuple[int, Tick, Tick]], *, computed: bool
) -> Detail:  # fmt: skip
    flags, effect = event.flags, event.effect
    if computed and "derived_date" not in flags:
        flags = (*flags, "derived_date")
    name = event.name or event.row.name_default
    undated = effect is not None and not effect.dated
    plain = (event.of, event.value, event.mode, event.condition, event.parties) == (None,) * 5
    if plain and not (steps or flags or undated or event.parts or event.exclude or event.conflicts_with):
        return _named(name)
    amendments = instrument.amendments() if event.parts or event.exclude else ()
    return Detail(
        parts=tuple(_parts(event, amendments)),
        exclude=tuple(_paths(event.exclude, amendments)),
        amendments=amendments,
        of=event.of,
        name=name,
        value=event.value,
        flags=flags,
        steps=tuple(steps),
        mode=event.mode,
        condition=event.condition is not None,
        undated=undated,
        parties=event.parties,
        conflicts_with=event.conflicts_with,
    )


@lru_cache(maxsize=4096)
def _named(name: str | None) -> Detail:
    """Return the detail of an event of which no more than a name has to be known, which most are."""
    return PLAIN if name is None else Detail(name=name)


def _parts(event: Event, amendments: tuple[Path, ...]) -> Iterator[Path]:
    """Return what an event is about; never more than it names."""
    parts = list(_paths(event.parts, amendments))
    if not parts and SCOPE_UNREAD in event.flags:  # a part that nobody could name is still no whole
        parts = [(event.evidence[0].quote if event.evidence and event.evidence[0].quote else _NO_WORDS,)]
    row = event.row
    if event.parties and (
        row.dimension is Dimension.PAUSE or (row.dimension is Dimension.FORCE and row.operation in _MOVES)
    ):
        return iter(for_persons(parts, event.parties))
    return iter(parts)


UNREAD = "unread"
"""Flag of a statement whose words are kept and move nothing, since they could not be read."""
SCOPE_UNREAD = "scope_unread"
"""Flag of an event about a part whose words could not be resolved: it moves a part of its own, never the whole."""
TARGET_INFERRED = "target_inferred"
"""Flag of an act that does not name its rule for certain, on the one rule that it can be done to."""
RECITED = "recited"
"""Flag of a begin that is known from a later document alone, which tells of it and does nothing to it."""
_NO_WORDS = "a part that could not be read"
_MOVES = frozenset((Operation.REBEGIN, Operation.REEND, Operation.SHUT, Operation.VOID, Operation.REOPEN))
"""What limits an act to some persons makes a part of its own.

Whom a rule or a letter is for does not, unless it takes effect for others on a day of its own; that is for the fold.
"""


def _paths(written: tuple[str, ...], amendments: tuple[Path, ...]) -> Iterator[Path]:
    for part in written:
        path = path_of(part)
        named = amendment_of(path)
        changed = [each for each in amendments if covers(path, each)] if named and len(path) == 1 else []
        yield from changed or (path,)
