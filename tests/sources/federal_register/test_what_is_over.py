"""What a notice lets be until a day is over then; ends that are told twice; what waits; exemptions; declarations."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs

from regtrack.sources.federal_register.metadata import read_metadata
from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.tracker import Tracker
from tests.accuracy.rounds import _DOUBTS
from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
CFR = [{"title": 30, "part": 60}]


def ledger(*rows: dict[str, Any]) -> Tracker:
    return recorded(rows, NOW)


def force(tracker: Tracker, instrument: str, on: str, known: str | None = None, scope: str | None = None) -> str:
    """The force on a day, as it was known at last or on a day: "doubt" where the answer is not sure."""
    state = tracker.state(instrument, on, known or "2026-11-01", **({"scope": scope} if scope else {}))
    return "doubt" if state.force == "unknown" or not _DOUBTS.isdisjoint(state.flags) else str(state.force)


def notice(dates: str, summary: str = "", **fields: Any) -> dict[str, Any]:
    return {
        "document_number": "2024-90001", "publication_date": "2024-04-10", "type": "Notice", "citation": "89 FR 25410",
        "title": "Kiln Dust Monitoring; Enforcement", "action": "Notice of enforcement discretion.", "dates": dates,
        "abstract": summary or None, "effective_on": None, "cfr_references": CFR, **fields,
    }  # fmt: skip


# --- a notice that is for nothing but a time ------------------------------------------------------------------------

UNTIL = (  # DATES, SUMMARY; each is in force on August 1, 2024, and over on November 20, 2024
    ("As of April 8, 2024, the Agency will temporarily pause enforcement of the requirements of the final rule "
     "published at 88 FR 41230 (June 20, 2023), for coal mine operators, until October 18, 2024.", ""),
    ("The Agency will not enforce 30 CFR 60.12 until October 18, 2024.", ""),
    ("The Agency will not enforce the recording requirements through October 18, 2024.", ""),
    ("The Agency does not intend to enforce the recording requirements before October 18, 2024.", ""),
    ("This notice is effective April 10, 2024. The Agency will exercise the discretion described in this notice "
     "through October 18, 2024.", ""),
    ("This policy is effective April 10, 2024. The Agency intends to exercise its enforcement discretion, with "
     "respect to small mines, until October 18, 2024.", ""),
    ("Enforcement of 30 CFR part 60, subpart C, is temporarily paused until October 18, 2024.", ""),
    ("As of April 8, 2024, the enforcement of 30 CFR 60.12, published at 88 FR 41230 on June 20, 2023, is suspended "
     "through October 18, 2024.", ""),
    ("This notice is effective April 10, 2024.", "The Agency will refrain from taking enforcement action against "
     "operators that do not record samples on or before October 18, 2024."),
    ("April 10, 2024.", "The Agency will not take enforcement action for violations of 30 CFR 60.12 that occur on or "
     "before October 18, 2024."),
    ("This policy is effective April 10, 2024.", "This document announces a policy on 30 CFR 60.12. The Agency will "
     "consider all circumstances in deciding whether to take enforcement action for noncompliance on or before "
     "October 18, 2024."),
    ("This notice is effective April 10, 2024.", "The Agency grants a waiver of 30 CFR 60.12 to all operators from "
     "April 10, 2024, through October 18, 2024."),
    ("This notice is effective April 10, 2024.", "The Agency is waiving 30 CFR 60.12 for operators in the flooded "
     "counties until October 18, 2024."),
    ("The Agency will suspend its enforcement of 30 CFR 60.12 from April 10, 2024, until October 18, 2024. Comments "
     "must be received by June 3, 2024.", ""),
    ("The Agency will not enforce 30 CFR 60.12 until October 18, 2024, or until the register is built, whichever is "
     "earlier.", ""),
    ("", "The Agency will not issue any fines or penalties or take any other enforcement action against operators "
     "until October 18, 2024."),
    ("The Agency will forbear from enforcing 30 CFR 60.12 until October 18, 2024.", "The rule itself is not changed."),
)  # fmt: skip


@each_row(("dates", "summary", "type", "action"), [
    (*row, type, action)
    for row in UNTIL
    for type, action in (("Notice", "Notice of discretion."), ("Rule", "Notification of enforcement pause."))
])  # fmt: skip
def test_what_a_notice_does_until_a_day_is_over_with_it(dates: str, summary: str, type: str, action: str) -> None:
    tracker = ledger(notice(dates, summary, type=type, action=action))
    assert (force(tracker, "89 FR 25410", "2024-08-01"), force(tracker, "89 FR 25410", "2024-11-20")) == ("yes", "no")
    state = tracker.state("89 FR 25410", "2024-08-01", "2024-08-01")
    assert "2024-10-18" in str(state.until) or "2024-10-19" in str(state.until)
    assert state.status == "current"


EXTENSION = {"title": "Import Duties on Looms: Extension of Exclusions", "action": "Notice.", "cfr_references": []}
LICENSES = {**EXTENSION, "title": "Extension of General Licenses for Looms"}
EXTENDED = (  # DATES, SUMMARY, fields: each is over on November 20, 2024
    ("The exclusions extended by this notice will remain in effect through October 18, 2024.", "", EXTENSION),
    ("The exclusions announced in this notice are extended through October 18, 2024.", "", EXTENSION),
    ("This notice is effective April 10, 2024.", "The agency is extending 88 exclusions until October 18, 2024. They "
     "were scheduled to expire on April 30, 2024.", EXTENSION),
    ("The loom exclusions that were set to expire on April 20, 2024, are extended through October 18, 2024.", "",
     EXTENSION),
    ("The exclusions extended in this notice will extend through May 31, 2024, for spools, and through October 18, "
     "2024, for looms.", "", EXTENSION),
    ("The licenses will continue until October 18, 2024.", "The earlier notice set May 30, 2024, as their end.",
     LICENSES),
    ("This notice is effective April 10, 2024.", "The agency extends the licenses expiring on April 30, 2024, until "
     "October 18, 2024.", LICENSES),
    ("The licenses will apply through October 18, 2024.", "", LICENSES),
    ("The permits are extended through October 18, 2024.", "", {**LICENSES, "title": "Harbor Permits; Extension"}),
    ("The authorization is hereby renewed until October 18, 2024.", "",
     {**LICENSES, "title": "Renewal of Authorization for Barges"}),
)  # fmt: skip


@each_row(("dates", "summary", "fields"), EXTENDED)
def test_a_notice_that_only_extends_is_over_with_what_it_extends(
    dates: str, summary: str, fields: dict[str, Any]
) -> None:
    tracker = ledger(notice(dates, summary, **fields))
    assert (force(tracker, "89 FR 25410", "2024-08-01"), force(tracker, "89 FR 25410", "2024-11-20")) == ("yes", "no")
    answer = tracker.state("89 FR 25410", "2024-04-20", "2024-04-20")
    assert not [each for each in answer.deadlines if each.name != "comments"]


@each_row(("dates", "summary", "fields"), (
    ("The comment period on the exclusions is extended through October 18, 2024.", "", EXTENSION),
    ("This notice is effective April 10, 2024.", "The agency is extending the deadline for licenses until October 18, "
     "2024.", LICENSES),
    ("The exclusions that were extended through October 18, 2024, remain available.", "", EXTENSION),
    ("This notice is effective April 10, 2024.", "The agency proposes that the exclusions will be extended through "
     "October 18, 2024.", EXTENSION),
    ("This notice is effective April 10, 2024.", "The agency extends the licenses until October 18, 2024, and adds ten "
     "licenses to the list.", LICENSES),
    ("This notice is effective April 10, 2024.", "The waivers are extended until October 18, 2024. The agency grants "
     "ten new waivers.", {**LICENSES, "title": "Looms; Extension of Waivers"}),
))  # fmt: skip
def test_what_does_more_than_extend_or_extends_something_else_goes_on(
    dates: str, summary: str, fields: dict[str, Any]
) -> None:
    assert force(ledger(notice(dates, summary, **fields)), "89 FR 25410", "2024-11-20") == "yes"


def test_a_filing_that_was_called_off_ends_nothing() -> None:
    filed = read_metadata(notice("The Agency will not enforce 30 CFR 60.12 until October 18, 2024.")).document
    assert filed is not None
    ends = [
        "set_expiry" in {each.kind for each in DocumentReading(attrs.evolve(filed, published_on=day)).statements()}
        for day in (filed.published_on, None)
    ]
    assert ends == [True, False]


LASTING = (  # DATES, SUMMARY, fields: each goes on, or is in doubt
    ("This notice is effective April 10, 2024.", "The Agency will not enforce 30 CFR 60.12 until it publishes a new "
     "rule, which it expects by October 18, 2024.", {}),
    ("This policy is effective April 10, 2024.", "This policy replaces the 2019 enforcement manual. In addition, the "
     "Agency will not enforce 30 CFR 60.12 until October 18, 2024.", {}),
    ("This notice is effective April 10, 2024. The Agency also adopts Form K-2 as of that day and will not enforce "
     "the use of Form K-1 until October 18, 2024.", "", {}),
    ("Comments must be received by October 18, 2024.", "The Agency will not enforce 30 CFR 60.12 while it reviews "
     "the rule.", {}),
    ("This notice is effective April 10, 2024.", "The Agency will begin to enforce 30 CFR 60.12 on October 18, "
     "2024.", {"action": "Notice of enforcement policy."}),
    ("This rule is effective April 10, 2024.", "This rule amends 30 CFR 60.12. The Agency will not enforce the "
     "amended section until October 18, 2024.", {"type": "Rule", "action": "Final rule; enforcement discretion."}),
    ("This notice is effective April 10, 2024.", "The Agency had announced that it would not enforce 30 CFR 60.12 "
     "until October 18, 2024. It now enforces the section.", {"action": "Notice of enforcement policy."}),
    ("Comments must be received by October 18, 2024.", "A carrier petitioned the Agency for a waiver of 30 CFR 60.12 "
     "until October 18, 2026.", {"action": "Notice of petition for waiver."}),
    ("This notice is effective April 10, 2024.", "If the Agency denies a request, it will not enforce the section "
     "against the requester until October 18, 2024.", {"action": "Notice of enforcement policy."}),
    ("This notice is effective April 10, 2024.", "The Agency will not enforce the section at least until October 18, "
     "2024.", {}),
    ("This notice is effective April 10, 2024.", "The Agency will not enforce the section until October 18, 2024, or "
     "until the register is built, whichever is later.", {}),
    ("This guidance is effective April 10, 2024.", "This guidance describes how samples are kept. The Agency will not "
     "enforce 30 CFR 60.12 until October 18, 2024.", {"action": "Guidance.", "title": "Keeping of Samples"}),
    ("This notice is effective April 10, 2024.", "The Agency announces the availability of a guide, and will not "
     "enforce 30 CFR 60.12 until October 18, 2024.", {}),
    ("This notice is effective April 10, 2024.", "The Agency will exercise discretion for kilns that were built before "
     "October 18, 2024.", {}),
    ("This notice is effective April 10, 2024.", "The Agency will not enforce the rule that applies through October "
     "18, 2024, to old kilns.", {}),
    ("This notice is effective April 10, 2024.", "The Agency is not waiving 30 CFR 60.12 until October 18, 2024.", {}),
    ("This notice is effective April 10, 2024.", "The Agency waives the late fee for permits expiring on October 18, "
     "2024.", {}),
    ("This notice is effective April 10, 2024.", "The Agency proposes to pause enforcement of 30 CFR 60.12 until "
     "October 18, 2024.", {"action": "Notice."}),
)  # fmt: skip


@each_row(("dates", "summary", "fields"), LASTING)
def test_a_notice_that_is_for_more_is_not_over_with_it(dates: str, summary: str, fields: dict[str, Any]) -> None:
    tracker = ledger(notice(dates, summary, **fields))
    assert force(tracker, "89 FR 25410", "2024-11-20") != "no"


def test_what_the_agency_does_is_no_deadline_of_others() -> None:
    tracker = ledger(notice(UNTIL[4][0]))
    assert tracker.state("89 FR 25410", "2024-08-01", "2024-08-01").deadlines == ()


@each_row(
    ("until", "status"),
    [
        ("the Agency publishes a document ending it", "current"),
        ("the Agency issues another notice that terminates it", "current"),
        ("it is withdrawn", "current"),
        ("this notice is rescinded or replaced", "current"),
        ("further notice", "current"),
        ("the levee is repaired", "unknown"),
        ("the Agency issues the permits", "unknown"),
    ],
)
def test_what_lasts_until_a_later_document_ends_it_has_no_end_yet(until: str, status: str) -> None:
    tracker = ledger(notice(f"This policy is effective April 10, 2024, and will remain in effect until {until}."))
    assert tracker.state("89 FR 25410", "2024-08-01", "2024-08-01").status == status


# --- ends told twice, and what waits for several reasons ------------------------------------------------------------

SIEVES = {
    "document_number": "2023-91001", "publication_date": "2023-09-07", "type": "Rule", "citation": "88 FR 61001",
    "title": "Control of Sieves", "action": "Interim final rule.", "effective_on": "2023-09-05",
    "cfr_references": [{"title": 15, "part": 744}],
    "dates": "This rule is effective September 5, 2023.", "abstract": "This rule controls sieves.",
}  # fmt: skip


@each_row(
    ("returns", "until"),
    [
        ("will be reinstated on November 10, 2024", "2024-11-10"),
        ("will again take effect on November 10, 2024", "2024-11-10"),
        ("will be in effect again beginning November 10, 2024", "2024-11-10"),
        ("will resume on November 9, 2024", "2024-11-09"),
    ],
)
def test_the_day_of_return_decides_whether_the_last_day_is_counted(returns: str, until: str) -> None:
    pause = {
        **SIEVES, "document_number": "2023-91002", "publication_date": "2023-11-12", "citation": "88 FR 70001",
        "title": "Suspension of Control of Sieves", "action": "Final rule.",
        "dates": "This rule is effective from November 10, 2023, until November 9, 2024.",
        "abstract": "In this rule, the Bureau suspends the effectiveness of the interim final rule published September "
                    f"7, 2023, at 88 FR 61001. The amendments made by that rule {returns}.",
    }  # fmt: skip
    state = ledger(SIEVES, pause).state("88 FR 61001", "2024-03-02", "2024-03-02")
    assert (state.status, state.until) == ("stayed", until)


def test_what_waits_for_several_reasons_is_called_by_what_the_whole_waits_for() -> None:
    rule = {
        **SIEVES, "effective_on": None, "action": "Final rule.",
        "dates": "This rule is effective October 18, 2023, except for 15 CFR 744.2 and 744.3, which are effective "
                 "March 1, 2024.",
    }  # fmt: skip
    delay = {
        **rule, "document_number": "2023-91002", "publication_date": "2023-10-02", "citation": "88 FR 70001",
        "title": "Control of Sieves; Delay of Effective Date", "action": "Final rule; delay of effective date.",
        "dates": "The effective date of the final rule published September 7, 2023 (88 FR 61001), is delayed until "
                 "December 21, 2023. The effective date of March 1, 2024, for 15 CFR 744.2 and 744.3 is unchanged.",
    }  # fmt: skip
    tracker = ledger(rule, delay)
    state = tracker.state("88 FR 61001", "2023-11-20", "2023-11-20")
    assert (state.status, state.force, state.until) == ("delayed", "no", "2023-12-21")
    assert tracker.state("88 FR 61001", "2024-01-20", "2024-01-20").status == "mixed"


# --- a suspension that is longer than its notice said ---------------------------------------------------------------

_OF_IMPORTS = {"title": "Notice of Temporary Suspension of Parrot Imports From Listed Countries", "action": "Notice."}
_LONGER = {
    "document_number": "2024-90002", "publication_date": "2024-07-05", "citation": "89 FR 55410", "action": "Notice.",
    "title": "Notice of Extension and Modification of Temporary Suspension of Parrot Imports From Listed Countries",
}  # fmt: skip


def suspended(words: str, **fields: Any) -> Tracker:
    """A ledger of a suspension until July 14, 2024, and of a notice that extends it."""
    first = notice("This notice is effective April 10, 2024, and will remain in effect through July 14, 2024.",
                   "The Agency announces a suspension of the importation of parrots.", **_OF_IMPORTS)  # fmt: skip
    longer = notice(f"This notice is effective July 5, 2024. The {words} January 31, 2025.", **{**_LONGER, **fields})
    return ledger(first, longer)


@each_row(
    "words",
    [
        "temporary suspension announced at 89 FR 25410 is extended through",
        "suspension announced in the notice published on April 10, 2024 (89 FR 25410), is extended through",
        "pause imposed at 89 FR 25410 is extended through",
        "temporary suspension of imports of parrots published at 89 FR 25410 is extended through",
    ],
)
def test_a_suspension_that_a_notice_announced_goes_on_with_it(words: str) -> None:
    tracker = suspended(words)
    on = ("2024-07-20", "2025-01-31", "2025-02-01")
    assert [force(tracker, "89 FR 25410", each) for each in on] == ["yes", "yes", "no"]
    assert force(tracker, "89 FR 55410", "2025-02-01") == "no"
    assert force(tracker, "89 FR 25410", "2024-07-20", known="2024-06-01") == "no"


@each_row(
    ("words", "title"),
    [
        ("suspension of the rule published at 89 FR 25410 is extended through", "Parrots; Notice of Extension"),
        ("suspension of 30 CFR 60.12 announced at 89 FR 25410 is extended through", "Parrots; Notice of Extension"),
        ("stay announced at 89 FR 25410 is extended through", "Parrots; Notice of Extension"),
        ("suspension announced at 89 FR 25410 is extended through", "Parrot Rule; Notice of Extension"),
        ("suspension of enforcement announced at 89 FR 25410 is extended through", "Parrots; Notice of Extension"),
    ],
)
def test_what_stays_a_rule_is_no_suspension_of_its_own(words: str, title: str) -> None:
    told = [json.loads(line) for line in suspended(words, title=title).export()]
    assert not any(each["record"].get("kind") == "extend_expiry" for each in told if each.get("type") == "event")


# --- an exemption: by the day from which it applies, and not by that on which it was issued -------------------------

EXEMPTION = "Class Exemption for Deferred Kiln Leases"
GRANT = {
    "document_number": "2024-80011", "publication_date": "2024-02-05", "type": "Rule", "citation": "89 FR 7800",
    "title": EXEMPTION, "action": "Adoption of class exemption.", "dates": "", "effective_on": None,
    "abstract": "This document grants an exemption from prohibited transaction rules.",
    "cfr_references": [{"title": 29, "part": 2510}],
}  # fmt: skip


def grant(dates: str, **fields: Any) -> dict[str, Any]:
    return {**GRANT, "dates": dates, **fields}


@each_row("dates", (
    "Issuance date: This exemption is issued March 7, 2024. Applicability date: This exemption is applicable to "
    "transactions occurring on or after September 9, 2024.",
    "This exemption is issued on March 7, 2024, and is applicable on September 9, 2024.",
    "The class exemption is applicable September 9, 2024.",
))  # fmt: skip
def test_an_exemption_is_in_force_from_its_applicability_date_and_that_can_be_delayed(dates: str) -> None:
    tracker = ledger(grant(dates))
    assert [force(tracker, "89 FR 7800", day) for day in ("2024-05-01", "2024-09-09")] == ["no", "yes"]
    delay = grant(
        "The applicability date of the exemption published at 89 FR 7800 is delayed from September 9, 2024, to "
        "November 8, 2024.", title=f"{EXEMPTION}; Delay", action="Final rule; extension of applicability date.",
        document_number="2024-80012", publication_date="2024-08-30", citation="89 FR 70100",
    )  # fmt: skip
    tracker = ledger(grant(dates), delay)
    assert [force(tracker, "89 FR 7800", day) for day in ("2024-10-01", "2024-11-08")] == ["no", "yes"]


def test_an_exemption_that_tells_its_effective_date_keeps_it() -> None:
    tracker = ledger(
        grant("The exemption is effective April 1, 2024. It is applicable to leases of September 9, 2024.")
    )
    assert force(tracker, "89 FR 7800", "2024-05-01") == "yes"


def test_relief_that_applies_until_a_day_is_over_then() -> None:
    relief = grant(
        "This exemptive relief is issued February 1, 2024, and applies through August 9, 2024.", type="Notice",
        title="Order Granting Exemptive Relief From Kiln Rules", action="Exemptive relief.",
    )  # fmt: skip
    tracker = ledger(relief)
    assert [force(tracker, "89 FR 7800", day) for day in ("2024-03-01", "2024-08-09", "2024-08-10")] == [
        "yes",
        "yes",
        "no",
    ]


def test_a_proposed_exemption_is_none() -> None:
    proposed = grant(
        "The proposed exemption would be applicable September 9, 2024.", action="Notice of proposed exemption."
    )
    assert force(ledger(proposed), "89 FR 7800", "2024-10-01") != "yes"


# --- a declaration that is printed after the day on which it was made ------------------------------------------------

DISASTER = "Lakonia; Major Disaster and Related Determinations"


def declared(dates: str, title: str) -> list[str]:
    """The force before the day of a declaration, before it is printed, and then."""
    tracker = ledger(notice(dates, publication_date="2024-09-03", title=title, action="Notice.", cfr_references=[]))
    return [force(tracker, "89 FR 25410", day) for day in ("2024-08-01", "2024-08-20", "2024-09-03")]


@each_row(
    ("dates", "title"),
    [
        ("The declaration was issued August 9, 2024.", DISASTER),
        ("The declaration was made on August 9, 2024.", DISASTER),
        ("This amendment was issued August 9, 2024.", "Lakonia; Amendment No. 1 to a Major Disaster Declaration"),
        ("This change occurred on August 9, 2024.", "Lakonia; Amendment No. 3 to Notice of an Emergency Declaration"),
        ("Issued on 08/09/2024.", "Presidential Declaration of a Major Disaster for the State of Lakonia"),
        ("Issued on August 9, 2024. Loan Application Deadline Date: November 4, 2024.",
         "Administrative Declaration of a Disaster for the State of Lakonia"),
    ],
)  # fmt: skip
def test_before_it_is_printed_a_declaration_is_not_known(dates: str, title: str) -> None:
    assert declared(dates, title) == ["no", "doubt", "yes"]


@each_row(
    ("dates", "title"),
    [
        ("The incident began on August 9, 2024.", DISASTER),
        ("The declaration was issued September 3, 2024.", DISASTER),
        ("The declaration will be issued August 9, 2025.", DISASTER),
        ("The request was received August 9, 2024.", "Notice of Determination"),
        ("The meeting notice was issued August 9, 2024.", "Notice of Public Meeting"),
    ],
)
def test_what_is_no_day_of_a_declaration_leaves_it(dates: str, title: str) -> None:
    assert declared(dates, title)[1] == "no"
