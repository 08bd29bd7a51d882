"""Which rule is paused, delayed or corrected that a document tells by its day; what is a pause; what ends early."""

from __future__ import annotations

import json
from typing import Any

from regtrack.tracker import Tracker
from tests.rows import each_row
from tests.sources.federal_register.test_what_is_over import force, ledger

TITLE = "Kiln Dust Records"
RULE = {
    "document_number": "2024-80001", "publication_date": "2024-02-05", "type": "Rule", "citation": "89 FR 7700",
    "title": TITLE, "action": "Final rule.", "dates": "This rule is effective April 5, 2024.",
    "abstract": "The agency sets rules on records of dust.", "effective_on": "2024-04-05",
    "cfr_references": [{"title": 30, "part": 60}],
}  # fmt: skip
LATE = {**RULE, "dates": "This rule is effective May 20, 2024.", "effective_on": "2024-05-20"}
SHORT = {
    **RULE, "action": "Temporary final rule.",
    "dates": "This rule is effective April 5, 2024, through December 31, 2026.",
}  # fmt: skip


def act(title: str, action: str, dates: str, summary: str = "", **fields: Any) -> dict[str, Any]:
    return {
        **RULE, "document_number": "2024-90001", "publication_date": "2024-07-10", "citation": "89 FR 25410",
        "title": title, "action": action, "dates": dates, "abstract": summary or None, "effective_on": None, **fields,
    }  # fmt: skip


def events(tracker: Tracker, *kinds: str) -> list[tuple[str, str, str | None]]:
    lines = [each["record"] for each in map(json.loads, tracker.export()) if each.get("type") == "event"]
    return [
        (each["kind"], each["target"], each.get("through") or each.get("effect"))
        for each in lines
        if each["kind"] in kinds
    ]


# --- a pause ----------------------------------------------------------------------------------------------------------


@each_row(("dates", "summary"), (
    ("July 10, 2024.", "The agency published the Kiln Dust Records rule (89 FR 7700) on February 5, 2024. It postpones "
     "the effectiveness of the rule, as of July 10, 2024, pending judicial review."),
    ("As of July 10, 2024, the effectiveness of the rule published at 89 FR 7700 is postponed pending judicial review.",
     ""),
    ("This action is effective July 10, 2024.", "Pursuant to section 705 of the APA, the agency postpones the "
     "effectiveness of the rule published at 89 FR 7700 (February 5, 2024) pending judicial review."),
    ("July 10, 2024.", "On February 5, 2024, the agency published a final rule at 89 FR 7700. Justice requires it to "
     "postpone the effectiveness of the rule until the litigation is resolved. While the rule is postponed, operators "
     "have to follow the rules in effect before April 5, 2024."),
))  # fmt: skip
def test_a_rule_in_force_that_is_postponed_for_courts_is_stayed(dates: str, summary: str) -> None:
    paused = act(f"{TITLE}; Postponement of Effectiveness", "Notification; postponement.", dates, summary)
    tracker = ledger(RULE, paused)
    assert (force(tracker, "89 FR 7700", "2024-06-01"), force(tracker, "89 FR 7700", "2024-09-01")) == ("yes", "no")
    assert tracker.state("89 FR 7700", "2024-09-01", "2024-09-01").status == "stayed"


