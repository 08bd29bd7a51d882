"""Ends that may come after their day, sections that wait while the rest begins, and the days of courts' stays."""

from __future__ import annotations

from tests.rows import each_row
from tests.sources.federal_register.test_carried import OLD, act
from tests.sources.federal_register.test_what_is_over import force, ledger

BEGIN = "This interim final rule is effective July 22, 2019, "
MAY_LAST = (  # in force until December 31, 2020, and nobody knows whether it is after that
    "until the later of December 31, 2020, or the end of the emergency.",
    "and will cease to be in effect on the later of December 31, 2020, or the end of the emergency.",
    "until December 31, 2020, or the end of the emergency, whichever is later.",
    "through December 31, 2020, or until the emergency ends, whichever comes later.",
    "and expires on December 31, 2020, or on the last day of the emergency, whichever occurs last.",
    "and will remain in effect until the latest of December 31, 2020, the end of the emergency, or a new rule.",
)


@each_row("end", MAY_LAST)
def test_an_end_that_an_event_puts_off_is_not_sure(end: str) -> None:
    tracker = ledger({**OLD, "dates": BEGIN + end, "action": "Interim final rule."})
    assert tracker.state("84 FR 22801", "2020-12-01").force == "yes"
    assert tracker.state("84 FR 22801", "2021-03-01").force == "unknown"


def test_an_end_that_an_event_brings_sooner_stays_one() -> None:
    end = "until December 31, 2020, or the end of the emergency, whichever is earlier."
    tracker = ledger({**OLD, "dates": BEGIN + end, "action": "Interim final rule."})
    assert tracker.state("84 FR 22801", "2021-03-01").force == "no"


WAITS = (  # of a rule that is effective July 22, 2019: one section is not before October 1
    "except that 24 CFR 91.20 shall not be effective until October 1, 2019.",
    "with the exception of 24 CFR 91.20, which will not take effect until October 1, 2019.",
    "except for 24 CFR 91.20, which is not effective until October 1, 2019.",
    "except § 91.20, which does not become effective before October 1, 2019.",
)


@each_row("rest", WAITS)
def test_what_is_not_in_effect_until_a_day_begins_on_it(rest: str) -> None:
    later = act(
        f"The final rule published May 20, 2019, at 84 FR 22801, is effective July 22, 2019, {rest}", "2019-07-10"
    )
    for tracker in (ledger({**OLD, "dates": f"This rule is effective July 22, 2019, {rest}"}), ledger(OLD, later)):
        days = ("2019-08-15", "2019-10-15")
        assert [force(tracker, "84 FR 22801", on, scope="24 CFR 91.20") for on in days] == ["no", "yes"]
        assert [force(tracker, "84 FR 22801", on, scope="24 CFR 91.10") for on in days] == ["yes", "yes"]


STAYED = (  # by a court, on April 22, 2024
    "The rule published May 20, 2019 (84 FR 22801), has been stayed since April 22, 2024.",
    "The rule published May 20, 2019 (84 FR 22801), was stayed on April 22, 2024, by the Sixth Circuit.",
    "The rule published at 84 FR 22801 has been stayed by the Sixth Circuit since April 22, 2024.",
)
LIFTED = (  # on September 27, 2024
    "On September 27, 2024, the Sixth Circuit dissolved its April 22, 2024, stay of the rule at 84 FR 22801.",
    "The stay of the rule published at 84 FR 22801, which the Sixth Circuit entered on April 22, 2024, was vacated by "
    "the court on September 27, 2024.",
    "The Sixth Circuit's stay of the rule published at 84 FR 22801 was dissolved on September 27, 2024.",
)


@each_row("dates", STAYED)
def test_a_stay_begins_on_the_day_since_which_it_lasts(dates: str) -> None:
    tracker = ledger(OLD, act(dates, "2024-04-26", action="Notice of stay."))
    assert [force(tracker, "84 FR 22801", on) for on in ("2024-04-21", "2024-04-23", "2024-06-03")] == [
        "yes",
        "no",
        "no",
    ]


@each_row("told", LIFTED)
def test_a_stay_ends_on_the_day_on_which_it_is_dissolved(told: str) -> None:
    stay = act(STAYED[1], "2024-04-26", action="Notice of stay.")
    tracker = ledger(OLD, stay, act("October 4, 2024.", "2024-10-04", action="Notice; stay dissolved.", abstract=told))
    days = ("2024-06-03", "2024-09-26", "2024-09-30", "2024-10-15")
    assert [force(tracker, "84 FR 22801", on) for on in days] == ["no", "no", "yes", "yes"]


def test_a_day_that_cannot_be_that_of_the_page_is_that_of_the_court() -> None:
    stay = act(STAYED[1], "2024-04-26", action="Notice of stay.")
    told = "The Sixth Circuit vacated its stay of the rule published at 84 FR 22801 on September 27, 2024."
    tracker = ledger(OLD, stay, act("October 4, 2024.", "2024-10-04", action="Notice; stay dissolved.", abstract=told))
    assert [force(tracker, "84 FR 22801", on) for on in ("2024-09-26", "2024-09-30")] == ["no", "yes"]


