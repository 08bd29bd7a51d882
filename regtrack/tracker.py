"""The facade that programs import: it reads what a caller gives, and hands the question on."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypedDict, TypeVar, Unpack

import attrs

from regtrack import dates
from regtrack._bundled import timeline_bytes, timelines
from regtrack.dates import Moment, Tick
from regtrack.errors import InputError, StoreError
from regtrack.fold import Question
from regtrack.model.answers import Board, Calendar, Held, History, Report, StateReport, TimelineReport, UpcomingReport
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.horizon import Status
from regtrack.model.inbox import OF_ITEMS
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import INSTRUMENT_KINDS, KINDS, Certainty
from regtrack.model.posting import Posting
from regtrack.model.state import KnownBy, State
from regtrack.queries import filters as filters_of
from regtrack.queries import lookup, names, parts, reports
from regtrack.queries.merging import one_a_fact
from regtrack.queries.reports import Comparison
from regtrack.store import Appended, CheckProgress, Damage, Location, Store, is_address, open_store, places
from regtrack.store.clock import dated_ahead
from regtrack.store.faults import damage_words, damaged_at, remember_damage

if TYPE_CHECKING:
    from regtrack.digest.digests import Digests
    from regtrack.digest.settings import DigestSettings
    from regtrack.inbox import Inbox
    from regtrack.queries.searching import SearchAnswer
    from regtrack.queries.texts import TextAnswer
    from regtrack.sources.files.adding import Addable
    from regtrack.sources.following import Following
    from regtrack.sources.reports import FeedReport, SyncProgress, SyncReport

When = str | dt.date | dt.datetime | Moment
Clock = Callable[[], dt.datetime]
_A = TypeVar("_A", Board, Report, StateReport, TimelineReport, UpcomingReport)
_P = ParamSpec("_P")
_Read = TypeVar("_Read")
LAST_MARK = "last"
"""The mark that a question leaves unless it names another."""
_BOARD_DAYS = 730
"""How far ahead the calendar of a board reaches."""
UPCOMING_DAYS = 90
"""How far ahead a report looks for dates unless it is told otherwise."""


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def open_ledger(
    location: Location | None = None,
    *,
    bundled: bool = True,
    clock: Clock = _now,
    settings: DigestSettings | None = None,
    told_day: Callable[[str], object] | None = None,
    read_only: bool = False,
    sampled: bool = True,
) -> Tracker:
    """Open a ledger, creating it if it is not there.

    Args:
        location: path of the ledger, ``:memory:``, or an address: ``postgresql://user@host/database``, or what a store
            of a plug-in takes. None: one file per user, in the platform's data folder. Several in a list answer as
            one; what is written goes into the last, and the others are only read.
        bundled: record the curated timelines that come with this release, and what a newer release changed in them.
        clock: tells the present moment as an aware datetime; a test hands in its own.
        settings: who is told what by digests; :func:`regtrack.config.open_configured` reads them from a file.
        told_day: is told what each day became that was not written as 2025-05-13.
        read_only: only read, as is done by itself where the ledger cannot be written.
        sampled: verify a few entries first.

    Raises:
        StoreError: the ledger cannot be opened, or is found damaged.
    """
    named = location if location is not None else default_location()
    store = open_store(named, read_only=read_only, sampled=sampled)
    tracker = Tracker(store, clock, settings, told_day)
    if bundled and not store.read_only:
        tracker._load_bundled()
    return tracker


def default_location() -> str | Path:
    """Return the ledger that is used when none is named: ``$REGTRACK_STORE``, else one file per user."""
    named = os.environ.get("REGTRACK_STORE")
    if named:
        return named if is_address(named) or len(places(named)) > 1 else Path(named)
    import platformdirs

    return platformdirs.user_data_path("regtrack") / "ledger.sqlite"


Values = str | Sequence[str] | None


class Filters(TypedDict, total=False):
    """The filters of every question: a text or several for each, also with ``not_`` before it."""

    topic: Values
    agency: Values
    cfr: Values
    instrument: Values
    kind: Values
    not_topic: Values
    not_agency: Values
    not_cfr: Values
    not_instrument: Values
    not_kind: Values


def _one_ledger(ask: Callable[Concatenate[Tracker, _P], _Read]) -> Callable[Concatenate[Tracker, _P], _Read]:
    """Answer from one state of the ledger, whatever is recorded meanwhile."""

    @wraps(ask)
    def call(self: Tracker, /, *args: _P.args, **kwargs: _P.kwargs) -> _Read:
        with self._store.snapshot():
            return ask(self, *args, **kwargs)

    return call


class Tracker:
    """A ledger and the questions that can be asked of it, from any thread.

    Days are accepted as ISO strings, as people write them (``7d``, ``monday``, ``May 12, 2025``), ``datetime.date`` or
    pendulum objects; instants as ISO strings with an offset or
    aware datetimes. ``known`` defaults to now, ``known_by`` to the public's knowledge and ``threshold`` to published.
    Every question takes the filters topic, agency, cfr, instrument and kind, and ``not_`` each: a text or several.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock = _now,
        settings: DigestSettings | None = None,
        told_day: Callable[[str], object] | None = None,
    ) -> None:
        self._told_day = told_day or (lambda _: None)
        self._ledger = store
        self._clock = clock
        self._settings = settings
        self._closed = False

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
        mark: str | None = None,
        reviews: bool = False,
        **filters: Unpack[Filters],
    ) -> Report:
        """Return what changed from the close of one day to the close of another.

        In the law, and in what was known of it.

        The state on ``since`` as known then is compared with the state on ``until`` as known then.

        Args:
            since: the day (as it closes) or instant from which to compare; ``last`` or ``last:NAME``: the mark that
                the last question left.
            until: the later day or instant; default now.
            known_by: ``public`` (what anyone could read by then) or ``record`` (what this ledger held by then).
            threshold: the certainty from which a statement counts.
            scope: only what reaches this provision, such as ``12 CFR 1026.36(d)``.
            within: how many days ahead of ``until`` to list dates.
            mark: leave a mark of this name at the later moment, for ``last``.
            reviews: with what people who share the ledger did about each change.
            **filters: which instruments; see the class.

        Raises:
            InputError: a value cannot be used, or a name is unknown or ambiguous.
        """
        first, last = self._read(since, "since", begins=True), self._moment(until, "until")
        _check_order(first, last)
        mode, floor = names.read_known_by(known_by), names.read_threshold(threshold)
        before, after = Question(first, first, mode, floor), Question(last, last, mode, floor)
        with self._store.snapshot():
            chosen = filters_of.selection(self._store, filters)
            answer = self._compared(Comparison("since", before, after, chosen, scope, within))
            answer = reports.reviewed(self._store, answer) if reviews else answer
        if mark is not None:
            self._store.bookmark(mark, last.tick())
        return answer

    @_one_ledger
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
        text: bool = False,
        typographic: bool = False,
        **filters: Unpack[Filters],
    ) -> Any:
        """Return the difference of two states, of which one thing alone is another.

        With ``text``, of the words of rules.

        Args:
            first: the earlier day or instant.
            second: the later one.
            by: ``law`` compares two legal days as known on ``known``; ``knowledge`` compares what was known on two days
                about the legal day ``on``.
            on: with ``by="knowledge"``, the legal day; default now.
            known: with ``by="law"``, up to when statements count; default now.
            known_by: whose knowledge, as in :meth:`since`.
            threshold: the certainty from which a statement counts.
            scope: only what reaches this provision.
            text: compare the words of ``scope``, or of the provisions in the filter ``cfr``.
            typographic: with ``text``: dashes, quotation marks and white space count as words do.
            **filters: which instruments; see the class.

        Raises:
            InputError: a value cannot be used, or a name is unknown or ambiguous.
        """
        mode, floor = names.read_known_by(known_by), names.read_threshold(threshold)
        a, b = self._read(first, "first day", begins=True), self._read(second, "second day")
        if by == "law":
            same = self._moment(known, "known")
            before, after = Question(a, same, mode, floor), Question(b, same, mode, floor)
        elif by == "knowledge":
            same = self._moment(on, "on")
            before, after = Question(same, a, mode, floor), Question(same, b, mode, floor)
        else:
            raise InputError(f"by: found {by!r}; expected law or knowledge")
        if text:
            from regtrack.queries.redlines import redlines

            cfr = filters.pop("cfr", None) or ()
            scopes = [scope] if scope else [cfr] if isinstance(cfr, str) else list(cfr)
            if not scopes or filters:
                found = min(filters) if filters else "nothing"
                raise InputError(f"text: found {found}; expected a provision as scope or cfr, such as '12 CFR 1024'")
            return redlines(self._store, scopes, before, after, typographic=typographic)
        chosen = filters_of.selection(self._store, filters)
        return self._compared(Comparison("diff", before, after, chosen, scope, None))

    @_one_ledger
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
        """Return the state of one instrument, or of one provision of it.

        Args:
            instrument: its id, title, alias, citation, document number or other identifier.
            on: the legal day (as it closes in the instrument's zone) or instant; default now.
            known: up to when statements count; default now.
            scope: a part as people write it: ``12 CFR 1026.36(d)``, ``§ 1026.36``, ``instruction 3``, ``subpart D``.
            known_by: whose knowledge, as in :meth:`since`.
            threshold: the certainty from which a statement counts.

        Raises:
            NotFoundError: nothing goes by that name.
            AmbiguousError: several instruments do; it carries their ids.
        """
        num, found = names.resolve(self._store, instrument)
        question = self._question(on, known, known_by, threshold)
        _, postings = next(self._store.postings([num]))
        answer = parts.state(found, postings, question, scope)
        return attrs.evolve(answer, history=History(Moment(tick=self._tick()), states=lambda _: self.why(answer)))

    def states(
        self,
        on: When | None = None,
        known: When | None = None,
        *,
        known_by: str = "public",
        threshold: str = "published",
        **filters: Unpack[Filters],
    ) -> Iterator[State]:
        """Return the state of every instrument that the filters admit.

        In the order in which they were first recorded.
        """
        question = self._question(on, known, known_by, threshold)
        return lookup.states(self._store, filters_of.selection(self._store, filters), question)

    @_one_ledger
    def board(
        self,
        on: When | None = None,
        known: When | None = None,
        *,
        known_by: str = "public",
        threshold: str = "published",
        **filters: Unpack[Filters],
    ) -> Board:
        """Where every rule stands: one line each, for a table.

        Args:
            on: the legal day (as it closes) or instant; default now.
            known: up to when statements count; default now.
            known_by: whose knowledge, as in :meth:`since`.
            threshold: the certainty from which a statement counts.
            **filters: which instruments; see the class.

        Raises:
            InputError: a value cannot be used, or a name is unknown or ambiguous.
        """
        question = self._question(on, known, known_by, threshold)
        chosen = filters_of.selection(self._store, filters)

        def dates_ahead() -> Calendar:
            from regtrack.queries import calendar

            return calendar.of_upcoming(self._store, question, chosen, _BOARD_DAYS)

        return self._behind(reports.board(self._store, question, chosen), dates_ahead)

    @_one_ledger
    def why(self, *states: State) -> StateReport:
        """States with the events, documents and quotes they rest on, and with those that were overridden."""
        if not states:
            raise InputError("why: found no state; expected at least one")
        first = states[0]
        published: State | None = None
        if first.threshold < Certainty.PUBLISHED:
            published = self.state(
                first.instrument, first.on, first.known, scope=first.scope, known_by=first.known_by.value
            )
        sources = lookup.sources_of_states(self._store, states, first.known)
        named = {each.instrument for each in states}
        read = (item for id_, item in sources.instruments.items() if id_ in named)
        horizon = lookup.horizon(self._store, first.known_by, first.threshold, read)
        return self._behind(StateReport(states, published, horizon, sources))

    @_one_ledger
    def timeline(
        self,
        since: When | None = None,
        until: When | None = None,
        *,
        known: When | None = None,
        known_by: str = "public",
        threshold: str = "reported",
        **filters: Unpack[Filters],
    ) -> TimelineReport:
        """Return the events of the instruments that the filters admit, in the order in which they happened.

        Args:
            since: only events that happened after this day.
            until: only events that happened by this day.
            known: up to when statements count; default now.
            known_by: whose knowledge, as in :meth:`since`.
            threshold: the certainty from which an event is listed; by default all are.
            **filters: which instruments; see the class.

        Raises:
            InputError: a value cannot be used, or a name is unknown or ambiguous.
        """
        first = self._read(since, "since", begins=True) if since is not None else Moment(tick=dates.DAWN)
        last = self._read(until, "until") if until is not None else Moment(tick=dates.NEVER)
        if since is not None and until is not None:
            _check_order(first, last)
        at = self._moment(known, "known")
        question = Question(at, at, names.read_known_by(known_by), names.read_threshold(threshold))
        chosen = filters_of.selection(self._store, filters)
        return self._behind(reports.timeline(self._store, question, chosen, first.tick(), last.tick()))

    @_one_ledger
    def upcoming(
        self,
        within: int = UPCOMING_DAYS,
        *,
        after: When | None = None,
        known: When | None = None,
        known_by: str = "public",
        threshold: str = "published",
        **filters: Unpack[Filters],
    ) -> UpcomingReport:
        """Return the dates ahead, and the promises without one.

        Args:
            within: how many days ahead to look.
            after: the day from which to look; default now.
            known: up to when statements count; default the day looked ahead from.
            known_by: whose knowledge, as in :meth:`since`.
            threshold: the certainty from which a statement counts.
            **filters: which instruments; see the class.

        Raises:
            InputError: a value cannot be used, or a name is unknown or ambiguous.
        """
        if within < 0:
            raise InputError(f"within: found {within}; expected a number of days from 0")
        question = self._question(after, after if known is None else known, known_by, threshold, field="after")
        chosen = filters_of.selection(self._store, filters)

        def dates_ahead() -> Calendar:
            from regtrack.queries import calendar

            return calendar.of_upcoming(self._store, question, chosen, within)

        return self._behind(reports.upcoming(self._store, question, chosen, within), dates_ahead)

    @_one_ledger
    def text(
        self,
        scope: str,
        on: When | None = None,
        known: When | None = None,
        *,
        which: str = "operative",
        pending: bool = False,
        assume: str | Sequence[str] = (),
        known_by: str = "public",
        threshold: str = "published",
    ) -> TextAnswer:
        """Return the words of a provision on a day, as known on a day.

        Args:
            scope: a part, section, appendix or paragraph, such as ``12 CFR 1024.41(b)``.
            on: the legal day; default now.
            known: up to when statements count; default now.
            which: ``operative``, what the law says, or ``codified``, what the Code prints.
            pending: with the changes that are known to come.
            assume: documents, by any name, that are taken for in force.
            known_by: whose knowledge, as in :meth:`since`.
            threshold: the certainty from which a statement counts.

        Raises:
            InputError: a value cannot be used, or no edition is as old as the day.
            NotFoundError: there is no such provision, or no edition of its part.
        """
        from regtrack.queries import texts

        question = self._question(on, known, known_by, threshold)
        names_ = (assume,) if isinstance(assume, str) else tuple(assume)
        return texts.text(self._store, scope, question, which=which, pending=pending, assume=names_)

    @_one_ledger
    def search(
        self,
        words: str,
        *,
        on: When | None = None,
        known: When | None = None,
        cfr: str | Sequence[str] = (),
        types: str | Sequence[str] = (),
        limit: int = 20,
        known_by: str = "public",
        threshold: str = "reported",
    ) -> SearchAnswer:
        """Return what has all of some words: events, documents, instruments, and the text of rules.

        Args:
            words: in any language; a phrase stands in quotation marks.
            on: only texts in print by this day.
            known: up to when statements count; default now.
            cfr: only texts of these provisions.
            types: only these: ``text``, ``amendment``, ``event``, ``document``, ``instrument``.
            limit: how many results.
            known_by: whose knowledge, as in :meth:`since`.
            threshold: the certainty from which a statement counts.

        Raises:
            InputError: there is no word to look for, or a value cannot be used.
        """
        from regtrack.queries import searching

        question = self._question(None, known, known_by, threshold)
        day = dates.day_of(self._moment(on, "on").tick()) if on is not None else None
        scopes, only = ((each,) if isinstance(each, str) else tuple(each) for each in (cfr, types))
        return searching.search(self._store, words, question, cfr=scopes, types=only, limit=limit, on=day)

    # --- the ledger -------------------------------------------------------------------------------------------------

    def add(self, thing: Addable, *, on: When | None = None, accept_clock: bool = False) -> FeedReport:
        """Record a file by its path, a file object, its text or bytes, a table of JSON, or model objects.

        The content of a file says what it is, and it may be compressed (gzip). It is a timeline (TOML), a ledger that
        :meth:`export` wrote (JSON Lines), or anything that a source can parse: answers of the Federal Register's API,
        its full text (XML), the status file of a bill (BILLSTATUS XML), OFAC's SDN list (CSV), the Consolidated
        Screening List, answers of regulations.gov (JSON), or an edition of the Code (XML).

        Adding the same again changes nothing. A timeline file is all that its author says: what an earlier version of
        it said otherwise is revised, and what it no longer says is withdrawn; earlier answers stay reproducible. Of a
        list the changes are recorded; a day in the name of its file is the day on which it was downloaded. Reports of
        feeds that the file confirms are joined to it.

        Args:
            thing: what to record; a text of one line is a path.
            on: the day of an edition, an issue or a download, where the file and its name do not say it.
            accept_clock: the clock is right, though it is a day behind the last use of the ledger or a year ahead.

        Returns:
            What came of it. A record that cannot be read is one of its problems, and the rest is recorded.

        Raises:
            TimelineError: a timeline or an export has faults; it lists all of them, and nothing was recorded.
            FileError: nothing of the file can be recorded, such as a list older than the ledger's.
            ClockError: the clock cannot be right.
        """
        from regtrack.sources.files import adding
        from regtrack.store import clock

        began = self._tick()
        clock.believe(self._store, began, most=clock.FILES, accept=accept_clock)
        done = adding.add(self._store, thing, self._tick, on=None if on is None else dates.parse_date(str(on)[:10]))
        if self._store.targets_of(OF_ITEMS):
            from regtrack.news.recording import confirm  # reads languages: only where there are reports

            confirm(self._store, began, self._tick())
        return done

    def record(self, *things: Event | Instrument | Document, source: str = "code") -> Appended:
        """Record model objects that a program made: documents and instruments before the events that name them.

        Recording the same again changes nothing; an event with a key that is recorded revises it.

        Raises:
            InputError: an event names an instrument that is not recorded.
        """
        from regtrack.sources.files import adding

        return adding.record(self._store, things, source, self._tick())

    def instruments(self, **filters: Unpack[Filters]) -> list[Instrument]:
        """Return the instruments that the filters admit, by id."""
        chosen = filters_of.selection(self._store, filters)
        return sorted(filter(chosen.admits, self._store.instruments().values()), key=lambda item: item.id)

    def export(self) -> Iterator[str]:
        """Return the whole ledger as JSON Lines, from which :meth:`add` makes an equal one; of several, the last.

        Raises:
            StoreError: what the ledger holds is not what was recorded; see :meth:`check`.
        """
        return (json.dumps(line, ensure_ascii=False, sort_keys=True) for line in self._store.dump())

    def check(
        self, *heads: str, progress: Callable[[CheckProgress], object] | None = None
    ) -> Iterator[Damage]:  # fmt: skip
        """Verify the ledger: the file, the hash chain, ids, messages, checksums, and what is derived from entries.

        Args:
            *heads: hashes that mails or exports show; one that this ledger does not have is damage.
            progress: called now and then.

        Returns:
            What is damaged, as it is found, each with the way to restore it; nothing if the ledger is whole. From then
            on every answer says that something was found, until a check finds nothing.
        """
        found = False
        for damage in self._store.check(progress):
            found = True
            yield damage
        remember_damage(self._store, self._tick() if found else None)
        for head in heads:
            if not self._store.head(head).num:
                remedy = "restore the ledger from which the mail or the export was made"
                yield Damage(f"hash {head}", "this ledger has none such; it is another one, or was changed", remedy)

    def sync(
        self,
        *feeds: str,
        since: When | None = None,
        until: When | None = None,
        agency: str | Sequence[str] = (),
        cfr: str | Sequence[str] = (),
        type: str | Sequence[str] = (),
        term: str | None = None,
        again: bool = False,
        full_text: str = "rules",
        newest: bool = False,
        dry_run: bool = False,
        progress: Callable[[SyncProgress], object] | None = None,
        **access: Any,
    ) -> SyncReport:
        """Read feeds into the ledger; what cannot be read is named in the report, and the rest goes on.

        Each feed, and of the Federal Register each day, is recorded in one transaction. A run that was interrupted
        goes on where it stopped; a run that is repeated changes nothing, unless something was changed at the source:
        then what was recorded is revised, and earlier answers stay reproducible.

        ``since``, ``until``, ``agency``, ``cfr``, ``type``, ``term`` and ``newest`` are asked of the Federal Register;
        with any of them and no feed named, it alone is read. ``since`` is asked of the eCFR too, if that is named.

        Args:
            *feeds: ids, read whether they are due or not; default all that are followed and due, see :attr:`feeds`.
            since: the first day; default a week before the last day that was read, or 30 days ago.
            until: the last day; default today in Washington, with what is on public inspection.
            agency: slugs or short names of agencies, such as ``bis``.
            cfr: parts such as ``15:730-774``.
            type: ``RULE``, ``PRORULE``, ``NOTICE``, ``PRESDOCU``.
            term: words to search for.
            again: read also days that were read whole long after their publication, and feeds that are unchanged.
            full_text: of which documents the full text is read too: ``rules``, ``all`` or ``none``.
            newest: ask the RSS feed what is new, and then for that only.
            dry_run: record nothing.
            progress: called after each feed, and after each day of the Federal Register.
            **access: the way to the feeds; see :class:`regtrack.sources.syncing.Access`.

        Raises:
            InputError: a value cannot be used, there is no such feed, or files that describe feeds have faults.
            ClockError: servers contradict the clock of this machine.
            StoreError: the ledger cannot be written.
        """
        from regtrack.news.recording import ClaimReader, confirm  # with the readers and the HTTP client: only here
        from regtrack.sources import syncing

        began, way = self._tick(), syncing.Access(**access)
        named, what = syncing.asked(
            feeds, way, since=since, until=until, agency=agency, cfr=cfr, type=type, term=term, again=again,
            full_text=full_text, newest=newest, dry_run=dry_run,
        )  # fmt: skip
        reader = ClaimReader(self._store)
        report = syncing.sync(self._store, named, what, way, reader, clock=self._tick, progress=progress)
        if any(feed.changed for feed in report.feeds) and not dry_run:
            confirm(self._store, began, self._tick())
        return report

    @_one_ledger
    def status(self, *, instruments: bool = False, **filters: Unpack[Filters]) -> Status:
        """How much the ledger holds, how far it can be trusted, and if asked the instruments that the filters admit."""
        horizon = lookup.horizon(self._store, KnownBy.RECORD, Certainty.REPORTED)
        listed: list[Instrument] = []
        if instruments:
            chosen = filters_of.selection(self._store, filters)
            listed = sorted(filter(chosen.admits, self._store.instruments().values()), key=lambda item: item.id)
        unknown = sorted(
            kind for kind in self._store.carried("kind") if kind not in KINDS and kind not in INSTRUMENT_KINDS
        )
        ahead = dated_ahead(self._store, self._tick())
        return Status(self._store.totals(), horizon, tuple(listed), ahead, tuple(unknown))

    @property
    def damaged(self) -> str | None:
        """That :meth:`check` found the ledger damaged, and what to do; None unless it did, the last time it ended."""
        at = damaged_at(self._store)
        return damage_words(at) if at is not None else None

    @property
    def digests(self) -> Digests:
        """The digests of this ledger: make them, send them, and find out whom was told what."""
        from regtrack.digest.digests import Digests

        return Digests(self._store, self._tick, self._settings)

    @property
    def inbox(self) -> Inbox:
        """What waits for a person: claims about something that this ledger does not know."""
        from regtrack.inbox import Inbox

        return Inbox(self._store, self._tick, lambda name: names.resolve(self._store, name)[1].id)

    @property
    def feeds(self) -> Following:
        """The feeds that can be read, and how reading them went."""
        from regtrack.sources.following import Following

        return Following(self._store, self._tick)

    def close(self) -> None:
        """Let go of the ledger; a question after that is an error."""
        if not self._closed:
            self._closed = True
            self._ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _store(self) -> Store:
        if self._closed:
            raise StoreError("ledger: found it closed; expected an open one: ask before close(), or inside `with`")
        return self._ledger

    # --- inside -----------------------------------------------------------------------------------------------------

    def _compared(self, asked: Comparison) -> Report:
        report = reports.report(self._store, asked)

        def words(ids: Iterable[str]) -> Mapping[str, Any]:
            from regtrack.queries.redlines import amended_words

            return amended_words(self._store, ids, asked.before, asked.after)

        return attrs.evolve(
            report,
            changes=tuple(one_a_fact(report.changes, report.sources)),
            history=self._history(
                report,
                held=lambda: reports.held(self._store, asked),
                states=lambda ids: lookup.state_report(self._store, ids, asked.after),
                count=lambda: lookup.count(self._store, asked.chosen, asked.after),
                words=words,
            ),
        )

    def _behind(self, answer: _A, dates_of: Callable[[], Calendar] | None = None) -> _A:
        """Return the answer with the way back to this ledger, which only some formats take."""
        return attrs.evolve(answer, history=self._history(answer, dates=dates_of))

    def _history(
        self,
        answer: Board | Report | StateReport | TimelineReport | UpcomingReport,
        *,
        dates: Callable[[], Calendar] | None = None,
        held: Callable[[], Held] | None = None,
        states: Callable[[Iterable[str]], StateReport] | None = None,
        count: Callable[[], int] | None = None,
        words: Callable[[Iterable[str]], Mapping[str, Any]] | None = None,
    ) -> History:
        def open_still(read: Callable[_P, _Read]) -> Callable[_P, _Read]:
            def call(*args: _P.args, **kwargs: _P.kwargs) -> _Read:
                if self._closed:
                    raise StoreError("history: found the ledger closed; expected it open while a page is made")
                with self._store.snapshot():
                    return read(*args, **kwargs)

            return call

        def read() -> Mapping[str, Sequence[Posting]]:
            return lookup.postings(self._store, answer.sources.instruments)

        def dates_named() -> Calendar:
            from regtrack.queries import calendar

            assert not isinstance(answer, Board)  # which brings its own
            return calendar.of_answer(self._store, answer)

        return History(
            Moment(tick=self._tick()),
            open_still(read),
            open_still(dates or dates_named),
            open_still(held) if held else None,
            open_still(states) if states else None,
            open_still(count) if count else None,
            open_still(_table),
            open_still(words) if words else None,
        )

    def _tick(self) -> Tick:
        return dates.tick_of(self._clock())

    def _moment(self, value: When | None, field: str) -> Moment:
        return Moment(tick=self._tick()) if value is None else self._read(value, field)

    def _read(self, value: When, field: str, *, begins: bool = False) -> Moment:
        """Return a day or instant as the caller wrote it, counted from today in Federal time."""
        if isinstance(value, str) and begins and value.partition(":")[0] == LAST_MARK:
            return self._marked(value.partition(":")[2] or LAST_MARK)
        found = Moment.read(value, field, today=dates.day_of(self._tick()), begins=begins)
        if isinstance(value, str) and found.day is not None and found.day.isoformat() != value:
            self._told_day(f"{field}: {value} was read as {found}, at its close")
        return found

    def _marked(self, name: str) -> Moment:
        tick = self._store.bookmarks().get(name)
        if tick is None:
            raise InputError(
                f"since: found no mark {name!r}; expected one, which `regtrack since 7d --mark"
                f"{'' if name == LAST_MARK else ' ' + name}` leaves"
            )
        self._told_day(f"since: your mark is at {dates.iso_instant(tick)[:16]}Z")
        return Moment(tick=tick)

    def _question(
        self, on: When | None, known: When | None, known_by: str, threshold: str, *, field: str = "on"
    ) -> Question:
        mode, floor = names.read_known_by(known_by), names.read_threshold(threshold)
        return Question(self._moment(on, field), self._moment(known, "known"), mode, floor)

    def _load_bundled(self) -> None:
        """Record the timelines of this release, unless they are what was recorded last."""
        read = {source.id: source.digest for source in self._store.sources()}
        for path in timelines():
            if read.get(path.stem) != sha256(timeline_bytes(path)).hexdigest():
                from regtrack.sources.files.adding import record_timeline
                from regtrack.sources.files.timeline import read_timeline_file

                timeline = read_timeline_file(path, known_instruments=self._has)
                record_timeline(self._store, timeline, self._tick())

    def _has(self, instrument_id: str) -> bool:
        return instrument_id in self._store.numbers([instrument_id])


def _table(answer: Any) -> dict[str, Any]:
    from regtrack.report.rendering import plain_table  # the words of reports: only when an answer is put into words

    return plain_table(answer)


def _check_order(first: Moment, last: Moment) -> None:
    if first.tick() > last.tick():
        raise InputError(f"since: found {first}, which is after until ({last}); expected the earlier day first")
