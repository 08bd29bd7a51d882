"""What a question is about: instruments by any name, filters, and whose knowledge counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from regtrack.errors import AmbiguousError, InputError, NotFoundError
from regtrack.model.instrument import Instrument, normalise, page_of
from regtrack.model.kinds import INSTRUMENT_KINDS, Certainty
from regtrack.model.selection import EVERYTHING, Selection
from regtrack.model.state import KnownBy
from regtrack.store import Store


def resolve(store: Store, name: str) -> tuple[int, Instrument]:
    """The instrument that goes by a name or identifier, with its number.

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
        from regtrack.records.reading import nearest

        close = nearest(normalise(name), store.names())
        ids = sorted(store.find(close).values()) if close else []
        hint = f" (did you mean {' or '.join(ids)}?)" if ids else "; `regtrack status --instruments` lists them"
        wanted = f"expected a name or identifier of a recorded instrument{hint}"
        raise NotFoundError(f"instrument: found {name!r}; {wanted}")
    num = next(iter(found))
    return num, store.instruments([num])[num]


def selection(store: Store, filters: Mapping[str, Any]) -> Selection:
    """Filters as a caller gives them: a text or several for each.

    Raises:
        InputError: there is no such filter, no such kind, or no such instrument.
    """
    known = {field.name for field in attrs.fields(Selection)}
    if unknown := sorted(set(filters) - known):
        raise InputError(f"filter: found {unknown[0]!r}; expected one of {', '.join(sorted(known))}")
    given = {key: (value,) if isinstance(value, str) else tuple(value) for key, value in filters.items() if value}
    for key in ("kind", "not_kind"):
        _check(key, given.get(key, ()), INSTRUMENT_KINDS)
    for key in ("instrument", "not_instrument"):
        if key in given:
            given[key] = tuple(resolve(store, name)[1].id for name in given[key])
    return Selection(**given) if given else EVERYTHING


def check_admitted(store: Store, chosen: Selection) -> None:
    """Make sure that nothing was admitted for want of it, and not for a mistyped topic or agency."""
    recorded = store.instruments().values()
    if recorded:
        _check("topic", chosen.topic, {topic for item in recorded for topic in item.topics})
        _check("agency", chosen.agency, {name for item in recorded for name in (item.body, *item.agencies)})


def _check(field: str, values: tuple[str, ...], known: Any) -> None:
    for value in values:
        if value not in known:
            raise InputError(f"{field}: found {value!r}; expected one of {', '.join(sorted(known))}")


def read_known_by(value: str) -> KnownBy:
    """``public`` or ``record``; raises InputError for anything else."""
    try:
        return KnownBy(value)
    except ValueError as error:
        raise InputError(f"known_by: found {value!r}; expected public or record") from error


def read_threshold(value: str | Certainty) -> Certainty:
    """A certainty by name; raises InputError for anything else."""
    if isinstance(value, Certainty):
        return value
    try:
        return Certainty[value.upper()]
    except (KeyError, AttributeError) as error:
        names = ", ".join(each.label for each in Certainty)
        raise InputError(f"threshold: found {value!r}; expected one of {names}") from error
