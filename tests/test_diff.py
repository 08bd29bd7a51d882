"""Two states into changes: what is different, why, and said once."""

# ruff: noqa: E501 (tables read best one row a line)

from itertools import pairwise
from typing import Any

from regtrack.model.answers import Report
from regtrack.model.change import Cause, Change, Facet, Section
from regtrack.model.document import Document
from regtrack.tracker import Tracker
from tests.fold.test_course import EARLY, SET
from tests.helpers import RULE, e, rule, track
from tests.rows import each_row

LATER = "2025-12-01"


def changes(report: Report, facet: Facet | None = None) -> list[Change]:
    return [change for change in report.changes if facet is None or change.facet is facet]


def brief(report: Report) -> list[tuple[str, str | None, str | None, str]]:
    return [(c.facet.value, c.before, c.after, c.cause.value) for c in report.changes]


def keys(tracker: Tracker, ids: tuple[str, ...]) -> list[str]:
    found = tracker._store.events(ids)
    return [found[id_].event.key for id_ in ids]


# --- causes -----------------------------------------------------------------------------------------------------------


def test_clock() -> None:
    """A known date arrived: at fixed knowledge, and from day to day when it was known before."""
    tracker = track([SET])
    for report in (tracker.diff("2024-02-29", "2024-03-01", known=LATER), tracker.since("2024-02-29", "2024-03-01")):
        (change,) = report.changes
        assert (change.facet, change.before, change.after, change.cause) == (
            Facet.STATUS,
            "pending",
            "in_force",
            Cause.CLOCK,
        )
        assert (change.on, change.section) == ("2024-03-01", Section.EFFECT)
        assert keys(tracker, change.because) == ["set_effective"]


def test_a_compliance_date_has_taken_effect_when_it_has_come() -> None:
    """Set for later it lies ahead; moved, or taken away by a stay, it is no more what it was."""
    tracker = track(
        [
            EARLY, e("set_compliance", effect="2024-06-01", published="2024-03-01"),
            e("delay_compliance", effect="2024-08-01", published="2024-05-01"),
            e("stay", effect="2024-09-01", published="2024-09-01"),
        ]
    )  # fmt: skip
    days = ("2024-02-15", "2024-03-15", "2024-05-15", "2024-08-15", "2024-09-15")
    found = [
        (change.after, change.section)
        for first, last in pairwise(days)
        for change in tracker.since(first, last).changes
        if change.facet is Facet.DUTY
    ]
    assert found == [
        ("no from 2024-06-01", Section.AHEAD),
        ("no from 2024-08-01", Section.ENDED),
        ("yes from 2024-08-01", Section.EFFECT),
        ("no from 2024-08-01", Section.ENDED),
    ]


def test_act() -> None:
    """A document was issued in the window."""
    tracker = track([EARLY, e("rescind", effect="2024-06-01", published="2024-06-01")])
    (change,) = tracker.since("2024-05-31", "2024-06-01").changes
    assert (change.before, change.after, change.cause, change.section) == (
        "in_force",
        "rescinded",
        Cause.ACT,
        Section.ENDED,
    )
    assert keys(tracker, change.because)[0] == "rescind"


def test_knowledge() -> None:
    """We learn of an older act: the day is the same, the knowledge is another."""
    tracker = track([e("set_effective", effect="2024-02-09", published="2024-02-12")])
    (change,) = changes(tracker.diff("2024-02-11", "2024-02-12", by="knowledge", on="2024-02-10"), Facet.STATUS)
    assert (change.before, change.after, change.cause) == (None, "in_force", Cause.KNOWLEDGE)


def test_correction_of_the_law() -> None:
    """A correction that counts from the start is a correction, not an act, and changes words only."""
    tracker = track([EARLY, e("correct", effect="2024-01-15", published="2024-06-01", mode="as_if_included")])
    report = tracker.diff("2024-05-31", "2024-06-01", by="knowledge", on="2024-03-01")
    (change,) = report.changes
    assert (change.facet, change.cause, change.section) == (Facet.TEXT, Cause.CORRECTION, Section.CORRECTIONS)
    assert tracker.diff("2024-05-31", "2024-06-01", known=LATER).changes == ()


