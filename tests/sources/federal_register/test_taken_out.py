"""What a court vacated of a rule, repeals of all provisions of one, and stays that go on, as later documents tell."""

from __future__ import annotations

import datetime as dt

import regtrack
from tests.accuracy.rounds import _DOUBTS
from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded
from tests.sources.federal_register.test_moved_rules import RULE, as_api

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
COURT = "the U.S. Court of Appeals for the D.C. Circuit"
CITED = "the final rule published March 1, 2024 (89 FR 15000)"
PART = ("no", "yes")
"""Whether 40 CFR 700.2 is in force, and 40 CFR 700.9, after the document."""
ALL, NOTHING = ("no", "no"), ("yes", "yes")
VACATED = (
    (f"The agency is removing 40 CFR 700.2, which {COURT} vacated on June 20, 2024. It was adopted in {CITED}.", PART),
    (f"This rule conforms the Code to a decision of {COURT}, which vacated 40 CFR 700.2 as added by {CITED}.", PART),
    (f"On June 20, 2024, {COURT} vacated 40 CFR 700.2, promulgated on March 1, 2024 (89 FR 15000). This rule removes"
     " the section.", PART),
    (f"This action amends the regulations to reflect the vacatur of 40 CFR 700.2 by {COURT}. The section was added by a"
     " rule published March 1, 2024, at 89 FR 15000.", PART),
    (f"{COURT} vacated one provision of {CITED}: 40 CFR 700.2. This technical amendment removes it.", PART),
    (f"The agency is amending 40 CFR 700.2 to remove language that {COURT} vacated. It was adopted in {CITED}.", PART),
    (f"In this document, the agency removes the provisions of 40 CFR 700.2 that were vacated by {COURT}. It had"
     " appeared on March 1, 2024, at 89 FR 15000.", PART),
    (f"The agency is removing {CITED}, from the CFR, because {COURT} vacated the rule on June 20, 2024.", ALL),
    (f"The agency is removing 40 CFR 700.2 and 700.3. A court vacated {CITED}, in its entirety.", ALL),
    (f"The agency is removing from the Code the provisions of {CITED}, which {COURT} vacated.", ALL),
    (f"This rule repeals the provisions of {CITED}, in their entirety.", ALL),
    (f"This rule repeals the provisions of {CITED}, that apply to 40 CFR 700.2.", PART),
    (f"The agency is amending 40 CFR 700.2. The court declined to vacate {CITED}.", NOTHING),
    (f"The agency is restoring 40 CFR 700.2, because {COURT} reversed the judgment that had vacated a part of {CITED}.",
     NOTHING),
    (f"The agency makes no change to 40 CFR 700.2, which petitioners asked the court to see vacated. See {CITED}.",
     NOTHING),
)  # fmt: skip
SURE = 11
"""So many of these are read without a doubt."""


def ledger(*rows: tuple[str, ...]) -> regtrack.Tracker:
    return recorded((as_api(row) | {"cfr_references": [{"title": 40, "part": 700}]} for row in rows), NOW)


@each_row(("number", "summary", "after"), [(number, *row) for number, row in enumerate(VACATED)])
def test_what_a_court_vacated_is_over_and_the_rest_is_not(number: int, summary: str, after: tuple[str, str]) -> None:
    for title in ("Widget Rules; Technical Amendment", "Removal of Provisions", "Response to a Court on Widgets"):
        told = (title, "Final rule; technical amendment.", "2024-07-08", "Effective July 8, 2024.")
        tracker = ledger(RULE, ("2024-90009", *told, f"{summary[0].upper()}{summary[1:]}", "89 FR 55000"))
        for scope, force in zip(("40 CFR 700.2", "40 CFR 700.9"), after, strict=True):
            state = tracker.state("89 FR 15000", "2024-08-01", "2024-08-01", scope=scope)
            doubt = number >= SURE and not _DOUBTS.isdisjoint(state.flags)
            assert state.force == force or doubt, (title, scope, state.status, state.flags)
        before = tracker.state("89 FR 15000", "2024-06-01", "2024-06-01", scope="40 CFR 700.2")
        assert before.force == "yes"


STAYS = (
    ("Effective July 8, 2024, the stay of 40 CFR part 700, most recently extended through July 8, 2024, is further"
     " extended until January 6, 2025.", f"The agency further extends the stay of {CITED}.", "2025-01-06"),
    ("This rule is effective from July 8, 2024, through January 5, 2025.",
     f"The agency suspends for six months, through January 5, 2025, {CITED}.", "2025-01-06"),
    (f"The effective date of {CITED}, is stayed indefinitely by an order issued on July 1, 2024.",
     "The stay remains in place until further order of the court.", None),
)  # fmt: skip


@each_row(("dates", "summary", "until"), STAYS)
def test_a_stay_runs_whatever_is_known_of_its_begin(dates: str, summary: str, until: str | None) -> None:
    told = ("Widget Rules; Stay", "Final rule; stay.", "2024-07-08", dates, summary, "89 FR 55000")
    tracker = ledger(RULE, ("2024-90009", *told))
    state = tracker.state("89 FR 15000", "2024-08-01", "2024-08-01")
    assert (state.status, state.force, state.until) == ("stayed", "no", until)
    assert tracker.state("89 FR 15000", "2024-06-01", "2024-06-01").force == "yes"


def test_a_stay_that_is_named_by_where_it_was_announced_is_lifted() -> None:
    words = f"As of June 3, 2024, the effective date of {CITED}, is stayed."
    stay = ("2024-90002", "Widget Rules; Stay", "Final rule; stay.", "2024-06-03", words, "", "89 FR 47000")
    words = "The administrative stay announced in the Federal Register of June 3, 2024 (89 FR 47000), is lifted."
    lifted = (
        "2024-90009",
        "Widget Rules; Removal of Stay",
        "Final rule; removal of stay.",
        "2024-09-03",
        words,
        "",
        "89 FR 7",
    )
    tracker = ledger(RULE, stay, lifted)
    assert [tracker.state("89 FR 15000", day).status for day in ("2024-07-01", "2024-10-01")] == ["stayed", "in_force"]
