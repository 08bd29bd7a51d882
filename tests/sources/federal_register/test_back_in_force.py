"""How a stay is told to be over, and that it is not: after the day no answer is sure that the rule is still stayed."""

from __future__ import annotations

from tests.rows import each_row
from tests.sources.federal_register.test_moved_or_paused import LATE, RULE, TITLE, act
from tests.sources.federal_register.test_what_is_over import force, ledger

CITED = "the final rule published February 5, 2024 (89 FR 7700)"
THE_RULE = f"The {CITED.removeprefix('the ')}"
D = "August 1, 2024"
HEADINGS = (
    (f"{TITLE}; Notification", "Notification."),
    (TITLE, "Final rule."),
    (f"{TITLE}; End of Stay", "Final rule."),
)
STAY = act(
    f"{TITLE}; Stay", "Final rule; stay.", f"Effective May 6, 2024, {CITED}, is stayed until further notice.",
    document_number="2024-80002", publication_date="2024-05-06", citation="89 FR 19900",
)  # fmt: skip


@each_row("dates", (
    f"{THE_RULE}, resumes effect on {D}.",
    f"{THE_RULE}, takes effect again on {D}.",
    f"{THE_RULE}, goes back into effect on {D}.",
    f"{THE_RULE}, returns to effect on {D}.",
    f"{THE_RULE}, is no longer stayed as of {D}.",
    f"The stay of {CITED}, dissolves on {D}.",
    f"The stay of {CITED}, lapses on {D}.",
    f"The stay of {CITED}, terminates on {D}.",
    f"The stay of {CITED}, is over on {D}.",
    f"The stay of {CITED}, will end on {D}, and the rule takes effect that day.",
    f"The stay published at 89 FR 19900 dissolves on {D}.",
    f"Effective {D}, {CITED}, is in effect again.",
    f"Effective {D}, {CITED}, resumes.",
    f"Effective {D}, the suspension of {CITED}, ceases.",
    f"Beginning {D}, {CITED}, is again in force.",
    f"As of {D}, {CITED}, is no longer suspended.",
    f"The requirements of {CITED}, apply again from {D}.",
    f"Operation of {CITED}, resumes {D}.",
    f"The stay of {CITED}, concludes on {D}.",
    f"{THE_RULE}, comes back into force on {D}.",
    f"{THE_RULE}, becomes operative again on {D}.",
    f"{THE_RULE}, ceases to be stayed on {D}.",
    f"Effective {D}, the stay of {CITED}, no longer applies.",
))  # fmt: skip
def test_a_stay_that_is_over_is_not_told_for_sure_to_go_on(dates: str) -> None:
    for title, action in HEADINGS:
        tracker = ledger(RULE, STAY, act(title, action, dates))
        asked = [force(tracker, "89 FR 7700", day) for day in ("2024-05-02", "2024-07-08", "2024-08-05")]
        assert asked[0] in ("yes", "doubt"), title
        assert asked[1] in ("no", "doubt"), title
        assert asked[2] in ("yes", "doubt"), title


@each_row("dates", (
    f"The stay of {CITED}, terminates no earlier than {D}.",
    f"The stay of {CITED}, terminates {D}, at the earliest.",
    f"The stay of {CITED}, will not end before {D}.",
    f"The stay of {CITED}, does not dissolve on {D}.",
    f"{THE_RULE}, will not resume effect on {D}.",
    f"If the court rules, the stay of {CITED}, dissolves on {D}.",
    f"The agency proposes that {CITED}, resume effect on {D}.",
    f"The comment period on the stay of {CITED}, terminates on {D}.",
    f"The authority to stay {CITED}, lapses on {D}.",
    f"The stay of {CITED}, would have lapsed on {D}; it is extended indefinitely.",
    f"The stay of {CITED}, was to end on {D}, and is continued until further notice.",
    f"The stay of § 60.12 of {CITED}, dissolves on {D}.",
    f"The stay of {CITED}, may be lifted on {D}.",
    f"The stay of {CITED}, ends on {D}, or when the court rules, whichever is later.",
))  # fmt: skip
def test_what_may_end_a_stay_ends_none_for_sure(dates: str) -> None:
    for title, action in HEADINGS[:2]:
        tracker = ledger(RULE, STAY, act(title, action, dates))
        assert force(tracker, "89 FR 7700", "2024-08-05", scope="30 CFR 60.99") != "yes", title


@each_row("until", (f"until no earlier than {D}", f"until at least {D}", f"until {D}, at the earliest"))
def test_the_earliest_day_is_not_the_day(until: str) -> None:
    dates = f"The effective date of {CITED}, is delayed {until}."
    delayed = act(f"{TITLE}; Delay", "Final rule; delay of effective date.", dates, publication_date="2024-05-06")
    assert force(ledger(LATE, delayed), "89 FR 7700", "2024-09-01") == "doubt"


