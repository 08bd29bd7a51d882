"""What is done to a rule that the document names by its title and its part alone, and which titles are of one rule."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
TITLE = "Harbor Dredge Plans; Connecticut"
RULE = {
    "document_number": "2026-10001", "publication_date": "2026-01-05", "type": "Rule", "title": TITLE,
    "citation": "91 FR 100", "action": "Final rule.", "dates": "This rule is effective February 4, 2026.",
    "cfr_references": [{"title": 33, "part": 340}],
}  # fmt: skip


def state(act: dict[str, Any], scope: str | None = None, rule: dict[str, Any] = RULE) -> tuple[str, str, bool]:
    """Return the status and the force of the rule after an act on it, and whether it is in doubt."""
    other = {**rule, "document_number": "2026-10002", "publication_date": "2026-04-06", "citation": "91 FR 9000", **act}
    tracker = recorded((rule, other), NOW)
    found = tracker.state("91 FR 100", "2026-06-01", "2026-06-01", **({"scope": scope} if scope else {}))
    return found.status, found.force.value, "unread" in found.flags


STAY = {
    "title": f"{TITLE}; Ten-Year Plans", "action": "Final rule; notice of stay.",
    "dates": "Effective April 6, 2026. 33 CFR 340.47 and 340.72(e) are stayed indefinitely.",
}  # fmt: skip
ACTS = (
    ("its provisions by their numbers", STAY, "33 CFR 340.72(e)", ("stayed", "no", False)),
    ("the others go on", STAY, "33 CFR 340.72(a)", ("in_force", "yes", False)),
    ("all of its part", {**STAY, "dates": "Effective April 6, 2026, 33 CFR part 340 is stayed until August 3, 2026."},
     None, ("stayed", "no", False)),
    ("a subpart behind its part", {
        **STAY, "dates": "Effective April 6, 2026. 33 CFR part 340, subpart DDDDD, is suspended through April 5, 2028.",
    }, "subpart DDDDD to 33 CFR 340", ("stayed", "no", False)),
    ("the others of that part", {
        **STAY, "dates": "Effective April 6, 2026. 33 CFR part 340, subpart D, is suspended through April 5, 2028.",
    }, "subpart E to 33 CFR 340", ("in_force", "yes", False)),
    ("another part", {**STAY, "cfr_references": [{"title": 33, "part": 165}]}, None, ("in_force", "yes", False)),
    ("another title", {**STAY, "title": "Plans"}, None, ("in_force", "yes", False)),
    ("an act without words for what it is done to", {
        "title": f"{TITLE}; Rescission of Regulations", "action": "Final rule; rescission of regulations.",
        "dates": "Effective April 6, 2026.",
        "abstract": "By this final rule the Corps rescinds the regulations in 33 CFR part 340.",
    }, None, ("in_force", "yes", True)),
    ("a part of it, beside its delay", {
        "title": f"{TITLE}; Delay of Effective Date", "action": "Final rule; delay of effective date.",
        "dates": "The effective date of the rule published at 91 FR 100 is delayed until May 4, 2026. The amendment to "
                 "§ 340.72(d) is effective July 20, 2026.",
    }, "33 CFR 340.72(d)", ("delayed", "no", False)),
    ("what objections stay", {
        "title": f"{TITLE}; Confirmation of Effective Date", "action": "Final rule; confirmation of effective date.",
        "dates": "Effective date confirmed: February 4, 2026, except that 33 CFR 340.72(d) is stayed.",
        "abstract": "The effective date of the rule published at 91 FR 100 is confirmed.",
    }, "33 CFR 340.72(d)", ("stayed", "no", False)),
    ("by its day and the same title", {
        "title": TITLE, "action": "Final rule; withdrawal.",
        "dates": "The final rule published on January 5, 2026, is withdrawn as of April 6, 2026.",
    }, None, ("withdrawn", "no", False)),
    ("after an act in the title", {
        "title": f"Amendment and Extension of the {TITLE}", "dates": "This rule is effective on April 6, 2026.",
        "abstract": "This action amends Special Rule No. 8, and extends its expiration date from May 4, 2026, until "
                    "May 3, 2027.",
    }, None, ("in_force", "yes", True)),
    ("what a court vacated, under the same title", {
        "action": "Final rule; technical amendments.",
        "dates": "This rule is effective April 6, 2026. The court's vacatur of the rule amendments was applicable as "
                 "of March 2, 2026.",
    }, None, ("vacated", "no", False)),
    ("what Congress disapproved, under the same title", {
        "dates": "This rule is effective April 6, 2026.",
        "abstract": "By a joint resolution, Congress has disapproved the rule of this title. It is taken out.",
    }, None, ("nullified", "no", False)),
    ("by a heading of its own", {"action": "Final rule; CRA revocation.", "dates": "Effective April 6, 2026."},
     None, ("nullified", "no", False)),
    ("a court in an aside, under the same title", {
        "dates": "Effective April 6, 2026.", "abstract": "The Corps adds words that the remand by a court calls for.",
    }, None, ("in_force", "yes", True)),
    ("its end, under the same title", {
        "action": "Final rule; termination of dredge plans.", "dates": "This rule is effective April 6, 2026.",
        "abstract": "The plans are no longer wanted, and the regulation comes out.",
    }, None, ("in_force", "yes", True)),
    ("no act", {"title": f"{TITLE}; Fees", "dates": "Effective April 6, 2026."}, None, ("in_force", "yes", False)),
)  # fmt: skip


@each_row(("act", "scope", "expected"), [row[1:] for row in ACTS], ids=[row[0] for row in ACTS])
def test_a_rule_is_known_by_title_and_part(
    act: dict[str, Any], scope: str | None, expected: tuple[str, str, bool]
) -> None:
    assert state(act, scope) == expected


def test_a_correction_is_corrected_under_the_same_title() -> None:
    title = f"{TITLE}; Correction"
    act = {"title": title, "action": "Final rule; correction of effective date."}
    act["dates"] = "The effective date of the January 5, 2026, rule is corrected to August 3, 2026."
    assert state(act, rule={**RULE, "title": title}) == ("delayed", "no", False)


def test_a_title_is_of_a_rule_that_shares_one_of_several_dockets() -> None:
    """Two numbers may stand in one name of a docket, of which the second is that of an account or of a release."""
    act = {"title": f"{TITLE}; Delay", "action": "Final rule; delay.", "dates": "This rule is delayed to June 2, 2026."}
    rule = {**RULE, "docket_ids": ["Docket No. HDP-2026-1, F100-256"]}
    assert state({**act, "docket_ids": ["Docket No. HDP-2026-1, F100-267"]}, rule=rule) == ("delayed", "no", False)
    assert state({**act, "docket_ids": ["Docket No. HDP-2025-9, F100-267"]}, rule=rule)[0] == "in_force"
    rule = {**RULE, "docket_ids": ["HD Docket No. 26-1; HDC 26-30"]}
    for docket in ("HD Docket No. 26-1; DA 26-411", "HD Docket No. 26-1"):
        assert state({**act, "docket_ids": [docket]}, rule=rule) == ("delayed", "no", False)
    for docket in ("HD Docket No. 25-9; DA 26-411", "HD Docket No. 26-10; HDC 26-3"):
        assert state({**act, "docket_ids": [docket]}, rule=rule)[0] == "in_force"


def test_what_repeals_a_rule_has_a_docket_of_its_own() -> None:
    """Then the day of the rule tells that it is the one of that title."""
    told = "This rule repeals the final rule published on January 5, 2026, in its entirety."
    act = {"title": f"Repeal of {TITLE}", "dates": "Effective May 6, 2026.", "abstract": told}
    rule, act = {**RULE, "docket_ids": ["HDP-2026-1"]}, {**act, "docket_ids": ["HDP-2026-9"]}
    assert state(act, rule=rule) == ("rescinded", "no", False)
    assert state({**act, "abstract": told.replace("5, 2026", "5, 2025")}, rule=rule) == ("in_force", "yes", True)
    assert state({**act, "cfr_references": [{"title": 33, "part": 165}]}, rule=rule)[0] == "in_force"


def test_a_stay_goes_on_under_the_title_of_the_rule() -> None:
    """Then two documents have that title: the rule, and the first stay, which only acts on it."""
    stays = (("03", "2026-02-23", "February 23", "April 3"), ("04", "2026-04-03", "April 3", "July 6"))
    rows = [RULE] + [
        {**RULE, "document_number": f"2026-100{number}", "publication_date": day, "citation": f"91 FR {number}00",
         "action": "Final rule; stay.",
          "dates": f"Effective {begin}, 2026, 33 CFR part 340 is stayed until {end}, 2026."}
        for number, day, begin, end in stays
    ]  # fmt: skip
    tracker = recorded(rows, NOW)
    found = [tracker.state("91 FR 100", day, "2026-06-01").status for day in ("2026-03-02", "2026-06-01", "2026-08-03")]
    assert found == ["stayed", "stayed", "in_force"]


PROPOSED = {**RULE, "type": "Proposed Rule", "action": "Proposed rule.", "dates": "Comments due March 5, 2026."}
WITHDRAWN = {"action": "Proposed rule; withdrawal.", "dates": "The proposed rule is withdrawn on April 6, 2026."}
_LATER = {**WITHDRAWN, "dates": "The proposed rule is withdrawn on July 6, 2026."}
_HEARING = {"action": "Proposed rule; withdrawal of hearing.", "dates": "There is no hearing."}
_DOCKETS = ({"docket_ids": ["CE-2026-1"]}, {"docket_ids": ["CE-2026-2"]})


@each_row(
    ("act", "rule", "expected"),
    [
        (WITHDRAWN, PROPOSED, ("proposal_withdrawn", "no", False)),
        ({**WITHDRAWN, "dates": None, "abstract": "The Corps withdraws it."}, PROPOSED,
         ("proposal_withdrawn", "no", False)),
        (_LATER, PROPOSED, ("proposed", "no", True)),
        (_HEARING, PROPOSED, ("proposed", "no", True)),
        ({**WITHDRAWN, **_DOCKETS[1]}, {**PROPOSED, **_DOCKETS[0]}, ("proposed", "no", True)),
        ({**WITHDRAWN, "type": "Proposed Rule"}, RULE, ("in_force", "yes", False)),
    ],
)  # fmt: skip
def test_a_proposal_is_withdrawn_under_its_title(
    act: dict[str, Any], rule: dict[str, Any], expected: tuple[str, str, bool]
) -> None:
    assert state(act, rule=rule) == expected


def test_a_list_after_the_act_names_what_is_withdrawn() -> None:
    proposal = {**RULE, "type": "Proposed Rule", "action": "Proposed rule.", "dates": "Comments due March 5, 2026."}
    act = {"title": "Withdrawal of Certain Proposed Rules", "action": "Notice of withdrawal."}
    act["abstract"] = "The Corps has withdrawn certain proposed rules. Among them: Plans, 91 FR 100 (January 5, 2026)."
    assert state(act, rule=proposal) == ("proposal_withdrawn", "no", False)


# --- which differences of titles are those of one rule ----------------------------------------------------------------

PLANS = "Dredge Plans for Small Harbors"
DELAYED, INFERRED, DOUBTED, ALONE = ("delayed", ()), ("delayed", ("target_inferred",)), ("in_force", ("unread",)), (
    "in_force", (),
)  # fmt: skip
TITLES: tuple[tuple[str, str, tuple[str, tuple[str, ...]]], ...] = (
    # the act, wherever it stands
    (PLANS, f"{PLANS}; Delay of Effective Date", DELAYED),
    (PLANS, f"{PLANS}: Delay of Effective Date", DELAYED),
    (PLANS, f"{PLANS}, Delay of Effective Date", DELAYED),
    (PLANS, f"{PLANS}—Delay of Effective Date", DELAYED),
    (PLANS, f"{PLANS} - Second Delay of Effective Date", DELAYED),
    (PLANS, f"{PLANS} (Delay of Effective Date)", DELAYED),
    (PLANS, f"{PLANS}; Final Rule; Further Delay of Effective Date", DELAYED),
    (PLANS, f"Further Delay of {PLANS}", DELAYED),
    (PLANS, f"Delay of Effective Date of {PLANS}", DELAYED),
    (PLANS, f"Delay of the Effective Date for the {PLANS} Rule", DELAYED),
    (PLANS, f"Notice of Delay of the Effective Date of the Final Rule on {PLANS}", DELAYED),
    (PLANS, f"Extension and Further Delay of the Effective Date of “{PLANS}”", DELAYED),
    # identifiers, kinds of documents, articles
    (PLANS, f"{PLANS} (RIN 0710-AA99); Delay of Effective Date", DELAYED),
    (PLANS, f"{PLANS}; Delay of Effective Date [Docket No. COE-2026-0001]", DELAYED),
    (f"{PLANS} (RIN 0710-AA99)", f"{PLANS}; Delay of Effective Date", DELAYED),
    (f"{PLANS}; Final Rule", f"{PLANS}; Delay of Effective Date", DELAYED),
    (f"{PLANS} Interim Final Rule", f"Delay of {PLANS}", DELAYED),
    (PLANS, f"The {PLANS}; Delay of Effective Date", DELAYED),
    ("Plans (KB-24) for Harbors", "Plans (KB-24) for Harbors; Delay of Effective Date", DELAYED),
    # a subtitle that one of the two leaves out
    (f"{PLANS}; Ten-Year Plans", f"{PLANS}; Delay of Effective Date", INFERRED),
    (f"{PLANS}: Ten-Year Plans", f"Delay of {PLANS}", INFERRED),
    (f"{PLANS}; Ten-Year Plans", PLANS, DOUBTED),
    (PLANS, f"{PLANS}; Ten-Year Plans; Delay of Effective Date", DOUBTED),
    (PLANS, f"{PLANS} (RIN 0710-AA99)", DOUBTED),
    # another rule: a place, a zone, a year, a number, any other word
    (f"{PLANS}; Connecticut", f"{PLANS}; Delay of Effective Date", ALONE),
    (f"{PLANS}; Connecticut", f"{PLANS}; Maine; Delay of Effective Date", ALONE),
    ("Safety Zone; Aspen River", "Safety Zone; Birch River; Delay of Effective Date", ALONE),
    ("Safety Zone; Aspen River", "Safety Zone; Delay of Effective Date", ALONE),
    ("Safety Zone; Aspen River, Mile 1 to 2", "Safety Zone; Aspen River; Delay of Effective Date", ALONE),
    (f"2025 {PLANS}", f"2026 {PLANS}; Delay of Effective Date", ALONE),
    (f"{PLANS}; 2025", f"{PLANS}; Delay of Effective Date", ALONE),
    (f"{PLANS}; Amendment 12", f"{PLANS}; Amendment 13; Delay of Effective Date", ALONE),
    (f"{PLANS}; Ten-Year Plans", f"{PLANS}; Five-Year Plans; Delay of Effective Date", ALONE),
    (f"{PLANS} and Marinas", f"{PLANS}; Delay of Effective Date", ALONE),
    (f"{PLANS}ide Towns", f"{PLANS}; Delay of Effective Date", ALONE),
)  # fmt: skip
PENDING = {**RULE, "dates": "This rule is effective May 4, 2026."}
LATER = {
    "action": "Final rule; delay of effective date.",
    "dates": "The effective date of the final rule is delayed until August 3, 2026.",
}


def after_acts(*rows: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return the status of the first of some documents after the others, and what it is doubted for."""
    numbered = [
        {**row, "document_number": f"2026-2000{number}", "citation": f"91 FR {number + 1}00"}
        for number, row in enumerate(rows)
    ]
    tracker = recorded(numbered, NOW)
    found = tracker.state("91 FR 100", "2026-06-01", "2026-06-01")
    return found.status, tuple(sorted({"unread", "target_inferred"} & {*found.flags}))


