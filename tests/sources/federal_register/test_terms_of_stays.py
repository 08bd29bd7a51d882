"""A document that only stays something for a time is over with its stay."""

from __future__ import annotations

import datetime as dt
from typing import Any

from regtrack.tracker import Tracker
from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded

NOW = dt.datetime(2032, 11, 27, 12, tzinfo=dt.UTC)
STAY = {
    "document_number": "2031-90001", "publication_date": "2031-06-05", "type": "Rule", "citation": "96 FR 21000",
    "title": "Kilns; Stay of Certain Requirements", "action": "Final rule; stay.", "abstract": "EPA stays "
    "requirements.",
    "effective_on": None, "cfr_references": [{"title": 40, "part": 60}],
    "dates": "40 CFR 60.41(b) and 60.44 of the rule published at 95 FR 30000 are stayed from June 5, 2031, until "
    "September 3, 2031.",
}  # fmt: skip


def ledger(*rows: dict[str, Any]) -> Tracker:
    return recorded(({**STAY, **row} for row in rows), NOW)


def force(tracker: Tracker, on: str, known: str = "2032-06-01", instrument: str = "96 FR 21000") -> str:
    return str(tracker.state(instrument, on, known).force)


ENDS = (  # each is in force on July 1, 2031, and over on October 1, 2031
    {},
    {"dates": "The rule published at 95 FR 30000 is stayed in part: 40 CFR 60.41(b) is stayed from June 5, 2031, until "
     "September 3, 2031."},
    {"dates": "Effective June 5, 2031, the final rule published on May 3, 2030 (95 FR 30000), is stayed until "
     "September 3, 2031."},
    {"dates": "40 CFR 60.41(b) in the rule published at 95 FR 30000 is suspended from June 5, 2031, through September "
     "2, 2031.", "action": "Final rule; suspension."},
    {"dates": "As of June 5, 2031, the rule published at 95 FR 30000 is stayed until September 3, 2031. Comments must "
     "be received by July 7, 2031.", "action": "Interim final rule; stay; request for comments."},
    {"dates": "This rule is effective June 5, 2031. The final rule published at 95 FR 30000 is stayed from June 5, "
     "2031, until September 3, 2031."},
    {"dates": "40 CFR 60.41(b) of the rule published at 95 FR 30000 is stayed from June 5, 2031, until July 15, 2031. "
     "40 CFR 60.44 of that rule is stayed from June 5, 2031, until September 3, 2031."},
    {"dates": "40 CFR 60.41(b) is stayed from June 5, 2031, until September 3, 2031.",
     "abstract": "On May 3, 2030 (95 FR 30000), EPA published a final rule on kilns. EPA is staying certain "
     "requirements of that rule."},
    {"dates": "The rule published at 95 FR 30000 is stayed from June 5, 2031, until September 3, 2031.",
     "action": "Final rule; notice of reconsideration and partial stay."},
    {"dates": "The rule published at 95 FR 30000 is stayed from June 5, 2031, until September 3, 2031.",
     "title": "Kilns; Administrative Stay", "action": "Administrative stay."},
    {"dates": "The stay of the rule published at 95 FR 30000 is extended until September 3, 2031.",
     "action": "Final rule; extension of stay."},
    {"dates": "The stay of 40 CFR 60.41(b) in the rule published at 95 FR 30000 is extended from June 9, 2031, until "
     "September 3, 2031.", "action": "Final rule; extension of stay."},
)  # fmt: skip


@each_row("row", ENDS)
def test_what_only_stays_is_over_with_its_stay(row: dict[str, Any]) -> None:
    tracker = ledger(row)
    assert (force(tracker, "2031-07-01"), force(tracker, "2031-10-01")) == ("yes", "no")


