"""What a final rule does by adopting a proposal, and what a rule does that a court's act on its delay brought in."""

from __future__ import annotations

from tests.rows import each_row
from tests.sources.federal_register.test_moved_or_paused import LATE, RULE, SHORT, TITLE, act
from tests.sources.federal_register.test_what_is_over import force, ledger

CITED = "the final rule published February 5, 2024 (89 FR 7700)"
OWN = "This final rule is effective August 9, 2024."
HEADING = (f"{TITLE}; Rescission", "Final rule; rescission.")


@each_row("summary", (
    "The agency adopts as final, without change, a proposed rule rescinding the Kiln Dust Records Program established "
    f"by {CITED}.",
    f"We are adopting as a final rule, with minor changes, the proposed rule to rescind {CITED}.",
    f"This rule finalizes the proposed rescission of {CITED}.",
    f"This rule finalizes our proposal to rescind {CITED}.",
    f"This action finalizes the Department of Labor's proposal to rescind {CITED}.",
    f"This action finalizes EPA's April 2024 proposal to rescind {CITED}.",
    f"This final rule adopts the Fish and Wildlife Service’s proposal to repeal {CITED}.",
    f"The proposed rule that would have rescinded {CITED} is adopted as final without change.",
    f"The agency makes final the proposed repeal of {CITED}.",
    f"As proposed, this rule rescinds {CITED}.",
))  # fmt: skip
def test_what_an_adopted_proposal_does_is_done_on_the_day_of_its_rule(summary: str) -> None:
    tracker = ledger(RULE, act(*HEADING, OWN, summary))
    days = ("2024-07-20", "2024-08-08", "2024-08-09", "2024-12-01")
    assert [force(tracker, "89 FR 7700", day) for day in days] == ["yes", "yes", "no", "no"]


@each_row("summary", (
    f"The agency declines to adopt as final the proposed rule rescinding {CITED}.",
    f"The agency is not adopting the proposal to rescind {CITED}.",
    f"This action does not finalize the Department of Labor's proposal to rescind {CITED}.",
    f"This action responds to comments on the Department of Labor's proposal to rescind {CITED}.",
    f"This action partially finalizes the Department of Labor's proposal to rescind {CITED}.",
    f"The agency would adopt as final the proposed rule rescinding {CITED}.",
    f"The agency adopts as final in part a proposed rule rescinding {CITED}.",
    f"The agency adopts as final {CITED}, and withdraws the proposed rule rescinding it.",
))  # fmt: skip
def test_what_a_proposal_would_do_that_is_not_adopted_is_not_done(summary: str) -> None:
    tracker = ledger(RULE, act(TITLE, "Final rule.", OWN, summary))
    assert force(tracker, "89 FR 7700", "2024-12-01") in ("yes", "doubt")


@each_row("summary", (
    f"This final rule adopts part of the proposal to rescind {CITED}.",
    f"The agency is finalizing in part its proposal to rescind {CITED}.",
    f"The agency is not finalizing the removal of {CITED}.",
    f"The agency is not finalizing the rescission of {CITED}, at this time.",
    f"The agency is not, at this time, rescinding {CITED}.",
    f"This rule finalizes some of the changes in the proposed rule that would have rescinded {CITED}.",
    f"The agency adopts a portion of the proposed repeal of {CITED}.",
    f"This rule partially finalizes the proposal to rescind {CITED}.",
    f"The agency adopts, with the exception of the repeal of § 60.12, the proposal to rescind {CITED}.",
    f"The proposed rule that would have rescinded {CITED} is adopted in part and withdrawn in part.",
    f"The agency adopts as final only those portions of the proposal to rescind {CITED} that concern lamps.",
    f"The agency has decided not to finalize the rescission of {CITED}.",
    f"The agency is deferring action on the proposed rescission of {CITED}.",
    f"The agency adopts the first of the two actions in the proposal to rescind {CITED}.",
    f"The agency adopts a narrower version of the proposal to rescind {CITED}.",
    f"The agency proposed to rescind {CITED}. This rule adopts part of that proposal.",
    f"This final rule completes part of the rescission of {CITED} that the agency proposed.",
    f"This action finalizes two of the three parts of the proposal to rescind {CITED}.",
    f"This rule retains {CITED}, and does not finalize its removal.",
    f"The agency finalizes the proposal, in part, to rescind {CITED}.",
    f"The agency adopts the proposed repeal of {CITED} for oil kilns and does not adopt it for coal kilns.",
    f"The agency reopens the question of the rescission of {CITED}.",
    f"Instead of finalizing the rescission of {CITED}, the agency revises § 60.12.",
    f"The agency finalizes most of the proposal to rescind {CITED}.",
    f"The agency finalizes the proposal to rescind {CITED} as modified: § 60.12 and § 60.13 remain.",
    f"The agency finalizes its proposal to rescind § 60.12 of {CITED}.",
))  # fmt: skip
def test_a_proposal_that_is_not_adopted_whole_does_not_end_the_rule(summary: str) -> None:
    for title, action in (HEADING, (f"{TITLE}; Amendments", "Final rule.")):
        tracker = ledger(RULE, act(title, action, OWN, summary))
        for scope in (None, "30 CFR 60.99"):
            assert force(tracker, "89 FR 7700", "2024-12-01", scope=scope) != "no", (title, scope)