POSTPONED = act(
    f"{TITLE}; Postponement of Effectiveness", "Notification; postponement.", "As of July 10, 2024, the effectiveness "
    "of the rule published at 89 FR 7700 is postponed pending judicial review.",
)  # fmt: skip
AGAIN = (  # DATES, and the force of the rule after that
    ("The postponement published July 10, 2024, at 89 FR 25410, is lifted, and the rule published February 5, 2024, at "
     "89 FR 7700, is again in effect, as of October 11, 2024.", "yes"),
    ("As of October 11, 2024, the postponement published at 89 FR 25410 is lifted and the rule published at 89 FR 7700 "
     "is in effect.", "yes"),
    ("The rule published at 89 FR 7700 is again effective on October 11, 2024.", "yes"),
    ("The postponement published at 89 FR 25410 is lifted as of October 11, 2024.", "yes"),
    ("The postponement published at 89 FR 25410 is terminated. The rule published February 5, 2024 (89 FR 7700) is "
     "back in effect as of October 11, 2024.", "yes"),
    ("The suspension of the rule published at 89 FR 7700 is lifted, and that rule takes effect again on October 11, "
     "2024.", "yes"),
    ("§ 60.12 of the rule published at 89 FR 7700 is again in effect as of October 11, 2024.", "partial"),
    ("The postponement at 89 FR 25410 remains in effect, and the rule published at 89 FR 7700 is not again in effect "
     "on October 11, 2024.", "no"),
    ("An amendment of the rule published at 89 FR 7700 is effective October 11, 2024.", "no"),
    ("Effective October 11, 2024, the agency withdraws the postponement at 89 FR 25410, and the rule published at 89 "
     "FR 7700 resumes effect.", "doubt"),
    ("Effective October 11, 2024, the agency withdraws the notice published at 89 FR 25410, and the rule published at "
     "89 FR 7700 takes effect.", "doubt"),
)  # fmt: skip


@each_row(("dates", "after"), AGAIN)
def test_a_stayed_rule_that_is_in_effect_again_is_stayed_no_more(dates: str, after: str) -> None:
    summary = "On September 6, 2024, a court held that the agency could not postpone a rule already in effect."
    for title in (f"{TITLE}; Lifting of Postponement", f"{TITLE}; Status"):
        lifted = act(
            title, "Notification.", dates, summary, document_number="2024-90002", publication_date="2024-10-11",
            citation="89 FR 47405",
        )  # fmt: skip
        tracker = ledger(RULE, POSTPONED, lifted)
        found = [force(tracker, "89 FR 7700", day) for day in ("2024-06-01", "2024-09-01", "2024-10-12")]
        sure = after in ("yes", "partial")
        assert found == ["yes", "no", after] if sure else found[2] in (after, "doubt"), (title, found)


@each_row(("dates", "summary"), (
    ("July 10, 2024.", "The agency published the Kiln Dust Records rule (89 FR 7700) on February 5, 2024. It declines "
     "to postpone the effectiveness of the rule as of July 10, 2024, pending judicial review."),
    ("The effective date of the rule published at 89 FR 7700 is delayed until October 10, 2024.", ""),
))  # fmt: skip
def test_what_is_refused_or_delayed_to_a_day_is_no_pause(dates: str, summary: str) -> None:
    tracker = ledger(
        RULE, act(f"{TITLE}; Postponement of Effectiveness", "Notification; postponement.", dates, summary)
    )
    assert force(tracker, "89 FR 7700", "2024-09-01") == "doubt"


# --- a rule by its day ------------------------------------------------------------------------------------------------

STAY = ("Final rule; stay of regulations.", "Effective July 10, 2024, 30 CFR part 60 is stayed until October 10, 2024.")


@each_row("summary", (
    "On February 5, 2024, the agency published a final rule on records. This document stays the requirements of that "
    "final rule until October 10, 2024, consistent with the guidance issued on January 3, 2024.",
    "In the final rule published on February 5, 2024, the agency set rules on records. The agency stays the "
    "effectiveness of that rule, consistent with the memorandum issued on January 3, 2024.",
    "On February 5, 2024, the agency published a final rule on records. It suspends that rule until October 10, 2024, "
    "consistent with the notice published on January 3, 2024.",
))  # fmt: skip
def test_that_rule_is_the_one_that_the_sentence_before_tells(summary: str) -> None:
    tracker = ledger(RULE, act(TITLE, *STAY, summary))
    days = ("2024-06-01", "2024-09-01", "2024-11-01")
    assert [force(tracker, "89 FR 7700", day) for day in days] == ["yes", "no", "yes"]


def test_that_rule_is_the_one_that_is_named_behind_it() -> None:
    told = "On February 5, 2024, the agency published a final rule. It stays that rule, published at 89 FR 9000."
    tracker = ledger(RULE, act("Shaft Records; Stay", STAY[0], "July 10, 2024.", told))
    assert force(tracker, "89 FR 7700", "2024-09-01") == "yes"