LASTS = (  # each is not over on October 1, 2031
    {"dates": "The rule published at 95 FR 30000 is stayed indefinitely."},
    {"dates": "Effective June 5, 2031, the rule published at 95 FR 30000 is stayed until further notice."},
    {"dates": "Effective June 5, 2031, the rule published at 95 FR 30000 is stayed."},
    {"dates": "This rule is effective June 5, 2031. 40 CFR 60.41(b) of the rule published at 95 FR 30000 is stayed "
     "from June 5, 2031, until September 3, 2031.", "action": "Final rule; stay; correcting amendments."},
    {"dates": "This rule is effective June 5, 2031. The rule published at 95 FR 30000 is stayed from June 5, 2031, "
     "until September 3, 2031, and the rule published at 95 FR 41000 is withdrawn.", "action": "Final rule; stay; "
     "withdrawal."},
    {"dates": "This rule is effective June 5, 2031. 40 CFR 60.41(b) of the rule published at 95 FR 30000 is stayed "
     "from June 5, 2031, until September 3, 2031.", "title": "Kilns; Amendments and Stay",
     "action": "Final rule; amendments and stay."},
    {"dates": "The effective date of the rule published at 95 FR 30000 is delayed until September 3, 2031.",
     "action": "Final rule; delay of effective date.", "title": "Kilns; Delay"},
    {"dates": "40 CFR 60.41(b) of the rule published at 95 FR 30000 is stayed from June 5, 2031, until September 3, "
     "2031. The effective date of the rule published at 95 FR 41000 is delayed until September 3, 2031.",
     "action": "Final rule; stay and delay."},
    {"dates": "The amendment to 40 CFR 60.45 is effective June 5, 2031. 40 CFR 60.41(b) of the rule published at 95 FR "
     "30000 is stayed from June 5, 2031, until September 3, 2031."},
    {"dates": "The stay of the rule published at 95 FR 30000 is lifted June 5, 2031.", "action": "Final rule; lift of "
     "stay."},
    {"dates": "This rule is effective June 5, 2031. The rule published at 95 FR 30000 is stayed from June 5, 2031, "
     "until September 3, 2031.", "abstract": "EPA stays the rule and revises the definition of kiln."},
)  # fmt: skip


@each_row("row", LASTS)
def test_what_does_something_lasting_is_not(row: dict[str, Any]) -> None:
    assert force(ledger(row), "2031-10-01") != "no"


EXTENSION = {
    "document_number": "2031-90009", "publication_date": "2031-08-29", "citation": "96 FR 40000",
    "title": "Kilns; Extension of Stay of Certain Requirements", "action": "Final rule; extension of stay.",
    "abstract": "EPA is staying the requirements for three more months.",
    "dates": "The stay of 40 CFR 60.41(b) and 60.44 published at 96 FR 21000 on June 5, 2031, is extended from "
    "September 3, 2031, until December 2, 2031.",
}  # fmt: skip


def test_an_extension_is_one_of_the_document_too() -> None:
    tracker = ledger({}, EXTENSION)
    found = [force(tracker, day) for day in ("2031-07-01", "2031-10-01", "2031-12-20")]
    assert found == ["yes", "yes", "no"]
    assert force(tracker, "2031-10-01", "2031-06-06") == "no"
    assert force(tracker, "2031-12-20", instrument="96 FR 40000") == "no"


def test_what_is_lifted_is_over() -> None:
    lifted = (
        "Effective July 10, 2031, the stay of 40 CFR 60.41(b) and 60.44, published at 96 FR 21000 on June 5, 2031, is "
    )
    row = {"publication_date": "2031-07-10", "dates": f"{lifted}lifted.", "action": "Final rule; lifting of stay."}
    tracker = ledger({}, {**EXTENSION, **row})
    assert [force(tracker, day) for day in ("2031-07-01", "2031-07-20")] == ["yes", "no"]
    part = {**row, "dates": row["dates"].replace(" and 60.44", "")}
    assert force(ledger({}, {**EXTENSION, **part}), "2031-07-20") != "no"


def test_a_stay_of_a_rule_that_nobody_can_name_is_extended() -> None:
    alone = {"dates": "Effective June 5, 2031, 40 CFR 60.41 is stayed until September 3, 2031."}
    tracker = ledger(alone, EXTENSION)
    states = [tracker.state("96 FR 21000", day, "2032-06-01") for day in ("2031-07-01", "2031-10-01", "2031-12-20")]
    assert [each.status for each in states] == ["in_force", "mixed", "expired"]
    assert all("unread" in each.flags for each in states)


SECTIONS = {
    **STAY, "title": "Ladders; Stay of Requirements", "cfr_references": [{"title": 29, "part": 1910}],
    "dates": "Effective June 5, 2031, 29 CFR 1910.23 and 1910.24 are stayed until September 3, 2031.",
    "abstract": "OSHA stays for 90 days two sections adopted on May 3, 2030 (95 FR 30000). It may amend them.",
}  # fmt: skip
STAYED_ON = SECTIONS["dates"].replace("until September 3, 2031", "indefinitely")
OF_BOTH = "The stay of 29 CFR 1910.23 and 1910.24, published at 96 FR 21000, June 5, 2031, is "
LONGER = {
    **EXTENSION,
    "cfr_references": SECTIONS["cfr_references"],
    "dates": f"{OF_BOTH}extended until December 2, 2031.",
}
LIFTED = {
    **LONGER, "document_number": "2031-90010", "publication_date": "2031-10-01", "citation": "96 FR 45000",
    "title": "Ladders; Lifting of Stay", "action": "Final rule; lift of stay.", "abstract": "OSHA lifts the stay.",
    "dates": f"{OF_BOTH}lifted effective November 3, 2031.",
}  # fmt: skip


