"""What an act on a rule comes to for the rule that it ends, and what a lift tells of a stay that is not on record."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_what_is_over import force, ledger

_FIELDS = {"type": "Rule", "cfr_references": [{"title": 24, "part": 91}], "effective_on": None}
OLD = {
    **_FIELDS, "document_number": "2019-92001", "publication_date": "2019-05-20", "citation": "84 FR 22801",
    "title": "Kiln Permits", "action": "Final rule.", "dates": "This rule is effective July 22, 2019.",
    "abstract": "The Department sets permits for kilns. It adds 24 CFR 91.10 and 91.20.",
}  # fmt: skip
ENDS_IT = {
    **_FIELDS, "document_number": "2024-92002", "publication_date": "2024-01-10", "citation": "89 FR 1801",
    "title": "Kiln Permits; Rescission", "action": "Final rule; rescission.",
    "dates": "This rule is effective March 11, 2024.",
    "abstract": "The Department rescinds the final rule published at 84 FR 22801 on May 20, 2019.",
}  # fmt: skip
NAME = "The final rule published January 10, 2024, at 89 FR 1801,"


def act(dates: str, day: str = "2024-03-06", **fields: Any) -> dict[str, Any]:
    number = f"2024-92{day[5:7]}{day[8:]}"
    return {
        **_FIELDS, "document_number": number, "publication_date": day, "citation": f"89 FR {day[5:7]}{day[8:]}1",
        "title": "Kiln Permits; Later Act", "action": "Final rule; delay of effective date.", "dates": dates,
        "abstract": "The Department acts on its rule.", **fields,
    }  # fmt: skip


DELAYED = f"The effective date of the{NAME[3:]} is delayed "
CARRIED = (  # acts on the rule that ends the old one, and the force of the old one on April 15, June 3 and September 2
    ((act(DELAYED + "until May 10, 2024."),), "yes no no"),
    ((act(DELAYED + "indefinitely."),), "yes yes yes"),
    ((act(DELAYED + "until May 10, 2024."), act(DELAYED + "until August 8, 2024.", "2024-05-08")), "yes yes no"),
    ((act(f"{NAME} is withdrawn as of March 6, 2024.", action="Final rule; withdrawal."),), "yes yes yes"),
    ((act(f"{NAME} is withdrawn as of May 8, 2024.", "2024-05-08", action="Final rule; withdrawal."),), "no no no"),
    ((act(f"The effective date of the{NAME[3:]} is corrected from March 11, 2024, to May 10, 2024.",
          action="Final rule; correction."),), "yes no no"),
    ((act(f"The effective date of the{NAME[3:]} is confirmed as March 11, 2024.",
          action="Final rule; confirmation of effective date."),), "no no no"),
    ((act("The Office moves. The rule published at 88 FR 100 is delayed until May 10, 2024."),), "no no no"),
)  # fmt: skip


@each_row(("acts", "expected"), CARRIED)
def test_an_end_waits_with_the_rule_that_brings_it(acts: tuple[dict[str, Any], ...], expected: str) -> None:
    tracker = ledger(OLD, ENDS_IT, *acts)
    assert " ".join(force(tracker, "84 FR 22801", on) for on in ("2024-04-15", "2024-06-03", "2024-09-02")) == expected
    assert force(tracker, "84 FR 22801", "2024-04-15", "2024-02-01") == "no"  # before it was known


IN_DOUBT = (
    act(f"{NAME} is stayed from March 6, 2024, until May 10, 2024.", action="Final rule; stay."),
    act("May 8, 2024.", "2024-05-08", action="Notice of vacatur.",
        abstract="On May 1, 2024, the district court vacated the final rule published at 89 FR 1801."),
    act(DELAYED + "until May 10, 2024.", "2024-04-03"),
)  # fmt: skip


@each_row("later", IN_DOUBT)
def test_whether_an_end_comes_is_in_doubt_after_a_stay_a_ruling_or_a_late_delay(later: dict[str, Any]) -> None:
    answer = ledger(OLD, ENDS_IT, later).state("84 FR 22801", "2024-06-03")
    assert "unread" in answer.flags


LIFTS = (  # the stay of a rule of which no stay is on record: nobody knows since when it was stayed
    act("Effective March 6, 2024, the stay of the rule published May 20, 2019, at 84 FR 22801, is lifted.",
        action="Final rule; lifting of stay."),
    act("March 6, 2024.", action="Notice; stay dissolved.",
        abstract="On March 6, 2024, the Fifth Circuit dissolved the stay of the rule published at 84 FR 22801."),
)  # fmt: skip


@each_row("later", LIFTS)
def test_before_a_lift_a_rule_was_stayed_at_a_time_that_nobody_told(later: dict[str, Any]) -> None:
    tracker = ledger(OLD, later)
    days = ("2019-06-03", "2023-06-01", "2024-04-15")
    assert [force(tracker, "84 FR 22801", on) for on in days] == ["no", "doubt", "yes"]
    assert force(tracker, "84 FR 22801", "2023-06-01", "2024-03-01") == "yes"


def test_a_longer_stay_of_a_section_was_one_before() -> None:
    dates = "Effective March 6, 2024, the stay of 24 CFR 91.20, added at 84 FR 22801, is extended until May 10, 2024."
    tracker = ledger(OLD, act(dates, action="Final rule; extension of stay."))
    days = ("2023-06-01", "2024-04-15", "2024-06-03")
    states = [tracker.state("84 FR 22801", on, scope="24 CFR 91.20").force for on in days]
    assert states == ["unknown", "no", "yes"]
    assert tracker.state("84 FR 22801", "2023-06-01", scope="24 CFR 91.10").force == "yes"
