"""What is recorded of one instrument, sorted out for what is claimed of it; the details that texts give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import attrs

from regtrack import dates
from regtrack.dates_in_text.calendar import groups_of
from regtrack.model.event import Event
from regtrack.model.inbox import OF_ITEMS
from regtrack.model.kinds import Certainty, Dimension
from regtrack.model.when import When, WhenKind
from regtrack.news.acts import CHANGES, MAKING
from regtrack.news.days import Candidate, days_of
from regtrack.news.folding import fold
from regtrack.news.item import ClaimDetail
from regtrack.news.language import Language, language_of

Days = tuple[tuple[dt.date, dt.date], ...]
_BINDING = (Dimension.FORCE, Dimension.DUTY)
_HEARSAY = frozenset(("report", "confirm", "retract", "check"))


class OtherAct(NamedTuple):
    """An act that one instrument did to another: a rule that suspends, a correction."""

    kind: str  # what it did
    by: str  # id of the instrument that did it
    on: dt.date  # the first day on which it was known
    promised: bool  # whether it is only announced


class Facts:
    """What is recorded of one instrument, sorted out once for all that is claimed of it.

    Reports of items are left out, however many there are: they are no record to contradict, nor do they confirm.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        self._sound = [fact for fact in events if not _is_hearsay(fact)]
        self._of_items = [fact.key for fact in self._sound if fact.key.startswith(OF_ITEMS)]
        self._of_kind: dict[str, list[tuple[Event, Days]]] = {}
        for fact in self._sound:
            self._of_kind.setdefault(fact.kind, []).append((fact, days_of_fact(fact)))

    def without(self, own: tuple[str, ...]) -> Facts:
        """All but those whose keys begin so: what an item says itself."""
        if not any(key.startswith(own) for key in self._of_items):
            return self
        return Facts(fact for fact in self._sound if not fact.key.startswith(own))

    def of_kind(self, act: str) -> Sequence[tuple[Event, Days]]:
        """Those of one kind, each with the days that are right for it."""
        return self._of_kind.get(act, ())

    def same_act(self, act: str) -> Sequence[tuple[Event, Days]]:
        """Those of its kind, or any step in the making of the same document.

        What a document does by being issued is done on the days of its making, or when it takes effect.
        """
        if act in CHANGES:
            return [*self.of_kind(act), *self._making, *self.of_kind("set_effective")]
        return self._making if act in MAKING else self.of_kind(act)

    @cached_property
    def _making(self) -> Sequence[tuple[Event, Days]]:
        begun = ((fact, steps(fact)) for fact, _ in self.of_kind("set_effective"))
        return [*(each for kind in sorted(MAKING) for each in self.of_kind(kind)), *(each for each in begun if each[1])]

    @cached_property
    def binding(self) -> Sequence[tuple[Event, Days]]:
        """Those that say on which days it binds."""
        every = (each for found in self._of_kind.values() for each in found)
        return [each for each in every if each[0].row.dimension in _BINDING and is_dated(each[0])]

    @cached_property
    def done(self) -> frozenset[tuple[str, dt.date]]:
        """Each kind of act with its first and last days."""
        days = ((kind, span) for kind, each in self._of_kind.items() for _, spans in each for span in spans)
        done = {(kind, day) for kind, span in days for day in span}
        begun = self.of_kind("set_effective")
        return frozenset(done | {("publish", day) for fact, _ in begun for span in steps(fact) for day in span})

    @cached_property
    def deeds(self) -> tuple[OtherAct, ...]:
        """What other instruments did to it."""
        done = [fact for fact in self._sound if fact.by is not None and fact.by.count("/") > 1]
        known = (min(first for first, _ in (*steps(each), *known_on(each))) for each in done)
        return tuple(OtherAct(f.kind, str(f.by), on, not is_dated(f)) for f, on in zip(done, known, strict=True))

    @cached_property
    def details(self) -> Mapping[str, Sequence[tuple[Event, str]]]:
        """By the name of a detail: who gives it, and how."""
        found: dict[str, list[tuple[Event, str]]] = {}
        for fact in self._sound:
            for detail in sorted(details_in(fact.summary, fact.kind, fact.language), key=attrs.astuple):
                found.setdefault(detail.name, []).append((fact, detail.value))
        return found


def days_of_fact(fact: Event) -> Days:
    """Return the days that are right for a fact: of its effect, or of any step in which it became known."""
    if fact.row.sets_an_end:
        return _days(fact, fact.until)
    if fact.row.dimension is Dimension.STAGE:
        return steps(fact)
    return _days(fact, fact.effect or fact.issued or fact.announced or fact.filed or fact.published)


def steps(fact: Event) -> Days:
    """Return the days on which the document of a fact was made, and of a stage that of its effect."""
    own = (fact.effect, fact.as_of) if fact.row.dimension is Dimension.STAGE else ()
    return _days(fact, *own, fact.issued, fact.announced, fact.filed, fact.published)


def known_on(fact: Event) -> Days:
    """Return the day from which the public could know of a fact that states no other."""
    return _days(fact, fact.known_from())


def _days(fact: Event, *stated: When | None) -> Days:
    return days_of(Candidate(each, "", fact.zone or dates.FEDERAL_ZONE) for each in stated if each is not None)


def _is_hearsay(fact: Event) -> bool:
    """Whether it is no record: a report, of whatever act, and what contradicts the record itself."""
    reported = fact.certainty is Certainty.REPORTED and fact.key.startswith(OF_ITEMS)
    return reported or fact.kind in _HEARSAY or bool(fact.conflicts_with)


def is_dated(fact: Event) -> bool:
    """Whether it has a day, and is no mere announcement."""
    stated = fact.until if fact.row.sets_an_end else fact.effect
    if stated is None:
        return fact.certainty > Certainty.ANNOUNCED or fact.row.dimension is Dimension.STAGE
    return stated.dated and stated.kind is not WhenKind.INDEFINITE


def find_details(text: str, act: str, language: Language) -> frozenset[ClaimDetail]:
    """Return the details that a folded sentence gives with an act of this kind."""
    found: set[ClaimDetail] = set()
    codes = language.places.ids
    for row, patterns in language.details:
        if row.acts and act not in row.acts:
            continue
        for pattern in patterns:
            for match in pattern.finditer(text):
                groups = groups_of(match)
                place = codes.get(groups.get("place", "").lower(), "")
                model = "".join(groups.get("model", "").replace("-", " ").split()).upper()
                found.add(ClaimDetail(row.name.replace("{place}", place), row.value or place or model))
    return frozenset(detail for detail in found if detail.value)


def details_in(text: str, act: str, language: str) -> frozenset[ClaimDetail]:
    """Return the details that a text gives with an act of this kind; none if there is no file for its language."""
    tables = language_of(language)
    return find_details(fold(text, tables).text, act, tables) if tables is not None else frozenset()
