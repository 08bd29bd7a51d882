"""Reading tables that people write: timeline files and dumps, with everything that is wrong with them at once.

The ledger's own records are read by :mod:`regtrack.records.canonical`, which trusts them and is quick to import; the
words for whoever wrote a table by hand are here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

import attrs
import cattrs

from regtrack.model.event import Event
from regtrack.model.inbox import OF_ITEMS, InboxEntry, Verdict
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS, Dimension, Operation
from regtrack.records.canonical import Table
from regtrack.records.leaves import LEAVES, Leaves, instrument_id, many, maybe_empty, member
from regtrack.records.validation import Flaw, Flaws, WrongValueError, flaws_of, language, show, strict, text, texts

T = TypeVar("T")


def read_record(table: Table, cls: type[T]) -> T:
    """Read an object of a class from a table; raise Flaws with everything that is wrong with it."""
    return read_event(table) if cls is Event else _read(table, cls, ())  # type: ignore[return-value]


def read_event(table: Table) -> Event:
    """Read an event from a table; raise Flaws. Fill in the certainty that its dates imply, if none is given."""
    plain = dict(table)
    found = list(_merge_ends(plain))
    if "certainty" not in plain:
        plain["certainty"] = _implied_certainty(plain)
    ambiguous = plain.pop("end_ambiguous", False)
    if not isinstance(ambiguous, bool):
        found.append(Flaw("end_ambiguous", repr(show(ambiguous)), "true or false"))
    elif ambiguous and isinstance(plain.get("flags", []), list | tuple):
        plain["flags"] = [*plain.get("flags", ()), "end_ambiguous"]
    found += _missing(plain)
    try:
        event = _read(plain, Event, found, shown=table)
        if wrong := list(_order_of_ends(event)):
            raise Flaws(wrong)
    except Flaws as error:
        raise Flaws(_as_written(error.flaws, table)) from None
    return event


def _as_written(flaws: Iterable[Flaw], table: Table) -> Iterator[Flaw]:
    """Rename the flaws of an end to the key that the table uses."""
    written_through = "through" in table and "until" not in table
    for flaw in flaws:
        yield attrs.evolve(flaw, field="through") if written_through and flaw.field == "until" else flaw


def _read(table: Table, cls: type[T], found: Iterable[Flaw], shown: Table | None = None) -> T:
    flaws = list(found)
    try:
        item = _strict().structure(table, cls)
    except cattrs.BaseValidationError as error:
        flaws += flaws_of(error, shown or table, also=("through", "end_ambiguous"), wanted=_WANTED, spelled=_spelled)
        raise Flaws(flaws) from None
    if flaws:
        raise Flaws(flaws)
    return item


def _merge_ends(table: dict[str, Any]) -> Iterator[Flaw]:
    """``through = D`` (last day in) and ``until = D`` (first day out) are two spellings of one field."""
    if "through" not in table:
        return
    through = table.pop("through")
    if "until" in table:
        yield Flaw("through", repr(show(through)), "only one of until and through")
    else:
        table["until"] = {"through": through}


def _implied_certainty(table: Table) -> str:
    for key, certainty in (("published", "published"), ("filed", "filed"), ("announced", "announced")):
        if key in table:
            return certainty
    return "published" if "issued" in table else "reported"


def _missing(table: Table) -> Iterator[Flaw]:
    """Find what an event of its kind requires and this one lacks; items need not say which instrument, nor the date."""
    row = KINDS.get(table["kind"]) if isinstance(table.get("kind"), str) else None
    if not {"issued", "announced", "filed", "published", "available"} & set(table):
        yield Flaw("published", "nothing", "a day on which it was issued, announced, filed, published or available")
    if row is None:
        return
    moves_end, wants_of = row.operation is Operation.REEND, (Operation.CONFIRM, Operation.RETRACT, Operation.REVISE)
    deadline, value = row.dimension is Dimension.DEADLINE, row.dimension is Dimension.VALUE
    names = not str(table.get("key")).startswith(OF_ITEMS)
    wanted = (
        (row.operation is Operation.DERIVE, "", "kind",
         "a kind that is recorded; the clock makes this one happen by itself"),
        (deadline, "until", "through", "the deadline, as through (last day) or until"),
        (moves_end and not deadline, "until", "until", f"until or through: {row.name} moves an end"),
        (names and row.operation is Operation.REBEGIN, "effect", "effect",
         f'the new date (or "indefinite"): {row.name} moves a date'),
        (names and (deadline or value) and not row.name_default, "name", "name",
         f"what the {row.dimension.value} is called"),
        (names and value, "value", "value", "the value: a text, a number, true or false"),
        (row.operation in wants_of, "of", "of", f"the key of the event that this one {row.phrase}"),
    )  # fmt: skip
    for applies, key, field, expected in wanted:
        if applies and table.get(key) is None:
            yield Flaw(field, repr(row.name) if field == "kind" else "nothing", expected)


def _order_of_ends(event: Event) -> Iterator[Flaw]:
    if event.effect is None or event.until is None or not (event.effect.dated and event.until.dated):
        return
    start = event.effect.start("America/New_York", event.published_on)
    end = event.until.end("America/New_York", event.published_on)
    if end.latest <= start.earliest:
        yield Flaw("until", repr(event.until.text), f"a day after effect ({event.effect.text})")


_WANTED = {
    "key": "a name for the fact, unique in the file: it is required",
    "kind": "a kind: it is required",
    "target": "the id of an instrument: it is required",
    "id": "an id: it is required",
    "title": "a title: it is required",
    "publisher": "who published it: it is required",
    "document": "the id of a document: it is required",
}


def _spelled(table: Any, step: str | int) -> str | int:
    """Return a key as the table spells it: an end may be written as its last day."""
    return "through" if isinstance(table, Mapping) and step == "until" and step not in table else step


def _part(cls: type[T], value: Any) -> T:
    if not isinstance(value, Mapping):
        raise WrongValueError("a table")
    try:
        return read_record(value, cls)
    except Flaws as error:
        raise WrongValueError(str(error)) from None


_OF_INBOX: Leaves = {
    "name": maybe_empty,
    "reason": maybe_empty,
    "language": language,
    "proposed": lambda value, _=None: _part(Instrument, value),
    "events": many(lambda value: _part(Event, value), "a list of events"),
    "verdict": member(Verdict, "a verdict"),
    "instrument": instrument_id,
}


def _reader(field: attrs.Attribute[Any], leaves: Leaves) -> Callable[..., Any]:
    if field.name in leaves:
        return leaves[field.name]
    return texts if "tuple" in str(field.type) else text


@lru_cache(maxsize=1)
def _strict() -> cattrs.Converter:
    leaves = {**LEAVES, InboxEntry: _OF_INBOX}
    return strict({cls: {each.name: _reader(each, own) for each in attrs.fields(cls)} for cls, own in leaves.items()})