def test_what_a_document_says_of_a_rule_that_it_cites_is_not_doubted_before_it_was_said() -> None:
    told = act(TITLE, "Final rule.", f"The requirements of {CITED}, apply again from {D}.")
    assert force(ledger(RULE, STAY, told), "89 FR 7700", "2024-05-02") == "yes"


@each_row(("title", "dates", "expected"), (
    (f"{TITLE}; Lifting of Postponement", f"The postponement published at 89 FR 19900 is lifted, and {CITED}, is "
     f"effective {D}.", "yes"),
    (f"{TITLE}; Lifting of Stay", f"{THE_RULE}, is effective {D}.", "yes"),
    (TITLE, f"{THE_RULE}, is effective {D}.", "doubt"),
    (f"{TITLE}; Announcement of Effective Date", f"The effective date of {CITED}, is {D}.", "doubt"),
    (f"{TITLE}; Correction", f"This correction is effective {D}.", "no"),
))  # fmt: skip
def test_a_stayed_rule_begins_again_only_where_its_stay_is_told_to_be_over(
    title: str, dates: str, expected: str
) -> None:
    tracker = ledger(RULE, STAY, act(title, "Final rule.", dates))
    stayed, after = (force(tracker, "89 FR 7700", day) for day in ("2024-05-07", "2024-08-05"))
    assert (stayed in ("no", "doubt"), after) == (True, expected)


def test_a_correction_that_tells_of_force_leaves_it_in_doubt() -> None:
    delay = f"The effective date of {CITED}, is delayed indefinitely."
    waits = act(f"{TITLE}; Delay", "Final rule; delay of effective date.", delay, document_number="2024-80002",
                publication_date="2024-05-06", citation="89 FR 19900")  # fmt: skip
    told = f"The postponement of the rule published at 89 FR 7700 was held unlawful on {D}."
    corrects = act(f"{TITLE}; Correction", "Final rule; correction.", told, document_number="2024-80009",
                   publication_date="2024-09-03", citation="89 FR 70900")  # fmt: skip
    assert force(ledger(LATE, waits), "89 FR 7700", "2024-09-10") == "no"
    assert force(ledger(LATE, waits, corrects), "89 FR 7700", "2024-09-10") == "doubt"


@each_row("stayed", (
    "The rule's effective date had been stayed by the court on May 10, 2024.",
    "The rule had been stayed by the court on May 10, 2024.",
    "The rule was stayed by the court on May 10, 2024.",
    "The effective date of the rule was stayed by the court on May 10, 2024.",
    "On May 10, 2024, the court had stayed the rule.",
))  # fmt: skip
def test_what_a_court_had_stayed_was_not_in_force_until_it_was_vacated(stayed: str) -> None:
    vacated = (
        "This rule is effective October 4, 2024. On September 16, 2024, the U.S. District Court for the Northern "
        f"District of Texas vacated {CITED}."
    )
    summary = f"This action removes from the Code of Federal Regulations what the rule added. {stayed}"
    removal = act(f"{TITLE}; Vacatur", "Final rule; removal of vacated provisions.", vacated, summary,
                  document_number="2024-90000", publication_date="2024-10-04", citation="89 FR 80000")  # fmt: skip
    asked = [force(ledger(RULE, removal), "89 FR 7700", day) for day in ("2024-05-06", "2024-07-01", "2024-09-20")]
    assert asked == ["yes", "no", "no"]


def test_an_end_that_a_court_postpones_is_ended_by_nobody() -> None:
    ends = act(f"Termination of {TITLE}", "Final rule.", f"Effective August 1, 2024, {CITED}, is rescinded.",
               document_number="2024-80002", publication_date="2024-05-06", citation="89 FR 19900")  # fmt: skip
    postponed = act(
        f"Termination of {TITLE}; Court Order", "Notice.", "The effective date of the termination announced at 89 FR "
        "19900 on May 6, 2024, is postponed as of July 15, 2024, pending further order of the court.",
        document_number="2024-80003", publication_date="2024-07-22", citation="89 FR 40900",
    )  # fmt: skip
    assert force(ledger(RULE, ends), "89 FR 7700", "2024-08-05") == "no"
    assert force(ledger(RULE, ends, postponed), "89 FR 7700", "2024-08-05") in ("yes", "doubt")


def test_what_is_stayed_is_of_the_rule_whose_date_is_otherwise_unchanged() -> None:
    dates = (
        "Effective May 6, 2024, 15 CFR 744.9(b) is stayed until August 1, 2024. The effective date of "
        f"{CITED} has not otherwise changed and remains May 6, 2024."
    )
    paused = act(f"{TITLE} Reconsideration", "Final rule; reconsideration and stay of effective date.", dates,
                 document_number="2024-80002", publication_date="2024-05-06", citation="89 FR 19900")  # fmt: skip
    assert force(ledger(paused), "89 FR 7700", "2024-06-10", scope="15 CFR 744.9(b)") in ("no", "doubt")
