"""On which line of a TOML file each of its tables and keys stands, for whoever has to correct it."""

from __future__ import annotations

import re

from regtrack.records.validation import Places

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w\-]+(?:\s*\.\s*[\w\-]+)*)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\s*([\w\-]+)(?:\s*\.\s*[\w\-]+)*\s*=")


class TomlLines:
    """The lines of a text in TOML.

    Args:
        text: the file.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[Places, int] = {}
        counts: dict[Places, int] = {}
        here: Places = ()
        for number, line in enumerate(text.splitlines(), 1):
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
                    self._lines.setdefault(path, number)
            elif match := _KEY.match(line):
                self._lines.setdefault((*here, match[1]), number)

    def of(self, path: Places) -> int | None:
        """Return the line number of a value, or of the nearest enclosing table that has one."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return None