def test_correction_of_our_record() -> None:
    """A fact written again is a correction of ours, by record; the public saw no change."""
    tracker = track([
        e("set_effective", effect="2024-03-01", published="2024-01-15", recorded="2024-01-20"),
        e("set_effective", effect="2024-04-01", published="2024-01-15", recorded="2024-02-20"),
    ])  # fmt: skip
    by_record = tracker.since("2024-02-19", "2024-02-20", known_by="record")
    assert [(c.facet, c.cause) for c in by_record.changes] == [(Facet.SCHEDULE, Cause.CORRECTION)]
    public = tracker.since("2024-02-19", "2024-02-20")
    assert {c.cause for c in public.changes} <= {Cause.CORRECTION}
    assert all(c.facet is Facet.RECORD for c in public.changes)


def test_a_rule_published_and_at_once_in_force_is_an_act() -> None:
    tracker = track([EARLY])
    (change,) = tracker.since("2024-01-14", "2024-01-15").changes
    assert (change.before, change.after, change.cause) == (None, "in_force", Cause.ACT)


# --- once -------------------------------------------------------------------------------------------------------------


def test_a_moved_date_is_one_change() -> None:
    """Delayed from A to B is said once: not an end, and a new beginning."""
    tracker = track([SET, e("delay_effective", effect="2024-05-01", published="2024-02-15")])
    report = tracker.since("2024-02-14", "2024-02-15")
    (change,) = report.changes
    assert (change.facet, change.before, change.after) == (Facet.STATUS, "pending", "delayed")
    assert keys(tracker, change.because)[0] == "delay_effective"
    moved = tracker.diff("2024-02-14", "2024-02-15", by="knowledge", on="2024-02-01")
    assert [c.facet for c in moved.changes if c.facet in (Facet.STATUS, Facet.SCHEDULE)] == [Facet.SCHEDULE]


def test_a_delay_moved_again_is_one_change() -> None:
    """From one day to another while the status is the same: one change of schedule, with both days."""
    tracker = track([
        SET, e("delay_effective", "d1", effect="2024-05-01", published="2024-02-15"),
        e("delay_effective", "d2", effect="2024-07-01", published="2024-04-15"),
    ])  # fmt: skip
    (change,) = tracker.since("2024-04-14", "2024-04-15").changes
    assert (change.facet, change.before, change.after) == (
        Facet.SCHEDULE,
        "in_force on 2024-05-01",
        "in_force on 2024-07-01",
    )


def test_came_and_went() -> None:
    """A rule that began and ended between the two days is listed, once, with both its days."""
    tracker = track([e("set_effective", effect="2024-02-10", until="2024-02-11", published="2024-02-10")])
    report = tracker.diff("2024-02-09", "2024-02-12", known=LATER)
    (came,) = [c for c in report.changes if c.came_and_went]
    assert (came.after, came.on, came.until, came.then) == ("in_force", "2024-02-10", "2024-02-11", "expired")
    assert [(c.before, c.after) for c in report.changes if not c.came_and_went] == [(None, "expired")]
    assert not [c for c in tracker.diff("2024-02-09", "2024-02-10", known=LATER).changes if c.came_and_went]


def test_a_stay_that_came_and_went() -> None:
    """In force on both days and stayed in between: listed, though both ends look alike."""
    tracker = track([EARLY, e("stay", effect="2024-02-01", until="2024-02-10", issued="2024-02-01")])
    (change,) = tracker.since("2024-01-31", "2024-02-15").changes
    assert (change.came_and_went, change.after, change.on, change.until, change.then) == (
        True, "stayed", "2024-02-01", "2024-02-10", "in_force",
    )  # fmt: skip


def test_each_that_came_and_went_is_listed() -> None:
    """Two stays between the two days are two changes; the later must not hide the earlier."""
    tracker = track(
        [
            e("set_effective", effect="2024-01-01", published="2023-12-01"),
            e("stay", "first", effect="2024-02-01", until="2024-03-01", issued="2024-02-01"),
            e("stay", "second", effect="2024-05-01", until="2024-06-01", issued="2024-05-01"),
        ]
    )
    came = [c for c in tracker.since("2024-01-15", "2024-07-01").changes if c.came_and_went]
    assert [(c.after, c.on, c.until) for c in came] == [
        ("stayed", "2024-02-01", "2024-03-01"),
        ("stayed", "2024-05-01", "2024-06-01"),
    ]
    assert {c.name for c in came} == {None}  # came_and_went says it


def test_steps_on_the_way_are_not_news_of_their_own() -> None:
    """Proposed, adopted and in force within the window: one change."""
    tracker = track([
        e("propose", published="2024-02-01"), e("adopt", issued="2024-03-01"), e("publish", published="2024-03-15"),
        e("set_effective", effect="2024-04-01", published="2024-03-15"),
    ])  # fmt: skip
    (change,) = changes(tracker.since("2024-01-01", "2024-05-01"), Facet.STATUS)
    assert (change.before, change.after, change.came_and_went) == (None, "in_force", False)


