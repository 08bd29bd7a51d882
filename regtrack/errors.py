"""Every error that regtrack raises on purpose, one tree.

RegtrackError
 +-- InputError        a value that the caller gave cannot be used
 |    +-- DateError        not a date, an instant or another accepted form
 |    +-- HalfCharacterError  a text holds half of a character
 |    +-- NotFoundError    nothing in the ledger goes by that name
 |    +-- AmbiguousError   more than one instrument goes by that name
 |    +-- FileError        nothing of a file can be recorded
 |    |    +-- TimelineError  a timeline or an export has faults; carries all of them
 |    +-- SettingsError    regtrack.toml has faults; carries all of them
 |    +-- FeedFileError    files that describe feeds have faults; carries all of them
 +-- FeedError         a feed or an address did not give what it should
 |    +-- FetchError       one address gave no usable answer (regtrack.http.fetch)
 +-- StoreError        the ledger cannot be opened, read or written
      +-- ClockError          the clock of this machine cannot be right
      +-- UnknownTargetError  an event happens to an instrument that the ledger does not hold

A message is one sentence: where, what was found, what was expected, and what to do about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import NamedTuple

INVISIBLE = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f"
"""Unicode's Bidi_Control, which turn what stands beside them, and its tags, which only a program reads."""
_UNSEEN = (  # compiled by `re` when a text has any: most have none
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f{INVISIBLE}\ud800-\udfff\ufffe\uffff]"
)
_HALF = "[\ud800-\udfff]"
_LINE_END = "\r\n?|[\x85\u2028\u2029]"


def printable(text: str) -> str:
    """Return a text of others as it can be shown anywhere.

    Without the characters that XML and calendars forbid, that command a terminal, that turn the direction of what
    stands beside them, or that say to a program what no reader sees. Lines end in LF.
    """
    return text if text.isprintable() else visible(re.sub(_LINE_END, "\n", text))


def visible(text: str) -> str:
    """Return a text without those characters, its lines as they end."""
    return text if text.isprintable() else re.sub(_UNSEEN, "\N{REPLACEMENT CHARACTER}", text)


def characters(text: str) -> str:
    """Return a text without halves of characters, which a terminal gives for bytes that are no UTF-8."""
    return text if text.isascii() else re.sub(_HALF, "\N{REPLACEMENT CHARACTER}", text)


def escaped(json_text: str) -> str:
    """Return JSON with those characters as JSON spells them: it says the same, and commands no terminal."""
    if json_text.isascii() and "\x7f" not in json_text:  # of the others, JSON has escaped them
        return json_text
    return re.sub(_UNSEEN, _spelled, json_text)


def _spelled(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def on_one_line(text: str) -> str:
    """Return a text of others as a part of one line."""
    return printable(text).replace("\n", " ")


class RegtrackError(Exception):
    """Root of the tree: catch this to catch everything regtrack raises on purpose."""

    def __str__(self) -> str:
        return printable(super().__str__())


class InputError(RegtrackError):
    """A value given by the caller cannot be used."""


class DateError(InputError):
    """A text or object is not a date in any accepted form."""


class NotFoundError(InputError):
    """No instrument or event goes by the name that was given."""


class AmbiguousError(InputError):
    """Several instruments go by the name that was given.

    Attributes:
        candidates: their ids.
    """

    def __init__(self, message: str, candidates: Sequence[str]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class HalfCharacterError(InputError):
    """A text holds half of a character (a lone surrogate), which no file, database or message can hold."""

    def __init__(self, error: UnicodeEncodeError) -> None:
        around = error.object[max(error.start - 30, 0) : error.end + 10]
        half = f"U+{ord(error.object[error.start]):04X}"
        super().__init__(
            f"text: found half of a character, {half}, in {on_one_line(around)!r}; expected whole characters: leave it "
            "out, or decode the text anew; nothing was recorded"
        )


class FeedError(RegtrackError):
    """A feed or an address did not give what it should."""


class StoreError(RegtrackError):
    """The ledger cannot be opened, read or written."""


class ClockError(StoreError):
    """The clock of this machine cannot be right, so that nothing was recorded or sent by it."""


class UnknownTargetError(StoreError):
    """An event happens to an instrument that the ledger does not hold; the fault is with whoever sent it."""


class Fault(NamedTuple):
    """One thing that is wrong with a file.

    Attributes:
        source: the file, as the caller named it.
        line: line number from 1, or None when the fault has no single line.
        field: dotted name of the field (``event[3].effect``), or an empty string for the whole file.
        found: the value found, as written.
        expected: what would have been accepted.
    """

    source: str
    line: int | None
    field: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}" if self.line else self.source
        subject = f" {self.field}:" if self.field else ""
        return on_one_line(f"{place}:{subject} found {self.found}; expected {self.expected}")


class FileError(InputError):
    """Nothing of a file can be recorded."""


class _FaultsError(InputError):
    """A file has faults.

    Attributes:
        faults: every fault, in the order of the file.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class TimelineError(_FaultsError, FileError):
    """A timeline file, case file or ledger dump has faults; nothing of it was recorded."""


class SettingsError(_FaultsError):
    """A file of settings has faults, and none of it is used."""


class FeedFileError(_FaultsError):
    """Files that describe feeds have faults; these are listed file by file."""


_IN_WORDS = MappingProxyType(
    {
        RecursionError: "it is nested too deeply to be read",
        MemoryError: "it takes more memory than there is",
        UnicodeError: "it holds characters that cannot be decoded",
    }
)


def in_words(error: BaseException) -> str:
    """Describe an error to a user in words, never by the name of a class.

    What nobody foresaw is a fault of this program, and says so.
    """
    if isinstance(error, RegtrackError):
        return str(error)
    if isinstance(error, OSError):
        return (error.strerror or str(error) or "it cannot be read").lower()
    known = next((words for kind, words in _IN_WORDS.items() if isinstance(error, kind)), None)
    said = " ".join(str(error).split())
    return known or (f"a fault of regtrack itself: {said}" if said else "a fault of regtrack itself")


_JSON = MappingProxyType(
    {bool: "true or false", dict: "an object", list: "a list", str: "a text", int: "a number", float: "a number"}
)


def json_kind(value: object) -> str:
    """Name the type of a JSON value in words."""
    return next((words for kind, words in _JSON.items() if isinstance(value, kind)), "null")


def kind_in_words(value: object) -> str:
    """Name what a program gave where something else was expected: in words, or by its class."""
    if value is None:
        return "nothing"
    return json_kind(value) if isinstance(value, tuple(_JSON)) else type(value).__name__