@each_row(
    "abstract",
    [
        SECTIONS["abstract"],
        "OSHA stays two sections that were revised by a final rule published on May 3, 2030 (95 FR 30000).",
        "OSHA is staying until September 3 the amendments to two sections published on May 3, 2030 (95 FR 30000).",
        "OSHA stays two sections on ladders.",
    ],
)
def test_what_made_the_sections_is_not_done_by_their_stay(abstract: str) -> None:
    row = {**SECTIONS, "abstract": abstract}
    assert [force(ledger(row), day) for day in ("2031-07-01", "2031-10-05")] == ["yes", "no"]
    tracker = ledger(row, LONGER, LIFTED)
    assert [force(tracker, day) for day in ("2031-10-05", "2031-11-20")] == ["yes", "no"]
    assert force(tracker, "2031-12-20", "2031-09-01") == "no"
    assert [force(tracker, day, instrument="96 FR 40000") for day in ("2031-10-05", "2031-11-20")] == ["yes", "no"]


@each_row(
    "stay",
    [
        {"dates": STAYED_ON},
        {"dates": f"This rule is effective June 5, 2031. {STAYED_ON}", "effective_on": "2031-06-05"},
    ],
)
def test_a_stay_without_an_end_is_over_when_it_is_lifted(stay: dict[str, Any]) -> None:
    tracker = ledger({**SECTIONS, **stay}, LIFTED)
    assert [force(tracker, day) for day in ("2031-07-01", "2031-10-05", "2031-11-20")] == ["yes", "yes", "no"]
    assert force(tracker, "2031-11-20", "2031-09-01") == "yes"
    part = {**LIFTED, "dates": LIFTED["dates"].replace(" and 1910.24", "")}
    assert force(ledger({**SECTIONS, **stay}, part), "2031-11-20") == "yes"


@each_row(
    "more",
    ["It also corrects a heading.", "Conforming changes to § 1910.25 are adopted.", "OSHA is adopting a definition."],
)
def test_what_a_stay_does_beside_it_outlasts_it(more: str) -> None:
    own = {"effective_on": "2031-06-05", "abstract": f"OSHA stays two sections (95 FR 30000). {more}"}
    dates = f"This rule is effective June 5, 2031. {STAYED_ON}"
    assert force(ledger({**SECTIONS, **own, "dates": dates}, LIFTED), "2031-11-20") == "yes"


def test_some_of_a_nameless_stay_is_extended_or_lifted() -> None:
    alone = {**SECTIONS, "abstract": "OSHA stays two sections."}
    extended, lifted = ({**row, "dates": row["dates"].replace(" and 1910.24", "")} for row in (LONGER, LIFTED))
    assert force(ledger(alone, extended), "2031-10-05") == "partial"
    year = {**alone, "dates": alone["dates"].replace("2031.", "2032.")}
    assert force(ledger(year, lifted), "2031-11-20") == "partial"


DUTY: dict[str, Any] = {
    "title": "Kilns; Stay of Compliance Deadline", "effective_on": "2031-06-05", "abstract": "On May 3, 2030, EPA "
    "published a final rule on kilns (95 FR 30000). EPA is staying the compliance deadline for brick kilns.",
    "dates": "The stay is effective June 5, 2031. The compliance deadline for brick kilns in 40 CFR 60.41 is stayed "
    "until September 3, 2031.",
}  # fmt: skip
DUTIES_STAYED = (  # each is in force on July 1, 2031, and over on October 1, 2031
    {},
    {"action": "Notification of stay; enforcement discretion.",
     "dates": f"{DUTY['dates']} Lime kilns must comply by June 1, 2032."},
    {"dates": "Effective June 5, 2031, the compliance date of the rule published at 95 FR 30000 is stayed through "
     "September 2, 2031."},
    {"title": "Kilns; Temporary Stay", "action": "Final rule; suspension of compliance date.",
     "dates": "As of June 5, 2031, the compliance date in 40 CFR 60.41(b), published May 3, 2030, at 95 FR 30000, is "
     "suspended until September 3, 2031."},
    {"title": "Kilns; Suspension of Compliance Dates", "action": "Notification of suspension.",
     "dates": "The compliance dates for brick kilns in 40 CFR 60.41 are suspended from June 5, 2031, until September "
     "3, 2031."},
    {"title": "Kilns; Administrative Stay", "action": "Administrative stay of compliance date.",
     "dates": "The compliance date for 40 CFR 60.41 of the final rule published at 95 FR 30000 is stayed from June 5, "
     "2031, to September 3, 2031."},
)  # fmt: skip


