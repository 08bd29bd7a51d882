"""Postings as rows of a table, the same in every database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import attrs

from regtrack.model.posting import PLAIN, Detail, Posting

COLUMNS = "seq, id, key, kind, certainty, available, recorded, hold, begin0, begin1, end0, end1, detail"
"""The columns of a posting, in its own order."""


def posting_of(row: Sequence[Any]) -> Posting:
    """A posting from its row; further columns are left aside."""
    detail = row[12]
    return _new(Posting, (*row[:12], PLAIN if detail is None else _unpack(detail)))


_new = tuple.__new__  # what Posting._make does, without a call in between


def row_of(posting: Posting) -> tuple[Any, ...]:
    """A posting as a row."""
    detail = posting.detail
    return (*posting[:-1], None if detail is PLAIN else _pack(detail))


_DEFAULTS = {field.name: field.default for field in attrs.fields(Detail)}
_NESTED = frozenset(("parts", "exclude", "steps"))


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