def test_that_rule_is_not_one_of_the_same_title_and_of_another_day() -> None:
    told = "On February 8, 2024, the agency published a final rule. This document stays the requirements of that rule."
    assert force(ledger(RULE, act(TITLE, *STAY, told)), "89 FR 7700", "2024-09-01") == "doubt"


def test_a_second_stay_extends_the_first() -> None:
    told = "On February 5, 2024, the agency published a final rule. This document stays the requirements of that rule."
    again = (
        "On February 5, 2024, the agency published a final rule. On July 10, 2024, it stayed the rule's requirements "
        "until October 10, 2024. This document extends that stay until December 4, 2024."
    )
    later = {"document_number": "2024-90002", "publication_date": "2024-10-09", "citation": "89 FR 33410"}
    until = "Effective October 9, 2024, 30 CFR part 60 is stayed until December 4, 2024."
    tracker = ledger(RULE, act(TITLE, *STAY, told), act(TITLE, STAY[0], until, again, **later))
    days = ("2024-09-01", "2024-11-01", "2024-12-05")
    assert [force(tracker, "89 FR 7700", day) for day in days] == ["no", "no", "yes"]


# --- when another rule has to be complied with ------------------------------------------------------------------------


@each_row(("dates", "moved"), (
    ("This rule is effective July 10, 2024. As of that date, operators' implementation of the new columns in 30 CFR "
     "60.12 through 60.14, required by the February 5, 2024 final rule, is delayed from October 1, 2024, until "
     "October 1, 2025.", True),
    ("This rule is effective July 10, 2024. Implementation of 30 CFR 60.12, required by the March 6, 2019 final rule, "
     "is delayed until October 1, 2025.", False),
))  # fmt: skip
def test_a_delay_of_what_another_rule_requires_is_none_of_itself(dates: str, moved: bool) -> None:
    tracker = ledger(
        RULE, act(f"{TITLE}; Delay of Implementation", "Final rule; delay of implementation dates.", dates)
    )
    assert force(tracker, "89 FR 25410", "2024-09-01") == "yes"
    assert bool(events(tracker, "delay_compliance")) == moved


def test_each_of_a_list_of_extended_dates_is_extended() -> None:
    dates = (
        "The compliance dates for the final rule published on February 5, 2024 (89 FR 7700), are extended as follows: "
        "Large mines must comply by October 1, 2025; small mines must comply by October 1, 2026; and all other mines "
        "must comply by October 1, 2027."
    )
    tracker = ledger(RULE, act(f"{TITLE}; Extension", "Final rule; extension of compliance dates.", dates))
    days = [("delay_compliance", "us/fr/2024-80001", f"{year}-10-01") for year in (2025, 2026, 2027)]
    assert events(tracker, "delay_compliance", "set_compliance") == days
    assert tracker.state("89 FR 25410", "2024-09-01", "2024-09-01").status == "current"


@each_row(("dates", "own"), (
    ("The compliance date for the rule published at 89 FR 7700 is delayed to October 1, 2025. Comments must be "
     "received by August 9, 2024.", "yes"),
    ("Effective September 2, 2024, 30 CFR 60.12, as added at 89 FR 7700, is stayed until October 1, 2025. Comments "
     "must be received by August 9, 2024.", "doubt"),
))  # fmt: skip
def test_what_moves_another_from_its_publication_is_in_force_beside_comments(dates: str, own: str) -> None:
    tracker = ledger(RULE, act(f"{TITLE}; Delay", "Final rule; delay; request for comments.", dates))
    assert force(tracker, "89 FR 25410", "2024-07-20") == own


@each_row(("action", "dates", "own"), (
    ("Extension of deadline.", "The deadline for the agency to designate areas is extended from October 2, 2024, to "
     "October 1, 2025.", "yes"),
    ("Extension of deadline; amendments.", "The deadline for the agency to designate areas is extended to October 1, "
     "2025.", "doubt"),
    ("Final rule.", "Reports must be filed by October 1, 2025.", "doubt"),
))  # fmt: skip
def test_what_moves_a_deadline_of_nobody_known_is_in_force(action: str, dates: str, own: str) -> None:
    assert force(ledger(act("Kiln Areas", action, dates)), "89 FR 25410", "2024-07-20") == own


