"""Of a rule that a document cites: since when it is in force, which provisions are its, and what is added meanwhile."""

from __future__ import annotations

from typing import Any

from tests.accuracy.rounds import _DOUBTS
from tests.rows import each_row
from tests.sources.federal_register.test_stays_of_provisions import RULE
from tests.sources.federal_register.test_terms_of_stays import ledger

F = "final rule published May 3, 2030, at 95 FR 30000"


def status(
    part: str | None, on: str, *, known: str = "2032-06-01", rule: bool = False, paper: str = "95 FR 30000", **row: Any
) -> str:
    """Return a status, with a question mark where it is in doubt."""
    tracker = ledger(*([RULE] if rule else []), {"title": "Kilns; Stay", "abstract": "EPA acts.", **row})
    state = tracker.state(paper, on, known, scope=f"40 CFR {part}" if part else None)
    return f"{state.status}{'' if _DOUBTS.isdisjoint(state.flags) and state.force != 'unknown' else '?'}"


SINCE = (
    f"MSHA announces a stay of the compliance date under the {F}. The rule took effect on July 2, "
    "2030, and is otherwise in force.",
    f"MSHA announces a stay of the compliance date under the {F}. That rule took effect July 2, 2030.",
    f"MSHA announces a stay of the compliance date under the {F}, which became effective on July 2, 2030.",
    f"MSHA announces a stay of the compliance date under the {F} (effective July 2, 2030).",
    f"MSHA announces a stay of the compliance date under the {F}, effective July 2, 2030.",
    f"MSHA announces a stay of the compliance date under the {F}. The final rule was effective "
    "July 2, 2030, and remains in effect.",
    f"MSHA announces a stay of the compliance date under the {F}. The rule, which took effect on "
    "July 2, 2030, is not otherwise affected.",
    f"MSHA announces a stay of the compliance date under the {F}. The rule has been in effect since July 2, 2030.",
    f"MSHA announces a stay of the compliance date under the {F}. The rule itself became effective "
    "on July 2, 2030, and is not changed by this action.",
    f"MSHA announces a stay of the compliance date under the {F}, with an effective date of July 2, 2030.",
    f"MSHA announces a stay of the compliance date under the {F}. A petition before the U.S. Court "
    "of Appeals for the Eighth Circuit has made the stay necessary. The rule took effect on July "
    "2, 2030.",
)

OF_ANOTHER = (
    f"MSHA announces a stay of the compliance date under the {F}. The standard that it replaces "
    "took effect on July 2, 2029.",
    f"MSHA announces a stay of the compliance date under the {F}. The 2029 rule took effect on July 2, 2029.",
    f"MSHA announces a stay of the compliance date under the {F}. The rule would have taken effect "
    "on July 2, 2030, but was delayed.",
    f"MSHA announces a stay of the compliance date under the {F}. The agency's reorganization took "
    "effect on July 2, 2030.",
)

COMPLIANCE = {
    "dates": "The compliance date of June 14, 2031, for kiln operators in 40 CFR 60.41 is stayed until October 18, "
    "2031.",
    "title": "Kilns; Pause", "action": "Final rule; stay of compliance dates.",
}  # fmt: skip


@each_row("summary", SINCE)
def test_a_day_told_of_the_cited_rule_is_its_begin_and_that_of_no_stay(summary: str) -> None:
    assert status(None, "2030-08-05", abstract=summary, **COMPLIANCE) in ("in_force", "mixed")
    assert status(None, "2030-06-15", abstract=summary, **COMPLIANCE) == "pending"


@each_row("summary", OF_ANOTHER)
def test_a_day_of_another_thing_begins_no_rule(summary: str) -> None:
    assert status(None, "2030-08-05", abstract=summary, **COMPLIANCE).endswith("?")


CORRECTED = (
    ("This correction is effective July 2, 2030. The effective date of AD 2030-13-06 remains July "
     "2, 2030.",
     "The FAA is correcting an AD that published in the Federal Register on May 3, 2030, at 95 FR "
     "30000. The part number is incorrect."),
    ("The effective date of the final rule published May 3, 2030 (95 FR 30000) is July 2, 2030; "
     "this correction does not change it.",
     "This document corrects errors in that rule."),
    ("The effective date of the final rule published May 3, 2030 (95 FR 30000) remains July 2, "
     "2030.",
     f"This document corrects errors in the {F}."),
)  # fmt: skip


