"""Questions about one day, and lists: a rule's state, the board, the timeline, the dates ahead, texts, a search."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Unpack

from regtrack import dates
from regtrack.dates import Moment
from regtrack.errors import InputError
from regtrack.fold import Question
from regtrack.model.answers import Calendar, History, StateReport
from regtrack.model.kinds import Certainty
from regtrack.model.selection import Selection
from regtrack.model.state import State
from regtrack.queries import filters as filters_of
from regtrack.queries import lookup, names, reports, stays
from regtrack.tracker.base import Filters, TrackerBase, When, check_order, one_ledger
from regtrack.tracker.comparing import UPCOMING_DAYS

if TYPE_CHECKING:
    from regtrack.model.listings import Board, TimelineReport, UpcomingReport
    from regtrack.queries.searching import SearchAnswer
    from regtrack.queries.texts import TextAnswer

_BOARD_DAYS = 730
"""How far ahead the calendar of a board reaches."""


class AskingTracker(TrackerBase):
    """The questions about one day."""

    @one_ledger
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
            known: the day or instant up to which statements count; default now.
            scope: a part as people write it: ``12 CFR 1026.36(d)``, ``§ 1026.36``, ``instruction 3``, ``subpart D``.
            known_by: whose knowledge counts, as in :meth:`since`.
            threshold: the lowest certainty that counts.

        Raises:
            NotFoundError: there is no instrument of that name.
            AmbiguousError: several instruments have that name; the error lists their ids.
        """
        num, found = names.resolve(self._store, instrument)
        question = self._question(on, known, known_by, threshold)
        _, postings = next(self._store.postings([num]))
        from regtrack.queries import moved, parts

        history = History(Moment(tick=self._tick()), why=self.why)
        (answer,) = stays.doubted(self._store, [parts.state(found, postings, question, scope, history)], question)
        return answer if scope else moved.with_deadlines(self._store, answer, found, question)

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
        for each in lookup.states(self._store, filters_of.selection(self._store, filters), question):
            yield from stays.doubted(self._store, [each], question)

    @one_ledger
    def board(
        self,
        on: When | None = None,
        known: When | None = None,
        *,
        known_by: str = "public",
        threshold: str = "published",
        **filters: Unpack[Filters],
    ) -> Board:
        """Return the status of every rule, one line each.

        Args:
            on: the legal day (as it closes) or instant; default now.
            known: the day or instant up to which statements count; default now.
            known_by: whose knowledge counts, as in :meth:`since`.
            threshold: the lowest certainty that counts.
            **filters: which instruments; see :class:`Tracker`.

        Raises:
            InputError: a value cannot be used, or a name is unknown or ambiguous.
        """
        question = self._question(on, known, known_by, threshold)
        chosen = filters_of.selection(self._store, filters)
        ahead = self._ahead(question, chosen, _BOARD_DAYS)
        return self._behind(reports.board(self._store, question, chosen), dates=ahead)

    def _ahead(self, question: Question, chosen: Selection, days: int) -> Callable[[], Calendar]:
        def dates_ahead() -> Calendar:
            from regtrack.queries import calendar

            return calendar.of_upcoming(self._store, question, chosen, days)

        return dates_ahead

    @one_ledger
    def why(self, *states: State) -> StateReport:
        """Return states with the events, documents and quotations that they are based on, and those overridden."""
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

    @one_ledger
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
            known: the day or instant up to which statements count; default now.
            known_by: whose knowledge counts, as in :meth:`since`.
            threshold: the lowest certainty that is listed; by default, every event is.
            **filters: which instruments; see :class:`Tracker`.

        Raises:
            InputError: a value cannot be used, or a name is unknown or ambiguous.
        """
        first = self._read(since, "since", begins=True) if since is not None else Moment(tick=dates.DAWN)
        last = self._read(until, "until") if until is not None else Moment(tick=dates.NEVER)
        if since is not None and until is not None:
            check_order(first, last)
        at = self._known(known)
        question = Question(at, at, names.read_known_by(known_by), names.read_threshold(threshold))
        chosen = filters_of.selection(self._store, filters)
        return self._behind(reports.timeline(self._store, question, chosen, first.tick(), last.tick()))

    @one_ledger
    def upcoming(
        self,
        within: int | str = UPCOMING_DAYS,
        *,
        on: When | None = None,
        known: When | None = None,
        known_by: str = "public",
        threshold: str = "published",
        **filters: Unpack[Filters],
    ) -> UpcomingReport:
        """Return the dates ahead, and the promises without one.

        Args:
            within: how many days ahead to look: 60, ``60d`` or ``8w``.
            on: the day from which to look; default now.
            known: the day or instant up to which statements count; default `on`.
            known_by: whose knowledge counts, as in :meth:`since`.
            threshold: the lowest certainty that counts.
            **filters: which instruments; see :class:`Tracker`.

        Raises:
            InputError: a value cannot be used, or a name is unknown or ambiguous.
        """
        days = dates.read_days(within, "within")
        begin = self._moment(on, "on")
        question = self._question(begin, self._known_by_then(begin) if known is None else known, known_by, threshold)
        chosen = filters_of.selection(self._store, filters)
        ahead = self._ahead(question, chosen, days)
        return self._behind(reports.upcoming(self._store, question, chosen, days), dates=ahead)

    @one_ledger
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
        """Return the text of a provision on a day, as known on a day.

        Args:
            scope: a part, section, appendix or paragraph, such as ``12 CFR 1024.41(b)``.
            on: the legal day; default now.
            known: the day or instant up to which statements count; default now.
            which: ``operative``, what the law says, or ``codified``, what the Code prints.
            pending: include scheduled changes.
            assume: documents, by any name, to treat as in force.
            known_by: whose knowledge counts, as in :meth:`since`.
            threshold: the lowest certainty that counts.

        Raises:
            InputError: a value cannot be used, or no edition in the ledger is as old as the day.
            NotFoundError: there is no such provision, or no edition of its part.
        """
        from regtrack.queries import texts

        question = self._question(on, known, known_by, threshold)
        names_ = (assume,) if isinstance(assume, str) else tuple(assume)
        return texts.text(self._store, scope, question, which=which, pending=pending, assume=names_)

    @one_ledger
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
        """Return everything that contains all the words: events, documents, instruments, and the text of rules.

        Args:
            words: words in any language; put a phrase in quotation marks.
            on: only texts printed by this day.
            known: the day or instant up to which statements count; default now.
            cfr: only texts of these provisions.
            types: only these: ``text``, ``amendment``, ``event``, ``document``, ``instrument``.
            limit: how many results.
            known_by: whose knowledge counts, as in :meth:`since`.
            threshold: the lowest certainty that counts.

        Raises:
            InputError: no words are given, or a value cannot be used.
        """
        from regtrack.queries import searching

        question = self._question(None, known, known_by, threshold)
        day = dates.day_of(self._moment(on, "on").tick()) if on is not None else None
        scopes, only = ((each,) if isinstance(each, str) else tuple(each) for each in (cfr, types))
        return searching.search(self._store, words, question, cfr=scopes, types=only, limit=limit, on=day)
