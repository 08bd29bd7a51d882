"""Acts on what notices give: exemptions, waivers, permits, designations, licences, findings and the like."""

from __future__ import annotations

from typing import Any

from regtrack.tracker import Tracker
from tests.rows import each_row
from tests.sources.federal_register.test_what_is_over import force, ledger

C = "94 FR 10000"
GIVEN: dict[str, Any] = {
    "document_number": "2029-90001", "publication_date": "2029-03-01", "type": "Notice", "citation": C,
    "title": "Hours of Kiln Crews: Application for Exemption; Harlan Brick", "action": "Notice of final disposition.",
    "abstract": "The Agency grants the request of Harlan Brick.", "effective_on": None, "cfr_references": [],
    "dates": "This exemption is effective March 1, 2029, through March 1, 2034.",
}  # fmt: skip
ACT: dict[str, Any] = {
    **GIVEN, "document_number": "2031-90002", "publication_date": "2031-06-05", "citation": "96 FR 21000",
    "title": "Hours of Kiln Crews: Harlan Brick; Decision", "action": "Notice.", "abstract": "The Agency has decided.",
    "dates": "This notice is effective August 1, 2031.",
}  # fmt: skip


def after(dates: str, summary: str, given: dict[str, Any] | None = None, **fields: Any) -> Tracker:
    """Return a ledger of what gives something, and of what acts on it, published June 5, 2031."""
    return ledger({**GIVEN, **(given or {})}, {**ACT, "dates": dates, "abstract": summary, **fields})


def stands(tracker: Tracker, on: str, scope: str | None = None) -> str:
    return force(tracker, C, on, "2031-07-01", scope)


ENDED: tuple[tuple[str, str, dict[str, Any]], ...] = (  # from August 1, 2031
    ("The exemption is revoked as of August 1, 2031.",
     f"The Agency revokes the exemption granted to Harlan Brick at {C} on March 1, 2029.", {}),
    ("The waiver is terminated effective August 1, 2031.",
     f"FRA is terminating the waiver granted to Harlan Brick in the notice published March 1, 2029 ({C}).", {}),
    ("This revocation is effective August 1, 2031.",
     f"The Department revokes the designation of Harlan Brick published at {C}.", {}),
    ("Effective August 1, 2031.",
     f"NHTSA is withdrawing the determination published on March 1, 2029, at {C}, that the kiln is compliant.", {}),
    (f"The authorization published at {C} is revoked effective August 1, 2031.", "The Agency has decided.", {}),
    ("The rescission is effective August 1, 2031.", f"EPA rescinds the finding made in the notice at {C}.", {}),
    ("This notice is effective August 1, 2031.", f"The license granted to Harlan Brick at {C} is revoked.",
     {"action": "Notice; revocation."}),
    ("Effective August 1, 2031.",
     f"The Board is rescinding its Statement on Soot in Kilns, published on March 1, 2029 ({C}).", {}),
    (f"The approval granted by the notice published March 1, 2029 ({C}), is withdrawn, effective August 1, 2031.", "",
     {}),
    ("Effective August 1, 2031.", f"The Secretary terminates the declaration published March 1, 2029, at {C}.",
     {"title": "Termination of Declaration"}),
    ("This notice takes effect August 1, 2031.",
     f"The Secretary is revoking the certificate of registration issued to Harlan Brick at {C}.",
     {"title": "Revocation of Certificate"}),
    (f"Effective August 1, 2031, the permit issued in the notice at {C} is cancelled.", "", {}),
    ("Effective August 1, 2031.", f"This notice rescinds the waiver published at {C}.",
     {"action": "Rescission of waiver."}),
    (f"The exemptions granted at {C} are revoked as of August 1, 2031.", "", {}),
    ("Effective August 1, 2031.", f"The Agency hereby withdraws its certification of Harlan Brick, published at {C}.",
     {}),
    ("Effective August 1, 2031.", f"FNS withdraws the policy that it published at {C}.", {}),
    ("Effective August 1, 2031.", f"The agreement announced at {C} is terminated.", {}),
    ("Effective August 1, 2031.",
     f"On March 1, 2029 ({C}), the Agency granted an exemption to Harlan Brick. This notice revokes that exemption.",
     {"title": "Harlan Brick; Revocation of Exemption"}),
    ("Effective August 1, 2031.", f"The Agency has decided to revoke the waiver granted to Harlan Brick at {C}.", {}),
    ("Effective August 1, 2031.",
     f"The Agency is terminating the exemption granted on March 1, 2029 ({C}).", {}),
    ("The recognition of Harlan Brick is withdrawn, effective August 1, 2031.",
     f"OSHA announces its final decision to withdraw the recognition of Harlan Brick, which was granted at {C}.", {}),
    ("Effective August 1, 2031.", f"EPA is withdrawing its waiver of preemption for kilns, issued at {C}.", {}),
    ("Effective August 1, 2031.", f"We are rescinding our guidance on kilns, which we published at {C}.", {}),
    ("The revocation is effective August 1, 2031.",  # told as what is announced
     f"FMCSA announces the revocation of the exemption granted to Harlan Brick on March 1, 2029 ({C}), which would "
     "otherwise have expired on March 1, 2034.", {"action": "Notice of revocation of exemption."}),
    ("The rescission takes effect August 1, 2031.",
     f"EPA announces the rescission of the variance issued to Harlan Brick on March 1, 2029 ({C}).", {}),
    ("The withdrawal becomes effective on August 1, 2031.",
     f"This notice announces the withdrawal of the approval granted to Harlan Brick at {C}.", {}),
    ("This termination is effective August 1, 2031.",
     f"The Department is announcing the termination of the designation published March 1, 2029, at {C}.", {}),
    ("The cancellation is effective on August 1, 2031.", "The Agency has decided.",
     {"action": f"Notice of cancellation of the registration granted to Harlan Brick at {C}."}),
    ("The termination becomes effective August 1, 2031.",
     f"The Agency gives notice of its termination of the waiver granted to Harlan Brick ({C}).", {}),
    ("The revocation takes effect on August 1, 2031.",
     f"On March 1, 2029 ({C}), the Agency granted an exemption to Harlan Brick. The Agency announces the revocation of "
     "that exemption.", {}),
    ("This notice is effective June 5, 2031. The revocation is effective August 1, 2031.",
     f"FMCSA announces the revocation of the exemption granted to Harlan Brick ({C}).", {}),
)  # fmt: skip


