"""A stay or a delay that is extended reaches no more of a rule than it did."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded

NOW = dt.datetime(2032, 11, 27, 12, tzinfo=dt.UTC)
RULE = {
    "document_number": "2030-90001", "publication_date": "2030-03-04", "type": "Rule", "citation": "95 FR 30000",
    "title": "Kilns", "action": "Final rule.", "dates": "This rule is effective May 3, 2030.",
    "effective_on": "2030-05-03", "cfr_references": [{"title": 40, "part": 60}],
}  # fmt: skip
PAUSE = {
    **RULE, "document_number": "2031-90002", "publication_date": "2031-02-10", "citation": "96 FR 9210",
    "title": "Kilns; Stay", "action": "Final rule; stay.", "effective_on": None,
}  # fmt: skip
LONGER = {
    **PAUSE, "document_number": "2031-90003", "publication_date": "2031-05-08", "citation": "96 FR 19610",
    "title": "Kilns; Extension of Stay", "action": "Final rule; extension of stay.",
}  # fmt: skip
ALL = "As of February 10, 2031, the rule published at 95 FR 30000 on March 4, 2030, is stayed through May 12, 2031."
BUT = f"{ALL[:-1]}, except for 40 CFR 60.44."
ONE = ALL.replace("the rule", "40 CFR 60.41 in the rule")
OTHER = ALL.replace("the rule", "40 CFR 60.44 in the rule")
OF_RULE = "The stay of the rule published at 95 FR 30000 on March 4, 2030, is extended through September 30, 2031."
OF_PAGE = "The stay published at 96 FR 9210 on February 10, 2031, is extended through September 30, 2031."


def forces(*rows: dict[str, Any]) -> list[str]:
    tracker = recorded((RULE, *rows), NOW)
    return [str(tracker.state("95 FR 30000", "2031-07-01", scope=f"40 CFR {s}").force) for s in ("60.41", "60.44")]


@each_row(
    ("stayed", "extended", "force"),
    [
        (BUT, OF_RULE, ["no", "yes"]),
        (BUT, OF_PAGE, ["no", "yes"]),
        (ONE, OF_RULE, ["no", "yes"]),
        (ONE, OF_PAGE, ["no", "yes"]),
        (ALL, OF_RULE, ["no", "no"]),
        (ALL, OF_PAGE, ["no", "no"]),
        (BUT, f"{OF_RULE[:-1]}, and 40 CFR 60.44 is stayed through September 30, 2031.", ["no", "no"]),
    ],
)
def test_what_is_extended_of_a_stay_was_stayed(stayed: str, extended: str, force: list[str]) -> None:
    assert forces({**PAUSE, "dates": stayed}, {**LONGER, "dates": extended}) == force


@each_row(("extended", "force"), [(OF_RULE, ["no", "no"]), (OF_PAGE, ["no", "yes"])])
def test_of_several_stays_the_one_that_is_named_is_extended(extended: str, force: list[str]) -> None:
    other = {
        **PAUSE, "document_number": "2031-90009", "publication_date": "2031-03-10", "citation": "96 FR 12000",
        "dates": OTHER.replace("February", "March"),
    }  # fmt: skip
    assert forces({**PAUSE, "dates": BUT}, other, {**LONGER, "dates": extended}) == force


def test_of_a_stay_that_is_not_on_record_nobody_knows_what_it_left_out() -> None:
    longer = OF_RULE.replace("March 4, 2030,", "March 4, 2030, which was stayed at 96 FR 11000 (March 3, 2031),")
    assert forces({**PAUSE, "dates": ONE}, {**LONGER, "dates": longer}) == ["no", "no"]


@each_row(
    ("delayed", "force"),
    [(", except for 40 CFR 60.44", ["no", "yes"]), ("", ["no", "no"])],
)
def test_a_further_delay_is_of_what_was_delayed(delayed: str, force: list[str]) -> None:
    first = {
        **PAUSE, "publication_date": "2030-04-10", "citation": "95 FR 41000", "action": "Final rule; delay.",
        "title": "Kilns; Delay", "dates": "The effective date of the rule published at 95 FR 30000 on March 4, 2030, "
        f"is delayed until May 12, 2031{delayed}.",
    }  # fmt: skip
    again = "The effective date of the rule published at 95 FR 30000, which was delayed until May 12, 2031, at 95 FR "
    again += "41000, is further delayed until September 30, 2031."
    row = {**LONGER, "action": "Final rule; delay.", "title": "Kilns; Further Delay", "dates": again}
    assert forces(first, row) == force


TOLD = "On April 10, 2030, EPA delayed the effective date to December 2, 2030. "


@each_row(
    ("summary", "summer"),
    [
        (TOLD, "delayed"),
        (TOLD.replace("date to", "date of the final rule from May 3, 2030, until"), "delayed"),
        (f"{TOLD}On November 4, 2030, EPA delayed the effective date to March 3, 2031.", "in_force"),  # of two
        (TOLD.replace("the effective date", "the effective date of the solvents rule"), "in_force"),
        ("On April 10, 2030, EPA delayed the effective date. Comments were due December 2, 2030.", "in_force"),
    ],
)
def test_the_first_delay_is_told_where_it_is_not_on_record(summary: str, summer: str) -> None:
    again = "As of November 20, 2030, the effective date of the rule published at 95 FR 30000 is further delayed until "
    row = {
        **LONGER, "publication_date": "2030-11-20", "action": "Final rule; further delay of effective date.",
        "title": "Kilns; Further Delay", "dates": f"{again}September 30, 2031.", "abstract": summary,
    }  # fmt: skip
    tracker = recorded((RULE, row), NOW)
    assert tracker.state("95 FR 30000", "2030-08-01", "2031-01-06").status == summer
    assert tracker.state("95 FR 30000", "2030-08-01", "2030-06-03").status == "in_force"
    assert tracker.state("95 FR 30000", "2031-06-02", "2031-01-06").status == "delayed"