@each_row(("title", "act", "expected"), TITLES)
def test_which_titles_are_of_one_rule(title: str, act: str, expected: tuple[str, tuple[str, ...]]) -> None:
    done = {**RULE, **LATER, "title": act, "publication_date": "2026-04-06"}
    assert after_acts({**PENDING, "title": title}, done) == expected


def test_a_title_on_another_part_or_of_several_rules_tells_nothing() -> None:
    rule, other = ({**PENDING, "title": f"{PLANS}; {more}"} for more in ("Ten-Year Plans", "Fees"))
    done = {**RULE, **LATER, "title": f"{PLANS}; Delay of Effective Date", "publication_date": "2026-04-06"}
    elsewhere = {"cfr_references": [{"title": 33, "part": 165}]}
    assert after_acts(rule, {**done, **elsewhere}) == ALONE
    assert after_acts(rule, {**other, **elsewhere}, done) == INFERRED
    assert after_acts(rule, other, done) == ALONE
    assert after_acts({**rule, "title": PLANS}, {**done, **elsewhere}) == ALONE


def test_a_subtitle_left_out_is_inferred_only_of_what_the_act_can_be_done_to() -> None:
    """A rule in force is not delayed; one on that day may be another."""
    rule = {**RULE, "title": f"{PLANS}; Ten-Year Plans"}
    done = {**RULE, **LATER, "title": f"{PLANS}; Delay of Effective Date", "publication_date": "2026-04-06"}
    assert after_acts(rule, done) == DOUBTED
    told = {
        **done,
        "dates": "The effective date of the rule published on January 5, 2026, is delayed until August 3, 2026.",
    }
    assert after_acts({**PENDING, "title": rule["title"]}, told) == DELAYED


def test_an_act_on_a_part_is_one_under_any_title() -> None:
    rule = {**RULE, "title": PLANS}
    for title in (f"Partial Stay of {PLANS}", f"Stay of Certain Provisions of {PLANS}", f"{PLANS}; Partial Stay"):
        done = {**RULE, "title": title, "action": "Final rule; partial stay.", "publication_date": "2026-04-06"}
        done["dates"] = "Effective April 6, 2026, certain provisions of the final rule are stayed until August 3, 2026."
        status, _ = after_acts(rule, done)
        assert status == "in_force", title
