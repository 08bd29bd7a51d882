"""The facade that programs import: it opens a ledger, asks the core, and adds what an answer refers to."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from regtrack import dates, diff
from regtrack._bundled import bundled
from regtrack.dates import Moment, Tick
from regtrack.diff import Subject
from regtrack.errors import AmbiguousError, InputError, NotFoundError
from regtrack.fold import Question, state
from regtrack.model.change import (
    Cause,
    Change,
    Facet,
    Horizon,
    Report,
    Section,
    SourceHorizon,
    Sources,
    StateReport,
    TimelineReport,
    Upcoming,
    UpcomingReport,
)  # fmt: skip
from regtrack.model.instrument import Instrument, normalise
from regtrack.model.kinds import INSTRUMENT_KINDS, KINDS, Certainty, Dimension
from regtrack.model.posting import Posting
from regtrack.model.scope import path_of
from regtrack.model.selection import EVERYTHING, Selection
from regtrack.model.state import KnownBy, State
from regtrack.store import Appended, Batch, SqliteStore, Store, Totals

if TYPE_CHECKING:
    from regtrack.ingest.timeline import Timeline

When = str | dt.date | dt.datetime | Moment
Clock = Callable[[], dt.datetime]
UPCOMING_DAYS = 90
"""How far ahead a report looks for dates unless it is told otherwise."""

_EARLIEST, _LATEST = "Etc/GMT-14", "Etc/GMT+12"  # where a day closes first and last


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def open_ledger(location: str | Path | None = None, *, bundled: bool = True, clock: Clock = _now) -> Tracker:
    """Open a ledger, creating it if it is not there.

    Args:
        location: path of the ledger, or ``:memory:``. None: one file per user, in the platform's data folder.
        bundled: record the curated timelines that come with this release, and what a newer release changed in them.
        clock: tells the present moment as an aware datetime; a test hands in its own.

    Raises:
        StoreError: the ledger cannot be opened.
    """
    tracker = Tracker(SqliteStore(location if location is not None else default_location()), clock)
    if bundled:
        tracker._load_bundled()
    return tracker


def default_location() -> Path:
    """The ledger that is used when none is named: one file per user."""
    import platformdirs

    return platformdirs.user_data_path("regtrack") / "ledger.sqlite"


class Tracker:
    """A ledger and the questions that can be asked of it.

    Days are accepted as ISO strings, ``datetime.date`` or pendulum objects; instants as ISO strings with an offset or
    aware datetimes. ``known`` defaults to now, ``known_by`` to the public's knowledge and ``threshold`` to published.
    """

    def __init__(self, store: Store, clock: Clock = _now) -> None:
        self._store = store
        self._clock = clock

    # --- questions --------------------------------------------------------------------------------------------------

    def since(
        self,
        since: When,
        until: When | None = None,
        *,
        known_by: str = "public",
        threshold: str = "published",
        scope: str | None = None,
        within: int = UPCOMING_DAYS,
        **filters: Any,
    ) -> Report:
        """What changed from the close of one day to the close of another: in the law, and in what was known of it.

        The state on ``since`` as known then is compared with the state on ``until`` (default: now) as known then.

        Args:
            since: the day (as it closes) or instant from which to compare.
            until: the later day or instant.
            known_by: ``public`` (what anyone could read by then) or ``record`` (what this ledger held by then).
            threshold: the certainty from which a statement counts.
            scope: only what reaches this provision, such as ``12 CFR 1026.36(d)``.
            within: how many days ahead of ``until`` to list dates.
            **filters: topic, agency, cfr, instrument, kind, and ``not_`` each; a text or several.

        Raises:
            InputError: a value cannot be used, or a name is unknown or ambiguous.
        """
        first, last = Moment.read(since, "since"), self._moment(until, "until")
        if first.tick() > last.tick():
            raise InputError(f"since: found {first}, which is after until ({last}); expected the earlier day first")
        mode, floor = read_known_by(known_by), read_threshold(threshold)
        before, after = Question(first, first, mode, floor), Question(last, last, mode, floor)
        return self._report("since", before, after, self._selection(filters), within, scope)

    def diff(
        self,
        first: When,
        second: When,
        *,
        by: str = "law",
        on: When | None = None,
        known: When | None = None,
        known_by: str = "public",
        threshold: str = "published",
        scope: str | None = None,
        **filters: Any,
    ) -> Report:
        """The difference of two states, of which one thing alone is another.

        Args:
            first, second: the two days or instants.
            by: ``law`` compares two legal days as known on ``known`` (default: now); ``knowledge`` compares what was
                known on two days about the legal day ``on`` (default: now).
            on, known: the day that stays the same.
            known_by, threshold, scope, **filters: as in :meth:`since`.

        Raises:
            InputError: a value cannot be used, or a name is unknown or ambiguous.
        """
        mode, floor = read_known_by(known_by), read_threshold(threshold)
        a, b = Moment.read(first, "first day"), Moment.read(second, "second day")
        if by == "law":
            same = self._moment(known, "known")
            questions = Question(a, same, mode, floor), Question(b, same, mode, floor)
        elif by == "knowledge":
            same = self._moment(on, "on")
            questions = Question(same, a, mode, floor), Question(same, b, mode, floor)
        else:
            raise InputError(f"by: found {by!r}; expected law or knowledge")
        return self._report("diff", *questions, self._selection(filters), None, scope)

    def state(
        self,
        instrument: str,
        on: When | None = None,
        known: When | None = None,
        *,
        scope: str | None = None,
        known_by: str = "public",
        threshold: str = "published",
    ) -> State:
        """The state of one instrument, or of one provision of it.

        Args:
            instrument: its id, title, alias, citation, document number or other identifier.
            on: the legal day (as it closes in the instrument's zone) or instant; default now.
            known: up to when statements count; default now.
            scope: a provision such as ``12 CFR 1026.36(d)``.
            known_by, threshold: as in :meth:`since`.

        Raises:
            NotFoundError: nothing goes by that name.
            AmbiguousError: several instruments do; it carries their ids.
        """
        num, found = self._resolve(instrument)
        question = self._question(on, known, known_by, threshold)
        _, postings = next(self._store.postings([num]))
        path = path_of(scope) if scope else ()
        paths = found.instruction_paths().get(path, (path,))
        return state(
            postings, instrument=found.id, family=found.family, zone=found.legal_zone, question=question, path=paths[0]
        )

    def states(
        self,
        on: When | None = None,
        known: When | None = None,
        *,
        known_by: str = "public",
        threshold: str = "published",
        **filters: Any,
    ) -> Iterator[State]:
        """The state of every instrument that the filters admit, in the order in which they were first recorded."""
        question = self._question(on, known, known_by, threshold)
        selection = self._selection(filters)
        subjects = self._subjects(selection, None)
        return (
            state(subject.postings, instrument=subject.id, family=subject.family, zone=subject.zone, question=question)
            for subject in subjects
        )

    def why(self, *states: State) -> StateReport:
        """States with the events, documents and quotes they rest on, and with those that were overridden."""
        ids: set[str] = set()
        keys: set[str] = set()
        for each in states:
            for part in (each, *each.scopes):
                ids.update(part.because, part.overridden, (a.event_id for a in part.announced_changes))
                ids.update((d.event_id for d in part.deadlines), part.texts)
                keys.update(part.conflicts)
        ids.update(self._ids_of_keys({each.instrument for each in states}, keys))
        first = states[0] if states else None
        horizon = self._horizon(
            first.known_by if first else KnownBy.PUBLIC, first.threshold if first else Certainty.PUBLISHED
        )
        return StateReport(
            states,
            horizon,
            self._sources(
                ids, {each.instrument for each in states}, first.known if first else self._moment(None, "known")
            ),
        )

    def timeline(
        self,
        since: When | None = None,
        until: When | None = None,
        *,
        known: When | None = None,
        known_by: str = "public",
        threshold: str = "reported",
        **filters: Any,
    ) -> TimelineReport:
        """The events of the instruments that the filters admit, in the order in which they happened.

        Args:
            since, until: only events that happened after the first and by the second.
            known, known_by, threshold, **filters: as elsewhere; by default every certainty is listed.
        """
        mode, floor = read_known_by(known_by), read_threshold(threshold)
        known_at = self._moment(known, "known")
        low = Moment.read(since, "since").tick() if since is not None else dates.DAWN
        high = Moment.read(until, "until").tick() if until is not None else dates.NEVER
        if low > high:
            raise InputError(f"since: found {since}, which is after until ({until}); expected the earlier day first")
        question = Question(known_at, known_at, mode, floor)
        found: list[Posting] = []
        names: set[str] = set()
        for subject in self._subjects(self._selection(filters), None):
            seen = [p for p in diff.visible(subject, question) if low < p.hold <= high]
            found += seen
            if seen:
                names.add(subject.id)
        ids = [p.id for p in sorted(found, key=lambda p: (p.hold, p.available, p.key))]
        return TimelineReport(tuple(ids), self._horizon(mode, floor), self._sources(ids, names, known_at))

    def upcoming(
        self,
        within: int = UPCOMING_DAYS,
        *,
        after: When | None = None,
        known: When | None = None,
        known_by: str = "public",
        threshold: str = "published",
        **filters: Any,
    ) -> UpcomingReport:
        """The dates ahead, and the promises without one.

        Args:
            within: how many days ahead to look.
            after: the day from which to look; default now.
            known: up to when statements count; default now.
            known_by, threshold, **filters: as in :meth:`since`.
        """
        if within < 0:
            raise InputError(f"within: found {within}; expected a number of days from 0")
        question = self._question(after, known if known is not None else after, known_by, threshold, field="after")
        selection = self._selection(filters)
        found = self._ahead(question, self._subjects(selection, self._coming(question, within)), within)
        promises = [p for s in self._subjects(selection, None) for p in diff.undated(s, question)]
        undated = tuple(dict.fromkeys(p.id for p in sorted(promises, key=lambda p: (p.hold, p.key))))
        ids = {id_ for item in found for id_ in item.because} | set(undated)
        names = {item.instrument for item in found}
        return UpcomingReport(
            question.on, within, tuple(found), undated, self._horizon(question.known_by, question.threshold),
            self._sources(ids, names, question.known),
        )  # fmt: skip

    # --- the ledger -------------------------------------------------------------------------------------------------

    def add(self, path: str | Path) -> Appended:
        """Record a timeline file (TOML), or a ledger that :meth:`export` wrote (JSON Lines).

        Adding the same again changes nothing. A timeline file is all that its author says: what an earlier version of
        it said otherwise is revised, and what it no longer says is withdrawn; earlier answers stay reproducible.

        Raises:
            TimelineError: the file has faults; it lists all of them, and nothing was recorded.
        """
        path = Path(path)
        if path.suffix == ".jsonl":
            from regtrack.ingest.dump import read_dump

            return self._store.merge(read_dump(path), self._tick())
        from regtrack.ingest.timeline import read_timeline_file

        return self._record(read_timeline_file(path, known_instruments=self._has))

    def export(self) -> Iterator[str]:
        """The whole ledger as JSON Lines, from which :meth:`add` makes an equal one."""
        return (json.dumps(line, ensure_ascii=False, sort_keys=True) for line in self._store.dump())

    def instruments(self, **filters: Any) -> list[Instrument]:
        """The instruments that the filters admit, by id."""
        selection = self._selection(filters)
        return sorted(filter(selection.admits, self._store.instruments().values()), key=lambda item: item.id)

    def status(self) -> tuple[Totals, Horizon]:
        """How much the ledger holds, and how far it can be trusted."""
        return self._store.totals(), self._horizon(KnownBy.RECORD, Certainty.REPORTED)

    def close(self) -> None:
        """Let go of the ledger."""
        self._store.close()

    # --- inside -----------------------------------------------------------------------------------------------------

    def _tick(self) -> Tick:
        return dates.tick_of(self._clock())

    def _moment(self, value: When | None, field: str) -> Moment:
        return Moment(tick=self._tick()) if value is None else Moment.read(value, field)

    def _question(
        self, on: When | None, known: When | None, known_by: str, threshold: str, *, field: str = "on"
    ) -> Question:
        return Question(
            self._moment(on, field), self._moment(known, "known"), read_known_by(known_by), read_threshold(threshold)
        )

    def _load_bundled(self) -> None:
        """Record the timelines of this release, unless they are what was recorded last."""
        import hashlib

        read = {source.id: source.digest for source in self._store.sources()}
        for path in sorted((bundled("feeds") / "timelines").glob("*.toml")):
            data = path.read_bytes()
            if read.get(path.stem) != hashlib.sha256(data).hexdigest():
                from regtrack.ingest.timeline import read_timeline

                self._record(read_timeline(data, name=str(path), known_instruments=self._has))

    def _record(self, timeline: Timeline) -> Appended:
        batch = Batch(
            timeline.source,
            timeline.title,
            (*timeline.documents, *timeline.instruments, *timeline.events),
            complete=True,
            digest=timeline.digest,
            checked_through=timeline.checked_through,
        )
        return self._store.append(batch, self._tick())

    def _has(self, instrument_id: str) -> bool:
        return instrument_id in self._store.numbers([instrument_id])

    def _resolve(self, name: str) -> tuple[int, Instrument]:
        found = self._store.find(normalise(name))
        exact = {num: id_ for num, id_ in found.items() if id_ == name.strip().lower()}
        found = exact or found
        if len(found) > 1:
            ids = sorted(found.values())
            raise AmbiguousError(
                f"instrument: found {name!r}, which names {len(ids)}; expected one of {', '.join(ids)}", ids
            )
        if not found:
            from regtrack.model.reading import nearest

            close = nearest(normalise(name), self._store.names())
            ids = sorted(self._store.find(close).values()) if close else []
            hint = f" (did you mean {' or '.join(ids)}?)" if ids else "; `regtrack status --instruments` lists them"
            raise NotFoundError(
                f"instrument: found {name!r}; expected a name or identifier of a recorded instrument{hint}"
            )
        num = next(iter(found))
        return num, self._store.instruments([num])[num]

    def _selection(self, filters: dict[str, Any]) -> Selection:
        known = {field.name for field in attrs.fields(Selection)}
        if unknown := sorted(set(filters) - known):
            raise InputError(f"filter: found {unknown[0]!r}; expected one of {', '.join(sorted(known))}")
        given = {key: _several(value) for key, value in filters.items() if value}
        for key in ("kind", "not_kind"):
            for value in given.get(key, ()):
                if value not in INSTRUMENT_KINDS:
                    raise InputError(f"{key}: found {value!r}; expected one of {', '.join(sorted(INSTRUMENT_KINDS))}")
        for key in ("instrument", "not_instrument"):
            if key in given:
                given[key] = tuple(self._resolve(name)[1].id for name in given[key])
        return Selection(**given) if given else EVERYTHING

    def _check_filters(self, selection: Selection) -> None:
        """An empty answer must not come from a mistyped topic or agency."""
        recorded = self._store.instruments().values()
        known = {"topic": {t for item in recorded for t in item.topics}, "agency": {item.body for item in recorded}}
        for field, names in known.items():
            for value in getattr(selection, field):
                if names and value not in names:
                    raise InputError(f"{field}: found {value!r}; expected one of {', '.join(sorted(names))}")

    def _subjects(self, selection: Selection, targets: Iterable[int] | None) -> Iterator[Subject]:
        return (subject for _, subject in self._numbered(selection, targets))

    def _numbered(self, selection: Selection, targets: Iterable[int] | None) -> Iterator[tuple[int, Subject]]:
        if selection.instrument and targets is None:
            targets = [self._resolve(id_)[0] for id_ in selection.instrument]
        numbers = None if targets is None else sorted(targets)
        instruments = self._store.instruments(numbers)
        admitted = instruments if selection.everything else {n: i for n, i in instruments.items() if selection.admits(i)}
        if not admitted and (selection.topic or selection.agency):
            self._check_filters(selection)
        wanted = None if numbers is None and len(admitted) == len(instruments) else list(admitted)
        for num, postings in self._store.postings(wanted):
            if num in admitted:
                item = admitted[num]
                yield num, Subject(item.id, item.family, item.legal_zone, postings)

    def _report(
        self,
        command: str,
        before: Question,
        after: Question,
        selection: Selection,
        within: int | None,
        scope: str | None,
    ) -> Report:
        moments = (before.on, after.on, before.known, after.known)
        low, high = min(m.tick(_EARLIEST) for m in moments), max(m.tick(_LATEST) for m in moments)
        changes: list[Change] = []
        promised: list[Posting] = []
        claimed: list[Posting] = []
        mode = before.known_by
        path = path_of(scope) if scope else ()
        touched = self._store.touched(low, high, mode)
        coming = self._coming(after, within) if within is not None else set()
        subjects = dict(self._numbered(selection, touched | coming))
        for subject in (subjects[num] for num in sorted(touched & subjects.keys())):
            changes += diff.compare(subject, before, after, path)
            if before.known != after.known:
                claimed += diff.claims(subject, before, after)
                promised += [
                    p for p in diff.undated(subject, after) if before.limit.tick < p.available <= after.limit.tick
                ]
        undated = {p.id for p in promised if KINDS[p.kind].dimension is Dimension.STAGE}
        changes = [c for c in changes if not (c.because and set(c.because) <= undated)]
        late: list[str] = []
        if command == "since":
            more, late = self._arrived(before, after, selection, {id_ for c in changes for id_ in c.because})
            changes += more
        changes.sort(key=_report_order)
        ahead = self._ahead(after, [subjects[n] for n in coming & subjects.keys()], within) if within is not None else []
        order = {p.id: p.hold for p in promised}
        listed = tuple(sorted(undated, key=lambda id_: (order[id_], id_)))
        claims = tuple(p.id for p in sorted(claimed, key=lambda p: (p.hold, p.key)))
        late = [id_ for id_ in late if id_ not in claims]
        ids = {id_ for item in (*changes, *ahead) for id_ in item.because} | {*late, *listed, *claims}
        names = {item.instrument for item in (*changes, *ahead)}
        return Report(
            command=command,
            law=(before.on, after.on),
            knowledge=(before.known, after.known),
            changes=tuple(changes),
            upcoming=tuple(ahead),
            undated=listed,
            claims=claims,
            late=tuple(late),
            horizon=self._horizon(mode, after.threshold),
            sources=self._sources(ids, names, max(before.known, after.known, key=Moment.tick)),
        )

    def _arrived(
        self, before: Question, after: Question, selection: Selection, shown: set[str]
    ) -> tuple[list[Change], list[str]]:
        """What this ledger corrected in the window, and what it learned late.

        Late: public before the window, recorded in it, from a source that was followed before the window. A first
        load, or a backfill that was asked for, is not late.
        """
        first, last = before.limit.tick, after.limit.tick
        arrivals = self._store.arrivals(first, last)
        instruments = self._store.instruments({a.target for a in arrivals}) if arrivals else {}
        corrections: list[Change] = []
        late: list[str] = []
        for arrival in arrivals:
            instrument, p = instruments[arrival.target], arrival.posting
            if not selection.admits(instrument):
                continue
            if (arrival.revises or p.kind == "revise_record") and p.id not in shown:
                corrections.append(
                    Change(
                        instrument.id, None, Facet.RECORD, p.key, None, "our record corrected",
                        dates.spell(p.recorded, instrument.legal_zone), None, None, Cause.CORRECTION, (p.id,), False,
                        Section.CORRECTIONS,
                    )
                )  # fmt: skip
            elif p.available <= first and not arrival.revises:
                late.append(p.id)
        return corrections, late

    def _coming(self, question: Question, within: int) -> set[int]:
        """The targets of which a date may lie ahead."""
        last = _last_day(question, within) + 86_400_000_000  # the day may close later in another zone
        return self._store.touched(question.on.tick(_EARLIEST), last, KnownBy.PUBLIC)

    def _ahead(self, question: Question, subjects: Iterable[Subject], within: int) -> list[Upcoming]:
        last = _last_day(question, within)
        found = [item for subject in subjects for item in diff.ahead(subject, question, last)]
        return sorted(found, key=lambda u: (u.sort, u.instrument, u.scope or "", u.facet, u.name or ""))

    def _ids_of_keys(self, instruments: set[str], keys: set[str]) -> set[str]:
        if not keys:
            return set()
        targets = self._store.numbers(instruments).values()
        return {p.id for _, postings in self._store.postings(targets) for p in postings if p.key in keys}

    def _sources(self, ids: Iterable[str], instruments: Iterable[str], known: Moment) -> Sources:
        events = self._store.events(ids)
        names = {*instruments, *(r.event.target for r in events.values())}
        acting = {r.event.by for r in events.values() if r.event.by and "/" in r.event.by}
        numbers = self._store.numbers(names | acting)
        instruments_found = self._store.instruments(numbers.values())
        found = {id_: instruments_found[num] for id_, num in sorted(numbers.items())}
        documents = self._store.documents(e.document for r in events.values() for e in r.event.evidence)
        return Sources(found, events, documents, known)

    def _horizon(self, known_by: KnownBy, threshold: Certainty) -> Horizon:
        sources = self._store.sources()
        return Horizon(
            known_by,
            threshold,
            Moment(tick=max(s.last_recorded for s in sources)) if sources else None,
            tuple(SourceHorizon(s.id, s.title, Moment(tick=s.last_recorded), s.checked_through) for s in sources),
        )


def _last_day(question: Question, within: int) -> Tick:
    """The close of the last of so many days ahead."""
    return dates.day_close(dates.add_days(question.on.day or dates.day_of(question.on.tick()), within))


_SECTIONS = {section: place for place, section in enumerate(Section)}


def _report_order(change: Change) -> tuple[Any, ...]:
    return (
        _SECTIONS[change.section], change.on or "", change.instrument, change.scope or "", change.facet, change.name or "",
        change.because,
    )  # fmt: skip


def read_known_by(value: str) -> KnownBy:
    """``public`` or ``record``; raises InputError for anything else."""
    try:
        return KnownBy(value)
    except ValueError as error:
        raise InputError(f"known_by: found {value!r}; expected public or record") from error


def read_threshold(value: str | Certainty) -> Certainty:
    """A certainty by name; raises InputError for anything else."""
    if isinstance(value, Certainty):
        return value
    try:
        return Certainty[value.upper()]
    except (KeyError, AttributeError) as error:
        names = ", ".join(each.label for each in Certainty)
        raise InputError(f"threshold: found {value!r}; expected one of {names}") from error


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
