"""Reading each field of a table that people write: dates, ids, lists, evidence. A wrong value says what is expected."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar

from regtrack import dates
from regtrack.errors import DateError
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event, Value
from regtrack.model.instrument import RELATIONS, Instrument, Relation
from regtrack.model.kinds import INSTRUMENT_KINDS, KINDS, Certainty
from regtrack.model.people import Person, Review, ReviewAction
from regtrack.model.provision_text import Amendatory, Edition, Passage
from regtrack.model.when import EXPECTED as EXPECTED_WHEN
from regtrack.model.when import When, WhenKind
from regtrack.records.validation import WrongValueError, language, matching, one_of, text, texts, whole, yes_or_no, zone

E = TypeVar("E", bound=Enum)

FLAGS = frozenset(
    "see_preamble derived_date unintended_deletion could_not_incorporate end_ambiguous late_delay conflict "
    "scope_unread date_unread unread zone_assumed weekday_differs target_inferred".split()
)
MODES = frozenset(("prospective", "as_if_included", "void_from_start"))


def member(of: type[E], what: str) -> Callable[..., E]:
    """Return what reads a member of an enumeration by its value."""
    check = one_of(of, what)
    return lambda value, _=None: of(check(value))


instrument_id = matching(
    r"[a-z0-9]+(?:/[a-z0-9][a-z0-9.\-_]*)+", "an id such as us/bis/ai-diffusion: lower case, parts divided by /"
)
_sha256 = matching(r"[0-9a-f]{64}", "64 hexadecimal digits")


def maybe_empty(value: Any, _: Any = None) -> str:
    """Read a text that may be empty."""
    if not isinstance(value, str):
        raise WrongValueError("a text in quotes")
    return value


def _when(value: Any, _: Any = None) -> When | None:
    if value is None:
        return None
    return _read_when(value)


def _end(value: Any, _: Any = None) -> When | None:
    """Read an end; what was written as its last day is a table with the key ``through``."""
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
            raise WrongValueError("the day, instant, month or span of days on which it could be read") from None
    return when


def certainty(value: Any, _: Any = None) -> Certainty:
    """Read a certainty by its label."""
    return Certainty[one_of((each.label for each in Certainty), "a certainty")(value).upper()]


def _value(value: Any, _: Any = None) -> Value | None:
    if value is not None and not isinstance(value, str | int | float | bool):
        raise WrongValueError("a text, a number, true or false")
    if isinstance(value, float) and not math.isfinite(value):
        raise WrongValueError("a text, a finite number, true or false")
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
    return Relation(one_of(RELATIONS, "a relation")(value["kind"]), instrument_id(value["target"]))


def many(read: Callable[[Any], Any], what: str) -> Callable[..., tuple[Any, ...]]:
    """Return what reads each item of a list."""

    def each(value: Any, _: Any = None) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise WrongValueError(what)
        return tuple(read(item) for item in value)

    return each


def _iso_day(value: Any, _: Any = None) -> str:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise WrongValueError("a day such as 2026-10-04")
    return value


def _made_at(value: Any, _: Any = None) -> str:
    try:
        dates.parse_instant(value)
    except (DateError, TypeError, AttributeError):
        raise WrongValueError("an instant such as 2026-10-04T12:00:00Z") from None
    return str(value)


def _are_texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(each, str) for each in values)


def _rows(
    fits: Callable[[list[Any]], bool], made: Callable[[list[Any]], tuple[Any, ...]], what: str
) -> Callable[..., tuple[Any, ...]]:
    """Return what reads rows of fixed length, as canonical lines have them."""

    def read(value: Any, _: Any = None) -> tuple[Any, ...]:
        if not isinstance(value, list) or not all(isinstance(row, list) and fits(row) for row in value):
            raise WrongValueError(what)
        return tuple(map(made, value))

    return read


def _public(value: Any, _: Any = None) -> When:
    when = _readable(value)
    if when is None:
        raise WrongValueError("a day or an instant")
    return when


def _printed_on(value: Any, _: Any = None) -> When:
    when = _public(value)
    if when.kind is not WhenKind.DATE:
        raise WrongValueError("a day such as 2026-10-04")
    return when


person_id = matching(
    r"[a-z0-9][a-z0-9._@+\-]{0,63}", "a name in lower case without blanks, such as ada or ada@example.org"
)
_about = matching(r"[0-9a-f]{24}", "24 hexadecimal digits")
_filters = _by_key(text, 'lists of values by filter, such as { topic = ["ai-chips"] }')

Leaves = Mapping[str, Callable[..., Any]]
"""What reads the fields of a class, by name; a field that is not there is a text, or a list of texts."""
LEAVES: Mapping[type, Leaves] = {
    Instrument: {
        "id": instrument_id,
        "kind": one_of(INSTRUMENT_KINDS, "a kind of instrument"),
        "zone": zone,
        "aliases": _by_key(language, 'lists of names by language, such as aliases.en = ["..."]'),
        "last_page": whole(1, 9_999_999, "a page number"),
        "same_as": instrument_id,
        "checked_through": _iso_day,
        "instructions": _by_key(_number, 'lists of provisions by number, such as { 3 = ["47 CFR 64.2011"] }'),
        "relations": many(_relation, "a list of relations"),
    },
    Document: {
        "date": _readable,
        "language": language,
        "rank": member(Rank, "a rank"),
        **dict.fromkeys(("sha256", "text_sha256"), _sha256),
    },
    Event: {
        "kind": one_of(KINDS, "an event kind"),
        "target": instrument_id,
        "certainty": certainty,
        "effect": _when,
        "until": _end,
        "as_of": _when,
        **dict.fromkeys(("issued", "announced", "filed", "published", "available"), _readable),
        "value": _value,
        "mode": one_of(MODES, "a mode"),
        "zone": zone,
        "language": language,
        "flags": _flags_list,
        "summary": maybe_empty,
        "evidence": many(_evidence, "a list of documents"),
    },
    Person: {
        "id": person_id,
        "name": maybe_empty,
        **dict.fromkeys(("auditor", "revoked"), yes_or_no),
        "tokens": many(_sha256, "a list of digests"),
        "schedule": maybe_empty,
        "subscription": many(_filters, "a list of filters"),
    },
    Review: {
        "about": _about,
        "instrument": instrument_id,
        **dict.fromkeys(("person", "to"), person_id),
        "action": member(ReviewAction, "an action"),
        "made_at": _made_at,
        "events": many(_about, "a list of ids of events"),
    },
    Passage: {
        "heading": maybe_empty,
        "paragraphs": _rows(
            lambda row: len(row) == 4 and _are_texts(row[0]) and _are_texts(row[1:]),
            lambda row: (tuple(row[0]), *row[1:]),
            "lists of an address, a heading, words and a sort",
        ),
    },
    Edition: {
        "provisions": _rows(lambda row: len(row) == 2 and _are_texts(row), tuple, "pairs of a provision and a passage"),
        "printed_on": _printed_on,
        "whole": yes_or_no,
        **dict.fromkeys(("available", "withdrawn"), _readable),
    },
    Amendatory: {
        "page": whole(0, 9_999_999, "a page number"),
        "instructions": _rows(
            lambda row: (
                len(row) == 5
                and _are_texts(row[2])
                and _are_texts([row[1], row[4], *(each for each in (row[0], row[3]) if each is not None)])
            ),
            lambda row: (*row[:2], tuple(row[2]), *row[3:]),
            "lists of a number, a text, targets, a part and a print",
        ),
        "published": _public,
        "filed": _readable,
    },
}
