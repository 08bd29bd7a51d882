"""What must hold for every ledger (semantics 1.6), over random ones."""

import json
from itertools import pairwise
from typing import Any

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import regtrack
from regtrack import dates
from regtrack.dates import DAWN, NEVER
from regtrack.diff.readings import Side, is_no_rest, read
from regtrack.fold import Cell, Course, Question, state
from regtrack.model.instrument import Instrument, normalise
from regtrack.model.kinds import KINDS, Dimension, Family, Operation
from regtrack.model.posting import Posting, ticks_of
from regtrack.model.scope import Path, covers, path_of, spell
from regtrack.model.state import Force, State
from regtrack.model.when import Span
from regtrack.queries.parts import find
from regtrack.report import plain
from regtrack.tracker import Tracker
from tests.helpers import NOW, course, posted, question
from tests.strategies import (
    CERTAINTIES,
    DAYS,
    PARTS,
    RECORDABLE,
    Entry,
    Ledger,
    brief,
    event,
    ledgers,
    questions,
    thorough,
)

ORDERLESS = tuple(kind for kind in RECORDABLE if KINDS[kind].operation is not Operation.REVISE)
"""Every kind but ``revise_record``, which is about the order of our own record."""
Ask = tuple[str, str, str, str]


def postings_of(entries: list[Entry], instrument: Instrument) -> list[Posting]:
    return [posted(entry.event, instrument, seq, entry.recorded) for seq, entry in enumerate(entries, 1)]


def fold(postings: list[Posting], instrument: Instrument, ask: Question, path: Path = ()) -> State:
    return state(
        postings,
        instrument=instrument.id,
        family=instrument.family,
        zone=instrument.legal_zone,
        question=ask,
        path=path,
    )


def same_answer(one: State, other: State) -> None:
    """Equal in everything, and says in what not."""
    left, right = (
        {**attrs.asdict(each), "history": None} for each in (one, other)
    )  # the way back to each one's ledger
    assert {k: v for k, v in left.items() if v != right[k]} == {k: right[k] for k, v in left.items() if v != right[k]}


# --- ingestion --------------------------------------------------------------------------------------------------------


@thorough
@given(ledgers(kinds=ORDERLESS), st.randoms(use_true_random=False), st.lists(questions, min_size=1, max_size=4))
def test_order_of_ingestion_does_not_matter(ledger: Ledger, random: Any, asks: list[Ask]) -> None:
    """The same events, recorded at the same moments in any order, give the same states."""
    for instrument in ledger.instruments:
        entries = ledger.of(instrument)
        shuffled = entries.copy()
        random.shuffle(shuffled)
        for ask in asks:
            here = fold(postings_of(entries, instrument), instrument, question(*ask))
            there = fold(postings_of(shuffled, instrument), instrument, question(*ask))
            same_answer(here, there)


@brief
@given(ledgers(kinds=ORDERLESS), st.randoms(use_true_random=False), st.lists(questions, min_size=1, max_size=3))
def test_order_within_a_batch_does_not_matter(ledger: Ledger, random: Any, asks: list[Ask]) -> None:
    """The ledger gives the same states and the same reports, whatever the order of the events of one batch."""
    together = attrs.evolve(ledger, entries=tuple(attrs.evolve(entry, recorded=0) for entry in ledger.entries))
    shuffled = list(together.entries)
    random.shuffle(shuffled)
    one, other = together.tracker(), attrs.evolve(together, entries=tuple(shuffled)).tracker()
    for on, known, known_by, threshold in asks:
        for instrument in ledger.instruments:
            options: dict[str, Any] = {"known_by": known_by, "threshold": threshold}
            same_answer(
                one.state(instrument.id, on, known, **options), other.state(instrument.id, on, known, **options)
            )
        first, last = sorted((on, known), key=lambda text: dates.Moment.read(text).tick())
        assert (
            one.since(first, last, threshold=threshold).changes == other.since(first, last, threshold=threshold).changes
        )


# --- knowledge --------------------------------------------------------------------------------------------------------


@thorough
@given(st.data(), ledgers(), questions, st.booleans())
def test_a_later_record_never_changes_an_earlier_answer(data: Any, ledger: Ledger, ask: Ask, revises: bool) -> None:
    """By record: what is recorded after K, a revision or a withdrawal even, changes no answer as known at K."""
    on, known, _, threshold = ask
    asked = question(on, known, "record", threshold)
    others = tuple((entry.event.key, entry.event.target) for entry in ledger.entries)
    key = data.draw(st.sampled_from(others))[0] if revises else "later"
    later = data.draw(event(key, tuple(item.id for item in ledger.instruments), others))
    for instrument in ledger.instruments:
        before = postings_of(ledger.of(instrument), instrument)
        added = [*before]
        if later.target == instrument.id:
            added.append(posted(later, instrument, 1000, asked.limit.tick + 1))
        same_answer(fold(before, instrument, asked), fold(added, instrument, asked))


