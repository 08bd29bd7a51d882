"""A court's act on a part, which other words tell than those of the act: the rest is never taken with it unseen."""

from __future__ import annotations

from tests.rows import each_row
from tests.sources.federal_register.test_moved_or_paused import RULE, TITLE, act
from tests.sources.federal_register.test_what_is_over import force, ledger

D = "July 1, 2024"
COURT = "the United States District Court for the District of Maine"
CITED = "the final rule published February 5, 2024 (89 FR 7700)"
VACATED, STAYED = f"On {D}, {COURT} vacated {CITED}", f"On {D}, {COURT} stayed {CITED}"
HEADINGS = (
    (f"{TITLE}; Court Decision", "Notification of court decision."),
    (f"{TITLE}; Removal of Provisions", "Final rule; technical amendment."),
)


def told(title: str, action: str, summary: str) -> list[str]:
    """Return the force of the rule before the act, of a provision that nobody names after it, and of the rule."""
    tracker = ledger(RULE, act(title, action, "This rule is effective July 10, 2024.", summary))
    asked = (("2024-06-01", None), ("2024-09-01", "30 CFR 60.99"), ("2024-09-01", None))
    return [force(tracker, "89 FR 7700", day, scope=scope) for day, scope in asked]


@each_row("summary", (
    f"On {D}, {COURT} vacated the final rule's (89 FR 7700) treatment of small kilns. The vacated provisions are 30 CFR"
    " 60.12 and 60.14(b).",
    f"{VACATED}. The vacatur concerns paragraph (c) of 30 CFR 60.12.",
    f"{VACATED}. The court's order is limited to 30 CFR 60.12(c).",
    f"{VACATED}, insofar as it governs small kilns.",
    f"{VACATED} so far as it reaches small kilns.",
    f"{VACATED}. It severed the remaining provisions, which stay in place.",
    f"On {D}, the Ninth Circuit granted the petition as to § 60.12 and vacated {CITED} to that extent.",
    f"{VACATED} in relevant part.",
    f"{VACATED}. The court otherwise denied the petitions for review.",
    f"{VACATED}, and upheld the rest of it.",
    f"With respect to small kilns, {COURT} vacated {CITED} on {D}.",
    f"As to § 60.12, {COURT} vacated {CITED} on {D}.",
    f"{VACATED}. The decision does not disturb 30 CFR 60.14.",
    f"{VACATED}. The vacated paragraphs are § 60.12(c) and (d).",
    f"{VACATED}. Specifically, the court vacated § 60.12(c).",
    f"{VACATED}. The court left the monitoring requirements in place.",
    f"On {D}, {COURT} issued a partial vacatur of {CITED}.",
    f"{CITED.capitalize()} set rules on records. On {D}, {COURT} vacated the rule's requirement that kilns keep logs.",
    f"{VACATED}. The provisions at issue are in 30 CFR 60.12.",
    f"{VACATED}. The sections that the court vacated, §§ 60.12 and 60.14, are removed.",
    f"{VACATED}. The judgment reaches § 60.12(c) and no other provision.",
    f"{VACATED}, but only with regard to open kilns.",
    f"{VACATED}, to the extent that it defined “kiln” to include ovens.",
    f"{VACATED}'s definition of “kiln”.",
    f"{VACATED} as concerns open kilns.",
    f"{VACATED}. Portions of the rule that do not concern open kilns are unaffected by the order.",
    f"{VACATED}. The unchallenged provisions of the rule continue to apply.",
    f"{VACATED}. The court remanded the remaining provisions without vacating them.",
    f"In one case {COURT} considered § 60.12 of {CITED}, and on {D}, vacated it.",
    f"{VACATED}. Only § 60.12 was before the court.",
    f"On {D}, {COURT} ruled on {CITED}, and vacated it in the respects described below.",
    f"{VACATED} for small kilns.",
    f"{VACATED} in Ohio and Maine.",
    f"{VACATED}. Sections 60.12 and 60.14 are the ones affected.",
    f"{VACATED}. The agency understands the order to reach the log requirement only.",
    f"{VACATED}, leaving § 60.14 in place.",
    f"{VACATED}, save § 60.14.",
    f"{VACATED} and remanded § 60.14 without vacatur.",
    f"{VACATED} (as to coal kilns).",
    f"{STAYED}. The stay extends to § 60.12 alone.",
    f"{STAYED}. The court's stay covers only the provisions on open kilns.",
    f"{STAYED}. Its stay is confined to coal kilns.",
    f"{STAYED}. That stay does not reach § 60.14.",
    f"{STAYED}, where it applies to coal kilns.",
))  # fmt: skip
def test_what_a_court_did_to_a_part_is_not_done_to_the_rest(summary: str) -> None:
    for heading in HEADINGS:
        before, other, whole = told(*heading, summary)
        assert before in ("yes", "doubt"), heading
        assert "no" not in (other, whole), heading


@each_row("summary", (
    f"{VACATED}. This rule removes 30 CFR 60.12 and 60.14 from the Code.",
    f"{VACATED} in its entirety. The vacated provisions are removed from 30 CFR part 60.",
    f"{VACATED}. The court's order concerns the rule as a whole.",
    f"{VACATED}. Petitioners had challenged § 60.12; the court did not sever it and vacated all of the rule.",
    f"{VACATED}, in a case on the requirements of the Administrative Procedure Act.",
    f"{VACATED}, because § 60.12 is contrary to law.",
    f"{VACATED}. The court held that the agency had not met section 553 of the Administrative Procedure Act.",
    f"{VACATED}. The agency is removing the vacated provisions.",
    f"{VACATED} in Mills v. Agency, No. 24-1.",
    f"{VACATED}. Another case, about part 61, is pending.",
))  # fmt: skip
def test_what_stands_beside_a_vacatur_of_all_of_a_rule_takes_nothing_from_it(summary: str) -> None:
    for heading in HEADINGS:
        assert told(*heading, summary) == ["yes", "no", "no"], heading


@each_row("limit", (
    "The withdrawal concerns § 60.12.", "The withdrawn provisions are §§ 60.12 and 60.14.",
    "The withdrawal reaches only coal kilns.", "The remaining provisions were effective April 5, 2024.",
    "The provisions being withdrawn are in § 60.12.", "This action is confined to paragraph (c) of § 60.12.",
))  # fmt: skip
def test_what_an_agency_withdraws_is_what_another_sentence_says(limit: str) -> None:
    summary = f"The agency is withdrawing {CITED}. {limit}"
    before, other, whole = told(f"{TITLE}; Withdrawal", "Final rule; withdrawal.", summary)
    assert before in ("yes", "doubt")
    assert "no" not in (other, whole)


@each_row("limit", ("so far as it concerns coal kilns", "in relevant part", "in part"))
def test_a_limit_that_the_sentence_ends_with_leaves_the_rest(limit: str) -> None:
    summary = f"The agency is withdrawing {CITED}, {limit}."
    assert "no" not in told(f"{TITLE}; Withdrawal", "Final rule; withdrawal.", summary)
