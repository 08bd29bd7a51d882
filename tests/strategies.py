"""Random ledgers: a few instruments and a dozen events of every recordable kind, sensible and not."""

# ruff: noqa: E501 (tables read best one row a line)

import datetime as dt
from functools import lru_cache
from typing import Any

import attrs
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from regtrack import dates
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS, Certainty, Dimension, Family, Operation
from regtrack.records.reading import read_event
from regtrack.records.validation import Flaws
from regtrack.report import plain
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests.helpers import NOW, rule

thorough = settings(
    max_examples=30,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
brief = settings(thorough, max_examples=15)

INSTRUMENTS = (
    rule(
        "us/x/rule",
        "final_rule",
        cfr=("15 CFR 744",),
        instructions=(("3", ("15 CFR 744.21",)), ("4", ("15 CFR 744.2",))),
    ),
    rule("us/x/guidance", "guidance"),
    rule("us/x/bill", "bill"),
    rule("jp/y/order", "order"),
)
PARTS = ("15 CFR 744", "15 CFR 744.2", "15 CFR 744.21", "15 CFR 744.21(b)", "instruction 3", "annex")
DAYS = [f"2024-{month:02d}-{day:02d}" for month in range(1, 7) for day in (1, 2, 15, 28)] + ["2023-07-04", "2025-03-01"]
ODD = ["2024-03", "2024", "2024-02-10..2024-02-20", "2024-04-01T08:45:00-04:00", "2024-05-01T00:01[America/New_York]"]
COUNTED = ["publication + 30 days", "publication + 2 months", "later of 2024-03-11, publication + 30 days"]
UNDATED = ["indefinite", "unknown", "upon approval by OMB"]
RECORDABLE = sorted(kind.name for kind in KINDS.values() if kind.operation is not Operation.DERIVE)
CORE = frozenset(
    "set_effective delay_effective accelerate_effective set_expiry extend_expiry rescind vacate disapprove reinstate stay "
    "extend_stay lift_stay propose publish file_for_inspection withdraw_filing retract confirm revise_record".split()
)
"""What makes the status of a rule; drawn more often than the rest."""
CERTAINTIES = [certainty.label for certainty in Certainty]
NAMES = ("rate", "tier")

day = st.sampled_from(DAYS)
effect = st.one_of(day, day, st.sampled_from(ODD), st.sampled_from(COUNTED), st.sampled_from(UNDATED))
end = st.one_of(day, day, st.sampled_from(ODD[:3]), st.sampled_from(UNDATED[:2]))
said = st.one_of(day, day, day, st.sampled_from(["2024-03", "2024-04-01T08:45:00-04:00"]))
moment = st.sampled_from([*DAYS[::3], "2024-04-01T12:00:00Z", "2026-01-01"])


USUALLY_PUBLISHED = st.sampled_from(["published"] * 5 + CERTAINTIES)
FEW_PARTS = st.lists(st.sampled_from(PARTS), max_size=2, unique=True)
VALUES = st.sampled_from([1, 2.5, True, "presumption of denial"])
SAID_AS = {
    certainty: st.sampled_from(fields)
    for certainty, fields in {
        "published": ["published", "published", "issued"], "filed": ["filed"], "announced": ["announced"],
        "reported": ["published", "available"],
    }.items()
}  # fmt: skip


@lru_cache(maxsize=4096)
def among(options: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """One of these; made once, since a strategy takes longer to make than to draw from."""
    return st.sampled_from(options)


@attrs.frozen
class Entry:
    """An event and the tick at which it was recorded."""

    event: Event
    recorded: int


@attrs.frozen
class Ledger:
    """Instruments and entries, in the order in which they are recorded."""

    instruments: tuple[Instrument, ...]
    entries: tuple[Entry, ...]

    def without_amendments(self) -> "Ledger":
        """The same of instruments of which nobody knows what their instructions change."""
        return attrs.evolve(self, instruments=tuple(attrs.evolve(i, instructions=()) for i in self.instruments))

    def of(self, instrument: Instrument) -> list[Entry]:
        return [entry for entry in self.entries if entry.event.target == instrument.id]

    def tracker(self, clock: dt.datetime = NOW) -> Tracker:
        """The ledger in memory, recorded entry by entry; events of one moment together."""
        store = SqliteStore(":memory:")
        first = min((entry.recorded for entry in self.entries), default=dates.tick_of(clock))
        store.append(Batch("t", "T", self.instruments), first)
        for tick in sorted({entry.recorded for entry in self.entries}):
            store.append(Batch("t", "T", [entry.event for entry in self.entries if entry.recorded == tick]), tick)
        return Tracker(store, clock=lambda: clock)


@st.composite
def event(
    draw: st.DrawFn,
    key: str,
    targets: tuple[str, ...],
    others: tuple[tuple[str, str], ...] = (),
    *,
    kinds: tuple[str, ...] = tuple(RECORDABLE),
    certainty: st.SearchStrategy[str] | None = None,
    parts: st.SearchStrategy[list[str]] | None = None,
    said: st.SearchStrategy[str] = said,
    effect: st.SearchStrategy[str] = effect,
    must_have_effect: bool = False,
) -> Event:
    """One event that the reader of files would accept. ``others`` are (key, target) that it may refer to."""
    row = KINDS[draw(among((*[kind for kind in kinds if kind in CORE] * 3, *kinds)))]
    reached = draw(USUALLY_PUBLISHED if certainty is None else certainty)
    target = draw(among(targets))
    table: dict[str, Any] = {"key": key, "kind": row.name, "target": target, "certainty": reached}
    near = tuple(other for other, there in others if there == target)
    if row.operation in (Operation.CONFIRM, Operation.RETRACT, Operation.REVISE):
        table["of"] = draw(among(near)) if near else "nothing"
    elif near and draw(st.integers(0, 4)) == 0:
        table["of"] = draw(among(near))
    if near and draw(st.integers(0, 9)) == 0:
        table["conflicts_with"] = [draw(among(near))]
    _dates(draw, table, row, said, effect, must_have_effect)
    table["parts"] = draw(FEW_PARTS if parts is None else parts)
    if draw(st.integers(0, 9)) == 0:
        table["exclude"] = [draw(among(PARTS))]
    if row.dimension in (Dimension.VALUE, Dimension.DEADLINE) or row.name == "pass":
        table["name"] = draw(among(NAMES))
    if row.dimension is Dimension.VALUE:
        table["value"] = draw(VALUES)
    table["mode"] = draw(among((None, None, None, "as_if_included", "void_from_start")))
    table["condition"] = draw(among((None, None, None, "no adverse comment")))
    try:
        return read_event({k: v for k, v in table.items() if v not in (None, [])})
    except Flaws:  # its end lies before its begin
        table.pop("through", None)
        table["until"] = "unknown"
        return read_event({k: v for k, v in table.items() if v not in (None, [])})


def _dates(
    draw: st.DrawFn,
    table: dict[str, Any],
    row: Any,
    said: st.SearchStrategy[str],
    effect: st.SearchStrategy[str],
    must_have_effect: bool,
) -> None:
    table[draw(SAID_AS[table["certainty"]])] = draw(said)
    if table["certainty"] == "published" and draw(st.integers(0, 4)) == 0:
        table[draw(among(("announced", "filed")))] = draw(said)
    if draw(st.integers(0, 19)) == 0:
        table["as_of"] = draw(day)
    if must_have_effect or row.operation is Operation.REBEGIN or draw(st.integers(0, 2)) > 0:
        table["effect"] = draw(effect)
    if row.operation is Operation.REEND or row.dimension is Dimension.DEADLINE or draw(st.integers(0, 3)) == 0:
        table[draw(among(("until", "through")))] = draw(end)


@lru_cache
def _chosen(families: tuple[Family, ...]) -> st.SearchStrategy[list[Instrument]]:
    pool = [item for item in INSTRUMENTS if item.family in families]
    return st.lists(st.sampled_from(pool), min_size=1, max_size=2, unique=True)


@st.composite
def ledgers(
    draw: st.DrawFn,
    *,
    kinds: tuple[str, ...] = tuple(RECORDABLE),
    families: tuple[Family, ...] = tuple(Family),
    most: int = 12,
    **options: Any,
) -> Ledger:
    """One or two instruments with up to a dozen events, each recorded at some moment."""
    chosen = draw(_chosen(families))
    targets = tuple(item.id for item in chosen)
    events: list[Event] = []
    for number in range(draw(st.integers(1, most))):
        others = tuple((each.key, each.target) for each in events)
        events.append(draw(event(f"e{number}", targets, others, kinds=kinds, **options)))
    ticks = sorted(dates.Moment.read(draw(moment)).tick() for _ in events)
    return Ledger(tuple(chosen), tuple(map(Entry, events, ticks)))


questions = st.tuples(
    st.sampled_from([*DAYS, "2024-03-10T14:00:00Z", "2026-06-01"]),
    st.sampled_from([*DAYS, "2024-04-01T12:45:00Z", "2026-01-01"]),
    st.sampled_from(["public", "record"]),
    st.sampled_from(["published", "published", *CERTAINTIES]),
)
"""(on, known, known_by, threshold)."""


def answer(tracker: Tracker, instrument: str, on: str, known: str, known_by: str, threshold: str) -> dict[str, Any]:
    """A state as the table that programs read, with keys for the ids, which hang on the order of recording."""
    state = tracker.state(instrument, on, known, known_by=known_by, threshold=threshold)
    return plain.states(tracker.why(state))