@thorough
@given(st.data(), ledgers(), questions)
def test_what_was_not_public_changes_no_public_answer(data: Any, ledger: Ledger, ask: Ask) -> None:
    """By public knowledge: what nobody could read by K changes no answer as known at K."""
    on, known, _, threshold = ask
    asked = question(on, known, "public", threshold)
    others = tuple((entry.event.key, entry.event.target) for entry in ledger.entries)
    kinds = ORDERLESS
    later = data.draw(event("later", tuple(item.id for item in ledger.instruments), others, kinds=kinds))
    for instrument in ledger.instruments:
        before = postings_of(ledger.of(instrument), instrument)
        if later.target != instrument.id:
            continue
        new = posted(later, instrument, 1000, dates.tick_of(NOW))
        assume(min((new.available, *(available for _, available, _ in new.detail.steps))) > asked.limit.tick)
        same_answer(fold(before, instrument, asked), fold([*before, new], instrument, asked))


@thorough
@given(st.data(), ledgers(), questions, st.sampled_from(CERTAINTIES[1:]))
def test_reports_never_change_force(data: Any, ledger: Ledger, ask: Ask, threshold: str) -> None:
    """A ``reported`` statement of any kind moves neither status nor force at any threshold above it.

    Only where nothing else is known at all does it say so: ``unknown`` ("what is known lies below the threshold") in
    place of ``none``.
    """
    on, known, known_by, _ = ask
    asked = question(on, known, known_by, threshold)
    others = tuple((entry.event.key, entry.event.target) for entry in ledger.entries)
    kinds = data.draw(st.sampled_from([ORDERLESS, ("retract", "confirm")]))
    targets = tuple(item.id for item in ledger.instruments)
    said = data.draw(event("said", targets, others, kinds=kinds, certainty=st.just("reported")))
    for instrument in ledger.instruments:
        if said.target != instrument.id:
            continue
        before = postings_of(ledger.of(instrument), instrument)
        after = [*before, posted(said, instrument, 1000, 0)]
        here, there = fold(before, instrument, asked), fold(after, instrument, asked)
        assert [each.scope for each in here.scopes] == [each.scope for each in there.scopes]
        for one, other in ((here, there), *zip(here.scopes, there.scopes, strict=True)):
            fields = [(s.status, s.force, s.duty, s.enforcement, s.values, s.since_at) for s in (one, other)]
            assert fields[0] == fields[1] or (one.status, other.status) == ("none", "unknown")


@thorough
@given(st.data(), ledgers(), questions)
def test_announcements_move_enforcement_only(data: Any, ledger: Ledger, ask: Ask) -> None:
    """A press release of any kind moves no status and no force at threshold ``filed`` or ``published`` (H14)."""
    on, known, known_by, threshold = ask
    asked = question(on, known, known_by, "published" if threshold in ("reported", "announced") else threshold)
    others = tuple((entry.event.key, entry.event.target) for entry in ledger.entries)
    kinds = data.draw(st.sampled_from([ORDERLESS, ("retract", "confirm")]))
    targets = tuple(item.id for item in ledger.instruments)
    said = data.draw(event("said", targets, others, kinds=kinds, certainty=st.just("announced")))
    for instrument in ledger.instruments:
        if said.target == instrument.id:
            before = postings_of(ledger.of(instrument), instrument)
            here = fold(before, instrument, asked)
            there = fold([*before, posted(said, instrument, 1000, 0)], instrument, asked)
            # an announced change of enforcement counts, and what it names becomes a scope of its own
            assert (here.status, here.force) == (there.status, there.force) or (here.status, there.status) == (
                "none", "unknown",
            )  # fmt: skip


PRINTED = tuple(kind.name for kind in KINDS.values() if kind.name.startswith("codify"))
ASIDE = frozenset((Dimension.TEXT, Dimension.ENFORCEMENT))
"""Dimensions from which nobody learns whether a rule binds."""


