"""Facts in words: what a report names, as a digest reports it and the outbox stores it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import attrs

from regtrack.dates import Moment
from regtrack.digest.facts import GONE, WHOLE, Fact, FactKind, day_named, reminder_key
from regtrack.model.change import Change, Facet, Upcoming
from regtrack.model.citing import Sources
from regtrack.model.instrument import Instrument
from regtrack.model.state import State
from regtrack.report import labels
from regtrack.report.answer.details import change_entry
from regtrack.report.answer.entries import claim_entry, event_entry, upcoming_entry
from regtrack.report.answer.limits import moment
from regtrack.report.answer.parts import AnswerEntry
from regtrack.report.answer.standing import standing
from regtrack.report.dates_in_words import brief, date, zoned
from regtrack.report.language import joined, sentence, small, term, tr, unended
from regtrack.store import SourceStatus
from regtrack.store.messages import ReportedDate

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?")


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
        """Build the fact for a change."""
        entry = change_entry(change, self._sources)
        lead = self._sources.events[change.because[0]].event.key if change.because else ""
        key = [change.facet.value, change.instrument, change.scope or "", change.name or ""]
        values = [change.after or "", change.on or "", lead]
        if change.came_and_went:
            key += ["came and went", change.on or ""]
        if change.facet is Facet.RECORD and change.because:
            values.append(change.because[0])  # each correction of our record is another one
        days = {change.on, change.until, *_DAY.findall(change.before or "")}
        named = {
            day_named(change.facet.value, change.name, change.scope, day)
            for day in days
            if day and date(day) in f"{entry.date} {entry.sentence} {entry.change}"
        }
        return self._fact(
            kind, key, values, section or change.section.value, change.instrument, change.because, entry,
            scope=change.scope, on=change.on, days=frozenset(named), change=change, flags=change.flags,
        )  # fmt: skip

    def statement(self, kind: FactKind, section: str, id_: str) -> Fact:
        """Build the fact for a claim, something learned late, or a promise."""
        event = self._sources.events[id_].event
        entry = (claim_entry if kind is FactKind.CLAIM else event_entry)(id_, self._sources)
        key = [kind.value, event.target, "", event.key]
        return self._fact(kind, key, [], section, event.target, (id_,), entry, event=id_)

    def confirmed(self, item: Fact, confirmation: Fact) -> Fact:
        """Build one fact from an item and its confirmation by a better source."""
        better = confirmation.entry
        confirming = f"{better.sentence} {better.text}".strip()
        change = item.change
        if change is not None and confirmation.change is not None:
            because = (*change.because, *confirmation.change.because)
            change = attrs.evolve(change, because=tuple(dict.fromkeys(because)))
        return attrs.evolve(
            item,
            print=f"{item.print}|{confirmation.print}",
            certainty=confirmation.certainty,
            events=tuple(dict.fromkeys((*item.events, *confirmation.events))),
            languages=item.languages | confirmation.languages,
            words=f"{item.words}\n{confirmation.words}",
            change=change,
            because=tuple(dict.fromkeys((*item.because, *confirmation.because))),
            beside=tr("confirmed: {sentence}", sentence=confirming),
        )

    # --- dates ------------------------------------------------------------------------------------------------------

    def date(self, name: str, item: Upcoming) -> Fact:
        """Build the fact for a date ahead, under a key that stays the same when the date moves."""
        entry = upcoming_entry(item, self._sources)
        key = ["date", item.instrument, item.scope or "", name]
        return self._fact(
            FactKind.DATE, key, [item.on], "upcoming", item.instrument, item.because, entry,
            scope=item.scope, on=item.on, sort=item.sort, certainty=item.certainty.label,
            days=frozenset({day_named(item.facet.value, item.name, item.scope, item.on)}),
            brief=_brief(item, entry), flags=item.flags, zone=self._sources.instruments[item.instrument].legal_zone,
        )  # fmt: skip

    # --- the first digest -------------------------------------------------------------------------------------------

    def state(self, state: State) -> Fact:
        """Build the fact for a current state."""
        entry = AnswerEntry("", sentence(standing(state, self._sources).sentence), kind="status")
        key, values = ["state", id_ := state.instrument, "", ""], [state.status, state.since or ""]
        return self._fact(FactKind.STATE, key, values, "state", id_, state.because, entry, flags=state.flags)

    # --- inside -----------------------------------------------------------------------------------------------------

    def _fact(
        self, kind: FactKind, key: Iterable[str], values: Iterable[str], section: str, instrument: str,
        because: Iterable[str], entry: AnswerEntry, **more: Any,
    ) -> Fact:  # fmt: skip
        """Build a fact; ``more``: what else it has, if it has any."""
        known = tuple(id_ for id_ in because if id_ in self._sources.events)
        events = [self._sources.events[id_].event for id_ in known]
        words = " ".join(f"{event.summary} {event.note or ''}" for event in events).casefold()
        more = {
            "scope": None, "on": None, "sort": None,
            "certainty": events[0].certainty.label if events else "published", **more,
        }  # fmt: skip
        return Fact(
            kind=kind,
            key="|".join(key),
            print="|".join(values),
            section=section,
            instrument=instrument,
            sentence=_about(entry.date, entry.sentence) if entry.date else entry.sentence,
            events=tuple(event.key for event in events),
            languages=frozenset(event.language for event in events),
            words=f"{self._named(instrument)}\n{words}\n{entry.sentence.casefold()}",
            entry=entry,
            because=known,
            **more,
        )

    def _named(self, id_: str) -> str:
        if id_ not in self._names:
            self._names[id_] = "\n".join(_names(self._sources.instruments[id_])).casefold()
        return self._names[id_]


def _about(name: str, sentence: str) -> str:
    return tr("{name}: {sentence}", name=name, sentence=sentence)


def _names(instrument: Instrument) -> Iterable[str]:
    yield from (instrument.id, instrument.title, instrument.short or "")
    yield from (*instrument.citation, *instrument.document_number)
    for _, texts in instrument.aliases:
        yield from texts


# --- a date reported again ------------------------------------------------------------------------------------------


def moved(fact: Fact, reported: ReportedDate) -> Fact:
    """Report that a date moved from the day that was reported."""
    first, second = (date(zoned(day, fact.zone)) for day in (reported.on, fact.on))
    what = small(fact.entry.sentence)
    words = tr("Moved from {first} to {second}: {sentence}", first=first, second=second, sentence=what)
    fact = attrs.evolve(fact, moved=(reported.on, fact.on))
    return _reworded(fact, words, tr("moved from {first} to {second}", first=brief(reported.on), second=brief(fact.on)))


def amended(change: Fact, fact: Fact, reported: ReportedDate) -> Fact:
    """Return a change that names a date's new day, with the day that was delivered before."""
    first, second = (date(zoned(day, fact.zone)) for day in (reported.on, fact.on))
    words = tr("date moved from {first} to {second}", first=first, second=second)
    short = tr("date moved from {first} to {second}", first=brief(reported.on), second=brief(fact.on))
    return attrs.evolve(
        change,
        sentence=joined(" ", (change.sentence, sentence(words))),
        beside=joined("; ", (change.beside, short)),
        moved=(reported.on, fact.on),
    )


