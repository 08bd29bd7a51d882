"""One file of settings, ``regtrack.toml``: which ledger, who is told what, and how mail leaves."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from regtrack.digest.settings import DigestSettings
from regtrack.digest.settings_file import TABLES, read_settings
from regtrack.errors import Fault, InputError, SettingsError, in_words
from regtrack.records.validation import Flaws, NotTomlError, Places, nearest, parse_toml
from regtrack.store import is_address, joint

if TYPE_CHECKING:
    from regtrack.tracker import Tracker

NAME = "regtrack.toml"
VARIABLE = "REGTRACK_CONFIG"
_KEYS = ("store", *TABLES)


@attrs.frozen
class Config:
    """What a file of settings says.

    Attributes:
        path: the file.
        store: the ledger, as a path or an address; None where the file names none.
        digests: who is told what, and how.
    """

    path: Path
    store: str | None
    digests: DigestSettings


def find(path: str | Path | None = None) -> Path:
    """Return the settings file: the named one, else ``$REGTRACK_CONFIG``, ``regtrack.toml`` here, or the user's.

    Raises:
        InputError: there is none; the message names the places.
    """
    named = path if path is not None else os.environ.get(VARIABLE)
    if named is not None and str(named):
        return Path(named)
    import platformdirs

    places = [Path(NAME), platformdirs.user_config_path("regtrack") / NAME]
    for place in places:
        if place.is_file():
            return place
    raise InputError(
        f"config: found no settings; expected {' or '.join(map(str, places))}, or another file with --config or "
        f"${VARIABLE}. docs/how-to/send-digests.md shows one"
    )


def read(path: str | Path | None = None) -> Config:
    """Read a file of settings; see :func:`find` for which.

    Raises:
        InputError: there is none.
        SettingsError: it has faults; the error lists all of them.
    """
    from regtrack.digest.toml_lines import TomlLines

    path = find(path)
    try:
        text, tables = parse_toml(path.read_bytes(), str(path), "docs/reference/settings.md")
    except OSError as error:
        reason = in_words(error)
        raise SettingsError([Fault(str(path), None, "", reason, "a file of settings that can be read")]) from None
    except NotTomlError as error:
        raise SettingsError([error.fault]) from None
    lines = TomlLines(text)
    faults = [
        Fault(str(path), lines.of((name,)), name, "an unknown table or key", _known(name))
        for name in tables
        if name not in _KEYS
    ]
    store = tables.get("store")
    ledgers = [store] if isinstance(store, str) else store
    if store is not None and not (
        isinstance(ledgers, list) and ledgers and all(isinstance(x, str) and x for x in ledgers)
    ):
        wanted = "the path or address of a ledger, or a list of them"
        faults.append(Fault(str(path), lines.of(("store",)), "store", repr(store), wanted))
    settings = DigestSettings()
    try:
        settings = read_settings({name: tables[name] for name in TABLES if name in tables}, path.parent)
    except Flaws as error:
        faults += [
            Fault(str(path), lines.of(_steps(flaw.field)), _named(flaw.field, tables), flaw.found, flaw.expected)
            for flaw in error.flaws
        ]
    if faults:
        raise SettingsError(sorted(faults, key=lambda fault: fault.line or 0))
    if ledgers:
        store = joint(x if is_address(x) else path.parent / Path(x).expanduser() for x in ledgers)
    return Config(path, store, settings)


def open_configured(
    path: str | Path | None = None, *, store: str | Path | None = None, bundled: bool = True, read_only: bool = False
) -> Tracker:
    """Open the ledger that a settings file names, or another one, with the digests that the file sets.

    Raises:
        InputError, SettingsError: as :func:`read`.
        StoreError: the ledger cannot be opened.
    """
    from regtrack import tracker

    config = read(path)
    named = store if store is not None else config.store
    return tracker.open_ledger(named, bundled=bundled, settings=config.digests, read_only=read_only)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _known(name: str) -> str:
    close = nearest(name, _KEYS)
    return f"one of {', '.join(_KEYS)}{f' (did you mean {close!r}?)' if close else ''}"


def _steps(field: str) -> Places:
    """``subscriber[2].to`` as the way through the tables."""
    return tuple(int(each) - 1 if each.isdigit() else each for each in re.findall(r"[A-Za-z_\-]+|\d+", field))


def _named(field: str, tables: Mapping[str, Any]) -> str:
    """Return a field name with the subscriber's id in place of its number, where it has one."""
    match = re.fullmatch(r"subscriber\[(\d+)\](.*)", field)
    if match is None:
        return field
    try:
        own = tables["subscriber"][int(match[1]) - 1]["id"]
    except (KeyError, IndexError, TypeError):
        return field
    return f"subscriber {own}{match[2]}" if isinstance(own, str) else field
