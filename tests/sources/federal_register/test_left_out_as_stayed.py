"""What a rule leaves out of its own day as stayed has not begun, until another document tells that it does."""

from __future__ import annotations

import datetime as dt
import itertools

from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded

NOW = dt.datetime(2032, 11, 27, 12, tzinfo=dt.UTC)
RULE = {
    "document_number": "2030-90001", "publication_date": "2030-05-07", "type": "Rule", "citation": "95 FR 24000",
    "title": "Kilns", "action": "Final rule.", "effective_on": "2030-07-08",
    "cfr_references": [{"title": 40, "part": 60}],
}  # fmt: skip
BEGINS = {
    **RULE, "document_number": "2030-90002", "publication_date": "2030-10-04", "citation": "95 FR 54000",
    "action": "Final rule; notification of effective date.", "effective_on": "2030-10-15",
    "abstract": "EPA announces that the Office of Management and Budget approved a collection (95 FR 24000).",
}  # fmt: skip
OWN = "This rule is effective July 8, 2030, except for 40 CFR 60.41(b)"
LEFT_OUT = (
    f"{OWN}, which is stayed until EPA announces approval of the information collection by the Office of Management.",
    f"{OWN}, which is stayed indefinitely.",
    f"{OWN}, which is suspended until further notice.",
    f"{OWN}, which contains a collection of information and is delayed until OMB approves it.",
)
TOLD = (
    "The stay of 40 CFR 60.41(b), published at 95 FR 24000 (May 7, 2030), is lifted, and that paragraph is effective "
    "October 15, 2030.",
    "The stay of 40 CFR 60.41(b), published at 95 FR 24000 (May 7, 2030), is lifted effective October 15, 2030.",
    "OMB approved the collection in 40 CFR 60.41(b), published at 95 FR 24000, on September 3, 2030. That paragraph is "
    "effective October 15, 2030.",
    "40 CFR 60.41(b), published at 95 FR 24000 on May 7, 2030, is effective October 15, 2030.",
)


@each_row(("dates", "told"), itertools.product(LEFT_OUT, TOLD))
def test_what_is_left_out_as_stayed_waits_for_its_day(dates: str, told: str) -> None:
    action = {"action": "Final rule; lift of stay."} if "stay" in told else {}
    tracker = recorded(({**RULE, "dates": dates}, {**BEGINS, "dates": told, **action}), NOW)
    days = ("2030-08-01", "2030-10-10", "2030-11-01")
    found = [tracker.state("95 FR 24000", on, on, scope="40 CFR 60.41(b)") for on in days]
    assert [str(each.force) for each in found] == ["no", "no", "yes"]
    assert not any(flag in each.flags for each in found for flag in ("unread", "scope_unread"))
    assert tracker.state("95 FR 24000", "2030-11-01", scope="40 CFR 60.41(a)").status == "in_force"


def test_what_is_left_out_as_stayed_until_a_day_begins_then() -> None:
    tracker = recorded([{**RULE, "dates": f"{OWN}, which is stayed until October 15, 2030."}], NOW)
    found = [
        tracker.state("95 FR 24000", on, scope=f"40 CFR 60.41({part})")
        for part, on in (("b", "2030-08-01"), ("b", "2030-11-01"), ("a", "2030-11-01"))
    ]
    assert [(str(each.force), "unread" in each.flags) for each in found] == [
        ("no", False),
        ("yes", False),
        ("yes", False),
    ]


THREE = "This rule is effective July 8, 2030, except for 40 CFR 60.41, 60.44 and 60.46, which are delayed indefinitely."


@each_row(
    ("told", "begun"),
    [
        ("OMB approved the collections in 40 CFR 60.44 and 60.46, published at 95 FR 24000, on September 3, 2030. "
         "Those sections are effective October 15, 2030.", ["no", "yes", "yes"]),
        ("The collection in 40 CFR 60.44, published at 95 FR 24000, was approved on September 3, 2030, and that "
         "section will be effective October 15, 2030.", ["no", "yes", "no"]),
        # which of them, nobody can tell
        ("OMB approved the collections in 40 CFR 60.44 and 60.46, which implement § 60.41, on September 3, 2030. Those "
         "sections are effective October 15, 2030.", None),
        ("OMB approved the collection in 40 CFR 60.44 on September 3, 2030, and has not yet approved that in § 60.46. "
         "That section is effective October 15, 2030.", None),
    ],
)  # fmt: skip
def test_those_sections_are_the_ones_named_before(told: str, begun: list[str] | None) -> None:
    tracker = recorded(({**RULE, "dates": THREE}, {**BEGINS, "dates": told}), NOW)
    found = [tracker.state("95 FR 24000", "2030-11-01", scope=f"40 CFR 60.{each}") for each in (41, 44, 46)]
    if begun is None:
        assert all(each.force != "yes" and "unread" in each.flags for each in found)
    else:
        assert [str(each.force) for each in found] == begun


AGAIN = (
    "EPA is further delaying the effective date of 40 CFR 60.41(b), added by the rule published on May 7, 2030 (95 FR "
    "24000). "
)


@each_row(
    ("told", "until"),
    [
        ("On August 5, 2030, EPA published a rule delaying the effective date of that paragraph to December 2, 2030. "
         "With this rule, EPA is delaying the effective date of that paragraph to December 3, 2031.", "2031-12-03"),
        ("EPA is delaying the effective date of that paragraph until December 3, 2031.", "2031-12-03"),
    ],
)  # fmt: skip
def test_that_paragraph_is_the_one_of_summary(told: str, until: str) -> None:
    row = {**BEGINS, "action": "Final rule; delay.", "title": "Kilns; Second Delay", "abstract": AGAIN + told}
    tracker = recorded(({**RULE, "dates": LEFT_OUT[1]}, {**row, "dates": "Effective October 15, 2030."}), NOW)
    found = tracker.state("95 FR 24000", "2031-02-03", "2030-11-01", scope="40 CFR 60.41(b)")
    assert (str(found.force), str(found.until)) == ("no", until)
    assert "scope_unread" not in found.flags
