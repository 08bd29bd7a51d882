"""Provisions that take effect, told by the page of the document that delayed them."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import ledger

RULE = {
    "document_number": "2030-90000", "publication_date": "2030-05-03", "citation": "95 FR 30000",
    "title": "Kilns; Standards", "action": "Final rule.", "abstract": "EPA sets standards.",
    "dates": "This rule is effective July 2, 2030.", "effective_on": "2030-07-02",
}  # fmt: skip
DELAY = {
    "document_number": "2030-90001", "publication_date": "2030-06-16", "citation": "95 FR 40000",
    "title": "Kilns; Standards", "action": "Final rule; notification of partial delay of effective dates.",
    "abstract": "EPA delays some provisions.",
    "dates": "As of June 16, 2030, the effective date for the amendments to 40 CFR 60.44 and 60.46, published at 95 FR "
    "30000 (May 3, 2030), is delayed until further notice.",
}  # fmt: skip
BEGIN: dict[str, Any] = {
    "title": "Kilns; Standards", "action": "Notification; announcement of effective date.",
    "abstract": "EPA announces the effective date.",
}  # fmt: skip
BOTH, FIRST, NONE = ("in_force", "in_force"), ("in_force", "delayed_indefinitely"), ("delayed_indefinitely",) * 2
DELAYED = (NONE[0], NONE[1])
AT = "the final regulations published May 3, 2030 (95 FR 30000)"

ROWS = (  # what is told on June 5, 2031; how 60.44 and 60.46 stand in August, the rest being in force
    (f"The selected provisions of {AT}, and delayed June 16, 2030 (95 FR 40000), took effect on October 17, 2030.",
     BOTH),
    (f"The provisions of {AT}, whose effective date was delayed at 95 FR 40000 (June 16, 2030), took effect by "
     "operation of the court's order on October 17, 2030.", BOTH),
    (f"As of October 17, 2030, the provisions of {AT} that were delayed at 95 FR 40000 are in effect.", BOTH),
    (f"The provisions of {AT} that were delayed at 95 FR 40000 are effective July 1, 2031.", BOTH),
    (f"The effective date of the provisions of {AT}, delayed at 95 FR 40000, is July 1, 2031.", BOTH),
    (f"The amendments in {AT}, which were postponed at 95 FR 40000, become effective July 1, 2031.", BOTH),
    ("The amendments delayed at 95 FR 40000 are effective July 1, 2031.", BOTH),
    (f"40 CFR 60.44 of {AT}, delayed at 95 FR 40000, is effective July 1, 2031.", FIRST),
    (f"The provisions of {AT} that were delayed at 95 FR 40000, except 40 CFR 60.46, are effective July 1, 2031.",
     FIRST),
    (f"The provisions of {AT} that were delayed at 95 FR 40000 are effective January 7, 2032.", ("pending", "pending")),
    *((said, BOTH) for said in (
        f"As of October 17, 2030, the amendments to 40 CFR 60.44 and 60.46 of {AT} took effect.",
        f"As of October 17, 2030, the amendments to 40 CFR 60.44 and 60.46 of {AT} became effective.",
        f"On October 17, 2030, the amendments to 40 CFR 60.44 and 60.46 of {AT} went into effect.",
        f"Since October 17, 2030, the amendments to 40 CFR 60.44 and 60.46 of {AT} have been in effect.",
        f"The amendments to 40 CFR 60.44 and 60.46 of {AT} have been in effect since October 17, 2030.",
        f"As of October 17, 2030, {AT}, took effect.",
    )),
    (f"As of October 17, 2030, the amendments to 40 CFR 60.44 of {AT} took effect.", FIRST),
    *((said, DELAYED) for said in (
        f"As of October 17, 2030, the amendments to 40 CFR 60.44 and 60.46 of {AT} had not taken effect.",
        f"As of October 17, 2030, no part of the amendments to 40 CFR 60.44 of {AT} took effect.",
        f"As of October 17, 2030, the amendments of {AT} would have taken effect.",
        "This correction is effective June 5, 2031. The final rule at 95 FR 30000 took effect on July 2, 2030.",
        "Since July 2, 2030, when the final rule at 95 FR 30000 took effect, EPA has had complaints.",
    )),
    # which of them, or which delay, nobody knows
    (f"Certain provisions of {AT} that were delayed at 95 FR 40000 are effective July 1, 2031.", NONE),
    (f"The provisions of {AT} that were delayed at 95 FR 49999 are effective July 1, 2031.", NONE),
)  # fmt: skip


@each_row(("dates", "expected"), ROWS)
def test_what_was_delayed_begins_on_the_day_that_is_announced(dates: str, expected: tuple[str, str]) -> None:
    tracker = ledger(RULE, DELAY, {**BEGIN, "dates": dates})
    found = [tracker.state("95 FR 30000", "2031-08-15", "2031-08-15", scope=f"40 CFR 60.{n}") for n in (44, 46, 45)]
    assert tuple(each.status for each in found[:2]) == expected
    assert found[2].status == "in_force"
    assert expected is not NONE or "scope_unread" in found[0].flags


STAY = DELAY | {
    "action": "Final rule; stay.", "abstract": "EPA stays some provisions.",
    "dates": "Effective June 16, 2030, 40 CFR 60.44 and 60.46, as published at 95 FR 30000 (May 3, 2030), are stayed "
    "until further notice.",
}  # fmt: skip


@each_row(("dates", "expected"), (
    (f"As of October 17, 2030, the amendments to 40 CFR 60.44 and 60.46 of {AT} took effect.", BOTH),
    (f"The amendments to 40 CFR 60.44 and 60.46 of {AT} have been in effect since October 17, 2030.", BOTH),
    (f"As of October 17, 2030, the amendments to 40 CFR 60.44 of {AT} took effect again.", ("in_force", "stayed")),
    ("This correction is effective June 5, 2031. The final rule at 95 FR 30000 took effect on July 2, 2030.",
     ("stayed", "stayed")),
))  # fmt: skip
def test_what_was_stayed_is_in_effect_since_the_day_that_is_told(dates: str, expected: tuple[str, str]) -> None:
    tracker = ledger(RULE, STAY, {**BEGIN, "dates": dates})
    found = [tracker.state("95 FR 30000", "2031-08-15", "2031-08-15", scope=f"40 CFR 60.{n}") for n in (44, 46, 45)]
    assert tuple(each.status for each in found) == (*expected, "in_force")
    before = tracker.state("95 FR 30000", "2030-10-16", "2031-08-15", scope="40 CFR 60.44")
    assert before.status == "stayed"
