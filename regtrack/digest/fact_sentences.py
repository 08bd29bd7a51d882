"""Facts in words: how the things that a report names are told in a digest, and in the line of a subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import attrs

from regtrack.dates import Moment, Tick
from regtrack.digest.choosing import GONE, WHOLE, reminder_key
from regtrack.digest.facts import Fact, FactKind, day_named
from regtrack.model.change import Change, Facet, Upcoming
from regtrack.model.citing import Sources
from regtrack.model.instrument import Instrument
from regtrack.model.state import State
from regtrack.report import phrases
from regtrack.report.language import mark, tr
from regtrack.report.phrases import date, joined, sentence, some_day, unended
from regtrack.report.view.changes import change_entry
from regtrack.report.view.model import ViewEntry
from regtrack.report.view.shared import claim_entry, event_entry, moment, upcoming_entry
from regtrack.report.view.states import status_words
from regtrack.store import SourceStatus
from regtrack.store.messages import DateTold

_MONTH = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(phrases.MONTHS)}) (\d{{4}})")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?")


def short(text: str) -> str:
    """Shorten the dates in a text: 10 Nov 2026."""
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
        """Build the fact for a claim, something learned late, or a promise."""
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
            headline=_about(self._label(event.target), words),
        )

    def confirmed(self, item: Fact, confirmation: Fact) -> Fact:
        """Build one fact from an item and its confirmation by a better source."""
        first, better = item.entry, confirmation.entry
        sources = tuple(dict.fromkeys((*better.sources, *first.sources)))
        told = f"{better.sentence} {better.text}".strip()
        cause = joined("; ", (first.cause, tr("confirmed: {sentence}", sentence=told)))
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
        """Build the fact for a date ahead, under a key that stays the same when the date moves."""
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
            headline=tr(
                "{name}: {what}, {date}",
                name=self._label(item.instrument),
                what=_brief(item, entry),
                date=date(item.on),
            ),
            brief=_brief(item, entry),
        )

    # --- the first digest -------------------------------------------------------------------------------------------

    def state(self, state: State) -> Fact:
        """Build the fact for a current state."""
        following = state.scheduled_next
        then = (
            tr("{status} on {date}", status=phrases.status(following.status), date=some_day(following.date))
            if following
            else ""
        )
        entry = ViewEntry("", sentence(joined("; ", (status_words(state), then))), kind="status")
        return self._fact(
            FactKind.STATE,
            ["state", state.instrument, "", ""],
            [state.status, state.since or ""],
            "state",
            state.instrument,
            state.because,
            entry,
            headline=_about(self._label(state.instrument), entry.sentence),
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
        entry: ViewEntry,
        *,
        headline: str,
        scope: str | None = None,
        on: str | None = None,
        sort: Tick | None = None,
        days: frozenset[tuple[str, ...]] = frozenset(),
        certainty: str | None = None,
        brief: str = "",
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
            sentence=_about(entry.date, entry.sentence) if kind is FactKind.DATE else entry.sentence,
            headline=unended(short(headline)),
            brief=brief,
            events=tuple(event.key for event in events),
            certainty=certainty or (events[0].certainty.label if events else "published"),
            languages=frozenset(event.language for event in events),
            words=f"{self._named(instrument)}\n{words.casefold()}\n{entry.sentence.casefold()}",
            days=days,
            entry=entry,
        )

    def _label(self, id_: str) -> str:
        return phrases.instrument_name(self._sources.instruments[id_])

    def _named(self, id_: str) -> str:
        if id_ not in self._names:
            self._names[id_] = "\n".join(_names(self._sources.instruments[id_])).casefold()
        return self._names[id_]

    def _headline(self, change: Change, entry: ViewEntry) -> str:
        """Summarise a change for a subject line: ``Affiliates Rule stayed to 10 Nov 2026``."""
        name, after = self._label(change.instrument), change.after or "none"
        if change.facet is Facet.RECORD and entry.text:
            return _about(name, _first_sentence(entry.text))
        if change.facet is not Facet.STATUS or change.came_and_went or after in ("unknown", "none", "mixed"):
            return _about(name, entry.sentence)
        if change.before == "stayed" and after == "in_force":
            return tr("{name} in force again, {date}", name=name, date=date(change.on))
        if after in _STATUS_HEADS and change.until:
            return tr(_STATUS_HEADS[after], name=name, date=date(change.until))
        status = phrases.status(after)
        if change.on:
            return tr("{name} {status}, {date}", name=name, status=status, date=date(change.on))
        return tr("{name} {status}", name=name, status=status)


_STATUS_HEADS: Mapping[str, str] = {
    "stayed": mark("{name} stayed to {date}"),
    "pending": mark("{name} published, takes effect {date}"),
    "delayed": mark("{name} delayed to {date}"),
}


def _about(name: str, sentence: str) -> str:
    return tr("{name}: {sentence}", name=name, sentence=sentence)


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])|(?<=。)", " ".join(text.split()), maxsplit=1)[0]


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

    def moved(self, fact: Fact, told: DateTold) -> Fact:
        """From the day that was told to another one."""
        first, second = date(told.on), date(fact.on)
        what = _small(fact.entry.sentence)
        words = tr("Moved from {first} to {second}: {sentence}", first=first, second=second, sentence=what)
        name = self._names.get(fact.instrument, fact.instrument)
        return _said(fact, words, tr("{name}: moved from {first} to {second}", name=name, first=first, second=second))

    def amended(self, change: Fact, fact: Fact, told: DateTold) -> Fact:
        """Return a change that names a date's new day, with the day that was delivered before."""
        first, second = date(told.on), date(fact.on)
        words = tr("date moved from {first} to {second}", first=first, second=second)
        entry = attrs.evolve(change.entry, change=joined("; ", (words, change.entry.change)))
        headline = change.headline
        if change.print.partition("|")[0] in ("delayed", "pending"):  # the move is the news
            name = self._names.get(fact.instrument, fact.instrument)
            headline = short(tr("{name}: moved from {first} to {second}", name=name, first=first, second=second))
        return attrs.evolve(change, sentence=f"{change.sentence} {sentence(words)}", headline=headline, entry=entry)

    def gone(self, key: str, told: DateTold) -> Fact:
        """Build the fact that a date no longer stands."""
        _, instrument, scope, _ = key.split("|", 3)
        what = _small(unended(told.sentence.removeprefix(_about(date(told.on), ""))))
        fact = Fact(
            FactKind.DATE, key, GONE, "upcoming", instrument, scope or None, told.on, told.sort, "", "",
            entry=ViewEntry("", "", kind="gone"),
        )  # fmt: skip
        words = tr("No longer on {date}: {what}", date=date(told.on), what=what)
        name = self._names.get(instrument, instrument)
        return _said(fact, words, tr("{name}: no longer on {date}", name=name, date=date(told.on)))

    def reminder(self, fact: Fact, lead: int, left: int) -> Fact:
        """Build a reminder that a date is near."""
        name = self._names.get(fact.instrument, fact.instrument)
        named = {"date": date(fact.on), "sentence": _small(fact.entry.sentence)}
        told = {"name": name, "what": fact.brief}
        if left == 1:
            words = tr("Tomorrow, on {date}: {sentence}", **named)
            headline = tr("{name}, tomorrow: {what}", **told)
        else:
            words = tr("In {days} days, on {date}: {sentence}", days=left, **named)
            headline = tr("{name}, in {days} days: {what}", days=left, **told)
        again = attrs.evolve(
            fact, kind=FactKind.REMINDER, key=reminder_key(fact), print=f"T-{lead}", section="reminders"
        )
        return _said(again, words, headline)


