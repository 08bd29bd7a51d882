"""Reading tables that people write: timeline files and dumps, with everything that is wrong with them at once.

The ledger's own records are read by :mod:`regtrack.records.canonical`, which trusts them and is quick to import; the
words for whoever wrote a table by hand are here.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, override

from regtrack import dates
from regtrack.errors import DateError
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event, Value
from regtrack.model.inbox import OF_ITEMS, InboxEntry, Verdict
from regtrack.model.instrument import RELATIONS, Instrument, Relation
from regtrack.model.kinds import INSTRUMENT_KINDS, KINDS, Certainty, Dimension, Operation
from regtrack.model.people import Person, Review, ReviewAction
from regtrack.model.when import EXPECTED as EXPECTED_WHEN
from regtrack.model.when import When
from regtrack.records.canonical import Table
from regtrack.records.validation import (
    Flaw,
    Flaws,
    WrongValueError,
    flaws_of,
    language,
    nearest,
    one_of,
    show,
    text,
    texts,
    zone,
)

T = TypeVar("T", Instrument, Document, Event, InboxEntry, Person, Review)

FLAGS = frozenset(
    "see_preamble derived_date unintended_deletion could_not_incorporate end_ambiguous late_delay conflict "
    "scope_unread date_unread unread zone_assumed".split()
)
MODES = frozenset(("prospective", "as_if_included", "void_from_start"))
_ID = re.compile(r"[a-z0-9]+(?:/[a-z0-9][a-z0-9.\-_]*)+")


# --- tables -----------------------------------------------------------------------------------------------------


def read_instrument(table: Table) -> Instrument:
    """Read an instrument from a table; raise Flaws."""
    return _read(table, Instrument, ())


def read_document(table: Table) -> Document:
    """Read a document from a table; raise Flaws."""
    return _read(table, Document, ())


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


def read_inbox_entry(table: Table) -> InboxEntry:
    """Read an inbox entry from a table; raise Flaws."""
    return _read(table, InboxEntry, ())


def read_person(table: Table) -> Person:
    """Read somebody who may sign in from a table; raise Flaws."""
    return _read(table, Person, ())


def read_review(table: Table) -> Review:
    """Read what a person did about a change from a table; raise Flaws."""
    return _read(table, Review, ())


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
        (
            row.operation is Operation.DERIVE,
            "",
            "kind",
            "a kind that is recorded; the clock makes this one happen by itself",
        ),
        (deadline, "until", "through", "the deadline, as through (last day) or until"),
        (moves_end and not deadline, "until", "until", f"until or through: {row.name} moves an end"),
        (
            names and row.operation is Operation.REBEGIN,
            "effect",
            "effect",
            f'the new date (or "indefinite"): {row.name} moves a date',
        ),
        (
            names and (deadline or value) and not row.name_default,
            "name",
            "name",
            f"what the {row.dimension.value} is called",
        ),
        (names and value, "value", "value", "the value: a text, a number, true or false"),
        (row.operation in wants_of, "of", "of", f"the key of the event that this one {row.phrase}"),
    )
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


# --- leaves -----------------------------------------------------------------------------------------------------


def _maybe_empty(value: Any, _: Any = None) -> str:
    if not isinstance(value, str):
        raise WrongValueError("a text in quotes")
    return value


def _when(value: Any, _: Any = None) -> When | None:
    if value is None:
        return None
    return _read_when(value)


def _end(value: Any, _: Any = None) -> When | None:
    """Read an end; :func:`_merge_ends` has noted which of its two spellings it has."""
    if isinstance(value, Mapping) and set(value) == {"through"}:
        return _read_when(value["through"], inclusive=True)
    return _when(value)


def _read_when(stated: Any, *, inclusive: bool = False) -> When:
    if isinstance(stated, dt.datetime) and stated.tzinfo is None:
        raise WrongValueError(
            'an instant with its offset (2025-11-10T08:45:00-05:00), or "2025-11-10T08:45[America/New_York]"'
        )
    try:
        return When.parse(stated, inclusive=inclusive)
    except DateError as error:
        raise WrongValueError(str(error).partition("expected ")[2] or EXPECTED_WHEN) from None


def _readable(value: Any, _: Any = None) -> When | None:
    when = _when(value)
    if when is not None:
        try:
            when.public("UTC")
        except DateError:
            raise WrongValueError("a day, an instant, a month or a span: something could be read then") from None
    return when


def _certainty(value: Any, _: Any = None) -> Certainty:
    return Certainty[one_of((each.label for each in Certainty), "a certainty")(value).upper()]


def _value(value: Any, _: Any = None) -> Value | None:
    if value is not None and not isinstance(value, str | int | float | bool):
        raise WrongValueError("a text, a number, true or false")
    if isinstance(value, float) and not math.isfinite(value):
        raise WrongValueError("a text, a number that has a size, true or false")
    return value


def _instrument_id(value: Any, _: Any = None) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise WrongValueError("an id such as us/bis/ai-diffusion: lower case, parts divided by /")
    return value


def _by_key(check: Callable[[Any], Any], what: str) -> Callable[..., tuple[tuple[str, tuple[str, ...]], ...]]:
    def read(value: Any, _: Any = None) -> tuple[tuple[str, tuple[str, ...]], ...]:
        if not isinstance(value, Mapping):
            raise WrongValueError(what)
        return tuple((str(check(key)), texts(names)) for key, names in sorted(value.items()))

    return read


def _number(value: Any) -> str:
    if not re.fullmatch(r"\d+[a-z]*(\.[0-9A-Za-z]+)*", str(value)):  # 12, 3b, 12.b, 9.A.i: a step of it
        raise WrongValueError("the number of an amendatory instruction")
    return str(value)


def _page(value: Any, _: Any = None) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 10_000_000:
        raise WrongValueError("a page number")
    return value


def _flags_list(value: Any, _: Any = None) -> tuple[str, ...]:
    read = one_of(FLAGS, "a flag")
    return tuple(read(each) for each in texts(value))


def _evidence(value: Any, _: Any = None) -> Evidence:
    if isinstance(value, str):
        return Evidence(document=text(value))
    if not isinstance(value, Mapping):
        raise WrongValueError('the id of a document, or { document = "...", quote = "..." }')
    unknown = set(value) - {"document", "quote", "note"}
    if unknown or "document" not in value:
        raise WrongValueError("document, and optionally quote and note")
    beside = map(value.get, ("quote", "note"))
    return Evidence(text(value["document"]), *(each if each in (None, "") else text(each) for each in beside))


def _relation(value: Any, _: Any = None) -> Relation:
    if not isinstance(value, Mapping) or set(value) != {"kind", "target"}:
        raise WrongValueError('{ kind = "amends", target = "us/bis/..." }')
    return Relation(one_of(RELATIONS, "a relation")(value["kind"]), _instrument_id(value["target"]))


def _many(read: Callable[[Any], Any], what: str) -> Callable[..., tuple[Any, ...]]:
    def each(value: Any, _: Any = None) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise WrongValueError(what)
        return tuple(read(item) for item in value)

    return each


def _part(read: Callable[[Table], Any], value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise WrongValueError("a table")
    try:
        return read(value)
    except Flaws as error:
        raise WrongValueError(str(error)) from None


def _iso_day(value: Any, _: Any = None) -> str:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise WrongValueError("a day such as 2026-10-04")
    return value


def _sha256(value: Any, _: Any = None) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{64}", value):
        raise WrongValueError("64 hexadecimal digits")
    return value


_LEAVES: dict[type, dict[str, Callable[..., Any]]] = {
    Instrument: {
        "id": _instrument_id,
        "kind": one_of(INSTRUMENT_KINDS, "a kind of instrument"),
        "zone": zone,
        "aliases": _by_key(language, 'lists of names by language, such as aliases.en = ["..."]'),
        "last_page": _page,
        "same_as": _instrument_id,
        "checked_through": _iso_day,
        "instructions": _by_key(_number, 'lists of provisions by number, such as { 3 = ["47 CFR 64.2011"] }'),
        "relations": _many(_relation, "a list of relations"),
    },
    Document: {
        "date": _readable,
        "language": language,
        "rank": lambda value, _=None: Rank(one_of(Rank, "a rank")(value)),
        **dict.fromkeys(("sha256", "text_sha256"), _sha256),
    },
    Event: {
        "kind": one_of(KINDS, "an event kind"),
        "target": _instrument_id,
        "certainty": _certainty,
        "effect": _when,
        "until": _end,
        "as_of": _when,
        **dict.fromkeys(("issued", "announced", "filed", "published", "available"), _readable),
        "value": _value,
        "mode": one_of(MODES, "a mode"),
        "zone": zone,
        "language": language,
        "flags": _flags_list,
        "summary": _maybe_empty,
        "evidence": _many(_evidence, "a list of documents"),
    },
}


_LEAVES[InboxEntry] = {
    "name": _maybe_empty,
    "reason": _maybe_empty,
    "language": language,
    "proposed": lambda value, _=None: _part(read_instrument, value),
    "events": _many(lambda value: _part(read_event, value), "a list of events"),
    "verdict": lambda value, _=None: Verdict(one_of(Verdict, "a verdict")(value)),
    "instrument": _instrument_id,
}


def _matching(pattern: str, what: str) -> Callable[..., str]:
    def read(value: Any, _: Any = None) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise WrongValueError(what)
        return value

    return read


def _flag(value: Any, _: Any = None) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError("true or false")
    return value


def _made_at(value: Any, _: Any = None) -> str:
    try:
        dates.parse_instant(value)
    except (DateError, TypeError, AttributeError):
        raise WrongValueError("an instant such as 2026-10-04T12:00:00Z") from None
    return str(value)


person_id = _matching(
    r"[a-z0-9][a-z0-9._@+\-]{0,63}", "a name in lower case without blanks, such as ada or ada@example.org"
)
_about = _matching(r"[0-9a-f]{24}", "24 hexadecimal digits")
_filters = _by_key(text, 'lists of values by filter, such as { topic = ["ai-chips"] }')
_LEAVES[Person] = {
    "id": person_id,
    "name": _maybe_empty,
    **dict.fromkeys(("auditor", "revoked"), _flag),
    "tokens": _many(_sha256, "a list of digests"),
    "schedule": _maybe_empty,
    "subscription": _many(_filters, "a list of filters"),
}
_LEAVES[Review] = {
    "about": _about,
    "instrument": _instrument_id,
    **dict.fromkeys(("person", "to"), person_id),
    "action": lambda value, _=None: ReviewAction(one_of(ReviewAction, "an action")(value)),
    "made_at": _made_at,
    "events": _many(_about, "a list of ids of events"),
}


def _reader(field: attrs.Attribute[Any], leaves: Mapping[str, Callable[..., Any]]) -> Callable[..., Any]:
    if field.name in leaves:
        return leaves[field.name]
    return texts if "tuple" in str(field.type) else text


@lru_cache(maxsize=1)
def _strict() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=True, forbid_extra_keys=True)
    for cls, leaves in _LEAVES.items():
        hooks: dict[str, Any] = {
            field.name: override(struct_hook=_reader(field, leaves)) for field in attrs.fields(cls)
        }
        read: Any = make_dict_structure_fn(
            cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **hooks
        )
        converter.register_structure_hook(cls, read)
    return converter


__all__ = [
    "Flaw", "Flaws", "nearest", "person_id", "read_document", "read_event", "read_inbox_entry", "read_instrument",
    "read_person", "read_review",
]  # fmt: skip
