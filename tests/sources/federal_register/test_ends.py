"""When a rule, or what a notice is for, ends: the last day, terms, and ends that another document moves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import regtrack
from tests.rows import each_row
from tests.sources.federal_register.test_of_others import NOW
from tests.sources.federal_register.test_statements import NOTICE, RULE, told
from tests.sources.federal_register.test_what_is_over import force, ledger, notice

CITED = "published January 8, 2027 (92 FR 1052)"
OTHER = "us/fr/92-fr-1052"
BEGUN = "set_effective 2027-04-12"


@each_row(
    ("dates", "end"),
    [
        ("This rule is effective April 12, 2027. Its permits expire on March 14, 2030.", "through 2030-03-14"),
        ("This rule is effective April 12, 2027, and expires on March 31, 2028.", "through 2028-03-31"),
        ("This rule is effective April 12, 2027, and sunsets March 31, 2028.", "through 2028-03-31"),
        ("This rule is effective April 12, 2027. The stay of enforcement expires on May 17, 2028.",
         "until 2028-05-17 end_ambiguous"),
        # a term of whole years: which day is left out, nobody says
        ("This order is effective April 12, 2027, and expires on April 12, 2029.", "until 2029-04-12 end_ambiguous"),
        ("This rule is effective April 12, 2027. It expires on or before April 9, 2030.", "through 2030-04-09"),
        ("This rule is effective April 12, 2027. Its applicability expires on or before April 9, 2030.",
         "through 2030-04-09"),
        ("This rule is effective April 12, 2027, and expires no later than April 9, 2030.", "through 2030-04-09"),
        ("This rule is effective April 12, 2027, and expires by April 9, 2030.", "through 2030-04-09"),
        ("This rule is effective April 12, 2027, and ceases to be effective on March 31, 2028.",
         "until 2028-03-31 end_ambiguous"),
    ],
)  # fmt: skip
def test_a_rule_that_expires_on_a_day_is_in_force_on_it(dates: str, end: str) -> None:
    assert told(dates) == [BEGUN, f"set_expiry {end}"]


@each_row(("dates", "action", "parts"), (
    ("The applicability of § 1.48D-6T will expire on June 12, 2029.", "Temporary regulations.", ""),
    ("For the date of applicability, see § 1.48D-6T(h). Section 1.48D-6T expires on June 12, 2029.",
     "Temporary regulations.", ""),
    ("§ 165.T01-0100 expires on June 12, 2029.", "Temporary final rule.", ""),
    # not all of it, or more than one section
    ("The applicability of § 1.48D-6T will expire on June 12, 2029.", "Final and temporary regulations.",
     " 26 CFR 1.48D-6T"),
    ("The applicability of § 1.48D-6T(c) will expire on June 12, 2029.", "Temporary regulations.",
     " 26 CFR 1.48D-6T(c)"),
    ("The applicability of § 1.48 will expire on June 12, 2029.", "Temporary regulations.", " 26 CFR 1.48"),
    ("For the dates, see §§ 1.48D-6T(h) and 1.48D-7T(c). The applicability of § 1.48D-6T expires on June 12, 2029.",
     "Temporary regulations.", " 26 CFR 1.48D-6T"),
    ("The applicability of §§ 1.48D-6T and 1.48D-7T expires on June 12, 2029.", "Temporary regulations.",
     " 26 CFR 1.48D-6T 26 CFR 1.48D-7T"),
))  # fmt: skip
def test_a_temporary_rule_ends_with_the_one_section_that_it_adds(dates: str, action: str, parts: str) -> None:
    cfr = ("33 CFR 165",) if "165" in dates else ("26 CFR 1",)
    found = told(f"These regulations are effective April 12, 2027. {dates}", action=action, cfr=cfr)
    assert found == [BEGUN, f"set_expiry through 2029-06-12{parts}"]


@each_row(
    ("dates", "type", "fields", "expected"),
    [
        ("This rule is effective April 12, 2027.", RULE,
         {"title": "Widgets; Extension of Tolerances", "action": "Final rule.", "abstract":
          f"This rule extends the time-limited tolerances for widgets {CITED}, for an additional 3-year period. These "
          "tolerances, which were to expire on December 31, 2027, will now expire on December 31, 2030."},
         [BEGUN, f"extend_expiry {OTHER} through 2030-12-31"]),
        (f"The temporary modification of Category XI {CITED}, which was effective through May 30, 2027, is extended "
         "through May 30, 2030.", RULE, {"title": "Temporary Modification of Category XI", "action": "Final rule."},
         [f"extend_expiry {OTHER} through 2030-05-30"]),
        ("The Widget Pilot Program is extended through December 13, 2027.", NOTICE,
         {"title": "Extension of the Widget Pilot Program"}, ["set_expiry through 2027-12-13"]),
        ("Applicable April 12, 2027.", NOTICE,
         {"title": "Extended Temporary Moratoria on Widgets", "action": "Extension of temporary moratoria.", "abstract":
          "The moratoria are extended for a period of 6 months, through October 9, 2027."},
         [BEGUN, "set_expiry through 2027-10-09"]),
        ("This amendment is effective April 12, 2027.", NOTICE,
         {"title": "Amendment to Declaration on Widgets", "action": "Notice of amendment.", "abstract":
          "The Secretary issues this amendment to extend the duration of the Declaration to December 31, 2029."},
         [BEGUN, "set_expiry through 2029-12-31"]),
        ("The waiver is extended for a period of 6 months, through October 9, 2027.", NOTICE, {"title": "Waiver"},
         ["set_expiry through 2027-10-09"]),
        ("This stay of enforcement is extended from April 2, 2027, through July 5, 2027.", NOTICE,
         {"title": "Stay of Enforcement: Widgets", "action": "Notice."}, ["set_expiry through 2027-07-05"]),
        ("The relief announced in this notice is available from October 26, 2027, through October 24, 2028.", NOTICE,
         {"title": "Widget Relief"}, ["set_effective 2027-10-26 through 2028-10-24"]),
        ("The temporary modification of Category XI is effective through May 30, 2030.", RULE,
         {"title": "Continued Temporary Modification of Category XI"}, ["set_expiry through 2030-05-30"]),
        # another thing than the rule that it is in
        ("This rule is effective April 12, 2027. The reporting waiver of § 319.5 expires on May 30, 2030.", RULE, {},
         [BEGUN, "set_expiry through 2030-05-30 reporting waiver of § 319.5 scope_unread"]),
        # an order that extends another one takes effect itself
        (f"This order, which extends the temporary order {CITED}, is effective April 12, 2027, and expires on April "
         "12, 2028, or on the effective date of a lasting one, whichever is earlier.", RULE,
         {"title": "Placement of Widgets", "action": "Temporary order."},
         [BEGUN, "set_expiry until 2028-04-12 end_ambiguous"]),
    ],
)  # fmt: skip
def test_what_is_extended_ends_on_its_new_day(
    dates: str, type: Any, fields: dict[str, Any], expected: list[str]
) -> None:
    assert told(dates, type, **fields) == expected


@each_row(("dates", "action", "expected"), (
    ("", "Final rule; notification of enforcement discretion.", "no"),
    ("", "Notification of non-enforcement.", "no"),
    ("This rule takes effect on April 10, 2024. ", "Final rule; notification of enforcement discretion.", "yes"),
    ("Effective April 10, 2024. ", "Final rule; notification of enforcement discretion.", "yes"),
))  # fmt: skip
def test_a_rule_that_only_forbears_ends_with_its_day(dates: str, action: str, expected: str) -> None:
    told_of = "The agency will not take enforcement action under the rule published at 88 FR 7700 until June 3, 2024."
    tracker = ledger(notice(dates + told_of, type="Rule", action=action))
    found = [force(tracker, "89 FR 25410", on) for on in ("2024-06-01", "2024-06-04")]
    assert found[1] in (expected, "doubt")
    assert found[0] in ("yes", "doubt")


def test_the_period_of_a_section_is_that_of_its_rule() -> None:
    dates = (
        "The effective period for § 165.T05-0731, added at 92 FR 1052, January 8, 2027, is extended through July 20, "
        "2027."
    )
    found = told(dates, title="Safety Zone", action="Temporary final rule.")
    assert f"extend_expiry {OTHER} through 2027-07-20" in found


def test_of_several_measures_the_one_that_is_named_goes_on(tmp_path: Path) -> None:
    row = {
        "document_number": "2026-40001", "publication_date": "2026-01-05", "citation": "91 FR 100", "type": "Notice",
        "title": "Temporary Waivers and Exceptions", "action": "Notice of temporary waivers and exceptions.",
        "dates": "The waiver of fees takes effect on January 5, 2026, and terminates on March 31, 2026. The exception "
                 "for remote work takes effect on January 5, 2026, and terminates on April 30, 2026.",
    }  # fmt: skip
    longer = {
        **row, "document_number": "2026-40002", "publication_date": "2026-04-06", "citation": "91 FR 900",
        "title": "Extension of Exception for Remote Work", "action": "Notice; extension.",
        "dates": "The exception for remote work published at 91 FR 100, which was to terminate on April 30, 2026, is "
                 "extended through July 31, 2026.",
    }  # fmt: skip
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    for each in (row, longer):
        path = tmp_path / f"{each['document_number']}.json"
        path.write_text(json.dumps({"count": 1, "results": [each]}), "utf-8")
        tracker.add(path)
    state = tracker.state("91 FR 100", "2026-06-01", "2026-06-01")
    assert {each.scope: each.status for each in state.scopes} == {
        "waiver of fees": "expired", "exception for remote work": "current",
    }  # fmt: skip


def test_a_suspension_of_what_nobody_can_name_lasts_as_long() -> None:
    dates = "Effective April 12, 2027, 7 CFR 958.328 is suspended through May 31, 2028."
    found = told(dates, title="Temporary Suspension of Reporting", action="Interim final rule.")
    assert found[0] == "set_effective 2027-04-12 through 2028-05-31"


TWICE = (  # one end, told twice for one day
    ("This rule is effective June 3, 2027, through September 3, 2027. The expiration date of the rule is September 3, "
     "2027.", ["set_effective 2027-06-03 through 2027-09-03"]),
    ("Effective June 3, 2027, through September 3, 2027. It ceases to be effective on September 3, 2027.",
     ["set_effective 2027-06-03 through 2027-09-03"]),
    ("This rule is effective June 3, 2027. It expires September 3, 2027. It is in effect through September 3, 2027.",
     ["set_effective 2027-06-03", "set_expiry through 2027-09-03"]),
    # another day contradicts it
    ("This rule is effective June 3, 2027, through September 3, 2027. The expiration date of the rule is September 4, "
     "2027.", ["set_effective 2027-06-03 through 2027-09-03", "set_expiry until 2027-09-04 end_ambiguous"]),
)  # fmt: skip


@each_row(("dates", "expected"), TWICE)
def test_an_end_that_is_told_twice_is_the_exact_one(dates: str, expected: list[str]) -> None:
    assert told(dates) == expected


TEMPORARY = "the temporary rule published at 91 FR 60010"
THROUGH, UNTIL = ["extend_expiry through 2027-09-27"], ["extend_expiry until 2027-09-27 end_ambiguous"]
DELAYED, AFTER = ["delay_effective 2027-09-27"], ["delay_effective 2027-09-28"]
"""To a day; through one, so that it takes effect on the next (semantics, section 1)."""
NEW = "September 27, 2027"


@each_row(("said", "expected"), (
    (f"The effective date of the emergency rule published on October 1, 2026, at 91 FR 60010, is extended from March "
     f"30, 2027, through {NEW}.", THROUGH),
    (f"The effective date of {TEMPORARY} is extended through {NEW}.", THROUGH),
    (f"The effective dates of the emergency measures published October 1, 2026 (91 FR 60010), are further extended, "
     f"from March 30, 2027 through {NEW}.", THROUGH),
    (f"NMFS extends the effective date of the emergency action published at 91 FR 60010 through {NEW}.", THROUGH),
    (f"The effectiveness of the interim measures published at 91 FR 60010 is extended through {NEW}.", THROUGH),
    (f"The effective date of {TEMPORARY} is extended until {NEW}.", UNTIL),
    (f"The effective date of {TEMPORARY} is extended from March 30, 2027, until {NEW}.", UNTIL),
    (f"The effective date of {TEMPORARY} is extended to {NEW}.", DELAYED),
    (f"The effective date of the final rule published at 91 FR 60010 is extended until {NEW}.", DELAYED),
    (f"The effective date of the final rule published at 91 FR 60010 is extended from March 30, 2027, to {NEW}.",
     DELAYED),
    (f"The effective date of the final rule published at 91 FR 60010 is delayed through {NEW}.", AFTER),
    (f"The effectiveness of 50 CFR 600.2 of the final rule published at 91 FR 60010 is postponed, through "
     f"{NEW}.", ["delay_effective 2027-09-28 50 CFR 600.2"]),
    (f"The delay of the effective date of the final rule published at 91 FR 60010 is extended through {NEW}.",
     AFTER),
    (f"The delayed effective date of {TEMPORARY} is extended until {NEW}.", DELAYED),
    (f"The effective date of {TEMPORARY}, which was delayed, is extended until {NEW}.", DELAYED),
    (f"The comment period on {TEMPORARY} is extended through {NEW}.", ["extend_comment through 2027-09-27"]),
))  # fmt: skip
def test_an_effective_date_is_extended_to_its_end_through_a_day(said: str, expected: list[str]) -> None:
    found = [each.replace("us/fr/91-fr-60010 ", "") for each in told(said, title="Widget Limits")]
    assert [each for each in found if "set_effective" not in each] == expected


LIMITS = {
    "document_number": "2026-90300", "publication_date": "2026-02-02", "type": "Rule", "citation": "91 FR 6010",
    "title": "Herring Limits", "action": "Temporary rule.", "abstract": None, "effective_on": "2026-02-02",
    "dates": "Effective February 2, 2026, through March 30, 2026.", "cfr_references": [{"title": 50, "part": 648}],
}  # fmt: skip
LONGER = LIMITS | {
    "document_number": "2026-90301", "publication_date": "2026-03-23", "citation": "91 FR 14000", "effective_on": None,
    "action": "Temporary rule; extension of effective date.", "dates": "The effective date of the emergency action "
    "published on February 2, 2026, at 91 FR 6010, is extended from March 30, 2026, through September 28, 2026.",
    "abstract": "This rule extends the effective date of emergency limits (91 FR 6010).",
}  # fmt: skip


def test_a_temporary_rule_is_in_force_through_the_day_to_which_its_date_is_extended() -> None:
    tracker = ledger(LIMITS, LONGER)
    days = ("2026-03-01", "2026-03-31", "2026-09-28", "2026-09-29")
    assert [force(tracker, "91 FR 6010", day) for day in days] == ["yes", "yes", "yes", "no"]
    assert force(tracker, "91 FR 6010", "2026-03-31", "2026-03-20") == "no"


def test_a_rule_without_an_end_that_waits_is_in_doubt_where_its_date_is_extended_through_a_day() -> None:
    waits = LIMITS | {"action": "Final rule.", "dates": "Effective March 30, 2026.", "effective_on": "2026-03-30"}
    assert force(ledger(waits, LONGER), "91 FR 6010", "2026-04-20") == "doubt"