@each_row(("dates", "summary"), CORRECTED)
def test_the_day_that_remains_is_that_of_what_is_corrected(dates: str, summary: str) -> None:
    row = {
        "title": "Directives; Correction", "action": "Final rule; correction.", "publication_date": "2030-06-21",
        "document_number": "2030-90001", "citation": "95 FR 40000", "dates": dates, "abstract": summary,
    }  # fmt: skip
    assert status(None, "2030-08-05", **row) == "in_force"
    assert status(None, "2030-06-23", **row) == "pending"


def test_a_correction_that_tells_no_day_of_the_rule_begins_none() -> None:
    row = {
        "title": "Directives; Correction", "action": "Final rule; correction.", "publication_date": "2030-06-21",
        "document_number": "2030-90001", "citation": "95 FR 40000",
        "dates": "This correction is effective July 2, 2030.", "abstract": f"The FAA is correcting the {F}.",
    }  # fmt: skip
    assert status(None, "2030-08-05", **row).endswith("?")


PUBLISHED_AT = (
    "EPA stays for a limited time a provision of its standards. The provision was published on "
    "May 3, 2030, at 95 FR 30000. The stay leaves the remainder of part 60, which took effect on "
    "July 2, 2030, in place.",
    "EPA stays a provision of its standards, which was published on May 3, 2030 (95 FR 30000), "
    "and took effect on July 2, 2030.",
    "EPA stays § 60.41(b), which was added by a final rule published on May 3, 2030, at 95 FR "
    "30000. The rule took effect on July 2, 2030.",
    "EPA stays § 60.41(b), added on May 3, 2030 (95 FR 30000).",
    f"EPA stays the provision adopted in the {F}, that bars the sale of old kilns.",
    "EPA stays one provision of its standards for kilns. The standards were published on May 3, "
    "2030, at 95 FR 30000, and took effect on July 2, 2030.",
    "The National Kiln Commission (NKC) stays for a limited time the sunset in its technical "
    "standards. Under the provision, certain kilns could not be sold. The provision was published "
    "on May 3, 2030, at 95 FR 30000.",
)

NOT_ITS = (
    "EPA stays a provision of its standards. The proposal to repeal it was published on May 3, 2030, at 95 FR 30000.",
    "EPA stays a provision of its standards. A request for information on it was published on May "
    "3, 2030, at 95 FR 30000.",
    "EPA stays a provision of its standards. The petition was granted in a notice published on "
    "May 3, 2030, at 95 FR 30000.",
)

PROVISION = {
    "dates": "This rule is effective June 5, 2031. 40 CFR 60.41(b) is stayed from June 5, 2031, through November 30, "
    "2031.", "action": "Final rule; stay of provision.",
}  # fmt: skip


@each_row("summary", PUBLISHED_AT)
def test_a_stayed_provision_is_of_the_rule_in_which_summary_says_it_was_published(summary: str) -> None:
    for rule in (True, False):
        row = {"rule": rule, "abstract": summary, **PROVISION}
        assert status("60.41(b)", "2031-08-01", **row).strip("?") == "stayed"
        assert status("60.41(b)", "2032-01-15", **row).strip("?") == "in_force"
    assert status("60.42", "2031-08-01", rule=True, abstract=summary, **PROVISION) == "in_force"


@each_row("summary", NOT_ITS)
def test_a_page_of_another_paper_has_no_provisions(summary: str) -> None:
    assert status("60.41(b)", "2031-08-01", rule=True, abstract=summary, **PROVISION) != "stayed"


def test_a_rule_that_may_have_the_provision_is_in_doubt() -> None:
    summary = f"EPA stays for a limited time the sunset in the kiln standards. The sunset appeared in the {F}."
    assert status("60.41(b)", "2031-08-01", rule=True, abstract=summary, **PROVISION).endswith("?")
    assert status("60.42", "2031-08-01", rule=True, abstract=summary, **PROVISION) == "in_force"


