"""A rule that is stayed or delayed pending review, whatever is said of a day that another document will announce."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import ledger

CFR = [{"title": 17, "part": 210}, {"title": 17, "part": 229}]
RULE = {
    "document_number": "2031-80001", "publication_date": "2031-05-15", "citation": "96 FR 15402",
    "title": "Reports by Kilns", "action": "Final rule.", "dates": "The final rules are effective July 14, 2031.",
    "effective_on": "2031-07-14", "abstract": "EPA requires reports.", "cfr_references": CFR,
}  # fmt: skip


def asked(dates: str, abstract: str, rule: dict[str, Any] = RULE, **fields: Any) -> tuple[str, bool]:
    """In force in September 2031, and whether that is doubted."""
    pause = {
        "title": "Reports by Kilns; Delay of Effective Date", "action": "Final rule; delay of effective date.",
        "dates": dates, "abstract": abstract, "cfr_references": CFR, **fields,
    }  # fmt: skip
    state = ledger(rule, pause).state("96 FR 15402", "2031-09-01", "2032-06-01")
    return str(state.force), bool({"unread", "date_unread", "scope_unread"} & set(state.flags))


STAYED = "As of June 5, 2031, the effective date of the final rules published at 96 FR 15402 is stayed pending review. "
DELAYS = "EPA ordered that its rules be stayed. Accordingly, this document delays the effective date of the rules."


@each_row(
    ("dates", "force"),
    [
        (f"{STAYED}EPA will publish a document at the conclusion of the stay addressing a new effective date.", "no"),
        (f"{STAYED}EPA will announce a new effective date. Comments are due by July 3, 2031.", "no"),
        (f"{STAYED}The new effective date is August 15, 2031.", "yes"),
        (f"{STAYED}The effective date is now October 15, 2031.", "no"),
    ],
)
def test_a_new_day_ends_the_pause_only_where_it_is_told(dates: str, force: str) -> None:
    assert asked(dates, DELAYS) == (force, False)


LISTED = (
    "Effective June 5, 2031, the effective date of the amendments to 17 CFR 229.1500 through 229.1502 and 17 CFR "
    "210.14-01, published at 96 FR 15402, is delayed pending the completion of judicial review."
)
ALL = "EPA is delaying the effective date of the rules adopted in Reports by Kilns (May 7, 2031), pending review."


def test_amendments_in_all_parts_are_all_of_a_rule_that_summary_delays() -> None:
    assert asked(LISTED, ALL) == ("no", False)


@each_row(
    ("dates", "abstract"),
    [
        (LISTED, "EPA is delaying the effective date of certain provisions of the rules, pending review."),
        (LISTED, f"{ALL} The other provisions of the rule remain in effect."),
        (LISTED, f"{ALL} The amendments to § 229.1600 took effect."),
        (LISTED.replace(" and 17 CFR 210.14-01", ""), ALL),
    ],
)
def test_else_they_are_a_part(dates: str, abstract: str) -> None:
    assert asked(dates, abstract)[0] == "partial"


def test_a_rule_on_more_parts_is_delayed_for_what_is_listed() -> None:
    more = {**RULE, "cfr_references": [*CFR, {"title": 17, "part": 249}]}
    assert asked(LISTED, ALL, more) == ("partial", False)


def test_the_rest_that_begins_is_told_of_and_leaves_the_delay_sure() -> None:
    dates = "The effective date for 17 CFR 229.1500, published at 96 FR 15402, is delayed until April 13, 2032."
    abstract = "EPA delays, in part, a rule. All other portions of the rules take effect on July 14, 2031."
    state = ledger(
        {**RULE, "document_number": "2031-80003", "citation": "96 FR 21000", "dates": dates, "abstract": abstract,
         "action": "Final rule; delay of effective date.", "effective_on": None},
    ).state("96 FR 21000", "2031-09-01", "2032-06-01")  # fmt: skip
    assert (str(state.force), "unread" in state.flags) == ("yes", False)


def test_a_notification_that_is_published_at_a_page_expires_whole() -> None:
    issued = {
        **RULE, "type": "Rule", "title": "Notification of Enforcement Discretion for Kilns", "effective_on": None,
        "action": "Notification of enforcement discretion.", "abstract": "EPA will not impose penalties meanwhile.",
        "dates": "The Notification of Enforcement Discretion went into effect on May 10, 2031, and will remain in "
        "effect until the Secretary declares that the emergency is over.",
    }  # fmt: skip
    over = {
        "document_number": "2031-90010", "publication_date": "2031-08-01", "citation": "96 FR 45000",
        "title": "Notice of Expiration of Certain Notifications", "action": "Notice of expiration.",
        "effective_on": None, "abstract": "The Notification will expire with the emergency.",
        "dates": "The Notification of Enforcement Discretion published at 96 FR 15402, May 15, 2031, expires at the "
        "end of the day on August 20, 2031.",
    }  # fmt: skip
    tracker = ledger(issued, over)
    states = [tracker.state("96 FR 15402", on, "2032-06-01") for on in ("2031-08-10", "2031-09-01")]
    assert [str(each.force) for each in states] == ["yes", "no"]
    assert "scope_unread" not in states[1].flags