def test_a_day_of_its_own_is_not_one_of_another_rule() -> None:
    dates = (
        "The compliance date of the final rule published on February 5, 2024 (89 FR 7700), is extended to October 1, "
        "2025. Kilns must comply with this rule by August 1, 2024."
    )
    tracker = ledger(RULE, act(f"{TITLE}; Extension", "Final rule; extension of compliance date.", dates))
    assert ("set_compliance", "us/fr/2024-90001", "2024-08-01") in events(tracker, "set_compliance")


# --- dates that were misprinted ---------------------------------------------------------------------------------------


def corrected(summary: str) -> Tracker:
    dates = "This correction is effective March 11, 2024."
    day = {"publication_date": "2024-03-11"}
    return ledger(LATE, act(f"{TITLE}; Correction", "Final rule; correction.", dates, summary, **day))


@each_row("summary", (
    "This document corrects the final rule published on February 5, 2024. On page 7700, in the DATES section, the "
    "effective date “May 20, 2024” is corrected to read “April 5, 2024.”",
    "This document contains corrections to the final rule (89 FR 7700) published on February 5, 2024. In the DATES "
    "section, the effective date ``May 20, 2024'' should read ``April 5, 2024''.",
    "This document corrects the final rule published at 89 FR 7700. On page 7700, in the DATES section, the compliance "
    "date “May 20, 2025” is corrected to read “April 5, 2025”, and the effective date “May 20, 2024” is corrected to "
    "read “April 5, 2024.”",
))  # fmt: skip
def test_a_misprinted_date_is_the_one_that_it_has_to_read(summary: str) -> None:
    tracker = corrected(summary)
    days = ("2024-03-30", "2024-04-15", "2024-06-15")
    assert [force(tracker, "89 FR 7700", day) for day in days] == ["no", "yes", "yes"]
    assert not events(tracker, "set_deadline")


@each_row("dates", (
    "In rule document 2024-80001 appearing on page 7700 in the issue of Monday, February 5, 2024, the effective date "
    'in the DATES section is corrected to read "June 28, 2024" in each place where it appears.',
    "The effective date of the rule published at 89 FR 7700 under the DATES heading is corrected to June 28, 2024.",
))  # fmt: skip
def test_where_a_date_is_printed_is_no_part_and_no_day(dates: str) -> None:
    row = act(f"{TITLE}; Correction", "Final rule; correction.", dates, publication_date="2024-03-11")
    tracker = ledger(LATE, row)
    assert [force(tracker, "89 FR 7700", day) for day in ("2024-06-15", "2024-07-15")] == ["no", "yes"]
    assert not [each for each in events(tracker, "set_effective") if each[2] == "2024-02-05"]


def test_a_later_date_is_read_as_well() -> None:
    tracker = corrected(
        'This document corrects the rule at 89 FR 7700. The effective date "May 20, 2024" is corrected to be "June 28, '
        '2024".'
    )
    assert [force(tracker, "89 FR 7700", day) for day in ("2024-06-15", "2024-07-15")] == ["no", "yes"]


def test_a_misprinted_compliance_date_is_that_of_the_rule() -> None:
    tracker = corrected(
        "This document corrects the rule at 89 FR 7700. In the SUMMARY section, the compliance date “May 20, 2025” is "
        "corrected to read “April 5, 2025.”"
    )
    assert events(tracker, "delay_compliance") == [("delay_compliance", "us/fr/2024-80001", "2025-04-05")]


def test_the_date_of_a_section_leaves_the_rule_in_doubt() -> None:
    tracker = corrected(
        "This document corrects the rule at 89 FR 7700. The effective date for § 60.3 “May 20, 2024” is corrected to "
        "read “April 5, 2024.”"
    )
    assert force(tracker, "89 FR 7700", "2024-04-15") == "doubt"


