"""Days of duties and of ends that a document tells in a way of its own, and what only looks like one."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import regtrack
from regtrack.sources.federal_register.dates import read_dates
from tests.rows import each_row
from tests.sources.federal_register.test_statements import NOTICE, PROPOSAL, RULE, told

BEGUN = "set_effective 2027-04-12"
EFFECTIVE = "This rule is effective April 12, 2027. "
LABELLED = "Effective date: This rule is effective April 12, 2027. "
NOW = dt.datetime(2027, 11, 27, 12, tzinfo=dt.UTC)


@each_row(
    ("said", "expected"),
    [
        (f"{EFFECTIVE}Compliance with Standard No. 900 is initially required September 1, 2028, as set forth in the "
         "phase-in schedule.", [BEGUN, "set_compliance 2028-09-01"]),
        (f"{EFFECTIVE}Compliance with the phase-in is first required September 1, 2028.",
         [BEGUN, "set_compliance 2028-09-01"]),
        # what had been set is none
        (f"{EFFECTIVE}Compliance was initially required by September 1, 2026.", [BEGUN]),
        (f"{LABELLED}Start-up dates: All obligations commence March 13, 2028.", [BEGUN, "set_compliance 2028-03-13"]),
        (f"{LABELLED}Start-up dates for certain duties are set in paragraph (o): all obligations begin March 13, 2028.",
         [BEGUN, "set_compliance 2028-03-13"]),
        # under a label, what must be done by a day is no other date of effect
        (f"{LABELLED}Records must be submitted by March 13, 2028.",
         [BEGUN, "set_deadline records 2027-03-10 through 2028-03-13"]),
        (f"{LABELLED}Change rooms must be provided by March 13, 2028, and ventilation shall be installed by March 12, "
         "2029.", [BEGUN, "set_deadline change rooms 2027-03-10 through 2028-03-13",
                   "set_deadline ventilation 2027-03-10 through 2029-03-12"]),
        ("Effective date: This rule must be effective by April 12, 2027.", [BEGUN]),
        # of things made from "that date" on
        (f"{EFFECTIVE}Bicycles manufactured on or after that date must be tested.",
         [BEGUN, "set_applicability requirement: be tested 2027-04-12"]),
        (f"{EFFECTIVE}Bicycles made after that date shall bear a label.",
         [BEGUN, "set_applicability requirement: bear a label 2027-04-13"]),
        (f"{EFFECTIVE}Bicycles made before that date must be tested.", [BEGUN]),
        (f"{EFFECTIVE}Bicycles made on or after that date must not be tested.", [BEGUN]),
        (f"{EFFECTIVE}Comments received after that date must be disregarded.", [BEGUN]),
    ],
)  # fmt: skip
def test_days_of_duties(said: str, expected: list[str]) -> None:
    assert told(said) == expected


RESTRICTIONS = {"title": "Extension of Import Restrictions on Kilns", "action": "Final rule."}


@each_row(
    ("abstract", "expected"),
    [
        ("Pursuant to that determination, the restrictions will remain in effect for an additional five years, through "
         "April 12, 2032, and the regulations are being amended.", ["set_expiry through 2032-04-12"]),
        ("Under the agreement, these import restrictions will continue through April 12, 2032.",
         ["set_expiry through 2032-04-12"]),
        ("These emergency import restrictions are to continue in effect until April 12, 2032.",
         ["set_expiry until 2032-04-12 end_ambiguous"]),
        ("These restrictions, imposed by CBP Dec. 17-03, will continue through April 12, 2032.",
         ["set_expiry through 2032-04-12"]),
        ("The emergency import restrictions will be in effect until April 12, 2032, unless extended.",
         ["set_expiry until 2032-04-12 end_ambiguous"]),
        # of what is not the rule's own
        ("The bilateral agreement is in effect through April 12, 2032.", ["note unread unread"]),
        ("The previous restrictions will continue through April 11, 2027.", []),
        ("The restrictions were extended through April 12, 2027, by CBP Dec. 22-01.", []),
    ],
)  # fmt: skip
def test_ends_of_restrictions(abstract: str, expected: list[str]) -> None:
    assert told("Effective April 12, 2027.", abstract=abstract, **RESTRICTIONS) == [BEGUN, *expected]


STAY = "This stay of enforcement is effective on April 12, 2027, and will remain in effect until "


@each_row(
    ("end", "open"),
    [
        ("the Commission terminates it by notice in the Federal Register.", True),
        ("FDA withdraws it.", True),
        ("the Safety Board lifts the stay by a document published in the Federal Register.", True),
        ("the Secretary ends the emergency.", False),
        ("EPA ends its review.", False),
        ("a court lifts it.", False),
        ("the bridge is repaired.", False),
    ],
)
def test_what_lasts_until_its_agency_ends_it_has_no_end(end: str, open: bool) -> None:
    expected = BEGUN if open else f"{BEGUN} until unknown"
    assert told(f"{STAY}{end}", NOTICE, title="Stay of Enforcement") == [expected]


@each_row(
    ("said", "expected"),
    [
        ("The rules will be effective after a period of thirty legislative days. The Commission will announce the "
         "effective date in the Federal Register at a later time.", ["set_effective indefinite"]),
        ("This rule will take effect once it was before Congress for 30 legislative days. We will publish a document "
         "announcing the effective date.", ["set_effective indefinite"]),
        ("The effective date of this rule will be announced by a document in the Federal Register.",
         ["set_effective indefinite"]),
        (f"{EFFECTIVE}The Bureau will announce the effective date of the forms later.", [BEGUN]),
        # of another document, supposed, or not announced at all
        ("The Commission will announce the effective date of the rule published at 92 FR 100.", []),
        ("The Commission will announce the effective date of § 1.2(b).", []),
        ("The Bureau will publish a document announcing the effective date of those forms.", []),
        ("If adopted, the Commission will announce the effective date.", []),
        ("This rule is effective 30 legislative days after transmittal to Congress.", []),
    ],
)  # fmt: skip
def test_a_date_that_will_be_announced_has_not_come(said: str, expected: list[str]) -> None:
    assert told(said, RULE) == expected
    assert "set_effective indefinite" not in told(said, PROPOSAL, action="Proposed rule.")


@each_row(
    ("said", "days"),
    [
        ("Mills must comply by March 13, 2028, March 13, 2029, or March 13, 2030, as applicable.",
         ["2028-03-13", "2029-03-13", "2030-03-13"]),
        ("Compliance with the standards is required on March 13, 2028 and March 13, 2029, as set forth in Table 1.",
         ["2028-03-13", "2029-03-13"]),
        ("The compliance dates are March 13, 2028, March 13, 2029, or March 13, 2030, depending on size.",
         ["2028-03-13", "2029-03-13", "2030-03-13"]),
        ("Mills must comply by March 13, 2028.", ["2028-03-13"]),
    ],
)  # fmt: skip
def test_every_day_is_told_of_which_nobody_says_whose_it_is(said: str, days: list[str], tmp_path: Path) -> None:
    row: dict[str, Any] = {
        "document_number": "2027-00421", "publication_date": "2027-03-10", "type": "Rule", "title": "Widgets",
        "action": "Final rule.", "dates": f"{EFFECTIVE}{said}", "citation": "92 FR 1052",
    }  # fmt: skip
    path = tmp_path / "2027-03-10.json"
    path.write_text(json.dumps({"count": 1, "results": [row]}), "utf-8")
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    tracker.add(path)
    before, between, after = (tracker.state("2027-00421", on) for on in ("2027-06-01", "2028-06-01", "2031-06-01"))
    for state in (before, between, after):
        assert sorted(each.since or "" for each in state.duties) == days
    assert (before.duty, after.duty) == ("no", "yes")
    assert between.duty == ("yes" if len(days) == 1 else between.duty)
    assert {each.answer for each in between.duties if (each.since or "") > "2028-06-01"} <= {"no"}


OWN, OTHERS = "2027-05-10", "unknown"
IN_REGISTER = " in the Federal Register"


@each_row(
    ("of", "day"),
    [
        (IN_REGISTER, OWN),
        (f"{IN_REGISTER} of this rule", OWN),
        (f" of this final rule{IN_REGISTER}", OWN),
        (f" of the final rule{IN_REGISTER}", OWN),
        (f" of the notice of intent{IN_REGISTER}", OWN),
        (f"{IN_REGISTER} of a notice announcing approval", OTHERS),
        (f"{IN_REGISTER} of notice that the forms were approved", OTHERS),
        (f" of the document announcing approval{IN_REGISTER}", OTHERS),
        (f" of the companion final rule{IN_REGISTER}", OTHERS),
        (f" of another rule{IN_REGISTER}", OTHERS),
        (f" of its future guidance{IN_REGISTER}", OTHERS),
        (" of the standard by the Institute", OTHERS),
    ],
)
def test_days_are_counted_from_the_publication_of_what_is_named(of: str, day: str) -> None:
    assert told(f"This rule is effective 60 days after publication{of}.") == [f"set_effective {day} derived_date"]
    later = list(told(f"{EFFECTIVE}Compliance is required 60 days after the date of publication{of}."))
    assert later == [BEGUN, f"set_compliance {day} derived_date"]


COMPLIANCE = "set_deadline compliance 2027-03-10 through 2029-09-01"
FROM_TO = "from September 1, 2027, until September 1, 2029."


@each_row(
    ("abstract", "expected"),
    [
        (f"This rule delays the day on which builders must turn out cabs that meet the test {FROM_TO}", [COMPLIANCE]),
        (f"This rule delays the date by which mills have to be required to comply {FROM_TO}", [COMPLIANCE]),
        (f"The Office makes final the extension of the compliance date for that rule {FROM_TO}", [COMPLIANCE]),
        (f"Made final is the delay of its compliance deadline {FROM_TO}", [COMPLIANCE]),
        (f"The compliance date is extended {FROM_TO}", [COMPLIANCE]),
        # told once, where the rule says in so many words that it moves the date of its own subject
        (f"This rule extends the compliance date for cabs {FROM_TO}", ["set_compliance 2029-09-01"]),
        (f"The Office denies the requested extension of the compliance date {FROM_TO}", []),
        (f"The Office had proposed the extension of the compliance date {FROM_TO}", []),
        (f"The rule proposed to delay the compliance date {FROM_TO}", []),
        (f"The 2025 rule delayed the compliance date {FROM_TO}", []),
    ],
)  # fmt: skip
def test_days_of_compliance_that_summary_moves(abstract: str, expected: list[str]) -> None:
    found = told(EFFECTIVE, abstract=abstract)
    assert found == [BEGUN, *expected]


@each_row(
    ("dates", "kinds"),
    [
        ("This rule postpones the hearing, on which comments must be filed by May 3, 2027.", ["open_comment"]),
        ("This notice extends the date by which comments must be received to May 3, 2027.", ["extend_comment"]),
    ],
)
def test_what_stands_beside_a_moved_day(dates: str, kinds: list[str]) -> None:
    assert [each.kind for each in read_dates(dates, published_on=dt.date(2027, 3, 10))] == kinds