@each_row("row", DUTIES_STAYED)
def test_what_only_stays_a_compliance_date_is_over_with_that_stay(row: dict[str, Any]) -> None:
    tracker = ledger({**DUTY, **row})
    assert (force(tracker, "2031-07-01"), force(tracker, "2031-10-01")) == ("yes", "no")


LASTING = (
    {"title": "Kilns; Delay of Compliance Date", "action": "Final rule; delay of compliance date.",
     "abstract": "EPA is delaying the compliance date.", "dates": "This rule is effective June 5, 2031. The compliance "
     "date for brick kilns in the rule at 95 FR 30000 is delayed until September 3, 2031."},
    {"title": "Kilns; Stay of Compliance Deadline and Amendments", "action": "Final rule.",
     "abstract": "EPA amends the standards and stays the compliance deadline of the rule at 95 FR 30000."},
    {"dates": f"{DUTY['dates']} The new compliance deadline for lime kilns is June 1, 2032."},
    {"dates": f"{DUTY['dates']} Lime kilns must now comply by June 1, 2032."},
)  # fmt: skip


@each_row("row", LASTING)
def test_what_moves_or_sets_a_compliance_date_lasts(row: dict[str, Any]) -> None:
    assert force(ledger({**DUTY, **row}), "2031-10-01") == "yes"


LONGER_DUTY: dict[str, Any] = {
    "document_number": "2031-90005", "publication_date": "2031-08-20", "citation": "96 FR 44000",
    "title": "Kilns; Extension of Stay", "action": "Notification of extension of stay.",
    "effective_on": "2031-08-20", "abstract": "EPA is extending the stay of the compliance deadline for brick kilns "
    "under the final rule on kilns. The stay was to end on September 3, 2031.",
}  # fmt: skip


@each_row("dates", (
    "As of August 20, 2031, the stay of the compliance deadline for brick kilns published June 5, 2031, at 96 FR "
    "21000, is extended until November 3, 2031.",
    "The stay of the compliance date published at 96 FR 21000 is extended through November 2, 2031.",
    "Effective August 20, 2031, the suspension of the compliance date for brick kilns (96 FR 21000, June 5, 2031) is "
    "extended until November 3, 2031.",
))  # fmt: skip
def test_the_stay_of_a_compliance_date_is_longer_in_force_where_it_is_extended(dates: str) -> None:
    both = ledger(DUTY, {**LONGER_DUTY, "dates": dates})
    for page in ("96 FR 21000", "96 FR 44000"):
        assert (force(both, "2031-10-15", "2031-09-01", page), force(both, "2031-11-15", instrument=page)) == (
            "yes", "no",
        )  # fmt: skip
    assert force(both, "2031-10-15", "2031-08-01") == "no"
    alone = ledger({**LONGER_DUTY, "dates": dates})
    assert force(alone, "2031-11-15", instrument="96 FR 44000") == "no"
    assert alone.state("96 FR 21000", "2031-11-15", "2032-06-01").force == "unknown"


OPENED = "the stay of 40 CFR 60.41(b) in the rule published at 95 FR 30000 is extended until September 3, 2031."


@each_row(
    ("dates", "before"),
    [
        (f"Effective June 20, 2031, {OPENED}", "no"),
        (f"As of June 20, 2031, {OPENED}", "no"),
        ("Effective June 20, 2031, the rule published at 95 FR 30000 is stayed until September 3, 2031.", "no"),
        (f"T{OPENED[1:]}", "yes"),
        (f"Effective June 2, 2031, {OPENED}", "yes"),
        (f"T{OPENED[1:]} It would have ended on June 20, 2031.", "yes"),
    ],
)
def test_it_begins_with_the_day_that_its_stay_opens_with(dates: str, before: str) -> None:
    tracker = ledger({"dates": dates, "action": "Final rule; extension of stay.", "title": "Kilns; Extension of Stay"})
    assert [force(tracker, on) for on in ("2031-06-10", "2031-07-01", "2031-10-01")] == [before, "yes", "no"]
