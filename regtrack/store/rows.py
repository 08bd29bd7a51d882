"""Postings as rows of a table, the same in every database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import attrs

from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS
from regtrack.model.posting import PLAIN, Detail, Posting
from regtrack.model.scope import Path, path_of, provision_of, spell
from regtrack.store.database import Row

COLUMNS = (
    "posting.target, posting.hold, posting.available, posting.id, posting.key, posting.certainty, "
    "coalesce(posting.begin0, posting.hold), coalesce(posting.begin1, posting.hold), posting.end0, posting.end1, "
    "posting.begin0 IS NOT NULL, posting.seq, posting.recorded, posting.kind, posting.detail"
)
"""What :func:`postings_of` reads: the target, and a posting in its own order."""


def postings_of(rows: Iterable[Row]) -> list[Posting]:
    """Return postings from their rows."""
    return [
        _new(
            Posting,
            (
                hold, available, id_, key, certainty, begin0, begin1, end0, end1, begins, seq, recorded, KINDS[kind],
                PLAIN if detail is None else _unpack(detail),
            ),
        )
        for (
            _, hold, available, id_, key, certainty, begin0, begin1, end0, end1, begins, seq, recorded, kind, detail,
        ) in rows
    ]  # fmt: skip


LAST = "\U0010ffff"
"""Sorts after every text that begins like what it is put behind."""


def withdrawn(key: str) -> str:
    """Return the key of the record that withdraws a fact."""
    return f"{key}#withdrawn"


_LONGEST_PLACE = 100
"""No place is longer: an index of PostgreSQL does not hold what is."""


def places_of(posting: Posting) -> Iterator[str]:
    """Yield the parts and sections of the Code that an event names."""
    return _places((*posting.detail.parts, *posting.detail.exclude))


def places_of_instrument(instrument: Instrument) -> Iterator[str]:
    """Yield the parts and sections of the Code that an instrument is about, or changes."""
    return _places((*map(path_of, instrument.cfr), *instrument.amendments()))


def _places(paths: Iterable[Path]) -> Iterator[str]:
    for path in map(provision_of, paths):
        if len(path) > 1 and path[0].endswith(" CFR"):
            yield from (place for steps in (2, 3) if len(place := spell(path[:steps])) <= _LONGEST_PLACE)


_new = tuple.__new__  # what Posting._make does, without a call in between


def row_of(target: int, posting: Posting) -> tuple[Any, ...]:
    """Return a posting as a row of its table; an unstated begin is NULL."""
    hold, available, id_, key, certainty, begin0, begin1, end0, end1, begins, seq, recorded, row, detail = posting
    return (
        target, seq, id_, key, row.name, certainty, available, recorded, hold, begin0 if begins else None,
        begin1 if begins else None, end0, end1, None if detail is PLAIN else _pack(detail),
    )  # fmt: skip


_DEFAULTS = {field.name: field.default for field in attrs.fields(Detail) if field.init}
_NESTED = frozenset(("parts", "exclude", "amendments", "steps"))


@lru_cache(maxsize=4096)  # most say no more than the name of a deadline or a duty, and share it with others
def _pack(detail: Detail) -> str:
    fields = {name: value for name, default in _DEFAULTS.items() if (value := getattr(detail, name)) != default}
    return json.dumps(fields, ensure_ascii=False)


@lru_cache(maxsize=4096)
def _unpack(text: str) -> Detail:
    fields = json.loads(text)
    for name, value in fields.items():
        if isinstance(value, list):
            fields[name] = tuple(map(tuple, value)) if name in _NESTED else tuple(value)
    return Detail(**fields)
