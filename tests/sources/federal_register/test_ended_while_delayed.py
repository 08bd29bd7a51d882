"""A rule that is ended before it takes effect: until when it was delayed, as the document that ends it tells."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import ledger

RULE = {
    "document_number": "2030-90000", "publication_date": "2030-05-03", "citation": "95 FR 30000",
    "title": "Kilns; Standards", "action": "Final rule.", "abstract": "EPA sets standards.",
    "dates": "This rule is effective July 2, 2030.", "effective_on": "2030-07-02",
}  # fmt: skip
END: dict[str, Any] = {
    "title": "Kilns; Standards; Withdrawal", "action": "Final rule; withdrawal.", "abstract": "EPA withdraws the rule.",
}  # fmt: skip
AT, IN_AT = (
    "The final rule published May 3, 2030, at 95 FR 30000,",
    "the final rule published May 3, 2030, at 95 FR 30000,",
)
THE, THIS = "The final rule published May 3, 2030 (95 FR 30000)", "the final rule published May 3, 2030 (95 FR 30000)"


def stands(dates: str, on: str, **row: Any) -> tuple[str, str, set[str]]:
    """Return how the rule stands on a day, as known on July 15, 2031, after its end was published on June 5."""
    state = ledger(RULE, {**END, "dates": dates, **row}).state("95 FR 30000", on, "2031-07-15")
    return state.status, str(state.force), set(state.flags)


DELAYED = (
    f"{AT} delayed July 1, 2030, at 95 FR 40000, and further delayed October 10, 2030, at 95 FR 50000, until October"
    " 14, 2031, is withdrawn as of October 13, 2031.",
    f"Effective October 14, 2031, {IN_AT} which was to take effect on October 14, 2031, after delays published at"
    " 95 FR 40000, 95 FR 50000 and 96 FR 10000, is withdrawn.",
    "As of October 14, 2031, the rule published on May 3, 2030, at 95 FR 30000, delayed on July 1, 2030 (95 FR 40000),"
    " and delayed again by rule on October 10, 2030 (95 FR 50000), until October 14, 2031, is withdrawn.",
    f"As of August 1, 2031, {THIS}, for which the effective date was delayed on July 1, 2030, at 95 FR 40000, until"
    " October 14, 2031, is withdrawn.",
    f"{THE}, whose effective date was most recently delayed to October 14, 2031 (96 FR 10000, April 14,"
    " 2031), is withdrawn effective August 1, 2031.",
    f"{THE}, effective July 2, 2030, and delayed until October 14, 2031 (96 FR 10000), is withdrawn,"
    " effective August 1, 2031.",
    f"The withdrawal of {THIS}, as delayed until October 14, 2031, at 96 FR 10000, is effective August 1, 2031.",
    f"Effective August 1, 2031, EPA withdraws {THIS}, and delayed to October 14, 2031, at 96 FR 10000.",
    f"{THE}, the effective date of which was delayed to January 6, 2031, at 95 FR 50000 and then to"
    " October 14, 2031, at 96 FR 10000, is rescinded as of August 1, 2031.",
)


@each_row("dates", DELAYED)
def test_what_is_ended_is_delayed_until_then(dates: str) -> None:
    assert stands(dates, "2031-07-15")[:2] == ("delayed", "no")
    assert stands(dates, "2031-11-15")[:2] == ("withdrawn", "no")


def test_summary_tells_when_it_would_have_taken_effect() -> None:
    dates = (
        f"{AT} delayed on July 1, 2030, October 10, 2030, and April 14, 2031, is withdrawn effective August 1, 2031."
    )
    told = f"EPA withdraws {THIS}. The rule would have gone into effect on October 14, 2031, had it not been withdrawn."
    assert stands(dates, "2031-07-15", abstract=told)[:2] == ("delayed", "no")
    assert "unread" in stands(dates, "2031-07-15")[2], "until when, nobody tells"
    assert stands(dates, "2031-08-15")[:2] == ("withdrawn", "no")


TRAPS = (  # nothing in them tells that the rule was delayed in July 2031
    f"{THE}, the compliance date of which was delayed until October 14, 2031, at 96 FR 10000, is withdrawn"
    " effective August 1, 2031.",
    f"The amendment to 40 CFR 60.41 in {THIS}, delayed until October 14, 2031, at 96 FR 10000, is withdrawn effective"
    " August 1, 2031.",
    f"{THE}, delayed until October 14, 2030, at 95 FR 40000, is rescinded effective August 1, 2031.",
    f"{THE}, comments on which were extended until October 14, 2031, at 96 FR 10000, is withdrawn"
    " effective August 1, 2031.",
    f"{THE}, stayed until October 14, 2031, at 96 FR 10000, is withdrawn effective August 1, 2031.",
    f"{THE}, is withdrawn as of August 1, 2031. A separate rule, delayed until October 14, 2031, at 96 FR 10000, is not"
    " affected.",
    f"{THE}, as amended by the rule delayed until October 14, 2031 (96 FR 10000), is withdrawn as of August 1, 2031.",
    f"{THE}, is withdrawn as of August 1, 2031. Compliance was to take effect on October 14, 2031, after a delay.",
)


@each_row("dates", TRAPS)
def test_other_days_of_what_is_ended_delay_nothing(dates: str) -> None:
    assert stands(dates, "2031-07-15")[:2] == ("in_force", "yes")


LEFT_ALONE = (
    ("The compliance dates specified in the rule are not affected by this delay.", ()),
    ("The compliance dates for § 60.41 and § 60.44 are not changed.", ()),
    ("This delay does not affect the compliance dates for certain requirements.", ()),
    ("The requirements in § 60.44 are not affected by this delay.", ("40 CFR 60.44",)),
    ("The effective date for § 60.44 is not affected.", ("40 CFR 60.44",)),
)


@each_row(("told", "apart"), LEFT_ALONE)
def test_days_of_compliance_that_are_left_alone_are_no_part_of_a_delay(told: str, apart: tuple[str, ...]) -> None:
    dates = (
        "The effective date of the rule amending 40 CFR part 60 published at 95 FR 30000 is delayed until July 2, 2032."
    )
    rule = {**RULE, "dates": "This rule is effective July 2, 2031.", "effective_on": "2031-07-02"}
    row = {"dates": dates, "abstract": told, "title": "Kilns; Standards; Delay", "action": "Final rule; delay."}
    tracker = ledger(rule, row)
    state = tracker.state("95 FR 30000", "2031-08-01", "2031-06-15")
    assert (state.status, "scope_unread" in state.flags) == ("mixed" if apart else "delayed", False)
    for part in apart:
        assert tracker.state("95 FR 30000", "2031-08-01", "2031-06-15", scope=part).status == "in_force"
