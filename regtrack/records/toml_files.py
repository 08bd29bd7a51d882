"""Files in TOML that people write: their tables, and on which line each table and key is, to correct it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from regtrack.errors import Fault, in_words
from regtrack.records.validation import Places

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w\-]+(?:\s*\.\s*[\w\-]+)*)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\s*([\w\-]+)(?:\s*\.\s*[\w\-]+)*\s*=")


class TomlLines:
    """The lines of a text in TOML.

    Args:
        text: the file.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _lines(self) -> dict[Places, int]:
        found: dict[Places, int] = {}
        counts: dict[Places, int] = {}
        here: Places = ()
        for number, line in enumerate(self._text.splitlines(), 1):
            if match := _HEADER.fullmatch(line):
                here = ()
                steps = [step.strip() for step in match[2].split(".")]
                for place, step in enumerate(steps):
                    here = (*here, step)
                    if match[1] == "[[" and place == len(steps) - 1:
                        counts[here] = counts.get(here, -1) + 1
                    if here in counts:  # a step into a list is a step into its last table
                        here = (*here, counts[here])
                for path in (here, here[:-1]):  # of a list, where it begins
                    found.setdefault(path, number)
            elif match := _KEY.match(line):
                found.setdefault((*here, match[1]), number)
        return found

    def of(self, path: Places) -> int | None:
        """Return the line number of a value, or of the nearest enclosing table that has one."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return None


NO_LINES = TomlLines("")
"""Those of what was never a file."""


def parse_toml(data: bytes, name: str, see: str) -> tuple[TomlLines, dict[str, Any]]:
    """Parse a TOML file; return its lines and its tables.

    Args:
        data: its bytes; a byte order mark, as Windows editors write it, does not count.
        name: what to call it in faults.
        see: the page that describes it.

    Raises:
        NotTomlError: with the line that is wrong.
    """
    import tomllib  # 4 ms, and a command that answers from a ledger needs none

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise NotTomlError(Fault(name, line, "", f"byte 0x{data[error.start]:02x}", "text in UTF-8")) from None
    try:
        return TomlLines(text), tomllib.loads(text)
    except RecursionError as error:
        raise NotTomlError(Fault(name, None, "", in_words(error), f"TOML; see {see}")) from None
    except ValueError as error:  # TOMLDecodeError, or a number of more digits than Python reads
        place = re.search(r"\(at line (\d+), ", str(error))
        reason = str(error).partition(" (at ")[0].lower()
        raise NotTomlError(Fault(name, int(place[1]) if place else None, "", reason, f"TOML; see {see}")) from None


class NotTomlError(ValueError):
    """A file is no TOML at all."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))