ADDED = (
    "As of June 14, 2031, 40 CFR 60.41 and 60.42 are stayed until March 2, 2032, and 40 CFR "
    "60.41T and 60.42T are added until March 2, 2032.",
    "Effective June 14, 2031, 40 CFR 60.41 and 60.42 are stayed until March 2, 2032, and 40 CFR "
    "60.41T and 60.42T are added from June 14, 2031, until March 2, 2032.",
    "As of June 14, 2031, 40 CFR 60.41 and 60.42 are stayed until March 2, 2032. Sections 60.41T "
    "and 60.42T are added effective June 14, 2031, until March 2, 2032.",
    "Sections 60.41 and 60.42 are stayed from June 14, 2031, until March 2, 2032; §§ 60.41T and "
    "60.42T are added from June 14, 2031, until March 2, 2032.",
    "As of June 14, 2031, 40 CFR 60.41 and 60.42 are stayed until March 2, 2032, and §§ 60.41T "
    "and 60.42T are added in their place until March 2, 2032.",
)


@each_row("dates", ADDED)
def test_what_is_added_while_a_section_is_stayed_ends_with_the_stay(dates: str) -> None:
    row = {
        "rule": True, "dates": dates, "title": "Kilns; Standards",
        "action": "Final rule; stay of effective date; reinstatement of rules.", "abstract": "The FRA is staying two "
        "sections of its May 3, 2030, final rule (95 FR 30000) to March 2, 2032.",
    }  # fmt: skip
    assert status("60.41", "2031-09-03", **row) == "stayed"
    assert status("60.42", "2032-03-05", **row) == "in_force"
    assert status("60.40", "2031-09-03", **row) == "in_force"
    assert status("60.41T", "2031-10-01", paper="96 FR 21000", **row) == "in_force"
    assert status("60.41T", "2032-04-01", paper="96 FR 21000", **row) == "expired"


REMOVED = (
    "The FAA is removing Airworthiness Directive (AD) 2030-11-04, published at 95 FR 30000 (May "
    "3, 2030), which applied to certain engines. AD 2030-11-04 required inspections. The "
    "manufacturer has determined that the unsafe condition no longer exists.",
    "The FAA is removing Airworthiness Directive (AD) 2030-11-04, published at 95 FR 30000 on May "
    "3, 2030, which applied to certain engines. Accordingly, AD 2030-11-04 is removed.",
    "The FAA is rescinding AD 2030-11-04, which published at 95 FR 30000 on May 3, 2030.",
    "The FAA removes AD 2030-11-04 (95 FR 30000, May 3, 2030).",
    "This AD removes Airworthiness Directive 2030-11-04 (95 FR 30000; May 3, 2030).",
    "This rule removes AD 2030-11-04, Amendment 39-21134 (95 FR 30000, May 3, 2030).",
)

NOT_REMOVED = (
    "The FAA is superseding AD 2030-11-04, published at 95 FR 30000 on May 3, 2030. This AD "
    "removes a part number from the list of AD 2030-11-04.",
    "The FAA is removing certain engines from the applicability of AD 2030-11-04, published at 95 "
    "FR 30000 on May 3, 2030.",
    "The FAA is removing paragraph (g) of AD 2030-11-04, published at 95 FR 30000 on May 3, 2030.",
    "The FAA proposes to remove AD 2030-11-04, published at 95 FR 30000 on May 3, 2030.",
)

DIRECTIVE = {
    "title": "Airworthiness Directives; Corvane Engines", "action": "Final rule; removal.",
    "dates": "This rule is effective July 10, 2031.",
}  # fmt: skip


@each_row("summary", REMOVED)
def test_a_directive_is_removed_by_its_number(summary: str) -> None:
    assert status(None, "2031-08-01", abstract=summary, **DIRECTIVE) == "rescinded"


@each_row("summary", NOT_REMOVED)
def test_what_is_removed_from_a_directive_leaves_it(summary: str) -> None:
    if "superseding" not in summary:
        row = {"rule": True, "abstract": summary, **DIRECTIVE, "action": "Final rule."}
        assert status(None, "2031-08-01", **row).strip("?") != "rescinded"


