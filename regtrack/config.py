"""One file of settings, ``regtrack.toml``: which ledger, who receives what, how mail leaves, which model reads news."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import cattrs
import platformdirs

from regtrack import tracker
from regtrack.digest.secrets import Secret
from regtrack.digest.settings import DigestSettings
from regtrack.digest.settings_file import TABLES, placed, read_secret, read_settings, shown
from regtrack.errors import Fault, InputError, SettingsError, in_words
from regtrack.records.toml_files import NotTomlError, TomlLines, parse_toml
from regtrack.records.validation import Flaw, Flaws, Places, WrongValueError, flaws_of, hint_of, strict, text
from regtrack.store import is_address, joint

if TYPE_CHECKING:
    from regtrack.tracker import Tracker

NAME = "regtrack.toml"
VARIABLE = "REGTRACK_CONFIG"
_LLM = "llm"
_KEYS = ("store", *TABLES, _LLM)


@attrs.frozen
class ModelTable:
    """``[llm]``: the language model that is asked about news; see docs/how-to/read-news-with-a-model.md.

    Attributes:
        url: its endpoint, up to ``/chat/completions``.
        model: its name.
        key: where its key is kept; None if it asks for none.
        seconds: how long one answer may take.
        items: how many items a run may ask about.
    """

    url: str
    model: str
    key: Secret | None = None
    seconds: float = 30.0
    items: int = 200


@attrs.frozen
class Config:
    """What a file of settings says.

    Attributes:
        store: the ledger, as a path or an address; None where the file names none.
        digests: who receives what, and how.
        llm: which language model reads news; None for none.
    """

    store: str | None
    digests: DigestSettings
    llm: ModelTable | None = None


def find(path: str | Path | None = None) -> Path:
    """Return the settings file: the named one, else ``$REGTRACK_CONFIG``, ``regtrack.toml`` here, or the user's.

    Raises:
        InputError: there is none; the message names the places.
    """
    named = path if path is not None else os.environ.get(VARIABLE)
    if named is not None and str(named):
        return Path(named)
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
    path = find(path)
    lines, tables = _parsed(path)
    faults = [
        Fault(
            str(path),
            lines.of((name,)),
            name,
            "an unknown table or key",
            f"one of {', '.join(_KEYS)}{hint_of(name, _KEYS)}",
        )
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
    settings, model = DigestSettings(), None
    try:
        model = _model(tables, path.parent)
    except Flaws as error:
        faults += [
            Fault(str(path), lines.of(_steps(each.field)), each.field, each.found, each.expected)
            for each in error.flaws
        ]
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
    return Config(store, settings, model)


def read_model() -> ModelTable | None:
    """Return the language model that the settings file names, whatever else is in it; None if there is none.

    Raises:
        SettingsError: its table has faults, or the file cannot be read.
    """
    try:
        path = find()
    except InputError:
        return None
    if not path.is_file():
        return None
    try:
        return _model(_parsed(path)[1], path.parent)
    except Flaws as error:
        raise SettingsError(
            [Fault(str(path), None, each.field, each.found, each.expected) for each in error.flaws]
        ) from None


def _parsed(path: Path) -> tuple[TomlLines, Mapping[str, Any]]:
    try:
        return parse_toml(path.read_bytes(), str(path), "docs/reference/settings.md")
    except OSError as error:
        reason = in_words(error)
        raise SettingsError([Fault(str(path), None, "", reason, "a file of settings that can be read")]) from None
    except NotTomlError as error:
        raise SettingsError([error.fault]) from None


def _model(tables: Mapping[str, Any], folder: Path) -> ModelTable | None:
    """Read ``[llm]``; raises Flaws."""
    table = tables.get(_LLM)
    if table is None:
        return None
    if not isinstance(table, Mapping):
        raise Flaws([Flaw(_LLM, "no table", "[llm] in brackets")])
    try:
        found: ModelTable = strict({ModelTable: _READ}).structure(placed(table, folder), ModelTable)
    except cattrs.BaseValidationError as error:
        flaws = flaws_of(error, tables, wanted=dict.fromkeys(("url", "model"), "it is required"), path=(_LLM,))
        raise Flaws(attrs.evolve(each, found=shown(each)) for each in flaws) from None
    return found


def _above_zero(value: Any, _: Any = None) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1_000_000:
        raise WrongValueError("a number above 0, up to 1000000")
    return value


_READ: Mapping[str, Any] = {
    "url": text, "model": text, "key": read_secret, "seconds": _above_zero,
    "items": lambda value, _=None: int(_above_zero(value)),
}  # fmt: skip


def open_configured(
    path: str | Path | None = None, *, store: str | Path | None = None, bundled: bool = True, read_only: bool = False
) -> Tracker:
    """Open the ledger that a settings file names, or another one, with the digests that the file sets.

    Raises:
        InputError, SettingsError: as :func:`read`.
        StoreError: the ledger cannot be opened.
    """
    config = read(path)
    named = store if store is not None else config.store
    return tracker.open_ledger(named, bundled=bundled, settings=config.digests, read_only=read_only)


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