def test_an_adopted_proposal_is_done_whatever_its_heading_and_a_part_of_one_is_in_doubt() -> None:
    heading = (f"{TITLE}; Amendments", "Final rule.")
    whole = ledger(RULE, act(*heading, OWN, f"The agency finalizes the proposal to rescind {CITED}, in its entirety."))
    part = ledger(RULE, act(*heading, OWN, f"The agency adopts in part the proposal to rescind {CITED}."))
    assert (force(whole, "89 FR 7700", "2024-12-01"), force(part, "89 FR 7700", "2024-12-01")) == ("no", "doubt")


DELAY = act(
    f"{TITLE}; Delay", "Final rule; delay of effective date.",
    "The effective date of the rule published at 89 FR 7700 is delayed indefinitely.",
    document_number="2024-80002", publication_date="2024-05-06", citation="89 FR 19900",
)  # fmt: skip


@each_row(("summary", "since"), (
    ("On June 26, 2024, the court vacated the rule published May 6, 2024 (89 FR 19900), which had indefinitely delayed "
     f"the effective date of {CITED}. The mandate issued July 3, 2024. Accordingly, the February 5, 2024 final rule is "
     "now in effect.", "2024-07-03"),
    ("On June 26, 2024, the court vacated the May 6, 2024, delay rule (89 FR 19900). As a result, the rule published "
     "at 89 FR 7700 has taken effect.", "2024-06-26"),
))  # fmt: skip
def test_a_rule_whose_delay_was_vacated_is_in_effect_where_it_is_so_now(summary: str, since: str) -> None:
    tracker = ledger(LATE, DELAY, act(f"{TITLE}; Court Decision", "Notification of court decision.", "", summary))
    assert [force(tracker, "89 FR 7700", day) for day in ("2024-06-25", since)] == ["no", "yes"]


@each_row(
    "ending", ("The rule is not now in effect.", "The agency will announce when the rule (89 FR 7700) is in effect.")
)
def test_a_rule_whose_delay_was_vacated_and_that_is_not_said_to_be_in_effect_is_in_doubt(ending: str) -> None:
    summary = f"On June 26, 2024, the court vacated the rule published at 89 FR 19900, which delayed {CITED}. {ending}"
    tracker = ledger(LATE, DELAY, act(f"{TITLE}; Court Decision", "Notification of court decision.", "", summary))
    assert "unread" in tracker.state("89 FR 7700", "2024-12-01", "2024-12-01").flags