@each_row(("dates", "summary", "fields"), ENDED)
def test_what_was_given_ends(dates: str, summary: str, fields: dict[str, Any]) -> None:
    tracker = after(dates, summary, **fields)
    assert (stands(tracker, "2031-07-01"), stands(tracker, "2031-09-01")) == ("yes", "no")


NOT_ENDED = (  # what is revoked is something else, or nothing yet
    f"FMCSA announces the revocation of the licenses of carriers that operated under the exemption granted at {C}.",
    f"The Agency announces the withdrawal of the petition of Harlan Brick to amend the exemption granted at {C}.",
    f"FMCSA announces the proposed revocation of the exemption granted to Harlan Brick ({C}).",
    f"FMCSA announces the partial revocation of the exemption granted to Harlan Brick ({C}).",
    f"FMCSA announces the revocation of the exemption granted to Harlan Brick at {C} with respect to crews in Ohio.",
    "FMCSA announces the revocation of the exemption granted to Orchard Brick on May 2, 2028 (93 FR 20000). The "
    f"exemption granted to Harlan Brick ({C}) remains in effect.",
    f"FMCSA may announce the revocation of the exemption granted to Harlan Brick ({C}).",
    f"FMCSA announces the denial of a request for the revocation of the exemption granted to Harlan Brick ({C}).",
    f"FMCSA announces the revocation of its guidance on the exemption granted to Harlan Brick ({C}).",
    f"FMCSA announces the revocation of the exemption for two members of the group granted relief at {C}.",
    f"FMCSA announces the revocation of the exemption granted to Harlan Brick ({C}). The revocation applies only to "
    "crews in Ohio.",
)  # fmt: skip


@each_row("summary", NOT_ENDED)
def test_what_was_given_does_not_end_with_something_else(summary: str) -> None:
    assert stands(after("The revocation is effective August 1, 2031.", summary), "2031-09-01") in ("yes", "doubt")


def test_an_end_on_a_day_that_was_not_read_of_it_is_doubted() -> None:
    told = (
        f"On March 1, 2029 ({C}), the Agency granted an exemption to Harlan Brick. This notice revokes that exemption."
    )
    for dates in ("The exemption ends on August 1, 2031.", "The exemption ends at 11:59 p.m. on August 1, 2031."):
        assert stands(after(dates, told), "2031-07-01") == "doubt"