# --- temporary amendments ---------------------------------------------------------------------------------------------


@each_row(("dates", "expected"), (
    ("The temporary amendments to 30 CFR 60.12(b), published February 5, 2024, at 89 FR 7700, are removed as of July "
     "10, 2024.", ["partial", "no", "yes"]),
    ("As of July 10, 2024, the temporary changes to 30 CFR 60.12(b) and 60.14 made by the rule at 89 FR 7700 are "
     "rescinded.", ["partial", "no", "yes"]),
    ("The temporary amendments to 30 CFR part 60, published at 89 FR 7700, are removed as of August 1, 2024.",
     ["no", "no", "no"]),
    ("The temporary rule published at 89 FR 7700 is effective through December 31, 2026, and the notice at 89 FR 9000 "
     "is withdrawn.", ["yes", "yes", "yes"]),
    ("The temporary rule published at 89 FR 9000 is withdrawn and the rule at 89 FR 7700 remains in effect.",
     ["yes", "yes", "yes"]),
    ("The temporary rule published on February 5, 2024 (89 FR 7700), is terminated.", ["no", "no", "no"]),
    ("The temporary amendments to 30 CFR 60.12(b), published at 89 FR 7700, remain in effect.", ["yes", "yes", "yes"]),
    ("The temporary amendments to 30 CFR 60.12(b), published at 89 FR 7700, are not removed.", ["doubt"] * 3),
    ("The temporary amendments to 30 CFR 60.12(b), published at 89 FR 7700, are removed in part.", ["doubt"] * 3),
))  # fmt: skip
def test_temporary_amendments_are_over_when_they_are_removed(dates: str, expected: list[str]) -> None:
    own = "This rule is effective July 10, 2024. "
    tracker = ledger(SHORT, act("End of Short Records", "Final rule.", own + dates))
    scopes = (None, "30 CFR 60.12(b)", "30 CFR 60.13")
    assert [force(tracker, "89 FR 7700", "2024-09-10", scope=each) for each in scopes] == expected
    assert force(tracker, "89 FR 7700", "2024-07-09") in ("yes", "doubt")


@each_row(("dates", "expected"), (
    ("This rule removes the temporary regulations published at 89 FR 7700.", "no"),
    ("This rule removes the temporary increases published at 89 FR 7700.", "doubt"),
))  # fmt: skip
def test_of_a_rule_whose_end_nobody_told_its_name_as_temporary_decides(dates: str, expected: str) -> None:
    tracker = ledger(RULE, act("End of Short Records", "Final rule.", f"This rule is effective July 10, 2024. {dates}"))
    assert force(tracker, "89 FR 7700", "2024-09-10") == expected


# --- a delay that a court vacated -------------------------------------------------------------------------------------

DELAY = act(
    TITLE, "Final rule; delay of effective date.", "As of April 1, 2024, the effective date of the final rule published"
    " February 5, 2024, at 89 FR 7700, is delayed indefinitely.",
    document_number="2024-85001", publication_date="2024-04-01", citation="89 FR 15000",
)  # fmt: skip


@each_row(("summary", "delay"), (
    ("On June 10, 2024, the U.S. Court of Appeals for the Third Circuit vacated the agency's rule published on April "
     "1, 2024, that had indefinitely delayed the effective date of the February 5, 2024 final rule.", "no"),
    ("The agency's rule published on April 1, 2024, delaying the February 5, 2024 final rule, was vacated by the U.S. "
     "Court of Appeals on June 10, 2024.", "no"),
    ("On June 10, 2024, the court declined to vacate the agency's rule published on April 1, 2024, that had delayed "
     "the February 5, 2024 final rule.", "yes"),
))  # fmt: skip
def test_a_delay_that_is_named_by_its_day_is_vacated(summary: str, delay: str) -> None:
    dates = "The rule published at 89 FR 7700 is in effect as of June 10, 2024."
    tracker = ledger(RULE, DELAY, act(f"{TITLE}; Vacatur of Delay", "Final rule; court's order.", dates, summary))
    assert force(tracker, "89 FR 15000", "2024-08-01") == delay
    assert force(tracker, "89 FR 7700", "2024-05-01") == "no"
    assert force(tracker, "89 FR 7700", "2024-08-01") == "yes"


