"""The subject of a question: instruments by any name, and whose knowledge counts."""

from __future__ import annotations

import re

from regtrack.errors import AmbiguousError, InputError, NotFoundError
from regtrack.model.instrument import Instrument, normalise, page_of
from regtrack.model.kinds import Certainty
from regtrack.model.state import KnownBy
from regtrack.store import Store


def resolve(store: Store, name: str) -> tuple[int, Instrument]:
    """Return the instrument that goes by a name or identifier, with its number.

    Raises:
        NotFoundError: none does; the message names the closest.
        AmbiguousError: several do; it carries their ids.
    """
    found = store.find(normalise(name))
    if not found and (place := page_of(name)) is not None:
        found = store.at_page(*place)
    found = {num: id_ for num, id_ in found.items() if id_ == name.strip().lower()} or found
    if len(found) > 1:
        ids = sorted(found.values())
        wanted = f"expected one of {', '.join(ids)}"
        raise AmbiguousError(f"instrument: found {name!r}, which names {len(ids)}; {wanted}", ids)
    if not found:
        from regtrack.records.validation import nearest

        close = nearest(normalise(name), store.names())
        ids = sorted(store.find(close).values()) if close else []
        if re.match(r"\s*\d+\s+C\.?F\.?R\b", name, re.IGNORECASE):
            hint = f"; `regtrack board --cfr {name.strip()!r}` lists those that touch this provision"
        else:
            hint = f" (did you mean {' or '.join(ids)}?)" if ids else "; `regtrack status --instruments` lists them"
        wanted = f"expected a name or identifier of a recorded instrument{hint}"
        raise NotFoundError(f"instrument: found {name!r}; {wanted}")
    num = next(iter(found))
    return num, store.instruments([num])[num]


def read_known_by(value: str) -> KnownBy:
    """``public`` or ``record``; raises InputError for anything else."""
    try:
        return KnownBy(value)
    except ValueError as error:
        raise InputError(f"known_by: found {value!r}; expected public or record") from error


def read_threshold(value: str | Certainty) -> Certainty:
    """Return a certainty by name; raises InputError for anything else."""
    if isinstance(value, Certainty):
        return value
    try:
        return Certainty[value.upper()]
    except (KeyError, AttributeError) as error:
        names = ", ".join(each.label for each in Certainty)
        raise InputError(f"threshold: found {value!r}; expected one of {names}") from error