def _said(fact: Fact, words: str, headline: str) -> Fact:
    entry = attrs.evolve(fact.entry, date="", sentence=sentence(words))
    return attrs.evolve(fact, sentence=entry.sentence, headline=short(headline), entry=entry)


def _small(text: str) -> str:
    """Lower the first letter of a sentence that continues another; names keep their capital."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _brief(item: Upcoming, entry: ViewEntry) -> str:
    """Summarise what happens on a date, without repeating the day."""
    return phrases.status(item.after) if item.facet is Facet.STATUS else unended(_small(entry.sentence))


def feed_fact(source: SourceStatus, *, failing: bool) -> Fact:
    """Build the fact that a source has been failing, or works again."""
    if not failing:
        words, said = tr("{title} is read whole again", title=source.title), WHOLE
    elif source.last_whole is None:
        words, said = (
            tr("{title} was never read whole: {problem}", title=source.title, problem=source.problem),
            "failing|",
        )
    else:
        since = moment(Moment(tick=source.last_whole))
        words = tr(
            "{title} was not read whole since {date}: {problem}", title=source.title, date=since, problem=source.problem
        )
        said = f"failing|{source.last_whole}"
    entry = ViewEntry("", sentence(words), kind="feed")
    return Fact(
        FactKind.FEED, f"feed||{source.id}|", said, "feeds", "", None, None, None, entry.sentence, short(words),
        entry=entry,
    )  # fmt: skip