def gone(key: str, reported: ReportedDate) -> Fact:
    """Build the fact that a date no longer stands."""
    _, instrument, scope, _ = key.split("|", 3)
    _, sign, rest = reported.sentence.partition(term("form", ": "))  # after the day
    what = small(unended(rest if sign else reported.sentence))
    fact = Fact(
        kind=FactKind.DATE, key=key, print=GONE, section="upcoming", instrument=instrument, scope=scope or None,
        on=reported.on, sort=reported.sort, sentence="", events=(), entry=AnswerEntry("", "", kind="gone"),
        moved=(reported.on, None),
    )  # fmt: skip
    words = tr("No longer on {date}: {what}", date=date(reported.on and reported.on.partition("T")[0]), what=what)
    return _reworded(fact, words, tr("no longer on {date}: {what}", date=brief(reported.on), what=what))


def reminder(fact: Fact, lead: int, left: int) -> Fact:
    """Build a reminder that a date is near."""
    named = {"date": date(zoned(fact.on, fact.zone)), "sentence": small(fact.entry.sentence)}
    if left == 1:
        words = tr("Tomorrow, on {date}: {sentence}", **named)
        short = tr("tomorrow: {what}", what=fact.brief)
    else:
        words = tr("In {days} days, on {date}: {sentence}", days=left, **named)
        short = tr("in {days} days: {what}", days=left, what=fact.brief)
    again = attrs.evolve(fact, kind=FactKind.REMINDER, key=reminder_key(fact), print=f"T-{lead}", section="reminders")
    return _reworded(again, words, short)


def _reworded(fact: Fact, words: str, brief: str) -> Fact:
    entry = fact.entry._replace(date="", sentence=sentence(words))
    return attrs.evolve(fact, sentence=entry.sentence, brief=brief, entry=entry)


def _brief(item: Upcoming, entry: AnswerEntry) -> str:
    """Return what happens on a date, in few words."""
    words = labels.status(item.after) if item.facet is Facet.STATUS else unended(small(entry.sentence))
    return joined(", ", (words, brief(item.on)))


def feed_fact(source: SourceStatus, *, failing: bool) -> Fact:
    """Build the fact that a source has been failing, or works again."""
    if not failing:
        words, state = tr("{title} can be fully read again", title=source.title), WHOLE
    elif source.last_whole is None:
        words = tr("{title} has never been fully read: {problem}", title=source.title, problem=source.problem)
        state = "failing|"
    else:
        since = moment(Moment(tick=source.last_whole))
        words = tr(
            "{title} has not been fully read since {date}: {problem}",
            title=source.title,
            date=since,
            problem=source.problem,
        )
        state = f"failing|{source.last_whole}"
    entry = AnswerEntry("", sentence(words), kind="feed")
    return Fact(
        kind=FactKind.FEED, key=f"feed||{source.id}|", print=state, section="feeds", instrument="", scope=None, on=None,
        sort=None, sentence=entry.sentence, events=(), brief=words, entry=entry,
    )  # fmt: skip
