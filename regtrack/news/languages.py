"""The languages that there are files for, each compiled when it is first needed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from regtrack._bundled import bundled
from regtrack.errors import Fault, SettingsError, in_words
from regtrack.news.compiling import compiled
from regtrack.news.language import Language
from regtrack.news.tables import read_tables


def language_of(tag: str) -> Language | None:
    """The language of a BCP 47 tag; None if there is no file for it."""
    primary = tag.lower().partition("-")[0]
    return _load(primary) if primary.isalpha() else None


@lru_cache(maxsize=32)
def _load(primary: str) -> Language | None:
    path = bundled("feeds") / "languages" / f"{primary}.toml"
    # Its patterns are checked when one is first needed that is none: to try them all takes a while in every process.
    return _read(path, checked=False) if path.is_file() else None


def read_language_file(path: Path) -> Language:
    """A language from its file.

    Raises:
        SettingsError: with every fault of the file.
    """
    return _read(path, checked=True)


def _read(path: Path, *, checked: bool) -> Language:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = in_words(error)
        raise SettingsError([Fault(str(path), None, "", reason, "a language file that can be read")]) from error
    return read_language(data, name=str(path), checked=checked)


def read_language(data: bytes, *, name: str, checked: bool = True) -> Language:
    """A language from the bytes of its file; ``checked`` as :func:`~regtrack.news.compiling.compiled` has it.

    Raises:
        SettingsError: with every fault of the file.
    """
    return compiled(read_tables(data, name=name), name, checked=checked)
