"""The time machine as the table that a page embeds: everything that repeats is written once and named by number.

Rows are laid out flat, one list of numbers a course of time; -1 means nothing. Their fields have names here and in
the page's script, from one :data:`SHAPE` that the table carries with it (templates/page.js).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from regtrack.diff.readings import Key
from regtrack.model.change import Facet
from regtrack.records.canonical import compact_json
from regtrack.report.answer.model import Weight
from regtrack.report.answer.weighing import weight_of
from regtrack.report.changes_in_words import body_name
from regtrack.report.dates_in_words import date
from regtrack.report.language import instrument_label, instrument_name
from regtrack.report.page.time_machine import DatedStatement, FacetRow, Lane, Mode, Version, Whole


class KnowledgeStep(NamedTuple):
    """From which day a version of the answers about an instrument is known."""

    day: int
    version: int


class Compact(NamedTuple):
    """A version: its whole, the announced changes known, the provisions with their own history, and their cells."""

    whole: int
    said: tuple[int, ...]
    paths: tuple[int, ...]
    cells: tuple[tuple[int, ...], ...]


SHAPE = MappingProxyType(
    {
        "step": KnowledgeStep._fields, "row": FacetRow._fields,
        "whole": Whole._fields, "statement": DatedStatement._fields,
        "version": Compact._fields, "key": ("facet", "name"),
    }
)  # fmt: skip
"""The fields of each flat list, in their order."""


class Pool:
    """Things by number, each once, in the order in which they first came."""

    def __init__(self) -> None:
        self.numbers: dict[Hashable, int] = {}

    def add(self, thing: Hashable | None) -> int:
        """Return the number of a thing; -1 for None."""
        return -1 if thing is None else self.numbers.setdefault(thing, len(self.numbers))

    @property
    def things(self) -> list[Any]:
        """All of them, by number."""
        return list(self.numbers)


class Table:
    """The lanes of a page, compacted.

    Args:
        lanes: the instruments, in the order in which the page lists them.
        modes: the ways of counting statements, the report's first.
        stayed: what these stay and the page does not list.

    Attributes:
        words: every text of it, each once.
    """

    def __init__(self, lanes: Iterable[Lane], modes: Sequence[Mode], stayed: Iterable[Lane] = ()) -> None:
        self.words = Pool()
        self._keys, self._tracks, self._wholes, self._courses = Pool(), Pool(), Pool(), Pool()
        self._versions = Pool()
        self._known: dict[int, int] = {}
        self._announced: dict[Key, None] = {}  # in the order in which they come: a page is the same each time
        self._modes = modes
        self._lanes = [*map(self._lane, lanes), *({**self._lane(lane), "unlisted": True} for lane in stayed)]

    def to_json(self, **more: object) -> str:
        """Return the table as JSON with the page's other data; a line for each word and lane, for readable diffs."""
        head = {
            **more,
            "shape": dict(SHAPE),
            "modes": [f"{by.value}/{floor.label}" for by, floor in self._modes],
            "keys": self._keys.things,
            "tracks": self._tracks.things,
            "wholes": self._wholes.things,
            "versions": self._versions.things,
            "courses": self._courses.things,
        }
        lines = [f"{compact_json(key)}:{compact_json(value)}" for key, value in head.items()]
        for key, things in (("words", self.words.things), ("lanes", self._lanes)):
            items = ",\n".join(map(compact_json, things))
            lines.append(f'"{key}":[\n{items}\n]')
        return "{" + ",\n".join(lines) + "}"

    def _lane(self, lane: Lane) -> dict[str, object]:
        word, label = self.words.add, instrument_label(lane.instrument)
        versions = [version for course in lane.courses.values() for _, version in course]
        keys = (key for each in versions for facets in each.cells.values() for key in facets)
        self._announced = dict.fromkeys(key for key in keys if key[0] is Facet.ANNOUNCED)
        short, weight = instrument_name(lane.instrument), WEIGHTS[weight_of(lane.instrument, None)]
        most_have_none = {
            "name": label if label != short else "", "weight": weight, "topics": lane.instrument.topics,
            "stays": lane.instrument.stays,
        }  # fmt: skip
        return {
            "id": lane.instrument.id,
            "short": short,
            **{key: value for key, value in most_have_none.items() if value},
            "who": body_name(lane.instrument.body),
            "courses": [self._course(lane.courses[mode]) for mode in self._modes],
            "said": [n for s in lane.statements for n in s._replace(phrase=word(s.phrase))],  # type: ignore[arg-type]
        }

    def _course(self, versions: Iterable[tuple[int, Version]]) -> int:
        return self._courses.add(
            tuple(number for day, each in versions for number in KnowledgeStep(day, self._version(each)))
        )

    def _version(self, version: Version) -> int:
        known = self._known.get(id(version))
        if known is None:
            word = self.words.add
            cells = tuple(
                (word(path), *(n for key, rows in facets.items() for n in (self._key(key), self._track(rows))))
                for path, facets in version.cells.items()
            )
            known = self._known[id(version)] = self._versions.add(
                Compact(
                    self._whole(version.whole),
                    tuple(sorted(self._key(key) for key in self._announced if key[1] in version.known)),
                    tuple(word(path) for path in version.paths),
                    cells,
                )
            )
        return known

    def _key(self, key: Key) -> int:
        return self._keys.add(key)

    def _track(self, rows: Iterable[FacetRow]) -> int:
        return self._tracks.add(self._numbers(map(_dateless, rows)))

    def _whole(self, rows: Iterable[Whole]) -> int:
        flagged = (row._replace(flags=" ".join(row.flags)) if row.flags else row for row in rows)  # type: ignore[arg-type]
        return self._wholes.add(self._numbers(flagged))

    def _numbers(self, rows: Iterable[FacetRow | Whole]) -> tuple[int, ...]:
        """Return the fields of rows in the order of their shape: days as they are, words by number, -1 for nothing."""
        words = self.words.numbers
        return tuple(
            [
                value if isinstance(value, int) else words.setdefault(value, len(words)) if value else -1
                for row in rows
                for value in row
            ]
        )


def _dateless(row: FacetRow) -> FacetRow:
    """Return a row with ``{on}`` for its own date, so that rows that differ only in it share their words."""
    if row.on is None or len(row.on) != _DAY:
        return row
    text = row.text and row.text.replace(row.on, "{on}")
    say, mark = row.say.replace(date(row.on), "{on}"), row.mark.replace(row.on, "{on}")
    return FacetRow(row.day, text, say, row.on, mark)


_DAY = len("2025-01-31")
WEIGHTS = {weight: place for place, weight in enumerate(Weight)}