TRAPS: tuple[tuple[str, str, dict[str, Any]], ...] = (  # it goes on
    ("Comments are due August 1, 2031.", f"The Agency proposes to revoke the exemption granted at {C}.",
     {"action": "Notice of proposed revocation."}),
    ("Effective August 1, 2031.", f"The Agency declines to revoke the exemption granted at {C}.", {}),
    ("Effective August 1, 2031.", f"The exemption granted at {C} is not revoked by this notice.", {}),
    ("Effective August 1, 2031.", f"The Agency denies a petition to terminate the waiver granted at {C}.", {}),
    ("Effective August 1, 2031.", f"The Agency revokes an exemption of Mill Brick under the terms published at {C}.",
     {}),
    ("Effective August 1, 2031.",
     f"The Agency will revoke the exemption granted at {C} if Harlan Brick fails to report.", {}),
    ("Effective August 1, 2031.", f"Unlike the exemption granted at {C}, the waiver of Mill Brick is revoked.", {}),
    ("Effective August 1, 2031.", f"The Agency announces a request to terminate the permit issued at {C}.", {}),
    ("Effective August 1, 2031.",
     f"The notice at {C}, which revoked the exemption of Mill Brick, remains in effect.", {}),
    ("Effective August 1, 2031.",
     f"The Agency revokes the registration of Mill Brick. That granted to Harlan Brick at {C} remains in effect.", {}),
    ("Effective August 1, 2031.", f"The Agency granted an exemption at {C} and revoked it in 2030.", {}),
    ("Effective August 1, 2031.",
     f"The Agency withdraws its notice of intent to revoke the exemption granted at {C}.", {}),
    ("Effective August 1, 2031.",
     f"The Agency revokes the permit of Mill Brick because it breached the exemption granted at {C}.", {}),
    ("Effective August 1, 2031.", f"The Agency withdraws a request to modify the designation made at {C}.", {}),
    ("Effective August 1, 2031.",
     f"The Agency is terminating the comment period on the designation made at {C}.", {}),
    ("Effective August 1, 2031.", f"The suspension of the exemption granted at {C} is lifted.", {}),
    ("Effective August 1, 2031.", f"The Agency withdraws the revocation of the exemption granted at {C}.", {}),
    ("Effective August 1, 2031.", f"The Agency has not decided to terminate the waiver granted at {C}.", {}),
)  # fmt: skip


@each_row(("dates", "summary", "fields"), TRAPS)
def test_what_is_proposed_denied_or_of_another_goes_on(dates: str, summary: str, fields: dict[str, Any]) -> None:
    assert stands(after(dates, summary, **fields), "2031-09-01") in ("yes", "doubt")
    assert after(dates, summary, **fields).state(C, "2031-09-01", "2031-07-01").force == "yes"


PARTS = (  # of one of several, or of a part
    (f"The Agency revokes the exemptions of three drivers granted at {C}.", {}),
    (f"The Agency revokes the exemption of J. Doe granted at {C}.", {"title": "Vision of Drivers; Exemptions"}),
    (f"The Agency terminates certain of the waivers granted at {C}.", {}),
    (f"The exemption granted to Harlan Brick at {C} is revoked in part.", {}),
    (f"The exemption granted at {C} is revoked with respect to night shifts.", {}),
    (f"The Agency rescinds the approval of two kilns granted at {C}.", {"title": "Approvals of Kilns", "type": "Rule"}),
    (f"The Agency revokes the terms of the exemption granted at {C}.", {}),
    (f"The Agency revokes paragraph 3 of the exemption granted at {C}.", {}),
    (f"The Agency revokes two of the designations made at {C}.", {}),
)


@each_row(("summary", "given"), PARTS)
def test_an_end_for_one_holder_is_one_of_a_part(summary: str, given: dict[str, Any]) -> None:
    assert stands(after("Effective August 1, 2031.", summary, given), "2031-09-01") == "doubt"