WAIVER = {
    **OLD, "type": "Notice", "action": "Notice.", "title": "Waiver of Kiln Fees",
    "dates": "This waiver is effective from August 19, 2019, through October 1, 2024.",
    "abstract": "The Department waives fees.",
}  # fmt: skip
ENDS = (  # on July 1, 2024, which was read, or is in doubt
    ("The waiver published at 84 FR 22801 (May 20, 2019) will now end on July 1, 2024.", "no"),
    ("The waiver of fees published on May 20, 2019, at 84 FR 22801, ends on July 1, 2024.", "no"),
    ("The Department announces that what was published at 84 FR 22801 will no longer be in effect on July 1, 2024.",
     "doubt"),
)  # fmt: skip


@each_row(("told", "expected"), ENDS)
def test_an_end_of_a_notice_that_is_told_later_is_read_or_doubted(told: str, expected: str) -> None:
    fields = {"type": "Notice", "action": "Notice.", "title": "Kiln Fees After the Emergency"}
    later = act("March 6, 2024.", abstract=told, **fields) if expected == "doubt" else act(told, **fields)
    tracker = ledger(WAIVER, later)
    assert force(tracker, "84 FR 22801", "2024-08-01") == expected
    assert force(tracker, "84 FR 22801", "2024-08-01", "2024-02-01") == "yes"


def test_a_section_that_an_announcement_names_and_nobody_dates_is_in_doubt() -> None:
    rule = {
        **OLD,
        "dates": "Effective July 22, 2019, except for 24 CFR 91.10 and 91.20, which are delayed indefinitely.",
    }
    told = (
        "Effective March 6, 2024. 24 CFR 91.10, published at 84 FR 22801, becomes effective on that day. 24 CFR 91.20"
    )
    later = act(f"{told} remains delayed indefinitely.", action="Final rule; announcement of effective date.")
    tracker = ledger(rule, later)
    assert force(tracker, "84 FR 22801", "2024-04-01", scope="24 CFR 91.10") in ("doubt", "yes")
    assert force(tracker, "84 FR 22801", "2024-04-01", scope="24 CFR 91.20") == "no"


FOR_A_TERM = (  # stayed from April 22 to July 20, 2024
    "Effective April 22, 2024, the Department is pausing the rule published May 20, 2019, at 84 FR 22801, for 90 days.",
    "Effective April 22, 2024, the rule published May 20, 2019, at 84 FR 22801, is stayed for a period of 90 days.",
)


@each_row("dates", FOR_A_TERM)
def test_a_pause_for_a_number_of_days_ends_after_them(dates: str) -> None:
    tracker = ledger(OLD, act(dates, "2024-04-22", action="Final rule; stay."))
    states = [tracker.state("84 FR 22801", on).force for on in ("2024-04-21", "2024-07-20", "2024-07-21")]
    assert states == ["yes", "no", "yes"]


def test_what_is_reinstated_was_stayed_at_a_time_that_nobody_told() -> None:
    dates = "Effective June 5, 2024, the rule published May 20, 2019, at 84 FR 22801, is reinstated."
    tracker = ledger(OLD, act(dates, "2024-06-05", action="Final rule; reinstatement."))
    assert [force(tracker, "84 FR 22801", on) for on in ("2024-05-01", "2024-06-10")] == ["doubt", "yes"]


TERM = {**OLD, "dates": "This rule is effective from July 22, 2019, through October 31, 2024."}
SHORTENED = (
    ("The ending date of the rule published at 84 FR 22801 is changed from October 31, 2024, to July 15, 2024.",
     ("yes", "no", "no")),
    ("The temporary permits are as before.", ("yes", "yes", "no")),
)  # fmt: skip


@each_row(("dates", "expected"), SHORTENED)
def test_an_ending_date_that_is_changed_is_an_end(dates: str, expected: tuple[str, ...]) -> None:
    tracker = ledger(
        {**TERM, "action": "Temporary final rule."}, act(dates, "2024-06-05", action="Temporary final rule.")
    )
    days = ("2024-07-01", "2024-08-01", "2024-12-02")
    assert tuple(tracker.state("84 FR 22801", on).force for on in days) == expected


def test_a_rule_that_is_continued_in_words_that_were_not_read_is_in_doubt() -> None:
    told = "The Department continues the permits of the rule published at 84 FR 22801, which would have ended soon."
    rule = {**TERM, "action": "Temporary final rule."}
    later = act(
        "Effective June 5, 2024, through January 31, 2025.", "2024-06-05", action="Temporary final rule.", abstract=told
    )
    assert force(ledger(rule, later), "84 FR 22801", "2024-12-02") == "doubt"


OF_A_LENGTH = (
    "The Department announces a 90-day stay of the rule published at 84 FR 22801.",
    "The Department stays for three months the rule published at 84 FR 22801, pending reconsideration.",
)


@each_row("told", OF_A_LENGTH)
def test_a_stay_of_a_length_that_was_not_counted_is_in_doubt(told: str) -> None:
    tracker = ledger(OLD, act("April 22, 2024.", "2024-04-22", action="Final rule; stay.", abstract=told))
    assert force(tracker, "84 FR 22801", "2024-12-02") == "doubt"
    endless = told.replace("a 90-day stay", "a stay").replace("for three months ", "")
    tracker = ledger(OLD, act("April 22, 2024.", "2024-04-22", action="Final rule; stay.", abstract=endless))
    assert force(tracker, "84 FR 22801", "2024-12-02") == "no"
