"""Records: instruments, documents and events as plain tables, the shape of timeline files, ledger and exports alike.

``to_record`` leaves out whatever has its default, so that a record is short, and canonical: equal objects give equal
records. :func:`load` reads back what this library wrote, and trusts it; tables that anyone may have written are read by
:mod:`regtrack.records.reading`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
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
T = TypeVar("T", bound="Record")
Record: TypeAlias = (
    "Instrument | Document | Event | InboxEntry | Passage | Edition | Amendatory | Person | Review"
)  # fmt: skip
EVENT_DATES = ("effect", "until", "issued", "announced", "filed", "published", "available", "as_of")
"""The fields of an event that hold a day."""


class _Coding(NamedTuple):
    """How the values of a field are written, as JSON, and read from a record."""

    write: Callable[[Any], str]
    read: Callable[[Any], Any]


_SCAN: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
compact_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_text = json.encoder.encode_basestring  # what the encoder would call, without its preparations
_SCALARS: dict[type, Callable[[Any], str]] = {str: _text, int: int.__repr__}


def _plain(value: Any) -> str:
    return _SCALARS.get(value.__class__, compact_json)(value)


def canonical(item: Record | Evidence | Relation) -> str:
    """One line of JSON that equal objects share: sorted keys, only what differs from the defaults."""
    return (_WRITERS.get(item.__class__) or _writer_of(item.__class__))(item)


def to_record(item: Record | Evidence | Relation) -> dict[str, Any]:
    """Return the table of an object that its canonical line holds."""
    table: dict[str, Any] = _SCAN(canonical(item), 0)[0]
    return table


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
    for name in coded.keys() & table.keys():
        table[name] = coded[name].read(table[name])
    if through is not None:
        table["until"] = When.parse(through, inclusive=True)
    return cls(**table)


# --- how each field is written ----------------------------------------------------------------------------------


def _write_many(items: tuple[Evidence | Relation | Event, ...]) -> str:
    return f"[{','.join(map(canonical, items))}]"


def _write_by_key(value: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return compact_json(dict(sorted(value)))


def _read_by_key(table: Table) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((key, tuple(texts)) for key, texts in sorted(table.items()))


_TEXTS = _Coding(lambda texts: f"[{','.join(map(_text, texts))}]", tuple)
_WHEN = _Coding(lambda when: _text(when.text), lru_cache(maxsize=4096)(When.parse))
_WRITTEN = {certainty: f'"{certainty.label}"' for certainty in Certainty}
_BY_KEY = _Coding(_write_by_key, _read_by_key)


def _write_value(member: Enum) -> str:
    return _text(member.value)


def _coded_by_value(enum: str) -> _Coding:
    """Return how a member of an enumeration is written, which is imported when one is read."""
    place, _, name = enum.partition(":")
    return _Coding(_write_value, lambda value: getattr(import_module(place), name)(value))


_CODED: Mapping[str, Mapping[str, _Coding]] = MappingProxyType(
    {
        "Instrument": {
            **dict.fromkeys(("citation", "document_number", "rin", "docket", "cfr", "topics", "agencies"), _TEXTS),
            **dict.fromkeys(("aliases", "instructions"), _BY_KEY),
            "relations": _Coding(_write_many, lambda tables: tuple(Relation(**table) for table in tables)),
        },
        "Document": {"date": _WHEN, "rank": _Coding(_write_value, Rank)},
        "Event": {
            **dict.fromkeys(("parts", "exclude", "conflicts_with", "flags"), _TEXTS),
            **dict.fromkeys(EVENT_DATES, _WHEN),
            "certainty": _Coding(_WRITTEN.__getitem__, {each.label: each for each in Certainty}.__getitem__),
            "evidence": _Coding(_write_many, lambda tables: tuple(Evidence(**table) for table in tables)),
        },
        "InboxEntry": {
            **dict.fromkeys(("quotes", "suggestions"), _TEXTS),
            "proposed": _Coding(canonical, lambda table: _object(table, Instrument)),
            "events": _Coding(_write_many, lambda tables: tuple(_object(table, Event) for table in tables)),
            "verdict": _coded_by_value("regtrack.model.inbox:Verdict"),
        },
        "Passage": {
            "paragraphs": _Coding(compact_json, lambda rows: tuple((tuple(a), h, w, s) for a, h, w, s in rows))
        },
        "Edition": {
            "provisions": _Coding(compact_json, lambda rows: tuple(map(tuple, rows))),
            **dict.fromkeys(("printed_on", "available", "withdrawn"), _WHEN),
        },
        "Amendatory": {
            "parts": _TEXTS,
            "instructions": _Coding(
                compact_json, lambda rows: tuple((n, t, tuple(where), p, x) for n, t, where, p, x in rows)
            ),
            **dict.fromkeys(("published", "filed"), _WHEN),
        },
        "Person": {
            "tokens": _TEXTS,
            "subscription": _Coding(
                lambda each: f"[{','.join(map(_write_by_key, each))}]", lambda tables: tuple(map(_read_by_key, tables))
            ),
        },
        "Review": {"action": _coded_by_value("regtrack.model.people:ReviewAction"), "events": _TEXTS},
    }
)
"""By the names of classes, the fields that are no plain text or number in a record."""


_WRITERS: dict[type, Callable[[Any], str]] = {}


def _writer(cls: type, field: str) -> Callable[[Any], str]:
    coding = _CODED.get(cls.__name__, {}).get(field)
    return _plain if coding is None else coding.write


def unwritable(item: Record) -> tuple[str, Any, Any]:
    """Return a field of an object that cannot be written: its name, its value, and the type that it should have."""
    for field in attrs.fields(type(item)):
        value = getattr(item, field.name)
        try:
            if value is not None:
                _writer(type(item), field.name)(value)
        except Exception:  # noqa: BLE001  whatever a value of another type may raise
            return field.name, value, field.type.__name__ if isinstance(field.type, type) else field.type
    raise AssertionError


def _writer_of(cls: type) -> Callable[[Any], str]:
    """Return what writes objects of a class, compiled for its fields as attrs compiles its methods.

    Every record is written once at least, and few of its fields are set: a loop over a table of them takes twice as
    long.
    """
    names: dict[str, Any] = {"scalars": _SCALARS.get, "encode": compact_json}
    lines = ["def write(item):", " line = []"]
    for field in sorted(attrs.fields(cls), key=attrgetter("name")):
        name, default = field.name, None if field.default is attrs.NOTHING else field.default
        names |= {f"default_{name}": default, f"write_{name}": _writer(cls, name)}
        differs = "" if default is None else f" and value is not default_{name} and value != default_{name}"
        key, writer = f"""'"{name}":'""", f"write_{name}(value)"
        if names[f"write_{name}"] is _plain:  # without a call in between
            writer = "scalars(value.__class__, encode)(value)"
        if name == "until":
            key = f"""('"through":' if value.inclusive else {key})"""
        lines += [f" value = item.{name}", f" if value is not None{differs}: line.append({key} + {writer})"]
    exec("\n".join([*lines, " return '{' + ','.join(line) + '}'"]), names)
    write: Callable[[Any], str] = names["write"]
    _WRITERS[cls] = write
    return write
