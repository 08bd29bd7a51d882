"""Which amendatory instructions are in force: the fold's answer, handed to the text of rules.

No second engine: an instruction counts when the fold says that what it does to a provision is in force on the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any, TypeAlias

import attrs

from regtrack import dates
from regtrack.dates import Moment, Tick
from regtrack.fold import Course, Question, state_of
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.provision_text import Amendatory
from regtrack.model.scope import Path, covers, path_of
from regtrack.model.state import Force, KnownBy, State
from regtrack.store import Store
from regtrack.text.history import AmendingAct
from regtrack.text.instruction import Instruction
from regtrack.text.operations import VERBS, Refusal, TextOperation, Verb
from regtrack.text.printed import read_lines
from regtrack.text.reading import grouped, read_amendments

Read: TypeAlias = TextOperation | Refusal
_NEVER = dt.date.max
_AHEAD = frozenset(("pending", "delayed", "filed", "adopted"))
"""Standings that a date ends by itself."""


_UNCERTAIN = frozenset(("unknown", "mixed", "contested", "none"))
"""Standings in which nobody can know whether the words hold."""


@attrs.frozen
class Ask:
    """What is asked of the acts on a part.

    Attributes:
        question: the day, what counts as known, and from which certainty.
        base_on: the day of the first edition: what is in force by then is printed in it.
        pending: take for in force what is going to be, as far as is known.
        assumed: instruments that are taken for in force.
    """

    question: Question
    base_on: dt.date
    pending: bool = False
    assumed: frozenset[str] = frozenset()


def is_known(record: Amendatory, recorded: Tick, question: Question) -> bool:
    """Whether the words of a document count as known."""
    limit = question.limit
    if limit.known_by is KnownBy.RECORD and recorded > limit.tick:
        return False
    when = record.published
    if record.filed is not None and limit.threshold <= Certainty.FILED:
        when = record.filed
    return when.public(dates.FEDERAL_ZONE) <= limit.tick


def acts(
    store: Store, records: Iterable[tuple[Amendatory, Tick]], scope: Path, ask: Ask
) -> tuple[list[AmendingAct], set[Path]]:
    """Return what documents do to a scope, each act with whether it counts; and the provisions that it takes to know.

    A section that had another number before is compiled with that one.
    """
    known = [record for record, recorded in records if is_known(record, recorded, ask.question)]
    numbers = store.numbers({record.instrument for record in known})
    instruments = store.instruments(numbers.values())
    related = {scope[:3]}
    while True:
        read = [(record, _read(record.name, record.instructions, frozenset(related))) for record in known]
        more = {path for _, reads in read for each in reads for path in _renumbered(each) if len(scope) > 2} - related
        if not more:
            break
        related |= more
    found: list[AmendingAct] = []
    for record, reads in read:
        instrument = instruments.get(numbers.get(record.instrument, -1))
        if instrument is not None and reads:
            found += _Standing(store, instrument, numbers[record.instrument], record, ask).acts(reads)
    return found, related


@lru_cache(maxsize=128)
def _read(name: str, instructions: tuple[Any, ...], related: frozenset[Path]) -> tuple[Read, ...]:
    """Return what a document does to these provisions, read once for all days: it says the same on each."""
    part = next(iter(related))[:2]
    rows = [Instruction(number, text, where, on) for number, text, where, on, _ in instructions]
    prints = {id(row): lines for row, (*_, lines) in zip(rows, instructions, strict=True)}
    chosen = [
        attrs.evolve(row, lines=read_lines(prints[id(row)]))
        for group in grouped(rows) if any(_may_change(row, related) for row in group) for row in group
    ]  # fmt: skip
    reads = read_amendments(name, chosen, only=related)
    return tuple(
        read for read in reads
        if read.target.provision[:2] == part and any(_related(read.target.provision, each) for each in related)
    )  # fmt: skip


def _may_change(row: Instruction, related: frozenset[Path]) -> bool:
    paths = [path_of(target) for target in (*row.targets, *([row.part] if row.part and not row.targets else []))]
    return any(_related(path[:3], each) for path in paths for each in related)


def _related(one: Path, other: Path) -> bool:
    return covers(one, other) or covers(other, one) or (one[:2] == other[:2] and one[-1].startswith("subpart "))


def _renumbered(read: Read) -> Iterator[Path]:
    """Sections that change numbers with each other."""
    if isinstance(read, TextOperation) and read.verb is Verb.REDESIGNATE and not read.target.address:
        for one, other in ((read.target, read.to), *read.with_):
            yield one.provision
            if other is not None:
                yield other.provision


def _refused(read: Read, standing: str) -> Read:
    """Return what may be in force or not: it changes nothing, and what it would reach is not certain."""
    if isinstance(read, TextOperation) and not VERBS[read.verb].changes:
        return read
    reason = f"whether it is in force is not certain ({standing}); expected a date on which it takes effect"
    return Refusal(read.target, read.source, read.words, reason)


class _Standing:
    """The standing of the instructions of one document."""

    def __init__(self, store: Store, instrument: Instrument, num: int, record: Amendatory, ask: Ask) -> None:
        self.store, self.instrument, self.num, self.record, self.ask = store, instrument, num, record, ask
        self.zone = instrument.legal_zone
        self.states: dict[tuple[Path, Moment], State] = {}

    @cached_property
    def course(self) -> Course:
        _, postings = next(self.store.postings([self.num]))
        return Course(postings, self.instrument.family, self.ask.question.limit)

    def acts(self, reads: Sequence[Read]) -> Iterator[AmendingAct]:
        places = {id(read): place for place, read in enumerate(reads)}
        for (number, path), group in groupby(reads, key=lambda read: (read.source.number, read.target.path)):
            together = tuple(group)
            if all(isinstance(read, TextOperation) and read.verb is Verb.AMEND for read in together):
                continue
            yield self._act(number, path, together, places[id(together[0])])

    def _act(self, number: str | None, path: Path, reads: tuple[Read, ...], place: int) -> AmendingAct:
        published = self.record.published
        when = published.public(dates.FEDERAL_ZONE)
        assumed = self.instrument.id in self.ask.assumed
        standing, begins_on = self._event(path) if self.record.event is not None else self._force(number, path)
        coming = begins_on is not None and standing in _AHEAD
        counts = standing == "in_force" or (coming and self.ask.pending) or assumed
        if not counts and standing in _UNCERTAIN and dates.day_of(when) > self.ask.base_on:
            counts, reads = True, tuple(_refused(read, standing) for read in reads)
        order = (begins_on or _NEVER, when, self.record.page or 0, self.record.name, place)
        return AmendingAct(
            reads, order, begins_on, counts, "" if counts else standing, assumed and standing != "in_force",
            dates.day_of(when), self._flags(number, path),
        )  # fmt: skip

    def _flags(self, number: str | None, path: Path) -> tuple[str, ...]:
        """Return what the event by which it takes effect, or the state of the instrument, warns of."""
        if self.record.event is None:
            return self._state(self._path(number, path), self.ask.question.on).flags
        event = next((known for known in self.course.counted if known.key == self.record.event), None)
        return event.detail.flags if event is not None else ()

    def _force(self, number: str | None, provision: Path) -> tuple[str, dt.date | None]:
        """Return what the fold says of an instruction, and since when or from when on."""
        path = self._path(number, provision)
        now = self._state(path, self.ask.question.on)
        if now.force is Force.YES:
            return "in_force", self._day(now)
        before = self._state(path, Moment(day=dates.to_date(self.ask.base_on)))
        if before.force is Force.YES:  # it was printed when it held
            return now.status, self._day(before)
        ahead, unmade = now.scheduled_next, now.status == "none" and now.force is Force.NO
        if ahead is not None and unmade:  # nobody had made it on that day: what comes of it, once it is made
            now = self._state(path, Moment(tick=dates.tick_of(ahead.at)))
            ahead = ahead if now.force is Force.YES else now.scheduled_next
        if ahead is not None and (unmade or now.status in _AHEAD):
            return "pending", dates.to_date(ahead.at.in_timezone(self.zone).date())
        return "pending" if unmade else now.status, None

    def _path(self, number: str | None, provision: Path) -> Path:
        if not self.course.divided:
            return ()
        top = number.partition(".")[0] if number else None
        named = {(f"instruction {each}",) for each in (number, top) if each}
        touched = {path[:1] for path in self.course.paths}
        return next(iter(sorted(named & touched, reverse=True)), provision)

    def _state(self, path: Path, on: Moment) -> State:
        key = (path, on)
        if key not in self.states:
            question = self.ask.question
            asked = Question(on, question.known, question.known_by, question.threshold)
            self.states[key] = state_of(
                self.course, instrument=self.instrument.id, zone=self.zone, question=asked, path=path
            )
        return self.states[key]

    def _day(self, state: State) -> dt.date | None:
        return dates.day_of(dates.tick_of(state.since_at), self.zone) if state.since_at is not None else None

    def _event(self, provision: Path) -> tuple[str, dt.date | None]:
        """Return the standing of an amendment or correction by the event that states it, and since when."""
        event = next((known for known in self.course.counted if known.key == self.record.event), None)
        if event is None:
            return "unknown", None
        rule = self._state(self._path(None, provision), self.ask.question.on)
        since = rule.since_at or (rule.scheduled_next.at if rule.scheduled_next is not None else None)
        begins = event.begin0
        if event.detail.mode == "as_if_included" and not event.begins:  # it counts from when the rule does
            if since is None:
                return rule.status, None
            begins = dates.tick_of(since)
        held = begins <= self.ask.question.on.tick(self.zone)
        standing = "in_force" if held and rule.force is Force.YES else "pending"
        return standing, dates.day_of(begins, self.zone)