@each_row(("summary", "status"), (
    ("On April 26, 2024, the United States Court of Appeals for the Third Circuit vacated the rule published April 1, "
     "2024 (89 FR 15000), which had indefinitely delayed the effective date of the final rule published February 5, "
     "2024 (89 FR 7700). The mandate issued June 10, 2024. Accordingly, the February 5, 2024 final rule is now in "
     "effect.", "yes"),
    ("On June 10, 2024, the court vacated the rule published April 1, 2024 (89 FR 15000), which had delayed the rule "
     "at 89 FR 7700. The rule at 89 FR 7700 is again effective.", "yes"),
    ("On June 10, 2024, the court vacated the rule published April 1, 2024 (89 FR 15000), which had delayed the rule "
     "at 89 FR 7700. The agency asks whether the rule at 89 FR 7700 is now in effect.", "doubt"),
    ("On June 10, 2024, the court vacated the rule published April 1, 2024 (89 FR 15000), which had delayed the rule "
     "at 89 FR 7700. The rule at 89 FR 7700 is now in effect only for kilns.", "doubt"),
))  # fmt: skip
def test_a_rule_whose_delay_is_vacated_is_now_in_effect(summary: str, status: str) -> None:
    told = act(TITLE, "Final rule; notification of court decision.", "July 10, 2024.", summary)
    tracker = ledger(RULE, DELAY, told)
    assert [force(tracker, "89 FR 7700", day) for day in ("2024-06-12", "2024-08-01")] == [status, status]
    assert force(tracker, "89 FR 7700", "2024-06-01") in ("no", "doubt")


@each_row(("summary", "status"), (
    ("This rule removes the regulatory text it promulgated in a February 5, 2024 final rule (89 FR 7700), which a "
     "Federal district court set aside on June 10, 2024.", "no"),
    ("The agency removes part 60, which was added by the rule published February 5, 2024 (89 FR 7700). The United "
     "States District Court for the District of Oregon set the rule aside on June 10, 2024, with nationwide reach.",
     "no"),
    ("The agency published a rule on February 5, 2024 (89 FR 7700). The United States District Court for the District "
     "of Oregon declined to set the rule aside on June 10, 2024.", "yes"),
))  # fmt: skip
def test_what_a_court_set_aside_is_the_rule(summary: str, status: str) -> None:
    told = act(f"{TITLE}; Removal", "Final rule; technical amendment.", "Effective July 10, 2024.", summary)
    tracker = ledger(RULE, told)
    found = [force(tracker, "89 FR 7700", day) for day in ("2024-06-09", "2024-08-01")]
    assert found == ["yes", status] or (status == "yes" and "no" not in found)


@each_row(("summary", "after"), (
    ("The agency adopts as final, without change, a proposed rule rescinding the rule published February 5, 2024 (89 "
     "FR 7700).", "no"),
    ("The agency adopts as final, without change, a proposed rule rescinding the pilot established by the rule "
     "published February 5, 2024 (89 FR 7700).", "doubt"),
    ("This rule finalizes the proposed rule rescinding the rule published at 89 FR 7700.", "no"),
    ("The agency published a proposed rule rescinding the rule published at 89 FR 7700.", "doubt"),
    ("The agency declines to adopt as final a proposed rule rescinding the rule published at 89 FR 7700.", "doubt"),
))  # fmt: skip
def test_a_proposal_that_is_adopted_does_what_it_proposed(summary: str, after: str) -> None:
    told = act(f"{TITLE}; Rescission", "Final rule; rescission.", "This rule is effective August 1, 2024.", summary)
    tracker = ledger(RULE, told)
    assert [force(tracker, "89 FR 7700", day) for day in ("2024-07-20", "2024-09-01")] in (
        ["yes", after],
        ["doubt"] * 2,
    )
    assert after == "doubt" or force(tracker, "89 FR 7700", "2024-09-01") == after


# --- provisions whose delay is over -----------------------------------------------------------------------------------

