"""Facts in words: how the things that a report names are told in a digest, and in the line of a subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import attrs

from regtrack.dates import Moment, Tick
from regtrack.digest.choosing import GONE, WHOLE, Told, reminder_key
from regtrack.digest.facts import Fact, FactKind, day_named
from regtrack.model.change import Change, Facet, Sources, Upcoming
from regtrack.model.instrument import Instrument
from regtrack.model.state import State
from regtrack.report import phrases
from regtrack.report.phrases import date, sentence
from regtrack.report.view.changes import change_entry
from regtrack.report.view.model import Entry
from regtrack.report.view.shared import claim_entry, event_entry, moment, upcoming_entry
from regtrack.report.view.states import status_words
from regtrack.store import SourceStatus

_MONTH = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(phrases.MONTHS)}) (\d{{4}})")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?")


def short(text: str) -> str:
    """A text with its dates short: 10 Nov 2026."""
    return _MONTH.sub(lambda match: f"{match[1]} {match[2][:3]} {match[3]}", text)


class Teller:
    """Makes facts of what a report names.

    Args:
        sources: the instruments, events and documents that the report refers to.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._names: dict[str, str] = {}

    # --- changes and statements -------------------------------------------------------------------------------------

    def change(self, change: Change, kind: FactKind = FactKind.CHANGE, section: str | None = None) -> Fact:
        """Something that is otherwise than it was."""
        entry = change_entry(change, self._sources)
        lead = self._sources.events[change.because[0]].event.key if change.because else ""
        key = [change.facet.value, change.instrument, change.scope or "", change.name or ""]
        said = [change.after or "", change.on or "", lead]
        if change.came_and_went:
            key += ["came and went", change.on or ""]
        if change.facet is Facet.RECORD and change.because:
            said.append(change.because[0])  # each correction of our record is another one
        days = {change.on, change.until, *_DAY.findall(change.before or "")}
        named = {
            day_named(change.facet.value, change.name, change.scope, day)
            for day in days
            if day and date(day) in f"{entry.sentence} {entry.change}"
        }
        return self._fact(
            kind,
            key,
            said,
            section or change.section.value,
            change.instrument,
            change.because,
            entry,
            scope=change.scope,
            on=change.on,
            days=frozenset(named),
            headline=self._headline(change, entry),
        )

    def statement(self, kind: FactKind, section: str, id_: str) -> Fact:
        """A claim, something learned late, or a promise."""
        event = self._sources.events[id_].event
        make = claim_entry if kind is FactKind.CLAIM else event_entry
        entry = make(id_, self._sources)
        words = event_entry(id_, self._sources).sentence
        return self._fact(
            kind,
            [kind.value, event.target, "", event.key],
            [],
            section,
            event.target,
            (id_,),
            entry,
            headline=f"{self._label(event.target)}: {words}",
        )

    def confirmed(self, item: Fact, confirmation: Fact) -> Fact:
        """An item and its confirmation by a better source, as one."""
        first, better = item.entry, confirmation.entry
        sources = tuple(dict.fromkeys((*better.sources, *first.sources)))
        cause = "; ".join(filter(None, (first.cause, f"confirmed: {better.sentence} {better.text}".strip())))
        return attrs.evolve(
            item,
            print=f"{item.print}|{confirmation.print}",
            certainty=confirmation.certainty,
            events=tuple(dict.fromkeys((*item.events, *confirmation.events))),
            languages=item.languages | confirmation.languages,
            words=f"{item.words}\n{confirmation.words}",
            entry=attrs.evolve(first, sources=sources, cause=cause, certainty=better.certainty),
        )

    # --- dates ------------------------------------------------------------------------------------------------------

    def date(self, name: str, item: Upcoming) -> Fact:
        """A date ahead, under the name that it keeps while it moves."""
        entry = upcoming_entry(item, self._sources)
        return self._fact(
            FactKind.DATE,
            ["date", item.instrument, item.scope or "", name],
            [item.on],
            "upcoming",
            item.instrument,
            item.because,
            entry,
            scope=item.scope,
            on=item.on,
            sort=item.sort,
            days=frozenset({day_named(item.facet.value, item.name, item.scope, item.on)}),
            certainty=item.certainty.label,
            headline=f"{self._label(item.instrument)}: {_brief(entry.sentence)}, {date(item.on)}",
        )

    # --- the first digest -------------------------------------------------------------------------------------------

    def state(self, state: State) -> Fact:
        """What stands."""
        following = state.scheduled_next
        then = f"; {phrases.status(following.status)} on {date(state.day(following.at))}" if following else ""
        entry = Entry("", sentence(f"{status_words(state)}{then}"), kind="status")
        return self._fact(
            FactKind.STATE,
            ["state", state.instrument, "", ""],
            [state.status, state.day(state.since_at) or ""],
            "state",
            state.instrument,
            state.because,
            entry,
            headline=f"{self._label(state.instrument)}: {entry.sentence}",
        )

    # --- inside -----------------------------------------------------------------------------------------------------

    def _fact(
        self,
        kind: FactKind,
        key: Iterable[str],
        said: Iterable[str],
        section: str,
        instrument: str,
        because: Iterable[str],
        entry: Entry,
        *,
        headline: str,
        scope: str | None = None,
        on: str | None = None,
        sort: Tick | None = None,
        days: frozenset[tuple[str, ...]] = frozenset(),
        certainty: str | None = None,
    ) -> Fact:
        events = [self._sources.events[id_].event for id_ in because if id_ in self._sources.events]
        words = " ".join(f"{event.summary} {event.note or ''}" for event in events)
        return Fact(
            kind=kind,
            key="|".join(key),
            print="|".join(said),
            section=section,
            instrument=instrument,
            scope=scope,
            on=on,
            sort=sort,
            sentence=f"{entry.date}: {entry.sentence}" if kind is FactKind.DATE else entry.sentence,
            headline=short(headline).rstrip("."),
            events=tuple(event.key for event in events),
            certainty=certainty or (events[0].certainty.label if events else "published"),
            languages=frozenset(event.language for event in events),
            words=f"{self._named(instrument)}\n{words.casefold()}\n{entry.sentence.casefold()}",
            days=days,
            entry=entry,
        )

    def _label(self, id_: str) -> str:
        return self._sources.instruments[id_].name

    def _named(self, id_: str) -> str:
        if id_ not in self._names:
            self._names[id_] = "\n".join(_names(self._sources.instruments[id_])).casefold()
        return self._names[id_]

    def _headline(self, change: Change, entry: Entry) -> str:
        """A change in the few words of a subject: ``Affiliates Rule stayed to 10 Nov 2026``."""
        label, after = self._label(change.instrument), change.after or "none"
        if change.facet is Facet.RECORD and entry.text:
            return f"{label}: {_first_sentence(entry.text)}"
        if change.facet is not Facet.STATUS or change.came_and_went or after in ("unknown", "none", "mixed"):
            return f"{label}: {entry.sentence}"
        if change.before == "stayed" and after == "in_force":
            return f"{label} in force again{_on(change.on)}"
        form = _STATUS_HEADS.get(after)
        if form is not None and change.until:
            return f"{label} {form.format(date(change.until))}"
        return f"{label} {phrases.status(after)}{_on(change.on) if change.on else ''}"