BEGAN = (
    "The amendments to 40 CFR 60.41(cc) and (dd) became effective July 2, 2030.",
    "The amendments to 40 CFR 60.41(cc) and (dd) took effect on July 2, 2030.",
    "40 CFR 60.41(cc) became effective July 2, 2030.",
    "Section 60.41(cc), which took effect July 2, 2030, remains in effect.",
    "The additions of 40 CFR 60.41(cc) and (dd) took effect on July 2, 2030, as scheduled.",
    "The amendments adding § 60.41(cc) and (dd) went into effect on July 2, 2030.",
    "The revisions to § 60.41(cc) and § 60.42 became effective on July 2, 2030.",
    "The amendment to 40 CFR 60.41(cc) has been in effect since July 2, 2030.",
)

NOT_BEGUN = (
    "The amendments to 40 CFR 60.99 made by the rule of January 5, 2030 (95 FR 1000), became effective July 2, 2030.",
    "The amendments to 40 CFR 60.41(cc) did not take effect on July 2, 2030.",
    "Compliance with the amendments to 40 CFR 60.41(cc) was required by July 2, 2030.",
)

DELAYED = (
    "As of June 5, 2031, the effective date of the amendments to 40 CFR 60.41(h)(6) through (9), published at 95 FR "
    "30000 (May 3, 2030), is delayed until January 1, 2033."
)
DELAY = {"title": "Kilns; Delay", "action": "Final rule; delay of effective date."}


@each_row("told", BEGAN)
def test_provisions_that_are_not_delayed_began_when_it_is_told(told: str) -> None:
    for dates, summary in (
        (f"{DELAYED} {told}", "EPA delays provisions."),
        (DELAYED, f"EPA delays provisions. {told}"),
    ):
        row = {"dates": dates, "abstract": summary, **DELAY}
        assert status("60.41(cc)", "2031-07-01", **row) == "in_force"
        assert status("60.41(cc)", "2030-06-01", **row) == "pending"
        assert status("60.41(h)(7)", "2031-07-01", **row) == "delayed"


@each_row("told", NOT_BEGUN)
def test_provisions_of_which_something_else_is_told_began_on_no_day(told: str) -> None:
    assert status("60.41(cc)", "2031-07-01", dates=f"{DELAYED} {told}", **DELAY).endswith("?")


BY_PAGE = (
    "The compliance date of 40 CFR 60.41 of the final rule at 95 FR 30000 is delayed until January 1, 2033.",
    "The compliance date of June 14, 2032, in the rule published at 95 FR 30000 is extended to January 1, 2033.",
    "40 CFR 60.41(b), published at 95 FR 30000, is stayed from June 5, 2032, until January 1, 2033.",
)


@each_row("dates", BY_PAGE)
def test_a_rule_of_which_only_the_page_is_told_began_a_year_after_its_volume(dates: str) -> None:
    row = {"dates": dates, "publication_date": "2032-06-05", "document_number": "2032-90001", "citation": "97 FR 21000"}
    tracker = ledger({"title": "Kilns; Delay", "action": "Final rule.", **row})
    known = tracker.state("95 FR 30000", "2032-06-01", "2032-06-20")
    assert known.force == "yes"
    assert "derived_date" in known.flags
    assert tracker.state("95 FR 30000", "2030-06-01", "2032-06-20").force == "unknown"


def test_what_is_withdrawn_from_service_is_no_rule() -> None:
    row = {
        "dates": "This AD becomes effective July 9, 2032.", "action": "Final rule; removal.",
        "publication_date": "2032-06-05", "document_number": "2032-90001", "citation": "97 FR 21000",
        "effective_on": "2032-07-09",
        "title": "Airworthiness Directives; Kiln Fans; Removal of AD", "abstract": "The FAA is removing Airworthiness "
        "Directive (AD) 2030-07-11, published at 95 FR 30000 (May 3, 2030), which applied to certain fans. The fans "
        "have been withdrawn from service.",
    }  # fmt: skip
    known = ledger(row).state("95 FR 30000", "2032-06-10", "2032-06-20")
    assert (known.force, "derived_date" in known.flags) == ("yes", True)


def test_a_proposal_at_a_page_has_no_begin() -> None:
    row = {
        "dates": "The compliance date in the proposed rule at 95 FR 30000 is stayed until January 1, 2033.",
        "publication_date": "2032-06-05", "document_number": "2032-90001", "citation": "97 FR 21000",
    }  # fmt: skip
    tracker = ledger({"title": "Kilns; Delay", "action": "Final rule.", **row})
    assert tracker.state("95 FR 30000", "2032-06-01", "2032-06-20").force != "yes"
