"""A day in some hours of which alone something binds: it is in force on that day, in part, and the hours are told."""

from __future__ import annotations

from typing import Any

from regtrack.model.state import State
from regtrack.tracker import Tracker
from tests.helpers import RULE, e, track
from tests.rows import each_row

EVENING = e(
    "set_effective", "one", effect="2025-08-01T20:00-04:00", until="2025-08-01T22:00-04:00", published="2025-07-01"
)
MORNING = e(
    "set_effective", "two", effect="2025-08-02T09:00-04:00", until="2025-08-02T10:00-04:00", published="2025-07-01"
)
LATER = e(
    "set_effective", "three", effect="2025-08-02T20:00-04:00", until="2025-08-02T22:00-04:00", published="2025-07-01"
)
PLAIN = {"published": "2025-07-01"}
STAY = e("stay", "stay", effect="2025-08-01T15:00-04:00", until="2025-09-01", published="2025-07-01")


def asked(tracker: Tracker, on: str, **options: Any) -> State:
    return tracker.state(RULE, on, "2025-07-30", **options)


@each_row(
    ("acts", "on", "status", "force", "hours"),
    [
        ([EVENING], "2025-07-31", "pending", "no", []),
        ([EVENING], "2025-08-01", "in_force", "partial", ["20:00-22:00"]),
        ([EVENING], "2025-08-02", "expired", "no", []),
        ([EVENING, MORNING, LATER], "2025-08-02", "in_force", "partial", ["09:00-10:00", "20:00-22:00"]),
        ([EVENING, MORNING, LATER], "2025-08-03", "expired", "no", []),
        # asked for an hour, that hour decides
        ([EVENING], "2025-08-01T21:00-04:00", "in_force", "yes", []),
        ([EVENING], "2025-08-01T23:00-04:00", "expired", "no", []),
        # the last day of a longer term, and the first
        ([e("set_effective", effect="2025-07-10", until="2025-08-01T17:00-04:00", **PLAIN)], "2025-08-01", "in_force",
         "partial", ["00:00-17:00"]),
        ([e("set_effective", effect="2025-08-01T12:00-04:00", **PLAIN)], "2025-08-01", "in_force", "yes", []),
        ([e("set_effective", effect="2025-07-10", until="2025-08-01", **PLAIN)], "2025-08-01", "expired", "no", []),
        ([e("set_effective", effect="2025-07-10", **PLAIN), STAY], "2025-08-01", "in_force", "partial",
         ["00:00-15:00"]),
        # "at 12:01 a.m." is how a day begins
        ([e("set_effective", effect="2025-07-10", **PLAIN), {**STAY, "effect": "2025-08-01T00:01-04:00"}], "2025-08-01",
         "stayed", "no", []),
    ],
)  # fmt: skip
def test_a_day_has_the_hours_in_which_it_binds(
    acts: list[dict[str, Any]], on: str, status: str, force: str, hours: list[str]
) -> None:
    found = asked(track(acts), on)
    told = [f"{begin[11:]}-{end[11:]}" for begin, end in found.hours]
    assert (found.status, found.force.value, told) == (status, force, hours)
    assert all(each.startswith(on[:10]) for pair in found.hours for each in pair)


def test_what_else_is_told_is_as_it_stands_in_the_last_of_them() -> None:
    found = asked(track([EVENING, MORNING, LATER]), "2025-08-02")
    assert (found.since, found.until) == ("2025-08-02T20:00", "2025-08-02T22:00")
    assert found.scheduled_next is not None
    assert (found.scheduled_next.status, found.duty) == ("expired", "yes")


def test_a_provision_has_hours_of_its_own() -> None:
    rest = e("set_effective", "rest", effect="2025-09-01", exclude=["33 CFR 165.9"], **PLAIN)
    tracker = track([rest, {**EVENING, "parts": ["33 CFR 165.9"]}])
    part, whole = asked(tracker, "2025-08-01", scope="33 CFR 165.9"), asked(tracker, "2025-08-01")
    assert (part.status, part.force.value) == ("in_force", "partial")
    assert (whole.status, whole.force.value, whole.hours) == ("mixed", "partial", part.hours)
