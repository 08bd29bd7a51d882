"""Records: instruments, documents and events as plain tables, the shape of timeline files, ledger and exports alike.

``to_record`` leaves out whatever has its default, so that a record is short, and canonical: equal objects give equal
records. :func:`load` reads back what this library wrote, and trusts it; tables that anyone may have written are read by
:mod:`regtrack.records.reading`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

import attrs

from regtrack.errors import HalfCharacterError
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument, Relation
from regtrack.model.kinds import Certainty
from regtrack.model.when import When

if TYPE_CHECKING:  # most questions read none of these
    from regtrack.model.inbox import InboxEntry
    from regtrack.model.people import Person, Review
    from regtrack.model.provision_text import Amendatory, Edition, Passage

Table = Mapping[str, Any]
T = TypeVar(
    "T", Instrument, Document, Event, "InboxEntry", "Passage", "Edition", "Amendatory", "Person", "Review"
)  # fmt: skip
Record: TypeAlias = (
    "Instrument | Document | Event | InboxEntry | Passage | Edition | Amendatory | Person | Review"
)  # fmt: skip


class _Coding(NamedTuple):
    """How the values of a field are written to a record and read from it."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def to_record(item: Record | Evidence | Relation) -> dict[str, Any]:
    """Return the canonical table of an object: sorted keys, only what differs from the defaults."""
    table: dict[str, Any] = {}
    values, fields = _FIELDS.get(type(item)) or _fields_of(type(item))
    for value, (name, default, coding) in zip(values(item), fields, strict=True):
        if value is default or value is None or (default is not None and value == default):
            continue
        if name == "until" and value.inclusive:
            name = "through"
        table[name] = value if coding is None else coding.write(value)
    return table


_SCAN: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # to_record has sorted the keys


def _encoder() -> Callable[[dict[str, Any]], str]:
    """Return the encoder's C scanner, set up once instead of for each table."""
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:  # only CPython has it
        return _ENCODER.encode
    text = json.encoder.encode_basestring
    scan = make(None, _ENCODER.default, text, None, ":", ",", False, False, True)
    return lambda table: "".join(scan(table, 0))


_encode = _encoder()


def canonical(item: Record) -> str:
    """One line of JSON that equal objects share."""
    return _encode(to_record(item))


def content_id(kind: str, body: str) -> str:
    """Return the id of a record: the digest of its content, so that adding it again changes nothing.

    Raises:
        HalfCharacterError: it holds half of a character.
    """
    try:
        return sha256(f"{kind}\n{body}".encode()).hexdigest()[:24]
    except UnicodeEncodeError as error:
        raise HalfCharacterError(error) from None


def is_id(id_: str, kind: str, key: str, body: str, others: Iterable[str]) -> bool:
    """Return whether an id is the digest of a record.

    What was said again after something else was said is digested with the id of that: one of the ``others`` of its key.
    A withdrawal was digested with a number that only its first ledger knows; its key says which fact it withdraws.
    """
    if id_ == content_id(kind, body) or any(id_ == content_id(kind, f"{body}\n{other}") for other in others):
        return True
    of, gone, _ = key.partition("#withdrawn")
    says = ('"kind":"revise_record"', f'"of":{json.dumps(of, ensure_ascii=False)}')
    return kind == "event" and bool(gone) and all(each in body for each in says)


def packed(line: str) -> str | bytes:
    """Return a canonical line compressed, where that saves anything."""
    small = zlib.compress(line.encode())
    return small if len(small) < len(line) else line


def unpacked(body: str | bytes) -> str:
    """Return the canonical line of a body that may be compressed."""
    return body if isinstance(body, str) else zlib.decompress(body).decode()


@lru_cache(maxsize=4096)
def load(body: str | bytes, cls: type[T]) -> T:
    """Build an object from its canonical line, as this library wrote it, or from that line compressed."""
    return _object(_SCAN(unpacked(body), 0)[0], cls)  # a canonical line has nothing around it


def _object(table: dict[str, Any], cls: type[T]) -> T:
    through = table.pop("through", None)
    coded = _CODED[cls.__name__]
    for name, value in table.items():
        if name in coded:
            table[name] = coded[name].read(value)
    if through is not None:
        table["until"] = When.parse(through, inclusive=True)
    return cls(**table)