_STATUS_HEADS: Mapping[str, str] = {
    "stayed": "stayed to {}",
    "pending": "published, takes effect {}",
    "delayed": "delayed to {}",
}


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?。])\s+(?=[A-Z])", " ".join(text.split()), maxsplit=1)[0]


def _on(day: str | None) -> str:
    return f", {date(day)}" if day else ""


def _names(instrument: Instrument) -> Iterable[str]:
    yield from (instrument.id, instrument.title, instrument.short or "")
    yield from (*instrument.citation, *instrument.document_number)
    for _, texts in instrument.aliases:
        yield from texts


class Retelling:
    """How a date is told again; see :class:`regtrack.digest.choosing.Words`.

    Args:
        names: of the instruments, by id.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def moved(self, fact: Fact, told: Told) -> Fact:
        """From the day that was told to another one."""
        words = f"Moved from {date(told.on)} to {date(fact.on)}: {_small(fact.entry.sentence)}"
        return self._said(fact, words, f": moved from {date(told.on)} to {date(fact.on)}")

    def amended(self, change: Fact, fact: Fact, told: Told) -> Fact:
        """A change that names the new day of a date, with the day that was told."""
        words = f"date moved from {date(told.on)} to {date(fact.on)}"
        entry = attrs.evolve(change.entry, change="; ".join(filter(None, (words, change.entry.change))))
        new, old = short(date(fact.on)), short(date(told.on))
        headline = change.headline.replace(f" to {new}", f" from {old} to {new}")
        return attrs.evolve(change, sentence=f"{change.sentence} {sentence(words)}", headline=headline, entry=entry)

    def gone(self, key: str, told: Told) -> Fact:
        """It is no more."""
        _, instrument, scope, _ = key.split("|", 3)
        what = told.sentence.removeprefix(f"{date(told.on)}: ").rstrip(".")
        fact = Fact(
            FactKind.DATE,
            key,
            GONE,
            "upcoming",
            instrument,
            scope or None,
            told.on,
            told.sort,
            "",
            "",
            entry=Entry("", "", kind="gone"),
        )
        words = f"No longer on {date(told.on)}: {_small(what)}"
        return self._said(fact, words, f": no longer on {date(told.on)}: {_small(what)}")

    def reminder(self, fact: Fact, lead: int, left: int) -> Fact:
        """It comes near."""
        when = "Tomorrow" if left == 1 else f"In {left} days"
        words = f"{when}, on {date(fact.on)}: {_small(fact.entry.sentence)}"
        again = attrs.evolve(
            fact, kind=FactKind.REMINDER, key=reminder_key(fact), print=f"T-{lead}", section="reminders"
        )
        return self._said(again, words, f", {when.lower()}: {_brief(fact.entry.sentence)}")

    def _said(self, fact: Fact, words: str, tail: str) -> Fact:
        entry = attrs.evolve(fact.entry, date="", sentence=sentence(words))
        label = self._names.get(fact.instrument, fact.instrument)
        return attrs.evolve(fact, sentence=entry.sentence, headline=short(f"{label}{tail}"), entry=entry)


def _small(text: str) -> str:
    """A sentence as the rest of another one; a name keeps its capital."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _brief(text: str) -> str:
    """The sentence of a date without what its day says already."""
    return _small(text).rstrip(".").replace(" from this day, as scheduled", "")


def feed_fact(source: SourceStatus, *, failing: bool) -> Fact:
    """A source that has failed for long, or that is read whole again."""
    if failing:
        since = f"since {moment(Moment(tick=source.last_whole))}" if source.last_whole is not None else "ever"
        words = f"{source.title} was not read whole {since}: {source.problem}"
        said = f"failing|{source.last_whole or ''}"
    else:
        words, said = f"{source.title} is read whole again", WHOLE
    entry = Entry("", sentence(words), kind="feed")
    return Fact(
        FactKind.FEED, f"feed||{source.id}|", said, "feeds", "", None, None, None, entry.sentence, short(words),
        entry=entry,
    )  # fmt: skip
