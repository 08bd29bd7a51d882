"""Words beside an act that change nothing of it, and one word that changes all: what is paused is the enforcement."""

from __future__ import annotations

from typing import Any

from regtrack.sources.federal_register.dates import read_dates
from tests.rows import each_row
from tests.sources.federal_register.test_statements import PUBLISHED, told

CITED = "published January 8, 2027 (92 FR 1052)"
RULE = "us/fr/92-fr-1052"
BEGUN = "set_effective 2027-04-12"
PAUSED = "set_expiry until 2027-08-18 end_ambiguous"


@each_row(
    ("dates", "fields", "expected"),
    [
        *(
            ("This rule is effective April 12, 2027.",
             {"title": "Widget Rules; Revision", "abstract": f"This final rule {act}, {aside}, the rule {CITED}."},
             [BEGUN, f"{kind} {RULE} 2027-04-12"])
            for act, kind in (("repeals", "rescind"), ("withdraws", "withdraw_final"), ("rescinds", "rescind"))
            for aside in ("in its entirety", "in full", "effective April 12, 2027")
        ),
        (f"Enforcement of the rule {CITED} is paused from March 10, 2027, until August 18, 2027.",
         {"title": "Widgets; Pause of Enforcement", "action": "Notification of enforcement pause."},
         [f"announce_nonenforcement {RULE} 2027-03-10 until 2027-08-18 end_ambiguous", PAUSED]),
        (f"As of March 10, 2027, the enforcement of 15 CFR 744.21 in the rule {CITED} is stayed until August 18, 2027.",
         {"title": "Widgets; Stay of Enforcement", "action": "Notification of stay of enforcement."},
         [f"announce_nonenforcement {RULE} 2027-03-10 until 2027-08-18 15 CFR 744.21 end_ambiguous", PAUSED]),
        (f"Effective March 10, 2027, 15 CFR part 744, consisting of §§ 744.1 through 744.90, in the rule {CITED}, is "
         "stayed until August 18, 2027.",
         {"title": "Widgets; Stay", "action": "Final rule; stay of regulations."},
         [f"stay {RULE} 2027-03-10 until 2027-08-18 end_ambiguous"]),
    ],
)  # fmt: skip
def test_what_stands_beside_an_act(dates: str, fields: dict[str, Any], expected: list[str]) -> None:
    assert sorted(told(dates, **fields)) == sorted(expected)


@each_row(
    ("dates", "fields", "expected"),
    [
        *(
            (f"This rule is effective March 10, 2027. {made} by the interim final rule {CITED}, are stayed from March "
             "10, 2027, through March 9, 2028.",
             {"title": "Suspension of Widget Rules", "action": "Final rule; stay."},
             ["set_effective 2027-03-10 through 2028-03-09", f"stay {RULE} 2027-03-10 through 2028-03-09"])
            for made in ("The amendments made", "All changes made", "The provisions adopted", "All changes effected")
        ),
        (f"The mill operator compliance dates of the rule {CITED} are stayed from May 1, 2027, until May 18, 2027.",
         {"title": "Widgets; Stay of Compliance Dates", "action": "Notification; stay of compliance dates."},
         [f"delay_compliance {RULE} 2027-05-18"]),
        (f"The final rule {CITED} is stayed from March 10, 2027, until August 18, 2027, and the stay of enforcement "
         "that was announced on May 1, 2026, ends.",
         {"title": "Widgets; Stay", "action": "Final rule; stay of regulations."},
         [f"stay {RULE} 2027-03-10 until 2027-08-18 end_ambiguous"]),
        (f"The April 14, 2027 compliance dates of the rule {CITED} are suspended until August 18, 2027.",
         {"title": "Widgets; Stay of Compliance Dates", "action": "Notification; stay of compliance dates."},
         [f"delay_compliance {RULE} 2027-08-18"]),
        ("This rule is effective April 12, 2027.",
         {"title": "Repeal of Widget Rules", "abstract": f"We are repealing the rule {CITED}. Repeal of that rule "
          "restores the regulations as they existed before it."},
         [BEGUN, f"rescind {RULE} 2027-04-12"]),
        ("This rule is effective April 12, 2027.",
         {"title": "Widgets; Revocation of Provisions", "abstract": f"In the final rule {CITED}, we defined the scope "
          "of the Act as it applies to widgets in Texas. We now revoke that rule."},
         [BEGUN, f"rescind {RULE} 2027-04-12"]),
        ("This withdrawal is effective April 12, 2027.",
         {"title": "Widgets; Withdrawal of Notice Extending the Deadline", "action": "Notice; withdrawal.", "abstract":
          f"In the notice {CITED}, the Board extended the deadline for plans. This document withdraws that notice."},
         [BEGUN, f"withdraw_final {RULE} 2027-04-12"]),
    ],
)  # fmt: skip
def test_what_an_act_is_done_to(dates: str, fields: dict[str, Any], expected: list[str]) -> None:
    assert sorted(told(dates, **fields)) == sorted(expected)


@each_row(
    ("before", "whose"),
    [
        ("The coal mine operator", "coal mine operators"), ("The original", None), ("The rule's", None),
        ("The remaining 2027", None), ("All the", None), ("The April 14, 2027,", None),
        ("The first small mill", "small mills"),
    ],
)  # fmt: skip
def test_whose_a_compliance_date_is(before: str, whose: str | None) -> None:
    (claim,) = read_dates(
        f"{before} compliance dates of the rule {CITED} are stayed until August 18, 2027.", published_on=PUBLISHED
    )
    assert (claim.kind, claim.scope or claim.parties) == ("set_compliance", whose)


@each_row("pages", ["92 FR 2001", "92 FR 2001 and 92 FR 3001", "92 FR 2001, 92 FR 2500 and 92 FR 3001"])
def test_an_act_is_done_to_no_delay_that_went_before_it(pages: str) -> None:
    sentence = (
        f"Effective March 20, 2027, the final rule {CITED}, which was to take effect on April 12, 2027, after delays "
        f"published at {pages}, is withdrawn."
    )
    said = told(sentence, title="Widget Rules; Withdrawal", action="Final rule; withdrawal.")
    assert [each for each in said if "withdraw" in each] == [f"withdraw_final {RULE} 2027-03-20"]
