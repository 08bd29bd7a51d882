"""What is suspended under a provision, and is no provision: nobody knows whether that is whole in force."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_approvals import force, ledger, paper

SUSPENDS = (
    "This notice tells the public that the agency has suspended, by letter, the designations of 14 districts required "
    "to use the short form under {p}.",
    "By letter of June 10, 2024, the agency suspended the mandatory use of the short form in 14 districts under {p}.",
    "The agency suspends the designation of carriers under {p}.",
    "The designations of 14 districts under {p} are suspended.",
    "The mandatory use of the short form under {p} has been suspended for 14 districts.",
    "The agency is suspending the requirement to use the short form in 14 districts, as provided in {p}.",
    "The agency temporarily suspended the application of the short form to 14 districts under {p}.",
    "This announces the suspension of the designations of 14 districts under {p}.",
    "The agency announces the pause of the designations required by {p}.",
)
LEAVES = (
    "The agency has suspended the license of Acme Carriers under {p}.",
    "The agency will not suspend the designations of 14 districts under {p}.",
    "The agency was asked to suspend the mandatory use of the short form under {p}, and declines.",
    "The agency proposes to suspend the designations of 14 districts under {p}.",
    "The designations of 14 districts under {p} are published in the table below.",
    "The agency suspends the fee for designations, and districts shall still use the short form under {p}.",
)
RULE = "The rule was published at 89 FR 15200 on March 1, 2024, and its other provisions are not affected."


def told(summary: str, dates: str, title: str) -> Any:
    rule = paper("2024-04100", "2024-03-01", "89 FR 15200", "This rule is effective April 2, 2024.",
                 effective_on="2024-04-02")  # fmt: skip
    later = paper("2024-04200", "2024-09-03", "89 FR 71300", dates, title=title, abstract=f"{summary} {RULE}",
                  type="Notice", action="Notice.")  # fmt: skip
    return ledger(rule, later)


@each_row("form", SUSPENDS)
def test_a_provision_of_which_a_use_is_suspended_is_in_doubt(form: str) -> None:
    dates = "The suspension is in effect from June 10, 2024, until October 1, 2025."
    tracker = told(form.format(p="15 CFR 702.4(b)"), dates, "Widget Shipment Records; Suspension of Designations")
    assert force(tracker, "2024-10-01", "15 CFR 702.4(b)") == "unknown"
    assert force(tracker, "2024-07-01", "15 CFR 702.4(b)", "2024-10-01") == "unknown"
    assert force(tracker, "2024-05-01", "15 CFR 702.4(b)", "2024-10-01") == "yes"
    for scope in ("15 CFR 702.2", "15 CFR 702.4(a)"):
        other = force(tracker, "2024-10-01", scope)
        assert other == "yes" or ("requirement" in form and other == "unknown"), scope  # what of it is not told apart


@each_row("form", LEAVES)
def test_a_provision_of_which_nothing_is_suspended_is_in_force(form: str) -> None:
    dates = "This notice is effective September 3, 2024."
    tracker = told(form.format(p="15 CFR 702.4(b)"), dates, "Notice to Carriers and Districts")
    assert force(tracker, "2024-10-01", "15 CFR 702.4(b)") == "yes"
