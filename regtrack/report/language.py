"""The language of a report: gettext catalogues chosen for one call at a time, names of instruments, punctuation.

Messages are whole sentences in English with named places, so that each language has its own order of words. English
needs no catalogue and loads none. The choice is a context variable: it holds for one call in one thread, and other
threads and calls keep theirs.

Catalogues are ``regtrack/locale/LANGUAGE/LC_MESSAGES/regtrack.po``, compiled to ``.mo``; ``make catalogues`` keeps them
(docs/how-to/translate.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from regtrack.errors import InputError

if TYPE_CHECKING:
    from gettext import GNUTranslations

    from regtrack.model.instrument import Instrument

SOURCE = "en"
"""The language in which messages are written."""
_FOLDER = Path(__file__).parents[1] / "locale"
_ENDS = (".", "!", "?", "。")
_SPOKEN: ContextVar[str] = ContextVar("regtrack language", default=SOURCE)


def languages() -> tuple[str, ...]:
    """Return the languages that reports speak, by their codes (RFC 5646)."""
    return (SOURCE, *sorted(each.name for each in _FOLDER.iterdir() if _file(each.name).is_file()))


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Set the language of the block; a generator must be consumed inside it.

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
    """Return a word in the language spoken. The context separates meanings that share an English word.

    A word without a translation stays as it is: names of values and deadlines are the record's own.
    """
    code = _SPOKEN.get()
    return word if code == SOURCE or not word else _catalogue(code).pgettext(context, word)


def counted(count: int, one: str, several: str, **values: object) -> str:
    """Return the message for one thing, or the one for several, in the language spoken."""
    return tr(one, **values) if count == 1 else tr(several, count=f"{count:,}", **values)


def mark(message: str) -> str:
    """Mark a message in a table for translation; :func:`tr` translates it later."""
    return message


def _file(code: str) -> Path:
    return _FOLDER / code / "LC_MESSAGES" / "regtrack.mo"


@lru_cache(maxsize=16)
def _catalogue(code: str) -> GNUTranslations:
    from gettext import GNUTranslations

    with _file(code).open("rb") as file:
        return GNUTranslations(file)


# --- names of instruments ---------------------------------------------------------------------------------------------


def instrument_name(instrument: Instrument) -> str:
    """Return what an instrument is called, in the language spoken if the record has a name in it."""
    return _alias(instrument) or instrument.name


def instrument_label(instrument: Instrument) -> str:
    """Return the name of an instrument with its citation."""
    alias = _alias(instrument)
    if alias is None:
        return instrument.label
    cited = instrument.cited
    return alias if cited is None or cited in alias else tr("{name} ({citation})", name=alias, citation=cited)


def names_apart(instruments: Collection[Instrument]) -> dict[str, str]:
    """Return the names of instruments by their ids; of those called alike with what else identifies each."""
    names = {each.id: instrument_name(each) for each in instruments}
    count = Counter(names.values())
    for each in instruments:
        name = names[each.id]
        if count[name] > 1:
            cited = each.cited or next(iter(each.document_number), each.id)
            names[each.id] = tr("{name} ({citation})", name=name, citation=cited)
    return names


def language_of(instrument: Instrument) -> str:
    """Return the language of an instrument's name where that is not the one spoken; else empty."""
    return "" if _alias(instrument) else foreign(SOURCE)


def foreign(language: str) -> str:
    """Return a language where it is not the one spoken; else empty."""
    return "" if language == spoken() else language


def _alias(instrument: Instrument) -> str | None:
    code = spoken()
    return None if code == SOURCE else instrument.alias(code)


# --- sentences --------------------------------------------------------------------------------------------------------


def quoted(text: str) -> str:
    """Return a quotation, in the quotation marks of the language of the report."""
    return tr("“{text}”", text=text)


def joined(sign: str, texts: Iterable[str]) -> str:
    """Join texts that are not empty with a sign; no space follows a full-width full stop."""
    parts = list(filter(None, texts))
    if sign == " ":
        return " ".join(parts).replace("。 ", "。")
    return term("form", sign).join(parts) if len(parts) > 1 else "".join(parts)


def capital(text: str) -> str:
    """Return a text that begins large."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Lower the first letter of a text that continues another; names keep their capital."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def sentence(text: str, stop: str | None = None) -> str:
    """Return a sentence: first letter large, a full stop at the end, by default that of the language spoken."""
    text = text.strip()
    if not text:
        return text
    return capital(text) if text.endswith(_ENDS) else f"{capital(text)}{stop or term('form', '.')}"


def unended(text: str) -> str:
    """Return a sentence without its full stop."""
    return text.removesuffix(term("form", "."))
