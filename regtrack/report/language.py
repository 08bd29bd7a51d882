"""The language that a report speaks: gettext catalogues, chosen for one call at a time.

Messages are whole sentences in English with named places, so that each language has its own order of words. English
needs no catalogue and loads none. The choice is a context variable: it holds for one call in one thread, and what runs
beside it speaks as it did.

Catalogues are ``regtrack/locale/LANGUAGE/LC_MESSAGES/regtrack.po``, compiled to ``.mo``; ``make catalogues`` keeps them
(docs/how-to/translate.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from regtrack.errors import InputError

if TYPE_CHECKING:
    from gettext import GNUTranslations

SOURCE = "en"
"""The language in which messages are written."""
_FOLDER = Path(__file__).parents[1] / "locale"
_SPOKEN: ContextVar[str] = ContextVar("regtrack language", default=SOURCE)


def languages() -> tuple[str, ...]:
    """Return the languages that reports speak, by their codes (RFC 5646)."""
    return (SOURCE, *sorted(each.name for each in _FOLDER.iterdir() if _file(each.name).is_file()))


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Everything inside speaks a language; it must be done there, not handed out as a generator.

    Raises:
        InputError: there is no such language.
    """
    if code != SOURCE and code not in languages():
        raise InputError(f"lang: found {code!r}; expected one of {', '.join(languages())}")
    token = _SPOKEN.set(code)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> str:
    """Return the code of the language that is spoken."""
    return _SPOKEN.get()


def tr(message: str, /, **values: object) -> str:
    """Return a message in the language spoken, with its places filled."""
    code = _SPOKEN.get()
    if code != SOURCE:
        message = _catalogue(code).gettext(message)
    return message.format(**values) if values else message


def term(context: str, word: str) -> str:
    """Return a word in the language spoken. The context tells apart what English calls by one word.

    A word without a translation stays as it is: names of values and deadlines are the record's own.
    """
    code = _SPOKEN.get()
    return word if code == SOURCE or not word else _catalogue(code).pgettext(context, word)


def mark(message: str) -> str:
    """Return a message that stands in a table, for :func:`tr` to say later."""
    return message


def _file(code: str) -> Path:
    return _FOLDER / code / "LC_MESSAGES" / "regtrack.mo"


@lru_cache(maxsize=16)
def _catalogue(code: str) -> GNUTranslations:
    from gettext import GNUTranslations

    with _file(code).open("rb") as file:
        return GNUTranslations(file)
