"""The subject of a question: instruments by any name, and whose knowledge counts."""

from __future__ import annotations

import re
from typing import Final

from regtrack.errors import AmbiguousError, InputError, NotFoundError
from regtrack.model.instrument import Instrument, normalise, page_of
from regtrack.model.kinds import Certainty
from regtrack.model.state import KnownBy
from regtrack.store import Store

_TELLING: Final = 4  # letters of a part of a name that may be what was meant
_MOST: Final = 5  # instruments in a suggestion
_PRINTED: Final = re.compile(r"(?P<name>.+?)\s*[(（](?P<cited>[^()（）]+)[)）]")
"""A name as reports print it, with what tells its instrument from others of that name."""


def resolve(store: Store, name: str) -> tuple[int, Instrument]:
    """Return the instrument that goes by a name or identifier, with its number.

    Raises:
        NotFoundError: none does; the message names the closest.
        AmbiguousError: several do; it carries their ids.
    """
    found = _going_by(store, name)
    if not found and (printed := _PRINTED.fullmatch(name.strip())) is not None:
        cited = _going_by(store, printed["cited"])
        found = {num: id_ for num, id_ in _going_by(store, printed["name"]).items() if num in cited}
    found = {num: id_ for num, id_ in found.items() if id_ == name.strip().lower()} or found
    if len(found) > 1:
        ids = sorted(found.values())
        wanted = f"expected one of {', '.join(ids)}"
        raise AmbiguousError(f"instrument: found {name!r}, which names {len(ids)}; {wanted}", ids)
    if not found:
        ids = _meant(store, normalise(name))
        if re.match(r"\s*\d+\s+C\.?F\.?R\b", name, re.IGNORECASE):
            hint = f"; `regtrack board --cfr {name.strip()!r}` lists those that touch this provision"
        else:
            hint = f" (did you mean {' or '.join(ids)}?)" if ids else "; `regtrack status --instruments` lists them"
        wanted = f"expected a name or identifier of a recorded instrument{hint}"
        raise NotFoundError(f"instrument: found {name!r}; {wanted}")
    num = next(iter(found))
    return num, store.instruments([num])[num]


def _going_by(store: Store, name: str) -> dict[int, str]:
    """Return the ids of the instruments that go by a name, an identifier or a page, by their numbers."""
    found = store.find(normalise(name))
    if not found and (place := page_of(name)) is not None:
        found = store.at_page(*place)
    return dict(found)


def _meant(store: Store, name: str) -> list[str]:
    """Return whom an unknown, normalised name may mean: those whose names hold it, or who has the one most like it.

    What stands in the names of many tells nobody apart: then the list is empty.
    """
    from regtrack.records.validation import nearest

    names, ids = list(store.names()), set[str]()
    holding = [known for known in names if name in known] if len(name) >= _TELLING else []
    if close := None if holding else nearest(name, names):
        holding = [close]
    for known in holding:
        ids |= set(store.find(known).values())
        if len(ids) > _MOST:
            return []
    return sorted(ids)


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