@thorough
@given(st.data(), ledgers(), questions)
def test_what_is_printed_moves_no_status_and_no_force(data: Any, ledger: Ledger, ask: Ask) -> None:
    """The codified text proves neither force nor its absence, of the whole or of a provision (semantics 5).

    Where nothing else is known, an announcement that it is printed makes the rule known of ("unknown"), and no more.
    """
    instrument, asked = ledger.instruments[0], question(*ask)
    printed = data.draw(event("printed", (instrument.id,), kinds=PRINTED, certainty=st.just("published")))
    before = postings_of(ledger.of(instrument), instrument)
    after = [*before, posted(attrs.evolve(printed, of=None), instrument, 1000, 0)]
    for path in ((), *map(path_of, PARTS)):
        here, there = (list(Cell(course(known, instrument, asked), path).stretches()) for known in (before, after))
        assert [(t, s.status, s.force) for t, s in there] in (
            [(t, s.status, s.force) for t, s in here],
            [(t, "unknown" if s.status == "none" and s.force is Force.UNKNOWN else s.status, s.force) for t, s in here],
        )


# --- the line of time -------------------------------------------------------------------------------------------------


def cells(ledger: Ledger, ask: Ask) -> list[tuple[Instrument, Cell]]:
    found = []
    for instrument in ledger.instruments:
        whole = course(postings_of(ledger.of(instrument), instrument), instrument, question(*ask))
        found += [(instrument, Cell(whole, path)) for path in ((), *whole.paths)]
    return found


@thorough
@given(ledgers(), questions)
def test_stretches_never_overlap_and_are_half_open(ledger: Ledger, ask: Ask) -> None:
    """Stretches begin ever later, each holds from its first tick to the tick before the next, and none is left out."""
    for _, cell in cells(ledger, ask):
        stretches = list(cell.stretches())
        ticks = [tick for tick, _ in stretches]
        assert all(one < other for one, other in pairwise(ticks))
        turns = [DAWN, *cell.turns(), NEVER]
        for (begin, standing), following in zip(stretches, [*ticks[1:], NEVER], strict=True):
            inside = [tick for tick in turns if begin <= tick < following]
            for tick in (
                begin,
                *inside,
                *(tick - 1 for tick in (*inside, following) if tick - 1 >= begin),
                following - 1,
            ):
                here = cell.standing(tick)
                assert (here.status, here.underlying, here.force) == (
                    standing.status,
                    standing.underlying,
                    standing.force,
                )


@thorough
@given(ledgers(), questions)
def test_nothing_differs_within_a_quiet_time(ledger: Ledger, ask: Ask) -> None:
    """From one date of any statement to the tick before the next, every facet reads the same."""
    for instrument, cell in cells(ledger, ask):
        known = (*cell.course.counted, *cell.course.uncounted)
        dates_of_all = {tick for k in known for tick in ticks_of(k) if tick is not None and DAWN < tick < NEVER}
        edges = sorted({DAWN + 1, *dates_of_all, NEVER})
        for first, last in pairwise(edges):
            assert cell.course.quiet(first, last - 1)
            assert not cell.course.quiet(first, last) or last == NEVER
            there = read(Side(cell, last - 1), instrument.legal_zone)
            assert read(Side(cell, first), instrument.legal_zone) == there


@thorough
@given(ledgers(), questions)
def test_what_is_known_of_a_posting_leads_to_what_is_recorded(ledger: Ledger, ask: Ask) -> None:
    """However early it is looked at, an event stands for its posting; what is fully known is the posting itself."""
    asked = question(*ask)
    for instrument in ledger.instruments:
        postings = postings_of(ledger.of(instrument), instrument)
        whole = course(postings, instrument, asked)
        for known in (*whole.counted, *whole.uncounted):
            assert any(known.posting is p for p in postings)
            assert (known.id, known.row, known.detail) == (known.posting.id, known.posting.row, known.posting.detail)
            assert known.certainty <= known.posting.certainty
            less = known.certainty < known.posting.certainty or known.hold < known.posting.hold
            assert less or known.posting is known


@thorough
@given(ledgers(), questions)
def test_since_and_next_are_edges_of_the_status(ledger: Ledger, ask: Ask) -> None:
    """The status has held since ``since_at``, not the tick before, and ends at ``until_at``, not the tick before.

    Where the day of either is not exactly known, the status is unknown from the first tick that it may be to the last.
    """
    for instrument, cell in cells(ledger, ask):
        at = question(*ask).on.tick(instrument.legal_zone)
        standing = cell.standing(at)
        since = cell.since(at)
        if since is not None:
            assert since.latest <= at
            assert cell.standing(since.latest).status == standing.status != cell.standing(since.latest - 1).status
            assert_unknown(cell, since)
        following = cell.next(at)
        if following is not None:
            span, new = following
            assert span.latest > at
            assert span.earliest > at or standing.status == "unknown"
            assert cell.standing(span.latest).status == new.status != standing.status
            assert_unknown(cell, span)