def test_one_act_on_many_is_one_change_each() -> None:
    """A delay of three rules by one document: three changes, each citing its event."""
    ids = [f"us/x/rule-{n}" for n in range(3)]
    tables = []
    for id_ in ids:
        tables += [{**SET, "key": f"set-{id_}", "target": id_},
                   {**e("delay_effective", f"delay-{id_}", effect="2024-05-01", published="2024-02-15"), "target": id_}]  # fmt: skip
    tracker = track(tables, [rule(id_) for id_ in ids])
    report = tracker.since("2024-02-14", "2024-02-15")
    assert [(c.instrument, c.after) for c in report.changes] == [(id_, "delayed") for id_ in ids]


def test_a_provision_that_only_follows_is_not_said_again() -> None:
    """A scope that changes with the whole has no line of its own; one that changes alone has."""
    part = "15 CFR 744.21"
    tracker = track([EARLY, e("amend", parts=[part], effect="2024-02-01", published="2024-02-01"),
                     e("stay", effect="2024-03-01", issued="2024-03-01"), e("lift_stay", parts=[part], issued="2024-04-01")])  # fmt: skip
    assert [c.scope for c in changes(tracker.since("2024-02-29", "2024-03-01"), Facet.STATUS)] == [None]
    assert [(c.scope, c.after) for c in changes(tracker.since("2024-03-31", "2024-04-01"), Facet.STATUS)] == [
        (part, "in_force")
    ]


def test_nothing_happened() -> None:
    """No change is an empty report that still says what it rests on."""
    report = track([EARLY]).since("2024-05-01", "2024-05-02")
    assert (report.changes, report.late, report.undated, report.upcoming) == ((), (), (), ())
    assert report.horizon.sources[0].id == "t"
    assert report.horizon.recorded_until is not None


# --- facets -----------------------------------------------------------------------------------------------------------


@each_row(
    ("tables", "days", "facet", "name", "before", "after"),
    [
        ([e("set_compliance", effect="2024-06-01", published="2024-01-15")], ("2024-05-31", "2024-06-01"), Facet.DUTY, None,
         "no from 2024-06-01", "yes from 2024-06-01"),
        ([e("announce_nonenforcement", announced="2024-05-13")], ("2024-05-12", "2024-05-13"), Facet.ENFORCEMENT, None,
         "normal", "discretion"),
        ([e("open_comment", through="2024-04-01", published="2024-01-15")], ("2024-04-01", "2024-04-02"), Facet.DEADLINE, "comments",
         "open until 2024-04-01", "closed 2024-04-01"),
        ([e("open_comment", through="2024-04-01", published="2024-01-15"), e("extend_comment", through="2024-05-01", published="2024-03-20")],
         ("2024-03-19", "2024-03-20"), Facet.DEADLINE, "comments", "open until 2024-04-01", "open until 2024-05-01"),
        ([e("set_value", "v1", name="rate", value=25, published="2024-01-15"), e("set_value", "v2", name="rate", value=50, published="2024-03-20")],
         ("2024-03-19", "2024-03-20"), Facet.VALUE, "rate", "25", "50"),
        ([e("amend", published="2024-03-20")], ("2024-03-19", "2024-03-20"), Facet.TEXT, "amend", None, "amended"),
        ([e("rescind", announced="2024-05-13")], ("2024-05-12", "2024-05-13"), Facet.ANNOUNCED, "rescind", None, "rescinded (announced)"),
        ([e("note", issued="2024-05-13")], ("2024-05-12", "2024-05-13"), Facet.RECORD, "note", None, "noted"),
    ],
)  # fmt: skip
def test_facets(
    tables: list[dict[str, Any]],
    days: tuple[str, str],
    facet: Facet,
    name: str | None,
    before: str | None,
    after: str | None,
) -> None:
    """Duty, enforcement, deadlines, values, words, announcements and notes are changes of their own, and status is not."""
    tracker = track([EARLY, *tables])
    report = tracker.since(*days)
    found = [(c.facet, c.name, c.before, c.after) for c in report.changes]
    assert found == [(facet, name, before, after)]
    assert all(keys(tracker, c.because)[0] == tables[-1]["key"] for c in report.changes)