OVER = (  # DATES; the force of a delayed section on October 20, and on December 1, 2024
    ("The delay of 30 CFR 60.12, 60.14, and 61.3(b) is lifted. Those provisions took effect on October 16, 2024.",
     "yes yes"),
    ("The delay of the effective date of §§ 60.12, 60.14, and 61.3(b) is lifted. These sections have been in effect "
     "since October 16, 2024.", "yes yes"),
    ("The delay of §§ 60.12 and 60.14 is withdrawn. Those provisions took effect on October 16, 2024.", "yes yes"),
    ("The delay of §§ 60.12 and 60.14 of the rule published at 89 FR 7700 has been lifted. Those provisions took "
     "effect on October 16, 2024.", "yes yes"),
    ("The delay of §§ 60.12 and 60.14 is lifted as of October 16, 2024.", "yes yes"),
    ("The delay published at 89 FR 25410 is lifted. The delayed provisions took effect on October 16, 2024.",
     "doubt doubt"),
    ("The delay of §§ 60.12 and 60.14 is lifted.", "no doubt"),
    ("The delay of § 60.14 is lifted. Those provisions took effect on October 16, 2024.", "no no"),
    ("The delay of §§ 60.12 and 60.14 is not lifted. Those provisions take effect on October 16, 2025.", "no no"),
)  # fmt: skip


@each_row(("dates", "after"), OVER)
def test_provisions_are_in_effect_whose_delay_the_sentence_before_ends(dates: str, after: str) -> None:
    cfr = [{"title": 30, "part": 60}, {"title": 30, "part": 61}]
    delay = act(
        f"{TITLE}; Delay", "Final rule; partial delay.", "As of March 11, 2024, the effective date of §§ 60.12, 60.14, "
        "and 61.3(b) in the rule published February 5, 2024, at 89 FR 7700, is delayed until further notice.",
        publication_date="2024-03-11", cfr_references=cfr,
    )  # fmt: skip
    summary = (
        "On October 1, 2024, a court held that the delay (89 FR 25410) was unlawful. This document is about provisions "
        "of the rule published February 5, 2024, at 89 FR 7700."
    )
    lifted = act(
        "Guidance on Some Provisions on Kilns", "Notification; lifting of delay.", dates, summary, type="Notice",
        document_number="2024-90002", publication_date="2024-11-11", citation="89 FR 88000", cfr_references=cfr,
    )  # fmt: skip
    tracker = ledger({**RULE, "cfr_references": cfr}, delay, lifted)
    days = ("2024-09-01", "2024-10-20", "2024-12-01")
    assert [force(tracker, "89 FR 7700", day, scope="30 CFR 60.12") for day in days] == ["no", *after.split()]
    assert after == "doubt doubt" or force(tracker, "89 FR 7700", "2024-12-01", scope="30 CFR 60.90") == "yes"


# --- comments ---------------------------------------------------------------------------------------------------------


@each_row(("dates", "summary", "told"), (
    ("Applicable July 10, 2024.", "Interested parties are invited to comment on these results no later than August 9, "
     "2024.", ["2024-08-09"]),
    ("Applicable July 10, 2024.", "Interested parties are invited to submit comments by August 9, 2024.",
     ["2024-08-09"]),
    ("Applicable July 10, 2024. Comments must be received by August 12, 2024.", "Parties are invited to comment no "
     "later than August 9, 2024.", ["2024-08-12"]),
    ("Applicable July 10, 2024.", "Parties were invited to comment no later than August 9, 2024.", []),
    ("Applicable July 10, 2024.", "Comments on an earlier notice were due by July 30, 2024.", []),
    ("Applicable July 10, 2024.", "The comment period on the rule at 89 FR 7700 closes on August 9, 2024.", []),
))  # fmt: skip
def test_comments_that_only_summary_asks_for(dates: str, summary: str, told: list[str]) -> None:
    row = act("Couplings From Utopia: Preliminary Results", "Notice.", dates, summary, type="Notice")
    assert [on for _, _, on in events(ledger(row), "open_comment")] == told