PAUSED: tuple[tuple[str, str, dict[str, Any]], ...] = (  # from August 1, 2031
    ("The exemption is suspended as of August 1, 2031.",
     f"The Agency suspends the exemption granted to Harlan Brick at {C} until further notice.", {}),
    (f"The permit issued at {C} is suspended from August 1, 2031, until further notice.", "", {}),
    ("Effective August 1, 2031, through May 1, 2032.", f"The Agency is suspending the waiver granted at {C}.",
     {"action": "Suspension of waiver."}),
    ("This notice is effective August 1, 2031.",
     f"The Department suspends the designation of Harlan Brick made in the notice at {C}.", {}),
)  # fmt: skip

LONGER: tuple[tuple[str, str, dict[str, Any]], ...] = (  # until March 1, 2036
    (f"The exemption granted at {C} is renewed through March 1, 2036.", "", {}),
    ("The renewed exemption is effective March 1, 2034, through March 1, 2036.",
     f"The Agency renews the exemption granted to Harlan Brick at {C}.", {"title": "Renewal of Exemption"}),
    ("This notice is effective March 1, 2034.",
     f"The Agency extends the waiver granted to Harlan Brick at {C} through March 1, 2036.", {}),
    ("The expiration date of the permit is extended to March 1, 2036.",
     f"The Agency is extending the permit issued to Harlan Brick at {C}.", {}),
    (f"The designation of Harlan Brick published at {C} is extended through March 1, 2036.", "", {}),
)  # fmt: skip


@each_row(("dates", "summary", "fields"), PAUSED)
def test_what_was_given_is_suspended(dates: str, summary: str, fields: dict[str, Any]) -> None:
    tracker = after(dates, summary, **fields)
    assert (stands(tracker, "2031-07-01"), stands(tracker, "2031-09-01")) == ("yes", "no")


@each_row(("dates", "summary", "fields"), LONGER)
def test_what_was_given_goes_on(dates: str, summary: str, fields: dict[str, Any]) -> None:
    tracker = after(dates, summary, **fields)
    assert [stands(tracker, on) for on in ("2031-09-01", "2035-02-01", "2036-06-01")] == ["yes", "yes", "no"]


def test_the_date_of_a_thing_is_not_the_thing() -> None:
    dates = f"The applicability date of the exemption published at {C} is extended from August 1, 2031, to May 3, 2032."
    tracker = after(dates, "The Agency extends for a time the applicability date of the exemption for kilns.")
    assert stands(tracker, "2032-06-01") != "no"


@each_row(
    "summary",
    [
        f"The Agency terminates the arrangement described at {C}.",
        f"The Agency revokes the cap on kilns that was the subject of a notice ({C}).",
        f"The kiln pool announced at {C} is hereby dissolved.",
        f"The exemption granted at {C} is made permanent.",
    ],
)
def test_an_asserted_end_doubts_what_it_cites_whatever_ends(summary: str) -> None:
    assert stands(after("Effective August 1, 2031.", summary), "2031-09-01") == "doubt"


BEGUN = (  # SUMMARY, ACTION, where there are no DATES: it begins April 16, 2029
    ("Harlan Brick has filed a notice. This exemption will be effective on April 16, 2029, unless stayed pending "
     "reconsideration.", "Notice."),
    ("Unless stayed, the exemption will be effective on April 16, 2029.", "Notice of exemption."),
    ("Provided no offer of assistance has been received, this waiver takes effect on April 16, 2029, unless it is "
     "revoked before.", "Notice."),
    ("The Agency exempts Harlan Brick.", "Notice of exemption, effective April 16, 2029."),
)  # fmt: skip


@each_row(("summary", "action"), BEGUN)
def test_what_is_granted_begins_on_the_day_that_another_field_tells(summary: str, action: str) -> None:
    tracker = ledger({**GIVEN, "dates": None, "abstract": summary, "action": action})
    states = [tracker.state(C, on, "2029-04-02").status for on in ("2029-04-02", "2029-05-01")]
    assert states == ["pending", "current"]


@each_row(("summary", "action"), (
    ("Harlan Brick asks for an exemption. If granted, it would be effective April 16, 2029.", "Notice."),
    ("The Agency proposes that the exemption be effective April 16, 2029, unless objections are filed.", "Notice."),
))  # fmt: skip
def test_what_is_only_wanted_begins_on_no_day(summary: str, action: str) -> None:
    tracker = ledger({**GIVEN, "dates": None, "abstract": summary, "action": action})
    assert tracker.state(C, "2029-04-02", "2029-04-02").status != "pending"
