"""Acts whose object another sentence names, and days beside a citation: what is not clear is in doubt."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_moved_or_paused import RULE, TITLE, act
from tests.sources.federal_register.test_what_is_over import force, ledger

OWN = "This rule is effective August 9, 2024."
PUBLISHED = "On February 5, 2024, the agency published a final rule on records of kiln dust (89 FR 7700)."
CITED = "the final rule published February 5, 2024 (89 FR 7700)"
LAMPS: dict[str, Any] = {
    **RULE, "document_number": "2024-81111", "publication_date": "2024-03-04", "citation": "89 FR 9900",
    "title": "Kiln Lamp Standards", "dates": "This rule is effective May 3, 2024.", "effective_on": "2024-05-03",
    "abstract": "The agency sets standards for lamps.", "cfr_references": [{"title": 30, "part": 61}],
}  # fmt: skip
HEADINGS = (
    (f"{TITLE}; Rescission", "Final rule; rescission."), (TITLE, "Final rule."),
    ("Revision of Dust Regulations", "Final rule."), ("Removal of Dust Regulations", "Final rule; removal."),
)  # fmt: skip


@each_row("summary", (
    f"{PUBLISHED} This rule removes those regulations.",
    f"{PUBLISHED} This final rule rescinds it.",
    f"{PUBLISHED} This rule removes 30 CFR part 60 in its entirety.",
    f"The agency removes 30 CFR part 60. Part 60 was added by {CITED}.",
    f"This rule removes the regulations on kiln dust. They were adopted in {CITED}.",
    "This rule replaces the regulations on kiln dust in part 60. The existing regulations are at 89 FR 7700.",
    "This rule supersedes the earlier regulations. Those were issued on February 5, 2024 (89 FR 7700).",
    f"The regulations on kiln dust, which date from 2024, are removed. They were promulgated in {CITED}.",
    "The agency is rescinding the Kiln Dust Records regulations. See 89 FR 7700 (February 5, 2024).",
    f"{PUBLISHED} It is replaced by this rule.",
    f"{PUBLISHED} The agency now withdraws those amendments.",
    f"{PUBLISHED} The requirements of that rule no longer apply as of August 9, 2024.",
    f"{PUBLISHED} This rule eliminates the requirements established there.",
    f"{PUBLISHED} In this action the agency repeals the 2024 rule.",
    f"{PUBLISHED} The agency sunsets the program and removes its regulations.",
    "This rule deletes subpart C. That subpart was added in 2024 (89 FR 7700).",
))  # fmt: skip
def test_what_another_sentence_names_does_not_go_on_without_a_doubt(summary: str) -> None:
    for title, action in HEADINGS:
        assert force(ledger(RULE, act(title, action, OWN, summary)), "89 FR 7700", "2024-12-01") != "yes", title


@each_row("summary", (
    f"{PUBLISHED} The agency proposed to rescind it, and now withdraws that proposal.",
    f"{PUBLISHED} This rule removes an obsolete address in part 62.",
    f"{PUBLISHED} This rule removes part 62.",
    f"{PUBLISHED} A petitioner asked the agency to rescind it. The agency denies the petition.",
    f"{PUBLISHED} That rule replaced the regulations of 1999.",
    f"{PUBLISHED} The proposed rule that would amend it is withdrawn.",
))  # fmt: skip
def test_a_rule_that_is_only_cited_is_not_ended(summary: str) -> None:
    for title, action in HEADINGS[1:]:
        assert force(ledger(RULE, act(title, action, OWN, summary)), "89 FR 7700", "2024-12-01") != "no", title
    if "part 62" in summary:
        assert force(ledger(RULE, act(*HEADINGS[2], OWN, summary)), "89 FR 7700", "2024-12-01") == "yes"


LATER = "On March 4, 2024, the agency published a final rule on kiln lamps (89 FR 9900)."
BOTH = "The agency published rules on records (89 FR 7700, February 5, 2024) and on lamps (89 FR 9900, March 4, 2024)."
UNTIL = "until January 10, 2025"


@each_row(("dates", "summary", "moved"), (
    ("", f"{PUBLISHED} {LATER} This document delays the effective date of the latter {UNTIL}.", "89 FR 9900"),
    ("", f"{PUBLISHED} {LATER} This document stays the former {UNTIL}.", "89 FR 7700"),
    ("", f"{PUBLISHED} {LATER} The effective date of the lamp rule is delayed {UNTIL}.", "89 FR 9900"),
    (f"The effective date of the lamp rule is delayed {UNTIL}.", f"{PUBLISHED} {LATER}", "89 FR 9900"),
    ("The effective date of the final rule that amended the rule at 89 FR 7700, published at 89 FR 9900, is delayed "
     f"{UNTIL}.", "", "89 FR 9900"),
    ("", f"{LATER} It amended {CITED}. The agency delays that amendment {UNTIL}.", "89 FR 9900"),
    ("", f"{PUBLISHED} {LATER} The agency withdraws the second rule.", "89 FR 9900"),
    ("", f"{PUBLISHED} {LATER} The agency withdraws the February rule and keeps the March rule.", "89 FR 7700"),
    ("The rule published at 89 FR 9900, which supplements the rule published at 89 FR 7700, is withdrawn.", "",
     "89 FR 9900"),
    (f"Of the rules published at 89 FR 7700 and 89 FR 9900, the second is stayed {UNTIL}.", "", "89 FR 9900"),
    ("", f"{BOTH} It is staying the rule on lamps {UNTIL}.", "89 FR 9900"),
    ("", f"{BOTH} This document delays the effective date of the lamp rule {UNTIL}.", "89 FR 9900"),
))  # fmt: skip
def test_of_two_rules_the_one_that_is_moved_is_not_left_as_it_was(dates: str, summary: str, moved: str) -> None:
    for title, action in (("Kiln Rules; Delay", "Final rule; delay of effective date."), ("Kiln Rules", "Final rule.")):
        told = act(
            title, action, dates or "This action is effective May 1, 2024.", summary, publication_date="2024-05-01"
        )
        tracker = ledger(RULE, LAMPS, told)
        for rule in ("89 FR 7700", "89 FR 9900"):
            assert force(tracker, rule, "2024-12-01") in (("no", "doubt") if rule == moved else ("yes", "doubt")), rule


COURT = "the United States District Court for the District of Maine"
NOW = "This action is effective July 10, 2024."


@each_row(("dates", "summary", "day"), (
    (NOW, f"The agency tells that {COURT} vacated the final rule (89 FR 7700) on July 1, 2024.", "2024-07-01"),
    (NOW, f"The agency tells that {COURT} vacated the rule published at 89 FR 7700 on July 1, 2024.", "2024-07-01"),
    (NOW, f"The final rule (89 FR 7700; February 5, 2024) was vacated by {COURT} on July 1, 2024.", "2024-07-01"),
    (NOW, f"On July 1, 2024, {COURT} vacated the rule published at 89 FR 7700 on February 5, 2024.", "2024-07-01"),
    (NOW, f"On July 1, 2024, {COURT} vacated the rule published at 89 FR 7700.", "2024-07-01"),
    (NOW, f"The agency tells that {COURT} stayed the final rule (89 FR 7700) on July 1, 2024.", "2024-07-01"),
    ("The final rule (89 FR 7700) is withdrawn on August 9, 2024.", "", "2024-08-09"),
    ("The agency withdraws the final rule (89 FR 7700) on August 9, 2024.", "", "2024-08-09"),
    ("The agency rescinds the final rule published at 89 FR 7700, on August 9, 2024.", "", "2024-08-09"),
    ("The rescission of the final rule (89 FR 7700) on August 9, 2024, is final.", "", "2024-08-09"),
    ("The withdrawal of the rule published at 89 FR 7700 on February 5, 2024, is effective August 9, 2024.", "",
     "2024-08-09"),
    ("The agency stays the rule published at 89 FR 7700 on August 9, 2024.", "", "2024-08-09"),
    ("The stay of the final rule (89 FR 7700) on August 9, 2024, is indefinite.", "", "2024-08-09"),
))  # fmt: skip
def test_a_day_after_a_citation_is_of_its_publication_or_of_an_act(dates: str, summary: str, day: str) -> None:
    before = {"2024-07-01": "2024-06-30", "2024-08-09": "2024-08-08"}[day]
    kind = "Stay" if "stay" in f"{dates}{summary}" else "Withdrawal"
    for title, action in ((f"{TITLE}; {kind}", f"Final rule; {kind.lower()}."), (TITLE, "Final rule.")):
        tracker = ledger(RULE, act(title, action, dates, summary))
        assert force(tracker, "89 FR 7700", before) in ("yes", "doubt"), title
        assert force(tracker, "89 FR 7700", "2024-08-10") in ("no", "doubt"), title
