"""Later acts on a part that was delayed, named by the page of the delay: the part of the rule moves."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import regtrack
from tests.accuracy.rounds import _DOUBTS
from tests.rows import each_row
from tests.sources.federal_register.test_moved_rules import RULE, as_api

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
DELAY = (
    "2024-90002", "Widget Rules; Delay of Effective Date", "Final rule; delay of effective date.", "2024-04-15",
    "Effective April 15, 2024, the effective date of the amendments to 40 CFR 700.2 in the final rule published at"
    " 89 FR 15000, March 1, 2024, is delayed indefinitely.", "", "89 FR 26000",
)  # fmt: skip
READ = (
    "The effective date of 40 CFR 700.2, delayed at 89 FR 26000, is {d}.",
    "The effective date of the amendments to 40 CFR 700.2, delayed at 89 FR 26000 (April 15, 2024), is {d}.",
    "The new effective date for 40 CFR 700.2, which was delayed indefinitely at 89 FR 26000, is {d}.",
    "40 CFR 700.2, whose effective date was delayed at 89 FR 26000, is effective {d}.",
    "The amendments to 40 CFR 700.2 in the final rule published March 1, 2024 (89 FR 15000), and delayed April 15, 2024"
    " (89 FR 26000), are effective {d}.",
    "The amendments to 40 CFR 700.2 published at 89 FR 15000, March 1, 2024, and delayed April 15, 2024 (89 FR 26000),"
    " take effect on {d}.",
    "Effective {d}, the delay of the effective date of 40 CFR 700.2, published at 89 FR 26000, April 15, 2024, is"
    " lifted.",
    "The effective date of 40 CFR 700.2 (delayed at 89 FR 26000, April 15, 2024) is delayed until {d}.",
    "The delayed effective date for 40 CFR 700.2 published at 89 FR 15000 is {d}.",
    "40 CFR 700.2, as amended at 89 FR 15000, March 1, 2024, and delayed indefinitely at 89 FR 26000, April 15, 2024,"
    " is effective {d}.",
)
DOUBTED = (
    "The amendments to 40 CFR 700.2, which were delayed by the rule published April 15, 2024, at 89 FR 26000, are"
    " effective {d}.",
    "The delay of 40 CFR 700.2 published at 89 FR 26000 ends, and 40 CFR 700.2 is effective {d}.",
)


@each_row("dates", (*READ, *DOUBTED))
def test_what_a_delay_put_off_takes_effect_on_its_new_day(tmp_path: Path, dates: str) -> None:
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    title, action = "Widget Rules; Announcement of Effective Date", "Final rule; announcement of effective date."
    last = ("2024-90009", title, action, "2024-08-01", dates.format(d="September 3, 2024"), "", "89 FR 62000")
    for number, row in enumerate((RULE, DELAY, last)):
        path = tmp_path / f"{number}.json"
        path.write_text(
            json.dumps({"count": 1, "results": [as_api(row) | {"cfr_references": [{"title": 40, "part": 700}]}]})
        )
        tracker.add(path)
    asked = (("40 CFR 700.2", "2024-07-01", "no"), ("40 CFR 700.2", "2024-08-15", "no"),
             ("40 CFR 700.2", "2024-10-01", "yes"), ("40 CFR 700.9", "2024-10-01", "yes"))  # fmt: skip
    for scope, day, force in asked:
        state = tracker.state("89 FR 15000", day, day, scope=scope)
        doubt = dates in DOUBTED and not _DOUBTS.isdisjoint(state.flags)
        assert state.force == force or doubt, (scope, day, state.status, state.flags)


RECITED = "the final rule published March 1, 2024, at 89 FR 15000, delayed April 15, 2024, at 89 FR 26000,"


@each_row(("dates", "status"), [
    (f"Effective August 5, 2024, {RECITED} is withdrawn.", "withdrawn"),
    (f"The effective date of {RECITED} is further delayed until October 1, 2024.", "delayed"),
])  # fmt: skip
def test_a_rule_is_doubted_while_a_delay_that_is_told_is_not_recorded(tmp_path: Path, dates: str, status: str) -> None:
    last = ("2024-90009", "Widget Rules", "Final rule.", "2024-07-01", dates, "", "89 FR 54000")
    first = ("2024-90002", "Widget Rules; Delay", "Final rule; delay of effective date.", "2024-04-15",
             "The effective date of the final rule published at 89 FR 15000, March 1, 2024, is delayed until"
             " September 3, 2024.", "", "89 FR 26000")  # fmt: skip
    for held, doubted in (((RULE, last), True), ((RULE, first, last), False)):
        tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
        for number, row in enumerate(held):
            path = tmp_path / f"{number}.json"
            path.write_text(json.dumps({"count": 1, "results": [as_api(row)]}))
            tracker.add(path)
        meanwhile = tracker.state("89 FR 15000", "2024-06-01", "2024-08-01")
        assert ("unread" in meanwhile.flags) is doubted, held
        assert tracker.state("89 FR 15000", "2024-09-15").status == status
