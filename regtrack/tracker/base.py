"""The ledger that a tracker asks: open or closed, by which clock, and how a caller writes days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypedDict, TypeVar

import attrs

from regtrack import dates
from regtrack.dates import Moment, Tick
from regtrack.errors import InputError, StoreError
from regtrack.fold import Question
from regtrack.model.answers import Calendar, History, Report, StateReport
from regtrack.model.posting import Posting
from regtrack.queries import lookup, names
from regtrack.store import Store

if TYPE_CHECKING:
    from regtrack.digest.settings import DigestSettings
    from regtrack.model.listings import AnyAnswer, Board, TimelineReport, UpcomingReport

When = str | dt.date | dt.datetime | Moment
Clock = Callable[[], dt.datetime]
_A = TypeVar("_A", "Board", Report, StateReport, "TimelineReport", "UpcomingReport")
_P = ParamSpec("_P")
_Read = TypeVar("_Read")
_FIRST_ZONE = "Etc/GMT-14"
"""Where a day begins first."""
LAST_MARK = "last"
"""The mark that a question leaves unless it names another."""


def now() -> dt.datetime:
    """Return the present, as the clock of this machine has it."""
    return dt.datetime.now(dt.UTC)


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


class TrackerBase:
    """A ledger, a clock, and the settings of digests.

    Attributes:
        live: whether somebody asks today. Knowledge that lies ahead is refused then; a program may replay a past clock.
        present: tells what lies ahead, where that is not the clock: a server answers for the last change before now.
    """

    live = False
    present: Clock | None = None

    def __init__(
        self,
        store: Store,
        clock: Clock = now,
        settings: DigestSettings | None = None,
        told_day: Callable[[str], object] | None = None,
    ) -> None:
        self._told_day = told_day or (lambda _: None)
        self._ledger = store
        self._clock = clock
        self._settings = settings
        self._closed = False

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

    def _behind(self, answer: _A, **ways: Callable[..., Any]) -> _A:
        """Return the answer with the way back to this ledger, which only some formats take."""
        return attrs.evolve(answer, history=self._history(answer, **ways))

    def _history(self, answer: AnyAnswer, **ways: Callable[..., Any]) -> History:
        """Return the way back to this ledger; ``ways``: those of which the answer has its own."""

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

            return calendar.of_answer(self._store, answer)  # type: ignore[arg-type]  # a board brings its own

        ways = {
            "read": read,
            "dates": dates_named,
            "others": partial(lookup.held, self._store),
            "table": _table,
            **ways,
        }
        return History(Moment(tick=self._tick()), **{name: open_still(way) for name, way in ways.items()})

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
            self._told_day(f"{field}: {value} means the end of {found}")
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
        return Question(self._moment(on, field), self._known(known), mode, floor)

    def _known(self, value: When | None, field: str = "known") -> Moment:
        """Return up to when statements count.

        Raises:
            InputError: somebody asks who is live, and that has not come: nobody knows yet what will be known then.
        """
        found = self._moment(value, field)
        if self.live and self._lies_ahead(found):
            raise InputError(
                f"{field}: found {found}, which lies ahead; expected a day up to {dates.day_of(self._tick())}, since "
                "nobody knows yet what will be known later (leave it out for what is known now)"
            )
        return found

    def _known_by_then(self, moment: Moment) -> Moment:
        """Return a moment, or the present where it lies ahead: what will be known then, nobody knows."""
        return Moment(tick=self._tick()) if self.live and self._lies_ahead(moment) else moment

    def _lies_ahead(self, moment: Moment) -> bool:
        """Whether a moment has not come; a day has, as soon as it has begun somewhere."""
        begin = moment.tick() if moment.day is None else dates.day_start(moment.day, _FIRST_ZONE)
        return begin > (self._tick() if self.present is None else dates.tick_of(self.present()))


_T = TypeVar("_T", bound=TrackerBase)


def one_ledger(ask: Callable[Concatenate[_T, _P], _Read]) -> Callable[Concatenate[_T, _P], _Read]:
    """Answer from one state of the ledger, whatever is recorded meanwhile."""

    @wraps(ask)
    def call(self: _T, /, *args: _P.args, **kwargs: _P.kwargs) -> _Read:
        with self._store.snapshot():
            return ask(self, *args, **kwargs)

    return call


def _table(answer: Any) -> dict[str, Any]:
    from regtrack.report.rendering import plain_table  # the words of reports: only when an answer is put into words

    return plain_table(answer)


def check_order(first: Moment, last: Moment, *, now: bool = False) -> None:
    """Raise InputError unless one day is before another, or before the present."""
    if first.tick() > last.tick():
        if now:
            raise InputError(f"since: found {first}, which lies ahead; expected a day that has ended")
        raise InputError(f"since: found {first}, which is after until ({last}); expected the earlier day first")
