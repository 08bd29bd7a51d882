"""What is done to a rule that a document names by a provision alone: no citation, no number, and another title."""

from __future__ import annotations

import datetime as dt
from typing import Any

from regtrack.tracker import Tracker
from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
PART = {"cfr_references": [{"title": 33, "part": 340}], "type": "Rule", "action": "Final rule."}
ADOPTED = "This rule is effective June 1, 2026."
APART = "This rule is effective February 4, 2026, except for 33 CFR 340.47(c), which is effective June 1, 2026."
STAYED = "Effective January 6, 2026, 33 CFR 340.47(c) is stayed until April 20, 2026."


def row(number: int, day: str, title: str, dates: str, **fields: Any) -> dict[str, Any]:
    return {
        **PART, "document_number": f"2026-1000{number}", "publication_date": day, "citation": f"91 FR {number}00",
        "title": title, "dates": dates, **fields,
    }  # fmt: skip


def tracked(*rows: dict[str, Any]) -> Tracker:
    return recorded(rows, NOW)


def stands(tracker: Tracker, scope: str | None, rule: str = "91 FR 100", on: str = "2026-05-04") -> tuple[str, ...]:
    """Return the status of a rule, or of a part of it, on a day, with what it is doubted for."""
    found = tracker.state(rule, on, "2026-05-04", **({"scope": scope} if scope else {}))
    return found.status, *({"unread", "target_inferred"} & {*found.flags})


def act(dates: str, action: str = "Final rule.", title: str = "Fees of Pilots") -> dict[str, Any]:
    return row(9, "2026-04-06", title, dates, action=action)


A, B = "33 CFR 340.47(c)", "33 CFR 340.72"
WHOLE = row(1, "2026-01-05", "Dredge Plans", ADOPTED)
SPLIT = row(1, "2026-01-05", "Dredge Plans", APART)
STAY = {"action": "Final rule; stay."}
DELAY = {"action": "Final rule; delay of effective date."}
LONGER = {"action": "Final rule; extension of stay."}
INFERRED, UNREAD = "target_inferred", "unread"
HELD = {
    "a part waits by itself": [SPLIT],
    "all of it waits": [WHOLE],
    "a part is stayed": [
        row(1, "2026-01-05", "Dredge Plans", "This rule is effective January 5, 2026."),
        row(2, "2026-01-06", "Dredge Plans", STAYED, **STAY),
    ],
    "two have something waiting on it": [SPLIT, row(2, "2026-01-06", "Buoy Colors", APART)],
    "two wait, and one of them names it": [SPLIT, row(2, "2026-01-06", "Buoy Colors", ADOPTED)],
    "two wait": [WHOLE, row(2, "2026-01-06", "Buoy Colors", ADOPTED)],
    "another section waits": [row(1, "2026-01-05", "Dredge Plans", APART.replace("340.47(c)", "340.72(c)"))],
    "it is long in force": [row(1, "2025-03-05", "Dredge Plans", "This rule is effective April 4, 2025.")],
    "it has just taken effect": [row(1, "2026-01-05", "Dredge Plans", APART.replace("June 1", "March 2"))],
    "it took effect long ago": [row(1, "2025-01-06", "Dredge Plans", APART.replace("2026", "2025"))],
}  # fmt: skip
ACTS = {
    "stay": act("Effective April 6, 2026, 33 CFR 340.47(c) is stayed until August 3, 2026.", **STAY),
    "in a sentence": act("Effective April 6, 2026. Section 340.47(c) is suspended until August 3, 2026.",
                         action="Final rule; suspension."),
    "of what is in it": act("Effective April 6, 2026, 33 CFR 340.47(c)(5) is stayed indefinitely.", **STAY),
    "by its title": act("The stay to 33 CFR 340.47(c) is effective April 6, 2026 until further notice.",
                        title="Stay of Effectiveness of a Dredge Measure"),
    "delay": act("The effective date of 33 CFR 340.47(c) is delayed until August 3, 2026.", **DELAY),
    "longer": act("The stay of 33 CFR 340.47(c) is extended until August 3, 2026.", **LONGER),
    "longer, by no heading": act("The stay of 33 CFR 340.47(c) is extended until August 3, 2026."),
    "lift": act("The suspension of § 340.47(c) is lifted effective April 6, 2026."),
    "no act": act("Effective April 6, 2026, 33 CFR 340.47(c) is revised."),
}  # fmt: skip
FOUND: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("a part waits by itself", "stay", A, ("stayed", INFERRED)),
    ("a part waits by itself", "stay", B, ("in_force",)),
    ("a part waits by itself", "in a sentence", A, ("stayed", INFERRED)),
    ("a part waits by itself", "of what is in it", f"{A[:-3]}(c)(5)", ("stayed", INFERRED)),
    ("a part waits by itself", "of what is in it", f"{A[:-3]}(c)(6)", ("pending",)),
    ("a part waits by itself", "by its title", A, ("stayed", INFERRED)),
    ("a part waits by itself", "delay", A, ("delayed", INFERRED)),
    ("a part waits by itself", "longer", A, ("pending",)),
    ("all of it waits", "delay", A, ("delayed", INFERRED)),
    ("all of it waits", "delay", B, ("pending",)),
    ("all of it waits", "stay", A, ("pending", UNREAD)),  # it may be of what was there before
    ("all of it waits", "stay", B, ("pending",)),
    ("all of it waits", "no act", A, ("pending",)),
    ("a part is stayed", "longer", A, ("stayed", INFERRED)),
    ("a part is stayed", "longer", B, ("in_force",)),
    ("a part is stayed", "longer, by no heading", A, ("stayed", INFERRED)),
    ("a part is stayed", "lift", A, ("in_force", INFERRED)),
    ("two have something waiting on it", "stay", A, ("pending", UNREAD)),
    ("two have something waiting on it", "stay", B, ("in_force",)),
    ("two have something waiting on it", "delay", A, ("pending", UNREAD)),
    ("two wait, and one of them names it", "stay", A, ("stayed", INFERRED)),
    ("two wait", "delay", A, ("pending", UNREAD)),
    ("two wait", "longer", A, ("pending",)),
    ("another section waits", "delay", A, ("in_force",)),
    ("another section waits", "stay", "33 CFR 340.72(c)", ("pending",)),
    ("it is long in force", "stay", A, ("in_force",)),
    ("it is long in force", "delay", A, ("in_force",)),
    ("it has just taken effect", "stay", A, ("in_force", UNREAD)),
    ("it has just taken effect", "stay", B, ("in_force",)),
    ("it took effect long ago", "stay", A, ("in_force",)),
)


@each_row(("held", "done", "scope", "expected"), FOUND, ids=[f"{h}, {d}, {s}" for h, d, s, _ in FOUND])
def test_a_provision_leads_to_the_rule(held: str, done: str, scope: str, expected: tuple[str, ...]) -> None:
    assert stands(tracked(*HELD[held], ACTS[done]), scope) == expected
