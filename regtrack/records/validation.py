"""Structuring plain tables strictly: everything that is wrong with one at once, each with its place and what is wanted.

Records of a ledger (:mod:`regtrack.records.reading`) and settings are both read with this.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs
import cattrs
from cattrs.errors import AttributeValidationNote, ForbiddenExtraKeysError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from regtrack.dates import zone_info
from regtrack.errors import DateError

_LONGEST = 200
"""How much of a wrong value is shown: a record may hold the words of a whole rule."""


class WrongValueError(ValueError):
    """A value that will not do; its text says what was expected."""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


@attrs.frozen
class Flaw:
    """Something wrong with one record: where in it, what was found, what was expected."""

    field: str
    found: str = attrs.field(converter=_cut)
    expected: str


class Flaws(ValueError):
    """Everything that is wrong with one record."""

    def __init__(self, flaws: Iterable[Flaw]) -> None:
        self.flaws = tuple(flaws)
        super().__init__("; ".join(f"{f.field}: found {f.found}; expected {f.expected}" for f in self.flaws))


Places = tuple[str | int, ...]
"""The way to a value in nested tables: names and places in lists."""


def flaws_of(
    error: BaseException,
    table: Any,
    *,
    also: Iterable[str] = (),
    wanted: Mapping[str, str] | None = None,
    spelled: Callable[[Any, str | int], str | int] = lambda _, step: step,
    path: Places = (),
) -> Iterator[Flaw]:
    """Convert the errors that cattrs found in a table to flaws.

    Args:
        error: what cattrs raised, with detailed validation.
        table: what was to be structured.
        also: further keys that are known beside the attributes of the classes.
        wanted: what to say is expected of a key that is missing.
        spelled: the name under which a table has a step, where it has it under another.
        path: where the table stands in a larger one.
    """
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            path = (*path, note.name)
        elif isinstance(note, IterableValidationNote):
            path = (*path, note.index)
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from flaws_of(inner, table, also=also, wanted=wanted, spelled=spelled, path=path)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [*(field.name for field in attrs.fields(error.cl)), *also]
        for name in sorted(error.extra_fields):
            wanted_keys = f"one of the documented keys{hint_of(name, known)}"
            yield Flaw(dotted((*path, name)), "an unknown key", wanted_keys)
    elif isinstance(error, KeyError):
        missing = str(path[-1]) if path else ""
        yield Flaw(dotted(path), "nothing", (wanted or {}).get(missing, "a value: it is required"))
    else:
        yield Flaw(dotted(path), repr(show(_at(table, path, spelled))), str(error) or "another value")


def _at(table: Any, path: Places, spelled: Callable[[Any, str | int], str | int]) -> Any:
    value = table
    for step in path:
        try:
            value = value[spelled(value, step)]
        except (KeyError, IndexError, TypeError):
            break
    return value


def strict(
    classes: Mapping[type, Mapping[str, Callable[..., Any]]],
    checked: Callable[[type, Callable[..., Any]], Callable[..., Any]] = lambda _, read: read,
) -> cattrs.Converter:
    """Return what structures tables as objects of classes, and finds everything that is wrong with one.

    Args:
        classes: the readers of their fields, by name; the inner ones first.
        checked: takes a class and what reads its tables; returns what reads them in its place.
    """
    converter = cattrs.Converter(detailed_validation=True, forbid_extra_keys=True)
    for cls, leaves in classes.items():
        hooks: dict[str, Any] = {name: override(struct_hook=leaf) for name, leaf in leaves.items()}
        read: Any = make_dict_structure_fn(
            cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **hooks
        )
        converter.register_structure_hook(cls, checked(cls, read))
    return converter


def hint_of(name: str, known: Iterable[str]) -> str:
    """Return the question whether another name was meant, to follow what was expected; empty if none is like it."""
    close = nearest(name, known)
    return f" (did you mean {close!r}?)" if close else ""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like a mistyped one, or None."""
    import difflib

    return next(iter(difflib.get_close_matches(name, list(known), 1, 0.6)), None)


def dotted(path: Places) -> str:
    """Format a path through tables as text; list positions count from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def show(value: Any) -> Any:
    """Format a value as its author wrote it."""
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


# --- leaves that many tables have -------------------------------------------------------------------------------


def text(value: Any, _: Any = None) -> str:
    """Read a non-empty text."""
    if not isinstance(value, str) or not value.strip():
        raise WrongValueError("a text in quotes, not empty")
    return value


def texts(value: Any, _: Any = None) -> tuple[str, ...]:
    """Read a list of texts."""
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) and each.strip() for each in value):
        raise WrongValueError('a list of texts, such as ["15 CFR 744"]')
    return tuple(value)


def one_of(names: Iterable[str], what: str) -> Callable[..., str]:
    """Return a reader that accepts one of several words; ``what`` names them in errors."""
    known = names if isinstance(names, Mapping) else frozenset(map(str, names))

    def read(value: Any, _: Any = None) -> str:
        if not isinstance(value, str) or value not in known:
            allowed = sorted(known)
            close = nearest(value, allowed) if isinstance(value, str) else None
            raise WrongValueError(f"{what}: did you mean {close!r}?" if close else f"{what}: {', '.join(allowed)}")
        return str(value)

    return read


def matching(pattern: str, what: str) -> Callable[..., str]:
    """Return a reader of texts that match a pattern."""

    def read(value: Any, _: Any = None) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise WrongValueError(what)
        return value

    return read


def whole(least: int, most: int, what: str = "") -> Callable[..., int]:
    """Return a reader of whole numbers between two, both included."""

    def read(value: Any, _: Any = None) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise WrongValueError(what or f"a whole number from {least} to {most}")
        return value

    return read


def yes_or_no(value: Any, _: Any = None) -> bool:
    """Read a truth value."""
    if not isinstance(value, bool):
        raise WrongValueError("true or false")
    return value


def zone(value: Any, _: Any = None) -> str:
    """Read an IANA zone."""
    try:
        zone_info(text(value))
    except DateError:
        raise WrongValueError("an IANA zone such as America/New_York") from None
    return str(value)


language = matching(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "a language tag such as en, ja or zh-Hant")