def assert_unknown(cell: Cell, span: Span) -> None:
    """Nobody can say how things stand while a change may have come or not, if not for a stay."""
    for tick in {span.earliest, *(turn for turn in cell.turns() if span.earliest <= turn < span.latest)}:
        standing = cell.standing(tick)
        assert span.earliest == span.latest or "unknown" in (standing.status, standing.underlying)


@thorough
@given(
    st.data(),
    ledgers(kinds=ORDERLESS),
    questions,
    st.sampled_from(["stay", "delay_effective", "rescind", "set_expiry"]),
)
def test_what_is_done_to_a_scope_leaves_the_others(data: Any, ledger: Ledger, ask: Ask, kind: str) -> None:
    """A stay, delay, rescission or sunset of S leaves every provision outside S, and the remainder, as they were."""
    instrument = ledger.instruments[0]
    scope = data.draw(st.sampled_from(PARTS))
    act = data.draw(
        event("act", (instrument.id,), kinds=(kind,), certainty=st.just("published"), parts=st.just([scope]))
    )
    act = attrs.evolve(act, of=None, exclude=())
    before = postings_of(ledger.of(instrument), instrument)
    new = posted(act, instrument, 1000, 0)
    old = course(before, instrument, question(*ask))
    # the first act on its force also ends the "unknown", or the "none", of an instrument of which none is on record
    assume(old.origin_known or old.acts[Dimension.FORCE] or old.acts[Dimension.PAUSE])
    moved = course([*before, new], instrument, question(*ask))
    assume(moved.restated == old.restated)  # what was only reported of more is now known to be of this part
    for path in ((), *map(path_of, PARTS), *old.paths):
        if not any(covers(part, path) for part in new.detail.parts):
            here, there = list(Cell(old, path).stretches()), list(Cell(moved, path).stretches())
            assert [(t, s.status, s.force) for t, s in here] == [(t, s.status, s.force) for t, s in there]


# --- differences ------------------------------------------------------------------------------------------------------


def told(tracker: Tracker, instrument: Instrument, path: Path, ask: Ask) -> str | None:
    """The status of one provision by itself as a report says it: None where there is nothing to say."""
    num = next(iter(tracker._store.find(normalise(instrument.id))))
    postings = [p for _, group in tracker._store.postings([num]) for p in group]
    asked = question(*ask)
    cell = Cell(Course(postings, instrument.family, asked.limit), path)
    if is_no_rest(cell):
        return None
    standing = cell.standing(asked.on.tick(instrument.legal_zone))
    return (
        None
        if standing.status == "none" or (standing.status == "unknown" and not standing.reasons)
        else standing.status
    )


def moved(report: Any, instrument: Instrument, path: Path) -> tuple[str | None, str | None] | None:
    """Before and after of the one change of status of a provision, if it changed."""
    scope = spell(path) if path else None
    found = [
        (change.before, change.after)
        for change in report.changes
        if change.facet == "status"
        and change.instrument == instrument.id
        and change.scope == scope
        and not change.came_and_went
    ]
    assert len(found) <= 1, "a status changes once from one day to another"
    return found[0] if found else None


def told_of(ledger: Ledger, instrument: Instrument) -> set[Path]:
    """The whole, and the provisions of which anything is recorded, whenever it became known."""
    postings = postings_of(ledger.of(instrument), instrument)
    return {(), *(path for path in provisions[1:] if find(spell(path), instrument, postings).recorded)}


days = st.lists(st.sampled_from([*DAYS, "2026-01-01"]), min_size=3, max_size=3).map(sorted)
provisions = [(), *(path_of(part) for part in PARTS if part != "instruction 3")]


@brief
@given(ledgers(), days, questions, st.sampled_from(["law", "knowledge", "since"]))
def test_differences_compose(ledger: Ledger, three: list[str], ask: Ask, by: str) -> None:
    """diff(a, b) then diff(b, c) is diff(a, c): after is before, and the net is the same."""
    ledger = ledger.without_amendments()
    tracker = ledger.tracker()
    _, fixed, known_by, threshold = ask
    for instrument in ledger.instruments:
        for path in told_of(ledger, instrument):

            def compare(first: str, second: str, path: Path = path, instrument: Instrument = instrument) -> Any:
                options: dict[str, Any] = {
                    "known_by": known_by,
                    "threshold": threshold,
                    "scope": spell(path) if path else None,
                }
                options["instrument"] = instrument.id
                if by == "since":
                    return tracker.since(first, second, **options)
                return tracker.diff(first, second, by=by, **{"known" if by == "law" else "on": fixed}, **options)

            def at(day: str, path: Path = path, instrument: Instrument = instrument) -> str | None:
                on_known = {"law": (day, fixed), "knowledge": (fixed, day), "since": (day, day)}[by]
                return told(tracker, instrument, path, (*on_known, known_by, threshold))

            current = at(three[0])
            for first, second in pairwise(three):
                change = moved(compare(first, second), instrument, path)
                if change is not None:
                    assert change[0] == current
                    current = change[1]
                assert current == at(second), f"{first} to {second} of {spell(path) if path else 'the whole'}"
            net = moved(compare(three[0], three[2]), instrument, path)
            assert (net or (at(three[0]),) * 2) == (at(three[0]), current)