@each_row("summary", (
    "This rule removes the regulatory text it promulgated in a February 5, 2024 final rule (89 FR 7700), which a "
    "Federal court set aside on July 1, 2024.",
    "This rule removes the text that the agency added by the rule published at 89 FR 7700, which a court vacated on "
    "July 1, 2024.",
    "This rule removes part 60, which was added by the rule published at 89 FR 7700. The United States District Court "
    "for the District of Maine set the rule aside on July 1, 2024, with nationwide reach.",
    "On July 1, 2024, the District Court for the District of Maine set that final rule (89 FR 7700) aside in full.",
))  # fmt: skip
def test_a_court_sets_a_rule_aside_whose_text_is_taken_out(summary: str) -> None:
    tracker = ledger(RULE, act(f"{TITLE}; Removal", "Final rule; removal of regulatory text.", OWN, summary))
    assert [force(tracker, "89 FR 7700", day) for day in ("2024-06-30", "2024-07-01", "2024-12-01")] == [
        "yes",
        "no",
        "no",
    ]


@each_row("what", ("the case", "money", "the motion to vacate it"))
def test_what_else_a_court_sets_aside_leaves_the_rule(what: str) -> None:
    summary = f"The agency published the rule at 89 FR 7700. A court set {what} aside on July 1, 2024."
    tracker = ledger(RULE, act(f"{TITLE}; Removal", "Final rule; removal of regulatory text.", OWN, summary))
    assert force(tracker, "89 FR 7700", "2024-12-01") in ("yes", "doubt")


@each_row("dates", (
    "The dates of the temporary final rule published at 89 FR 7700 are changed to May 10, 2027, through June 30, 2027.",
    "The effective period of the temporary rule published at 89 FR 7700 is changed from April 5, 2024, through "
    "December 31, 2026, to May 10, 2027, through June 30, 2027.",
))  # fmt: skip
def test_dates_that_are_changed_have_a_new_end_too(dates: str) -> None:
    moved = act(
        f"{TITLE}; Change of Dates", "Temporary final rule; change of dates.", dates, publication_date="2024-03-01"
    )
    tracker = ledger(SHORT, moved)
    days = ("2026-10-01", "2027-05-09", "2027-05-10", "2027-06-30", "2027-07-01")
    assert [force(tracker, "89 FR 7700", day) for day in days] == ["no", "no", "yes", "yes", "no"]


@each_row(("summary", "then"), (
    ("Under an order of the Ninth Circuit, the agency reinstates the rule published at 89 FR 7700, which a court had "
     "vacated on June 3, 2024.", "yes"),
    ("A court vacated the rule published at 89 FR 7700 on June 3, 2024. The agency reinstates the rules as they were.",
     "no"),
    ("The agency reinstates the regulations that were in place before the rule published at 89 FR 7700, which a court "
     "had vacated on June 3, 2024.", "no"),
))  # fmt: skip
def test_a_rule_that_had_been_vacated_is_in_force_again_once_it_is_reinstated(summary: str, then: str) -> None:
    again = act(f"{TITLE}; Reinstatement", "Final rule; reinstatement.", OWN, summary)
    assert force(ledger(RULE, again), "89 FR 7700", "2024-12-01") == then


def test_what_a_proposal_would_have_done_that_is_withdrawn_leaves_the_rule() -> None:
    back = act(
        f"{TITLE}; Withdrawal", "Withdrawal of proposed rule.", "July 10, 2024.",
        "The agency withdraws the proposed rule published June 3, 2024 (89 FR 20900), to rescind the rule published "
        "at 89 FR 7700.", type="Proposed Rule",
    )  # fmt: skip
    assert force(ledger(RULE, back), "89 FR 7700", "2024-12-01") == "yes"


def test_a_list_that_begins_within_brackets_is_not_all_of_it() -> None:
    delay = act(
        f"{TITLE}; Partial Delay", "Final rule; partial delay.",
        "Amendatory instruction 3 (adding 30 CFR part 61) and amendatory instruction 5 (revising 30 CFR 60.2) of the "
        "rule published at 89 FR 7700 are delayed until October 1, 2024.", publication_date="2024-03-01",
    )  # fmt: skip
    two = {**LATE, "cfr_references": [{"title": 30, "part": 60}, {"title": 30, "part": 61}]}
    assert (
        "scope_unread" in ledger(two, delay).state("89 FR 7700", "2024-08-01", "2024-12-01", scope="30 CFR 61.3").flags
    )