# --- how each field is written ----------------------------------------------------------------------------------


def _write_many(items: tuple[Evidence | Relation | Event, ...]) -> list[dict[str, Any]]:
    return [to_record(item) for item in items]


def _write_by_key(value: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, list[str]]:
    return {key: list(texts) for key, texts in sorted(value)}


def _read_by_key(table: Table) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((key, tuple(texts)) for key, texts in sorted(table.items()))


_TEXTS = _Coding(list, tuple)
_WHEN = _Coding(attrgetter("text"), lru_cache(maxsize=4096)(When.parse))
_LABELS = {certainty: certainty.label for certainty in Certainty}
_BY_KEY = _Coding(_write_by_key, _read_by_key)


def _coded_by_value(enum: str) -> _Coding:
    """Return how a member of an enumeration is written, which is imported when one is read."""
    place, _, name = enum.partition(":")
    return _Coding(attrgetter("value"), lambda value: getattr(import_module(place), name)(value))


_CODED: Mapping[str, Mapping[str, _Coding]] = MappingProxyType(
    {
        "Instrument": {
            **dict.fromkeys(("citation", "document_number", "rin", "docket", "cfr", "topics", "agencies"), _TEXTS),
            **dict.fromkeys(("aliases", "instructions"), _BY_KEY),
            "relations": _Coding(_write_many, lambda tables: tuple(Relation(**table) for table in tables)),
        },
        "Document": {"date": _WHEN, "rank": _Coding(attrgetter("value"), Rank)},
        "Event": {
            **dict.fromkeys(("parts", "exclude", "conflicts_with", "flags"), _TEXTS),
            **dict.fromkeys(
                ("effect", "until", "issued", "announced", "filed", "published", "available", "as_of"), _WHEN
            ),
            "certainty": _Coding(
                _LABELS.__getitem__, {label: certainty for certainty, label in _LABELS.items()}.__getitem__
            ),
            "evidence": _Coding(_write_many, lambda tables: tuple(Evidence(**table) for table in tables)),
        },
        "InboxEntry": {
            **dict.fromkeys(("quotes", "suggestions"), _TEXTS),
            "proposed": _Coding(to_record, lambda table: _object(table, Instrument)),
            "events": _Coding(_write_many, lambda tables: tuple(_object(table, Event) for table in tables)),
            "verdict": _coded_by_value("regtrack.model.inbox:Verdict"),
        },
        "Passage": {"paragraphs": _Coding(list, lambda rows: tuple((tuple(a), h, w, s) for a, h, w, s in rows))},
        "Edition": {
            "provisions": _Coding(list, lambda rows: tuple(map(tuple, rows))),
            **dict.fromkeys(("printed_on", "available", "withdrawn"), _WHEN),
        },
        "Amendatory": {
            "parts": _TEXTS,
            "instructions": _Coding(list, lambda rows: tuple((n, t, tuple(where), p, x) for n, t, where, p, x in rows)),
            **dict.fromkeys(("published", "filed"), _WHEN),
        },
        "Person": {
            "tokens": _TEXTS,
            "subscription": _Coding(
                lambda each: [_write_by_key(filters) for filters in each],
                lambda tables: tuple(map(_read_by_key, tables)),
            ),
        },
        "Review": {"action": _coded_by_value("regtrack.model.people:ReviewAction"), "events": _TEXTS},
    }
)
"""By the names of classes, the fields that are no plain text or number in a record."""


_Fields: TypeAlias = tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[str, Any, _Coding | None], ...]]
"""What :func:`to_record` needs: all values at once; and of each field its name, its default and how it is written."""
_FIELDS: dict[type, _Fields] = {}


def _fields_of(cls: type) -> _Fields:
    coded, fields = _CODED.get(cls.__name__, {}), sorted(attrs.fields(cls), key=attrgetter("name"))
    _FIELDS[cls] = found = (
        attrgetter(*(field.name for field in fields)),
        tuple(
            (field.name, None if field.default is attrs.NOTHING else field.default, coded.get(field.name))
            for field in fields
        ),
    )
    return found