def test_reports_stand_apart() -> None:
    """A news report is in its own section and moves nothing."""
    tracker = track([EARLY, e("rescind", "rumour", published="2024-05-13", certainty="reported")])
    (change,) = tracker.since("2024-05-12", "2024-05-13").changes
    assert (change.facet, change.section) == (Facet.ANNOUNCED, Section.REPORTED)
    assert tracker.state(RULE, "2024-05-14", "2024-05-14").status == "in_force"


# --- two reports that are never mixed ---------------------------------------------------------------------------------


def test_law_and_knowledge_are_two_differences() -> None:
    """At fixed knowledge a delay published later is no change of knowledge; at a fixed day the clock does nothing."""
    tracker = track([SET, e("delay_effective", effect="2024-05-01", published="2024-02-15")])
    law = tracker.diff("2024-02-29", "2024-03-01", known="2024-02-14")
    assert [(c.after, c.cause) for c in law.changes] == [("in_force", Cause.CLOCK)]
    assert tracker.diff("2024-02-29", "2024-03-01", known="2024-02-20").changes == ()
    knowledge = tracker.diff("2024-02-14", "2024-02-15", by="knowledge", on="2024-03-01")
    (change,) = changes(knowledge, Facet.STATUS)
    assert (change.before, change.after) == ("in_force", "delayed")
    assert change.cause in (Cause.ACT, Cause.KNOWLEDGE)
    assert tracker.diff("2024-02-15", "2024-02-28", by="knowledge", on="2024-03-01").changes == ()


def test_backwards() -> None:
    """A difference of two legal days may run backwards: after becomes before."""
    tracker = track([SET])
    (forth,) = tracker.diff("2024-02-29", "2024-03-01", known=LATER).changes
    (back,) = tracker.diff("2024-03-01", "2024-02-29", known=LATER).changes
    assert (forth.before, forth.after) == (back.after, back.before)


def test_nothing_from_after_the_window() -> None:
    """What was published after the later day is not in the report, in no section of it."""
    tracker = track(
        [SET, e("delay_effective", effect="2024-05-01", published="2024-02-15"), e("note", published="2024-02-20")]
    )
    report = tracker.since("2024-01-10", "2024-02-14")
    mentioned = (
        {id_ for c in (*report.changes, *report.upcoming) for id_ in c.because} | set(report.late) | set(report.undated)
    )
    assert keys(tracker, tuple(mentioned)) == ["set_effective"]
    assert [(u.on, u.after) for u in report.upcoming] == [("2024-03-01", "in_force")]


# --- late -------------------------------------------------------------------------------------------------------------


def test_learned_late() -> None:
    """Public before the window, recorded in it, from a source that was followed before: late. A first load is not."""
    late = e("stay", "late", issued="2024-02-01", recorded="2024-04-10")
    followed = track([{**EARLY, "recorded": "2024-01-20"}, late])
    report = followed.since("2024-04-01", "2024-04-30")
    assert keys(followed, report.late) == ["late"]
    first_load = track([{**EARLY, "recorded": "2024-04-10"}, late])
    assert first_load.since("2024-04-01", "2024-04-30").late == ()


def test_each_fact_once() -> None:
    """What is late is not among the changes too, and a document names each event once."""
    tracker = track([{**EARLY, "recorded": "2024-01-20"}, e("stay", "late", issued="2024-02-01", recorded="2024-04-10")],
                    documents=[Document("t:d", "Court")])  # fmt: skip
    report = tracker.since("2024-04-01", "2024-04-30")
    assert not {id_ for c in report.changes for id_ in c.because} & set(report.late)


def test_ahead_is_sorted_and_bounded() -> None:
    """Dates after the later day and within the days asked for, soonest first, each once."""
    tracker = track([
        SET, e("set_compliance", effect="2024-04-15", published="2024-01-15"), e("set_expiry", through="2024-12-31", published="2024-01-15"),
        e("set_deadline", name="report", through="2024-03-31", published="2024-01-15"),
        e("set_value", name="rate", value=25, effect="2024-04-01", published="2024-01-15"),
    ])  # fmt: skip
    found = [(u.on, u.facet.value, u.after) for u in tracker.upcoming(within=90, on="2024-02-01").upcoming]
    assert found == [
        ("2024-03-01", "status", "in_force"), ("2024-03-31", "deadline", "deadline"), ("2024-04-01", "value", "25"),
        ("2024-04-15", "duty", "compliance required"),
    ]  # fmt: skip
    assert [u.on for u in tracker.upcoming(within=400, on="2024-02-01").upcoming][-1] == "2025-01-01"
    assert tracker.upcoming(within=0, on="2024-02-01").upcoming == ()