@settings(brief)
@given(ledgers(most=8), st.sampled_from(["public", "record"]), st.sampled_from(["published", "filed", "reported"]))
def test_deltas_replay_to_the_same_state(ledger: Ledger, known_by: str, threshold: str) -> None:
    """The reports of one stretch after the other, replayed from nothing, end at the state of the last day."""
    ledger = ledger.without_amendments()
    tracker = ledger.tracker()
    steps = ["2023-01-01", *sorted(DAYS), "2025-12-31"]
    ends = [dates.Moment.read(step) for step in steps]
    states: dict[tuple[str, Path], str | None] = {}
    recorded = {instrument.id: told_of(ledger, instrument) for instrument in ledger.instruments}
    asked = [path for path in provisions if any(path in paths for paths in recorded.values())]
    for first, last in pairwise(ends):
        for path in asked:
            options: dict[str, Any] = {
                "known_by": known_by,
                "threshold": threshold,
                "scope": spell(path) if path else None,
            }
            report = tracker.since(first, last, within=0, **options)
            for instrument in ledger.instruments:
                change = moved(report, instrument, path)
                if change is not None:
                    assert path in recorded[instrument.id], "rules that have no such part stay out of the answer"
                    assert states.get((instrument.id, path)) == change[0]
                    states[instrument.id, path] = change[1]
    for instrument in ledger.instruments:
        for path in recorded[instrument.id]:
            ask = ("2025-12-31", "2025-12-31", known_by, threshold)
            assert states.get((instrument.id, path)) == told(tracker, instrument, path, ask)


# --- export -----------------------------------------------------------------------------------------------------------


def said_of(tracker: Tracker, instrument: str, ask: Ask) -> str:
    on, known, known_by, threshold = ask
    options: dict[str, Any] = {"known_by": known_by, "threshold": threshold}
    state = plain.states(tracker.why(tracker.state(instrument, on, known, **options)))
    first, last = sorted((on, known), key=lambda text: dates.Moment.read(text).tick())
    since = plain.report(tracker.since(first, last, **options))
    return json.dumps([state, since], ensure_ascii=False)


@brief
@given(ledger=ledgers(), asks=st.lists(questions, min_size=1, max_size=3))
def test_export_and_add_round_trip(ledger: Ledger, asks: list[Ask], tmp_path_factory: Any) -> None:
    """A ledger made from an export answers byte for byte alike, and exports byte for byte alike."""
    one = ledger.tracker()
    path = tmp_path_factory.mktemp("export") / "ledger.jsonl"
    lines = list(one.export())
    path.write_text("\n".join(lines) + "\n", "utf-8")
    other = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    other.add(path)
    assert list(other.export()) == lines
    for ask in asks:
        for known_by in ("public", "record"):
            for instrument in ledger.instruments:
                again = (ask[0], ask[1], known_by, ask[3])
                assert said_of(one, instrument.id, again) == said_of(other, instrument.id, again)


# --- unknown dates ----------------------------------------------------------------------------------------------------

UNDATED = st.sampled_from(["unknown", "upon approval by OMB", "indefinite"])
NO_DATE_OF_ITS_OWN = tuple(
    kind
    for kind in ORDERLESS
    if KINDS[kind].operation not in (Operation.SHUT, Operation.REEND) or KINDS[kind].dimension != "force"
)


@thorough
@given(ledgers(kinds=NO_DATE_OF_ITS_OWN, families=(Family.RULE,), effect=UNDATED, must_have_effect=True), questions)
def test_unknown_dates_never_become_today(ledger: Ledger, ask: Ask) -> None:
    """A rule whose every date of effect is unknown never binds because time passes, however long."""
    for instrument in ledger.instruments:
        postings = postings_of(ledger.of(instrument), instrument)
        for on in ("2024-03-01", "2026-01-01", "2099-12-31", ask[0]):
            answer = fold(postings, instrument, question(on, *ask[1:]))
            assert all(each.force is not Force.YES for each in (answer, *answer.scopes))
