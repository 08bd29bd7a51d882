"""Where in its files each table and key of a timeline stands, for faults."""

from __future__ import annotations

import re
from collections import Counter

Place = tuple[str, int]
"""A table: its name, and how many of that name stand before it."""

_HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z_]+)[^\]]*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\s*([A-Za-z_\-]+)(?:\.[A-Za-z_\-]+)?\s*=")


class TimelineLines:
    """File and line of every table and key, over all files of a timeline."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lines: dict[Place, dict[str, int]] = {}
        self._files: dict[Place, str] = {}

    def add(self, text: str, name: str) -> None:
        """Remember the tables of one more file."""
        here = self._lines.setdefault(("", 0), {})
        for number, line in enumerate(text.splitlines(), 1):
            if match := _HEADER.fullmatch(line):
                place = (match[1], self._counts[match[1]])
                here = self._lines.setdefault(place, {"": number})
                self._files[place] = name
                self._counts[match[1]] += 1
            elif match := _KEY.match(line):
                here.setdefault(match[1], number)

    def last(self, table: str) -> Place:
        """Return the table of this name that was read last."""
        return table, max(self._counts[table] - 1, 0)

    def file(self, place: Place) -> str | None:
        """Return the file that a table stands in."""
        return self._files.get(place)

    def line(self, place: Place, field: str = "") -> int | None:
        """Return the line of a key of a table; that of the table itself if it has no such key."""
        lines = self._lines.get(place, {})
        key = re.split(r"[.\[]", field)[0]
        return lines.get(key, lines.get("through" if key == "until" else "", lines.get("")))
